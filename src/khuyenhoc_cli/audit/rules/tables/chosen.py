"""Units chosen by a column: the highest, the lowest, those below a target; which a list leaves out or has too many.

The column is the one that the list, the footnote behind it or the list of the same matter takes its figures from; else
one whose headings are in the sentence. Nothing is said unless all names but one are what the column says.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from khuyenhoc_cli.audit.model import Claim, Document, Example, Passage, Rule
from khuyenhoc_cli.audit.rules.tables.analysis import says
from khuyenhoc_cli.audit.rules.tables.choice import Choice, Finding, Side
from khuyenhoc_cli.audit.rules.tables.grid import Column, Grid
from khuyenhoc_cli.audit.rules.tables.listed import GENERIC, Source, rows_of, source_of
from khuyenhoc_cli.audit.rules.tables.listings import Listing, listings_in
from khuyenhoc_cli.audit.rules.tables.lists import ending_at
from khuyenhoc_cli.audit.rules.tables.matters import Matter, same_matter
from khuyenhoc_cli.audit.rules.tables.reading import grids_of
from khuyenhoc_cli.audit.rules.tables.units import UnitNames, units_of
from khuyenhoc_cli.text.names import fold

_RULE = "danh-sach-theo-cot"
_SIDES: tuple[tuple[Side, re.Pattern[str]], ...] = (
    ("most", re.compile(r"(?:nhiều|cao|lớn)(?:\s+[^\W\d_]+){0,3} nhất")),
    ("least", re.compile(r"(?:ít|thấp|nhỏ)(?:\s+[^\W\d_]+){0,3} nhất")),
    ("under_mean", re.compile(r"(?:thấp hơn|dưới|thấp)(?: so với)? mức (?:chung|bình quân|trung bình)")),
    ("below", re.compile(r"(?:dưới|chưa đạt|không đạt|thấp hơn)(?: so với)?(?: mức)? chỉ tiêu")),
)
_TARGET = re.compile(r"chỉ tiêu[^.;:%()\d]{0,40}(?P<value>\d+(?:,\d+)?)\s*%")
_YEAR = re.compile(r"\b20\d\d\b")
_EARLIER = re.compile(r"cùng kỳ|năm trước|năm ngoái|đầu kỳ|đầu nhiệm kỳ")
# only some of the units are meant
_SCOPED = re.compile(r"\b(?:khối|vùng|miền|nhóm|cụm (?:số )?\d|riêng|ngoài|trong (?:các|số) [^,:;]{0,30}(?:,|thì))\b")
_STOP = re.compile(r"[.;](?=\s|$)")
_SENTENCE = re.compile(r"[.!?](?=\s|$)")


def check_chosen(document: Document) -> Iterator[Claim]:
    names = units_of(document)
    if names:
        yield from _Report(document, names).claims()


class _Report:
    """A report's lists, and where their columns and targets are found."""

    def __init__(self, document: Document, names: UnitNames) -> None:
        self._document, self._names = document, names
        self._prose = [each for each in document.passages if each.part == "body" and not each.is_heading]

    def claims(self) -> Iterator[Claim]:
        """What is wrong with the lists of the sentences, then with those of the footnotes."""
        for passage in self._prose:
            behind = {
                each.start: mark.number
                for mark in passage.marks
                for each in ending_at(passage, mark.offset, self._names)
            }
            for listing in listings_in(passage, self._names):
                if len(listing.items) > 1 and (side := _side(listing.clause)):
                    note = self._document.notes.get(behind.get(listing.start, 0))
                    yield from _said(listing, self._choices(listing, side, passage, listing.start, note))
            for mark in passage.marks:
                note = self._document.notes.get(mark.number)
                if note is not None:
                    yield from self._noted(note, passage, mark.offset)

    def _noted(self, note: Passage, passage: Passage, offset: int) -> Iterator[Claim]:
        lead = passage.text[:offset]
        before = _STOP.split(lead)[-1].lower()
        for listing in listings_in(note, self._names):
            side = _side(listing.clause) or _side(before)
            if side is not None and len(listing.items) > 1:
                yield from _said(listing, self._choices(listing, side, passage, offset, None))

    def _choices(
        self, listing: Listing, side: Side, passage: Passage, offset: int, note: Passage | None
    ) -> list[Choice]:
        """The ways to read the list: by the column known from figures, else by each one that the sentence names."""
        if any(item.bracket and (item.value is None or "chỉ tiêu" in item.bracket) for item in listing.items):
            return []  # each with a target of its own
        if _SCOPED.search(listing.lead):
            return []
        known = self._known(listing, note)
        named = self._named(listing) if side in ("below", "under_mean") else ()
        sources = [each for each in ([known] if known else named) if self._is_sound(each)]
        return [
            Choice(listing, side, source, bound, known is not None)
            for source in sources
            for bound in self._bounds(side, source, passage, offset)
        ]

    def _is_sound(self, source: Source) -> bool:
        """Whether nothing in the column is wrong by the sums and ratios of its own table."""
        return (source.grid.table.number, source.column.index) not in self._unsound

    @cached_property
    def _unsound(self) -> set[tuple[int, int]]:
        shown = says(_RULE, "sum", "ratio", "per_capita", "difference")(self._document)
        cells = [claim.passage.cell for claim in shown if claim.verdict != "ok"]
        return {(cell[0], cell[2]) for cell in cells if cell is not None}

    def _known(self, listing: Listing, note: Passage | None) -> Source | None:
        if any(item.value for item in listing.items):
            return source_of([listing], self._document, self._names)
        if note is not None:
            told = max(listings_in(note, self._names), key=lambda each: len(each.items), default=None)
            return source_of([told], self._document, self._names) if told else None
        first = same_matter(self._matters, Matter(listing))
        if first is None:
            return None
        return source_of([first.listing], self._document, self._names)

    @cached_property
    def _matters(self) -> list[Matter]:
        notes = self._document.notes.values()
        return [
            Matter(each)
            for note in notes
            for each in listings_in(note, self._names)
            if any(i.value for i in each.items)
        ]

    def _named(self, listing: Listing) -> Iterator[Source]:
        """The columns whose headings are in the sentence, the latest year of several."""
        words = frozenset(fold(listing.lead).split())
        years = set(_YEAR.findall(listing.lead))
        if _EARLIER.search(listing.lead):
            return
        for grid in grids_of(self._document.tables):
            rows = rows_of(grid, self._names)
            if sum(key in rows for key in listing.keys) < 2:
                continue
            for column in grid.columns:
                named = _words_of(column)
                is_then = years <= set(_YEAR.findall(column.words)) if years else _is_latest(column, grid)
                if len(named) > 1 and named <= words and is_then:
                    yield Source(grid, column, rows, self._names)

    def _bounds(self, side: Side, source: Source, passage: Passage, offset: int) -> Sequence[Fraction | None]:
        if side in ("most", "least"):
            return [None]
        if source.column.index not in source.grid.percents:
            return []
        if side == "under_mean":
            total = source.grid.number(source.grid.row_of("total"), source.column)
            return [total.value] if total else []
        near = [_worth(match) for match in _TARGET.finditer(passage.text, 0, offset)]
        return near[-1:] or sorted(self._targets(_words_of(source.column)))

    def _targets(self, named: frozenset[str]) -> set[Fraction]:
        """The targets printed in sentences that name a column."""
        return {_worth(match) for match, words in self._printed_targets if named and named <= words}

    @cached_property
    def _printed_targets(self) -> list[tuple[re.Match[str], frozenset[str]]]:
        return [
            (match, frozenset(fold(_SENTENCE.split(passage.text[: match.start()])[-1]).split()))
            for passage in self._prose
            for match in _TARGET.finditer(passage.text)
        ]


def _side(words: str) -> Side | None:
    """What the words say of a list that comes right behind them: the last of its kind."""
    found = [(match.end(), side) for side, pattern in _SIDES for match in pattern.finditer(words)]
    end, side = max(found, default=(0, None))
    return side if side and len(words) - end < 60 else None


def _words_of(column: Column) -> frozenset[str]:
    return frozenset(re.sub(r"\b20\d\d\b", "", column.words).split()) - GENERIC


def _is_latest(column: Column, grid: Grid) -> bool:
    """Whether no column of the same headings is of a later year."""
    years = _YEAR.findall(column.words)
    alike = [other for other in grid.columns if _words_of(other) == _words_of(column)]
    return max(years, default="") == max((year for other in alike for year in _YEAR.findall(other.words)), default="")


def _worth(match: re.Match[str]) -> Fraction:
    return Fraction(match["value"].replace(",", "."))


def _said(listing: Listing, choices: Sequence[Choice]) -> Iterator[Claim]:
    """The claim where no reading fits and one is all but right."""
    findings = [choice.finding for choice in choices]
    faults = [finding for finding in findings if isinstance(finding, Finding)]
    if "fits" in findings or len({fault.message for fault in faults}) != 1:
        return
    fault = faults[0]
    start, end = (fault.item.start, fault.item.mention.end) if fault.item else (listing.start, listing.end)
    yield Claim(_RULE, "list", listing.passage, start, end, fault.computed, "wrong", fault.message)


_TABLE = """
| TT | Đơn vị | Hội viên | Tỷ lệ hội viên trên dân số |
|---|---|---|---|
| 1 | Xã An Bình | 1.250 | 25,10% |
| 2 | Xã Hòa Lợi | 840 | 18,20% |
| 3 | Xã Tân Phú | 1.910 | 31,40% |
| 4 | Xã Long Sơn | 1.100 | 22,30% |
| 5 | Xã Vĩnh Hòa | 700 | 19,60% |
| 6 | Xã Phước An | 905 | 23,70% |
"""
_BELOW = "Tỷ lệ hội viên trên dân số đạt 24%, chỉ tiêu là 24%. Tỷ lệ hội viên trên dân số còn dưới chỉ tiêu:"
CHOSEN_RULES: tuple[Rule, ...] = (
    Rule(
        _RULE,
        "list",
        "Danh sách đơn vị “cao nhất”, “thấp nhất”, “dưới chỉ tiêu” gồm đúng những đơn vị mà cột của phụ lục cho thấy; "
        "chỉ nêu khi cả danh sách, trừ một tên, khớp với cột.",
        check_chosen,
        (
            Example(f"Nhiều hội viên nhất là Tân Phú (1.910), An Bình (1.250), Long Sơn (1.100).\n{_TABLE}", ()),
            Example(
                f"Nhiều hội viên nhất là Tân Phú (1.910), Long Sơn (1.100), Phước An (905).\n{_TABLE}",
                (("Tân Phú (1.910), Long Sơn (1.100), Phước An (905)", "wrong"),),
            ),
            Example(f"Nhiều hội viên: Tân Phú (1.910), Long Sơn (1.100), Phước An (905).\n{_TABLE}", ()),
            Example(f"{_BELOW} Hòa Lợi, Vĩnh Hòa và 02 đơn vị khác.\n{_TABLE}", ()),
            Example(
                f"{_BELOW} Hòa Lợi, Vĩnh Hòa, Long Sơn và 02 đơn vị khác.\n{_TABLE}",
                (("Hòa Lợi, Vĩnh Hòa, Long Sơn và 02 đơn vị khác", "wrong"),),
            ),
            Example(f"{_BELOW} Hòa Lợi, Vĩnh Hòa, Long Sơn và Tân Phú.\n{_TABLE}", (("Tân Phú", "wrong"),)),
            Example(f"{_BELOW} Tân Phú, An Bình, Long Sơn và Hòa Lợi.\n{_TABLE}", ()),
            Example(f"{_BELOW} Hòa Lợi, Vĩnh Hòa.\n{_TABLE}", ()),
            Example(
                f"Nhiều hội viên nhất là Tân Phú (1.910), Long Sơn (1.100), Phước An (905).\n{_TABLE}"
                "| | Tổng cộng | 6.000 | 23,55% |\n",
                (),
            ),
        ),
    ),
)
