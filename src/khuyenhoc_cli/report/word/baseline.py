"""The baseline: what was generated, kept inside the document for the next refresh to compare with."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.etree import SubElement

from khuyenhoc_cli.report.word.chart_data import ChartData
from khuyenhoc_cli.report.word.marks import clean
from khuyenhoc_cli.report.word.outline import Block, from_plain, plain

NAMESPACE = "urn:khuyenhoc:so-lieu"
_ITEM_ID = "{7B1C2C66-9F0E-5C57-8D2B-6B68757965EE}"  # any, but the same in each report: equal input, equal bytes
_PROPERTIES = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    f'ds:itemID="{_ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)


@dataclass(frozen=True)
class Baseline:
    """The generated text per key, what the whole document was made from, its body, its charts by their keys.

    `earlier` are the texts that keys had before, as pairs: somebody may have typed one of them elsewhere. `marks` are
    the keys of notes by the bookmarks around their marks, for the repeats of a mark that somebody has deleted.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    key_values: Mapping[str, str] = field(default_factory=dict)
    body: Sequence[Block] = ()
    charts: Mapping[str, ChartData] = field(default_factory=dict)
    earlier: Sequence[tuple[str, str]] = ()
    marks: Mapping[str, str] = field(default_factory=dict)


def read_baseline(document: Document) -> Baseline:
    """The document's baseline, an empty one if it has none (a cleaning tool drops custom XML)."""
    part = _part(document)
    if part is None:
        return Baseline()
    root = parse_xml(part.blob)
    body = "".join(text for _, text in _entries(root, "khung"))
    return Baseline(
        texts=dict(_entries(root, "so")),
        key_values=dict(_entries(root, "thongTin")),
        body=from_plain(json.loads(body)) if body else (),
        charts={key: ChartData.from_plain(json.loads(text)) for key, text in _entries(root, "bieuDo")},
        earlier=tuple(_entries(root, "truocDay")),
        marks=dict(_entries(root, "dau")),
    )


def write_baseline(document: Document, baseline: Baseline) -> None:
    """Nothing; the document carries this baseline, instead of any other."""
    root = parse_xml(f'<soLieu xmlns="{NAMESPACE}"/>')
    for name, key, text in _all_entries(baseline):
        entry = SubElement(root, f"{{{NAMESPACE}}}{name}", {"khoa": key})
        entry.text = clean(text)  # an element's text: an attribute would lose its newlines
    part = _part(document) or _add_part(document)
    part._blob = serialize_part_xml(root)


def _all_entries(baseline: Baseline) -> Iterator[tuple[str, str, str]]:
    """(name, key, text) of each element."""
    yield from (("thongTin", *entry) for entry in sorted(baseline.key_values.items()))
    yield from (("so", *entry) for entry in sorted(baseline.texts.items()))
    yield from (("truocDay", *entry) for entry in baseline.earlier)
    yield from (("dau", *entry) for entry in sorted(baseline.marks.items()))
    yield from (("bieuDo", key, _json(chart.plain())) for key, chart in sorted(baseline.charts.items()))
    yield "khung", "body", _json(plain(baseline.body))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _entries(root: BaseOxmlElement, name: str) -> list[tuple[str, str]]:
    return [(entry.get("khoa"), entry.text or "") for entry in root.iterfind(f"{{{NAMESPACE}}}{name}")]


def _part(document: Document) -> Part | None:
    for relation in document.part.rels.values():
        if relation.reltype == RT.CUSTOM_XML and f'"{NAMESPACE}"'.encode() in relation.target_part.blob:
            part: Part = relation.target_part
            return part
    return None


def _add_part(document: Document) -> Part:
    package = document.part.package
    part = Part(package.next_partname("/customXml/item%d.xml"), CT.XML, b"", package)
    name = package.next_partname("/customXml/itemProps%d.xml")
    part.relate_to(Part(name, CT.OFC_CUSTOM_XML_PROPERTIES, _PROPERTIES.encode(), package), RT.CUSTOM_XML_PROPS)
    document.part.relate_to(part, RT.CUSTOM_XML)
    return part
