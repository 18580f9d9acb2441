"""Which paragraphs are headings, and under which of them each paragraph stands.

Word's heading styles say it; reports typed without them are read by how Vietnamese reports number their parts (Nghị
định 30/2020/NĐ-CP): "Phần thứ nhất", "I.", "1.", "1.1", "a)". A numbered sentence, or a point of a list that states
figures, is no heading.
"""

import re

_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
# From the highest level down; what stands behind the number is the title.
_NUMBERED = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+\w+|[IVX]+|\d)\b"
        r"|(?:Phụ lục|PHỤ LỤC|Biểu số|BIỂU SỐ)\s*(?:[IVX]+|\d{1,2}|[A-Z])?\b",
        rf"{_ROMAN}\s*[./)-]\s*",
        r"\d{1,2}\s*[.)](?!\d)\s*",
        r"\d{1,2}(?:\.\d{1,2}){1,3}\s*[.)]?\s+",
        r"[a-zđ]\s*\)\s*",
    )
)
_PART, _ROMAN_LEVEL, _DIGIT_LEVEL = 1, 2, 3
_BELOW_STYLES = 9  # headings known by their number alone stand below those that have a style
_LONGEST, _LONGEST_WITH_STOP = 220, 130
_STATES_FIGURES = re.compile(
    r":\s*\d|\d\s*%|\d\.\d{3}\b|\b\d+(?:,\d+)?\s*(?:triệu|tỷ|đồng|người|hội viên|công dân|hộ|chi|ban)\b"
)
_LETTER = re.compile(r"[^\W\d_]")


def numbered_level(text: str) -> int:
    """The level that the text's number gives it if it is a heading, from one; 0 where it has none.

    >>> numbered_level("Phần thứ nhất"), numbered_level("II. KẾT QUẢ"), numbered_level("4.1 Củng cố")
    (1, 2, 4)
    """
    return next((level for level, pattern in enumerate(_NUMBERED, 1) if pattern.match(text)), 0)


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals as titles are: "BÁO CÁO"."""
    letters = _LETTER.findall(text)
    return len(letters) > 3 and all(letter.isupper() for letter in letters)


def heading_level(text: str) -> int:
    """The level of a paragraph without a heading style, from one; 0 for running text.

    >>> heading_level("1. Công tác tuyên truyền"), heading_level("1. Tiếp tục đẩy mạnh tuyên truyền; phối hợp các ban;")
    (3, 0)
    """
    level = numbered_level(text)
    if not level or len(text) > _LONGEST or "\n" in text:
        return 0
    title = text[_match_end(text, level) :].strip()
    if level == _PART:
        return level if len(title) < _LONGEST_WITH_STOP and not text.endswith((";", ".")) else 0
    if level == _ROMAN_LEVEL and is_capitals(title):
        return level
    if not title or text.endswith((";", ",", "…", "./.")) or _STATES_FIGURES.search(title):
        return 0
    first = title.lstrip("“\"'([")[:1]
    if not first.isupper() or (text.endswith(".") and (len(text) > _LONGEST_WITH_STOP or ";" in title)):
        return 0
    return level


def _match_end(text: str, level: int) -> int:
    match = _NUMBERED[level - 1].match(text)
    return match.end() if match else 0


class Outline:
    """The headings above a place of a report that is being read from its beginning."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self._has_styles = False
        self._titled: int | None = None  # the level of a part whose title may follow on the next lines

    @property
    def headings(self) -> tuple[str, ...]:
        """Those that the next paragraph stands under, outermost first."""
        return tuple(text for _, text in self._open)

    def read(self, text: str, style_level: int = 0) -> bool:
        """Whether the next paragraph of the body is a heading; from now on it is among `headings`."""
        if style_level:
            self._has_styles = True
            self._begin(style_level, text)
            return True
        if self._titled is not None and is_capitals(text) and not numbered_level(text):
            level, before = self._open.pop()
            self._open.append((level, f"{before} {text}"))
            return True
        self._titled = None
        level = heading_level(text)
        if not level:
            return is_capitals(text) and len(text) <= _LONGEST
        rank = level if not self._has_styles or level == _PART else _BELOW_STYLES + level
        self._begin(rank, text)
        self._titled = rank if level == _PART else None
        return True

    def _begin(self, level: int, text: str) -> None:
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, " ".join(text.split())))
        self._titled = None
