"""What offices write around a unit's name: a number before it, the association itself, a note behind it."""

import re
from collections.abc import Iterator

from khuyenhoc_cli.text.names import fold, split_prefix, tidy

_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{0,3}))"
_NUMBERING = re.compile(
    rf"(?:[-–—+*•·#]+\s*|\(?(?:\d{{1,3}}(?:\.\d{{1,3}})*|{_ROMAN}(?<=[IVX])|[A-Za-zĐđ](?=[)/]))\s*[.)/:]+\s*|\d{{1,3}}(?:\.\d{{1,3}})+\s+|\d{{1,3}}\s*[-–]\s*)+"
    r"(?=[^\W\d])"
)
# "A. Xã Ea Tóh", "3 Xã Ea Tóh": without a bracket these are numbers only before a name with its prefix.
_BARE_NUMBERING = re.compile(r"(?:\d{1,3}\s+|[A-ZĐ]\s?[.:]\s*)(?=[^\W\d])")
_OFFICE = re.compile(
    r"(?:(?:BCH|Ban chấp hành|Ban thường vụ|Văn phòng|Cơ quan)\s+)?"
    r"(?:Hội\s+Khuyến\s+học|Hội\s+KH|HKH|UBND|Ủy\s+ban\s+nhân\s+dân|Uỷ\s+ban\s+nhân\s+dân|"
    r"Hoi\s+khuyen\s+hoc|Uy\s+ban\s+nhan\s+dan)\s*[:.\-–]?\s+(?=\w)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"(.*?[^\s(\[])\s*[(\[]([^()\[\]]*)[)\]]\s*[.:;,]?")
_BEHIND = re.compile(r"(.*?\w[^\s,;]*)(?:\s+[-–—/:]\s+|\s*[,;:]\s+|\s*[–—]\s*)(.+)")
_COUNTED = re.compile(
    r"(?:(?:gom|co|so)?\s*\d{1,4} (?:thon|buon|ban|ap|khom|to|to dan pho|tdp|khu pho|khu|chi hoi|hoi vien|ho|nguoi|xa|"
    r"phuong|thi tran|don vi|co so)(?: va | |$))+"
)
_REMARKS = frozenset(
    [
        "moi",
        "chua co hoi",
        "chua bao cao",
        "da bao cao",
        "chua co so lieu",
        "da nop",
        "chua nop",
        "nong thon moi",
        "ntm",
        "xa ntm",
        "xa diem",
        "mien nui",
    ]
)
_INITIALS = re.compile(r"[A-ZĐ](?:[. ]{0,2}[A-ZĐ]){2,}\.?")
_LONE_PREFIX = re.compile(r"(?:(?P<huyện>h)|(?P<xã>x)|(?P<phường>p)|(?P<quận>q))\s+(?=[^\W\d])", re.IGNORECASE)


def label_readings(text: str) -> Iterator[str]:
    """The text without what stands before the name, from the most careful reading to the boldest.

    >>> list(label_readings("12) Hội Khuyến học xã Ea Tóh")), list(label_readings("X. Ea Tóh"))
    (['Hội Khuyến học xã Ea Tóh', 'xã Ea Tóh'], [])
    """
    text = tidy(text)
    for pattern in (_NUMBERING, _BARE_NUMBERING, _OFFICE):
        found = pattern.match(text)
        if found is None:
            continue
        rest = text[found.end() :]
        may_be_prefix = (
            pattern is _BARE_NUMBERING or split_prefix(text)[0]
        )  # "X. Ea Tóh" is Xã, "X. Xã Ea Tóh" the tenth
        if pattern is _OFFICE or not may_be_prefix or split_prefix(rest)[0]:
            text = rest
            yield text
    if found := _LONE_PREFIX.match(text):
        yield f"{found.lastgroup} {text[found.end() :]}"


def split_note(text: str) -> tuple[str, str]:
    """The text before a note and the note, "" where there is none: "Ea Tóh (cũ)", "Ea Tóh - 12 thôn".

    >>> split_note("Xã Ea Tóh (cũ)"), split_note("Xã Ea Tóh, huyện Krông Năng"), split_note("Phan Rang-Tháp Chàm")
    (('Xã Ea Tóh', 'cũ'), ('Xã Ea Tóh', 'huyện Krông Năng'), ('Phan Rang-Tháp Chàm', ''))
    """
    text = tidy(text)
    found = _IN_BRACKETS.fullmatch(text) or _BEHIND.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


def is_remark(note: str) -> bool:
    """Whether a note says nothing about which unit is meant: "12 thôn", "gồm 10 thôn và 2 buôn", "chưa báo cáo"."""
    folded = fold(note)
    return not folded or folded in _REMARKS or _COUNTED.fullmatch(folded) is not None


def initials(text: str) -> str:
    """The first letters of a name's words where the text is nothing but three or more capitals: "B.M.T" -> "bmt"."""
    _, bare = split_prefix(text)
    return fold(bare).replace(" ", "") if _INITIALS.fullmatch(bare) else ""
