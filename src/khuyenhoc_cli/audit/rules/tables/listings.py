"""Lists of units in running text, read: which units, what is said of each, how many others, and where the list ends.

"các huyện Lắk, Ea Kar và 05 đơn vị khác", "thôn 4 (31,82%), buôn Hồ Sen (32,61%)".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from khuyenhoc_cli.audit.model import Passage, sentence_around
from khuyenhoc_cli.audit.plain import CAPITALS
from khuyenhoc_cli.audit.rules.tables.units import KIND, Mention, Unit, UnitNames

_KINDS = rf"(?:(?i:các|hai|ba|ở|tại)\s+)*(?:{KIND}(?:\s*,\s*{KIND})*\.?\s+)?"
_JOINED = re.compile(rf"\s*(?:[,;]|[,;]?\s*và(?!\w))\s*{_KINDS}", re.IGNORECASE)
_KINDS_BEFORE = re.compile(rf"(?<!\w){_KINDS}$")
_BRACKET = re.compile(r"\s*\((?P<inside>[^()]*)\)")
_VALUE = re.compile(
    r"\s*(?:với\s+|đạt\s+)?(?P<number>\d[\d.]*(?:,\d+)?)(?P<percent>\s*%)?(?![\d/]|[.,]\d)(?P<unit>[^\d,;]*)(?=$|[,;])"
)
_OTHERS = re.compile(
    r"(?:\s*,|\s*,?\s+(?:và|cùng))\s+(?P<number>\d{1,3})\s+(?P<what>[^\W\d_]+(?:\s+[^\W\d_]+){0,5}?)\s+khác\b"
)
_GOES_ON = re.compile(rf"\s*(?:(?:,|;|\bvà\b)\s*{_KINDS}(?=[{CAPITALS}\d])|…|\.\.\.|;?\s*v\.\s?v)")
_NAME_BEFORE = re.compile(rf"(?<!\w)[{CAPITALS}][\w']*\s*(?:,|\bvà)$")
_PARTIAL = re.compile(r"tiêu biểu|điển hình|\bnhư\b|ví dụ|(?:^|[,;(])\s*nhất là|đặc biệt|…|\.\.\.|v\.v")


@dataclass(frozen=True)
class Value:
    """What a bracket says: text[start:end] is the number with its sign, `step` one in its last digit, `unit` the words
    behind."""

    start: int
    end: int
    number: Fraction
    is_percent: bool
    unit: str
    step: Fraction = Fraction(1)


@dataclass(frozen=True)
class Item:
    """A unit in a list; `end` is behind its bracket."""

    mention: Mention
    end: int
    value: Value | None
    bracket: str = ""  # what stands in brackets behind the name

    @property
    def unit(self) -> Unit:
        """Whom it names."""
        return self.mention.unit

    @property
    def start(self) -> int:
        """Where the name begins."""
        return self.mention.start


@dataclass(frozen=True)
class Listing:
    """Two units or more, one behind the other; `others` of "và 05 đơn vị khác", `end` behind all of it."""

    passage: Passage
    items: tuple[Item, ...]
    end: int
    others: int | None
    others_start: int = 0

    @property
    def start(self) -> int:
        """Where the first name begins."""
        return self.items[0].start

    @property
    def keys(self) -> tuple[str, ...]:
        """The units, as they stand."""
        return tuple(item.unit.key for item in self.items)

    @property
    def begin(self) -> int:
        """Where "các huyện" before the first name begins."""
        before = _KINDS_BEFORE.search(self.passage.text, max(0, self.start - 40), self.start)
        return before.start() if before else self.start

    @property
    def size(self) -> int:
        """How many units it stands for."""
        return len(set(self.keys)) + (self.others or 0)

    @property
    def counted(self) -> str:
        """The computation of it: "6 + 8 = 14"."""
        named = len(set(self.keys))
        return f"{named} + {self.others} = {self.size}" if self.others else str(named)

    @property
    def names(self) -> str:
        """The names as printed, commas between."""
        return ", ".join(self.printed(item) for item in self.items)

    def printed(self, item: Item) -> str:
        """A name as it stands."""
        return self.passage.text[item.start : item.mention.end]

    @property
    def lead(self) -> str:
        """The words of its sentence before it, in lower case."""
        begin, _ = sentence_around(self.passage.text, self.start, self.end)
        return self.passage.text[begin : self.start].lower()

    @property
    def clause(self) -> str:
        """The words right before it, from the last semicolon on, in lower case."""
        return self.lead.rpartition(";")[2]

    @property
    def tail(self) -> str:
        """The words of its sentence behind it, in lower case."""
        _, finish = sentence_around(self.passage.text, self.start, self.end)
        return self.passage.text[self.end : finish].lower()

    @property
    def is_closed(self) -> bool:
        """Whether it says nowhere that there are more, nor goes on with names that no table has."""
        before = self.passage.text[: self.begin].rstrip()
        behind = self.passage.text[self.end :]
        if _NAME_BEFORE.search(before) or _GOES_ON.match(behind):
            return False
        return not _PARTIAL.search(self.clause) and "khác" not in self.tail[:40]


def listings_in(passage: Passage, names: UnitNames) -> tuple[Listing, ...]:
    """The lists of a passage, from left to right, those of one unit included."""
    return tuple(Listing(passage, *each) for each in _listings_of(passage.text, names))


@lru_cache(maxsize=4096)
def _listings_of(text: str, names: UnitNames) -> tuple[tuple[tuple[Item, ...], int, int | None, int], ...]:
    found: list[tuple[tuple[Item, ...], int, int | None, int]] = []
    run: list[Item] = []
    for mention in names.mentions(text):
        if run and not _JOINED.fullmatch(text, run[-1].end, mention.start):
            found += _closed(text, run)
            run = []
        run.append(_item(text, mention))
    return (*found, *_closed(text, run))


def _closed(text: str, run: list[Item]) -> Iterator[tuple[tuple[Item, ...], int, int | None, int]]:
    if not run:
        return
    end = run[-1].end
    others = _OTHERS.match(text, end)
    if others:
        yield tuple(run), others.end(), int(others["number"]), others.start("number")
    else:
        yield tuple(run), end, None, 0


def _item(text: str, mention: Mention) -> Item:
    bracket = _BRACKET.match(text, mention.end)
    if bracket is None:
        return Item(mention, mention.end, None)
    value = _VALUE.match(bracket["inside"])
    if value is None:
        return Item(mention, bracket.end(), None, bracket["inside"])
    begin = bracket.start("inside")
    start = begin + value.start("number")
    end = begin + value.end("percent" if value["percent"] else "number")
    whole, _, decimals = value["number"].rstrip(".").replace(".", "").partition(",")
    number = Fraction(f"{whole}.{decimals or 0}")
    return Item(
        mention,
        bracket.end(),
        Value(start, end, number, bool(value["percent"]), value["unit"].strip(), Fraction(1, 10 ** len(decimals))),
        bracket["inside"],
    )
