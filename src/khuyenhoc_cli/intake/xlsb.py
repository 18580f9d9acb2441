"""Reads .xlsb: the binary records of [MS-XLSB] that hold cells, and nothing else of it.

A record is a number, a length and that many bytes; number and length are written seven bits a byte, lowest first.
"""

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator, Mapping

from khuyenhoc_cli.intake.grid import MAX_FILLED, ErrorCell, Sheet, damaged, too_large
from khuyenhoc_cli.intake.serials import from_serial, is_date_format, is_span_format
from khuyenhoc_cli.intake.xlsx_parts import Attributes, parse

MAX_RECORDS = 2_000_000
"""Records that are looked at in one part."""

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_ROW, _BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(8)
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOL, _FORMULA_ERROR = range(8, 12)
_RICH_TEXT = 62
_STRING_ITEM, _FORMAT, _CELL_STYLE, _COLUMN = 19, 44, 47, 60
_BEGIN_DATA, _END_DATA, _WORKBOOK_PROPERTIES, _BUNDLE_SHEET = 145, 146, 153, 156
_BEGIN_CELL_STYLES, _END_CELL_STYLES = 617, 618


def read_xlsb(data: bytes) -> list[Sheet]:
    """The worksheets in the workbook's order; UnreadableWorkbookError where the file is broken or far too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _XlsbFile(archive).sheets()
    except (struct.error, IndexError, KeyError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise damaged() from error


class _XlsbFile:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        self._from_1904 = False
        self._filled = 0
        self._strings = list(self._read_strings())
        self._dates = self._read_dates()

    def sheets(self) -> list[Sheet]:
        targets, sheets = self._targets(), []
        for kind, body in self._records("xl/workbook.bin"):
            if kind == _WORKBOOK_PROPERTIES:
                self._from_1904 = bool(body[0] & 1)
            elif kind == _BUNDLE_SHEET:
                (state,) = struct.unpack_from("<I", body)
                key, at = _wide(body, 8)
                name, _ = _wide(body, at)
                if key in targets:
                    sheets.append(self._sheet(Sheet(name, is_hidden=state != 0), targets[key]))
        return sheets

    def _sheet(self, sheet: Sheet, part: str) -> Sheet:
        row = -1
        for kind, body in self._records(part):
            if kind == _ROW:
                (row,) = struct.unpack_from("<I", body)
                if body[11] & 0x10:
                    sheet.hidden_rows.append(range(row, row + 1))
            elif kind == _COLUMN:
                first, last, _, _, flags = struct.unpack_from("<4IH", body)
                if flags & 1:
                    sheet.hidden_columns.append(range(first, last + 1))
            elif _BLANK < kind <= _FORMULA_ERROR or kind == _RICH_TEXT:
                column, style = struct.unpack_from("<II", body)
                value = self._value(kind, body, style & 0xFFFFFF)
                if value != "":
                    sheet.cells[row, column] = value
                    self._filled += 1
                    if self._filled > MAX_FILLED:
                        raise too_large()
        return sheet

    def _value(self, kind: int, body: bytes, style: int) -> object:
        match kind:
            case 2:
                return self._number(_rk(struct.unpack_from("<I", body, 8)[0]), style)
            case 5 | 9:
                return self._number(struct.unpack_from("<d", body, 8)[0], style)
            case 3 | 11:
                return ErrorCell(ERRORS.get(body[8], "#ERROR!"))
            case 4 | 10:
                return bool(body[8])
            case 7:
                return self._strings[struct.unpack_from("<I", body, 8)[0]]
            case 62:
                return _wide(body, 9)[0]
            case _:
                return _wide(body, 8)[0]

    def _number(self, number: float, style: int) -> object:
        if style not in self._dates:
            return number
        return from_serial(number, is_span=self._dates[style], from_1904=self._from_1904)

    def _read_strings(self) -> Iterator[str]:
        if "xl/sharedstrings.bin" in self._names:
            for kind, body in self._records("xl/sharedStrings.bin"):
                if kind == _STRING_ITEM:
                    yield _wide(body, 1)[0]

    def _read_dates(self) -> Mapping[int, bool]:
        """The cell styles that show dates; True for those that show spans of time."""
        codes: dict[int, str] = {}
        numbers: list[int] = []
        is_cell_style = False
        for kind, body in self._records("xl/styles.bin") if "xl/styles.bin" in self._names else ():
            is_cell_style = kind == _BEGIN_CELL_STYLES or (is_cell_style and kind != _END_CELL_STYLES)
            if kind == _FORMAT:
                codes[struct.unpack_from("<H", body)[0]] = _wide(body, 2)[0]
            elif kind == _CELL_STYLE and is_cell_style:
                numbers.append(struct.unpack_from("<H", body, 2)[0])
        formats = [(number, codes.get(number)) for number in numbers]
        return {style: is_span_format(*each) for style, each in enumerate(formats) if is_date_format(*each)}

    def _targets(self) -> Mapping[str, str]:
        targets: dict[str, str] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if attributes.get("Type", "").endswith("/worksheet"):
                target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
                targets[attributes.get("Id", "")] = target

        parse(self._archive.read(self._names["xl/_rels/workbook.bin.rels"]), start, None, None)
        return targets

    def _records(self, part: str) -> Iterator[tuple[int, bytes]]:
        """Number and body of each record of a part; a body that is cut off ends in IndexError or struct.error."""
        content = self._archive.read(self._names[part.lower()])
        at, end = 0, len(content)
        for _ in range(MAX_RECORDS):
            if at >= end:
                return
            kind, at = content[at], at + 1
            if kind & 0x80:
                kind, at = kind & 0x7F | (content[at] & 0x7F) << 7, at + 1
            length = shift = 0
            for _ in range(4):
                byte, at = content[at], at + 1
                length |= (byte & 0x7F) << shift
                shift += 7
                if not byte & 0x80:
                    break
            if at + length > end:
                raise damaged()
            yield kind, content[at : at + length]
            at += length
        raise too_large()


def _wide(body: bytes, at: int) -> tuple[str, int]:
    """A text that begins with its length, and where it ends."""
    (length,) = struct.unpack_from("<I", body, at)
    end = at + 4 + 2 * length
    if end > len(body):
        raise damaged()
    return body[at + 4 : end].decode("utf-16-le"), end


def _rk(packed: int) -> float:
    """The number in four bytes: a whole number or the upper half of a float, times or without a hundredth."""
    if packed & 2:
        number = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        (number,) = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))
    return number / 100 if packed & 1 else number
