"""How a figure is worked out, in words and numbers: "28,41% = 846.341 / 2.978.604 × 100"."""

from collections.abc import Iterator

from khuyenhoc_cli.figures.model import Figures, RatioFigure, Total, UnitFigures, print_ratio, ratio_value
from khuyenhoc_cli.forms.model import Indicator, Measure, Ratio
from khuyenhoc_cli.text.numbers import print_decimal, print_percent


def formula_of(figures: Figures, figure: str, unit: str = "") -> tuple[str, ...]:
    """The lines for a figure over the scope, or of one unit by its code."""
    ratio = figures.edition.ratio_of.get(figure)
    if unit:
        entry = next((each for each in figures.units if each.unit.code == unit), None)
        return tuple(_of_unit(entry, figures, figure)) if entry else ()
    if ratio is not None:
        return tuple(_ratio_lines(figures.ratios[figure], figures))
    return tuple(_total_lines(figures.totals[figure], figures))


def _total_lines(total: Total, figures: Figures) -> Iterator[str]:
    indicator = total.indicator
    if total.value is None:
        yield "Chưa đơn vị nào có số liệu."
        return
    verb = "số đơn vị trả lời Có" if indicator.measure is Measure.FLAG else "cộng các đơn vị"
    yield f"{indicator.code} = {verb} = {total.printed} {total.coverage}".rstrip()
    if figures.sources:
        how = "cộng các kỳ" if indicator.nature.value == "flow" else "lấy ở kỳ cuối"
        yield f"Kỳ gồm {', '.join(map(str, figures.sources))}: {how}."
    if total.delta is None or total.comparable is None or total.previous is None:
        return
    show = str if indicator.measure is Measure.FLAG else indicator.printed
    apart = f" − {show(total.apart)} (tiếp nhận từ đơn vị đã giải thể)" if total.apart else ""
    percent = f" ({print_percent(total.delta_pct)})" if total.delta_pct is not None else ""
    yield f"Tăng, giảm = {show(total.comparable)} − {show(total.previous)}{apart} = {show(total.delta)}{percent}"
    if not total.like_for_like:
        yield "Hai vế chỉ gồm các đơn vị có số liệu ở cả hai kỳ."


def _ratio_lines(found: RatioFigure, figures: Figures) -> Iterator[str]:
    indicators = figures.edition.indicators
    numerator, denominator = indicators[found.ratio.numerator], indicators[found.ratio.denominator]
    if found.value is None or found.numerator is None or found.denominator is None:
        yield "Chưa tính được: thiếu tử số hoặc mẫu số."
        return
    yield _division(found.ratio, numerator, found.numerator, denominator, found.denominator, found.coverage)
    if found.delta is not None and found.comparable is not None and found.previous is not None:
        is_percent = found.ratio.scale == "percent"
        now, before = print_ratio(found.ratio, found.comparable), print_ratio(found.ratio, found.previous)
        unit = "điểm phần trăm" if is_percent else "đồng/người"
        yield f"Tăng, giảm = {now} − {before} = {print_decimal(found.delta, 2 if is_percent else 0)} {unit}"
    if found.target is not None:
        yield f"Chỉ tiêu: {print_ratio(found.ratio, found.target)}"


def _division(
    ratio: Ratio, numerator: Indicator, above: int, denominator: Indicator, below: int, coverage: str = ""
) -> str:
    """ "HV01/DS01 = 846.341 / 2.978.604 × 100 = 28,41% so với dân số"; money per person is worked out in đồng."""
    times = " × 100" if ratio.scale == "percent" else " (triệu đồng / người)"
    value = ratio_value(ratio, above, below)
    printed = "" if value is None else print_ratio(ratio, value)
    shown = f"{numerator.printed(above)} / {denominator.printed(below)}{times}"
    return f"{ratio.code} = {shown} = {printed} so với {ratio.of} {coverage}".rstrip()


def _of_unit(entry: UnitFigures, figures: Figures, figure: str) -> Iterator[str]:
    edition = figures.edition
    if (ratio := edition.ratio_of.get(figure)) is not None:
        above, below = entry.values.get(ratio.numerator), entry.values.get(ratio.denominator)
        if above is None or not below:
            yield f"{entry.unit.name}: chưa tính được."
            return
        yield _division(ratio, edition.indicators[ratio.numerator], above, edition.indicators[ratio.denominator], below)
        if figure in entry.ranks:
            yield f"Xếp thứ {entry.ranks[figure]} trong các đơn vị."
        return
    indicator = edition.indicators[figure]
    if figure not in entry.values:
        yield f"{entry.unit.name}: chưa có số liệu."
        return
    yield f"{entry.unit.name}: {indicator.printed(entry.values[figure])}"
    delta = entry.delta(figure)
    if delta is not None and indicator.measure is not Measure.FLAG:
        apart = entry.apart.get(figure, 0)
        less = f" − {indicator.printed(apart)} (tiếp nhận từ đơn vị đã giải thể)" if apart else ""
        now, before = indicator.printed(entry.values[figure]), indicator.printed(entry.previous[figure])
        yield f"Tăng, giảm = {now} − {before}{less} = {indicator.printed(delta)}"
    if entry.predecessors:
        about = ", ước tính" if figure in entry.estimated else ""
        yield f"Cùng kỳ quy về từ: {', '.join(entry.predecessors)}{about}."
