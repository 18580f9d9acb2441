"""How the workbook of figures looks: one format for each kind of number in each kind of row."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.output.return_styles import FONT
from khuyenhoc_cli.report.appendices import Column

Kind = Literal["count", "money", "flag", "percent", "dong", "change", "money_change", "points", "text"]
Row = Literal["unit", "total", "before", "estimated"]

INK, PALE, ACCENT, WARNING = "#1F2937", "#5B6573", "#1F5FA8", "#B45309"
_HEADING = "#DCE9F5"
_LINES: dict[str, Any] = {"border": 1, "border_color": "#9AA5B1"}
WHOLE = {"money": "#,##0", "money_change": "+#,##0;-#,##0;0"}
"""How an amount of money without a rest shows: five triệu đồng as "5", not as "5,"."""
_NUMBERS: dict[Kind, str] = {
    "count": "#,##0",
    "money": "#,##0.######",
    "flag": '"Có";;"Chưa"',
    "percent": "0.00%",
    "dong": "#,##0",
    "change": "+#,##0;-#,##0;0",
    "money_change": "+#,##0.######;-#,##0.######;0",
    "points": "+0.00;-0.00;0.00",
    "text": "@",
}
_ROWS: dict[Row, dict[str, Any]] = {
    "unit": {},
    "total": {"bold": True, "bg_color": _HEADING},
    "before": {"italic": True, "bg_color": "#F3F6FA"},
    "estimated": {"italic": True, "font_color": WARNING},
}
_TEXTS: dict[str, dict[str, Any]] = {
    "association": {"bold": True},
    "appendix": {"bold": True, "align": "right"},
    "title": {"bold": True, "font_size": 14, "align": "center", "text_wrap": True},
    "subtitle": {"bold": True, "align": "center", "text_wrap": True},
    "period": {"italic": True, "align": "center"},
    "measures": {"italic": True, "align": "right"},
    "section": {"bold": True, "font_color": ACCENT},
    "note": {"font_size": 11, "text_wrap": True, "valign": "top"},
    "link": {"font_color": ACCENT, "underline": 1},
    "heading": {**_LINES, "bold": True, "font_size": 11, "align": "center", "text_wrap": True, "bg_color": _HEADING},
    "numbering": {**_LINES, "italic": True, "font_size": 9, "align": "center", "font_color": PALE},
    "serial": {**_LINES, "align": "center"},
    "name": {**_LINES, "align": "left", "text_wrap": True},
    "total_name": {**_LINES, "align": "left", "text_wrap": True, **_ROWS["total"]},
    "before_name": {**_LINES, "align": "left", "text_wrap": True, **_ROWS["before"]},
}


@dataclass
class Styles:
    """The formats of one workbook, made when they are first asked for."""

    book: Workbook
    _made: dict[tuple[str, ...], Format] = field(default_factory=dict)

    def number(self, kind: Kind, row: Row = "unit") -> Format:
        """The format of a number, or of the mark in its place, in a kind of row."""
        look = {**_LINES, "align": "right", "num_format": _NUMBERS[kind], **_ROWS[row]}
        return self._format((kind, row), look)

    def whole(self, kind: Literal["money", "money_change"]) -> Format:
        """What a condition lays over an amount without a rest."""
        return self._get(("whole", kind), lambda: self.book.add_format({"num_format": WHOLE[kind]}))

    def text(self, name: str) -> Format:
        """The format of a text by what it is."""
        return self._format((name,), _TEXTS[name])

    def _format(self, key: tuple[str, ...], look: dict[str, Any]) -> Format:
        base = {"font_name": FONT, "font_size": 12, "valign": "vcenter", "font_color": INK}
        return self._get(key, lambda: self.book.add_format({**base, **look}))

    def _get(self, key: tuple[str, ...], make: Callable[[], Format]) -> Format:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]


def kind_of(edition: Edition, column: Column) -> Kind:
    """How a column's numbers are written."""
    if ratio := edition.ratio_of.get(column.figure):
        return "percent" if ratio.scale == "percent" else "dong"
    measure = edition.indicators[column.figure].measure
    if column.aspect:
        return changed(edition, column.figure)
    return {Measure.MONEY: "money", Measure.FLAG: "flag", Measure.COUNT: "count"}[measure]  # type: ignore[return-value]


def changed(edition: Edition, figure: str) -> Kind:
    """How the change of a figure is written; of a percentage in points."""
    if ratio := edition.ratio_of.get(figure):
        return "points" if ratio.scale == "percent" else "change"
    return "money_change" if edition.indicators[figure].measure is Measure.MONEY else "change"


def summed(kind: Kind) -> Kind:
    """How a column's total is written: of flags it is the number of "Có"."""
    return "count" if kind == "flag" else kind
