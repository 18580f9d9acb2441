"""Every code has its words in both languages, an example where it is raised, and one where it might be but is not."""

import re
import string
from pathlib import Path

import pytest

from khuyenhoc_cli.findings.catalogue import CATALOGUE, Entry, Severity
from khuyenhoc_cli.findings.model import CellRef, Finding, Status, sorted_findings, status_of
from tests.cases.case_file import FOLDER, read_case
from tests.unit.intake.test_guard import FAILING, NOTED, PASSING

TESTS = Path(__file__).parents[1]
CASES = [read_case(path) for path in sorted(FOLDER.glob("*.txt"))]
BETWEEN_FILES = TESTS / "ledger" / "test_taking_in.py"


def test_every_code_is_expected_somewhere() -> None:
    in_cases = {expected[0] for case in CASES for expected, _ in case.expected}
    between_files = set(re.findall(r'"(KH\d{3})"', BETWEEN_FILES.read_text(encoding="utf-8")))
    whole_files = {code for code, _ in FAILING.values()} | {code for code, *_ in NOTED.values()}
    assert set(CATALOGUE) == in_cases | whole_files | between_files


def test_every_code_is_shown_not_to_be_raised_where_one_might_fear_it() -> None:
    silent = {code for case in CASES for code in case.silent} | {
        c for codes, _ in PASSING.values() for c in codes.split()
    }
    # A lone file, and a plain one in its period's folder: test_taking_in.py, test_only_what_is_new_or_changed_is_read.
    assert set(CATALOGUE) - silent == {"KH111", "KH702", "KH703", "KH708"}


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.code)
def test_every_code_says_what_is_wrong_and_what_to_do_in_both_languages(entry: Entry) -> None:
    for texts in (entry.message, entry.fix):
        assert set(texts) == {"vi", "en"}
        assert all(text.strip() and text[-1] in ".?" and text[0] == text[0].upper() for text in texts.values())
    assert entry.title
    assert {name.removesuffix("_en") for name in fields(entry.message["en"])} <= fields(entry.message["vi"])


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_an_error_keeps_a_return_out_and_a_doubt_does_not() -> None:
    severities = {code: entry.severity for code, entry in CATALOGUE.items()}
    assert [code for code, severity in severities.items() if severity is Severity.INFO] == ["KH113", "KH132", "KH304"]
    assert all(severities[code] is Severity.WARNING for code in ("KH206", "KH209", "KH401", "KH402", "KH501", "KH706"))
    assert all(severity is Severity.ERROR for code, severity in severities.items() if code < "KH107")


@pytest.mark.parametrize(
    ("codes", "readable", "status"),
    [
        ((), True, Status.OK),
        (("KH304",), True, Status.OK),
        (("KH206", "KH304"), True, Status.WARNINGS),
        (("KH206", "KH201"), True, Status.ERRORS),
        (("KH201",), False, Status.UNREADABLE),
    ],
)
def test_the_status_of_a_file_is_the_worst_of_its_findings(codes: tuple[str, ...], readable: bool, status: str) -> None:
    assert status_of(tuple(map(Finding, codes)), readable=readable) is status


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [(0, 0, "A1"), (16, 25, "Z17"), (0, 26, "AA1"), (8, 701, "ZZ9"), (1048575, 16383, "XFD1048576")],
)
def test_an_address_is_written_as_excel_writes_it(row: int, column: int, cell: str) -> None:
    at = CellRef.at("Biểu 1", row, column)
    assert at.cell == cell
    assert at.position == (row + 1, column + 1)


def test_findings_stand_in_reading_order() -> None:
    places = [None, ("Bìa", "B5"), ("Biểu 2", "Z2"), ("Biểu 2", "AA2"), ("Biểu 2", "A10"), ("Lạ", "A1")]
    findings = [Finding("KH201", CellRef(*place) if place else None) for place in places]
    assert sorted_findings(findings[::-1], ("Bìa", "Biểu 2")) == tuple(findings)
