"""Tiny templates, built and read back, for the tests of the Word engine."""

import io
from collections.abc import Sequence
from typing import Any
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from khuyenhoc_cli.report.word.document import Rendered, render_document
from khuyenhoc_cli.report.word.values import Note


def template(*paragraphs: str) -> bytes:
    """A template with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return packed(document)


def headed_template(*paragraphs: str) -> bytes:
    """A template of paragraphs; a "#" before one makes it a heading of as many levels."""
    document = docx.Document()
    for text in paragraphs:
        level = len(text) - len(text.lstrip("#"))
        document.add_paragraph(text.lstrip("#"), f"Heading {level}" if level else None)
    return packed(document)


def table_template(rows: Sequence[Sequence[str]]) -> bytes:
    """A template with one table of these cells."""
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for cells, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=False):
            cell.text = text
    return packed(document)


def template_with_notes(source: str, **texts: str) -> Document:
    """A template of one paragraph with footnotes of its own, as an officer types them, at `{{ name }}`."""
    document = opened(rendered(source, **{name: Note(name, text) for name, text in texts.items()}).data)
    own = document.part.part_related_by(RT.FOOTNOTES)
    root = parse_xml(own.blob)
    for control in list(root.iter(qn("w:sdt"))):
        control.addprevious(control.find(f"{qn('w:sdtContent')}/{qn('w:r')}"))
        control.getparent().remove(control)
    own._blob = serialize_part_xml(root)
    return document


def packed(document: Document) -> bytes:
    """The bytes of a document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rendered(source: bytes | str, **context: Any) -> Rendered:
    """The rendered template; a string is a template of one paragraph."""
    return render_document(template(source) if isinstance(source, str) else source, context, title="Báo cáo")


def part(data: bytes, name: str) -> Any:
    """The root of a part, such as "word/document.xml"."""
    with ZipFile(io.BytesIO(data)) as package:
        return parse_xml(package.read(name))


def names(data: bytes) -> list[str]:
    """The names of all parts."""
    with ZipFile(io.BytesIO(data)) as package:
        return package.namelist()


def opened(data: bytes) -> Document:
    """The document, opened."""
    return docx.Document(io.BytesIO(data))


def text_of(element: Any) -> str:
    """What a reader sees: text, tabs and line breaks, controls or not."""
    read = {qn("w:t"): lambda e: e.text or "", qn("w:tab"): lambda e: "\t", qn("w:br"): lambda e: "\n"}
    return "".join(read[e.tag](e) for e in element.iter(*read) if e.getparent().tag == qn("w:r"))


def paragraphs(data: bytes, name: str = "word/document.xml") -> list[str]:
    """The text of each paragraph."""
    return [text_of(paragraph) for paragraph in part(data, name).iter(qn("w:p"))]


def controls(data: bytes, name: str = "word/document.xml") -> list[tuple[str, str]]:
    """(key, text) of each content control."""
    return [
        (sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")), text_of(sdt))
        for sdt in part(data, name).iter(qn("w:sdt"))
    ]


def notes(data: bytes) -> dict[int, str]:
    """The text of each note proper, by id, in the order of the notes part."""
    return {
        int(note.get(qn("w:id"))): text_of(note).removeprefix(" ")
        for note in part(data, "word/footnotes.xml")
        if note.get(qn("w:type")) is None
    }


def marks(data: bytes) -> list[int]:
    """The ids of the note marks in the body, in reading order."""
    return [int(mark.get(qn("w:id"))) for mark in part(data, "word/document.xml").iter(qn("w:footnoteReference"))]


def formats(data: bytes) -> list[tuple[str, bool]]:
    """(text, bold) of each run in the body."""
    runs = part(data, "word/document.xml").iter(qn("w:r"))
    return [(text_of(run), run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None) for run in runs]
