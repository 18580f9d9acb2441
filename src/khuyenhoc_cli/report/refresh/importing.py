"""Bringing pieces of today's report into a draft: its styles, its notes, its charts.

Style ids are translated by the names of the styles, since Word and LibreOffice give a style another id.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from docx.document import Document
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from khuyenhoc_cli.report.word.controls import inline_control
from khuyenhoc_cli.report.word.footnotes import note_element, note_styles, reference_run
from khuyenhoc_cli.report.word.inlines import Inline, read_words
from khuyenhoc_cli.report.word.outline import Paragraph, Row, Table, Token
from khuyenhoc_cli.report.word.reading import ReadDocument
from khuyenhoc_cli.report.word.repeats import repeat_field
from khuyenhoc_cli.report.word.runs import text_run
from khuyenhoc_cli.report.word.values import Note

_STYLED = [qn(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle")]


class Importer:
    """Makes elements for a draft of what stands in today's report; `texts` are the generated texts of
    today, and those of before that today has not: a note that somebody keeps keeps its text.

    `notes` are the notes that the draft still has to take, the n-th referred to as "+n"; `repeats` are fields that
    repeat the mark of a note, with its key.
    """

    def __init__(self, draft: Document, fresh: Document, read: ReadDocument, texts: Mapping[str, str]) -> None:
        self.notes: list[BaseOxmlElement] = []
        self.repeats: list[tuple[BaseOxmlElement, str]] = []
        self.texts = texts
        self._draft, self._fresh, self._read = draft, fresh, read
        self._styles = note_styles(draft)
        self._ids = _translated_ids(fresh, draft)

    def paragraph(self, source: Paragraph, like: BaseOxmlElement | None = None) -> BaseOxmlElement:
        """The paragraph; with `like`, a paragraph of the draft, formatted as that is."""
        assert source.element is not None
        made: BaseOxmlElement = OxmlElement("w:p")
        properties = (source.element if like is None else like).find(qn("w:pPr"))
        if properties is not None:
            properties = deepcopy(properties)
            for section in properties.findall(qn("w:sectPr")):
                properties.remove(section)
            made.append(properties if like is not None else self._translated(properties))
        run = None if like is None else next(_text_runs(like), None)
        inlines = read_words(source.element, self._read.names)
        made.extend(self.inlines(inlines, run, source.element))
        return made

    def table(self, source: Table) -> BaseOxmlElement:
        """The table, row by row."""
        made = self._shell(source.element, "w:tblPr", "w:tblGrid")
        made.extend(self.row(row) for row in source.rows)
        return made

    def row(self, source: Row) -> BaseOxmlElement:
        """The row, formatted as in today's report."""
        made = self._shell(source.element, "w:trPr")
        for cell in source.cells:
            made_cell = self._shell(cell.element, "w:tcPr")
            for block in cell.blocks:
                made_cell.append(self.table(block) if isinstance(block, Table) else self.paragraph(block))
            made.append(made_cell)
        return made

    def inlines(
        self, inlines: Sequence[Inline], look: BaseOxmlElement | None, source: BaseOxmlElement
    ) -> list[BaseOxmlElement]:
        """What stands in today's paragraph `source`, as elements; `look` is a run of the draft to format them like.

        What today's report sets off from the rest of its paragraph keeps its own formatting.
        """
        usual = _properties(next(_text_runs(source), None))
        made: list[BaseOxmlElement] = []
        text, run_of_text = "", None
        for inline in (*inlines, None):
            run = None if inline is None else _run_of(inline)
            if inline is not None and inline.token.kind == "text" and (not text or run is run_of_text):
                text, run_of_text = text + inline.token.value, run
                continue
            if text:
                made.append(text_run(text, self._format(run_of_text, usual, look)))
                text = ""
            if inline is not None and inline.token.kind == "text":
                text, run_of_text = inline.token.value, run
            elif inline is not None:
                made.extend(self._element(inline, self._format(run, usual, look)))
        return made

    def mark(self, key: str, look: BaseOxmlElement | None, note: BaseOxmlElement | None = None) -> BaseOxmlElement:
        """The mark of a note that the draft has not; `note` is one to copy where it has no key."""
        if note is None:
            note = note_element(Note(key, self.texts[key]), self._styles)
        self.notes.append(note)
        return reference_run(f"+{len(self.notes) - 1}", self._styles, look if look is not None else text_run(""))

    def repeat(self, key: str, look: BaseOxmlElement | None) -> BaseOxmlElement:
        """A field that repeats a note's mark; which one is settled when all marks stand."""
        field = repeat_field(self._styles, look if look is not None else text_run(""))
        self.repeats.append((field, key))
        return field

    def part(self, source: Part) -> Part:
        """A copy of a part of today's report (a chart, a picture), with what belongs to it, for the draft's package."""
        name = re.sub(r"\d*(\.\w+)$", r"%d\1", str(source.partname))
        package = self._draft.part.package
        copy = Part(package.next_partname(name), source.content_type, source.blob, package)
        for number, relation in source.rels.items():
            if not relation.is_external:
                copy.load_rel(relation.reltype, self.part(relation.target_part), number)
        return copy

    def _element(self, inline: Inline, look: BaseOxmlElement | None) -> list[BaseOxmlElement]:
        token = inline.token
        match token.kind:
            case "figure":
                return [inline_control(token.value, inline.shown, look)]
            case "note":
                return [self._mark(token, inline, look)]
            case "repeat":
                return [self.repeat(token.value, look)]
            case _:
                return [self._copied(node) for node in inline.nodes]

    def _mark(self, token: Token, inline: Inline, look: BaseOxmlElement | None) -> BaseOxmlElement:
        if token.value:
            return self.mark(token.value, look)
        number = inline.nodes[0].find(f".//{qn('w:footnoteReference')}").get(qn("w:id"))
        assert self._read.notes is not None
        own = next(note for note in self._read.notes if note.get(qn("w:id")) == number)
        return self.mark("", look, self._translated(deepcopy(own)))

    def _copied(self, node: BaseOxmlElement) -> BaseOxmlElement:
        """A copy of a run with a chart or a picture, or of a field."""
        copy = self._translated(deepcopy(node))
        names = (qn("r:id"), qn("r:embed"), qn("r:link"))
        for element in copy.iter():
            for name in names:
                relation = self._fresh.part.rels.get(element.get(name)) if element.get(name) else None
                if relation is not None and not relation.is_external:
                    part = self.part(relation.target_part)
                    element.set(name, self._draft.part.relate_to(part, relation.reltype))
        return copy

    def _format(
        self, run: BaseOxmlElement | None, usual: bytes, look: BaseOxmlElement | None
    ) -> BaseOxmlElement | None:
        if look is not None and _properties(run) == usual:
            return look
        return None if run is None else self._translated(text_run("", run))

    def _shell(self, source: BaseOxmlElement | None, *names: str) -> BaseOxmlElement:
        assert source is not None
        made: BaseOxmlElement = OxmlElement(f"w:{str(source.tag).rpartition('}')[2]}")
        made.extend(self._translated(deepcopy(child)) for name in names for child in source.findall(qn(name)))
        return made

    def _translated(self, element: BaseOxmlElement) -> BaseOxmlElement:
        for styled in element.iter(*_STYLED):
            styled.set(qn("w:val"), self._ids.get(styled.get(qn("w:val")), styled.get(qn("w:val"))))
        return element


def _text_runs(paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    return (run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None)


def _run_of(inline: Inline) -> BaseOxmlElement | None:
    node = inline.nodes[0]
    return node if node.tag == qn("w:r") else next(node.iter(qn("w:r")), None)


def _properties(run: BaseOxmlElement | None) -> bytes:
    """A run's formatting, for comparison; a mark's own style is none."""
    if run is None:
        return b""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return b""
    copy = deepcopy(properties)
    for style in copy.findall(qn("w:rStyle")):
        copy.remove(style)
    return bytes(etree.tostring(copy)) if len(copy) else b""


def _translated_ids(source: Document, target: Document) -> dict[str, str]:
    """The ids of the source's styles -> those of the target's styles of the same name."""
    theirs = {_style_name(style): style.get(qn("w:styleId")) for style in target.styles.element.iter(qn("w:style"))}
    return {
        style.get(qn("w:styleId")): theirs[_style_name(style)]
        for style in source.styles.element.iter(qn("w:style"))
        if _style_name(style) in theirs
    }


def _style_name(style: BaseOxmlElement) -> tuple[str, str]:
    name = style.find(qn("w:name"))
    return style.get(qn("w:type"), ""), "" if name is None else name.get(qn("w:val"), "").lower()
