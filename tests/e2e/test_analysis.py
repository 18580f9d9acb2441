"""What `aggregate` and `render` make of the settings: targets, own ratios, assigned numbers, rules."""

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.e2e.sample_office import lay_out
from tests.e2e.test_commands import ROOT, run

SETTINGS = """
[[ratios]]
numerator = "HV02"
denominator = "HV01"
label = "Tỷ lệ hội viên là đảng viên"
of = "tổng số hội viên"

[assigned]
2024 = "giao.csv"

[[lagging]]
figure = "DS01"
by = "missing"
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample without the return of one district, with more settings."""
    folder = tmp_path_factory.mktemp("analysis")
    lay_out(folder, "2023H1", "2024H1")
    (folder / "sample_returns" / "2024H1" / "2024H1_lak.xlsx").unlink()
    settings = (ROOT / "khuyenhoc.toml").read_text(encoding="utf-8")
    settings = settings.replace('figure = "HV01"\nby = "change"', 'figure = "HV01"\nby = "bottom"')
    (folder / "khuyenhoc.toml").write_text(settings + SETTINGS, encoding="utf-8")
    (folder / "giao.csv").write_text("ma;chi_tieu;so_giao\n66;HV01;400.000\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def answer(office: Path) -> dict[str, Any]:
    result = run("aggregate", "--period", "2024H1", "--format", "json", cwd=office)
    assert result.returncode == 1, result.stderr  # a return is missing
    found: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(found, json.loads((ROOT / "schemas/output/figures.schema.json").read_text(encoding="utf-8")))
    return found


def test_every_change_is_the_sum_of_its_parts(answer: dict[str, Any]) -> None:
    changed = {code: total["delta"] for code, total in answer["totals"].items() if total["delta"] is not None}
    found = answer["analysis"]["contributions"]
    assert set(found) == set(changed)
    for code, delta in changed.items():
        parts = found[code]["parts"]
        assert sum(part["delta"] for part in parts) == pytest.approx(delta), code
        if delta:
            assert sum(part["share_pct"] for part in parts) == pytest.approx(100), code


def test_targets_say_how_many_are_lacking(answer: dict[str, Any]) -> None:
    for code, target in answer["analysis"]["targets"].items():
        ratio, whole = answer["ratios"][code], target["whole"]
        enough = (ratio["numerator"] + whole["lacking"]) * 100 >= target["target"] * ratio["denominator"]
        one_less = (ratio["numerator"] + whole["lacking"] - 1) * 100 >= target["target"] * ratio["denominator"]
        assert enough, code
        assert whole["lacking"] == 0 or not one_less, code


def test_a_ratio_of_its_own_and_numbers_assigned(answer: dict[str, Any]) -> None:
    ratio, totals = answer["ratios"]["HV02/HV01"], answer["totals"]
    assert ratio["value"] == pytest.approx(totals["HV02"]["value"] * 100 / totals["HV01"]["value"])
    assert (ratio["label"], ratio["of"]) == ("Tỷ lệ hội viên là đảng viên", "tổng số hội viên")
    assert len(answer["analysis"]["rankings"]["HV02/HV01"]) == 14
    whole = answer["analysis"]["assigned"]["HV01"]["whole"]
    assert (whole["value"], whole["assigned"]) == (totals["HV01"]["value"], 400_000)


def test_who_lacks_a_figure_is_named(answer: dict[str, Any]) -> None:
    assert answer["lagging"]["DS01"] == ["Huyện Lắk"]


def test_the_series_goes_back_to_the_first_year(answer: dict[str, Any]) -> None:
    series = answer["analysis"]["series"]
    assert series["periods"] == ["2023H1", "2024H1"]
    members = series["lines"]["HV01"]
    assert members["values"] == [509_664, answer["totals"]["HV01"]["value"]]
    assert members["marks"] == [[], ["incomplete"]]
    assert (members["growth"], "thiếu huyện Lắk" in members["no_growth"]) == (None, True)


def test_render_tells_of_a_rule_that_no_sentence_fits(office: Path, answer: dict[str, Any]) -> None:
    result = run("render", "--template", "soket", "--period", "2024H1", "--format", "json", cwd=office)
    warnings = [each for each in json.loads(result.stdout)["warnings"] if each.startswith("khuyenhoc.toml")]
    assert warnings == [
        "khuyenhoc.toml, [[lagging]] HV01, by = “bottom”: không câu nào của báo cáo đúng với đơn vị chọn theo cách "
        "này, nên báo cáo không nêu tên; các câu về số liệu này nhận by = “change”."
    ]


def test_the_terminal_has_a_section_for_each_question(office: Path, answer: dict[str, Any]) -> None:
    printed = run("aggregate", "--period", "2024H1", cwd=office).stdout
    titles = ("So với chỉ tiêu", "So với số giao", "Đóng góp vào mức tăng, giảm", "Xếp hạng", "Qua các năm")
    assert [title for title in titles if title in printed] == list(titles)


def test_a_ratio_that_cannot_be_stops_with_the_reason(office: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(office, tmp_path / "office")
    settings = (copy / "khuyenhoc.toml").read_text(encoding="utf-8")
    (copy / "khuyenhoc.toml").write_text(settings.replace('"HV02"', '"HV77"'), encoding="utf-8")
    result = run("aggregate", "--period", "2024H1", cwd=copy)
    assert result.returncode == 3
    assert "[[ratios]] HV77/HV01: bộ biểu 2024 không có chỉ tiêu “HV77”" in result.stderr
