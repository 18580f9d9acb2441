"""Text as rules can read it, and where each letter of it stands in the report.

Word and PDF files hold letters nobody sees (soft hyphens, marks of width zero), many kinds of blank, and accented
letters taken apart. They are put right here, once, and the report's own letters are kept beside.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_ALIKE = {"\u2011": "-", "\u2010": "-", "\n": " ", "\r": " ", "\v": " ", "\f": " "}
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ODD = re.compile(f"[{_UNSEEN}\u2010\u2011\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\r\v\f\n]")
_COMBINED = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")


@dataclass(frozen=True)
class Spelling:
    """A tamed text, the letters it was read from ("" where they are the same) and what was left out of them."""

    text: str
    source: str = ""
    cuts: tuple[tuple[int, int], ...] = ()

    def place(self, offset: int) -> int:
        """Where source[offset] stands in the text; what is left out stands where the text goes on."""
        read = 0
        for at, length in self.cuts:
            if at + read >= offset:
                break
            read += min(length, offset - at - read)
        return offset - read


def spell(source: str, drop: Sequence[tuple[int, int]] = (), *, keep_lines: bool = False) -> Spelling:
    """The source without source[start:end] of each of `drop`, tamed and without blanks around it.

    Line breaks become blanks unless they are to be kept.
    """
    if not drop and not source[:1].isspace() and not source[-1:].isspace() and _is_tame(source, keep_lines):
        return Spelling(source)
    pieces: list[tuple[str, int]] = []  # a letter of the text, and how many letters of the source it stands for
    start = 0
    for begin, end in [*_merged(drop), (len(source), len(source))]:
        for cluster in _COMBINED.findall(source[start:begin]):
            pieces += _letters(cluster, keep_lines)
        pieces.append(("", end - begin))
        start = max(start, end)
    return _trimmed(source, pieces)


def _is_tame(source: str, keep_lines: bool) -> bool:
    odd = _ODD.search(source.replace("\n", "") if keep_lines else source)
    return odd is None and unicodedata.is_normalized("NFC", source)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _letters(cluster: str, keep_lines: bool) -> list[tuple[str, int]]:
    if cluster in _UNSEEN:
        return [("", 1)]
    if _BLANK.match(cluster):
        return [(" ", 1)]
    if cluster in _ALIKE and not (keep_lines and cluster == "\n"):
        return [(_ALIKE[cluster], 1)]
    composed = unicodedata.normalize("NFC", cluster)
    if len(composed) > len(cluster):
        return [(letter, 1) for letter in cluster]
    left_out = len(cluster) - len(composed)
    return [*((letter, 1) for letter in composed), *([("", left_out)] if left_out else [])]


def _trimmed(source: str, pieces: list[tuple[str, int]]) -> Spelling:
    first = next((at for at, (letter, _) in enumerate(pieces) if letter and not letter.isspace()), len(pieces))
    last = next((at for at in range(len(pieces), first, -1) if pieces[at - 1][0].strip()), first)
    letters: list[str] = []
    cuts: dict[int, int] = {}
    for at, (letter, length) in enumerate(pieces):
        if letter and first <= at < last:
            letters.append(letter)
        else:
            cuts[len(letters)] = cuts.get(len(letters), 0) + length
    return Spelling("".join(letters), source, tuple((at, length) for at, length in cuts.items() if length))
