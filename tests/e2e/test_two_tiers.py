"""2026H1 by communes against 2025H1 by the districts of two provinces; and a year put together from its halves."""

import csv
import io
import json
import shutil
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.output.return_content import Cover, ReturnContent
from khuyenhoc_cli.output.return_workbook import write_return
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from tests.e2e.sample_office import lay_out
from tests.e2e.test_commands import ROOT, SAMPLE, run, said

WITHOUT_ASSOCIATION = "22192"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with 2026H1 aggregated."""
    folder = tmp_path_factory.mktemp("two-tiers")
    return lay_out(folder, "2025H1", "2026H1")


@pytest.fixture(scope="module")
def figures(office: Path) -> dict[str, Any]:
    return said("aggregate", "--period", "2026H1", cwd=office)


@cache
def column(period: str, code: str) -> dict[str, float]:
    """What the files of a period say of an indicator, by "file/row", read without the program's own reader."""
    found = {}
    for path in sorted((SAMPLE / period).glob("*.xlsx")):
        book = CalamineWorkbook.from_path(path)
        for name in (name for name in book.sheet_names if name.startswith("Biểu")):
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            heads = [row for row in rows if code in row]
            for row in rows[rows.index(heads[0]) + 1 :] if heads else ():
                cell = row[heads[0].index(code)]
                if cell != "" and row[1] != "Tổng cộng":
                    found[f"{path.stem}/{row[1]}"] = float(cell)
    return found


def lost(code: str) -> float:
    """What the communes reported that became the one without an association."""
    with (ROOT / "schemas" / "units" / "succession.csv").open(encoding="utf-8") as table:
        old = {row["old_code"] for row in csv.DictReader(table) if row["new_code"] == WITHOUT_ASSOCIATION}
    with (SAMPLE / "units-2025.csv").open(encoding="utf-8-sig") as table:
        names = {row["ma"]: row["ten"] for row in csv.DictReader(table)}
    values = column("2025H1", code)
    return sum(next(v for key, v in values.items() if key.endswith(f"/{names[unit]}")) for unit in old if unit in names)


@pytest.mark.parametrize("code", ["HV01", "DS01", "Q01", "CD03", "HV03"])
def test_the_year_before_is_everything_that_was_reported_but_for_the_commune_that_has_nothing_now(
    figures: dict[str, Any], code: str
) -> None:
    before, now = column("2025H1", code), column("2026H1", code)
    total = figures["totals"][code]
    assert total["value"] == pytest.approx(sum(now.values()), abs=1e-6)
    assert total["previous"] == pytest.approx(sum(before.values()) - lost(code), abs=1e-6)
    assert total["delta"] == pytest.approx(sum(now.values()) - sum(before.values()) + lost(code), abs=1e-6)
    assert total["rebased"]
    assert not total["like_for_like"]


def test_money_from_the_districts_is_no_growth(figures: dict[str, Any]) -> None:
    """In the province's sums it stands on both sides; in a commune's change it is left out."""
    total = figures["totals"]["Q30"]
    assert total["previous"] == pytest.approx(sum(column("2025H1", "Q30").values()) - lost("Q30"), abs=1e-6)
    assert total["delta"] == pytest.approx(total["value"] - total["previous"], abs=1e-6)
    assert sum(column("2026H1", "Q31").values()) > 3_000
    assert total["delta"] < 1_000


def test_what_was_split_is_marked_and_named(figures: dict[str, Any]) -> None:
    split = figures["rebasing"]["split"]
    assert len(split) == 8
    assert {"Xã Ea BHốk", "Phường 9", "Xã Hòa Trị"} <= set(split)
    marked = {each["unit"] for each in figures["units"] if each["estimated"]}
    assert {"Xã Ea Ktur", "Xã Dray Bhăng"} <= marked
    assert figures["rebasing"]["unplaced"] == []
    (ktur,) = (each for each in figures["units"] if each["unit"] == "Xã Ea Ktur")
    assert {"Xã Ea Ktur", "Xã Ea Tiêu", "Xã Ea BHốk"} <= set(ktur["predecessors"])


def test_two_tiers_have_no_districts(figures: dict[str, Any]) -> None:
    states = defaultdict(int)
    for each in figures["units"]:
        states[each["state"]] += 1
    assert dict(states) == {"received": 102, "no_association": 1}
    assert (figures["expected"], figures["received"], figures["missing"]) == (102, 102, [])
    assert not any(each["unit"].startswith("Huyện") for each in figures["units"])


def test_an_old_period_is_still_one_of_districts(office: Path) -> None:
    old = said("aggregate", "--period", "2025H1", cwd=office)
    assert (old["expected"], old["scope"]) == (16, "Tỉnh Đắk Lắk")
    neighbour = said("aggregate", "--period", "2025H1", "--scope", "Tỉnh Phú Yên", cwd=office)
    assert neighbour["expected"] == 10
    both = old["totals"]["HV01"]["value"] + neighbour["totals"]["HV01"]["value"]
    assert both == sum(column("2025H1", "HV01").values())


def test_rebase_shows_what_each_unit_was_made_of(office: Path, figures: dict[str, Any]) -> None:
    lines = run("units", "rebase", cwd=office).stdout.splitlines()
    assert "24544\tXã Ea Ktur\t← Xã Ea Ktur, Xã Ea Tiêu, Xã Ea BHốk (một phần)" in lines
    answer = said("units", "rebase", "--period", "2025H1", cwd=office)
    over = sum(each["values"].get("HV01", 0) for each in answer["units"])
    assert over + sum(each["values"].get("HV01", 0) for each in answer["leftover"]) == sum(
        column("2025H1", "HV01").values()
    )
    printed = run("units", "rebase", "--period", "2025H1", "--format", "csv", cwd=office).stdout
    rows = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"))))
    assert len([row for row in rows if row["uoc_tinh"]]) == 13
    assert run("units", "rebase", "--period", "2026H1", cwd=office).returncode == 2


def test_the_list_of_today_comes_from_the_registry(tmp_path: Path) -> None:
    printed = run("units", "list", "Tỉnh Đắk Lắk", "--format", "csv", cwd=tmp_path).stdout
    rows = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"))))
    communes = [row["ten"] for row in rows if row["cap"] == "xa" and row["loai"] == "lanh-tho"]
    assert (len(communes), sum(name.startswith("Phường") for name in communes)) == (102, 14)
    with (SAMPLE / "units-2026.csv").open(encoding="utf-8-sig") as table:
        listed = [row["ten"] for row in csv.DictReader(table) if row["loai"] == "lanh-tho" and row["cap"] == "xa"]
    assert sorted(communes) == sorted(listed)


# --- a year from its halves

COMMUNE = Unit("90001", "Xã Thử Một", "xa", "90")
OTHER = Unit("90002", "Xã Thử Hai", "xa", "90")
EDITION = load_edition(ROOT / "schemas" / "2024")
HALVES = {  # period -> unit -> a stock (HV01) and a flow (HV03)
    "2023H1": {COMMUNE: (900, 10), OTHER: (500, 5)},
    "2023H2": {COMMUNE: (950, 20), OTHER: (520, 6)},
    "2024H1": {COMMUNE: (980, 30), OTHER: (530, 7)},
    "2024H2": {COMMUNE: (990, 40), OTHER: (541, 8)},
}


def halves(folder: Path) -> Path:
    """A workspace of two communes that reported half-years only."""
    units = "ma,ten,cap,thuoc\n90,Tỉnh Thử,tinh,\n90001,Xã Thử Một,xa,90\n90002,Xã Thử Hai,xa,90\n"
    association = '[association]\nname = "Hội"\nparent_body = "TRÊN"\nunit = "90"\nplace = "Thử"\n'
    settings = f'{association}[signature]\non_behalf = ""\ntitle = ""\n'
    (folder / "units.csv").write_text(units, encoding="utf-8")
    (folder / "khuyenhoc.toml").write_text(settings, encoding="utf-8")
    for name, by_unit in HALVES.items():
        (folder / "returns" / name).mkdir(parents=True)
        for unit, (members, new) in by_unit.items():
            values = {(unit.code, code): 0 for code in EDITION.indicators}
            values |= {(unit.code, "DS01"): 4_000, (unit.code, "HV01"): members, (unit.code, "HV03"): new}
            period = Period.parse(name)
            cover = Cover("Hội", period, "Thử", date(2024, 6, 1))
            path = folder / "returns" / name / f"{name}_{unit.code}.xlsx"
            write_return(path, EDITION, cover, unit, (unit,), ReturnContent(values))
    return folder


def test_a_year_adds_up_flows_and_takes_stocks_at_its_end(tmp_path: Path) -> None:
    year = said("aggregate", "--period", "2024", cwd=halves(tmp_path))
    totals = year["totals"]
    assert year["sources"] == ["2024H1", "2024H2"]
    assert (totals["HV01"]["value"], totals["HV01"]["previous"]) == (990 + 541, 950 + 520)
    assert (totals["HV03"]["value"], totals["HV03"]["previous"]) == (30 + 40 + 7 + 8, 10 + 20 + 5 + 6)


def test_half_a_flow_is_not_a_year_of_it(tmp_path: Path) -> None:
    folder = halves(tmp_path)
    (folder / "returns" / "2024H1" / "2024H1_90002.xlsx").unlink()
    totals = json.loads(run("aggregate", "--period", "2024", "--format", "json", cwd=folder).stdout)["totals"]
    assert (totals["HV01"]["value"], totals["HV01"]["coverage"]) == (990 + 541, "")
    assert (totals["HV03"]["value"], totals["HV03"]["coverage"]) == (70, "(1/2 đơn vị; thiếu xã Thử Hai)")
    assert (totals["HV03"]["previous"], totals["HV03"]["delta"]) == (30, 40)  # over the commune that has both years


def test_a_year_without_both_halves_is_none(tmp_path: Path) -> None:
    folder = halves(tmp_path)
    shutil.rmtree(folder / "returns" / "2024H2")
    done = run("aggregate", "--period", "2024", cwd=folder)
    assert (done.returncode, "Chưa có báo cáo nào của kỳ 2024" in done.stderr) == (2, True)
