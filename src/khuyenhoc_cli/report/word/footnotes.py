"""Footnotes: the notes part, its place in the package, and notes numbered in the order of their marks.

    <w:footnote w:id="1"><w:p>
      <w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>
      <w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>
      <w:r><w:t xml:space="preserve"> </w:t></w:r>
      <w:sdt>…the whole text…</w:sdt>
    </w:p></w:footnote>

The lines of a note are divided by breaks, not paragraphs: a plain-text control cannot hold paragraphs, and LibreOffice
7.4 gives the notes that follow a note of several paragraphs with a control the wrong texts.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.settings import CT_Settings
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.word.controls import inline_control
from khuyenhoc_cli.report.word.runs import text_run
from khuyenhoc_cli.report.word.stories import Story, declare_w15
from khuyenhoc_cli.report.word.values import Note, TemplateError

_LAST_ID = 32767  # Word refuses a document beyond
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    f"</w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>"
    for kind, number in (("separator", -1), ("continuationSeparator", 0))
)
# fmt: off
_SETTINGS_AFTER_FOOTNOTES = (  # w:settings has a fixed order
    "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang",
    "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade", "w:captions",
    "w:readModeInkLockDown", "w:smartTagType", "sl:schemaLibrary", "w:shapeDefaults", "w:doNotEmbedSmartTags",
    "w:decimalSymbol", "w:listSeparator",
)
# fmt: on
_TEXT_STYLE = (
    '<w:style {ns} w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
    '<w:basedOn w:val="{normal}"/><w:uiPriority w:val="99"/>'
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/></w:pPr>'
    '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>'
)
_MARK_STYLE = (
    '<w:style {ns} w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:uiPriority w:val="99"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)


@dataclass(frozen=True)
class NoteStyles:
    """The ids of the two styles a footnote needs."""

    text: str
    mark: str


def note_styles(document: Document) -> NoteStyles:
    """The document's own footnote styles, added where it has none."""
    return NoteStyles(
        text=_style(document, "footnote text", _TEXT_STYLE),
        mark=_style(document, "footnote reference", _MARK_STYLE),
    )


def _style(document: Document, name: str, xml: str) -> str:
    """The id of the style called `name`: Word translates a style's id, never the name of a built-in one."""
    styles = document.styles.element
    for style in styles.iterfind(qn("w:style")):
        own_name = style.find(qn("w:name"))
        if own_name is not None and own_name.get(qn("w:val"), "").lower() == name:
            return str(style.get(qn("w:styleId")))
    normal = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    added = parse_xml(xml.format(ns=nsdecls("w"), normal="Normal" if normal is None else normal.style_id))
    styles.append(added)
    return str(added.get(qn("w:styleId")))


def note_element(note: Note, styles: NoteStyles) -> BaseOxmlElement:
    """The note with its text in one control; the id is set by `arrange_notes`."""
    element: BaseOxmlElement = OxmlElement("w:footnote")
    paragraph = parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{styles.text}"/></w:pPr></w:p>')
    paragraph.append(mark_run(styles.mark, OxmlElement("w:footnoteRef")))
    paragraph.extend([text_run(" "), inline_control(note.key, note.text)])
    element.append(paragraph)
    return element


def reference_run(number: str, styles: NoteStyles, format_of: BaseOxmlElement) -> BaseOxmlElement:
    """The run in the body that carries the note's mark."""
    return mark_run(styles.mark, OxmlElement("w:footnoteReference", {qn("w:id"): number}), format_of)


def mark_run(style: str, mark: BaseOxmlElement, format_of: BaseOxmlElement | None = None) -> BaseOxmlElement:
    """A run in the style of marks that holds `mark`, in the size and colour of the text it stands in."""
    run = text_run("", format_of)
    properties = run.get_or_add_rPr()
    for name in ("w:rStyle", "w:vertAlign", "w:position", "w:u"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    properties.insert(0, OxmlElement("w:rStyle", {qn("w:val"): style}))
    run.append(mark)
    return run


def add_notes_story(document: Document) -> Story:
    """The story of a new, empty notes part, tied to the document."""
    root = declare_w15(parse_xml(f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}</w:footnotes>"))
    part = Part(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, b"", document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)
    settings: CT_Settings = document.settings.element
    if settings.find(qn("w:footnotePr")) is None:
        listed = '<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
        properties = parse_xml(f"<w:footnotePr {nsdecls('w')}>{listed}</w:footnotePr>")
        settings.insert_element_before(properties, *_SETTINGS_AFTER_FOOTNOTES)
    return Story(part, root)


def arrange_notes(notes: BaseOxmlElement, body: BaseOxmlElement, added: Sequence[BaseOxmlElement]) -> int:
    """How many notes there are: one per mark, ids ascending in the order of the marks, the others dropped.

    LibreOffice pairs notes and marks by order, whatever the ids say. The body refers to the n-th of `added` by the
    id "+n" until then; a mark that a loop copied gets its own copy of the note.
    """
    by_id = {note.get(qn("w:id")): note for note in notes}
    by_id |= {f"+{number}": note for number, note in enumerate(added)}
    special = [note for note in notes if note.get(qn("w:type"), "normal") != "normal"]
    notes[:] = special
    start = max([0, *(int(note.get(qn("w:id"))) for note in special)]) + 1
    marks = list(body.iter(qn("w:footnoteReference")))
    if start + len(marks) - 1 > _LAST_ID:
        raise TemplateError(f"Báo cáo có {len(marks)} chú thích cuối trang, Word không mở được nhiều đến thế")
    for number, mark in enumerate(marks, start):
        note = deepcopy(by_id[mark.get(qn("w:id"))])
        note.set(qn("w:id"), str(number))
        mark.set(qn("w:id"), str(number))
        notes.append(note)
    return len(marks)
