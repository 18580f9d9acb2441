"""A report as bytes: the template rendered, its values placed, its parts packed the same way each time."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.exceptions import OpcError
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from lxml.etree import XMLSyntaxError

from khuyenhoc_cli.report.word.baseline import Baseline, write_baseline
from khuyenhoc_cli.report.word.contents import fill_contents
from khuyenhoc_cli.report.word.controls import number_elements
from khuyenhoc_cli.report.word.environment import check_plain, plain_environment, render, xml_environment
from khuyenhoc_cli.report.word.footnotes import add_notes_story, arrange_notes
from khuyenhoc_cli.report.word.marks import Marks, clean
from khuyenhoc_cli.report.word.placement import Placement
from khuyenhoc_cli.report.word.reading import read_document
from khuyenhoc_cli.report.word.repeats import part_neighbours, tie_repeats
from khuyenhoc_cli.report.word.stories import Story, render_stories
from khuyenhoc_cli.report.word.values import TemplateError
from khuyenhoc_cli.report.word.zipping import zip_entry

_TEXT_PROPERTIES = ("author", "category", "comments", "keywords", "subject")
# A new report has no history: the template's own would name its maker and the day it was made.
_HISTORY = ("dcterms:created", "dcterms:modified", "cp:lastModifiedBy", "cp:lastPrinted", "cp:revision")
_PROPERTY_LENGTH = 255  # python-docx refuses more


@dataclass(frozen=True)
class Rendered:
    """A finished .docx, with its number of footnotes and of content controls."""

    data: bytes
    footnotes: int
    controls: int


def render_document(
    template: Path | bytes,
    context: Mapping[str, Any],
    *,
    title: str,
    key_values: Mapping[str, str] = MappingProxyType({}),
) -> Rendered:
    """The report that `template` makes of `context`; equal input gives equal bytes.

    `title` becomes the document's title property; `key_values` (template, period, version …) travel in the baseline.
    Raises TemplateError where the template is at fault, TypeError where `context` holds anything but plain values.
    """
    check_plain(dict(context))
    document = _open(template)
    marks = Marks()
    environment = xml_environment(context, marks.print)
    body, *others = render_stories(document, lambda source, name: render(environment, source, context, name))
    _render_properties(document, context, title)
    _set_language(document)
    placement = Placement(document, marks)
    placement.place(body)
    footnotes = _place_footnotes(document, body, others, placement)
    for story in others:
        placement.place(story)
    fill_contents(document, body.root, placement.contents)
    number_elements(story.root for story in (body, *others))
    for story in (body, *others):
        story.save()
    write_baseline(document, _baseline(document, body, others, placement, key_values))
    return Rendered(_pack(document, marks), footnotes, placement.controls)


def _baseline(
    document: Document, body: Story, others: list[Story], placement: Placement, key_values: Mapping[str, str]
) -> Baseline:
    notes = next((story.root for story in others if story.part.content_type == CT.WML_FOOTNOTES), None)
    read = read_document(document, body.root.find(qn("w:body")), notes)
    charts = {key: chart.data for key, chart in read.charts.items()}
    return Baseline(placement.texts, key_values, read.blocks, charts, marks=read.names.bookmarks)


def _open(template: Path | bytes) -> Document:
    data = template if isinstance(template, bytes) else template.read_bytes()
    try:
        return docx.Document(io.BytesIO(data))
    except (BadZipFile, OpcError, XMLSyntaxError, KeyError, ValueError) as error:
        raise TemplateError(f"Mẫu không phải là tệp Word (.docx) đọc được: {error}") from error


def _render_properties(document: Document, context: Mapping[str, Any], title: str) -> None:
    properties, environment = document.core_properties, plain_environment(context)
    for name in _TEXT_PROPERTIES:
        if source := getattr(properties, name):
            text = render(environment, source, context, f"thuộc tính “{name}”")
            setattr(properties, name, text[:_PROPERTY_LENGTH])
    properties.title = clean(title)[:_PROPERTY_LENGTH]
    element = properties._element
    for name in _HISTORY:
        for old in element.findall(qn(name)):
            element.remove(old)


def _set_language(document: Document) -> None:
    """Nothing; text is Vietnamese unless marked otherwise, or Word underlines all of it in red."""
    styles = document.styles.element
    language = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    if language is None:
        language = _add_default_language(styles)
    language.set(qn("w:val"), "vi-VN")


def _add_default_language(styles: Any) -> Any:
    parent = styles
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
        child = parent.find(qn(name))
        if child is None:
            child = parse_xml(f"<{name} {nsdecls('w')}/>")
            parent.insert(0, child)
        parent = child
    language = OxmlElement("w:lang")
    parent.append(language)
    return language


def _place_footnotes(document: Document, body: Story, others: list[Story], placement: Placement) -> int:
    """How many footnotes the document has; a notes story joins `others` if the template had none and needs one."""
    story = next((story for story in others if story.part.content_type == CT.WML_FOOTNOTES), None)
    if story is None and placement.notes:
        story = add_notes_story(document)
        others.append(story)
    if story is None:
        return 0
    footnotes = arrange_notes(story.root, body.root, placement.notes)
    part_neighbours(body.root)
    tie_repeats(body.root, placement.repeats)
    return footnotes


def _pack(document: Document, marks: Marks) -> bytes:
    """The package with fixed times, after a last look for marks that stood where no element can."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if marks.nonce.encode() in data:
                raise TemplateError(f"Mẫu Word, {name}: một thẻ đứng ở chỗ không in được (mã trường, hình vẽ …)")
            target.writestr(zip_entry(name), data)
    return packed.getvalue()
