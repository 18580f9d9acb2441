"""What a marked-up copy says: a row of the list and a part of a cell's comment for each finding."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khuyenhoc_cli.findings.catalogue import CATALOGUE, Language, Severity
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms import task_sheet as labels
from khuyenhoc_cli.intake.grid import ErrorCell, Grid, UncalculatedCell

MESSAGE = "Điều cần xem"
"""The heading of what is wrong."""
SEVERITY_WORDS: Mapping[Severity, Mapping[Language, str]] = {
    Severity.ERROR: {"vi": "Lỗi", "en": "Error"},
    Severity.WARNING: {"vi": "Cảnh báo", "en": "Warning"},
    Severity.INFO: {"vi": "Ghi chú", "en": "Note"},
}
# Told apart by lightness and, where red and green look alike, by the border that only errors have.
FILLS: Mapping[Severity, str] = {Severity.ERROR: "F4B183", Severity.WARNING: "FFF2B3", Severity.INFO: "CFE2F3"}
ERROR_BORDER = "C00000"

_FIX = {"vi": "Cách sửa: ", "en": "What to do: "}
_PROPOSED = {"vi": "Đề nghị: ", "en": "Proposed: "}
_BESIDE = {"vi": "Cùng", "en": "Also"}
_MOST_BESIDE = 6
_MOST_CHARACTERS = 2000
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Key:
    """By what a finding is known again in a copy that came back; `message` only where it has no cell."""

    code: str
    sheet: str
    cell: str
    message: str = ""


@dataclass(frozen=True)
class Task:
    """A finding in words. `at` is None where it is about the whole file."""

    code: str
    severity: Severity
    level: str
    at: CellRef | None
    unit: str
    message: str
    fix: str
    proposal: str
    note: tuple[str, str]

    @property
    def key(self) -> Key:
        """By what it is known again."""
        if self.at is None:
            return Key(self.code, "", "", self.message)
        return Key(self.code, self.at.sheet, self.at.cell)


def tasks_of(findings: Sequence[Finding], language: Language) -> tuple[Task, ...]:
    """The findings in words, in their order."""
    return tuple(_task(finding, language) for finding in findings)


def is_task_list(sheet: str) -> bool:
    """Whether a sheet of this name is the list; Excel knows no two names that differ only in case."""
    return sheet.casefold() == labels.TASK_SHEET.casefold()


def gravest(tasks: Sequence[Task]) -> Severity:
    """The gravest severity of tasks that share a cell."""
    return min((task.severity for task in tasks), key=list(Severity).index)


def _task(finding: Finding, language: Language) -> Task:
    message, unit = finding.message(language), finding.unit or ""
    fix = finding.fix(language) + _beside(finding, language)
    proposal = _proposal(finding, language)
    level = SEVERITY_WORDS[finding.severity][language]
    lines = [f"{unit}: {message}" if unit else message, _FIX[language] + fix]
    if proposal and not CATALOGUE[finding.code].proposal:
        lines.append(_PROPOSED[language] + proposal)
    note = (f"{finding.code} · {level}", written("\n".join(lines)))
    unit, message, fix, proposal = (written(text) for text in (unit, message, fix, proposal))
    return Task(finding.code, finding.severity, level, finding.at, unit, message, fix, proposal, note)


def _proposal(finding: Finding, language: Language) -> str:
    """The value proposed and why."""
    if not finding.proposed:
        return ""
    reason = finding.because.get(language, "")
    return f"{finding.proposed} ({reason.rstrip('.')})" if reason else finding.proposed


def _beside(finding: Finding, language: Language) -> str:
    """The other cells that a finding is about, those of its own sheet without the sheet's name."""
    if not finding.also:
        return ""
    own = finding.at.sheet if finding.at else None
    named = [ref.cell if ref.sheet == own else f"{ref.sheet}!{ref.cell}" for ref in finding.also[:_MOST_BESIDE]]
    more = " …" if len(finding.also) > _MOST_BESIDE else ""
    return f" ({_BESIDE[language]}: {', '.join(named)}{more})"


def written(text: str) -> str:
    """The text as XML can hold it, and no longer than a person reads."""
    clean = _UNWRITABLE.sub("", text)
    return clean if len(clean) <= _MOST_CHARACTERS else clean[: _MOST_CHARACTERS - 1] + "…"


def text_of(value: object) -> str:
    """What a cell of a grid shows, as text."""
    if isinstance(value, ErrorCell):
        return value.text
    return written(value.formula if isinstance(value, UncalculatedCell) else str(value))


def explanations_in(grids: Sequence[Grid]) -> dict[Key, str]:
    """What a unit wrote beside the findings of an earlier copy; empty where there is no list of them."""
    grid = next((grid for grid in grids if is_task_list(grid.sheet)), None)
    wanted = (labels.CODE, labels.SHEET, labels.CELL, MESSAGE, labels.EXPLANATION)
    found: dict[Key, str] = {}
    columns: list[int] = []
    for row in grid.rows if grid else ():
        texts = [text_of(value).strip() for value in row]
        if not columns:
            columns = [texts.index(heading) for heading in wanted] if set(wanted) <= set(texts) else []
            continue
        code, sheet, cell, message, explanation = (texts[column] for column in columns)
        if code and explanation:
            found[Key(code, sheet, cell, "" if cell else message)] = explanation
    return found
