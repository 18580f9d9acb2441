"""Proposals taken in the place of cells that could not be used, because a person said so; then all is checked anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from khuyenhoc_cli.checks.number_doctor import readings_of
from khuyenhoc_cli.checks.submission import check_submission
from khuyenhoc_cli.findings.catalogue import Severity
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.model import Edition, Indicator, Measure
from khuyenhoc_cli.intake.cells import amount_of_typed
from khuyenhoc_cli.intake.submission import Place, Submission, TotalCell, Value
from khuyenhoc_cli.text.numbers import parse_printed
from khuyenhoc_cli.text.readings import serial_of
from khuyenhoc_cli.workspace.config import Checks
from khuyenhoc_cli.workspace.units_file import UnitList

# Why a proposal without evidence is taken: nothing else can be meant.
_ONE_READING = {
    "KH202": "vì số đếm không có phần lẻ, dấu phẩy này là dấu ngăn nghìn",
    "KH203": "vì số này không thể âm",
    "KH205": "vì phép cộng trong ô chỉ ra một số",
}
_ONE_READING_OF_TEXT = "vì chữ trong ô chỉ có một cách hiểu"


@dataclass(frozen=True)
class AcceptedProposal:
    """A value taken in a cell's place: what stood there, what was taken, and why (Vietnamese, for the record)."""

    place: Place
    at: CellRef
    code: str
    found: str | None
    proposed: str
    amount: int
    reason: str


def accept_proposals(
    submission: Submission, findings: Sequence[Finding], edition: Edition
) -> tuple[Submission, tuple[AcceptedProposal, ...], tuple[Finding, ...]]:
    """The submission with the proposals as values, what was taken, and the findings that are left.

    Taken are proposals for errors on cells without a usable value, if evidence speaks for them or nothing else can be
    meant. The rules have not been checked over the result.
    """
    places = {at: place for place, at in submission.unread.items()}
    accepted = {
        finding.at: taken
        for finding in findings
        if finding.at in places and (taken := _accepted(finding, places[finding.at], edition)) is not None
    }
    values = {taken.place: Value(taken.amount, taken.at) for taken in accepted.values()}
    unread = {place: at for place, at in submission.unread.items() if place not in values}
    totals = tuple(
        total for total in submission.totals if not _lacks_only(total, accepted.values(), submission, edition)
    )
    left = tuple(finding for finding in findings if finding.at not in accepted or not _is_error(finding))
    taken_in = replace(submission, values={**submission.values, **values}, unread=unread, totals=totals)
    return taken_in, tuple(accepted.values()), left


def check_with_proposals(
    submission: Submission,
    findings: Sequence[Finding],
    edition: Edition,
    units: UnitList,
    thresholds: Checks,
    previous: Mapping[Place, int],
) -> tuple[Submission, list[Finding], tuple[AcceptedProposal, ...]]:
    """The submission checked with all acceptable proposals in it, if no error is left then.

    Else it is as it was read, nothing is accepted, and the errors that the proposals would bring stand beside its own.
    """
    before, found = check_submission(submission, findings, edition, units, thresholds, previous)
    with_values, accepted, _ = accept_proposals(before, found, edition)
    if not accepted:
        return before, found, ()
    cells = {taken.at for taken in accepted}
    left = [finding for finding in findings if finding.at not in cells or not _is_error(finding)]
    after, anew = check_submission(with_values, left, edition, units, thresholds, previous)
    errors = [finding for finding in anew if _is_error(finding)]
    if not errors:
        return after, anew, accepted
    known = {(finding.code, finding.at) for finding in found}
    return before, [*found, *(error for error in errors if (error.code, error.at) not in known)], ()


def _accepted(finding: Finding, place: Place, edition: Edition) -> AcceptedProposal | None:
    """The finding's proposal as a value; None where it is no amount, not allowed, or one of several possible ones."""
    indicator = edition.indicators.get(place[1])
    if indicator is None or finding.at is None or not finding.proposed or not _is_error(finding):
        return None
    amount = amount_of_typed(finding.proposed, indicator)
    if amount is None or not indicator.minimum * indicator.scale <= amount <= indicator.maximum * indicator.scale:
        return None
    if indicator.measure is not Measure.FLAG and not _is_certain(finding, amount, indicator):
        return None
    reason = finding.because.get("vi", _ONE_READING.get(finding.code, _ONE_READING_OF_TEXT))
    return AcceptedProposal(place, finding.at, finding.code, finding.found, finding.proposed, amount, reason)


def _is_certain(finding: Finding, amount: int, indicator: Indicator) -> bool:
    """Whether nothing else can be meant, or evidence decides what the cell leaves open; it overrules no clear cell."""
    readings = readings_of(finding, indicator)
    return amount == readings.proposed if readings.sure and readings.exact else bool(finding.because)


def _lacks_only(
    total: TotalCell, accepted: Iterable[AcceptedProposal], submission: Submission, edition: Edition
) -> bool:
    """Whether a total is right but for the accepted cells: Excel added them up as they stood, and a text as nothing."""
    stood = {
        taken.place: _as_added(taken, edition.indicators[total.code])
        for taken in accepted
        if taken.place in total.parts
    }
    read = [submission.values[place].amount for place in total.parts if place in submission.values]
    return bool(stood) and total.amount == sum(read) + sum(stood.values())


def _as_added(taken: AcceptedProposal, indicator: Indicator) -> int:
    """What a cell counted for in a SUM as long as it stood as it was."""
    found = taken.found or ""
    if taken.code == "KH203":
        number = parse_printed(found)
        return 0 if number is None else int(number * indicator.scale)
    if taken.code == "KH208":
        try:
            return serial_of(datetime.strptime(found, "%d/%m/%Y").date()) * indicator.scale
        except ValueError:
            return 0
    return 0


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR
