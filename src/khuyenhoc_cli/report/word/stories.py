"""Stories: the parts of a document that hold text (body, headers, footers, notes), rendered one by one."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, oxml_parser, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate
from lxml import etree

from khuyenhoc_cli.report.word.values import TemplateError

STORY_NAMES = {
    CT.WML_DOCUMENT_MAIN: "thân văn bản",
    CT.WML_HEADER: "đầu trang",
    CT.WML_FOOTER: "chân trang",
    CT.WML_FOOTNOTES: "chú thích cuối trang",
    CT.WML_ENDNOTES: "chú thích cuối văn bản",
}
_CELL, _SPAN, _ROW_PROPERTIES, _VALUE = qn("w:tc"), qn("w:gridSpan"), qn("w:trPr"), qn("w:val")
_SKIPPED = (qn("w:gridBefore"), qn("w:gridAfter"))
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@dataclass(frozen=True)
class Story:
    """A part and its rendered XML, which `save` puts back."""

    part: Part
    root: BaseOxmlElement

    @property
    def name(self) -> str:
        """What an officer calls it."""
        return STORY_NAMES[self.part.content_type]

    def save(self) -> None:
        """Nothing; the part now holds the rendered XML."""
        if isinstance(self.part, XmlPart):
            self.part._element = self.root
        else:
            self.part._blob = serialize_part_xml(self.root)


def render_stories(document: Document, render: Callable[[str, str], str]) -> Iterator[Story]:
    """Each story of the document, the body first; `render(source, name)` runs its template once."""
    related = (relation.target_part for relation in document.part.rels.values() if not relation.is_external)
    for part in dict.fromkeys([document.part, *related]):  # not all of the package: a glossary has notes of its own
        if part.content_type in STORY_NAMES:
            rendered = render(_template_source(part), STORY_NAMES[part.content_type])
            yield Story(part, _parse(rendered, STORY_NAMES[part.content_type]))


def _template_source(part: Part) -> str:
    """The part as Jinja source, one paragraph per line; docxtpl gathers the tags that Word scattered over runs.

    What controls need is declared here: once values are printed the tree is large, and moving it to a new root is slow.
    """
    root = deepcopy(part.element) if isinstance(part, XmlPart) else parse_xml(part.blob)
    source = etree.tostring(declare_w15(root), encoding="unicode")
    source = DocxTemplate("").patch_xml(source)
    source = re.sub(r"\{[{%].*?[%}]\}", lambda tag: tag[0].replace("&amp;", "&"), source, flags=re.DOTALL)
    return source.replace("<w:p>", "\n<w:p>").replace("<w:p ", "\n<w:p ")


def _parse(rendered: str, name: str) -> BaseOxmlElement:
    """The story's root, its tables' grids as wide as their rows; strict, for a recovering parser drops text."""
    try:
        root = parse_xml(rendered.replace("\n<w:p", "<w:p"))
    except etree.XMLSyntaxError as error:
        raise TemplateError(
            f"Mẫu Word, {name}: kết quả hỏng, thường vì thẻ {{% … %}} mở và đóng không cùng cấp "
            f"(đoạn, hàng bảng, ô) ({error})"
        ) from error
    for table in root.iter(qn("w:tbl")):
        fit_grid(table)
    return root


def fit_grid(table: BaseOxmlElement) -> None:
    """Nothing; the table has as many grid columns as its widest row, since {%tc for %} makes or drops columns."""
    grid = table.find(qn("w:tblGrid"))
    columns = [] if grid is None else grid.findall(qn("w:gridCol"))
    wanted = max(map(_row_width, table.findall(qn("w:tr"))), default=0)
    if not columns or wanted in (0, len(columns)):
        return
    widths = [int(column.get(qn("w:w"), "0")) for column in columns]
    total, kept = sum(widths), widths[:wanted]
    kept += [total // len(widths)] * (wanted - len(kept))
    grid[:] = [OxmlElement("w:gridCol", {qn("w:w"): str(width * total // max(sum(kept), 1))}) for width in kept]


def _row_width(row: BaseOxmlElement) -> int:
    """How many columns of the grid a row takes up; tables within its cells do not count."""
    width = sum(1 for _ in row.iterchildren(_CELL))
    for span in row.iter(_SPAN):
        if span.getparent().getparent().getparent() is row:
            width += int(span.get(_VALUE)) - 1
    skipped = (skip for properties in row.iterchildren(_ROW_PROPERTIES) for skip in properties.iterchildren(*_SKIPPED))
    return width + sum(int(skip.get(_VALUE)) for skip in skipped)


def declare_w15(root: BaseOxmlElement) -> BaseOxmlElement:
    """`root`, or its copy, that declares Word 2013's namespace and lets older readers ignore it."""
    prefix = next((prefix for prefix, uri in root.nsmap.items() if uri == W15), None)
    if prefix is None:  # lxml cannot add a declaration to an element that exists
        prefix, old = "w15", root
        root = oxml_parser.makeelement(old.tag, attrib=dict(old.attrib), nsmap={**old.nsmap, "mc": MC, prefix: W15})
        root.extend(list(old))
    ignorable = root.get(f"{{{MC}}}Ignorable", "").split()
    if prefix not in ignorable:
        root.set(f"{{{MC}}}Ignorable", " ".join([*ignorable, prefix]))
    return root
