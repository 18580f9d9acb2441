"""Whether a line goes on in the next: what PDF extraction and hard line breaks do to sentences."""

import re
from collections.abc import Sequence

from khuyenhoc_cli.audit.reading.headings import heading_level, is_capitals, numbered_level

_POINT = re.compile(r"\s*(?:[-–—+•·*▪►]\s|[•·▪►●○]|\(?\d{1,2}\)\s|\[\d+\]|[¹²³⁴-⁹⁰]+\s)")
_ENDS = re.compile(r"[.!?;:…](?:[”\"')\]]*)$|\./\.$")
_SPLIT_NUMBER = re.compile(r"\d[.,]$")
_HANGS = re.compile(
    r"(?:,|\(|[“\"]|/|\b(?:và|của|là|có|tại|với|cho|so|đạt|tăng|giảm|hơn|các|huyện|tỉnh|xã|phường|thị xã|thành phố|"
    r"số|về|trong|từ|đến|bằng|theo|được|ở|tổng|trên|do|gồm|còn|ước|khoảng|thêm|tiền))$",
    re.IGNORECASE,
)
_WRAPPED_AT_MOST, _FULL = 130, 0.8


def line_width(lengths: Sequence[int]) -> int:
    """How many letters fit a line of a text that is broken at the edge of its paper; 0 where lines are paragraphs."""
    filled = sorted(length for length in lengths if length)
    if len(filled) < 5:
        return 0
    widest = filled[int(0.9 * (len(filled) - 1))]
    return widest if widest <= _WRAPPED_AT_MOST else 0


def begins_anew(line: str) -> bool:
    """Whether a line is the beginning of a point, a numbered part or a row of a table, whatever stands before it."""
    return bool(_POINT.match(line) or numbered_level(line) or line.startswith("|"))


def goes_on(line: str, following: str, width: int = 0) -> bool:
    """Whether the sentence of a line goes on in the one that follows it, no blank line between.

    `width` is that of `line_width`.

    >>> goes_on("Toàn tỉnh có", "533.903 hội viên."), goes_on("1. Ưu điểm", "Hội đã"), goes_on("tăng 37.", "041 người")
    (True, False, True)
    """
    line, following = line.strip(), following.strip()
    first = following.lstrip("“\"'(")[:1]
    if _SPLIT_NUMBER.search(line) and re.match(r"\d{3}(?!\d)", following):
        return True
    if not first or _ENDS.search(line) or begins_anew(following):
        return False
    if is_capitals(line) or is_capitals(following):
        return False
    if first.islower() or line.count("(") > line.count(")"):
        return True
    if heading_level(line):
        return False
    if first.isdigit() or _HANGS.search(line):
        return True
    return bool(width) and len(line) >= _FULL * width
