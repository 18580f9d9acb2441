"""The words by which the columns of a table are known: labels, groups, aliases, and the words that mean no indicator.

Everything comes from `schemas/<edition>/`, which users extend; nothing here knows a heading.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

from khuyenhoc_cli.forms.indicator import Indicator
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.names import fold

_PARENTHESES = re.compile(r"\(([^)]*)\)")
_IN_PARENTHESES = re.compile(r"\([^)]*\)")
# "1.", "2.1", "(3)", "a)", "IV.", "-", "+": what stands before a heading in a numbered list.
_BULLET = re.compile(
    r"^\s*(?:[-–—+*•▪]+\s*|\(?\d+(?:\.\d+)*\s*[.):/-]\s*|\d+(?:\.\d+)+\s+|(?:[IVXLivxl]+|[A-ZĐa-zđ])\s*[.)]\s+)+"
)
_INCLUDING = re.compile(r"^(?:trong do|tr do|chia ra|bao gom|gom|cu the)\b ?")
_YEAR = re.compile(r"\b20\d\d\b")
# "đến 30/6/2024", "năm 2024", "6 tháng đầu năm 2024", "quý II năm 2024": when, not what.
_WHEN = re.compile(
    r"(?:\b(?:tinh )?den (?:het )?(?:ngay |thang )?(?:\d{1,2} )*)?\b"
    r"(?:(?:\d{1,2} thang|quy (?:i{1,3}|iv|[1-4])) ?(?:dau |cuoi )?(?:nam )?)?(?:\bnam )?\b20\d\d\b"
    r"|\b(?:6|9) thang (?:dau |cuoi )?nam\b"
)
_FILLERS = {"so", "luong", "cac", "cua", "co", "la", "va", "duoc", "o", "ve"}
_LIKENESS = 0.86
_DONG = {"dong": 1, "nghin dong": 10**3, "ngan dong": 10**3, "1000 dong": 10**3, "trieu dong": 10**6, "trd": 10**6}
_DONG |= {"ty dong": 10**9, "ti dong": 10**9, "vnd": 1, "d": 1, "trieu": 10**6, "ty": 10**9}

Role = Literal["indicator", "current", "ignored", "unknown"]


@dataclass(frozen=True)
class Meaning:
    """What a heading means: an indicator's code; the period's own figures; nothing to be read; or nobody knows."""

    role: Role
    code: str | None = None


class Vocabulary:
    """The headings of one edition. `current` and `ignored` are headings as the edition lists them."""

    def __init__(
        self,
        indicators: Sequence[Indicator],
        current: Iterable[str],
        ignored: Iterable[str],
        abbreviations: Mapping[str, str],
    ) -> None:
        self._abbreviations = {fold(short): fold(long) for short, long in abbreviations.items()}
        self._current = {self.key(text) for text in current}
        self._ignored = {self.key(text) for text in ignored}
        named = [(heading, i.code) for i in indicators for heading in (i.label, f"{i.group} {i.short}", *i.aliases)]
        self._exact = _unambiguous((self.key(heading), code) for heading, code in named)
        self._lenient = _unambiguous((_without_fillers(key), code) for key, code in self._exact.items())
        self._groups = {self.key(indicator.group): indicator.group for indicator in indicators}
        self._read = lru_cache(maxsize=4096)(self._meaning)

    def key(self, heading: str) -> str:
        """A heading to be compared: folded, without bullet, parentheses, dates; abbreviations spelled out."""
        bare = _BULLET.sub("", _IN_PARENTHESES.sub(" ", heading))
        words = fold(bare) or fold(heading)
        words = _WHEN.sub(" ", _INCLUDING.sub("", words))
        return " ".join(self._abbreviations.get(word, word) for word in words.split())

    def meaning(self, heading: str, above: tuple[str, ...] = (), period: Period | None = None) -> Meaning:
        """What a heading means under those above it, the nearest first, in a return of the period."""
        return self._read(heading, above, period)

    def _meaning(self, heading: str, above: tuple[str, ...], period: Period | None) -> Meaning:
        if _is_of_another_year(heading, period):
            return Meaning("ignored")
        key = self.key(heading)
        for words in (*_joined(key, tuple(self.key(text) for text in above)), key):
            code = self._exact.get(words) or self._lenient.get(_without_fillers(words))
            if code is not None:
                return Meaning("indicator", code)
        if self._is_ignored(heading, key):
            return Meaning("ignored")
        if key in self._current or not key:
            over = self.meaning(above[0], above[1:], period) if above else Meaning("unknown")
            return over if over.role == "indicator" else Meaning("current")
        return Meaning("unknown")

    def _is_ignored(self, heading: str, key: str) -> bool:
        return key in self._ignored or "%" in heading or key.startswith(("ty le ", "ti le "))

    def group(self, heading: str) -> str | None:
        """The group of indicators that a heading names, as the forms spell it."""
        return self._groups.get(self.key(heading))

    def close_to(self, heading: str, above: Sequence[str] = ()) -> str | None:
        """The code of the one indicator whose heading comes close to this one; None where several do, or none."""
        keys = [*_joined(self.key(heading), tuple(self.key(text) for text in above)), self.key(heading)]
        codes = [self._exact[near] for key in keys for near in get_close_matches(key, self._exact, 2, _LIKENESS)]
        return codes[0] if len(set(codes)) == 1 else None


def dong_of_unit(text: str) -> int | None:
    """How many đồng a unit of money is: "nghìn đồng" -> 1000, "Đơn vị tính: đồng" -> 1; None where it names none."""
    words = fold(text).replace("1 000", "1000")
    return _DONG.get(re.sub(r"^(?:don vi tinh|dvt) ", "", words))


def dong_of(texts: Iterable[str]) -> int | None:
    """How many đồng one is, where one of the headings says so: "Tổng thu (nghìn đồng)", "đồng"."""
    parts = (part for text in texts for part in (*_PARENTHESES.findall(text), text))
    return next((dong for part in parts if (dong := dong_of_unit(part)) is not None), None)


def _joined(key: str, above: tuple[str, ...]) -> Iterable[str]:
    """The heading together with those above it: the nearest, the one over that, both."""
    for text in above:
        yield f"{text} {key}"
    if len(above) > 1:
        yield f"{above[1]} {above[0]} {key}"


def _unambiguous(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Code by heading, without the headings that two indicators share."""
    codes: dict[str, set[str]] = {}
    for heading, code in named:
        codes.setdefault(heading, set()).add(code)
    return {heading: next(iter(found)) for heading, found in codes.items() if len(found) == 1 and heading}


def _without_fillers(key: str) -> str:
    """The key without the small words that offices add or leave out: "so hoi vien" -> "hoi vien"."""
    return " ".join(word for word in key.split() if word not in _FILLERS)


def _is_of_another_year(heading: str, period: Period | None) -> bool:
    """Whether a heading dates its figures into another year than the return's."""
    years = {int(year) for year in _YEAR.findall(heading)}
    return period is not None and bool(years) and period.year not in years
