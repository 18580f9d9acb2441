"""From a workspace and its ledger to figures: what every command that prints figures begins with."""

from functools import cache
from typing import TYPE_CHECKING

from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.store import Ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.registered import registered
from khuyenhoc_cli.units.model import Unit

if TYPE_CHECKING:
    from khuyenhoc_cli.figures.model import Figures
    from khuyenhoc_cli.ledger.books import Book, Books


def books_of(desk: Desk, ledger: Ledger) -> "Books":
    """What counts of each period, as the ledger holds it."""
    from khuyenhoc_cli.ledger.books import Book

    workspace = desk.workspace

    @cache
    def book(period: Period) -> "Book | None":
        accepted, rejected = ledger.counting(period), ledger.rejected(period)
        if not accepted and not rejected and period not in workspace.periods():
            return None
        units, root = workspace.units_on(period), workspace.root_on(period)
        return Book(period, desk.edition(period), units, root, accepted, rejected)

    return book


def figures_for(desk: Desk, ledger: Ledger, period: Period, scope: Unit) -> "Figures":
    """The figures of a period over a scope, from what the ledger holds."""
    from khuyenhoc_cli.figures.assembly import figures_of
    from khuyenhoc_cli.figures.gathering import Succession

    succession = Succession(desk.workspace.succession, registered)
    return figures_of(books_of(desk, ledger), period, scope, desk.workspace.config, succession)
