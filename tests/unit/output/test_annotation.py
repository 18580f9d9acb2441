"""Marked-up copies of .xlsx and .xlsm: the marks are there, and all else is as it was."""

import io
import re
import time
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.editions import edition_for
from khuyenhoc_cli.forms.task_sheet import CELL, CODE, EXPLANATION, SHEET, TASK_SHEET
from khuyenhoc_cli.intake.reader import Reading, read_return
from khuyenhoc_cli.intake.submission import Expected
from khuyenhoc_cli.output.annotation.package import NotPatchableError
from khuyenhoc_cli.output.annotation.patching import annotate
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.workspace import open_workspace
from tests.unit.output import marked_workbooks as given_

ROOT = Path(__file__).parents[3]
KRONG_NANG = (ROOT / "sample_returns/2024H1/2024H1_krong-nang.xlsx").read_bytes()
ORIGINAL = given_.everything()
COPY = annotate(ORIGINAL, given_.FINDINGS)
ERROR, WARNING, INFO = "FFF4B183", "FFFFF2B3", "FFCFE2F3"


def rows(data: bytes) -> list[dict[str, Any]]:
    """The list of tasks, each row by its headings."""
    sheet = given_.opened(data)[TASK_SHEET]
    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    header = next(number for number, row in enumerate(table) if CODE in row)
    return [dict(zip(table[header], row, strict=True)) for row in table[header + 1 :]]


def hints(data: bytes) -> str:
    """What stands above the list."""
    sheet = given_.opened(data)[TASK_SHEET]
    return "\n".join(str(cell.value) for (cell,) in sheet["A1:A8"] if isinstance(cell.value, str))


def explained(data: bytes, code: str, text: str) -> bytes:
    """The copy with a unit's explanation beside the finding of that code, saved by another program."""
    book = given_.opened(data)
    sheet = book[TASK_SHEET]
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == EXPLANATION)
    row = next(cell.row for (cell,) in sheet["B1:B20"] if cell.value == code)
    sheet.cell(row, column).value = text
    return given_.saved(book)


# --- what stays


@pytest.mark.parametrize("results", [True, False], ids=["results", "formulas"])
def test_every_value_formula_and_result_stays(results: bool) -> None:
    assert given_.cells(COPY, results=results) == given_.cells(ORIGINAL, results=results)


def test_parts_that_are_not_about_the_marks_keep_their_bytes() -> None:
    before, after = given_.parts(ORIGINAL), given_.parts(COPY)
    assert {name for name in before if before[name] != after[name]} == {
        *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
        *("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"),
    }
    assert set(after) - set(before) == {
        *("xl/worksheets/sheet3.xml", "xl/worksheets/_rels/sheet2.xml.rels"),
        *("xl/comments2.xml", "xl/drawings/vmlDrawing3.vml"),
    }


@pytest.mark.parametrize("part", ["sheet1", "sheet2"])
def test_of_a_marked_sheet_only_cells_and_the_selection_change(part: str) -> None:
    def rest(data: bytes) -> list[bytes]:
        root = etree.fromstring(given_.parts(data)[f"xl/worksheets/{part}.xml"])
        left_out = ("sheetData", "dimension", "sheetViews", "legacyDrawing")
        return [etree.tostring(child, method="c14n") for child in root if etree.QName(child).localname not in left_out]

    assert rest(COPY) == rest(ORIGINAL)


def test_a_marked_cell_keeps_its_looks_and_its_lock() -> None:
    before, after = given_.opened(ORIGINAL)[given_.SHEET]["C2"], given_.opened(COPY)[given_.SHEET]["C2"]
    for looks in ("number_format", "font", "alignment", "protection"):
        assert repr(getattr(after, looks)) == repr(getattr(before, looks))
    assert (after.fill.fgColor.rgb, after.border.left.style) == (ERROR, "medium")


@pytest.mark.parametrize(("cell", "fill"), [("C2", ERROR), ("F9", WARNING), ("D4", INFO), ("C3", "00000000")])
def test_the_fill_tells_the_severity(cell: str, fill: str) -> None:
    marked = given_.opened(COPY)[given_.SHEET][cell]
    assert marked.fill.fgColor.rgb == fill
    assert (marked.border.left.style == "medium") == (fill == ERROR)


def test_the_gravest_of_several_findings_colours_the_cell() -> None:
    at = CellRef(given_.SHEET, "C2")
    copy = annotate(ORIGINAL, [Finding("KH304", at, detail={"count": 1}), given_.TEXT])
    assert given_.opened(copy)[given_.SHEET]["C2"].fill.fgColor.rgb == ERROR


def test_a_cell_that_was_not_there_is_made_in_its_place_with_the_looks_of_its_column() -> None:
    xml = given_.parts(COPY)["xl/worksheets/sheet1.xml"].decode()
    assert re.findall(r'<row r="(\d+)"', xml) == ["1", "2", "3", "4", "9"]
    assert re.findall(r'<c r="([A-Z]9)"', xml) == ["F9", "G9"]
    assert given_.opened(COPY)[given_.SHEET]["F9"].number_format == "#,##0"


def test_cells_and_rows_whose_addresses_are_left_out_are_found() -> None:
    xml = given_.parts(ORIGINAL)["xl/worksheets/sheet1.xml"].decode()
    bare = re.sub(r'<c r="[B-Z]\d"', "<c", re.sub(r'<row r="[234]"', "<row", xml)).replace("<c><v>", '<c r="G9"><v>')
    copy = annotate(given_.with_parts(ORIGINAL, {"xl/worksheets/sheet1.xml": bare.encode()}), [given_.TEXT])
    marked = given_.opened(copy)[given_.SHEET]["C2"]
    assert (marked.value, marked.fill.fgColor.rgb) == ("1.200", ERROR)


def test_of_merged_cells_all_are_marked_and_the_first_has_the_comment() -> None:
    copy = annotate(ORIGINAL, [Finding("KH204", CellRef(given_.OTHER, "C3"), found="#REF!")])
    sheet = given_.opened(copy)[given_.OTHER]
    assert sheet["B2"].value == "gộp"
    assert sheet["B2"].comment is not None
    xml = given_.parts(copy)["xl/worksheets/sheet2.xml"].decode()
    assert len(set(re.findall(r'<c r="(?:B2|C2|B3|C3)" s="(\d+)"', xml))) == 1


# --- comments


def test_a_comment_says_what_is_wrong_and_what_to_do_below_what_stood_there() -> None:
    comment = given_.opened(COPY)[given_.SHEET]["C2"].comment.text
    assert comment == (
        f"{given_.OLD_COMMENT}\n\nKH201 · Lỗi\n"
        "Xã Hồ Sen: Tổng số hội viên phải là số, ô lại chứa chữ “1.200”.\n"
        "Cách sửa: Có phải ý là 1200 (khớp với dòng Tổng cộng)? Gõ lại bằng chữ số, không dấu chấm ngăn nghìn, "
        "không kèm đơn vị."
    )
    assert given_.opened(COPY)[given_.SHEET]["A1"].comment.text == "Ô khác"
    assert "(Cùng: E4, Hội & O'Hara!A1)" in given_.opened(COPY)[given_.SHEET]["D4"].comment.text


def test_every_comment_has_one_box_and_the_button_stays() -> None:
    drawing = given_.parts(COPY)["xl/drawings/vmlDrawing1.vml"].decode()
    places = re.findall(r"<x:Row>(\d+)</x:Row><x:Column>(\d+)</x:Column>", drawing)
    assert sorted(places) == sorted({("0", "0"), ("1", "2"), ("8", "5"), ("3", "3")})
    numbers = re.findall(r'id="(_x0000_s\d+)"', drawing)
    assert len(numbers) == len(set(numbers)) == 5
    assert "Bấm vào đây" in drawing


def box_of_c2(data: bytes) -> Any:
    """The box in which the comment of C2 shows."""
    drawing = etree.fromstring(given_.parts(data)["xl/drawings/vmlDrawing1.vml"])
    return next(shape for shape in drawing if b"<x:Row>1</x:Row>" in etree.tostring(shape))


def test_the_box_of_a_comment_that_has_grown_grows_with_it() -> None:
    def height(data: bytes) -> float:
        return float(re.findall(r"[; ]height:([\d.]+)pt", box_of_c2(data).get("style"))[0])

    assert height(COPY) > height(ORIGINAL) + 50


@pytest.mark.parametrize(
    ("columns", "first"),
    [(b"", "3"), (b'<col min="5" max="16384" hidden="1"/>', "0"), (b'<col min="5" max="9" hidden="1"/>', "3")],
    ids=["none hidden", "all to the right hidden", "some hidden"],
)
def test_the_box_stands_where_it_can_be_seen(columns: bytes, first: str) -> None:
    name = "xl/worksheets/sheet1.xml"
    xml = re.sub(rb"<cols>.*</cols>", b"<cols>" + columns + b"</cols>", given_.parts(ORIGINAL)[name])
    copy = annotate(given_.with_parts(ORIGINAL, {name: xml}), [given_.TEXT])
    (anchor,) = (part.text for part in box_of_c2(copy).iter("{*}Anchor"))
    assert anchor.split(", ")[0] == first


def test_a_new_drawing_uses_numbers_that_no_other_one_claims() -> None:
    def claims(data: bytes) -> dict[str, bytes]:
        found = {name: re.findall(rb'idmap[^>]* data="(\d+)"', content) for name, content in given_.parts(data).items()}
        return {name: numbers[0] for name, numbers in found.items() if numbers}

    (new,) = set(claims(COPY)) - set(claims(ORIGINAL))
    assert claims(COPY)[new] not in claims(ORIGINAL).values()
    assert b'id="_x0000_s2049"' in given_.parts(COPY)[new]


def test_a_caption_with_an_unclosed_line_break_does_no_harm() -> None:
    name = "xl/drawings/vmlDrawing1.vml"
    drawing = given_.parts(ORIGINAL)[name].replace("Bấm vào".encode(), "Bấm<br>vào".encode())
    copy = annotate(given_.with_parts(ORIGINAL, {name: drawing}), given_.FINDINGS)
    assert "Bấm<br/>vào đây" in given_.parts(copy)[name].decode()


def test_comments_that_openpyxl_wrote_are_kept() -> None:
    book = given_.opened(KRONG_NANG)
    heading = book["Biểu 1"]["D6"].comment.text
    copy = annotate(given_.saved(book), [Finding("KH204", CellRef("Biểu 1", "D6"), found="#REF!")])
    sheet = given_.opened(copy)["Biểu 1"]
    assert sheet["D6"].comment.text.startswith(f"{heading}\n\nKH204 · Lỗi\n")
    assert sheet["E6"].comment.text == book["Biểu 1"]["E6"].comment.text


# --- the list


def test_the_list_has_a_row_for_each_finding() -> None:
    listed = rows(COPY)
    assert list(listed[0]) == [
        *("STT", CODE, "Mức", SHEET, CELL, "Đơn vị", "Điều cần xem", "Cách sửa", "Đề nghị", EXPLANATION)
    ]
    assert [(row["STT"], row[CODE], row["Mức"], row[SHEET], row[CELL]) for row in listed] == [
        (1, "KH107", "Lỗi", None, None),
        (2, "KH201", "Lỗi", "Biểu 1", "C2"),
        (3, "KH304", "Ghi chú", "Biểu 1", "D4"),
        (4, "KH206", "Cảnh báo", "Biểu 1", "F9"),
        (5, "KH207", "Lỗi", "Hội & O'Hara", "A1"),
    ]
    assert (listed[1]["Đơn vị"], listed[1]["Đề nghị"]) == ("Xã Hồ Sen", "1200 (khớp với dòng Tổng cộng)")
    assert all(row[EXPLANATION] is None for row in listed)


def test_addresses_lead_to_their_cells() -> None:
    linked = [cell.hyperlink for (cell,) in given_.opened(COPY)[TASK_SHEET]["E1:E20"] if cell.hyperlink]
    assert [link.location for link in linked] == ["'Biểu 1'!C2", "'Biểu 1'!D4", "'Biểu 1'!F9", "'Hội & O''Hara'!A1"]


def test_only_the_explanation_can_be_written_and_as_text() -> None:
    sheet = given_.opened(COPY)[TASK_SHEET]
    unlocked = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    assert {cell.column_letter for cell in unlocked} == {"J"}
    assert {cell.number_format for cell in unlocked} == {"@"}
    assert len(unlocked) == len(given_.FINDINGS)
    assert sheet.protection.sheet
    assert not sheet.protection.autoFilter
    assert sheet.column_dimensions["J"].width > 30


def test_what_looks_like_a_formula_is_a_text() -> None:
    sheet = given_.opened(COPY)[TASK_SHEET]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert rows(COPY)[4]["Đề nghị"] == "@Có"
    assert '“=HYPERLINK("x")”' in rows(COPY)[4]["Điều cần xem"]


def test_the_workbook_opens_on_the_list_and_on_nothing_beside_it() -> None:
    book = given_.opened(COPY)
    assert book.sheetnames == [given_.SHEET, given_.OTHER, TASK_SHEET]
    assert book.active.title == TASK_SHEET
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [TASK_SHEET]


def test_the_list_prints_on_the_width_of_a_page_under_repeated_headings() -> None:
    sheet = given_.opened(COPY)[TASK_SHEET]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    header = next(cell.row for (cell,) in sheet["B1:B20"] if cell.value == CODE)
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.auto_filter.ref == f"A{header}:J{header + len(given_.FINDINGS)}"
    assert sheet.freeze_panes == f"A{header + 1}"


@pytest.mark.parametrize(
    ("findings", "said", "unsaid"),
    [
        ((given_.BLANK,), "không cần xóa trang này", "viền đỏ"),
        ((given_.TEXT,), "viền đỏ", "Giải trình"),
        ((given_.WHOLE_FILE,), "1 lỗi.", "Bấm vào địa chỉ"),
        ((given_.TEXT, given_.BLANK, given_.NOTE), "1 lỗi, 1 cảnh báo, 1 ghi chú.", "{"),
    ],
)
def test_the_hints_are_about_what_there_is(findings: tuple[Finding, ...], said: str, unsaid: str) -> None:
    text = hints(annotate(ORIGINAL, findings))
    assert said in text
    assert unsaid not in text


def test_it_speaks_english_when_asked_under_the_same_headings() -> None:
    copy = annotate(ORIGINAL, given_.FINDINGS, "en")
    assert rows(copy)[1]["Mức"] == "Error"
    assert "must be a number" in given_.opened(copy)[given_.SHEET]["C2"].comment.text
    assert "send this file back" in hints(copy)


def test_a_return_with_a_cover_asks_for_a_new_date() -> None:
    assert "xin ghi lại “Ngày lập” ở trang Bìa" in hints(annotate(KRONG_NANG, [given_.TEXT]))
    assert "Ngày lập" not in hints(COPY)


# --- a copy that came back


def test_a_list_renamed_in_another_case_is_still_the_list() -> None:
    book = given_.parts(COPY)["xl/workbook.xml"].decode()
    shouting = given_.with_parts(COPY, {"xl/workbook.xml": book.replace(TASK_SHEET, TASK_SHEET.upper()).encode()})
    again = annotate(shouting, given_.FINDINGS)
    assert given_.opened(again).sheetnames == given_.opened(COPY).sheetnames
    assert rows(again) == rows(COPY)


def test_marking_a_copy_again_doubles_nothing() -> None:
    again = annotate(COPY, given_.FINDINGS)
    assert set(given_.parts(again)) == set(given_.parts(COPY))
    assert rows(again) == rows(COPY)
    for part in ("xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/workbook.xml", "[Content_Types].xml"):
        assert given_.parts(again)[part] == given_.parts(COPY)[part]


def test_explanations_of_findings_that_stand_are_kept() -> None:
    back = explained(explained(COPY, "KH206", "- do mới sáp nhập"), "KH107", "chưa lập quỹ")
    found = {row[CODE]: row[EXPLANATION] for row in rows(annotate(back, [given_.WHOLE_FILE, given_.BLANK]))}
    assert found == {"KH107": "chưa lập quỹ", "KH206": "- do mới sáp nhập"}


def test_an_explanation_goes_with_its_own_cell_and_file_level_ones_with_their_message() -> None:
    back = explained(explained(COPY, "KH206", "mới sáp nhập"), "KH107", "chưa lập quỹ")
    elsewhere = Finding("KH206", CellRef(given_.SHEET, "F8"), detail=given_.BLANK.detail)
    other_form = Finding("KH107", detail={"sheet_name": "Biểu 4", "title": "Danh hiệu"})
    assert [row[EXPLANATION] for row in rows(annotate(back, [elsewhere, other_form]))] == [None, None]


def test_what_somebody_added_to_the_old_list_leaves_no_loose_parts() -> None:
    book = given_.opened(annotate(KRONG_NANG, [given_.WHOLE_FILE]))
    book[TASK_SHEET]["A1"].comment = Comment("của tôi", "tôi")
    back = given_.saved(book)
    again = annotate(back, [given_.WHOLE_FILE])
    assert len(given_.parts(back)) - len(given_.parts(again)) == 3  # the comment, its drawing, the relations
    declared = re.findall(rb'PartName="/([^"]+)"', given_.parts(again)["[Content_Types].xml"])
    assert {name.decode() for name in declared} <= set(given_.parts(again))


def assert_sound(data: bytes, folder: Path) -> None:
    path = folder / "ban-danh-dau.xlsx"
    path.write_bytes(data)
    checked = OpenXmlValidator().validate(str(path))
    assert checked.is_valid, [error.description for error in checked.errors]


# --- how it reads


def reading(data: bytes, name: str) -> Reading:
    workspace = open_workspace(ROOT)
    period = Period.parse("2024H1")
    expected = Expected(workspace.root_on(period), workspace.units_on(period), period)
    return read_return(data, PurePath(name), edition_for(period, ROOT / "schemas"), expected)


FAULTY = sorted((ROOT / "sample_returns/faulty").glob("KH[2-7]*.xlsx"))


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_a_copy_reads_like_the_original(path: Path) -> None:
    data = path.read_bytes()
    before = reading(data, path.name)
    copy = annotate(data, before.findings)
    after = reading(copy, f"{path.stem}_can-sua.xlsx")
    assert (after.submission, after.findings) == (before.submission, before.findings)
    assert (after.period, after.unit) == (before.period, before.unit)


@pytest.mark.parametrize(
    "name", ["2024H1_krong-nang_can-sua.xlsx", "2024H1_krong-nang_can-sua (1).xlsx", "bao-cao_can-sua.xlsx"]
)
def test_a_copy_without_a_cover_is_known_by_its_name_or_its_rows(name: str) -> None:
    book = given_.opened(KRONG_NANG)
    del book["Bìa"]
    for sheet in book.worksheets:
        sheet.delete_rows(1, 3)
    unit = reading(annotate(given_.saved(book), [given_.WHOLE_FILE]), name).unit
    assert unit is not None
    assert unit.name == "Huyện Krông Năng"


# --- whole packages


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8), st.booleans())
@settings(max_examples=6, deadline=None)
def test_marks_anywhere_change_no_value(places: list[tuple[int, int]], twice: bool) -> None:
    findings = [Finding("KH204", CellRef.at("Biểu 1", *place), found="#REF!") for place in places]
    copy = annotate(KRONG_NANG, findings)
    copy = annotate(copy, findings) if twice else copy
    assert given_.cells(copy, results=True) == given_.cells(KRONG_NANG, results=True)
    assert len(rows(copy)) == len(places)


def test_a_copy_is_a_sound_package(tmp_path: Path) -> None:
    assert_sound(annotate(annotate(KRONG_NANG, given_.FINDINGS), given_.FINDINGS), tmp_path)


def test_the_same_file_and_findings_give_the_same_bytes() -> None:
    assert annotate(ORIGINAL, given_.FINDINGS) == COPY


def odd(part: str, change: Callable[[bytes], bytes]) -> bytes:
    return given_.with_parts(ORIGINAL, {part: change(given_.parts(ORIGINAL)[part])})


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0",
        odd("xl/styles.xml", lambda xml: xml.replace(b"<fills", b"<mau").replace(b"</fills", b"</mau")),
        odd("xl/worksheets/sheet1.xml", lambda xml: xml[:-20]),
        odd("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b' s="1"', b' s="x"')),
        odd("xl/workbook.xml", lambda xml: xml.replace(b"/2006/main", b"/2006/chinh")),
        odd("xl/worksheets/_rels/sheet1.xml.rels", lambda xml: xml.replace(b"vmlDrawing1", b"vmlDrawing9")),
    ],
    ids=["no zip", "no fills", "cut off", "no number", "other namespace", "no drawing"],
)
def test_what_is_built_oddly_is_not_patched(data: bytes) -> None:
    with pytest.raises(NotPatchableError):
        annotate(data, given_.FINDINGS)


@pytest.mark.timed
def test_marking_takes_less_time_than_opening_with_openpyxl() -> None:
    def seconds(act: Callable[[], object]) -> float:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            act()
            times.append(time.perf_counter() - start)
        return min(times)

    findings = [given_.TEXT, given_.BLANK, given_.NOTE, given_.WHOLE_FILE]
    reference = seconds(lambda: load_workbook(io.BytesIO(KRONG_NANG)))
    assert seconds(lambda: annotate(KRONG_NANG, findings)) < 0.5 * reference
