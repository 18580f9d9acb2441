"""The sample around the reform of 2025: two provinces by districts in 2025H1, one by communes in 2026H1."""

import csv
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.narrative import NARRATIVE_SHEET, SECTIONS
from khuyenhoc_cli.ledger.inbox import Desk, check_paths, previous_amounts, returns_in, take_in
from khuyenhoc_cli.ledger.store import open_ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.units.registry import load_registry
from khuyenhoc_cli.workspace.units_file import UnitList, parse_units
from khuyenhoc_cli.workspace.workspace import open_workspace
from scripts.make_sample import named
from scripts.sample.figures import sample_figures
from scripts.sample.plan import narrative
from scripts.sample.two_tiers import Around, around_the_reform
from scripts.sample.units import sample_units
from tests.unit.test_sample import ATTACHED, BLOCK, ROOT, SAMPLE, SCHEMAS, TOTAL, Return, read

BEFORE, NOW = "2025H1", "2026H1"
EDITIONS = {BEFORE: load_edition(SCHEMAS / "2024"), NOW: load_edition(SCHEMAS / "2026")}
DAK_LAK, PHU_YEN = "66", "54"
WITHOUT_ASSOCIATION = "Xã Suối Trai"
SON_HOA = "Huyện Sơn Hòa"  # the district that commune lay in

Returns = dict[str, dict[str, Return]]


@pytest.fixture(scope="module")
def returns() -> Returns:
    """Period -> unit -> return."""
    read_all = {period: [read(path) for path in sorted((SAMPLE / period).glob("*.xlsx"))] for period in EDITIONS}
    return {period: {one.unit: one for one in group} for period, group in read_all.items()}


@pytest.fixture(scope="module")
def made() -> Around:
    """What the generator would write now."""
    columns = sample_figures(EDITIONS[BEFORE], sample_units(SCHEMAS))["2024H1"]
    return around_the_reform(SCHEMAS, columns)


def listed(name: str) -> UnitList:
    return parse_units((SAMPLE / name).read_text(encoding="utf-8-sig"), several_tops=True)


def territorial(units: tuple[Unit, ...]) -> list[Unit]:
    return [unit for unit in units if unit.kind == "territorial"]


def rows(name: str, folder: Path) -> Iterator[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def total(group: dict[str, Return], code: str, *, of: set[str] | None = None) -> int:
    return sum(one.total(code) for unit, one in group.items() if of is None or unit in of)


# -- the lists of units ---------------------------------------------------------------------------------------------


def test_the_last_districts_are_those_of_the_registry() -> None:
    units, registry, day = listed("units-2025.csv"), load_registry(SCHEMAS / "units"), date(2025, 6, 30)
    assert [top.code for top in units.tops] == [DAK_LAK, PHU_YEN]
    for province, districts, communes in ((DAK_LAK, 15, 180), (PHU_YEN, 9, 106)):
        children = territorial(units.children(province))
        assert {unit.code for unit in children} == {unit.code for unit in registry.children(province, day)}
        below = {unit.code for child in children for unit in territorial(units.children(child.code))}
        assert below == {unit.code for child in children for unit in registry.children(child.code, day)}
        assert (len(children), len(below)) == (districts, communes)
        for unit in units.children(province):
            assert [row for row in units.children(unit.code) if row.kind == "attached"]


def test_todays_communes_are_those_of_the_registry() -> None:
    units, registry = listed("units-2026.csv"), load_registry(SCHEMAS / "units")
    communes = territorial(units.children(DAK_LAK))
    assert {(u.code, u.name) for u in communes} == {
        (u.code, u.name) for u in registry.children(DAK_LAK, date(2026, 6, 30))
    }
    assert Counter(unit.name.split(" ")[0] for unit in communes) == {"Xã": 88, "Phường": 14}
    assert [unit.name for unit in communes if unit.code in units.no_association] == [WITHOUT_ASSOCIATION]
    assert [unit.code for unit in units.children(DAK_LAK) if unit.kind == "attached"] == ["66K"]
    assert len(units.children("66K")) == 4


def test_the_table_of_successions_knows_the_parts_of_split_communes_but_for_two() -> None:
    old, new = listed("units-2025.csv"), listed("units-2026.csv")
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("ke-tuc.csv", SAMPLE):
        parts[row["ma_cu"]][row["ma_moi"]] = row["dan_so"]
    assert all(old.get(code) for code in parts)
    assert all(new.get(code) for each in parts.values() for code in each)
    registered: dict[str, set[str]] = defaultdict(set)
    for row in rows("succession.csv", SCHEMAS / "units"):
        registered[row["old_code"]].add(row["new_code"])
    split = {u.code for u in old.units if u.level == "xa" and len(registered[u.code]) > 1}
    assert all(parts[code].keys() == registered[code] and all(parts[code].values()) for code in split & parts.keys())
    left = [unit.name for unit in old.units if unit.code in split - parts.keys()]
    assert left == ["Xã Hòa Trị", "Xã Hòa An"]


def test_the_parts_of_a_split_commune_are_its_population(returns: Returns) -> None:
    old = listed("units-2025.csv")
    parts: Counter[str] = Counter()
    for row in rows("ke-tuc.csv", SAMPLE):
        parts[row["ma_cu"]] += int(row["dan_so"] or 0)
    for code, population in parts.items():
        commune = old.get(code)
        assert commune is not None
        district = old.get(commune.parent)
        assert district is not None
        assert population == returns[BEFORE][district.name].rows[commune.name].get("DS01", 0)


# -- the returns ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("period", "table"), [(BEFORE, "units-2025.csv"), (NOW, "units-2026.csv")])
def test_every_reporter_has_a_return_with_its_rows(period: str, table: str, returns: Returns) -> None:
    units = listed(table)
    reporters = [unit for top in units.tops for unit in units.children(top.code)]
    asked = {unit.name: unit for unit in reporters if unit.code not in units.no_association}
    assert returns[period].keys() == asked.keys()
    for name, one in returns[period].items():
        assert one.rows.keys() - {name} == {row.name for row in units.children(asked[name].code)}


@pytest.mark.parametrize("period", EDITIONS)
def test_every_row_keeps_every_rule(period: str, returns: Returns) -> None:
    read_rows = [(unit, name, row) for unit, one in returns[period].items() for name, row in one.rows.items()]
    rules = EDITIONS[period].rules
    assert [
        (unit, name, str(rule)) for unit, name, row in read_rows for rule in rules if rule.holds(row) is False
    ] == []
    assert all(value >= 0 for _, _, row in read_rows for value in row.values())


@pytest.mark.parametrize("period", EDITIONS)
def test_asked_cells_are_filled_and_total_rows_add_up(period: str, returns: Returns) -> None:
    indicators = EDITIONS[period].indicators
    for unit, one in returns[period].items():
        for name, code in one.blank:
            is_block = unit.startswith(BLOCK)
            assert is_block or name == ATTACHED, (unit, name, code)
            assert name != TOTAL or is_block
            assert not indicators[code].is_asked_of("attached")
        assert one.totals == {code: one.total(code) for code in one.totals}
        assert {code for row in one.rows.values() for code in row} >= {
            code for code, i in indicators.items() if i.is_asked_of("attached")
        }


def test_the_totals_are_of_the_size_of_these_provinces(returns: Returns) -> None:
    units = listed("units-2025.csv")
    here, there = ({unit.name for unit in units.children(top)} for top in (DAK_LAK, PHU_YEN))
    assert 2_026_150 < total(returns[BEFORE], "DS01", of=here) < 2_026_150 * 1.01  # of 2024H1, as published
    assert 533_903 < total(returns[BEFORE], "HV01", of=here) < 533_903 * 1.08
    assert 900_000 < total(returns[BEFORE], "DS01", of=there) < 1_000_000
    assert (total(returns[BEFORE], "TC01", of=here), total(returns[BEFORE], "TC01", of=there)) == (180, 106)
    assert 2_900_000 < total(returns[NOW], "DS01") < 3_300_000
    assert total(returns[NOW], "TC01") == 101
    assert {one.total("TC01") for unit, one in returns[NOW].items() if unit != BLOCK} == {1}


def test_a_commune_made_of_whole_ones_has_their_people_a_year_on(returns: Returns) -> None:
    old, new = listed("units-2025.csv"), listed("units-2026.csv")
    went: dict[str, set[str]] = defaultdict(set)
    for row in rows("succession.csv", SCHEMAS / "units"):
        went[row["old_code"]].add(row["new_code"])
    of_old = {
        row.code: returns[BEFORE][district.name].rows[row.name]
        for top in old.tops
        for district in old.children(top.code)
        for row in territorial(old.children(district.code))
    }
    compared = 0
    for unit in territorial(new.children(DAK_LAK)):
        parts = [code for code in of_old if unit.code in went[code]]
        if unit.name != WITHOUT_ASSOCIATION and all(len(went[code]) == 1 for code in parts):
            compared += 1
            for code, least, most in (("DS01", 1.0, 1.01), ("GD01", 1.0, 1.02), ("CX01", 0.9, 1.1)):
                before = sum(of_old[part][code] for part in parts)
                # one more or less a row is what whole numbers cost
                assert before * least - len(parts) <= returns[NOW][unit.name].total(code) <= before * most + 1, unit
    assert compared > 80


def test_money_of_the_districts_is_taken_over_by_their_communes(returns: Returns) -> None:
    held = {unit: one.rows[ATTACHED]["Q30"] for unit, one in returns[BEFORE].items() if not unit.startswith(BLOCK)}
    assert len(held) == 24
    assert sum(amount > 0 for amount in held.values()) > 20
    taken_over = total(returns[NOW], "Q31")
    # what the commune without an association would have got is nowhere
    assert 0 < sum(held.values()) - taken_over < held[SON_HOA]
    assert taken_over > 1_000 * DONG_PER_TRIEU
    assert all(one.total("Q31") <= one.total("Q30") for one in returns[NOW].values())
    assert returns[NOW][BLOCK].total("Q31") == 0
    money = ("Q01", "Q30", "NS01")
    for code in money:  # it is no growth of anything else
        grown = total(returns[NOW], code) / total(returns[BEFORE], code)
        assert 0.97 < grown < 1.08, code


def test_people_are_trained_in_classes(returns: Returns) -> None:
    for unit, one in returns[NOW].items():
        assert (one.total("TH01") > 0) == (one.total("TH02") > 0), unit
        assert one.total("TH02") <= one.total("TH01") * 60


def test_some_communes_lag(returns: Returns) -> None:
    communes = {unit: one for unit, one in returns[NOW].items() if unit != BLOCK}
    for code in ("VB01", "VB02", "VB03", "KT02"):
        assert 1 <= sum(one.total(code) == 0 for one in communes.values()) <= 20, code
    late = {
        period: [u for u, one in group.items() if one.made_on > date(int(period[:4]), 6, 5)]
        for period, group in returns.items()
    }
    assert all(1 <= len(units) <= 5 for units in late.values()), late


def test_all_say_that_they_are_invented(returns: Returns) -> None:
    assert all(
        "Số liệu mẫu: mọi số đều là giả định." in one.texts for group in returns.values() for one in group.values()
    )


def test_the_province_writes_every_section_of_2026_and_says_that_it_is_invented() -> None:
    words = narrative(NOW)
    assert list(words) == [section.key for section in SECTIONS]
    assert words["dac_diem"].startswith("(Lời thuyết minh giả định")
    assert narrative(BEFORE) == {}
    sheet = CalamineWorkbook.from_path(SAMPLE / NOW / f"{NOW}_khoi-truc-thuoc-tinh-hoi.xlsx")
    cells = {str(cell) for row in sheet.get_sheet_by_name(NARRATIVE_SHEET).to_python() for cell in row}
    assert set(words.values()) <= cells


@pytest.mark.parametrize("period", EDITIONS)
def test_nothing_is_found_in_them_nor_against_the_year_before(period: str, tmp_path: Path) -> None:
    """The year before is taken into the ledger first; that of 2026H1 is carried over to the communes of today."""
    shutil.copytree(SAMPLE, tmp_path / "sample_returns", ignore=shutil.ignore_patterns("faulty"))
    shutil.copy(ROOT / "khuyenhoc.toml", tmp_path)
    desk, now = Desk(open_workspace(tmp_path), SCHEMAS), Period.parse(period)
    (tmp_path / ".khuyenhoc").mkdir()
    with open_ledger(tmp_path / ".khuyenhoc" / "ledger.sqlite") as ledger:
        taken = partial(take_in, desk, ledger, now="2026-11-01T08:00:00", accept_errors=False, on_file=lambda _: None)
        for year in (now.year_before, now):
            assert [str(file.findings) for file in taken(year).files if file.findings] == []
        previous = previous_amounts(desk, ledger)
        assert len(previous(now)) > 1000
        checks = check_paths(desk, returns_in(tmp_path / "sample_returns" / period), now, previous, lambda _: None)
    assert len(checks) == {BEFORE: 26, NOW: 102}[period]
    assert [(check.path, check.findings) for check in checks if check.findings] == []


# -- the generator --------------------------------------------------------------------------------------------------


def test_the_generator_writes_the_same_bytes_again(made: Around) -> None:
    for name, text in made.tables.items():
        assert (SAMPLE / name).read_bytes() == text.encode(), name
    for period, by_unit in made.returns.items():
        files = named(by_unit)
        assert files.keys() == {path.name for path in (SAMPLE / period).iterdir()}
        for name in sorted(files)[::20]:
            assert files[name].to_bytes() == (SAMPLE / period / name).read_bytes(), name
