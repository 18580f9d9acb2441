"""Two wordings of one text compared: which numbers, words of direction and names of units differ, and where.

Other words may differ: an officer may say a thing his own way, or less of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction

from khuyenhoc_cli.audit.model import Kind

_WORD = re.compile(r"[+\-−–]?\d[\d.,]*\d%?|[+\-−–]?\d%?|[^\W\d_]+(?:['’][^\W\d_]+)*|…|–")
_NUMBER = re.compile(r"([+\-−–]?)(\d[\d.]*)(?:,(\d+))?(%?)")
_DIRECTIONS = {
    "tăng": 1, "vượt": 1, "cao": 1, "nhiều": 1, "giảm": -1, "thấp": -1, "ít": -1, "thiếu": -1, "đạt": 0, "không": 0,
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """printed[start:end] says something else than `expected`; it is nothing but another print where `is_format`."""

    start: int
    end: int
    expected: str
    kind: Kind
    is_format: bool = False


def differences(printed: str, expected: str, names: Sequence[str]) -> Iterator[Difference]:
    """What the text prints and should not; names of units that it lacks are told at the list."""
    if printed == expected:
        return
    yield from _numbers_and_directions(printed, expected)
    yield from _names(printed, expected, names)


def _numbers_and_directions(printed: str, expected: str) -> Iterator[Difference]:
    mine, wanted = list(_WORD.finditer(printed)), list(_WORD.finditer(expected))
    matcher = SequenceMatcher(None, [m[0] for m in mine], [m[0] for m in wanted], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            continue
        for kind, pattern in (("figure", _is_number), ("direction", _is_direction)):
            left = [m for m in mine[a:b] if pattern(m[0])]
            right = [m[0] for m in wanted[c:d] if pattern(m[0])]
            for word, other in zip(left, right, strict=False):
                if kind == "figure":
                    yield from _number(word, other)
                elif _DIRECTIONS[word[0].lower()] != _DIRECTIONS[other.lower()]:
                    yield Difference(word.start(), word.end(), other, "direction")


def _is_number(word: str) -> bool:
    return word[-1].isdigit() or word.endswith("%")


def _is_direction(word: str) -> bool:
    return word.lower() in _DIRECTIONS


def _number(word: re.Match[str], expected: str) -> Iterator[Difference]:
    mine, wanted = read_number(word[0]), read_number(expected)
    if mine is None or wanted is None:
        yield Difference(word.start(), word.end(), expected, "figure")
    elif mine[0] == wanted[0]:
        if word[0].lstrip("0") != expected.lstrip("0") and mine[0]:
            yield Difference(word.start(), word.end(), expected, "figure", is_format=True)
    elif not (mine[1] > wanted[1] and abs(mine[0] - wanted[0]) * 2 <= mine[1]):
        yield Difference(word.start(), word.end(), expected, "figure")


def read_number(text: str) -> tuple[Fraction, Fraction] | None:
    """The value of a printed number and what one in its last digit is worth."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    decimals = match[3] or ""
    value = Fraction(f"{match[2].replace('.', '')}.{decimals or 0}")
    return (-value if match[1] in ("-", "−", "–") else value), Fraction(1, 10 ** len(decimals))


def names_in(text: str, names: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where the text names units, from left to right: (start, end, name); the longest name counts."""
    if not names:
        return []
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return [(m.start(), m.end(), m[0]) for m in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text.replace("’", "'"))]


def _names(printed: str, expected: str, names: Sequence[str]) -> Iterator[Difference]:
    mine, wanted = names_in(printed, names), names_in(expected, names)
    has, should = {name for *_, name in mine}, {name for *_, name in wanted}
    lacking = ", ".join(name for *_, name in wanted if name not in has)
    extra = [each for each in mine if each[2] not in should]
    for start, end, _ in extra:
        yield Difference(start, end, lacking, "list")
    if lacking and not extra and mine:
        yield Difference(mine[0][0], mine[-1][1], expected[wanted[0][0] : wanted[-1][1]], "list")
    if has == should:
        yield from _mixed_up(printed, expected, mine, wanted)


def _mixed_up(
    printed: str, expected: str, mine: list[tuple[int, int, str]], wanted: list[tuple[int, int, str]]
) -> Iterator[Difference]:
    """Names that stand beside the figure of another: "Ea Kar (12 hội), Lắk (10 hội)" for the other way round."""
    should = {name: value for (_, end, name) in wanted if (value := _figure_behind(expected, end))}
    if sorted(_figure_behind(printed, end) for _, end, _ in mine) != sorted(
        _figure_behind(expected, w[1]) for w in wanted
    ):
        return  # a figure is another one, which is told at the figure
    for start, end, name in mine:
        value = _figure_behind(printed, end)
        if value and name in should and value != should[name] and value in should.values():
            yield Difference(start, end, next(n for n, v in should.items() if v == value), "list")


def _figure_behind(text: str, end: int) -> str:
    match = re.match(r"\s*\(\s*([\d.,]+%?)", text[end:])
    return match[1] if match else ""
