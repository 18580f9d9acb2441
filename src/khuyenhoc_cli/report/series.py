"""A report's figures year by year: the rows of its tables, growth in words, and what has to be known of each year.

{{ nhieu_nam.khoang }} …          what years there are, see `years_entry`
{{ nhieu_nam.hoi_vien.phat_trien }} …   a figure over them, by its key, see `_line_entry`
{{ bang_nam.to_chuc.nam }}        rows of a table, one per year, see `_year_table`
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.figures.remarks import remarks_of
from khuyenhoc_cli.figures.series import Line, Mark, Point
from khuyenhoc_cli.forms.model import Indicator, Measure, Nature, Ratio
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.appendices import Column, Table
from khuyenhoc_cli.report.facts import NOT_APPLICABLE, UNKNOWN, Facts
from khuyenhoc_cli.report.keys import figure_key, named_key
from khuyenhoc_cli.report.phrases import amount, capitalized, grown, join_and, signed_amount, signed_percent
from khuyenhoc_cli.report.series_tables import SERIES_TABLES
from khuyenhoc_cli.report.word.values import Generated, Note
from khuyenhoc_cli.text.numbers import print_small_count

SINCE = 2019  # the year of Kết luận số 49-KL/TW


def years_entry(facts: Facts) -> dict[str, Any]:
    """What the years are, and by key every figure over them.

    khoang ("từ năm 2019 đến năm 2024"), thoi_gian ("05 năm", "" before one has passed), dau, cuoi (the names of the
    first and the last), mot_nam (whether no other year is known).
    """
    periods = facts.series.periods
    first, last = periods[0], periods[-1]
    known = [period for period in periods if is_known(period, facts)]
    passed = last.year - SINCE
    edition = facts.figures.edition
    figures: tuple[Indicator | Ratio, ...] = (*edition.indicators.values(), *edition.ratios)
    return {
        "khoang": last.name if len(periods) == 1 else f"từ {first.name} đến {last.name}",
        "thoi_gian": f"{print_small_count(passed)} năm" if passed > 0 else "",
        "dau": first.name,
        "cuoi": last.name,
        "mot_nam": len(known) < 2,
        **{figure.key: _line_entry(figure, facts) for figure in figures},
    }


def is_known(period: Period, facts: Facts) -> bool:
    """Whether anything is known of one of the years."""
    place = facts.series.periods.index(period)
    return any(line.points[place].value is not None for line in facts.series.lines.values())


def _line_entry(figure: Indicator | Ratio, facts: Facts) -> dict[str, Any]:
    """phat_trien, the growth in words; of a flow cong_don, what the years come to, and chu_thich, over which years."""
    line = facts.series.lines.get(figure.code)
    growth = grown(line.growth, line.figure) if line else ""
    entry: dict[str, Any] = {"phat_trien": Generated(figure_key(figure.code, "growth"), growth)}
    if isinstance(figure, Indicator) and figure.nature is Nature.FLOW and figure.measure is not Measure.FLAG:
        counted = _counted(line)
        entry["cong_don"] = Generated(figure_key(figure.code, "sum"), _added(counted, figure))
        entry["chu_thich"] = _over_which(counted, facts)
    return entry


def _counted(line: Line | None) -> Sequence[Point]:
    """The years that may be added up: none of those before the units changed."""
    if line is None:
        return ()
    return line.points[max((n for n, point in enumerate(line.points) if Mark.BREAK in point.marks), default=0) :]


def _added(counted: Sequence[Point], indicator: Indicator) -> str:
    """ "4.210 suất", "… suất" where no year is known."""
    known = [int(point.value) for point in counted if point.value is not None]
    return amount(indicator, sum(known)) if known else f"{UNKNOWN} {indicator.unit}"


def _over_which(counted: Sequence[Point], facts: Facts) -> Note:
    """Which years a sum is over, where it is not over all of them; without text where it is."""
    lacking = [str(point.period.year) for point in counted if point.value is None]
    partly = [str(point.period.year) for point in counted if point.coverage]
    later = counted[0].period if counted and counted[0].period != facts.series.periods[0] else None
    said = (
        f"tính từ {later.name}" if later else "",
        f"chưa có số liệu năm {join_and(lacking)}" if lacking else "",
        f"số liệu năm {join_and(partly)} chưa đủ đơn vị" if partly else "",
    )
    text = capitalized("; ".join(filter(None, said)))
    name = "_".join(("nam_cong", str(later or ""), *lacking, "thieu", *partly))
    return Note(named_key("note", name), f"{text}." if text else "")


# Tables with a row for each year


def make_year_tables(facts: Facts) -> dict[str, Any]:
    """The tables of `SERIES_TABLES` by their keys."""
    return {table.key: _year_table(table, facts) for table in SERIES_TABLES}


def _year_table(table: Table, facts: Facts) -> dict[str, Any]:
    """`nam`: rows of (ten, chu_thich, o, ghi_chu) from the first year to the last; then `tang` and `binh_quan`.

    Each cell has a note in `ghi_chu`. `moc` says since when the growth is, where it is since the same year for all.
    """
    columns = tuple(table.columns)
    lines = [facts.series.lines.get(column.figure) for column in columns]
    since = _since(lines)
    return {
        "nam": [_year_row(place, period, columns, lines, facts) for place, period in enumerate(facts.series.periods)],
        "moc": since.name if since else "",
        "tang": [Generated(figure_key(c.figure, "gain"), gain(line)) for c, line in zip(columns, lines, strict=True)],
        "khac_moc": [_other_since(line, since) for line in lines],
        "binh_quan": [
            Generated(figure_key(c.figure, "yearly"), _yearly(line)) for c, line in zip(columns, lines, strict=True)
        ],
    }


def _year_row(
    place: int, period: Period, columns: Sequence[Column], lines: Sequence[Line | None], facts: Facts
) -> dict[str, Any]:
    points = [line.points[place] if line else Point(period) for line in lines]
    year = None if period == facts.figures.period else period.year
    return {
        "ten": period.name if period.part else str(period.year),
        "chu_thich": _note_of_year(place, period, facts),
        "o": [
            Generated(figure_key(column.figure, year=year), _cell(column.figure, point, facts))
            for column, point in zip(columns, points, strict=True)
        ],
        "ghi_chu": [_note_of(place, point, facts) for point in points],
    }


def _cell(figure: str, point: Point, facts: Facts) -> str:
    if point.period == facts.figures.period:
        return facts.printed(figure)
    return point.printed or UNKNOWN


def _note_of_year(place: int, period: Period, facts: Facts) -> Note:
    """That a year was put together from its parts, is of an old report, or lacks the same units in most figures."""
    points = _points(place, facts)
    marks = {mark for point in points for mark in point.marks}
    own = facts.figures if period == facts.figures.period else facts.years.figures_of(period.year)
    said = (
        _parts(own) if Mark.PARTS in marks else "",
        f"Số liệu {period.name} là tổng số của báo cáo cũ, không có số của từng đơn vị."
        if Mark.OLD_REPORT in marks
        else "",
        _lacks(period, lacking) if (lacking := _mostly_lacking(place, facts)) else "",
    )
    return Note(named_key("note", f"nam_{period}"), " ".join(filter(None, said)))


def _points(place: int, facts: Facts) -> list[Point]:
    """What is known of a year."""
    points = (line.points[place] for line in facts.series.lines.values())
    return [point for point in points if point.value is not None]


def _mostly_lacking(place: int, facts: Facts) -> str:
    """The units that most figures of a year lack, "(14/15 đơn vị; thiếu huyện Lắk)"."""
    points = _points(place, facts)
    coverage, times = Counter(point.coverage for point in points).most_common(1)[0] if points else ("", 0)
    return coverage if 2 * times > len(points) else ""


def _lacks(period: Period, coverage: str) -> str:
    return f"Số liệu {period.name} chưa đủ đơn vị {coverage}."


def _parts(figures: Figures | None) -> str:
    """How the year was put together, in the words of every output."""
    remarks = remarks_of(figures) if figures else ()
    return next((remark.text for remark in remarks if remark.key == "parts"), "")


def _note_of(place: int, point: Point, facts: Facts) -> Note:
    """What has to be known of one figure of a year beside what is said of the year: the same remarks are one note."""
    coverages = sorted({each.coverage for each in _points(place, facts)})
    lacks = point.coverage if point.coverage != _mostly_lacking(place, facts) else ""
    carried = Mark.CARRIED in point.marks
    said = {
        f"thieu_{coverages.index(lacks)}" if lacks else "": _lacks(point.period, lacks) if lacks else "",
        "quy_doi": _CARRIED_OVER if carried else "",
        "uoc_tinh": _ESTIMATED if carried and Mark.ESTIMATED in point.marks else "",
        "khac": _BROKEN.format(year=point.period.name) if Mark.BREAK in point.marks else "",
    }
    name = "_".join(("o", str(point.period), *(key for key, text in said.items() if text)))
    return Note(named_key("note", name), " ".join(filter(None, said.values())))


_CARRIED_OVER = "Số liệu thu thập theo đơn vị hành chính trước đây, được quy về các đơn vị hiện nay."
_ESTIMATED = "Một phần được chia theo dân số nên là số ước tính."
_BROKEN = "Từ {year}, địa bàn hoặc danh sách đơn vị đã khác trước nên không so sánh trực tiếp với các năm trước đó."


def _since(lines: Sequence[Line | None]) -> Period | None:
    """The year that most of the lines grow from; of as many the earlier."""
    years = [line.growth.since for line in lines if line and line.growth]
    return max(years, key=lambda each: (years.count(each), -each.year), default=None)


def _other_since(line: Line | None, since: Period | None) -> Note:
    """Says so where one figure's growth is since another year than the others'."""
    own = line.growth.since if line and line.growth else None
    text = f"So với {own.name}." if own is not None and own != since else ""
    return Note(named_key("note", f"nam_so_voi_{own}"), text)


def gain(line: Line | None) -> str:
    """ "+24.239", "-0,12", "0"; "–" where nothing compares."""
    if line is None or line.growth is None:
        return NOT_APPLICABLE
    return signed_amount(line.growth.absolute, line.figure)


def _yearly(line: Line | None) -> str:
    """ "+0,93%"; "–" where there is no such average."""
    yearly = line.growth.yearly if line and line.growth else None
    return NOT_APPLICABLE if yearly is None else signed_percent(yearly)
