"""What is refused before any reader opens it, and what is not."""

import io
import re
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePath

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart

from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.intake.grid import ErrorCell, UncalculatedCell
from khuyenhoc_cli.intake.guard import MAX_PART, Guarded, guard
from khuyenhoc_cli.intake.opening import read_workbook
from khuyenhoc_cli.intake.reader import Reading, read_return
from khuyenhoc_cli.intake.submission import Expected
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.units_file import parse_units
from tests.cases.case_file import UNITS, small_edition
from tests.unit.intake.formats import Drawn, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
EDITION = small_edition(["HV01", "HV02"], [])
EXPECTED = Expected(parse_units(UNITS).units[0], parse_units(UNITS), Period.parse("2024H1"))
SHEET = "xl/worksheets/sheet1.xml"
VALUE = b'<c r="C2" t="n"><v>1200</v></c>'


def clean() -> bytes:
    """A return of Huyện Đồi Thử, without a cover; C2 holds 1200."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    for row in (["TT", "Đơn vị", "HV01", "HV02"], [1, "Xã Hồ Sen", 1200, 120], [2, "Xã Gò Me", 3000, 130]):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(change: Callable[[str, bytes], tuple[str, bytes] | None], data: bytes | None = None) -> bytes:
    """The clean return with its parts changed; None leaves a part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data or clean())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (changed := change(name, old.read(name))) is not None:
                new.writestr(*changed)
    return out.getvalue()


def replaced(old: bytes, new: bytes, part: str = SHEET) -> bytes:
    """The clean return with one part's bytes replaced."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        assert name != part or old in content
        return name, content.replace(old, new) if name == part else content

    assert part in zipfile.ZipFile(io.BytesIO(clean())).namelist()
    return repacked(change)


def archive(**parts: bytes) -> bytes:
    """A zip with parts named with "__" for "/" and "_" for "."."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def read(data: bytes) -> Reading:
    return read_return(data, PurePath("2024H1_doi-thu.xlsx"), EDITION, EXPECTED)


FAILING: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a Word document": ("KH101", lambda: archive(word__document_xml=b"<w/>")),
    "PowerPoint slides": ("KH101", lambda: archive(ppt__presentation_xml=b"<p/>")),
    "an archive": ("KH101", lambda: archive(bao_cao_txt=b"x")),
    "another archive": ("KH101", lambda: b"Rar!\x1a\x07\x00" + bytes(100)),
    "an old Word document": ("KH101", lambda: container("WordDocument")),
    "old slides": ("KH101", lambda: container("PowerPoint Document")),
    "a message": ("KH101", lambda: container("__nameid_version1.0")),
    "an OpenDocument text": (
        "KH101",
        lambda: archive(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<a/>"),
    ),
    "a PDF": ("KH101", lambda: b"%PDF-1.7\n"),
    "a picture": ("KH101", lambda: b"\xff\xd8\xff\xe0 JFIF"),
    "a letter": ("KH101", lambda: "Kính gửi Hội Khuyến học tỉnh\nSố liệu gửi sau".encode()),
    "a password": ("KH102", lambda: container("EncryptedPackage")),
    "a password on an OpenDocument": ("KH102", lambda: with_password_ods()),
    "nothing at all": ("KH103", lambda: b""),
    "only zeros": ("KH103", lambda: b"\x00" * 4096),
    "a part that fails its checksum": ("KH103", lambda: with_broken_checksum()),
    "the beginning of an old workbook": ("KH103", lambda: OLE),
    "Excel 97 without a workbook in it": ("KH103", lambda: container("Workbook")),
    "Excel binary without a workbook in it": ("KH103", lambda: archive(xl__workbook_bin=b"x")),
    "OpenDocument without sheets in it": ("KH103", lambda: archive(content_xml=b"<office", mimetype=b"spreadsheet")),
    "separated text": ("KH104", lambda: "ma;ten\n1;Hồ Sen\n".encode()),
    "Excel XML 2003": (
        "KH104",
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ),
    "OpenDocument in one XML file": (
        "KH104",
        lambda: (
            b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
        ),
    ),
    "a web page": ("KH112", lambda: b"\xef\xbb\xbf  <!DOCTYPE html><html><table></table></html>"),
    "a web page of two-byte letters": ("KH112", lambda: "<html><table></table></html>".encode("utf-16")),
    "a web page as Excel writes it": ("KH112", lambda: b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"),
    "two sheets of one name": ("KH105", lambda: with_twins()),
    "a far cell": ("KH105", lambda: replaced(VALUE, b'<c r="XFD1048576"><v>1</v></c>')),
    "a far cell in single quotes": ("KH105", lambda: replaced(VALUE, b"<c r='XFD1048576'><v>1</v></c>")),
    "a far cell in lower case": ("KH105", lambda: replaced(VALUE, b'<c r="xfd1048576"><v>1</v></c>')),
    "a far column": ("KH105", lambda: replaced(VALUE, b'<c r="AAA2"><v>1</v></c>')),
    "a cell in the first row that is too far": (
        "KH105",
        lambda: replaced(b"</sheetData>", b'<row r="20000"><c r="A20000"><v>1</v></c></row></sheetData>'),
    ),
    "a far row without cell names": ("KH105", lambda: replaced(b'<row r="2"', b'<row r="1000000"')),
    "a far cell behind an entity": ("KH105", lambda: replaced(VALUE, b'<c r="XF&#68;1048576"><v>1</v></c>')),
    "a far cell in a sheet that lies elsewhere": ("KH105", lambda: with_sheet_elsewhere()),
    "a DTD": ("KH105", lambda: replaced(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet')),
    "a UTF-16 part": ("KH105", lambda: replaced(b"<worksheet", b"\xff\xfe<worksheet")),
    "a part that inflates": ("KH105", lambda: replaced(VALUE, VALUE + b" " * (MAX_PART + 1))),
    "many parts that inflate": ("KH105", lambda: with_added(b" " * (60 << 20), times=3)),
    "too many parts": ("KH105", lambda: with_added(b"x", times=2001)),
    "a huge file": ("KH105", lambda: b"PK\x03\x04" + b"\x00" * (33 << 20)),
}


def container(*names: str) -> bytes:
    """The container of the old formats, or what looks like it from afar, with these streams."""
    return OLE + b"".join(name.encode("utf-16-le") for name in ("Root Entry", *names))


def with_password_ods() -> bytes:
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    return archive(mimetype=b"spreadsheet", **{"META-INF__manifest_xml": manifest})


def with_twins() -> bytes:
    book = load_workbook(io.BytesIO(clean()))
    book.copy_worksheet(book.active).title = "Biểu 2"
    stream = io.BytesIO()
    book.save(stream)

    def same_name(name: str, content: bytes) -> tuple[str, bytes]:
        return name, content.replace("Biểu 2".encode(), "Biểu 1".encode()) if name == "xl/workbook.xml" else content

    return repacked(same_name, stream.getvalue())


def with_broken_checksum() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(clean())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue().replace(b"<v>1200</v>", b"<v>9200</v>")


def with_sheet_elsewhere() -> bytes:
    def move(name: str, content: bytes) -> tuple[str, bytes]:
        content = content.replace(b"/xl/worksheets/sheet1.xml", b"/daten/sheet1.dat")
        if name != SHEET:
            return name, content
        return "daten/sheet1.dat", content.replace(VALUE, b'<c r="XFD1048576"><v>1</v></c>')

    return repacked(move)


def with_added(content: bytes, times: int) -> bytes:
    out = io.BytesIO(clean())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for number in range(times):
            new.writestr(f"xl/added{number}.xml", content)
    return out.getvalue()


@pytest.mark.parametrize("name", FAILING)
def test_what_is_no_workbook_or_no_safe_one_is_answered_with_one_finding(name: str) -> None:
    code, make = FAILING[name]
    reading = read(make())
    assert reading.submission is None
    (finding,) = reading.findings
    assert (finding.code, finding.at) == (code, None)
    for language in ("vi", "en"):
        assert "{" not in finding.message(language) + finding.fix(language)


# the codes that a harmless thing might be mistaken for
PASSING: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a plain workbook": ("KH101 KH102 KH103 KH104 KH112 KH113 KH116", clean),
    "hidden headings": ("KH105 KH114", lambda: replaced(b'<row r="1"', b'<row r="1" hidden="1"')),
    "a hidden column of numbers that are no figures": (
        "KH114",
        lambda: with_columns(b'<col min="1" max="1" hidden="1"/>'),
    ),
    "a hidden row without figures": (
        "KH114",
        lambda: replaced(b"</sheetData>", b'<row r="9" hidden="1"><c r="A9"><v>7</v></c></row></sheetData>'),
    ),
    "a hidden sheet without figures": ("KH116", lambda: with_second_sheet("hidden")),
    "rows drawn down to the end of the sheet": (
        "KH105",
        lambda: replaced(b"</sheetData>", b'<row r="1048576"><c r="C1048576" s="1"/></row></sheetData>'),
    ),
    "a link that no figure uses": ("KH115", lambda: with_link("[1]Biểu!A1", at="A2")),
    "a column of a table named by a number": ("KH115", lambda: with_link("SUM(Bang[1])")),
    "a module's name in a text": ("KH112 KH113", lambda: with_added(b"<html>vbaProject.bin</html>", times=1)),
    "an empty row at the very end": (
        "KH105",
        lambda: replaced(b"</sheetData>", b'<row r="1048576" ht="12.8" customHeight="1"></row></sheetData>'),
    ),
    "a far range beside the cells": (
        "KH105",
        lambda: replaced(b"</sheetData>", b'</sheetData><sheetProtection r="XFD1048576"/>'),
    ),
}


@pytest.mark.parametrize("name", PASSING)
def test_what_looks_odd_but_is_not_is_read(name: str) -> None:
    reading = read(PASSING[name][1]())
    assert reading.findings == ()
    assert reading.submission is not None
    assert reading.submission.by_unit() == {
        "90201": {"HV01": 1200, "HV02": 120},
        "90202": {"HV01": 3000, "HV02": 130},
    }


# what is said of a file that is read all the same: the code, its cell and the others it names
NOTED: dict[str, tuple[str, str | None, tuple[str, ...], Callable[[], bytes]]] = {
    "macros": ("KH113", None, (), lambda: with_part("xl/vbaProject.bin", b"x")),
    "old macros": ("KH113", None, (), lambda: with_part("xl/macrosheets/sheet1.xml", b"<x/>")),
    "a hidden row": ("KH114", "C2", (), lambda: replaced(b'<row r="2"', b'<row r="2" hidden="1"')),
    "hidden rows": (
        "KH114",
        "C2",
        ("C3",),
        lambda: repacked(lambda name, part: (name, re.sub(rb'<row r="([23])"', rb'<row r="\1" hidden="true"', part))),
    ),
    "a hidden column": ("KH114", "D2", (), lambda: with_columns(b'<col min="4" max="16384" hidden="1"/>')),
    "a hidden sheet": ("KH116", "C2", (), lambda: replaced(b'state="visible"', b'state="hidden"', "xl/workbook.xml")),
    "a very hidden sheet": (
        "KH116",
        "C2",
        (),
        lambda: replaced(b'state="visible"', b'state="veryHidden"', "xl/workbook.xml"),
    ),
    "a figure from another file": ("KH115", "C2", (), lambda: with_link("[1]Sheet1!B5+1")),
    "a figure from a file with a long name": ("KH115", "C2", (), lambda: with_link("'[2]Biểu số 1'!B5")),
}


def with_part(name: str, content: bytes, data: bytes | None = None) -> bytes:
    out = io.BytesIO(data or clean())
    with zipfile.ZipFile(out, "a") as new:
        new.writestr(name, content)
    return out.getvalue()


def with_columns(columns: bytes) -> bytes:
    return replaced(b"<sheetData>", b"<cols>" + columns + b"</cols><sheetData>")


def with_link(formula: str, at: str = "C2") -> bytes:
    """The clean return with this formula, whose result is what stood there, and the part such links need."""
    cell = b'<c r="%b"><f>%b</f><v>1200</v></c>' % (at.encode(), formula.encode())
    first = b'<c r="A2" t="n"><v>1</v></c>'
    data = replaced(VALUE, cell) if at == "C2" else replaced(first, cell)
    return with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>", data)


def with_second_sheet(state: str) -> bytes:
    book = load_workbook(io.BytesIO(clean()))
    other = book.create_sheet("Ghi chú")
    other.sheet_state = state
    other["A1"], other["B1"] = "Năm", 2024
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", NOTED)
def test_what_is_odd_about_a_file_is_said_and_its_figures_are_read(name: str) -> None:
    code, cell, also, make = NOTED[name]
    reading = read(make())
    assert reading.submission is not None
    assert reading.submission.by_unit()["90201"] == {"HV01": 1200, "HV02": 120}
    (finding,) = reading.findings
    assert (finding.code, finding.at and finding.at.cell, tuple(at.cell for at in finding.also)) == (code, cell, also)
    for language in ("vi", "en"):
        assert "{" not in finding.message(language) + finding.fix(language)


def test_a_large_table_is_not_refused() -> None:
    last = b'<row r="19999"><c r="ZZ19999" t="n"><v>1</v></c></row></sheetData>'
    assert isinstance(guard(replaced(b"</sheetData>", last)), Guarded)


@pytest.mark.parametrize("share", range(1, 100, 3))
def test_a_file_cut_off_anywhere_is_damaged(share: int) -> None:
    data = clean()
    reading = read(data[: len(data) * share // 100])
    assert [finding.code for finding in reading.findings] == ["KH103"]


def test_a_zip_that_lies_about_its_sizes_ends_in_a_finding_and_little_memory() -> None:
    liar = lying_zip(b'<worksheet><sheetData><row r="1">' + b" " * (200 << 20), says=1000)
    tracemalloc.start()
    reading = read(liar)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [finding.code for finding in reading.findings] == ["KH103"]
    assert peak < MAX_PART


def lying_zip(content: bytes, says: int) -> bytes:
    """A workbook whose sheet says it is small, in its local header and in the directory alike."""
    data = bytearray(repacked(lambda name, old: (name, content if name == SHEET else old)))
    real = struct.pack("<L", len(content))
    assert data.count(real) == 2
    return bytes(data.replace(real, struct.pack("<L", says)))


CELLS: dict[str, tuple[bytes, object]] = {
    "error": (b'<c r="C2" t="e"><v>#REF!</v></c>', ErrorCell("#REF!")),
    "error with a formula": (b'<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ErrorCell("#DIV/0!")),
    "error of newer programs": (b'<c r="C2" t="e"><f>A1:A3</f><v>#SPILL!</v></c>', ErrorCell("#SPILL!")),
    "error of LibreOffice": (b"<c r='C2' t='e'><f>x</f><v>Err:502</v></c>", ErrorCell("Err:502")),
    "never calculated": (b'<c r="C2"><f>1+1</f></c>', UncalculatedCell("=1+1")),
    "never calculated, empty value": (b'<c r="C2"><f>1+1</f><v></v></c>', UncalculatedCell("=1+1")),
    "never calculated, closed value": (b'<c r="C2"><f>1+1</f><v/></c>', UncalculatedCell("=1+1")),
    "never calculated, array": (b'<c r="C2"><f t="array" ref="C2">SUM(C3)</f><v/></c>', UncalculatedCell("=SUM(C3)")),
    "an empty text is a result": (b'<c r="C2" t="str"><f>IF(1,"","")</f><v></v></c>', ""),
    "an empty text is a result, closed": (b'<c r="C2" t="str"><f>""</f><v/></c>', ""),
    "a result": (b'<c r="C2"><f>1+1</f><v>2</v></c>', 2.0),
    "a text result": (b'<c r="C2" t="str"><f>"a"</f><v>a</v></c>', "a"),
    "inline text": (b'<c r="C2" t="inlineStr"><is><t>533.903</t></is></c>', "533.903"),
    "inline rich text": (b'<c r="C2" t="inlineStr"><is><r><t>53</t></r><r><t>3</t></r></is></c>', "533"),
    "true": (b'<c r="C2" t="b"><v>1</v></c>', True),
}


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("prefixed", [False, True], ids=["plain", "prefixed"])
def test_a_cell_is_read_as_what_it_is(name: str, prefixed: bool) -> None:
    xml, value = CELLS[name]
    data = replaced(VALUE, xml)
    book = guard(with_prefixes(data) if prefixed else data)
    assert isinstance(book, Guarded)
    (grid,) = read_workbook(book).grids
    assert grid.rows[1] == (1, "Xã Hồ Sen", value, 120)
    assert grid.ref(1, 2) == CellRef("Biểu 1", "C2")


def with_prefixes(data: bytes) -> bytes:
    """The same workbook as some programs write it: <x:worksheet>, <x:c>, <x:f> …"""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name == SHEET:
            content = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", content).replace(b"xmlns=", b"xmlns:x=")
        return name, content

    return repacked(change, data)


def test_rich_text_in_shared_strings_is_one_name() -> None:
    rows = [["TT", "Đơn vị", "HV01", "HV02"], [1, "Xã Hồ Sen", 1200, 120], [2, "Xã Gò Me", 3000, 130]]
    plain = "<si><t>Xã Hồ Sen</t></si>".encode()
    rich = "<si><r><t xml:space='preserve'>Xã </t></r><r><rPr><b/></rPr><t>Hồ Sen</t></r></si>".encode()

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        assert name != "xl/sharedStrings.xml" or plain in content
        return name, content.replace(plain, rich)

    data = repacked(change, xlsx([Drawn("Biểu 1", rows)]))
    assert rich in zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml")
    assert read(data).findings == ()
    with_error = repacked(lambda name, part: (name, part.replace(b"<v>130</v>", b"<f>1</f>")), data)
    assert [(finding.code, finding.at) for finding in read(with_error).findings] == [("KH205", CellRef("Biểu 1", "D3"))]


def test_strings_and_cells_are_found_however_a_program_writes_them() -> None:
    """Prefixed tags, no addresses, strings in a part of another name: one reader or the other makes sense of each."""
    rows = [["TT", "Đơn vị", "HV01", "HV02"], [1, "Xã Hồ Sen", 1200, 120], [2, "Xã Gò Me", 3000, 130]]
    data = xlsx([Drawn("Biểu 1", rows)])

    def moved(name: str, content: bytes) -> tuple[str, bytes]:
        content = content.replace(b"sharedStrings.xml", b"chuoi.xml")
        return name.replace("sharedStrings.xml", "chuoi.xml"), re.sub(rb'<(c|row) r="[A-Z0-9]+"', rb"<\1", content)

    for written in (data, with_prefixes(data), repacked(moved, data)):
        reading = read(written)
        assert reading.findings == ()
        assert reading.submission is not None
        assert reading.submission.by_unit() == {
            "90201": {"HV01": 1200, "HV02": 120},
            "90202": {"HV01": 3000, "HV02": 130},
        }


@pytest.mark.parametrize("number", [b"NaN", b"12abc", b"1e999"])
def test_a_number_that_is_none_costs_its_cell_and_not_its_file(number: bytes) -> None:
    reading = read(replaced(VALUE, b'<c r="C2" t="n"><v>' + number + b"</v></c>"))
    assert [finding.code for finding in reading.findings] in (["KH201"], ["KH204"])


def test_an_error_cell_keeps_the_file_readable() -> None:
    reading = read(replaced(VALUE, CELLS["error of newer programs"][0]))
    assert [(f.code, f.at, f.found) for f in reading.findings] == [("KH204", CellRef("Biểu 1", "C2"), "#SPILL!")]


def test_a_sheet_with_a_chart_only_is_passed_over() -> None:
    book = Workbook()
    book.active.title = "Biểu 1"
    for row in (["TT", "Đơn vị", "HV01", "HV02"], [1, "Xã Hồ Sen", "=1+1", 0], [2, "Xã Gò Me", 3000, 130]):
        book.active.append(row)
    book.create_chartsheet("Biểu đồ").add_chart(BarChart())
    stream = io.BytesIO()
    book.save(stream)
    assert [finding.code for finding in read(stream.getvalue()).findings] == ["KH205"]


def test_checksum_errors_are_found_though_the_reader_would_not_mind() -> None:
    assert guard(with_broken_checksum()) == Finding("KH103")


FUZZ = Path(__file__).with_name("fuzzing.py")


def test_no_mutation_of_a_real_return_raises_or_ends_the_process() -> None:
    done = subprocess.run([sys.executable, str(FUZZ)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) >= 300
