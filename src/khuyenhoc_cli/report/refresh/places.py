"""Where something stands in a draft, as an officer would say it: under which heading, in which row of which table."""

from collections.abc import Mapping
from textwrap import shorten

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.word.inlines import shown_text

_HEADING_SHOWN, _TEXT_SHOWN = 60, 70


class Places:
    """The places of a document's paragraphs, read once, before anything is changed in it."""

    def __init__(self, document: Document, notes: BaseOxmlElement | None) -> None:
        self._found: dict[BaseOxmlElement, str] = {}
        self._headings = _heading_styles(document)
        self._heading, self._paragraphs, self._tables = "", 0, 0
        for child in document.element.body:
            if child.tag == qn("w:tbl"):
                self._tables += 1
                self._read_table(child)
            else:
                for paragraph in child.iter(qn("w:p")):
                    self._read_paragraph(paragraph)
        numbered = [] if notes is None else [n for n in notes if n.get(qn("w:type"), "normal") == "normal"]
        for number, note in enumerate(numbered, 1):
            for paragraph in note.iter(qn("w:p")):
                self._found[paragraph] = f"Chú thích cuối trang số {number}"

    def of(self, element: BaseOxmlElement) -> str:
        """The place of a paragraph, of what stands in it, or of a row; of what is in no body the part of the page."""
        for holder in (element, *element.iterancestors()):
            if holder in self._found:
                return self._found[holder]
        first = next(element.iter(qn("w:p")), None)
        return self._found.get(first, "Đầu trang, chân trang") if first is not None else "Đầu trang, chân trang"

    def learn(self, made: BaseOxmlElement, beside: BaseOxmlElement | None) -> str:
        """The place of an element that has just been put beside another, or where there was nothing."""
        place = "" if beside is None else self.of(beside)
        self._found[made] = place if place.startswith("cạnh: ") or not place else f"cạnh: {place}"
        return self._found[made]

    def _read_paragraph(self, paragraph: BaseOxmlElement) -> None:
        text = " ".join(shown_text(paragraph).split())
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")) in self._headings and text:
            self._heading, self._paragraphs = shorten(text, _HEADING_SHOWN, placeholder="…"), 0
            self._found[paragraph] = f"Đề mục “{self._heading}”"
            return
        self._paragraphs += bool(text)
        under = f"Mục “{self._heading}”" if self._heading else "Đầu văn bản"
        shown = f": “{shorten(text, _TEXT_SHOWN, placeholder='…')}”" if text else ""
        self._found[paragraph] = f"{under}, đoạn {self._paragraphs}{shown}"

    def _read_table(self, table: BaseOxmlElement) -> None:
        under = f"Mục “{self._heading}”, bảng {self._tables}" if self._heading else f"Bảng {self._tables}"
        for number, row in enumerate(table.iterfind(qn("w:tr")), 1):
            cells = row.findall(qn("w:tc"))
            place = f"{under}, {_row_name(cells, number)}"
            self._found[row] = place
            for column, cell in enumerate(cells, 1):
                for paragraph in cell.iter(qn("w:p")):
                    self._found[paragraph] = f"{place}, cột {column}"


def _row_name(cells: list[BaseOxmlElement], number: int) -> str:
    """ "hàng “Huyện Lắk”": its first cell with letters, else "hàng 3"."""
    for cell in cells[:2]:
        text = " ".join(shown_text(cell).split())
        if any(character.isalpha() for character in text):
            return f"hàng “{shorten(text, 40, placeholder='…')}”"
    return f"hàng {number}"


def _heading_styles(document: Document) -> Mapping[str, str]:
    return {
        style.get(qn("w:styleId")): name.get(qn("w:val"))
        for style in document.styles.element.iterfind(qn("w:style"))
        if (name := style.find(qn("w:name"))) is not None and name.get(qn("w:val"), "").lower().startswith("heading ")
    }
