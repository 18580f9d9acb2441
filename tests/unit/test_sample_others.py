"""The samples of a commune, a cluster and many years as they lie in the repository, read without the program."""

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from khuyenhoc_cli.forms.cover import COVER_SHEET
from khuyenhoc_cli.forms.editions import edition_for, load_edition
from khuyenhoc_cli.forms.model import Measure
from khuyenhoc_cli.forms.narrative import REPORT_SECTIONS, SECTIONS, Section
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.narrative import read_narrative
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU
from khuyenhoc_cli.units.registry import load_registry
from khuyenhoc_cli.workspace.units_file import parse_units
from khuyenhoc_cli.workspace.workspace import open_workspace
from scripts.sample.others import Main, Other
from scripts.sample.workbooks import INVENTED
from scripts.sample.workspaces import WORKSPACES

ROOT = Path(__file__).resolve().parents[2]
SAMPLE, SCHEMAS = ROOT / "sample_returns", ROOT / "schemas"
KHAC = SAMPLE / "khac"
XA, CUM, YEARS = KHAC / "xa", KHAC / "cum", KHAC / "nhieu-nam"
SIX = ("2019", "2020", "2021", "2022", "2023", "2024")
MOST_BYTES = 3_000_000
EVERY = load_edition(SCHEMAS / "2026").indicators
CODE = re.compile(r"[A-Z]{1,2}\d{2}")

Rows = dict[str, dict[str, int]]  # unit -> code -> amount


def amount(code: str, cell: object) -> int:
    if EVERY[code].measure is Measure.FLAG:
        return {"Có": 1, "Chưa": 0}[str(cell)]
    scaled = Decimal(repr(cell)) * (DONG_PER_TRIEU if EVERY[code].measure is Measure.MONEY else 1)
    assert scaled == int(scaled), (code, cell)
    return int(scaled)


def rows_in(path: Path) -> Iterator[tuple[str, str, object]]:
    """Each filled cell of a row with a number before it: unit, code, what it holds."""
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        if not name.startswith("Biểu"):
            continue
        table = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        head = next(i for i, row in enumerate(table) if any(CODE.fullmatch(str(cell)) for cell in row))
        for row in table[head + 1 :]:
            if isinstance(row[0], float):
                for code, cell in zip(table[head][2:], row[2:], strict=True):
                    if cell != "":
                        yield str(row[1]), str(code), cell


def read_one(path: Path) -> Rows:
    """What one workbook says."""
    rows: Rows = defaultdict(dict)
    for unit, code, cell in rows_in(path):
        rows[unit][code] = amount(code, cell)
    return dict(rows)


def read(folder: Path) -> Rows:
    """What all workbooks of a period say."""
    rows: Rows = defaultdict(dict)
    for path in sorted(folder.glob("*.xlsx")):
        for unit, code, cell in rows_in(path):
            assert code not in rows[unit], (unit, code)
            rows[unit][code] = amount(code, cell)
    return dict(rows)


def total(rows: Rows, code: str) -> int:
    return sum(values.get(code, 0) for values in rows.values())


@pytest.fixture(scope="module")
def main() -> Main:
    return Main.made(SCHEMAS)


@pytest.fixture(scope="module")
def made(main: Main) -> dict[str, Other]:
    """What the generator would write now."""
    return {name: make(main) for name, make in WORKSPACES.items()}


@pytest.fixture(scope="module")
def years() -> dict[str, Rows]:
    return {year: read(YEARS / "returns" / year) for year in SIX}


# -- what holds of all three ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WORKSPACES)
def test_the_repository_holds_what_the_generator_makes(name: str, made: dict[str, Other]) -> None:
    """Every table, every file's name, and the bytes of the first workbook of each period."""
    folder, other = KHAC / name, made[name]
    for path, text in other.tables.items():
        assert (folder / path).read_text(encoding="utf-8") == text, path
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.xlsx")} == set(other.workbooks)
    first = {path.rsplit("/", 1)[0]: path for path in sorted(other.workbooks, reverse=True)}
    for path in first.values():
        assert (folder / path).read_bytes() == other.workbooks[path](), path


@pytest.mark.parametrize("name", WORKSPACES)
def test_what_is_invented_says_so(name: str) -> None:
    folder = KHAC / name
    assert "giả định" in (folder / "README.md").read_text(encoding="utf-8")
    assert "GIẢ ĐỊNH" in "\n".join((folder / "khuyenhoc.toml").read_text(encoding="utf-8").splitlines()[:3])
    for path in folder.rglob("thuyet-minh.txt"):
        assert "giả định" in read_narrative(path).sections["dac_diem"].splitlines()[0]
    for path in folder.rglob("*.xlsx"):
        cover = CalamineWorkbook.from_path(path).get_sheet_by_name(COVER_SHEET).to_python()
        assert any(INVENTED in str(cell) for row in cover for cell in row), path


@pytest.mark.parametrize(
    ("name", "period", "asked"),
    [("xa", "2026H1", SECTIONS), ("cum", "2026H1", SECTIONS), ("nhieu-nam", "2024", REPORT_SECTIONS)],
    ids=["xa", "cum", "nhieu-nam"],
)
def test_the_office_has_something_to_say_in_every_section(name: str, period: str, asked: tuple[Section, ...]) -> None:
    narrative = read_narrative(KHAC / name / "returns" / period / "thuyet-minh.txt")
    assert (set(narrative.sections), narrative.warnings) == ({section.key for section in asked}, ())


def test_nobody_signs_and_all_together_are_small() -> None:
    for name in WORKSPACES:
        settings = tomllib.loads((KHAC / name / "khuyenhoc.toml").read_text(encoding="utf-8"))
        assert "name" not in settings["signature"]
    tracked = [p for p in KHAC.rglob("*") if p.is_file() and not {".khuyenhoc", "out"} & set(p.relative_to(KHAC).parts)]
    assert sum(path.stat().st_size for path in tracked) < MOST_BYTES


@pytest.mark.parametrize(
    ("folder", "period"),
    [(XA, "2025H1"), (XA, "2026H1"), (CUM, "2025H1"), (CUM, "2026H1"), *((YEARS, year) for year in SIX)],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_every_row_keeps_every_rule(folder: Path, period: str) -> None:
    edition = edition_for(Period.parse(period), SCHEMAS)
    rows = read(folder / "returns" / period)
    broken = [(unit, str(rule)) for unit, row in rows.items() for rule in edition.rules if rule.holds(row) is False]
    assert broken == []
    assert all(value >= 0 for row in rows.values() for value in row.values())


def test_the_province_does_not_see_the_others() -> None:
    periods = open_workspace(ROOT).periods()
    assert [str(period) for period in periods] == ["2023H1", "2024H1", "2025H1", "2026H1"]


# -- the commune ----------------------------------------------------------------------------------------------------


def test_the_commune_comes_to_what_it_reports_in_the_sample_of_the_province() -> None:
    branches = read(XA / "returns" / "2026H1")
    reported = {
        code: amount(code, cell)
        for _, code, cell in rows_in(SAMPLE / "2026H1" / "2026H1_cu-pui.xlsx")
        if EVERY[code].measure is not Measure.FLAG
    }
    assert len(reported) > 70
    assert {code: total(branches, code) for code in reported} == reported


def test_the_year_before_is_that_of_the_communes_it_was_made_of() -> None:
    district = read_one(SAMPLE / "2025H1" / "2025H1_krong-bong.xlsx")
    branches = read(XA / "returns" / "2025H1")
    for code in ("DS01", "HV01", "CD03", "GD03", "CX01", "Q01", "Q30", "TT04"):
        expected = district["Xã Cư Pui"][code] + district["Xã Hòa Phong"][code]
        assert total(branches, code) == expected, code


def test_a_commune_has_hamlets_schools_and_an_office() -> None:
    rows, units = read(XA / "returns" / "2026H1"), parse_units((XA / "units.csv").read_text(encoding="utf-8"))
    assert set(rows) == {unit.name for unit in units.children("24478")}
    hamlets = [unit.name for unit in units.units if unit.kind == "territorial" and unit.level == "chi-hoi"]
    assert {rows[name]["CX01"] for name in hamlets} == {rows[name]["TC11"] for name in hamlets} == {1}
    assert (len(hamlets), total(rows, "TC12"), total(rows, "TC13")) == (18, 6, 1)
    assert all("DS01" not in row for name, row in rows.items() if name not in hamlets)
    assert total(rows, "TC01") == rows["Chi hội thôn 1"]["TC01"] == 1


# -- the cluster ----------------------------------------------------------------------------------------------------


def test_nine_provinces_of_today_stand_for_seventeen() -> None:
    registry = load_registry(SCHEMAS / "units")
    workspace = open_workspace(CUM)
    then, now = (
        [unit.code for unit in workspace.units_on(Period.parse(period)).children("CUM")]
        for period in ("2025H1", "2026H1")
    )
    assert (len(then), len(now)) == (17, 9)
    assert {registry.successors(code)[0].new_code for code in then} == set(now)
    for period, codes, day in (("2025H1", then, date(2025, 6, 30)), ("2026H1", now, date(2026, 6, 30))):
        rows = read(CUM / "returns" / period)
        for code in codes:
            unit = registry.get(code, day)
            assert unit is not None
            communes = sum(below.level == "xa" for below in registry.below(code, day))
            silent = 1 if (unit.name, period) == ("Tỉnh Đắk Lắk", "2026H1") else 0  # has no association in the sample
            assert rows[unit.name]["TC01"] == communes - silent, unit


def test_shares_of_members_are_those_of_real_associations() -> None:
    for period in ("2025H1", "2026H1"):
        for unit, row in read(CUM / "returns" / period).items():
            assert 0.15 < row["HV01"] / row["DS01"] < 0.35, unit
            assert 600_000 < row["DS01"] < 4_000_000 or period == "2025H1", unit


def test_the_province_of_the_sample_is_in_the_cluster_with_its_own_figures() -> None:
    province = read(CUM / "returns" / "2026H1")["Tỉnh Đắk Lắk"]
    own_form = next(form for form in load_edition(SCHEMAS / "2026").forms if form.rows == "self")
    not_counted = {indicator.code for indicator in own_form.indicators}
    reported = read(SAMPLE / "2026H1")
    assert {code: value for code, value in province.items() if code not in not_counted} == {
        code: total(reported, code) for code in province if code not in not_counted
    }
    answers = tomllib.loads((ROOT / "khuyenhoc.toml").read_text(encoding="utf-8"))["answers"]["2026H1"]
    assert {code: province[code] for code in answers} == {code: int(word == "Có") for code, word in answers.items()}


def test_one_province_is_late_and_one_lacks_figures() -> None:
    deadline = open_workspace(CUM).config.deadlines["2026H1"]
    late, lacking = set(), {}
    for path in (CUM / "returns" / "2026H1").glob("*.xlsx"):
        cover = {row[0]: row[1] for row in CalamineWorkbook.from_path(path).get_sheet_by_name(COVER_SHEET).to_python()}
        made_on = cover["Ngày lập"]
        assert isinstance(made_on, date)
        if made_on > deadline:
            late.add(cover["Đơn vị"])
        (row,) = read_one(path).values()
        if len(row) < len(EVERY):
            lacking[cover["Đơn vị"]] = set(EVERY) - set(row)
    assert late == {"Tỉnh Lâm Đồng"}
    assert lacking == {"Tỉnh Quảng Trị": {"HV04", "HV05", "TG00", "TG01", "TG02", "TG03"}}


# -- six years ------------------------------------------------------------------------------------------------------


def test_stocks_grow_to_those_of_the_published_half_year(years: dict[str, Rows]) -> None:
    """2023 lies below the published middle of 2024, the end of 2024 a little above."""
    with (ROOT / "scripts" / "sample" / "published_2024H1.csv").open(encoding="utf-8", newline="") as stream:
        published = {row["code"]: int(Decimal(row["value"])) for row in csv.DictReader(stream)}
    for code in ("DS01", "TC10", "HV01", "CD03", "GD03", "DH03", "TG03", "DV03", "CX03"):
        path = [total(years[year], code) for year in SIX]
        assert path[4] < published[code] < path[5] < published[code] * 6 / 5, code
        known = [value for value in path if value]
        if code in ("DS01", "TC10", "HV01", "CD03"):
            assert known == sorted(known), code
    assert {total(years[year], "TC01") for year in SIX} == {published["TC01"]}


def test_the_year_of_the_epidemic_is_a_dent(years: dict[str, Rows]) -> None:
    for code in ("HV03", "Q11", "Q23", "TT04", "TT05", "TD03", "GD03"):
        before, dent, after = (total(years[year], code) for year in ("2020", "2021", "2022"))
        assert dent < before, code
        assert dent < after, code


def test_years_did_not_know_what_came_later(years: dict[str, Rows]) -> None:
    asked = {code: [year for year in SIX if any(code in row for row in years[year].values())] for code in EVERY}
    assert asked["CD02"] == asked["CD03"] == ["2022", "2023", "2024"]
    assert asked["VB03"] == ["2023", "2024"]
    assert asked["KT02"] == ["2022", "2023", "2024"]
    assert asked["HV01"] == list(SIX)


def test_all_communes_are_judged_at_the_end_of_each_year_and_better_over_time(years: dict[str, Rows]) -> None:
    good = [total(years[year], "XP11") for year in SIX]
    assert all(total(years[year], "XP01") == total(years[year], "TC01") for year in SIX)
    assert good[-1] > 2 * good[0]


def test_every_district_has_a_number_to_reach_and_some_do(years: dict[str, Rows]) -> None:
    units = {unit.code: unit.name for unit in open_workspace(YEARS).units.units}
    missed = dict.fromkeys(SIX, 0)
    for year in SIX:
        with (YEARS / f"chi-tieu-giao-{year}.csv").open(encoding="utf-8-sig", newline="") as stream:
            table = [(units[row["ma"]], row["chi_tieu"], int(row["so_giao"])) for row in csv.DictReader(stream)]
        models = {"HV01", "GD03", "DH03", "CX03", "DV03"} | ({"CD03"} if year >= "2022" else set())
        assert {code for _, code, _ in table} == models
        for code in models:
            assigned = {unit: number for unit, each, number in table if each == code}
            reached = [unit for unit, number in assigned.items() if years[year][unit][code] >= number]
            assert len(assigned) == 15
            missed[year] += 15 - len(reached)
            together = sum(years[year][unit][code] for unit in assigned) / sum(assigned.values())
            assert 0.85 < together < 1.2, (year, code)
            assert reached, (year, code)
    assert max(missed, key=lambda year: missed[year]) == "2021"
    assert min(missed.values()) > 0
