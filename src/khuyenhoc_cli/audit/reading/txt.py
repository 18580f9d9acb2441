"""A report that has become plain text: paragraphs, tables, and notes as Word and web pages leave them.

Notes are written "…[footnoteRef:1] … [1:  text]", or "…[1]" and a line "[1] text", or as they come out of a PDF. Lines
with the same tabs or bars are rows of a table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khuyenhoc_cli.audit.model import Document, NoteMark
from khuyenhoc_cli.audit.reading.building import Builder, Grid, GridCell, Line
from khuyenhoc_cli.audit.reading.joining import goes_on, line_width
from khuyenhoc_cli.errors import UserError

_WORD_MARK = re.compile(r"\[footnoteRef:\s*(\d+)\]", re.IGNORECASE)
_WORD_NOTE = re.compile(r"\[(\d+):\s([^\[\]]*)\]")
_PLAIN_MARK = re.compile(r"\[(\d{1,3})\]")
_PLAIN_NOTE = re.compile(r"^[ \t]*\[(\d{1,3})\][ \t]+(\S.*)$", re.MULTILINE)
_EXTRACTED_NOTE = re.compile(
    r"^[ \t]*(\d{1,2})[ \t]*\n[ \t]*([^\W\d_].*(?:\n(?![ \t]*\d{1,2}[ \t]*$)[ \t]*\S.*)*)$", re.MULTILINE
)
_RULE = re.compile(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*")
_PAGE_NUMBER = re.compile(r"^\f[ \t]*\d{1,3}[ \t]*$|^[ \t]*\d{1,3}[ \t]*\n+(?=\f)", re.MULTILINE)
_IN_COLUMNS = re.compile(r"\S {3,}\S")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_SAVE_AS = "Lưu lại thành tệp văn bản UTF-8, hoặc soát bản .docx."
Span = tuple[int, int]


@dataclass(frozen=True)
class _Row:
    """A line of the file: text[start:end]."""

    start: int
    end: int


def read_txt(data: bytes, name: str) -> Document:
    """The report; UserError (3) where the bytes are no text."""
    text, warnings = _decoded(data, name)
    builder = Builder()
    notes = _Notes(text)
    for block in _blocks(text, notes):
        if isinstance(block, Grid):
            builder.add_table(block)
        else:
            builder.add_paragraph(notes.line(block))
    for number, span in sorted(notes.texts.items()):
        builder.add_note(number, [Line(text[slice(*span)])])
    document = builder.document(name, warnings=warnings)
    if not document.passages:
        raise UserError(f"{name} không có chữ nào.", fix=_SAVE_AS, exit_code=3)
    return document


def _decoded(data: bytes, name: str) -> tuple[str, list[str]]:
    """The text with one kind of line break, and what is doubtful about it."""
    warnings = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif data[1:200:2].count(0) > len(data[1:200:2]) // 3 or data[:200:2].count(0) > len(data[:200:2]) // 3:
        text = data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1258", "replace")
            warnings.append("Tệp không phải UTF-8, chữ có thể đọc sai; nên lưu lại thành UTF-8 rồi soát lại.")
    if len(_CONTROLS.findall(text)) > len(text) // 100:
        raise UserError(f"{name} không phải tệp văn bản.", fix="Soát được tệp .docx, .pdf và .txt.", exit_code=3)
    return text.replace("\r\n", "\n").replace("\r", "\n"), warnings


class _Notes:
    """Where notes and their marks stand in a text; `drop` is what is no text of the body, page numbers included."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.texts: dict[int, Span] = {}
        self.drop: list[Span] = [match.span() for match in _PAGE_NUMBER.finditer(text)]
        self._marks: list[tuple[Span, int]] = [(m.span(), int(m[1])) for m in _WORD_MARK.finditer(text)]
        marked = {number for _, number in self._marks}
        for note in _WORD_NOTE.finditer(text):
            if int(note[1]) in marked:
                self._take(note, note.span())
        if not self._marks:
            self._read_plain()
        if not self._marks:
            self._read_extracted()
        self._marks = [(span, number) for span, number in self._marks if number in self.texts]
        self.drop += [span for span, _ in self._marks]

    def _read_plain(self) -> None:
        lines = {int(note[1]): note for note in _PLAIN_NOTE.finditer(self._text)}
        for mark in _PLAIN_MARK.finditer(self._text):
            number = int(mark[1])
            if number in lines and mark.start() < lines[number].start():
                self._marks.append((mark.span(), number))
        for number in {number for _, number in self._marks}:
            self._take(lines[number], lines[number].span())

    def _read_extracted(self) -> None:
        """Nothing; notes are known as a PDF leaves them: "Bí thư2." and, further down, "2" on a line of its own."""
        done = 0
        for note in _EXTRACTED_NOTE.finditer(self._text):
            glued = re.compile(rf"(?<=[^\W\d_]|[%)”]){note[1]}(?=[\s.,;:)])")
            mark = glued.search(self._text, done, note.start())
            if mark and int(note[1]) not in self.texts:
                self._marks.append((mark.span(), int(note[1])))
                self._take(note, note.span())
                done = mark.end()

    def _take(self, note: re.Match[str], span: Span) -> None:
        self.texts.setdefault(int(note[1]), note.span(2))
        self.drop.append(span)

    def without_notes(self) -> str:
        """The text with notes blanked out, each other letter in its place; a note that ran over lines ends none."""
        pieces = list(self._text)
        for start, end in self.drop:
            pieces[start:end] = " " * (end - start)
        return "".join(pieces)

    def line(self, span: Span) -> Line:
        """The paragraph at text[start:end]."""
        start, end = span
        drop = tuple((max(a, start) - start, min(b, end) - start) for a, b in self.drop if a < end and b > start)
        marks = tuple(NoteMark(at - start, number) for (at, _), number in self._marks if start <= at < end)
        return Line(self._text[start:end], drop, marks=marks)


def _blocks(text: str, notes: _Notes) -> Iterator[Span | Grid]:
    """The paragraphs, as places in the text, and the tables, in order."""
    shown = notes.without_notes()
    rows = [_Row(match.start(), match.end()) for match in re.finditer(r"[^\n]*", shown) if match[0].strip()]
    lines = [shown[row.start : row.end] for row in rows]
    width = line_width([len(line.strip()) for line in lines if not _IN_COLUMNS.search(line)])
    at = 0
    while at < len(rows):
        count = _table_rows(shown, rows, at)
        if count:
            yield _grid(notes, rows[at : at + count], lines[at : at + count])
            at += count
            continue
        first = at
        while at + 1 < len(rows) and _is_next(shown, rows[at], rows[at + 1]) and not _table_rows(shown, rows, at + 1):
            if not goes_on(lines[at], lines[at + 1], width):
                break
            at += 1
        yield rows[first].start, rows[at].end
        at += 1


def _is_next(shown: str, row: _Row, following: _Row) -> bool:
    return shown.count("\n", row.end, following.start) == 1


def _table_rows(shown: str, rows: Sequence[_Row], at: int) -> int:
    """How many lines from this one on are rows of one table; 0 where it is none."""
    for separate in (_bars, _tabs):
        count = 0
        columns = len(separate(shown[rows[at].start : rows[at].end]))
        while columns > 1 and at + count < len(rows):
            row = rows[at + count]
            if count and not _is_next(shown, rows[at + count - 1], row):
                break
            line = shown[row.start : row.end]
            if len(separate(line)) != columns and not (separate is _bars and _RULE.fullmatch(line)):
                break
            count += 1
        if count > 1 and any(char.isdigit() for row in rows[at : at + count] for char in shown[row.start : row.end]):
            return count
    return 0


def _bars(line: str) -> list[Span]:
    """The cells between bars; a line that does not begin with one has none."""
    if not line.lstrip().startswith("|"):
        return []
    bars = [place for place, letter in enumerate(line) if letter == "|"]
    if line.rstrip()[-1] != "|":
        bars.append(len(line))
    return [(start + 1, end) for start, end in pairwise(bars)]


def _tabs(line: str) -> list[Span]:
    """The cells between single tabs; tabs that only indent or push aside make none."""
    if "\t\t" in line.strip("\t") or line.startswith("\t\t") or line.endswith("\t\t"):
        return []
    places = [-1, *(place for place, letter in enumerate(line) if letter == "\t"), len(line)]
    cells = [(start + 1, end) for start, end in pairwise(places)]
    filled = sum(1 for start, end in cells if line[start:end].strip())
    return cells if filled > 1 else []


def _grid(notes: _Notes, rows: Sequence[_Row], lines: Sequence[str]) -> Grid:
    grid, number = Grid(), 0
    rule = next((place for place, line in enumerate(lines) if _RULE.fullmatch(line) and "|" in line), 0)
    for place, (row, line) in enumerate(zip(rows, lines, strict=True)):
        if "|" in line and _RULE.fullmatch(line):
            continue
        for column, (start, end) in enumerate(_bars(line) or _tabs(line)):
            content = notes.line((row.start + start, row.start + end))
            grid.cells.append(GridCell(number, column, lines=[content], is_heading=place < rule))
        number += 1
    return grid
