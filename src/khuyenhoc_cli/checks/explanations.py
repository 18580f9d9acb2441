"""Warnings that the office has answered, set apart from the findings. Errors stay whatever is written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from khuyenhoc_cli.findings.model import Finding, Severity
from khuyenhoc_cli.intake.explanations import Explanation
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.names import fold

Doubt = tuple[str, str, str, str]
"""What a warning is about, wherever it stands: code, name of the row's unit, indicator, the text found."""

Recorded = Mapping[Doubt, str]
"""The answers that the ledger keeps of a unit's return."""

RecordedOf = Callable[[Period, str], Recorded]
"""The answers kept for a period and a unit's code."""

# A missing row or column is said at the edge of the table: what is written in that row is about another thing.
_OF_NO_ROW = {"KH108", "KH706"}


@dataclass(frozen=True)
class Answered:
    """A warning and what the office says to it."""

    finding: Finding
    text: str


def doubt_of(finding: Finding) -> Doubt:
    """By what a warning is known again in a later version of the return."""
    return finding.code, finding.unit or "", finding.indicator or "", finding.found or ""


def nothing_recorded(_period: Period, _unit: str) -> Recorded:
    """No answers: there is no ledger."""
    return {}


def quieten(
    findings: Iterable[Finding], explanations: Iterable[Explanation], recorded: Recorded
) -> tuple[list[Finding], tuple[Answered, ...]]:
    """The findings still open, and the warnings answered: in the workbook itself, else once before."""
    given = tuple(explanations)
    still_open, answered = [], []
    for finding in findings:
        text = _answer(finding, given, recorded) if finding.severity is Severity.WARNING else None
        if text is None:
            still_open.append(finding)
        else:
            answered.append(Answered(finding, text))
    return still_open, tuple(answered)


def _answer(finding: Finding, given: Iterable[Explanation], recorded: Recorded) -> str | None:
    """What the office says to a warning; None where it says nothing."""
    for explanation in given:
        if _is_about(explanation, finding):
            return explanation.text
    doubt = doubt_of(finding)
    return recorded.get(doubt) if any(doubt[1:]) else None


def _is_about(explanation: Explanation, finding: Finding) -> bool:
    if explanation.code is not None:
        sheet, cell = (" ".join(finding.at.sheet.split()), finding.at.cell) if finding.at else ("", "")
        named = (explanation.code, explanation.sheet.casefold(), explanation.cell)
        return named == (finding.code, sheet.casefold(), cell) and _names_the_same(explanation.about, finding)
    if finding.at is None or finding.code in _OF_NO_ROW:
        return False
    return (finding.at.sheet, finding.at.position[0]) == (explanation.at.sheet, explanation.at.position[0])


def _names_the_same(about: str, finding: Finding) -> bool:
    """Whether a line tells the same value, unit and indicator as the message: a copy of last year's answers nothing."""
    said = f" {fold(finding.message('vi'))} "
    named = [f" {fold(text)} " for text in (finding.found, finding.unit, finding.detail.get("label")) if text]
    return not about or all(words in f" {fold(about)} " for words in named if words in said)
