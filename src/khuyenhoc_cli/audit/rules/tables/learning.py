"""Relations that a table keeps in most of its rows or columns; what breaks one of these is wrong.

Only relations that the headings suggest are tried: a total and the columns beside it, a share and two columns, an
increase and what it is between.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import permutations

from khuyenhoc_cli.audit.model import Verdict
from khuyenhoc_cli.audit.rules.tables.culprits import Learned
from khuyenhoc_cli.audit.rules.tables.grid import Column, Grid, Number, Row
from khuyenhoc_cli.audit.rules.tables.relations import Linear, Quotient, Relation

_SCALES = (100, 1, 10**3, 10**6)
_FEWEST = 3  # rows that have to keep a relation before it counts


def learned_in(grid: Grid, others: Sequence[Grid] = (), *, comparable: bool = True) -> Iterator[Learned]:
    """Every relation of a table; not `comparable`: the report says that changes leave units out."""
    yield from _sums_down(grid, comparable)
    yield from _parts_across(grid)
    quotients = dict(_quotients(grid, others))
    for across in quotients.values():
        yield from _settled(across)
    yield from _changes_down(grid, quotients, comparable)
    yield from _changes_across(grid)


def _sums_down(grid: Grid, comparable: bool) -> Iterator[Learned]:
    """The whole of each column against its rows, where that is how the table is made."""
    total = grid.row_of("total")
    if total is None:
        return
    added = [column for column in grid.columns if grid.is_added(column)]
    amounts = [column for column in added if not column.is_change]
    for parts in (grid.rows_of("group"), grid.rows_of("unit"), grid.rows_of("unit", "group")):
        found = [each for column in amounts if (each := _sum_down(grid, total, parts, column))]
        if len(parts) > 1 and found and _is_kept(found, at_least=1):
            yield from _settled(found, 1)
            changes = [each for c in added if c.is_change and (each := _sum_down(grid, total, parts, c))]
            yield from (Learned(each, "wrong") for each in changes if comparable or each.holds())
            return
    yield from _only_sum(grid, total, amounts)


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
    if target is None or len(found) < 2 or not any(n.value for n in (target, *found)):
        return None
    return Linear("sum", target, tuple(found), slack=_slack(found), has_gaps="unknown" in gaps, named="dòng")


def _slack(parts: Sequence[Number]) -> Fraction:
    """What rounding may come to: figures printed to one decimal or two are rounded, others are not."""
    step = min((number.step for number in parts), default=Fraction(1))
    return step * len(parts) / 2 if step in (Fraction(1, 10), Fraction(1, 100)) and _even(parts) else Fraction(0)


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
            found = _rows_with(grid, partial(_sum_across, grid, whole, parts))
            if _is_kept(found):
                yield from _settled(found)
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
    if target is None or len(known) < 2 or not any(n.value for n in (target, *known)):
        return None
    unknown = any(
        grid.gaps.get((row.index, part.index), "unknown") == "unknown"
        for part, number in zip(parts, found, strict=True)
        if number is None
    )
    return Linear("sum", target, known, slack=_slack(known), has_gaps=unknown, named="cột")


def _quotients(grid: Grid, others: Sequence[Grid]) -> Iterator[tuple[Column, list[Quotient]]]:
    """For each column of shares the two columns that explain it, of this table or of others with the same rows."""
    for column in grid.columns:
        percent = column.index in grid.percents
        if not percent and not column.may_be_ratio:
            continue
        amounts = [c for c in grid.columns if grid.is_added(c) and not c.is_change]
        ways = [(grid, n, grid, d) for n, d in _nearest_first(column, amounts)]
        best = _best(grid, column, ways, percent)
        if not best and others:
            best = _best(grid, column, _ways_across(grid, amounts, others), percent)
        if best:
            yield column, best


def _nearest_first(column: Column, amounts: Sequence[Column]) -> Iterable[tuple[Column, Column]]:
    return sorted(
        permutations(amounts, 2), key=lambda p: abs(column.index - p[0].index) + abs(column.index - p[1].index)
    )


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
    grid: Grid, column: Column, ways: Iterable[tuple[Grid, Column, Grid, Column]], percent: bool
) -> list[Quotient]:
    best: list[Quotient] = []
    kept = 0
    for over, numerator, under, denominator in ways:
        for scale in _SCALES[:1] if percent else _SCALES:
            found = _divisions(grid, column, (over, numerator), (under, denominator), scale)
            holding = sum(each.holds() for each in found)
            if holding > kept and _is_kept(found):
                best, kept = found, holding
    return best


def _divisions(
    grid: Grid, column: Column, top: tuple[Grid, Column], bottom: tuple[Grid, Column], scale: int
) -> list[Quotient]:
    """The quotient in each row; [] as soon as it is clear that it is none."""
    found: list[Quotient] = []
    failed = 0
    for row in grid.rows_of("unit", "group", "total", "previous"):
        target = grid.number(row, column)
        over, under = (_same_row(grid, row, *side) for side in (top, bottom))
        if target is None or over is None or under is None or not under.value:
            continue
        quotient = Quotient("ratio" if target.is_percent else "per_capita", target, over, under, scale)
        if not quotient.holds():
            if target.passage.marks:  # its footnote says over what it is, "chỉ tính 15 đơn vị"
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


def _changes_down(grid: Grid, quotients: dict[Column, list[Quotient]], comparable: bool) -> Iterator[Learned]:
    """The row of changes: the whole less the year before; of shares by what they are shares of."""
    total, before, change = (grid.row_of(kind) for kind in ("total", "previous", "change"))
    if total is None or before is None or change is None:
        return
    found: list[Relation] = []
    for column in grid.columns:
        now, then, moved = (grid.number(row, column) for row in (total, before, change))
        if now is None or then is None or moved is None:
            continue
        by_target = {each.target: each for each in quotients.get(column, ())}
        if now in by_target and then in by_target:
            a, b = by_target[now], by_target[then]
            pair = (b.numerator, b.denominator)
            found.append(Quotient("difference", moved, a.numerator, a.denominator, a.scale, pair))
        else:
            rounded = now.is_percent or not grid.is_added(column)
            found.append(Linear("difference", moved, (now,), (then,), moved.step * 3 / 2 if rounded else Fraction(0)))
    found += _change_columns(grid, total, before)
    if not comparable:
        yield from (Learned(each, "doubtful") for each in found if each.holds())
    elif found and _is_kept(found, at_least=1):
        yield from _settled(found, 1)


def _change_columns(grid: Grid, total: Row, before: Row) -> Iterator[Linear]:
    """The whole's own cell in a column of changes: the column beside it, less the year before there."""
    for place, column in enumerate(grid.columns):
        moved = grid.number(total, column)
        if not column.is_change or moved is None or not place:
            continue
        own = next((c for c in reversed(grid.columns[:place]) if grid.is_added(c) and not c.is_change), None)
        now, then = (grid.number(row, own) if own else None for row in (total, before))
        if now is not None and then is not None:
            yield Linear("difference", moved, (now,), (then,))


def _changes_across(grid: Grid) -> Iterator[Learned]:
    """A column of changes between two others, in each row."""
    for column in grid.columns:
        if not column.is_change or not grid.is_added(column):
            continue
        amounts = [c for c in grid.columns if c is not column and grid.is_added(c) and not c.is_change]
        for now, then in _nearest_first(column, amounts):
            if not then.is_earlier:
                continue
            found = _rows_with(grid, partial(_difference, grid, column, now, then))
            if _is_kept(found):
                yield from _settled(found)
                break


def _difference(grid: Grid, column: Column, now: Column, then: Column, row: Row) -> Linear | None:
    moved, a, b = (grid.number(row, each) for each in (column, now, then))
    return Linear("difference", moved, (a,), (b,)) if moved and a and b else None


def _rows_with(grid: Grid, make: Callable[[Row], Linear | None]) -> list[Linear]:
    rows = grid.rows_of("unit", "group", "total", "previous", "change", "other")
    return [relation for row in rows if (relation := make(row)) is not None]


def _is_kept(found: Sequence[Relation], at_least: int = _FEWEST) -> bool:
    """Whether so many hold that it is how the table is made; zeros and the same whole and part tell nothing."""
    telling = [each for each in found if each.target.value and len({cell.value for cell in each.cells}) > 1]
    holding = sum(each.holds() for each in telling)
    broken = len(telling) - holding
    return holding >= at_least and broken <= max(1, holding // 3)


def _settled(found: Sequence[Relation], fewest: int = _FEWEST) -> Iterator[Learned]:
    """Each with what a break of it is: wrong where most hold."""
    holding = sum(each.holds() for each in found)
    verdict: Verdict = "wrong" if holding >= max(fewest, len(found) - holding) else "doubtful"
    return (Learned(each, verdict) for each in found)
