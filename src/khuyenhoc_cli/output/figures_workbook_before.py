"""The sheet of the year before: each unit's own figures, and what stands with no single unit of today."""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.figures.model import UnitFigures
from khuyenhoc_cli.figures.remarks import remarks_of
from khuyenhoc_cli.forms.model import Indicator
from khuyenhoc_cli.output.figures_workbook_formulas import Cell, Sums, amount
from khuyenhoc_cli.output.figures_workbook_plan import (
    FIRST_COLUMN,
    FIRST_ROW,
    GROUP_ROW,
    HEADING_ROW,
    NOT_APPLICABLE,
    NUMBERING_ROW,
    UNKNOWN,
    Plan,
)
from khuyenhoc_cli.output.figures_workbook_sheet import (
    fit_on_paper,
    put,
    show_whole_money_plainly,
    write_measures,
    write_notes,
    write_titles,
    write_unit_columns,
    write_whole_row,
)
from khuyenhoc_cli.output.figures_workbook_styles import Styles, kind_of
from khuyenhoc_cli.output.return_styles import span, text_height
from khuyenhoc_cli.report.appendices import Column

_WIDTH = 11
_ACROSS = 12  # columns that titles and notes stretch over; the sheet is wider than a page
_REST = "Không của riêng đơn vị nào hiện nay"
_TAKEN_OVER = "Trong đó tiếp nhận, không tính vào mức tăng của kỳ này"
_NOTE = "Trang này là căn cứ để tính mức tăng, giảm ở các phụ lục; ô chữ nghiêng, màu nâu là số ước tính."


def write_before_sheet(sheet: Worksheet, styles: Styles, plan: Plan, association: str) -> None:
    """Nothing; the sheet holds the year before of every indicator, in the rows of today's units."""
    compared = plan.figures.compared_with.name
    last = FIRST_COLUMN + _ACROSS - 1
    write_titles(sheet, styles, last, association, "", "SỐ LIỆU CÙNG KỲ THEO ĐƠN VỊ", compared, "")
    write_measures(sheet, styles, last, "Đơn vị tính: như ở từng cột; tiền tính bằng triệu đồng")
    _write_headings(sheet, styles, plan)
    write_unit_columns(sheet, styles, plan)
    for code, place in plan.before.items():
        indicator = plan.edition.indicators[code]
        _write_column(sheet, styles, plan, indicator, place)
    rest = [_rest_cell(plan, code) for code in _codes_by_column(plan)]
    looks = [styles.number(kind_of(plan.edition, Column(code, "")), "before") for code in _codes_by_column(plan)]
    write_whole_row(sheet, styles, plan.total_row, _REST, rest, looks, "before")
    notes = [_NOTE, *(remark.text for remark in remarks_of(plan.figures) if remark.key in _ABOUT_BEFORE)]
    write_notes(sheet, styles, plan.total_row + 2, last, _ACROSS * _WIDTH, notes)
    sheet.freeze_panes(FIRST_ROW, FIRST_COLUMN)
    sheet.repeat_rows(GROUP_ROW, NUMBERING_ROW)
    sheet.repeat_columns(0, FIRST_COLUMN - 1)
    fit_on_paper(sheet, plan, wide=-(-len(plan.before) // _ACROSS))


_ABOUT_BEFORE = {"rebased", "estimated", "leftover", "unplaced", "taken_over"}


def _codes_by_column(plan: Plan) -> Iterator[str]:
    """The indicator of each column; the one that stands twice has a column of what was taken over."""
    for code, indicator in plan.edition.indicators.items():
        yield code
        if indicator.taken_over:
            yield code


def _write_headings(sheet: Worksheet, styles: Styles, plan: Plan) -> None:
    heights = []
    for code, place in plan.before.items():
        indicator = plan.edition.indicators[code]
        headings = [f"{indicator.label} ({indicator.unit})"] + ([_TAKEN_OVER] if indicator.taken_over else [])
        for column, heading in enumerate(headings, start=place):
            span(sheet, (GROUP_ROW, column), (HEADING_ROW, column), heading, styles.text("heading"))
            sheet.write_string(NUMBERING_ROW, column, code, styles.text("numbering"))
            sheet.set_column(column, column, _WIDTH)
            heights.append(text_height(heading, _WIDTH - 1, line=14.5))
    sheet.set_row(GROUP_ROW, 20)
    sheet.set_row(HEADING_ROW, max(heights) - 20)


def _write_column(sheet: Worksheet, styles: Styles, plan: Plan, indicator: Indicator, place: int) -> None:
    code, kind = indicator.code, kind_of(plan.edition, Column(indicator.code, ""))
    looks = {False: styles.number(kind), True: styles.number(kind, "estimated")}
    for row, unit in enumerate(plan.units, start=FIRST_ROW):
        put(sheet, row, place, _cell(indicator, unit), looks[code in unit.estimated])
        if indicator.taken_over:
            put(sheet, row, place + 1, Cell(amount(indicator, unit.apart.get(code, 0))), looks[False])
    if kind == "money":
        last = place + 1 if indicator.taken_over else place
        show_whole_money_plainly(sheet, styles, "money", (FIRST_ROW, place), (plan.total_row, last))


def _cell(indicator: Indicator, unit: UnitFigures) -> Cell:
    if not indicator.is_asked_of(unit.unit.kind):
        return Cell(NOT_APPLICABLE)
    value = unit.previous.get(indicator.code)
    return Cell(UNKNOWN if value is None else amount(indicator, value))


def _rest_cell(plan: Plan, code: str) -> Cell:
    rest = rest_of(plan, code)
    return Cell(amount(plan.edition.indicators[code], rest)) if rest else Cell("")


def rest_of(plan: Plan, code: str) -> int:
    """What of the year before stands in the total but with no single unit of today."""
    total = plan.figures.totals[code]
    (of_units,) = Sums(plan, (code,), with_then=True).then
    if plan.figures.rebasing is None or total.previous is None or of_units is None:
        return 0
    return max(total.previous - of_units, 0)
