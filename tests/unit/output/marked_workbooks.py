"""Workbooks to be marked up: one with all that Excel keeps in a package, and what can be asked of a copy."""

import io
import struct
import warnings
import zipfile
import zlib
from typing import Any

from openpyxl import load_workbook
from xlsxwriter import Workbook

from khuyenhoc_cli.findings.model import CellRef, Finding

SHEET = "Biểu 1"
OTHER = "Hội & O'Hara"
OLD_COMMENT = "Ghi chú cũ của người lập"

TEXT = Finding(
    "KH201",
    CellRef(SHEET, "C2"),
    "HV01",
    "Xã Hồ Sen",
    "1.200",
    "1200",
    because={"vi": "khớp với dòng Tổng cộng.", "en": "it fits the total."},
    detail={"label": "Tổng số hội viên"},
)
BLANK = Finding(
    "KH206",
    CellRef(SHEET, "F9"),
    "HV03",
    "Xã Gò Me",
    detail={"label": "Hội viên mới kết nạp", "unclear": "0 hay chưa có số liệu", "unclear_en": "0 or unknown"},
)
NOTE = Finding("KH304", CellRef(SHEET, "D4"), also=(CellRef(SHEET, "E4"), CellRef(OTHER, "A1")), detail={"count": 3})
LIKE_A_FORMULA = Finding(
    "KH207", CellRef(OTHER, "A1"), found='=HYPERLINK("x")\x0b', proposed="@Có", detail={"label": "Đã đại hội"}
)
WHOLE_FILE = Finding("KH107", detail={"sheet_name": "Biểu 5", "title": "Quỹ khuyến học"})
FINDINGS = (WHOLE_FILE, TEXT, NOTE, BLANK, LIKE_A_FORMULA)


def everything() -> bytes:
    """A workbook with macros, charts, sparklines, a button, header pictures, names, comments; two sheets selected."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.add_vba_project(io.BytesIO(b"a project"), is_stream=True)
        sheet, other = book.add_worksheet(SHEET), book.add_worksheet(OTHER)
        plain = {"num_format": "#,##0", "font_color": "blue", "bold": True, "locked": False, "align": "right"}
        style = book.add_format({**plain, "border": 1})
        sheet.write_row("A1", ["TT", "Đơn vị", "HV01", "HV02"])
        sheet.write_row("A2", [1, "Xã Hồ Sen"])
        sheet.write_row("C2", ["1.200", 120], style)
        sheet.write_row("A3", [2, "Xã Gò Me"])
        sheet.write_row("C3", [3000, 130], style)
        sheet.write_formula("C4", "=SUM(C2:C3)", style, 3000)
        sheet.write_comment("A1", "Ô khác")
        sheet.write_comment("C2", OLD_COMMENT)
        sheet.set_column("F:F", 20, style)
        sheet.write("G9", "sau ô trống")
        sheet.protect("mật khẩu")
        _adorn(book, sheet)
        other.write_number("A1", 1)
        other.merge_range("B2:C3", "gộp")
        book.define_name("TONG", f"='{SHEET}'!$C$4")
        other.activate()
        other.select()
        sheet.select()
    return stream.getvalue()


def _adorn(book: Any, sheet: Any) -> None:
    sheet.add_sparkline("H2", {"range": "C2:D2"})
    sheet.conditional_format("C2:C3", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("D2:D3", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.autofilter("A1:D3")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{SHEET}'!$C$2:$C$3"})
    sheet.insert_chart("H5", chart)
    sheet.insert_image("H20", "a.png", {"image_data": io.BytesIO(_picture())})
    sheet.set_header("&L&G", {"image_left": "a.png", "image_data_left": io.BytesIO(_picture())})
    sheet.insert_button("J1", {"caption": "Bấm vào đây"})


def _picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    pixels = zlib.compress(2 * (b"\0" + 2 * b"\xff\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The package with some parts of other content."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in {**parts(data), **changed}.items():
            archive.writestr(name, content)
    return stream.getvalue()


def opened(data: bytes, *, results: bool = False) -> Any:
    """The workbook through openpyxl: its formulas, or their results."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it would lose
        return load_workbook(io.BytesIO(data), data_only=results)


def saved(book: Any) -> bytes:
    """The workbook as openpyxl writes it."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cells(data: bytes, *, results: bool) -> dict[tuple[str, str], object]:
    """Every cell that holds something, but those of the list of tasks."""
    book = opened(data, results=results)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        if sheet.title != "Việc cần sửa"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
