"""The cases of `tests/cases/*.txt`: a workbook drawn as text beside the findings expected at its cells."""

from pathlib import Path

import pytest

from tests.cases.case_file import FOLDER, Case, beside, read_case, run, seen

CASES = [read_case(path) for path in sorted(FOLDER.glob("*.txt"))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    found = run(case)
    assert sorted(map(seen, found), key=str) == sorted((expected for expected, _ in case.expected), key=str)
    named = {expected: cells for expected, cells in case.expected if cells is not None}
    assert {seen(finding): beside(finding) for finding in found if seen(finding) in named} == named
    assert not case.silent & {finding.code for finding in found}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_finding_of_a_case_can_be_said_in_both_languages(case: Case) -> None:
    for finding in run(case):
        for language in ("vi", "en"):
            said = finding.message(language) + finding.fix(language)
            assert "{" not in said
            assert "None" not in said, said


def test_there_are_cases() -> None:
    assert len(CASES) == len(list(Path(FOLDER).glob("*.txt"))) >= 40
