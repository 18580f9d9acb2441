"""What a cell of a table of figures says, for the workbook and the page alike: an exact amount, or a mark instead."""

from fractions import Fraction

from khuyenhoc_cli.figures.model import Figures, RatioFigure, State, Total, UnitFigures, print_ratio
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.report.appendices import Column
from khuyenhoc_cli.text.numbers import print_count, print_decimal

UNKNOWN, NOT_APPLICABLE = "…", "–"
MARKS = f"Ký hiệu: “{UNKNOWN}” là chưa có số liệu; “{NOT_APPLICABLE}” là không thuộc diện báo cáo hoặc không tính được."

REST = "Không của riêng đơn vị nào"
"""What the row is called that holds the part of a total which belongs to no unit alone."""

Said = int | Fraction | str
"""A count, đồng, 1 or 0; a ratio in percent or in đồng per person; or a mark."""


def unit_amount(edition: Edition, column: Column, unit: UnitFigures) -> Said:
    """What a unit's cell says."""
    codes = column.figure.split("/")
    if unit.state is State.NO_ASSOCIATION:
        return NOT_APPLICABLE
    if not all(edition.indicators[code].is_asked_of(unit.unit.kind) for code in codes):
        return NOT_APPLICABLE
    if len(codes) == 2:
        undefined = NOT_APPLICABLE if all(code in unit.values for code in codes) else UNKNOWN
        return unit.ratios.get(column.figure, undefined)
    value = unit.values.get(column.figure)
    if value is None or not column.aspect:
        return UNKNOWN if value is None else value
    delta = unit.delta(column.figure)
    return NOT_APPLICABLE if delta is None else delta


def whole_amount(figures: Figures, column: Column) -> Said:
    """What the cell of the whole says."""
    if column.aspect:
        return change_amount(figures, column.figure)
    if total := figures.totals.get(column.figure):
        return UNKNOWN if total.value is None else total.value
    ratio = figures.ratios[column.figure]
    undefined = NOT_APPLICABLE if None not in (ratio.numerator, ratio.denominator) else UNKNOWN
    return undefined if ratio.value is None else ratio.value


def previous_amount(figures: Figures, figure: str) -> Said:
    """The year before, over what it is compared with."""
    previous = (figures.totals.get(figure) or figures.ratios[figure]).previous
    return UNKNOWN if previous is None else previous


def change_amount(figures: Figures, figure: str) -> Said:
    """How far a figure moved; a percentage in points."""
    delta = (figures.totals.get(figure) or figures.ratios[figure]).delta
    return NOT_APPLICABLE if delta is None else delta


def rests_of(figures: Figures) -> dict[str, int]:
    """What totals hold beside the units, by indicator: something, or a zero where no unit says anything.

    Not of flags: those of attached units are shown and not counted.
    """
    found = {}
    for code, total in figures.totals.items():
        asked = (unit for unit in figures.units if total.indicator.is_asked_of(unit.unit.kind))
        of_units = [unit.values[code] for unit in asked if code in unit.values]
        if total.value is None or total.indicator.measure is Measure.FLAG:
            continue
        if not of_units or total.value != sum(of_units):
            found[code] = total.value - sum(of_units)
    return found


def printed(edition: Edition, figure: str, said: Said) -> str:
    """A value of a figure as people read it: "533.903", "26,35%", "16.750", "Có"; a mark as it is."""
    if isinstance(said, str):
        return said
    if ratio := edition.ratio_of.get(figure):
        return print_ratio(ratio, Fraction(said))
    return edition.indicators[figure].printed(int(said))


def printed_sum(edition: Edition, figure: str, said: Said) -> str:
    """The same of a sum; of flags it is the number of "Có"."""
    if not isinstance(said, str) and _is_flag(edition, figure):
        return print_count(int(said))
    return printed(edition, figure, said)


def printed_change(edition: Edition, figure: str, said: Said) -> str:
    """A change with its sign: "+24.239", "-0,12" (points), "0"."""
    if isinstance(said, str):
        return said
    if ratio := edition.ratio_of.get(figure):
        return signed(print_decimal(Fraction(said), 2 if ratio.scale == "percent" else 0))
    return signed(printed_sum(edition, figure, said))


def signed(number: str) -> str:
    """A printed number with its sign; nothing before a zero."""
    return number if number.startswith("-") or not number.strip("0,.") else f"+{number}"


def label_of(figures: Figures, figure: str) -> str:
    """What a figure is called; a ratio with what it is measured against."""
    found = figures.totals.get(figure) or figures.ratios[figure]
    if isinstance(found, Total):
        return found.indicator.label
    return f"{found.ratio.label} (so với {found.ratio.of})"


def unit_of_measure(figures: Figures, figure: str) -> str:
    """What a figure is counted in."""
    if total := figures.totals.get(figure):
        return total.indicator.unit
    return "%" if figures.ratios[figure].ratio.scale == "percent" else "đồng/người"


def notes_on(figure: Total | RatioFigure) -> str:
    """What is to be said of one figure in a narrow place: which units it lacks, how its year before came about."""
    rebased = "cùng kỳ quy về các đơn vị hiện nay" if figure.rebased else ""
    estimated = "có phần ước tính" if figure.estimated else ""
    return "; ".join(filter(None, (figure.coverage, rebased, estimated)))


def _is_flag(edition: Edition, figure: str) -> bool:
    indicator = edition.indicators.get(figure)
    return indicator is not None and indicator.measure is Measure.FLAG
