"""What `aggregate --format html` writes: the figures on one page, in tables that sort themselves, with charts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from khuyenhoc_cli.figures.model import Figures, Selected, Total, UnitFigures
from khuyenhoc_cli.figures.remarks import incomplete_remarks, remarks_of
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.output.aggregation import STATES
from khuyenhoc_cli.output.figures_cells import (
    MARKS,
    REST,
    Said,
    change_amount,
    label_of,
    notes_on,
    previous_amount,
    printed,
    printed_change,
    printed_sum,
    rests_of,
    unit_amount,
    unit_of_measure,
    whole_amount,
)
from khuyenhoc_cli.output.figures_page_charts import models_chart, share_chart
from khuyenhoc_cli.output.figures_tables import KEY_FIGURES, TableOf, tables_of
from khuyenhoc_cli.output.page import render_page
from khuyenhoc_cli.report.appendices import Column
from khuyenhoc_cli.report.phrases import print_target
from khuyenhoc_cli.text.names import sort_key
from khuyenhoc_cli.text.numbers import print_percent

ESTIMATED = "*"
_TOTAL = "Tổng cộng"

Row = dict[str, Any]


def figures_page(figures: Figures, association: str) -> str:
    """The page as HTML; `association` is who puts the figures together."""
    return render_page("figures_page", _values(figures, association))


def _values(figures: Figures, association: str) -> dict[str, Any]:
    units = sorted(figures.units, key=lambda entry: sort_key(entry.unit.name))
    received = len(figures.expected) - len(figures.missing)
    keys = [figure for figure in KEY_FIGURES if _is_known(figures, figure)]
    return {
        "title": f"Tổng hợp số liệu công tác khuyến học {figures.period.name}",
        "association": association,
        "scope": figures.scope.name,
        "compared": figures.compared_with.name,
        "received": f"Đã nhận {received}/{len(figures.expected)} báo cáo.",
        "remarks": [remark.text for remark in remarks_of(figures)],
        "incomplete": [remark.text for remark in incomplete_remarks(figures, keys)],
        "cards": [_card(figures, figure) for figure in keys],
        "charts": [chart for chart in (share_chart(figures), models_chart(figures)) if chart],
        "chosen": [
            *_chosen(figures, "Dẫn đầu, tiêu biểu", figures.leading),
            *_chosen(figures, "Cần lưu ý", figures.lagging),
        ],
        "totals": _sorted_rows([_figure(figures, code) for code in figures.totals], "share"),
        "ratios": _sorted_rows([_figure(figures, code) for code in figures.ratios], "share"),
        "states": [_state(entry) for entry in units],
        "tables": [_table(figures, table, units) for table in tables_of(figures.edition)],
        "total": _TOTAL,
        "marks": MARKS,
        "estimated": ESTIMATED,
        "has_predecessors": any(entry.predecessors for entry in units),
        "has_estimates": any(entry.estimated for entry in units),
    }


def _is_known(figures: Figures, figure: str) -> bool:
    found = figures.totals.get(figure) or figures.ratios.get(figure)
    return found is not None and found.value is not None


# --- the whole


def _card(figures: Figures, figure: str) -> Row:
    ratio = figures.ratios.get(figure)
    measure = unit_of_measure(figures, figure)
    return {
        "label": label_of(figures, figure),
        "value": printed_sum(figures.edition, figure, whole_amount(figures, Column(figure, ""))),
        "unit": "" if measure == "%" else measure,
        "change": _change_in_words(figures, figure),
        "target": print_target(ratio.target) if ratio and ratio.target is not None else "",
    }


def _change_in_words(figures: Figures, figure: str) -> str:
    """ "+24.239 so với cùng kỳ", "+0,91 điểm so với cùng kỳ", "không thay đổi so với cùng kỳ"."""
    change = change_amount(figures, figure)
    if isinstance(change, str):
        return "chưa có số cùng kỳ để so sánh"
    if not change:
        return "không thay đổi so với cùng kỳ"
    points = " điểm" if unit_of_measure(figures, figure) == "%" else ""
    return f"{printed_change(figures.edition, figure, change)}{points} so với cùng kỳ"


def _figure(figures: Figures, figure: str) -> Row:
    """One row of the tables of totals and ratios; `share` is what it is sorted by."""
    found = figures.totals.get(figure) or figures.ratios[figure]
    edition = figures.edition
    row: Row = {
        "code": figure,
        "label": found.indicator.label if isinstance(found, Total) else found.ratio.label,
        "measure": found.indicator.unit if isinstance(found, Total) else found.ratio.of,
        "now": printed_sum(edition, figure, whole_amount(figures, Column(figure, ""))),
        "before": printed_sum(edition, figure, previous_amount(figures, figure)),
        "change": printed_change(edition, figure, change_amount(figures, figure)),
        "units": f"{found.units}/{found.expected}",
        "covered": found.units,
        "notes": notes_on(found),
    }
    if isinstance(found, Total):
        pct = found.delta_pct
        return {**row, "share": pct, "pct": "" if pct is None else _print_pct(pct)}
    target = "" if found.target is None else print_target(found.target)
    return {**row, "share": found.value if found.ratio.scale == "percent" else None, "target": target}


def _print_pct(pct: Fraction) -> str:
    """A change in percent with its sign: "+4,76%"."""
    return f"{'+' if pct > 0 else ''}{print_percent(pct)}"


def _sorted_rows(rows: list[Row], key: str) -> list[Row]:
    """The rows, with the place of their value among all in exact order as what a browser sorts by."""
    places = _places(row[key] for row in rows)
    return [{**row, key: places.get(row[key])} for row in rows]


def _places(values: Iterable[Any]) -> dict[Any, int]:
    """The place of each number in ascending order; equal ones share it, what is no number has none."""
    return {value: place for place, value in enumerate(sorted({v for v in values if v is not None}))}


def _chosen(figures: Figures, side: str, chosen: Mapping[str, Sequence[Selected]]) -> Iterator[Row]:
    for figure, units in chosen.items():
        if units:
            known = figure in figures.totals or figure in figures.ratios
            label = label_of(figures, figure) if known else figure
            yield {"side": side, "label": label, "units": [selected.unit.name for selected in units]}


# --- unit by unit


def _state(entry: UnitFigures) -> Row:
    late = " (muộn)" if entry.late else ""
    return {
        "name": entry.unit.name,
        "state": str(entry.state),
        "word": STATES[entry.state] + late,
        "day": f"{entry.received_on:%d/%m/%Y}" if entry.received_on else "",
        "order": entry.received_on.toordinal() if entry.received_on else None,
        "predecessors": ", ".join(entry.predecessors),
    }


def _table(figures: Figures, table: TableOf, units: Sequence[UnitFigures]) -> dict[str, Any]:
    edition = figures.edition
    columns = [_column(edition, column, units) for column in table.table.columns]
    return {
        "key": table.table.key.replace("_", "-"),
        "title": f"{table.number}. {table.table.title}" if table.number else table.table.title,
        "measures": table.table.measures,
        **_headings(table),
        "rows": [
            (entry.unit.name, str(entry.state), cells)
            for entry, cells in zip(units, zip(*columns, strict=True), strict=True)
        ],
        "feet": _feet(figures, table),
    }


def _headings(table: TableOf) -> dict[str, Any]:
    """The two rows of headings; of a column that is a group by itself the name stands right above the figures."""
    groups, columns = [], []
    for group in table.table.groups:
        alone = len(group.columns) == 1 and group.columns[0].heading in ("", group.heading)
        groups.append(("" if alone else group.heading, len(group.columns)))
        columns += [group.heading if alone else column.heading for column in group.columns]
    return {"groups": groups, "columns": columns}


def _feet(figures: Figures, table: TableOf) -> list[tuple[str, list[str]]]:
    """The rows below the units, which stay there whatever is sorted."""
    edition, columns = figures.edition, tuple(table.table.columns)

    def whole(column: Column) -> str:
        say = printed_change if column.aspect else printed_sum
        return say(edition, column.figure, whole_amount(figures, column))

    def before(column: Column) -> str:
        return "" if column.aspect else printed_sum(edition, column.figure, previous_amount(figures, column.figure))

    def change(column: Column) -> str:
        return "" if column.aspect else printed_change(edition, column.figure, change_amount(figures, column.figure))

    rests = rests_of(figures)

    def rest(column: Column) -> str:
        own = None if column.aspect else rests.get(column.figure)
        return "" if own is None else printed(edition, column.figure, own)

    rows = [(_TOTAL, whole), ("Cùng kỳ", before), ("Tăng (+), giảm (-)", change)]
    if any(column.figure in rests for column in columns):
        rows.insert(0, (REST, rest))
    return [(name, [say(column) for column in columns]) for name, say in rows]


def _column(edition: Edition, column: Column, units: Sequence[UnitFigures]) -> list[tuple[str, int | None, str]]:
    """Each unit's cell: what it says, the place it sorts at, and the unit's rank or the mark of an estimate."""
    amounts = [unit_amount(edition, column, entry) for entry in units]
    places = _places(None if isinstance(said, str) else said for said in amounts)
    say = printed_change if column.aspect else printed
    return [
        (say(edition, column.figure, said), places.get(said), _beside(column, entry, said))
        for said, entry in zip(amounts, units, strict=True)
    ]


def _beside(column: Column, entry: UnitFigures, said: Said) -> str:
    if column.aspect:
        return ESTIMATED if column.figure in entry.estimated and not isinstance(said, str) else ""
    rank = entry.ranks.get(column.figure)
    return "" if rank is None else f"hạng {rank}"
