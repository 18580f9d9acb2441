r"""A note used again under the same heading: the one note, and a field that repeats its mark.

    <w:bookmarkStart w:id="7" w:name="_chu_thich_3"/>
    <w:r>…<w:footnoteReference w:id="3"/></w:r>
    <w:bookmarkEnd w:id="7"/>
    … <w:fldSimple w:instr=" NOTEREF _chu_thich_3 \f \h "><w:r>…<w:t>3</w:t></w:r></w:fldSimple>

Word renews the number when it updates fields. A refresh finds the repeats of a note by the bookmark around its mark.
"""

from collections.abc import Iterable, Iterator
from itertools import count

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.word.footnotes import NoteStyles, mark_run
from khuyenhoc_cli.report.word.runs import text_run


def repeat_field(styles: NoteStyles, format_of: BaseOxmlElement) -> BaseOxmlElement:
    """A field that repeats the mark of a note; `tie_repeats` says which, once the notes are numbered."""
    field: BaseOxmlElement = OxmlElement("w:fldSimple", {qn("w:instr"): "NOTEREF"})
    field.append(mark_run(styles.mark, OxmlElement("w:t"), format_of))
    return field


def tie_repeats(body: BaseOxmlElement, repeats: Iterable[tuple[BaseOxmlElement, BaseOxmlElement]]) -> None:
    """Nothing; each (field, run with the note's mark) shows one number, and the run has a bookmark the field names."""
    numbers = {mark.getparent(): number for number, mark in enumerate(body.iter(qn("w:footnoteReference")), 1)}
    taken = (int(start.get(qn("w:id"), "0")) for start in body.iter(qn("w:bookmarkStart")))
    bookmarks = count(max(taken, default=-1) + 1)
    names: dict[BaseOxmlElement, str] = {}
    for field, first in repeats:
        number = str(numbers[first])
        if first not in names:
            names[first] = f"_chu_thich_{number}"
            _bookmark(first, names[first], str(next(bookmarks)))
        field.set(qn("w:instr"), f" NOTEREF {names[first]} \\f \\h ")
        next(field.iter(qn("w:t"))).text = number


def part_neighbours(body: BaseOxmlElement) -> None:
    """Nothing; two marks side by side have a comma between them, else 1 and 2 read as 12."""
    marks = list(_marks(body))
    known = set(marks)
    for mark in marks:
        if mark.getprevious() in known:
            run = mark if mark.tag == qn("w:r") else mark[0]
            mark.addprevious(text_run(",", format_of=run))


def _marks(body: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The runs with a note's mark and the fields that repeat one, in the order of the text."""
    for element in body.iter(qn("w:footnoteReference"), qn("w:fldSimple")):
        if element.tag == qn("w:footnoteReference"):
            yield element.getparent()
        elif "NOTEREF" in element.get(qn("w:instr"), ""):
            yield element


def _bookmark(run: BaseOxmlElement, name: str, number: str) -> None:
    run.addprevious(OxmlElement("w:bookmarkStart", {qn("w:id"): number, qn("w:name"): name}))
    run.addnext(OxmlElement("w:bookmarkEnd", {qn("w:id"): number}))
