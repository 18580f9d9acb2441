"""What `validate` prints: the files and their findings as JSON or as a table for the terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from khuyenhoc_cli.checks.explanations import Answered
from khuyenhoc_cli.checks.inbox import FileCheck
from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.findings.catalogue import Language, Severity
from khuyenhoc_cli.findings.model import Finding, Status
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit

if TYPE_CHECKING:
    from rich.console import RenderableType

SCHEMA = "khuyenhoc.validation/1"
MARKS = {
    Severity.ERROR: ("Lỗi", "bold red"),
    Severity.WARNING: ("Cảnh báo", "yellow"),
    Severity.INFO: ("Ghi chú", "cyan"),
}
STATUS_WORDS = {
    Status.OK: ("đạt", "green"),
    Status.WARNINGS: ("có cảnh báo", "yellow"),
    Status.ERRORS: ("có lỗi", "red"),
    Status.UNREADABLE: ("không đọc được", "red"),
}
_MOST_BESIDE = 6
STATE_WORDS = {State.NOT_RECEIVED: "chưa nhận được", State.NO_ASSOCIATION: "chưa có Hội"}


@dataclass(frozen=True)
class Validation:
    """The checked files of a period (None where each file has its own) and the units that sent nothing."""

    period: Period | None
    files: tuple[FileCheck, ...]
    missing: tuple[tuple[Unit, State], ...] = ()

    @property
    def has_faults(self) -> bool:
        """Whether the exit code is 1: an error, a warning, an unreadable file or a unit that owes its return."""
        owing = any(state is State.NOT_RECEIVED for _, state in self.missing)
        return owing or any(file.status is not Status.OK for file in self.files)


def validation_json(validation: Validation, language: Language) -> dict[str, Any]:
    """The contract `khuyenhoc.validation/1`."""
    return {
        "schema": SCHEMA,
        "period": str(validation.period) if validation.period else None,
        "files": [_file_json(file, language) for file in validation.files],
        "missing": [{"unit": unit.name, "state": str(state)} for unit, state in validation.missing],
        "summary": _summary(validation.files),
    }


def _file_json(file: FileCheck, language: Language) -> dict[str, Any]:
    return {
        "path": file.path.as_posix(),
        "unit": file.unit.name if file.unit else None,
        "period": str(file.period) if file.period else None,
        "status": str(file.status),
        "values": len(file.submission.values) if file.submission else 0,
        "findings": [_finding_json(finding, language) for finding in file.findings],
        "answered": [_answered_json(answered) for answered in file.answered],
    }


def _finding_json(finding: Finding, language: Language) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "sheet": finding.at.sheet if finding.at else None,
        "cell": finding.at.cell if finding.at else None,
        "indicator": finding.indicator,
        "unit": finding.unit,
        "found": finding.found,
        "proposed": finding.proposed,
        "message": finding.message(language),
        "fix": finding.fix(language),
        "because": finding.because.get(language),
        "skipped": list(finding.skipped),
        "also": [{"sheet": ref.sheet, "cell": ref.cell} for ref in finding.also],
    }


def _answered_json(answered: Answered) -> dict[str, str | None]:
    at = answered.finding.at
    where = {"sheet": at.sheet if at else None, "cell": at.cell if at else None}
    return {"code": answered.finding.code, **where, "explanation": answered.text}


def _summary(files: Sequence[FileCheck]) -> dict[str, int]:
    counts = {str(status): sum(file.status is status for file in files) for status in Status}
    return {"files": len(files), **counts, "findings": sum(len(file.findings) for file in files)}


def validation_table(validation: Validation, language: Language) -> Iterable["RenderableType"]:
    """The files that have something to say, each with its findings, then one line that sums up."""
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    for file in validation.files:
        if file.status is Status.OK:
            continue
        word, style = STATUS_WORDS[file.status]
        yield Text.assemble(
            (file.path.as_posix(), "bold"), f" · {file.unit.name if file.unit else '?'} · ", (word, style)
        )
        table = Table(show_edge=False, pad_edge=False, header_style="dim", row_styles=["", ""])
        for heading in ("Mã", "Mức", "Trang", "Ô", "Nội dung và cách sửa"):
            table.add_column(heading, no_wrap=heading != "Nội dung và cách sửa", overflow="fold")
        for finding in file.findings:
            mark, mark_style = MARKS[finding.severity]
            sheet, cell = (finding.at.sheet, finding.at.cell) if finding.at else ("", "")
            lead = f"{finding.unit}: " if finding.unit else ""
            what = f"{escape(lead + finding.message(language))}\n[dim]→ {escape(_remedy(finding, language))}[/dim]"
            table.add_row(finding.code, Text(mark, mark_style), sheet, cell, what)
        yield table
        yield ""
    yield from (f"[yellow]{escape(unit.name)}: {STATE_WORDS[state]}[/yellow]" for unit, state in validation.missing)
    yield summary_line(validation)


def _remedy(finding: Finding, language: Language) -> str:
    """What to do, why that is proposed, the other cells it is about, and what could not be checked for its sake."""
    because, fix = reason_of(finding, language), finding.fix(language)
    reason = f" (Lý do: {because}.)" if because and because not in fix else ""
    unchecked = f" Chưa kiểm tra được: {'; '.join(finding.skipped)}." if finding.skipped else ""
    return fix + reason + _beside(finding) + unchecked


def reason_of(finding: Finding, language: Language) -> str:
    """Why the proposal is made, bare: without "vì" before it and a full stop behind it."""
    because = finding.because.get(language, "").strip().rstrip(".")
    return because.removeprefix("vì ").removeprefix("because ")


def _beside(finding: Finding) -> str:
    """The other cells that a finding is about, those of its own sheet without the sheet's name."""
    if finding.at is None or not finding.also:
        return ""
    own = finding.at.sheet
    named = [ref.cell if ref.sheet == own else f"{ref.sheet}!{ref.cell}" for ref in finding.also[:_MOST_BESIDE]]
    more = " …" if len(finding.also) > _MOST_BESIDE else ""
    return f" (Cùng: {', '.join(named)}{more})"


def summary_line(validation: Validation) -> str:
    counts = _summary(validation.files)
    parts = [f"{counts[str(status)]} {word}" for status, (word, _) in STATUS_WORDS.items() if counts[str(status)]]
    period = f"Kỳ {validation.period}: " if validation.period else ""
    files = f"{counts['files']} tệp ({', '.join(parts) or 'không có tệp nào'})"
    notes = sum(finding.severity is Severity.INFO for file in validation.files for finding in file.findings)
    noted = f", {notes} ghi chú" if notes else ""
    answers = sum(len(file.answered) for file in validation.files)
    answered = f", {answers} điều đã được giải trình" if answers else ""
    return f"{period}{files}, {counts['findings'] - notes} điều cần xem{noted}{answered}."
