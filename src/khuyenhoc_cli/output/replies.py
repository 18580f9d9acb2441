"""What is answered to the units: for each one with something to mend, or without a return, the points by cause.

A reply holds only what is in the unit's own files. Notes are not mentioned, and neither is an older version of a return
nor what only the receiving office can mend.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc_cli.checks.inbox import FileCheck
from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.findings.catalogue import Severity
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.intake.cover import name_parts
from khuyenhoc_cli.output.replies_wording import Wording, common_wording, wording_of
from khuyenhoc_cli.output.validation import Validation
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.units.matching import NameIndex
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Config
from khuyenhoc_cli.workspace.naming import association_name, unit_slug


@dataclass(frozen=True)
class Fault:
    """A finding in one of the unit's files; `file` is its bare name where the unit sent several, else ""."""

    file: str
    finding: Finding

    @property
    def place(self) -> str:
        """ "trang Biểu 1", "tệp b.xlsx, trang Biểu 1", "tệp b.xlsx"; "" for the whole of the only file."""
        sheet = f"trang {self.finding.at.sheet}" if self.finding.at else ""
        return ", ".join(part for part in (f"tệp {self.file}" if self.file else "", sheet) if part)

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """The cell and those that stand beside it."""
        return (self.finding.at, *self.finding.also) if self.finding.at else ()


@dataclass(frozen=True)
class Point:
    """The faults of one cause."""

    wording: Wording
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Reply:
    """What one unit is told: `errors` it has to mend, `warnings` it should look at; both empty is a reminder."""

    unit: Unit
    period: Period | None
    errors: tuple[Point, ...] = ()
    warnings: tuple[Point, ...] = ()

    @property
    def is_reminder(self) -> bool:
        """Whether the unit has sent nothing."""
        return not self.errors and not self.warnings

    @property
    def report(self) -> str:
        """ "báo cáo 6 tháng đầu năm 2024"."""
        return f"báo cáo {self.period.name}" if self.period else "báo cáo"

    @property
    def addressee(self) -> str:
        """Whom it is addressed to; an attached unit, or one that is an association itself, by its own name."""
        named = self.unit.kind == "attached" or "khuyen hoc" in fold(self.unit.name)
        return self.unit.name if named else association_name(self.unit)

    @property
    def you(self) -> str:
        """How the addressee is spoken to."""
        return "quý đơn vị" if self.unit.kind == "attached" else "quý Hội"


def replies_to(validation: Validation, root: Unit, children: tuple[Unit, ...]) -> tuple[Reply, ...]:
    """One reply per unit and period, in the order of the files; then the reminders.

    `children` are the units that report to `root`. A file that could not be opened is answered to the unit in its name.
    """
    names = NameIndex((root, *children))
    sent: dict[tuple[Unit, Period | None], list[FileCheck]] = {}
    for file in validation.files:
        unit = _sender(file, names)
        if unit is not None and unit != root and not file.is_superseded:
            period = validation.period or file.period or name_parts(file.path)[0]
            sent.setdefault((unit, period), []).append(file)
    answers = (_answer(unit, period, files) for (unit, period), files in sent.items())
    heard = {unit.code for unit, _ in sent}
    owing = (unit for unit, state in validation.missing if state is State.NOT_RECEIVED and unit.code not in heard)
    reminders = (Reply(unit, validation.period) for unit in owing)
    return (*(reply for reply in answers if not reply.is_reminder), *reminders)


def without_addressee(validation: Validation, root: Unit, children: tuple[Unit, ...]) -> tuple[FileCheck, ...]:
    """The files with something to mend of which nobody knows who sent them."""
    names = NameIndex((root, *children))
    unknown = (file for file in validation.files if _sender(file, names) is None)
    return tuple(file for file in unknown if any(map(_is_told, file.findings)))


def _sender(file: FileCheck, names: NameIndex) -> Unit | None:
    """Whose file it is; of one that could not be opened, what its name says, as nothing in it could say otherwise."""
    if file.unit is not None or any(finding.code == "KH701" for finding in file.findings):
        return file.unit
    return names.match(name_parts(file.path)[1]).unit


def reply_names(replies: Iterable[Reply]) -> dict[Reply, str]:
    """A file name without its ending for each reply: "krong-nang"; with code or period where units share a name."""
    listed = list(replies)
    slugs = [unit_slug(reply.unit) for reply in listed]
    names = {}
    for reply, name in zip(listed, slugs, strict=True):
        namesakes = [other for other, slug in zip(listed, slugs, strict=True) if slug == name and other != reply]
        if any(other.unit.code != reply.unit.code for other in namesakes):
            name = f"{name}-{reply.unit.code}"
        if any(other.unit.code == reply.unit.code for other in namesakes):
            name = f"{name}-{reply.period or 'chua-ro-ky'}"
        names[reply] = name
    return names


def open_deadline(config: Config, period: Period | None, on: date) -> date | None:
    """The day the period's returns are due, where it has not passed yet."""
    due = config.deadlines.get(str(period))
    return due if due is not None and due >= on else None


def _answer(unit: Unit, period: Period | None, files: Sequence[FileCheck]) -> Reply:
    several = len(files) > 1
    faults = [
        Fault(file.path.name if several else "", finding)
        for file in files
        for finding in file.findings
        if _is_told(finding)
    ]
    return Reply(unit, period, _points(faults, Severity.ERROR), _points(faults, Severity.WARNING))


def _is_told(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO and not wording_of(finding).ours


def _points(faults: Iterable[Fault], severity: Severity) -> tuple[Point, ...]:
    """The faults of a severity, those of one code together, in the order of their first."""
    by_code: dict[str, list[Fault]] = {}
    for fault in faults:
        if fault.finding.severity is severity:
            by_code.setdefault(fault.finding.code, []).append(fault)
    return tuple(Point(common_wording(f.finding for f in found), tuple(found)) for found in by_code.values())
