"""Which cell of a row is blamed where its rules break, and what is proposed for it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.checks.cell_rules import check_cell_rules
from khuyenhoc_cli.checks.submission import check_submission
from khuyenhoc_cli.checks.totals import check_totals
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.text.numbers import print_count
from tests.unit.checks.drawn import HEADER_ROWS, SHEET, drawn, table

CODES = ("TC10", "TC11", "TC12", "TC13", "TC14")
GOOD = "Xã Gò Me | 154 | 102 | 38 | 11 | 3"


def said(finding: Finding) -> tuple[str, str, str | None, str]:
    assert finding.at is not None
    return finding.code, finding.at.cell, finding.proposed, " ".join(sorted(ref.cell for ref in finding.also))


@pytest.mark.parametrize(
    ("row", "total", "expected"),
    [
        # The row and one column break by the same difference: the cell at the crossing.
        ("338 | 302 | 5 | 11 | 0", "492 | 404 | 63 | 22 | 3", ("KH301", "E2", "25", "C2 D2 E4 F2 G2")),
        ("383 | 302 | 25 | 11 | 0", "492 | 404 | 63 | 22 | 3", ("KH301", "C2", "338", "C4 D2 E2 F2 G2")),
        # Totals that follow their rows say nothing; one swap of digits does.
        ("338 | 302 | 52 | 11 | 0", "492 | 404 | 90 | 22 | 3", ("KH301", "E2", "25", "C2 D2 F2 G2")),
        # Two swaps would do: the sum, as ever.
        ("42 | 12 | 12 | 9 | 0", "196 | 114 | 50 | 20 | 3", ("KH301", "C2", "33", "D2 E2 F2 G2")),
        # No cell alone explains it: the sum, as ever.
        ("338 | 302 | 20 | 11 | 0", "492 | 404 | 58 | 22 | 3", ("KH301", "C2", "333", "D2 E2 F2 G2")),
        # Two columns are off by as much: nobody knows which one it is.
        ("338 | 302 | 20 | 11 | 0", "492 | 409 | 63 | 22 | 3", ("KH301", "C2", "333", "D2 E2 F2 G2")),
    ],
)
def test_the_cell_at_fault(row: str, total: str, expected: tuple[str, str, str, str]) -> None:
    context = drawn(f"Xã Hồ Sen | {row}\n{GOOD}\nTổng cộng | {total}", codes=CODES)
    (finding,) = check_cell_rules(context)
    assert said(finding) == expected
    assert finding.unit == "Xã Hồ Sen"


def test_the_message_names_the_cell_and_why() -> None:
    context = drawn(f"Xã Hồ Sen | 338 | 302 | 5 | 11 | 0\n{GOOD}\nTổng cộng | 492 | 404 | 63 | 22 | 3", codes=CODES)
    (finding,) = check_cell_rules(context)
    assert "ô E2 (TC12) có lẽ là 25" in finding.message()
    assert "E2 (TC12) should probably be 25" in finding.message("en")
    assert "E4" in finding.because["vi"]


def test_a_subtotal_points_at_the_cell_as_well() -> None:
    lines = [
        "Xã Hồ Sen | 338 | 302 | 5 | 11 | 0",
        "Cộng cụm I | 338 | 302 | 25 | 11 | 0",
        GOOD,
        "Tổng cộng | 492 | 404 | 63 | 22 | 3",
    ]
    (finding,) = check_cell_rules(drawn("\n".join(lines), codes=CODES))
    assert said(finding) == ("KH301", "E2", "25", "C2 D2 E3 E5 F2 G2")


def test_a_row_that_keeps_its_rules_leaves_the_column_to_the_total() -> None:
    context = drawn(f"Xã Hồ Sen | 338 | 302 | 25 | 11 | 0\n{GOOD}\nTổng cộng | 492 | 404 | 43 | 22 | 3", codes=CODES)
    assert not list(check_cell_rules(context))
    assert [said(finding) for finding in check_totals(context)] == [("KH309", "E4", "63", "")]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 500), min_size=4, max_size=4), min_size=2, max_size=8, unique_by=tuple),
    st.data(),
)
def test_one_wrong_cell_under_typed_totals_is_one_finding_at_that_cell(
    parts: list[list[int]], data: st.DataObject
) -> None:
    rows = [[sum(row), *row] for row in parts]
    totals = [sum(column) for column in zip(*rows, strict=True)]
    row, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 4))
    right = rows[row][column]
    rows[row][column] = data.draw(st.integers(0, 3_000).filter(lambda amount: amount != right))
    context = drawn(table(rows, totals), codes=CODES)
    _, found = check_submission(
        context.submission, [], context.edition, context.units, context.thresholds, context.previous
    )
    assert [(finding.code, finding.at, finding.proposed) for finding in found] == [
        ("KH301", CellRef.at(SHEET, row + HEADER_ROWS, column + 2), print_count(right))
    ]
