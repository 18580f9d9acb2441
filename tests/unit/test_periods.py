"""Periods: how they are written, found in words, compared and ordered."""

from datetime import date

import pytest

from khuyenhoc_cli.periods import Period

ALL = ["2024", "2024H1", "2024H2", "2024Q1", "2024Q2", "2024Q3", "2024Q4", "2024M9"]


@pytest.mark.parametrize("text", ALL)
def test_a_period_is_written_as_it_is_read_and_found_in_its_own_name(text: str) -> None:
    period = Period.parse(text)
    assert str(period) == text
    assert Period.parse(text.lower()) == period
    assert Period.find(period.name) == Period.find(text) == period
    assert period.year_before == Period(2023, period.part)
    assert period.first_day <= period.last_day


@pytest.mark.parametrize(
    "text", ["", "H1", "2024H3", "2024Q5", "2024M6", "1999H1", "24H1", "2024-H1", "2024H1x", "x2024"]
)
def test_anything_else_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r"^.*$"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("6 tháng đầu năm 2024", "2024H1"),
        ("06 tháng đầu năm 2024", "2024H1"),
        ("BÁO CÁO 6 THÁNG ĐẦU NĂM 2024", "2024H1"),
        ("6 thang dau nam 2024", "2024H1"),
        ("6 tha\u0301ng đâ\u0300u năm 2024", "2024H1"),
        ("6 tháng năm 2024", "2024H1"),
        ("6  tháng  cuối   năm 2024", "2024H2"),
        ("9 tháng năm 2024", "2024M9"),
        ("quý III năm 2024", "2024Q3"),
        ("Quý 1/2024", "2024Q1"),
        ("Quý IV - 2024", "2024Q4"),
        ("kỳ 2024h1", "2024H1"),
        ("2024H1 (6 tháng đầu năm 2024)", "2024H1"),
        ("Năm 2024", "2024"),
        ("cả năm 2024", "2024"),
        ("2024.0", "2024"),
        ("năm học 2023-2024", None),
        ("từ 01/01/2024 đến 30/6/2024", None),
        ("3 tháng năm 2024", None),
        ("tháng 6 năm 2024", None),
        ("6 tháng đầu năm", None),
        ("", None),
    ],
)
def test_found_in_words_only_where_it_is_certain(words: str, period: str | None) -> None:
    assert Period.find(words) == (Period.parse(period) if period else None)


def test_periods_are_ordered_by_their_end_the_shorter_one_last() -> None:
    ordered = sorted(map(Period.parse, [*ALL, "2023", "2025Q1"]), key=lambda period: period.order)
    names = ["2023", "2024Q1", "2024H1", "2024Q2", "2024M9", "2024Q3", "2024", "2024H2", "2024Q4", "2025Q1"]
    assert list(map(str, ordered)) == names


def test_a_leap_day_belongs_to_no_half_year_end() -> None:
    assert Period.parse("2024Q1").last_day == date(2024, 3, 31)
    assert Period.parse("2024H1").last_day == date(2024, 6, 30)
    assert Period.parse("2024H2").first_day == date(2024, 7, 1)
    assert Period.parse("2024").last_day == date(2024, 12, 31)
