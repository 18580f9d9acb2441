"""Paragraphs, tables and rows of a draft that come and go with the figures, at every depth alike."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import cast

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.refresh.changes import Change
from khuyenhoc_cli.report.refresh.levels import Level, element_of
from khuyenhoc_cli.report.refresh.matching import match
from khuyenhoc_cli.report.refresh.paragraphs import Sides, is_untouched, merge_paragraph
from khuyenhoc_cli.report.word.outline import Cell, Paragraph, Piece, Row, Table, paragraphs_of, text_of
from khuyenhoc_cli.report.word.stories import fit_grid


class Structure:
    """Brings what the tool has changed in the structure of a report into a draft of it; `changes` tells what."""

    def __init__(self, sides: Sides) -> None:
        self.changes: list[Change] = []
        self._sides = sides

    def merge(
        self, base: Sequence[Piece], draft: Sequence[Piece], fresh: Sequence[Piece], parent: BaseOxmlElement
    ) -> None:
        """Nothing; the pieces directly in `parent` (body, table, cell) are up to date where nobody touched them."""
        today, now = match(base, fresh), match(base, draft, copies=True)
        for number, piece in enumerate(base):
            mine = [draft[j] for j in (now.pairs.get(number), *now.copies.get(number, ())) if j is not None]
            if not mine:
                continue
            if number in today.pairs:
                self._merge_piece(piece, mine, fresh[today.pairs[number]])
            elif number in now.pairs:
                self._remove(piece, mine[0])
        Additions(self, Level(base, draft, fresh, today, now, parent)).make()

    def _merge_piece(self, base: Piece, mine: Sequence[Piece], fresh: Piece) -> None:
        if base.tokens == fresh.tokens:
            return
        match base, fresh:
            case Paragraph(), Paragraph():
                self.changes += merge_paragraph(base, cast(Sequence[Paragraph], mine), fresh, self._sides)
            case Table(), Table():
                for table in cast(Sequence[Table], mine):
                    self.merge(base.rows, table.rows, fresh.rows, element_of(table))
            case Row(), Row():
                for row in cast(Sequence[Row], mine):
                    self._merge_row(base, row, fresh)

    def _merge_row(self, base: Row, draft: Row, fresh: Row) -> None:
        if len(base.cells) != len(fresh.cells):
            self._exchange_row(base, draft, fresh)
            return
        if len(base.cells) == len(draft.cells):
            pairs = {number: number for number in range(len(base.cells))}
        else:  # somebody has added or taken away a column
            pairs = match(base.cells, draft.cells).pairs
        for number, (one, today) in enumerate(zip(base.cells, fresh.cells, strict=True)):
            if number in pairs and one.tokens != today.tokens:
                cell = draft.cells[pairs[number]]
                self.merge(one.blocks, cell.blocks, today.blocks, element_of(cell))

    def _exchange_row(self, base: Row, draft: Row, fresh: Row) -> None:
        """Nothing; a row of other columns than before takes the place of the old one, unless that was edited."""
        place = self._sides.places.of(element_of(draft))
        old, new = _told(base, self._sides.base), _told(fresh, self._sides.fresh)
        if not is_untouched(base, draft, self._sides):
            self.changes.append(Change("not_merged", "", place, old, new))
            return
        table = element_of(draft).getparent()
        table.replace(element_of(draft), self._sides.importer.row(fresh))
        fit_grid(table)
        self.changes.append(Change("updated", "", place, old, new))

    def _remove(self, base: Piece, draft: Piece) -> None:
        """Nothing; what today's report does not have is gone, unless somebody has edited it."""
        element, sides = element_of(draft), self._sides
        place, old, key = sides.places.of(element), _told(draft, dict(_shown(draft))), first_key(base)
        if not is_untouched(base, draft, sides):
            if key or isinstance(base, Table | Row):
                self.changes.append(Change("kept_by_hand", key, place, old, ""))
            return
        _take_away(element)
        self.changes.append(Change("removed", key, place, old, ""))

    def may_move(self, base: Piece, draft: Piece) -> bool:
        """Whether the draft's piece goes where today's report has it; a paragraph that somebody edited stays."""
        return isinstance(base, Row) or is_untouched(base, draft, self._sides)

    def add(self, piece: Piece, made: BaseOxmlElement, beside: BaseOxmlElement | None) -> None:
        """Nothing; tells that a piece of today's report, as `made`, has been put beside an element of the draft."""
        text = _told(piece, self._sides.fresh)
        place = self._sides.places.learn(made, beside)
        self.changes.append(Change("added", first_key(piece), place, "", text))

    def tell_moved(self, piece: Piece, element: BaseOxmlElement) -> None:
        """Nothing; tells that a piece of the draft now stands where today's report has it."""
        text = _told(piece, self._sides.base)
        self.changes.append(Change("moved", first_key(piece), self._sides.places.of(element), text, text))

    def withhold(self, piece: Piece, beside: BaseOxmlElement | None) -> None:
        """Nothing; tells that a piece has not been added, as somebody has deleted what stands around it."""
        if piece.tokens:
            place = "" if beside is None else f"sau: {self._sides.places.of(beside)}"
            self.changes.append(Change("not_merged", first_key(piece), place, "", _told(piece, self._sides.fresh)))

    def made(self, piece: Piece, like: "tuple[Row, Row] | None") -> BaseOxmlElement:
        """An element for a new piece; a row is formatted `like` (a row of today's report, the same of the draft)."""
        importer = self._sides.importer
        match piece:
            case Paragraph():
                return importer.paragraph(piece)
            case Table():
                return importer.table(piece)
            case Row():
                return importer.row(piece) if like is None else self._row_like(piece, *like)
            case Cell():
                raise AssertionError("cells come with their rows")

    def _row_like(self, piece: Row, today: Row, draft: Row) -> BaseOxmlElement:
        made = deepcopy(element_of(draft))
        cells = made.findall(qn("w:tc"))
        pairs = (
            {number: number for number in range(len(cells))}
            if len(cells) == len(today.cells)
            else match(today.cells, draft.cells).pairs
        )
        for cell in cells:
            for paragraph in cell.findall(qn("w:p"))[1:]:
                cell.remove(paragraph)
        sources = {pairs[number]: cell for number, cell in enumerate(piece.cells) if number in pairs}
        for number, cell in enumerate(cells):
            like = cell.find(qn("w:p"))
            for block in sources[number].blocks if number in sources else []:
                if isinstance(block, Paragraph):
                    like.addprevious(self._sides.importer.paragraph(block, like))
            if number in sources:
                cell.remove(like)
            else:
                for child in [child for child in like if child.tag != qn("w:pPr")]:
                    like.remove(child)
        return made


class Additions:
    """The pieces of today's report that the draft has not yet, put where they belong among those it has."""

    def __init__(self, structure: Structure, level: Level) -> None:
        self._structure, self._level = structure, level
        self._anchor: BaseOxmlElement | None = None

    def make(self) -> None:
        """Nothing; all that is new stands in its place, and what the tool has moved in its own."""
        for number, piece in enumerate(self._level.fresh):
            if number not in self._level.base_of:
                self._add(number, piece)
            elif (element := self._level.standing(number)) is not None:
                self._anchor = element
            elif self._level.base_of[number] not in self._level.today.in_order:
                self._move(self._level.base_of[number])

    def _add(self, number: int, piece: Piece) -> None:
        level = self._level
        before, behind = level.neighbour(number, -1), level.neighbour(number, 1)
        around = [each for each in (before, behind) if each is not None]
        if around and all(level.is_deleted(each) for each in around):
            self._structure.withhold(piece, self._anchor)
            return
        made = self._structure.made(piece, level.like(number))
        following = None if behind is None else level.standing(behind)
        beside = following if self._anchor is None else self._anchor
        if following is not None:
            following.addprevious(made)
        elif self._anchor is not None:
            self._anchor.addnext(made)
        else:
            self._append(made)
        self._structure.add(piece, made, beside)
        self._anchor = made

    def _append(self, made: BaseOxmlElement) -> None:
        parent = self._level.parent
        if len(parent) and parent[-1].tag == qn("w:sectPr"):
            parent[-1].addprevious(made)
        else:
            parent.append(made)

    def _move(self, number: int) -> None:
        """Nothing; what today's report has elsewhere than before stands there, unless a person has moved it."""
        level = self._level
        if number in level.now.in_order and self._anchor is not None:
            draft = level.draft[level.now.pairs[number]]
            if self._structure.may_move(level.base[number], draft):
                if self._anchor.getnext() is not element_of(draft):
                    self._anchor.addnext(element_of(draft))
                    self._structure.tell_moved(level.base[number], element_of(draft))
                self._anchor = element_of(draft)


def first_key(piece: Piece) -> str:
    """The key that a piece is told by."""
    return next((token.value for token in piece.tokens if token.kind not in ("text", "other") and token.value), "")


def _told(piece: Piece, texts: Mapping[str, str]) -> str:
    """The text of a piece, the cells of a row apart."""
    if isinstance(piece, Row):
        return " | ".join(text_of(cell.tokens, texts) for cell in piece.cells)
    return text_of(piece.tokens, texts)


def _shown(piece: Piece) -> list[tuple[str, str]]:
    return [shown for paragraph in paragraphs_of(piece) for shown in paragraph.shown]


def _take_away(element: BaseOxmlElement) -> None:
    """Nothing; the element is gone, but a section's end, and the last paragraph of a cell, stay as an empty one."""
    parent = element.getparent()
    if element.tag == qn("w:p"):
        ends_section = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        ends_cell = parent.tag == qn("w:tc") and element is parent[-1] and element.getprevious().tag != qn("w:p")
        if ends_section or ends_cell:
            for child in [child for child in element if child.tag != qn("w:pPr")]:
                element.remove(child)
            return
    parent.remove(element)
    if parent.tag == qn("w:tbl") and parent.find(qn("w:tr")) is None:
        parent.getparent().remove(parent)
