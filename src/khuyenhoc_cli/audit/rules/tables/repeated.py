"""One figure printed in two tables of a report: columns of one name over the same rows that agree in most of them, and
what was, is and changed of one thing wherever two of the three are the same."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from khuyenhoc_cli.audit.rules.tables.culprits import Learned
from khuyenhoc_cli.audit.rules.tables.grid import YEAR, Column, Grid, Number, Row
from khuyenhoc_cli.audit.rules.tables.kept import digits
from khuyenhoc_cli.audit.rules.tables.leaving_out import LeftOut
from khuyenhoc_cli.audit.rules.tables.relations import Same
from khuyenhoc_cli.text.names import fold

_GENERIC = frozenset(
    "tong so luong uoc co cac va cua la trong do duoc ky nay nam cuoi dau ca tren so voi ty le tai tu theo".split()  # noqa: SIM905
)
_TIME = re.compile(r"\b(?:20\d\d|cung ky|(?:nam|ky) truoc|(?:dau|cuoi) (?:nam|ky)|ke hoach|duoc giao|so giao)\b")
_ENOUGH = 8  # digits of different figures that agree: no chance makes so many
_ENOUGH_OF_THREE = 6  # where what is left follows from them
_LONG = 4
_NOT_SMALL = 3  # digits: smaller figures stay what they were from one year to the next
_NOW, _THEN, _MOVED = "now", "then", "moved"
_CHANGES = (_MOVED, "change")


@dataclass(frozen=True, eq=False)
class Series:
    """Figures of one thing by what they are of: units or years down a column, then, now and change of a whole."""

    grid: Grid
    column: Column
    figures: Mapping[str, tuple[Row, Column, Number]]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its headings that tell it from others; a share is of what stands before it."""
        place = self.grid.columns.index(self.column)
        before = self.grid.columns[place - 1] if place and self.column.index in self.grid.percents else None
        near = before.headings if before and before.headings[:-1] == self.column.headings[:-1] else ()
        headings = self.column.headings if self.last else (*self.column.headings, *near)
        return _telling(" ".join(headings))

    @cached_property
    def last(self) -> frozenset[str]:
        """Those of the heading just over the figures."""
        return _telling(self.column.headings[-1])

    @cached_property
    def title(self) -> frozenset[str]:
        """The words of what stands over the table."""
        return frozenset(fold(" ".join((*self.grid.table.caption, *self.grid.table.headings[-1:]))).split())

    @cached_property
    def times(self) -> frozenset[str]:
        """The times that its heading and the title of its table name; what its rows are named after counts for none."""
        above = (line for line in self.grid.table.caption if not line.startswith("("))
        return frozenset(_TIME.findall(fold(" ".join((*above, *self.column.headings)))))

    @property
    def is_by_year(self) -> bool:
        """Whether its rows are years."""
        return bool(self.grid.years)

    def is_named_as(self, other: "Series") -> bool:
        """Whether their headings mean the same, what one leaves unsaid said over its table."""
        if self.last and self.last == other.last:
            return True
        return bool(self.words) and self.words <= other.words | other.title and other.words <= self.words | self.title


def _telling(heading: str) -> frozenset[str]:
    return frozenset(fold(re.sub(r"\([^()]*\)", " ", heading)).split()) - _GENERIC


def repeated_in(found: Sequence[Grid], left_out: LeftOut) -> Iterator[Learned]:
    """The figures of tables that stand in another one too, both ways."""
    tied = [*_tied([each for grid in found for each in _columns(grid)], _is_one_column)]
    tied += _tied([each for grid in found for each in _turns(grid)], _is_one_turn)
    for one, other in tied:
        moved = left_out.is_said(one.grid) or left_out.is_said(other.grid)
        yield from _same(one, other, frozenset(_CHANGES if moved else ()))


def _columns(grid: Grid) -> Iterator[Series]:
    """Each column by the names of its rows."""
    keys = {row.index: (row, key) for row in grid.rows if (key := _key(row))}
    once = {key for key in (k for _, k in keys.values()) if [k for _, k in keys.values()].count(key) == 1}
    for column in grid.columns:
        if column.headings:
            cells = ((row, key, grid.number(row, column)) for row, key in keys.values() if key in once)
            yield Series(grid, column, {key: (row, column, number) for row, key, number in cells if number})


def _key(row: Row) -> str:
    if row.kind in ("total", "change", "yearly"):
        return row.kind
    return fold(row.label) if row.kind in ("unit", "group", "previous", "year") else ""


def _turns(grid: Grid) -> Iterator[Series]:
    """Then, now and change of a whole: down its column, or in its row beside each other."""
    if grid.turn is not None:
        rows = {_NOW: grid.turn.now, _THEN: grid.turn.then, _MOVED: grid.turn.change}
        for column in grid.columns:
            if column.headings:
                cells = {key: (row, column, grid.number(row, column)) for key, row in rows.items()}
                yield Series(grid, column, {k: (r, c, n) for k, (r, c, n) in cells.items() if n})
    for now, then, moved in _beside(grid):
        columns = {_NOW: now, _THEN: then, _MOVED: moved}
        for row in grid.rows_of("unit", "total", "other"):
            figures = {key: (row, c, n) for key, c in columns.items() if (n := grid.number(row, c))}
            yield Series(grid, now, figures)


def _beside(grid: Grid) -> Iterator[tuple[Column, Column, Column]]:
    """(now, then, change) where a column of changes stands behind two of years, or of this time and the one before."""
    for place, moved in enumerate(grid.columns):
        before = grid.columns[max(place - 2, 0) : place]
        if moved.is_change and len(before) == 2 and not any(column.is_change for column in before):
            years = [_year(column) for column in before]
            if all(years) and years[0] != years[1]:
                now, then = before if years[0] > years[1] else (before[1], before[0])
                yield now, then, moved
            elif before[0].is_earlier != before[1].is_earlier:
                now, then = (before[1], before[0]) if before[0].is_earlier else (before[0], before[1])
                yield now, then, moved


def _year(column: Column) -> int:
    match = YEAR.fullmatch(column.headings[-1]) if column.headings else None
    return int(match["year"]) if match else 0


def _tied(series: Sequence[Series], are_one: Callable[[Series, Series], bool]) -> Iterator[tuple[Series, Series]]:
    """The series of different tables that are one."""
    places: dict[tuple[str, object, bool], list[int]] = defaultdict(list)
    for number, each in enumerate(series):
        for key, (_, _, figure) in each.figures.items():
            places[key, figure.value, figure.is_percent].append(number)
    hits: dict[tuple[int, int], int] = defaultdict(int)
    for (_, value, _), numbers in places.items():
        if value:
            for first, second in _pairs(numbers):
                hits[first, second] += 1
    for (first, second), count in hits.items():
        one, other = series[first], series[second]
        if count > 1 and one.grid is not other.grid and are_one(one, other):
            yield one, other


def _pairs(numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    return ((first, second) for place, first in enumerate(numbers[:40]) for second in numbers[place + 1 : 40])


def _is_one_column(one: Series, other: Series) -> bool:
    """Whether two columns are the same: by name, and in most of their rows."""
    agreeing, broken = _compared(one, other)
    if not (_is_telling(agreeing, _ENOUGH) and broken <= max(1, len(agreeing) // 4) and one.is_named_as(other)):
        return False
    if one.is_by_year:
        return True
    long = [number for number in agreeing if digits(number) >= _NOT_SMALL]
    return one.times == other.times and len(long) * 2 >= len(agreeing)


def _is_telling(agreeing: Sequence[Number], enough: int) -> bool:
    different = {abs(number.value): digits(number) for number in agreeing if number.value}
    return len(different) > 1 and sum(different.values()) >= enough


def _is_one_turn(one: Series, other: Series) -> bool:
    """Whether two of three figures are the same, one of them long: the third follows from them."""
    agreeing, broken = _compared(one, other)
    long = [number for number in agreeing if digits(number) >= _LONG]
    if not (len(agreeing) > 1 and long and _is_telling(agreeing, _ENOUGH_OF_THREE)):
        return False
    return not broken or not any(_is_close(one.figures[key][2], other.figures[key][2]) for key in _shared(one, other))


def _is_close(one: Number, other: Number) -> bool:
    """Whether two shares are so near each other that each may be right of its own."""
    return one.value != other.value and one.step < 1 and abs(one.value - other.value) <= 2 * one.step


def _shared(one: Series, other: Series) -> list[str]:
    return [key for key in one.figures if key in other.figures]


def _compared(one: Series, other: Series) -> tuple[list[Number], int]:
    """The figures that agree, and how many do not."""
    pairs = [(one.figures[key][2], other.figures[key][2]) for key in _shared(one, other)]
    agreeing = [a for a, b in pairs if a.value == b.value]
    return agreeing, len(pairs) - len(agreeing)


def _same(one: Series, other: Series, without: frozenset[str]) -> Iterator[Learned]:
    for key in _shared(one, other):
        if key not in without:
            mine, there = one.figures[key], other.figures[key]
            if mine[2].is_percent == there[2].is_percent or key == _MOVED:
                yield Learned(Same("duplicate", mine[2], there[2], _place(other.grid, *there[:2])), "wrong")
                yield Learned(Same("duplicate", there[2], mine[2], _place(one.grid, *mine[:2])), "wrong")


def _place(grid: Grid, row: Row, column: Column) -> str:
    return f"bảng {grid.table.number}, dòng {row.label}, cột “{column.name}”"
