"""A data sheet of a return: headings, the code row, one row per unit, totals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.forms.model import Form, Indicator, Measure
from khuyenhoc_cli.output.return_content import Cover, ReturnContent, cell_value
from khuyenhoc_cli.output.return_inputs import input_rule
from khuyenhoc_cli.output.return_styles import FONT, Styles, set_up_page, span, text_height
from khuyenhoc_cli.units.model import Unit

_TOTAL_NAME = "Tổng cộng"
_GROUP_ROW, _SHORT_ROW, _CODE_ROW, _FIRST_ROW = 4, 5, 6, 7
_NUMBER_COLUMN, _UNIT_COLUMN, _FIRST_COLUMN = 0, 1, 2
_NUMBER_WIDTH, _UNIT_WIDTH = 5, 28
_WIDTHS = {Measure.COUNT: 10, Measure.MONEY: 14, Measure.FLAG: 14}
_ROWS_ON_A_PAGE = 30


def write_form_sheet(
    book: Workbook, styles: Styles, form: Form, cover: Cover, unit: Unit, rows: Sequence[Unit], content: ReturnContent
) -> None:
    """Nothing; the workbook has the form's sheet, with a total row where the form asks for the units below."""
    whole = form.rows == "self"
    table = _Table(book.add_worksheet(form.sheet), styles, form, cover, [unit] if whole else rows, content)
    table.write_title_block(unit)
    table.write_headings()
    table.write_rows()
    if not whole:
        table.write_totals()
    table.show_whole_money_plainly()
    table.set_up_page()


@dataclass(frozen=True)
class _Table:
    """A form's sheet in the making."""

    sheet: Worksheet
    styles: Styles
    form: Form
    cover: Cover
    rows: Sequence[Unit]
    content: ReturnContent

    @property
    def columns(self) -> Iterator[tuple[int, Indicator]]:
        """Each indicator after its column."""
        return enumerate(self.form.indicators, start=_FIRST_COLUMN)

    @property
    def total_row(self) -> int:
        """The row below the last unit's."""
        return _FIRST_ROW + len(self.rows)

    def write_title_block(self, unit: Unit) -> None:
        """Nothing; whose figures these are, of which form and period, stands above the table."""
        last = _FIRST_COLUMN + len(self.form.indicators) - 1
        self.sheet.write_string(0, 0, self.cover.association, self.styles.letterhead)
        self.sheet.write_string(1, 0, unit.name, self.styles.letterhead)
        if any(indicator.measure is Measure.MONEY for indicator in self.form.indicators):
            self.sheet.write_string(1, last, "Đơn vị tính: triệu đồng (các cột tiền)", self.styles.note)
        span(self.sheet, (2, 0), (2, last), f"{self.form.sheet}. {self.form.title}".upper(), self.styles.title)
        span(self.sheet, (3, 0), (3, last), f"Kỳ báo cáo: {self.cover.period.name}", self.styles.subtitle)
        self.sheet.set_row(2, 24)
        self.sheet.set_row(3, 22)

    def write_headings(self) -> None:
        """Nothing; the row of groups, the row of short labels and the code row stand, the columns have their widths."""
        for column, heading in ((_NUMBER_COLUMN, "TT"), (_UNIT_COLUMN, "Đơn vị")):
            span(self.sheet, (_GROUP_ROW, column), (_SHORT_ROW, column), heading, self.styles.heading)
            self.sheet.write_blank(_CODE_ROW, column, None, self.styles.code)
        self.sheet.set_column(_NUMBER_COLUMN, _NUMBER_COLUMN, _NUMBER_WIDTH)
        self.sheet.set_column(_UNIT_COLUMN, _UNIT_COLUMN, _UNIT_WIDTH)
        groups = [(group, list(members)) for group, members in groupby(self.columns, key=lambda c: c[1].group)]
        for group, members in groups:
            self._write_group(group, members)
        self.sheet.set_row(
            _GROUP_ROW, max(_heading_height(group, [i for _, i in members]) for group, members in groups)
        )
        self.sheet.set_row(_SHORT_ROW, max(_heading_height(_heading(i), [i]) for i in self.form.indicators))
        self.sheet.set_row(_CODE_ROW, 12)

    def _write_group(self, group: str, members: list[tuple[int, Indicator]]) -> None:
        """Nothing; a group that only repeats the name of its one indicator is merged with it."""
        first, last = members[0][0], members[-1][0]
        repeated = [indicator.short for _, indicator in members] == [group]
        if not repeated:
            span(self.sheet, (_GROUP_ROW, first), (_GROUP_ROW, last), group, self.styles.heading)
        for column, indicator in members:
            top = (_GROUP_ROW if repeated else _SHORT_ROW, column)
            span(self.sheet, top, (_SHORT_ROW, column), _heading(indicator), self.styles.heading)
            self._write_comment(top, indicator)
            self.sheet.write_string(_CODE_ROW, column, indicator.code, self.styles.code)
            self.sheet.set_column(column, column, _WIDTHS[indicator.measure])

    def _write_comment(self, place: tuple[int, int], indicator: Indicator) -> None:
        text = f"{indicator.code}. {indicator.label}\nĐơn vị tính: {indicator.unit}\n{indicator.definition}"
        options = {"font_name": FONT, "font_size": 11, "width": 300, "height": text_height(text, 42, line=20)}
        self.sheet.write_comment(*place, text, options)

    def write_rows(self) -> None:
        """Nothing; each unit has its row: inputs where it is asked, grey cells where it is not."""
        for row, unit in enumerate(self.rows, start=_FIRST_ROW):
            self.sheet.write_number(row, _NUMBER_COLUMN, row - _FIRST_ROW + 1, self.styles.label_centered)
            self.sheet.write_string(row, _UNIT_COLUMN, unit.name, self.styles.label)
            self.sheet.set_row(row, text_height(unit.name, _UNIT_WIDTH - 2))
            for column, indicator in self.columns:
                if indicator.is_asked_of(unit.kind):
                    self._write_input(row, column, unit, indicator)
                else:
                    self.sheet.write_blank(row, column, None, self.styles.not_asked)

    def _write_input(self, row: int, column: int, unit: Unit, indicator: Indicator) -> None:
        value = self.content.values.get((unit.code, indicator.code))
        style = self.styles.inputs[indicator.measure]
        self.sheet.write(row, column, None if value is None else cell_value(indicator, value), style)
        before = self.content.previous.get((unit.code, indicator.code))
        rule = input_rule(indicator, self.cover.period.year_before, before)
        self.sheet.data_validation(row, column, row, column, rule)

    def write_totals(self) -> None:
        """Nothing; sums stand below the units, with their results for readers that do not calculate."""
        row = self.total_row
        self.sheet.write_blank(row, _NUMBER_COLUMN, None, self.styles.total_label)
        self.sheet.write_string(row, _UNIT_COLUMN, _TOTAL_NAME, self.styles.total_label)
        self.sheet.set_row(row, 24)
        for column, indicator in self.columns:
            asked = [unit.code for unit in self.rows if indicator.is_asked_of(unit.kind)]
            if indicator.measure is Measure.FLAG or not asked:
                self.sheet.write_blank(row, column, None, self.styles.not_asked)
            else:
                total = sum(self.content.values.get((code, indicator.code), 0) for code in asked)
                formula = f"=SUM({xl_range(_FIRST_ROW, column, row - 1, column)})"
                style = self.styles.totals[indicator.measure]
                self.sheet.write_formula(row, column, formula, style, cell_value(indicator, total))

    def show_whole_money_plainly(self) -> None:
        """Nothing; five triệu đồng show as "5", where the format with optional decimals alone would show "5,"."""
        for column, indicator in self.columns:
            if indicator.measure is Measure.MONEY:
                cell = xl_rowcol_to_cell(_FIRST_ROW, column)
                rule = {"type": "formula", "criteria": f"={cell}=INT({cell})", "format": self.styles.whole}
                self.sheet.conditional_format(_FIRST_ROW, column, self.total_row, column, rule)

    def set_up_page(self) -> None:
        """Nothing; headings stay in sight, A4 lying down holds all columns, only inputs can be changed."""
        self.sheet.freeze_panes(_FIRST_ROW, _FIRST_COLUMN)
        self.sheet.set_landscape()
        self.sheet.repeat_rows(_GROUP_ROW, _CODE_ROW)
        self.sheet.set_footer(f"&L{self.form.sheet}&RTrang &P/&N")
        set_up_page(self.sheet, pages=1 + len(self.rows) // _ROWS_ON_A_PAGE)


def _heading(indicator: Indicator) -> str:
    return f"{indicator.short}\n({indicator.unit})"


def _heading_height(text: str, over: Sequence[Indicator]) -> float:
    """The height of a heading over these indicators' columns."""
    return text_height(text, sum(_WIDTHS[indicator.measure] for indicator in over) - 1, line=14.5)
