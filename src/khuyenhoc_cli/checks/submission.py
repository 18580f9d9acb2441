"""All checks over one submission, in the order of their standing: later ones are silent where an earlier one spoke."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from khuyenhoc_cli.checks.cell_rules import cells_of, check_cell_rules
from khuyenhoc_cli.checks.column_units import check_column_units
from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.checks.copied_rows import check_copied_rows
from khuyenhoc_cli.checks.history import check_history
from khuyenhoc_cli.checks.neighbours import check_neighbours
from khuyenhoc_cli.checks.number_doctor import propose
from khuyenhoc_cli.checks.skipped import with_skipped
from khuyenhoc_cli.checks.totals import check_totals
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.cells import typed
from khuyenhoc_cli.intake.submission import Place, Submission, Value
from khuyenhoc_cli.workspace.config import Checks
from khuyenhoc_cli.workspace.units_file import UnitList

CHECKS: tuple[Callable[[CheckContext], Iterable[Finding]], ...] = (
    check_cell_rules,
    check_totals,
    check_column_units,
    check_copied_rows,
    check_history,
    check_neighbours,
)


def check_submission(
    submission: Submission,
    findings: Iterable[Finding],
    edition: Edition,
    units: UnitList,
    thresholds: Checks,
    previous: Mapping[Place, int],
) -> tuple[Submission, list[Finding]]:
    """The submission without values its form does not allow; the findings of reading and of every check."""
    found = list(findings)
    bounds = list(_out_of_bounds(submission, edition, units))
    found += bounds
    submission = _without(submission, bounds)
    context = CheckContext(submission, edition, units, thresholds, previous)
    for check in CHECKS:
        found += list(check(replace(context, doubted=cells_of(found))))
    return submission, with_skipped(propose(context, found), context)


def _out_of_bounds(submission: Submission, edition: Edition, units: UnitList) -> Iterable[Finding]:
    """Values outside what the form allows, by the row models."""
    for unit_code, amounts in submission.by_unit().items():
        for form in edition.forms:
            row = {code: amounts[code] for code in (i.code for i in form.indicators) if code in amounts}
            for code in form.out_of_bounds(row):
                value = submission.values[unit_code, code]
                yield _bounds_finding(value, code, edition, (units.get(unit_code) or submission.unit).name)


def _bounds_finding(value: Value, code: str, edition: Edition, unit: str) -> Finding:
    indicator = edition.indicators[code]
    proposed = typed(-value.amount, indicator) if value.amount < 0 else None
    detail = {
        "label": indicator.label,
        "minimum": indicator.printed(indicator.minimum * indicator.scale),
        "maximum": indicator.printed(indicator.maximum * indicator.scale),
    }
    return Finding("KH203", value.at, code, unit, indicator.printed(value.amount), proposed, detail=detail)


def _without(submission: Submission, bounds: list[Finding]) -> Submission:
    """The submission with out-of-bounds values unread: what follows from them is not reported again."""
    wrong = {finding.at for finding in bounds}
    if not wrong:
        return submission
    unread = {place: value.at for place, value in submission.values.items() if value.at in wrong}
    values = {place: value for place, value in submission.values.items() if place not in unread}
    return replace(submission, values=values, unread={**submission.unread, **unread})
