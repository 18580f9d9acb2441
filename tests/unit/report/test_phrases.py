"""Phrases: exact numbers in, Vietnamese out."""

from datetime import date
from fractions import Fraction

import pytest

from khuyenhoc_cli.figures.growth import Growth, growth
from khuyenhoc_cli.forms.model import Ratio
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report import phrases
from khuyenhoc_cli.units.model import Kind, Unit
from tests.unit.report.daklak import edition

THAN = "cùng kỳ năm 2023"


def _units(*names: str, kind: Kind = "territorial") -> list[Unit]:
    return [Unit(str(number), name, "huyen", kind=kind) for number, name in enumerate(names)]


@pytest.mark.parametrize(
    ("code", "delta", "said"),
    [
        ("HV01", 24239, "tăng 24.239 người so với cùng kỳ năm 2023"),
        ("TC20", -5, "giảm 05 ban so với cùng kỳ năm 2023"),
        ("TC10", 0, "không thay đổi so với cùng kỳ năm 2023"),
        ("TC10", None, ""),
        ("Q01", 4277_635_000, "tăng 4.277,635 triệu đồng so với cùng kỳ năm 2023"),
        ("VB01", 2, "tăng 02 đơn vị so với cùng kỳ năm 2023"),
    ],
)
def test_change(code: str, delta: int | None, said: str) -> None:
    assert phrases.change(delta, edition().indicators[code], THAN) == said


def test_change_with_its_percentage() -> None:
    quy = edition().indicators["Q01"]
    said = "tăng 4.277,635 triệu đồng (14,42%) so với cùng kỳ năm 2023"
    assert phrases.change(4277_635_000, quy, THAN, Fraction(4277635 * 100, 29660330)) == said
    assert phrases.change(-1_000_000, quy, THAN, Fraction(-5, 2)) == "giảm 1 triệu đồng (2,50%) so với cùng kỳ năm 2023"
    tiny = Fraction(49, 10_000)
    assert phrases.change(1_000_000, quy, THAN, tiny) == "tăng 1 triệu đồng so với cùng kỳ năm 2023"
    assert phrases.change(1_000_000, quy, THAN, None) == "tăng 1 triệu đồng so với cùng kỳ năm 2023"


@pytest.mark.parametrize(
    ("code", "delta", "said"),
    [
        ("HV01/DS01", Fraction(9089, 10000), "tăng 0,91 điểm phần trăm so với cùng kỳ năm 2023"),
        ("HV01/DS01", Fraction(-5, 1000), "giảm 0,01 điểm phần trăm so với cùng kỳ năm 2023"),
        ("HV01/DS01", Fraction(4, 1000), "gần như không thay đổi so với cùng kỳ năm 2023"),
        ("HV01/DS01", Fraction(0), "không thay đổi so với cùng kỳ năm 2023"),
        ("HV01/DS01", None, ""),
        ("Q01/DS01", Fraction(194397, 100), "tăng 1.944 đồng/người so với cùng kỳ năm 2023"),
    ],
)
def test_ratio_change(code: str, delta: Fraction | None, said: str) -> None:
    assert phrases.ratio_change(delta, edition().ratio_of[code], THAN) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(263506, 10000), "vượt 1,35 điểm phần trăm so với chỉ tiêu 25% theo Nghị quyết"),
        (Fraction(25), "đạt chỉ tiêu 25% theo Nghị quyết"),
        (Fraction(25001, 1000), "đạt chỉ tiêu 25% theo Nghị quyết"),
        (Fraction(24999, 1000), "xấp xỉ chỉ tiêu 25% theo Nghị quyết"),
        (Fraction(2436, 100), "thấp hơn 0,64 điểm phần trăm so với chỉ tiêu 25% theo Nghị quyết"),
        (None, ""),
    ],
)
def test_against_target(value: Fraction | None, said: str) -> None:
    assert phrases.against_target(value, Fraction(25), "Nghị quyết") == said


def _growth(first: int, last: int, years: int, *, points: bool = False) -> Growth:
    return growth(Period(2024 - years, ""), Period(2024, ""), first, last, in_points=points)


@pytest.mark.parametrize(
    ("code", "first", "last", "years", "said"),
    [
        ("HV01", 400_000, 500_000, 5, "tăng 100.000 người (25,00%) so với năm 2019, bình quân mỗi năm tăng 4,56%"),
        ("HV01", 500_000, 400_000, 4, "giảm 100.000 người (20,00%) so với năm 2020, bình quân mỗi năm giảm 5,43%"),
        ("TC20", 100, 103, 1, "tăng 03 ban (3,00%) so với năm 2023"),
        ("TC10", 700, 700, 5, "không thay đổi so với năm 2019"),
        ("TC10", 0, 12, 5, "tăng 12 chi hội so với năm 2019"),
        ("TC10", 100_000, 100_001, 5, "tăng 01 chi hội so với năm 2019"),
        (
            "Q01",
            10_000_000_000,
            12_500_500_000,
            2,
            "tăng 2.500,5 triệu đồng (25,01%) so với năm 2022, bình quân mỗi năm tăng 11,81%",
        ),
        ("HV01/DS01", 22, 26, 5, "tăng 4,00 điểm phần trăm so với năm 2019"),
        ("GD03/GD01", 60, 60, 5, "không thay đổi so với năm 2019"),
        ("Q01/DS01", 10_000, 9_000, 2, "giảm 1.000 đồng/người so với năm 2022, bình quân mỗi năm giảm 5,13%"),
    ],
)
def test_growth_over_several_years(code: str, first: int, last: int, years: int, said: str) -> None:
    figure = edition().ratio_of.get(code) or edition().indicators[code]
    points = isinstance(figure, Ratio) and figure.scale == "percent"
    assert phrases.grown(_growth(first, last, years, points=points), figure) == said


def test_growth_that_is_not_known_is_not_told() -> None:
    assert phrases.grown(None, edition().indicators["HV01"]) == ""


@pytest.mark.parametrize(
    ("code", "value", "assigned", "said"),
    [
        ("GD03", 3_120, 3_000, "vượt 120 hộ so với chỉ tiêu giao 3.000 hộ (đạt 104,00%)"),
        ("GD03", 3_000, 3_000, "đạt chỉ tiêu giao 3.000 hộ"),
        ("GD03", 2_953, 3_000, "chưa đạt chỉ tiêu giao 3.000 hộ (đạt 98,43%, còn thiếu 47 hộ)"),
        ("CD03", 99_999, 100_000, "chưa đạt chỉ tiêu giao 100.000 người (đạt 99,999%, còn thiếu 01 người)"),
        ("CD03", 100_001, 100_000, "vượt 01 người so với chỉ tiêu giao 100.000 người (đạt 100,001%)"),
        ("DH03", 5, 0, ""),
        ("DH03", 0, 0, ""),
        (
            "Q01",
            900_500_000,
            1_000_000_000,
            "chưa đạt chỉ tiêu giao 1.000 triệu đồng (đạt 90,05%, còn thiếu 99,5 triệu đồng)",
        ),
    ],
)
def test_against_the_number_assigned(code: str, value: int, assigned: int, said: str) -> None:
    assert phrases.against_assigned(value, assigned, edition().indicators[code]) == said


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("HV01", 24_239, "+24.239"),
        ("HV01", -5, "-5"),
        ("HV01", 0, "0"),
        ("Q01", 4_277_635_000, "+4.277,635"),
        ("HV01/DS01", Fraction(-125, 1000), "-0,13"),
        ("HV01/DS01", Fraction(1, 1000), "0,00"),
        ("Q01/DS01", Fraction(1944), "+1.944"),
        ("VB01", -2, "-2"),
    ],
)
def test_signed_amounts_for_tables(code: str, value: int | Fraction, said: str) -> None:
    assert phrases.signed_amount(value, edition().ratio_of.get(code) or edition().indicators[code]) == said


def test_signed_percentages_for_tables() -> None:
    said = [phrases.signed_percent(Fraction(value, 1000)) for value in (930, -1200, 4, -4, 0)]
    assert said == ["+0,93%", "-1,20%", "0,00%", "0,00%", "0,00%"]


def test_target_without_source_or_at_all() -> None:
    assert phrases.against_target(Fraction(70), Fraction(125, 2)) == "vượt 7,50 điểm phần trăm so với chỉ tiêu 62,5%"
    assert phrases.against_target(Fraction(70), None, "Nghị quyết") == ""


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("TH01", 2, "02 lớp"),
        ("TH01", 0, "0 lớp"),
        ("HV01", 533903, "533.903 người"),
        ("Q30", 640_500_000, "640,5 triệu đồng"),
    ],
)
def test_amount(code: str, value: int, said: str) -> None:
    assert phrases.amount(edition().indicators[code], value) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["Buôn Đôn"], "Buôn Đôn"),
        (["Buôn Đôn", "Ea Súp"], "Buôn Đôn và Ea Súp"),
        (["Buôn Đôn", "Ea Súp", "Krông Năng"], "Buôn Đôn, Ea Súp và Krông Năng"),
    ],
)
def test_join_and(items: list[str], said: str) -> None:
    assert phrases.join_and(items) == said


def test_enumerate_units_never_hides_a_single_one() -> None:
    assert phrases.enumerate_units(["A", "B", "C"], 2) == "A, B và C"
    assert phrases.enumerate_units(["A", "B", "C", "D"], 2) == "A, B và 02 đơn vị khác"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Huyện Buôn Đôn"], "huyện Buôn Đôn"),
        (["Huyện Buôn Đôn", "Huyện Ea Súp", "Huyện Lắk"], "các huyện Buôn Đôn, Ea Súp và Lắk"),
        (
            ["Huyện Buôn Đôn", "Thị xã Buôn Hồ", "Huyện Ea Súp", "Thành phố Buôn Ma Thuột"],
            "các huyện Buôn Đôn, Ea Súp; thị xã Buôn Hồ; thành phố Buôn Ma Thuột",
        ),
        (["Khối trực thuộc Tỉnh hội"], "Khối trực thuộc Tỉnh hội"),
        ([], ""),
    ],
)
def test_group_names(names: list[str], said: str) -> None:
    assert phrases.group_names(_units(*names)) == said


def _branches(*names: str, kind: Kind = "territorial") -> list[Unit]:
    return [Unit(str(number), name, "chi-hoi", kind=kind) for number, name in enumerate(names)]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Chi hội thôn 1"], "chi hội thôn 1"),
        (
            ["Chi hội thôn 1", "Chi hội thôn 2", "Chi hội Trường Tiểu học Kim Đồng"],
            "các chi hội thôn 1, thôn 2 và Trường Tiểu học Kim Đồng",
        ),
        (["Chi hội Khuyến học buôn Kla", "CHI HỘI TỔ DÂN PHỐ 3"], "các chi hội buôn Kla và tổ dân phố 3"),
        (["Thôn 1", "Buôn Kla", "Tổ dân phố 2"], "các chi hội thôn 1, buôn Kla và tổ dân phố 2"),
        (["Chi hội thôn 1", "Văn phòng Hội Khuyến học xã"], "chi hội thôn 1; Văn phòng Hội Khuyến học xã"),
        (["Chi hội"], "Chi hội"),
        (["Thôn"], "Thôn"),
        (["Ấpêp"], "Ấpêp"),
    ],
)
def test_group_names_of_branches(names: list[str], said: str) -> None:
    assert phrases.group_names(_branches(*names)) == said


def test_a_school_is_a_branch_however_it_reports() -> None:
    schools = _branches("Chi hội Trường Mầm non Hoa Sen", "Chi hội Công an xã", kind="attached")
    assert phrases.group_names(schools) == "các chi hội Trường Mầm non Hoa Sen và Công an xã"
    assert list(phrases.short_names(schools).values()) == ["Trường Mầm non Hoa Sen", "Công an xã"]


def test_many_branches_are_other_branches() -> None:
    branches = _branches("Chi hội thôn 1", "Chi hội thôn 2", "Chi hội thôn 3", "Chi hội thôn 4")
    assert phrases.group_names(branches, 2) == "các chi hội thôn 1, thôn 2 và 02 chi hội khác"
    assert phrases.enumerate_units(["thôn 1", "thôn 2", "thôn 3"], 1, phrases.BRANCH) == "thôn 1 và 02 chi hội khác"
    office = _branches("Văn phòng Hội", kind="attached")
    assert phrases.group_names([*branches, *office], 2).endswith("và 03 đơn vị khác")


def test_what_each_of_the_units_is_called() -> None:
    branches = _branches("Chi hội thôn 1", "Thôn 2")
    assert (phrases.kinds_of(branches), phrases.kind_of_each(branches)) == ("chi hội", "chi hội")
    with_office = [*branches, *_branches("Văn phòng Hội", kind="attached")]
    assert (phrases.kinds_of(with_office), phrases.kind_of_each(with_office)) == ("chi hội", "đơn vị")
    assert phrases.kind_of_each(_units("Xã A", "Phường B")) == "đơn vị"
    assert phrases.kind_of_each([]) == "đơn vị"


def test_short_names_of_branches_keep_the_prefix_where_it_is_needed() -> None:
    short = phrases.short_names(_branches("Chi hội thôn 1", "Chi hội 2", "Thôn 10"))
    assert list(short.values()) == ["thôn 1", "chi hội 2", "thôn 10"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(263506, 10000), "vượt 1,35 điểm phần trăm"),
        (Fraction(25), "đạt"),
        (Fraction(25001, 1000), "đạt"),
        (Fraction(24999, 1000), "chưa đạt"),
        (Fraction(2436, 100), "chưa đạt, thấp hơn 0,64 điểm phần trăm"),
    ],
)
def test_how_a_target_was_met(value: Fraction, said: str) -> None:
    assert phrases.reach(value, Fraction(25)) == said


def test_group_names_cut_short_never_hides_a_single_one() -> None:
    units = _units("Huyện Lắk", "Huyện Ea Súp", "Thị xã Buôn Hồ", "Huyện Ea Kar", "Huyện Ea H'leo")
    assert phrases.group_names(units, 2) == "các huyện Lắk, Ea Súp và 03 đơn vị khác"
    assert phrases.group_names(units, 3) == "các huyện Lắk, Ea Súp; thị xã Buôn Hồ và 02 đơn vị khác"
    assert phrases.group_names(units, 4) == phrases.group_names(units)


def test_kinds_of_units() -> None:
    assert phrases.kinds_of(_units("Thành phố A", "Huyện B", "Thị xã C", "Huyện D")) == "huyện, thị xã, thành phố"
    assert phrases.kinds_of([*_units("Xã A", "Phường B"), *_units("Tỉnh đoàn", kind="attached")]) == "xã, phường"
    assert phrases.kinds_of(_units("Khối trực thuộc")) == "đơn vị"
    assert phrases.kinds_of(_units("Thành phố Cần Thơ", "Tỉnh An Giang")) == "tỉnh, thành phố"


def test_short_names_keep_the_prefix_where_names_collide() -> None:
    short = phrases.short_names(_units("Huyện Cai Lậy", "Thị xã Cai Lậy", "Huyện Cái Bè", "Phường 1"))
    assert list(short.values()) == ["huyện Cai Lậy", "thị xã Cai Lậy", "Cái Bè", "phường 1"]


def test_names_that_only_begin_like_a_prefix_stay_whole() -> None:
    blocks = _units("Tỉnh đoàn", "Huyện ủy Lắk", kind="attached")
    assert list(phrases.short_names(blocks).values()) == ["Tỉnh đoàn", "Huyện ủy Lắk"]
    assert phrases.group_names(blocks) == "Tỉnh đoàn và Huyện ủy Lắk"
    assert list(phrases.short_names(_units("Quan Sơn", "TX. Buôn Hồ")).values()) == ["Quan Sơn", "Buôn Hồ"]


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2024, 6, 5), "ngày 05 tháng 6 năm 2024", "05/6/2024"),
        (date(2025, 1, 15), "ngày 15 tháng 01 năm 2025", "15/01/2025"),
        (date(2025, 2, 1), "ngày 01 tháng 02 năm 2025", "01/02/2025"),
        (date(2024, 12, 31), "ngày 31 tháng 12 năm 2024", "31/12/2024"),
    ],
)
def test_dates_by_the_decree(day: date, long: str, short: str) -> None:
    assert (phrases.decree_date(day), phrases.short_date(day)) == (long, short)


def test_capitalized_leaves_the_rest_alone() -> None:
    assert phrases.capitalized("các huyện Buôn Đôn") == "Các huyện Buôn Đôn"
    assert phrases.capitalized("") == ""
