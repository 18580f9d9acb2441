"""What `aggregate` prints: the figures as JSON, as CSV, or as tables for the terminal."""

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from khuyenhoc_cli.figures.model import (
    Figures,
    RatioFigure,
    Rebasing,
    Selected,
    State,
    Total,
    UnitFigures,
    print_ratio,
)
from khuyenhoc_cli.figures.remarks import incomplete_remarks, remarks_of
from khuyenhoc_cli.forms.model import Indicator, Measure
from khuyenhoc_cli.output.figures_cells import notes_on, signed
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU, print_decimal

if TYPE_CHECKING:
    from rich.console import RenderableType

SCHEMA = "khuyenhoc.figures/1"
STATES = {
    State.RECEIVED: "đã nhận",
    State.REJECTED: "bị trả lại",
    State.NOT_RECEIVED: "chưa nhận được",
    State.NO_ASSOCIATION: "chưa có Hội",
}


_CSV_ENDS = ("tang_giam", "so_don_vi", "phai_bao_cao", "ghi_chu")


def figures_json(figures: Figures) -> dict[str, Any]:
    """The contract `khuyenhoc.figures/1`: money in triệu đồng; `value` unrounded, `printed` rounded."""
    return {
        "schema": SCHEMA,
        "period": str(figures.period),
        "compared_with": str(figures.compared_with),
        "scope": figures.scope.name,
        "expected": len(figures.expected),
        "received": len(figures.expected) - len(figures.missing),
        "missing": [{"unit": entry.unit.name, "state": str(entry.state)} for entry in figures.missing],
        "totals": {code: _total_json(total) for code, total in figures.totals.items()},
        "ratios": {code: _ratio_json(ratio, figures.edition.indicators) for code, ratio in figures.ratios.items()},
        "units": [_unit_json(entry, figures) for entry in figures.units],
        "leading": _selected_json(figures.leading),
        "lagging": _selected_json(figures.lagging),
        "sources": [str(period) for period in figures.sources],
        "rebasing": _rebasing_json(figures.rebasing),
        "closed_at": figures.closed_at,
    }


def _total_json(total: Total) -> dict[str, Any]:
    def amount(value: int | None) -> int | float | None:
        return None if value is None else json_amount(total.indicator, value)

    return {
        "label": total.indicator.label,
        "unit": total.indicator.unit,
        "value": amount(total.value),
        "previous": amount(total.previous),
        "delta": amount(total.delta),
        "delta_pct": _number(total.delta_pct),
        "printed": total.printed,
        "units": total.units,
        "expected": total.expected,
        "missing": [unit.name for unit in total.missing],
        "coverage": total.coverage,
        "like_for_like": total.like_for_like,
        "apart": amount(total.apart),
        "rebased": total.rebased,
        "estimated": total.estimated,
    }


def _ratio_json(figure: RatioFigure, indicators: Mapping[str, Indicator]) -> dict[str, Any]:
    def amount(code: str, value: int | None) -> int | float | None:
        return None if value is None else json_amount(indicators[code], value)

    return {
        "label": figure.ratio.label,
        "of": figure.ratio.of,
        "value": _number(figure.value),
        "previous": _number(figure.previous),
        "delta_points": _number(figure.delta),
        "target": _number(figure.target),
        "printed": figure.printed,
        "numerator": amount(figure.ratio.numerator, figure.numerator),
        "denominator": amount(figure.ratio.denominator, figure.denominator),
        "units": figure.units,
        "expected": figure.expected,
        "missing": [unit.name for unit in figure.missing],
        "coverage": figure.coverage,
        "rebased": figure.rebased,
        "estimated": figure.estimated,
    }


def _unit_json(entry: UnitFigures, figures: Figures) -> dict[str, Any]:
    indicators = figures.edition.indicators
    return {
        "unit": entry.unit.name,
        "state": str(entry.state),
        "values": {code: json_amount(indicators[code], value) for code, value in entry.values.items()},
        "ratios": {code: _number(value) for code, value in entry.ratios.items()},
        "rank": dict(entry.ranks),
        "late": entry.late,
        "predecessors": list(entry.predecessors),
        "estimated": [code for code in indicators if code in entry.estimated],
    }


def _rebasing_json(rebasing: Rebasing | None) -> dict[str, list[str]] | None:
    if rebasing is None:
        return None
    return {
        "split": list(rebasing.split),
        "leftover": list(rebasing.leftover),
        "unplaced": list(rebasing.unplaced),
        "evenly": list(rebasing.evenly),
    }


def _selected_json(chosen: Mapping[str, tuple[Selected, ...]]) -> dict[str, list[str]]:
    return {figure: [selected.unit.name for selected in units] for figure, units in chosen.items()}


def json_amount(indicator: Indicator, amount: int) -> int | float:
    """Money in triệu đồng, as the float whose shortest form is exact; everything else as the integer it is."""
    return amount / DONG_PER_TRIEU if indicator.measure is Measure.MONEY else amount


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def figures_csv(figures: Figures) -> str:
    """One row per indicator, one column per unit, then the total, the year before, the change, and over how many units.

    Starts with the mark by which Excel knows UTF-8.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    units = [entry for entry in figures.units if entry.state is State.RECEIVED]
    names = (entry.unit.name for entry in units)
    writer.writerow(["ma", "chi_tieu", "don_vi_tinh", *names, "tong", "cung_ky", *_CSV_ENDS])
    for code, total in figures.totals.items():
        cells = [csv_amount(total.indicator, amount) for amount in (*(e.values.get(code) for e in units),)]
        ends = [csv_amount(total.indicator, amount) for amount in (total.value, total.previous, total.delta)]
        counted = [str(total.units), str(total.expected), notes_on(total)]
        writer.writerow([code, total.indicator.label, total.indicator.unit, *cells, *ends, *counted])
    return "\ufeff" + out.getvalue()


def csv_amount(indicator: Indicator, amount: int | None) -> str:
    """Money in triệu đồng, everything else as it is; "" where it is not known."""
    if amount is None:
        return ""
    return f"{Decimal(amount) / DONG_PER_TRIEU:f}" if indicator.measure is Measure.MONEY else str(amount)


def figures_table(figures: Figures) -> Iterable["RenderableType"]:
    """Who has reported, totals, ratios, and the units that the rules name."""
    received = len(figures.expected) - len(figures.missing)
    yield f"[bold]{figures.scope.name} · {figures.period.name}[/bold], so với {figures.compared_with.name}"
    if figures.units:
        yield f"Đã nhận {received}/{len(figures.expected)} báo cáo."
    else:
        yield "Chỉ có số tổng từ báo cáo cũ, không có số của từng đơn vị."
    yield from (f"[yellow]{entry.unit.name}: {STATES[entry.state]}[/yellow]" for entry in figures.missing)
    yield ""
    yield from _totals_table(figures)
    yield from _ratios_table(figures)
    yield from _notes(figures)
    yield from _selected_lines("Dẫn đầu, tiêu biểu", figures.leading, figures)
    yield from _selected_lines("Cần lưu ý", figures.lagging, figures)


def _notes(figures: Figures) -> Iterable[str]:
    """What has to be known to read the figures; who is missing stands at the top already."""
    from rich.markup import escape

    listed = {"not_received", "rejected"}
    remarks = [remark for remark in remarks_of(figures) if remark.key not in listed]
    for remark in (*incomplete_remarks(figures, [*figures.totals, *figures.ratios]), *remarks):
        yield f"[dim]{escape(remark.text)}[/dim]"
    yield ""


def _table(*headings: str) -> Any:
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="dim")
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="left" if number < 3 else "right", overflow="fold", no_wrap=number != 1)
    return table


def _totals_table(figures: Figures) -> Iterable["RenderableType"]:
    table = _table("Mã", "Chỉ tiêu", "Đơn vị tính", "Kỳ này", "Cùng kỳ", "Tăng, giảm", "Đơn vị")
    for form in figures.edition.forms:
        for indicator in form.indicators:
            total = figures.totals[indicator.code]
            previous, change = _compared(total)
            share = f"{total.units}/{total.expected}"
            table.add_row(indicator.code, indicator.label, indicator.unit, total.printed, previous, change, share)
        table.add_section()
    yield table
    yield ""


def _compared(total: Total) -> tuple[str, str]:
    """The year before and the change, printed; of flags only the number of "Có"."""
    show = str if total.indicator.measure is Measure.FLAG else total.indicator.printed
    previous = "" if total.previous is None else show(total.previous)
    return previous, "" if total.delta is None else signed(show(total.delta))


def _ratios_table(figures: Figures) -> Iterable["RenderableType"]:
    table = _table("Mã", "Tỷ lệ", "So với", "Kỳ này", "Cùng kỳ", "Tăng, giảm", "Chỉ tiêu")
    for code, figure in figures.ratios.items():
        is_percent = figure.ratio.scale == "percent"
        previous = "" if figure.previous is None else print_ratio(figure.ratio, figure.previous)
        unit = " điểm" if is_percent else " đồng"
        change = "" if figure.delta is None else signed(print_decimal(figure.delta, 2 if is_percent else 0)) + unit
        target = "" if figure.target is None else print_ratio(figure.ratio, figure.target)
        table.add_row(code, figure.ratio.label, figure.ratio.of, figure.printed, previous, change, target)
    yield table
    yield ""


def _selected_lines(title: str, chosen: Mapping[str, tuple[Selected, ...]], figures: Figures) -> Iterable[str]:
    named = {figure: units for figure, units in chosen.items() if units}
    if named:
        yield f"[bold]{title}[/bold]"
    for figure, units in named.items():
        names = ", ".join(selected.unit.name for selected in units)
        ratio, indicator = figures.edition.ratio_of.get(figure), figures.edition.indicators.get(figure)
        label = ratio.label if ratio else indicator.label if indicator else figure
        yield f"  {figure} {label}: {names}"
