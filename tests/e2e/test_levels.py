"""Every level with the same commands: what one level exports is the next one's return, from hamlets to the country."""

import json
import shutil
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.indicator import Asked
from khuyenhoc_cli.forms.model import Measure
from khuyenhoc_cli.output.return_content import Cover, ReturnContent
from khuyenhoc_cli.output.return_workbook import write_return
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU
from khuyenhoc_cli.workspace.units_file import UnitList, parse_units
from tests.e2e.test_commands import ROOT, run, said

PERIOD = Period.parse("2026H1")
EDITION = load_edition(ROOT / "schemas" / "2026")
FLAGS = [code for code, each in EDITION.indicators.items() if each.measure is Measure.FLAG]
HEAD = "ma,ten,cap,thuoc,loai,trang_thai\n"

# who reports to whom; the leaves fill their forms in by hand
COUNTRY = """VN,Trung ương Hội,trung-uong,,lanh-tho,
C1,Cụm thi đua số 1,cum,VN,lanh-tho,
C2,Cụm thi đua số 2,cum,VN,lanh-tho,
"""
CLUSTER = """C1,Cụm thi đua số 1,cum,,lanh-tho,
91,Tỉnh Núi Thử,tinh,C1,lanh-tho,
92,Tỉnh Biển Thử,tinh,C1,lanh-tho,
"""
PROVINCE = (
    "91,Tỉnh Núi Thử,tinh,,lanh-tho,\n"
    "91001,Xã Suối Một,xa,91,lanh-tho,\n"
    "91002,Xã Suối Hai,xa,91,lanh-tho,\n"
    "91K,Khối trực thuộc Tỉnh hội,xa,91,truc-thuoc,\n"
)
COMMUNE = (
    "91001,Xã Suối Một,xa,,lanh-tho,\n"
    "H1,Chi hội thôn Đông,chi-hoi,91001,lanh-tho,\n"
    "H2,Chi hội thôn Tây,chi-hoi,91001,lanh-tho,\n"
    "H3,Khối trực thuộc,chi-hoi,91001,truc-thuoc,\n"
)


@dataclass(frozen=True)
class Office:
    """A workspace of one level."""

    folder: Path
    units: UnitList
    root: str

    @classmethod
    def founded(cls, folder: Path, table: str) -> "Office":
        units = parse_units(HEAD + table)
        (folder / "returns" / str(PERIOD)).mkdir(parents=True)
        (folder / "units.csv").write_text(HEAD + table, encoding="utf-8")
        answers = "\n".join(f'{code} = "Có"' for code in FLAGS)
        settings = (
            f'[association]\nname = "Hội Thử"\nparent_body = "HỘI TRÊN"\nunit = "{units.units[0].code}"\n'
            f'place = "Thử"\n'
            f'[signature]\non_behalf = "TM."\ntitle = "CHỦ TỊCH"\n[answers.{PERIOD}]\n{answers}\n'
        )
        (folder / "khuyenhoc.toml").write_text(settings, encoding="utf-8")
        return cls(folder, units, units.units[0].code)

    @property
    def inbox(self) -> Path:
        return self.folder / "returns" / str(PERIOD)

    def filled_in(self, unit_code: str, seed: int) -> dict[str, int]:
        """A leaf's return, filled in by hand; what it says by indicator."""
        unit = self.units.get(unit_code)
        assert unit is not None
        values = figures_of_a_leaf(seed, attached=unit.kind == "attached")
        cells = {(unit.code, code): amount for code, amount in values.items()}
        path = self.inbox / f"{PERIOD}_{unit_code}.xlsx"
        cover = Cover("Hội Thử", PERIOD, "Người Thử", date(2026, 6, 1))
        write_return(path, EDITION, cover, unit, (unit,), ReturnContent(cells))
        return values

    def passed_on(self, to: "Office") -> dict[str, Any]:
        """Checked without a finding, aggregated, exported, and laid into the inbox of the level above."""
        checked = said("validate", "--period", PERIOD, cwd=self.folder)
        assert checked["summary"]["findings"] == 0, checked["files"]
        figures = said("aggregate", "--period", PERIOD, cwd=self.folder)
        name = f"{PERIOD}_{self.root}.xlsx"
        done = run("export", "--period", PERIOD, "-o", name, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        shutil.copy(self.folder / name, to.inbox / name)
        return figures


def figures_of_a_leaf(seed: int, *, attached: bool) -> dict[str, int]:
    """A form filled in so that its rules hold: parts below their whole, sums that add up."""
    values: dict[str, int] = {}
    for number, (code, indicator) in enumerate(EDITION.indicators.items()):
        if attached and (indicator.asked_of is Asked.TERRITORIAL or indicator.measure is Measure.FLAG):
            continue
        amount = 10 + (seed * 37 + number * 11) % 80
        values[code] = amount * DONG_PER_TRIEU // 8 if indicator.measure is Measure.MONEY else amount
        if indicator.measure is Measure.FLAG:
            values[code] = 1
    if not attached:
        values |= {"DS01": 4_000 + seed * 100, "TC01": 1, "TC02": 1, "TT01": 1, "TC30": 0}
        values |= dict.fromkeys(("XP01", "XP11", "XP12", "XP13", "XP14"), 0)
    for rule in EDITION.rules:
        if rule.kind == "sum" and rule.left in values:
            values[rule.left] = sum(values.get(code, 0) for code in rule.right)
    for _ in range(3):
        for rule in EDITION.rules:
            if rule.kind == "order" and rule.left in values and rule.right[0] in values:
                low, high = sorted((values[rule.left], values[rule.right[0]]))
                if rule.right[0] != "TC01":
                    values[rule.left], values[rule.right[0]] = low, high
    for rule in EDITION.rules:
        if rule.kind == "sum" and rule.left in values:
            values[rule.left] = sum(values.get(code, 0) for code in rule.right)
    return values


def printed(code: str, amount: int) -> float:
    return amount / DONG_PER_TRIEU if EDITION.indicators[code].measure is Measure.MONEY else amount


def test_three_times_upward_nothing_is_lost_and_nothing_is_asked(tmp_path: Path) -> None:
    commune, province, cluster, country = (
        Office.founded(tmp_path / name, table)
        for name, table in (("xa", COMMUNE), ("tinh", PROVINCE), ("cum", CLUSTER), ("nuoc", COUNTRY))
    )
    sums: dict[str, int] = defaultdict(int)

    def add(*filled: dict[str, int]) -> None:
        for values in filled:
            for code, amount in values.items():
                sums[code] += amount

    def assert_totals(figures: dict[str, Any]) -> None:
        for code, indicator in EDITION.indicators.items():
            if indicator.measure is not Measure.FLAG:
                assert figures["totals"][code]["value"] == pytest.approx(printed(code, sums[code]), abs=0), code

    add(*(commune.filled_in(leaf, seed) for seed, leaf in enumerate(("H1", "H2", "H3"), 1)))
    assert_totals(commune.passed_on(province))
    add(province.filled_in("91002", 4), province.filled_in("91K", 5))
    of_province = province.passed_on(cluster)
    assert_totals(of_province)
    assert (of_province["expected"], of_province["received"]) == (3, 3)
    add(cluster.filled_in("92", 6))
    assert_totals(cluster.passed_on(country))
    add(country.filled_in("C2", 7))
    top = said("aggregate", "--period", PERIOD, cwd=country.folder)
    assert_totals(top)
    assert top["scope"] == "Trung ương Hội"
    assert top["totals"]["VB01"]["printed"] == "2/2"


def test_the_level_above_may_list_the_units_below_or_not(tmp_path: Path) -> None:
    """A cluster that lists the communes of its provinces gets the same totals, and may look at one province alone."""
    province = Office.founded(tmp_path / "tinh", PROVINCE)
    leaves = {"91001": "Xã Suối Một", "91002": "Xã Suối Hai", "91K": "Khối trực thuộc Tỉnh hội"}
    members = {name: province.filled_in(leaf, seed)["HV01"] for seed, (leaf, name) in enumerate(leaves.items(), 1)}
    without = Office.founded(tmp_path / "without", CLUSTER)
    with_communes = Office.founded(tmp_path / "with", CLUSTER + PROVINCE.partition("\n")[2])
    province.passed_on(without)
    shutil.copy(without.inbox / f"{PERIOD}_91.xlsx", with_communes.inbox)
    for cluster in (without, with_communes):  # the other province is missing
        assert said("validate", "--period", PERIOD, cwd=cluster.folder, code=1)["summary"]["findings"] == 0
        figures = said("aggregate", "--period", PERIOD, cwd=cluster.folder, code=1)
        assert figures["totals"]["HV01"]["value"] == sum(members.values())
        assert figures["totals"]["HV01"]["coverage"] == "(1/2 đơn vị; thiếu tỉnh Biển Thử)"
    alone = said("aggregate", "--period", PERIOD, "--scope", "Tỉnh Núi Thử", cwd=with_communes.folder)
    assert {each["unit"]: each["values"]["HV01"] for each in alone["units"]} == members


def test_what_is_missing_is_left_blank_and_said(tmp_path: Path) -> None:
    province = Office.founded(tmp_path / "tinh", PROVINCE)
    province.filled_in("91001", 1)
    toml = province.folder / "khuyenhoc.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('VB01 = "Có"\n', ""), encoding="utf-8")
    assert run("export", "--period", PERIOD, "-o", "len.xlsx", cwd=province.folder).returncode == 2  # not aggregated
    said("aggregate", "--period", PERIOD, cwd=province.folder, code=1)
    done = run("export", "--period", PERIOD, "-o", "len.xlsx", cwd=province.folder)
    assert done.returncode == 1
    assert "Dòng để trống vì chưa có số liệu: Xã Suối Hai, Khối trực thuộc Tỉnh hội." in done.stderr
    assert "Chưa trả lời Có/Chưa cho chính Tỉnh Núi Thử: VB01" in done.stderr
    again = run("export", "--period", PERIOD, "-o", "len.xlsx", cwd=province.folder)
    assert (again.returncode, "không ghi đè" in again.stderr) == (2, True)


def test_a_district_of_the_sample_exports_its_own_return_anew(tmp_path: Path) -> None:
    """By `--scope`: what a district sent comes out again, cell for cell."""
    shutil.copytree(ROOT / "sample_returns", tmp_path / "sample_returns")
    shutil.copy(ROOT / "khuyenhoc.toml", tmp_path)
    said("aggregate", "--period", "2024H1", cwd=tmp_path)
    done = run("export", "--period", "2024H1", "--scope", "Huyện Lắk", "-o", "lak.xlsx", cwd=tmp_path)
    assert done.returncode == 1  # only its answers of Có or Chưa are the district's own to give
    sent, exported = (
        json.loads(run("validate", path, "--format", "json", cwd=tmp_path).stdout)["files"][0]
        for path in ("sample_returns/2024H1/2024H1_lak.xlsx", "lak.xlsx")
    )
    assert exported["unit"] == sent["unit"] == "Huyện Lắk"
    flags = [code for code in FLAGS if code in load_edition(ROOT / "schemas" / "2024").indicators]
    assert exported["values"] == sent["values"] - len(flags)
