"""`explain`: from a figure to its cells and back, as a person asks it over the sample."""

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook

from tests.e2e.sample_office import lay_out
from tests.e2e.test_commands import ROOT, SAMPLE, run, said


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with 2024H1 and 2026H1 aggregated, 2024H1 last."""
    folder = tmp_path_factory.mktemp("explain")
    shutil.copytree(SAMPLE, folder / "sample_returns")
    shutil.copy(ROOT / "khuyenhoc.toml", folder)
    for period in ("2026H1", "2024H1"):
        assert run("aggregate", "--period", period, cwd=folder).returncode == 0
    return folder


def explained(office: Path, *arguments: str) -> dict[str, Any]:
    answer = said("explain", *arguments, cwd=office)
    schema = json.loads((ROOT / "schemas" / "output" / "explanation.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer, schema)
    return answer


def cell_in(office: Path, file: str, sheet: str, cell: str) -> object:
    return load_workbook(office / "sample_returns" / file, data_only=True)[sheet][cell].value


def test_a_total_is_the_sum_of_its_cells_and_each_cell_says_so(office: Path) -> None:
    answer = explained(office, "HV01")
    assert (answer["figure"], answer["period"], answer["value"]) == ("HV01", "2024H1", 533_903)
    assert sum(part["value"] for part in answer["parts"]) == 533_903
    assert len(answer["parts"]) == 16
    for part in answer["parts"]:
        assert sum(cell["value"] for cell in part["cells"]) == part["value"]
    lak = next(part for part in answer["parts"] if part["unit"] == "Huyện Lắk")
    assert (lak["file"], len(lak["sha256"]), lak["sheet"]) == ("2024H1/2024H1_lak.xlsx", 64, "Biểu 1")
    for cell in lak["cells"]:
        assert cell_in(office, lak["file"], cell["sheet"], cell["cell"]) == cell["value"]
    (before,) = answer["previous"]
    assert (before["period"], before["value"]) == ("2023H1", 509_664)


@pytest.mark.parametrize(
    ("asked", "figure"),
    [
        ("hv01", "HV01"),
        ("Tổng số hội viên", "HV01"),
        ("tong so hoi vien", "HV01"),
        ("hoi_vien", "HV01"),
        ("533.903", "HV01"),
        ("HV01:change", "HV01"),
        ("HV01/DS01", "HV01/DS01"),
        ("ty_le_hoi_vien", "HV01/DS01"),
        ("26,35%", "HV01/DS01"),
        ("533903", "HV01"),
        ("533.903 người", "HV01"),
    ],
)
def test_a_figure_is_known_by_code_name_key_and_by_what_is_printed(office: Path, asked: str, figure: str) -> None:
    assert explained(office, asked)["figure"] == figure


def test_a_ratio_shows_its_division_and_both_terms(office: Path) -> None:
    answer = explained(office, "HV01/DS01")
    assert answer["formula"][0] == "HV01/DS01 = 533.903 / 2.026.150 × 100 = 26,35% so với dân số"
    assert [(each["figure"], each["value"]) for each in answer["terms"]] == [("HV01", 533_903), ("DS01", 2_026_150)]
    assert answer["printed"] == "26,35%"


def test_one_unit_alone(office: Path) -> None:
    answer = explained(office, "HV01", "--unit", "Huyện Lắk")
    assert [part["unit"] for part in answer["parts"]] == ["Huyện Lắk"]
    assert answer["value"] == answer["parts"][0]["value"]
    by_key = explained(office, "HV01:delta@656")
    assert by_key["parts"] == answer["parts"]
    assert by_key["text"].startswith(("+", "-"))


def test_a_ratio_of_one_unit_is_that_ratio(office: Path) -> None:
    answer = explained(office, "HV01/DS01", "--unit", "Huyện Lắk")
    (members, people) = (term["value"] for term in answer["terms"])
    assert answer["value"] == pytest.approx(members * 100 / people)
    assert answer["text"] == "20,82%"  # and not what the whole province prints


def test_a_re_based_figure_goes_down_to_the_cells_of_the_old_units(office: Path) -> None:
    answer = explained(office, "HV01", "--unit", "Xã Ea Ktur", "--period", "2026H1")
    (before,) = answer["previous"]
    assert {part["unit"]: part["manner"] for part in before["parts"]} == {
        "Xã Ea Ktur": "whole",
        "Xã Ea Tiêu": "whole",
        "Xã Ea BHốk": "part",
    }
    for part in before["parts"]:
        (cell,) = part["cells"]
        assert cell_in(office, part["file"], cell["sheet"], cell["cell"]) == cell["value"]
    given = {part["unit"]: (part["value"], part["cells"][0]["value"]) for part in before["parts"]}
    assert given["Xã Ea Ktur"] == (4_520, 4_520)
    assert given["Xã Ea Tiêu"] == (3_713, 3_713)
    share, whole = given["Xã Ea BHốk"]
    # the workspace's table sends 62 of 100 of its people to Xã Ea Ktur
    assert abs(share - whole * 62 / 100) < 1
    assert before["value"] == 4_520 + 3_713 + share
    assert f"− {before['value']:,} =".replace(",", ".") in answer["formula"][1]


@pytest.mark.parametrize("code", ["HV01", "Q01", "TT04", "DS01", "HV03"])
def test_every_units_year_before_is_what_its_parts_gave(office: Path, code: str) -> None:
    """Blocks and split communes included: the heading sum is the one that the change was reckoned with."""
    for unit in ("Phường Buôn Ma Thuột", "Xã Dray Bhăng", "Phường Tuy Hòa", "Xã Krông Nô"):
        answer = explained(office, code, "--unit", unit, "--period", "2026H1")
        (before,) = answer["previous"]
        lines = [line for line in answer["formula"] if line.startswith("Tăng, giảm = ")]
        printed = lines[0].removeprefix("Tăng, giảm = ").split(" = ")[0].split(" − ")[1]
        assert float(printed.replace(".", "").replace(",", ".")) == before["value"]


def test_a_commune_inside_a_district_is_its_row(office: Path) -> None:
    answer = explained(office, "Xã Yang Tao")
    members = next(each for each in answer["feeds"] if each["figure"] == "HV01")
    assert (answer["unit"], members["value"], members["total"]) == ("Xã Yang Tao", 1_381, 533_903)
    texts = {each["key"]: (each["text"], each["without"]) for each in answer["texts"]}
    assert texts["HV01@656"] == ("16.145", "14.764")
    alone = explained(office, "HV01", "--unit", "Xã Yang Tao")
    assert (alone["value"], len(alone["parts"][0]["cells"])) == (1_381, 1)


def test_a_return_of_the_year_before_feeds_changes_and_no_total(office: Path) -> None:
    answer = explained(office, "2023H1_lak.xlsx")
    keys = {each["key"] for each in answer["texts"]}
    assert answer["feeds"] == []
    assert {"HV01:change", "HV01:delta@656"} <= keys
    assert "HV01" not in keys


def test_what_is_printed_often_is_listed_each_with_its_key(office: Path) -> None:
    answer = explained(office, "16")
    every = [answer, *answer["others"]]
    assert len(every) > 5
    assert len({each["asked"] for each in every}) == len(every)
    lines = run("explain", "16", cwd=office).stdout.splitlines()
    assert f"{len(every)} số liệu in như thế" in lines[0]
    assert len(lines) >= len(every) + 1


def test_a_cell_tells_which_figures_and_sentences_it_feeds(office: Path) -> None:
    lak = next(part for part in explained(office, "HV01")["parts"] if part["unit"] == "Huyện Lắk")
    cell = lak["cells"][0]
    answer = explained(office, f"2024H1_lak.xlsx!Biểu 1!{cell['cell']}")
    assert [(each["figure"], each["value"], each["total"]) for each in answer["feeds"]] == [
        ("HV01", cell["value"], 533_903)
    ]
    texts = {each["key"]: (each["text"], each["without"]) for each in answer["texts"]}
    assert texts["HV01"] == ("533.903", f"{533_903 - cell['value']:,}".replace(",", "."))
    assert {"HV01/DS01", "HV01@656", "HV01:change"} <= texts.keys()
    assert not any(key.startswith(("TC", "CD", "Q")) for key in texts)


def test_a_return_feeds_what_its_unit_says(office: Path) -> None:
    by_unit, by_file = explained(office, "Huyện Lắk"), explained(office, "2024H1/2024H1_lak.xlsx")
    assert by_unit["feeds"] == by_file["feeds"]
    assert {"HV01", "TC10", "Q01", "TT04"} <= {each["figure"] for each in by_unit["feeds"]}
    members = next(each for each in by_unit["feeds"] if each["figure"] == "HV01")
    lak = next(part for part in explained(office, "HV01")["parts"] if part["unit"] == "Huyện Lắk")
    assert members["value"] == lak["value"]
    assert by_unit["versions"] == []


def test_a_newer_version_tells_what_it_moved(office: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(office, tmp_path / "office")
    lak = next(part for part in explained(copy, "HV01")["parts"] if part["unit"] == "Huyện Lắk")
    cell = lak["cells"][0]
    path = copy / "sample_returns" / lak["file"]
    book = load_workbook(path)
    book["Biểu 1"][cell["cell"]].value = cell["value"] + 100
    book.save(path)
    assert run("aggregate", "--period", "2024H1", cwd=copy).returncode == 0
    (step,) = explained(copy, "Huyện Lắk")["versions"]
    assert (step["older"], step["newer"]) == (1, 2)
    moved = {each["key"]: (each["old"], each["new"]) for each in step["moved"]}
    assert moved["HV01"] == ("533.903", "534.003")
    assert "TC10" not in moved


def test_an_accepted_proposal_is_named(office: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(office, tmp_path / "office")
    path = copy / "sample_returns" / "2024H1" / "2024H1_lak.xlsx"
    book = load_workbook(path)
    lak = next(part for part in explained(copy, "HV01")["parts"] if part["unit"] == "Huyện Lắk")
    cell = lak["cells"][0]
    book["Biểu 1"][cell["cell"]].value = f"{cell['value']:,}".replace(",", ".")  # a number typed as text
    book.save(path)
    arguments = ("aggregate", "--period", "2024H1", "--accept-proposals", "--by", "Người Thử")
    assert run(*arguments, cwd=copy).returncode == 0
    answer = explained(copy, "HV01")
    assert answer["value"] == 533_903
    (note,) = answer["notes"]
    assert f"Biểu 1!{cell['cell']}" in note
    assert "Người Thử" in note


def test_the_tree_reads_from_formula_to_cell(office: Path) -> None:
    done = run("explain", "HV01", "--unit", "Huyện Lắk", cwd=office)
    lines = [line.strip(" │├└─") for line in done.stdout.splitlines()]
    assert lines[0] == "HV01 · Tổng số hội viên · 6 tháng đầu năm 2024"
    assert any(line.startswith("Tăng, giảm = ") for line in lines)
    assert any(line.startswith("2024H1/2024H1_lak.xlsx (bản 1, ") for line in lines)
    assert any(line.startswith("Biểu 1!") and "Xã Yang Tao" in line for line in lines)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (("HV1",), "Có phải ý bạn là “HV01”?"),
        (("Tổng số hội vien viên",), "Có phải ý bạn là “Tổng số hội viên”?"),
        (("HV01:chnge",), "Có phải ý bạn là “change”?"),
        (("HV01@999",), "Không rõ “999” là đơn vị nào"),
        (("123456789",), "Không rõ “123456789” là số liệu nào"),
        (("2024H1_lak.xlsx!Biểu 1!A1",), "không cho số liệu nào"),
        (("2024H1_lakk.xlsx",), "Có phải ý bạn là “2024H1_lak.xlsx”?"),
        (("Huyện Lắcc",), "Có phải ý bạn là “Huyện Lắk”?"),
        (("HV01", "--unit", "Huyện Không Có"), "Không rõ “Huyện Không Có” là đơn vị nào"),
        (("HV01", "--period", "2019H1"), "Chưa tổng hợp kỳ 2019H1"),
    ],
)
def test_what_is_not_known_is_answered_with_what_to_do(office: Path, asked: tuple[str, ...], answer: str) -> None:
    done = run("explain", *asked, cwd=office)
    assert (done.returncode, answer in done.stderr) == (2, True), done.stderr


def test_without_a_ledger_it_says_what_to_do_first(tmp_path: Path) -> None:
    done = run("explain", "HV01", cwd=lay_out(tmp_path, "2024H1"))
    assert (done.returncode, "Chưa tổng hợp kỳ nào" in done.stderr) == (2, True)


def test_the_key_of_another_year_says_which_period_to_ask_for(office: Path) -> None:
    result = run("explain", "HV01#2021@643", "--period", "2024H1", cwd=office)
    assert result.returncode == 2
    assert "“HV01#2021@643” là số của kỳ 2021H1 trong báo cáo nhiều năm" in result.stderr
    assert "khuyenhoc explain 'HV01@643' --period 2021H1" in " ".join(result.stderr.split())
