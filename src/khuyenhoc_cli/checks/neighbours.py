"""Values against the other rows of the same column of the same return. Only ever a doubt, and a rare one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.checks.slips import UNIT_SLIPS, unit_because
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.forms.model import Indicator, Measure
from khuyenhoc_cli.intake.cells import typed
from khuyenhoc_cli.intake.submission import Place
from khuyenhoc_cli.text.numbers import round_half_up


@dataclass(frozen=True)
class Level:
    """What the other rows of a column let expect of one of them: the middle, and the ends, as amounts of this row."""

    lowest: Fraction
    middle: Fraction
    highest: Fraction

    def is_near(self, amount: Fraction | int, times: Fraction) -> bool:
        """Whether an amount lies within `times` of the middle, either way."""
        return self.middle <= amount * times and amount <= self.middle * times


def check_neighbours(context: CheckContext) -> Iterator[Finding]:
    """Cells a thousand or a million times off what the other rows show, where no year before can tell."""
    limits = context.thresholds.neighbours
    for code, column in columns(context).items():
        indicator = context.edition.indicators[code]
        least = limits.minimum_trieu_dong if indicator.measure is Measure.MONEY else limits.minimum_count
        if max(column.values()) <= least * indicator.scale:
            continue
        for place, amount in column.items():
            if context.submission.values[place].at in context.doubted or context.previous.get(place, 0) > 0:
                continue
            level = level_of(place, context, column)
            if level is not None and _is_far(amount, level, least * indicator.scale, limits.times):
                yield from _finding(place, amount, level, indicator, context)


def columns(context: CheckContext) -> dict[str, dict[Place, int]]:
    """The positive amounts of each column that counts or is money, of territorial units only."""
    found: dict[str, dict[Place, int]] = {}
    for place, value in context.submission.values.items():
        indicator = context.edition.indicators.get(place[1])
        if indicator is None or indicator.measure is Measure.FLAG or value.amount <= 0:
            continue
        if context.unit(place[0]).kind == "territorial":
            found.setdefault(place[1], {})[place] = value.amount
    return found


def level_of(place: Place, context: CheckContext, column: Mapping[Place, int]) -> Level | None:
    """The level of the other rows of a column, per head where their population is known; None where they are too few.

    Rows that another finding stands on say nothing of how high the level is.
    """
    values = context.submission.values
    others = {p: n for p, n in column.items() if p != place and values[p].at not in context.doubted}
    if len(others) < context.thresholds.neighbours.least:
        return None
    return _per_head(place, others, context) or _level(sorted(map(Fraction, others.values())), Fraction(1))


def _per_head(place: Place, others: Mapping[Place, int], context: CheckContext) -> Level | None:
    heads = {unit: population(unit, context) for unit in (place[0], *(unit for unit, _ in others))}
    if place[1] == context.edition.population_code or not all(heads.values()):
        return None
    return _level(
        sorted(Fraction(amount, heads[unit]) for (unit, _), amount in others.items()), Fraction(heads[place[0]])
    )


def _level(ordered: Sequence[Fraction], scale: Fraction) -> Level:
    return Level(ordered[0] * scale, ordered[len(ordered) // 2] * scale, ordered[-1] * scale)


def population(unit: str, context: CheckContext) -> int:
    """The population a unit reported; 0 where it is unknown or in doubt."""
    value = context.submission.values.get((unit, context.edition.population_code or ""))
    return 0 if value is None or value.at in context.doubted else value.amount


def _is_far(amount: int, level: Level, least: int, times: Fraction) -> bool:
    """Whether an amount is far from the middle and stands alone there; small numbers are never far."""
    above = amount > least and amount >= level.middle * times and amount >= level.highest * 10
    below = level.middle > least and amount * times <= level.middle and amount * 10 <= level.lowest
    return above or below


def _finding(place: Place, amount: int, level: Level, indicator: Indicator, context: CheckContext) -> Iterator[Finding]:
    """The doubt, where a slip of unit explains it: what is only unusual is not asked about."""
    near = context.thresholds.neighbours.near
    for slip in UNIT_SLIPS:
        meant = slip.undone(amount)
        if level.is_near(meant, near):
            value = context.submission.values[place]
            detail = {"label": indicator.label, "usual": indicator.printed(_whole(level.middle))}
            found, proposed = indicator.printed(amount), typed(_whole(meant), indicator)
            unit = context.unit(place[0]).name
            because = unit_because(slip, indicator)
            yield Finding("KH601", value.at, place[1], unit, found, proposed, because=because, detail=detail)
            return


def _whole(amount: Fraction) -> int:
    return int(round_half_up(amount))
