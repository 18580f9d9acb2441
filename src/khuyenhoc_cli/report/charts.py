"""The charts of the report: native Word charts over the figures."""

from fractions import Fraction

from khuyenhoc_cli.report.assessment import MODELS
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.keys import named_key
from khuyenhoc_cli.report.phrases import capitalized, print_target
from khuyenhoc_cli.report.word.values import Chart
from khuyenhoc_cli.text.numbers import print_percent, round_half_up

TWO_DECIMALS = "0.00"
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


def _rounded(value: Fraction | None) -> float | None:
    return None if value is None else float(round_half_up(value, 2))
