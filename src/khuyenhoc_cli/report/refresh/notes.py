"""The notes of a draft once its text is settled: each mark has its note, numbers follow the text, repeats agree."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.refresh.importing import Importer
from khuyenhoc_cli.report.word.footnotes import arrange_notes
from khuyenhoc_cli.report.word.inlines import field_instruction, marked_by, note_key, repeated_bookmark
from khuyenhoc_cli.report.word.repeats import tie_repeats

_OURS = "_chu_thich_"


class Field(NamedTuple):
    """A field that repeats a mark: the elements it is made of, and the bookmark it names."""

    nodes: list[BaseOxmlElement]
    bookmark: str


def tie_dangling(
    body: BaseOxmlElement, importer: Importer, bookmarks: Mapping[str, str], notes: Mapping[str, str]
) -> list[tuple[str, BaseOxmlElement]]:
    """(key, mark) of the notes whose marks somebody deleted while a repeat still stands, which is a mark now.

    A field whose bookmark is gone repeats another mark of the same note, if there is one. `bookmarks` and `notes` are
    the keys of notes by the bookmarks around their marks, and by their ids.
    """
    named = {start.get(qn("w:name")) for start in body.iter(qn("w:bookmarkStart")) if marked_by(start) is not None}
    marked = {key for key, _ in _marks(body, importer, notes)}
    found: list[tuple[str, BaseOxmlElement]] = []
    for field in list(fields_of(body)):
        key = bookmarks.get(field.bookmark, "")
        if field.bookmark in named or not field.bookmark.startswith(_OURS) or key not in importer.texts:
            continue
        look = next(field.nodes[0].iter(qn("w:r")), None)
        new = importer.repeat(key, look) if key in marked else importer.mark(key, look)
        if key not in marked:
            found.append((key, new))
            marked.add(key)
        field.nodes[0].addprevious(new)
        for node in field.nodes:
            node.getparent().remove(node)
    return found


def settle_notes(body: BaseOxmlElement, notes: BaseOxmlElement, importer: Importer, keys: Mapping[str, str]) -> None:
    """Nothing; one note for each mark, in the order of the text, and every repeat shows the number of its note.

    `keys` are those of the draft's own notes by their ids.
    """
    _drop_bookmarks(body)
    marks = _marks(body, importer, keys)
    pairs = [pair for pair in (_paired(field, key, body, marks, importer) for field, key in importer.repeats) if pair]
    arrange_notes(notes, body, importer.notes)
    tie_repeats(body, pairs)
    _renumber(body)


def _marks(body: BaseOxmlElement, importer: Importer, keys: Mapping[str, str]) -> list[tuple[str, BaseOxmlElement]]:
    """(key of its note, run) of each mark, in the order of the text."""
    known = {**keys, **{f"+{number}": note_key(note) for number, note in enumerate(importer.notes)}}
    return [(known.get(mark.get(qn("w:id")), ""), mark.getparent()) for mark in body.iter(qn("w:footnoteReference"))]


def fields_of(body: BaseOxmlElement) -> Iterator[Field]:
    """The fields that repeat a note's mark."""
    for simple in body.iter(qn("w:fldSimple")):
        if name := repeated_bookmark(simple.get(qn("w:instr"), "")):
            yield Field([simple], name)
    for paragraph in body.iter(qn("w:p")):
        nodes: list[BaseOxmlElement] = []
        for run in paragraph.findall(qn("w:r")):
            kinds = [each.get(qn("w:fldCharType")) for each in run.iter(qn("w:fldChar"))]
            if nodes or "begin" in kinds:
                nodes.append(run)
            if nodes and "end" in kinds:
                if name := repeated_bookmark(field_instruction(nodes)):
                    yield Field(nodes, name)
                nodes = []


def _paired(
    field: BaseOxmlElement,
    key: str,
    body: BaseOxmlElement,
    marks: list[tuple[str, BaseOxmlElement]],
    importer: Importer,
) -> tuple[BaseOxmlElement, BaseOxmlElement] | None:
    """The field with the run of the mark it repeats: the last one before it, else the first. Where none is left of
    that note, the field becomes its mark, and there is nothing to repeat; nor is there where the field is gone."""
    if next((parent for parent in field.iterancestors() if parent is body), None) is None:
        return None
    order = {element: number for number, element in enumerate(body.iter(qn("w:r"), qn("w:fldSimple")))}
    same = [run for other, run in marks if other == key]
    if not same:
        run = next(field.iter(qn("w:r")))
        mark = importer.mark(key, run)
        field.getparent().replace(field, mark)
        marks.append((key, mark))
        return None
    before = [run for run in same if order[run] < order[field]]
    return field, before[-1] if before else same[0]


def _drop_bookmarks(body: BaseOxmlElement) -> None:
    """Nothing; of our bookmarks those are gone whose mark is, and those that a copied paragraph has doubled."""
    seen: set[str] = set()
    for start in list(body.iter(qn("w:bookmarkStart"))):
        name, number = start.get(qn("w:name"), ""), start.get(qn("w:id"))
        if name.startswith(_OURS) and (name in seen or marked_by(start) is None):
            for end in start.itersiblings(qn("w:bookmarkEnd")):
                if end.get(qn("w:id")) == number:
                    end.getparent().remove(end)
                    break
            start.getparent().remove(start)
        seen.add(name)


def _renumber(body: BaseOxmlElement) -> None:
    numbers = {mark: str(number) for number, mark in enumerate(body.iter(qn("w:footnoteReference")), 1)}
    named = {
        start.get(qn("w:name")): numbers[mark]
        for start in body.iter(qn("w:bookmarkStart"))
        if (mark := marked_by(start)) is not None
    }
    for field in fields_of(body):
        shown = [text for node in field.nodes for text in node.iter(qn("w:t"))]
        if field.bookmark in named and shown:
            shown[0].text = named[field.bookmark]
            for other in shown[1:]:
                other.text = ""
