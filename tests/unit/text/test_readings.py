"""What may be meant by what is no number: a table of texts, and properties of the whole."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.text.numbers import print_count, print_trieu_dong
from khuyenhoc_cli.text.readings import (
    count_readings,
    date_readings,
    dong_readings,
    fraction_readings,
    is_none_meant,
)

SURE, DOUBTFUL = True, False


@pytest.mark.parametrize(
    ("text", "proposed", "sure"),
    [
        ("533.903", 533903, SURE),
        ("533,903", 533903, SURE),
        ("1.286.164", 1286164, SURE),
        ("1 286 164", 1286164, SURE),
        ("1\u00a0286\u00a0164", 1286164, SURE),
        ("1\u2009286\u202f164", 1286164, SURE),
        ("1'286'164", 1286164, SURE),
        ("37. 041", 37041, SURE),
        ("１.２３４", 1234, SURE),
        ("1.200,00", 1200, SURE),
        ("500.", 500, SURE),
        ("500,", 500, SURE),
        ("'500", 500, SURE),
        ("+15", 15, SURE),
        ("110 người", 110, SURE),
        ("110người", 110, SURE),
        ("0 người", 0, SURE),
        ("500 (năm trăm)", 500, SURE),
        ("5 trăm", 500, SURE),
        ("2 nghìn", 2000, SURE),
        ("1,5 nghìn", 1500, SURE),
        ("3 triệu người", 3000000, SURE),
        ("12 + 5", 17, SURE),
        ("12+5=17", 17, SURE),
        ("O", 0, SURE),
        ("3OO", 300, SURE),
        ("1O5", 105, SURE),
        ("l05", 105, DOUBTFUL),
        ("1I0", 110, DOUBTFUL),
        ("-", 0, SURE),
        ("–", 0, SURE),
        ("không", 0, SURE),
        ("Không có", 0, SURE),
    ],
)
def test_the_count_a_text_says(text: str, proposed: int, sure: bool) -> None:
    readings = count_readings(text)
    assert (readings.proposed, readings.sure) == (proposed, sure)


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("khoảng 500", (500,)),
        ("trên 500", (500,)),
        ("gần 1.500 người", (1500,)),
        (">500", (500,)),
        ("500 trở lên", (500,)),
        ("500-600", (500, 600)),
        ("500 đến 600", (500, 600)),
        ("1/2", (1, 2)),
        ("(500)", (500,)),
        ("500 (tăng 20)", (500,)),
        ("12+5=18", (17, 18)),
        ("12 5", (125,)),
        ("1.5", (15, 1500, 1)),
        ("1,25", (125, 1250, 1)),
        ("12.34.567", (1234567, 1234)),
        ("1.286,164", (1286164, 1286)),
        ("0.500", (500,)),
        ("12%", ()),
        ("26,35%", ()),
        ("110 người, 3 trẻ em", ()),
        ("-15", ()),
        ("x", ()),
        ("...", ()),
        ("nt", ()),
        ("?", ()),
        ("chưa có", ()),
        ("chưa rõ", ()),
        ("", ()),
    ],
)
def test_a_text_that_says_no_one_count_is_never_proposed_by_itself(text: str, possible: tuple[int, ...]) -> None:
    readings = count_readings(text)
    assert readings.proposed is None
    assert readings.possible == possible


@pytest.mark.parametrize(
    ("text", "trieu_dong", "sure"),
    [
        ("18.556, 91", "18556.91", SURE),
        ("8.886.91", "8886.91", SURE),
        ("33.937,965", "33937.965", SURE),
        ("33,937.965", "33937.965", SURE),
        ("1 200,5", "1200.5", SURE),
        ("4.94", "4.94", SURE),
        ("4.949", "4949", DOUBTFUL),
        ("4,949", "4.949", DOUBTFUL),
        ("1.234.567", "1234567", DOUBTFUL),
        ("1,234,567", "1234567", DOUBTFUL),
        ("2,6 tỷ", "2600", SURE),
        ("2,6 tỉ đồng", "2600", SURE),
        ("2 tỷ 600 triệu", "2600", SURE),
        ("2 tỷ 600 triệu đồng", "2600", SURE),
        ("837.000đ", "0.837", SURE),
        ("837.000 đ.", "0.837", SURE),
        ("1.200.000 VNĐ", "1.2", SURE),
        ("500 nghìn đồng", "0.5", SURE),
        ("12 triệu đồng", "12", SURE),
        ("12tr", "12", SURE),
        ("12 triệu chi hội", "12", DOUBTFUL),
        ("12,5 + 3", "15.5", SURE),
        ("-", "0", SURE),
    ],
)
def test_the_money_a_text_says(text: str, trieu_dong: str, sure: bool) -> None:
    readings = dong_readings(text)
    assert readings.proposed == Decimal(trieu_dong) * 10**6
    assert readings.sure is sure


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("4.949", ["4949", "4.949"]),
        ("4,949", ["4.949", "4949"]),
        ("15.000.000", ["15000000", "15", "15000", "15000000000"]),
        ("837.000đ", ["0.837"]),
    ],
)
def test_money_may_be_meant_in_another_unit_or_with_another_comma(text: str, also: list[str]) -> None:
    assert {Decimal(each) * 10**6 for each in also} <= set(map(Decimal, dong_readings(text).possible))


@pytest.mark.parametrize("text", ["12%", "15 suất", "nhiều", "2 tỷ rưỡi", "khoảng 2 tỷ", "5 triệu 200", "12 5", ""])
def test_a_text_that_says_no_one_amount_of_money_is_never_proposed_by_itself(text: str) -> None:
    assert dong_readings(text).proposed is None


@pytest.mark.parametrize("text", ["", " ", "0", "x", "...", "chưa", "chưa có", "nt", "-5", "không rõ"])
def test_few_signs_mean_none(text: str) -> None:
    assert not is_none_meant(text)


@pytest.mark.parametrize(
    ("value", "possible", "sure"),
    [
        ("4.949", (4949, 5), SURE),
        ("12.5", (12500, 13), DOUBTFUL),
        ("1.25", (1250, 1), DOUBTFUL),
        ("0.5", (1,), DOUBTFUL),
        ("0.4", (0,), DOUBTFUL),
        ("1234.5", (1235,), DOUBTFUL),
        ("3.14159", (3,), DOUBTFUL),
    ],
)
def test_the_count_a_fraction_was_probably_meant_to_be(value: str, possible: tuple[int, ...], sure: bool) -> None:
    readings = fraction_readings(Decimal(value))
    assert (readings.possible, readings.sure) == (possible, sure)


@pytest.mark.parametrize(
    ("day", "proposed", "possible"),
    [
        (date(2024, 4, 3), None, (3, 4)),
        (date(2024, 5, 5), None, (5,)),
        (date(1908, 3, 18), 3000, (3000,)),
        (date(1900, 1, 30), 30, (30,)),
        (date(2063, 10, 7), 59816, (59816,)),
    ],
)
def test_the_number_behind_a_date(day: date, proposed: int | None, possible: tuple[int, ...]) -> None:
    readings = date_readings(day)
    assert (readings.proposed, readings.possible) == (proposed, possible)


@given(st.integers(0, 10**9))
@settings(deadline=None, max_examples=100)
def test_what_is_printed_is_proposed_as_it_was(value: int) -> None:
    assert count_readings(print_count(value)).proposed == value
    assert count_readings(f"{value} người").proposed == value
    assert count_readings(f"{value:,}".replace(",", " ")).proposed == value


@given(st.integers(0, 10**15))
@example(4_949_000)
@settings(deadline=None, max_examples=100)
def test_printed_money_is_at_least_among_the_readings(dong: int) -> None:
    assert dong in dong_readings(print_trieu_dong(dong)).possible
    assert dong_readings(f"{print_count(dong)} đồng").proposed == dong


@given(st.text(alphabet="0123456789.,+-/() ()%oOlI|xđkhoảngtỷtriệunghìn\u00a0\u200b", max_size=12))
@example("0 0.0")
@example("1²")
@settings(deadline=None, max_examples=300)
def test_any_text_can_be_asked_and_is_never_less_than_nothing(text: str) -> None:
    for readings in (count_readings(text), dong_readings(text)):
        assert all(amount >= 0 for amount in readings.possible)
        assert not readings.sure or readings.proposed is not None
