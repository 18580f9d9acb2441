"""The sheet on which every change is worked out: now against the year before, over the same units."""

from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.figures.model import RatioFigure, Total
from khuyenhoc_cli.figures.remarks import remarks_of
from khuyenhoc_cli.output.figures_cells import notes_on
from khuyenhoc_cli.output.figures_workbook_lines import IndicatorLine, RatioLine
from khuyenhoc_cli.output.figures_workbook_plan import INDICATORS_FROM, Plan
from khuyenhoc_cli.output.figures_workbook_sheet import (
    periods,
    put,
    set_up_page,
    show_whole_money_plainly,
    write_notes,
    write_titles,
)
from khuyenhoc_cli.output.figures_workbook_styles import Kind, Styles, changed, kind_of, summed
from khuyenhoc_cli.output.return_styles import text_height
from khuyenhoc_cli.report.appendices import Column

_WIDTHS = (12, 46, 13, 14, 11, 14, 14, 14, 14, 10, 10, 44)
_LAST = len(_WIDTHS) - 1
_INDICATORS = (
    "Mã",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Kỳ này",
    "Số đơn vị có số liệu cả hai kỳ",
    "Kỳ này của các đơn vị ấy",
    "Cùng kỳ của các đơn vị ấy",
    "Tiếp nhận, không tính vào mức tăng",
    "Tăng (+), giảm (-)",
    "Tăng, giảm (%)",
    "Đơn vị có số liệu",
    "Ghi chú",
)
_RATIOS = (
    "Mã",
    "Tỷ lệ",
    "So với",
    "Kỳ này",
    "Tử số kỳ này (*)",
    "Mẫu số kỳ này (*)",
    "Tử số cùng kỳ (*)",
    "Mẫu số cùng kỳ (*)",
    "Cùng kỳ",
    "Tăng (+), giảm (-) (điểm)",
    "Đơn vị có số liệu",
    "Ghi chú",
)
_NOTE = "(*) Tính trên các đơn vị có đủ tử số và mẫu số ở cả hai kỳ."


def write_comparison_sheet(sheet: Worksheet, styles: Styles, plan: Plan, association: str) -> None:
    """Nothing; the sheet holds one row per indicator and one per ratio."""
    title, period = "SO SÁNH VỚI CÙNG KỲ", periods(plan.figures)
    write_titles(sheet, styles, _LAST, association, "", title, plan.figures.scope.name, period)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    _write_headings(sheet, styles, INDICATORS_FROM - 1, _INDICATORS)
    for code, total in plan.figures.totals.items():
        _write_indicator(sheet, styles, plan, plan.compared[code], total)
    ratios = plan.figures.ratios
    if ratios:
        _write_headings(sheet, styles, min(plan.compared[code] for code in ratios) - 1, _RATIOS)
    for code, ratio in ratios.items():
        _write_ratio(sheet, styles, plan, plan.compared[code], ratio)
    notes = [_NOTE, *(remark.text for remark in remarks_of(plan.figures))]
    row = write_notes(sheet, styles, max(plan.compared.values()) + 2, _LAST, sum(_WIDTHS), notes)
    sheet.freeze_panes(INDICATORS_FROM, 2)
    sheet.repeat_rows(INDICATORS_FROM - 1)
    sheet.print_area(0, 0, row - 1, _LAST)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    set_up_page(sheet)


def _write_headings(sheet: Worksheet, styles: Styles, row: int, headings: tuple[str, ...]) -> None:
    for column, heading in enumerate(headings):
        sheet.write_string(row, column, heading, styles.text("heading"))
    pairs = zip(headings, _WIDTHS, strict=True)
    sheet.set_row(row, max(text_height(heading, width - 1, line=14.5) for heading, width in pairs))


def _write_indicator(sheet: Worksheet, styles: Styles, plan: Plan, row: int, total: Total) -> None:
    indicator = total.indicator
    kind = summed(kind_of(plan.edition, Column(indicator.code, "")))
    change = changed(plan.edition, indicator.code)
    _write_texts(sheet, styles, row, (indicator.code, indicator.label, indicator.unit), total)
    line = IndicatorLine(plan, total, row + 1)
    cells = (line.now, line.both, line.comparable, line.previous, line.apart, line.change, line.pct)
    kinds: tuple[Kind, ...] = (kind, "count", kind, kind, kind, change, "percent")
    for column, (cell, look) in enumerate(zip(cells, kinds, strict=True), start=3):
        put(sheet, row, column, cell, styles.number(look))
    if kind == "money":
        show_whole_money_plainly(sheet, styles, "money", (row, 3), (row, 7))
        show_whole_money_plainly(sheet, styles, "money_change", (row, 8), (row, 8))


def _write_ratio(sheet: Worksheet, styles: Styles, plan: Plan, row: int, figure: RatioFigure) -> None:
    ratio = figure.ratio
    kind, change = kind_of(plan.edition, Column(ratio.code, "")), changed(plan.edition, ratio.code)
    parts = tuple(summed(kind_of(plan.edition, Column(code, ""))) for code in (ratio.numerator, ratio.denominator))
    _write_texts(sheet, styles, row, (ratio.code, ratio.label, ratio.of), figure)
    line = RatioLine(plan, figure, row + 1)
    cells = (line.now, *line.parts, line.previous, line.change)
    kinds: tuple[Kind, ...] = (kind, *parts, *parts, kind, change)
    for column, (cell, look) in enumerate(zip(cells, kinds, strict=True), start=3):
        put(sheet, row, column, cell, styles.number(look))


def _write_texts(
    sheet: Worksheet, styles: Styles, row: int, labels: tuple[str, str, str], figure: Total | RatioFigure
) -> None:
    """Nothing; what the figure is, over how many units, and what is to be said of it."""
    for column, text in enumerate(labels):
        sheet.write_string(row, column, text, styles.text("name"))
    sheet.write_string(row, _LAST - 1, f"{figure.units}/{figure.expected}", styles.text("serial"))
    sheet.write_string(row, _LAST, notes_on(figure), styles.text("name"))
    texts = zip((*labels, notes_on(figure)), (*_WIDTHS[:3], _WIDTHS[_LAST]), strict=True)
    sheet.set_row(row, max(text_height(text, width - 1) for text, width in texts))
