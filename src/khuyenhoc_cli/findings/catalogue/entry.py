"""What an entry of the catalogue is: one kind of finding and its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Language = Literal["vi", "en"]


class Severity(StrEnum):
    """ERROR keeps a return out of the totals, WARNING does not, INFO is only a note."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Entry:
    """One kind of finding. `title` names it; `message`, `fix` and `proposal` are filled in from the finding."""

    code: str
    severity: Severity
    title: str
    message: Mapping[Language, str]
    fix: Mapping[Language, str]
    proposal: Mapping[Language, str] | None = None


def entry(
    code: str,
    severity: Severity,
    title: str,
    message: tuple[str, str],
    fix: tuple[str, str],
    proposal: tuple[str, str] | None = None,
) -> Entry:
    """An entry out of its texts, each in Vietnamese and in English."""

    def both(texts: tuple[str, str]) -> Mapping[Language, str]:
        return {"vi": texts[0], "en": texts[1]}

    return Entry(code, severity, title, both(message), both(fix), both(proposal) if proposal else None)


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
# `because` is " (vì …)" where a reason is known, else nothing.
MEANT = ("Có phải ý là {proposed}{because}? ", "Was {proposed} meant{because}? ")
NAMED = ("Có phải ý là “{proposed}”{because}? ", "Was “{proposed}” meant{because}? ")
