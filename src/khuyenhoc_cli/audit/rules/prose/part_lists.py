"""The parts that a list behind “gồm” or “trong đó” tells: a figure of each item, where it ends, what it leaves open."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from khuyenhoc_cli.audit.quantities import Quantity
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.parts import REST
from khuyenhoc_cli.audit.rules.prose.reading import DOWN, Figure, Line

# what begins another list, or tells of something else
_ENDS = re.compile(
    r"\b(?:trong đó|trong số đó|ngoài ra|bù lại|đồng thời|bên cạnh đó|(?:chia|phân|xét|tính) theo)\b"
    r"|[,;]\s*(?:kế hoạch|chỉ tiêu|mục tiêu|phấn đấu)\b[^,;]{8,}$"
    r"|[,;(]\s*(?:riêng|kể cả|nâng|đưa)\b|\btheo [^:;,.\d]{2,25}:"
)
_BEFORE_THE_LIST = re.compile(r"\b(?:trong đó|trong số đó)\b")
_ON = re.compile(r"\bvà\s*(?:\w+\s){0,3}$")
_UNREAD = re.compile(r"\d[\d.,]*\s*(?:triệu|nghìn|ngàn|tỷ|tỉ|đồng|người|hội viên|hộ|suất|em|lớp)\b")
_OPEN = re.compile(r"[^;:()\d]{0,60}?(?:\.\.\.|…|\bv\.\s?v|\bvv\b)")

_HAVING = re.compile(r"\s*(?:[^\W\d_]+\s+){0,3}?(?:có|được|đã|biết|tham gia)\s")
# what one person may be several of, each way of parting people a line
_AXES = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        "nữ",
        "đảng viên|đoàn viên",
        "cao tuổi|(?:trên|dưới) \\d+ tuổi",
        "dân tộc(?! nội trú)",
        "tôn giáo|công giáo|phật giáo",
        "nông thôn|thành thị",
        "khuyết tật|hộ nghèo|mồ côi",
        "giáo viên|nhà giáo|cán bộ|công chức|hưu trí|cựu chiến binh|nông dân|công nhân|học sinh",
    )
)


@dataclass(frozen=True)
class ListOfParts:
    """The figures of the items; whether the text breaks off, or goes on with what they are not, or ends the list."""

    parts: tuple[Figure, ...]
    is_cut: bool
    is_ended: bool

    @property
    def is_signed(self) -> bool:
        """Whether something is taken away from the rest."""
        return any(part.quantity.value < 0 for part in self.parts)


def lists_behind(line: Line, start: int, behind: Sequence[Figure], inside: int | None) -> Iterator[ListOfParts]:
    """The ways to read the list that begins at the place, the likeliest first."""
    if _BEFORE_THE_LIST.search(line.text[start : behind[0].quantity.start]):
        return
    separator, stop = _separator(line, start, behind)
    yield _list(line, start, behind, inside, (separator, stop))
    semicolon = line.text.find(";", start, stop)
    if separator == ";" and semicolon > 0:
        yield _list(line, start, behind, inside, (",", semicolon))
    signed = [_signed(figure) for figure in behind]
    if signed != list(behind):
        yield _list(line, start, signed, inside, (separator, stop))


def _list(line: Line, start: int, behind: Sequence[Figure], inside: int | None, ends: tuple[str, int]) -> ListOfParts:
    """The first figure of each item."""
    separator, stop = ends
    first = behind[0]
    parts: list[Figure] = []
    last_stop, is_cut, is_ended = start, False, False
    for figure in behind:
        quantity = figure.quantity
        if quantity.start >= stop:
            break
        words = line.text[last_stop : quantity.start]
        if parts and _ENDS.search(words):
            is_ended = True
            break
        if figure.sentence != first.sentence or (inside is not None and ")" in line.text[start : quantity.start]):
            outer = line.text[start : quantity.start]
            if figure.sentence != first.sentence or outer.count(")") > outer.count("("):
                break
        if figure.bracket not in (None, inside) or quantity.measure not in ("count", "money", "share"):
            continue
        if figure.role != "value" and "tăng do" not in figure.after:
            continue
        if parts and separator not in words and " và " not in figure.before:
            continue
        if parts and not is_of_one_kind(parts[0].quantity, quantity):
            worth = line.figures[figure.place + 1 : figure.place + 2]
            if not (worth and worth[0].bracket not in (None, inside) and _is_worth(worth[0], parts[0])):
                is_cut = bool(_ON.search(words))
                break
            parts.append(worth[0])  # "và 350 ngày công (70 triệu đồng)"
            last_stop = worth[0].quantity.end
            continue
        parts.append(figure)
        last_stop = quantity.end
    end = parts[-1].quantity.end if parts else start
    is_cut |= bool(_OPEN.match(line.text, end)) or _is_unread(line, start, end)
    return ListOfParts(tuple(parts), is_cut, is_ended)


def _is_worth(figure: Figure, first: Figure) -> bool:
    return figure.quantity.measure == first.quantity.measure == "money" and figure.role == "value"


def _signed(figure: Figure) -> Figure:
    """“gồm kết nạp mới 563 và giảm 142”: what is taken away."""
    if figure.role != "change" or not re.fullmatch(DOWN, figure.word) or "so với" in figure.around:
        return figure
    return replace(figure, quantity=replace(figure.quantity, value=-figure.quantity.value), role="value")


def _is_unread(line: Line, start: int, end: int) -> bool:
    """Whether a number with a unit in the list is not read as a figure: "các thôn 127 triệu đồng"."""
    semicolon = re.compile(r"[.;](?!\d)").search(line.text, end)
    stop = semicolon.start() if semicolon else len(line.text)
    known = [(figure.quantity.start, figure.quantity.end) for figure in line.figures]
    found = _UNREAD.finditer(line.text, start, stop)
    return any(not any(a < each.end() and each.start() < b for a, b in known) for each in found)


def _separator(line: Line, start: int, behind: Sequence[Figure]) -> tuple[str, int]:
    """(what parts the items of the list, where it ends at the latest): semicolons, else commas.

    Where the first item has two figures of one unit, commas part the list and a semicolon ends it.
    """
    end = line.reading.sentence(behind[0])[1]
    semicolon = line.text.find(";", start, end)
    if semicolon < 0:
        return ",", end
    items = [figure for figure in behind if figure.quantity.start < semicolon and figure.role == "value"]
    counted = [figure for figure in items if figure.quantity.measure in ("count", "money") and figure.bracket is None]
    alike = len(counted) > 1 and _are_alike(counted[0].quantity, counted[1].quantity)
    return (",", semicolon) if alike and "," in counted[1].before else (";", end)


def _are_alike(first: Quantity, second: Quantity) -> bool:
    return first.unit == second.unit != ""


def leaves_a_rest(tail: str) -> bool:
    """Whether an item without a figure takes in the rest: "và các em … khác", ", còn lại là giải khuyến khích"."""
    first = re.split(r",|\bvà\b|\bcòn lại\b", tail, maxsplit=1)[0]
    return bool(REST.search(tail[len(first) :]))


def overlap_by_what_they_have(line: Line, parts: Sequence[Figure]) -> bool:
    """Whether every part has or does something of its own: "131 có trụ sở, 98 có máy tính"; or shares tell it."""
    if len(parts) > 1 and all(_HAVING.match(part.after) for part in parts):
        return True
    shares = [line.figures[part.place + 1] for part in parts if part.place + 1 < len(line.figures)]
    shares = [share for share in shares if share.quantity.measure == "percent" and share.bracket is not None]
    told = sum((share.quantity.value for share in shares), Fraction(0))
    return len(shares) == len(parts) > 1 and abs(told - 100) > 1


def is_of_several_traits(stretch: str) -> bool:
    """Whether a list tells of traits that one person may have together: women, members of the party, the old."""
    flat = re.sub(r"\([^()]*\)", "", stretch)
    return sum(bool(axis.search(flat)) for axis in _AXES) > 1
