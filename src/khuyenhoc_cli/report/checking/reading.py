"""A template as its officer sees it: paragraphs in order, each with its place, and what no reader sees beside its text.

    <w:p> … <w:r><w:t>{{ hoi_</w:t></w:r><w:r><w:t>vien.so }}</w:t></w:r> … </w:p>

is one paragraph "{{ hoi_vien.so }}": Word scatters a tag over runs, and the text of a paragraph gathers it again.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from textwrap import shorten
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.etree import XMLSyntaxError

from khuyenhoc_cli.report.checking.faults import Place
from khuyenhoc_cli.report.word.stories import MC, STORY_NAMES
from khuyenhoc_cli.report.word.values import TemplateError

PROPERTIES = "thuộc tính của tệp"
_TEXT_PROPERTIES = ("author", "category", "comments", "keywords", "subject")
_HEADING_LENGTH = 50
_P, _TBL, _TR, _TC, _SDT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "sdt"))
_T, _FIELD, _DELETED = qn("w:t"), qn("w:instrText"), qn("w:delText")
_CHARACTERS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_BOX, _FALLBACK = qn("w:txbxContent"), f"{{{MC}}}Fallback"
# content controls that hold their text for something else than reading
_BOUND = tuple(qn(f"w:{name}") for name in ("text", "date", "dropDownList", "comboBox", "dataBinding", "picture"))


@dataclass
class Paragraph:
    """One paragraph: `text` with tags whole; `field_code` and `deleted` are what fields and tracked deletions hold.

    `locked` are the spans of `text` that stand in a content control which may hold nothing but text of its own.
    `level` is 1 to 9 for a heading, 0 for text.
    """

    element: BaseOxmlElement | None
    place: Place
    text: str = ""
    field_code: str = ""
    deleted: str = ""
    locked: list[tuple[int, int]] = field(default_factory=list)
    table: BaseOxmlElement | None = None
    row: BaseOxmlElement | None = None
    cell: BaseOxmlElement | None = None
    level: int = 0

    @property
    def parent(self) -> BaseOxmlElement | None:
        """What holds the paragraph."""
        return None if self.element is None else self.element.getparent()


def open_template(data: bytes) -> Document:
    """The document; TemplateError where the bytes are no Word file."""
    try:
        return docx.Document(io.BytesIO(data))
    except (BadZipFile, OpcError, XMLSyntaxError, KeyError, ValueError) as error:
        raise TemplateError("Mẫu không phải là tệp Word (.docx) đọc được") from error


def read_paragraphs(document: Document) -> list[list[Paragraph]]:
    """The paragraphs of each story, the body first, then of each property of the file that a template may fill."""
    related = (relation.target_part for relation in document.part.rels.values() if not relation.is_external)
    stories = [part for part in dict.fromkeys([document.part, *related]) if part.content_type in STORY_NAMES]
    reader = _Reader(_heading_levels(document))
    read = []
    for part in stories:
        root = part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
        read.append(list(reader.story(root, STORY_NAMES[part.content_type])))
    properties = (getattr(document.core_properties, name) for name in _TEXT_PROPERTIES)
    return [*read, *([Paragraph(None, reader.next_place(PROPERTIES), text)] for text in properties if text)]


def _heading_levels(document: Document) -> dict[str, int]:
    """By the id of a paragraph style the level of its heading."""
    levels = {}
    for style in document.styles.element.iterfind(qn("w:style")):
        outline = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None:
            levels[style.get(qn("w:styleId"))] = int(outline.get(qn("w:val"), "9")) + 1
    return levels


class _Reader:
    """Walks the stories of one document; places are numbered through all of them."""

    def __init__(self, levels: dict[str, int]) -> None:
        self._levels = levels
        self._order = 0

    def next_place(self, story: str) -> Place:
        """A place of which nothing is known but the story."""
        self._order += 1
        return Place(self._order, story)

    def story(self, root: BaseOxmlElement, name: str) -> Iterator[Paragraph]:
        """Its paragraphs in reading order; a text box comes after the paragraph that it is anchored in."""
        self._heading, self._number, self._tables = "", 0, 0
        yield from self._walk(root, Paragraph(None, Place(0, name)))

    def _walk(self, element: BaseOxmlElement, within: Paragraph) -> Iterator[Paragraph]:
        rows = cells = 0
        for child in element:
            inside = within
            if child.tag == _P:
                yield from self._paragraph(child, within)
                continue
            if child.tag == _FALLBACK:
                continue
            if child.tag == _TBL:
                self._tables += 1
                inside = Paragraph(None, replace(within.place, table=self._tables, row=0, cell=0), table=child)
            elif child.tag == _TR:
                rows += 1
                inside = replace(within, place=replace(within.place, row=rows, cell=0), row=child)
            elif child.tag == _TC:
                cells += 1
                inside = replace(within, place=replace(within.place, cell=cells), cell=child)
            yield from self._walk(child, inside)

    def _paragraph(self, element: BaseOxmlElement, within: Paragraph) -> Iterator[Paragraph]:
        outside = within.table is None and not within.place.in_box
        self._number += outside
        self._order += 1
        level = self._level(element)
        place = replace(
            within.place, order=self._order, paragraph=self._number if outside else 0, heading=self._heading
        )
        found = Paragraph(element, place, table=within.table, row=within.row, cell=within.cell, level=level)
        boxes: list[BaseOxmlElement] = []
        _gather(element, found, boxes, locked=False)
        if level and found.text.strip() and not within.place.in_box:
            self._heading = shorten(found.text, _HEADING_LENGTH, placeholder="…")
        yield found
        for box in boxes:
            yield from self._walk(box, Paragraph(None, replace(within.place, in_box=True, table=0, row=0, cell=0)))

    def _level(self, element: BaseOxmlElement) -> int:
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return 0 if style is None else self._levels.get(style.get(qn("w:val"), ""), 0)


def _gather(element: BaseOxmlElement, into: Paragraph, boxes: list[BaseOxmlElement], *, locked: bool) -> None:
    """Nothing; `into` has what the element holds, `boxes` the text boxes in it."""
    for child in element:
        if child.tag == _BOX:
            boxes.append(child)
        elif child.tag == _T or (child.tag in _CHARACTERS and element.tag == qn("w:r")):
            start = len(into.text)
            into.text += _CHARACTERS.get(child.tag) or child.text or ""
            if locked:
                into.locked.append((start, len(into.text)))
        elif child.tag == _FIELD:
            into.field_code += child.text or ""
        elif child.tag == _DELETED:
            into.deleted += child.text or ""
        elif child.tag != _FALLBACK:
            _gather(child, into, boxes, locked=locked or (child.tag == _SDT and _is_bound(child)))


def _is_bound(control: BaseOxmlElement) -> bool:
    properties = control.find(qn("w:sdtPr"))
    return properties is not None and any(properties.find(name) is not None for name in _BOUND)
