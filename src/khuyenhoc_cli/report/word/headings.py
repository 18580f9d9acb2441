"""Under which heading a paragraph stands: what has been said there need not be said again."""

from collections.abc import Mapping

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_HEADINGS = frozenset({"heading 1", "heading 2", "heading 3"})  # the names never change, the ids do with the language


def sections_of(document: Document, root: BaseOxmlElement) -> Mapping[BaseOxmlElement, int]:
    """For each paragraph of a story the number of headings of the first three levels up to it."""
    headings = {
        style.get(qn("w:styleId"))
        for style in document.styles.element.iterfind(qn("w:style"))
        if (name := style.find(qn("w:name"))) is not None and name.get(qn("w:val"), "").lower() in _HEADINGS
    }
    found: dict[BaseOxmlElement, int] = {}
    number = 0
    for paragraph in root.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        number += style is not None and style.get(qn("w:val")) in headings
        found[paragraph] = number
    return found
