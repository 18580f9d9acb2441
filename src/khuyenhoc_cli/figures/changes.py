"""What changed between one version of a return and the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from khuyenhoc_cli.figures.collect import totals_of
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.submission import Place, Value
from khuyenhoc_cli.ledger.records import Acceptance, Accepted, Explained, SetAside
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.units_file import UnitList


@dataclass(frozen=True)
class Change:
    """One value that differs; `old` is None where it was added, `new` where it is gone."""

    row_unit: str
    indicator: str
    old: Value | None
    new: Value | None

    @property
    def kind(self) -> Literal["changed", "added", "gone"]:
        """What became of the value."""
        return "added" if self.old is None else "gone" if self.new is None else "changed"

    @property
    def at(self) -> CellRef:
        """The cell in the newer version; of a value that is gone, the cell it had."""
        value = self.new or self.old
        assert value is not None
        return value.at


@dataclass(frozen=True)
class TotalChange:
    """One total of the unit that differs; None where there was or is none."""

    indicator: str
    old: int | None
    new: int | None


@dataclass(frozen=True)
class Step:
    """From one version to the next: the values that differ, unit by unit as they are listed, and the totals."""

    older: int
    newer: int
    changes: tuple[Change, ...]
    totals: tuple[TotalChange, ...]


@dataclass(frozen=True)
class PeriodHistory:
    """All versions of one return, oldest first, and what was said of it. `reporter` sent it: the unit or one above.

    `set_aside` are its files that did not count when the period was last taken in; `closed_at` is when the period was
    closed.
    """

    period: Period
    reporter: Unit
    edition: Edition
    units: UnitList
    versions: tuple[Accepted, ...]
    steps: tuple[Step, ...]
    explanations: tuple[Explained, ...]
    acceptances: tuple[Acceptance, ...]
    set_aside: tuple[SetAside, ...]
    closed_at: str | None = None


def steps_between(
    versions: tuple[Accepted, ...], unit: Unit | None, units: UnitList, edition: Edition
) -> tuple[Step, ...]:
    """What changed from each version to the one after it; `unit` is the one the totals are of, None for no totals."""
    return tuple(
        Step(
            older.version,
            newer.version,
            changes_between(older.values, newer.values, units, edition),
            _totals(older, newer, unit, units, edition),
        )
        for older, newer in pairwise(versions)
    )


def changes_between(
    older: Mapping[Place, Value], newer: Mapping[Place, Value], units: UnitList, edition: Edition
) -> tuple[Change, ...]:
    """The values that differ, unit by unit as they are listed, in the order of the forms."""
    places = {place for place in older.keys() | newer.keys() if _amount(older, place) != _amount(newer, place)}
    rows = _order(unit.code for unit in units.units)
    codes = _order(edition.indicators)
    ordered = sorted(places, key=lambda p: (rows.get(p[0], len(rows)), p[0], codes.get(p[1], len(codes)), p[1]))
    return tuple(Change(*place, older.get(place), newer.get(place)) for place in ordered)


def _amount(values: Mapping[Place, Value], place: Place) -> int | None:
    value = values.get(place)
    return None if value is None else value.amount


def _order(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}


def _totals(
    older: Accepted, newer: Accepted, unit: Unit | None, units: UnitList, edition: Edition
) -> tuple[TotalChange, ...]:
    if unit is None:
        return ()
    before, after = (totals_of(each, unit, units, edition) for each in (older, newer))
    return tuple(
        TotalChange(code, before.get(code), after.get(code))
        for code in edition.indicators
        if before.get(code) != after.get(code)
    )
