"""What could not be checked for the sake of a cell that is unread or blank: unknown is not wrong, but it is said."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.intake.submission import Place

TOTAL_ROW = "dòng tổng cộng"


def with_skipped(findings: Iterable[Finding], context: CheckContext) -> list[Finding]:
    """The findings; those that stand on an unread or blank cell name the rules and the total left unchecked."""
    submission = context.submission
    places = {at: place for known in (submission.blank, submission.unread) for place, at in known.items()}
    added = {place for total in submission.totals for place in total.parts} if places else set()
    return [
        replace(finding, skipped=(*finding.skipped, *_skipped(place, finding, added, context)))
        if finding.at is not None and (place := places.get(finding.at)) is not None
        else finding
        for finding in findings
    ]


def _skipped(place: Place, finding: Finding, added: set[Place], context: CheckContext) -> Iterator[str]:
    """The checks that would have read the cell; a finding about a whole row names no single rule."""
    if finding.indicator is not None:
        yield from map(str, context.edition.rules_of.get(place[1], ()))
    if place in added:
        yield TOTAL_ROW
