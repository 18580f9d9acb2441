"""Which answer answers which warning."""

from dataclasses import replace

import pytest

from khuyenhoc_cli.checks.explanations import Doubt, quieten
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.intake.explanations import Explanation

AT = CellRef("Biểu 1", "D9")
HERE = CellRef("Việc cần sửa", "F3")
DETAIL = {"label": "Tổng số hội viên", "compared_with": "kỳ trước", "previous": "900", "change": "gấp 10 lần"}
FAR = Finding("KH501", AT, "HV01", "Xã Hồ Sen", "9.000", detail=DETAIL)
TEXT_IN_CELL = Finding("KH201", AT, "HV01", "Xã Hồ Sen", "chín", detail=DETAIL)
NOTE = Finding("KH304", AT, detail={"count": 1})
NO_ROW = Finding("KH706", AT, unit="Xã Cao")
TASK = Explanation("Mới kết nạp", HERE, "KH501", "Biểu 1", "D9")
IN_ROW = Explanation("Mới kết nạp", CellRef("Biểu 1", "Z9"))
NOTHING: dict[Doubt, str] = {}


def task(about: str) -> Explanation:
    return Explanation("Mới kết nạp", HERE, "KH501", "Biểu 1", "D9", about)


@pytest.mark.parametrize(
    ("finding", "explanation", "is_answered"),
    [
        (FAR, TASK, True),
        (FAR, IN_ROW, True),
        (replace(FAR, at=CellRef(" Biểu  1", "D9")), Explanation("a", HERE, "KH501", "BIỂU 1", "D9"), True),
        (FAR, Explanation("x", HERE, "KH501", "Biểu 1", "D10"), False),
        (FAR, Explanation("x", HERE, "KH501", "Biểu 2", "D9"), False),
        (FAR, Explanation("x", HERE, "KH401", "Biểu 1", "D9"), False),
        (FAR, Explanation("x", CellRef("Biểu 2", "Z9")), False),
        (FAR, Explanation("x", CellRef("Biểu 1", "Z19")), False),
        (FAR, task("Xã Hồ Sen: Tổng số hội viên là 9.000, cùng kỳ là 900."), True),
        (FAR, task("Tổng số hội viên là 19.000, cùng kỳ là 900."), False),
        (FAR, task("Chi hội là 9.000, cùng kỳ là 900."), False),
        (TEXT_IN_CELL, Explanation("đúng là chín", HERE, "KH201", "Biểu 1", "D9"), False),
        (TEXT_IN_CELL, IN_ROW, False),
        (NOTE, IN_ROW, False),
        (NO_ROW, IN_ROW, False),
        (NO_ROW, Explanation("Xã đã giải thể", HERE, "KH706", "Biểu 1", "D9"), True),
        (
            NO_ROW,
            Explanation("Xã đã giải thể", HERE, "KH706", "Biểu 1", "D9", "Biểu không có dòng của Xã Hồ Sen."),
            False,
        ),
    ],
    ids=[
        *(
            "by code and cell",
            "by row",
            "by a sheet's name as a person types it",
            "other cell",
            "other sheet",
            "other code",
            "row of another sheet",
            "other row",
        ),
        *("the line repeats the message", "the line is of another value", "the line is of another indicator"),
        *("an error stays", "an error stays by row too", "a note is no question", "a missing row is of no row"),
        *("a missing row by code", "another missing row at the same cell"),
    ],
)
def test_what_answers_what(finding: Finding, explanation: Explanation, is_answered: bool) -> None:
    still_open, answered = quieten([finding], [explanation], NOTHING)
    assert still_open == ([] if is_answered else [finding])
    assert [(each.finding, each.text) for each in answered] == ([(finding, explanation.text)] if is_answered else [])


@pytest.mark.parametrize(
    ("doubt", "is_answered"),
    [
        (("KH501", "Xã Hồ Sen", "HV01", "9.000"), True),
        (("KH501", "Xã Hồ Sen", "HV01", "9.001"), False),
        (("KH501", "Xã Gò Me", "HV01", "9.000"), False),
        (("KH501", "Xã Hồ Sen", "HV02", "9.000"), False),
    ],
)
def test_what_was_answered_once_is_not_asked_again_of_the_same_value(doubt: Doubt, is_answered: bool) -> None:
    still_open, answered = quieten([FAR], (), {doubt: "Mới kết nạp"})
    assert (len(still_open), len(answered)) == (not is_answered, is_answered)


def test_a_doubt_without_unit_indicator_and_value_is_never_known_again() -> None:
    bare = Finding("KH402", AT)
    assert quieten([bare], (), {("KH402", "", "", ""): "x"}) == ([bare], ())


def test_the_workbook_speaks_before_the_ledger() -> None:
    _, (answered,) = quieten([FAR], [TASK], {("KH501", "Xã Hồ Sen", "HV01", "9.000"): "cũ"})
    assert answered.text == "Mới kết nạp"
