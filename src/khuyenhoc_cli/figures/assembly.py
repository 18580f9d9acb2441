"""Figures of a period over a scope, from the books of periods."""

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.figures.compute import compute
from khuyenhoc_cli.figures.gathering import Succession, Target, gather, populations, sources_of
from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.ledger.books import Book, Books
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Config


def figures_of(books: Books, period: Period, scope: Unit, config: Config, succession: Succession) -> Figures:
    """The figures of a period, collected itself or put together from its parts, against the year before.

    `scope` is a unit of the list in force at the period's end. UserError where nothing is known of the period.
    """
    book, target = target_of(books, period, scope, succession)
    gathered = gather(books, period, target)
    earlier = gather(books, period.year_before, target)
    return compute(period, scope, book.edition, gathered, earlier, config)


def target_of(books: Books, period: Period, scope: Unit, succession: Succession) -> tuple[Book, Target]:
    """The book that a period ends with, and what periods are gathered for; UserError where nothing is known of it."""
    sources = sources_of(period, lambda each: books(each) is not None)
    book = books(sources[-1]) if sources else None
    if book is None:
        raise UserError(f"Chưa tổng hợp kỳ {period}.", fix=f"Chạy trước: khuyenhoc aggregate --period {period}.")
    return book, Target(period, scope, book.units, succession, populations(book))
