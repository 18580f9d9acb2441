"""The sheet of the year before: each unit's own figures, and what stands with no single unit of today."""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.figures.model import UnitFigures
from khuyenhoc_cli.figures.remarks import remarks_of
from khuyenhoc_cli.forms.model import Indicator
from khuyenhoc_cli.output.figures_cells import NOT_APPLICABLE, UNKNOWN
from khuyenhoc_cli.output.figures_workbook_formulas import Cell, amount
from khuyenhoc_cli.output.figures_workbook_plan import (
    FIRST_COLUMN,
    FIRST_ROW,
    GROUP_ROW,
    HEADING_ROW,
    JOINT,
    NUMBERING_ROW,
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
from khuyenhoc_cli.output.figures_workbook_sums import rest_of
from khuyenhoc_cli.output.return_styles import span, text_height
from khuyenhoc_cli.report.appendices import Column

_WIDTH = 11
_ACROSS = 12  # columns that titles and notes stretch over; the sheet is wider than a page
_REST = "Cùng kỳ, không của riêng đơn vị nào hiện nay"
_REST_NOW = "Kỳ này, không của riêng đơn vị nào, có cùng kỳ để so sánh"
_TAKEN_OVER = "Trong đó tiếp nhận, không tính vào mức tăng của kỳ này"
_NOTE = (
    "Trang này là căn cứ để tính mức tăng, giảm ở các phụ lục. Ô chữ nghiêng, màu nâu là số ước tính; "
    f"“{JOINT}” là số cùng kỳ chỉ biết chung với các đơn vị khác, không tách riêng được."
)


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
    _write_rests(sheet, styles, plan)
    notes = [_NOTE, *(remark.text for remark in remarks_of(plan.figures) if remark.key in _ABOUT_BEFORE)]
    write_notes(sheet, styles, plan.total_row + 3, last, _ACROSS * _WIDTH, notes)
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
        put(sheet, row, place, _cell(plan, indicator, unit), looks[code in unit.estimated])
        if indicator.taken_over:
            put(sheet, row, place + 1, Cell(amount(indicator, unit.apart.get(code, 0))), looks[False])
    if kind == "money":
        last = place + 1 if indicator.taken_over else place
        show_whole_money_plainly(sheet, styles, "money", (FIRST_ROW, place), (plan.total_row, last))


def _cell(plan: Plan, indicator: Indicator, unit: UnitFigures) -> Cell:
    if not indicator.is_asked_of(unit.unit.kind):
        return Cell(NOT_APPLICABLE)
    value = unit.previous.get(indicator.code)
    if value is None:
        return Cell(JOINT if unit.unit.code in plan.joint[indicator.code] else UNKNOWN)
    return Cell(amount(indicator, value))


def _write_rests(sheet: Worksheet, styles: Styles, plan: Plan) -> None:
    """Nothing; below the units stands what the comparison holds beside them: of the year before, and of now."""
    codes = list(_codes_by_column(plan))
    looks = [styles.number(kind_of(plan.edition, Column(code, "")), "before") for code in codes]
    rests = {code: rest_of(plan, code) for code in plan.before}
    then = [_rest_cell(plan, code, rests[code].then if first else 0) for code, first in _with_first(codes)]
    now = [_rest_cell(plan, code, rests[code].now if first else 0) for code, first in _with_first(codes)]
    for row, name, cells in ((plan.total_row, _REST, then), (plan.total_row + 1, _REST_NOW, now)):
        write_whole_row(sheet, styles, row, name, cells, looks, "before")


def _with_first(codes: list[str]) -> Iterator[tuple[str, bool]]:
    """Each code and whether it stands there for the first time."""
    return ((code, number == 0 or codes[number - 1] != code) for number, code in enumerate(codes))


def _rest_cell(plan: Plan, code: str, rest: int) -> Cell:
    return Cell(amount(plan.edition.indicators[code], rest) if rest else "")
