"""The sheets of the appendices: a title block, one row per unit, the whole, the year before, the change, the notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.figures.remarks import incomplete_remarks, remarks_of
from khuyenhoc_cli.output.figures_cells import MARKS, REST
from khuyenhoc_cli.output.figures_workbook_formulas import (
    Cell,
    change_cell,
    previous_cell,
    rest_cell,
    total_cell,
    unit_cell,
)
from khuyenhoc_cli.output.figures_workbook_plan import (
    FIRST_COLUMN,
    FIRST_ROW,
    GROUP_ROW,
    HEADING_ROW,
    NUMBERING_ROW,
    Plan,
    TableSheet,
)
from khuyenhoc_cli.output.figures_workbook_sheet import (
    NAME_WIDTH,
    NUMBER_WIDTH,
    fit_on_paper,
    periods,
    put,
    show_whole_money_plainly,
    write_measures,
    write_notes,
    write_titles,
    write_unit_columns,
    write_whole_row,
)
from khuyenhoc_cli.output.figures_workbook_styles import Kind, Styles, changed, kind_of, summed
from khuyenhoc_cli.output.return_styles import span, text_height
from khuyenhoc_cli.report.appendices import DELTA, Column

_WIDTHS: dict[Kind, int] = {"money": 14, "money_change": 14}
_WIDTH = 10.5


def write_table_sheet(sheet: Worksheet, styles: Styles, plan: Plan, on: TableSheet, association: str) -> None:
    """Nothing; the sheet holds the table, ready to be printed."""
    table = _Table(sheet, styles, plan, on)
    table.write_heading_rows(association)
    write_unit_columns(sheet, styles, plan)
    table.write_units()
    table.write_rest()
    table.write_whole()
    last = table.write_notes()
    sheet.freeze_panes(FIRST_ROW, FIRST_COLUMN)
    sheet.repeat_rows(GROUP_ROW, NUMBERING_ROW)
    sheet.print_area(0, 0, last - 1, table.last)
    fit_on_paper(sheet, plan)


@dataclass(frozen=True)
class _Table:
    """A table's sheet in the making."""

    sheet: Worksheet
    styles: Styles
    plan: Plan
    on: TableSheet

    @cached_property
    def columns(self) -> list[tuple[int, Column]]:
        return list(self.on.columns)

    @cached_property
    def kinds(self) -> list[Kind]:
        return [kind_of(self.plan.edition, column) for _, column in self.columns]

    @property
    def last(self) -> int:
        """The last column."""
        return FIRST_COLUMN + len(self.columns) - 1

    @property
    def width(self) -> float:
        return NUMBER_WIDTH + NAME_WIDTH + sum(_WIDTHS.get(kind, _WIDTH) for kind in self.kinds)

    def write_heading_rows(self, association: str) -> None:
        appendix, serial, table = self.on.place.appendix, self.on.place.serial, self.on.place.table
        number = f"Phụ lục {appendix.number}" if appendix.number else ""
        subtitle = f"{serial}. {table.title}" if serial else table.title
        figures = self.plan.figures
        title = appendix.title.upper()
        write_titles(self.sheet, self.styles, self.last, association, number, title, subtitle, periods(figures))
        write_measures(self.sheet, self.styles, self.last, table.measures)
        start = FIRST_COLUMN
        heights = [20.0]
        for group in table.groups:
            end = start + len(group.columns) - 1
            self._write_group(group.heading, start, [column.heading for column in group.columns])
            heights.append(text_height(group.heading, self._width(start, end), line=14.5))
            start = end + 1
        self.sheet.set_row(GROUP_ROW, max(heights))
        tallest = max(text_height(c.heading, self._width(at, at) - 1, line=14.5) for at, c in self.columns)
        self.sheet.set_row(HEADING_ROW, tallest)
        for at, kind in enumerate(self.kinds, start=FIRST_COLUMN):
            self.sheet.set_column(at, at, _WIDTHS.get(kind, _WIDTH))
            self.sheet.write_string(NUMBERING_ROW, at, self._numbering(at), self.styles.text("numbering"))

    def _write_group(self, heading: str, start: int, headings: Sequence[str]) -> None:
        """Nothing; a group of one column without a heading of its own, or with the same, is one cell."""
        style = self.styles.text("heading")
        if len(headings) == 1 and headings[0] in ("", heading):
            span(self.sheet, (GROUP_ROW, start), (HEADING_ROW, start), heading, style)
            return
        span(self.sheet, (GROUP_ROW, start), (GROUP_ROW, start + len(headings) - 1), heading, style)
        for at, text in enumerate(headings, start=start):
            self.sheet.write_string(HEADING_ROW, at, text, style)

    def _width(self, start: int, end: int) -> float:
        return sum(_WIDTHS.get(kind, _WIDTH) for kind in self.kinds[start - FIRST_COLUMN : end - FIRST_COLUMN + 1])

    def _numbering(self, at: int) -> str:
        """ "3", or "3=2/1" of a ratio whose parts stand in the same table."""
        numbers = {c.figure: place - FIRST_COLUMN + 1 for place, c in reversed(self.columns) if not c.aspect}
        own = str(at - FIRST_COLUMN + 1)
        parts = self.columns[at - FIRST_COLUMN][1].figure.split("/")
        return (
            f"{own}={'/'.join(str(numbers[p]) for p in parts)}" if len(parts) == 2 and set(parts) <= {*numbers} else own
        )

    def write_units(self) -> None:
        looks = [self.styles.number(kind) for kind in self.kinds]
        name = self.on.name
        for row, unit in enumerate(self.plan.units, start=FIRST_ROW):
            for (at, column), look in zip(self.columns, looks, strict=True):
                put(self.sheet, row, at, unit_cell(self.plan, name, at, column, unit, row), look)

    def write_rest(self) -> None:
        """Nothing; where a total holds more than its units, what that is stands below them; others hide the row."""
        if not self.plan.rests:
            return
        cells = [rest_cell(self.plan, self.on.name, *each) for each in self.columns]
        looks = [self.styles.number(summed(kind), "before") for kind in self.kinds]
        self._write_row(self.plan.rest_row, REST, cells, looks)
        if not any(column.figure in self.plan.rests for _, column in self.columns):
            self.sheet.set_row(self.plan.rest_row, None, None, {"hidden": True})

    def write_whole(self) -> None:
        edition, row, number = self.plan.edition, self.plan.total_row, self.styles.number
        totals = [number(summed(kind), "total") for kind in self.kinds]
        before = [number(summed(kind), "before") for kind in self.kinds]
        changes = [number(changed(edition, column.figure), "before") for _, column in self.columns]
        name = "Tổng cộng (*)" if self._incomplete else "Tổng cộng"
        self._write_row(row, name, [total_cell(self.plan, self.on.name, *each) for each in self.columns], totals)
        self._write_row(row + 1, "Cùng kỳ", [self._previous(column) for _, column in self.columns], before)
        self._write_row(row + 2, DELTA, [self._change(column) for _, column in self.columns], changes)
        for (at, column), kind in zip(self.columns, self.kinds, strict=True):
            self._show_whole_money(at, column, kind)

    def _write_row(self, row: int, name: str, cells: Sequence[Cell], looks: Sequence[Format]) -> None:
        look = "total" if row == self.plan.total_row else "before"
        write_whole_row(self.sheet, self.styles, row, name, cells, looks, look)

    def _previous(self, column: Column) -> Cell:
        return Cell("") if column.aspect else previous_cell(self.plan, column.figure)

    def _change(self, column: Column) -> Cell:
        return Cell("") if column.aspect else change_cell(self.plan, column.figure)

    def _show_whole_money(self, at: int, column: Column, kind: Kind) -> None:
        row = self.plan.total_row
        if kind == "money":
            show_whole_money_plainly(self.sheet, self.styles, "money", (FIRST_ROW, at), (row + 1, at))
            show_whole_money_plainly(self.sheet, self.styles, "money_change", (row + 2, at), (row + 2, at))
        elif kind == "money_change":
            show_whole_money_plainly(self.sheet, self.styles, "money_change", (FIRST_ROW, at), (row, at))

    @cached_property
    def _incomplete(self) -> list[str]:
        codes = [column.figure for _, column in self.columns]
        return [f"(*) {remark.text}" for remark in incomplete_remarks(self.plan.figures, codes)]

    def write_notes(self) -> int:
        """The row below the last note."""
        return write_notes(
            self.sheet,
            self.styles,
            self.plan.total_row + 4,
            self.last,
            self.width,
            [*self._incomplete, *self._remarks()],
        )

    def _remarks(self) -> Iterator[str]:
        codes = {column.figure for _, column in self.columns}
        yield from (remark.text for remark in remarks_of(self.plan.figures) if remark.is_about(codes))
        yield MARKS
