"""The parts of a document that rules speak of, found by what they say and where they stand.

They are found in a template as well as in a finished draft: the lines a template leaves to the program are known by the
tags in them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.layout.looks import Look, Looks, Shape, text_runs
from khuyenhoc_cli.text.names import fold

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_STATE, _MOTTO, _PARTY = "cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc", "dang cong san viet nam"
_KINDS = ("bao cao", "ke hoach", "thong bao", "to trinh", "huong dan")
_LONG = 100  # characters: a paragraph of running text, not a line of a list
_SECTION = re.compile(r"[IVX]+\. ")
_LETTERHEAD_AMONG = 5  # blocks
_BREAKS = {qn("w:br"): "\n", qn("w:tab"): "\t"}


@dataclass(frozen=True)
class Line:
    """One paragraph: its `text` with tags, its number among those outside tables, or the table it stands in."""

    element: BaseOxmlElement
    text: str
    where: str
    looks: Looks

    @property
    def words(self) -> str:
        """The text without tags, with the place of one left."""
        return " ".join(_TAG.sub("", self.text).split())

    @cached_property
    def look(self) -> Look:
        """How most of it looks."""
        lengths: dict[Look, int] = {}
        for run, text in text_runs(self.element):
            look = self.looks.of_run(run, self.element)
            lengths[look] = lengths.get(look, 0) + len(text)
        return max(lengths, key=lambda look: lengths[look])

    @cached_property
    def shape(self) -> Shape:
        """How it stands."""
        return self.looks.of_paragraph(self.element)


class Parts:
    """The parts of one document by their names in the rules."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.looks = Looks(document)
        self.blocks = list(_blocks(document.element.body))
        self.tables = [block for block in self.blocks if block.tag == qn("w:tbl")]

    def lines(self, name: str) -> list[Line]:
        """The lines of a part; empty where the document has none."""
        return [line for line in ELEMENTS[name](self) if line.text.strip()]

    @cached_property
    def outside(self) -> list[Line]:
        """Every paragraph outside tables, numbered as an officer counts them."""
        paragraphs = [block for block in self.blocks if block.tag == qn("w:p")]
        return [Line(each, _text(each), f"đoạn {number}", self.looks) for number, each in enumerate(paragraphs, 1)]

    @cached_property
    def letterhead(self) -> list[list[Line]]:
        """The cells of the table at the top, row by row."""
        return next((self._cells(t) for t in self._first_tables if _says(t, (_STATE, _PARTY))), [])

    @cached_property
    def signature(self) -> list[list[Line]]:
        """The cells of the table that names the recipients."""
        return next((self._cells(t) for t in self.tables if _says(t, ("noi nhan",))), [])

    @cached_property
    def main(self) -> list[Line]:
        """The paragraphs of the report proper: up to the signature, else up to the first appendix."""
        end = self._signature_at
        count = sum(block.tag == qn("w:p") for block in self.blocks[:end])
        return self.outside[:count]

    @property
    def _signature_at(self) -> int:
        for place, block in enumerate(self.blocks):
            if block.tag == qn("w:tbl") and _says(block, ("noi nhan",)):
                return place
            if block.tag == qn("w:p") and place and fold(_text(block)).startswith("phu luc"):
                return place
        return len(self.blocks)

    @property
    def _first_tables(self) -> list[BaseOxmlElement]:
        return [block for block in self.blocks[:_LETTERHEAD_AMONG] if block.tag == qn("w:tbl")]

    def _cells(self, table: BaseOxmlElement) -> list[list[Line]]:
        number = self.tables.index(table) + 1
        return [
            [Line(p, _text(p), f"bảng {number}, hàng {r}, ô {c}", self.looks) for p in cell.iterfind(qn("w:p"))]
            for r, row in enumerate(table.iterfind(qn("w:tr")), 1)
            for c, cell in enumerate(row.iterfind(qn("w:tc")), 1)
        ]


def _blocks(body: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The paragraphs and tables of the body, those in content controls too."""
    for child in body:
        if child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            yield from _blocks(content) if content is not None else ()
        elif child.tag in (qn("w:p"), qn("w:tbl")):
            yield child


def _text(paragraph: BaseOxmlElement) -> str:
    pieces = (e for e in paragraph.iter(*_BREAKS, qn("w:t")) if e.getparent().tag == qn("w:r"))
    return "".join(_BREAKS.get(piece.tag) or piece.text or "" for piece in pieces)


def _says(table: BaseOxmlElement, texts: tuple[str, ...]) -> bool:
    first = (row for row, _ in zip(table.iterfind(qn("w:tr")), range(3), strict=False))
    said = (fold(_text(paragraph)) for row in first for paragraph in row.iter(qn("w:p")))
    return any(line.startswith(texts) for line in said)


def _letterhead(wanted: Callable[[str], bool]) -> Callable[[Parts], Iterator[Line]]:
    def find(parts: Parts) -> Iterator[Line]:
        return (line for cell in parts.letterhead for line in cell if wanted(fold(line.text)))

    return find


def _dated(parts: Parts) -> Iterator[Line]:
    lines = (line for cell in parts.letterhead for line in cell)
    return (line for line in lines if "ngày" in line.text or "hoi.ngay" in line.text)


def _numbered(parts: Parts) -> Iterator[Line]:
    lines = (line for cell in parts.letterhead for line in cell)
    return (line for line in lines if line.text.startswith("Số"))


def _issuers(parts: Parts) -> list[Line]:
    """The lines of the cell beside the state's or the Party's name, without a star and the number."""
    cells = [cell for cell in parts.letterhead if not any(fold(line.text) in (_STATE, _PARTY) for line in cell)]
    named = [line for line in (cells[0] if cells else []) if line.words or "hoi." in line.text]
    return [line for line in named if line.text.strip() != "*" and not line.text.startswith("Số")]


def _kind_at(parts: Parts) -> int:
    places = (n for n, line in enumerate(parts.main) if line.words.isupper() and fold(line.words) in _KINDS)
    return next(places, -1)


def _kind(parts: Parts) -> list[Line]:
    at = _kind_at(parts)
    return [] if at < 0 else [parts.main[at]]


def _summary(parts: Parts) -> list[Line]:
    at = _kind_at(parts)
    return [] if at < 0 else [line for line in parts.main[at + 1 :] if line.text.strip()][:1]


def _running_text(parts: Parts) -> Iterator[Line]:
    after = [line.element for line in _summary(parts)]
    begun = not after
    for line in parts.main:
        is_text = begun and len(line.text) >= _LONG and not parts.looks.outline_level(line.element)
        if is_text and not line.text.startswith(("{%p", "[", "Kính gửi")):
            yield line
        begun = begun or line.element in after


def _sections(parts: Parts) -> Iterator[Line]:
    headings = (line for line in parts.main if parts.looks.outline_level(line.element))
    return (line for line in headings if _SECTION.match(line.text))


def _last(parts: Parts) -> list[Line]:
    return [line for line in parts.main if line.words][-1:] if parts.signature else []


def _signed(parts: Parts) -> Iterator[Line]:
    naming = _recipients(parts)[:1]
    return (line for cell in parts.signature if not any(line in naming for line in cell) for line in cell)


def _recipients(parts: Parts) -> list[Line]:
    cell = next((c for c in parts.signature if any("noi nhan" in fold(line.text) for line in c)), [])
    return [line for line in cell if line.text.strip()]


def _recipient_lines(parts: Parts) -> list[Line]:
    return [line for line in _recipients(parts)[1:] if not line.text.startswith("{%p")]


def _appendices(parts: Parts) -> Iterator[Line]:
    return (line for line in parts.outside[len(parts.main) :] if fold(line.text).startswith("phu luc"))


ELEMENTS: Mapping[str, Callable[[Parts], Iterator[Line] | list[Line]]] = {
    "quoc_hieu": _letterhead(lambda text: text == _STATE),
    "tieu_ngu": _letterhead(lambda text: text == _MOTTO),
    "tieu_de_dang": _letterhead(lambda text: text == _PARTY),
    "co_quan_cap_tren": lambda parts: _issuers(parts)[:-1],
    "co_quan": lambda parts: _issuers(parts)[-1:],
    "so_ky_hieu": _numbered,
    "dia_danh_ngay_thang": _dated,
    "ten_loai": _kind,
    "trich_yeu": _summary,
    "noi_dung": _running_text,
    "muc": _sections,
    "ket_thuc": _last,
    "chu_ky": _signed,
    "noi_nhan_nhan": lambda parts: _recipients(parts)[:1],
    "noi_nhan": _recipient_lines,
    "phu_luc": _appendices,
}
