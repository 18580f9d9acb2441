"""Figures of before that somebody has typed, or pasted, as plain text: no control tells that they are old."""

import re
from collections.abc import Iterable, Mapping, Sequence

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.refresh.changes import Change
from khuyenhoc_cli.report.refresh.places import Places
from khuyenhoc_cli.report.word.inlines import Names, read_paragraph
from khuyenhoc_cli.report.word.outline import Piece, Token, paragraphs_of

_NUMBER = re.compile(r"\d(?:[\d.,/]*\d)?%?")
_SHORTEST = 3  # "05" and "14" stand for too much else


def old_numbers(before: Iterable[tuple[str, str]], fresh: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Each number that no figure of today shows any more -> (key, text of today); `before` are (key, text)."""
    current = {number for text in fresh.values() for number in _NUMBER.findall(text)}
    found: dict[str, tuple[str, str]] = {}
    for key, text in sorted(before, key=lambda entry: len(entry[1])):  # a figure itself before a phrase around it
        for number in _NUMBER.findall(text):
            if _tells(number) and number not in current and key in fresh:
                found.setdefault(number, (key, fresh[key]))
    return found


def stale_prose(
    roots: Iterable[BaseOxmlElement],
    old: Mapping[str, tuple[str, str]],
    fresh: Sequence[Piece],
    names: Names,
    places: Places,
) -> list[Change]:
    """Where old numbers stand as plain text that is not the template's own."""
    if not old:
        return []
    own = {n for piece in fresh for p in paragraphs_of(piece) for n in _NUMBER.findall(_typed(p.tokens))}
    return [
        Change("stale_prose", old[number][0], places.of(paragraph), number, old[number][1])
        for root in roots
        for paragraph in root.iter(qn("w:p"))
        for number in _NUMBER.findall(_typed(read_paragraph(paragraph, names).tokens))
        if number in old and number not in own
    ]


def _typed(tokens: Sequence[Token]) -> str:
    """The text that no control holds."""
    return "".join(token.value if token.kind == "text" else "\ufffc" for token in tokens)


def _tells(number: str) -> bool:
    """Whether it can be taken for one figure only: neither a small number nor a year."""
    digits = sum(character.isdigit() for character in number)
    return digits >= _SHORTEST and not re.fullmatch(r"(19|20)\d\d", number)
