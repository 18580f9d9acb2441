"""Reads .ods: the tables of content.xml, with repeated cells put where they stand and never written out in vain."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from khuyenhoc_cli.intake.grid import MAX_FILLED, ErrorCell, Sheet, UncalculatedCell, damaged, too_large
from khuyenhoc_cli.intake.xlsx_parts import Attributes, parse

MAX_ELEMENTS = 4_000_000
"""Elements of content.xml that are looked at."""

_CELLS = {"table:table-cell", "table:covered-table-cell"}
# What holds text or whole tables that are no cells of the sheet: comments, drawings, recorded changes, links.
_ASIDE = re.compile(r"(?:office:annotation|draw:.+|table:(?:shapes|tracked-changes|dde-links?|content-validations))$")
_ERROR = re.compile(r"(?:#[^\s\d].*[!?]|#N/A|Err:\d{3})$")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_OTHER_FILE = re.compile(r"'[^']+'#")
_REFERENCE = re.compile(r"\[([^\]]*)\]")
_HIDDEN = {"collapse", "filter"}
_FAR = 1 << 24


def read_ods(data: bytes) -> list[Sheet]:
    """The tables in their order; UnreadableWorkbookError where the file is broken or far too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = archive.read("content.xml")
    except (zipfile.BadZipFile, KeyError) as error:
        raise damaged() from error
    reader = _Reader()
    parse(content, reader.start, reader.end, reader.text)
    return reader.sheets


@dataclass
class _Cell:
    """A cell while it is read."""

    attributes: Attributes
    column: int
    repeated: int
    paragraphs: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it shows, line by line."""
        return "\n".join(map("".join, self.paragraphs))


class _Reader:
    """Gathers the sheets from the events of content.xml."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._unseen_styles: set[str] = set()
        self._style = ""
        self._sheet: Sheet | None = None
        self._columns = self._row = self._column = self._rows = 0
        self._in_row: list[tuple[_Cell, object]] = []
        self._cell: _Cell | None = None
        self._in_paragraph = False
        self._aside = self._seen = self._placed = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        self._seen += 1
        if self._seen > MAX_ELEMENTS:
            raise too_large()
        if self._aside or _ASIDE.match(tag) or (tag == "table:table" and self._sheet is not None):
            self._aside += 1
        elif tag == "style:style":
            self._style = attributes.get("style:name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self._unseen_styles.add(self._style)
        elif tag == "table:table":
            name = attributes.get("table:name", "")
            self._sheet = Sheet(name, attributes.get("table:style-name") in self._unseen_styles)
            self._columns = self._row = 0
        elif self._sheet is not None:
            self._start_in_sheet(self._sheet, tag, attributes)

    def _start_in_sheet(self, sheet: Sheet, tag: str, attributes: Attributes) -> None:
        if tag == "table:table-column":
            count = _repeated(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in _HIDDEN:
                sheet.hidden_columns.append(range(self._columns, self._columns + count))
            self._columns += count
        elif tag == "table:table-row":
            self._rows, self._column = _repeated(attributes, "table:number-rows-repeated"), 0
            if attributes.get("table:visibility") in _HIDDEN:
                sheet.hidden_rows.append(range(self._row, self._row + self._rows))
        elif tag in _CELLS:
            count = _repeated(attributes, "table:number-columns-repeated")
            self._cell = _Cell(attributes, self._column, count)
            self._column += count
        elif tag == "text:p" and self._cell is not None:
            self._cell.paragraphs.append([])
            self._in_paragraph = True
        elif self._in_paragraph and tag in ("text:s", "text:tab", "text:line-break"):
            count = min(_repeated(attributes, "text:c"), 1000)
            self.text({"text:s": " " * count, "text:tab": "\t"}.get(tag, "\n"))

    def text(self, text: str) -> None:
        if self._in_paragraph and self._cell is not None and not self._aside:
            self._cell.paragraphs[-1].append(text)

    def end(self, tag: str) -> None:
        if self._aside:
            self._aside -= 1
        elif tag == "text:p":
            self._in_paragraph = False
        elif tag in _CELLS and self._cell is not None:
            value = _value(self._cell)
            if value != "" or "table:formula" in self._cell.attributes:
                self._in_row.append((self._cell, value))
            self._cell = None
        elif tag == "table:table-row" and self._sheet is not None:
            self._place_row(self._sheet)
        elif tag == "table:table" and self._sheet is not None:
            # Files from which values are drawn are kept as sheets of their own; nobody sees them.
            if not _OTHER_FILE.match(self._sheet.name):
                self.sheets.append(self._sheet)
            self._sheet = None

    def _place_row(self, sheet: Sheet) -> None:
        """Puts the row's cells down as often as row and cells are repeated."""
        self._placed += self._rows * sum(cell.repeated for cell, _ in self._in_row)
        if self._placed > MAX_FILLED:
            raise too_large()
        for row in range(self._row, self._row + self._rows) if self._in_row else ():
            for cell, value in self._in_row:
                for column in range(cell.column, cell.column + cell.repeated):
                    _place(sheet, (row, column), value, cell.attributes.get("table:formula"))
        self._row += self._rows
        self._in_row = []


def _place(sheet: Sheet, at: tuple[int, int], value: object, formula: str | None) -> None:
    if value != "":
        sheet.cells[at] = value
    if formula is not None:
        sheet.formulas[at] = _as_excel_writes(formula)
        if _OTHER_FILE.search(formula):
            sheet.external.add(at)


def _value(cell: _Cell) -> object:
    """What a cell holds; text only where it is no number, date or truth."""
    attributes, text = cell.attributes, cell.text
    formula, kind = attributes.get("table:formula"), attributes.get("office:value-type")
    is_error = attributes.get("calcext:value-type") == "error" or (formula is not None and _ERROR.match(text))
    if is_error:
        return ErrorCell(text)
    if kind is None and formula is not None and not cell.paragraphs:
        return UncalculatedCell(f"={_as_excel_writes(formula)}")
    try:
        match kind:
            case "float" | "currency" | "percentage":
                return float(attributes["office:value"])
            case "boolean":
                return attributes["office:boolean-value"] == "true"
            case "date":
                return _date(attributes["office:date-value"])
            case "time":
                return _time(attributes["office:time-value"])
            case _:
                return text or attributes.get("office:string-value", "")
    except (KeyError, ValueError, OverflowError):
        return text


def _date(text: str) -> date | datetime:
    moment = datetime.fromisoformat(text)
    return moment.date() if moment.time() == time() else moment


def _time(text: str) -> time | timedelta:
    """A time of day, or a span of time where it is none."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    days, hours, minutes = (int(part or 0) for part in match.group(2, 3, 4))
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=float((match[5] or "0").replace(",", ".")))
    if match[1] or span >= timedelta(days=1):
        return -span if match[1] else span
    return (datetime.min + span).time()


def _as_excel_writes(formula: str) -> str:
    """The formula in Excel's words: "of:=SUM([.C2:.C3];1)" becomes "SUM(C2:C3,1)"."""
    _, _, text = formula.partition("=")
    return _REFERENCE.sub(_excel_reference, text.replace(";", ","))


def _excel_reference(match: re.Match[str]) -> str:
    """ "[.C2:.C3]" as "C2:C3", "[$Tong.C2]" as "Tong!C2"."""
    cells = []
    for part in match[1].split(":"):
        sheet, _, cell = part.rpartition(".")
        cells.append(f"{sheet.removeprefix('$')}!{cell}" if sheet else cell)
    return ":".join(cells)


def _repeated(attributes: Attributes, name: str) -> int:
    """How often; beyond every sheet's edge it is all the same."""
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdigit()):
        return 1
    return min(int(text[:9]), _FAR) if len(text) < 10 else _FAR
