"""The formulas of the workbook of figures, each beside the result that the tool computed.

A formula is written only where, over the units' rows, it comes to that very result; where a figure does not come from
them (the totals of an old report), the number itself stands there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.figures.model import RatioFigure, State, UnitFigures
from khuyenhoc_cli.forms.model import Indicator, Measure, Ratio
from khuyenhoc_cli.output.figures_workbook_plan import FIRST_ROW, NOT_APPLICABLE, UNKNOWN, Plan
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


# --- one unit


def unit_cell(plan: Plan, sheet: str, place: int, column: Column, unit: UnitFigures, row: int) -> Cell:
    """A unit's cell of a table."""
    edition = plan.edition
    asked = (edition.indicators[code] for code in column.figure.split("/"))
    if unit.state is State.NO_ASSOCIATION or not all(i.is_asked_of(unit.unit.kind) for i in asked):
        return Cell(NOT_APPLICABLE)
    if ratio := edition.ratio_of.get(column.figure):
        return _unit_ratio(plan, sheet, ratio, unit, row)
    indicator = edition.indicators[column.figure]
    if column.aspect:
        return _unit_change(plan, sheet, indicator, unit, row)
    value = unit.values.get(indicator.code)
    shown = UNKNOWN if value is None else amount(indicator, value)
    at_home = plan.homes[indicator.code] == (sheet, place)
    return Cell(shown, "" if at_home else f"={plan.now(indicator.code, row)}")


def _unit_ratio(plan: Plan, sheet: str, ratio: Ratio, unit: UnitFigures, row: int) -> Cell:
    above, below = (plan.now(code, row, sheet) for code in (ratio.numerator, ratio.denominator))
    value = unit.ratios.get(ratio.code)
    known = ratio.numerator in unit.values and ratio.denominator in unit.values
    shown = share(ratio, value) if value is not None else NOT_APPLICABLE if known else UNKNOWN
    return Cell(shown, quotient(ratio, plan.edition.indicators, above, below))


def _unit_change(plan: Plan, sheet: str, indicator: Indicator, unit: UnitFigures, row: int) -> Cell:
    code = indicator.code
    now, then = plan.now(code, row, sheet), plan.then(code, row)
    change = exact(indicator, f"{now}-{then}" + (f"-N({plan.apart(code, row)})" if indicator.taken_over else ""))
    delta = unit.delta(code)
    missing = UNKNOWN if code not in unit.values else NOT_APPLICABLE
    return Cell(
        missing if delta is None else amount(indicator, delta),
        f'=IF(ISNUMBER({now}),IF(ISNUMBER({then}),{change},"{NOT_APPLICABLE}"),"{UNKNOWN}")',
    )


# --- the whole


def total_cell(plan: Plan, sheet: str, place: int, column: Column) -> Cell:
    """The cell of a table's total row."""
    figure = column.figure
    if column.aspect:
        delta = plan.figures.totals[figure].delta
        shown = NOT_APPLICABLE if delta is None else amount(plan.edition.indicators[figure], delta)
        return Cell(shown, f"={plan.change_cell(figure)}")
    if plan.homes[figure] != (sheet, place):
        return Cell(whole(plan, figure).shown, f"={plan.now(figure, plan.total_row)}")
    return whole(plan, figure, sheet)


def whole(plan: Plan, figure: str, sheet: str = "") -> Cell:
    """A figure over the scope, as seen from a sheet."""
    if figure in plan.figures.ratios:
        return _whole_ratio(plan, plan.figures.ratios[figure], sheet)
    total = plan.figures.totals[figure]
    known = plan.shown_now[figure].values()
    rest = plan.rests.get(figure, 0)
    shown = UNKNOWN if total.value is None else amount(total.indicator, total.value)
    if plan.rest_row == plan.total_row == FIRST_ROW or (total.value or 0) != sum(known) + rest:
        return Cell(shown)
    cells = plan.summed(figure, sheet)
    sum_ = exact(total.indicator, f"SUM({cells})")
    return Cell(shown, f"={sum_}" if known or rest else f'=IF(COUNT({cells})=0,"{UNKNOWN}",{sum_})')


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
    undefined = NOT_APPLICABLE if None not in parts else UNKNOWN
    shown = undefined if figure.value is None else share(ratio, figure.value)
    if parts == tuple(totals[code].value for code in codes):
        above, below = (plan.now(code, plan.total_row, sheet) for code in codes)
        return Cell(shown, quotient(ratio, plan.edition.indicators, above, below))
    sums = Sums(plan, codes, with_then=False)
    for with_rest in ((), codes, codes[:1]):
        rests = {code: plan.rests[code] for code in with_rest if code in plan.rests}
        added = tuple((value or 0) + rests.get(code, 0) for code, value in zip(codes, sums.now, strict=True))
        if figure.value is not None and added == parts:
            cells = {code: plan.now(code, plan.rest_row) for code in rests}
            above, below = (sums.formula_now(code, cells.get(code, "")) for code in codes)
            return Cell(shown, f"={divided(ratio, plan.edition.indicators, above, below)}")
    return Cell(shown)


def previous_shown(plan: Plan, figure: str) -> Shown:
    """A figure of the year before, over what it is compared with."""
    if ratio := plan.figures.ratios.get(figure):
        return UNKNOWN if ratio.previous is None else share(ratio.ratio, ratio.previous)
    total = plan.figures.totals[figure]
    return UNKNOWN if total.previous is None else amount(total.indicator, total.previous)


def change_shown(plan: Plan, figure: str) -> Shown:
    """How far a figure moved; a percentage in points."""
    if ratio := plan.figures.ratios.get(figure):
        return NOT_APPLICABLE if ratio.delta is None else float(ratio.delta)
    total = plan.figures.totals[figure]
    return NOT_APPLICABLE if total.delta is None else amount(total.indicator, total.delta)
