"""What a template may print: figures under stable keys, phrases, lists, the office."""

from dataclasses import replace

import pytest

from khuyenhoc_cli.figures.model import Figures, State
from khuyenhoc_cli.forms.narrative import REPORT_SECTIONS
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.context import Context, report_context
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.word.values import Generated
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Config
from tests.unit.report.daklak import (
    CONFIG,
    TOTALS,
    UNITS,
    computed,
    daklak,
    edition,
    facts,
    first_period,
    unit_by_code,
    with_state,
    with_totals,
)


def _context(figures: Figures | None = None, **narrative: str) -> Context:
    return report_context(facts(figures), narrative)


def _office(**association: object) -> dict[str, object]:
    changed = CONFIG.association.model_copy(update=association)
    return report_context(Facts(daklak(), CONFIG.model_copy(update={"association": changed})), {}).values["hoi"]


def test_every_indicator_and_ratio_by_its_key() -> None:
    values = _context().values
    for indicator in edition().indicators.values():
        assert values[indicator.key]["so"].key == indicator.code
    for ratio in edition().ratios:
        assert values[ratio.key]["so"].key == ratio.code


def test_an_indicator() -> None:
    members = _context().values["hoi_vien"]
    assert members["so"] == Generated("HV01", "533.903")
    assert members["cung_ky"] == Generated("HV01:previous", "509.664")
    assert members["tang_giam"] == Generated("HV01:change", "tăng 24.239 người so với cùng kỳ năm 2023")
    assert members["chieu"] == Generated("HV01:direction", "tăng")
    assert members["chenh_lech"] == Generated("HV01:difference", "24.239")
    assert (members["don_vi"], members["pham_vi"].text) == ("người", "")


def test_small_counts_flags_and_money() -> None:
    values = _context().values
    assert values["lop_tap_huan"]["so_02"] == Generated("TH01:two_digits", "01")
    assert values["cap_uy_ban_hanh"]["so"] == Generated("VB01", "14/15")
    assert values["quy_khuyen_hoc"]["so_02"].text == "33.937,965"
    assert values["quy_khuyen_hoc"]["tang_giam_pct"].text.startswith("tăng 4.277,635 triệu đồng (14,42%) so với")


def test_a_ratio() -> None:
    share = _context().values["ty_le_hoi_vien"]
    assert share["so"] == Generated("HV01/DS01", "26,35%")
    assert share["tang_giam"].text == "tăng 0,91 điểm phần trăm so với cùng kỳ năm 2023"
    assert share["chi_tieu"].text.startswith("vượt 1,35 điểm phần trăm so với chỉ tiêu 25% theo Nghị quyết")
    assert (share["so_voi"], share["cung_ky"].text) == ("dân số", "25,44%")
    per_person = _context().values["quy_binh_quan"]
    assert (per_person["so"].text, per_person["chi_tieu"].text) == ("16.750", "")


def test_what_is_not_known_is_dots_and_a_warning() -> None:
    context = _context(with_totals(daklak(), HV01={"value": None, "comparable": None}))
    assert context.values["hoi_vien"]["so"].text == "…"
    assert context.values["hoi_vien"]["tang_giam"].text == ""
    assert any("HV01" in warning for warning in context.warnings)


def test_parts_leave_out_what_is_zero_or_unknown() -> None:
    parts = _context().values["co_cau"]
    assert [(part["so"].text, part["ten"]) for part in parts["chi_hoi"]] == [
        ("2.203", "chi hội thôn, buôn, tổ dân phố"),
        ("947", "chi hội trường học"),
        ("163", "chi hội cơ quan, đơn vị"),
    ]
    assert parts["ban_khuyen_hoc"] == []


def test_coverage_names_what_a_return_lacks_and_returns_that_are_missing() -> None:
    figures = with_state(daklak(), State.NOT_RECEIVED, ["656"])
    lacking = _context(figures).values["hoi_vien"]["pham_vi"]
    assert lacking.text == " (14/15 đơn vị; thiếu huyện Lắk)"
    assert lacking.again == Generated("HV01:coverage_short", " (14/15 đơn vị)")
    gap = (unit_by_code("656"), unit_by_code("657"))
    figures = with_totals(figures, HV01={"units": 13, "missing": gap})
    assert _context(figures).values["hoi_vien"]["pham_vi"].text == " (13/15 đơn vị; thiếu các huyện Lắk và Cư Kuin)"
    assert _context().values["hoi_vien"]["pham_vi"].text == ""


def test_a_ratio_beside_its_numerator_says_what_it_lacks_only_where_that_is_something_else() -> None:
    without = [unit for unit in UNITS if unit.code != "656"]
    same = _context(computed(without)).values["ty_le_hoi_vien"]
    assert (same["pham_vi"].text, same["pham_vi_rieng"].text) == (" (14/15 đơn vị; thiếu huyện Lắk)", "")
    fewer = _context(computed(without, blank={"657": ["DS01"]})).values["ty_le_hoi_vien"]
    assert fewer["pham_vi_rieng"].text == " (13/15 đơn vị; thiếu các huyện Lắk và Cư Kuin)"


def test_parts_say_what_they_lack_only_where_the_whole_does_not() -> None:
    figures = with_totals(daklak(), TC12={"units": 14, "missing": (unit_by_code("656"),)})
    parts = _context(figures).values["co_cau"]["chi_hoi"]
    assert [part["pham_vi"].text for part in parts] == ["", " (14/15 đơn vị; thiếu huyện Lắk)", ""]


def test_lists_of_units() -> None:
    lists = _context().values["danh_sach"]
    assert lists["dan_dau"]["ty_le_hoi_vien"] == Generated("HV01/DS01:leading", "Buôn Hồ và Krông Bông")
    assert lists["han_che"]["uy_ban_ban_hanh"].text == "Buôn Đôn, Ea Súp và Krông Năng"
    assert lists["han_che"]["trung_tam"].text == ""


def test_appendix_rows() -> None:
    table = _context().values["bang"]["hoi_vien"]
    rows = table["don_vi"]
    assert [rows[0]["tt"], rows[0]["ten"], rows[-1]["ten"]] == [
        1,
        "Thành phố Buôn Ma Thuột",
        "Khối trực thuộc Tỉnh hội",
    ]
    assert rows[0]["o"][0] == Generated("DS01@643", "231.245")
    assert rows[-1]["o"][0] == "–"
    assert [table["tong"][1], table["tong"][2].text, table["cung_ky"][2]] == [
        Generated("HV01", "533.903"),
        "+24.239",
        "",
    ]
    assert (table["cung_ky"][3].text, table["tang_giam"][3].text) == ("25,44%", "+0,91")


def test_appendix_rows_of_a_unit_without_return() -> None:
    rows = _context(with_state(daklak(), State.NOT_RECEIVED, ["656"])).values["bang"]["hoi_vien"]["don_vi"]
    assert [cell.text for cell in rows[13]["o"]] == ["…"] * 9
    rows = _context(with_state(daklak(), State.NO_ASSOCIATION, ["656"])).values["bang"]["hoi_vien"]["don_vi"]
    assert rows[13]["o"] == ["–"] * 9


def test_charts() -> None:
    charts = _context().values["bieu_do"]
    assert charts["ty_le_hoi_vien"].categories[-2:] == ("Toàn tỉnh", "Chỉ tiêu 25%")
    assert dict(charts["mo_hinh_hoc_tap"].series)["Chỉ tiêu"] == (40.0, 70.0, None, None, 80.0)
    many = replace(daklak(), units=daklak().units * 7)
    chart = _context(many).values["bieu_do"]["ty_le_hoi_vien"]
    assert (len(chart.categories), "5 đơn vị thấp nhất" in chart.title) == (12, True)
    empty = replace(daklak(), units=(), ratios={})
    assert set(_context(empty).values["bieu_do"].values()) == {""}


def test_the_office() -> None:
    office = _office(number="5")
    assert (office["so"], office["ngay"]) == ("05", "ngày 05 tháng 6 năm 2024")
    assert office["noi_nhan"] == ["- Như trên;", "- Ủy ban nhân dân tỉnh;", "- Cụm thi đua số VI;", "- Lưu: VT."]
    blank = _office(date="")
    assert (blank["so"], blank["ngay"]) == ("…", "ngày … tháng … năm 2024")
    assert _office(date="ngày mồng Một")["ngay"] == "ngày mồng Một"


@pytest.mark.parametrize(
    ("given", "listed"),
    [
        (("- Sở Nội vụ;",), ["- Sở Nội vụ;", "- Lưu: VT."]),
        (("Lưu: VT, TH.", " ", "Sở Nội vụ", ""), ["- Sở Nội vụ;", "- Lưu: VT, TH."]),
        (("Ông Lưu Văn A", "Lưu Văn B"), ["- Ông Lưu Văn A;", "- Lưu Văn B;", "- Lưu: VT."]),
        ((), ["- Lưu: VT."]),
    ],
)
def test_recipients_always_end_with_the_archive(given: tuple[str, ...], listed: list[str]) -> None:
    association = CONFIG.association.model_copy(update={"addressee": ()})
    config: Config = CONFIG.model_copy(update={"recipients": given, "association": association})
    assert report_context(Facts(daklak(), config), {}).values["hoi"]["noi_nhan"] == listed


def test_period_and_territory() -> None:
    values = _context().values
    assert values["ky"]["ky_sau"] == "6 tháng cuối năm 2024"
    assert (values["ky"]["dat"], values["ky"]["cung_ky"]) == ("ước đạt", "cùng kỳ năm 2023")
    territory = values["dia_ban"]
    assert territory["ten"] == "tỉnh Đắk Lắk"
    assert territory["Toan"] == Generated("returns:reported", "Toàn tỉnh")
    assert territory["cac_don_vi"] == "huyện, thị xã, thành phố"
    partial = _context(with_state(daklak(), State.REJECTED, ["656"])).values["dia_ban"]
    assert partial["Toan"].text == "Các đơn vị đã báo cáo"
    year = replace(daklak(), period=Period(2024, ""), compared_with=Period(2023, ""))
    values = _context(year).values
    assert (values["ky"]["ky_sau"], values["ky"]["dat"], values["ky"]["cung_ky"]) == ("năm 2025", "đạt", "năm 2023")


def test_the_officers_prose_by_paragraph() -> None:
    prose = _context(dac_diem="Một.\nHai.").values["van_ban"]
    assert prose["dac_diem"] == ["Một.", "Hai."]
    assert list(prose) == [section.key for section in REPORT_SECTIONS]
    assert prose["kien_nghi"] == []


def test_assessment_of_a_good_and_a_bad_half_year() -> None:
    said = {s.key: s.text for side in _context().values["danh_gia"].values() for s in side}
    assert said["eval:hoi_vien_tang"].startswith("Toàn tỉnh có 533.903 hội viên, tăng 24.239 người so với cùng kỳ")
    assert said["eval:uy_ban_chua_ban_hanh"] == (
        "Còn 3/15 đơn vị chưa có kế hoạch của Ủy ban nhân dân thực hiện Kết luận số 49-KL/TW "
        "(các huyện Buôn Đôn, Ea Súp và Krông Năng)."
    )
    assert "eval:van_ban_day_du" not in said
    changes = {code: {"value": TOTALS[code] // 2, "comparable": TOTALS[code] // 2} for code in ("HV01", "TC10", "Q01")}
    figures = with_totals(daklak(), **changes)
    share = replace(figures.ratios["HV01/DS01"], numerator=TOTALS["HV01"] // 2)
    said = {
        s.key: s.text
        for side in _context(replace(figures, ratios={**figures.ratios, "HV01/DS01": share}))
        .values["danh_gia"]
        .values()
        for s in side
    }
    assert said["eval:hoi_vien_giam"].startswith("Tổng số hội viên còn 266.951 người, giảm 242.713 người so với")
    assert said["eval:hoi_vien_duoi_chi_tieu"].startswith("Tỷ lệ hội viên trên dân số là 13,18%, thấp hơn 11,82 điểm")
    assert said["eval:nguon_luc_giam"].startswith(
        "Quỹ Khuyến học và nguồn vận động chỉ đạt 16.968,9825 triệu đồng, giảm"
    )
    assert not {"eval:hoi_vien_tang", "eval:nguon_luc_tang"} & set(said)


def test_all_yes_is_praised_and_nothing_is_blamed() -> None:
    flags = {code: {"value": 15} for code in ("VB01", "VB02", "VB03", "KT02")}
    figures = replace(with_totals(daklak(), **flags), lagging={})
    assessment = _context(figures).values["danh_gia"]
    assert assessment["uu_diem"][0].text == (
        "Cấp ủy và Ủy ban nhân dân ở tất cả các huyện, thị xã, thành phố đã ban hành kế hoạch thực hiện Kết luận số "
        "49-KL/TW."
    )
    assert [sentence.key for sentence in assessment["han_che"]] == ["eval:mo_hinh_chua_dat"]


def _said(figures: Figures) -> dict[str, str]:
    assessment = _context(figures).values["danh_gia"]
    return {sentence.key: sentence.text for sentence in (*assessment["uu_diem"], *assessment["han_che"])}


def test_not_all_where_a_unit_has_no_association() -> None:
    figures = with_totals(daklak(), VB01={"value": 14, "expected": 14, "units": 14})
    assert "eval:van_ban_day_du" in _said(figures)
    without = (replace(u, state=State.NO_ASSOCIATION) if u.unit.code == "649" else u for u in figures.units)
    assert "eval:van_ban_day_du" not in _said(replace(figures, units=tuple(without)))


def test_a_target_is_reached_as_printed() -> None:
    figures = daklak()
    almost = replace(figures.ratios["GD03/GD01"], numerator=699_999, denominator=1_000_000)
    said = _said(replace(figures, ratios={**figures.ratios, "GD03/GD01": almost}))
    assert "Gia đình học tập (70,00%, chỉ tiêu 70%)" in said["eval:mo_hinh_dat"]
    assert "Gia đình" not in said.get("eval:mo_hinh_chua_dat", "")


def test_small_counts_of_the_assessment_have_two_digits() -> None:
    figures = with_totals(daklak(), TC10={"value": 7, "comparable": 7, "previous": 5}, HS01={"value": 3})
    said = _said(figures)
    assert "hiện có 07 chi hội, tăng 02 chi hội" in said["eval:to_chuc_tang"]
    assert "03 học sinh bỏ học" in said["eval:nguoi_hoc_tro_lai"]


@pytest.mark.parametrize(
    ("scope", "whole"),
    [
        (Unit("1", "Hội Khuyến học Việt Nam", "trung-uong"), "cả nước"),
        (Unit("1", "Cụm thi đua số VI", "cum"), "toàn cụm"),
        (Unit("1", "Đắk Lắk", "tinh"), "toàn tỉnh"),
        (Unit("1", "Thị xã Buôn Hồ", "huyen"), "toàn thị xã"),
        (Unit("1", "Trường Nguyễn Du", "co-so"), "toàn đơn vị"),
        (Unit("1", "Chi hội thôn 1", "chi-hoi"), "toàn chi hội"),
        (Unit("1", "Huyện ủy Lắk", "huyen", kind="attached"), "toàn đơn vị"),
    ],
)
def test_the_scope_as_a_whole(scope: Unit, whole: str) -> None:
    assert facts(replace(daklak(), scope=scope)).whole == whole


def test_the_whole_of_a_table_has_no_dots_where_both_parts_are_known() -> None:
    figures = daklak()
    known = replace(figures.ratios["HV01/DS01"], numerator=0, denominator=0)
    unknown = replace(known, denominator=None)
    for ratio, cell in ((known, "–"), (unknown, "…")):
        table = _context(replace(figures, ratios={**figures.ratios, "HV01/DS01": ratio})).values["bang"]["hoi_vien"]
        assert table["tong"][3].text == cell


def test_nothing_is_compared_within_a_single_unit() -> None:
    one = replace(daklak(), units=daklak().units[:1])
    lists = _context(one).values["danh_sach"]
    assert lists["dan_dau"]["hoi_vien_moi"].text == lists["dan_dau"]["ty_le_hoi_vien"].text == ""
    assert lists["han_che"]["ty_le_hoi_vien"].text.startswith("Buôn Ma Thuột"), "a target is no comparison"
    notes = _context(one).values["chu_thich"]
    assert notes["hoi_vien_moi"].text == notes["so_du_cao"].text == ""
    assert "eval:hoi_vien_khong_deu" not in _said(one)


def test_a_first_period_has_no_comparison() -> None:
    values = _context(first_period()).values
    assert values["ky"]["co_so_sanh"] is False
    assert {values[i.key]["tang_giam"].text for i in edition().indicators.values()} == {""}
