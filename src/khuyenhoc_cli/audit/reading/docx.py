"""A .docx as a person sees it: tracked changes accepted, hidden text gone, fields by their result.

The body is walked in order: paragraphs, tables, content controls around either, text boxes right behind the paragraph
they are anchored in. Footnotes are numbered in the order of their marks, whatever their ids; endnotes
count on from them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.audit.model import Document
from khuyenhoc_cli.audit.reading.building import Builder, Piece
from khuyenhoc_cli.audit.reading.docx_body import Body
from khuyenhoc_cli.audit.reading.docx_styles import Styles
from khuyenhoc_cli.audit.reading.package import BROKEN, damaged, open_word
from khuyenhoc_cli.report.word.baseline import read_baseline


@dataclass(frozen=True)
class Located:
    """A report and the file it came from: the pieces of each paragraph and the first mark of each note, by number."""

    document: Document
    word: WordDocument
    pieces: Mapping[int, list[Piece]]
    marks: Mapping[int, BaseOxmlElement]


def read_docx(data: bytes, name: str) -> Document:
    """The report; UserError (3) where it cannot be read."""
    return locate_docx(data, name).document


def locate_docx(data: bytes, name: str) -> Located:
    """The report, with where each letter of it stands in the file."""
    word = open_word(data)
    try:
        return _read(word, name)
    except BROKEN as error:
        raise damaged() from error


def _read(word: WordDocument, name: str) -> Located:
    builder = Builder()
    body = Body(Styles.of(word), builder)
    body.read(word.element.body)
    notes = {kind: _stories(word, kind) for kind in ("footnote", "endnote")}
    for number, (kind, identifier) in body.noted():
        note = notes[kind].get(identifier)
        if note is not None:
            builder.add_note(number, body.lines_of(note))
    warnings = ["Văn bản nhúng từ tệp khác chưa được đọc."] if body.has_foreign_parts else []
    return Located(builder.document(name, _origin(word), warnings), word, builder.origins, body.marks)


def _stories(word: WordDocument, kind: str) -> dict[str, BaseOxmlElement]:
    """The notes of a kind by their ids, without separators."""
    relation = {"footnote": RT.FOOTNOTES, "endnote": RT.ENDNOTES}[kind]
    part = next((r.target_part for r in word.part.rels.values() if r.reltype == relation and not r.is_external), None)
    if part is None:
        return {}
    notes = parse_xml(part.blob).iterchildren(qn(f"w:{kind}"))
    return {note.get(qn("w:id"), ""): note for note in notes if note.get(qn("w:type"), "normal") == "normal"}


def _origin(word: WordDocument) -> dict[str, str]:
    """What a draft of this tool says of itself; nothing of anybody else's report."""
    try:
        return dict(read_baseline(word).key_values)
    except BROKEN:
        return {}
