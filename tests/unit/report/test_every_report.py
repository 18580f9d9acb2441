"""What any template has to bear: names, settings and prose that look like markup, like tags, like formulas."""

import io
from dataclasses import replace
from unicodedata import normalize
from zipfile import ZipFile

import pytest
from docx.oxml.parser import parse_xml
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.forms.narrative import REPORT_SECTIONS
from khuyenhoc_cli.report.kinds import KINDS
from khuyenhoc_cli.report.render import render_report
from templates.build.__main__ import FOLDER, TEMPLATES
from tests.unit.report.daklak import CONFIG, daklak
from tests.unit.report.edges import EDGES, assert_clean, hostile
from tests.unit.report.reading import paragraphs

REPORTS = [name for name in TEMPLATES if name in KINDS]
# as it comes, as it has to stand
HOSTILE = (
    ("<b>đậm</b> & <w:p/>", "<b>đậm</b> & <w:p/>"),
    ("{{ 7*191 }} {% raw %} {%p for x in y %}", "{{ 7*191 }} {% raw %} {%p for x in y %}"),
    ("=SUM(A1) +1 @cmd", "=SUM(A1) +1 @cmd"),
    ("chuông\x07, nửa chữ\ud800, \ufffe hết", "chuông, nửa chữ,  hết"),
    ("“ngoặc” ' \" &amp; ]]>", "“ngoặc” ' \" &amp; ]]>"),
    ("tiếng Việt NFD: e\u0302\u0301", "tiếng Việt NFD: e\u0302\u0301"),
)


def nfc(text: str) -> str:
    return normalize("NFC", text)


def _with_names(figures: Figures, name: str) -> Figures:
    units = tuple(replace(unit, unit=replace(unit.unit, name=f"Huyện {name}")) for unit in figures.units[:1])
    return replace(figures, units=units + figures.units[1:])


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(("text", "kept"), HOSTILE)
def test_hostile_data_neither_runs_nor_is_lost(name: str, text: str, kept: str) -> None:
    association = CONFIG.association.model_copy(update={"name": f"Hội {text}"})
    config = CONFIG.model_copy(update={"association": association})
    prose = {section.key: f"Mục {section.key}: {text}" for section in REPORT_SECTIONS}
    data = render_report(FOLDER / f"{name}.docx", _with_names(daklak(), text), config, prose).data
    texts, kept = [nfc(found) for found in paragraphs(data)], nfc(kept)
    assert any(found.startswith("Mục ") and kept in found for found in texts)
    assert any(f"Hội {kept}" in found for found in texts)
    assert any(kept in found and not found.startswith("Mục ") and "Hội" not in found for found in texts)
    assert not any("1337" in found for found in texts)


@pytest.mark.parametrize("name", REPORTS)
def test_a_file_made_of_hostile_data_is_sound(name: str, tmp_path) -> None:
    path = tmp_path / "a.docx"
    prose = {section.key: " ".join(text for text, _ in HOSTILE) for section in REPORT_SECTIONS}
    path.write_bytes(render_report(FOLDER / f"{name}.docx", hostile(), CONFIG, prose).data)
    assert OpenXmlValidator().validate(path).errors == []
    with ZipFile(path) as package:
        for book in (part for part in package.namelist() if part.endswith(".xlsx")):
            with ZipFile(io.BytesIO(package.read(book))) as workbook:
                assert not list(parse_xml(workbook.read("xl/worksheets/sheet1.xml")).iter("{*}f"))


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("edge", EDGES)
def test_no_report_breaks_at_any_edge(name: str, edge: str) -> None:
    assert_clean(render_report(FOLDER / f"{name}.docx", EDGES[edge](), CONFIG, {}).data)
