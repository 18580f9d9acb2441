"""A table as numbers: which rows are units, which the whole, the year before, the change; what each column is called.

Nothing is known of a column but its headings and its cells; a cell that is not one number is a gap.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Literal

from khuyenhoc_cli.audit.model import Cell, Passage, Table
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.text.numbers import print_decimal

RowKind = Literal["unit", "group", "total", "previous", "change", "other"]
GapKind = Literal["dash", "unknown"]

_CELL = re.compile(
    r"\s*(?P<sign>[+\-−–])?\s*(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d+))?\s*(?P<percent>%)?\s*"
)
_TOTAL = re.compile(
    r"(?:tong(?: (?:so|cong|hop|toan \w+))?|cong|toan (?:tinh|huyen|thi xa|thanh pho|xa|phuong|cum|quoc|don vi)|ca nuoc|chung)\b"
)
_PREVIOUS = re.compile(r"(?:so )?(?:cung ky|nam truoc|ky truoc)\b|nam 20\d\d$|(?:6 thang(?: dau nam)?|ca nam) 20\d\d$")
_CHANGE = re.compile(r"(?:muc )?(?:tang|giam|so sanh|chenh lech|tang giam)\b")
_NO_UNIT = re.compile(r"(?:trong do|chia ra|gom|binh quan|trung binh|ty le|ti le|chi tieu|ke hoach|ghi chu|so voi)\b")
_ROMAN = re.compile(r"[IVX]+|[A-ZĐ]")
_NOT_ADDED = re.compile(r"\b(?:ty le|ti le|binh quan|xep hang|xep thu|thu hang|diem|phan tram|so voi)\b")
_RATIO = re.compile(r"\b(?:ty le|ti le|binh quan|phan tram|so voi|ty trong)\b")
_DASHES = frozenset("-–—")


@dataclass(frozen=True, eq=False)
class Number:
    """A printed number, passage.text[start:end]; its `step` is one in the last printed digit. Equal only to itself."""

    passage: Passage
    start: int
    end: int
    value: Fraction
    step: Fraction
    is_percent: bool = False
    is_signed: bool = False

    @property
    def printed(self) -> str:
        """As it stands."""
        return self.passage.text[self.start : self.end]

    @property
    def places(self) -> int:
        """How many decimals are printed."""
        return len(str(self.step.denominator)) - 1

    def like_this(self, value: Fraction) -> str:
        """Another value as this one would be printed; money keeps the decimals it needs."""
        places = max(self.places, _places_needed(value))
        body = print_decimal(value, places if places <= 3 else self.places)
        sign = "+" if self.is_signed and value > 0 else ""
        return f"{sign}{body}{'%' if self.is_percent else ''}"


@dataclass(frozen=True)
class Column:
    """A column of figures; `headings` from the outermost down."""

    index: int
    headings: tuple[str, ...]

    @property
    def name(self) -> str:
        """ "Hội viên / Tổng số"."""
        return " / ".join(self.headings)

    @cached_property
    def words(self) -> str:
        """All headings, folded."""
        return fold(" ".join(self.headings))

    @cached_property
    def last(self) -> str:
        """The heading just over the figures, folded."""
        return fold(self.headings[-1]) if self.headings else ""

    @property
    def is_change(self) -> bool:
        """Whether its heading says that it tells changes."""
        return bool(re.search(r"\b(?:tang|giam|chenh lech|so sanh)\b", self.last))

    @property
    def is_earlier(self) -> bool:
        """Whether its heading says that it tells of a time before, or of what was planned."""
        return bool(
            re.search(r"\b(?:cung ky|nam truoc|ky truoc|dau ky|ke hoach|chi tieu|duoc giao|20\d\d)\b", self.words)
        )

    @property
    def may_be_ratio(self) -> bool:
        """Whether its heading says that it is worked out from other columns."""
        return bool(_RATIO.search(self.last)) or any("%" in heading for heading in self.headings[-1:])


@dataclass(frozen=True)
class Row:
    """A row of figures; `ordinal` is its number as printed, "" without."""

    index: int
    label: str
    kind: RowKind
    ordinal: str = ""


@dataclass(frozen=True, eq=False)
class Grid:
    """The figures of a table by (row, column), and the gaps among them. Equal only to itself."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    numbers: Mapping[tuple[int, int], Number]
    gaps: Mapping[tuple[int, int], GapKind]

    def rows_of(self, *kinds: RowKind) -> tuple[Row, ...]:
        """The rows of these kinds, from above."""
        return tuple(row for row in self.rows if row.kind in kinds)

    def row_of(self, kind: RowKind) -> Row | None:
        """The only row of a kind."""
        found = self.rows_of(kind)
        return found[0] if len(found) == 1 else None

    def number(self, row: Row | None, column: Column) -> Number | None:
        """The figure there, None where there is a gap."""
        return self.numbers.get((row.index, column.index)) if row else None

    @cached_property
    def percents(self) -> frozenset[int]:
        """The columns with a percentage in them."""
        return frozenset(column for (_, column), number in self.numbers.items() if number.is_percent)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The names of its rows."""
        return frozenset(row.label for row in self.rows)

    def is_added(self, column: Column) -> bool:
        """Whether figures of the column may be added up over units."""
        return (
            column.index not in self.percents
            and "%" not in " ".join(column.headings)
            and not _NOT_ADDED.search(column.last)
        )


def grid_of(table: Table) -> Grid | None:
    """The figures of a table; None where it has none to be checked (letterheads, signatures)."""
    return _grid_of(_Itself(table))


class _Itself:
    """A table as a key of its own: one read again is equal to it, but its passages are others."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.table is other.table

    def __hash__(self) -> int:
        return id(self.table)


@lru_cache(maxsize=64)
def _grid_of(key: _Itself) -> Grid | None:
    table = key.table
    rows = _by_row(table)
    begin = _first_row_of_figures(table, rows)
    body = {index: cells for index, cells in rows.items() if index >= begin}
    label = _label_column(body)
    if len(body) < 2 or label is None:
        return None
    listed = tuple(row for index, cells in body.items() if (row := _row(index, cells, label)) is not None)
    heads = [cell for index, cells in rows.items() if index < begin for cell in cells]
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    columns = tuple(Column(c, _headings(heads, c)) for c in range(label + 1, width))
    numbers, gaps = _figures(body, {row.index for row in listed}, label)
    used = {column for _, column in numbers}
    columns = tuple(column for column in columns if column.index in used)
    return Grid(table, columns, listed, numbers, gaps) if columns else None


def _by_row(table: Table) -> dict[int, list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    return dict(sorted(rows.items()))


def _first_row_of_figures(table: Table, rows: Mapping[int, list[Cell]]) -> int:
    """The first row under the headings: those marked as such, and those without figures or that only number columns."""
    marked = max((cell.row + cell.rows for cell in table.cells if cell.is_heading), default=0)
    for index, cells in rows.items():
        if index >= marked and _has_figures(cells) and not _numbers_columns(cells):
            return index
    return max(rows, default=0) + 1


def _has_figures(cells: list[Cell]) -> bool:
    return any(cell.column and _CELL.fullmatch(cell.text) for cell in cells)


def _numbers_columns(cells: list[Cell]) -> bool:
    """Whether a row holds nothing but "(1) (2) (3)" or "1 2 3"."""
    found = [cell.text.strip("() ") for cell in cells]
    digits = [int(text) for text in found if text.isdecimal()]
    return (
        len(digits) >= 3 and digits == list(range(digits[0], digits[0] + len(digits))) and len(digits) >= len(found) - 2
    )


def _label_column(body: Mapping[int, list[Cell]]) -> int | None:
    """The first column with a name in most rows."""
    texts: dict[int, list[str]] = {}
    for cells in body.values():
        for cell in cells:
            texts.setdefault(cell.column, []).append(cell.text)
    for column, found in sorted(texts.items()):
        named = sum(bool(re.search(r"[^\W\d_]{2}", text)) and not _ROMAN.fullmatch(text) for text in found)
        if named * 2 > len(body) and column <= 3:
            return column
    return None


def _row(index: int, cells: list[Cell], label: int) -> Row | None:
    """The row, None where it only parts the table (one cell over all columns)."""
    name = next((cell.text for cell in cells if cell.column == label or cell.column + cell.columns > label), "")
    ordinal = next((cell.text.strip(" .)") for cell in cells if cell.column < label), "")
    if not any(cell.column > label for cell in cells):
        return None
    return Row(index, name, _kind(name, ordinal), ordinal)


def _kind(label: str, ordinal: str) -> RowKind:
    words = fold(re.sub(r"\s+", " ", label))
    if label.lstrip().startswith(("-", "+", "–", "•")) or _NO_UNIT.match(words) or not words:
        return "other"
    if _CHANGE.match(words):
        return "change"
    if _PREVIOUS.match(words):
        return "previous"
    if _TOTAL.match(words) and not ordinal.isdecimal():
        return "total"
    return "group" if _ROMAN.fullmatch(ordinal) else "unit"


def _headings(heads: list[Cell], column: int) -> tuple[str, ...]:
    """The headings over a column, each once, those that only number columns left out."""
    over = (cell.text for cell in heads if cell.column <= column < cell.column + cell.columns)
    return tuple(dict.fromkeys(" ".join(text.split()) for text in over if re.search(r"[^\W\d_]|%", text)))


def _figures(
    body: Mapping[int, list[Cell]], rows: set[int], label: int
) -> tuple[dict[tuple[int, int], Number], dict[tuple[int, int], GapKind]]:
    numbers: dict[tuple[int, int], Number] = {}
    gaps: dict[tuple[int, int], GapKind] = {}
    for index in rows:
        for cell in body[index]:
            if cell.column <= label:
                continue
            number = _number(cell)
            if number is None:
                gaps[index, cell.column] = "dash" if cell.text.strip() in _DASHES else "unknown"
            else:
                numbers[index, cell.column] = number
    return numbers, gaps


def _number(cell: Cell) -> Number | None:
    filled = [passage for passage in cell.passages if passage.text.strip()]
    if len(filled) != 1 or (match := _CELL.fullmatch(filled[0].text)) is None:
        return None
    decimals = match["decimals"] or ""
    value = Fraction(f"{match['whole'].replace('.', '')}.{decimals or 0}")
    start = match.start("sign") if match["sign"] else match.start("whole")
    end = match.end("percent") if match["percent"] else match.end("decimals") if decimals else match.end("whole")
    return Number(
        filled[0],
        start,
        end,
        -value if match["sign"] in ("-", "−", "–") else value,
        Fraction(1, 10 ** len(decimals)),
        bool(match["percent"]),
        match["sign"] == "+",
    )


def _places_needed(value: Fraction) -> int:
    """How many decimals say it exactly, 9 where none do."""
    return next((places for places in range(4) if (value * 10**places).denominator == 1), 9)


def grids_of(tables: tuple[Table, ...]) -> Iterator[Grid]:
    """The tables that have figures to check."""
    return (grid for table in tables if (grid := grid_of(table)) is not None)
