"""The charts of a draft: drawn anew from today's figures, as the officer has formatted them, unless edited by hand."""

from collections.abc import Iterable, Mapping
from copy import deepcopy

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.refresh.changes import Change
from khuyenhoc_cli.report.refresh.importing import Importer
from khuyenhoc_cli.report.refresh.places import Places
from khuyenhoc_cli.report.word.chart_data import CHART, TEXT, ChartData
from khuyenhoc_cli.report.word.reading import PlacedChart

_DATA = tuple(f"{CHART}{name}" for name in ("tx", "cat", "val"))


def edited_charts(base: Mapping[str, ChartData], draft: Mapping[str, PlacedChart]) -> set[str]:
    """The keys of the charts whose figures somebody has changed."""
    return {key for key, chart in draft.items() if key in base and not chart.data.shows_the_same_as(base[key])}


def renew_charts(
    base: Mapping[str, ChartData],
    draft: Mapping[str, PlacedChart],
    fresh: Mapping[str, PlacedChart],
    places: Places,
    importer: Importer,
) -> list[Change]:
    """What was done to the charts that still stand in the draft and in today's report."""
    changes = []
    edited = edited_charts(base, draft)
    for key, chart in draft.items():
        if key not in base or key not in fresh or chart.drawing.getparent() is None:
            continue
        today = fresh[key].data
        if key in edited:
            if not chart.data.shows_the_same_as(today):
                changes.append(Change("kept_by_hand", key, places.of(chart.drawing), chart.data.alt, today.alt))
        elif not today.shows_the_same_as(base[key]) or (today.title, today.alt) != (base[key].title, base[key].alt):
            changes.append(Change("updated", key, places.of(chart.drawing), base[key].alt, today.alt))
            _renew(key, base[key], chart, fresh[key], importer)
    return changes


def drop_unseen(document: Document, placed: Iterable[PlacedChart]) -> None:
    """Nothing; charts that no drawing shows any more are gone from the package."""
    seen = {chart.get(qn("r:id")) for chart in document.element.body.iter(f"{CHART}chart")}
    for chart in placed:
        number = chart.drawing.find(f".//{CHART}chart").get(qn("r:id"))
        if number not in seen and number in document.part.rels:
            document.part.drop_rel(number)


def _renew(key: str, base: ChartData, draft: PlacedChart, fresh: PlacedChart, importer: Importer) -> None:
    space, today = parse_xml(draft.part.blob), parse_xml(fresh.part.blob)
    _renew_series(space, today)
    if draft.data.title == base.title:
        _renew_title(space, today)
    _renew_workbook(space, draft.part, fresh.part, importer)
    draft.part._blob = serialize_part_xml(space)
    properties, properties_today = (each.drawing.find(f".//{qn('wp:docPr')}") for each in (draft, fresh))
    properties.set("name", key)
    if draft.data.alt in ("", base.alt):
        properties.set("descr", properties_today.get("descr", ""))
    if len(draft.data.categories) != len(fresh.data.categories):
        extent, extent_today = (each.drawing.find(f".//{qn('wp:extent')}") for each in (draft, fresh))
        extent.set("cy", extent_today.get("cy"))


def _renew_series(space: BaseOxmlElement, today: BaseOxmlElement) -> None:
    """Nothing; the series show today's figures; their looks stay, unless there are other bars than before."""
    mine, theirs = list(space.iter(f"{CHART}ser")), list(today.iter(f"{CHART}ser"))
    if len(mine) != len(theirs):
        area = space.find(f"{CHART}chart/{CHART}plotArea")
        area.getparent().replace(area, deepcopy(today.find(f"{CHART}chart/{CHART}plotArea")))
        return
    for old, new in zip(mine, theirs, strict=True):
        if _points(old) != _points(new):
            old.getparent().replace(old, deepcopy(new))
            continue
        for name in _DATA:
            mine_of, new_of = old.find(name), new.find(name)
            if mine_of is not None and new_of is not None:
                old.replace(mine_of, deepcopy(new_of))


def _points(series: BaseOxmlElement) -> str:
    count = series.find(f"{CHART}cat//{CHART}ptCount")
    return "" if count is None else str(count.get("val"))


def _renew_title(space: BaseOxmlElement, today: BaseOxmlElement) -> None:
    mine, new = (each.find(f"{CHART}chart/{CHART}title") for each in (space, today))
    if mine is None or new is None:
        return
    texts, texts_today = (list(each.iter(TEXT)) for each in (mine, new))
    if texts and texts_today:
        texts[0].text = "".join(text.text or "" for text in texts_today)
        for other in texts[1:]:
            other.text = ""


def _renew_workbook(space: BaseOxmlElement, draft: Part, fresh: Part, importer: Importer) -> None:
    """Nothing; the chart has the workbook of today's behind it; LibreOffice keeps the file but not the word of it."""
    today = next(relation.target_part for relation in fresh.rels.values() if relation.reltype == RT.PACKAGE)
    mine = next((number for number, relation in draft.rels.items() if relation.reltype == RT.PACKAGE), "")
    if mine:
        draft.rels[mine].target_part._blob = today.blob
    else:
        mine = draft.relate_to(importer.part(today), RT.PACKAGE)
    external = space.find(f"{CHART}externalData")
    if external is None:
        external = parse_xml(f'<c:externalData xmlns:c="{CHART[1:-1]}" {nsdecls("r")}/>')
        space.append(external)
    external.set(qn("r:id"), mine)
