"""Sheets as a clerk sees them: cells with a look, and with a note of what they are; written by XlsxWriter."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from khuyenhoc_cli.findings.model import CellRef

_DAY_ZERO = datetime(1899, 12, 30)
UNCALCULATED = 987_654_321_012_345
"""The result of a formula that no program has calculated: taken out of the written file."""


class Role(NamedTuple):
    """What a cell is ("value", "total", "subtotal", "name", "heading", "code", "cover", …), of whom and what."""

    kind: str
    unit: str = ""
    code: str = ""


@dataclass
class Cell:
    """One cell; `parts` are the cells a total is the sum of, by page name and position."""

    value: Any
    role: Role | None = None
    look: str = "text"
    formula: str | None = None
    parts: tuple["Spot", ...] = ()


class Spot(NamedTuple):
    """A cell's place."""

    page: str
    row: int
    column: int

    @property
    def ref(self) -> CellRef:
        """As a finding names it."""
        return CellRef(self.page, xl_rowcol_to_cell(self.row, self.column))


@dataclass
class Page:
    """One sheet."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, value: Any, role: Role | None = None, look: str = "text") -> Cell:
        """The new cell."""
        cell = self.cells[row, column] = Cell(value, role, look)
        return cell

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Nothing; the area is one cell, where it is more than one."""
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))

    @property
    def right(self) -> int:
        """The first column right of everything."""
        return 1 + max((column for _, column in self.cells), default=-1)

    def everywhere(self) -> "Iterator[Spot]":
        """Every place on the sheet, empty ones between the cells too."""
        rows = range(1 + max((row for row, _ in self.cells), default=-1))
        return (Spot(self.name, row, column) for row in rows for column in range(self.right))

    def area(self, spot: "Spot") -> "list[Spot]":
        """The places of the merged cell that begins there, or the one place."""
        ends = [(bottom, right) for top, left, bottom, right in self.merges if (top, left) == spot[1:]]
        bottom, right = ends[0] if ends else spot[1:]
        rows, columns = range(spot.row, bottom + 1), range(spot.column, right + 1)
        return [Spot(self.name, row, column) for row in rows for column in columns]


@dataclass
class Book:
    """A workbook and the name it is sent under."""

    file_name: str
    pages: list[Page] = field(default_factory=list)

    def page(self, name: str) -> Page:
        """A new sheet at the end."""
        self.pages.append(Page(name))
        return self.pages[-1]

    def spots(self, kind: str, unit: str | None = None, code: str | None = None) -> Iterator[tuple[Spot, Cell]]:
        """Every cell of a role; None is any."""
        for page in self.pages:
            for (row, column), cell in sorted(page.cells.items()):
                role = cell.role
                if role and role.kind == kind and unit in (None, role.unit) and code in (None, role.code):
                    yield Spot(page.name, row, column), cell

    def cell(self, spot: Spot) -> Cell:
        """The cell there."""
        return self.page_named(spot.page).cells[spot.row, spot.column]

    def page_named(self, name: str) -> Page:
        """The sheet of that name."""
        return next(page for page in self.pages if page.name == name)

    def calculate(self) -> None:
        """Nothing; every formula has the result that Excel would show over the cells as they now are."""
        for page in self.pages:
            for cell in page.cells.values():
                if cell.formula is not None and cell.parts:
                    cell.value = result_of([self.cell(spot).value for spot in cell.parts])


def result_of(values: list[Any]) -> Any:
    """What a SUM formula shows: an error, or nothing, where a cell it reads has no result either."""
    if UNCALCULATED in values:
        return UNCALCULATED
    errors = [value for value in values if isinstance(value, str) and value.startswith("#")]
    return errors[0] if errors else total(values)


def total(values: Any) -> float:
    """What SUM makes of cells: a date is a number of days; text, blanks and truth values do not count."""
    numbers = [(value - _DAY_ZERO).days if isinstance(value, datetime) else value for value in values]
    return sum(number for number in numbers if isinstance(number, int | float) and not isinstance(number, bool))


_LOOKS: dict[str, dict[str, Any]] = {
    "text": {},
    "caption": {"bold": True},
    "title": {"bold": True, "align": "center", "font_size": 14},
    "heading": {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1},
    "note": {"italic": True, "align": "center", "font_size": 10},
    "name": {"border": 1},
    "strong": {"border": 1, "bold": True},
    "count": {"border": 1, "num_format": "#,##0"},
    "money": {"border": 1, "num_format": "#,##0.######"},
    "flag": {"border": 1, "align": "center"},
    "percent": {"border": 1, "num_format": "0.00"},
    "date": {"border": 1, "num_format": "dd/mm/yyyy"},
}


def write(book: Book) -> bytes:
    """The .xlsx file."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as out:
        looks = {name: out.add_format({"font_name": "Times New Roman", **look}) for name, look in _LOOKS.items()}
        for page in book.pages:
            sheet = out.add_worksheet(page.name)
            _write_page(sheet, page, looks)
    return _without_results(stream.getvalue())


def _write_page(sheet: Any, page: Page, looks: dict[str, Any]) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for top, left, bottom, right in page.merges:
        look = page.cells[top, left].look
        sheet.merge_range(top, left, bottom, right, "", looks[look])
    for (row, column), cell in sorted(page.cells.items()):
        _write_cell(sheet, row, column, cell, looks[cell.look])
    for row in {row for (row, _), cell in page.cells.items() if cell.look == "heading"}:
        sheet.set_row(row, 46)
    for row in page.hidden_rows:
        sheet.set_row(row, None, None, {"hidden": True})
    for column, width in _widths(page).items():
        sheet.set_column(column, column, width)


def _widths(page: Page) -> dict[int, int]:
    """The width of each column that holds names."""
    widths: dict[int, int] = {}
    for (_, column), cell in page.cells.items():
        if cell.look in ("name", "strong") and cell.value:
            widths[column] = min(42, max(widths.get(column, 9), len(str(cell.value))))
    return widths


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    value = cell.value
    if cell.formula is not None:
        sheet.write_formula(row, column, f"={cell.formula}", look, "" if value is None else value)
    elif value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def _without_results(data: bytes) -> bytes:
    """The file, its uncalculated formulas without a result."""
    marked = f"<v>{UNCALCULATED}</v>".encode()
    with zipfile.ZipFile(BytesIO(data)) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    if not any(marked in part for part in parts.values()):
        return data
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, re.sub(re.escape(marked), b"", part))
    return stream.getvalue()
