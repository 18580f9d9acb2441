"""What each unit contributed to the change of a total over the year."""

from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.figures.model import Figures, UnitFigures
from khuyenhoc_cli.forms.model import Indicator, Measure
from khuyenhoc_cli.text.names import sort_key
from khuyenhoc_cli.units.model import Unit


@dataclass(frozen=True)
class Contribution:
    """One part of the change of a total, in the indicator's own measure.

    `unit` is None for what belongs to no single unit: figures of the year before that stand with units of then alone,
    and what the scope answers itself. `share` is in percent of the total's change, None where that is zero. `opposite`:
    it went the other way than the total. `estimated`: the unit's year before was partly shared by population.
    """

    unit: Unit | None
    delta: int
    share: Fraction | None
    opposite: bool
    estimated: bool


@dataclass(frozen=True)
class Contributions:
    """The parts of a total's change: those that moved with it first, the largest first; what is no unit's last.

    Deltas add up to `delta`, shares to 100. `unknown` are the units with a value of their own in one period only.
    """

    indicator: Indicator
    delta: int
    parts: tuple[Contribution, ...]
    unknown: tuple[Unit, ...]


def contributions(figures: Figures, code: str) -> Contributions | None:
    """The parts of one indicator's change over the scope; None where the change is not known."""
    total = figures.totals[code]
    if total.delta is None:
        return None
    entries = [entry for entry in figures.units if _counts(entry, total.indicator)]
    moved = [(entry, delta) for entry in entries if (delta := entry.delta(code)) is not None]
    sign = -1 if total.delta < 0 else 1
    moved.sort(key=lambda pair: (-sign * pair[1], sort_key(pair[0].unit.name)))
    parts = [_part(entry.unit, delta, total.delta, code in entry.estimated) for entry, delta in moved]
    rest = total.delta - sum(delta for _, delta in moved)
    if rest:
        parts.append(_part(None, rest, total.delta, estimated=False))
    unknown = (entry.unit for entry in entries if (code in entry.values) != (code in entry.previous))
    return Contributions(total.indicator, total.delta, tuple(parts), tuple(unknown))


def _counts(entry: UnitFigures, indicator: Indicator) -> bool:
    """Whether a unit counts in the total: flags are counted over territorial units only."""
    return entry.unit.kind == "territorial" or indicator.measure is not Measure.FLAG


def _part(unit: Unit | None, delta: int, total: int, estimated: bool) -> Contribution:
    share = Fraction(delta * 100, total) if total else None
    return Contribution(unit, delta, share, delta * total < 0, estimated)
