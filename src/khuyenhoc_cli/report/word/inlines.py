"""Reading an outline: the same from a file of this tool, of Word and of LibreOffice."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.word.outline import SHOWING, Block, Cell, Paragraph, Row, Table, Token, words_of
from khuyenhoc_cli.report.word.tags import qn

_BOOKMARK = re.compile(r"NOTEREF\s+(\w+)")
_CHARACTERS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
_THROUGH = {qn(f"w:{name}") for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml")}
_PASSED_OVER = {
    qn(f"w:{name}")
    for name in (
        *("pPr", "rPr", "proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "lastRenderedPageBreak"),
        *("softHyphen", "footnoteRef", "smartTagPr", "customXmlPr"),
    )
}
_FIELD_CHARACTER, _INSTRUCTION = qn("w:fldChar"), qn("w:instrText")


@dataclass(slots=True)
class Inline:
    """A token where it stands: `nodes` are the runs, controls or fields that show it, `shown` the text it shows."""

    token: Token
    nodes: list[BaseOxmlElement]
    shown: str = ""


class Names(NamedTuple):
    """How a document calls what stands in its text: the key of a note by its id, of a note by the bookmark around its
    mark, and of a drawing; and the texts of its notes by their ids."""

    notes: dict[str, str]
    texts: dict[str, str]
    bookmarks: dict[str, str]
    chart: Callable[[BaseOxmlElement], str]


def control_key(control: BaseOxmlElement) -> str:
    """The key of a content control, "" if it has none; LibreOffice 7.4 drops w:tag."""
    for properties in control.iterchildren(qn("w:sdtPr")):
        names = {child.tag: child.get(qn("w:val"), "") for child in properties.iterchildren(qn("w:tag"), qn("w:alias"))}
        return names.get(qn("w:tag")) or names.get(qn("w:alias")) or ""
    return ""


def control_text(control: BaseOxmlElement) -> str:
    """What a control shows; nothing where Word asks for text."""
    if control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
        return ""
    return shown_text(control)


def shown_text(element: BaseOxmlElement) -> str:
    """The text a reader sees in it."""
    return "".join(
        child.text or "" if child.tag == qn("w:t") else "\n" if child.tag == qn("w:br") else _CHARACTERS[child.tag]
        for child in element.iter(qn("w:t"), qn("w:br"), *_CHARACTERS)
        if child.getparent().tag == qn("w:r")
    )


def names_of(body: BaseOxmlElement, notes: BaseOxmlElement | None, chart: Callable[[BaseOxmlElement], str]) -> Names:
    """The names of a document with this body and this notes part."""
    listed = [] if notes is None else list(notes)
    keys = {note.get(qn("w:id")): note_key(note) for note in listed}
    texts = {note.get(qn("w:id")): "".join(map(control_text, note.iter(qn("w:sdt")))) for note in listed}
    bookmarks = {}
    for start in body.iter(qn("w:bookmarkStart")):
        mark = marked_by(start)
        if mark is not None:
            bookmarks[start.get(qn("w:name"))] = keys.get(mark.get(qn("w:id")), "")
    return Names(keys, texts, bookmarks, chart)


def marked_by(bookmark: BaseOxmlElement) -> BaseOxmlElement | None:
    """The note's mark that a bookmark begins before; None for a bookmark around anything else, or nothing."""
    for sibling in bookmark.itersiblings():
        if sibling.tag not in (qn("w:bookmarkStart"), qn("w:proofErr")):
            mark: BaseOxmlElement | None = sibling.find(qn("w:footnoteReference"))
            return mark
    return None


def note_key(note: BaseOxmlElement) -> str:
    """The key of a note that was generated whole; "" for one that a template or a person wrote."""
    controls = list(note.iter(qn("w:sdt")))
    return control_key(controls[0]) if len(controls) == 1 and control_key(controls[0]).startswith("note:") else ""


def read_blocks(parent: BaseOxmlElement, names: Names) -> list[Block]:
    """The paragraphs and tables directly in a body or a cell; blocks of another kind are nobody's business."""
    found: list[Block] = []
    for child in parent:
        if child.tag == qn("w:p"):
            found.append(read_paragraph(child, names))
        elif child.tag == qn("w:tbl"):
            rows = [_read_row(row, names) for row in child.iterfind(qn("w:tr"))]
            found.append(Table(rows, child))
    return found


def _read_row(row: BaseOxmlElement, names: Names) -> Row:
    return Row([Cell(read_blocks(cell, names), cell) for cell in row.iterfind(qn("w:tc"))], row)


def read_paragraph(paragraph: BaseOxmlElement, names: Names) -> Paragraph:
    """The paragraph with what its controls show."""
    inlines = read_words(paragraph, names)
    shown = tuple((inline.token.value, inline.shown) for inline in inlines if inline.token.kind in SHOWING)
    return Paragraph(tuple(inline.token for inline in inlines), paragraph, shown)


def read_inlines(parent: BaseOxmlElement, names: Names) -> Iterator[Inline]:
    """What stands in a paragraph, in order; text in pieces, as its runs hold it."""
    in_field: list[BaseOxmlElement] = []
    for child in parent:
        if in_field:
            in_field.append(child)
            if _field_depth(in_field) == 0:
                yield Inline(_field_token(in_field, names), in_field)
                in_field = []
        elif child.tag in _THROUGH:
            yield from read_inlines(child, names)
        elif child.tag == qn("w:r"):
            if child.find(_FIELD_CHARACTER) is not None:
                in_field = [child]
                if _field_depth(in_field) == 0:
                    yield Inline(_field_token(in_field, names), in_field)
                    in_field = []
            elif not is_comma_between_marks(child):
                yield from _read_run(child, names)
        elif child.tag == qn("w:sdt") and (key := control_key(child)):
            yield Inline(Token("figure", key), [child], control_text(child))
        elif child.tag == qn("w:fldSimple"):
            yield Inline(_field_token([child], names), [child])
        elif child.tag not in _PASSED_OVER:
            yield Inline(Token("other", _short(child)), [child])
    if in_field:
        yield Inline(Token("other", "field"), in_field)


def _read_run(run: BaseOxmlElement, names: Names) -> Iterator[Inline]:
    for child in run:
        if child.tag == qn("w:t"):
            if child.text:
                yield Inline(Token("text", child.text), [run])
        elif child.tag == qn("w:br") and child.get(qn("w:type"), "textWrapping") == "textWrapping":
            yield Inline(Token("text", "\n"), [run])
        elif child.tag in _CHARACTERS:
            yield Inline(Token("text", _CHARACTERS[child.tag]), [run])
        elif child.tag == qn("w:footnoteReference"):
            number = child.get(qn("w:id"))
            yield Inline(Token("note", names.notes.get(number, "")), [run], names.texts.get(number, ""))
        elif child.tag == qn("w:drawing"):
            key = names.chart(child)
            yield Inline(Token("chart", key) if key else Token("other", "w:drawing"), [run])
        elif child.tag not in _PASSED_OVER:
            yield Inline(Token("other", _short(child)), [run])


def is_comma_between_marks(run: BaseOxmlElement) -> bool:
    """Whether the run only parts two marks side by side, see `repeats.part_neighbours`."""
    if run.tag != qn("w:r") or run.getprevious() is None or run.getnext() is None or shown_text(run) != ",":
        return False
    return is_mark(run.getprevious()) and is_mark(run.getnext())


def is_mark(element: BaseOxmlElement) -> bool:
    """Whether it is a note's mark, the bookmark around one, or the beginning or the end of a field repeating one."""
    if element.tag == qn("w:fldSimple"):
        return "NOTEREF" in element.get(qn("w:instr"), "")
    if element.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
        return element.tag == qn("w:bookmarkEnd") or marked_by(element) is not None
    return element.tag == qn("w:r") and bool(
        element.find(qn("w:footnoteReference")) is not None or element.find(_FIELD_CHARACTER) is not None
    )


def read_words(paragraph: BaseOxmlElement, names: Names) -> list[Inline]:
    """One for each of the paragraph's tokens; a word may stand in several runs, and a run hold several words."""
    found: list[Inline] = []
    text: list[Inline] = []
    for inline in (*read_inlines(paragraph, names), None):
        if inline is not None and inline.token.kind == "text":
            text.append(inline)
            continue
        found += _words(text)
        text = []
        if inline is not None:
            found.append(inline)
    return found


def _words(pieces: Sequence[Inline]) -> Iterator[Inline]:
    ends = list(accumulate(len(piece.token.value) for piece in pieces))
    start = number = 0
    for word in words_of("".join(piece.token.value for piece in pieces)):
        nodes: list[BaseOxmlElement] = []
        while ends[number] <= start:
            number += 1
        start += len(word)
        last = number
        while ends[last] < start:
            last += 1
        for piece in pieces[number : last + 1]:
            nodes += (node for node in piece.nodes if node not in nodes)
        yield Inline(Token("text", word), nodes)


def _field_depth(runs: Sequence[BaseOxmlElement]) -> int:
    kinds = [each.get(qn("w:fldCharType")) for run in runs for each in run.iter(_FIELD_CHARACTER)]
    return kinds.count("begin") - kinds.count("end")


def field_instruction(nodes: Sequence[BaseOxmlElement]) -> str:
    """What a field, of one element or of several runs, is told to show."""
    simple = "".join(node.get(qn("w:instr"), "") for node in nodes)
    return simple or "".join(each.text or "" for node in nodes for each in node.iter(_INSTRUCTION))


def _field_token(nodes: Sequence[BaseOxmlElement], names: Names) -> Token:
    instruction = field_instruction(nodes)
    name = repeated_bookmark(instruction)
    if name:
        return Token("repeat", names.bookmarks.get(name, ""))
    return Token("other", f"field {' '.join(instruction.split()[:1])}")


def repeated_bookmark(instruction: str) -> str:
    """The bookmark of the note whose mark a field repeats; "" for a field of another kind."""
    found = _BOOKMARK.search(instruction)
    return found[1] if found else ""


def _short(element: BaseOxmlElement) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else "comment"
