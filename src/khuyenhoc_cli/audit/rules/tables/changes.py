"""Rows and columns of changes: what is now less what was then, the growth in the mean of a year, the units' changes."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import permutations

from khuyenhoc_cli.audit.rules.tables.culprits import Learned
from khuyenhoc_cli.audit.rules.tables.grid import Column, Grid, Row, Turn
from khuyenhoc_cli.audit.rules.tables.kept import is_kept, rows_with, settled
from khuyenhoc_cli.audit.rules.tables.leaving_out import LeftOut
from khuyenhoc_cli.audit.rules.tables.quotients import nearest_first
from khuyenhoc_cli.audit.rules.tables.relations import Linear, Quotient, Relation, Yearly

Quotients = Mapping[Column, Sequence[Quotient]]
_NO_CHANCE = 10  # a change of so many last digits does not turn its sign by leaving something out


def changes_in(grid: Grid, quotients: Quotients, left_out: LeftOut) -> Iterator[Learned]:
    """All that the rows and columns of changes keep."""
    if grid.turn is not None:
        found = [*_changes_down(grid, grid.turn, quotients), *_change_columns(grid, grid.turn)]
        if _is_made_so([each for _, each in found]):
            yield from _judged(grid, found, left_out)
    yield from _yearly(grid)
    yield from _changes_across(grid, left_out)


def _is_made_so(found: Sequence[Relation]) -> bool:
    """Whether the row tells such changes; one figure that is wrong breaks its own column and that of a share of it."""
    telling = {each.target for each in found if each.target.value}
    broken = {each.target for each in found if not each.holds()} & telling
    holding = len(telling) - len(broken)
    return holding > 0 and len(broken) <= max(1, min(holding, 2), holding // 3)


def _judged(grid: Grid, found: Sequence[tuple[Column, Relation]], left_out: LeftOut) -> Iterator[Learned]:
    """The changes, without those that something left out may have made what they are."""
    sound = []
    for column, each in found:
        if each.holds() or not isinstance(each, Linear) or not left_out.explains(column, _gap(each)):
            sound.append(each)
    for learned in settled(sound, 1):
        if not left_out.touches(grid) or _is_sure(learned.relation):
            yield learned


def _gap(relation: Linear) -> Fraction:
    return relation.target.value - relation.expected()


def _is_reversed(relation: Relation) -> bool:
    """Whether a change is just what it should be but for its sign."""
    moved = relation.target
    return abs(moved.value) >= _NO_CHANCE * moved.step and relation.holds({moved: -moved.value})


def _changes_down(grid: Grid, turn: Turn, quotients: Quotients) -> Iterator[tuple[Column, Relation]]:
    """The row of changes: what is now less what was then; of shares by what they are shares of."""
    for column in grid.columns:
        start = _start(grid, turn.now, turn.then, column)
        now, then, moved = (grid.number(row, column) for row in (turn.now, start, turn.change))
        if now is None or then is None or moved is None or not _is_meant(grid, turn.now, turn.then, column):
            continue
        by_target = {each.target: each for each in quotients.get(column, ())}
        if now in by_target and then in by_target:
            a, b = by_target[now], by_target[then]
            pair = (b.numerator, b.denominator)
            yield column, Quotient("difference", moved, a.numerator, a.denominator, a.scale, pair)
        rounded = now.is_percent or not grid.is_added(column)
        yield column, Linear("difference", moved, (now,), (then,), moved.step * 3 / 2 if rounded else Fraction(0))


def _start(grid: Grid, now: Row, then: Row, column: Column) -> Row:
    """The row with which a figure is compared: the first year that has one, where the one that is meant has none."""
    later = [row for row in grid.years if then.year < row.year < now.year and grid.number(row, column)]
    return then if grid.number(then, column) or not later else later[0]


def _is_meant(grid: Grid, now: Row, then: Row, column: Column) -> bool:
    """Whether the figures of a column are compared with those of another year than the rest: change or growth show it
    by holding."""
    start = _start(grid, now, then, column)
    if start is then:
        return True
    last, first = (grid.number(row, column) for row in (now, start))
    moved, growth = (grid.number(grid.row_of(kind), column) for kind in ("change", "yearly"))
    if last is None or first is None:
        return False
    shown = moved is not None and moved.value and moved.value == last.value - first.value
    return bool(
        shown or (growth and growth.value and Yearly("growth", growth, last, first, now.year - start.year).holds())
    )


def _change_columns(grid: Grid, turn: Turn) -> Iterator[tuple[Column, Relation]]:
    """The whole's own cell in a column of changes: the column beside it, less the year before there."""
    for place, column in enumerate(grid.columns):
        moved = grid.number(turn.now, column)
        if not column.is_change or moved is None or not place:
            continue
        own = own_column(grid, place)
        now, then = (grid.number(row, own) if own else None for row in (turn.now, turn.then))
        if now is not None and then is not None:
            rounded = now.is_percent or (own is not None and not grid.is_added(own))
            yield column, Linear("difference", moved, (now,), (then,), moved.step * 3 / 2 if rounded else Fraction(0))


def own_column(grid: Grid, place: int) -> Column | None:
    """The column of which the one at this place tells the changes."""
    points = grid.is_of_points(grid.columns[place])
    earlier = [c for c in reversed(grid.columns[:place]) if not c.is_change]
    return next((c for c in earlier if (c.index in grid.percents if points else grid.is_added(c))), None)


def _yearly(grid: Grid) -> Iterator[Learned]:
    """The row of growth in the mean of a year: compounded or evenly, over the years between or all of them, whichever
    most columns keep."""
    rows, years, turn = grid.rows_of("yearly"), grid.years, grid.turn
    if len(rows) != 1 or len(years) < 2:
        return
    now, then = (turn.now, turn.then) if turn else (years[-1], years[0])
    for more in (0, 1):
        for compounded in (True, False):
            make = partial(_growth, grid, rows[0], now, then, more=more, compounded=compounded)
            found = [each for column in grid.columns if (each := make(column))]
            if is_kept(found, 2):
                yield from settled(found, 2)
                return


def _growth(grid: Grid, row: Row, now: Row, then: Row, column: Column, *, more: int, compounded: bool) -> Yearly | None:
    start = _start(grid, now, then, column)
    target, last, first = (grid.number(each, column) for each in (row, now, start))
    if target is None or last is None or first is None or not target.is_percent or last.is_percent:
        return None
    if not _is_meant(grid, now, then, column):
        return None
    return Yearly("growth", target, last, first, now.year - start.year + more, compounded)


def _changes_across(grid: Grid, left_out: LeftOut) -> Iterator[Learned]:
    """A column of changes between two others, in each row; of shares as far as they are printed."""
    for column in grid.columns:
        if not column.is_change:
            continue
        points = grid.is_of_points(column)
        beside = [c for c in grid.columns if c is not column and not c.is_change]
        amounts = [c for c in beside if (c.index in grid.percents if points else grid.is_added(c))]
        for now, then in nearest_first(column, permutations(amounts, 2)):
            if not then.is_earlier:
                continue
            found = rows_with(grid, partial(_difference, grid, column, now, then, points=points))
            if is_kept(found):
                wholes = {grid.number(row, column) for row in _of_many(grid)} if left_out.is_said(grid) else set()
                sure = settled(found)
                yield from (e for e in sure if e.relation.target not in wholes or _is_sure(e.relation))
                break


def _of_many(grid: Grid) -> Sequence[Row]:
    """The rows whose changes may leave units out: the whole, or every one where the rows are no units."""
    return grid.rows if grid.row_of("total") is None else grid.rows_of("total", "group", "other")


def _is_sure(relation: Relation) -> bool:
    return relation.holds() or _is_reversed(relation)


def _difference(grid: Grid, column: Column, now: Column, then: Column, row: Row, *, points: bool) -> Linear | None:
    moved, a, b = (grid.number(row, each) for each in (column, now, then))
    if moved is None or a is None or b is None:
        return None
    rounded = points or a.is_percent or grid.is_rounded(now, row)
    return Linear("difference", moved, (a,), (b,), moved.step * 3 / 2 if rounded else Fraction(0))
