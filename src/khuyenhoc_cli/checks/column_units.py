"""Whole columns of money in another unit than the form's: one cause, so one finding for all their cells."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.checks.neighbours import population
from khuyenhoc_cli.checks.slips import UNIT_SLIPS, Slip
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.forms.model import Measure
from khuyenhoc_cli.intake.submission import Value
from khuyenhoc_cli.text.numbers import print_count, round_half_up

Column = Mapping[str, Value]
"""The cells of one indicator with more than zero, by the unit's code."""


def check_column_units(context: CheckContext) -> Iterator[Finding]:
    """Columns of a form that are all a thousand or a million times last year's, or more than people could give."""
    for columns in _columns_by_form(context).values():
        by_slip: dict[Slip, dict[str, Column]] = {}
        absurd: dict[str, Column] = {}
        for code, column in columns.items():
            slip = _slip_against_last_year(code, column, context)
            if slip is not None:
                by_slip.setdefault(slip, {})[code] = column
            elif _is_absurd(column, context):
                absurd[code] = column
        for slip, slipped in by_slip.items():
            times = print_count(int(max(slip.factor, 1 / slip.factor)))
            detail = {
                "compared_with": context.submission.period.year_before.name,
                "change": f"gấp khoảng {times} lần" if slip.factor > 1 else f"chỉ bằng khoảng 1/{times}",
                "change_en": f"about {times} times" if slip.factor > 1 else f"only about 1/{times} of",
                "written": slip.money,
                "written_en": slip.money_en,
            }
            yield _finding("KH502", slipped, detail)
        if absurd:
            yield _finding("KH602", absurd, {"per_person": _per_person(absurd, context)})


def _columns_by_form(context: CheckContext) -> dict[int, dict[str, Column]]:
    """The columns of money with enough cells, by form, without the cells that were asked about already."""
    columns: dict[str, dict[str, Value]] = {}
    for (unit, code), value in context.submission.values.items():
        indicator = context.edition.indicators.get(code)
        if indicator is not None and indicator.measure is Measure.MONEY and value.amount > 0:
            columns.setdefault(code, {})[unit] = value
    forms: dict[int, dict[str, Column]] = {}
    for code, column in columns.items():
        is_asked = any(value.at in context.doubted for value in column.values())
        if len(column) >= context.thresholds.neighbours.least_in_column and not is_asked:
            forms.setdefault(context.edition.form_of[code].number, {})[code] = column
    return forms


def _slip_against_last_year(code: str, column: Column, context: CheckContext) -> Slip | None:
    """The slip of unit that lies between every cell and its year before."""
    before = {unit: context.previous.get((unit, code), 0) for unit in column}
    factors = sorted(Fraction(column[unit].amount, amount) for unit, amount in before.items() if amount > 0)
    if len(factors) < context.thresholds.neighbours.least_in_column:
        return None
    limits = context.thresholds.history
    for slip in (slip for slip in UNIT_SLIPS if slip.money):
        off = [factor / slip.factor for factor in factors]
        middle = off[len(off) // 2]
        if off[0] * limits.times >= 1 and off[-1] <= limits.times and 1 <= middle * limits.near <= limits.near**2:
            return slip
    return None


def _is_absurd(column: Column, context: CheckContext) -> bool:
    """Whether every cell is more than that many people could give; cells without a population do not say."""
    limits = context.thresholds.neighbours
    heads = {unit: population(unit, context) for unit in column}
    asked = [(value.amount, heads[unit]) for unit, value in column.items() if heads[unit]]
    least = limits.minimum_trieu_dong * 10**6
    return len(asked) >= limits.least_in_column and all(
        amount > least and amount > limits.most_dong_per_person * people for amount, people in asked
    )


def _per_person(columns: Mapping[str, Column], context: CheckContext) -> str:
    """What the first of the columns comes to per person, in đồng."""
    column = next(iter(columns.values()))
    heads = {unit: population(unit, context) for unit in column}
    amount = sum(value.amount for unit, value in column.items() if heads[unit])
    return print_count(int(round_half_up(Fraction(amount, sum(heads.values())))))


def _finding(code: str, columns: Mapping[str, Column], detail: Mapping[str, str]) -> Finding:
    first, *others = (value.at for column in columns.values() for value in column.values())
    count = len(others) + 1
    named = {"columns": ", ".join(columns), "count": count, **detail}
    return Finding(code, first, next(iter(columns)), also=tuple(others), detail=named)
