"""A summary workbook: all units of one period in one file, a sheet per form, as an office keeps earlier years."""

from collections.abc import Collection, Sequence
from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.forms import cover as labels
from khuyenhoc_cli.forms.model import Edition, Form, Indicator, Measure
from khuyenhoc_cli.output.return_content import cell_value
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit

from .growth import Rows
from .workbooks import INVENTED

_FIRST_ROW, _FIRST_COLUMN = 6, 2
_A4 = 9  # Excel's number of the paper


def summary_workbook(
    edition: Edition, association: str, root: Unit, period: str, units: Sequence[Unit], rows: Rows
) -> bytes:
    """The workbook's bytes, the same at any time of day. An indicator that no unit has a value of has no column."""
    stream, parsed = BytesIO(), Period.parse(period)
    with Workbook(stream, {"in_memory": True}) as book:
        created = datetime.combine(parsed.last_day, time())
        book.set_properties({"title": f"Biểu tổng hợp: {root.name}, {parsed.name}", "created": created})
        _write_cover(book, association, root, parsed)
        known = {code for unit in units for code in rows.get(unit.code, {})}
        for form in edition.forms:
            _write_form(book, form, f"{root.name}, {parsed.name}", units, rows, known)
    return stream.getvalue()


def _write_cover(book: Workbook, association: str, root: Unit, period: Period) -> None:
    sheet, bold = book.add_worksheet(labels.COVER_SHEET), book.add_format({"bold": True})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 68)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, "BIỂU TỔNG HỢP CÁC ĐƠN VỊ", bold)
    known = ((labels.ASSOCIATION, association), (labels.UNIT, root.name), (labels.PERIOD, period.name))
    for row, (label, text) in enumerate((*known, (labels.FILLED_BY, INVENTED)), start=2):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, text)


def _write_form(
    book: Workbook, form: Form, whose: str, units: Sequence[Unit], rows: Rows, known: Collection[str]
) -> None:
    sheet, bold = book.add_worksheet(form.sheet), book.add_format({"bold": True})
    heading = book.add_format({"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1})
    indicators = [each for each in form.indicators if each.code in known]
    sheet.write_string(0, 0, f"{form.sheet}. {form.title}. {whose}", bold)
    sheet.write_string(1, 0, INVENTED)
    if any(each.measure is Measure.MONEY for each in indicators):
        sheet.write_string(2, 0, "Đơn vị tính tiền: triệu đồng")
    sheet.set_column(1, 1, 34)
    sheet.set_column(_FIRST_COLUMN, _FIRST_COLUMN + len(indicators), 13)
    sheet.set_row(_FIRST_ROW - 2, 62)
    for column, text in enumerate(("TT", "Đơn vị", *(each.short for each in indicators))):
        sheet.write_string(_FIRST_ROW - 2, column, text, heading)
    for column, each in enumerate(indicators, start=_FIRST_COLUMN):
        sheet.write_string(_FIRST_ROW - 1, column, each.code, heading)
    for row, unit in enumerate(units, start=_FIRST_ROW):
        sheet.write_number(row, 0, row - _FIRST_ROW + 1)
        sheet.write_string(row, 1, unit.name)
        for column, each in enumerate(indicators, start=_FIRST_COLUMN):
            if (value := rows.get(unit.code, {}).get(each.code)) is not None:
                sheet.write(row, column, cell_value(each, value))
    if form.rows == "children":
        _write_totals(sheet, indicators, units, rows)
    sheet.freeze_panes(_FIRST_ROW, _FIRST_COLUMN)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_totals(sheet: Worksheet, indicators: Sequence[Indicator], units: Sequence[Unit], rows: Rows) -> None:
    last = _FIRST_ROW + len(units)
    sheet.write_string(last, 1, "Tổng cộng")
    for column, each in enumerate(indicators, start=_FIRST_COLUMN):
        total = sum(rows.get(unit.code, {}).get(each.code, 0) for unit in units)
        formula = f"=SUM({xl_range(_FIRST_ROW, column, last - 1, column)})"
        sheet.write_formula(last, column, formula, None, cell_value(each, total))
