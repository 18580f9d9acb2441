"""Ranks, contributions to a change, distances to targets: small cases computed by hand, and what holds for all."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc_cli.figures.contributions import contributions
from khuyenhoc_cli.figures.model import Figures, RatioFigure, State, Total, UnitFigures, ratio_value
from khuyenhoc_cli.figures.ranking import ranking, ranks
from khuyenhoc_cli.figures.targets import Reach, standing, target_standings
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from tests.unit.output.figure_cases import across_the_reform, plain

EDITION = load_edition(Path(__file__).parents[3] / "schemas" / "2024")
SCOPE = Unit("90", "Tỉnh Thử", "tinh")
Values = Mapping[str, int]


def of(letter: str, now: Values, before: Values | None = None, **fields: object) -> UnitFigures:
    """A district; "K" is the block that is attached directly."""
    unit = Unit(letter, f"Huyện {letter}", "huyen", "90", kind="attached" if letter == "K" else "territorial")
    found = {r.code: ratio_value(r, now.get(r.numerator), now.get(r.denominator)) for r in EDITION.ratios}
    ratios = {code: value for code, value in found.items() if value is not None}
    return UnitFigures(unit, State.RECEIVED, now, before or {}, ratios, {}, **fields)  # type: ignore[arg-type]


def figures(units: Iterable[UnitFigures], total: Total | None = None, ratio: RatioFigure | None = None) -> Figures:
    now = Period.parse("2024H1")
    totals = {total.indicator.code: total} if total else {}
    ratios = {ratio.ratio.code: ratio} if ratio else {}
    return Figures(now, now.year_before, SCOPE, EDITION, totals, ratios, tuple(units), {}, {})


def total(code: str, comparable: int | None, previous: int | None, apart: int | None = None) -> Total:
    return Total(EDITION.indicators[code], comparable, comparable, previous, 0, 0, (), True, apart)


# Ranks


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 5)))
def test_a_rank_is_one_more_than_the_number_above(values: dict[str, int]) -> None:
    assert ranks(values) == {key: 1 + sum(v > own for v in values.values()) for key, own in values.items()}


def test_ties_share_a_rank_and_say_so() -> None:
    units = [of("C", {"HV01": 5}), of("A", {"HV01": 7}), of("B", {"HV01": 5}), of("D", {"HV01": 1}), of("E", {})]
    got = ranking(figures([*units, of("K", {"HV01": 99})]), "HV01")
    assert [(r.unit.code, r.rank, r.tied, r.value) for r in got] == [
        ("A", 1, False, 7),
        ("B", 2, True, 5),
        ("C", 2, True, 5),
        ("D", 4, False, 1),
    ]


def test_ratios_are_ranked_by_their_exact_values() -> None:
    units = [of("A", {"HV01": 33333, "DS01": 100000}), of("B", {"HV01": 1, "DS01": 3}), of("C", {"HV01": 2, "DS01": 6})]
    assert [(r.unit.code, r.rank, r.tied) for r in ranking(figures(units), "HV01/DS01")] == [
        ("B", 1, True),
        ("C", 1, True),
        ("A", 3, False),
    ]


def test_changes_are_ranked_without_what_was_taken_over() -> None:
    units = [
        of("A", {"Q30": 900}, {"Q30": 100}, apart={"Q30": 700}),
        of("B", {"Q30": 300}, {"Q30": 100}),
        of("C", {"Q30": 300}),
    ]
    got = ranking(figures(units), "Q30", by_change=True)
    assert [(r.unit.code, r.value) for r in got] == [("B", 200), ("A", 100)]


def test_changes_of_ratios_are_ranked_in_points() -> None:
    units = [
        of("A", {"HV01": 30, "DS01": 100}, {"HV01": 20, "DS01": 100}),
        of("B", {"HV01": 9, "DS01": 10}, {"HV01": 9, "DS01": 10}),
    ]
    got = ranking(figures(units), "HV01/DS01", by_change=True)
    assert [(r.unit.code, r.value) for r in got] == [("A", 10), ("B", 0)]


# Contributions


def test_parts_of_a_growth_with_one_that_fell() -> None:
    units = [
        of("A", {"HV01": 110}, {"HV01": 100}),
        of("B", {"HV01": 45}, {"HV01": 50}),
        of("C", {"HV01": 20}),
        of("D", {"HV01": 65}, {"HV01": 50}, estimated=frozenset({"HV01"})),
        of("E", {"HV01": 7}, {"HV01": 7}),
    ]
    got = contributions(figures(units, total("HV01", 227, 207)), "HV01")
    assert got is not None
    assert [(p.unit and p.unit.code, p.delta, p.share, p.opposite, p.estimated) for p in got.parts] == [
        ("D", 15, 75, False, True),
        ("A", 10, 50, False, False),
        ("E", 0, 0, False, False),
        ("B", -5, -25, True, False),
    ]
    assert got.delta == 20
    assert [unit.code for unit in got.unknown] == ["C"]


def test_of_a_decline_the_largest_fall_stands_first() -> None:
    units = [of("A", {"HV01": 1}, {"HV01": 2}), of("B", {"HV01": 1}, {"HV01": 5}), of("C", {"HV01": 3}, {"HV01": 2})]
    got = contributions(figures(units, total("HV01", 5, 9)), "HV01")
    assert got is not None
    assert [(p.unit and p.unit.code, p.share, p.opposite) for p in got.parts] == [
        ("B", 100, False),
        ("A", 25, False),
        ("C", -25, True),
    ]


def test_what_stands_with_no_unit_is_a_part_of_its_own() -> None:
    # the year before a dissolved district's own office had 30, with no unit of today
    units = [of("A", {"HV01": 100}, {"HV01": 60}), of("B", {"HV01": 50}, {"HV01": 40})]
    got = contributions(figures(units, total("HV01", 150, 130)), "HV01")
    assert got is not None
    assert [(p.unit and p.unit.code, p.delta, p.share) for p in got.parts] == [
        ("A", 40, 200),
        ("B", 10, 50),
        (None, -30, -150),
    ]
    assert got.parts[-1].opposite


def test_without_a_change_nobody_has_a_share() -> None:
    units = [of("A", {"HV01": 4}, {"HV01": 2}), of("B", {"HV01": 1}, {"HV01": 3})]
    got = contributions(figures(units, total("HV01", 5, 5)), "HV01")
    assert got is not None
    assert [(p.delta, p.share, p.opposite) for p in got.parts] == [(2, None, False), (-2, None, False)]
    assert contributions(figures(units, total("HV01", 5, None)), "HV01") is None


def test_flags_count_territories_only() -> None:
    units = [of("A", {"VB01": 1}, {"VB01": 0}), of("K", {"VB01": 1}, {"VB01": 0})]
    got = contributions(figures(units, total("VB01", 1, 0)), "VB01")
    assert got is not None
    assert [p.unit and p.unit.code for p in got.parts] == ["A"]


AMOUNTS = st.integers(0, 10**12)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, st.integers(0, 50)), max_size=8), st.integers(-1000, 1000))
def test_deltas_add_up_to_the_total_and_shares_to_a_hundred(units: list[tuple[int, int, int]], rest: int) -> None:
    entries = [
        of(f"U{n}", {"Q30": now}, {"Q30": before}, apart={"Q30": apart}) for n, (now, before, apart) in enumerate(units)
    ]
    now, before, apart = (sum(unit[k] for unit in units) for k in range(3))
    got = contributions(figures(entries, total("Q30", now, before - rest, apart)), "Q30")
    assert got is not None
    assert sum(part.delta for part in got.parts) == got.delta == now - apart - before + rest
    if got.delta:
        assert sum(part.share or 0 for part in got.parts) == 100
        assert all(part.opposite == (part.share is not None and part.share < 0) for part in got.parts)


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("gaps", [0.0, 0.3])
def test_all_of_a_change_belongs_to_units_where_none_were_carried_over(seed: int, gaps: float) -> None:
    got = plain(seed, gaps)
    parts = [found.parts for code in got.totals if (found := contributions(got, code)) is not None]
    assert parts
    assert all(part.unit for each in parts for part in each)


@pytest.mark.parametrize("seed", range(1, 6))
def test_what_dissolved_districts_did_themselves_is_held_against_nobody(seed: int) -> None:
    got = across_the_reform(seed)
    assert got.totals["KT01"].value is not None  # on a form that a unit fills in for itself
    assert (got.totals["KT01"].previous, contributions(got, "KT01")) == (None, None)
    members = contributions(got, "HV01")
    assert members is not None
    # the second of four communes took over a part of a commune that was split, the third the rest
    assert {part.unit.name for part in members.parts if part.unit and part.estimated} == {"Xã Mới 2", "Xã Mới 3"}


# Targets

REACHES = [
    # numerator, denominator, target, lacking, spare, where
    (24, 100, "25", 1, 0, Reach.BELOW),
    (25, 100, "25", 0, 0, Reach.REACHED),
    (26, 100, "25", 0, 1, Reach.EXCEEDED),
    (25, 101, "25", 1, 0, Reach.BELOW),  # 25,25 people: 26 are needed
    (26, 101, "25", 0, 0, Reach.EXCEEDED),
    (0, 7, "40", 3, 0, Reach.BELOW),  # 2,8
    (62, 100, "62.5", 1, 0, Reach.BELOW),
    (0, 3, "33.34", 2, 0, Reach.BELOW),
    (1, 3, "33.33", 0, 0, Reach.EXCEEDED),
    (5, 10, "0", 0, 5, Reach.EXCEEDED),
    # 25% of 2.026.150 are 506.537,5
    (533_903, 2_026_150, "25", 0, 27_365, Reach.EXCEEDED),
    (500_000, 2_026_150, "25", 6_538, 0, Reach.BELOW),
]


@pytest.mark.parametrize(("numerator", "denominator", "target", "lacking", "spare", "reach"), REACHES)
def test_how_many_are_lacking(
    numerator: int, denominator: int, target: str, lacking: int, spare: int, reach: Reach
) -> None:
    got = standing(SCOPE, numerator, denominator, Fraction(target))
    assert (got.lacking, got.spare, got.reach) == (lacking, spare, reach)


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.fractions(0, 120, max_denominator=1000))
def test_what_is_needed_is_the_least_that_reaches_the_target(
    numerator: int, denominator: int, target: Fraction
) -> None:
    got = standing(SCOPE, numerator, denominator, target)
    assert Fraction(got.needed * 100, denominator) >= target
    assert got.needed == 0 or Fraction((got.needed - 1) * 100, denominator) < target
    assert numerator + got.lacking - got.spare == got.needed
    assert (got.lacking > 0) == (got.reach is Reach.BELOW)


def test_the_scope_and_its_units_against_the_targets() -> None:
    ratio = RatioFigure(EDITION.ratio_of["HV01/DS01"], 80, 300, None, None, Fraction(25))
    units = [
        of("A", {"HV01": 60, "DS01": 200}),
        of("B", {"HV01": 20, "DS01": 100}),
        of("C", {"HV01": 20}),
        of("K", {"HV01": 5, "DS01": 50}),
    ]
    got = figures(units, ratio=ratio)
    got = replace(got, ratios={**got.ratios, "GD03/GD01": RatioFigure(EDITION.ratio_of["GD03/GD01"], *[None] * 5)})
    (found,) = target_standings(got, {"HV01/DS01": "Nghị quyết"})
    assert (found.source, found.target, found.reached) == ("Nghị quyết", 25, 1)
    assert found.whole is not None
    assert (found.whole.unit, found.whole.gap, found.whole.spare) == (SCOPE, Fraction(5, 3), 5)
    assert [(s.unit.code, s.value, s.gap, s.lacking) for s in found.units] == [("A", 30, 5, 0), ("B", 20, -5, 5)]


def test_a_target_of_a_ratio_that_is_not_known() -> None:
    ratio = RatioFigure(EDITION.ratio_of["HV01/DS01"], 80, None, None, None, Fraction(25))
    (found,) = target_standings(figures([], ratio=ratio), {})
    assert (found.whole, found.units, found.source) == (None, (), "")
