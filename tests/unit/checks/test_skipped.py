"""An unread or blank cell names the checks that could not be made for its sake."""

from pathlib import Path

import pytest

from tests.cases.case_file import read_case, run

TABLE = """
đơn vị: Huyện Suối Thử
chỉ tiêu: TC10 TC11 TC12 TC13 TC14

[Biểu 1]
  | A  | B              | C    | D    | E    | F    | G    |
1 | TT | Đơn vị         | TC10 | TC11 | TC12 | TC13 | TC14 |
2 | 1  | Thị trấn Suối  | 16   | 12   | 3    | 1    | 0    |
3 | 2  | Xã Bến Gió     | 26   | {b}  | 3    | 1    | 0    |
4 | 3  | Xã Đồi Mây     | 36   | 32   | 3    | 1    | 0    |
5 | 4  | Xã Rừng Thông  | 46   | 42   | 3    | 1    | 0    |
6 | 5  | Khối trực thuộc| 5    |      | {k}  | 1    | 0    |
"""
TOTALS = "7 |    | Tổng cộng      | 129  | 108  | 15   | 5    | 0    |"
RULE = "TC10 = TC11 + TC12 + TC13 + TC14"
ROW = "dòng tổng cộng"


@pytest.mark.parametrize(
    ("b", "k", "totals", "findings"),
    [
        ("22", "3", False, []),
        ("hai hai", "3", True, [("KH201", "D3", (RULE, ROW))]),
        ("hai hai", "3", False, [("KH201", "D3", (RULE,))]),
        ("", "3", True, [("KH206", "D3", (RULE, ROW))]),
        ("-22", "3", True, [("KH203", "D3", (RULE, ROW))]),
        ("22", "", True, [("KH206", "E6", (RULE, ROW))]),
        # Read, though it is text: nothing is left out for its sake but the total that Excel adds without it.
        ("'22", "3", True, [("KH209", "D3", ())]),
    ],
)
def test_the_checks_left_out_are_named(
    tmp_path: Path, b: str, k: str, totals: bool, findings: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    path = tmp_path / "ca.txt"
    path.write_text(TABLE.format(b=b, k=k) + (TOTALS if totals else ""), encoding="utf-8")
    found = run(read_case(path))
    assert [(finding.code, finding.at.cell if finding.at else "", finding.skipped) for finding in found] == findings


def test_a_blank_row_is_not_held_against_single_rules(tmp_path: Path) -> None:
    path = tmp_path / "ca.txt"
    row = "3 | 2  | Xã Bến Gió     |      |      |      |      |      |"
    lines = [row if line.startswith("3 ") else line for line in TABLE.format(b="22", k="3").splitlines()]
    path.write_text("\n".join([*lines, TOTALS]), encoding="utf-8")
    found = run(read_case(path))
    assert [(finding.code, finding.skipped) for finding in found] == [("KH212", (ROW,))]


def test_a_block_that_has_nothing_to_say_keeps_no_total_from_being_checked(tmp_path: Path) -> None:
    path = tmp_path / "ca.txt"
    row = "6 | 5  | Khối trực thuộc|      |      |      |      |      |"
    lines = [row if line.startswith("6 ") else line for line in TABLE.format(b="22", k="3").splitlines()]
    path.write_text("\n".join([*lines, TOTALS.replace("108", "180")]), encoding="utf-8")
    found = run(read_case(path))
    assert {(finding.code, finding.at.cell if finding.at else "", finding.skipped) for finding in found} == {
        ("KH303", "C7", ()),
        ("KH309", "D7", ()),
        ("KH303", "E7", ()),
        ("KH303", "F7", ()),
    }
