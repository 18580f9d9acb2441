"""What was achieved of what was assigned: a ratio whose denominator no return reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.forms.model import Indicator
from khuyenhoc_cli.units.model import Unit


@dataclass(frozen=True)
class Achieved:
    """A unit's value against the number assigned to it, both in the indicator's own measure.

    `percent` is of the number assigned, None where that is zero; `lacking` what is still to be achieved.
    """

    unit: Unit
    value: int
    assigned: int

    @property
    def percent(self) -> Fraction | None:
        """ "đạt 135% so với chỉ tiêu giao", unrounded."""
        return Fraction(self.value * 100, self.assigned) if self.assigned else None

    @property
    def lacking(self) -> int:
        """How much less the value is than the number assigned; 0 where it is reached."""
        return max(0, self.assigned - self.value)


@dataclass(frozen=True)
class AssignedStandings:
    """One indicator. `whole` is the scope against its own number, else what its units come to against theirs.

    `over` of `assigned_to` units have a value: the others do not count in `whole`, where it is made of units.
    """

    indicator: Indicator
    whole: Achieved | None
    units: tuple[Achieved, ...]
    over: int
    assigned_to: int


def assigned_standings(figures: Figures, assigned: Mapping[tuple[str, str], int]) -> tuple[AssignedStandings, ...]:
    """Every indicator of which something was assigned to the scope or to its units, in the order of the edition."""
    codes = {figures.scope.code, *(entry.unit.code for entry in figures.units)}
    asked = {code for unit, code in assigned if unit in codes}
    return tuple(_standings(figures, i, assigned) for code, i in figures.edition.indicators.items() if code in asked)


def _standings(figures: Figures, indicator: Indicator, assigned: Mapping[tuple[str, str], int]) -> AssignedStandings:
    code = indicator.code
    having = [entry for entry in figures.units if (entry.unit.code, code) in assigned]
    units = tuple(
        Achieved(entry.unit, entry.values[code], assigned[entry.unit.code, code])
        for entry in having
        if code in entry.values
    )
    own, value = assigned.get((figures.scope.code, code)), figures.totals[code].value
    if own is not None:
        whole = None if value is None else Achieved(figures.scope, value, own)
    else:
        whole = _together(figures.scope, units)
    return AssignedStandings(indicator, whole, units, len(units), len(having))


def _together(scope: Unit, units: Iterable[Achieved]) -> Achieved | None:
    """What units come to together against the sum of their numbers."""
    listed = list(units)
    if not listed:
        return None
    return Achieved(scope, sum(each.value for each in listed), sum(each.assigned for each in listed))
