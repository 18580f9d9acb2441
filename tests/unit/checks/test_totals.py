"""Causes of totals that do not close, on tables with sub-totals and formulas."""

import time

import pytest

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.checks.totals import check_totals
from khuyenhoc_cli.findings.model import Finding
from tests.unit.checks.drawn import CODES, drawn

TWO_GROUPS = """
    Xã Bến Gió    | 1215 | 125
    Xã Đồi Mây    | 1107 | 113
    Cộng cụm I    | {i}  | 238
    Xã Rừng Thông | 804  | 86
    Xã Hồ Sen     | 718  | 61
    Cộng cụm II   | {ii} | 147
    Tổng cộng     | {total} | {second}
"""


def said(context: CheckContext) -> list[tuple[str, str, str | None, str]]:
    return [_said(finding) for finding in check_totals(context)]


def _said(finding: Finding) -> tuple[str, str, str | None, str]:
    assert finding.at is not None
    return finding.code, finding.at.cell, finding.proposed, " ".join(ref.cell for ref in finding.also)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, []),
        ({"total": "3844 =C4+C7"}, []),
        ({"total": "3844 =SUBTOTAL(9,C2:C7)"}, []),
        # SUM runs over the sub-totals: every unit counts twice.
        ({"total": "7688 =SUM(C2:C7)"}, [("KH307", "C8", "3.844", "C4 C7")]),
        ({"total": "7688"}, [("KH307", "C8", "3.844", "C4 C7")]),
        ({"total": "7688 =SUM(C2:C7)", "second": "770 =SUM(D2:D7)"}, [("KH307", "C8", "3.844", "C4 C7 D8")]),
        ({"total": "6166 =SUM(C2:C6)"}, [("KH307", "C8", "3.844", "C4")]),
        ({"total": "6166"}, [("KH307", "C8", "3.844", "C4")]),
        # A whole group is left out.
        ({"total": "2322 =C4"}, [("KH305", "C8", "3.844", "C5 C6")]),
        # The sub-total is wrong, the total follows it: one cause, at the sub-total.
        (
            {"i": "1215 =SUM(C2:C2)", "total": "2737 =C4+C7"},
            [("KH305", "C4", "2.322", "C3 C8")],
        ),
        ({"ii": "1495", "total": "3817"}, [("KH303", "C7", "1.522", "C8")]),
        # The sub-total alone is wrong.
        ({"ii": "804 =SUM(C5)"}, [("KH305", "C7", "1.522", "C6")]),
        # The formula is more than a sum: nothing is claimed, however well another guess may fit.
        ({"total": "7688 =SUM(C2:C7)*1"}, [("KH303", "C8", "3.844", "")]),
        # Left out and counted twice at once is two faults: only that it is off.
        ({"total": "4341 =C2+C3+C3+C5+C8"}, [("KH303", "C8", "3.844", "")]),
    ],
    ids=str,
)
def test_subtotals(cells: dict[str, str], expected: list[tuple[str, str, str, str]]) -> None:
    usual = {"i": "2322", "ii": "1522", "total": "3844", "second": "385"}
    assert said(drawn(TWO_GROUPS.format(**{**usual, **cells}))) == expected


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("3126 =SUM(C2:C4)", [("KH305", "C6", "3.844", "C5")]),
        ("3126", [("KH305", "C6", "3.844", "C5")]),
        ("1522 =C4+C5", [("KH305", "C6", "3.844", "C2 C3")]),
        ("1522", [("KH303", "C6", "3.844", "")]),
        ("4648 =SUM(C2:C5)+C4", [("KH306", "C6", "3.844", "C4")]),
        ("4648", [("KH306", "C6", "3.844", "C4")]),
        ("3800 =SUM(C2:C5)", [("KH313", "C6", "3.844", "")]),
        ("3800 =SUM(C2:C4)", [("KH303", "C6", "3.844", "")]),
        # A row may be hidden by a filter.
        ("3126 =SUBTOTAL(109,C2:C5)", [("KH303", "C6", "3.844", "")]),
        ("3484", [("KH309", "C6", "3.844", "")]),
        ("384", [("KH309", "C6", "3.844", "")]),
        ("38444", [("KH309", "C6", "3.844", "")]),
        ("3744", [("KH303", "C6", "3.844", "")]),
        ("3844000", [("KH312", "C6", "3.844", "")]),
        ("385", [("KH310", "C6", "3.844", "D6")]),
        ("385 =SUM(D2:D5)", [("KH310", "C6", "3.844", "D6")]),
        ("384 =SUM(D2:D5)", [("KH303", "C6", "3.844", "")]),
    ],
)
def test_one_total(total: str, expected: list[tuple[str, str, str, str]]) -> None:
    rows = "Xã A | 1215 | 125\nXã B | 1107 | 113\nXã C | 804 | 86\nXã D | 718 | 61\n"
    assert said(drawn(f"{rows}Tổng cộng | {total} | 385")) == expected


def test_a_total_row_that_is_off_everywhere_is_one_finding() -> None:
    rows = "Xã A | 1215 | 125 | 41\nXã B | 1107 | 113 | 17\n"
    (finding,) = check_totals(drawn(f"{rows}Tổng cộng | 2001 | 191 | 93"))
    assert _said(finding) == ("KH303", "C4", "2.322", "D4 E4")
    assert "2 ô tổng khác" in finding.message()


def test_one_column_off_for_its_own_reason_does_not_hide_what_the_others_share() -> None:
    rows = "Xã A | 1215 | 125 | 41\nXã B | 1107 | 113 | 17\nXã C | 804 | 86 | 33\n"
    context = drawn(f"{rows}Tổng cộng | 2322 =SUM(C2:C3) | 238 =SUM(D2:D3) | 77 =SUM(E2:E4)")
    assert said(context) == [("KH305", "C5", "3.126", "C4 D5"), ("KH313", "E5", "91", "")]


def test_two_digits_swapped_in_a_row_are_not_claimed_against_the_rules_of_that_row() -> None:
    rows = "Xã A | 46 | 42 | 3 | 1 | 0\nXã B | 116 | 102 | 13 | 1 | 0\n"
    codes = ("TC10", "TC11", "TC12", "TC13", "TC14")
    (finding,) = check_totals(drawn(f"{rows}Tổng cộng | 162 | 126 | 16 | 2 | 0", codes=codes))
    assert _said(finding) == ("KH303", "D4", "144", "")


def test_a_name_of_the_cause_is_in_the_message() -> None:
    rows = "Xã A | 1215\nXã B | 1107\nXã C | 804\n"
    (finding,) = check_totals(drawn(f"{rows}Tổng cộng | 2322 =SUM(C2:C3)"))
    assert "bỏ sót Xã C (ô C4)" in finding.message()
    assert "=SUM(C2:C4)" in finding.fix()
    assert "leaves out Xã C (cell C4)" in finding.message("en")


def test_one_row_among_thousands_is_no_explanation() -> None:
    rows = [f"Xã {number} | {number * 37 % 4001}" for number in range(3000)]
    total = sum(number * 37 % 4001 for number in range(3000))
    (finding,) = check_totals(drawn("\n".join([*rows, f"Tổng cộng | {total - 37 * 50}"])))
    assert finding.code == "KH303"


@pytest.mark.timed
def test_all_communes_of_the_country_in_one_table_are_checked_within_a_second() -> None:
    amounts = [[number * 37 % 4001 + code for code in range(len(CODES))] for number in range(3321)]
    sums = [sum(column) for column in zip(*amounts[:-1], strict=True)]
    cells = [f"{amount} =SUM({letter}2:{letter}3321)" for amount, letter in zip(sums, "CDEFG", strict=True)]
    lines = [" | ".join([f"Xã {number}", *map(str, row)]) for number, row in enumerate(amounts)]
    context = drawn("\n".join([*lines, " | ".join(["Tổng cộng", *cells])]))
    start = time.perf_counter()
    (finding,) = check_totals(context)
    assert time.perf_counter() - start < 1
    assert _said(finding)[:2] == ("KH305", "C3323")


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        # Of small numbers one equals another by chance: only a formula proves anything.
        ("12 | 12", [("KH303", "C4", "9", "")]),
        ("12 =SUM(D2:D3) | 12", [("KH310", "C4", "9", "D4")]),
        ("18 =SUM(C2:C3,C9) | 12", [("KH307", "C4", "9", "")]),
        ("5 | 12", [("KH303", "C4", "9", "")]),
        ("5 =C3 | 12", [("KH305", "C4", "9", "C2")]),
    ],
)
def test_small_numbers(total: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert said(drawn(f"Xã A | 4 | 7\nXã B | 5 | 5\nTổng cộng | {total}")) == expected
