"""Why a total does not close: every single cause that would explain the whole difference, column by column.

A formula proves its cause. Without one there are only guesses, and a guess counts where it is the only one: `agreed`
says which one a total row's columns agree on.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import gcd

from khuyenhoc_cli.checks.digit_slips import is_swap, is_telling, round_part, slip_between
from khuyenhoc_cli.checks.sum_formulas import SumFormula
from khuyenhoc_cli.checks.total_model import Cause, Column, Kind, Part, Surroundings
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.submission import TotalCell

# These explain the total by a number that stands elsewhere: small numbers are equal too easily.
_LEAST_WHOLE = {Kind.LAST_YEAR: 10, Kind.UNIT_OF_MEASURE: 10, Kind.OTHER_COLUMN: 100}
_BY_DIGITS = frozenset({Kind.SWAPPED, Kind.SLIP})
_RAREST = Fraction(1, 10)
"""How many rows may be expected to explain a difference by chance, for one that does to be believed."""
UNIT_FACTORS = (1_000, 1_000_000)


def causes_of(column: Column, around: Surroundings) -> list[Cause]:
    """Every single cause that explains the whole difference; only what the formula proves, where there is one."""
    if column.total.formula is None:
        return [cause for guess in GUESSES for cause in guess(column, around)]
    formula = SumFormula.parse(column.total.formula)
    if formula is None:
        return []
    proven = _proven(column, formula)
    return [proven] if proven else list(_likely(column, formula, around))


def agreed(columns: Sequence[Column], around: Surroundings) -> dict[Column, Cause]:
    """The columns of one total row whose cause is known: first what most columns share, then each by itself."""
    candidates = {column: causes_of(column, around) for column in columns}
    known: dict[Column, Cause] = {}
    open_ = dict(candidates)
    while shared := _most_shared(open_):
        known |= {
            column: next(c for c in causes if c == shared) for column, causes in open_.items() if shared in causes
        }
        open_ = {column: causes for column, causes in open_.items() if column not in known}
    for column, causes in open_.items():
        if len(set(causes)) == 1 and _is_sound(causes[0], column, around):
            known[column] = causes[0]
    return known


def _most_shared(candidates: Mapping[Column, Sequence[Cause]]) -> Cause | None:
    """The one cause that stands in most columns, two and half of them at least, and no other in as many."""
    counts = Counter(cause for causes in candidates.values() for cause in set(causes))
    ranked = counts.most_common(2)
    if not ranked or 2 * ranked[0][1] < max(4, len(candidates)) or (len(ranked) == 2 and ranked[1][1] == ranked[0][1]):
        return None
    first = ranked[0][0]
    having = [column for column, causes in candidates.items() if first in causes]
    proven = any(cause.is_proven for column in having for cause in candidates[column] if cause == first)
    return first if proven or any(_is_worth_a_claim(first, column) for column in having) else None


def _is_worth_a_claim(cause: Cause, column: Column) -> bool:
    """Whether the numbers are so particular that chance hardly explains them."""
    if not cause.is_claimable:
        return False
    if cause.kind in _LEAST_WHOLE:
        return min(column.amount, column.expected) >= _LEAST_WHOLE[cause.kind]
    return cause.kind in _BY_DIGITS or is_telling(column.difference)


def _is_sound(cause: Cause, column: Column, around: Surroundings) -> bool:
    """Whether a column alone bears a cause out: among many rows of like size one nearly always fits by chance."""
    if cause.is_proven or not _is_worth_a_claim(cause, column):
        return cause.is_proven
    if cause.kind in (Kind.LEFT_OUT, Kind.TWICE):
        amounts = [part.amount for part in column.parts]
    elif cause.kind is Kind.LAST_YEAR_ROW:
        amounts = [around.previous.get((p.unit, column.code), p.amount) - p.amount for p in column.parts]
    else:
        return True
    size = abs(column.difference)
    alike = [abs(amount) for amount in amounts if size <= 2 * abs(amount) <= 4 * size]
    step = round_part(gcd(*alike))
    return len(alike) * step <= _RAREST * size * 3 / 2


def _proven(column: Column, formula: SumFormula) -> Cause | None:
    """What the formula leaves out or adds twice, where exactly that makes the total it shows."""
    subtotals = [] if formula.skips_subtotals else [s for s in column.subtotals if formula.times(s.at.position)]
    by_subtotals = Counter(place[0] for subtotal in subtotals for place in subtotal.parts)
    here = column.total.at.sheet
    direct = {p.unit: formula.times(p.at.position) if p.at.sheet == here else 0 for p in column.parts}
    shown = sum(direct[part.unit] * part.amount for part in column.parts) + sum(s.amount or 0 for s in subtotals)
    times = {unit: number + by_subtotals[unit] for unit, number in direct.items()}
    missing = [part for part in column.parts if times[part.unit] == 0]
    double = [part for part in column.parts if times[part.unit] > 1]
    if shown != column.amount:
        # SUBTOTAL leaves hidden rows out, so its result may well be new.
        is_whole = not missing and not double and formula.size == len(column.parts) and not formula.skips_subtotals
        return Cause(Kind.NOT_RECALCULATED, is_proven=True) if is_whole else None
    if missing and not double and len(missing) < len(column.parts):
        return Cause(Kind.LEFT_OUT, _units(missing), _cells(missing), is_proven=True)
    if double and not missing:
        if all(direct[part.unit] == 1 and by_subtotals[part.unit] for part in double):
            return Cause(Kind.SUBTOTAL_ADDED, _names(subtotals), tuple(s.at for s in subtotals), is_proven=True)
        return Cause(Kind.TWICE, _units(double), _cells(double), is_proven=True)
    if subtotals and not missing and not double:
        off = [s for s in subtotals if s.amount != _sum_of(s, column)]
        return Cause(Kind.SUBTOTAL_OFF, _names(off), tuple(s.at for s in off), is_proven=True)
    return None


def _likely(column: Column, formula: SumFormula, around: Surroundings) -> Iterator[Cause]:
    """What a formula that adds cells nobody knows makes of the total: twice the rows, or the sum of another column."""
    times = [formula.times(part.at.position) for part in column.parts]
    is_more = all(number == 1 for number in times) and formula.size > len(times)
    yield from (replace(cause, is_proven=is_more) for cause in _subtotals_added(column, around))
    yield from (replace(cause, is_proven=not any(times)) for cause in _other_column(column, around))


def _left_out(column: Column, around: Surroundings) -> Iterator[Cause]:
    for part in _parts_worth(-column.difference, column):
        yield Cause(Kind.LEFT_OUT, (part.unit,), (part.at,))


def _twice(column: Column, around: Surroundings) -> Iterator[Cause]:
    for part in _parts_worth(column.difference, column):
        yield Cause(Kind.TWICE, (part.unit,), (part.at,))


def _subtotals_added(column: Column, around: Surroundings) -> Iterator[Cause]:
    """One sub-total added to the rows, or all of them: then the total is exactly twice what it should be."""
    for subtotal in column.subtotals:
        if subtotal.amount == column.difference:
            yield Cause(Kind.SUBTOTAL_ADDED, _names([subtotal]), (subtotal.at,))
    amounts = [subtotal.amount or 0 for subtotal in column.subtotals]
    if len(amounts) != 1 and column.difference in (sum(amounts), column.expected):
        yield Cause(Kind.SUBTOTAL_ADDED, ("*",), tuple(subtotal.at for subtotal in column.subtotals))


def _subtotal_off(column: Column, around: Surroundings) -> Iterator[Cause]:
    for subtotal in column.subtotals:
        if subtotal.amount is not None and subtotal.amount - _sum_of(subtotal, column) == column.difference:
            yield Cause(Kind.SUBTOTAL_OFF, _names([subtotal]), (subtotal.at,))


def _last_year(column: Column, around: Surroundings) -> Iterator[Cause]:
    before = [around.previous.get((part.unit, column.code), 0) for part in column.parts] if around.previous else []
    if any(before) and sum(before) == column.amount:
        yield Cause(Kind.LAST_YEAR)


def _last_year_row(column: Column, around: Surroundings) -> Iterator[Cause]:
    for part in column.parts if around.previous else ():
        before = around.previous.get((part.unit, column.code))
        if before is not None and before - part.amount == column.difference:
            yield Cause(Kind.LAST_YEAR_ROW, (part.unit,), (part.at,))


def _unit_of_measure(column: Column, around: Surroundings) -> Iterator[Cause]:
    for factor in UNIT_FACTORS:
        if column.amount == column.expected * factor or column.amount * factor == column.expected:
            yield Cause(Kind.UNIT_OF_MEASURE, (str(factor),))


def _neighbours(column: Column, around: Surroundings) -> Iterator[Cause]:
    """A row whose figures in this column and the one beside it have changed places: both totals are off by as much."""
    for other in around.beside[column.code]:
        if other.difference != -column.difference:
            continue
        amounts = {part.unit: part for part in other.parts}
        for part in column.parts:
            there = amounts.get(part.unit)
            if there is not None and there.amount - part.amount == column.difference:
                cells = tuple(sorted((part.at, there.at), key=lambda ref: ref.position))
                content = there.amount if cells[0] == part.at else part.amount
                yield Cause(Kind.NEIGHBOURS, (part.unit, *sorted((column.code, other.code))), cells, content)


def _swapped(column: Column, around: Surroundings) -> Iterator[Cause]:
    """A row with two digits swapped, unless the rules of the row speak against it."""
    if column.difference % 9:
        return
    for part in column.parts:
        meant = part.amount + column.difference
        if is_swap(part.amount, meant) and around.holds(part.unit, column.code, meant):
            yield Cause(Kind.SWAPPED, (column.code, part.unit), (part.at,), meant)


def _slip(column: Column, around: Surroundings) -> Iterator[Cause]:
    """The total itself typed with one slip; a single wrong digit may as well stand in a row, so it takes more proof."""
    slip = slip_between(column.amount, column.expected)
    if slip == "swapped":
        yield Cause(Kind.SWAPPED, (column.code,), (), column.expected)
    elif slip is not None:
        sure = slip != "wrong" or around.total_mends(column.code, column.expected)
        yield Cause(Kind.SLIP, (column.code,), (), column.expected, is_claimable=sure)


def _other_column(column: Column, around: Surroundings) -> Iterator[Cause]:
    for other in around.beside[column.code]:
        if column.amount == other.expected:
            yield Cause(Kind.OTHER_COLUMN, (column.code, other.code), (other.total.at,))


GUESSES = (
    _left_out,
    _twice,
    _subtotals_added,
    _subtotal_off,
    _last_year,
    _last_year_row,
    _unit_of_measure,
    _neighbours,
    _swapped,
    _slip,
    _other_column,
)


def _parts_worth(amount: int, column: Column) -> Iterator[Part]:
    return (part for part in column.parts if part.amount == amount)


def _sum_of(subtotal: TotalCell, column: Column) -> int:
    amounts = {part.unit: part.amount for part in column.parts}
    return sum(amounts.get(unit, 0) for unit, _ in subtotal.parts)


def _units(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(part.unit for part in parts)


def _cells(parts: Sequence[Part]) -> tuple[CellRef, ...]:
    return tuple(part.at for part in parts)


def _names(subtotals: Sequence[TotalCell]) -> tuple[str, ...]:
    """What tells sub-totals apart in every column alike: the first and the last unit of each."""
    return tuple(f"{s.parts[0][0]}–{s.parts[-1][0]}" for s in subtotals if s.parts)
