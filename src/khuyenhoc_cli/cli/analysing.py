"""From figures to their analysis: what the workspace and the ledger know beside them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khuyenhoc_cli.cli.figuring import books_of, figures_for
from khuyenhoc_cli.ledger.books import Books
from khuyenhoc_cli.ledger.freezing import Closed
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.records import Explained
from khuyenhoc_cli.ledger.store import Ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.registered import registered
from khuyenhoc_cli.workspace.config import Config

if TYPE_CHECKING:
    from khuyenhoc_cli.figures.analysis import Analysis, Known
    from khuyenhoc_cli.figures.earlier import Earlier
    from khuyenhoc_cli.figures.gathering import Succession
    from khuyenhoc_cli.figures.model import Figures
    from khuyenhoc_cli.report.years import Years


@dataclass(frozen=True)
class _Past:
    """What earlier periods come from. Of a closed period that is what it has kept of them."""

    books: Books
    config: Config
    succession: "Succession"


def analysis_of(desk: Desk, ledger: Ledger, figures: "Figures") -> "Analysis":
    """The analysis of a period's figures, with the same part of the earlier years that the ledger knows.

    Of a closed period everything is as it was closed with; `desk` is that of then.
    """
    from khuyenhoc_cli.figures.analysis import analyse

    closed = ledger.closed(figures.period)
    return analyse(figures, _past(desk, ledger, closed).config, _known(desk, ledger, figures, closed))


def years_of(desk: Desk, ledger: Ledger, figures: "Figures") -> "Years":
    """What a report over several years rests on beside its last one; with that alone where nothing else is known."""
    from khuyenhoc_cli.figures.series import series_of
    from khuyenhoc_cli.report.years import Years

    known = _known(desk, ledger, figures, ledger.closed(figures.period))
    return Years(series_of([*known.earlier, figures], known.over_today), known.earlier, known.assigned)


def _known(desk: Desk, ledger: Ledger, figures: "Figures", closed: Closed | None) -> "Known":
    from khuyenhoc_cli.figures.analysis import Known

    period = figures.period
    past, kept = _past(desk, ledger, closed), closed.frozen if closed else None
    periods = tuple(earlier_periods(kept.books if kept else ledger.periods(), period))
    return Known(
        kept.assigned if kept else desk.workspace.assigned(period, figures.edition),
        explained_by(ledger, figures, closed),
        tuple(_figures_of_years(desk, ledger, figures, periods, past if closed else None)),
        tuple(_over_today(figures, periods, past)),
    )


def explained_by(ledger: Ledger, figures: "Figures", closed: Closed | None) -> dict[str, list[Explained]]:
    """What offices said by unit: in its own return, and of its row in the return of the scope."""
    above = ledger.explanations(figures.period, figures.scope.code)
    found: dict[str, list[Explained]] = {}
    for entry in figures.units:
        code = entry.unit.code
        said = (*ledger.explanations(figures.period, code), *(each for each in above if each.row_unit == code))
        found[code] = [each for each in said if closed is None or each.recorded_at <= closed.closed_at]
    return found


def _past(desk: Desk, ledger: Ledger, closed: Closed | None) -> _Past:
    from khuyenhoc_cli.figures.gathering import Succession

    workspace = desk.workspace
    if closed is None:
        return _Past(books_of(desk, ledger), workspace.config, Succession(workspace.succession, registered))
    kept = closed.frozen
    succession = Succession(kept.table, lambda code: kept.registered.get(code, ()))
    return _Past(kept.books.get, kept.config, succession)


def earlier_periods(known: Collection[Period], last: Period) -> Iterator[Period]:
    """The same part of the earlier years, where it was collected itself or in parts; oldest first."""
    from khuyenhoc_cli.figures.gathering import sources_of

    for year in range(min((period.year for period in known), default=last.year), last.year):
        if sources_of(Period(year, last.part), known.__contains__):
            yield Period(year, last.part)


def _figures_of_years(
    desk: Desk, ledger: Ledger, figures: "Figures", periods: tuple[Period, ...], kept: _Past | None
) -> Iterator["Figures"]:
    """The figures over the scope as it stood in each year; without the years in which it did not."""
    from khuyenhoc_cli.figures.assembly import figures_of

    workspace = desk.workspace
    is_root = figures.scope == workspace.root_on(figures.period)
    for period in periods:
        units = workspace.units_on(period)
        scope = workspace.root_on(period) if is_root else units.get(figures.scope.code)
        if scope is None or not units.children(scope.code):
            continue
        if kept is None:
            yield figures_for(desk, ledger, period, scope)
        else:
            yield figures_of(kept.books, period, scope, kept.config, kept.succession)


def _over_today(figures: "Figures", periods: tuple[Period, ...], past: _Past) -> Iterator["Earlier"]:
    """What the years that other units reported in came to over the scope as it is."""
    from khuyenhoc_cli.figures.earlier import earlier_over
    from khuyenhoc_cli.figures.gathering import sources_of

    today = past.books((figures.sources or (figures.period,))[-1])
    for period in periods if today is not None else ():
        sources = sources_of(period, lambda each: past.books(each) is not None)
        book = past.books(sources[-1]) if sources else None
        if today is not None and book is not None and book.units != today.units:
            yield earlier_over(past.books, period, today, figures.scope, past.succession)
