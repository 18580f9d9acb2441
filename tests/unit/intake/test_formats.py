"""One return in four formats says the same thing about the same cells."""

import io
import re
import struct
import zipfile
from datetime import date, datetime
from pathlib import Path, PurePath

import pytest
import xlwt
from python_calamine import CalamineWorkbook

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.grid import ErrorCell, Grid, UncalculatedCell
from khuyenhoc_cli.intake.guard import Guarded, guard
from khuyenhoc_cli.intake.opening import read_workbook
from khuyenhoc_cli.intake.reader import Reading, read_return
from khuyenhoc_cli.intake.submission import Expected
from khuyenhoc_cli.intake.xlsx import XlsxFile
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.units_file import parse_units
from tests.cases.case_file import UNITS, small_edition
from tests.unit.intake.formats import FORMATS, Drawn, ods_of, zipped

ROOT = Path(__file__).parents[3]
EDITION = small_edition(["HV01", "HV02"], [])
EXPECTED = Expected(parse_units(UNITS).units[0], parse_units(UNITS), Period.parse("2024H1"))
COVER = Drawn("Bìa", [[], [], [], ["Đơn vị", "Huyện Đồi Thử"], ["Kỳ báo cáo", "2024H1"]])
HEADING = ["TT", "Đơn vị", "HV01", "HV02"]
CLEAN = Drawn("Biểu 1", [HEADING, [1, "Xã Hồ Sen", 1200, 120], [2, "Xã Gò Me", 3000, 130]])
SHEETS = {
    "clean": [COVER, CLEAN],
    "text and a negative number": [
        COVER,
        Drawn("Biểu 1", [[], HEADING, [1, "Xã Hồ Sen", "1.200", -120], [2, "Xã Gò Me", "3000", None]]),
    ],
    "errors, dates, truth": [
        COVER,
        Drawn("Biểu 1", [HEADING, [1, "Xã Hồ Sen", "#REF!", date(2024, 4, 3)], [2, "Xã Gò Me", True, 0.13]]),
    ],
    "a name nobody knows": [
        COVER,
        Drawn("Biểu 1", [HEADING, [1, "Xã Hồ Xen", 1200, 120], [2, "Xã Gò Me", "#DIV/0!", "#N/A"]]),
    ],
    "hidden rows and columns": [
        COVER,
        Drawn("Biểu 1", CLEAN.rows, hidden_rows=(2,), hidden_columns=(0, 3)),
    ],
    "a hidden sheet": [COVER, Drawn("Biểu 1", CLEAN.rows, is_hidden=True), Drawn("Ghi chú", [["Năm", 2024]])],
}
# At least these are found; that the other formats find the same is what is tested.
FOUND = {
    "clean": set(),
    "text and a negative number": {"KH201", "KH209", "KH206"},
    "errors, dates, truth": {"KH204", "KH208", "KH202"},
    "a name nobody knows": {"KH704", "KH204"},
    "hidden rows and columns": {"KH114"},
    "a hidden sheet": {"KH116"},
}


def read(data: bytes) -> Reading:
    return read_return(data, PurePath("bao-cao.xlsx"), EDITION, EXPECTED)


def grids(data: bytes) -> tuple[Grid, ...]:
    guarded = guard(data)
    assert isinstance(guarded, Guarded)
    return read_workbook(guarded).grids


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("kind", ["xls", "xlsb", "ods"])
def test_an_old_format_says_what_the_new_one_says(name: str, kind: str) -> None:
    new, old = read(FORMATS["xlsx"](SHEETS[name])), read(FORMATS[kind](SHEETS[name]))
    assert old == new
    assert {finding.code for finding in new.findings} >= FOUND[name]
    assert new.submission is not None
    assert grids(FORMATS[kind](SHEETS[name])) == grids(FORMATS["xlsx"](SHEETS[name]))


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_hidden_is_named_row_by_row(kind: str) -> None:
    (finding,) = read(FORMATS[kind](SHEETS["hidden rows and columns"])).findings
    assert finding.at == CellRef("Biểu 1", "D2")
    assert finding.also == (CellRef("Biểu 1", "C3"),)
    assert finding.message().startswith("Cột D đang bị ẩn")


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_of_cell_is_told(kind: str) -> None:
    row = ["chữ & <ký hiệu>", 5, 0.25, 1e15, -7, True, False, date(2024, 6, 30), *("#NULL!", "#NUM!", "#NAME?")]
    (grid,) = grids(FORMATS[kind]([Drawn("Tờ “một”", [[None, None], [None, *row]])]))
    assert grid.sheet == "Tờ “một”"
    assert grid.rows == (("",) * 12, ("", *row[:8], *map(ErrorCell, row[8:])))


def test_the_hand_written_binary_format_is_what_another_reader_takes_it_for() -> None:
    sheets = [CLEAN, Drawn("Ngày", [[date(2024, 6, 30), True, "Xã Gò Me", 1.5, 123456]])]
    book = CalamineWorkbook.from_filelike(io.BytesIO(FORMATS["xlsb"](sheets)))
    assert [book.get_sheet_by_name(sheet.name).to_python() for sheet in sheets] == [
        [list(row) for row in sheet.rows] for sheet in sheets
    ]


# Shortened: "row" and "cell" are table:table-row and table:table-cell, "7" is a cell that holds seven.
ODS_TABLES: dict[str, tuple[str, tuple[tuple[object, ...], ...]]] = {
    "repeated cells": (
        '<row table:number-rows-repeated="2"><7 table:number-columns-repeated="2"/></row>',
        ((7, 7), (7, 7)),
    ),
    "emptiness to the end": (
        '<row><7/><cell table:number-columns-repeated="16383"/></row>'
        '<row table:number-rows-repeated="1048575"><cell table:number-columns-repeated="16384"/></row>',
        ((7,),),
    ),
    "empty cells between": (
        '<row table:number-rows-repeated="2"><cell/></row><row><cell table:number-columns-repeated="2"/><7/></row>',
        (("", "", ""), ("", "", ""), ("", "", 7)),
    ),
    "a comment is no value": (
        '<row><cell office:value-type="string"><office:annotation><text:p>của ai?</text:p></office:annotation>'
        '<text:p>Xã <text:span>Gò</text:span><text:s text:c="2"/>Me</text:p></cell></row>',
        (("Xã Gò  Me",),),
    ),
    "an empty text is a result": (
        '<row><cell table:formula="of:=IF([.A9];&quot;&quot;;1)"><text:p/></cell><7/></row>',
        (("", 7),),
    ),
    "a formula without a result": (
        '<row><cell table:formula="of:=[.A9]+1"/></row>',
        ((UncalculatedCell("=A9+1"),),),
    ),
    "a moment": (
        '<row><cell office:value-type="date" office:date-value="2024-06-30T07:30:00"/></row>',
        ((datetime(2024, 6, 30, 7, 30),),),
    ),
    "an error of LibreOffice": (
        '<row><cell table:formula="of:=x" office:value-type="string"><text:p>Err:502</text:p></cell></row>',
        ((ErrorCell("Err:502"),),),
    ),
}


def table(rows: str) -> bytes:
    """The workbook whose one table has these rows, written as in ODS_TABLES."""
    rows = re.sub(r"<7([^>]*)/>", r'<cell office:value-type="float" office:value="7"\1><text:p>7</text:p></cell>', rows)
    rows = re.sub(r"<(/?)(row|cell)\b", r"<\1table:table-\2", rows)
    return ods_of(f'<table:table table:name="Biểu 1">{rows}</table:table>')


@pytest.mark.parametrize("name", ODS_TABLES)
def test_an_opendocument_table_is_read_as_it_stands(name: str) -> None:
    rows, expected = ODS_TABLES[name]
    (grid,) = grids(table(rows))
    assert grid.rows == expected


def test_formulas_of_opendocument_are_told_as_excel_writes_them() -> None:
    link = "'file:///so-lieu.ods'#$Sheet1.A1"
    data = table(f'<row><7 table:formula="of:=SUM([.C2:.C3];[$Biểu2.D4])"/><7 table:formula="of:={link}"/></row>')
    guarded = guard(data)
    assert isinstance(guarded, Guarded)
    workbook = read_workbook(guarded)
    assert workbook.formula(CellRef("Biểu 1", "A1")) == "SUM(C2:C3,Biểu2!D4)"
    assert workbook.formula(CellRef("Biểu 1", "C1")) is None
    assert [workbook.is_external(CellRef("Biểu 1", cell)) for cell in ("A1", "B1")] == [False, True]


def old_workbook(*formulas: str) -> bytes:
    """The records of an .xls, without a container, with these formulas in C1 and below."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Biểu 1")
    for row, formula in enumerate(formulas):
        sheet.write(row, 1, 7)
        sheet.write(row, 2, xlwt.Formula(formula))
    return bytes(book.get_biff_data())


def with_shared_formula(data: bytes) -> bytes:
    """C1 and C2 follow one formula that says "twice the cell to the left", as Excel stores what is filled down."""
    for row in range(2):
        head = struct.pack("<HHHH", 0x06, 0, row, 2)
        at = next(m.start() for m in re.finditer(rb"\x06\x00..", data, re.DOTALL) if data[m.end() :][:4] == head[4:])
        (length,) = struct.unpack_from("<H", data, at + 2)
        body = data[at + 4 : at + 4 + 20] + struct.pack("<HBHH", 5, 0x01, 0, 2)
        formula = struct.pack("<HH", 0x06, len(body)) + body
        if row == 0:
            tokens = struct.pack("<BHHBHB", 0x4C, 0, 0xC0FF, 0x1E, 2, 0x05)
            shared = struct.pack("<HHBBBBH", 0, 1, 2, 2, 0, 2, len(tokens)) + tokens
            formula += struct.pack("<HH", 0x04BC, len(shared)) + shared
        data = data[:at] + formula + data[at + 4 + length :]
    return data


def formulas(data: bytes, *cells: str) -> list[str | None]:
    guarded = guard(data)
    assert isinstance(guarded, Guarded)
    workbook = read_workbook(guarded)
    return [workbook.formula(CellRef("Biểu 1", cell)) for cell in cells]


def test_formulas_of_old_workbooks_are_told_in_words() -> None:
    data = old_workbook("SUM(B1:B9)", "IF(B2>0;B2;0)")
    assert formulas(data, "C1", "C2", "B1") == ["SUM(B1:B9)", "IF(B2>0.0,B2,0.0)", None]


def test_a_formula_that_old_cells_share_is_told_for_each_of_them() -> None:
    data = with_shared_formula(old_workbook("B1*2", "B2*2", "B3*3"))
    assert formulas(data, "C1", "C2", "C3") == ["B1*2.0", "B2*2.0", "B3*3.0"]


def test_a_formula_that_new_cells_share_is_told_for_each_of_them() -> None:
    data = with_shared(FORMATS["xlsx"]([Drawn("Biểu 1", [[None, 7, 14], [None, 8, 16]])]))
    assert formulas(data, "C1", "C2", "B1") == ["B1*2", "B2*2", None]


@pytest.mark.parametrize("name", ["2024H1_lak", "2024H1_khoi-truc-thuoc-tinh-hoi", "2023H1_buon-ma-thuot"])
def test_the_careful_reader_sees_what_the_fast_one_sees(name: str) -> None:
    """Two readers that share nothing: a mistake of either shows."""
    data = (ROOT / "sample_returns" / name[:6] / f"{name}.xlsx").read_bytes()
    file = XlsxFile(data)
    assert tuple(sheet.grid() for sheet in map(file.sheet, file.parts) if sheet) == grids(data)


def with_shared(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    for cell, formula in (("C1", b'<f t="shared" ref="C1:C2" si="0">B1*2</f>'), ("C2", b'<f t="shared" si="0"/>')):
        sheet = re.sub(rb'(<c r="%b"[^>]*>)' % cell.encode(), rb"\1" + formula, sheet)
    return zipped({**parts, "xl/worksheets/sheet1.xml": sheet})
