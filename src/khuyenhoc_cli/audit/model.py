"""What an audit works on and what it says: a report as passages and tables, and claims with their computation.

A passage is one paragraph, wherever it stands. Places are counted as a reader would: `paragraph` is the number of the
paragraph in the report, those of tables included, from one; footnotes are counted on their own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from khuyenhoc_cli.audit.quantities import Quantity, quantities_in

Part = Literal["body", "table", "footnote"]
Kind = Literal[
    "sum", "ratio", "difference", "growth", "per_capita", "duplicate", "format", "figure", "list", "direction"
]
# wrong: the report's own numbers, or the workspace's, prove it; doubtful: they do not fit, but another reading might;
# format: worth what it should be, but not printed as it should be
Verdict = Literal["ok", "wrong", "doubtful", "format"]


@dataclass(frozen=True)
class Control:
    """Generated text, text[start:end] of its passage, under the key of `report/keys.py`."""

    start: int
    end: int
    key: str


@dataclass(frozen=True)
class NoteMark:
    """The mark of footnote `number` before text[offset] of its passage."""

    offset: int
    number: int


@dataclass(frozen=True)
class Passage:
    """One paragraph; `headings` are those it stands under, outermost first; `cell` is (table, row, column).

    `item_level` is that of the list that Word numbers it in, whose mark is no text, from one; 0 where it is in none.

    `source` is the paragraph to the letter where `text` is a tamed reading of it (else ""): each of `cuts`, (offset,
    length), says how many letters of it are left out before text[offset].
    """

    part: Part
    paragraph: int
    text: str
    headings: tuple[str, ...] = ()
    is_heading: bool = False
    item_level: int = 0
    controls: tuple[Control, ...] = ()
    marks: tuple[NoteMark, ...] = ()
    cell: tuple[int, int, int] | None = None
    source: str = ""
    cuts: tuple[tuple[int, int], ...] = ()

    def verbatim(self, start: int, end: int) -> str:
        """text[start:end] as it stands in the report, to the letter."""
        return (self.source or self.text)[slice(*self.source_span(start, end))]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in `source`."""
        begin = start + sum(length for offset, length in self.cuts if offset <= start)
        return begin, end + sum(length for offset, length in self.cuts if offset < end)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The figures in it, from left to right."""
        return tuple(quantities_in(self.text))


@dataclass(frozen=True)
class Cell:
    """A cell of a table as it covers the grid: `row`, `column` are where it begins, from zero."""

    row: int
    column: int
    rows: int
    columns: int
    passages: tuple[Passage, ...]
    is_heading: bool = False

    @property
    def text(self) -> str:
        """All its paragraphs, a space between them."""
        return " ".join(passage.text for passage in self.passages).strip()


@dataclass(frozen=True)
class Table:
    """A table; its cells in reading order. `caption` are the paragraphs just above it (title, unit of measure)."""

    number: int
    cells: tuple[Cell, ...]
    headings: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A report as read: everything in reading order; `notes` by number.

    `origin` is what a draft of this tool says of itself (template, period, scope); `warnings` say in Vietnamese what
    could not be read.
    """

    name: str
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...] = ()
    notes: Mapping[int, Passage] = field(default_factory=dict)
    origin: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @property
    def everything(self) -> Iterator[Passage]:
        """The passages of body and tables, then the notes."""
        yield from self.passages
        yield from self.notes.values()


class Spot(NamedTuple):
    """Where a figure stands: passage.text[start:end]."""

    passage: Passage
    start: int
    end: int


@dataclass(frozen=True)
class Claim:
    """One thing the report says by a number or a word, checked.

    `printed` is text[start:end] of the passage; `computed` what it should be, as it would be printed, "" where that is
    not known; `message` has the computation in one line: "184/257 = 71,60%, in: 70,43%". `against` are the other
    figures that it takes for right.
    """

    rule: str
    kind: Kind
    passage: Passage
    start: int
    end: int
    computed: str
    verdict: Verdict
    message: str
    against: tuple[Spot, ...] = ()

    @property
    def printed(self) -> str:
        """What the report prints."""
        return self.passage.text[self.start : self.end]

    @property
    def quote(self) -> str:
        """The sentence around it, as it stands in the report."""
        return self.passage.text[slice(*sentence_around(self.passage.text, self.start, self.end))]


@dataclass(frozen=True)
class Example:
    """A piece of a report and what the rule says of it: (printed, verdict) in reading order; claims of "ok" included.

    Lines are paragraphs; "| a | b |" is a row of a table, the first such rows up to "|---|" its heading; "[1] text" at
    the beginning of a line is footnote 1, whose mark "[1]" stands in a line before.
    """

    text: str
    said: tuple[tuple[str, Verdict], ...]


@dataclass(frozen=True)
class Rule:
    """One rule: `about` says in Vietnamese what it proves; its examples are its tests and its documentation."""

    name: str
    kind: Kind
    about: str
    check: Callable[[Document], Iterator[Claim]]
    examples: tuple[Example, ...]


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """(start, end) of the sentence in which text[start:end] stands; a full stop within a number ends none."""
    begin = max((stop for stop in _stops(text) if stop <= start), default=0)
    finish = min((stop for stop in _stops(text) if stop >= end), default=len(text))
    while begin < start and text[begin].isspace():
        begin += 1
    return begin, finish


def _stops(text: str) -> Iterator[int]:
    """The places just behind a full stop that ends a sentence."""
    for place, letter in enumerate(text[:-1]):
        if letter in ".!?\n" and not (text[place + 1].isdigit() and place and text[place - 1].isdigit()):
            follows = text[place + 1 :].lstrip()
            if letter == "\n" or (text[place + 1].isspace() and follows[:1].isupper()):
                yield place + 1
