"""The baseline: what was generated under each key, kept inside the document for the next refresh to compare with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.etree import SubElement

from khuyenhoc_cli.report.word.marks import clean

NAMESPACE = "urn:khuyenhoc:so-lieu"
_ITEM_ID = "{7B1C2C66-9F0E-5C57-8D2B-6B68757965EE}"  # any, but the same in each report: equal input, equal bytes
_PROPERTIES = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    f'ds:itemID="{_ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)


@dataclass(frozen=True)
class Baseline:
    """The generated text per key, and what the whole document was made from."""

    texts: Mapping[str, str] = field(default_factory=dict)
    key_values: Mapping[str, str] = field(default_factory=dict)


def read_baseline(document: Document) -> Baseline:
    """The document's baseline, an empty one if it has none (a cleaning tool drops custom XML)."""
    part = _part(document)
    if part is None:
        return Baseline()
    root = parse_xml(part.blob)
    return Baseline(texts=_entries(root, "so"), key_values=_entries(root, "thongTin"))


def write_baseline(document: Document, baseline: Baseline) -> None:
    """Nothing; the document carries this baseline, instead of any other."""
    root = parse_xml(f'<soLieu xmlns="{NAMESPACE}"/>')
    for name, entries in (("thongTin", baseline.key_values), ("so", baseline.texts)):
        for key, text in sorted(entries.items()):
            entry = SubElement(root, f"{{{NAMESPACE}}}{name}", {"khoa": key})
            entry.text = clean(text)  # an element's text: an attribute would lose its newlines
    part = _part(document) or _add_part(document)
    part._blob = serialize_part_xml(root)


def _entries(root: BaseOxmlElement, name: str) -> dict[str, str]:
    return {entry.get("khoa"): entry.text or "" for entry in root.iterfind(f"{{{NAMESPACE}}}{name}")}


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
