"""The first sheet: who has reported, the key figures, two charts over tables of their own, the notes, the contents."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.figures.model import UnitFigures
from khuyenhoc_cli.figures.remarks import incomplete_remarks, remarks_of
from khuyenhoc_cli.output.figures_cells import MARKS, NOT_APPLICABLE, label_of, unit_of_measure
from khuyenhoc_cli.output.figures_tables import BARS_AT_MOST, KEY_FIGURES, MODELS, SHARE
from khuyenhoc_cli.output.figures_workbook_formulas import Cell, change_cell, now_cell, previous_cell, share
from khuyenhoc_cli.output.figures_workbook_plan import BEFORE, COMPARED, FIRST_ROW, OVERVIEW, Plan
from khuyenhoc_cli.output.figures_workbook_sheet import (
    periods,
    put,
    set_up_page,
    show_whole_money_plainly,
    write_notes,
    write_titles,
)
from khuyenhoc_cli.output.figures_workbook_styles import ACCENT, WARNING, Styles, changed, kind_of, summed
from khuyenhoc_cli.output.return_styles import FONT, span, text_height
from khuyenhoc_cli.report.appendices import Column

_WIDTHS = (46, 13, 14, 14, 13, 10, 10, 11)
_LAST = len(_WIDTHS) - 1
_HEADINGS = (
    "Chỉ tiêu",
    "Đơn vị tính",
    "Kỳ này",
    "Cùng kỳ",
    "Tăng (+), giảm (-)",
    "Tăng, giảm (%)",
    "Chỉ tiêu được giao",
    "Đơn vị có số liệu",
)
_CHART_ROWS = 19
_PRINT_SCALE = 60  # percent at which the columns fill A4 upright
_ORIGIN = (
    "Số liệu do chương trình khuyenhoc tổng hợp từ báo cáo của các đơn vị. Các ô tổng, tỷ lệ, mức tăng, giảm là công "
    "thức: sửa số của một đơn vị thì các ô ấy tự tính lại."
)


def write_overview(book: Workbook, sheet: Worksheet, styles: Styles, plan: Plan, association: str) -> None:
    """Nothing; the sheet says the most important on two pages."""
    _Overview(book, sheet, styles, plan).write(association)


@dataclass
class _Overview:
    """The sheet in the making; `row` is the next free one."""

    book: Workbook
    sheet: Worksheet
    styles: Styles
    plan: Plan
    row: int = 5

    def write(self, association: str) -> None:
        figures = self.plan.figures
        for column, width in enumerate(_WIDTHS):
            self.sheet.set_column(column, column, width)
        title, period = "TỔNG HỢP SỐ LIỆU CÔNG TÁC KHUYẾN HỌC", periods(figures)
        write_titles(self.sheet, self.styles, _LAST, association, "", title, figures.scope.name, period)
        received = len(figures.expected) - len(figures.missing)
        self._line(f"Đã nhận {received}/{len(figures.expected)} báo cáo.", "section", row=4)
        self._write_key_figures()
        share_row, models_row = self._reserve_charts()
        self._write_shares(share_row)
        self._write_models(models_row)
        self._write_notes()
        self._write_contents()
        self.sheet.print_area(0, 0, self.row, _LAST)
        self.sheet.activate()
        self.sheet.set_print_scale(_PRINT_SCALE)
        set_up_page(self.sheet)

    def _line(self, text: str, style: str, row: int | None = None) -> None:
        at = self.row if row is None else row
        self.sheet.write_string(at, 0, text, self.styles.text(style))
        if row is None:
            self.row += 1

    def _headings(self, *headings: str) -> None:
        for column, heading in enumerate(headings):
            self.sheet.write_string(self.row, column, heading, self.styles.text("heading"))
        heights = (text_height(h, w - 1, line=14.5) for h, w in zip(headings, _WIDTHS, strict=False))
        self.sheet.set_row(self.row, max(heights))
        self.row += 1

    def _write_key_figures(self) -> None:
        self._headings(*_HEADINGS)
        for figure in KEY_FIGURES:
            if figure in self.plan.homes:
                self._write_key_figure(figure)
        self.row += 1

    def _write_key_figure(self, figure: str) -> None:
        plan, row, number, text = self.plan, self.row, self.styles.number, self.styles.text
        found = plan.figures.totals.get(figure) or plan.figures.ratios[figure]
        label = label_of(plan.figures, figure)
        kind, change = summed(kind_of(plan.edition, Column(figure, ""))), changed(plan.edition, figure)
        self.sheet.write_string(row, 0, label, text("name"))
        self.sheet.write_string(row, 1, unit_of_measure(plan.figures, figure), text("serial"))
        put(self.sheet, row, 2, now_cell(plan, figure), number(kind))
        put(self.sheet, row, 3, previous_cell(plan, figure), number(kind))
        put(self.sheet, row, 4, change_cell(plan, figure), number(change))
        put(self.sheet, row, 5, self._pct(figure), number("percent"))
        put(self.sheet, row, 6, self._target(figure), number("percent"))
        self.sheet.write_string(row, 7, f"{found.units}/{found.expected}", text("serial"))
        if kind == "money":
            show_whole_money_plainly(self.sheet, self.styles, "money", (row, 2), (row, 3))
            show_whole_money_plainly(self.sheet, self.styles, "money_change", (row, 4), (row, 4))
        self.sheet.set_row(row, text_height(label, _WIDTHS[0] - 1))
        self.row += 1

    def _pct(self, figure: str) -> Cell:
        total = self.plan.figures.totals.get(figure)
        if total is None:
            return Cell("")
        shown = NOT_APPLICABLE if total.delta_pct is None else float(total.delta_pct / 100)
        return Cell(shown, f"={self.plan.change_pct_cell(figure)}")

    def _target(self, figure: str) -> Cell:
        ratio = self.plan.figures.ratios.get(figure)
        return Cell("" if ratio is None or ratio.target is None else share(ratio.ratio, ratio.target))

    def _reserve_charts(self) -> tuple[int, int]:
        """The first rows of the two charts; what follows stands below them."""
        first = self.row
        self.row += 2 * _CHART_ROWS
        self.sheet.set_h_pagebreaks([self.row])
        return first, first + _CHART_ROWS

    # --- members per population, unit by unit

    def _write_shares(self, chart_row: int) -> None:
        ratio = self.plan.figures.ratios.get(SHARE)
        known = [(row, unit) for row, unit in enumerate(self.plan.units, start=FIRST_ROW) if SHARE in unit.ranks]
        if ratio is None or SHARE not in self.plan.homes or not known:
            return
        known.sort(key=lambda entry: (entry[1].ranks[SHARE], entry[0]))
        title = f"{ratio.ratio.label} theo đơn vị"
        if len(known) > BARS_AT_MOST:
            half = BARS_AT_MOST // 2
            known = known[:half] + known[-half:]
            title += f": {half} đơn vị cao nhất, {half} đơn vị thấp nhất"
        self._line(title, "section")
        self._headings("Đơn vị", "Xếp hạng", "Tỷ lệ", "Chỉ tiêu")
        first = self.row
        for row, unit in known:
            self._write_share(row, unit)
        series = [("Tỷ lệ", 2, first, self.row - 1)]
        target = [("Chỉ tiêu", 3, first, self.row - 1)] if ratio.target is not None else []
        self._insert_chart(chart_row, title, series, target)
        self.row += 1

    def _write_share(self, row: int, unit: UnitFigures) -> None:
        plan, ratio = self.plan, self.plan.figures.ratios[SHARE]
        number = self.styles.number
        self.sheet.write_string(self.row, 0, unit.unit.name, self.styles.text("name"))
        rank = f"=RANK(C{self.row + 1},{plan.all_now(SHARE)})"
        put(self.sheet, self.row, 1, Cell(unit.ranks[SHARE], rank), number("count"))
        put(
            self.sheet,
            self.row,
            2,
            Cell(share(ratio.ratio, unit.ratios[SHARE]), f"={plan.now(SHARE, row)}"),
            number("percent"),
        )
        put(self.sheet, self.row, 3, self._target(SHARE), number("percent"))
        self.row += 1

    # --- the models: registered and achieved

    def _write_models(self, chart_row: int) -> None:
        ratios = self.plan.figures.ratios
        known = [m for m in MODELS if all(code in self.plan.homes and ratios[code].value is not None for code in m[1:])]
        if not known:
            return
        title = "Tỷ lệ đăng ký và đạt các mô hình học tập so với tổng số"
        self._line(title, "section")
        self._headings("Mô hình", "", "Đăng ký", "Đạt", "Chỉ tiêu")
        span(self.sheet, (self.row - 1, 0), (self.row - 1, 1), "Mô hình", self.styles.text("heading"))
        first, number = self.row, self.styles.number
        for name, registered, achieved in known:
            span(self.sheet, (self.row, 0), (self.row, 1), name, self.styles.text("name"))
            put(self.sheet, self.row, 2, now_cell(self.plan, registered), number("percent"))
            put(self.sheet, self.row, 3, now_cell(self.plan, achieved), number("percent"))
            put(self.sheet, self.row, 4, self._target(achieved), number("percent"))
            self.row += 1
        series = [("Đăng ký", 2, first, self.row - 1), ("Đạt", 3, first, self.row - 1)]
        has_target = any(ratios[achieved].target is not None for _, _, achieved in known)
        target = [("Chỉ tiêu", 4, first, self.row - 1)] if has_target else []
        self._insert_chart(chart_row, title, series, target)
        self.row += 1

    def _insert_chart(self, row: int, title: str, bars: list[tuple[str, int, int, int]], marks: list[Any]) -> None:
        """Nothing; columns over the rows of a table, and its targets as a line or as marks."""
        chart = self.book.add_chart({"type": "column"})
        for (name, column, first, last), color in zip(bars, _colours(len(bars)), strict=True):
            chart.add_series({**_series(name, column, first, last), "fill": {"color": color}, "gap": 60})
        if marks:
            line = self.book.add_chart({"type": "line"})
            (mark,) = marks
            look = {"line": {"color": WARNING, "width": 2}} if len(bars) == 1 else _MARKS_ONLY
            line.add_series({**_series(*mark), **look})
            chart.combine(line)
        font = {"name": FONT, "size": 10, "bold": False}
        chart.set_title({"name": title, "name_font": {"name": FONT, "size": 12}, "overlay": False})
        chart.set_x_axis({"num_font": {**font, "rotation": -45 if len(bars) == 1 else 0}})
        grid = {"visible": True, "line": {"color": "#D9DEE5"}}
        chart.set_y_axis({"num_font": font, "num_format": "0%", "min": 0, "major_gridlines": grid})
        chart.set_legend({"position": "bottom", "font": font})
        chart.set_size({"width": 7.2 * sum(_WIDTHS), "height": 20 * (_CHART_ROWS - 1)})
        self.sheet.insert_chart(row, 0, chart, {"description": title, "object_position": 2})

    # --- notes and contents

    def _write_notes(self) -> None:
        figures = self.plan.figures
        codes = [figure for figure in KEY_FIGURES if figure in self.plan.homes]
        self._line("Chú thích", "section")
        notes = [
            *(remark.text for remark in incomplete_remarks(figures, codes)),
            *(remark.text for remark in remarks_of(figures)),
            MARKS,
            _ORIGIN,
        ]
        self.row = write_notes(self.sheet, self.styles, self.row, _LAST, sum(_WIDTHS), notes) + 1

    def _write_contents(self) -> None:
        self._line("Các trang trong tệp", "section")
        for name, title in self._contents():
            link = self.styles.text("link")
            self.sheet.write_url(self.row, 0, f"internal:'{name}'!A1", link, f"{name}: {title}")
            self.row += 1

    def _contents(self) -> Iterator[tuple[str, str]]:
        for sheet in self.plan.sheets:
            yield sheet.name, sheet.place.table.title
        yield COMPARED, "từng chỉ tiêu kỳ này và cùng kỳ, trên cùng các đơn vị"
        yield BEFORE, "số liệu cùng kỳ của từng đơn vị"


_MARKS_ONLY = {
    "line": {"none": True},
    "marker": {"type": "diamond", "size": 9, "fill": {"color": WARNING}, "border": {"color": WARNING}},
}


def _colours(count: int) -> list[str]:
    return [ACCENT] if count == 1 else ["#9DBFE3", ACCENT][:count]


def _series(name: str, column: int, first: int, last: int) -> dict[str, Any]:
    return {
        "name": name,
        "categories": [OVERVIEW, first, 0, last, 0],
        "values": [OVERVIEW, first, column, last, column],
    }
