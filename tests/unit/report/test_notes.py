"""Footnotes: each rule says what it found, and is gone where it found nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from khuyenhoc_cli.figures.model import Figures, State, UnitFigures
from khuyenhoc_cli.report.assessment import WEAKNESSES, make_sentences
from khuyenhoc_cli.report.context import report_context
from khuyenhoc_cli.report.notes import NOTES, make_notes
from tests.unit.report.daklak import daklak, facts, facts_with_rule, unit_by_code, with_state, with_totals


def _with_unit(figures: Figures, code: str, change: Callable[[UnitFigures], UnitFigures]) -> Figures:
    return replace(figures, units=tuple(change(u) if u.unit.code == code else u for u in figures.units))


def _eventful() -> Figures:
    """Every reason for a note at once."""
    figures = with_state(with_state(daklak(), State.NO_ASSOCIATION, ["649"]), State.REJECTED, ["655"])
    figures = with_state(figures, State.NOT_RECEIVED, ["656", "644"])
    figures = with_totals(
        figures,
        DS01={"missing": (unit_by_code("657"),), "units": 14},
        HV01={"like_for_like": False},
    )
    figures = _with_unit(figures, "646", lambda u: replace(u, late=True, received_on=date(2024, 6, 12)))
    figures = _with_unit(figures, "653", lambda u: replace(u, values={**u.values, "TC02": u.values["TC01"] - 2}))
    for unit in figures.leading["HS01"]:
        figures = _with_unit(figures, unit.unit.code, lambda u: replace(u, values={**u.values, "HS03": 20}))
    lagging = {**figures.lagging, "KT02": figures.lagging["VB02"], "HV01": figures.lagging["VB01"]}
    lagging["GD03/GD01"] = figures.lagging["CD03/CD01"]
    return replace(figures, leading={**figures.leading, "HS03": figures.leading["HS01"]}, lagging=lagging)


SAID = {
    "chua_gui_bao_cao": "Chưa gửi báo cáo: thị xã Buôn Hồ; huyện Lắk.",
    "bao_cao_chua_dat": "Báo cáo còn sai số liệu, chưa được tổng hợp: huyện Krông Ana.",
    "chua_co_hoi": "Chưa thành lập Hội Khuyến học: huyện Krông Búk.",
    "gui_muon": "Gửi báo cáo sau thời hạn: Ea Súp (ngày 12/6/2024); hạn gửi là ngày 01/6/2024.",
    "thieu_so_lieu": "Chỉ tiêu chưa có số liệu của đủ các đơn vị: Dân số trung bình (thiếu huyện Cư Kuin).",
    "so_sanh": "Mức tăng, giảm so với cùng kỳ năm 2023 chỉ tính trên các đơn vị có số liệu ở cả hai kỳ.",
    "cap_uy_chua_ban_hanh": "Cấp ủy chưa ban hành kế hoạch thực hiện Kết luận số 49-KL/TW: huyện Buôn Đôn.",
    "uy_ban_chua_ban_hanh": "Ủy ban nhân dân chưa ban hành kế hoạch thực hiện Kết luận số 49-KL/TW: "
    "các huyện Buôn Đôn, Ea Súp và Krông Năng.",
    "chua_trien_khai_324": "Hội Khuyến học chưa triển khai đầy đủ Quyết định số 324/QĐ-KHVN: "
    "các huyện Buôn Đôn, Cư Kuin, Ea H'leo, Ea Súp, Krông Ana và Lắk.",
    "xa_chua_co_hoi": "Số đơn vị hành chính cấp xã chưa có Hội Khuyến học: Krông Bông (02 đơn vị).",
    "da_dai_hoi": "Số Hội cấp xã đã đại hội: Ea Súp (10 hội), Cư Kuin (08 hội), Krông Búk (07 hội), "
    "Cư M'gar (04 hội), Ea H'leo (02 hội), Krông Pắc (02 hội), Krông Bông (01 hội).",
    "hoi_vien_moi": "Kết nạp được nhiều hội viên mới: Buôn Ma Thuột (2.824 người), Krông Ana (1.206 người), "
    "Buôn Đôn (955 người).",
    "hoi_vien_giam": "Số hội viên giảm so với cùng kỳ năm 2023: huyện Buôn Đôn.",
    "dan_so": "Tính trên dân số trung bình của địa bàn: 2.026.150 người (14/15 đơn vị; thiếu huyện Cư Kuin).",
    "ty_le_hoi_vien_cao": "Tỷ lệ hội viên trên dân số: Buôn Hồ (37,24%), Krông Bông (32,08%).",
    "ty_le_hoi_vien_thap": "Tỷ lệ hội viên trên dân số còn dưới chỉ tiêu: Buôn Ma Thuột (23,81%), M'Drắk (21,90%).",
    "cong_dan_dat_thap": "Tỷ lệ đạt Công dân học tập so với tổng số công dân thuộc diện còn thấp: Lắk (9,80%).",
    "gia_dinh_dat_thap": "Tỷ lệ đạt Gia đình học tập so với tổng số hộ gia đình còn thấp: Lắk (9,80%).",
    "hoc_sinh_tro_lai": "Học sinh trở lại trường, theo địa phương: Buôn Đôn (65 học sinh), Krông Ana (38 học sinh), "
    "Krông Bông (35 học sinh), Krông Búk (27 học sinh), Buôn Hồ (21 học sinh).",
    "hoc_vien_ra_lop": "Học viên ra lớp, theo địa phương: Krông Ana (110 người).",
    "suat_hoc_bong": "Trao được nhiều suất học bổng: Buôn Đôn (65 suất), Krông Ana (38 suất), Krông Bông (35 suất), "
    "Krông Búk (27 suất), Buôn Hồ (21 suất).",
    "so_du_cao": "Số dư quỹ cao: Buôn Ma Thuột (640,5 triệu đồng).",
    "da_kiem_tra": "Số cuộc kiểm tra đã tổ chức: Buôn Ma Thuột (05 cuộc), Cư Kuin (03 cuộc), M'Drắk (03 cuộc).",
    "chua_kiem_tra": "Chưa kiểm tra, khảo sát việc thực hiện Quyết định số 387/QĐ-TTg và Quyết định số 677/QĐ-TTg: "
    "các huyện Buôn Đôn, Ea Súp và Krông Năng.",
    "luot_nguoi_hoc": "Có nhiều lượt người học tại trung tâm: Buôn Ma Thuột (16.530 lượt), Ea Kar (12.200 lượt), "
    "Cư M'gar (11.000 lượt).",
}


@pytest.mark.parametrize("name", [rule.name for rule in NOTES])
def test_a_note_says_what_it_found(name: str) -> None:
    assert make_notes(facts(_eventful()))[name].text == SAID[name]


@pytest.mark.parametrize("name", [rule.name for rule in NOTES])
def test_a_note_is_gone_where_there_is_nothing_to_note(name: str) -> None:
    figures = with_totals(replace(daklak(), leading={}, lagging={}), DS01={"value": None})
    assert make_notes(facts(figures))[name].text == ""


def test_very_many_units_are_cut_short() -> None:
    figures = daklak()
    crowd = replace(figures, leading={"HS02": figures.leading["HS02"] * 25})
    assert make_notes(facts(crowd))["hoc_vien_ra_lop"].text.endswith(" và 05 đơn vị khác.")


# side, figure, a way of choosing that does not bear the wording out, the note that is not written then
UNFITTING = [
    ("lagging", "HV01", "bottom", "hoi_vien_giam"),
    ("lagging", "HV01/DS01", "bottom", "ty_le_hoi_vien_thap"),
    ("leading", "HV01/DS01", "change", "ty_le_hoi_vien_cao"),
    ("lagging", "VB01", "any", "cap_uy_chua_ban_hanh"),
    ("lagging", "CD03/CD01", "change", "cong_dan_dat_thap"),
    ("lagging", "GD03/GD01", "change", "gia_dinh_dat_thap"),
    ("leading", "HV03", "bottom", "hoi_vien_moi"),
    ("leading", "TC30", "change", "da_dai_hoi"),
]


@pytest.mark.parametrize(("side", "figure", "by", "name"), UNFITTING)
def test_a_note_claims_nothing_that_the_rule_did_not_choose(side: str, figure: str, by: str, name: str) -> None:
    assert make_notes(facts_with_rule(_eventful(), side, figure, by))[name].text == ""


@pytest.mark.parametrize(
    ("figure", "by", "name"),
    [
        ("HV01/DS01", "bottom", "hoi_vien_khong_deu"),
        ("CD03/CD01", "target", "cong_dan_dat_thap"),
        ("GD03/GD01", "bottom", "gia_dinh_dat_thap"),
    ],
)
def test_the_assessment_claims_nothing_that_the_rule_did_not_choose(figure: str, by: str, name: str) -> None:
    said = {sentence.key for sentence in make_sentences(WEAKNESSES, facts(_eventful()))}
    still_said = {s.key for s in make_sentences(WEAKNESSES, facts_with_rule(_eventful(), "lagging", figure, by))}
    assert said - still_said == {f"eval:{name}"}


def test_units_are_counted_but_not_named_where_the_rule_did_not_choose_them() -> None:
    others = facts_with_rule(daklak(), "lagging", "VB02", "any")
    said = {sentence.key: sentence.text for sentence in make_sentences(WEAKNESSES, others)}
    assert said["eval:uy_ban_chua_ban_hanh"].endswith("Kết luận số 49-KL/TW.")


def test_lists_are_empty_where_the_sentence_around_them_would_be_wrong() -> None:
    high = report_context(facts_with_rule(daklak(), "leading", "HV01/DS01", "change"), {}).values["danh_sach"]
    assert high["dan_dau"]["ty_le_hoi_vien"].text == ""
    assert high["han_che"]["ty_le_hoi_vien"].text == "Buôn Ma Thuột và M'Drắk"
    low = report_context(facts_with_rule(daklak(), "lagging", "HV01/DS01", "bottom"), {}).values["danh_sach"]
    assert low["han_che"]["ty_le_hoi_vien"].text == ""
    most = report_context(facts_with_rule(daklak(), "leading", "HV03", "any"), {}).values["danh_sach"]
    assert most["dan_dau"]["hoi_vien_moi"].text == ""


def test_names_are_unique() -> None:
    names = [rule.name for rule in NOTES]
    assert len(names) == len(set(names)) >= 14


def test_a_late_return_without_a_deadline_in_the_settings() -> None:
    figures = _with_unit(daklak(), "646", lambda u: replace(u, late=True))
    known = facts(figures)
    without = replace(known, config=known.config.model_copy(update={"deadlines": {}}))
    assert make_notes(without)["gui_muon"].text == "Gửi báo cáo sau thời hạn: Ea Súp."
