"""Which value a change tells of: "Có 9.960 hội viên, tăng 421 người (4,4%)"; what else it may tell of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.printing import quotient_prints
from khuyenhoc_cli.audit.rules.prose.reading import CHANGE, UP, Figure, Line

POINTS = ("percent", "points")
EACH = re.compile(r"\b(?:bình quân|trung bình|(?:mỗi|hằng|hàng) năm)\b")
_APART = re.compile(r"\b(?:riêng|trong đó|trong số|nhất là)\b")
_OF_A_TIME = re.compile(r"\s*(?:và\s+|trong\s+|chỉ\s+)?(?:năm|quý|tháng)\b")
_ADVERBS = frozenset(
    re.findall(
        r"\w+",
        "và đã cũng tiếp tục tương ứng đương với tức là hay thực được có khoảng thêm đều còn vẫn ước số lượng tổng mức "
        "về hiện nay này do theo như vậy nên đồng thời",
    )
)
_AGAINST = re.compile(r"\bso (?:với|cùng)\b.*|\b(?:cùng kỳ|năm trước|năm ngoái|đầu năm|cuối năm)\b.*")
_PARTS = re.compile(r"trong đó|\bgồm\b|\briêng\b|cụ thể|:")
_EARLIER = re.compile(r"\bnăm (?:học )?(?P<year>20\d\d)|\b(?:cùng kỳ|năm trước|năm ngoái|kỳ trước)\b")
_NOT_A_SHARE = re.compile(r"\s*(?:so với )?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|cùng kỳ|năm |nghị quyết)")


@dataclass(frozen=True)
class Move:
    """What is, and by how much it is said to have moved; `is_sure`: nothing else before may have moved instead."""

    now: Figure
    change: Figure
    is_sure: bool = True

    @property
    def is_up(self) -> bool:
        """Whether the word says that it rose."""
        return bool(re.fullmatch(UP, self.change.word))


def moves_in(line: Line) -> Iterator[Move]:
    """The changes of the line with the value that they tell of: the last one of their measure before them."""
    for figure in line.figures:
        if figure.role == "change" and (now := now_of(line, figure)):
            others = _others(line, now, figure)
            rate = rate_behind(line, figure) if others else None
            fitting = [each for each in (now, *others) if rate is not None and growth_prints(Move(each, figure), rate)]
            yield Move(fitting[0] if fitting else now, figure, not others)


def now_of(line: Line, change: Figure) -> Figure | None:
    """The last value of the change's measure before it, where nothing between them speaks of something else."""
    measure = change.quantity.measure
    for figure in reversed(line.figures[: change.place]):
        if change.sentence - figure.sentence > 0 and measure not in POINTS:
            return None
        if figure.role != "value" or (figure.bracket is not None and figure.bracket != change.bracket):
            continue
        alike = figure.quantity.measure == measure and is_of_one_kind(figure.quantity, change.quantity)
        if measure in POINTS:
            alike = figure.quantity.measure == "percent"
        if alike:
            return None if measure not in POINTS and _is_cut_off(line, figure, change) else figure
    return None


def _is_cut_off(line: Line, now: Figure, change: Figure) -> bool:
    """Whether the words between a value and a change begin to speak of another thing, a part, or another time."""
    between = line.text[now.quantity.end : change.quantity.start]
    if change.bracket is not None and change.bracket >= now.quantity.end:
        return False
    between = re.sub(r"\([^()]*\)", " ", between)
    if _APART.search(between) or (";" in between and any(each.role == "change" for each in _inside(line, now, change))):
        return True
    last = re.split(r"[,;:](?!\d)", between)[-1]
    if last == between:
        return False
    if _OF_A_TIME.match(last):
        return True
    moved = CHANGE.search(last)
    subject = _AGAINST.sub("", last[: moved.start("word")] if moved else last)
    words = set(re.findall(r"[^\W\d_]+", subject)) - _ADVERBS
    begin, _ = line.reading.sentence(now)
    label = f"{line.text[begin : now.quantity.start]} {now.quantity.unit} {re.split(r'[,;:(]', now.after)[0]}"
    is_whole = re.search(r"\btổng\b", subject) and not re.search(r"\b(?:tổng|toàn)\b", label)
    return bool(words - set(re.findall(r"[^\W\d_]+", label)) or is_whole)


def _inside(line: Line, now: Figure, change: Figure) -> tuple[Figure, ...]:
    return line.figures[now.place + 1 : change.place]


def _others(line: Line, now: Figure, change: Figure) -> list[Figure]:
    """What else may have moved: the whole that the value is a part of, or the value of the later year before it."""
    before = [
        each
        for each in line.figures[: now.place]
        if (each.sentence == now.sentence or (each.sentence == now.sentence - 1 and _is_apart_by(each, now, change)))
        and each.role == "value"
        and each.quantity.measure == now.quantity.measure
        and each.bracket in (None, now.bracket)
        and is_of_one_kind(each.quantity, change.quantity)
    ]
    if now.quantity.measure in POINTS:
        return []
    found = [
        each for each in before if each.quantity.value > now.quantity.value and _PARTS.search(line.between(each, now))
    ]
    earlier = _EARLIER.search(now.before)
    if before and earlier and before[-1] not in found:
        later = _EARLIER.search(before[-1].before)
        is_later = later is None or bool(later["year"] and earlier["year"] and later["year"] > earlier["year"])
        found += [before[-1]] if is_later or not earlier["year"] else []
    return found


def _is_apart_by(one: Figure, other: Figure, change: Figure) -> bool:
    gap = abs(one.quantity.value - other.quantity.value)
    return abs(gap - abs(change.quantity.value)) <= change.quantity.step


def rate_behind(line: Line, change: Figure) -> Figure | None:
    """The percentage that stands right behind a difference, in brackets or after a comma."""
    behind = line.figures[change.place + 1 : change.place + 2]
    if not behind or behind[0].quantity.measure != "percent" or behind[0].sentence != change.sentence:
        return None
    words = behind[0].before
    close = re.fullmatch(
        r"[^;.]{0,60}?(?:\(|,\s*|tương (?:ứng|đương)(?: với)?\s*)(?:tăng|giảm|bằng|khoảng|hơn|\s)*", words
    )
    other = re.search(
        r"so với tổng|trên tổng|^\s*(?:so với |của )?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|tổng|dân số)|về tỷ lệ",
        behind[0].after,
    )
    return behind[0] if close and not other else None


def growth_prints(move: Move, rate: Figure) -> bool:
    """Whether the percentage may be the growth, if what is and how much it moved are rounded."""
    now, change = move.now.quantity, replace(move.change.quantity, value=abs(move.change.quantity.value))
    before = now.value - change.value if move.is_up else now.value + change.value
    both = replace(now, step=now.step + change.step)
    return quotient_prints(change, rate.quantity, of=before, whole=both)


def ratio_prints(move: Move, rate: Figure) -> bool:
    """Whether the percentage may be what is over what was."""
    now, change = move.now.quantity, abs(move.change.quantity.value)
    before = now.value - change if move.is_up else now.value + change
    both = replace(now, step=now.step + move.change.quantity.step)
    return quotient_prints(now, rate.quantity, of=before, whole=both)


def share_beside(line: Line, now: Figure, change: Figure) -> Figure | None:
    """The share that is printed beside a value: "9.960 người (27,5%)", "…, chiếm 27,5% dân số"."""
    for figure in line.figures[now.place + 1 :]:
        if figure.clause != now.clause:
            return None
        if figure.quantity.measure != "percent" or figure.role != "value" or _NOT_A_SHARE.match(figure.after):
            continue
        words = re.sub(r"\([^()]*\)", "", line.text[now.quantity.end : figure.quantity.start])
        if figure.place < change.place and re.fullmatch(
            r"[^;.,()]{0,40}?(?:\(|,?\s*(?:đạt|chiếm|bằng|tỷ lệ)[^;.,()]{0,30}?)\s*", words
        ):
            return figure
        if figure.place > change.place and re.search(r"\b(?:chiếm|đạt tỷ lệ)\s*$", figure.before):
            return figure
    return None
