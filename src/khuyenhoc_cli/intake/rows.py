"""What the rows of a table are: of a unit or a part of it, a total, a sub-total, a heading of a group, or of nobody.

Rows stand under a `Header`; which rows a total adds up is told by where it stands and, in doubt, by the figures.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.grid import Grid
from khuyenhoc_cli.intake.heading_cells import counts_up
from khuyenhoc_cli.intake.headings import Header
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.units.matching import Match, NameIndex
from khuyenhoc_cli.units.model import Unit

_TOTAL_BEGINS = ("tong cong", "cong toan", "tong so toan", "cong tat ca")
_SUBTOTAL_BEGINS = ("cong ", "tong ", "tieu cong", "cong:")
_GROUP_BEGINS = ("khoi ", "cum ", "nhom ", "cac ", "vung ", "mien ", "phan ")
_GROUP_NUMBER = re.compile(r"[IVX]+|[A-ZĐ]")
_LEAD = re.compile(r"^\s*(?:[IVX]+|[A-ZĐ])\s*[.)/-]\s*")

Kind = Literal["unit", "total", "subtotal", "group", "detail", "unknown"]


class RowNames:
    """The units that rows may name: the reporting unit's children, and the unit itself.

    Its own name comes first on a form that asks the unit alone ("self"), last on the others, where a town inside a
    district may bear the district's name.
    """

    def __init__(self, unit: Unit, children: tuple[Unit, ...]) -> None:
        self.unit = unit
        self.children = children
        self._own = NameIndex([unit])
        self._children = NameIndex(children, above=[unit])

    def knows(self, text: str) -> bool:
        """Whether some unit bears this name."""
        return self._children.knows(text) or self._own.knows(text)

    def child(self, text: str) -> Unit | None:
        """The unit below that the text names without doubt."""
        return self._children.match(text).unit if self._children.knows(text) else None

    def candidates(self, text: str) -> tuple[Unit, ...]:
        """The units below that the text may mean."""
        return self._children.match(text).candidates

    def match_row(self, own_first: bool) -> Callable[[str], Match]:
        """What tells the unit a row names, or the candidates."""
        first, second = (self._own, self._children) if own_first else (self._children, self._own)

        def match(text: str) -> Match:
            named = first.match(text)
            if named.unit is not None or named.ambiguous:
                return named
            other = second.match(text)
            return other if other.unit is not None else Match(None, named.candidates or other.candidates)

        return match


@dataclass(frozen=True)
class Row:
    """One line of a table. `parts` are the indexes of the rows that a sub-total adds up."""

    index: int
    kind: Kind
    text: str
    column: int
    unit: Unit | None = None
    candidates: tuple[Unit, ...] = ()
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class RowReader:
    """What tells the rows under one header apart."""

    grid: Grid
    header: Header
    edition: Edition
    names: RowNames
    period: Period | None

    def rows(self, start: int, end: int, sheet_unit: Callable[[], Unit | None]) -> tuple[Row, ...]:
        """The rows that name a unit or hold figures; what follows the last total is nobody's unless it looks so.

        `sheet_unit` tells whose sheet it is; asked only where a row names nobody: "Số liệu".
        """
        unit_column = self._unit_column(start, end)
        match = self.names.match_row(self._own_first)
        seen = [row for index in range(start, end) if (row := self._row(index, unit_column, match, sheet_unit))]
        last_total = max((n for n, row in enumerate(seen) if row.kind == "total" and n), default=len(seen))
        kept = [row for n, row in enumerate(seen) if n <= last_total or row.kind != "unknown" or row.candidates]
        return tuple(self._below_a_leaf(tuple(self._arranged(kept))))

    def _below_a_leaf(self, rows: tuple[Row, ...]) -> Iterator[Row]:
        """The rows; under a unit that the list does not go into, those of its parts are details of its total row."""
        totals = [row for row in rows if row.kind == "total"]
        if self.names.children or len(totals) != 1 or any(row.kind == "unit" for row in rows):
            yield from rows
            return
        # Alone it may be the unit itself, misspelt; among others it is a part named much like it: Phường Lào Cai.
        is_alone = sum(row.kind == "unknown" for row in rows) == 1
        for row in rows:
            if row.kind == "total":
                yield replace(row, kind="unit", unit=self.names.unit)
            elif row.kind == "unknown" and not (is_alone and row.candidates):
                yield replace(row, kind="detail")
            else:
                yield row

    @property
    def _own_first(self) -> bool:
        return all(self.edition.form_of[code].rows == "self" for code in self.header.columns)

    def _row(
        self, index: int, unit_column: int, match: Callable[[str], Match], sheet_unit: Callable[[], Unit | None]
    ) -> Row | None:
        """One row; None where there is nothing to read in it."""
        cells = self._cells(index)
        column = _name_column(self.grid.rows[index], unit_column, self.header.left)
        if column is None:
            has_figures = any(map(_is_amount, cells)) and not counts_up(cells)
            return Row(index, "unknown", "", unit_column) if has_figures else None
        text = str(self.grid.rows[index][column])
        row = self._named(index, column, text, match, sheet_unit)
        if row is None or row.kind in ("unit", "total"):
            return row
        has_figures = any(map(holds_figure, cells)) and not counts_up(cells)
        if not has_figures:
            return replace(row, kind="group") if self._looks_like_a_group(row) else None
        return row

    def _named(
        self,
        index: int,
        column: int,
        text: str,
        match: Callable[[str], Match],
        sheet_unit: Callable[[], Unit | None],
    ) -> Row | None:
        named, folded = match(text), fold(_LEAD.sub("", text))
        if named.unit is not None:
            return self._of_unit(index, column, text, named.unit)
        if folded in self.edition.total_words or folded.startswith(_TOTAL_BEGINS):
            return Row(index, "total", text, column)
        role = "unknown" if named.candidates else self.edition.vocabulary.meaning(text, (), self.period).role
        if role == "ignored":
            return None
        if role == "current":
            return self._of_sheet(index, column, text, sheet_unit())
        if not named.candidates and folded.startswith(_SUBTOTAL_BEGINS):
            return Row(index, "subtotal", text, column)
        return Row(index, "unknown", text, column, candidates=named.candidates)

    def _of_unit(self, index: int, column: int, text: str, unit: Unit) -> Row:
        """A unit's row; the whole unit's own row above or below those of its children is their total."""
        is_whole = unit == self.names.unit and bool(self.names.children) and not self._own_first
        return Row(index, "total" if is_whole else "unit", text, column, unit)

    def _of_sheet(self, index: int, column: int, text: str, unit: Unit | None) -> Row:
        """The row "Số liệu" of a sheet: of the unit whose it is, else of the whole; a misspelt one is nobody's."""
        candidates = () if unit or self.names.knows(self.grid.sheet) else self.names.candidates(self.grid.sheet)
        if candidates:
            return Row(index, "unknown", self.grid.sheet, column, candidates=candidates)
        return self._of_unit(index, column, text, unit or self.names.unit)

    def _looks_like_a_group(self, row: Row) -> bool:
        """Whether a row is the heading of the rows below it: "I | Khối phường", "Các xã"."""
        before = [str(cell).strip() for cell in self.grid.rows[row.index][: row.column] if cell != ""]
        is_numbered = bool(before and _GROUP_NUMBER.fullmatch(before[-1])) or bool(_LEAD.match(row.text))
        return is_numbered or fold(row.text).startswith(_GROUP_BEGINS)

    def _arranged(self, rows: list[Row]) -> Iterator[Row]:
        """The rows with every sub-total's parts, and rows of nobody that turn out to be sub-totals."""
        units = [n for n, row in enumerate(rows) if row.kind == "unit"]
        for n, row in enumerate(rows):
            if row.kind == "total" and units and (n < units[0] or n > units[-1]) and not self._ends_a_group(rows, n):
                yield row
            elif row.kind in ("total", "subtotal", "unknown", "group"):
                yield self._subtotal(rows, n)
            else:
                yield row

    def _ends_a_group(self, rows: list[Row], n: int) -> bool:
        """Whether a "Cộng" is that of the last group, since the total of all follows it."""
        has_groups = any(row.kind in ("group", "subtotal") for row in rows[:n])
        return has_groups and any(row.kind == "total" for row in rows[n + 1 :]) and rows[n - 1].kind == "unit"

    def _subtotal(self, rows: list[Row], n: int) -> Row:
        """The row as the sub-total it is, or as it was."""
        row = rows[n]
        if row.kind == "group" or row.candidates:
            return row
        says_so = row.kind in ("total", "subtotal")
        runs = [parts for step in ((-1, 1) if says_so else (1, -1)) for parts in _runs(rows, n, step)]
        best = max(runs, key=lambda parts: self._share_that_closes(row.index, parts), default=())
        share = self._share_that_closes(row.index, best)
        if share == 1 or (best and says_so) or (share >= 0.5 and self._looks_like_a_group(row)):
            return replace(row, kind="subtotal", parts=best)
        return row

    def _share_that_closes(self, index: int, parts: tuple[int, ...]) -> float:
        """In how many of its columns, as a share, the row is the sum of the parts; 0 where that says nothing."""
        compared = [
            (amount, sum(_amount(self.grid.rows[part][column]) for part in parts))
            for column in self.header.columns.values()
            if (amount := _amount(self.grid.rows[index][column]))
        ]
        if len(parts) < 1 or len(compared) < 2:
            return 0
        return sum(abs(amount - total) < 1e-6 for amount, total in compared) / len(compared)

    def _cells(self, index: int) -> list[object]:
        return [self.grid.rows[index][column] for column in self.header.columns.values()]

    def _unit_column(self, start: int, end: int) -> int:
        """The column in which most cells name a unit, left of the indicators if it can be; else the wordiest."""
        taken = set(self.header.columns.values())
        before = range(self.header.left, min(taken)) or range(self.header.left, self.grid.width)
        rows = self.grid.rows[start:end]

        def standing(column: int) -> tuple[int, int, int]:
            words = [cell for row in rows if isinstance(cell := row[column], str) and has_letters(cell)]
            return sum(map(self.names.knows, words)), len(words), -column

        best = max(before, key=standing)
        if standing(best)[0] == 0:
            elsewhere = [column for column in range(self.header.left, self.grid.width) if column not in taken]
            named = max(elsewhere, key=standing, default=best)
            return named if standing(named)[0] else best
        return best


def _runs(rows: Sequence[Row], n: int, step: int) -> Iterator[tuple[int, ...]]:
    """The indexes of the unit rows next to a row, up or down to the next row of another kind: of territories alone,
    since a block attached to the whole often stands in no group though below the last one; then all of them.
    """
    run = []
    at = n + step
    while 0 <= at < len(rows) and rows[at].kind == "unit":
        run.append(rows[at])
        at += step
    territories = tuple(sorted(row.index for row in run if row.unit and row.unit.kind == "territorial"))
    if 0 < len(territories) < len(run):
        yield territories
    if run:
        yield tuple(sorted(row.index for row in run))


def _name_column(row: tuple[object, ...], unit_column: int, left: int) -> int | None:
    """The cell that names the row: in the unit column, else to its left (a merged "Tổng cộng" stands in the first)."""
    for column in range(unit_column, left - 1, -1):
        value = row[column]
        if isinstance(value, str) and has_letters(value):
            return column
    return None


def has_letters(text: str) -> bool:
    """Whether a text holds a letter at all."""
    return any(letter.isalpha() for letter in text)


def _is_amount(value: object) -> bool:
    """Whether a cell of a row without a name holds something that would be lost: a number that is not zero."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value != 0


def _amount(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def holds_figure(value: object) -> bool:
    """Whether a cell holds something to be read: a number, a text with digits, an error, a formula without result."""
    return any(letter.isdigit() for letter in value) if isinstance(value, str) else True
