"""Ratios of a workspace's own: over any denominator of the forms, or a clear answer why not."""

from fractions import Fraction
from pathlib import Path

import pytest

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.config import OwnRatio
from khuyenhoc_cli.workspace.ratios import with_own_ratios
from khuyenhoc_cli.workspace.workspace import open_workspace
from tests.unit.workspace.test_workspace import CONFIG, UNITS

SCHEMAS = Path(__file__).parents[3] / "schemas"
EDITION = load_edition(SCHEMAS / "2024")


def own(**changes: str) -> OwnRatio:
    base = {
        "numerator": "HV02",
        "denominator": "HV01",
        "label": "Tỷ lệ hội viên là đảng viên",
        "of": "tổng số hội viên",
    }
    return OwnRatio.model_validate({**base, **changes})


def test_a_ratio_is_added_behind_those_of_the_forms() -> None:
    got = with_own_ratios(EDITION, [own()])
    assert [ratio.code for ratio in got.ratios] == [*(ratio.code for ratio in EDITION.ratios), "HV02/HV01"]
    added = got.ratio_of["HV02/HV01"]
    assert (added.key, added.of, added.scale) == ("ty_le_hoi_vien_la_dang_vien", "tổng số hội viên", "percent")
    assert "HV02/HV01" not in EDITION.ratio_of
    assert list(got.faults()) == []


def test_money_by_person_over_other_people() -> None:
    settings = own(numerator="Q01", denominator="HV01", key="quy_hoi_vien", scale="dong_per_person")
    got = with_own_ratios(EDITION, [settings])
    assert got.ratio_of["Q01/HV01"].key == "quy_hoi_vien"
    assert got.population_code == EDITION.population_code == "DS01"


def test_without_ratios_of_its_own_the_edition_stays_as_it_is() -> None:
    assert with_own_ratios(EDITION, []) is EDITION


REFUSED = [
    ([own(denominator="HV99")], "HV02/HV99: bộ biểu 2024 không có chỉ tiêu “HV99”"),
    ([own(numerator="HV01", denominator="DS01")], "HV01/DS01: đã có tỷ lệ ấy: “Tỷ lệ hội viên trên dân số”"),
    ([own(), own(key="khac")], "HV02/HV01: đã có tỷ lệ ấy"),
    ([own(key="ty_le_hoi_vien")], "tên “ty_le_hoi_vien” đã dùng cho số liệu khác"),
    ([own(), own(numerator="HV03")], "tên “ty_le_hoi_vien_la_dang_vien” đã dùng"),
    ([own(key="Tỷ lệ")], "không hợp lệ"),
    ([own(label="5 năm")], "không hợp lệ"),
    ([own(of="")], "không hợp lệ"),
    ([own(numerator="VB01")], "hai vế phải là hai chỉ tiêu số khác nhau"),
    ([own(numerator="HV01")], "hai vế phải là hai chỉ tiêu số khác nhau"),
    ([own(numerator="Q01")], "cần hai vế cùng là tiền hoặc cùng là số đếm"),
    ([own(scale="dong_per_person")], "không tính bình quân đồng/người được"),
    ([own(numerator="Q01", denominator="GD01", scale="dong_per_person")], "không tính bình quân đồng/người được"),
]


@pytest.mark.parametrize(("ratios", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_what_cannot_be_a_ratio(ratios: list[OwnRatio], why: str) -> None:
    with pytest.raises(UserError) as error:
        with_own_ratios(EDITION, ratios)
    assert error.value.message.startswith("khuyenhoc.toml, [[ratios]] ")
    assert why in error.value.message
    assert error.value.exit_code == 3
    assert error.value.fix


def test_a_workspace_adds_its_ratios_to_the_forms_of_every_period(tmp_path: Path) -> None:
    ratio = '[[ratios]]\nnumerator = "HV02"\ndenominator = "HV01"\nlabel = "Tỷ lệ đảng viên"\nof = "hội viên"\n'
    (tmp_path / "khuyenhoc.toml").write_text(CONFIG + ratio, encoding="utf-8")
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    desk = Desk(open_workspace(tmp_path), SCHEMAS)
    edition = desk.edition(Period.parse("2024H1"))
    assert edition.ratio_of["HV02/HV01"].of == "hội viên"
    assert desk.edition(Period.parse("2024")) is edition


def test_what_was_assigned_for_a_year_serves_its_halves(tmp_path: Path) -> None:
    tables = '[assigned]\n"2024" = "giao.csv"\n"2023H2" = "giao-2023.csv"\n'
    (tmp_path / "khuyenhoc.toml").write_text(CONFIG + tables, encoding="utf-8")
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "giao.csv").write_text("ma,chi_tieu,so_giao\n901,HV01,1200\n", encoding="utf-8")
    workspace = open_workspace(tmp_path)
    assert workspace.assigned(Period.parse("2024H1"), EDITION) == {("901", "HV01"): 1200}
    assert workspace.assigned(Period.parse("2024"), EDITION) == {("901", "HV01"): 1200}
    assert workspace.assigned(Period.parse("2023"), EDITION) == {}
    with pytest.raises(UserError, match=r"giao-2023\.csv"):
        workspace.assigned(Period.parse("2023H2"), EDITION)


def test_limits_of_outliers_are_exact(tmp_path: Path) -> None:
    (tmp_path / "khuyenhoc.toml").write_text(CONFIG + "[outliers]\ntimes = 3.1\n", encoding="utf-8")
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    assert open_workspace(tmp_path).config.outliers.times == Fraction(31, 10)
