"""What counts as an office's answer to a doubt, and what it is about."""

import pytest

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.task_sheet import TASK_SHEET
from khuyenhoc_cli.intake.explanations import Explanation, read_explanations
from khuyenhoc_cli.intake.grid import Grid

HEADINGS = ("STT", "Mã", "Trang", "Ô", "Nội dung", "Giải trình")
ASKED = "Tổng số hội viên là 9.000, cùng kỳ là 900."


def grid(sheet: str, *rows: tuple[object, ...]) -> Grid:
    width = max(map(len, rows))
    return Grid(sheet, tuple((*row, *[""] * (width - len(row))) for row in rows))


def tasks(*rows: tuple[object, ...], headings: tuple[object, ...] = HEADINGS) -> Grid:
    return grid(TASK_SHEET, ("VIỆC CẦN SỬA",), headings, *rows)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Năm trước chưa tính hội viên khối trường học", True),
        ("Đúng, theo QĐ 15/QĐ-UBND", True),
        ("số đúng", True),
        ("3 chi hội mới", True),
        ("", False),
        ("   ", False),
        ("…", False),
        (".", False),
        ("-", False),
        ("x", False),
        ("X ", False),
        ("ok", False),
        ("OK.", False),
        ("Có", False),
        ("Rồi", False),
        ("đã xem", False),
        (1.0, False),
        (True, False),
    ],
)
def test_an_answer_says_something_a_tick_does_not(text: object, counts: bool) -> None:
    on_tasks = read_explanations([tasks((1.0, "KH501", "Biểu 1", "D9", ASKED, text))])
    beside = read_explanations([grid("Biểu 1", ("Đơn vị", "HV01", "Giải trình"), ("Xã Hồ Sen", 12.0, text))])
    assert (len(on_tasks), len(beside)) == (counts, counts)


def test_a_line_of_the_task_sheet_names_code_and_cell_and_repeats_what_was_asked() -> None:
    (found,) = read_explanations([tasks((1.0, " KH501 ", "Biểu 1", "d9", ASKED, "Mới\nkết nạp"))])
    at = CellRef(TASK_SHEET, "F3")
    assert found == Explanation("Mới kết nạp", at, "KH501", "Biểu 1", "D9", ASKED)


def test_the_columns_of_the_task_sheet_stand_in_any_order() -> None:
    headings = ("GIẢI TRÌNH", "Ô", "trang", "Mã")
    found = read_explanations([tasks(("Chia tách xã", "D9", "Biểu 1", "KH501"), headings=headings)])
    assert [(each.code, each.sheet, each.cell, each.text) for each in found] == [
        ("KH501", "Biểu 1", "D9", "Chia tách xã")
    ]


@pytest.mark.parametrize(
    "sheet",
    [
        tasks(("", "", "Biểu 1", "D9", "", "không ghi mã")),
        tasks(("", "HV01", "Biểu 1", "D9", "", "không phải mã cần xem")),
        tasks(("", "KH501", "Biểu 1", "D9", "", "thiếu cột"), headings=("STT", "Mã", "Trang", "", "", "Giải trình")),
        grid("Thuyết minh", ("Mục", "Giải trình"), ("Ưu điểm", "Tốt")),
        grid("Bìa", ("Giải trình",), ("Tốt",)),
        grid(
            "Biểu 1",
            ("Giải trình của các đơn vị có số liệu khác xa cùng kỳ năm trước hoặc để trống", "a"),
            ("Tốt", "b"),
        ),
    ],
    ids=["no code", "no code of ours", "no column of cells", "prose", "cover", "a sentence is no heading"],
)
def test_what_is_no_answer(sheet: Grid) -> None:
    assert read_explanations([sheet]) == ()


def test_a_column_beside_the_figures_answers_for_its_rows() -> None:
    sheet = grid(
        "Biểu 1",
        ("", "", "", "Giải trình (nếu khác xa cùng kỳ)"),
        ("TT", "Đơn vị", "HV01", ""),
        (1.0, "Xã Hồ Sen", 12.0, "Sáp nhập hai chi hội"),
        (2.0, "Xã Gò Me", 15.0, ""),
        ("", "", "", "Giải trình"),
        (3.0, "Xã Cao", 15.0, "Chi hội giải thể"),
    )
    found = read_explanations([sheet])
    assert [(each.text, each.at, each.code) for each in found] == [
        ("Sáp nhập hai chi hội", CellRef("Biểu 1", "D3"), None),
        ("Chi hội giải thể", CellRef("Biểu 1", "D6"), None),
    ]
