"""The analysis of a period for the terminal: of the figures that the settings name, a section for each question."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from khuyenhoc_cli.figures.analysis import Analysis
from khuyenhoc_cli.figures.assigned import AssignedStandings
from khuyenhoc_cli.figures.contributions import Contribution, Contributions
from khuyenhoc_cli.figures.growth import Growth
from khuyenhoc_cli.figures.model import Figures, print_ratio
from khuyenhoc_cli.figures.outliers import Outlier
from khuyenhoc_cli.figures.ranking import Ranked
from khuyenhoc_cli.figures.selection import Amount
from khuyenhoc_cli.figures.series import Line, Mark, Point, Series
from khuyenhoc_cli.figures.targets import Reach, Standing, TargetStandings
from khuyenhoc_cli.forms.model import Indicator, Ratio
from khuyenhoc_cli.text.numbers import print_decimal, print_percent

if TYPE_CHECKING:
    from rich.console import RenderableType

NAMED_AT_MOST = 5
RANKED_AT_MOST = 20
OUTLIERS_AT_MOST = 15
MARKS = {
    Mark.PARTS: ("a", "cộng từ các kỳ trong năm"),
    Mark.OLD_REPORT: ("b", "theo số tổng của báo cáo cũ"),
    Mark.INCOMPLETE: ("c", "chưa đủ đơn vị"),
    Mark.REBASED: ("d", "năm trước quy đổi theo đơn vị hiện nay khi so sánh"),
    Mark.ESTIMATED: ("đ", "năm trước có phần ước tính theo dân số"),
    Mark.CARRIED: ("e", "quy đổi theo đơn vị hiện nay"),
    Mark.BREAK: ("g", "địa bàn hoặc danh sách đơn vị khác năm trước"),
}


def analysis_table(analysis: Analysis, figures: Figures) -> Iterable["RenderableType"]:
    """Targets, assigned numbers, contributions, ranks, outliers and the years before; nothing of what is not known."""
    yield from _targets(analysis.targets, figures)
    yield from _assigned(analysis.assigned)
    watched = [found for code in analysis.watched if (found := analysis.contributions.get(code)) is not None]
    yield from _contributions([found for found in watched if found.delta], figures)
    yield from _rankings(analysis, figures)
    yield from _outliers(analysis.outliers)
    if analysis.series is not None:
        yield from _series(analysis.series, analysis.watched)


def _table(*headings: str, texts: int = 2) -> Any:
    """A table of which the first columns are texts, the second of them may break its lines."""
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="dim")
    for number, heading in enumerate(headings):
        table.add_column(
            heading, justify="left" if number < texts else "right", overflow="fold", no_wrap=number not in (1, texts)
        )
    return table


def _plain(text: str) -> str:
    """The text without a meaning for the terminal: an office may write "[…]"."""
    from rich.markup import escape

    return escape(text)


def _targets(targets: Sequence[TargetStandings], figures: Figures) -> Iterator["RenderableType"]:
    if not targets:
        return
    yield "[bold]So với chỉ tiêu[/bold]"
    table = _table("Mã", "Tỷ lệ", "Chỉ tiêu", "Đạt", "Cách (điểm)", "Còn thiếu", "Đơn vị đạt")
    for found in targets:
        numerator = figures.edition.indicators[found.ratio.numerator]
        value, gap, lacking = "", "", ""
        if found.whole is not None:
            value = print_ratio(found.ratio, found.whole.value, found.target)
            gap = _signed(print_decimal(found.whole.gap, 2))
            lacking = _measured(found.whole.lacking, numerator) if found.whole.lacking else "–"
        reached = f"{found.reached}/{len(found.units)}"
        table.add_row(found.ratio.code, found.ratio.label, print_percent(found.target), value, gap, lacking, reached)
    yield table
    for found in targets:
        below = [each for each in found.units if each.reach is Reach.BELOW]
        if below:
            numerator = figures.edition.indicators[found.ratio.numerator]
            below.sort(key=lambda each: each.gap)
            yield f"  {found.ratio.code} dưới chỉ tiêu: " + _cut([_below(s, found, numerator) for s in below])
    yield ""


def _below(standing: Standing, found: TargetStandings, numerator: Indicator) -> str:
    value = print_ratio(found.ratio, standing.value, found.target)
    return f"{_plain(standing.unit.name)} {value} (thiếu {_measured(standing.lacking, numerator)})"


def _assigned(standings: Sequence[AssignedStandings]) -> Iterator["RenderableType"]:
    if not standings:
        return
    yield "[bold]So với số giao[/bold]"
    table = _table("Mã", "Chỉ tiêu", "Đơn vị", "Số giao", "Thực hiện", "Tỷ lệ", "Còn thiếu", texts=3)
    for found in standings:
        whole = [found.whole] if found.whole is not None else []
        for each in (*whole, *found.units):
            percent = "" if each.percent is None else print_percent(each.percent)
            numbers = [found.indicator.printed(number) for number in (each.assigned, each.value)]
            lacking = found.indicator.printed(each.lacking) if each.lacking else "–"
            name = _plain(each.unit.name)
            if each in whole and found.over < found.assigned_to:
                name += f" ({found.over}/{found.assigned_to} đơn vị)"
            table.add_row(found.indicator.code, found.indicator.label, name, *numbers, percent, lacking)
        table.add_section()
    yield table
    yield ""


def _contributions(watched: Sequence[Contributions], figures: Figures) -> Iterator["RenderableType"]:
    if not watched:
        return
    yield f"[bold]Đóng góp vào mức tăng, giảm so với {figures.compared_with.name}[/bold]"
    for found in watched:
        indicator = found.indicator
        with_it = [_part(part, indicator) for part in found.parts if part.unit and not part.opposite and part.delta]
        against = [_part(part, indicator) for part in reversed(found.parts) if part.unit and part.opposite]
        rest = [_part(part, indicator) for part in found.parts if part.unit is None]
        yield f"  {indicator.code} {indicator.label}: {_moved(found.delta, indicator)}"
        for title, listed in (("", with_it), ("ngược chiều: ", against), ("", rest)):
            if listed:
                yield f"    {title}{_cut(listed)}"
    yield ""


def _part(part: Contribution, indicator: Indicator) -> str:
    name = _plain(part.unit.name) if part.unit else "không gắn với riêng đơn vị nào"
    share = "" if part.share is None else f" ({print_percent(part.share)})"
    return f"{name} {_signed(_printed(part.delta, indicator))}{share}{', ước tính' if part.estimated else ''}"


def _rankings(analysis: Analysis, figures: Figures) -> Iterator["RenderableType"]:
    """By ratios only: how much of something a unit has tells above all how large it is."""
    ratios = [figures.edition.ratio_of[code] for code in analysis.rankings if code in figures.edition.ratio_of]
    ratios = [ratio for ratio in ratios if len(analysis.rankings[ratio.code]) > 1]
    if not ratios:
        return
    yield "[bold]Xếp hạng[/bold]"
    for ratio in ratios:
        places = groupby(analysis.rankings[ratio.code], key=lambda each: each.rank)
        listed = [_place(rank, list(sharing), ratio) for rank, sharing in places]
        yield f"  {ratio.code} {ratio.label}: " + _cut(listed, RANKED_AT_MOST, "hạng")
    yield ""


def _place(rank: int, sharing: Sequence[Ranked], ratio: Ratio) -> str:
    """ "1. Huyện A 37,24%", "2. Huyện B, Huyện C 25,00% (đồng hạng)"."""
    names = ", ".join(_plain(each.unit.name) for each in sharing)
    tied = " (đồng hạng)" if len(sharing) > 1 else ""
    return f"{rank}. {names} {print_ratio(ratio, Fraction(sharing[0].value))}{tied}"


def _outliers(outliers: Sequence[Outlier]) -> Iterator["RenderableType"]:
    if not outliers:
        return
    yield "[bold]Khác hẳn các đơn vị khác[/bold]"
    yield from (f"  {each.figure} {_plain(each.sentence)}" for each in outliers[:OUTLIERS_AT_MOST])
    if len(outliers) > OUTLIERS_AT_MOST:
        yield f"  … và {len(outliers) - OUTLIERS_AT_MOST} trường hợp khác, có đủ trong --format json."
    yield ""


def _series(series: Series, watched: Sequence[str]) -> Iterator["RenderableType"]:
    lines = [series.lines[code] for code in watched if code in series.lines]
    if not lines:
        return
    yield f"[bold]Qua các năm, {series.periods[0]} – {series.periods[-1]}[/bold]"
    table = _table("Mã", "Số liệu", *map(str, series.periods), "Tăng trưởng")
    for line in lines:
        cells = (_point(point) for point in line.points)
        table.add_row(line.figure.code, line.figure.label, *cells, _growth(line.growth, line) or "–")
    yield table
    yield from _why_no_growth(lines)
    used = {mark for line in lines for point in line.points for mark in point.marks}
    if used:
        yield "; ".join(f"({letter}) {meaning}" for mark, (letter, meaning) in MARKS.items() if mark in used) + "."
    yield ""


def _why_no_growth(lines: Sequence[Line]) -> Iterator[str]:
    """Each reason once, with the figures that it is true of."""
    without: dict[str, list[str]] = {}
    for line in lines:
        if line.growth is None:
            without.setdefault(line.no_growth, []).append(line.figure.code)
    for why, codes in without.items():
        which = "mọi số liệu" if len(codes) == len(lines) > 1 else ", ".join(codes)
        yield f"Không tính tăng trưởng của {which}: {why}."


def _point(point: Point) -> str:
    if point.value is None:
        return "…"
    letters = ",".join(MARKS[mark][0] for mark in point.marks)
    return point.printed + (f" ({letters})" if letters else "")


def _growth(growth: Growth | None, line: Line) -> str:
    """ "+50,00% từ 2019, bình quân +8,45%/năm"; of percentages "+5,00 điểm từ 2019"."""
    if growth is None:
        return ""
    if isinstance(line.figure, Ratio) and line.figure.scale == "percent":
        return f"{_signed(print_decimal(Fraction(growth.absolute), 2))} điểm từ {growth.since}"
    if growth.percent is None or growth.yearly is None:
        return f"{_signed(_printed(growth.absolute, line.figure))} từ {growth.since}"
    share, yearly = (_signed(print_percent(value)) for value in (growth.percent, growth.yearly))
    return f"{share} từ {growth.since}" + (f", bình quân {yearly}/năm" if growth.years > 1 else "")


def _cut(items: Sequence[str], at_most: int = NAMED_AT_MOST, what: str = "đơn vị") -> str:
    """The items one after the other; where two or more exceed `at_most`, how many are left out."""
    if len(items) <= at_most + 1:
        return "; ".join(items)
    return f"{'; '.join(items[:at_most])}; … và {len(items) - at_most} {what} khác"


def _moved(delta: int, indicator: Indicator) -> str:
    return f"{'tăng' if delta > 0 else 'giảm'} {_measured(abs(delta), indicator)}"


def _measured(amount: int, indicator: Indicator) -> str:
    return f"{_printed(amount, indicator)} {indicator.unit}"


def _printed(value: Amount, figure: Indicator | Ratio) -> str:
    """An amount or a ratio as printed; of flags the number of "Có"."""
    if isinstance(figure, Ratio):
        return print_ratio(figure, Fraction(value))
    return figure.printed(int(value))


def _signed(printed: str) -> str:
    return printed if printed.startswith("-") or not printed.strip("0,.%") else f"+{printed}"
