"""2024, collected by the old communes and districts, over the provinces and communes of 2026."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from khuyenhoc_cli.figures.gathering import Gathered, Succession, Target, gather
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.model import Measure
from khuyenhoc_cli.intake.submission import Value
from khuyenhoc_cli.ledger.books import Book
from khuyenhoc_cli.ledger.records import Accepted
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.registered import registered
from khuyenhoc_cli.units.model import Part, Unit
from khuyenhoc_cli.units.registry import load_registry
from khuyenhoc_cli.workspace.units_file import UnitList

SCHEMAS = Path(__file__).parents[3] / "schemas"
EDITION = load_edition(SCHEMAS / "2024")
COUNTED = [code for code, each in EDITION.indicators.items() if each.measure is not Measure.FLAG]
THEN, NOW = Period.parse("2024H1"), Period.parse("2026H1")
DAY_BEFORE, TODAY = date(2024, 6, 30), date(2026, 6, 30)

# new province -> the old ones it was made of, its communes today, and the communes of 2024 that were split
PROVINCES = {
    "66": (("66", "54"), 102, {"24550", "22024", "22225", "22228", "22246", "22252", "22312", "22315"}),
    "92": (("92", "93", "94"), 103, {"31178", "31183", "31207"}),
}


@dataclass(frozen=True)
class Reform:
    """A new province: what its old parts reported, over its communes of today."""

    gathered: Gathered
    reported: Mapping[str, Mapping[str, int]]
    children: tuple[Unit, ...]


@cache
def registry():
    return load_registry(SCHEMAS / "units")


def bare(unit: Unit) -> Unit:
    return replace(unit, valid_from=None, valid_to=None)


def amount(row: str, code: str) -> int:
    """An invented amount, large enough for shares to be uneven."""
    return 100_000 + sum(map(ord, row + code)) * 7919 % 99_991


def old_list(provinces: tuple[str, ...]) -> UnitList:
    units: list[Unit] = []
    for code in provinces:
        province = registry().get(code, DAY_BEFORE)
        units += [bare(province), *map(bare, registry().children(code, DAY_BEFORE))]
        units.append(Unit(f"{code}K", f"Khối trực thuộc {code}", "huyen", code, kind="attached"))
        for district in registry().children(code, DAY_BEFORE):
            units += map(bare, registry().children(district.code, DAY_BEFORE))
            units.append(Unit(f"{district.code}K", "Khối trực thuộc", "xa", district.code, kind="attached"))
    return UnitList(tuple(units), frozenset())


def new_list(code: str) -> UnitList:
    block = Unit(f"{code}K", "Khối trực thuộc", "huyen", code, kind="attached")
    province = registry().get(code, TODAY)
    return UnitList((bare(province), *map(bare, registry().children(code, TODAY)), block), frozenset())


def returns(units: UnitList) -> tuple[dict[str, Accepted], dict[str, dict[str, int]]]:
    """Every district's and block's return, and what each unit said, by unit and indicator."""
    accepted, said = {}, defaultdict(dict)
    for top in units.tops:
        for reporter in units.children(top.code):
            values = {}
            for code, form in EDITION.form_of.items():
                rows = units.children(reporter.code) if form.rows == "children" else ()
                for row in rows or (reporter,):
                    flag = EDITION.indicators[code].measure is Measure.FLAG
                    values[row.code, code] = Value(1 if flag else amount(row.code, code), CellRef("Biểu 1", "A1"))
                    said[row.code][code] = values[row.code, code].amount
            about = (THEN, reporter.code, 1, "0" * 64, "x.xlsx", "2024", None, "2024-06-05T00:00:00+00:00", False)
            accepted[reporter.code] = Accepted(*about, values, {})
    return accepted, said


@cache
def reform(code: str, with_populations: bool = False) -> Reform:
    provinces, _, split = PROVINCES[code]
    old, new = old_list(provinces), new_list(code)
    accepted, said = returns(old)
    root = old.get(code)
    assert root is not None
    book = Book(THEN, EDITION, old, root, accepted, frozenset())
    table = {unit: shares_of(unit) for unit in split} if with_populations else {}
    target = Target(NOW, new.units[0], new, Succession(table, registered), lambda unit: 5_000 + int(unit) % 997)
    gathered = gather({THEN: book}.get, THEN, target)
    return Reform(gathered, said, new.children(code))


def shares_of(unit: str) -> tuple[Part, ...]:
    """The table of an office: the population of each part."""
    return tuple(Part(each.new_code, 1_000 + 777 * n) for n, each in enumerate(registry().successors(unit)))


@pytest.mark.parametrize("code", PROVINCES)
def test_the_totals_of_a_new_province_are_the_sums_of_its_old_parts(code: str) -> None:
    found = reform(code)
    assert len([unit for unit in found.children if unit.kind == "territorial"]) == PROVINCES[code][1]
    carried = found.gathered.carried
    assert carried is not None
    assert not carried.unplaced
    for indicator in COUNTED:
        old = sum(values.get(indicator, 0) for values in found.reported.values())
        over = sum(amounts.get(indicator, 0) for amounts in carried.amounts.values())
        left = sum(each.values.get(indicator, 0) for each in carried.leftovers)
        assert over + left == old, indicator


@pytest.mark.parametrize("code", PROVINCES)
def test_communes_that_merged_whole_are_exact_and_only_what_was_split_is_marked(code: str) -> None:
    found = reform(code)
    split = PROVINCES[code][2]
    carried = found.gathered.carried
    assert carried is not None
    assert set(carried.split) == split
    touched = {each.new_code for old in split for each in registry().successors(old)}
    assert {child for child, codes in carried.estimated.items() if codes} == touched
    for unit in found.children:
        if unit.kind == "territorial" and unit.code not in touched:
            before = {each.old_code for each in registry().predecessors(unit.code)} & found.reported.keys()
            values = carried.values(unit.code)
            assert values["HV01"] == sum(found.reported[old]["HV01"] for old in before)
            assert values["Q30"] == sum(found.reported[old]["Q30"] for old in before)


@pytest.mark.parametrize("with_populations", [False, True], ids=["populations of today", "the office's table"])
@pytest.mark.parametrize("code", PROVINCES)
def test_shares_lie_within_one_of_the_population_key(code: str, with_populations: bool) -> None:
    found = reform(code, with_populations)
    carried = found.gathered.carried
    assert carried is not None
    whole: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    key: dict[str, dict[str, list[tuple[int, int, int]]]] = defaultdict(lambda: defaultdict(list))
    for old, values in found.reported.items():
        parts = [each.new_code for each in registry().successors(old)]
        weights = {part: 5_000 + int(part) % 997 for part in parts}
        if with_populations:
            weights = {part.code: part.population or 0 for part in shares_of(old)}
        for part in parts:
            for indicator, value in values.items():
                if len(parts) == 1:
                    whole[part][indicator] += value
                else:
                    key[part][indicator].append((value, weights[part], sum(weights.values())))
    assert key
    for child, by_indicator in key.items():
        for indicator, shared in by_indicator.items():
            if indicator in COUNTED and EDITION.form_of[indicator].rows == "children":
                got = carried.amounts[child][indicator] - whole[child][indicator]
                exact = [(value * weight, total) for value, weight, total in shared]
                low, high = sum(up // down for up, down in exact), sum(-(-up // down) for up, down in exact)
                assert low <= got <= high, (child, indicator)


def test_provinces_merge_whole_where_the_units_are_provinces() -> None:
    """A cụm: Cần Thơ, Hậu Giang and Sóc Trăng report one row each; today there is one Cần Thơ."""

    def cluster(codes: tuple[str, ...], day: date) -> UnitList:
        provinces = (replace(bare(registry().get(code, day)), parent="C5") for code in codes)
        return UnitList((Unit("C5", "Cụm thi đua số 5", "cum"), *provinces), frozenset())

    old, new = cluster(("92", "93", "94"), DAY_BEFORE), cluster(("92",), TODAY)
    rows = {"92": 1_000_003, "93": 20_011, "94": 3_007}
    values = {(unit, "HV01"): Value(number, CellRef("Biểu 1", "A1")) for unit, number in rows.items()}
    accepted = {
        unit: Accepted(THEN, unit, 1, "0", "x", "2024", None, "2024-06-05T00:00:00+00:00", False, {k: v}, {})
        for (unit, _), (k, v) in zip(values, values.items(), strict=True)
    }
    book = Book(THEN, EDITION, old, old.units[0], accepted, frozenset())
    target = Target(NOW, new.units[0], new, Succession({}, registered), lambda _unit: None)
    gathered = gather({THEN: book}.get, THEN, target)
    assert {entry.unit.code: dict(entry.values) for entry in gathered.entries} == {"92": {"HV01": 1_023_021}}
    assert gathered.carried is not None
    assert not any(gathered.carried.estimated.values())
