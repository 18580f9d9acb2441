"""What counts of a period, and how periods are made of one another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.ledger.records import Accepted
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.carrying import Reporter
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.units_file import UnitList


@dataclass(frozen=True)
class Book:
    """One period: its forms, its list of units, the returns that count by unit code, the units whose was rejected.

    `root` is the unit of the workspace as that list has it; `closed_at` says since when the period is closed.
    """

    period: Period
    edition: Edition
    units: UnitList
    root: Unit
    accepted: Mapping[str, Accepted]
    rejected: frozenset[str]
    closed_at: str | None = None

    def counting(self, code: str) -> Accepted | None:
        """The return of a unit that counts; None where there is none or the newest was rejected."""
        return None if code in self.rejected else self.accepted.get(code)

    def amounts(self, code: str) -> dict[tuple[str, str], int]:
        """What a unit's return says, by row and indicator; nothing where none counts."""
        accepted = self.counting(code)
        return {} if accepted is None else accepted.amounts()

    def lump(self, top: Unit) -> dict[str, int]:
        """The totals of an old report, by indicator: `top` sent its own row only, and nobody below it sent anything."""
        amounts = self.amounts(top.code)
        if not amounts or any(row != top.code for row, _ in amounts):
            return {}
        below = self.units.children(top.code)
        if not below or any(self.counting(unit.code) for unit in below):
            return {}
        return {code: amount for (_, code), amount in amounts.items()}


Books = Callable[[Period], Book | None]
"""The book of a period; None where nothing of it was ever taken in."""


def reporters(book: Book) -> Iterator[Reporter]:
    """All that reported or should have, under every top of the list, with what they said."""
    for top in book.units.tops:
        lump = book.lump(top)
        if lump:
            amounts = {(top.code, code): amount for code, amount in lump.items()}
            yield Reporter(top, (), frozenset(book.edition.indicators), amounts)
            continue
        summary = book.amounts(top.code)
        for unit in book.units.children(top.code):
            if (reporter := _reporter(unit, book, summary)) is not None:
                yield reporter


def _reporter(unit: Unit, book: Book, summary: Mapping[tuple[str, str], int]) -> Reporter | None:
    """One child of a top: by its own return, else by its row in the summary; None for a block with nothing to say."""
    edition = book.edition
    children = book.units.children(unit.code)
    of_itself = frozenset(code for code, form in edition.form_of.items() if form.rows == "self") if children else ()
    excused = book.units.no_association
    amounts = book.amounts(unit.code)
    if not amounts and unit.code not in book.rejected and summary:
        row = {place: amount for place, amount in summary.items() if place[0] == unit.code}
        if row or unit.kind == "attached":
            return Reporter(unit, (), frozenset(edition.indicators), row, excused) if row else None
    if unit.code in excused and not amounts:
        excused = excused | {child.code for child in children}
    return Reporter(unit, children or (unit,), frozenset(of_itself), amounts, excused)
