"""Charts are native, carry the workbook they were drawn from, and stand where they may."""

import io
from dataclasses import replace
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from khuyenhoc_cli.report.word.values import Chart, TemplateError
from tests.unit.report.word.helpers import names, packed, part, rendered, template

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART = Chart(
    key="bieu_do.hoi_vien",
    title="Hội viên & <quỹ>",
    kind="bar",
    categories=("Ngọc Lặc", "=1+1", "http://a.vn"),
    series=(("Thực hiện", (12.5, None, 3.0)), ("Chỉ tiêu", (20.0, 20.0, 20.0))),
    number_format="#,##0.0",
    alt='Biểu đồ "hội viên"',
)


@pytest.mark.parametrize("kind", ["bar", "column", "line"])
def test_chart_and_workbook_agree(kind):
    data = rendered(template("trước", "{{ bd }}"), bd=replace(CHART, kind=kind)).data
    with ZipFile(io.BytesIO(data)) as package:
        sheet = openpyxl.load_workbook(io.BytesIO(package.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx"))).active
    assert sheet is not None
    assert list(sheet.values) == [
        (None, "Thực hiện", "Chỉ tiêu"),
        ("Ngọc Lặc", 12.5, 20),
        ("=1+1", None, 20),
        ("http://a.vn", 3, 20),
    ]
    assert sheet["A3"].data_type == "s"  # text, though it looks like a formula
    space = part(data, "word/charts/chart1.xml")
    drawn = [[float(v.text) for v in ser.iterfind(f"{C}val//{C}v")] for ser in space.iter(f"{C}ser")]
    assert drawn == [[12.5, 3.0], [20.0, 20.0, 20.0]]
    assert [f.text for f in space.iterfind(f".//{C}val//{C}f")] == ["Sheet1!$B$2:$B$4", "Sheet1!$C$2:$C$4"]
    assert space.find(f"{C}lang").get("val") == "vi-VN"


def test_alt_text_name_and_ids():
    data = rendered(template("{{ a }}", "{{ b }}"), a=CHART, b=CHART).data
    drawings = list(part(data, "word/document.xml").iter(qn("wp:docPr")))
    assert [(d.get("id"), d.get("name"), d.get("descr")) for d in drawings] == [
        (number, "bieu_do.hoi_vien", 'Biểu đồ "hội viên"') for number in "12"
    ]
    assert {"word/charts/chart1.xml", "word/charts/chart2.xml"} <= set(names(data))


def test_a_tag_with_formatting_draws_too():
    document = docx.Document()
    document.add_paragraph().add_run("{{ bd }}").bold = True
    data = rendered(packed(document), bd=CHART).data
    assert len(list(part(data, "word/document.xml").iter(qn("w:drawing")))) == 1


def test_stands_alone_in_the_body():
    with pytest.raises(TemplateError, match="đứng một mình"):
        rendered("Xem {{ bd }}", bd=CHART)
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ bd }}"
    with pytest.raises(TemplateError, match=r"đầu trang.*biểu đồ"):
        rendered(packed(document), bd=CHART)


@pytest.mark.parametrize("change", [{"categories": ()}, {"series": ()}, {"series": (("s", (1.0,)),)}])
def test_incomplete_chart_is_refused(change):
    with pytest.raises(ValueError, match=r"bieu_do\.hoi_vien"):
        replace(CHART, **change)


def test_the_yardsticks_are_grey_and_the_units_are_not():
    chart = replace(CHART, series=CHART.series[:1], yardsticks=1)
    space = part(rendered("{{ bd }}", bd=chart).data, "word/charts/chart1.xml")
    colour = "{http://schemas.openxmlformats.org/drawingml/2006/main}srgbClr"
    points = {p.find(f"{C}idx").get("val"): p.find(f".//{colour}").get("val") for p in space.iter(f"{C}dPt")}
    assert points == {"2": "9A9A9A"}
