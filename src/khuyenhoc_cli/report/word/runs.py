"""Runs of text: building them, and splitting the ones in which a value stands."""

import re
from collections.abc import Callable
from copy import deepcopy

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.word.marks import Marks
from khuyenhoc_cli.report.word.values import Placed

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PROPERTIES, _TEXT = qn("w:rPr"), qn("w:t")
_TEXT_RUN = parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve"/></w:r>')
_CHARACTERS = {"\t": "w:tab", "\n": "w:br"}  # these are elements in Word, not text


def text_run(text: str, format_of: BaseOxmlElement | None = None) -> BaseOxmlElement:
    """A run of `text`, formatted like the run `format_of`."""
    run: BaseOxmlElement
    if text and "\t" not in text and "\n" not in text:
        run = deepcopy(_TEXT_RUN)  # by far the quickest way, and a large appendix has 100.000
        run[0].text = text
    else:
        run = OxmlElement("w:r")
        append_text(run, text)
    properties = None if format_of is None else format_of.find(_PROPERTIES)
    if properties is not None:
        run.insert(0, deepcopy(properties))
    return run


def append_text(run: BaseOxmlElement, text: str) -> None:
    """Nothing; the run shows the text behind what it showed."""
    for piece in filter(None, re.split("([\t\n])", text)):
        child: BaseOxmlElement = OxmlElement(_CHARACTERS.get(piece, "w:t"))
        if piece not in _CHARACTERS:
            child.text = piece
            child.set(XML_SPACE, "preserve")
        run.append(child)


def runs_to_split(root: BaseOxmlElement, nonce: str) -> list[BaseOxmlElement]:
    """Each run under `root` that holds a mark, or a tab or newline that came with the data."""
    found: dict[BaseOxmlElement, None] = {}  # ordered, and each run once
    for text in root.iter(_TEXT):
        if text.text and (nonce in text.text or "\n" in text.text or "\t" in text.text):
            found.setdefault(text.getparent())
    return list(found)


def split_run(run: BaseOxmlElement, marks: Marks, make: Callable[[Placed], BaseOxmlElement]) -> None:
    """Nothing; `run` gives way to runs of its formatting, with what `make` returns where a mark stood."""
    children = [child for child in run if child.tag != _PROPERTIES]
    if len(children) == 1 and len(alone := marks.split(children[0].text or "")) == 1 and not isinstance(alone[0], str):
        run.addprevious(make(alone[0]))
        run.getparent().remove(run)
        return
    empty = text_run("", format_of=run)
    pieces = [deepcopy(empty)]
    for child in children:
        if child.tag != _TEXT:
            pieces[-1].append(child)
            continue
        for piece in marks.split(child.text or ""):
            if isinstance(piece, str):
                append_text(pieces[-1], piece)
            else:
                pieces += [make(piece), deepcopy(empty)]
    for element in pieces:
        if any(child.tag != _PROPERTIES for child in element):
            run.addprevious(element)
    run.getparent().remove(run)
