"""One raw cell at a time: what it is read as, or what is asked about it and proposed for it."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.model import Indicator
from khuyenhoc_cli.intake.cells import amount_of_typed, read_cell, typed
from khuyenhoc_cli.intake.grid import ErrorCell, UncalculatedCell
from tests.cases.case_file import SCHEMA

INDICATORS = load_edition(SCHEMA).indicators
COUNT, MONEY, FLAG = INDICATORS["HV02"], INDICATORS["Q11"], INDICATORS["VB01"]
TRIEU = 10**6


@pytest.mark.parametrize(
    ("raw", "indicator", "value", "code", "proposed"),
    [
        (1200.0, COUNT, 1200, None, None),
        (1200, COUNT, 1200, None, None),
        (0.0, COUNT, 0, None, None),
        (12.0000000001, COUNT, 12, None, None),
        (4.949, COUNT, None, "KH202", "4949"),
        (0.5, COUNT, None, "KH202", "1"),
        (float("nan"), COUNT, None, "KH204", None),
        ("", COUNT, None, None, None),
        ("\u200b \u00a0", COUNT, None, None, None),
        ("1200", COUNT, 1200, "KH209", "1200"),
        ("03", COUNT, 3, "KH209", "3"),
        ("１２", COUNT, 12, "KH209", "12"),
        ("\u200b1200\u00a0", COUNT, 1200, "KH209", "1200"),
        ("1.200", COUNT, None, "KH201", "1200"),
        ("110 người", COUNT, None, "KH201", "110"),
        ("khoảng 110", COUNT, None, "KH201", None),
        ("-", COUNT, None, "KH201", "0"),
        ("x", COUNT, None, "KH201", None),
        ("#N/A", COUNT, None, "KH204", None),
        (ErrorCell("#REF!"), COUNT, None, "KH204", None),
        (UncalculatedCell("=1000+200"), COUNT, None, "KH205", "1200"),
        (UncalculatedCell("=C4*2"), COUNT, None, "KH205", None),
        (UncalculatedCell("=C4+200"), COUNT, None, "KH205", None),
        (True, COUNT, None, "KH208", None),
        (date(2024, 4, 3), COUNT, None, "KH208", None),
        (datetime(2024, 4, 3), COUNT, None, "KH208", None),
        (date(1908, 3, 18), COUNT, None, "KH208", "3000"),
        (datetime(1908, 3, 18), COUNT, None, "KH208", "3000"),
        (datetime(1908, 3, 18, 12), COUNT, None, "KH208", None),
        (date(1908, 3, 18), MONEY, None, "KH208", None),
        (time(6), COUNT, None, "KH208", None),
        (timedelta(hours=6), COUNT, None, "KH208", None),
        (4.949, MONEY, 4_949_000, None, None),
        (0.1, MONEY, 100_000, None, None),
        (0.30000000000000004, MONEY, 300_000, None, None),
        ("12", MONEY, 12 * TRIEU, "KH209", "12"),
        ("12,5", MONEY, None, "KH201", "12,5"),
        ("18.556, 91", MONEY, None, "KH201", "18556,91"),
        ("2,6 tỷ", MONEY, None, "KH201", "2600"),
        ("837.000đ", MONEY, None, "KH201", "0,837"),
        ("Có", FLAG, 1, None, None),
        ("chưa", FLAG, 0, None, None),
        ("Rồi", FLAG, None, "KH207", "Có"),
        (1.0, FLAG, None, "KH207", "Có"),
        ("-", FLAG, None, "KH207", None),
    ],
)
def test_a_cell_is_read_or_asked_about(
    raw: object, indicator: Indicator, value: int | None, code: str | None, proposed: str | None
) -> None:
    cell = read_cell(raw, indicator)
    finding = cell.finding
    assert (cell.value, finding and finding.code, finding and finding.proposed) == (value, code, proposed)
    assert cell.is_blank is (value is None and code is None)


@given(st.integers(-(10**15), 10**15))
@settings(deadline=None, max_examples=100)
def test_what_is_proposed_to_be_typed_gives_the_amount_when_it_is_typed(amount: int) -> None:
    for indicator in (COUNT, MONEY):
        assert amount_of_typed(typed(amount, indicator), indicator) == amount
    assert amount_of_typed(typed(amount % 2, FLAG), FLAG) == amount % 2


@pytest.mark.parametrize("text", ["1.200", "12,5", "mười", "", "Có", "Xã Ea Tóh hoặc Xã Ea Tam", "12 đồng"])
def test_what_is_no_count_as_it_is_typed_gives_none(text: str) -> None:
    assert amount_of_typed(text, COUNT) is None


@given(st.integers(0, 10**12))
@settings(deadline=None, max_examples=100)
def test_a_number_typed_as_such_is_never_asked_about(dong: int) -> None:
    assert read_cell(float(dong), COUNT).finding is None
    assert read_cell(dong / TRIEU, MONEY).value == dong
