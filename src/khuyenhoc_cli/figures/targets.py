"""How far a ratio is from its target, over the scope and unit by unit: in points, and in people, households, units."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.forms.model import Ratio
from khuyenhoc_cli.units.model import Unit


class Reach(StrEnum):
    """Where an exact value stands against its target."""

    EXCEEDED = "exceeded"
    REACHED = "reached"
    BELOW = "below"


@dataclass(frozen=True)
class Standing:
    """One unit or the scope against the target. `value` in percent, `gap` in percentage points, below zero if below.

    `needed` is the smallest numerator with which the target is reached. `lacking` is how much more that is than there
    is now, 0 where it is reached; `spare` how much could be done without. All three in the numerator's own measure.
    """

    unit: Unit
    value: Fraction
    gap: Fraction
    needed: int
    lacking: int
    spare: int

    @property
    def reach(self) -> Reach:
        """Exceeded, reached to the point, or below."""
        return Reach.EXCEEDED if self.gap > 0 else Reach.BELOW if self.gap < 0 else Reach.REACHED


@dataclass(frozen=True)
class TargetStandings:
    """One target in percent. `whole` is None where the scope's ratio is not known.

    `units` are the territorial units whose ratio is known, in the order of the list.
    """

    ratio: Ratio
    target: Fraction
    source: str
    whole: Standing | None
    units: tuple[Standing, ...]

    @property
    def reached(self) -> int:
        """How many of the units are at or above it."""
        return sum(each.reach is not Reach.BELOW for each in self.units)


def target_standings(figures: Figures, sources: dict[str, str]) -> tuple[TargetStandings, ...]:
    """Every ratio that has a target, in the order of the edition; `sources` names each target's document by ratio."""
    return tuple(
        _standings(figures, code, figure.target, sources.get(code, ""))
        for code, figure in figures.ratios.items()
        if figure.target is not None
    )


def _standings(figures: Figures, code: str, target: Fraction, source: str) -> TargetStandings:
    figure = figures.ratios[code]
    ratio = figure.ratio
    units = (
        standing(entry.unit, entry.values[ratio.numerator], entry.values[ratio.denominator], target)
        for entry in figures.units
        if entry.unit.kind == "territorial" and code in entry.ratios
    )
    whole = None
    if figure.numerator is not None and figure.denominator:
        whole = standing(figures.scope, figure.numerator, figure.denominator, target)
    return TargetStandings(ratio, target, source, whole, tuple(units))


def standing(unit: Unit, numerator: int, denominator: int, target: Fraction) -> Standing:
    """A percentage against its target; `denominator` is not zero."""
    needed = -(-target.numerator * denominator // (100 * target.denominator))
    value = Fraction(numerator * 100, denominator)
    return Standing(
        unit, value, value - target, needed, lacking=max(0, needed - numerator), spare=max(0, numerator - needed)
    )
