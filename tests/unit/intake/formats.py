"""One drawn workbook in the four formats that are read: .xlsx, .xls, .xlsb, .ods.

No library writes .xlsb or is worth its weight for .ods, so both are written by hand here: as little as a reader needs.
"""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import xlwt
from xlsxwriter import Workbook

ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True)
class Drawn:
    """A sheet: its cells row by row (None is empty, an error is its text), and what is hidden, counted from zero."""

    name: str
    rows: Sequence[Sequence[object]]
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    is_hidden: bool = False

    def cells(self) -> Iterator[tuple[int, int, object]]:
        for row, values in enumerate(self.rows):
            yield from ((row, column, value) for column, value in enumerate(values) if value is not None)


def xlsx(sheets: Sequence[Drawn]) -> bytes:
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        for drawn in sheets:
            sheet = book.add_worksheet(drawn.name)
            for row, column, value in drawn.cells():
                if value in ERRORS:
                    sheet.write_formula(row, column, "=1/0", None, value)
                else:
                    sheet.write(row, column, value)
            for row in drawn.hidden_rows:
                sheet.set_row(row, None, None, {"hidden": True})
            for column in drawn.hidden_columns:
                sheet.set_column(column, column, None, None, {"hidden": True})
            if drawn.is_hidden:
                sheet.hide()
        next(sheet for sheet, drawn in zip(book.worksheets(), sheets, strict=True) if not drawn.is_hidden).activate()
    return stream.getvalue()


def xls(sheets: Sequence[Drawn]) -> bytes:
    book = xlwt.Workbook()
    as_date = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for drawn in sheets:
        sheet = book.add_sheet(drawn.name)
        sheet.visibility = int(drawn.is_hidden)
        for row, column, value in drawn.cells():
            if value in ERRORS:
                sheet.row(row).set_cell_error(column, ERRORS[str(value)])
            else:
                sheet.write(row, column, value, *[as_date] * isinstance(value, date))
        for row in drawn.hidden_rows:
            sheet.row(row).hidden = True
        for column in drawn.hidden_columns:
            sheet.col(column).hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsb(sheets: Sequence[Drawn]) -> bytes:
    """[MS-XLSB]: records of a number, a length and a body."""
    strings: dict[str, int] = {}
    parts = {f"xl/worksheets/sheet{n}.bin": _sheet_bin(drawn, strings) for n, drawn in enumerate(sheets, 1)}
    bundle = [
        record(156, struct.pack("<II", int(drawn.is_hidden), n) + wide(f"rId{n}") + wide(drawn.name))
        for n, drawn in enumerate(sheets, 1)
    ]
    parts["xl/workbook.bin"] = record(131) + record(143) + b"".join(bundle) + record(144) + record(132)
    parts["xl/_rels/workbook.bin.rels"] = relations(len(sheets))
    items = b"".join(record(19, b"\0" + wide(text)) for text in strings)
    parts["xl/sharedStrings.bin"] = record(159, struct.pack("<II", len(strings), len(strings))) + items + record(160)
    formats = record(615, struct.pack("<I", 1)) + record(44, struct.pack("<H", 164) + wide("dd/mm/yyyy")) + record(616)
    styles = b"".join(record(47, struct.pack("<HH12x", 0, number)) for number in (0, 164))
    parts["xl/styles.bin"] = record(278) + formats + record(617, struct.pack("<I", 2)) + styles + record(618)
    return zipped(parts)


def _sheet_bin(drawn: Drawn, strings: dict[str, int]) -> bytes:
    columns = [record(60, struct.pack("<4IH", column, column, 2560, 0, 1)) for column in drawn.hidden_columns]
    edges = record(148, struct.pack("<4I", 0, len(drawn.rows) - 1, 0, max(map(len, drawn.rows)) - 1))
    body = [record(129), edges, *columns, record(145)]
    for row, values in enumerate(drawn.rows):
        flags = 0x10 if row in drawn.hidden_rows else 0
        body.append(record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, flags, 0, 0)))
        for column, value in enumerate(values):
            if value is not None:
                body.append(_cell_bin(column, value, strings))
    return b"".join([*body, record(146), record(130)])


def _cell_bin(column: int, value: object, strings: dict[str, int]) -> bytes:
    head = struct.pack("<II", column, int(isinstance(value, date)))
    match value:
        case bool():
            return record(4, head + bytes([value]))
        case str() if value in ERRORS:
            return record(3, head + bytes([ERRORS[value]]))
        case str():
            return record(7, head + struct.pack("<I", strings.setdefault(value, len(strings))))
        case date():
            return record(5, head + struct.pack("<d", (value - _EPOCH).days))
        case int() if abs(value) < 1 << 29:
            return record(2, head + struct.pack("<i", value << 2 | 2))
        case _:
            return record(5, head + struct.pack("<d", value))


def record(number: int, body: bytes = b"") -> bytes:
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    length, left = bytearray(), len(body)
    while left >= 128:
        length.append(left & 0x7F | 0x80)
        left >>= 7
    return head + bytes([*length, left]) + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def relations(sheets: int) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    each = (f'<Relationship Id="rId{n}" Type="{kind}" Target="worksheets/sheet{n}.bin"/>' for n in range(1, sheets + 1))
    return f'<Relationships xmlns="{space}">{"".join(each)}</Relationships>'.encode()


def ods(sheets: Sequence[Drawn]) -> bytes:
    tables = "".join(_table(drawn) for drawn in sheets)
    return ods_of(tables)


def ods_of(tables: str) -> bytes:
    """An OpenDocument with these tables; the style "unseen" hides one."""
    names = ("office", "style", "table", "text")
    spaces = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    style = '<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.3">'
        f"<office:automatic-styles>{style}</style:style></office:automatic-styles><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "META-INF/manifest.xml": b"<manifest/>", "content.xml": content.encode()})


def _table(drawn: Drawn) -> str:
    width = max(map(len, drawn.rows))
    columns = "".join(f"<table:table-column{_unseen(column in drawn.hidden_columns)}/>" for column in range(width))
    rows = "".join(
        f"<table:table-row{_unseen(row in drawn.hidden_rows)}>{''.join(map(_cell_xml, values))}</table:table-row>"
        for row, values in enumerate(drawn.rows)
    )
    style = ' table:style-name="unseen"' if drawn.is_hidden else ""
    return f"<table:table table:name={quoteattr(drawn.name)}{style}>{columns}{rows}</table:table>"


def _unseen(hidden: bool) -> str:
    return ' table:visibility="collapse"' if hidden else ""


def _cell_xml(value: object) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case bool():
            kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        case str() if value in ERRORS:
            kind = 'table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"'
        case str():
            kind = 'office:value-type="string"'
        case date():
            kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case _:
            kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


FORMATS: dict[str, Callable[[Sequence[Drawn]], bytes]] = {"xlsx": xlsx, "xls": xls, "xlsb": xlsb, "ods": ods}
