"""All files of a period together: each one checked, versions of the same return told apart, missing units named."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from khuyenhoc_cli.checks.acceptance import AcceptedProposal, check_with_proposals
from khuyenhoc_cli.checks.explanations import Answered, RecordedOf, nothing_recorded, quieten
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
    """One file, checked. `submission` is what could be read of it; `unit` and `period` whose it is, where known.

    `accepted` are proposals that stand in the submission in the place of cells.
    `answered` are warnings that the office has explained: they weigh no more.
    """

    path: PurePath
    sha256: str
    submission: Submission | None
    unit: Unit | None
    period: Period | None
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedProposal, ...] = ()
    answered: tuple[Answered, ...] = ()

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

    @property
    def is_undecided(self) -> bool:
        """Whether another file of the same date says something else: nobody can tell which one is right."""
        return any(finding.code == "KH703" for finding in self.findings)

    @property
    def is_misplaced(self) -> bool:
        """Whether it reports for another period: then it is no version of this period's return."""
        return any(finding.code == "KH707" for finding in self.findings)


def check_file(
    path: PurePath,
    data: bytes,
    edition: Edition,
    expected: Expected,
    thresholds: Checks,
    previous_of: PreviousOf,
    recorded_of: RecordedOf = nothing_recorded,
    *,
    accept_proposals: bool = False,
) -> FileCheck:
    """One file read and checked, with its acceptable proposals taken for values where that leaves no error."""
    reading = read_return(data, path, edition, expected)
    findings = list(reading.findings)
    submission = reading.submission
    accepted: tuple[AcceptedProposal, ...] = ()
    answered: tuple[Answered, ...] = ()
    if submission is not None:
        checked = (submission, findings, edition, expected.units, thresholds, previous_of(submission.period))
        if accept_proposals:
            submission, findings, accepted = check_with_proposals(*checked)
        else:
            submission, findings = check_submission(*checked)
        findings, answered = quieten(
            findings, submission.explanations, recorded_of(submission.period, submission.unit.code)
        )
    digest = hashlib.sha256(data).hexdigest()
    found = sorted_findings(findings, reading.sheets)
    return FileCheck(path, digest, submission, reading.unit, reading.period, found, accepted, answered)


def unreadable_file(path: PurePath) -> FileCheck:
    """A file that the system would not open."""
    return FileCheck(path, "", None, None, None, (Finding("KH111"),))


def mark_versions(files: Iterable[FileCheck]) -> list[FileCheck]:
    """The files of one period; where a unit has several, the newest by its date counts and the others say so.

    Different files of that same date are an error on each of them: nobody can tell which is right.
    """
    original = list(files)
    marked = list(original)
    by_unit: dict[str, list[int]] = {}
    for number, file in enumerate(original):
        if file.submission is not None and not file.is_misplaced:
            by_unit.setdefault(file.submission.unit.code, []).append(number)
    for numbers in by_unit.values():
        newest = max(numbers, key=lambda n: (_made_on(original[n]), -n))
        for number in numbers:
            if _are_rivals(original[number], original[newest]):
                marked[number] = _marked("KH703", original[number], original[newest])
                marked[newest] = _marked("KH703", original[newest], original[number])
            elif number != newest:
                marked[number] = _marked("KH702", original[number], original[newest])
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


def _are_rivals(file: FileCheck, other: FileCheck) -> bool:
    """Whether two files of one unit and one date say different things."""
    if file.submission is None or other.submission is None or _made_on(file) != _made_on(other):
        return False
    return file.submission.by_unit() != other.submission.by_unit()


def _marked(code: str, file: FileCheck, other: FileCheck) -> FileCheck:
    """The file with the finding that another one stands beside it."""
    same = bool(file.submission and other.submission and file.submission.by_unit() == other.submission.by_unit())
    detail = {
        "other": other.path.name,
        "what": "bản cùng số liệu" if same else "bản mới hơn",
        "what_en": "a version with the same figures" if same else "a newer version",
    }
    name = file.unit.name if file.unit else None
    return replace(file, findings=(Finding(code, unit=name, detail=detail), *file.findings))
