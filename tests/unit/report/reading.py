"""A finished report, read back as a person sees it."""

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

_SHOWN = {qn("w:t"): lambda e: e.text or "", qn("w:tab"): lambda e: "\t", qn("w:br"): lambda e: "\n"}
_FORMATTED = re.compile(r"\d[\d.]*[.,]\d+%?|\d+%")


def parts(data: bytes) -> list[str]:
    """The names of the parts."""
    with ZipFile(io.BytesIO(data)) as package:
        return package.namelist()


def root(data: bytes, name: str = "word/document.xml") -> Any:
    """The root element of a part."""
    with ZipFile(io.BytesIO(data)) as package:
        return parse_xml(package.read(name))


def paragraphs(data: bytes, name: str = "word/document.xml") -> list[str]:
    """The text of every paragraph, those of tables included, in order."""
    return [_text(paragraph) for paragraph in root(data, name).iter(qn("w:p"))]


def body_paragraphs(data: bytes) -> list[str]:
    """The paragraphs that stand outside tables, without the empty ones."""
    own = root(data).find(qn("w:body")).findall(qn("w:p"))
    return [text for text in map(_text, own) if text]


def notes(data: bytes) -> list[str]:
    """The footnotes in their order."""
    if "word/footnotes.xml" not in parts(data):
        return []
    listed = root(data, "word/footnotes.xml").findall(qn("w:footnote"))
    return [_text(note).strip() for note in listed if note.get(qn("w:type")) is None]


def rows(data: bytes) -> Iterator[list[str]]:
    """The rows of all tables, cell by cell."""
    for row in root(data).iter(qn("w:tr")):
        yield [_text(cell) for cell in row.findall(qn("w:tc"))]


def controls(data: bytes) -> dict[str, str]:
    """The generated texts by their keys; the same key with two texts fails."""
    found: dict[str, str] = {}
    for control in root(data).iter(qn("w:sdt")):
        key = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        assert found.setdefault(key, _text(control)) == _text(control), key
    return found


def numbers_outside_controls(data: bytes) -> set[str]:
    """The formatted numbers (with a dot, a comma or a percent sign) that no control holds."""
    document = root(data)
    for control in list(document.iter(qn("w:sdt"))):
        control.getparent().remove(control)
    return {number for paragraph in document.iter(qn("w:p")) for number in _FORMATTED.findall(_text(paragraph))}


def _text(element: Any) -> str:
    """What is read aloud: without the comma between two marks of notes, which is raised like them."""
    shown = (e for e in element.iter(*_SHOWN) if not (e.text == "," and _is_mark(e.getparent())))
    return "".join(_SHOWN[e.tag](e) for e in shown)


def _is_mark(run: Any) -> bool:
    style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    return style is not None and style.get(qn("w:val")) == "FootnoteReference"
