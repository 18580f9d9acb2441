"""What a template holds at a glance: its headings, tables and footnotes in their order."""

import re
from dataclasses import dataclass
from typing import Literal

from docx.oxml.ns import qn

from khuyenhoc_cli.report.checking.reading import Paragraph, open_template, read_paragraphs

_NOTE = re.compile(r"\{\{\s*(chu_thich\.\w+)\s*\}\}")
_CHART = re.compile(r"\{\{\s*(bieu_do\.\w+)\s*\}\}")


@dataclass(frozen=True)
class Entry:
    """One line of an outline; `level` is that of the heading it is or stands under."""

    kind: Literal["heading", "table", "note", "chart"]
    level: int
    text: str


def outline_of(data: bytes) -> tuple[Entry, ...]:
    """The outline of the body. TemplateError where the bytes are no Word file."""
    entries: list[Entry] = []
    level, seen = 0, 0
    for paragraph in read_paragraphs(open_template(data))[0]:
        if paragraph.level and paragraph.text.strip():
            level = paragraph.level
            entries.append(Entry("heading", level, " ".join(paragraph.text.split())))
        elif paragraph.place.table > seen:
            seen = paragraph.place.table
            entries.append(Entry("table", level, _first_row(paragraph)))
        entries += [Entry("chart", level, found) for found in _CHART.findall(paragraph.text)]
        entries += [Entry("note", level, found) for found in _NOTE.findall(paragraph.text)]
    return tuple(entries)


def _first_row(paragraph: Paragraph) -> str:
    """ "5 cột: TT, Đơn vị, …"."""
    cells = [] if paragraph.row is None else paragraph.row.findall(qn("w:tc"))
    texts = ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in cells]
    return f"{len(cells)} cột: {', '.join(filter(None, texts))}"
