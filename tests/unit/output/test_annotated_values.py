"""Marked-up copies of what cannot be patched: values at their addresses, marked and listed."""

from datetime import datetime
from pathlib import PurePath

import pytest

from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.task_sheet import CODE, TASK_SHEET
from khuyenhoc_cli.intake.grid import ErrorCell, Grid, UncalculatedCell
from khuyenhoc_cli.output.annotation.copies import marked_copy
from khuyenhoc_cli.output.annotation.values import annotate_values
from tests.unit.output import marked_workbooks as given_

DAY = datetime(2024, 6, 30)
ROWS = (
    ("TT", "Đơn vị", "HV01", ""),
    (1.0, "Xã Hồ Sen", "1.200", True),
    (2.0, "=1+1", 3000.5, DAY),
    ("", ErrorCell("#REF!"), UncalculatedCell("=SUM(C2:C3)"), float("nan")),
)
GRID = Grid(given_.SHEET, ROWS)
COPY = annotate_values([GRID], given_.FINDINGS)


def hints(data: bytes) -> str:
    sheet = given_.opened(data)[TASK_SHEET]
    return "\n".join(str(cell.value) for (cell,) in sheet["A1:A8"])


def test_values_stand_at_their_addresses() -> None:
    sheet = given_.opened(COPY)[given_.SHEET]
    assert [[cell.value for cell in row] for row in sheet["A1:D4"]] == [
        ["TT", "Đơn vị", "HV01", None],
        [1, "Xã Hồ Sen", "1.200", True],
        [2, "=1+1", 3000.5, DAY],
        [None, "#REF!", "=SUM(C2:C3)", "nan"],
    ]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert sheet["D3"].is_date


def test_cells_are_marked_and_listed_like_those_of_a_patched_copy() -> None:
    book = given_.opened(COPY)
    sheet = book[given_.SHEET]
    assert (sheet["C2"].fill.fgColor.rgb, sheet["C2"].border.top.style) == ("FFF4B183", "medium")
    assert sheet["F9"].fill.fgColor.rgb == "FFFFF2B3"
    assert sheet["C2"].comment.text.startswith("KH201 · Lỗi\nXã Hồ Sen: ")
    assert book.active.title == TASK_SHEET
    linked = [cell.hyperlink for (cell,) in book[TASK_SHEET]["E1:E20"] if cell.hyperlink]
    assert [link.location for link in linked] == ["'Biểu 1'!C2", "'Biểu 1'!D4", "'Biểu 1'!F9"]


def test_the_list_says_what_the_copy_lacks_and_where_to_mend() -> None:
    assert "định dạng và công thức của tệp gốc không có ở đây" in hints(COPY)
    assert "sửa trên tệp gốc" in hints(COPY)


def test_sheets_whose_names_excel_does_not_take_get_others_and_keep_their_links() -> None:
    names = ["Biểu 1/2024: chi hội [mới]", "Biểu 1*2024? chi hội [mới]", "b" * 40, "B" * 31, "'nháy'"]
    findings = [Finding("KH204", CellRef(name, "A1"), found="#REF!") for name in names]
    book = given_.opened(annotate_values([Grid(name, (("x",),)) for name in names], findings))
    assert len(book.sheetnames) == len(names) + 1
    sheet = book[TASK_SHEET]
    links = [cell.hyperlink.location for (cell,) in sheet["E1:E20"] if cell.hyperlink]
    assert [link.rpartition("!")[0].strip("'") for link in links] == book.sheetnames[:-1]
    assert [cell.value for (cell,) in sheet["D1:D20"] if cell.value in names] == names


def test_an_earlier_list_is_replaced_and_its_explanations_kept() -> None:
    heading = ("STT", CODE, "Mức", "Trang", "Ô", "Đơn vị", "Điều cần xem", "Cách sửa", "Đề nghị", "Giải trình")
    row = (1.0, "KH206", "Cảnh báo", given_.SHEET, "F9", "", "", "", "", "mới sáp nhập")
    book = given_.opened(annotate_values([GRID, Grid(TASK_SHEET, (heading, row))], [given_.BLANK]))
    assert book.sheetnames == [given_.SHEET, TASK_SHEET]
    assert "mới sáp nhập" in [cell.value for (cell,) in book[TASK_SHEET]["J1:J20"]]


@pytest.mark.parametrize(
    ("name", "data", "copy"),
    [
        ("2024H1_lak.xlsx", given_.everything(), "2024H1_lak_can-sua.xlsx"),
        ("2024H1_lak.XLSM", given_.everything(), "2024H1_lak_can-sua.XLSM"),
        ("2024H1_lak_can-sua (2).xlsx", given_.everything(), "2024H1_lak_can-sua.xlsx"),
        ("2024H1_lak.xls", given_.everything(), "2024H1_lak_can-sua.xlsx"),
        ("2024H1_lak.xlsm", b"%PDF-1.4", "2024H1_lak_can-sua.xlsx"),
    ],
)
def test_the_name_of_a_copy(name: str, data: bytes, copy: str) -> None:
    assert marked_copy(PurePath(name), data, given_.FINDINGS, "vi").name == copy


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x03\x04 ...", given_.everything()[:-300]])
def test_what_cannot_be_read_gets_the_list_alone(data: bytes) -> None:
    copy = marked_copy(PurePath("2024H1_lak.xlsx"), data, [Finding("KH103")], "vi").content
    assert given_.opened(copy).sheetnames == [TASK_SHEET]
    assert "Tệp gốc không đọc được" in hints(copy)


def test_a_workbook_that_cannot_be_patched_gets_a_copy_of_its_values() -> None:
    styles = (
        given_.parts(given_.everything())["xl/styles.xml"].replace(b"<fills", b"<mau").replace(b"</fills", b"</mau")
    )
    data = given_.with_parts(given_.everything(), {"xl/styles.xml": styles})
    copy = marked_copy(PurePath("2024H1_lak.xlsm"), data, given_.FINDINGS, "vi")
    assert copy.name == "2024H1_lak_can-sua.xlsx"
    assert given_.opened(copy.content)[given_.SHEET]["C3"].value == 3000
    assert "chỉ chép lại giá trị" in hints(copy.content)
