"""What the tables of a report say of the whole: the figure, by how much it moved and since when, over which years.

A whole stands in the row of totals, in the last of the rows of years, or in a row that a table of contents without
units has for it, its years in the columns.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise

from khuyenhoc_cli.audit.model import Spot, Table
from khuyenhoc_cli.audit.rules.tables.grid import Column, Grid, Number, Row
from khuyenhoc_cli.audit.rules.tables.reading import grids_of
from khuyenhoc_cli.text.names import fold

_YEAR = re.compile(r"\b20\d\d\b")
_OF_A_YEAR = re.compile(r"(?:nam )?(?P<year>20\d\d)")
_GENERIC = frozenset(
    "tong so luong co cac va cua la trong do dat duoc ky nay tren theo cap don vi khac cong the loai nam da o".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Whole:
    """A whole of the report; `headings` name it; `moved` is by how much since `before`, 0 for the same, None unknown.

    `is_alone`: no other whole is called by the last of its headings, so that the others say nothing more.
    `spots` are the figures of the table that it is worked out from.
    `year` is the one that it is of, "" where the table does not say; of the years `span` it is the sum; `table` is the
    table's number.
    """

    headings: tuple[str, ...]
    value: Fraction
    printed: str
    is_percent: bool
    moved: Fraction | None = None
    moved_printed: str = ""
    before: str = ""
    year: str = ""
    span: tuple[str, str] | None = None
    table: int = 0
    is_alone: bool = False
    spots: tuple[Spot, ...] = ()

    @property
    def name(self) -> str:
        """ "Hội viên / Tổng số"."""
        return " / ".join(self.headings)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that name it, folded."""
        return _meaning(self.headings[-1:] if self.is_alone else self.headings)

    @property
    def own_words(self) -> frozenset[str]:
        """The words of the heading just over the figure, folded."""
        return _meaning(self.headings[-1:])

    def is_beside(self, other: "Whole") -> bool:
        """Whether both stand in one row of one table, under the same heading."""
        alike = self.headings[:-1] == other.headings[:-1]
        return alike and self.table == other.table and self.year == other.year and not (self.span or other.span)

    @property
    def years_before(self) -> frozenset[str]:
        """The years that it is compared with, as the table names them."""
        return frozenset(_YEAR.findall(self.before))


def wholes_of(tables: tuple[Table, ...]) -> tuple[Whole, ...]:
    """All wholes of the tables, in their order."""
    return _wholes(tuple(grids_of(tables)))


@lru_cache(maxsize=4)
def _wholes(grids: tuple[Grid, ...]) -> tuple[Whole, ...]:
    told = ((grid, whole) for grid in grids for whole in _wholes_of(grid) if whole.headings)
    found = [replace(whole, table=grid.table.number) for grid, whole in told]
    values: dict[frozenset[str], set[tuple[Fraction, bool]]] = {}
    for whole in found:
        values.setdefault(_meaning(whole.headings[-1:]), set()).add((whole.value, whole.span is None))
    alone = {words for words, known in values.items() if len(words) > 1 and sum(now for _, now in known) < 2}
    return tuple(replace(whole, is_alone=_meaning(whole.headings[-1:]) in alone) for whole in found)


def _meaning(headings: Sequence[str]) -> frozenset[str]:
    """The words of headings that mean something, folded; what they add in brackets left out."""
    text = re.sub(r"\([^()]*\)", "", " ".join(headings))
    return frozenset(re.findall(r"[^\W_]+", fold(text))) - _GENERIC


def _wholes_of(grid: Grid) -> Iterator[Whole]:
    years = sorted((year, row) for row in grid.rows if (year := _year_of(row.label)))
    columns = list(_of_years(grid.columns))
    if len(years) > 1:
        for column in grid.columns:
            yield from _over_years(grid, column, years)
    elif columns:
        total = grid.row_of("total")
        for row in [total] if total else grid.rows_of("unit"):
            for then, now in columns:
                yield from _beside(grid, row, then, now, is_whole=row is total)
    else:
        yield from _under(grid)


def _year_of(label: str) -> str:
    match = _OF_A_YEAR.fullmatch(fold(label.strip()))
    return match["year"] if match else ""


def _of_years(columns: Sequence[Column]) -> Iterator[tuple[Column, Column]]:
    """Columns side by side of two years, under one heading: the earlier, the later."""
    for one, other in pairwise(columns):
        first, second = _year_of(one.last), _year_of(other.last)
        if first and second and first < second and one.headings[:-1] == other.headings[:-1]:
            yield one, other


def _under(grid: Grid) -> Iterator[Whole]:
    """The row of totals with the one before and that of changes."""
    total, previous, change = (grid.row_of(kind) for kind in ("total", "previous", "change"))
    before = previous.label if previous else ""
    year = next((str(int(each) + 1) for each in _YEAR.findall(before)), "")
    for column in grid.columns:
        now, then = grid.number(total, column), grid.number(previous, column)
        if now is not None and not column.is_change:
            told = grid.number(change, column)
            moved, printed = _moved(now, then, told)
            yield _whole(column.headings, now, (then, told), moved, printed, before=before, year=year)


def _beside(grid: Grid, row: Row, then: Column, now: Column, *, is_whole: bool) -> Iterator[Whole]:
    """A row with two years side by side: the row of totals, or one that names what it counts."""
    last, first = grid.number(row, now), grid.number(row, then)
    if last is None:
        return
    headings = now.headings[:-1] if is_whole else (row.label, *now.headings[:-1])
    change = next((each for each in grid.columns if each.index == now.index + 1 and each.is_change), None)
    told = grid.number(row, change) if change else None
    moved, printed = _moved(last, first, told)
    before, year = f"năm {_year_of(then.last)}", _year_of(now.last)
    yield _whole(headings, last, (first, told), moved, printed, before=before, year=year)


def _over_years(grid: Grid, column: Column, years: Sequence[tuple[str, Row]]) -> Iterator[Whole]:
    """The last year against each of those before it; the sum over all of them."""
    (last_year, last_row), change = years[-1], grid.row_of("change")
    now = grid.number(last_row, column)
    if now is None:
        return
    numbers = [grid.number(row, column) for _, row in years]
    for (year, _), number in zip(years[:-1], numbers[:-1], strict=True):
        if number is None:
            continue
        told = grid.number(change, column) if change is not None and year in change.label else None
        moved, printed = _moved(now, number, told)
        before = f"năm {year}"
        yield _whole(column.headings, now, (number, told), moved, printed, before=before, year=last_year)
    if all(number is None for number in numbers[:-1]):
        yield _whole(column.headings, now, year=last_year)
    found = [number for number in numbers if number is not None]
    if len(found) == len(numbers) and not (now.is_percent or column.may_be_ratio):
        total = sum((number.value for number in found), Fraction(0))
        span = (years[0][0], last_year)
        spots = tuple(number.spot for number in found)
        yield Whole(column.headings, total, now.like_this(total), now.is_percent, span=span, spots=spots)


def _whole(
    headings: tuple[str, ...],
    now: Number,
    others: Sequence[Number | None] = (),
    moved: Fraction | None = None,
    moved_printed: str = "",
    *,
    before: str = "",
    year: str = "",
) -> Whole:
    """The whole that a figure tells; `others` are those that its change is worked out from."""
    spots = tuple(number.spot for number in (now, *others) if number is not None)
    value = (now.value, now.printed, now.is_percent)
    return Whole(headings, *value, moved, moved_printed, before=before, year=year, spots=spots)


def _moved(now: Number, then: Number | None, told: Number | None) -> tuple[Fraction | None, str]:
    """By how much a figure moved, as the table prints it if it does; unknown where the table contradicts itself."""
    if then is None or then.is_percent != now.is_percent:
        return (told.value, told.printed) if told is not None else (None, "")
    moved = now.value - then.value
    slack = now.step if now.is_percent else Fraction(0)  # a difference of shares is that of the exact ones
    if told is not None:
        return (told.value, told.printed) if abs(told.value - moved) <= slack else (None, "")
    sign = "+" if moved > 0 else "-" if moved < 0 else ""
    return moved, sign + now.like_this(abs(moved)).strip("+%")
