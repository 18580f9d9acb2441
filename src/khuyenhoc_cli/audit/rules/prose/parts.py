"""Parts of a total behind it without a word: "(8 chi hội thôn, 3 chi hội trường)", ": 02 của A và 03 của B"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from khuyenhoc_cli.audit.quantities import Quantity
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line
from khuyenhoc_cli.audit.slips import is_slip_of_a_part

MARKER = re.compile(
    r"\b(?P<all>bao gồm|gồm có|gồm|chia ra|phân ra|chia thành|được phân thành|phân tích theo[^:;.]*:|chia theo[^:;.]*:)"
    r"|\b(?P<some>trong đó|trong số đó|cụ thể)\b"
)
# what is achieved is also registered, and what is registered also counted: such parts lie within each other
NESTED = re.compile(r"đăng ký|\bđạt\b|công nhận|được (?:đánh giá|xếp loại)|hoàn thành")
PARTIAL = re.compile(
    r"tiêu biểu|điển hình|nhiều nhất|cao nhất|nổi bật|đáng chú ý|riêng|…|\.\.\.|v\.v|chủ yếu|như[: ]|ví dụ|"
    r"nhiều|cao(?! tuổi)|thấp|khác\b"
)
REST = re.compile(r"\b(?:khác|còn lại)\b")  # an item that takes in all that is left
_BETWEEN = r"\s*[^\d;:.()]{0,60}?\s*"
_IN_BRACKETS = re.compile(rf"{_BETWEEN}\(\s*")
_BEHIND_COLON = re.compile(rf"{_BETWEEN}(?:\([^()]*\)\s*)?:\s*[^\d;:.()]{{0,30}}")
_SAID = re.compile(r"\b(?:gồm|trong đó|cụ thể|chia|phân)\b")  # words that the rule on totals reads
_NEXT = re.compile(r"\s*(?:,|;|\s+và\s+)")
_OTHER_THAN_ALL = re.compile(r"\b(?:mới|thêm|trong đó|tăng|giảm|đạt|đăng ký|so với|còn|ngoài ra)\b")
_OF_SEVERAL_KINDS = frozenset(["đơn vị", "địa phương"])  # "7 đơn vị cấp xã (6 xã, 1 thị trấn)"


@dataclass(frozen=True)
class Parts:
    """Parts of a total: the figures, and whether the text says that they are all of it.

    `lines` are those they stand in, where these are others than the total's. An open list goes on without figures.
    """

    figures: tuple[Figure, ...]
    are_all: bool
    are_some: bool
    source: str = ""
    lines: tuple[Line, ...] = ()
    is_open: bool = False

    @property
    def sum(self) -> Fraction:
        """What they come to."""
        return sum((part.quantity.value for part in self.figures), Fraction(0))


def inline_parts(line: Line) -> Iterator[tuple[Figure, Parts]]:
    """Each total with the parts in the bracket, or behind the colon, that follows it; they count what it counts."""
    for total in line.figures:
        if total.role != "value" or total.quantity.measure not in ("count", "money", "share"):
            continue
        follow = [figure for figure in line.figures[total.place + 1 :] if not _is_rate_aside(figure)]
        if not follow or follow[0].sentence != total.sentence:
            continue
        opening = line.between(total, follow[0])
        if follow[0].bracket != total.bracket:
            run = [f for f in follow if f.bracket == follow[0].bracket] if _opens(_IN_BRACKETS, opening) else []
        else:
            is_list = _BEHIND_COLON.fullmatch(opening) and not _SAID.search(opening)
            run = _of_the_sentence(follow) if is_list else []
        if len(run) > 1 and _is_list(line, total, run):
            stretch = line.text[total.quantity.end : run[-1].quantity.end] + re.split(r"[).;]", run[-1].after)[0]
            parts = Parts(tuple(run), False, bool(PARTIAL.search(stretch)))
            sure = parts.sum > total.quantity.value or is_slip_of_a_part(parts.sum, total.quantity.value)
            yield total, replace(parts, are_all=sure and not parts.are_some and not _OTHER_THAN_ALL.search(stretch))


def _is_rate_aside(figure: Figure) -> bool:
    """Whether it is a percentage in a bracket, which says nothing of how many there are."""
    return figure.quantity.measure == "percent" and figure.bracket is not None


def _opens(pattern: re.Pattern[str], words: str) -> bool:
    """Whether a bracket opens right behind the noun of the total, and holds a name or a number."""
    head, bracket, name = words.partition("(")
    return bool(bracket) and bool(pattern.fullmatch(f"{head}(")) and not re.search(r"[;:.()]", name)


def _of_the_sentence(follow: Sequence[Figure]) -> list[Figure]:
    """What a list behind a colon tells: up to the first semicolon, unless semicolons part its items."""
    inside = [figure for figure in follow if figure.sentence == follow[0].sentence and figure.bracket is None]
    of_the_clause = [figure for figure in inside if figure.clause == follow[0].clause]
    return of_the_clause if len(of_the_clause) > 1 else inside


def _is_list(line: Line, total: Figure, run: Sequence[Figure]) -> bool:
    """Whether nothing but commas parts the figures, one for each item, and each counts what the total counts."""
    if any(part.role != "value" or not _counts_the_same(total.quantity, part.quantity) for part in run):
        return False
    return all(_NEXT.search(line.between(a, b)) for a, b in pairwise(run))


def _counts_the_same(total: Quantity, part: Quantity) -> bool:
    if part.measure != ("count" if total.measure == "share" else total.measure):
        return False
    if part.unit in ("", total.unit):
        return True
    return total.unit in _OF_SEVERAL_KINDS and is_of_one_kind(total, part)
