"""From figures to their analysis: what the workspace and the ledger know beside them."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from khuyenhoc_cli.cli.figuring import books_of, figures_for
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.store import Ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.registered import registered
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
    explained = {entry.unit.code: ledger.explanations(period, entry.unit.code) for entry in figures.units}
    if closed is not None:
        then = closed.closed_at
        explained = {unit: tuple(e for e in found if e.recorded_at <= then) for unit, found in explained.items()}
    years = _Years(desk, ledger, figures)
    known = Known(desk.workspace.assigned(period, figures.edition), explained, years.own(), years.over_today())
    return analyse(figures, closed.frozen.config if closed else desk.workspace.config, known)


@dataclass(frozen=True)
class _Years:
    """The earlier years of the same part that the ledger knows, for the figures of a period."""

    desk: Desk
    ledger: Ledger
    figures: "Figures"

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Those collected themselves or in parts, oldest first."""
        from khuyenhoc_cli.figures.gathering import sources_of

        known, last = self.ledger.periods(), self.figures.period
        years = range(min((period.year for period in known), default=last.year), last.year)
        return tuple(p for p in (Period(year, last.part) for year in years) if sources_of(p, known.__contains__))

    def own(self) -> tuple["Figures", ...]:
        """The figures over the scope as it stood in each year; without the years in which it did not."""
        workspace = self.desk.workspace
        is_root = self.figures.scope == workspace.root_on(self.figures.period)
        found = []
        for period in self.periods:
            units = workspace.units_on(period)
            scope = workspace.root_on(period) if is_root else units.get(self.figures.scope.code)
            if scope is not None and units.children(scope.code):
                found.append(self._figures(period, scope, None))
        return tuple(found)

    def over_today(self) -> tuple["Figures", ...]:
        """The figures of the period itself against each year that other units reported in."""
        units_on, now = self.desk.workspace.units_on, self.figures
        others = (period for period in self.periods if units_on(period) != units_on(now.period))
        return tuple(self._figures(now.period, now.scope, against) for against in others)

    def _figures(self, period: Period, scope: Unit, against: Period | None) -> "Figures":
        """Those of a year before a closed period come from what that has kept, as far as it has."""
        from khuyenhoc_cli.figures.assembly import figures_of
        from khuyenhoc_cli.figures.gathering import Succession

        closed = self.ledger.closed(self.figures.period)
        if against is None and (closed is None or self.ledger.closed(period) is not None):
            return figures_for(self.desk, self.ledger, period, scope)
        live, workspace = books_of(self.desk, self.ledger), self.desk.workspace
        if closed is None:
            succession = Succession(workspace.succession, registered)
            return figures_of(live, period, scope, workspace.config, succession, against)
        kept = closed.frozen
        succession = Succession(kept.table, lambda code: kept.registered.get(code, ()))
        return figures_of(lambda p: kept.books.get(p) or live(p), period, scope, kept.config, succession, against)
