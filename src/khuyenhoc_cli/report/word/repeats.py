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

_BOOKMARKS = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))


def repeat_field(styles: NoteStyles, format_of: BaseOxmlElement) -> BaseOxmlElement:
    """A field that repeats the mark of a note; `tie_repeats` says which, once the notes are numbered."""
    field: BaseOxmlElement = OxmlElement("w:fldSimple", {qn("w:instr"): "NOTEREF"})
    field.append(mark_run(styles.mark, OxmlElement("w:t"), format_of))
    return field


def tie_repeats(body: BaseOxmlElement, repeats: Iterable[tuple[BaseOxmlElement, BaseOxmlElement]]) -> None:
    """Nothing; each (field, run with the note's mark) shows one number, and the run has a bookmark the field names."""
    numbers = {mark.getparent(): number for number, mark in enumerate(body.iter(qn("w:footnoteReference")), 1)}
    starts = list(body.iter(qn("w:bookmarkStart")))
    bookmarks = count(max((int(start.get(qn("w:id"), "0")) for start in starts), default=-1) + 1)
    taken = {start.get(qn("w:name")) for start in starts}
    for field, first in repeats:
        number = str(numbers[first])
        name = _bookmark_of(first)
        if not name:
            name = next(name for name in _names(number) if name not in taken)
            taken.add(name)
            _bookmark(first, name, str(next(bookmarks)))
        field.set(qn("w:instr"), f" NOTEREF {name} \\f \\h ")
        next(field.iter(qn("w:t"))).text = number


def _names(number: str) -> Iterator[str]:
    """Names for the bookmark of a note; the number is that of its first day, later ones are only told apart by it."""
    yield f"_chu_thich_{number}"
    yield from (f"_chu_thich_{number}_{again}" for again in count(2))


def _bookmark_of(run: BaseOxmlElement) -> str:
    """The name of the bookmark around a note's mark, "" if it has none."""
    before = run.getprevious()
    if before is None or before.tag != qn("w:bookmarkStart"):
        return ""
    name = str(before.get(qn("w:name"), ""))
    return name if name.startswith("_chu_thich_") else ""


def part_neighbours(root: BaseOxmlElement) -> None:
    """Nothing; two marks side by side have a comma between them, else 1 and 2 read as 12."""
    marks = list(_marks(root))
    known = set(marks)
    for mark in marks:
        start = mark
        while (before := start.getprevious()) is not None and before.tag in _BOOKMARKS:
            start = before
        if before in known:
            run = mark if mark.tag == qn("w:r") else mark[0]
            (start if start.tag == qn("w:bookmarkStart") else mark).addprevious(text_run(",", format_of=run))


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
