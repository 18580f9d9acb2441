"""What a person reads in one paragraph of a .docx, and where controls, marks of notes and text boxes stand in it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.audit.model import Control, NoteMark
from khuyenhoc_cli.audit.reading.building import Line, Piece
from khuyenhoc_cli.audit.reading.docx_styles import Styles, is_on, item_level, outline_level

_VALUE, _RUN_PROPERTIES = qn("w:val"), qn("w:rPr")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LETTERS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_DROPPED = {qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "sdtPr", "sdtEndPr", "fldData", "rPr", "ruby")}
_REPEATS = re.compile(r"\s*NOTEREF\b", re.IGNORECASE)


@dataclass
class _Field:
    """A field that is open: its instruction so far; where its result began, once it has."""

    instruction: str = ""
    result: int | None = None


@dataclass
class Fields:
    """The fields that are open where the reading stands; a table of contents runs over many paragraphs."""

    open: list[_Field] = field(default_factory=list)

    @property
    def shows_text(self) -> bool:
        """Whether what comes next is seen: results are, instructions are not."""
        return all(each.result is not None for each in self.open)


def control_key(control: BaseOxmlElement) -> str:
    """The key of a content control: its tag, or its title where a program dropped the tag; "" where it has neither."""
    properties = control.find(qn("w:sdtPr"))
    for name in ("w:tag", "w:alias"):
        element = None if properties is None else properties.find(qn(name))
        if element is not None and element.get(_VALUE):
            return str(element.get(_VALUE))
    return ""


class ParagraphText:
    """The text of a paragraph and of those that go on from it because its mark was deleted."""

    def __init__(self, styles: Styles, fields: Fields, number: Callable[[str, BaseOxmlElement], int]) -> None:
        self._styles, self._fields, self._number = styles, fields, number
        self._pieces: list[str] = []
        self._origin: list[Piece] = []
        self._length = 0
        self._drop: list[tuple[int, int]] = []
        self._controls: list[Control] = []
        self._marks: list[NoteMark] = []
        self._level = self._item = 0
        self.boxes: list[BaseOxmlElement] = []
        self.goes_on = False
        self.is_contents = False

    def read(self, paragraph: BaseOxmlElement, keys: Sequence[str]) -> None:
        """Nothing; the paragraph is added. `keys` are those of the controls that it stands in as a whole."""
        properties = paragraph.find(qn("w:pPr"))
        style = None if properties is None else properties.find(qn("w:pStyle"))
        style_id = "" if style is None else style.get(_VALUE, "")
        own_level = outline_level(properties)
        self._level = self._styles.levels.get(style_id, 0) if own_level is None else own_level
        own_item = item_level(properties)
        self._item = self._styles.items.get(style_id, 0) if own_item is None else own_item
        self.is_contents = style_id in self._styles.contents
        mark = None if properties is None else properties.find(_RUN_PROPERTIES)
        self.goes_on = mark is not None and any(mark.find(qn(name)) is not None for name in ("w:del", "w:moveFrom"))
        for each in self._fields.open:
            each.result = None if each.result is None else self._length
        start = self._length
        self._read_children(paragraph)
        self._controls += [Control(start, self._length, key) for key in keys if self._length > start]

    def line(self) -> Line:
        """The paragraph for the builder."""
        source = "".join(self._pieces)
        controls, marks = tuple(self._controls), tuple(self._marks)
        drop = tuple(self._drop)
        return Line(source, drop, controls, marks, self._level, self._item, keep_lines=True, origin=self._origin)

    def _read_children(self, parent: BaseOxmlElement) -> None:
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _DROPPED:
                continue
            if tag == qn("w:r"):
                self._read_run(child)
            elif tag == qn("w:sdt"):
                self._read_control(child)
            elif tag == qn("w:fldSimple"):
                self._read_simple_field(child)
            elif tag.startswith(_MATH):
                self._add("".join(t.text or "" for t in child.iter(f"{_MATH}t")))
            else:
                self._read_children(child)

    def _read_control(self, control: BaseOxmlElement) -> None:
        key, start = control_key(control), self._length
        content = control.find(qn("w:sdtContent"))
        if content is not None:
            self._read_children(content)
        if key and self._length > start:
            self._controls.append(Control(start, self._length, key))

    def _read_simple_field(self, element: BaseOxmlElement) -> None:
        start = self._length
        self._read_children(element)
        self._end_field(element.get(qn("w:instr"), ""), start)

    def _read_run(self, run: BaseOxmlElement) -> None:
        hidden = self._is_hidden(run.find(_RUN_PROPERTIES))
        for child in run:
            tag = child.tag
            if tag == qn("w:fldChar"):
                self._read_field_character(child.get(qn("w:fldCharType")))
            elif tag == qn("w:instrText"):
                if self._fields.open and self._fields.open[-1].result is None:
                    self._fields.open[-1].instruction += child.text or ""
            elif not hidden and self._fields.shows_text and isinstance(tag, str):
                self._read_piece(child, tag)

    def _read_piece(self, piece: BaseOxmlElement, tag: str) -> None:
        if tag == qn("w:t"):
            self._origin.append(Piece(self._length, len(piece.text or ""), piece))
            self._add(piece.text or "")
        elif tag in _LETTERS:
            self._add(_LETTERS[tag])
        elif tag == qn("w:br"):
            self._add("\n" if piece.get(qn("w:type"), "textWrapping") == "textWrapping" else "")
        elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            kind = "footnote" if tag == qn("w:footnoteReference") else "endnote"
            number = self._number(kind, piece)
            self._marks.append(NoteMark(self._length, number))
        elif tag not in _DROPPED:
            self.boxes += _boxes(piece)

    def _read_field_character(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.open.append(_Field())
        elif kind == "separate" and self._fields.open:
            self._fields.open[-1].result = self._length
        elif kind == "end" and self._fields.open:
            ended = self._fields.open.pop()
            if ended.result is not None:
                self._end_field(ended.instruction, ended.result)

    def _end_field(self, instruction: str, start: int) -> None:
        """Nothing; the result of a field that repeats a note's mark is a mark, and no text."""
        result = "".join(self._pieces)[start:].strip()
        if _REPEATS.match(instruction) and result.isdecimal():
            self._drop.append((start, self._length))
            self._marks.append(NoteMark(start, int(result)))

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _is_hidden(self, properties: BaseOxmlElement | None) -> bool:
        if properties is None:
            return False
        if properties.find(qn("w:vanish")) is not None:
            return is_on(properties, "w:vanish")
        style = properties.find(qn("w:rStyle"))
        return style is not None and style.get(_VALUE) in self._styles.hidden


def _boxes(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The contents of text boxes, not those within others; of two drawings of the same, the newer."""
    for child in element if element.tag != qn("w:txbxContent") else ():
        if child.tag == qn("w:txbxContent"):
            yield child
        elif child.tag != f"{_COMPATIBILITY}Fallback" or element.find(f"{_COMPATIBILITY}Choice") is None:
            yield from _boxes(child)
