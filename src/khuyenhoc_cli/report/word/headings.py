"""Under which heading a paragraph stands: what has been said there need not be said again."""

import re
from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_PARAGRAPH, _STYLE, _VALUE = qn("w:p"), qn("w:pStyle"), qn("w:val")


def sections_of(
    document: Document, root: BaseOxmlElement, levels: Sequence[int]
) -> Mapping[BaseOxmlElement, tuple[int, ...]]:
    """For each paragraph of a story, for each of `levels`, the number of headings of that level or above up to it."""
    level_of = heading_levels(document)
    found: dict[BaseOxmlElement, tuple[int, ...]] = {}
    numbers = (0,) * len(levels)
    paragraph = root
    for element in root.iter(_PARAGRAPH, _STYLE):  # a style stands behind its paragraph's beginning
        if element.tag == _PARAGRAPH:
            paragraph = element
        elif (level := level_of.get(element.get(_VALUE))) and element.getparent().getparent() is paragraph:
            numbers = tuple(n + (level <= deepest) for n, deepest in zip(numbers, levels, strict=True))
        found[paragraph] = numbers
    return found


def heading_levels(document: Document) -> Mapping[str, int]:
    """By the id of each heading style its level; names stay the same where Word translates ids."""
    levels = {}
    for style in document.styles.element.iterfind(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None and (match := re.fullmatch(r"heading (\d)", name.get(_VALUE, "").lower())):
            levels[style.get(qn("w:styleId"))] = int(match[1])
    return levels
