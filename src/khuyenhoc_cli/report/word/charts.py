"""Native charts: drawn by Word from the figures in a workbook they carry, so an officer can still edit them.

python-pptx writes and styles the chart's XML; its workbook writer would run text beginning with "=" as a formula and
stamp the current time, so the workbook is our own, laid out as that XML expects: categories in column A of "Sheet1",
one column per series, names in row 1.
"""

import io
from datetime import datetime
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm
from pptx.chart import chart as pptx_chart
from pptx.chart import data as pptx_data
from pptx.chart import xmlwriter as pptx_xmlwriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml import parse_xml as pptx_parse_xml
from pptx.util import Pt
from xlsxwriter import Workbook

from khuyenhoc_cli.report.word.marks import clean
from khuyenhoc_cli.report.word.values import Chart
from khuyenhoc_cli.report.word.zipping import repacked

CHART_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_WIDTH_CM, _HEIGHT_CM, _BAR_CM, _TALLEST_CM = 16.0, 8.0, 0.65, 21.0
_BLACK, _NAVY, _GREY = map(RGBColor.from_string, ("000000", "1F3864", "9A9A9A"))
_KINDS = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
_VIETNAMESE = "[$-42A]"  # LibreOffice takes it for the decimal comma; Word goes by the computer's own setting
_WRITTEN = datetime(2000, 1, 1)  # the same figures make the same bytes


def add_chart(document: Document, chart: Chart) -> BaseOxmlElement:
    """The w:drawing that shows `chart`, whose part and workbook are now in the document's package."""
    package = document.part.package
    part = Part(package.next_partname("/word/charts/chart%d.xml"), CT.DML_CHART, b"", package)
    book_name = package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx")
    book = Part(book_name, CT.SML_SHEET, _workbook(chart), package)
    part._blob = serialize_part_xml(_chart_space(chart, workbook_id=part.relate_to(book, RT.PACKAGE)))
    height = _HEIGHT_CM
    if chart.kind == "bar":
        height = min(max(height, 2.5 + _BAR_CM * len(chart.categories) * len(chart.series)), _TALLEST_CM)
    return _drawing(chart, document.part.relate_to(part, RT.CHART), height)


def _drawing(chart: Chart, chart_id: str, height_cm: float) -> BaseOxmlElement:
    drawing = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{Cm(_WIDTH_CM)}" cy="{Cm(height_cm)}"/><wp:docPr id="0"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{CHART_NAMESPACE}">'
        f'<c:chart xmlns:c="{CHART_NAMESPACE}" r:id="{chart_id}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    properties = drawing.find(f".//{qn('wp:docPr')}")
    properties.set("name", chart.key)
    properties.set("descr", clean(chart.alt))
    return drawing


def _workbook(chart: Chart) -> bytes:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _WRITTEN})
        figure = workbook.add_format({"num_format": chart.number_format})
        sheet = workbook.add_worksheet("Sheet1")
        for row, category in enumerate(chart.categories, 1):
            sheet.write_string(row, 0, clean(category))
        for column, (name, values) in enumerate(chart.series, 1):
            sheet.write_string(0, column, clean(name))
            for row, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(row, column, value, figure)
    return repacked(file.getvalue())


def _chart_space(chart: Chart, workbook_id: str) -> Any:
    """The c:chartSpace element, styled, pointing at its workbook."""
    make: Any = pptx_data.CategoryChartData  # python-pptx has no annotations here
    data = make(number_format=_VIETNAMESE + chart.number_format)
    data.categories = [clean(category) for category in chart.categories]
    for name, values in chart.series:
        data.add_series(clean(name), values)
    write: Any = pptx_xmlwriter.ChartXmlWriter
    space: Any = pptx_parse_xml(write(_KINDS[chart.kind], data).xml.encode())
    _style(space, chart)
    c = f"{{{CHART_NAMESPACE}}}"
    for missing in ('roundedCorners val="0"', 'lang val="vi-VN"'):  # each goes right behind date1904
        old = space.find(f"{c}{missing.split()[0]}")
        if old is not None:
            space.remove(old)
        space.find(f"{c}date1904").addnext(parse_xml(f'<c:{missing} xmlns:c="{CHART_NAMESPACE}"/>'))
    for axis in space.iter(f"{c}axId", f"{c}crossAx"):
        axis.set("val", axis.get("val").lstrip("-"))  # the schema has these unsigned
    space.append(
        parse_xml(
            f'<c:externalData xmlns:c="{CHART_NAMESPACE}" {nsdecls("r")} r:id="{workbook_id}">'
            '<c:autoUpdate val="0"/></c:externalData>'
        )
    )
    return space


def _style(space: Any, chart: Chart) -> None:
    """Nothing; sober enough to sign: one colour, a second series grey, black Times New Roman, figures at the marks."""
    make: Any = pptx_chart.Chart
    drawn = make(space, None)
    drawn.font.name, drawn.font.size, drawn.font.color.rgb = "Times New Roman", Pt(11), _BLACK
    drawn.has_title = True
    drawn.chart_title.text_frame.text = clean(chart.title)
    title = drawn.chart_title.text_frame.paragraphs[0].font
    title.size, title.bold = Pt(12), True
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _style_axes(drawn, chart)
    _style_series(drawn.plots[0], chart)


def _style_axes(drawn: Any, chart: Chart) -> None:
    drawn.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    drawn.category_axis.reverse_order = chart.kind == "bar"  # else bars read from the bottom up
    drawn.value_axis.has_major_gridlines = False
    drawn.value_axis.visible = False  # every mark carries its figure
    if chart.kind != "line":
        drawn.value_axis.minimum_scale = min(0.0, *(v or 0.0 for _, values in chart.series for v in values))


def _style_series(plot: Any, chart: Chart) -> None:
    plot.vary_by_categories = False
    if chart.kind != "line":
        plot.gap_width, plot.overlap = 60, 0
    for index, series in enumerate(plot.series):
        labels = series.data_labels
        labels.show_value, labels.number_format_is_linked = True, False
        labels.number_format = _VIETNAMESE + chart.number_format
        labels.position = XL_LABEL_POSITION.ABOVE if chart.kind == "line" else XL_LABEL_POSITION.OUTSIDE_END
        colour = _GREY if index else _NAVY
        if chart.kind == "line":
            _style_line(series, colour, dashed=index > 0)
            _keep_figures_apart(series, chart, index)
        else:
            _fill(series, colour)
            for point in range(len(chart.categories) - chart.yardsticks, len(chart.categories)):
                _fill(series.points[point], _GREY)


def _fill(shape: Any, colour: RGBColor) -> None:
    shape.format.fill.solid()
    shape.format.fill.fore_color.rgb = colour


def _style_line(series: Any, colour: RGBColor, *, dashed: bool) -> None:
    line, marker, series.smooth = series.format.line, series.marker.format, False
    line.color.rgb, line.width = colour, Pt(2.25)
    if dashed:
        line.dash_style = MSO_LINE_DASH_STYLE.DASH
    marker.fill.solid()
    marker.fill.fore_color.rgb = marker.line.color.rgb = colour


def _keep_figures_apart(series: Any, chart: Chart, index: int) -> None:
    """Nothing; where another line runs above this one, the figure stands below its point."""
    for point, at_point in enumerate(zip(*(values for _, values in chart.series), strict=True)):
        own = at_point[index]
        higher = [value for other, value in enumerate(at_point) if value is not None and other != index]
        if own is not None and any(value > own or (value == own and index) for value in higher):
            series.points[point].data_label.position = XL_LABEL_POSITION.BELOW
