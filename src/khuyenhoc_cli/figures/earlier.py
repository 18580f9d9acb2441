"""What an earlier period came to over the units of a scope as it is today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from khuyenhoc_cli.figures.gathering import Gathered, Succession, Target, gather, populations, sources_of
from khuyenhoc_cli.figures.model import ratio_value
from khuyenhoc_cli.forms.model import Edition, Indicator, Nature, Ratio
from khuyenhoc_cli.ledger.books import Book, Books
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.carrying import Carried
from khuyenhoc_cli.units.model import Unit


@dataclass(frozen=True)
class Earlier:
    """The totals of an earlier period over today's scope, flags excepted: only those of which nothing is lacking.

    `estimated` are the codes of which a part of some unit was shared by population with units outside the scope.
    """

    period: Period
    totals: Mapping[str, int]
    estimated: frozenset[str] = field(default=frozenset())

    def value(self, figure: Indicator | Ratio) -> int | Fraction | None:
        """A total, or a ratio of two of them; None where it is not known."""
        if isinstance(figure, Indicator):
            return self.totals.get(figure.code)
        return ratio_value(figure, self.totals.get(figure.numerator), self.totals.get(figure.denominator))

    def is_estimated(self, figure: Indicator | Ratio) -> bool:
        """Whether a share went into it."""
        codes = (figure.code,) if isinstance(figure, Indicator) else (figure.numerator, figure.denominator)
        return any(code in self.estimated for code in codes)


def earlier_over(books: Books, period: Period, today: Book, scope: Unit, succession: Succession) -> Earlier:
    """What a period of another list of units came to over `scope`, a unit of today's book."""
    target = Target(today.period, scope, today.units, succession, populations(today))
    sources = sources_of(period, lambda each: books(each) is not None)
    parts = [_whole(gather(books, source, target), target, today) for source in sources]
    estimated = frozenset(code for _, codes in parts for code in codes)
    return Earlier(period, _added([totals for totals, _ in parts], today.edition), estimated)


def _whole(gathered: Gathered, target: Target, today: Book) -> tuple[dict[str, int], frozenset[str]]:
    """The totals of one period, leftovers included, and the codes that are estimated."""
    carried = gathered.carried
    if carried is None:
        return {}, frozenset()
    territories = [unit.code for unit in target.units.children(target.scope.code) if unit.kind == "territorial"]
    owing = [code for code in territories if code not in target.units.no_association]
    totals = {}
    for code in today.edition.indicators.keys() - today.edition.flags:
        amounts = [*_amounts(carried, code), *([gathered.own[code]] if code in gathered.own else [])]
        lacks = any(code in carried.lacking.get(child, ()) for child in territories)
        if amounts and not lacks and _is_whole(carried, code, owing):
            totals[code] = sum(amounts)
    # The shares of a unit that was split add up to its amounts, unless some of them lie outside the scope.
    is_all = target.units.tops == (target.scope,)
    estimated = () if is_all else (code for codes in carried.estimated.values() for code in codes)
    return totals, frozenset(estimated)


def _amounts(carried: Carried, code: str) -> Iterator[int]:
    yield from (values[code] for values in carried.amounts.values() if code in values)
    yield from (leftover.values[code] for leftover in carried.leftovers if code in leftover.values)


def _is_whole(carried: Carried, code: str, owing: Sequence[str]) -> bool:
    """Whether every amount has its place, and every territory that owes one today has some of it."""
    if any(code in codes for _, codes in carried.unplaced.values()):
        return False
    if any(code in each.values for each in carried.leftovers if each.itself):
        return False
    bound = {child for each in carried.leftovers if each.binds and code in each.values for child in each.children}
    return all(child in bound or code in carried.amounts.get(child, {}) for child in owing)


def _added(parts: Sequence[Mapping[str, int]], edition: Edition) -> dict[str, int]:
    """Flows added where every part has them, stocks as in the last part."""
    if not parts:
        return {}
    stocks = {c: n for c, n in parts[-1].items() if edition.indicators[c].nature is Nature.STOCK}
    common = set(parts[0]).intersection(*parts[1:])
    flows = {c: sum(part[c] for part in parts) for c in common if edition.indicators[c].nature is Nature.FLOW}
    return {**stocks, **flows}
