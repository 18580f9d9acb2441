"""Under which heading a paragraph stands: what has been said there need not be said again."""

from collections.abc import Mapping

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def sections_of(document: Document, root: BaseOxmlElement, levels: int) -> Mapping[BaseOxmlElement, int]:
    """For each paragraph of a story the number of headings of the first `levels` up to it."""
    wanted = {f"heading {level}" for level in range(1, levels + 1)}  # names stay, ids are translated
    headings = {
        style.get(qn("w:styleId"))
        for style in document.styles.element.iterfind(qn("w:style"))
        if (name := style.find(qn("w:name"))) is not None and name.get(qn("w:val"), "").lower() in wanted
    }
    found: dict[BaseOxmlElement, int] = {}
    number = 0
    for paragraph in root.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        number += style is not None and style.get(qn("w:val")) in headings
        found[paragraph] = number
    return found
