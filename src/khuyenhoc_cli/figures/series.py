"""The figures of one part of the year over several years: what each came to, how it moved, how much it grew."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from khuyenhoc_cli.figures.earlier import Earlier
from khuyenhoc_cli.figures.growth import Growth, growth
from khuyenhoc_cli.figures.model import Figures, RatioFigure, Total, print_ratio
from khuyenhoc_cli.forms.model import Indicator, Ratio
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.successors import REFORM
from khuyenhoc_cli.units.model import Unit

GROWTH_YEARS = 5


class Mark(StrEnum):
    """What has to be known of a year to read its figure.

    PARTS: put together from the parts of the year. OLD_REPORT: a total without the units it came from. INCOMPLETE: over
    fewer units than owe a return. REBASED, ESTIMATED: the year before, which its change is measured against, was
    carried over to other units, and partly shared by population. CARRIED: the value itself is that of today's units,
    which others had collected. BREAK: its units are not those of the year known before it, nor do both make up the
    same whole, so that only its own change compares.
    """

    PARTS = "parts"
    OLD_REPORT = "old_report"
    INCOMPLETE = "incomplete"
    REBASED = "rebased"
    ESTIMATED = "estimated"
    CARRIED = "carried"
    BREAK = "break"


@dataclass(frozen=True)
class Point:
    """One year of one figure; `value` is a count, đồng, the number of "Có", percent or đồng per person, None: unknown.

    `delta` is the change over the year over the units of both years, in the same measure, for percentages in points;
    `delta_pct` in percent of the year before. `coverage` says over which units an incomplete value is.
    """

    period: Period
    value: int | Fraction | None = None
    printed: str = ""
    delta: int | Fraction | None = None
    delta_pct: Fraction | None = None
    coverage: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Line:
    """One indicator or ratio, as the newest forms that have it name it; `points` are those of the series' periods.

    Without `growth`, `no_growth` says why, in Vietnamese.
    """

    figure: Indicator | Ratio
    points: tuple[Point, ...]
    growth: Growth | None
    no_growth: str = ""


@dataclass(frozen=True)
class Series:
    """A scope over the years, each from the first to the last, with or without figures.

    `scope` is the unit as it is in the last one. `sources` are the parts that a year was put together from. Figures
    that are known in no year have no line.
    """

    scope: Unit
    periods: tuple[Period, ...]
    sources: Mapping[Period, tuple[Period, ...]]
    lines: Mapping[str, Line]


def series_of(figures_by_period: Sequence[Figures], over_today: Sequence[Earlier] = ()) -> Series:
    """The series of figures of the same part of the year, one a year, in any order; ValueError where they are not.

    `over_today` is what earlier years came to over the units of the last one. It stands for years before a break, and
    for those in which the scope was not there yet.
    """
    by_year = {figures.period.year: figures for figures in figures_by_period}
    if len(by_year) != len(figures_by_period) or len({figures.period.part for figures in figures_by_period}) != 1:
        raise ValueError([str(figures.period) for figures in figures_by_period])
    carried = {earlier.period.year: earlier for earlier in over_today}
    newest = by_year[max(by_year)]
    first = min([*by_year, *carried])
    periods = tuple(Period(year, newest.period.part) for year in range(first, newest.period.year + 1))
    lines = (_line(figure, periods, by_year, carried) for figure in _figures_of(by_year))
    return Series(
        newest.scope,
        periods,
        {figures.period: figures.sources for figures in by_year.values() if figures.sources},
        {line.figure.code: line for line in lines if any(point.value is not None for point in line.points)},
    )


def _figures_of(by_year: Mapping[int, Figures]) -> list[Indicator | Ratio]:
    """Each indicator, then each ratio, as the newest edition that has it names them."""
    editions = [by_year[year].edition for year in sorted(by_year)]
    indicators = {code: each for edition in editions for code, each in edition.indicators.items()}
    ratios = {code: each for edition in editions for code, each in edition.ratio_of.items()}
    return [*indicators.values(), *ratios.values()]


def _line(
    figure: Indicator | Ratio,
    periods: Sequence[Period],
    by_year: Mapping[int, Figures],
    carried: Mapping[int, Earlier],
) -> Line:
    code = figure.code
    known = [each for year in sorted(by_year) if _figure(each := by_year[year], code) is not None]
    broken = [after.period.year for before, after in pairwise(known) if _is_break(code, before, after)]
    points = []
    for period in periods:
        own = by_year.get(period.year)
        point = Point(period) if own is None else _point(code, own)
        if point.value is None or any(period.year < year for year in broken):
            point = _carried_point(figure, carried.get(period.year)) or point
        points.append(point)
    marked = _with_breaks(points, broken)
    since, why_not = _since(marked)
    if since is None:
        return Line(figure, marked, None, why_not)
    in_points = isinstance(figure, Ratio) and figure.scale == "percent"
    return Line(figure, marked, _growth(since, marked[-1], in_points=in_points))


def _with_breaks(points: Sequence[Point], broken: Collection[int]) -> tuple[Point, ...]:
    """The points, marked where one does not compare with the one known before it.

    What is carried over compares with all that follows.
    """
    marked: list[Point] = []
    before: Point | None = None
    for point in points:
        is_break = False
        if point.value is not None and before is not None and Mark.CARRIED not in before.marks:
            is_break = Mark.CARRIED in point.marks or point.period.year in broken
        marked.append(replace(point, marks=(*point.marks, Mark.BREAK)) if is_break else point)
        before = before if point.value is None else point
    return tuple(marked)


def _carried_point(figure: Indicator | Ratio, earlier: Earlier | None) -> Point | None:
    """What a year came to over today's units; None where that is not known."""
    value = None if earlier is None else earlier.value(figure)
    if earlier is None or value is None:
        return None
    printed = print_ratio(figure, Fraction(value)) if isinstance(figure, Ratio) else figure.printed(int(value))
    marks = (Mark.CARRIED, Mark.ESTIMATED) if earlier.is_estimated(figure) else (Mark.CARRIED,)
    return Point(earlier.period, value, printed, marks=marks)


def _figure(figures: Figures, code: str) -> Total | RatioFigure | None:
    """The total or the ratio, where it has a value."""
    found = figures.totals.get(code) or figures.ratios.get(code)
    return None if found is None or found.value is None else found


def _point(code: str, figures: Figures) -> Point:
    found = _figure(figures, code)
    if found is None:
        return Point(figures.period)
    return Point(
        figures.period,
        found.value,
        found.printed,
        found.delta,
        found.delta_pct if isinstance(found, Total) else None,
        found.coverage,
        tuple(_marks(found, figures)),
    )


def _marks(found: Total | RatioFigure, figures: Figures) -> Iterator[Mark]:
    if figures.sources:
        yield Mark.PARTS
    if not figures.units:
        yield Mark.OLD_REPORT
    if found.coverage:
        yield Mark.INCOMPLETE
    if found.delta is not None and found.rebased:
        yield Mark.REBASED
    if found.delta is not None and found.estimated:
        yield Mark.ESTIMATED


def _is_break(code: str, before: Figures, after: Figures) -> bool:
    """Whether two years known one after the other may speak of different territories.

    Other units are no break where the year before, carried over to today's, comes to what it had come to itself.
    """
    found, earlier = _figure(after, code), _figure(before, code)
    assert found is not None
    assert earlier is not None
    if found.rebased and before.period == after.compared_with:
        complete = not isinstance(found, Total) or found.like_for_like
        return not complete or found.previous != earlier.value
    codes = [{unit.unit.code for unit in figures.units} for figures in (before, after)]
    if not all(codes):  # the totals of an old report do not say over which units
        return before.period.last_day < REFORM <= after.period.last_day
    return codes[0] != codes[1]


def _since(points: Sequence[Point]) -> tuple[Point | None, str]:
    """The year that the last one's growth is measured from: five years before, else the first known after that.

    Years before a break do not count.
    """
    last, earlier = points[-1], points[-1 - GROWTH_YEARS : -1]
    if last.value is None:
        return None, "kỳ cuối chưa có số liệu"
    if last.coverage:
        return None, f"kỳ cuối chưa đủ số liệu {last.coverage}"
    if Mark.BREAK in last.marks:
        return None, f"từ kỳ {last.period} địa bàn hoặc danh sách đơn vị đã khác"
    start = max((place for place, point in enumerate(earlier) if Mark.BREAK in point.marks), default=0)
    first = next((point for point in earlier[start:] if point.value is not None and not point.coverage), None)
    return first, "" if first else "các năm trước chưa có đủ số liệu"


def _growth(since: Point, last: Point, *, in_points: bool) -> Growth:
    assert since.value is not None
    assert last.value is not None
    return growth(since.period, last.period, since.value, last.value, in_points=in_points)
