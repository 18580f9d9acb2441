"""All files of a period together: each one checked, versions of the same return told apart, missing units named."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from khuyenhoc_cli.checks.submission import check_submission
from khuyenhoc_cli.findings.model import Finding, Status, sorted_findings, status_of
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.reader import read_return
from khuyenhoc_cli.intake.submission import Expected, Place, Submission
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Checks

PreviousOf = Callable[[Period], Mapping[Place, int]]
"""The amounts of the same period a year before, for a period."""


@dataclass(frozen=True)
class FileCheck:
    """One file, checked. `submission` is what could be read of it; `unit` and `period` whose it is, where known."""

    path: PurePath
    sha256: str
    submission: Submission | None
    unit: Unit | None
    period: Period | None
    findings: tuple[Finding, ...]

    @property
    def status(self) -> Status:
        """The worst of its findings."""
        return status_of(self.findings, readable=self.submission is not None)

    @property
    def counts(self) -> bool:
        """Whether it may be taken in: readable, without errors, and not an older version of something."""
        return self.status in (Status.OK, Status.WARNINGS) and not self.is_superseded

    @property
    def is_superseded(self) -> bool:
        """Whether a newer version of the same return lies beside it."""
        return any(finding.code == "KH702" for finding in self.findings)


def check_file(
    path: PurePath, data: bytes, edition: Edition, expected: Expected, thresholds: Checks, previous_of: PreviousOf
) -> FileCheck:
    """One file read and checked."""
    reading = read_return(data, path, edition, expected)
    findings = list(reading.findings)
    if reading.submission is not None:
        previous = previous_of(reading.submission.period)
        findings = check_submission(reading.submission, findings, edition, expected.units, thresholds, previous)
    digest = hashlib.sha256(data).hexdigest()
    found = sorted_findings(findings, reading.sheets)
    return FileCheck(path, digest, reading.submission, reading.unit, reading.period, found)


def mark_versions(files: Iterable[FileCheck]) -> list[FileCheck]:
    """The files of one period; where a unit has several, the newest by its date counts and the others say so.

    Two different files of the same date are an error on the later-named one: nobody can tell which is right.
    """
    marked = list(files)
    by_unit: dict[str, list[int]] = {}
    for number, file in enumerate(marked):
        if file.submission is not None:
            by_unit.setdefault(file.submission.unit.code, []).append(number)
    for numbers in by_unit.values():
        newest = max(numbers, key=lambda n: (_made_on(marked[n]), -n))
        for number in numbers:
            if number != newest:
                marked[number] = _marked(marked[number], marked[newest])
    return marked


def missing_units(files: Iterable[FileCheck], expected: Expected) -> tuple[Unit, ...]:
    """The units that owe a return and sent nothing that could be told to be theirs, in the list's order."""
    seen = {file.unit.code for file in files if file.unit is not None}
    if expected.root.code in seen:
        return ()
    return tuple(unit for unit in expected.units.children(expected.root.code) if unit.code not in seen)


def _made_on(file: FileCheck) -> str:
    submission = file.submission
    return submission.made_on.isoformat() if submission and submission.made_on else ""


def _marked(older: FileCheck, newest: FileCheck) -> FileCheck:
    """The file with the finding that it is not the one that counts."""
    assert older.submission is not None
    assert newest.submission is not None
    undecided = _made_on(older) == _made_on(newest) and older.submission.by_unit() != newest.submission.by_unit()
    name = older.submission.unit.name
    finding = Finding("KH703" if undecided else "KH702", unit=name, detail={"other": newest.path.name})
    return replace(older, findings=(finding, *older.findings))
