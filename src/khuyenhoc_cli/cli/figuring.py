"""From a workspace and its ledger to figures: what every command that prints figures begins with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from khuyenhoc_cli.ledger.books import Book, Books
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.store import Ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.registered import registered
from khuyenhoc_cli.units.model import Part, Unit
from khuyenhoc_cli.workspace.config import Config

if TYPE_CHECKING:
    from khuyenhoc_cli.figures.gathering import Gathered, Succession
    from khuyenhoc_cli.figures.model import Figures


_MAKING_FIGURES = ("targets", "leading", "lagging", "deadlines", "ratios", "outliers")
"""The settings that a closed period keeps; where files lie and what stands on the letterhead are those of today."""


def desk_for(desk: Desk, ledger: Ledger | None, period: Period) -> Desk:
    """The desk as it was when the period was closed; as it is where the period is open."""
    closed = ledger.closed(period) if ledger else None
    if closed is None:
        return desk
    kept, workspace = closed.frozen, desk.workspace
    *earlier, last = sorted(kept.books.values(), key=lambda book: book.period.order)
    association = workspace.config.association.model_copy(update={"unit": last.root.code})
    settings = {name: getattr(kept.config, name) for name in _MAKING_FIGURES}
    config = workspace.config.model_copy(update={**settings, "association": association})
    spans = tuple((book.period.last_day + timedelta(days=1), book.units) for book in earlier)
    then = replace(workspace, config=config, units=last.units, earlier=spans, succession=kept.table)
    return replace(desk, workspace=then, kept={period: book.edition for period, book in kept.books.items()})


def is_kept(ledger: Ledger | None, period: Period) -> bool:
    """Whether the period is closed, and was collected itself rather than put together from parts."""
    closed = ledger.closed(period) if ledger else None
    return closed is not None and period in closed.frozen.books


def settings_changed(desk: Desk, kept: Config) -> bool:
    """Whether today's settings would make other figures."""
    return any(getattr(desk.workspace.config, name) != getattr(kept, name) for name in _MAKING_FIGURES)


def books_of(desk: Desk, ledger: Ledger) -> Books:
    """What counts of each period, as the ledger holds it: a closed one as it was closed."""
    workspace = desk.workspace

    @cache
    def book(period: Period) -> Book | None:
        closed = ledger.closed(period)
        if closed is not None:
            return closed.frozen.books.get(period)
        accepted, rejected = ledger.counting(period), ledger.rejected(period)
        if not accepted and not rejected and period not in workspace.periods():
            return None
        units, root = workspace.units_on(period), workspace.root_on(period)
        return Book(period, desk.edition(period), units, root, accepted, rejected)

    return book


@dataclass(frozen=True)
class Sources:
    """What the figures of a period come from: those of a closed one from what was kept of it and nothing else."""

    books: Books
    config: Config
    succession: "Succession"
    closed_at: str | None = None


def sources_for(desk: Desk, ledger: Ledger, period: Period) -> Sources:
    """Where the figures of a period are to be taken from."""
    from khuyenhoc_cli.figures.gathering import Succession

    closed = ledger.closed(period)
    if closed is None:
        succession = Succession(desk.workspace.succession, registered)
        return Sources(books_of(desk, ledger), desk.workspace.config, succession)
    frozen = closed.frozen
    succession = Succession(frozen.table, lambda code: frozen.registered.get(code, ()))
    return Sources(frozen.books.get, frozen.config, succession, closed.closed_at)


def figures_for(desk: Desk, ledger: Ledger, period: Period, scope: Unit) -> "Figures":
    """The figures of a period over a scope."""
    from khuyenhoc_cli.figures.assembly import figures_of

    sources = sources_for(desk, ledger, period)
    found = figures_of(sources.books, period, scope, sources.config, sources.succession)
    return replace(found, closed_at=sources.closed_at)


def gathered_for(desk: Desk, ledger: Ledger, period: Period, scope: Unit) -> "tuple[Book, Gathered]":
    """What is known of a period over the children of a scope, and the book that it ends with."""
    from khuyenhoc_cli.figures.assembly import target_of
    from khuyenhoc_cli.figures.gathering import gather

    sources = sources_for(desk, ledger, period)
    book, target = target_of(sources.books, period, scope, sources.succession)
    return book, gather(sources.books, period, target)


def periods_read(period: Period, is_known: Callable[[Period], bool]) -> tuple[Period, ...]:
    """The periods whose returns the figures of one come from, those of the year before first."""
    from khuyenhoc_cli.figures.gathering import sources_of

    return (*sources_of(period.year_before, is_known), *sources_of(period, is_known))


def registered_of(books: Iterable[Book]) -> dict[str, tuple[Part, ...]]:
    """What the registry knows of every unit of the books."""
    codes = dict.fromkeys(unit.code for book in books for unit in book.units.units)
    return {code: parts for code in codes if (parts := registered(code))}
