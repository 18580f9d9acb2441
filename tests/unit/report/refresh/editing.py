"""What people do to a draft, through python-docx: each edit leaves a mark of its own that must be there afterwards."""

import io
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml

from khuyenhoc_cli.report.word.inlines import control_key, shown_text
from khuyenhoc_cli.report.word.runs import text_run


class Hand:
    """A person at a draft; `mark` is the text of the edit in hand, `colour` its colour, and it picks by two numbers."""

    def __init__(self, data: bytes) -> None:
        self.document = docx.Document(io.BytesIO(data))
        self.body = self.document.element.body
        self.marks: list[str] = []
        self.mark = self.colour = ""
        self.first = self.second = 0

    def do(self, name: str, first: int, second: int) -> None:
        """Nothing; the edit is made, where there is anything to make it on."""
        number = len(self.marks) + 1
        self.mark, self.colour = f"«sửa {number}»", f"AB{number:04d}"
        self.marks.append(self.mark)
        self.first, self.second = first, second
        EDITS[name](self)

    def saved(self) -> bytes:
        """The draft as it is now."""
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def paragraphs(self) -> list[Any]:
        """Those of the body itself."""
        return self.body.findall(qn("w:p"))

    def pick(self, choices: Any, *, second: bool = False) -> Any:
        """One of the choices, None if there is none."""
        listed = list(choices)
        return listed[(self.second if second else self.first) % len(listed)] if listed else None

    def text_runs(self) -> list[Any]:
        """Runs of plain text, those in tables too."""
        return [r for r in self.body.iter(qn("w:r")) if _is_plain(r)]

    def controls(self) -> list[Any]:
        """The controls of the body."""
        return [c for c in self.body.iter(qn("w:sdt")) if control_key(c)]


def _is_plain(run: Any) -> bool:
    in_paragraph = run.getparent().tag == qn("w:p")
    return in_paragraph and len(shown_text(run)) > 1 and run.find(qn("w:footnoteReference")) is None


def type_text(hand: Hand) -> None:
    """Somewhere within a sentence."""
    run = hand.pick(hand.text_runs())
    if run is not None:
        (text, *_) = run.findall(qn("w:t"))
        at = hand.second % (len(text.text) + 1)
        text.text = text.text[:at] + hand.mark + text.text[at:]
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def overtype(hand: Hand) -> None:
    """A figure or a phrase becomes another."""
    control = hand.pick(hand.controls())
    if control is not None:
        _set(control, hand.mark)


def extend(hand: Hand) -> None:
    """A figure gets an addition."""
    control = hand.pick(hand.controls())
    if control is not None:
        _set(control, shown_text(control) + " " + hand.mark)


def delete_control(hand: Hand) -> None:
    """A figure is taken out of its sentence."""
    control = hand.pick(hand.controls())
    if control is not None:
        control.getparent().remove(control)


def delete_words(hand: Hand) -> None:
    """A piece of a sentence is taken out."""
    run = hand.pick(hand.text_runs())
    if run is not None:
        run.getparent().remove(run)


def delete_paragraph(hand: Hand) -> None:
    paragraph = hand.pick(hand.paragraphs())
    if paragraph is not None and not _ends_section(paragraph):
        hand.body.remove(paragraph)


def move_paragraph(hand: Hand) -> None:
    """A paragraph is cut and pasted elsewhere."""
    paragraph, place = hand.pick(hand.paragraphs()), hand.pick(hand.paragraphs(), second=True)
    if paragraph is not None and paragraph is not place and not _ends_section(paragraph):
        place.addprevious(paragraph)


def copy_paragraph(hand: Hand) -> None:
    """A paragraph is copied elsewhere, with its controls and marks."""
    paragraph, place = hand.pick(hand.paragraphs()), hand.pick(hand.paragraphs(), second=True)
    if paragraph is not None and not _ends_section(paragraph):
        place.addprevious(deepcopy(paragraph))


def split_paragraph(hand: Hand) -> None:
    """Enter is pressed within a paragraph; what follows begins with a mark."""
    paragraph = hand.pick(hand.paragraphs())
    content = [] if paragraph is None else [child for child in paragraph if child.tag != qn("w:pPr")]
    if len(content) > 1 and not _ends_section(paragraph):
        rest = OxmlElement("w:p")
        if paragraph.pPr is not None:
            rest.append(deepcopy(paragraph.pPr))
        rest.append(text_run(hand.mark))
        rest.extend(content[1 + hand.second % (len(content) - 1) :])
        paragraph.addnext(rest)


def join_paragraphs(hand: Hand) -> None:
    """The end of a paragraph is deleted."""
    paragraph = hand.pick(hand.paragraphs())
    following = None if paragraph is None else paragraph.getnext()
    if following is not None and following.tag == qn("w:p") and not _ends_section(following):
        paragraph.extend([text_run(hand.mark), *(child for child in following if child.tag != qn("w:pPr"))])
        hand.body.remove(following)


def own_paragraph(hand: Hand) -> None:
    """A paragraph of one's own."""
    place = hand.pick(hand.paragraphs())
    if place is not None:
        paragraph = OxmlElement("w:p")
        paragraph.append(text_run(f"Lời thêm vào {hand.mark}"))
        place.addnext(paragraph)


def colour_text(hand: Hand) -> None:
    """Some text gets a colour."""
    _colour(hand, hand.pick(hand.text_runs()))


def colour_control(hand: Hand) -> None:
    """A figure gets a colour."""
    control = hand.pick(hand.controls())
    if control is not None:
        _colour(hand, next(control.iter(qn("w:r")), None))


def delete_mark(hand: Hand) -> None:
    """The mark of a note is deleted, as Word does it: with its note."""
    mark = hand.pick(hand.body.iter(qn("w:footnoteReference")))
    if mark is not None:
        run = mark.getparent()
        run.getparent().remove(run)


def overtype_note(hand: Hand) -> None:
    """A note is worded otherwise."""
    if any(relation.reltype == RT.FOOTNOTES for relation in hand.document.part.rels.values()):
        part = hand.document.part.part_related_by(RT.FOOTNOTES)
        root = parse_xml(part.blob)
        marked = {mark.get(qn("w:id")) for mark in hand.body.iter(qn("w:footnoteReference"))}
        notes = [c for note in root if note.get(qn("w:id")) in marked for c in note.iter(qn("w:sdt"))]
        control = hand.pick(notes)
        if control is not None:
            _set(control, hand.mark)
            part._blob = serialize_part_xml(root)


def retype(hand: Hand) -> None:
    """A figure is typed once more as plain text."""
    control, run = hand.pick(hand.controls()), hand.pick(hand.text_runs(), second=True)
    if control is not None and run is not None:
        run.addnext(text_run(f" (tức {shown_text(control)} {hand.mark})"))


def own_row(hand: Hand) -> None:
    """A row is copied, and what it says is typed over."""
    row = hand.pick(hand.body.iter(qn("w:tr")))
    if row is not None:
        copy = deepcopy(row)
        for paragraph in copy.iter(qn("w:p")):
            for child in [child for child in paragraph if child.tag != qn("w:pPr")]:
                paragraph.remove(child)
        next(copy.iter(qn("w:p"))).append(text_run(hand.mark))
        row.addnext(copy)


def delete_row(hand: Hand) -> None:
    row = hand.pick(hand.body.iter(qn("w:tr")))
    if row is not None and len(row.getparent().findall(qn("w:tr"))) > 1:
        row.getparent().remove(row)


def own_column(hand: Hand) -> None:
    """A column is put into a table, with a mark in its first cell."""
    table = hand.pick(hand.body.iter(qn("w:tbl")))
    if table is not None:
        for number, row in enumerate(table.findall(qn("w:tr"))):
            cells = row.findall(qn("w:tc"))
            cell = parse_xml(
                '<w:tc xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p/></w:tc>'
            )
            cell[0].append(text_run(hand.mark if number == 0 else ""))
            cells[min(hand.second % 4, len(cells) - 1)].addnext(cell)
        grid = table.find(qn("w:tblGrid"))
        grid.append(deepcopy(grid[0]))


def _colour(hand: Hand, run: Any) -> None:
    if run is not None:
        properties = run.get_or_add_rPr()
        for old in properties.findall(qn("w:color")):
            properties.remove(old)
        properties._insert_color(OxmlElement("w:color", {qn("w:val"): hand.colour}))


def _set(control: Any, text: str) -> None:
    content = control.find(qn("w:sdtContent"))
    run = next(content.iter(qn("w:r")), None)
    new = text_run(text, run)
    content[:] = [new]


def _ends_section(paragraph: Any) -> bool:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None


_ALL: tuple[Callable[[Hand], None], ...] = (
    type_text,
    overtype,
    extend,
    delete_control,
    delete_words,
    delete_paragraph,
    move_paragraph,
    copy_paragraph,
    split_paragraph,
    join_paragraphs,
    own_paragraph,
    colour_text,
    colour_control,
    delete_mark,
    overtype_note,
    retype,
    own_row,
    delete_row,
    own_column,
)
EDITS = {edit.__name__: edit for edit in _ALL}
