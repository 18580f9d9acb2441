"""Which units of a later list those of an earlier one became."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from khuyenhoc_cli.units.model import Part, Unit
from khuyenhoc_cli.workspace.units_file import UnitList

REFORM = date(2025, 7, 1)
"""The day on which the districts ended and most communes and provinces were merged."""

_MERGED_THEN = ("xa", "tinh")
Registry = Callable[[str], tuple[Part, ...]]
"""What a unit that bore the code before the reform became on that day, as the country's registry knows it."""


def no_registry(_code: str) -> tuple[Part, ...]:
    """A registry that knows of no reform."""
    return ()


@dataclass(frozen=True)
class Successors:
    """From the units of `old` to those of `new`. `table` is the workspace's own and goes before the registry.

    `across_reform`: whether 1 July 2025 lies between the lists, so that official codes may mean other units.
    """

    old: UnitList
    new: UnitList
    table: Mapping[str, tuple[Part, ...]]
    registry: Registry
    across_reform: bool
    _known: dict[str, tuple[Part, ...]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, unit: Unit) -> tuple[Part, ...]:
        """What the unit became, in the order of codes; () where nobody knows."""
        if unit.code not in self._known:
            above = self.old.get(unit.parent)
            found = self._downward(unit) or (() if above is None else tuple(Part(p.code) for p in self.of(above)))
            self._known[unit.code] = tuple(sorted(found))
        return self._known[unit.code]

    def _downward(self, unit: Unit) -> tuple[Part, ...]:
        """What became of the unit itself, else of those below it."""
        if own := self.own(unit):
            return own
        below = (child for child in self.old.children(unit.code) if child.kind == "territorial")
        return tuple(map(Part, {part.code for child in below for part in self._downward(child)}))

    def own(self, unit: Unit) -> tuple[Part, ...]:
        """What is known to have become of the unit itself, apart from those above and below it."""
        if listed := self._listed(self.table.get(unit.code, ())):
            return listed
        changed_hands = self.across_reform and unit.kind == "territorial" and unit.level in _MERGED_THEN
        if changed_hands:
            return self._listed(self.registry(unit.code))
        if self.new.get(unit.code) is not None:
            return (Part(unit.code),)
        block = self._block_above(unit) if unit.kind == "attached" else None
        return () if block is None else (Part(block.code),)

    def _listed(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The parts, if the new list has any of them; those it lacks lie outside of it."""
        return parts if any(self.new.get(part.code) is not None for part in parts) else ()

    def _block_above(self, unit: Unit) -> Unit | None:
        """The attached block under the one unit that the territory above became."""
        above = self.old.get(unit.parent)
        became = self.of(above) if above is not None and above.kind == "territorial" else ()
        if len(became) != 1:
            return None
        return next((child for child in self.new.children(became[0].code) if child.kind == "attached"), None)
