"""A report as PDF with a layer of text: lines joined to paragraphs, notes tied to their marks, tables by their rules.

What runs along on every page (numbers, headers) is dropped. A note stands at the foot of a page in smaller type and
begins with the number of a raised mark; where that is not certain it stays running text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from khuyenhoc_cli.audit.model import Document, NoteMark
from khuyenhoc_cli.audit.reading.building import Builder, Grid, Line
from khuyenhoc_cli.audit.reading.joining import begins_anew, goes_on
from khuyenhoc_cli.audit.reading.pdf_page import Page, PdfLine, lines_of, read_pages
from khuyenhoc_cli.audit.reading.pdf_tables import DrawnTable, drawn_tables

_EDGE = 0.09  # of the height of a page: where running heads and page numbers stand
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–\s]*", re.IGNORECASE)
_SMALLER, _INDENT, _TIGHT = 0.93, 8.0, 1.9
_NOTE_NUMBER = re.compile(r"\[?(\d{1,3})\]?[.)]?\s*(?=\D)")


@dataclass
class _Sheet:
    """A page in reading order: lines and tables; the notes at its foot."""

    body: list[PdfLine | DrawnTable]
    notes: list[tuple[int, list[PdfLine]]] = field(default_factory=list)


@dataclass
class _Paragraph:
    """The lines of a paragraph."""

    lines: list[PdfLine]

    def line(self, notes: dict[tuple[int, str], int], sheet: int) -> Line:
        """The paragraph for the builder; raised digits without a note are text."""
        source, marks = "", list[NoteMark]()
        for each in self.lines:
            source += " " if source else ""
            done = 0
            for offset, number in each.raised:
                source += each.text[done:offset]
                done = offset
                if (sheet, number) in notes:
                    marks.append(NoteMark(len(source), notes[sheet, number]))
                else:
                    source += number
            source += each.text[done:]
        return Line(source, marks=tuple(marks))


def read_pdf(data: bytes, name: str) -> Document:
    """The report; UserError (3) where it cannot be read."""
    sheets = _sheets(read_pages(data, name))
    builder, numbers = Builder(), _numbers(sheets)
    for block in _flow(sheets, numbers):
        if isinstance(block, Line):
            builder.add_paragraph(block)
        else:
            builder.add_table(block)
    for at, sheet in enumerate(sheets):
        for number, lines in sheet.notes:
            builder.add_note(numbers[at, str(number)], [Line(" ".join(line.text for line in lines))])
    warnings = ["Bảng không kẻ khung trong PDF được đọc như lời văn; bản .docx soát được kỹ hơn."]
    return builder.document(name, warnings=warnings)


def _flow(sheets: Sequence[_Sheet], numbers: dict[tuple[int, str], int]) -> Iterator[Line | Grid]:
    """Paragraphs and tables in order; a paragraph that runs over pages is one."""
    waiting: tuple[Line, PdfLine, int] | None = None  # a paragraph, its last line, its page
    for at, sheet in enumerate(sheets):
        right = _right_edge(sheet.body)
        for block in _paragraphs(sheet.body, right):
            if isinstance(block, DrawnTable):
                yield from (waiting[:1] if waiting else ())
                yield block.grid
                waiting = None
                continue
            line = block.line(numbers, at)
            if waiting and waiting[2] < at and _continues(waiting[1], block.lines[0], right, is_new_page=True):
                line = _together(waiting[0], line)
            elif waiting:
                yield waiting[0]
            waiting = (line, block.lines[-1], at)
    yield from (waiting[:1] if waiting else ())


def _together(first: Line, second: Line) -> Line:
    shift = len(first.source) + 1
    moved = tuple(NoteMark(mark.offset + shift, mark.number) for mark in second.marks)
    return Line(f"{first.source} {second.source}", marks=first.marks + moved)


def _sheets(pages: Sequence[Page]) -> list[_Sheet]:
    parted = [drawn_tables(page) for page in pages]
    lines = [lines_of(letters) for _, letters in parted]
    running = _running(pages, lines)
    size = _body_size(lines)
    sheets = []
    owed: set[str] = set()  # marks whose notes have been pushed to the next page
    for page, (tables, _), own in zip(pages, parted, lines, strict=True):
        kept = [line for line in own if line.text.strip() and not _runs_along(line, page, running)]
        body, notes = _without_notes(kept, size, owed)
        marks = {number for line in body for _, number in line.raised}
        owed = (owed | marks) - {str(number) for number, _ in notes}
        blocks: list[PdfLine | DrawnTable] = [*body, *tables]
        sheets.append(_Sheet(sorted(blocks, key=lambda block: -_height(block)), notes))
    return _merged(sheets)


def _height(block: PdfLine | DrawnTable) -> float:
    return block.base if isinstance(block, PdfLine) else block.top


def _running(pages: Sequence[Page], lines: Sequence[Sequence[PdfLine]]) -> set[str]:
    """The texts at the edges of at least half of the pages, three or more."""
    found = Counter(
        text
        for page, own in zip(pages, lines, strict=True)
        for text in {line.text for line in own if _is_at_edge(line, page)}
    )
    return {text for text, count in found.items() if count >= max(3, len(pages) / 2)}


def _is_at_edge(line: PdfLine, page: Page) -> bool:
    return not _EDGE * page.height < line.base < (1 - _EDGE) * page.height


def _runs_along(line: PdfLine, page: Page, running: set[str]) -> bool:
    return _is_at_edge(line, page) and (line.text in running or bool(_PAGE_NUMBER.fullmatch(line.text)))


def _body_size(lines: Sequence[Sequence[PdfLine]]) -> float:
    """The size of most of the text."""
    sizes: Counter[float] = Counter()
    for own in lines:
        for line in own:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _without_notes(
    lines: list[PdfLine], size: float, owed: set[str]
) -> tuple[list[PdfLine], list[tuple[int, list[PdfLine]]]]:
    """The lines of the body, and the notes at the foot: small lines, the first with the number of a mark above.

    `owed` are the marks of earlier pages without a note so far.
    """
    foot = len(lines)
    while foot and lines[foot - 1].size < _SMALLER * size:
        foot -= 1
    marks = owed | {number for line in lines[:foot] for _, number in line.raised}
    for start in range(foot, len(lines)):
        if _note_number(lines[start]) in marks:
            foot = start
            break
    else:
        return lines, []
    notes: list[tuple[int, list[PdfLine]]] = []
    for line in lines[foot:]:
        number = _note_number(line)
        if number in marks and (not notes or int(number) == notes[-1][0] + 1):
            notes.append((int(number), [_without_number(line)]))
        else:
            notes[-1][1].append(line)
    return lines[:foot], notes


def _note_number(line: PdfLine) -> str:
    if line.raised and line.raised[0][0] == 0:
        return line.raised[0][1]
    match = _NOTE_NUMBER.match(line.text)
    return match[1] if match else ""


def _without_number(line: PdfLine) -> PdfLine:
    raised = bool(line.raised and line.raised[0][0] == 0)
    text = line.text if raised else _NOTE_NUMBER.sub("", line.text, count=1)
    return PdfLine(text.strip(), line.x0, line.x1, line.base, line.size)


def _numbers(sheets: Sequence[_Sheet]) -> dict[tuple[int, str], int]:
    """For (page, printed number) the number of the note in the report: notes may be counted anew on each page."""
    found: dict[tuple[int, str], int] = {}
    for at, sheet in enumerate(sheets):
        for number, _ in sheet.notes:
            found[at, str(number)] = len(found) + 1
    printed = [number for sheet in sheets for number, _ in sheet.notes]
    if len(set(printed)) == len(printed):  # one count through the report: the printed numbers are the notes' own
        found = {(at, number): int(number) for at, number in found}
        own = {number: int(number) for _, number in found}
        return {(at, number): own[number] for at in range(len(sheets)) for number in own}
    return found


def _right_edge(blocks: Sequence[PdfLine | DrawnTable]) -> float:
    """How far full lines of a page reach."""
    ends = sorted(block.x1 for block in blocks if isinstance(block, PdfLine))
    return ends[int(0.9 * (len(ends) - 1))] if ends else 0.0


def _paragraphs(blocks: Sequence[PdfLine | DrawnTable], right: float) -> Iterator[_Paragraph | DrawnTable]:
    paragraph: _Paragraph | None = None
    for block in blocks:
        if isinstance(block, DrawnTable):
            if paragraph:
                yield paragraph
            paragraph = None
            yield block
        elif paragraph and _continues(paragraph.lines[-1], block, right, first=paragraph.lines[0]):
            paragraph.lines.append(block)
        else:
            if paragraph:
                yield paragraph
            paragraph = _Paragraph([block])
    if paragraph:
        yield paragraph


def _continues(
    line: PdfLine, following: PdfLine, right: float, *, first: PdfLine | None = None, is_new_page: bool = False
) -> bool:
    """Whether a paragraph goes on: its line is full and the next neither indented nor a beginning of its own."""
    if abs(line.size - following.size) > 0.07 * line.size:
        return False
    if not is_new_page and line.base - following.base > _TIGHT * line.size:
        return False
    if begins_anew(following.text):
        return goes_on(line.text, following.text)
    is_full = line.x1 + following.first_word + 0.2 * line.size > right
    hangs = first is not None and begins_anew(first.text)  # the lines behind a point are indented
    start = min(line.x0, first.x0) if first and not hangs else line.x0
    is_indented = following.x0 > start + _INDENT and not (hangs and first is line)
    if is_full and not is_indented:
        return True
    return goes_on(line.text, following.text) and not (is_indented and not following.text[:1].islower())


def _merged(sheets: list[_Sheet]) -> list[_Sheet]:
    """The same, a table that runs over pages in one: its head is printed anew on each page, and counts once."""
    last: DrawnTable | None = None
    for sheet in sheets:
        first = sheet.body[0] if sheet.body else None
        if last is not None and isinstance(first, DrawnTable) and _same_columns(last, first):
            _append(last.grid, first.grid)
            sheet.body.pop(0)
            if not sheet.body:
                continue
        end = sheet.body[-1] if sheet.body else None
        last = end if isinstance(end, DrawnTable) else None
    return sheets


def _same_columns(a: DrawnTable, b: DrawnTable) -> bool:
    return len(a.xs) == len(b.xs) and all(abs(x - y) < 3 for x, y in zip(a.xs, b.xs, strict=True))


def _append(grid: Grid, more: Grid) -> None:
    def texts(cells: Grid, row: int) -> list[str]:
        return [line.source for cell in cells.cells if cell.row == row for line in cell.lines]

    height = max(cell.row + cell.rows for cell in grid.cells)
    head = 0
    while texts(more, head) and texts(more, head) == texts(grid, head):
        head += 1
    for cell in more.cells:
        if cell.row >= head:
            cell.row += height - head
            grid.cells.append(cell)
