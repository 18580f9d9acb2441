"""`khuyenhoc.toml` and units.csv: what is understood, and what a mistake in them is answered with."""

from fractions import Fraction
from pathlib import Path

import pytest

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.starting import above_provinces, starter_config, starter_units
from khuyenhoc_cli.workspace.units_file import parse_units, units_csv
from khuyenhoc_cli.workspace.workspace import find_workspace, open_workspace

CONFIG = """
[association]
name = "Hội Khuyến học tỉnh Thử"
parent_body = "HỘI KHUYẾN HỌC VIỆT NAM"
unit = "90"
place = "Thử"

[signature]
on_behalf = "TM. BAN THƯỜNG VỤ"
title = "CHỦ TỊCH"
"""
UNITS = "ma,ten,cap,thuoc\n90,Tỉnh Thử,tinh,\n901,Huyện Suối Thử,huyen,90\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "khuyenhoc.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    return tmp_path


def test_a_workspace_is_found_from_any_folder_below_it(folder: Path) -> None:
    below = folder / "returns" / "2024H1"
    below.mkdir(parents=True)
    assert find_workspace(below) == find_workspace(folder) == folder


def test_no_workspace_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"khuyenhoc\.toml") as error:
        find_workspace(tmp_path)
    assert error.value.exit_code == 3
    assert "khuyenhoc init" in error.value.fix


def test_an_open_workspace(folder: Path) -> None:
    for name in ("2024H1", "2023H1", "2024", "bieu-cu", "2024H9"):
        (folder / "returns" / name).mkdir(parents=True)
    workspace = open_workspace(folder)
    assert workspace.root == Unit("90", "Tỉnh Thử", "tinh")
    assert list(map(str, workspace.periods())) == ["2023H1", "2024H1", "2024"]
    assert workspace.period_folder(Period.parse("2024h1")) == folder / "returns" / "2024H1"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name =", "nam =", "association.nam"),
        ('unit = "90"', 'unit = "99"', "99"),
        ('unit = "90"', "unit = 90", "association.unit"),
        ('place = "Thử"', 'place = "Thử', "khuyenhoc.toml"),
        ("[signature]", "[targets]\n'HV01/DS01' = 25\n[signature]", "targets.HV01/DS01"),
        ("[signature]", "[[lagging]]\nfigure = 'HV01'\nby = 'worst'\n[signature]", "lagging.0.by"),
        ("[signature]", 2 * "[[leading]]\nfigure = 'HV01'\nby = 'any'\n" + "[signature]", "HV01 có hai quy tắc"),
        ("[signature]", "[deadlines]\n2024H1 = '5/6/2024'\n[signature]", "deadlines.2024H1"),
    ],
    ids=[
        "a misspelt key",
        "an unknown unit",
        "a number for a code",
        "no TOML",
        "no target",
        "no rule",
        "two rules",
        "no date",
    ],
)
def test_a_mistake_in_the_settings_is_named(folder: Path, old: str, new: str, said: str) -> None:
    path = folder / "khuyenhoc.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(UserError) as error:
        assert open_workspace(folder).root
    assert error.value.exit_code == 3
    assert said in error.value.message


def test_numbers_in_the_settings_are_exact(folder: Path) -> None:
    path = folder / "khuyenhoc.toml"
    added = "[targets]\n'HV01/DS01' = { value = 26.1, source = 'x' }\n"
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8-sig")
    assert open_workspace(folder).config.targets["HV01/DS01"].value == Fraction("26.1")


def test_a_list_in_another_encoding_is_said(folder: Path) -> None:
    (folder / "units.csv").write_bytes(UNITS.encode("utf-16"))
    with pytest.raises(UserError, match=r"units\.csv") as error:
        open_workspace(folder)
    assert error.value.exit_code == 3


def test_a_list_of_units_as_excel_saves_it() -> None:
    text = (
        "\ufeffma;ten;cap;thuoc;loai;trang_thai;ten_khac\r\n"
        "01;Tỉnh Thử;tinh;;;;\r\n"
        " 901 ; Huyện Suối Thử ;huyen;01;lanh-tho;chua-co-hoi;Suối Thử, Suoi Thu\r\n"
        "01K;Khối trực thuộc;co-so;01;truc-thuoc;;\r\n"
        ";;;;;;\r\n"
    )
    units = parse_units(text)
    assert units.units == (
        Unit("01", "Tỉnh Thử", "tinh"),
        Unit("901", "Huyện Suối Thử", "huyen", "01", aliases=("Suối Thử, Suoi Thu",)),
        Unit("01K", "Khối trực thuộc", "co-so", "01", kind="attached"),
    )
    assert units.no_association == {"901"}
    assert [unit.code for unit in units.children("01")] == ["901", "01K"]
    assert units.get("99") is None


def test_a_semicolon_between_other_names_does_not_part_columns() -> None:
    text = "ma,ten,cap,thuoc,loai,trang_thai,ten_khac\n90,Tỉnh Thử,tinh,,,,Thừ; Thữ\n"
    assert parse_units(text).units[0].aliases == ("Thừ", "Thữ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ma,ten\n90,Tỉnh Thử\n", "cap, thuoc"),
        (UNITS + ",Xã Một,xa,901\n", "dòng 4"),
        (UNITS + "90101,,xa,901\n", "dòng 4"),
        (UNITS + "90101,Xã Một,làng,901\n", "làng"),
        (UNITS + "901,Xã Một,xa,901\n", "901"),
        (UNITS.replace("thuoc", "thuoc,loai") + "90101,Xã Một,xa,901,khac\n", "khac"),
        (UNITS + "90101,Xã Một,xa,91\n", "Xã Một (thuộc “91”)"),
        ("", "ma, ten, cap, thuoc"),
    ],
)
def test_a_mistake_in_the_list_of_units_is_named(text: str, said: str) -> None:
    with pytest.raises(UserError) as error:
        parse_units(text)
    assert error.value.exit_code == 3
    assert said in error.value.message
    assert error.value.fix, "what to do"


def test_the_unit_at_the_top_may_stand_anywhere() -> None:
    text = "ma,ten,cap,thuoc\n901,Huyện Suối,huyen,90\n90,Tỉnh Thử,tinh,\n"
    assert [unit.name for unit in parse_units(text).children("90")] == ["Huyện Suối"]


def test_the_zeros_that_excel_drops_are_put_back() -> None:
    text = "ma,ten,cap,thuoc\n1,Tỉnh Thử,tinh,\n24,Huyện Suối,huyen,1\n688,Xã Một,xa,24\n24K,Khối,co-so,24\n"
    units = parse_units(text).units
    assert [(unit.code, unit.parent) for unit in units] == [
        ("01", ""),
        ("024", "01"),
        ("00688", "024"),
        ("24K", "024"),
    ]


def test_a_written_list_reads_back() -> None:
    block = Unit("90K", "Khối trực thuộc", "co-so", "90", kind="attached", aliases=("K1",))
    units = (*parse_units(UNITS).units, block)
    assert parse_units(units_csv(units)).units == units


def test_a_new_workspace_opens_and_has_a_block_at_each_level_that_has_units_below(tmp_path: Path) -> None:
    province, district, commune = (
        Unit("90", "Tỉnh A", "tinh"),
        Unit("901", "Huyện B", "huyen", "90"),
        Unit("90101", "Xã C", "xa", "901"),
    )
    (tmp_path / "khuyenhoc.toml").write_text(starter_config(province, "A"), encoding="utf-8")
    (tmp_path / "units.csv").write_text(units_csv(starter_units(province, [district, commune])), encoding="utf-8")
    workspace = open_workspace(tmp_path)
    assert workspace.root == province
    assert [unit.name for unit in workspace.units.units if unit.kind == "attached"] == [
        "Khối trực thuộc Tỉnh hội",
        "Khối trực thuộc",
    ]


@pytest.mark.parametrize(
    ("text", "level", "association", "blocks"),
    [
        ("Cụm thi đua số 1", "cum", "Cụm thi đua số 1", []),
        ("Việt Nam", "trung-uong", "Hội Khuyến học Việt Nam", ["Khối trực thuộc Trung ương Hội"]),
        ("trung ương", "trung-uong", "Hội Khuyến học Việt Nam", ["Khối trực thuộc Trung ương Hội"]),
    ],
)
def test_a_new_workspace_above_the_provinces(
    text: str, level: str, association: str, blocks: list[str], tmp_path: Path
) -> None:
    root = above_provinces(text)
    assert root is not None
    assert root.level == level
    provinces = [Unit("91", "Tỉnh A", "tinh", root.code), Unit("92", "Tỉnh B", "tinh", root.code)]
    (tmp_path / "khuyenhoc.toml").write_text(starter_config(root, ""), encoding="utf-8")
    (tmp_path / "units.csv").write_text(units_csv(starter_units(root, provinces)), encoding="utf-8")
    workspace = open_workspace(tmp_path)
    assert workspace.config.association.name == association
    assert [unit.name for unit in workspace.units.children(root.code)] == ["Tỉnh A", "Tỉnh B", *blocks]


@pytest.mark.parametrize("text", ["Tỉnh Đắk Lắk", "Xã Cúm", "Cư M'gar"])
def test_a_territory_is_not_above_the_provinces(text: str) -> None:
    assert above_provinces(text) is None


def test_a_commune_reports_to_the_association_above_it() -> None:
    config = starter_config(Unit("91001", "Xã A", "xa", "91"), "A", Unit("91", "Tỉnh B", "tinh"))
    assert 'parent_body = "HỘI KHUYẾN HỌC TỈNH B"' in config
    assert 'addressee = ["Hội Khuyến học tỉnh B"]' in config
