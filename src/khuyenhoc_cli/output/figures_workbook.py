"""The figures of a period as an Excel workbook to be mailed: the appendices, live formulas, charts.

Every formula is stored with its result, so that a reader that does not calculate shows what the tool computed. The same
figures give the same bytes; nothing in the file leads out of it.
"""

from copy import deepcopy
from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.output.figures_workbook_before import write_before_sheet
from khuyenhoc_cli.output.figures_workbook_comparison import write_comparison_sheet
from khuyenhoc_cli.output.figures_workbook_overview import write_overview
from khuyenhoc_cli.output.figures_workbook_plan import BEFORE, COMPARED, OVERVIEW, Plan
from khuyenhoc_cli.output.figures_workbook_styles import Styles
from khuyenhoc_cli.output.figures_workbook_tables import write_table_sheet
from khuyenhoc_cli.output.return_styles import FONT

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": FONT, "font_size": 12},
}


def figures_workbook(figures: Figures, association: str) -> bytes:
    """The workbook's bytes; `association` is who puts it together. Its date is the period's last day."""
    plan = Plan(figures)
    stream = BytesIO()
    with Workbook(stream, deepcopy(_OPTIONS)) as book:  # XlsxWriter writes into nested options
        created = datetime.combine(figures.period.last_day, time())
        title = f"Tổng hợp số liệu công tác khuyến học {figures.period.name}: {figures.scope.name}"
        book.set_properties({"title": title, "company": association, "created": created})
        styles = Styles(book)
        overview = book.add_worksheet(OVERVIEW)
        for sheet in plan.sheets:
            write_table_sheet(book.add_worksheet(sheet.name), styles, plan, sheet, association)
        write_comparison_sheet(book.add_worksheet(COMPARED), styles, plan, association)
        write_before_sheet(book.add_worksheet(BEFORE), styles, plan, association)
        write_overview(book, overview, styles, plan, association)
    return stream.getvalue()
