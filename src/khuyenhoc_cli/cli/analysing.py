"""From figures to their analysis: what the workspace and the ledger know beside them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khuyenhoc_cli.cli.figuring import figures_for
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.store import Ledger
from khuyenhoc_cli.periods import Period

if TYPE_CHECKING:
    from khuyenhoc_cli.figures.analysis import Analysis
    from khuyenhoc_cli.figures.model import Figures


def analysis_of(desk: Desk, ledger: Ledger, figures: "Figures") -> "Analysis":
    """The analysis of a period's figures, with the same part of the earlier years that the ledger knows."""
    from khuyenhoc_cli.figures.analysis import Known, analyse

    assigned = desk.workspace.assigned(figures.period, figures.edition)
    explained = {entry.unit.code: ledger.explanations(figures.period, entry.unit.code) for entry in figures.units}
    return analyse(figures, desk.workspace.config, Known(assigned, explained, tuple(_earlier(desk, ledger, figures))))


def _earlier(desk: Desk, ledger: Ledger, figures: "Figures") -> Iterator["Figures"]:
    """The figures of the same part of earlier years over the scope, as far as it stood in their lists of units."""
    from khuyenhoc_cli.figures.gathering import sources_of

    known = ledger.periods()
    is_root = figures.scope == desk.workspace.root_on(figures.period)
    for year in range(min((period.year for period in known), default=figures.period.year), figures.period.year):
        period = Period(year, figures.period.part)
        units = desk.workspace.units_on(period)
        scope = desk.workspace.root_on(period) if is_root else units.get(figures.scope.code)
        if scope is not None and units.children(scope.code) and sources_of(period, known.__contains__):
            yield figures_for(desk, ledger, period, scope)
