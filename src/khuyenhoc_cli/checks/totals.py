"""The total row against the rows above it."""

from collections.abc import Iterator

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.submission import Place, TotalCell


def check_totals(context: CheckContext) -> Iterator[Finding]:
    """Totals that differ from the sum of their rows; sums that no program calculated are noted once for all."""
    submission = context.submission
    uncalculated = [total for total in submission.totals if total.amount is None]
    if uncalculated:
        also = tuple(total.at for total in uncalculated[1:])
        yield Finding("KH304", uncalculated[0].at, also=also, detail={"count": len(uncalculated)})
    for total in submission.totals:
        parts = [submission.values[place].amount for place in total.parts if place in submission.values]
        if total.amount is not None and parts and sum(parts) != total.amount and not _is_doubtful(total, context):
            yield _finding(total, total.amount, sum(parts), context.edition)


def _is_doubtful(total: TotalCell, context: CheckContext) -> bool:
    """Whether a cell above is unread, blank or already reported: its total cannot be blamed on its own."""
    submission = context.submission
    if any(
        place in submission.unread or (place in submission.blank and _owes(place, context)) for place in total.parts
    ):
        return True
    values = (submission.values[place] for place in total.parts if place in submission.values)
    return any(value.at in context.doubted for value in values)


def _owes(place: Place, context: CheckContext) -> bool:
    """Whether a blank of this unit has been asked about; an attached block may have nothing to say."""
    unit = place[0]
    return context.unit(unit).kind == "territorial" and unit not in context.units.no_association


def _finding(total: TotalCell, amount: int, expected: int, edition: Edition) -> Finding:
    indicator = edition.indicators[total.code]
    return Finding(
        "KH303",
        total.at,
        total.code,
        found=indicator.printed(amount),
        proposed=indicator.printed(expected),
        detail={"difference": indicator.printed(amount - expected)},
    )
