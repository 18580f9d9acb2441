"""What a formula adds up, and the formula that adds up cells."""

import pytest

from khuyenhoc_cli.checks.sum_formulas import SumFormula, formula_over
from khuyenhoc_cli.findings.model import CellRef


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("SUM(C2:C5)", "C2 C3 C4 C5"),
        ("sum( $C$2 : $C$3 )", "C2 C3"),
        ("+C2+C4", "C2 C4"),
        ("SUM(C2:C3,C5)", "C2 C3 C5"),
        ("SUM(C2:C3;C5)", "C2 C3 C5"),
        ("SUM(C2:C4)+C3", "C2 C3 C3 C4"),
        ("SUM(C2:C4,C3:C5)", "C2 C3 C3 C4 C4 C5"),
        ("SUM(C2+C3+C4)", "C2 C3 C4"),
        ("(C2+C3)+SUM(SUM(C4:C5))", "C2 C3 C4 C5"),
        ("SUBTOTAL(9,C2:C3)", "C2 C3"),
        ("SUBTOTAL(109;C2:C3)", "C2 C3"),
        ("SUM(C5:C2)", "C2 C3 C4 C5"),
    ],
)
def test_a_sum_is_understood(text: str, added: str) -> None:
    formula = SumFormula.parse(text)
    assert formula is not None
    cells = [f"C{row}" for row in range(1, 8)]
    assert [cell for cell in cells for _ in range(formula.times(CellRef("", cell).position))] == added.split()
    assert formula.size == len(added.split())
    assert formula.skips_subtotals == text.upper().startswith("SUBTOTAL")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "C2-C3",
        "C2*2",
        "SUM(C2:C5)*1000",
        "SUM(C2:C5)/2",
        "SUM('Biểu 2'!C2:C5)",
        "Sheet1!C2",
        "SUM(C:C)",
        "SUM(C2:C5,100)",
        "SUM(Tong)",
        "SUMIF(B2:B5,1,C2:C5)",
        "AVERAGE(C2:C5)",
        "SUBTOTAL(1,C2:C5)",
        "SUBTOTAL(9,C2:C5)+C7",
        "ROUND(SUM(C2:C5),0)",
        "IF(C2>0,C2,0)",
        "#REF!+C2",
        "SUM(C2:C5",
        "SUM()",
        "[1]Sheet1!C2",
        "C2:C3:C4",
    ],
)
def test_anything_else_is_unknown_and_nothing_is_claimed(text: str) -> None:
    assert SumFormula.parse(text) is None


@pytest.mark.parametrize(
    ("cells", "formula"),
    [
        ("C2 C3 C4", "=SUM(C2:C4)"),
        ("C4 C3 C2", "=SUM(C2:C4)"),
        ("C2", "=C2"),
        ("C2 C3 C5 C6", "=SUM(C2:C3)+SUM(C5:C6)"),
        ("C2 C4 C5", "=C2+SUM(C4:C5)"),
        ("D2 E2 F2", "=SUM(D2:F2)"),
        ("Z9 AA9", "=SUM(Z9:AA9)"),
        ("C2 C4 C6 C8 C10", None),
        ("", None),
    ],
)
def test_the_formula_that_adds_cells_can_be_typed(cells: str, formula: str | None) -> None:
    assert formula_over(CellRef("Biểu 1", cell) for cell in cells.split()) == formula
