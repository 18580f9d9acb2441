"""Exact numbers and names as Vietnamese phrases. Pure; rounding happens here, at print, and nowhere else.

A phrase has no full stop and no leading comma, and begins with a small letter: the sentence around it decides. Where
nothing is known it is "", so that a sentence can leave it out.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from khuyenhoc_cli.figures.growth import Growth
from khuyenhoc_cli.forms.model import Indicator, Measure, Ratio
from khuyenhoc_cli.text.names import fold, split_prefix, tidy
from khuyenhoc_cli.text.numbers import (
    print_count,
    print_decimal,
    print_percent,
    print_small_count,
    print_trieu_dong,
    round_half_up,
)
from khuyenhoc_cli.units.model import Unit

POINTS = "điểm phần trăm"
PER_PERSON = "đồng/người"
ANY_UNIT = "đơn vị"
BRANCH = "chi hội"
_BRANCH = re.compile(r"chi hội(?: khuyến học)? +(?=\S)", re.IGNORECASE)
# what a branch is named after when its name does not say that it is one; a name of its own follows
_HAMLET = re.compile(r"(?:thôn|buôn|bản|ấp|làng|xóm|khóm|tổ dân phố|khu phố|khối phố)(?= )", re.IGNORECASE)


def direction(delta: int | Fraction) -> str:
    """ "tăng", "giảm" or "không thay đổi"."""
    return "tăng" if delta > 0 else "giảm" if delta < 0 else "không thay đổi"


def change(delta: int | None, indicator: Indicator, than: str, pct: Fraction | None = None, taken_over: int = 0) -> str:
    """ "tăng 24.239 người so với cùng kỳ năm 2023"; with `pct`: "tăng 24.239 người (4,76%) so với …".

    A percentage too small to print is left out. What was `taken_over` is no growth, and said behind.
    """
    if delta is None:
        return ""
    share = f" ({print_percent(abs(pct))})" if pct and round_half_up(pct, 2) else ""
    moved = f"{direction(delta)} {amount(indicator, abs(delta))}{share}" if delta else direction(delta)
    apart = f", không kể {amount(indicator, taken_over)} tiếp nhận từ quỹ cấp huyện đã giải thể" if taken_over else ""
    return f"{moved} so với {than}{apart}"


def ratio_change(delta: Fraction | None, ratio: Ratio, than: str) -> str:
    """ "tăng 0,91 điểm phần trăm so với …", "giảm 12 đồng/người so với …"; too little to print is "gần như …"."""
    if delta is None:
        return ""
    percent = ratio.scale == "percent"
    if round_half_up(delta, 2 if percent else 0) == 0:
        return f"{'gần như ' if delta else ''}không thay đổi so với {than}"
    return f"{direction(delta)} {ratio_difference(delta, ratio)} so với {than}"


def ratio_difference(delta: Fraction, ratio: Ratio) -> str:
    """ "0,91 điểm phần trăm", "1.944 đồng/người": how far apart two ratios are."""
    percent = ratio.scale == "percent"
    return f"{print_decimal(abs(delta), 2 if percent else 0)} {POINTS if percent else PER_PERSON}"


def against_target(value: Fraction | None, target: Fraction | None, source: str = "") -> str:
    """ "vượt 1,35 điểm phần trăm so với chỉ tiêu 25% theo …", "đạt chỉ tiêu …", "thấp hơn … so với chỉ tiêu …"."""
    if value is None or target is None:
        return ""
    goal = f"chỉ tiêu {print_target(target)}" + (f" theo {source}" if source else "")
    gap = value - target
    if round_half_up(gap, 2) == 0:
        return f"{'đạt' if gap >= 0 else 'xấp xỉ'} {goal}"
    return f"{'vượt' if gap > 0 else 'thấp hơn'} {print_decimal(abs(gap), 2)} {POINTS} so với {goal}"


def reach(value: Fraction, target: Fraction) -> str:
    """How a target was met, for a table: "vượt 1,35 điểm phần trăm", "đạt", "chưa đạt, thấp hơn 0,64 …"."""
    gap = value - target
    apart = f"{print_decimal(abs(gap), 2)} {POINTS}" if round_half_up(gap, 2) else ""
    if gap >= 0:
        return f"vượt {apart}" if apart else "đạt"
    return f"chưa đạt, thấp hơn {apart}" if apart else "chưa đạt"


def grown(growth: Growth | None, figure: Indicator | Ratio) -> str:
    """ "tăng 24.239 người (4,76%) so với năm 2019, bình quân mỗi năm tăng 0,93%".

    Of percentages only the points; the average is left out over a single year, and where it is too little to print.
    """
    if growth is None:
        return ""
    than = growth.since.name
    if isinstance(figure, Ratio):
        changed = ratio_change(Fraction(growth.absolute), figure, than)
    else:
        changed = change(int(growth.absolute), figure, than, growth.percent)
    return changed + (_yearly(growth) if growth.absolute else "")


def _yearly(growth: Growth) -> str:
    """ ", bình quân mỗi năm tăng 0,93%"."""
    if growth.years < 2 or not growth.yearly:
        return ""
    return f", bình quân mỗi năm {direction(growth.yearly)} {print_percent(abs(growth.yearly))}"


def signed_amount(value: int | Fraction, figure: Indicator | Ratio) -> str:
    """A change for a table, without its unit: "+24.239", "-0,12", "+4.277,635", "0"."""
    if isinstance(figure, Ratio):
        places = 2 if figure.scale == "percent" else 0
        rounded = round_half_up(Fraction(value), places)
        return _sign(rounded) + print_decimal(abs(rounded), places)
    printed = print_count if figure.measure is Measure.FLAG else figure.printed
    return _sign(value) + printed(abs(int(value)))


def signed_percent(value: Fraction) -> str:
    """ "+0,93%", "-1,20%", "0,00%"."""
    return _sign(round_half_up(value, 2)) + print_percent(abs(value))


def _sign(value: int | Fraction) -> str:
    return "+" if value > 0 else "-" if value < 0 else ""


def against_assigned(value: int, assigned: int, indicator: Indicator) -> str:
    """ "vượt 120 hộ so với chỉ tiêu giao 3.000 hộ (đạt 104,00%)", "đạt chỉ tiêu giao …", "chưa đạt …, còn thiếu …".

    Where nothing is to be achieved, nothing is said.
    """
    if not assigned:
        return ""
    goal = f"chỉ tiêu giao {amount(indicator, assigned)}"
    if value == assigned:
        return f"đạt {goal}"
    share = f"đạt {print_achieved(Fraction(value * 100, assigned))}"
    if value > assigned:
        return f"vượt {amount(indicator, value - assigned)} so với {goal} ({share})"
    return f"chưa đạt {goal} ({share}, còn thiếu {amount(indicator, assigned - value)})"


def print_achieved(percent: Fraction) -> str:
    """What was achieved of a number: "98,43%"; with more decimals where two would look as if just all of it was."""
    places = 2
    while percent != 100 and round_half_up(percent, places) == 100:
        places += 1
    return f"{print_decimal(percent, places)}%"


def print_target(target: Fraction) -> str:
    """A target as its document writes it, without idle decimals: "25%", "62,5%"."""
    body = print_decimal(target, 2)
    return body.rstrip("0").rstrip(",") + "%"


def amount(indicator: Indicator, value: int) -> str:
    """A value with its unit, as running text has it: "24.239 người", "02 lớp", "4.277,635 triệu đồng", "03 đơn vị"."""
    match indicator.measure:
        case Measure.MONEY:
            return f"{print_trieu_dong(value)} {indicator.unit}"
        case Measure.FLAG:
            return f"{print_small_count(value)} đơn vị"
        case Measure.COUNT:
            return f"{print_small_count(value)} {indicator.unit}"


def join_and(items: Sequence[str]) -> str:
    """ "A", "A và B", "A, B và C"."""
    return " và ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


def enumerate_units(items: Sequence[str], at_most: int, kind: str = ANY_UNIT) -> str:
    """The items joined by "và"; where two or more exceed `at_most`, "A, B và 05 đơn vị khác", `kind` said of them."""
    if len(items) <= at_most + 1:
        return join_and(items)
    return f"{', '.join(items[:at_most])} và {print_small_count(len(items) - at_most)} {kind} khác"


def parted(unit: Unit) -> tuple[str, str]:
    """The prefix of a territory and its bare name; a block's name ("Tỉnh đoàn", "Huyện ủy Lắk") stays whole.

    So does a territory's that only looks like a prefix without its accents: "Quan Sơn". A branch's bare name is what it
    is named after: "thôn 1", "Trường Tiểu học Kim Đồng".
    """
    name = tidy(unit.name)
    if branch := _BRANCH.match(name):
        return BRANCH, _hamlet_in_small(name[branch.end() :])
    if unit.level == "chi-hoi" and _HAMLET.match(name):
        return BRANCH, _hamlet_in_small(name)
    prefix, bare = split_prefix(name)
    misread = fold(prefix) != prefix and name.lower().startswith(fold(prefix))
    return ("", name) if unit.kind == "attached" or misread else (prefix, bare)


def _hamlet_in_small(name: str) -> str:
    """ "Thôn 1" -> "thôn 1": what a hamlet is called is no name."""
    return _HAMLET.sub(lambda found: found[0].lower(), name, count=1)


def group_names(units: Iterable[Unit], at_most: int | None = None) -> str:
    """Units under their common prefix: "các huyện Buôn Đôn, Ea Súp; thị xã Buôn Hồ; thành phố Buôn Ma Thuột".

    Where two or more exceed `at_most`: "các huyện Buôn Đôn, Ea Súp và 03 đơn vị khác". Branches are "chi hội khác".
    """
    listed = list(units)
    cut = at_most is not None and len(listed) > at_most + 1
    groups: dict[str, list[str]] = {}
    for prefix, bare in map(parted, listed[:at_most] if cut else listed):
        groups.setdefault(prefix, []).append(bare)
    join = join_and if len(groups) == 1 and not cut else ", ".join
    named = "; ".join(_under_prefix(prefix, bare, join) for prefix, bare in groups.items())
    others = len(listed) - (at_most or 0)
    return f"{named} và {print_small_count(others)} {kind_of_each(listed)} khác" if cut else named


def _under_prefix(prefix: str, bare: list[str], join: Callable[[Sequence[str]], str]) -> str:
    if not prefix:
        return join(bare)
    return f"{'các ' if len(bare) > 1 else ''}{prefix} {join(bare)}"


def kinds_of(units: Iterable[Unit]) -> str:
    """The kinds of territory among the units, each once: "huyện, thị xã, thành phố"; "đơn vị" where none is told."""
    found = {parted(unit)[0] for unit in units}
    order = ("tỉnh", "huyện", "quận", "thị xã", "thành phố", "xã", "phường", "thị trấn", "đặc khu", BRANCH)
    return ", ".join(kind for kind in order if kind in found) or ANY_UNIT


def kind_of_each(units: Iterable[Unit]) -> str:
    """What any of the units may be called: "chi hội" where all are branches, else "đơn vị"."""
    return BRANCH if {parted(unit)[0] for unit in units} == {BRANCH} else ANY_UNIT


def short_names(units: Iterable[Unit]) -> Mapping[str, str]:
    """By code "Buôn Hồ"; with the prefix where two units share a name or it is but a number: "thị xã Cai Lậy"."""
    parts = {unit.code: parted(unit) for unit in units}
    often = Counter(bare for _, bare in parts.values())
    return {
        code: f"{prefix} {bare}".strip() if often[bare] > 1 or bare.isdigit() else bare
        for code, (prefix, bare) in parts.items()
    }


def capitalized(text: str) -> str:
    """The text with its first letter in upper case, the rest as it stands."""
    return text[:1].upper() + text[1:]


def decree_date(day: date) -> str:
    """ "ngày 05 tháng 6 năm 2024": two digits for days under ten and for January and February only."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def short_date(day: date) -> str:
    """ "05/6/2024", zeros by the same rule."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)
