"""What one unit reported for one period, each value with the cell it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.model import Form
from khuyenhoc_cli.intake.explanations import Explanation
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.units_file import UnitList

Place = tuple[str, str]
"""A unit's code and an indicator's code: one observation of a period."""


@dataclass(frozen=True)
class Expected:
    """What a reader needs to know of the workspace: the reporting unit, all units, the period asked for (if any)."""

    root: Unit
    units: UnitList
    period: Period | None

    def without_rows_of(self, unit: Unit) -> "Expected":
        """The same, but that nobody stands below the unit."""
        units = UnitList(tuple(each for each in self.units.units if each.parent != unit.code), frozenset())
        return Expected(self.root, units, self.period)

    def rows_of(self, unit: Unit, form: Form) -> tuple[Unit, ...]:
        """The units in the rows of a unit's form: its children; itself where it has none or is asked alone."""
        children = self.units.children(unit.code)
        return children if children and (form.rows == "children" or unit in self.units.tops) else (unit,)


@dataclass(frozen=True, slots=True)
class Value:
    """An exact amount (a count, đồng, 1 for Có) and its cell."""

    amount: int
    at: CellRef


@dataclass(frozen=True)
class TotalCell:
    """A total an office wrote: of a whole column, or a sub-total of some of its rows.

    `parts` are the cells it is the sum of. `amount` is None where it is a SUM that no program calculated. `formula` is
    what the cell holds ("SUM(C9:C20)"), looked up only where the total does not close; None where it was typed.
    """

    code: str
    amount: int | None
    at: CellRef
    parts: tuple[Place, ...]
    kind: Literal["total", "subtotal"] = "total"
    formula: str | None = None


@dataclass(frozen=True)
class Submission:
    """A return as read. `unread` are the cells that hold something unusable, `blank` those that hold nothing."""

    unit: Unit
    period: Period
    edition: str
    values: Mapping[Place, Value]
    totals: tuple[TotalCell, ...] = ()
    unread: Mapping[Place, CellRef] = field(default_factory=dict)
    blank: Mapping[Place, CellRef] = field(default_factory=dict)
    narrative: Mapping[str, str] = field(default_factory=dict)
    made_on: date | None = None
    explanations: tuple[Explanation, ...] = ()

    def by_unit(self) -> dict[str, dict[str, int]]:
        """The amounts: unit code -> indicator code -> amount."""
        units: dict[str, dict[str, int]] = {}
        for (unit, code), value in self.values.items():
            units.setdefault(unit, {})[code] = value.amount
        return units
