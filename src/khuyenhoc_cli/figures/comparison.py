"""Which children of a scope can be held against the year before, and what else belongs on either side."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from khuyenhoc_cli.figures.gathering import Gathered
from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.rebase.carrying import Leftover
from khuyenhoc_cli.units.model import Unit


@dataclass(frozen=True)
class Compared:
    """The children that compare in some indicators, and the leftovers that count beside them now and before."""

    children: frozenset[str]
    now: tuple[Leftover, ...]
    before: tuple[Leftover, ...]


class Comparison:
    """A period against the year before, group by group: children that a leftover binds compare together or not at all.

    Each question takes one indicator, or the two of a ratio; the second is asked only of those that it is asked of.
    """

    def __init__(self, scope: Unit, now: Gathered, before: Gathered, edition: Edition) -> None:
        self._scope, self._now, self._before, self._edition = scope, now, before, edition
        self._entries = {entry.unit.code: entry for entry in now.entries}
        self._earlier = {entry.unit.code: entry.values for entry in before.entries}
        self._asked_of: dict[tuple[str, tuple[str, ...]], list[str]] = {}

    @cached_property
    def leftovers(self) -> tuple[Leftover, ...]:
        """Those of the year before; the totals of an old report are one over all children."""
        carried = self._before.carried.leftovers if self._before.carried else ()
        if self._before.is_lump and self._entries:
            return (*carried, Leftover(self._scope, frozenset(self._entries), self._before.own))
        return (*carried, *self._before.beside)

    @cached_property
    def _comparable(self) -> tuple[Leftover, ...]:
        """Those that can be held against figures of today."""
        return tuple(each for each in self.leftovers if not each.itself)

    def over(self, *codes: str) -> Compared:
        """What compares in all the indicators."""
        binding = [each for each in self._comparable if each.binds and any(code in each.values for code in codes)]
        comparable: set[str] = set()
        for group, is_bound in self._groups(codes, binding):
            if all(self._is_ready(child, codes, binding, is_bound=is_bound) for child in group):
                comparable |= group
        if not self._speaks_for_territories(comparable, codes[0]):
            return Compared(frozenset(), (), ())
        return Compared(
            frozenset(comparable),
            tuple(each for each in self._now.beside if self._counts_beside(each, codes, comparable)),
            tuple(each for each in self._comparable if self._counts(each, codes, comparable)),
        )

    def _speaks_for_territories(self, comparable: Collection[str], code: str) -> bool:
        """Whether a territory compares, if any has a value: a block alone says nothing of the whole."""
        territories = [
            c for c, entry in self._entries.items() if entry.unit.kind == "territorial" and code in entry.values
        ]
        return not territories or any(self._entries[child].unit.kind == "territorial" for child in comparable)

    def beside_now(self, *codes: str) -> tuple[Leftover, ...]:
        """The leftovers of the period itself that count in its total: every child they touch has a value."""
        if not self._now.beside:
            return ()
        known = {child for child in self._entries if all(self._has(child, code) for code in self._asked(child, codes))}
        return tuple(each for each in self._now.beside if self._counts_beside(each, codes, known))

    def is_complete(self, code: str, compared: Compared) -> bool:
        """Whether no value of now and no amount of the year before stays out of the comparison."""
        carried = self._before.carried_for(self._edition.indicators[code])
        with_value = {child for child, entry in self._entries.items() if code in entry.values}
        with_value |= {child for child, values in self._earlier.items() if code in values}
        with_value |= {child for each in carried for child, values in each.amounts.items() if code in values}
        with_value &= self._entries.keys()
        with_value = {child for child in with_value if self._asked(child, (code,))}
        held = [each for each in (*self.leftovers, *self._now.beside) if code in each.values]
        counted = len(compared.before) + len(compared.now)
        unplaced = any(code in codes for each in carried for _, codes in each.unplaced.values())
        dropped = any(code in each.values for each in self._before.dropped(self._edition.indicators[code]))
        is_own = self._before.carried is None
        gone = is_own and any(code in v for child, v in self._earlier.items() if child not in self._entries)
        own = (code in self._now.own) == (code in self._before.own) or self._before.is_lump
        return with_value <= compared.children and len(held) == counted and own and not (unplaced or dropped or gone)

    def _groups(self, codes: tuple[str, ...], binding: Collection[Leftover]) -> Iterator[tuple[set[str], bool]]:
        """The children that are asked the first indicator, those bound together in one group; whether it is bound."""
        group_of = {child: {child} for child in self._entries if self._asked(child, codes)}
        bound: set[str] = set()
        for leftover in binding:
            members = [group_of[child] for child in leftover.children if child in group_of]
            joined = set().union(*members)
            bound |= joined
            group_of.update(dict.fromkeys(joined, joined))
        seen: set[str] = set()
        for child, group in group_of.items():
            if child not in seen:
                seen |= group
                yield group, child in bound

    def _asked(self, child: str, codes: tuple[str, ...]) -> list[str]:
        """Those of the indicators that the child is asked; none where it is not asked the first."""
        kind = self._entries[child].unit.kind
        if (kind, codes) not in self._asked_of:
            indicators = [self._edition.indicators[code] for code in codes]
            asked = [
                each.code
                for each in indicators
                if each.is_asked_of(kind) and (kind == "territorial" or each.measure is not Measure.FLAG)
            ]
            self._asked_of[kind, codes] = asked if codes[0] in asked else []
        return self._asked_of[kind, codes]

    def _has(self, child: str, code: str) -> bool:
        return code in self._entries[child].values

    def _is_ready(self, child: str, codes: tuple[str, ...], binding: Collection[Leftover], *, is_bound: bool) -> bool:
        """Whether a child has its values now and is accounted for before; a bound block may have nothing to say."""
        entry = self._entries[child]
        if is_bound and entry.unit.kind == "attached":
            return entry.state is State.RECEIVED
        return all(
            self._has(child, code) and self._was_told(child, code, binding) for code in self._asked(child, codes)
        )

    def _was_told(self, child: str, code: str, binding: Collection[Leftover]) -> bool:
        """Whether the year before is accounted for."""
        if any(child in each.children and code in each.values for each in binding):
            return self._before.carried is None or code not in self._before.carried.lacking.get(child, ())
        carried = self._before.carried
        if carried is None:
            return code in self._earlier.get(child, {})
        return code in carried.amounts.get(child, {}) and code not in carried.lacking.get(child, ())

    def _counts(self, leftover: Leftover, codes: tuple[str, ...], comparable: Collection[str]) -> bool:
        if not leftover.binds:
            return self._counts_beside(leftover, codes, comparable)
        if not leftover.children <= self._entries.keys():
            return False
        members = [child for child in leftover.children if self._asked(child, codes)]
        return bool(members) and any(code in leftover.values for code in codes) and set(members) <= set(comparable)

    def _counts_beside(self, leftover: Leftover, codes: tuple[str, ...], children: Collection[str]) -> bool:
        """Whether all the territories it touches, but for those without an association, are among the children."""
        numerator, *denominators = codes
        asked = [code for code in denominators if self._edition.indicators[code].is_asked_of("attached")]
        if any(code not in leftover.values for code in (numerator, *asked)):
            return False
        touched = [self._entries[child] for child in leftover.children if child in self._entries]
        owed = [each for each in touched if each.state is not State.NO_ASSOCIATION]
        members = [each for each in owed if each.unit.kind == "territorial"] or owed
        return bool(members) and all(each.unit.code in children for each in members)
