"""The sample returns of 2023 and 2024 as they lie in the repository, read without the program's own reader."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from khuyenhoc_cli.findings.catalogue import CATALOGUE
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.model import Measure
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU
from khuyenhoc_cli.workspace.units_file import parse_units
from scripts.sample import plan
from scripts.sample.faulty import expected_csv, faulty_returns
from scripts.sample.figures import sample_figures
from scripts.sample.units import sample_units
from scripts.sample.workbooks import NOTE, SampleReturn, sample_returns

ROOT = Path(__file__).resolve().parents[2]
SAMPLE, SCHEMAS = ROOT / "sample_returns", ROOT / "schemas"
PERIODS = ("2023H1", "2024H1")
EDITION = load_edition(SCHEMAS / "2024")
INDICATORS = load_edition(SCHEMAS / "2026").indicators  # those of 2024, and one more
BLOCK = "Khối trực thuộc Tỉnh hội"
ATTACHED = "Khối trực thuộc"
CODE = re.compile(r"[A-Z]{1,2}\d{2}")
TOTAL = "Tổng cộng"


@dataclass
class Return:
    """One workbook: row -> code -> amount, the total rows alike, what the greyed cells hold, and its texts."""

    unit: str
    made_on: date
    rows: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    totals: dict[str, int] = field(default_factory=dict)
    blank: list[tuple[str, str]] = field(default_factory=list)
    texts: str = ""

    def total(self, code: str) -> int:
        return sum(row.get(code, 0) for row in self.rows.values())

    def share(self, numerator: str, denominator: str) -> Decimal:
        return Decimal(self.total(numerator) * 100) / self.total(denominator)


def amount(code: str, cell: object) -> int:
    if INDICATORS[code].measure is Measure.FLAG:
        return {"Có": 1, "Chưa": 0}[str(cell)]
    scaled = Decimal(repr(cell)) * (DONG_PER_TRIEU if INDICATORS[code].measure is Measure.MONEY else 1)
    assert scaled == int(scaled), (code, cell)
    return int(scaled)


def read(path: Path) -> Return:
    book = CalamineWorkbook.from_path(path)
    cover = {row[0]: row[1] for row in book.get_sheet_by_name("Bìa").to_python()}
    result = Return(str(cover["Đơn vị"]), cover["Ngày lập"])
    for form in EDITION.forms:
        rows = book.get_sheet_by_name(form.sheet).to_python(skip_empty_area=False)
        codes = next(i for i, row in enumerate(rows) if any(CODE.fullmatch(str(cell)) for cell in row))
        for row in rows[codes + 1 :]:
            for code, cell in zip(rows[codes][2:], row[2:], strict=True):
                if cell == "":
                    result.blank.append((str(row[1]), str(code)))
                elif row[1] == TOTAL:
                    result.totals[str(code)] = amount(str(code), cell)
                else:
                    result.rows[str(row[1])][str(code)] = amount(str(code), cell)
    result.texts = "\n".join(
        str(row[-1]) for name in ("Bìa", "Thuyết minh") for row in book.get_sheet_by_name(name).to_python()
    )
    return result


@pytest.fixture(scope="module")
def returns() -> dict[str, dict[str, Return]]:
    """Period -> unit -> return."""
    read_all = {period: [read(path) for path in sorted((SAMPLE / period).glob("*.xlsx"))] for period in PERIODS}
    return {period: {one.unit: one for one in group} for period, group in read_all.items()}


@pytest.fixture(scope="module")
def districts(returns: dict[str, dict[str, Return]]) -> dict[str, Return]:
    return {unit: one for unit, one in returns["2024H1"].items() if unit != BLOCK}


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, SampleReturn]]:
    """What the generator would write now."""
    units = sample_units(SCHEMAS)
    return sample_returns(EDITION, units, sample_figures(EDITION, units))


def table(name: str) -> Iterator[dict[str, str]]:
    with (ROOT / "scripts" / "sample" / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def positive(units: dict[str, Return], code: str) -> dict[str, int]:
    return {unit: one.total(code) for unit, one in units.items() if one.total(code)}


def bare(unit: str) -> str:
    return re.sub(r"^(Huyện|Thành phố|Thị xã) ", "", unit)


def chua(units: dict[str, Return], code: str) -> set[str]:
    return {unit for unit, one in units.items() if one.total(code) == 0}


@pytest.mark.parametrize("period", PERIODS)
def test_totals_are_the_published_ones(period: str, returns: dict[str, dict[str, Return]]) -> None:
    published = {row["code"]: row["value"] for row in table(f"published_{period}.csv")}
    scale = {code: DONG_PER_TRIEU if i.measure is Measure.MONEY else 1 for code, i in EDITION.indicators.items()}
    expected = {code: Decimal(value) * scale[code] for code, value in published.items()}
    assert {code: sum(one.total(code) for one in returns[period].values()) for code in published} == expected
    assert len(returns[period]) == 16


@pytest.mark.parametrize("period", PERIODS)
def test_every_row_keeps_every_rule(period: str, returns: dict[str, dict[str, Return]]) -> None:
    rows = [(unit, name, row) for unit, one in returns[period].items() for name, row in one.rows.items()]
    broken = [(u, name, str(rule)) for u, name, row in rows for rule in EDITION.rules if rule.holds(row) is False]
    assert broken == []
    assert all(value >= 0 for _, _, row in rows for value in row.values())


@pytest.mark.parametrize("period", PERIODS)
def test_asked_cells_are_filled_and_total_rows_add_up(period: str, returns: dict[str, dict[str, Return]]) -> None:
    for unit, one in returns[period].items():
        not_asked = [name for name in one.rows if unit == BLOCK or name == ATTACHED]
        for name, code in one.blank:
            assert name in [*not_asked, *([TOTAL] if unit == BLOCK else [])], (unit, name, code)
            assert not EDITION.indicators[code].is_asked_of("attached")
        assert one.totals == {code: one.total(code) for code in one.totals}


def test_units_are_the_communes_of_the_day(districts: dict[str, Return]) -> None:
    communes = {row["district"]: int(row["communes"]) for row in table("district_facts_2024H1.csv")}
    assert {unit: one.total("TC01") for unit, one in districts.items()} == communes
    assert {unit: len(one.rows) - 2 for unit, one in districts.items()} == communes  # less the block and Biểu 6
    units = parse_units((SAMPLE / "units.csv").read_text(encoding="utf-8"))
    assert sum(unit.kind == "territorial" and unit.level == "xa" for unit in units.units) == 184
    for unit in units.children("66"):
        assert any(row.kind == "attached" for row in units.children(unit.code))


def test_member_shares_of_districts_are_the_published_ones(districts: dict[str, Return]) -> None:
    published = {row["district"]: row["value"] for row in table("district_facts_2024H1.csv") if row["fact"]}
    shares = {unit: one.share("HV01", "DS01") for unit, one in districts.items()}
    printed = {unit: f"{share:.2f}%".replace(".", ",") for unit, share in shares.items()}
    assert {unit: printed[unit] for unit in published} == published
    assert {unit for unit, share in shares.items() if share >= 25} == set(published)


def test_flags_and_inspections_are_the_published_ones(districts: dict[str, Return]) -> None:
    chua_324 = {"Buôn Đôn", "Cư Kuin", "Ea H'leo", "Ea Súp", "Krông Ana", "Lắk"}
    assert chua(districts, "VB01") == {"Huyện Buôn Đôn"}
    assert chua(districts, "VB02") == {"Huyện Buôn Đôn", "Huyện Ea Súp", "Huyện Krông Năng"}
    assert chua(districts, "VB03") == {f"Huyện {name}" for name in chua_324}
    assert chua(districts, "KT02") == set()
    assert set(positive(districts, "KT01")) == {"Thành phố Buôn Ma Thuột", "Huyện Cư Kuin", "Huyện M'Drắk"}


@pytest.mark.parametrize("code", ["TC30", "HS01", "HS02"])
def test_counts_listed_by_district_are_the_published_ones(code: str, districts: dict[str, Return]) -> None:
    note = next(row["note"] for row in table("published_2024H1.csv") if row["code"] == code)
    listed = {name: int(number) for name, number in re.findall(r"([^;\d]+) (\d+)", note.replace("; ", ";"))}
    assert {bare(unit): count for unit, count in positive(districts, code).items()} == listed


def test_low_districts_are_clearly_low(districts: dict[str, Return]) -> None:
    province = Decimal("26.54")
    shares = {unit: one.share("CD03", "CD01") for unit, one in districts.items()}
    low = {unit for unit, share in shares.items() if share < province / 2}
    assert low == {"Huyện Ea H'leo", "Huyện Ea Súp", "Huyện Ea Kar", "Huyện M'Drắk", "Huyện Lắk"}
    assert all(share > province * 6 / 10 for unit, share in shares.items() if unit not in low)


def test_leading_districts_stand_in_the_published_order(districts: dict[str, Return]) -> None:
    def top(code: str, count: int) -> list[str]:
        ranked = sorted(districts, key=lambda unit: -districts[unit].total(code))
        return [bare(unit) for unit in ranked[:count]]

    new_members = ["Buôn Ma Thuột", "Krông Ana", "Buôn Đôn", "Krông Năng", "Krông Pắc", "Cư M'gar", "Ea H'leo"]
    assert top("HV03", 7) == new_members
    assert top("TT04", 3) == ["Buôn Ma Thuột", "Ea Kar", "Cư M'gar"]
    assert top("DS01", 1) == ["Buôn Ma Thuột"]


def test_nothing_changes_beyond_what_the_history_check_allows(returns: dict[str, dict[str, Return]]) -> None:
    for unit, now in returns["2024H1"].items():
        before = returns["2023H1"][unit]
        assert list(now.rows) == list(before.rows)
        for name, row in now.rows.items():
            assert list(row) == list(before.rows[name])
            for code, value in row.items():
                low, high = sorted((value, before.rows[name][code]))
                is_money = EDITION.indicators[code].measure is Measure.MONEY
                assert high < 8 * max(low, 1) or high - low < (500 * DONG_PER_TRIEU if is_money else 200), (name, code)


def test_covers_and_notes(returns: dict[str, dict[str, Return]]) -> None:
    late = {u for u, one in returns["2024H1"].items() if one.made_on > date(2024, 6, 5)}
    assert late == {"Huyện Ea Súp", "Huyện Lắk"}
    assert all(one.made_on <= date(2023, 6, 5) for one in returns["2023H1"].values())
    assert all(NOTE in one.texts for group in returns.values() for one in group.values())
    assert len(returns["2024H1"][BLOCK].texts) > 5000


def test_the_generator_writes_the_same_bytes_again(made: dict[str, dict[str, SampleReturn]]) -> None:
    assert made["2024H1"]["650"].to_bytes() == (SAMPLE / "2024H1" / "2024H1_krong-nang.xlsx").read_bytes()
    block = SAMPLE / "2023H1" / "2023H1_khoi-truc-thuoc-tinh-hoi.xlsx"
    assert made["2023H1"]["66K"].to_bytes() == block.read_bytes()


def test_faulty_returns_are_as_generated_and_listed(made: dict[str, dict[str, SampleReturn]]) -> None:
    faulty = faulty_returns(made[plan.PERIOD])
    folder = SAMPLE / "faulty"
    assert (folder / "expected.csv").read_text(encoding="utf-8") == expected_csv(faulty)
    assert {f"{one.name}.xlsx" for one in faulty} == {path.name for path in folder.glob("*.xlsx")}
    for one in faulty:
        assert (folder / f"{one.name}.xlsx").read_bytes() == one.content, one.name
        assert one.code in CATALOGUE
