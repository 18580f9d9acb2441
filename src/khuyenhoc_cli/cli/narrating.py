"""An office's own prose for a report: what its workbook and its text file say."""

from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.store import Ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit


def narrative_of(desk: Desk, ledger: Ledger, period: Period, scope: Unit) -> tuple[dict[str, str], list[str]]:
    """The office's own prose: from its own workbook's sheet, and over it from the period's text file."""
    from khuyenhoc_cli.report.narrative import read_narrative

    counting = ledger.counting(period)
    own = [unit.code for unit in desk.workspace.units_on(period).children(scope.code) if unit.kind == "attached"]
    found: dict[str, str] = {}
    for code in (scope.code, *own):
        if code in counting:
            found.update(counting[code].narrative)
    if scope != desk.workspace.root_on(period):
        return found, []
    text = read_narrative(desk.workspace.period_folder(period) / desk.workspace.config.narrative)
    return {**found, **text.sections}, list(text.warnings)
