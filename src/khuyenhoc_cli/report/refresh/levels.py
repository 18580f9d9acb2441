"""One level of a report, as its three sides have it: what stands where it was, what is gone, what a new row is like."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import cast

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from khuyenhoc_cli.report.refresh.matching import Matching
from khuyenhoc_cli.report.word.outline import Piece, Row

_MODELS_LOOKED_AT = 12


@dataclass(frozen=True)
class Level:
    """The pieces of one parent, on all three sides, and which of them belong together: base and today, base and now."""

    base: Sequence[Piece]
    draft: Sequence[Piece]
    fresh: Sequence[Piece]
    today: Matching
    now: Matching
    parent: BaseOxmlElement

    @cached_property
    def base_of(self) -> dict[int, int]:
        """The number in the base of a piece of today's report."""
        return {j: i for i, j in self.today.pairs.items()}

    def standing(self, number: int) -> BaseOxmlElement | None:
        """The draft's element of a piece of today's report, if it stands where it was generated."""
        base = self.base_of.get(number)
        if base is None or base not in self.today.in_order or base not in self.now.in_order:
            return None
        element = element_of(self.draft[self.now.pairs[base]])
        return element if element.getparent() is not None else None

    def is_deleted(self, number: int) -> bool:
        """Whether somebody has deleted what a piece of today's report was in the draft."""
        base = self.base_of.get(number)
        return base is not None and base not in self.now.pairs and base not in self.now.copies

    def neighbour(self, number: int, step: int) -> int | None:
        """The nearest piece of today's report on this side that is not new, and that nobody has moved."""
        number += step
        while 0 <= number < len(self.fresh):
            if self.is_deleted(number) or self.standing(number) is not None:
                return number
            number += step
        return None

    def like(self, number: int) -> tuple[Row, Row] | None:
        """A row built like this one, in today's report and in the draft: near, and formatted as most there are.

        A row that somebody has set off from the others is no model; of two that differ the plainer one is.
        """
        candidates = list(islice(self._built_like(number), _MODELS_LOOKED_AT))
        looks = Counter(_look(draft) for _, draft in candidates)
        best = max(looks, key=lambda look: (looks[look], -len(look)), default=None)
        return next((pair for pair in candidates if _look(pair[1]) == best), None)

    def _built_like(self, number: int) -> Iterator[tuple[Row, Row]]:
        piece = self.fresh[number]
        if not isinstance(piece, Row):
            return
        for distance in range(1, len(self.fresh)):
            for other in (number - distance, number + distance):
                if 0 <= other < len(self.fresh) and self.standing(other) is not None:
                    today = cast(Row, self.fresh[other])
                    draft = cast(Row, self.draft[self.now.pairs[self.base_of[other]]])
                    if _build(today) == _build(piece) and element_of(draft).find(f".//{qn('w:vMerge')}") is None:
                        yield today, draft


def element_of(piece: Piece) -> BaseOxmlElement:
    """The element of a piece that was read from a document."""
    assert piece.element is not None
    return piece.element


def _build(row: Row) -> list[frozenset[str]]:
    """What kind of figures a row's cells hold, whichever unit they are of."""
    return [
        frozenset(token.value.partition("@")[0] for token in cell.tokens if token.kind == "figure")
        for cell in row.cells
    ]


def _look(row: Row) -> bytes:
    """How a row is formatted, cell by cell: its paragraphs and where their text begins."""
    found = []
    for paragraph in element_of(row).iter(qn("w:p")):
        run = next((run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None), None)
        for holder, name in ((paragraph, "w:pPr"), (run, "w:rPr")):
            properties = None if holder is None else holder.find(qn(name))
            found.append(b"" if properties is None else etree.tostring(properties))
    return b"|".join(found)
