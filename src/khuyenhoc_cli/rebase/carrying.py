"""The amounts of an earlier period over the children of a scope of today: whole, shared, or left over."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from khuyenhoc_cli.rebase.sharing import share
from khuyenhoc_cli.rebase.successors import Successors
from khuyenhoc_cli.units.model import Part, Unit

Amounts = Mapping[tuple[str, str], int]
"""By the unit's code and the indicator's: counts, đồng, 1 for Có."""
_OUTSIDE = ""


@dataclass(frozen=True)
class Reporter:
    """One that reported, or should have, under the old list: the units in its rows, and what those said.

    `own` are the codes that it answers for as a whole, in one row; `amounts` has what there is of either. `excused` are
    the codes of rows that owe nothing. An attached reporter owes no more than to have sent something at all.
    """

    unit: Unit
    rows: tuple[Unit, ...]
    own: frozenset[str]
    amounts: Amounts
    excused: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Leftover:
    """What an earlier unit reported that belongs to the scope but to none of its children alone.

    `children` are the codes of those over which it spreads. A territory `binds` them: they are accounted for together.
    What a unit did `itself`, beside those below it, is no earlier figure of what units of today do themselves.
    """

    unit: Unit
    children: frozenset[str]
    values: Mapping[str, int]
    itself: bool = False

    @property
    def binds(self) -> bool:
        """Whether its figures are those of the children themselves, and not of units beside them."""
        return self.unit.kind == "territorial"


@dataclass
class Carried:
    """What came over, by the child's code. `amounts` may be a part of what is the child's; `values` are known in full.

    `lacking` are the codes that some earlier unit of the child did not report, `unclear` those of which a leftover has
    a part that nobody can tell; `estimated` those with a share of a unit that was split. `own` is what units that are
    the scope itself now answered for themselves. `shared` has, for each unit that was split, the children it touches
    ("" where one part lies outside) and the codes it was shared in; `evenly` are those whose parts nobody knows the
    population of. `given` has what each earlier unit
    gave to each child, or to the scope itself, whole or as a share.
    """

    amounts: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    lacking: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unclear: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    estimated: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    predecessors: dict[str, dict[str, Unit]] = field(default_factory=lambda: defaultdict(dict))
    own: dict[str, int] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)
    split: dict[str, Unit] = field(default_factory=dict)
    evenly: set[str] = field(default_factory=set)
    shared: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)
    unplaced: dict[str, tuple[Unit, set[str]]] = field(default_factory=dict)
    given: dict[str, dict[str, dict[str, int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))

    def is_exact(self, code: str, children: Collection[str]) -> bool:
        """Whether a sum over these children holds no share without the other shares of the same unit."""
        among = frozenset(children)
        return not any(code in codes and touched & among and not touched <= among for touched, codes in self.shared)

    def values(self, child: str) -> dict[str, int]:
        """What is known of a child in full."""
        lacking, unclear = self.lacking.get(child, ()), self.unclear.get(child, ())
        amounts = self.amounts.get(child, {})
        return {code: amount for code, amount in amounts.items() if code not in lacking and code not in unclear}


@dataclass(frozen=True)
class _Place:
    """The children that a unit's amounts touch ("" where it reaches beyond them), and the units it became."""

    children: frozenset[str]
    parts: tuple[Part, ...]

    @property
    def whole(self) -> str:
        """The one child that takes everything; "" where there is none."""
        return next(iter(self.children)) if len(self.children) == 1 else _OUTSIDE


class Carrying:
    """Carries over to the children of `scope`. `population` gives what a unit of today reports now, None if unknown.

    `flags` are the codes of Có or Chưa: such an answer is a child's only where one unit alone became it.
    """

    def __init__(
        self,
        scope: Unit,
        successors: Successors,
        population: Callable[[str], int | None],
        flags: frozenset[str] = frozenset(),
    ) -> None:
        self._scope, self._successors, self._population, self._flags = scope, successors, population, flags
        self._children = frozenset(unit.code for unit in successors.new.children(scope.code))
        self._places: dict[str, _Place] = {}

    def carry(self, reporters: Sequence[Reporter], codes: Iterable[str]) -> Carried:
        """The amounts of all reporters over the children, for these indicators."""
        carried, asked = Carried(), tuple(codes)
        for reporter in reporters:
            of_rows = [code for code in asked if code not in reporter.own]
            of_itself = [code for code in asked if code in reporter.own]
            for unit in reporter.rows if of_rows else ():
                self._carry_unit(unit, of_rows, reporter, carried)
            if of_itself and reporter.rows and self._became_scope(reporter.unit):
                said = {code: reporter.amounts.get((reporter.unit.code, code)) for code in of_itself}
                own = {c: amount for c, amount in said.items() if amount is not None and c not in self._flags}
                _add(carried.own, own)
                _add(carried.given[reporter.unit.code][self._scope.code], own)
            elif of_itself:
                self._carry_unit(reporter.unit, of_itself, reporter, carried)
            if reporter.unit.kind == "attached" and not reporter.amounts:
                carried.lacking[self._place(reporter.unit).whole].update(asked)
        return carried

    def _carry_unit(self, unit: Unit, codes: Sequence[str], reporter: Reporter, carried: Carried) -> None:
        """One unit's amounts, to where it went; what a territory owes and has not said is lacking there."""
        place = self._place(unit)
        amounts = {code: reporter.amounts[unit.code, code] for code in codes if (unit.code, code) in reporter.amounts}
        is_split = self.is_shared(unit)
        if unit.kind == "territorial":
            owed = () if unit.code in reporter.excused else [code for code in codes if code not in amounts]
            for child in place.children:
                carried.lacking[child].update(owed)
                if place.whole or is_split:
                    carried.predecessors[child][unit.code] = unit
        if place.whole:
            answered = self._flags & carried.amounts[place.whole].keys()
            carried.lacking[place.whole].update(answered & amounts.keys())
            _add(carried.amounts[place.whole], amounts)
            _add(carried.given[unit.code][place.whole], amounts)
            return
        for child in place.children:
            carried.lacking[child].update(self._flags & amounts.keys())
        amounts = {code: amount for code, amount in amounts.items() if code not in self._flags}
        if not amounts or place.children == {_OUTSIDE}:
            return
        if not place.children:
            carried.unplaced[unit.code] = (unit, set(amounts))
        elif is_split:
            self._split(unit, place, amounts, carried)
        elif _OUTSIDE in place.children:
            carried.unplaced[unit.code] = (unit, set(amounts))
        else:
            itself = unit == reporter.unit and unit not in reporter.rows and bool(reporter.rows)
            carried.leftovers.append(Leftover(unit, place.children, amounts, itself))
            if unit.kind == "territorial":
                for child in place.children:
                    carried.unclear[child].update(amounts)

    def _split(self, unit: Unit, place: _Place, amounts: Mapping[str, int], carried: Carried) -> None:
        """Shares of a unit's amounts to the children that took its parts; what lies outside the scope is not kept."""
        by_population = self._by_population(place.parts)
        weights = by_population or {part.code: 1 for part in place.parts}
        carried.split[unit.code] = unit
        if by_population is None:
            carried.evenly.add(unit.code)
        carried.shared.append((place.children, frozenset(amounts)))
        for code, amount in amounts.items():
            for part, portion in share(amount, weights).items():
                for child in self._children_of(part):
                    _add(carried.amounts[child], {code: portion})
                    _add(carried.given[unit.code][child], {code: portion})
                    carried.estimated[child].add(code)

    def _by_population(self, parts: Sequence[Part]) -> dict[str, int] | None:
        """The population of each part: the table's, else what its unit reports now; None where neither is known."""
        for found in (
            {part.code: part.population for part in parts},
            {part.code: self._population(part.code) for part in parts},
        ):
            known = {code: number for code, number in found.items() if number is not None}
            if len(known) == len(found) and any(known.values()):
                return known
        return None

    def _became_scope(self, unit: Unit) -> bool:
        """Whether a unit of before is the scope itself now: then what it answers itself is the scope's own."""
        return [part.code for part in self._successors.of(unit)] == [self._scope.code]

    def is_shared(self, unit: Unit) -> bool:
        """Whether the unit's figures are shared between children of the scope."""
        place = self._place(unit)
        return not place.whole and self._may_be_split(unit, place)

    def _may_be_split(self, unit: Unit, place: _Place) -> bool:
        """Whether shares make sense: a territory without others below it, each of whose parts is in one place."""
        if unit.kind != "territorial" or len(place.parts) < 2 or not self._successors.own(unit):
            return False
        if self._successors.old.children(unit.code):
            return False
        return all(len(self._children_of(part.code)) <= 1 for part in place.parts)

    def _place(self, unit: Unit) -> _Place:
        if unit.code not in self._places:
            parts = self._successors.of(unit)
            children = [self._children_of(part.code) or {_OUTSIDE} for part in parts]
            self._places[unit.code] = _Place(frozenset().union(*children), parts)
        return self._places[unit.code]

    def _children_of(self, code: str) -> frozenset[str]:
        """The child of the scope that a unit of today is or lies under; all for the scope itself, none outside it."""
        if code == self._scope.code:
            return self._children
        while code not in self._children:
            unit = self._successors.new.get(code)
            if unit is None or not unit.parent or unit.parent == code:
                return frozenset()
            code = unit.parent
        return frozenset({code})


def _add(to: dict[str, int], amounts: Mapping[str, int]) -> None:
    for code, amount in amounts.items():
        to[code] = to.get(code, 0) + amount
