"""What counts of a period, and who reported it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.submission import Place
from khuyenhoc_cli.ledger.records import Accepted
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.carrying import Reporter
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.units_file import UnitList

Returns = Mapping[str, Mapping[Place, int]]
"""By the code of who sent it: what a return says, by row and indicator."""


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

    def amounts(self, code: str) -> dict[Place, int]:
        """What a unit's return says, by row and indicator; nothing where none counts."""
        accepted = None if code in self.rejected else self.accepted.get(code)
        return {} if accepted is None else accepted.amounts()

    def lump(self, top: Unit) -> dict[str, int]:
        """The totals of an old report, by indicator: `top` sent its own row only, and nobody below it sent anything."""
        return _lump(top, self.units, self.returns())

    def returns(self) -> Returns:
        """The returns that count."""
        return {code: amounts for code in self.accepted if (amounts := self.amounts(code))}

    def reporters(self) -> Iterator[Reporter]:
        """All that reported or should have, with what they said."""
        return reporters(self.units, self.edition, self.returns(), self.rejected)


Books = Callable[[Period], Book | None]
"""The book of a period; None where nothing of it was ever taken in."""


def reporters(
    units: UnitList, edition: Edition, returns: Returns, rejected: Collection[str] = ()
) -> Iterator[Reporter]:
    """All that reported or should have, under every top of the list of units, with what they said."""
    for top in units.tops:
        lump = _lump(top, units, returns)
        if lump:
            amounts = {(top.code, code): amount for code, amount in lump.items()}
            yield Reporter(top, (), frozenset(edition.indicators), amounts)
            continue
        for unit in units.children(top.code):
            row = None if unit.code in rejected or unit.code in returns else _row(unit, returns.get(top.code, {}))
            if row is None:
                yield _by_itself(unit, units, edition, returns.get(unit.code, {}))
            elif row or unit.kind == "territorial":  # a block may have nothing to say in a summary
                yield Reporter(unit, (), frozenset(edition.indicators), row, units.no_association)


def _lump(top: Unit, units: UnitList, returns: Returns) -> dict[str, int]:
    """The totals that `top` sent where they are all there is; nothing elsewhere."""
    amounts, below = returns.get(top.code, {}), units.children(top.code)
    if not below or any(row != top.code for row, _ in amounts) or any(unit.code in returns for unit in below):
        return {}
    return {code: amount for (_, code), amount in amounts.items()}


def _row(unit: Unit, summary: Mapping[Place, int]) -> dict[Place, int] | None:
    """A unit's row in the summary of the unit above; None where there is no summary."""
    return {place: amount for place, amount in summary.items() if place[0] == unit.code} if summary else None


def _by_itself(unit: Unit, units: UnitList, edition: Edition, amounts: Mapping[Place, int]) -> Reporter:
    """A unit that sends a return of its own, or should: a form asked of itself is one row, the others have its rows."""
    children = units.children(unit.code)
    asked_alone = (code for code, form in edition.form_of.items() if form.rows == "self" and children)
    excused = units.no_association
    if unit.code in excused and not amounts:
        excused |= {child.code for child in children}
    return Reporter(unit, children or (unit,), frozenset(asked_alone), amounts, excused)
