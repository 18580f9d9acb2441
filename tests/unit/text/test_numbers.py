"""Numbers printed, read back, rounded, and guessed at."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.text.numbers import (
    is_plain_digits,
    parse_printed,
    print_count,
    print_decimal,
    print_percent,
    print_small_count,
    print_trieu_dong,
    propose_count,
    propose_trieu_dong,
    propose_whole,
    round_half_up,
)

INTEGERS = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-0.5", 0, "-1"),
        ("-2.5", 0, "-3"),
        ("0.4999", 0, "0"),
        ("26.345", 2, "26.35"),
        ("26.3449999", 2, "26.34"),
        ("-26.345", 2, "-26.35"),
        ("0.005", 2, "0.01"),
        ("1.005", 2, "1.01"),
        ("2.675", 2, "2.68"),
        ("-0.004", 2, "0"),
    ],
)
def test_halves_go_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert round_half_up(Fraction(value), places) == Fraction(rounded)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (print_count(533903), "533.903"),
        (print_count(0), "0"),
        (print_count(999), "999"),
        (print_count(1000), "1.000"),
        (print_count(-24239), "-24.239"),
        (print_small_count(2), "02"),
        (print_small_count(0), "0"),
        (print_small_count(10), "10"),
        (print_small_count(1234), "1.234"),
        (print_percent(Fraction(53390300, 2026150)), "26,35%"),
        (print_percent(Fraction(18400, 257)), "71,60%"),
        (print_percent(Fraction(12800, 257)), "49,81%"),
        (print_percent(Fraction(100)), "100,00%"),
        (print_decimal(Fraction(33937965000, 2026150), 0), "16.750"),
        (print_decimal(Fraction(-1, 1000), 2), "0,00"),
        (print_decimal(Fraction(-909, 1000), 2), "-0,91"),
        (print_decimal(Fraction("0.909"), 2), "0,91"),
        (print_decimal(Fraction(1, 20), 2), "0,05"),
        (print_trieu_dong(33937965000), "33.937,965"),
        (print_trieu_dong(5000000), "5"),
        (print_trieu_dong(1), "0,000001"),
        (print_trieu_dong(-500000), "-0,5"),
        (print_trieu_dong(0), "0"),
    ],
)
def test_print(printed: str, expected: str) -> None:
    assert printed == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("533.903", "533903"),
        ("33.937,965", "33937.965"),
        ("33937,965", "33937.965"),
        ("26,35%", "26.35"),
        (" 16.750 ", "16750"),
        ("-0,91", "-0.91"),
        ("0,00", "0"),
        ("4.949", "4949"),
        ("8.886.91", None),
        ("18.556, 91", None),
        ("533,903,1", None),
        ("1.23", None),
        ("", None),
        ("%", None),
        ("12 người", None),
        ("--1", None),
    ],
)
def test_parse(text: str, value: str | None) -> None:
    assert parse_printed(text) == (None if value is None else Decimal(value))


@given(INTEGERS)
@settings(deadline=None, max_examples=200)
def test_what_is_printed_reads_back(value: int) -> None:
    assert parse_printed(print_count(value)) == value
    assert parse_printed(print_trieu_dong(value)) == Decimal(value) / 10**6


@given(INTEGERS, st.integers(1, 10**9), st.integers(0, 6))
@settings(deadline=None, max_examples=200)
def test_a_rounded_number_reads_back_as_rounded_and_lies_within_half_a_unit(
    above: int, below: int, places: int
) -> None:
    value = Fraction(above, below)
    rounded = round_half_up(value, places)
    assert Fraction(parse_printed(print_decimal(value, places)) or 0) == rounded
    assert abs(rounded - value) <= Fraction(1, 2 * 10**places)
    assert round_half_up(-value, places) == -rounded


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("533.903", 533903),
        ("533,903", 533903),
        ("1.286.164", 1286164),
        ("1 286 164", 1286164),
        ("1\u00a0286\u00a0164", 1286164),
        ("１２３", 123),
        ("110 người", 110),
        ("110người", 110),
        ("2 nghìn", 2000),
        ("3 triệu người", 3000000),
        ("O", 0),
        ("3OO", 300),
        ("1O5", 105),
        ("+15", 15),
        ("1.5", None),
        ("1,25", None),
        ("12%", None),
        ("12.34.567", None),
        ("khoảng 110", None),
        ("110 người, 3 trẻ em", None),
        ("-", None),
        ("chưa có", None),
        ("", None),
    ],
)
def test_the_count_a_text_probably_means(text: str, meant: int | None) -> None:
    assert propose_count(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("18.556, 91", "18556.91"),
        ("8.886.91", "8886.91"),
        ("33.937,965", "33937.965"),
        ("33,937.965", "33937.965"),
        ("4.949", "4949"),
        ("4,949", "4.949"),
        ("4.94", "4.94"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("2,6 tỷ", "2600"),
        ("2,6 tỉ đồng", "2600"),
        ("837.000đ", "0.837"),
        ("837.000 đ.", "0.837"),
        ("1.200.000 VNĐ", "1.2"),
        ("500 nghìn đồng", "0.5"),
        ("12 triệu đồng", "12"),
        ("12tr", "12"),
        ("12%", None),
        ("15 suất", None),
        ("nhiều", None),
    ],
)
def test_the_trieu_dong_a_text_probably_means(text: str, meant: str | None) -> None:
    assert propose_trieu_dong(text) == (None if meant is None else Decimal(meant))


@pytest.mark.parametrize(
    ("value", "meant"),
    [("4.949", 4949), ("12.5", 12500), ("1.25", 1250), ("0.5", 1), ("0.4", 0), ("1234.5", 1235), ("3.14159", 3)],
)
def test_the_count_a_fraction_was_probably_meant_to_be(value: str, meant: int) -> None:
    assert propose_whole(Decimal(value)) == meant


@pytest.mark.parametrize(
    ("text", "plain"), [("1286164", True), (" 12 ", True), ("-3", True), ("1.286", False), ("１２", False), ("", False)]
)
def test_plain_digits_are_those_nobody_can_read_in_two_ways(text: str, plain: bool) -> None:
    assert is_plain_digits(text) is plain
