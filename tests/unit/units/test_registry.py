"""The registry as the tables in schemas/units/ hold it."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from khuyenhoc_cli.text.names import split_prefix
from khuyenhoc_cli.units.model import Level, Succession, Unit
from khuyenhoc_cli.units.registry import Registry, load_registry

TABLES = Path(__file__).parents[3] / "schemas" / "units"
MID_2024, EVE, REFORM, MID_2026 = date(2024, 6, 30), date(2025, 6, 30), date(2025, 7, 1), date(2026, 6, 30)
DAK_LAK, SON_LA, CAN_THO, PHU_YEN = "66", "14", "92", "54"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(TABLES)


def communes_of_old(registry: Registry, province: str, on: date) -> tuple[Unit, ...]:
    return tuple(
        commune for district in registry.children(province, on) for commune in registry.children(district.code, on)
    )


def kinds(units: tuple[Unit, ...]) -> dict[str, int]:
    return dict(Counter(split_prefix(unit.name)[0] for unit in units))


@pytest.mark.parametrize(
    ("day", "tinh", "huyen", "xa"),
    [
        pytest.param(MID_2024, 63, 705, 10_599, id="2024"),
        pytest.param(EVE, 63, 696, 10_035, id="eve of the reform"),
        pytest.param(REFORM, 34, 0, 3_321, id="first day of the reform"),
        pytest.param(MID_2026, 34, 0, 3_321, id="2026"),
    ],
)
def test_units_of_the_country(registry: Registry, day: date, tinh: int, huyen: int, xa: int) -> None:
    assert Counter(unit.level for unit in registry.on(day)) == Counter(tinh=tinh, huyen=huyen, xa=xa)


def test_kinds_of_new_communes(registry: Registry) -> None:
    communes = tuple(unit for unit in registry.on(MID_2026) if unit.level == "xa")
    assert kinds(communes) == {"xã": 2_621, "phường": 687, "đặc khu": 13}


@pytest.mark.parametrize(
    ("province", "count"),
    [
        pytest.param(DAK_LAK, {"xã": 88, "phường": 14}, id="Đắk Lắk"),
        pytest.param(SON_LA, {"xã": 67, "phường": 8}, id="Sơn La"),
        pytest.param(CAN_THO, {"xã": 72, "phường": 31}, id="Cần Thơ"),
    ],
)
def test_communes_of_new_provinces(registry: Registry, province: str, count: dict[str, int]) -> None:
    assert kinds(registry.children(province, MID_2026)) == count


@pytest.mark.parametrize(("day", "count"), [(MID_2024, 184), (EVE, 180)])
def test_communes_of_old_dak_lak(registry: Registry, day: date, count: int) -> None:
    assert len(communes_of_old(registry, DAK_LAK, day)) == count


@pytest.mark.parametrize(
    ("code", "name", "communes"),
    [
        ("643", "Thành phố Buôn Ma Thuột", 21),
        ("644", "Thị xã Buôn Hồ", 12),
        ("645", "Huyện Ea H'leo", 12),
        ("646", "Huyện Ea Súp", 10),
        ("647", "Huyện Buôn Đôn", 7),
        ("648", "Huyện Cư M'gar", 17),
        ("649", "Huyện Krông Búk", 7),
        ("650", "Huyện Krông Năng", 12),
        ("651", "Huyện Ea Kar", 16),
        ("652", "Huyện M'Drắk", 13),
        ("653", "Huyện Krông Bông", 14),
        ("654", "Huyện Krông Pắc", 16),
        ("655", "Huyện Krông Ana", 8),
        ("656", "Huyện Lắk", 11),
        ("657", "Huyện Cư Kuin", 8),
    ],
)
def test_districts_of_dak_lak(registry: Registry, code: str, name: str, communes: int) -> None:
    district = registry.get(code, MID_2024)
    assert district is not None
    assert (district.name, district.level, district.parent) == (name, "huyen", DAK_LAK)
    assert len(registry.children(code, MID_2024)) == communes


def test_dak_lak_had_fifteen_districts_in_order_of_code(registry: Registry) -> None:
    assert [unit.code for unit in registry.children(DAK_LAK, MID_2024)] == [str(code) for code in range(643, 658)]


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        pytest.param("01", MID_2024, "Thành phố Hà Nội", id="province that stayed, before"),
        pytest.param("01", MID_2026, "Thành phố Hà Nội", id="province that stayed, after"),
        pytest.param(PHU_YEN, EVE, "Tỉnh Phú Yên", id="province that merged away, before"),
        pytest.param(PHU_YEN, REFORM, None, id="province that merged away, after"),
        pytest.param("91", EVE, "Tỉnh Kiên Giang", id="province code taken over, before"),
        pytest.param("91", REFORM, "Tỉnh An Giang", id="province code taken over, after"),
        pytest.param("46", MID_2024, "Tỉnh Thừa Thiên Huế", id="province that became a city"),
        pytest.param("46", EVE, "Thành phố Huế", id="city that was a province"),
        pytest.param("24412", EVE, "Thị trấn M'Drắk", id="commune code reused, before"),
        pytest.param("24412", REFORM, "Xã M'Drắk", id="commune code reused, after"),
        pytest.param("24133", MID_2024, "Phường Thắng Lợi", id="code of three communes in turn, first"),
        pytest.param("24133", EVE, "Phường Thành Công", id="code of three communes in turn, second"),
        pytest.param("24133", REFORM, "Phường Buôn Ma Thuột", id="code of three communes in turn, third"),
        pytest.param("650", REFORM, None, id="dissolved district"),
        pytest.param("99999", MID_2026, None, id="no such code"),
    ],
)
def test_get(registry: Registry, code: str, day: date, name: str | None) -> None:
    unit = registry.get(code, day)
    assert (unit and unit.name) == name


def test_a_code_never_stands_for_two_units_at_once(registry: Registry) -> None:
    for day in (MID_2024, EVE, REFORM):
        codes = [unit.code for unit in registry.on(day)]
        assert len(set(codes)) == len(codes)


def test_every_parent_exists(registry: Registry) -> None:
    for day in (MID_2024, EVE, REFORM):
        codes = {unit.code for unit in registry.on(day)}
        assert {unit.parent for unit in registry.on(day)} - codes == {""}


def test_lengths_of_codes(registry: Registry) -> None:
    lengths: dict[Level, int] = {"tinh": 2, "huyen": 3, "xa": 5}
    assert all(len(unit.code) == lengths[unit.level] for day in (MID_2024, MID_2026) for unit in registry.on(day))


def test_new_dak_lak_is_old_dak_lak_and_phu_yen(registry: Registry) -> None:
    assert [row.old_code for row in registry.predecessors(DAK_LAK)] == [PHU_YEN, DAK_LAK]
    assert registry.successors(PHU_YEN) == (Succession(PHU_YEN, DAK_LAK, 1.0, whole=True),)


@pytest.mark.parametrize(
    ("province", "old", "new", "split"),
    [
        pytest.param(DAK_LAK, 180, 68, 1, id="Đắk Lắk"),
        pytest.param(PHU_YEN, 106, 34, 7, id="Phú Yên"),
        pytest.param(SON_LA, 200, 75, 0, id="Sơn La"),
    ],
)
def test_succession_of_a_province(registry: Registry, province: str, old: int, new: int, split: int) -> None:
    heirs = {unit.code: registry.successors(unit.code) for unit in communes_of_old(registry, province, EVE)}
    assert len(heirs) == old
    assert len({row.new_code for rows in heirs.values() for row in rows}) == new
    assert sum(not row.whole for rows in heirs.values() for row in rows[:1]) == split


def test_split_communes_of_the_country(registry: Registry) -> None:
    heirs = [registry.successors(unit.code) for unit in registry.on(EVE) if unit.level == "xa"]
    assert Counter(len(rows) for rows in heirs) == {1: 9_593, 2: 370, 3: 56, 4: 15, 5: 1}
    assert all((len(rows) == 1) == row.whole == (row.share == 1.0) for rows in heirs for row in rows)


def test_new_communes_that_draw_on_several_districts(registry: Registry) -> None:
    districts = {unit.code: unit.parent for unit in registry.on(EVE) if unit.level == "xa"}
    drawn = [
        {districts[row.old_code] for row in registry.predecessors(unit.code) if row.old_code in districts}
        for unit in registry.on(MID_2026)
        if unit.level == "xa"
    ]
    assert sum(len(codes) > 1 for codes in drawn) == 297


def test_namesakes_in_merged_provinces_are_told_apart(registry: Registry) -> None:
    ward_4_of_tay_ninh, ward_4_of_tan_an = "25465", "27685"
    for code, successor in ((ward_4_of_tay_ninh, "Phường Tân Ninh"), (ward_4_of_tan_an, "Phường Long An")):
        units = [registry.get(row.new_code, REFORM) for row in registry.successors(code)]
        assert [unit and unit.name for unit in units] == [successor]


def test_every_new_unit_has_predecessors(registry: Registry) -> None:
    assert all(registry.predecessors(unit.code) for unit in registry.on(MID_2026))


@pytest.mark.parametrize(
    ("vanished", "successor"),
    [
        pytest.param("24127", "Phường Buôn Ma Thuột", id="Phường Thống Nhất"),
        pytest.param("24139", "Phường Buôn Ma Thuột", id="Phường Thành Công"),
        pytest.param("24325", "Xã Ea Drông", id="Xã Ea Blang"),
        pytest.param("24460", "Xã Dang Kang", id="Xã Hòa Tân"),
    ],
)
def test_communes_that_vanished_before_the_reform(registry: Registry, vanished: str, successor: str) -> None:
    assert registry.get(vanished, EVE) is None
    units = [registry.get(row.new_code, REFORM) for row in registry.successors(vanished)]
    assert [unit and unit.name for unit in units] == [successor]


def test_vanished_communes_whose_fate_is_not_known(registry: Registry) -> None:
    unknown = {unit.code for unit in registry.on(MID_2024) if unit.level == "xa" and not registry.successors(unit.code)}
    assert unknown == {"10774", "13339", "20239", "28825"}


@pytest.mark.parametrize(
    ("text", "day", "level", "code"),
    [
        ("Đắk Lắk", MID_2024, "tinh", "66"),
        ("Krông Pắk", MID_2024, "huyen", "654"),
        ("TP.HCM", MID_2026, "tinh", "79"),
        ("Xã Krông Pắk", MID_2026, None, "24490"),
        ("Thừa Thiên Huế", MID_2026, "tinh", "46"),
    ],
)
def test_find(registry: Registry, text: str, day: date, level: Level | None, code: str) -> None:
    unit = registry.find(text, day, level).unit
    assert unit is not None
    assert unit.code == code


def test_a_name_borne_in_many_provinces_is_ambiguous(registry: Registry) -> None:
    match = registry.find("Huyện Châu Thành", MID_2024, "huyen")
    assert match.unit is None
    assert match.ambiguous


def test_aliases_belong_to_units_that_exist(registry: Registry) -> None:
    lines = (TABLES / "aliases.csv").read_text(encoding="utf-8").splitlines()[1:]
    known = {
        (unit.code, unit.name, alias)
        for day in (MID_2024, EVE, REFORM)
        for unit in registry.on(day)
        for alias in unit.aliases
    }
    assert {tuple(line.split(",")) for line in lines} == known
