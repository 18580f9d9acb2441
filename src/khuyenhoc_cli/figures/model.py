"""What a period comes to. Exact: counts and đồng are `int`, ratios are `Fraction`; rounding happens at print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from khuyenhoc_cli.forms.model import Edition, Indicator, Measure, Ratio
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.names import in_sentence
from khuyenhoc_cli.text.numbers import print_decimal, round_half_up
from khuyenhoc_cli.units.model import Unit

NAMED_AT_MOST = 5


class State(StrEnum):
    """Where a unit's return stands; "no association yet" is neither zero nor late."""

    RECEIVED = "received"
    REJECTED = "rejected"
    NOT_RECEIVED = "not_received"
    NO_ASSOCIATION = "no_association"


@dataclass(frozen=True)
class Total:
    """One indicator over the scope.

    `value`: count of people, units …, đồng, or the number of "Có". `previous` and `comparable` are the year before and
    now over the units present in both periods, so that `delta` compares like with like. `units` of `expected`
    territorial units have a value in it; `missing` names the others. `apart` is what of `comparable` came over from
    dissolved units since the year before and is no growth. `rebased`: the year before was collected by other units and
    carried over to those of today; `estimated`: it holds shares of a unit that was split, and not all of them.
    `over` are the codes of the units that the change is measured over.
    """

    indicator: Indicator
    value: int | None
    comparable: int | None
    previous: int | None
    units: int
    expected: int
    missing: tuple[Unit, ...]
    like_for_like: bool
    apart: int | None = None
    rebased: bool = False
    estimated: bool = False
    over: frozenset[str] = frozenset()

    @property
    def delta(self) -> int | None:
        """The change over the year, in the indicator's own measure, without what is kept apart from growth."""
        if self.comparable is None or self.previous is None:
            return None
        return self.comparable - (self.apart or 0) - self.previous

    @property
    def coverage(self) -> str:
        """What a total lacks: "(14/15 đơn vị; thiếu huyện Lắk)"; "" where nothing, and where nothing is known."""
        return "" if self.value is None else _coverage(self.units, self.expected, self.missing)

    @property
    def delta_pct(self) -> Fraction | None:
        """The change in percent of the year before; None where that was zero or unknown."""
        if self.delta is None or not self.previous:
            return None
        return Fraction(self.delta * 100, self.previous)

    @property
    def printed(self) -> str:
        """As a report prints it: "533.903", "33.937,965" (triệu đồng), "14/15"; "" where nothing is known."""
        if self.value is None:
            return ""
        if self.indicator.measure is Measure.FLAG:
            return f"{self.value}/{self.units}"
        return self.indicator.printed(self.value)


@dataclass(frozen=True)
class RatioFigure:
    """One ratio over the scope; `value` in percent, or in đồng per person, unrounded."""

    ratio: Ratio
    numerator: int | None
    denominator: int | None
    previous: Fraction | None
    comparable: Fraction | None
    target: Fraction | None
    units: int = 0
    expected: int = 0
    missing: tuple[Unit, ...] = ()
    rebased: bool = False
    estimated: bool = False
    over: frozenset[str] = frozenset()

    @property
    def coverage(self) -> str:
        """Over which units it is, where not over all: "(14/15 đơn vị; thiếu huyện Lắk)"."""
        return "" if self.value is None else _coverage(self.units, self.expected, self.missing)

    @property
    def value(self) -> Fraction | None:
        """Numerator over denominator; None where either is unknown or the denominator is zero."""
        return ratio_value(self.ratio, self.numerator, self.denominator)

    @property
    def delta(self) -> Fraction | None:
        """The change: percentage points for a percentage, đồng for đồng per person."""
        if self.comparable is None or self.previous is None:
            return None
        return self.comparable - self.previous

    @property
    def printed(self) -> str:
        """ "26,35%", or "16.750" for đồng per person; "" where nothing is known."""
        return "" if self.value is None else print_ratio(self.ratio, self.value)


@dataclass(frozen=True)
class UnitFigures:
    """One child unit of the scope: its values by code, its ratios and its rank by each ratio (1 is the highest).

    `previous` may be re-based: then `predecessors` names the units that collected it, and `estimated` holds the codes
    of which a part was shared by population. `apart` is what came over from dissolved units since the year before.
    """

    unit: Unit
    state: State
    values: Mapping[str, int]
    previous: Mapping[str, int]
    ratios: Mapping[str, Fraction]
    ranks: Mapping[str, int]
    received_on: date | None = None
    late: bool = False
    apart: Mapping[str, int] = field(default_factory=dict)
    estimated: frozenset[str] = frozenset()
    predecessors: tuple[str, ...] = ()

    def delta(self, code: str) -> int | None:
        """The change of an indicator over the year, without what is kept apart from growth; None where unknown."""
        if code not in self.values or code not in self.previous:
            return None
        return self.values[code] - self.apart.get(code, 0) - self.previous[code]


@dataclass(frozen=True)
class Selected:
    """A unit that a leading or lagging rule chose, with the value it was chosen by (None where there is none to tell).

    `limit` is what a ratio was held against: the target, or the share of the whole.
    """

    unit: Unit
    value: int | Fraction | None
    limit: Fraction | None = None


@dataclass(frozen=True)
class Rebasing:
    """How figures of the year before were carried over to today's units; names of units, in the order of their lists.

    `split` are the earlier units whose figures were shared between their successors by population, `evenly` those
    shared in equal parts because no population was known; `leftover` those whose figures stand in the totals but with
    no single unit of today, such as the districts of before July 2025;
    `unplaced` those that no unit of today takes over, left out of the comparison.
    """

    split: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    evenly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figures:
    """A period over a scope. `units` are in the order of the list of units; `leading`, `lagging` by figure.

    `sources` are the parts a period was put together from, () where it was collected itself; `rebasing` says how the
    year before was carried over to today's units, None where they are the same, `parts_rebased` the same of those
    sources that other units collected; `closed_at` when the period was closed.
    """

    period: Period
    compared_with: Period
    scope: Unit
    edition: Edition
    totals: Mapping[str, Total]
    ratios: Mapping[str, RatioFigure]
    units: tuple[UnitFigures, ...]
    leading: Mapping[str, tuple[Selected, ...]]
    lagging: Mapping[str, tuple[Selected, ...]]
    sources: tuple[Period, ...] = ()
    rebasing: Rebasing | None = None
    parts_rebased: Mapping[Period, Rebasing] = field(default_factory=dict)
    closed_at: str | None = None

    @property
    def expected(self) -> tuple[UnitFigures, ...]:
        """The units that owe a return: all but those without an association."""
        return tuple(u for u in self.units if u.state is not State.NO_ASSOCIATION)

    @property
    def missing(self) -> tuple[UnitFigures, ...]:
        """The units that owe a return and have none that counts."""
        return tuple(u for u in self.expected if u.state is not State.RECEIVED)


def _coverage(units: int, expected: int, missing: Sequence[Unit]) -> str:
    """ "(14/15 đơn vị; thiếu huyện Lắk, thị xã Buôn Hồ)"; a long list is cut short."""
    if not missing or not units:  # a total over no unit is the scope's own answer, or an old report's
        return ""
    names = [in_sentence(unit.name) for unit in missing]
    others = len(names) - NAMED_AT_MOST
    shown = ", ".join(names[:NAMED_AT_MOST]) + (f" và {others} đơn vị khác" if others > 0 else "")
    return f"({units}/{expected} đơn vị; thiếu {shown})"


def ratio_value(ratio: Ratio, numerator: int | None, denominator: int | None) -> Fraction | None:
    """Percent, or đồng per person (money is kept in đồng); None where unknown."""
    if numerator is None or not denominator:
        return None
    return Fraction(numerator * (100 if ratio.scale == "percent" else 1), denominator)


def print_ratio(ratio: Ratio, value: Fraction, limit: Fraction | None = None) -> str:
    """A ratio as printed: "26,35%", "16.750".

    One just below a `limit` has as many decimals as it takes not to look as if it reached it: 24,999% against 25%.
    """
    places = 2 if ratio.scale == "percent" else 0
    while limit is not None and value < limit and round_half_up(value, places) == round_half_up(limit, places):
        places += 1
    return print_decimal(value, places) + ("%" if ratio.scale == "percent" else "")
