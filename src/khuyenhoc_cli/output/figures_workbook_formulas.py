"""The formulas of the workbook of figures, each beside the result that the tool computed.

A formula is written only where, over the units' rows, it comes to that very result; where a figure does not come from
them (the totals of an old report), the number itself stands there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from khuyenhoc_cli.figures.model import RatioFigure, State, UnitFigures
from khuyenhoc_cli.forms.model import Indicator, Measure, Ratio
from khuyenhoc_cli.output.figures_workbook_plan import NOT_APPLICABLE, UNKNOWN, Plan
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


def exact(indicator: Indicator, sum_: str) -> str:
    """A sum; of money to the đồng, which binary fractions alone would miss."""
    return f"ROUND({sum_},6)" if indicator.measure is Measure.MONEY else sum_


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
    known = [unit.values[figure] for unit in plan.units if figure in unit.values]
    shown = UNKNOWN if total.value is None else amount(total.indicator, total.value)
    if not plan.units or total.value != (sum(known) if known else None):
        return Cell(shown)
    cells = plan.all_now(figure, sheet)
    sum_ = exact(total.indicator, f"SUM({cells})")
    return Cell(shown, f"={sum_}" if known else f'=IF(COUNT({cells})=0,"{UNKNOWN}",{sum_})')


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
    if figure.value is None or sums.now != parts:
        return Cell(shown)
    above, below = (sums.formula_now(code) for code in codes)
    return Cell(shown, f"={divided(ratio, plan.edition.indicators, above, below)}")


# --- sums over the units that know something


@dataclass(frozen=True)
class Sums:
    """Sums of one indicator, or of the two parts of a ratio, over the units that know them: now, or in both periods.

    An attached unit that is not asked for a denominator adds to the numerator alone.
    """

    plan: Plan
    codes: tuple[str, ...]
    with_then: bool

    @cached_property
    def units(self) -> list[UnitFigures]:
        """The units that count."""
        return [unit for unit in self.plan.units if self._counts(unit)]

    def _counts(self, unit: UnitFigures) -> bool:
        for values in (unit.values, unit.previous)[: 2 if self.with_then else 1]:
            if not all(code in values or self._is_not_asked(code, unit) for code in self.codes):
                return False
        return self.codes[0] in unit.values and (not self.with_then or self.codes[0] in unit.previous)

    def _is_not_asked(self, code: str, unit: UnitFigures) -> bool:
        return code != self.codes[0] and not self.plan.edition.indicators[code].is_asked_of(unit.unit.kind)

    @cached_property
    def now(self) -> tuple[int | None, ...]:
        """Each code's sum now; None where nobody knows it."""
        return tuple(_sum([unit.values[code] for unit in self.units if code in unit.values]) for code in self.codes)

    @cached_property
    def then(self) -> tuple[int | None, ...]:
        """Each code's sum a year before."""
        return tuple(_sum([unit.previous[code] for unit in self.units if code in unit.previous]) for code in self.codes)

    @cached_property
    def mask(self) -> str:
        """1 for each unit that counts, 0 for the others."""
        ranges = [(code, self.plan.all_now(code)) for code in self.codes]
        if self.with_then:
            ranges += [(code, self.plan.all_then(code)) for code in self.codes]
        factors = []
        for code, cells in ranges:
            known = f"ISNUMBER({cells})"
            factors.append(known if code == self.codes[0] else f'({known}+({cells}="{NOT_APPLICABLE}"))')
        return "*".join(factors)

    def count_formula(self) -> str:
        """How many units count."""
        return f"SUMPRODUCT({self.mask}*1)"

    def formula_now(self, code: str) -> str:
        """The sum of a code now."""
        sum_ = f"SUMPRODUCT({self.mask},{self.plan.all_now(code)})"
        return exact(self.plan.edition.indicators[code], sum_)

    def formula_then(self, code: str, *, with_rest: bool) -> str:
        """The sum of a code a year before, with what stands with no unit of today."""
        sum_ = f"SUMPRODUCT({self.mask},{self.plan.all_then(code)})"
        rest = f"+{self.plan.then(code, self.plan.total_row)}" if with_rest else ""
        return exact(self.plan.edition.indicators[code], sum_ + rest)

    def formula_apart(self, code: str) -> str:
        """What was taken over by the units that count."""
        return exact(self.plan.edition.indicators[code], f"SUMPRODUCT({self.mask},{self.plan.all_apart(code)})")


def _sum(known: list[int]) -> int | None:
    return sum(known) if known else None


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
