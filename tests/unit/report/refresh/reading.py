"""A draft as it lies before its reader: paragraphs with what stands in them, notes with their marks."""

import io
from dataclasses import dataclass
from zipfile import ZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from khuyenhoc_cli.report.word.inlines import control_key, field_instruction, shown_text


@dataclass(frozen=True)
class Seen:
    """Texts of the paragraphs in order, (key, text) of the controls, (mark's number, note's text) of the notes, the
    numbers that fields show with the texts of the notes they repeat, and the text in each colour."""

    paragraphs: tuple[str, ...]
    controls: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    repeats: tuple[tuple[str, str], ...]
    coloured: dict[str, str]

    def count(self, text: str) -> int:
        return sum(paragraph.count(text) for paragraph in (*self.paragraphs, *self.notes))


def seen(data: bytes) -> Seen:
    """What is in a draft; AssertionError where notes and marks do not pair in ascending order."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    marks = list(body.iter(qn("w:footnoteReference")))
    ids = [int(mark.get(qn("w:id"))) for mark in marks]
    notes = _notes(document)
    assert ids == sorted(set(ids)), "marks ascend"
    assert list(notes) == ids, "one note for each mark, in their order"
    texts = [shown_text(note).strip() for note in notes.values()]
    colours: dict[str, str] = {}
    for run in body.iter(qn("w:r")):
        colour = run.find(f"{qn('w:rPr')}/{qn('w:color')}")
        if colour is not None:
            colours[colour.get(qn("w:val"))] = colours.get(colour.get(qn("w:val")), "") + shown_text(run)
    roots = [body, *notes.values()]
    return Seen(
        tuple(shown_text(paragraph) for paragraph in body.iter(qn("w:p"))),
        tuple((control_key(c), shown_text(c)) for root in roots for c in root.iter(qn("w:sdt"))),
        tuple(texts),
        tuple(_repeats(body, texts)),
        colours,
    )


def chart_values(data: bytes) -> list[str]:
    """The figures that the charts show."""
    with ZipFile(io.BytesIO(data)) as package:
        charts = [parse_xml(package.read(name)) for name in package.namelist() if name.startswith("word/charts/chart")]
    return [v.text for chart in charts for v in chart.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}v")]


def _notes(document):
    if not any(relation.reltype == RT.FOOTNOTES for relation in document.part.rels.values()):
        return {}
    root = parse_xml(document.part.part_related_by(RT.FOOTNOTES).blob)
    return {int(note.get(qn("w:id"))): note for note in root if note.get(qn("w:type"), "normal") == "normal"}


def _repeats(body, texts):
    """(number shown, text of the note) of each field that repeats a mark."""
    number = 0
    named = {}
    for element in body.iter(qn("w:bookmarkStart"), qn("w:footnoteReference")):
        if element.tag == qn("w:footnoteReference"):
            number += 1
        elif element.get(qn("w:name")).startswith("_chu_thich"):
            assert element.getnext().find(qn("w:footnoteReference")) is not None, "a bookmark stands around its mark"
            assert element.get(qn("w:name")) not in named, "bookmarks are named once"
            named[element.get(qn("w:name"))] = number
    for field in body.iter(qn("w:fldSimple")):
        name = field_instruction([field]).split()[1]
        yield shown_text(field), texts[named[name]]
