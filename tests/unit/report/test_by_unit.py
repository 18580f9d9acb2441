"""What is said of each unit below: who grew, who is highest and lowest, what each has; and of each target."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from khuyenhoc_cli.report.answers import answer_entry, strengths, unanswered, weaknesses
from khuyenhoc_cli.report.assessment import STRENGTHS, make_sentences
from khuyenhoc_cli.report.by_unit import by_unit_entry
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.target_rows import aims, target_rows
from khuyenhoc_cli.report.unit_tables import BRANCHES, RANKS, REGISTRATION, unit_tables
from khuyenhoc_cli.workspace.config import Target
from tests.unit.report.daklak import facts as of_province
from tests.unit.report.levels import Office, cluster, commune

COMMUNE, CLUSTER = commune(), cluster()
NOBODY: Mapping[str, Mapping[str, int]] = {}


def _facts(office: Office, values: Mapping[str, Mapping[str, int]] = NOBODY, **choice: object) -> Facts:
    return Facts(office.figures(values=values, **choice), office.config)  # type: ignore[arg-type]


def _members(**moved: int) -> Mapping[str, Mapping[str, int]]:
    """The members of each unit as they were a year before, some of them moved."""
    return {code: {"HV01": own["HV01"] + moved.get(code, 0)} for code, own in COMMUNE.before.items()}


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        ({}, "Số hội viên của từng chi hội không thay đổi so với cùng kỳ năm 2025."),
        ({"C1": 3}, "1/6 chi hội có số hội viên tăng so với cùng kỳ năm 2025."),
        (
            {"C1": 3, "C2": 9},
            "2/6 chi hội có số hội viên tăng so với cùng kỳ năm 2025, nhiều nhất là thôn 2 (09 người).",
        ),
        (
            {"C1": -3, "C4": -8},
            "Không chi hội nào có số hội viên tăng so với cùng kỳ năm 2025; "
            "giảm ở thôn 10 (08 người) và thôn 1 (03 người).",
        ),
        (
            {"C1": 3, "C2": 3, "C3": 1, "T1": -1},
            "3/6 chi hội có số hội viên tăng so với cùng kỳ năm 2025, nhiều nhất là thôn 1 (03 người) và thôn 2 "
            "(03 người); giảm ở Trường Tiểu học Kim Đồng (01 người).",
        ),
    ],
)
def test_whose_members_moved(moved: Mapping[str, int], said: str) -> None:
    assert str(by_unit_entry(_facts(COMMUNE, _members(**moved)))["hoi_vien"]) == said


def test_nothing_is_said_of_movement_without_a_year_before_or_of_a_single_unit() -> None:
    assert not by_unit_entry(_facts(COMMUNE, compared=False))["hoi_vien"]
    assert not by_unit_entry(_facts(COMMUNE, received=["C1"]))["hoi_vien"]


def _shares(*percent: int) -> Mapping[str, Mapping[str, int]]:
    """Members per hundred people of each province."""
    return {
        unit.code: {"DS01": 100_000, "HV01": each * 1000} for unit, each in zip(CLUSTER.units, percent, strict=True)
    }


@pytest.mark.parametrize(
    ("percent", "high", "low"),
    [
        ((20, 30, 25, 10, 15), "Nghệ An (30,00%) và Hà Tĩnh (25,00%)", "Quảng Trị (10,00%) và Huế (15,00%)"),
        ((20, 20, 20, 20, 20), "", ""),
        ((30, 30, 30, 20, 10), "", "Huế (10,00%) và Quảng Trị (20,00%)"),  # three of five do not stand out
        ((30, 20, 20, 20, 20), "", ""),
    ],
)
def test_the_highest_and_the_lowest_stand_out_or_are_not_named(percent: tuple[int, ...], high: str, low: str) -> None:
    said = by_unit_entry(_facts(CLUSTER, _shares(*percent)))
    assert (str(said["cao"]["ty_le_hoi_vien"]), str(said["thap"]["ty_le_hoi_vien"])) == (high, low)


def test_a_single_unit_is_neither_highest_nor_lowest() -> None:
    said = by_unit_entry(_facts(CLUSTER, received=["38"]))
    assert not said["cao"]["ty_le_hoi_vien"]
    assert not said["thap"]["ty_le_hoi_vien"]


def test_money_per_person_is_said_with_its_unit() -> None:
    assert str(by_unit_entry(_facts(CLUSTER))["cao"]["quy_binh_quan"]).startswith("Huế (16.800 đồng/người)")


def test_what_each_has_and_who_has_none() -> None:
    some = by_unit_entry(_facts(CLUSTER, {"38": {"PH01": 0}, "46": {"PH01": 12}}))["gom"]["chuong_trinh_phoi_hop"]
    assert str(some) == (
        "Huế (12 chương trình), Nghệ An (04 chương trình), Hà Tĩnh (03 chương trình), Quảng Trị (02 chương trình); "
        "chưa có: Thanh Hóa"
    )
    nobody = {unit.code: {"PH01": 0} for unit in CLUSTER.units}
    assert not by_unit_entry(_facts(CLUSTER, nobody))["gom"]["chuong_trinh_phoi_hop"]


def _aimed(value: str, office: Office = COMMUNE) -> Facts:
    target = Target(value=value, source="Nghị quyết")  # type: ignore[arg-type]
    config = office.config.model_copy(update={"targets": {"HV01/DS01": target}})
    return Facts(Office(office.scope, office.units, office.now, office.before, config).figures(), config)


@pytest.mark.parametrize(
    ("target", "met", "aim"),
    [
        (
            "25",
            "Vượt 2,37 điểm phần trăm",
            "Giữ vững tỷ lệ hội viên trên dân số từ 25% trở lên, hiện là 27,37%.",
        ),
        (
            "30",
            "Chưa đạt, thấp hơn 2,63 điểm phần trăm; còn thiếu 83 người",
            "Phấn đấu đưa tỷ lệ hội viên trên dân số từ 27,37% lên 30%, tức là thêm ít nhất 83 người.",
        ),
    ],
)
def test_a_target_and_what_is_to_be_done_for_it(target: str, met: str, aim: str) -> None:
    facts = _aimed(target)
    (row,) = target_rows(facts)
    assert (str(row["giao"]), str(row["dat"]), str(row["so_voi"])) == (f"{target}%", "27,37%", met)
    assert [str(each) for each in aims(facts)] == [aim]
    value = facts.figures.ratios["HV01/DS01"].value
    assert value == Fraction(86200, 3150)


def test_a_target_nobody_can_be_held_against() -> None:
    facts = _facts(COMMUNE, received=[], compared=False)
    assert {str(row["so_voi"]) for row in target_rows(facts)} == {"Chưa có số liệu"}
    assert aims(facts) == []


def test_answers_of_the_office_itself() -> None:
    facts = _facts(COMMUNE)
    said = {key: str(answer) for key, answer in answer_entry(facts).items()}
    assert said == {
        "da_kiem_tra_387_677": "chưa",
        "cap_uy_ban_hanh": "đã",
        "uy_ban_ban_hanh": "chưa",
        "trien_khai_quyet_dinh_324": "đã",
    }
    assert unanswered(facts) == []
    assert set(map(str, answer_entry(_facts(COMMUNE, period="2026")).values())) == {""}  # asked anew in each period


def test_a_commune_is_assessed_by_its_own_answers_a_province_by_those_below() -> None:
    facts = _facts(COMMUNE)
    good = [str(each) for each in make_sentences(strengths(facts), facts)]
    bad = [str(each) for each in make_sentences(weaknesses(facts), facts)]
    assert good[0] == "Đảng ủy xã đã ban hành kế hoạch thực hiện Kết luận số 49-KL/TW."
    assert bad[:2] == [
        "Ủy ban nhân dân xã chưa ban hành kế hoạch thực hiện Kết luận số 49-KL/TW.",
        "Hội Khuyến học xã chưa kiểm tra, khảo sát việc thực hiện Quyết định số 387/QĐ-TTg và Quyết định số "
        "677/QĐ-TTg.",
    ]
    assert not [text for text in (*good, *bad) if "tất cả các" in text or "/6 " in text]
    assert strengths(of_province()) == STRENGTHS
    assert unanswered(of_province()) == []


def test_each_level_has_its_own_tables() -> None:
    assert unit_tables("xa") == (BRANCHES,)
    assert {REGISTRATION, RANKS} <= set(unit_tables("cum"))
    assert unit_tables("tinh") == ()
