"""The sheet on which every change is worked out: now against the year before, over the same units."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.figures.model import RatioFigure, Total, ratio_value
from khuyenhoc_cli.figures.remarks import remarks_of
from khuyenhoc_cli.output.aggregation import notes_on
from khuyenhoc_cli.output.figures_workbook_before import rest_of
from khuyenhoc_cli.output.figures_workbook_formulas import (
    Cell,
    Shown,
    Sums,
    amount,
    change_shown,
    divided,
    exact,
    previous_shown,
    whole,
)
from khuyenhoc_cli.output.figures_workbook_plan import INDICATORS_FROM, NOT_APPLICABLE, UNKNOWN, Plan
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

_WIDTHS = (9, 46, 13, 14, 11, 14, 14, 14, 14, 10, 10, 44)
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
    _write_labels(sheet, styles, row, (indicator.code, indicator.label, indicator.unit))
    line = _Indicator(plan, total, row + 1)
    cells = (line.now, line.both, line.comparable, line.previous, line.apart, line.change, line.pct)
    kinds: tuple[Kind, ...] = (kind, "count", kind, kind, kind, change, "percent")
    for column, (cell, look) in enumerate(zip(cells, kinds, strict=True), start=3):
        put(sheet, row, column, cell, styles.number(look))
    if kind == "money":
        show_whole_money_plainly(sheet, styles, "money", (row, 3), (row, 7))
        show_whole_money_plainly(sheet, styles, "money_change", (row, 8), (row, 8))
    _write_ends(sheet, styles, row, total)


def _write_ratio(sheet: Worksheet, styles: Styles, plan: Plan, row: int, figure: RatioFigure) -> None:
    ratio = figure.ratio
    kind, change = kind_of(plan.edition, Column(ratio.code, "")), changed(plan.edition, ratio.code)
    parts = tuple(summed(kind_of(plan.edition, Column(code, ""))) for code in (ratio.numerator, ratio.denominator))
    _write_labels(sheet, styles, row, (ratio.code, ratio.label, ratio.of))
    line = _Ratio(plan, figure, row + 1)
    cells = (line.now, *line.parts, line.previous, line.change)
    kinds: tuple[Kind, ...] = (kind, *parts, *parts, kind, change)
    for column, (cell, look) in enumerate(zip(cells, kinds, strict=True), start=3):
        put(sheet, row, column, cell, styles.number(look))
    _write_ends(sheet, styles, row, figure)


def _write_labels(sheet: Worksheet, styles: Styles, row: int, labels: tuple[str, str, str]) -> None:
    for column, text in enumerate(labels):
        sheet.write_string(row, column, text, styles.text("name"))
    sheet.set_row(row, max(text_height(text, width - 1) for text, width in zip(labels, _WIDTHS[:3], strict=True)))


def _write_ends(sheet: Worksheet, styles: Styles, row: int, figure: Total | RatioFigure) -> None:
    """Nothing; over how many units the figure is, and what is to be said of it."""
    sheet.write_string(row, _LAST - 1, f"{figure.units}/{figure.expected}", styles.text("serial"))
    sheet.write_string(row, _LAST, notes_on(figure), styles.text("name"))


@dataclass(frozen=True)
class _Indicator:
    """The cells of one indicator's row; `line` is the row as Excel counts it."""

    plan: Plan
    total: Total
    line: int

    @cached_property
    def sums(self) -> Sums:
        return Sums(self.plan, (self.total.indicator.code,), with_then=True)

    @cached_property
    def rest(self) -> int:
        return rest_of(self.plan, self.total.indicator.code)

    @cached_property
    def is_live(self) -> bool:
        """Whether the rows of units come to what was computed."""
        (then,) = self.sums.then
        both = (self.total.comparable, self.total.previous)
        return bool(self.plan.units) and both == (self.sums.now[0], None if then is None else then + self.rest)

    @property
    def now(self) -> Cell:
        code = self.total.indicator.code
        return Cell(whole(self.plan, code).shown, f"={self.plan.now(code, self.plan.total_row)}")

    @property
    def both(self) -> Cell:
        return Cell(len(self.sums.units), f"={self.sums.count_formula()}") if self.is_live else Cell(UNKNOWN)

    @property
    def comparable(self) -> Cell:
        return self._sum(self.total.comparable, self.sums.formula_now(self.total.indicator.code))

    @property
    def previous(self) -> Cell:
        code = self.total.indicator.code
        return self._sum(self.total.previous, self.sums.formula_then(code, with_rest=bool(self.rest)))

    def _sum(self, value: int | None, formula: str) -> Cell:
        shown: Shown = UNKNOWN if value is None else amount(self.total.indicator, value)
        return Cell(shown, f'=IF(E{self.line}=0,"{UNKNOWN}",{formula})' if self.is_live else "")

    @property
    def apart(self) -> Cell:
        indicator, apart = self.total.indicator, self.total.apart
        if apart is None or not indicator.taken_over:
            return Cell("")
        of_units = sum(unit.apart.get(indicator.code, 0) for unit in self.sums.units)
        live = self.is_live and of_units == apart
        return Cell(amount(indicator, apart), f"={self.sums.formula_apart(indicator.code)}" if live else "")

    @property
    def change(self) -> Cell:
        difference = exact(self.total.indicator, f"F{self.line}-N(H{self.line})-G{self.line}")
        formula = f'=IF(COUNT(F{self.line},G{self.line})<2,"{NOT_APPLICABLE}",{difference})'
        return Cell(change_shown(self.plan, self.total.indicator.code), formula)

    @property
    def pct(self) -> Cell:
        share = self.total.delta_pct
        change, before = f"I{self.line}", f"G{self.line}"
        quotient = f'IF({before}=0,"{NOT_APPLICABLE}",{change}/{before})'
        formula = f'=IF(COUNT({change},{before})<2,"{NOT_APPLICABLE}",{quotient})'
        return Cell(NOT_APPLICABLE if share is None else float(share / 100), formula)


@dataclass(frozen=True)
class _Ratio:
    """The cells of one ratio's row."""

    plan: Plan
    figure: RatioFigure
    line: int

    @property
    def codes(self) -> tuple[str, str]:
        return self.figure.ratio.numerator, self.figure.ratio.denominator

    @cached_property
    def sums(self) -> Sums:
        return Sums(self.plan, self.codes, with_then=True)

    @cached_property
    def rests(self) -> Mapping[str, int] | None:
        """What is added to either part of the year before; None where the units' rows do not come to what was computed.

        The remainder of a part counts only where that part is comparable for this ratio.
        """
        ratio, then = self.figure.ratio, self.sums.then
        if not self.sums.units or ratio_value(ratio, *self.sums.now) != self.figure.comparable:
            return None
        rests = {code: rest_of(self.plan, code) for code in self.codes}
        for added in ((), self.codes, self.codes[:1]):
            parts = [
                value if value is None or code not in added else value + rests[code]
                for code, value in zip(self.codes, then, strict=True)
            ]
            if ratio_value(ratio, *parts) == self.figure.previous:
                return {code: rests[code] for code in added}
        return None

    @property
    def now(self) -> Cell:
        code = self.figure.ratio.code
        if code in self.plan.homes:
            return Cell(whole(self.plan, code).shown, f"={self.plan.now(code, self.plan.total_row)}")
        return whole(self.plan, code)

    @cached_property
    def parts(self) -> tuple[Cell, Cell, Cell, Cell]:
        """Numerator and denominator now, then those of the year before."""
        if self.rests is None:
            return (Cell(UNKNOWN),) * 4
        rests, (above, below) = self.rests, self.codes
        return (
            self._part(above, self.sums.now[0], self.sums.formula_now(above)),
            self._part(below, self.sums.now[1], self.sums.formula_now(below)),
            self._then(above, self.sums.then[0], rests),
            self._then(below, self.sums.then[1], rests),
        )

    def _then(self, code: str, value: int | None, rests: Mapping[str, int]) -> Cell:
        rest = rests.get(code, 0)
        formula = self.sums.formula_then(code, with_rest=bool(rest))
        return self._part(code, None if value is None else value + rest, formula)

    def _part(self, code: str, value: int | None, formula: str) -> Cell:
        return (
            Cell(UNKNOWN) if value is None else Cell(amount(self.plan.edition.indicators[code], value), f"={formula}")
        )

    @property
    def previous(self) -> Cell:
        shown = previous_shown(self.plan, self.figure.ratio.code)
        if self.rests is None or self.figure.previous is None:
            return Cell(shown)
        return Cell(shown, f"={self._divided('G', 'H')}")

    @property
    def change(self) -> Cell:
        shown = change_shown(self.plan, self.figure.ratio.code)
        if self.rests is None or self.figure.delta is None:
            return Cell(shown)
        difference = f"{self._divided('E', 'F')}-I{self.line}"
        return Cell(shown, f"=({difference})*100" if self.figure.ratio.scale == "percent" else f"={difference}")

    def _divided(self, above: str, below: str) -> str:
        return divided(self.figure.ratio, self.plan.edition.indicators, f"{above}{self.line}", f"{below}{self.line}")
