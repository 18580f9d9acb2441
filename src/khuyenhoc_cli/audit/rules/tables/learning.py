"""Relations that a table keeps in most of its rows or columns; what breaks one of these is wrong.

Only relations that the headings suggest are tried: a total and the columns beside it, a share and two columns, an
increase and what it is between.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from khuyenhoc_cli.audit.rules.tables.changes import changes_in, own_column
from khuyenhoc_cli.audit.rules.tables.culprits import Learned
from khuyenhoc_cli.audit.rules.tables.grid import Column, Grid, Number, Row
from khuyenhoc_cli.audit.rules.tables.kept import is_kept, rows_with, settled
from khuyenhoc_cli.audit.rules.tables.leaving_out import LeftOut
from khuyenhoc_cli.audit.rules.tables.quotients import quotients_in
from khuyenhoc_cli.audit.rules.tables.relations import Linear
from khuyenhoc_cli.audit.rules.tables.totals import added_up, judged

_EXACT = 8  # sums of rounded figures that are right to the last digit by chance are fewer


def learned_in(grid: Grid, others: Sequence[Grid], left_out: LeftOut) -> Iterator[Learned]:
    """Every relation of a table, given what the report says is left out of changes."""
    yield from _sharpened([*_sums_down(grid, left_out), *_parts_across(grid)])
    quotients = dict(quotients_in(grid, others, left_out))
    for across in quotients.values():
        yield from settled(across)
    yield from changes_in(grid, quotients, left_out)


def _sharpened(sums: Sequence[Learned]) -> Iterator[Learned]:
    """The sums; those of rounded figures to the last digit where nearly all are: then nothing was rounded."""
    loose = [each.relation for each in sums if isinstance(each.relation, Linear) and each.relation.slack]
    exact = sum(each.target.value == each.expected() for each in loose)
    for each in sums:
        if exact >= _EXACT and len(loose) - exact <= 2 and isinstance(each.relation, Linear):
            yield replace(each, relation=replace(each.relation, slack=Fraction(0)))
        else:
            yield each


def _sums_down(grid: Grid, left_out: LeftOut) -> Iterator[Learned]:
    """The whole of each column against its rows, where that is how the table is made."""
    total = grid.row_of("total")
    if total is None:
        return
    added = [column for column in grid.columns if grid.is_added(column)]
    amounts = [column for column in added if not column.is_change]
    for parts in (grid.rows_of("group"), grid.rows_of("unit"), grid.rows_of("unit", "group"), grid.years):
        found = [each for column in amounts if (each := _sum_down(grid, total, parts, column))]
        if parts == grid.years:  # what is there at the end of a year is not added up over years
            found = [each for each in found if _is_near(each)]
        found = added_up(found)
        if len(parts) > 1 and found and is_kept(found, 1):
            yield from judged(found, total, left_out)
            changes = [(c, each) for c in added if c.is_change and (each := _sum_down(grid, total, parts, c))]
            whole = (each for c, each in changes if each.holds() or _is_whole(grid, parts, c, each, left_out))
            yield from (Learned(each, "wrong") for each in whole)
            return
    yield from _only_sum(grid, total, amounts)


def _is_near(found: Linear) -> bool:
    """Whether a total is its sum but for less than any of the parts."""
    least = min((part.value for part in found.plus if part.value), default=Fraction(0))
    return 2 * abs(found.target.value - found.expected()) < least or found.holds()


def _is_whole(grid: Grid, parts: Sequence[Row], column: Column, found: Linear, left_out: LeftOut) -> bool:
    """Whether the change of the whole is that of all units: nothing left out, or every unit has one and either the
    whole's or their sum is what the row of the whole and the one before make of it."""
    if not left_out.touches(grid):
        return True
    own = own_column(grid, grid.columns.index(column))
    now, then = (grid.number(row, own) if own else None for row in (grid.row_of("total"), grid.row_of("previous")))
    if now is None or then is None or any((row.index, column.index) in grid.gaps for row in parts):
        return False
    return now.value - then.value in (found.target.value, found.expected())


def _only_sum(grid: Grid, total: Row, amounts: Sequence[Column]) -> Iterator[Learned]:
    """The sum of the only column there is, which no other can confirm: a break of it is doubtful."""
    rows = grid.rows_of("unit")
    counted = [row.ordinal for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    found = _sum_down(grid, total, rows, amounts[0]) if counted and len(amounts) == 1 else None
    if found is not None and found.target.value >= max(part.value for part in found.plus):
        yield Learned(found, "doubtful")


def _sum_down(grid: Grid, total: Row, parts: Sequence[Row], column: Column) -> Linear | None:
    target = grid.number(total, column)
    found = [number for row in parts if (number := grid.number(row, column)) is not None]
    gaps = [grid.gaps.get((row.index, column.index), "unknown") for row in parts if grid.number(row, column) is None]
    if target is None or len(found) < 2 or not _may_be_sum((target, *found)):
        return None
    slack = _slack(found, is_money=grid.is_rounded(column))
    return Linear("sum", target, tuple(found), slack=slack, has_gaps="unknown" in gaps, named="dòng")


def _may_be_sum(numbers: Sequence[Number]) -> bool:
    """Whether there is something to add up, and no share among it."""
    return any(number.value for number in numbers) and not any(number.is_percent for number in numbers)


def _slack(parts: Sequence[Number], *, is_money: bool) -> Fraction:
    """What rounding may come to: figures printed to one decimal or two are rounded, and money in millions."""
    step = min((number.step for number in parts), default=Fraction(1))
    is_rounded = step in (Fraction(1, 10), Fraction(1, 100)) or is_money
    return step * len(parts) / 2 if is_rounded and _even(parts) else Fraction(0)


def _even(parts: Sequence[Number]) -> bool:
    """Whether all are printed to the same decimals, as rounded figures are."""
    return len({number.step for number in parts}) == 1


def _parts_across(grid: Grid) -> Iterator[Learned]:
    """A total and its parts in each row: the columns behind "Tổng số" under the same heading."""
    for place, whole in enumerate(grid.columns):
        if not (whole.last.startswith(("tong", "cong")) and grid.is_added(whole)):
            continue
        beside = [c for c in grid.columns[place + 1 :] if grid.is_added(c) and not c.is_change]
        same = [c for c in beside if c.headings[:-1] == whole.headings[:-1] and len(whole.headings) > 1]
        earlier = [c for c in grid.columns[:place] if grid.is_added(c) and not c.is_change]
        for parts in (*_candidates(same, beside), *([earlier] if len(earlier) >= 2 else ())):
            found = rows_with(grid, partial(_sum_across, grid, whole, parts))
            if is_kept(found):
                yield from settled(found)
                break


def _candidates(same: Sequence[Column], beside: Sequence[Column]) -> Iterator[Sequence[Column]]:
    """First all columns of the group, then fewer of those that follow."""
    if len(same) >= 2:
        yield same
    for count in range(min(len(beside), 8), 1, -1):
        if list(beside[:count]) != list(same):
            yield beside[:count]


def _sum_across(grid: Grid, whole: Column, parts: Sequence[Column], row: Row) -> Linear | None:
    target, found = grid.number(row, whole), [grid.number(row, part) for part in parts]
    known = tuple(number for number in found if number is not None)
    if target is None or len(known) < 2 or not _may_be_sum((target, *known)):
        return None
    unknown = any(
        grid.gaps.get((row.index, part.index), "unknown") == "unknown"
        for part, number in zip(parts, found, strict=True)
        if number is None
    )
    slack = _slack(known, is_money=grid.is_rounded(whole))
    return Linear("sum", target, known, slack=slack, has_gaps=unknown, named="cột")
