"""Territorial units ranked by a figure or by its change: exact values, 1 the highest, equal ones share a rank."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.figures.model import Figures, UnitFigures
from khuyenhoc_cli.figures.selection import Amount, ratio_delta
from khuyenhoc_cli.text.names import sort_key
from khuyenhoc_cli.units.model import Unit


@dataclass(frozen=True)
class Ranked:
    """A unit with its value (a count, đồng, percent, đồng per person) and its rank; `tied` where others share it."""

    unit: Unit
    value: Amount
    rank: int
    tied: bool


def ranks(values: Mapping[str, Amount]) -> dict[str, int]:
    """The rank of each key: one more than the number of values above its own, so that after a tie a rank is skipped."""
    first: dict[Amount, int] = {}
    for place, value in enumerate(sorted(values.values(), reverse=True), 1):
        first.setdefault(value, place)
    return {key: first[value] for key, value in values.items()}


def ranking(figures: Figures, figure: str, *, by_change: bool = False) -> tuple[Ranked, ...]:
    """The territorial units that have the indicator or the ratio, or its change over the year; the highest first."""
    find = _change_of if by_change else _value_of
    entries = {entry.unit.code: entry for entry in figures.units if entry.unit.kind == "territorial"}
    found = {code: find(figures, figure, entry) for code, entry in entries.items()}
    values = {code: value for code, value in found.items() if value is not None}
    rank_of = ranks(values)
    often = Counter(rank_of.values())
    return tuple(
        Ranked(entries[code].unit, values[code], rank, often[rank] > 1)
        for code, rank in sorted(rank_of.items(), key=lambda pair: (pair[1], sort_key(entries[pair[0]].unit.name)))
    )


def _value_of(figures: Figures, figure: str, entry: UnitFigures) -> Amount | None:
    return entry.ratios.get(figure) if figure in figures.edition.ratio_of else entry.values.get(figure)


def _change_of(figures: Figures, figure: str, entry: UnitFigures) -> int | Fraction | None:
    ratio = figures.edition.ratio_of.get(figure)
    return entry.delta(figure) if ratio is None else ratio_delta(ratio, entry)
