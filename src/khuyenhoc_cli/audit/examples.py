"""Pieces of a report as text, made documents: the notation of `model.Example`, for the tests and the page of rules.

Lines are paragraphs. "# " begins a heading, "## " one below it. "| a | b |" is a row of a table, the first rows up to
"|---|" its heading; what stands right above it and begins with Bảng, Biểu, Phụ lục or Đơn vị tính is its caption.
"[1] text" at the beginning of a line is footnote 1, "[1]" within a line its mark.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from khuyenhoc_cli.audit.model import Cell, Claim, Document, NoteMark, Passage, Table, Verdict

_MARK = re.compile(r"\[(\d+)\]")
_NOTE = re.compile(r"\[(\d+)\]\s*(.*)")
_CAPTION = re.compile(r"\(?(?:Bảng|Biểu|Phụ lục|Đơn vị tính|ĐVT)\b")


def example_document(text: str) -> Document:
    """The document that the text stands for."""
    return _Builder().read(text.strip("\n").split("\n"))


def said_of(text: str, check: Callable[[Document], Iterator[Claim]]) -> list[tuple[str, Verdict]]:
    """What a rule says of the text: (printed, verdict) in reading order, as in `Example.said`."""
    document = example_document(text)
    place = {id(passage): number for number, passage in enumerate(document.everything)}
    claims = sorted(check(document), key=lambda claim: (place[id(claim.passage)], claim.start, claim.end))
    return [(claim.printed, claim.verdict) for claim in claims]


class _Builder:
    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.tables: list[Table] = []
        self.notes: dict[int, Passage] = {}
        self.headings: tuple[str, ...] = ()

    def read(self, lines: Sequence[str]) -> Document:
        rows: list[str] = []
        for line in lines:
            if line.startswith("|"):
                rows.append(line)
                continue
            self._table(rows)
            rows = []
            self._paragraph(line)
        self._table(rows)
        return Document("ví dụ", tuple(self.passages), tuple(self.tables), self.notes)

    def _paragraph(self, line: str) -> None:
        if note := _NOTE.fullmatch(line):
            number = int(note[1])
            self.notes[number] = Passage("footnote", number, note[2])
            return
        level = len(line) - len(line.lstrip("#"))
        text, marks = _without_marks(line[level:].lstrip() if level else line)
        if level:
            self.headings = self.headings[: level - 1]
        self.passages.append(
            Passage("body", len(self.passages) + 1, text, self.headings, is_heading=bool(level), marks=marks)
        )
        if level:
            self.headings = (*self.headings, text)

    def _table(self, lines: Sequence[str]) -> None:
        if not lines:
            return
        caption = self._caption()
        number = len(self.tables) + 1
        rule = next((place for place, line in enumerate(lines) if re.fullmatch(r"[|\s:-]+", line)), 0)
        rows = [line for line in lines if not re.fullmatch(r"[|\s:-]+", line)]
        cells = []
        for row, line in enumerate(rows):
            for column, content in enumerate(line.strip().strip("|").split("|")):
                text, marks = _without_marks(content.strip())
                place = (number, row, column)
                passage = Passage(
                    "table", len(self.passages) + 1, text, self.headings, row < rule, marks=marks, cell=place
                )
                self.passages.append(passage)
                cells.append(Cell(row, column, 1, 1, (passage,), row < rule))
        self.tables.append(Table(number, tuple(cells), self.headings, caption))

    def _caption(self) -> tuple[str, ...]:
        above: list[str] = []
        for passage in reversed(self.passages):
            if passage.part != "body" or not _CAPTION.match(passage.text):
                break
            above.insert(0, passage.text)
        return tuple(above)


def _without_marks(line: str) -> tuple[str, tuple[NoteMark, ...]]:
    text, marks, done = "", [], 0
    for match in _MARK.finditer(line):
        text += line[done : match.start()]
        marks.append(NoteMark(len(text), int(match[1])))
        done = match.end()
    return text + line[done:], tuple(marks)
