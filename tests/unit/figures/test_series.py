"""Figures over the years: gaps, changes, growth without a rounding error, and what has to be known of a year."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc_cli.figures.assembly import figures_of
from khuyenhoc_cli.figures.earlier import Earlier, earlier_over
from khuyenhoc_cli.figures.gathering import Succession
from khuyenhoc_cli.figures.growth import growth, yearly_growth
from khuyenhoc_cli.figures.model import Figures, RatioFigure, State, Total, UnitFigures
from khuyenhoc_cli.figures.series import Mark, series_of
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.intake.submission import Value
from khuyenhoc_cli.ledger.books import Book
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.successors import no_registry
from khuyenhoc_cli.units.model import Part, Unit
from khuyenhoc_cli.workspace.units_file import UnitList
from tests.unit.output.figure_cases import book, config

EDITION = load_edition(Path(__file__).parents[3] / "schemas" / "2024")
SCOPE = Unit("90", "Tỉnh Thử", "tinh")
DISTRICT = Unit("901", "Huyện A", "huyen", "90")


def year(
    period: str,
    value: int | None,
    previous: int | None = None,
    *,
    codes: tuple[str, ...] = ("901",),
    ratio: tuple[int, int] | None = None,
    **fields: object,
) -> Figures:
    """One year of HV01, with the year before over the same units; optionally the ratio HV01/DS01."""
    now = Period.parse(period)
    total = Total(EDITION.indicators["HV01"], value, value, previous, 1, 1, (), True)
    ratios = {}
    if ratio:
        ratios["HV01/DS01"] = RatioFigure(EDITION.ratio_of["HV01/DS01"], *ratio, None, None, None)
    entries = tuple(
        UnitFigures(replace(DISTRICT, code=code), State.RECEIVED, {"HV01": 1}, {}, {}, {}) for code in codes
    )
    total = replace(total, **fields)  # type: ignore[arg-type]
    return Figures(now, now.year_before, SCOPE, EDITION, {"HV01": total}, ratios, entries, {}, {})


def test_years_in_order_with_a_gap_where_nothing_is_known() -> None:
    got = series_of([year("2024H1", 150, 120), year("2021H1", 100), year("2023H1", 120)])
    assert [str(period) for period in got.periods] == ["2021H1", "2022H1", "2023H1", "2024H1"]
    line = got.lines["HV01"]
    assert [point.value for point in line.points] == [100, None, 120, 150]
    assert [point.delta for point in line.points] == [None, None, None, 30]
    assert [point.delta_pct for point in line.points] == [None, None, None, 25]
    assert line.figure == EDITION.indicators["HV01"]
    assert "HV02" not in got.lines  # known in no year


def test_a_year_that_lacks_a_figure_is_a_gap_as_well() -> None:
    points = series_of([year("2023", 5), year("2024", None)]).lines["HV01"].points
    assert [(point.value, point.printed) for point in points] == [(5, "5"), (None, "")]


@pytest.mark.parametrize("periods", [("2023", "2024H1"), ("2024H1", "2024H1")])
def test_a_series_is_of_one_part_of_the_year(periods: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="2024H1"):
        series_of([year(period, 1) for period in periods])


def test_growth_of_five_years() -> None:
    values = {2018: 1, 2019: 1000, 2020: 7, 2021: 8, 2022: 9, 2023: 10, 2024: 1500}
    line = series_of([year(str(y), value) for y, value in values.items()]).lines["HV01"]
    assert line.growth is not None
    assert (str(line.growth.since), str(line.growth.until), line.growth.years) == ("2019", "2024", 5)
    assert (line.growth.absolute, line.growth.percent) == (500, 50)
    assert line.growth.yearly == Fraction("8.45")  # 1,5^(1/5) = 1,08447…


def test_a_shorter_series_grows_since_its_first_year() -> None:
    growth_of_two = series_of([year("2022", 100), year("2023", 1), year("2024", 121)]).lines["HV01"].growth
    assert growth_of_two is not None
    assert (growth_of_two.years, growth_of_two.percent, growth_of_two.yearly) == (2, 21, 10)


def test_percentages_grow_by_points() -> None:
    line = series_of([year("2023", 20, ratio=(20, 100)), year("2024", 26, ratio=(26, 104))]).lines["HV01/DS01"]
    assert [point.printed for point in line.points] == ["20,00%", "25,00%"]
    assert line.growth is not None
    assert (line.growth.absolute, line.growth.percent, line.growth.yearly) == (5, None, None)


LACKING = {"missing": (DISTRICT,), "units": 14, "expected": 15}
NO_GROWTH = [
    ([year("2023", 5), year("2024", None)], "kỳ cuối chưa có số liệu"),
    ([year("2023", 5), year("2024", 6, **LACKING)], "kỳ cuối chưa đủ số liệu (14/15 đơn vị; thiếu huyện A)"),
    ([year("2023", 5, **LACKING), year("2024", 6)], "các năm trước chưa có đủ số liệu"),
    ([year("2024", 6)], "các năm trước chưa có đủ số liệu"),
    (
        [year("2023", 5), year("2024", 50, codes=("902",))],
        "từ kỳ 2024 địa bàn hoặc danh sách đơn vị đã khác",
    ),
]


@pytest.mark.parametrize(("years", "why"), NO_GROWTH, ids=[why for _, why in NO_GROWTH])
def test_why_there_is_no_growth(years: list[Figures], why: str) -> None:
    line = series_of(years).lines["HV01"]
    assert (line.growth, line.no_growth) == (None, why)


def test_an_incomplete_first_year_is_passed_over() -> None:
    line = series_of([year("2022", 1, **LACKING), year("2023", 5), year("2024", 6)]).lines["HV01"]
    assert line.growth is not None
    assert line.growth.years == 1
    assert line.points[0].coverage == "(14/15 đơn vị; thiếu huyện A)"
    assert line.points[0].marks == (Mark.INCOMPLETE,)


def test_what_has_to_be_known_of_a_year() -> None:
    parts = replace(year("2022", 1), sources=(Period.parse("2022H1"), Period.parse("2022H2")))
    got = series_of([parts, year("2023", 2, codes=()), year("2024", 3, 2, rebased=True, estimated=True)])
    assert [point.marks for point in got.lines["HV01"].points] == [
        (Mark.PARTS,),
        (Mark.OLD_REPORT,),
        (Mark.REBASED, Mark.ESTIMATED),
    ]
    assert got.sources == {Period.parse("2022"): parts.sources}


BREAKS = [
    # the year before as it was, as it is carried over to other units, like for like, whether it breaks
    (100, {"previous": 100, "rebased": True}, ("902",), False),  # the same whole under other units
    (100, {"previous": 160, "rebased": True}, ("902",), True),  # another province joined
    (100, {"previous": 100, "rebased": True, "like_for_like": False}, ("902",), True),
    (100, {"previous": None}, ("902",), True),
    (100, {"previous": 100}, ("901",), False),
    (100, {"previous": 90}, ("901",), False),  # over fewer units, but the same ones
]


@pytest.mark.parametrize(("before", "fields", "codes", "broken"), BREAKS)
def test_where_a_series_breaks(before: int, fields: Mapping[str, object], codes: tuple[str, ...], broken: bool) -> None:
    line = series_of([year("2024", before), year("2025", 200, codes=codes, **fields)]).lines["HV01"]  # type: ignore[arg-type]
    assert (Mark.BREAK in line.points[1].marks) is broken
    assert (line.growth is None) is broken


def test_the_totals_of_an_old_report_do_not_reach_over_the_reform() -> None:
    within = series_of([year("2022", 5, codes=()), year("2024", 6)]).lines["HV01"]
    across = series_of([year("2024", 5, codes=()), year("2026", 6)]).lines["HV01"]
    assert within.growth is not None
    assert (across.growth, across.no_growth) == (None, "từ kỳ 2026 địa bàn hoặc danh sách đơn vị đã khác")


# A province of one district, whose two communes became one each; the commune of another province became the third.
OLD = UnitList(
    (
        SCOPE,
        DISTRICT,
        Unit("91", "Tỉnh Kia", "tinh"),
        Unit("911", "Huyện B", "huyen", "91"),
        Unit("90101", "Xã Một", "xa", "901"),
        Unit("90102", "Xã Hai", "xa", "901"),
        Unit("91101", "Xã Ba", "xa", "911"),
    ),
    frozenset(),
)
NEW = UnitList((SCOPE, *(Unit(f"9000{n}", f"Xã Mới {n}", "xa", "90") for n in (1, 2, 3))), frozenset())
BECAME = Succession(
    {"90101": (Part("90001"),), "90102": (Part("90002"),), "91101": (Part("90003"),)},
    no_registry,
)


def members(period: str, first: int, second: int, third: int) -> Book:
    """HV01 of the three communes, over the population of 100 each."""
    at = Period.parse(period)
    amounts = dict(zip(("90101", "90102", "91101"), (first, second, third), strict=True))
    units, reported = OLD, {"901": {"90101": first, "90102": second}, "911": {"91101": third}}
    if at.year >= 2026:
        units = NEW
        reported = {new: {new: n} for new, n in zip(("90001", "90002", "90003"), amounts.values(), strict=True)}
    returns = {
        unit: {(row, code): n for row, amount in rows.items() for code, n in (("HV01", amount), ("DS01", 100))}
        for unit, rows in reported.items()
    }
    return book(period, units, returns, EDITION)


BOOKS = {
    each.period: each
    for each in (members("2024H1", 10, 20, 30), members("2025H1", 11, 22, 33), members("2026H1", 12, 24, 40))
}


def of_reform(period: str) -> Figures:
    return figures_of(BOOKS.get, Period.parse(period), SCOPE, config(), BECAME)


def over_today(period: str, books: Mapping[Period, Book] = BOOKS) -> Earlier:
    return earlier_over(books.get, Period.parse(period), books[Period.parse("2026H1")], SCOPE, BECAME)


def test_years_before_a_merger_stand_over_todays_units() -> None:
    own = [of_reform(period) for period in ("2024H1", "2025H1", "2026H1")]
    assert [figures.totals["HV01"].value for figures in own] == [30, 33, 76]  # before, without the other province
    plain = series_of(own).lines["HV01"]
    assert (Mark.BREAK in plain.points[2].marks, plain.growth) == (True, None)
    got = series_of(own, [over_today("2024H1"), over_today("2025H1")])
    line = got.lines["HV01"]
    assert [(point.value, point.printed) for point in line.points] == [(60, "60"), (66, "66"), (76, "76")]
    assert [point.marks for point in line.points] == [(Mark.CARRIED,), (Mark.CARRIED,), (Mark.REBASED,)]
    assert [point.delta for point in line.points] == [None, None, 10]
    assert line.growth is not None
    assert (line.growth.years, line.growth.absolute, line.growth.percent) == (2, 16, Fraction(80, 3))
    ratio = got.lines["HV01/DS01"]
    assert [point.printed for point in ratio.points] == ["20,00%", "22,00%", "25,33%"]


def test_growth_begins_behind_a_break() -> None:
    own = [of_reform(period) for period in ("2024H1", "2025H1", "2026H1")]
    line = series_of(own, [over_today("2025H1")]).lines["HV01"]
    assert [point.value for point in line.points] == [30, 66, 76]
    assert [Mark.BREAK in point.marks for point in line.points] == [False, True, False]
    assert line.growth is not None
    assert (str(line.growth.since), line.growth.absolute) == ("2025H1", 10)


def test_what_is_carried_over_compares_across_a_gap() -> None:
    own = [of_reform("2024H1"), of_reform("2026H1")]
    assert Mark.BREAK in series_of(own).lines["HV01"].points[2].marks
    line = series_of(own, [over_today("2024H1")]).lines["HV01"]
    assert [point.value for point in line.points] == [60, None, 76]
    assert not any(Mark.BREAK in point.marks for point in line.points)
    assert line.growth is not None


def test_a_scope_that_is_younger_than_its_series() -> None:
    line = series_of([of_reform("2026H1")], [over_today("2025H1")]).lines["HV01"]
    assert [point.value for point in line.points] == [66, 76]
    assert line.growth is not None


def changed(period: str, **fields: object) -> dict[Period, Book]:
    at = Period.parse(period)
    return {**BOOKS, at: replace(BOOKS[at], **fields)}  # type: ignore[arg-type]


def without(period: str, *units: str) -> dict[Period, Book]:
    accepted = BOOKS[Period.parse(period)].accepted
    return changed(period, accepted={code: each for code, each in accepted.items() if code not in units})


def test_earlier_totals_are_the_sums_of_what_the_units_of_then_had() -> None:
    assert over_today("2024H1").totals == {"HV01": 60, "DS01": 300}
    assert over_today("2024H1").estimated == frozenset()


def test_a_return_that_was_missing_then_leaves_the_total_unknown() -> None:
    assert over_today("2024H1", without("2024H1", "911")).totals == {}


def test_a_return_that_is_missing_today_does_not_matter_to_then() -> None:
    assert over_today("2024H1", without("2026H1", "90003")).totals["HV01"] == 60


def test_a_territory_that_nothing_is_known_of_leaves_the_total_unknown() -> None:
    alone = UnitList(tuple(unit for unit in OLD.units if not unit.code.startswith("91")), frozenset())
    books = changed("2024H1", units=alone)
    assert over_today("2024H1", books).totals == {}
    unasked = replace(books[Period.parse("2026H1")], units=replace(NEW, no_association=frozenset({"90003"})))
    assert over_today("2024H1", {**books, unasked.period: unasked}).totals["HV01"] == 30


def test_a_district_that_answers_as_a_whole_counts_with_its_communes() -> None:
    summary = book("2024H1", OLD, {"90": {("901", "HV01"): 50}, "91": {("911", "HV01"): 7}}, EDITION)
    assert over_today("2024H1", {**BOOKS, summary.period: summary}).totals["HV01"] == 57


def test_what_a_district_did_itself_is_no_part_of_a_total_over_communes() -> None:
    """Its inspections are not those that communes report now; its communes' members are."""
    cell = CellRef("Biểu 6", "A1")
    accepted = {
        unit: replace(own, values={**own.values, (unit, "KT01"): Value(4, cell)})
        for unit, own in BOOKS[Period.parse("2024H1")].accepted.items()
    }
    assert over_today("2024H1", changed("2024H1", accepted=accepted)).totals == {"HV01": 60, "DS01": 300}


def test_a_row_left_blank_then_leaves_the_total_unknown() -> None:
    table = {**BECAME.table, "90102": (Part("90001"),)}
    today = replace(BOOKS[Period.parse("2026H1")], units=_without_unit(NEW, "90002"))
    rows = {"901": {("90101", "HV01"): 10}, "911": {("91101", "HV01"): 30}}
    books = {**BOOKS, today.period: today, Period.parse("2024H1"): book("2024H1", OLD, rows, EDITION)}
    got = earlier_over(books.get, Period.parse("2024H1"), today, SCOPE, Succession(table, no_registry))
    assert got.totals == {}


def test_a_unit_that_nobody_knows_the_place_of_leaves_the_total_unknown() -> None:
    table = {old: parts for old, parts in BECAME.table.items() if old != "91101"}
    today = replace(BOOKS[Period.parse("2026H1")], units=_without_unit(NEW, "90003"))
    got = earlier_over(BOOKS.get, Period.parse("2024H1"), today, SCOPE, Succession(table, no_registry))
    assert got.totals == {}


def test_shares_are_estimates_only_where_some_lie_outside_the_scope() -> None:
    def split(*parts: Part, units: UnitList) -> Earlier:
        today = replace(BOOKS[Period.parse("2026H1")], units=units)
        succession = Succession({**BECAME.table, "90101": parts}, no_registry)
        return earlier_over(BOOKS.get, Period.parse("2024H1"), today, SCOPE, succession)

    within = split(Part("90001", 1), Part("90002", 2), units=NEW)
    assert (within.totals["HV01"], within.estimated) == (60, frozenset())
    country = (Unit("00", "Cả nước", "trung-uong"), replace(SCOPE, parent="00"), Unit("92", "Tỉnh Nọ", "tinh", "00"))
    wider = UnitList((*country, *NEW.units[1:], Unit("92001", "Xã Nọ", "xa", "92")), frozenset())
    beyond = split(Part("90001", 3), Part("92001", 2), units=wider)
    assert beyond.totals["HV01"] == 6 + 20 + 30  # three fifths of 10
    assert "HV01" in beyond.estimated


def _without_unit(units: UnitList, code: str) -> UnitList:
    return replace(units, units=tuple(unit for unit in units.units if unit.code != code))


def test_a_year_out_of_its_halves() -> None:
    halves = {Period.parse(f"2024H{n}"): members(f"2024H{n}", n, 10 * n, 100 * n) for n in (1, 2)}
    books = {**halves, **{p: b for p, b in BOOKS.items() if p.year > 2025}}
    got = earlier_over(books.get, Period.parse("2024"), BOOKS[Period.parse("2026H1")], SCOPE, BECAME)
    assert got.totals["HV01"] == 222  # a stock: as at the end


def test_flows_of_halves_are_added() -> None:
    halves = {}
    for n in (1, 2):
        rows = {"901": {("90101", "HV03"): n, ("90102", "HV03"): 10}, "911": {("91101", "HV03"): 100}}
        halves[Period.parse(f"2024H{n}")] = book(f"2024H{n}", OLD, rows, EDITION)
    books = {**halves, **{p: b for p, b in BOOKS.items() if p.year > 2025}}
    got = earlier_over(books.get, Period.parse("2024"), BOOKS[Period.parse("2026H1")], SCOPE, BECAME)
    assert got.totals == {"HV03": 1 + 2 + 20 + 200}


def test_growth_from_nothing_has_no_percentage() -> None:
    got = growth(Period(2019, ""), Period(2024, ""), 0, 7)
    assert (got.absolute, got.percent, got.yearly) == (7, None, None)
    gone = growth(Period(2019, ""), Period(2024, ""), 7, 0)
    assert (gone.absolute, gone.percent, gone.yearly) == (-7, -100, -100)


YEARLY = [
    # times, years, percent
    (Fraction(1), 5, "0"),
    (Fraction(2), 1, "100"),
    (Fraction(32), 5, "100"),
    (Fraction(1, 32), 5, "-50"),
    (Fraction(121, 100), 2, "10"),
    (Fraction(10005, 10000) ** 5, 5, "0.05"),
    (Fraction(100005, 100000) ** 5, 5, "0.01"),  # 0,005% is a half: up
    (Fraction(100005, 100000) ** 5 - Fraction(1, 10**60), 5, "0"),
    (Fraction(99995, 100000) ** 5, 5, "-0.01"),  # a half: away from zero
    (Fraction(99995, 100000) ** 5 + Fraction(1, 10**60), 5, "0"),
    (Fraction(10**30), 1, str((10**30 - 1) * 100)),
    (Fraction(0), 3, "-100"),
]


@pytest.mark.parametrize(("times", "years", "percent"), YEARLY)
def test_the_average_of_a_year(times: Fraction, years: int, percent: str) -> None:
    assert yearly_growth(times, years) == Fraction(percent)


@given(st.integers(1, 10**12), st.integers(0, 10**12), st.integers(1, 5))
def test_the_average_of_a_year_is_the_root_with_a_hundred_digits(first: int, last: int, years: int) -> None:
    with localcontext() as context:
        context.prec = 100
        root = (Decimal(last) / Decimal(first)) ** (Decimal(1) / Decimal(years))
        expected = ((root - 1) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert yearly_growth(Fraction(last, first), years) == Fraction(expected)
