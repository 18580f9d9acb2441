"""What a report says of changes that leave something out: of all of them, of a table's, of a sum that it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.audit.model import Document, Passage
from khuyenhoc_cli.audit.quantities import quantities_in
from khuyenhoc_cli.audit.rules.tables.grid import Column, Grid, Number
from khuyenhoc_cli.text.names import fold

_WITHOUT = re.compile(r"\b(?:không|chưa) (?:kể|tính|bao gồm|gồm|tách)\b", re.IGNORECASE)
_SOME_ONLY = re.compile(r"\b(?:cả hai kỳ|chỉ tính|cùng so sánh)\b", re.IGNORECASE)
_CHANGES = re.compile(r"\b(?:tăng|giảm|cùng kỳ|năm trước|kỳ trước|so sánh|chênh lệch)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<!\d)[.;]\s|\n")
_GENERIC = frozenset("tong so".split())  # noqa: SIM905
_MILLION = 10**6


@dataclass(frozen=True)
class LeftOut:
    """Where changes may be other than the difference of what is printed.

    `tables` are those that a note says it of, by number; `told` the sums that are left out, in units and in millions,
    each with the words around it. `notes` are those that say of which units a figure is. `is_of_sums`: the report says
    somewhere that something is not counted.
    """

    everywhere: bool = False
    tables: frozenset[int] = frozenset()
    told: tuple[tuple[frozenset[Fraction], frozenset[str]], ...] = ()
    notes: frozenset[int] = frozenset()
    is_of_sums: bool = False

    def excuses(self, number: Number) -> bool:
        """Whether a note at a figure says that it is of some units only."""
        return any(mark.number in self.notes for mark in number.passage.marks)

    def is_said(self, grid: Grid) -> bool:
        """Whether changes in a table may leave something out, told or not."""
        return self.touches(grid) or bool(self.told)

    def touches(self, grid: Grid) -> bool:
        """Whether changes in a table may leave something out that is not told."""
        return self.everywhere or grid.table.number in self.tables

    def explains(self, column: Column, gap: Fraction) -> bool:
        """Whether what is left out is told: it is just the gap, or the column is named beside it."""
        names = [frozenset(each.split()) - _GENERIC for each in (column.last, column.words)]
        return any(abs(gap) in sums or any(name and name <= words for name in names) for sums, words in self.told)


def left_out_in(document: Document) -> LeftOut:
    """What the report says of it, in its text and in the notes of its tables."""
    notes = {number for number, note in document.notes.items() if any(_unnamed(note))}
    marked = {p.cell[0] for p in document.passages if p.cell and any(mark.number in notes for mark in p.marks)}
    said = [p for p in document.passages if p.part == "body"]
    everywhere = any(any(_unnamed(p)) or any(mark.number in notes for mark in p.marks) for p in said)
    told = tuple(each for p in document.everything if p.part != "table" for each in _named(p))
    some_only = frozenset(number for number, note in document.notes.items() if _says_of_which(note.text))
    of_sums = any(_WITHOUT.search(p.text) for p in document.everything)
    return LeftOut(everywhere, frozenset(marked), told, some_only, of_sums)


def _sentences(passage: Passage) -> Iterator[tuple[str, frozenset[Fraction]]]:
    """The sentences that say it, each with the sums that it says are left out."""
    if not _says_of_which(passage.text):
        return
    for sentence in _SENTENCE.split(passage.text):
        without = _WITHOUT.search(sentence)
        if (without or _SOME_ONLY.search(sentence)) and _CHANGES.search(sentence):
            yield sentence, _sums(sentence[without.end() :]) if without else frozenset()


def _says_of_which(text: str) -> bool:
    return bool(_WITHOUT.search(text) or _SOME_ONLY.search(text))


def _unnamed(passage: Passage) -> Iterator[str]:
    return (sentence for sentence, sums in _sentences(passage) if not sums)


def _named(passage: Passage) -> Iterator[tuple[frozenset[Fraction], frozenset[str]]]:
    return ((sums, frozenset(fold(sentence).split())) for sentence, sums in _sentences(passage) if sums)


def _sums(words: str) -> frozenset[Fraction]:
    found = [each.value for each in quantities_in(words) if each.measure in ("count", "money") and not each.is_share]
    return frozenset(found) | frozenset(value / _MILLION for value in found)
