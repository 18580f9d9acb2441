"""Numbers printed, read back and rounded."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.text.numbers import (
    parse_printed,
    plain_digits,
    print_count,
    print_decimal,
    print_percent,
    print_small_count,
    print_trieu_dong,
    round_half_up,
    typed_trieu_dong,
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


@given(st.integers(0, 10**9))
@settings(deadline=None, max_examples=100)
def test_a_count_in_running_text_and_in_digits_reads_back(value: int) -> None:
    assert parse_printed(print_small_count(value)) == value
    assert plain_digits(str(value)) == value


@given(INTEGERS)
@settings(deadline=None, max_examples=100)
def test_money_reads_back_as_it_is_typed(dong: int) -> None:
    typed = typed_trieu_dong(dong)
    assert "." not in typed
    assert parse_printed(typed) == Decimal(dong) / 10**6


@given(INTEGERS)
@settings(deadline=None, max_examples=100)
def test_a_percentage_with_two_decimals_reads_back(hundredths: int) -> None:
    assert parse_printed(print_percent(Fraction(hundredths, 100))) == Decimal(hundredths) / 100


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("1286164", 1286164),
        (" 12 ", 12),
        ("03", 3),
        ("-3", -3),
        ("１２", 12),
        ("\u200b12\ufeff", 12),
        ("\u00a012", 12),
        ("1.286", None),
        ("1 286", None),
        ("+3", None),
        ("1O", None),
        ("", None),
    ],
)
def test_plain_digits_are_those_nobody_can_read_in_two_ways(text: str, digits: int | None) -> None:
    assert plain_digits(text) == digits
