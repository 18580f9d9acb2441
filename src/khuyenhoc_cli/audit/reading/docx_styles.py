"""What a reader has to know of a document's styles: which are headings or items, which hide text, list the contents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_VALUE = qn("w:val")
_OFF = ("0", "false", "off", "none")
_BODY_LEVEL = 9  # w:outlineLvl of running text


def is_on(properties: BaseOxmlElement | None, name: str) -> bool:
    """Whether a switch such as w:vanish is set."""
    element = None if properties is None else properties.find(qn(name))
    return element is not None and element.get(_VALUE, "1").lower() not in _OFF


def outline_level(properties: BaseOxmlElement | None) -> int | None:
    """The heading level that paragraph properties give, from one; 0 for running text, None where they say nothing."""
    element = None if properties is None else properties.find(qn("w:outlineLvl"))
    value = "" if element is None else element.get(_VALUE, "")
    if not value.isdigit():
        return None
    return int(value) + 1 if int(value) < _BODY_LEVEL else 0


def item_level(properties: BaseOxmlElement | None) -> int | None:
    """The level of a list that paragraph properties put it in, from one; 0 for none, None where they say nothing."""
    numbering = None if properties is None else properties.find(qn("w:numPr"))
    if numbering is None:
        return None
    level, number = (_attribute(numbering, name) for name in ("w:ilvl", "w:numId"))
    return 0 if number == "0" else int(level or 0) + 1


@dataclass(frozen=True)
class Styles:
    """By style id: the levels of headings and of items, the styles whose text is hidden, those of the contents."""

    levels: Mapping[str, int]
    items: Mapping[str, int]
    hidden: frozenset[str]
    contents: frozenset[str]

    @classmethod
    def of(cls, document: Document) -> "Styles":
        """Those of the document."""
        styles = {style.get(qn("w:styleId"), ""): style for style in document.styles.element.iterfind(qn("w:style"))}
        names = {key: _attribute(style, "w:name").lower() for key, style in styles.items()}
        levels = {key: level for key in styles if (level := _level(key, styles, names))}
        items = {key: level for key in styles if (level := _item_of_style(key, styles))}
        hidden = frozenset(key for key, style in styles.items() if is_on(style.find(qn("w:rPr")), "w:vanish"))
        contents = frozenset(key for key, name in names.items() if re.fullmatch(r"toc \d|table of figures", name))
        return cls(levels, items, hidden, contents)


def _level(key: str, styles: Mapping[str, BaseOxmlElement], names: Mapping[str, str]) -> int:
    """The level of a style: its name's, its own outline level, else that of the style it is based on."""
    seen: set[str] = set()
    while key in styles and key not in seen:
        seen.add(key)
        if found := re.fullmatch(r"heading (\d)", names[key]):
            return int(found[1])
        level = outline_level(styles[key].find(qn("w:pPr")))
        if level is not None:
            return level
        key = _attribute(styles[key], "w:basedOn")
    return 0


def _item_of_style(key: str, styles: Mapping[str, BaseOxmlElement]) -> int:
    """The level of the list that a style, or one it is based on, puts its paragraphs in; 0 for none."""
    seen: set[str] = set()
    while key in styles and key not in seen:
        seen.add(key)
        level = item_level(styles[key].find(qn("w:pPr")))
        if level is not None:
            return level
        key = _attribute(styles[key], "w:basedOn")
    return 0


def _attribute(style: BaseOxmlElement, name: str) -> str:
    element = style.find(qn(name))
    return "" if element is None else str(element.get(_VALUE, ""))
