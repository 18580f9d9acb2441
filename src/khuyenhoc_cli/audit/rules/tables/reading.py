"""Tables of a report read as numbers: where the headings end, which column names the rows, what each row is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Generic, TypeVar

from khuyenhoc_cli.audit.model import Cell, Table
from khuyenhoc_cli.audit.rules.tables.grid import YEAR, Column, GapKind, Grid, Number, Row, RowKind
from khuyenhoc_cli.text.names import fold

Kept = TypeVar("Kept")
_CELL = re.compile(
    r"\s*(?P<sign>[+\-−–])?\s*(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d+))?\s*(?P<percent>%)?\s*"
)
_TOTAL = re.compile(
    r"(?:tong(?: (?:so|cong|hop|toan \w+))?|cong|ca nuoc|chung|"
    r"toan (?:tinh|huyen|thi xa|thanh pho|xa|phuong|cum|quoc|don vi))\b"
)
_PREVIOUS = re.compile(r"(?:so )?(?:cung ky|nam truoc|ky truoc)\b|nam 20\d\d$|(?:6 thang(?: dau nam)?|ca nam) 20\d\d$")
_YEARLY = re.compile(r"(?:(?:muc|toc do|ty le) )?(?:tang (?:truong )?)?binh quan (?:(?:moi|hang|mot|1) )?nam\b")
_COMMON = re.compile(r"(?:công|cộng đồng|cộng tác|chung (?:cư|tay))\b", re.IGNORECASE)  # no "Cộng", no "Chung"
_CHANGE = re.compile(r"(?:muc )?(?:tang|giam|so sanh|chenh lech|tang giam)\b")
_NO_UNIT = re.compile(r"(?:trong do|chia ra|gom|binh quan|trung binh|ty le|ti le|chi tieu|ke hoach|ghi chu|so voi)\b")
_ROMAN = re.compile(r"[IVX]+|[A-ZĐ]")
_DASHES = frozenset("-–—")
_FORMULA = re.compile(r"\(?(?P<number>\d{1,2})\)?(?:\s*=\s*[\d()+\-−–*x×:/%. ]+)?", re.IGNORECASE)  # "(5)=(4)/(3)*100"


def grid_of(table: Table) -> Grid | None:
    """The figures of a table; None where it has none to be checked (letterheads, signatures)."""
    return _grid_of(Itself(table))


class Itself(Generic[Kept]):
    """A table or a report as a key of its own: one read again is equal to it, but its passages are others."""

    def __init__(self, itself: Kept) -> None:
        self.itself = itself

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and self.itself is other.itself

    def __hash__(self) -> int:
        return id(self.itself)


@lru_cache(maxsize=64)
def _grid_of(key: Itself[Table]) -> Grid | None:
    grid = _read(key.itself)
    return _read(_turned(key.itself)) if grid is not None and _has_years_across(grid) else grid


def _has_years_across(grid: Grid) -> bool:
    """Whether the columns are years and the rows what is told of them, not units that are added up."""
    years = [column for column in grid.columns if column.headings and YEAR.fullmatch(column.headings[-1])]
    return len(years) > 2 and len(years) == len(grid.columns) and not grid.rows_of("total", "group")


def _turned(table: Table) -> Table:
    """The table with its columns as rows; the cells' passages are the same."""
    cells = (
        replace(c, row=c.column, column=c.row, rows=c.columns, columns=c.rows, is_heading=False) for c in table.cells
    )
    return replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _read(table: Table) -> Grid | None:
    rows = _by_row(table)
    begin = _first_row_of_figures(table, rows)
    body = {index: cells for index, cells in rows.items() if index >= begin}
    label = _label_column(body)
    if len(body) < 2 or label is None:
        return None
    listed = _by_year([row for index, cells in body.items() if (row := _row(index, cells, label)) is not None])
    heads = [cell for index, cells in rows.items() if index < begin for cell in cells]
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    columns = tuple(Column(c, _headings(heads, c)) for c in range(label + 1, width))
    numbers, gaps = _figures(body, {row.index for row in listed}, label)
    _set_aside(numbers, gaps)
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
    return any(cell.column and _CELL.fullmatch(cell.text) and not YEAR.fullmatch(cell.text) for cell in cells)


def _numbers_columns(cells: list[Cell]) -> bool:
    """Whether a row holds nothing but "(1) (2) (3)" or "1 2 3=2/1"."""
    found = [cell.text.strip() for cell in cells]
    digits = [int(match["number"]) for text in found if (match := _FORMULA.fullmatch(text))]
    if any(len(text) > 1 and text[0].isalpha() for text in found):  # the name of a unit
        return False
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
        named = sum(_is_name(text) for text in found)
        if named * 2 > len(body) and column <= 3:
            return column
    return None


def _is_name(text: str) -> bool:
    """Whether a text may name a row: by words, or by a year."""
    return bool(YEAR.fullmatch(text) or (re.search(r"[^\W\d_]{2}", text) and not _ROMAN.fullmatch(text)))


def _row(index: int, cells: list[Cell], label: int) -> Row | None:
    """The row, None where it only parts the table (one cell over all columns)."""
    name = next((cell.text for cell in cells if cell.column == label or cell.column + cell.columns > label), "")
    ordinal = next((cell.text.strip(" .)") for cell in cells if cell.column < label), "")
    if not any(cell.column > label for cell in cells):
        return None
    return Row(index, name, _kind(name, ordinal), ordinal)


def _by_year(listed: list[Row]) -> tuple[Row, ...]:
    """The rows; those of years are of that kind where the table has nothing but years, their whole and their change."""
    years = [row for row in listed if row.year]
    if len(years) < 2 or any(row.kind in ("unit", "group") and not row.year for row in listed):
        return tuple(listed)
    return tuple(replace(row, kind="year") if row.year else row for row in listed)


def _kind(label: str, ordinal: str) -> RowKind:
    words = fold(re.sub(r"\s+", " ", label))
    if _YEARLY.match(words):
        return "yearly"
    if label.lstrip().startswith(("-", "+", "–", "•")) or _NO_UNIT.match(words) or not words:
        return "other"
    if _CHANGE.match(words):
        return "change"
    if _PREVIOUS.match(words):
        return "previous"
    if _TOTAL.match(words) and not ordinal.isdecimal() and not _COMMON.match(label.strip()):
        return "total"
    return "group" if _ROMAN.fullmatch(ordinal) else "unit"


def _names_column(text: str) -> bool:
    """Whether a heading says something, and does not only number its column."""
    return bool(re.search(r"[^\W\d_]|%", text) or YEAR.fullmatch(text)) and not _FORMULA.fullmatch(text.strip())


def _headings(heads: list[Cell], column: int) -> tuple[str, ...]:
    """The headings over a column, each once, those that only number columns left out."""
    over = (cell.text for cell in heads if cell.column <= column < cell.column + cell.columns)
    return tuple(dict.fromkeys(" ".join(text.split()) for text in over if _names_column(text)))


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


def _set_aside(numbers: dict[tuple[int, int], Number], gaps: dict[tuple[int, int], GapKind]) -> None:
    """Makes "1,250" a gap where it may be 1 250: beside whole numbers, with no thousands by full stops and no other
    decimals in the table."""
    found = [(place, number) for place, number in numbers.items() if number.step != 1 and not number.is_percent]
    if any("." in number.printed for number in numbers.values()) or any(number.places != 3 for _, number in found):
        return
    for place, _ in found:
        if any(column == place[1] and other.step == 1 and other.value for (_, column), other in numbers.items()):
            gaps[place] = "unknown"
    for place in gaps:
        numbers.pop(place, None)


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
        bool(match["sign"]),
    )


def grids_of(tables: tuple[Table, ...]) -> Iterator[Grid]:
    """The tables that have figures to check."""
    return (grid for table in tables if (grid := grid_of(table)) is not None)
