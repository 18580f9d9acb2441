"""What the ledger gives back: accepted versions, files set aside, explanations, accepted proposals."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khuyenhoc_cli.intake.submission import Place, Value
from khuyenhoc_cli.periods import Period


@dataclass(frozen=True)
class Accepted:
    """One accepted version of a unit's return; `file` is relative to the folder of returns.

    `warnings` are those that nobody had answered when it was taken in, `explained` those answered; None where an older
    program took it in.
    """

    period: Period
    unit: str
    version: int
    sha256: str
    file: str
    edition: str
    made_on: date | None
    taken_in_at: str
    with_errors: bool
    values: dict[Place, Value]
    narrative: dict[str, str]
    warnings: int | None = None
    explained: int | None = None

    def amounts(self) -> dict[Place, int]:
        """The values without their cells."""
        return {place: value.amount for place, value in self.values.items()}


class Reason(StrEnum):
    """Why a file does not count. REJECTED and WITHDRAWN leave the unit without a return, PASSED_OVER does not."""

    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    PASSED_OVER = "passed_over"


@dataclass(frozen=True)
class SetAside:
    """A file that did not count when its period was last taken in; `unit` is "" where nobody knows whose it is.

    `code` and `message` are of the finding that decided; empty for a file that was withdrawn, and, like `file`, where
    an older program set it aside.
    """

    unit: str
    file: str
    reason: Reason
    sha256: str = ""
    code: str = ""
    message: str = ""


@dataclass(frozen=True)
class Explained:
    """A warning that the office answered, with the file that first carried this answer."""

    code: str
    row_unit: str
    indicator: str
    found: str
    sheet: str
    cell: str
    text: str
    file: str
    sha256: str
    recorded_at: str


@dataclass(frozen=True)
class Acceptance:
    """A value that somebody accepted in place of an unreadable cell; `value` as the ledger keeps it."""

    version: int
    sheet: str
    cell: str
    row_unit: str
    indicator: str
    code: str
    found: str
    value: int
    reason: str
    accepted_by: str
    accepted_at: str
