"""The charts of the report: native Word charts over the figures."""

from fractions import Fraction

from khuyenhoc_cli.forms.model import Ratio
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.assessment import MODELS
from khuyenhoc_cli.report.facts import UNKNOWN, Facts
from khuyenhoc_cli.report.keys import named_key
from khuyenhoc_cli.report.phrases import capitalized, print_target
from khuyenhoc_cli.report.word.values import Chart
from khuyenhoc_cli.text.numbers import print_percent, round_half_up

TWO_DECIMALS = "0.00"
WHOLE = "#,##0"
BARS_AT_MOST = 20
AT_EACH_END = 5  # of more than that; the appendix has them all


def member_share_chart(facts: Facts) -> Chart | None:
    """Members per population: a bar per unit (of many the highest and lowest), then the whole and the target."""
    found = [(unit.ratios["HV01/DS01"], unit.unit.code) for unit in facts.figures.units if "HV01/DS01" in unit.ratios]
    whole = facts.ratio("HV01/DS01")
    if not found or whole is None or whole.value is None:
        return None
    bars = [(facts.short_names[code], value) for value, code in sorted(found, key=lambda pair: -pair[0])]
    highest, lowest = bars[0], bars[-1]
    title = "Tỷ lệ hội viên trên dân số theo đơn vị (%)"
    if len(bars) > BARS_AT_MOST:
        bars = bars[:AT_EACH_END] + bars[-AT_EACH_END:]
        title = f"Tỷ lệ hội viên trên dân số: {AT_EACH_END} đơn vị cao nhất, {AT_EACH_END} đơn vị thấp nhất (%)"
    yardsticks = [(capitalized(facts.reported), whole.value)]
    if whole.target is not None:
        yardsticks.append((f"Chỉ tiêu {print_target(whole.target)}", whole.target))
    names, values = zip(*bars, *yardsticks, strict=True)
    return Chart(
        named_key("chart", "ty_le_hoi_vien"),
        title,
        "bar",
        names,
        (("Tỷ lệ hội viên trên dân số (%)", tuple(map(_rounded, values))),),
        TWO_DECIMALS,
        f"Biểu đồ thanh: tỷ lệ hội viên trên dân số, cao nhất {highest[0]} ({print_percent(highest[1])}), "
        f"thấp nhất {lowest[0]} ({print_percent(lowest[1])}), {facts.reported} {whole.printed}.",
        yardsticks=len(yardsticks),
    )


def models_chart(facts: Facts) -> Chart | None:
    """Each model's share achieved, beside its target where there is one; None where no share is known."""
    known = [(name, ratio) for code, name in MODELS if (ratio := facts.ratio(code)) and ratio.value is not None]
    if not known:
        return None
    achieved = tuple(_rounded(ratio.value) for _, ratio in known)
    targets = tuple(_rounded(ratio.target) for _, ratio in known)
    with_targets = any(target is not None for target in targets)
    return Chart(
        named_key("chart", "mo_hinh_hoc_tap"),
        "Tỷ lệ đạt các mô hình học tập so với tổng số (%)",
        "column",
        tuple(f"{name}{facts.coverage_short(ratio.ratio.code)}" for name, ratio in known),
        (("Tỷ lệ đạt", achieved), *((("Chỉ tiêu", targets),) if with_targets else ())),
        TWO_DECIMALS,
        "Biểu đồ cột: " + ", ".join(f"{name} {ratio.printed}" for name, ratio in known) + ".",
    )


def by_year_chart(facts: Facts, figure: str, title: str) -> Chart | None:
    """A line over the years, with the target's beside it where there is one; None where fewer than two are known.

    A year without a figure leaves a gap. Money is shown in triệu đồng.
    """
    line = facts.series.lines.get(figure)
    known = [point for point in line.points if point.value is not None] if line else []
    if line is None or len(known) < 2:
        return None
    is_ratio = isinstance(line.figure, Ratio)
    scale = 1 if isinstance(line.figure, Ratio) else line.figure.scale
    values = tuple(_scaled(point.value, scale) for point in line.points)
    ratio = facts.ratio(figure)
    target = _rounded(ratio.target if ratio else None)
    goals = (("Chỉ tiêu", (target,) * len(values)),) if target is not None else ()
    told = f"{known[0].period.name} {known[0].printed}, {known[-1].period.name} {known[-1].printed}"
    return Chart(
        named_key("chart", f"nam_{figure}"),
        title,
        "line",
        tuple(_year_name(point.period) for point in line.points),
        (("Thực hiện", values), *goals),
        TWO_DECIMALS if is_ratio else WHOLE,
        f"Biểu đồ đường: {title[:1].lower()}{title[1:]}, {told}.",
    )


def then_and_now_chart(facts: Facts) -> Chart | None:
    """Each model's share achieved in the first year that any is known of, and in the last; a gap where one is not."""
    lines = [(name, line) for code, name in MODELS if (line := facts.series.lines.get(code)) is not None]
    last = len(facts.series.periods) - 1
    known = [n for n in range(last + 1) if any(line.points[n].value is not None for _, line in lines)]
    if len(known) < 2 or known[-1] != last:
        return None
    before, now = facts.series.periods[known[0]].name, facts.series.periods[last].name
    told = (f"{name} {line.points[known[0]].printed or UNKNOWN} và {line.points[last].printed}" for name, line in lines)
    return Chart(
        named_key("chart", "nam_mo_hinh"),
        f"Tỷ lệ đạt các mô hình học tập so với tổng số, {before} và {now} (%)",
        "column",
        tuple(name for name, _ in lines),
        tuple(
            (capitalized(name), tuple(_scaled(line.points[place].value, 1) for _, line in lines))
            for name, place in ((now, last), (before, known[0]))
        ),
        TWO_DECIMALS,
        f"Biểu đồ cột, {before} và {now}: {', '.join(told)}.",
    )


def _year_name(period: Period) -> str:
    return period.name if period.part else str(period.year)


def _scaled(value: int | Fraction | None, scale: int) -> float | None:
    return _rounded(None if value is None else Fraction(value) / scale)


def _rounded(value: Fraction | None) -> float | None:
    return None if value is None else float(round_half_up(value, 2))
