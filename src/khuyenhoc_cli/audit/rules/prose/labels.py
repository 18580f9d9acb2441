"""What a figure is called: the words of its noun phrase, and how far two names agree."""

import re

from khuyenhoc_cli.audit.plain import CAPITALS
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line

_COMMON = frozenset(
    [
        "là",
        "có",
        "các",
        "đã",
        "được",
        "của",
        "và",
        "cho",
        "với",
        "trong",
        "đó",
        "số",
        "tổng",
        "toàn",
        "tỉnh",
        "huyện",
        "xã",
        "cả",
        "về",
        "ở",
        "tại",
        "từ",
        "đến",
        "theo",
        "trên",
        "đạt",
        "kỳ",
        "năm",
        "hiện",
        "nay",
        "cụ",
        "thể",
        "gồm",
        "còn",
        "triệu",
        "đồng",
        "tỷ",
        "nghìn",
        "người",
        "thực",
        "hiện",
        "công",
        "tác",
        "ước",
        "khoảng",
        "hơn",
        "gần",
        "bằng",
        "so",
    ]
)
_UNLIKE = re.compile(r"cùng kỳ|năm trước|kế hoạch|chỉ tiêu|phấn đấu|dự kiến|cuối năm|riêng")


def label_of(line: Line, figure: Figure) -> frozenset[str]:
    """The words that name the figure: up to the last comma or colon before it, and the noun phrase behind."""
    before = re.split(r"[;.()]", figure.before)[-1]
    head, colon, tail = before.rpartition(":")
    if colon and len(_words(tail)) < 2:
        before = f"{head} {tail}"
    elif colon:
        before = tail
    behind = re.split(r"[;.,:()]", figure.after)[0]
    return frozenset(_words(f"{before} {figure.quantity.unit} {behind}"))


def topic_of(line: Line) -> frozenset[str]:
    """The words of the heading that the line stands under."""
    return frozenset(_words(line.passage.headings[-1].lower())) if line.passage.headings else frozenset()


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter name that the longer one has, from 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def is_of_another_time(figure: Figure) -> bool:
    """Whether the figure tells of another period, a plan, or a part set apart."""
    return bool(_UNLIKE.search(re.split(r"[;.]", figure.before)[-1]))


def places_named(line: Line, figure: Figure) -> frozenset[str]:
    """Capitalised words near the figure that do not begin its sentence: places and titles."""
    begin, end = line.reading.sentence(figure)
    start = max(begin, figure.quantity.start - 60)
    text = line.reading.cased[start : min(end, figure.quantity.end + 40)]
    words = re.findall(rf"(?<=[^\W\d_] )[{CAPITALS}][\w']+(?: [{CAPITALS}][\w']*)*", text)
    return frozenset(words)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text.lower()) if word not in _COMMON and len(word) > 1]
