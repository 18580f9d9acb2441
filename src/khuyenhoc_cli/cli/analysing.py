"""From figures to their analysis: what the workspace and the ledger know beside them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khuyenhoc_cli.cli.figuring import books_of, figures_for
from khuyenhoc_cli.ledger.freezing import Closed
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.store import Ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit

if TYPE_CHECKING:
    from khuyenhoc_cli.figures.analysis import Analysis
    from khuyenhoc_cli.figures.model import Figures


def analysis_of(desk: Desk, ledger: Ledger, figures: "Figures") -> "Analysis":
    """The analysis of a period's figures, with the same part of the earlier years that the ledger knows.

    Of a closed period the settings, the year before and the answers of offices are those it was closed with.
    """
    from khuyenhoc_cli.figures.analysis import Known, analyse

    period, closed = figures.period, ledger.closed(figures.period)
    config = closed.frozen.config if closed else desk.workspace.config
    explained = {entry.unit.code: ledger.explanations(period, entry.unit.code) for entry in figures.units}
    if closed is not None:
        then = closed.closed_at
        explained = {unit: tuple(e for e in found if e.recorded_at <= then) for unit, found in explained.items()}
    known = Known(
        desk.workspace.assigned(period, figures.edition),
        explained,
        tuple(_earlier(desk, ledger, figures, closed)),
    )
    return analyse(figures, config, known)


def _earlier(desk: Desk, ledger: Ledger, figures: "Figures", closed: Closed | None) -> Iterator["Figures"]:
    """The figures of the same part of earlier years over the scope, as far as it stood in their lists of units."""
    from khuyenhoc_cli.figures.gathering import sources_of

    workspace, known = desk.workspace, ledger.periods()
    is_root = figures.scope == workspace.root_on(figures.period)
    for year in range(min((period.year for period in known), default=figures.period.year), figures.period.year):
        period = Period(year, figures.period.part)
        units = workspace.units_on(period)
        scope = workspace.root_on(period) if is_root else units.get(figures.scope.code)
        if scope is not None and units.children(scope.code) and sources_of(period, known.__contains__):
            yield _figures_beside(desk, ledger, period, scope, closed)


def _figures_beside(desk: Desk, ledger: Ledger, period: Period, scope: Unit, closed: Closed | None) -> "Figures":
    """Figures of an earlier year, from what a later closed period has kept of it as far as it has."""
    if closed is None or ledger.closed(period) is not None:
        return figures_for(desk, ledger, period, scope)
    from khuyenhoc_cli.figures.assembly import figures_of
    from khuyenhoc_cli.figures.gathering import Succession

    live, kept = books_of(desk, ledger), closed.frozen
    succession = Succession(kept.table, lambda code: kept.registered.get(code, ()))
    return figures_of(lambda each: kept.books.get(each) or live(each), period, scope, kept.config, succession)
