"""A finding and its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from khuyenhoc_cli.findings.catalogue import CATALOGUE, Language, Severity

__all__ = ["CellRef", "Finding", "Severity", "Status", "sorted_findings", "status_of"]

_A1 = re.compile(r"([A-Z]+)(\d+)")


@cache
def _letters(column: int) -> str:
    """The letters of a zero-based column: 0 -> "A", 26 -> "AA"."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(65 + last)


@cache
def _number(letters: str) -> int:
    """The one-based number of a column: "A" -> 1, "AA" -> 27."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


@dataclass(frozen=True, order=True, slots=True)
class CellRef:
    """A cell in the user's own file: sheet name and A1 address."""

    sheet: str
    cell: str

    @classmethod
    def at(cls, sheet: str, row: int, column: int) -> "CellRef":
        """The cell at zero-based row and column."""
        return cls(sheet, f"{_letters(column)}{row + 1}")

    @property
    def position(self) -> tuple[int, int]:
        """Row and column, one-based, for sorting in reading order."""
        match = _A1.fullmatch(self.cell)
        if match is None:
            return (0, 0)
        return int(match[2]), _number(match[1])


@dataclass(frozen=True)
class Finding:
    """One fault or doubt: a code of the catalogue, the place, what stood there, and the values its message names.

    `because` says why `proposed` is proposed; `skipped` names the checks that could not be made for this cell's sake.
    """

    code: str
    at: CellRef | None = None
    indicator: str | None = None
    unit: str | None = None
    found: str | None = None
    proposed: str | None = None
    also: tuple[CellRef, ...] = ()
    because: Mapping[Language, str] = field(default_factory=dict, hash=False)
    skipped: tuple[str, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def severity(self) -> Severity:
        """As the catalogue has it."""
        return CATALOGUE[self.code].severity

    def message(self, language: Language = "vi") -> str:
        """What is wrong, in one sentence."""
        return CATALOGUE[self.code].message[language].format_map(self._values())

    def fix(self, language: Language = "vi") -> str:
        """What to do about it."""
        entry = CATALOGUE[self.code]
        values = self._values()
        reason = f" ({_within(self.because[language])})" if self.because else ""
        lead = (
            entry.proposal[language].format_map({**values, "because": reason})
            if self.proposed and entry.proposal
            else ""
        )
        return f"{lead}{entry.fix[language].format_map(values)}"

    def _values(self) -> dict[str, Any]:
        where = {"sheet": self.at.sheet, "cell": self.at.cell} if self.at else {}
        named = {"indicator": self.indicator, "unit": self.unit, "found": self.found, "proposed": self.proposed}
        return {**where, **named, **self.detail}


def _within(sentence: str) -> str:
    """A reason as it stands in parentheses within a sentence: no capital at its head, no full stop at its end."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")


class Status(StrEnum):
    """How a whole file fared."""

    OK = "ok"
    WARNINGS = "warnings"
    ERRORS = "errors"
    UNREADABLE = "unreadable"


def status_of(findings: tuple[Finding, ...], *, readable: bool) -> Status:
    """The worst there is; notes (severity info) leave a file "ok"."""
    if not readable:
        return Status.UNREADABLE
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Status.ERRORS
    return Status.WARNINGS if Severity.WARNING in severities else Status.OK


def sorted_findings(findings: list[Finding], sheets: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """Findings in reading order: the file itself first, then sheet by sheet, row by row."""
    order = {name: number for number, name in enumerate(sheets)}

    def key(finding: Finding) -> tuple[int, tuple[int, int], str]:
        if finding.at is None:
            return (-1, (0, 0), finding.code)
        return (order.get(finding.at.sheet, len(order)), finding.at.position, finding.code)

    return tuple(sorted(findings, key=key))
