"""What the ledger holds of a period, as one entry per child unit of the scope."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.forms.model import Edition, Form
from khuyenhoc_cli.ledger.records import Accepted
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.units_file import UnitList


@dataclass(frozen=True)
class UnitReturn:
    """One child unit in one period: its state and, where received, its own totals by indicator code."""

    unit: Unit
    state: State
    values: Mapping[str, int] = field(default_factory=dict)
    made_on: date | None = None


def collect(
    scope: Unit, units: UnitList, accepted: Mapping[str, Accepted], rejected: Collection[str], edition: Edition
) -> tuple[UnitReturn, ...]:
    """The returns of the scope's children in the order of the list of units.

    A child's totals come from its own return, else from the row it has in a return of the scope itself (a summary
    workbook). A rejected return counts as not received even where an older version was accepted; a rejected summary
    leaves the children it stands for without one.
    """
    summary = None if scope.code in rejected else accepted.get(scope.code)
    rows = None if summary is None else _rows(summary, scope) or None
    absent = State.REJECTED if scope.code in rejected else State.NOT_RECEIVED
    return tuple(
        UnitReturn(unit, State.REJECTED)
        if unit.code in rejected
        else _unit_return(unit, units, accepted.get(unit.code), rows, absent, edition)
        for unit in units.children(scope.code)
    )


def _unit_return(
    unit: Unit,
    units: UnitList,
    own: Accepted | None,
    rows: Mapping[str, Mapping[str, int]] | None,
    absent: State,
    edition: Edition,
) -> UnitReturn:
    """One child's entry, from its own return or from its row in a summary.

    `absent` is the state of a child that owes a return and has none. When a row was reported is not known: the date of
    a summary is that of the unit above.
    """
    if own is not None:
        return UnitReturn(unit, State.RECEIVED, totals_of(own, unit, units, edition), own.made_on)
    # In a summary an attached block may have nothing to say; a district cannot.
    if rows is not None and (unit.code in rows or unit.kind == "attached"):
        return UnitReturn(unit, State.RECEIVED, rows.get(unit.code, {}))
    return UnitReturn(unit, State.NO_ASSOCIATION if unit.code in units.no_association else absent)


def _rows(summary: Accepted, scope: Unit) -> dict[str, dict[str, int]]:
    """The amounts of a summary workbook by the unit of the row; what the scope says of itself is no row of a child."""
    rows: dict[str, dict[str, int]] = {}
    for (unit, code), value in summary.values.items():
        if unit != scope.code:
            rows.setdefault(unit, {})[code] = value.amount
    return rows


def totals_of(accepted: Accepted, unit: Unit, units: UnitList, edition: Edition) -> dict[str, int]:
    """A unit's own totals: the sum over its rows; on a form asked of the unit itself, its own row."""
    has_children = bool(units.children(unit.code))
    totals: dict[str, int] = {}
    for (row, code), value in accepted.values.items():
        form = edition.form_of.get(code)
        if form is not None and counts_in_total(row, unit, form, has_children):
            totals[code] = totals.get(code, 0) + value.amount
    return totals


def counts_in_total(row: str, unit: Unit, form: Form, has_children: bool) -> bool:
    """Whether a row of a unit's return is part of the unit's own total."""
    is_own_row = row == unit.code
    return is_own_row if form.rows == "self" or not has_children else not is_own_row
