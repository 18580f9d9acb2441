"""Figures in Vietnamese prose: what they are worth, and what is none."""

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc_cli.audit.quantities import quantities_in
from khuyenhoc_cli.text.numbers import print_count, print_decimal


def read(text: str) -> list[tuple[str, str, str, str]]:
    """(print, value, measure, unit) of each figure."""
    return [(each.text, str(each.value), each.measure, each.unit) for each in quantities_in(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Tổng số hội viên: 533.903 người", [("533.903", "533903", "count", "người")]),
        ("(28246 hv), 186học sinh", [("28246", "28246", "count", "hv"), ("186", "186", "count", "học sinh")]),
        ("khoảng 14,42%", [("14,42%", "721/50", "percent", "%")]),
        ("đạt 26,35 % dân số", [("26,35 %", "527/20", "percent", "%")]),
        ("vượt 1,35 điểm phần trăm", [("1,35", "27/20", "points", "điểm phần trăm")]),
        ("hơn 4.651,99 triệu đồng", [("4.651,99", "4651990000", "money", "đồng")]),
        ("33 nghìn tỷ đồng", [("33", "33000000000000", "money", "đồng")]),
        ("1,2 triệu lượt người", [("1,2", "1200000", "count", "lượt người")]),
        ("16.750 đồng / người dân", [("16.750", "16750", "per_person", "đồng/người")]),
        ("05 đồng chí", [("05", "5", "count", "đồng chí")]),
        ("tăng +24.239", [("+24.239", "24239", "count", "")]),
        ("-188", [("-188", "-188", "count", "")]),
        ("- 188 chi hội", [("188", "188", "count", "chi hội")]),
        ("tăng từ 509.664 lên 533.903", [("509.664", "509664", "count", ""), ("533.903", "533903", "count", "")]),
        ("978 triệu 500 nghìn đồng", [("978 triệu 500", "978500000", "money", "đồng")]),
        ("43 nghìn 836 hội viên", [("43 nghìn 836", "43836", "count", "hội viên")]),
        ("2 tỷ 350 triệu đồng", [("2 tỷ 350", "2350000000", "money", "đồng")]),
        ("500 triệu đồng, 20 suất", [("500", "500000000", "money", "đồng"), ("20", "20", "count", "suất")]),
        ("có 1,250 suất", [("1,250", "1250", "count", "suất")]),
        ("rộng 1,250 ha", [("1,250", "5/4", "count", "ha")]),
        ("các thôn 127 triệu đồng", [("127", "127000000", "money", "đồng")]),
        ("từ 35 đến 60 tuổi 10.205 người", [("10.205", "10205", "count", "người")]),
        ("có 12/10 xã", [("12/10", "12", "share", "xã")]),
        ("hướng dẫn 25 xã", [("25", "25", "count", "xã")]),
        ("2203 chi hội năm 2024", [("2203", "2203", "count", "chi hội")]),
    ],
)
def test_figures(text: str, figures: list[tuple[str, str, str, str]]) -> None:
    assert read(text) == figures


@pytest.mark.parametrize(
    ("text", "value", "broken"),
    [
        ("18.556, 91 triệu đồng", "18556910000", "dấu cách trong số"),
        ("8.886.91 triệu đồng", "8886910000", "dấu phân cách lẫn lộn"),
        ("33937,965 triệu đồng", "33937965000", "thiếu dấu chấm phân cách hàng nghìn"),
        ("37. 041 hội viên", "37041", "dấu cách trong số"),
        ("37.\n041 hội viên", "37041", "dấu cách trong số"),
        ("533\u00a0903 người", "533903", "dấu cách trong số"),
        ("54.9% số hộ", "549/10", "dấu chấm thay cho dấu phẩy"),
        ("533.90 người", "5339/10", "dấu phân cách lẫn lộn"),
    ],
)
def test_broken_print_is_read_as_it_is_meant(text: str, value: str, broken: str) -> None:
    assert [(str(each.value), each.malformed) for each in quantities_in(text)] == [(value, broken)]


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 162/KH-UBND ngày 17/8/2022",
        "Quyết định 387, 677 của Thủ tướng",
        "Kế hoạch 162, 102 của UBND tỉnh",
        "Kế hoạch số 122 –KH/TU; Kết luận số 49. ",
        "Thông tư số 24/2023/TT-BGDĐT",
        "Tháng 9 Khuyến học, 6 tháng cuối năm 2024",
        "giai đoạn 2021 – 2030; nhiệm kỳ 2021- 2026; năm 2023, 2024",
        "cùng kỳ năm 20256;",
        "4.2 Công tác phát triển tổ chức hội",
        "a) Tổ chức hội",
        "ngày Nhà giáo Việt Nam 20/11",
        "ĐT: 0262.3812345, 0905 123 456",
        "vận động từ 10 - 12 triệu đồng; từ 20 đến 25 người",
        "xem Phụ lục 1, biểu số 4 kèm theo",
        "Tính đến 30/6, toàn huyện",
        "từ 01/01 đến 30/6",
        "đường 30/4, số nhà 215/14",
        "cách mạng công nghiệp 4.0",
        "theo mục 3.2.1, phụ lục 1.2",
        "khóm 1, 2, 3 và 4; xóm 5; khu vực 6",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert read(text) == []


def test_a_share_has_its_whole() -> None:
    [share] = quantities_in("có 14 /15 huyện")
    assert (share.text, share.value, share.whole, share.unit) == ("14 /15", 14, 15, "huyện")


def test_places_are_those_of_the_print_also_in_decomposed_letters() -> None:
    text = unicodedata.normalize("NFD", "Toàn tỉnh có 533.903 hội viên, đạt 26,35% dân số")
    assert [text[each.start : each.end] for each in quantities_in(text)] == ["533.903", "26,35%"]
    assert [each.unit for each in quantities_in(text)] == ["hội viên", "%"]


@given(st.integers(0, 10**9))
def test_a_printed_count_is_read_again(count: int) -> None:
    [figure] = quantities_in(f"có {print_count(count)} hội viên")
    assert (figure.value, figure.step, figure.malformed) == (count, 1, "")


@given(st.integers(0, 10**7))
def test_a_printed_percentage_is_read_again(hundredths: int) -> None:
    value = Fraction(hundredths, 100)
    [figure] = quantities_in(f"đạt {print_decimal(value, 2)}% so với tổng số")
    assert (figure.value, figure.step, figure.measure) == (value, Fraction(1, 100), "percent")
