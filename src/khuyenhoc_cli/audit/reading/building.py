"""A document as it grows: what every reader tells it, paragraph by paragraph, and what becomes of that."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from khuyenhoc_cli.audit.model import Cell, Control, Document, NoteMark, Part, Passage, Table
from khuyenhoc_cli.audit.reading.headings import Outline, numbered_level
from khuyenhoc_cli.audit.reading.spelling import spell

_CAPTION = re.compile(
    r"(?:Bảng|Biểu|Phụ lục|Đơn vị(?: tính)?\s*:|ĐVT|\(\s*(?:Đơn vị|ĐVT|Kèm theo|Ban hành kèm)|Mẫu)\b", re.IGNORECASE
)
_CAPTION_LINES, _CAPTION_LENGTH = 4, 200
_NUMBERED = re.compile(r"\(?(?P<number>\d{1,2})\)?(?:\s*=\s*[\d()+\-−–*x×:/%. ]+)?", re.IGNORECASE)  # "(5)=(4)/(3)"
_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)[-+–]?\s?(?:\d[\d., ]*%?|…|–|-)")


@dataclass
class Piece:
    """Letters of a paragraph, source[start:start + length], that one element of the file holds."""

    start: int
    length: int
    element: Any


@dataclass(frozen=True)
class Line:
    """A paragraph as a reader found it: its letters, places in them, the levels of its style and its list.

    source[start:end] of each of `drop` is no text of the paragraph. Line breaks are those of the paper unless
    `keep_lines`. `origin` says which elements of a Word file the letters came from.
    """

    source: str
    drop: tuple[tuple[int, int], ...] = ()
    controls: tuple[Control, ...] = ()
    marks: tuple[NoteMark, ...] = ()
    style_level: int = 0
    item_level: int = 0
    keep_lines: bool = False
    origin: "list[Piece] | None" = None


@dataclass
class GridCell:
    """A cell as a reader found it; `tables` are those that stand in it."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    lines: list[Line] = field(default_factory=list)
    tables: list["Grid"] = field(default_factory=list)
    is_heading: bool = False


@dataclass
class Grid:
    """A table as a reader found it."""

    cells: list[GridCell] = field(default_factory=list)


class Builder:
    """Takes paragraphs and tables in reading order, then gives the document.

    `origins` has the pieces of each paragraph that was read from a Word file, by its number.
    """

    def __init__(self) -> None:
        self._passages: list[Passage] = []
        self._tables: list[Table | None] = []
        self._notes: dict[int, Passage] = {}
        self._outline = Outline()
        self._count = 0
        self.origins: dict[int, list[Piece]] = {}

    def add_paragraph(self, line: Line) -> None:
        """Nothing; the paragraph is in the document, unless it is empty."""
        passage = self._passage(line, "body")
        if passage is not None:
            before = self._outline.headings
            is_heading = self._outline.read(passage.text, line.style_level)
            after = self._outline.headings
            above = before if after == before else after[:-1]
            self._passages.append(replace(passage, headings=above, is_heading=is_heading))

    def add_table(self, grid: Grid) -> None:
        """Nothing; the table is in the document, with those that stand in its cells behind it."""
        number = len(self._tables) + 1
        self._tables.append(None)
        caption = self._caption()
        heading_rows = _heading_rows(grid)
        cells = []
        for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
            place = (number, cell.row, cell.column)
            found = (self._passage(line, "table", place) for line in cell.lines)
            passages = tuple(each for each in found if each is not None)
            self._passages += passages
            is_heading = cell.row < heading_rows
            cells.append(Cell(cell.row, cell.column, cell.rows, cell.columns, passages, is_heading))
        self._tables[number - 1] = Table(number, tuple(cells), self._outline.headings, caption)
        for cell in grid.cells:
            for inner in cell.tables:
                self.add_table(inner)

    def add_note(self, number: int, lines: Sequence[Line]) -> None:
        """Nothing; the note's paragraphs are one passage."""
        line = _joined(lines)
        passage = self._passage(line, "footnote", number=number)
        if passage is not None:
            self._notes[number] = passage

    def document(self, name: str, origin: Mapping[str, str] | None = None, warnings: Sequence[str] = ()) -> Document:
        """What has been read."""
        under = {mark.number: passage.headings for passage in reversed(self._passages) for mark in passage.marks}
        notes = {n: replace(note, headings=under.get(n, ())) for n, note in sorted(self._notes.items())}
        tables = tuple(table for table in self._tables if table is not None)
        return Document(name, tuple(self._passages), tables, notes, origin or {}, tuple(warnings))

    def _passage(
        self, line: Line, part: Part, cell: tuple[int, int, int] | None = None, number: int | None = None
    ) -> Passage | None:
        spelling = spell(line.source, line.drop, keep_lines=line.keep_lines)
        if not spelling.text:
            return None
        if number is None:
            self._count += 1
            if line.origin is not None:
                self.origins[self._count] = line.origin
        place = spelling.place
        return Passage(
            part,
            self._count if number is None else number,
            spelling.text,
            headings=self._outline.headings if part == "table" else (),
            controls=tuple(Control(place(each.start), place(each.end), each.key) for each in line.controls),
            item_level=line.item_level,
            marks=tuple(NoteMark(min(place(mark.offset), len(spelling.text)), mark.number) for mark in line.marks),
            cell=cell,
            source=spelling.source,
            cuts=spelling.cuts,
        )

    def _caption(self) -> tuple[str, ...]:
        """The paragraphs just above that belong to the table: its number, title, unit of measure."""
        caption: list[str] = []
        for passage in reversed(self._passages[-_CAPTION_LINES:]):
            if passage.part != "body" or len(passage.text) > _CAPTION_LENGTH or not _may_be_caption(passage):
                break
            caption.insert(0, passage.text)
        return tuple(caption)


def _may_be_caption(passage: Passage) -> bool:
    text = passage.text
    if _CAPTION.match(text) or passage.is_heading or (text.startswith("(") and text.endswith(")")):
        return True
    return not text.endswith((".", ";", ",")) and not numbered_level(text) and not text.startswith(("-", "+", "•", "·"))


def _joined(lines: Sequence[Line]) -> Line:
    """The lines as one, a line break between them."""
    if len(lines) == 1:
        return lines[0]
    source, drop, controls = "", [], []
    for line in lines:
        source += "\n" if source else ""
        start = len(source)
        source += line.source
        drop += [(start + begin, start + end) for begin, end in line.drop]
        controls += [Control(start + each.start, start + each.end, each.key) for each in line.controls]
    return Line(source, tuple(drop), tuple(controls), keep_lines=True)


def _heading_rows(grid: Grid) -> int:
    """How many rows head the table: those that say so, else those above the first with figures in most of its cells."""
    marked = [cell.row + cell.rows for cell in grid.cells if cell.is_heading]
    if marked:
        return max(marked)
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        text = " ".join(line.source for line in cell.lines).strip()
        if cell.column and text:
            rows.setdefault(cell.row, []).append(text)
    for row, texts in sorted(rows.items()):
        figures = sum(_FIGURE.fullmatch(text) is not None for text in texts)
        if figures and 2 * figures >= len(texts) and not _counts_columns(texts):
            return row
    return 1 if grid.cells else 0


def _counts_columns(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)", "1 2 3 4", "B 1 2 3=2/1"."""
    if re.fullmatch(r"\(?[A-Za-z]\)?", texts[0]):  # the column of names
        texts = texts[1:]
    found = [_NUMBERED.fullmatch(text) for text in texts]
    values = [int(match["number"]) for match in found if match]
    if len(values) < max(len(found), 2):
        return False
    return values == list(range(values[0], values[0] + len(values))) and values[0] in (1, 2)
