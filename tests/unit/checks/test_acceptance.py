"""Proposals taken in the place of cells: which ones, and what is checked again."""

from dataclasses import replace
from pathlib import Path

import pytest

from khuyenhoc_cli.checks.acceptance import AcceptedProposal, accept_proposals, check_with_proposals
from khuyenhoc_cli.checks.submission import check_submission
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.intake.submission import Place, Submission
from khuyenhoc_cli.workspace.config import Checks
from tests.cases.case_file import FOLDER, Case, read, read_case, small_edition

NOTHING_ELSE = "vì chữ trong ô chỉ có một cách hiểu"


def drawn(tmp_path: Path, text: str) -> Case:
    """A case out of the text of a file."""
    path = tmp_path / "ca.txt"
    path.write_text(text, encoding="utf-8")
    return read_case(path)


def taken(
    case: Case, previous: dict[Place, int] | None = None
) -> tuple[Submission, list[str], tuple[AcceptedProposal, ...]]:
    """The return with its proposals accepted: what it is then, the codes that are left, what was taken."""
    rules = list(filter(None, case.settings.get("quy tắc", "").split("; ")))
    edition = small_edition(case.settings["chỉ tiêu"].split(), rules)
    reading = read(case, edition)
    assert reading.submission is not None
    submission, findings, accepted = check_with_proposals(
        reading.submission, reading.findings, edition, case.units, Checks(), previous or {}
    )
    return submission, sorted(f"{f.code} {f.at.cell if f.at else ''}" for f in findings), accepted


def sheet(rows: list[str], codes: str = "TC10 TC11 TC12") -> str:
    """A sheet of Huyện Đồi Thử with these rows below the codes."""
    width = len(codes.split()) + 2
    head = ["  | " + " | ".join("ABCDE"[:width]) + " |", "1 | TT | Đơn vị | " + " | ".join(codes.split()) + " |"]
    body = [f"{number} | {number} | {row} |" for number, row in enumerate(rows, 2)]
    settings = f"đơn vị: Huyện Đồi Thử\nchỉ tiêu: {codes}\nquy tắc: TC10 = TC11 + TC12\n"
    return settings + "\n[Biểu 1]\n" + "\n".join([*head, *body]) + "\n"


@pytest.mark.parametrize(
    ("written", "proposed", "code", "reason"),
    [
        ("12 chi hội", "12", "KH201", "vì TC10 − TC12 = 12"),
        ("khoảng 12", "12", "KH201", "vì TC10 − TC12 = 12"),
        ("#REF!", "12", "KH204", "vì TC10 − TC12 = 12"),
        ("-12", "12", "KH203", "vì TC10 − TC12 = 12"),
        ("ngày 12/4/2024", "12", "KH208", "vì TC10 − TC12 = 12"),
    ],
)
def test_a_proposal_becomes_the_value_of_its_cell(
    tmp_path: Path, written: str, proposed: str, code: str, reason: str
) -> None:
    case = drawn(tmp_path, sheet([f"Xã Hồ Sen | 20 | {written} | 8", "Xã Gò Me | 5 | 5 | 0"]))
    submission, left, accepted = taken(case)
    assert left == []
    at = CellRef("Biểu 1", "D2")
    found = written.replace("ngày 12/4", "12/04")
    assert accepted == (AcceptedProposal(("90201", "TC11"), at, code, found, proposed, 12, reason),)
    assert submission.values["90201", "TC11"].amount == 12
    assert submission.values["90201", "TC11"].at == at
    assert not submission.unread


def test_what_only_one_reading_explains_needs_no_evidence(tmp_path: Path) -> None:
    case = drawn(tmp_path, sheet(["Xã Hồ Sen | '1.200 | 2", "Xã Gò Me | 1O5 | -3"], "HV02 HV03"))
    _, left, accepted = taken(case)
    assert left == []
    assert [(a.at.cell, a.amount, a.reason) for a in accepted] == [
        ("C2", 1200, NOTHING_ELSE),
        ("C3", 105, NOTHING_ELSE),
        ("D3", 3, "vì số này không thể âm"),
    ]


@pytest.mark.parametrize("written", ["khoảng 12", "12/4", "l2", "12,5", "chưa rõ", "#REF!", "ngày 12/4/2024", "ĐÚNG"])
def test_what_may_be_something_else_is_not_accepted_without_evidence(tmp_path: Path, written: str) -> None:
    case = drawn(tmp_path, sheet([f"Xã Hồ Sen | {written} | 2", "Xã Gò Me | 5 | 0"], "HV02 HV03"))
    submission, left, accepted = taken(case)
    assert accepted == ()
    assert len(left) == 1
    assert set(submission.unread) == {("90201", "HV02")}


@pytest.mark.parametrize(
    ("before", "accepted_amount"), [(None, 18_556_910_000), (18_000_000_000, 18_556_910_000), (18_000_000, None)]
)
def test_the_year_before_overrules_no_clear_text_unless_a_person_types_it(
    tmp_path: Path, before: int | None, accepted_amount: int | None
) -> None:
    text = sheet(["Xã Hồ Sen | 18.556, 91", "Xã Gò Me | 5"], "Q11").replace("Biểu 1", "Biểu 4")
    previous = {} if before is None else {("90201", "Q11"): before}
    _, left, accepted = taken(drawn(tmp_path, text), previous)
    assert [a.amount for a in accepted] == ([] if accepted_amount is None else [accepted_amount])
    assert left == ([] if accepted else ["KH201 C2"])


def test_signs_for_none_are_accepted_as_zero_with_that_reason(tmp_path: Path) -> None:
    _, left, accepted = taken(drawn(tmp_path, sheet(["Xã Hồ Sen | - | 2", "Xã Gò Me | 5 | không"], "HV02 HV03")))
    assert left == []
    assert [(a.found, a.amount, a.reason) for a in accepted] == [
        ("-", 0, "vì “-” trong biểu thường nghĩa là không có"),
        ("không", 0, "vì “không” trong biểu thường nghĩa là không có"),
    ]


def test_one_error_without_a_proposal_keeps_all_proposals_out(tmp_path: Path) -> None:
    case = drawn(tmp_path, sheet(["Xã Hồ Sen | '1.200 | chưa rõ", "Xã Gò Me | 5 | 0"], "HV02 HV03"))
    submission, left, accepted = taken(case)
    assert (left, accepted) == (["KH201 C2", "KH201 D2"], ())
    assert ("90201", "HV02") not in submission.values


def test_an_accepted_value_that_breaks_a_sum_is_not_hidden(tmp_path: Path) -> None:
    case = drawn(tmp_path, sheet(["Xã Hồ Sen | 20 | '13 chi hội | 8", "Xã Gò Me | 5 | 5 | 0"]))
    submission, left, accepted = taken(case)
    assert (left, accepted) == (["KH201 D2", "KH301 C2"], ())
    assert ("90201", "TC11") not in submission.values


@pytest.mark.parametrize(
    ("total", "left"),
    [
        ("5", []),  # a SUM passes over text
        ("1205", []),
        ("1204", ["KH201 C2", "KH303 C4"]),
    ],
)
def test_a_total_may_lack_what_was_text_but_nothing_else(tmp_path: Path, total: str, left: list[str]) -> None:
    rows = ["Xã Hồ Sen | '1.200 | 2", "Xã Gò Me | 5 | 0", f"Tổng cộng | {total} | 2"]
    assert taken(drawn(tmp_path, sheet(rows, "HV02 HV03")))[1] == left


def test_a_total_may_hold_the_negative_number_as_it_stood(tmp_path: Path) -> None:
    rows = ["Xã Hồ Sen | -12 | 2", "Xã Gò Me | 50 | 0", "Tổng cộng | 38 | 2"]
    _, left, accepted = taken(drawn(tmp_path, sheet(rows, "HV02 HV03")))
    assert (left, [a.amount for a in accepted]) == ([], [12])


def test_warnings_are_never_accepted_and_stay() -> None:
    case = read_case(FOLDER / "KH206-o-trong.txt")
    submission, left, accepted = taken(case)
    assert (left, accepted) == (["KH206 C2"], ())
    assert ("90201", "HV01") in submission.blank


def test_accepting_is_pure_and_leaves_other_findings_alone() -> None:
    case = read_case(FOLDER / "KH207-co-chua.txt")
    edition = small_edition(case.settings["chỉ tiêu"].split(), [])
    reading = read(case, edition)
    assert reading.submission is not None
    before, found = check_submission(reading.submission, reading.findings, edition, case.units, Checks(), {})
    other = Finding("KH107", detail={"sheet_name": "x", "title": "x"})
    after, accepted, left = accept_proposals(before, [*found, other], edition)
    assert accepted
    assert all(a.proposed in ("Có", "Chưa") and a.amount in (0, 1) for a in accepted)
    assert other in left
    assert not {a.place for a in accepted} & set(before.values)
    assert accept_proposals(replace(after), left, edition)[1] == ()
