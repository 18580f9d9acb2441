"""Columns of shares and averages: which two columns they divide, of this table or of another over the same rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

from khuyenhoc_cli.audit.model import Kind
from khuyenhoc_cli.audit.rules.tables.grid import Column, Grid, Number, Row
from khuyenhoc_cli.audit.rules.tables.kept import is_kept
from khuyenhoc_cli.audit.rules.tables.leaving_out import LeftOut
from khuyenhoc_cli.audit.rules.tables.relations import Quotient

_SCALES = (100, 1, 10**3, 10**6)
_EXACT = (Fraction(0), Fraction(0))
_MANY = 8
_PLAIN = frozenset("ty ti le phan tram dat so voi tong trong co tren".split())  # noqa: SIM905


def quotients_in(grid: Grid, others: Sequence[Grid], left_out: LeftOut) -> Iterator[tuple[Column, list[Quotient]]]:
    """For each column of shares the two columns that explain it, of this table or of others with the same rows."""
    amounts = [c for c in grid.columns if grid.is_added(c) and not c.is_change]
    moved = [c for c in grid.columns if grid.is_added(c) and c.is_change]
    for column in grid.columns:
        percent = column.index in grid.percents
        if not percent and not column.may_be_ratio:
            continue
        pairs = [*permutations(amounts, 2), *((top, bottom) for top in moved for bottom in amounts)]
        best = _best(grid, column, [(grid, n, grid, d) for n, d in nearest_first(column, pairs)], left_out)
        if not best and others:
            best = _best(grid, column, _ways_across(grid, amounts, others), left_out)
        if best:
            yield column, _sharpened(best)


def _sharpened(found: list[Quotient]) -> list[Quotient]:
    """The same; to the last digit where nearly all are: then nothing that is divided was rounded."""
    exact = [replace(each, rounded=_EXACT) for each in found]
    broken = sum(not each.holds() for each in exact)
    holding = sum(each.holds() and _shows(each, *loose.rounded) for each, loose in zip(exact, found, strict=True))
    return exact if holding >= _MANY and broken <= 1 else found


def _shows(each: Quotient, top: Fraction, bottom: Fraction) -> bool:
    """Whether it would not hold if what is divided had been rounded by as much as may be."""
    over, under = each.numerator, each.denominator
    return not each.holds({over: over.value + top / 2}) and not each.holds({under: under.value + bottom / 2})


def _slack(grid: Grid, column: Column, row: Row) -> Fraction:
    """By how much rounding may have put off a figure: all of a column of money, or those of a row that tells money."""
    if grid.is_rounded(column):
        return grid.step_of(column) / 2
    number = grid.number(row, column) if grid.is_rounded(column, row) else None
    return number.step / 2 if number else Fraction(0)


def nearest_first(column: Column, pairs: Iterable[tuple[Column, Column]]) -> list[tuple[Column, Column]]:
    """The pairs that stand nearest to a column first."""
    return sorted(pairs, key=lambda p: abs(column.index - p[0].index) + abs(column.index - p[1].index))


def _ways_across(
    grid: Grid, amounts: Sequence[Column], others: Sequence[Grid]
) -> list[tuple[Grid, Column, Grid, Column]]:
    return [
        (grid, amount, other, whole)
        for other in others
        if other is not grid
        for whole in other.columns
        if other.is_added(whole) and not whole.is_change
        for amount in amounts
    ]


def _best(
    grid: Grid, column: Column, ways: Iterable[tuple[Grid, Column, Grid, Column]], left_out: LeftOut
) -> list[Quotient]:
    best: list[Quotient] = []
    kept = 0
    for over, numerator, under, denominator in ways:
        for scale in _SCALES[:1] if column.index in grid.percents else _SCALES:
            found = _divisions(grid, column, (over, numerator), (under, denominator), scale, left_out)
            holding = sum(each.holds() for each in found)
            if holding > kept and is_kept(found):
                best, kept = found, holding
    return best


def _divisions(
    grid: Grid,
    column: Column,
    top: tuple[Grid, Column],
    bottom: tuple[Grid, Column],
    scale: int,
    left_out: LeftOut,
) -> list[Quotient]:
    """The quotient in each row; [] as soon as it is clear that it is none."""
    found: list[Quotient] = []
    failed = 0
    for row in grid.rows_of("unit", "group", "total", "previous", "year"):
        target = grid.number(row, column)
        over, under = (_same_row(grid, row, *side) for side in (top, bottom))
        if target is None or over is None or under is None or not under.value or over.is_percent or under.is_percent:
            continue
        rounded = (_slack(*top, row), _slack(*bottom, row))
        kind: Kind = "ratio" if target.is_percent else "per_capita"
        known = {*top[1].words.split(), *bottom[1].words.split()}
        is_named = bool(set(re.findall(r"[^\W_]+", column.last)) - _PLAIN - known)
        quotient = Quotient(kind, target, over, under, scale, rounded=rounded, is_named=is_named)
        if not quotient.holds():
            if left_out.excuses(target):
                continue
            failed += 1
            if failed > 2 and failed > len(found) // 3:
                return []
        found.append(quotient)
    return found


def _same_row(grid: Grid, row: Row, of: Grid, column: Column) -> Number | None:
    if of is grid:
        return grid.number(row, column)
    same = [each for each in of.rows if each.label == row.label and each.kind == row.kind]
    return of.number(same[0], column) if len(same) == 1 else None
