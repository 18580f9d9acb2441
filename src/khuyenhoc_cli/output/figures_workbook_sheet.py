"""What all sheets of the workbook of figures have in common: cells, the title block, headings, notes, the page."""

from collections.abc import Iterable, Sequence
from typing import Literal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.output.figures_workbook_formulas import Cell
from khuyenhoc_cli.output.figures_workbook_plan import (
    FIRST_COLUMN,
    FIRST_ROW,
    GROUP_ROW,
    HEADING_ROW,
    NAME_COLUMN,
    NUMBER_COLUMN,
    NUMBERING_ROW,
    Plan,
)
from khuyenhoc_cli.output.figures_workbook_styles import Styles
from khuyenhoc_cli.output.return_styles import span, text_height

NUMBER_WIDTH, NAME_WIDTH = 5, 26
_A4 = 9
_UNITS_ON_A_PAGE = 25


def put(sheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    """Nothing; the cell stands in its place, a formula with the result that was computed."""
    if cell.formula:
        sheet.write_formula(row, column, cell.formula, style, cell.shown)
    elif isinstance(cell.shown, str):
        sheet.write_string(row, column, cell.shown, style)
    else:
        sheet.write_number(row, column, cell.shown, style)


def write_titles(
    sheet: Worksheet, styles: Styles, last: int, association: str, number: str, title: str, subtitle: str, period: str
) -> None:
    """Nothing; whose figures these are, which appendix, what table and of which period stand in the first rows."""
    half = max(last // 2, NAME_COLUMN)
    span(sheet, (0, 0), (0, half), association, styles.text("association"))
    if number:
        span(sheet, (0, half + 1), (0, last), number, styles.text("appendix"))
    span(sheet, (1, 0), (1, last), title, styles.text("title"))
    span(sheet, (2, 0), (2, last), subtitle, styles.text("subtitle"))
    span(sheet, (3, 0), (3, last), period, styles.text("period"))
    sheet.set_row(1, 24)


def periods(figures: Figures) -> str:
    """Which periods a sheet compares."""
    name = figures.period.name
    return f"{name[:1].upper()}{name[1:]}; cùng kỳ là {figures.compared_with.name}"


def write_measures(sheet: Worksheet, styles: Styles, last: int, measures: str) -> None:
    """Nothing; what the figures are counted in stands right above the headings."""
    span(sheet, (GROUP_ROW - 1, 0), (GROUP_ROW - 1, last), measures, styles.text("measures"))


def write_unit_columns(sheet: Worksheet, styles: Styles, plan: Plan) -> None:
    """Nothing; the columns of numbers and names stand, one row per unit, on every sheet the same rows."""
    for column, heading, letter in ((NUMBER_COLUMN, "TT", "A"), (NAME_COLUMN, "Đơn vị", "B")):
        span(sheet, (GROUP_ROW, column), (HEADING_ROW, column), heading, styles.text("heading"))
        sheet.write_string(NUMBERING_ROW, column, letter, styles.text("numbering"))
    sheet.set_column(NUMBER_COLUMN, NUMBER_COLUMN, NUMBER_WIDTH)
    sheet.set_column(NAME_COLUMN, NAME_COLUMN, NAME_WIDTH)
    serial, name = styles.text("serial"), styles.text("name")
    for row, unit in enumerate(plan.units, start=FIRST_ROW):
        sheet.write_number(row, NUMBER_COLUMN, row - FIRST_ROW + 1, serial)
        sheet.write_string(row, NAME_COLUMN, unit.unit.name, name)
        sheet.set_row(row, text_height(unit.unit.name, NAME_WIDTH - 2))


def write_whole_row(
    sheet: Worksheet, styles: Styles, row: int, name: str, cells: Sequence[Cell], looks: Sequence[Format], look: str
) -> None:
    """Nothing; one of the rows below the units stands: its name and its cells."""
    style = styles.text(f"{look}_name")
    sheet.write_blank(row, NUMBER_COLUMN, None, style)
    sheet.write_string(row, NAME_COLUMN, name, style)
    sheet.set_row(row, text_height(name, NAME_WIDTH - 2))
    for column, (cell, number) in enumerate(zip(cells, looks, strict=True), start=FIRST_COLUMN):
        put(sheet, row, column, cell, number)


def write_notes(sheet: Worksheet, styles: Styles, row: int, last: int, width: float, notes: Iterable[str]) -> int:
    """The row below the notes, each of which stands in a row of its own across the table."""
    for text in notes:
        span(sheet, (row, 0), (row, last), text, styles.text("note"))
        sheet.set_row(row, text_height(text, width, line=15))
        row += 1
    return row


def show_whole_money_plainly(
    sheet: Worksheet,
    styles: Styles,
    kind: Literal["money", "money_change"],
    first: tuple[int, int],
    last: tuple[int, int],
) -> None:
    """Nothing; five triệu đồng show as "5", where the format with optional decimals alone would show "5,"."""
    cell = xl_rowcol_to_cell(*first)
    rule = {"type": "formula", "criteria": f"=IF(ISNUMBER({cell}),{cell}=INT({cell}),FALSE)"}
    sheet.conditional_format(*first, *last, {**rule, "format": styles.whole(kind)})


def fit_on_paper(sheet: Worksheet, plan: Plan, wide: int = 1) -> None:
    """Nothing; the sheet prints on A4 lying down, so many pages `wide`; few units stand on one page."""
    sheet.set_landscape()
    sheet.fit_to_pages(wide, 1 if len(plan.units) <= _UNITS_ON_A_PAGE else 0)
    set_up_page(sheet)


def set_up_page(sheet: Worksheet) -> None:
    """Nothing; the sheet prints on A4, with a footer that says what made it."""
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    sheet.set_footer("&L&8Lập bằng chương trình khuyenhoc&C&8&A&R&8Trang &P/&N")
