"""What is known of a period over the children of a scope, whatever units and parts of the year it was collected by.

The rules are in docs/dev/figures-over-time.md.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from khuyenhoc_cli.figures.collect import UnitReturn, collect
from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.forms.model import Edition, Indicator, Measure, Nature
from khuyenhoc_cli.ledger.books import Book, Books
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.carrying import Carried, Carrying, Leftover
from khuyenhoc_cli.rebase.successors import REFORM, Registry, Successors
from khuyenhoc_cli.units.model import Part, Unit
from khuyenhoc_cli.workspace.units_file import UnitList


@dataclass(frozen=True)
class Gathered:
    """One period over a scope. `entries` are its children in the order of the list, () for the totals of an old report.

    `own` is what the scope itself answers. `carried` says how amounts of another list came to be these; `beside` are
    what its attached leftovers add to a period that was put together from the parts `sources`, gathered as `parts`.
    """

    entries: tuple[UnitReturn, ...]
    own: Mapping[str, int] = field(default_factory=dict)
    is_lump: bool = False
    carried: Carried | None = None
    beside: tuple[Leftover, ...] = ()
    sources: tuple[Period, ...] = ()
    parts: tuple["Gathered", ...] = ()

    def carried_for(self, indicator: Indicator) -> tuple[Carried, ...]:
        """What came over from other lists of an indicator: of a flow in every part, of a stock in the last one."""
        parts = self.parts or (self,)
        asked = parts[-1:] if indicator.nature is Nature.STOCK else parts
        return tuple(part.carried for part in asked if part.carried)

    def dropped(self, indicator: Indicator) -> Iterator[Leftover]:
        """The leftovers of parts that the whole has not kept: those that bind, and of a stock all."""
        if self.parts:
            for each in (leftover for carried in self.carried_for(indicator) for leftover in carried.leftovers):
                if each.binds or indicator.nature is Nature.STOCK:
                    yield each

    def all_carried(self) -> tuple[Carried, ...]:
        """What came over from other lists, part by part."""
        return tuple(part.carried for part in self.parts or (self,) if part.carried)


@dataclass(frozen=True)
class Succession:
    """Where units went: the workspace's own table, and the country's registry."""

    table: Mapping[str, tuple[Part, ...]]
    registry: Registry


@dataclass(frozen=True)
class Target:
    """What a period is gathered for: a scope in a list of units that holds at the end of `period`."""

    period: Period
    scope: Unit
    units: UnitList
    succession: Succession
    population: Callable[[str], int | None]


# part of a year -> what it may be put together from, the best first
_PARTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "": (("H1", "H2"), ("M9", "Q4"), ("Q1", "Q2", "Q3", "Q4")),
    "M9": (("H1", "Q3"), ("Q1", "Q2", "Q3")),
    "H1": (("Q1", "Q2"),),
    "H2": (("Q3", "Q4"),),
}


def sources_of(period: Period, is_known: Callable[[Period], bool]) -> tuple[Period, ...]:
    """The periods that a period's figures come from: itself, else its parts if all are known, else none."""
    if is_known(period):
        return (period,)
    for names in _PARTS.get(period.part, ()):
        parts = tuple(Period(period.year, name) for name in names)
        if all(is_known(part) for part in parts):
            return parts
    return ()


def gather(books: Books, period: Period, target: Target) -> Gathered:
    """What is known of a period, over the children of the target's scope; nobody where nothing is."""
    sources = sources_of(period, lambda each: books(each) is not None)
    found = [(book, _of_one(book, target)) for source in sources if (book := books(source)) is not None]
    if not found:
        absent = (UnitReturn(unit, State.NOT_RECEIVED) for unit in target.units.children(target.scope.code))
        return Gathered(tuple(absent))
    if len(found) == 1:
        return found[0][1]
    return _put_together([gathered for _, gathered in found], found[-1][0].edition, sources)


def populations(book: Book | None) -> Callable[[str], int | None]:
    """What each unit's row says of its population; None for a unit that did not say."""
    if book is None or book.edition.population_code is None:
        return lambda _code: None
    code = book.edition.population_code
    found: dict[str, int] = {}
    for reporter in book.reporters():
        found.update({row: amount for (row, column), amount in reporter.amounts.items() if column == code})
    return found.get


def _of_one(book: Book, target: Target) -> Gathered:
    """A period that was collected itself."""
    if book.units is not target.units and book.units != target.units:
        return _carried_over(book, target)
    lump = book.lump(target.scope)
    if lump:
        return Gathered((), lump, is_lump=True)
    entries = collect(target.scope, book.units, book.accepted, book.rejected, book.edition)
    return Gathered(entries, _own(book.amounts(target.scope.code), target.scope, book.edition))


def _own(amounts: Mapping[tuple[str, str], int], unit: Unit, edition: Edition) -> dict[str, int]:
    """What a unit with others below it answers itself, but for flags: they are not counted among those below."""
    return {
        code: amount
        for (row, code), amount in amounts.items()
        if row == unit.code and code in edition.form_of and edition.form_of[code].rows == "self"
        if edition.indicators[code].measure is not Measure.FLAG
    }


def _carried_over(book: Book, target: Target) -> Gathered:
    """A period collected by the units of another list."""
    edition = book.edition
    across = book.period.last_day < REFORM <= target.period.last_day
    successors = Successors(
        book.units, target.units, target.succession.table, target.succession.registry, across_reform=across
    )
    carrying = Carrying(target.scope, successors, target.population, edition.flags)
    carried = carrying.carry(tuple(book.reporters()), edition.indicators)
    entries = tuple(_carried_entry(unit, carried) for unit in target.units.children(target.scope.code))
    return Gathered(entries, carried.own, carried=carried)


def _carried_entry(unit: Unit, carried: Carried) -> UnitReturn:
    values = carried.values(unit.code)
    return UnitReturn(unit, State.RECEIVED if values else State.NOT_RECEIVED, values)


def _put_together(parts: list[Gathered], edition: Edition, sources: tuple[Period, ...]) -> Gathered:
    """Flows added where every part has them, stocks as at the end; states and dates are those of the last part."""
    last = parts[-1]
    by_unit = [{entry.unit.code: entry.values for entry in part.entries} for part in parts]
    entries = tuple(
        replace(entry, values=_added([values.get(entry.unit.code, {}) for values in by_unit], edition))
        for entry in last.entries
    )
    beside = tuple(
        Leftover(each.unit, each.children, flows)
        for part in parts
        for each in (*part.beside, *(part.carried.leftovers if part.carried else ()))
        if not each.binds and (flows := _flows(each.values, edition))
    )
    own = _added([part.own for part in parts], edition)
    return Gathered(entries, own, last.is_lump, None, beside, sources, tuple(parts))


def _added(parts: list[Mapping[str, int]], edition: Edition) -> dict[str, int]:
    values: dict[str, int] = {}
    for code, amount in parts[-1].items():
        if code in edition.indicators and edition.indicators[code].nature is Nature.STOCK:
            values[code] = amount
        elif all(code in part for part in parts):
            amounts = [part[code] for part in parts]
            is_flag = code in edition.indicators and edition.indicators[code].measure is Measure.FLAG
            values[code] = max(amounts) if is_flag else sum(amounts)
    return values


def _flows(values: Mapping[str, int], edition: Edition) -> dict[str, int]:
    """The flows among the values."""
    return {c: v for c, v in values.items() if c in edition.indicators and edition.indicators[c].nature is Nature.FLOW}
