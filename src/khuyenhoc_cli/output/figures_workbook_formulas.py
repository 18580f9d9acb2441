"""The formulas of the workbook of figures, each beside the result that the tool computed.

A formula is written only where, over the units' rows, it comes to that very result; where a figure does not come from
them (the totals of an old report), the number itself stands there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.figures.model import RatioFigure, State, UnitFigures
from khuyenhoc_cli.forms.model import Indicator, Measure, Ratio
from khuyenhoc_cli.output.figures_cells import (
    NOT_APPLICABLE,
    UNKNOWN,
    Said,
    change_amount,
    previous_amount,
    unit_amount,
    whole_amount,
)
from khuyenhoc_cli.output.figures_workbook_plan import FIRST_ROW, Plan
from khuyenhoc_cli.output.figures_workbook_sums import Sums, exact
from khuyenhoc_cli.report.appendices import Column
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU

Shown = int | float | str


@dataclass(frozen=True)
class Cell:
    """What a cell shows, and the formula it comes from, "" for a number or a mark that stands for itself."""

    shown: Shown
    formula: str = ""


def amount(indicator: Indicator, value: int) -> int | float:
    """As a cell holds it: triệu đồng as the float whose shortest form is exact, flags as 1 and 0."""
    return value / DONG_PER_TRIEU if indicator.measure is Measure.MONEY else value


def share(ratio: Ratio, value: Fraction) -> float:
    """As a cell holds it: a percentage as the number that Excel shows as one, or đồng per person."""
    return float(value / 100 if ratio.scale == "percent" else value)


def quotient(ratio: Ratio, edition: Mapping[str, Indicator], above: str, below: str) -> str:
    """Numerator by denominator, the unknown and the undefined told apart."""
    return f'=IF(COUNT({above},{below})<2,"{UNKNOWN}",{divided(ratio, edition, above, below)})'


def divided(ratio: Ratio, edition: Mapping[str, Indicator], above: str, below: str) -> str:
    """The same of two known numbers; money in triệu đồng is divided as đồng."""
    in_dong = ratio.scale != "percent" and edition[ratio.numerator].measure is Measure.MONEY
    top = f"ROUND({above}*{DONG_PER_TRIEU},0)" if in_dong else above
    return f'IF({below}=0,"{NOT_APPLICABLE}",{top}/{below})'


def written(plan: Plan, figure: str, said: Said, *, is_change: bool = False) -> Shown:
    """What was computed as a cell holds it; the change of a percentage in points."""
    if isinstance(said, str):
        return said
    if ratio := plan.edition.ratio_of.get(figure):
        return float(said) if is_change else share(ratio, Fraction(said))
    return amount(plan.edition.indicators[figure], int(said))


# --- one unit


def unit_cell(plan: Plan, sheet: str, place: int, column: Column, unit: UnitFigures, row: int) -> Cell:
    """A unit's cell of a table."""
    figure = column.figure
    shown = written(plan, figure, unit_amount(plan.edition, column, unit))
    if shown == NOT_APPLICABLE and not _is_asked(plan, figure, unit):
        return Cell(shown)
    if ratio := plan.edition.ratio_of.get(figure):
        above, below = (plan.now(code, row, sheet) for code in (ratio.numerator, ratio.denominator))
        return Cell(shown, quotient(ratio, plan.edition.indicators, above, below))
    if column.aspect:
        return Cell(shown, _unit_change(plan, sheet, figure, row))
    return Cell(shown, "" if plan.homes[figure] == (sheet, place) else f"={plan.now(figure, row)}")


def _is_asked(plan: Plan, figure: str, unit: UnitFigures) -> bool:
    if unit.state is State.NO_ASSOCIATION:
        return False
    return all(unit.unit.code not in plan.not_asked[code] for code in figure.split("/"))


def _unit_change(plan: Plan, sheet: str, code: str, row: int) -> str:
    indicator = plan.edition.indicators[code]
    now, then = plan.now(code, row, sheet), plan.then(code, row)
    change = exact(indicator, f"{now}-{then}" + (f"-N({plan.apart(code, row)})" if indicator.taken_over else ""))
    return f'=IF(ISNUMBER({now}),IF(ISNUMBER({then}),{change},"{NOT_APPLICABLE}"),"{UNKNOWN}")'


# --- the whole


def total_cell(plan: Plan, sheet: str, place: int, column: Column) -> Cell:
    """The cell of a table's total row."""
    figure = column.figure
    if column.aspect:
        return change_cell(plan, figure)
    if plan.homes[figure] != (sheet, place):
        return now_cell(plan, figure)
    return whole(plan, figure, sheet)


def now_cell(plan: Plan, figure: str) -> Cell:
    """A figure over the scope, referred to at its home."""
    shown = written(plan, figure, whole_amount(plan.figures, Column(figure, "")))
    return Cell(shown, f"={plan.now(figure, plan.total_row)}")


def previous_cell(plan: Plan, figure: str) -> Cell:
    """A figure of the year before, referred to on the sheet of comparisons."""
    return Cell(written(plan, figure, previous_amount(plan.figures, figure)), f"={plan.previous_cell(figure)}")


def change_cell(plan: Plan, figure: str) -> Cell:
    """How far a figure moved, referred to on the sheet of comparisons."""
    said = change_amount(plan.figures, figure)
    return Cell(written(plan, figure, said, is_change=True), f"={plan.change_cell(figure)}")


def whole(plan: Plan, figure: str, sheet: str = "") -> Cell:
    """A figure over the scope, as seen from a sheet."""
    if figure in plan.figures.ratios:
        return _whole_ratio(plan, plan.figures.ratios[figure], sheet)
    total = plan.figures.totals[figure]
    known = plan.shown_now[figure].values()
    rest = plan.rests.get(figure, 0)
    shown = written(plan, figure, whole_amount(plan.figures, Column(figure, "")))
    if plan.rest_row == plan.total_row == FIRST_ROW or (total.value or 0) != sum(known) + rest:
        return Cell(shown)
    cells = plan.summed(figure, sheet)
    sum_ = exact(total.indicator, f"SUM({cells})")
    return Cell(shown, f"={sum_}" if known or figure in plan.rests else f'=IF(COUNT({cells})=0,"{UNKNOWN}",{sum_})')


def rest_cell(plan: Plan, sheet: str, place: int, column: Column) -> Cell:
    """What a total holds beside the units, in the row between."""
    rest = plan.rests.get(column.figure)
    if rest is None or column.aspect:
        return Cell("")
    at_home = plan.homes[column.figure] == (sheet, place)
    formula = "" if at_home else f"={plan.now(column.figure, plan.rest_row)}"
    return Cell(amount(plan.edition.indicators[column.figure], rest), formula)


def _whole_ratio(plan: Plan, figure: RatioFigure, sheet: str) -> Cell:
    """Total by total where both are over the same units, else over those that know both."""
    ratio, totals = figure.ratio, plan.figures.totals
    codes = (ratio.numerator, ratio.denominator)
    parts = (figure.numerator, figure.denominator)
    shown = written(plan, ratio.code, whole_amount(plan.figures, Column(ratio.code, "")))
    if parts == tuple(totals[code].value for code in codes):
        above, below = (plan.now(code, plan.total_row, sheet) for code in codes)
        return Cell(shown, quotient(ratio, plan.edition.indicators, above, below))
    return Cell(shown, _ratio_of_sums(plan, ratio, parts))


def _ratio_of_sums(plan: Plan, ratio: Ratio, parts: tuple[int | None, int | None]) -> str:
    """The formula over the units that know both parts, and what stands beside them; "" where that is not `parts`."""
    codes = (ratio.numerator, ratio.denominator)
    sums = Sums(plan, codes, with_then=False)
    for with_rest in ((), codes, codes[:1]):
        rests = {code: plan.rests[code] for code in with_rest if code in plan.rests}
        added = tuple(_plus(value, rests.get(code)) for code, value in zip(codes, sums.now, strict=True))
        if added == parts and plan.units and (added == (None, None) or None not in added):
            cells = {code: plan.now(code, plan.rest_row) for code in rests}
            above, below = (sums.formula_now(code, cells.get(code, "")) for code in codes)
            formula = divided(ratio, plan.edition.indicators, above, below)
            return f"={formula}" if rests else f'=IF({sums.count_formula}=0,"{UNKNOWN}",{formula})'
    return ""


def _plus(value: int | None, rest: int | None) -> int | None:
    return value if rest is None else (value or 0) + rest
