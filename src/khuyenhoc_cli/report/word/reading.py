"""A document read for comparison: the outline of its body, with its charts by their keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from docx.document import Document
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.word.chart_data import ChartData, chart_part, read_chart
from khuyenhoc_cli.report.word.inlines import Names, names_of, read_blocks
from khuyenhoc_cli.report.word.outline import Block


@dataclass(frozen=True)
class PlacedChart:
    """A chart where it stands."""

    drawing: BaseOxmlElement
    part: Part
    data: ChartData


@dataclass(frozen=True)
class ReadDocument:
    """The blocks of a body, the names in it, its charts by their keys, and the root of its notes' part."""

    body: BaseOxmlElement
    notes: BaseOxmlElement | None
    blocks: list[Block]
    names: Names
    charts: dict[str, PlacedChart]


def read_document(
    document: Document,
    body: BaseOxmlElement,
    notes: BaseOxmlElement | None,
    known: Mapping[str, ChartData] = MappingProxyType({}),
    marks: Mapping[str, str] = MappingProxyType({}),
) -> ReadDocument:
    """The document's body, its `notes` being the root of their part.

    A chart is known by its name, else, since LibreOffice gives it another, by showing what one of the `known` shows.
    `marks` are the keys of the notes that were there once, by their bookmarks.
    """
    charts: dict[str, PlacedChart] = {}
    keys: dict[BaseOxmlElement, str] = {}
    for drawing in body.iter(qn("w:drawing")):
        part = chart_part(document, drawing)
        if part is not None:
            placed = PlacedChart(drawing, part, read_chart(part, drawing))
            keys[drawing] = _chart_key(placed, known)
            charts.setdefault(keys[drawing], placed)
    charts.pop("", None)
    names = names_of(body, notes, lambda drawing: keys.get(drawing, ""))
    names = names._replace(bookmarks={**marks, **names.bookmarks})
    return ReadDocument(body, notes, read_blocks(body, names), names, charts)


def _chart_key(chart: PlacedChart, known: Mapping[str, ChartData]) -> str:
    name = str(chart.drawing.find(f".//{qn('wp:docPr')}").get("name", ""))
    if name.startswith("chart:") or name in known:
        return name
    return next((key for key, data in known.items() if data.shows_the_same_as(chart.data)), "")
