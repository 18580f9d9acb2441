"""The cells of the appendices: one row per unit, then the whole, the year before, and the change.

A cell that is still to come shows "…", one that cannot be known (no population, nothing to compare with) "–".
"""

from typing import Any

from khuyenhoc_cli.figures.model import RatioFigure, State, Total, UnitFigures, print_ratio
from khuyenhoc_cli.report.appendices import APPENDICES, Column, Table
from khuyenhoc_cli.report.facts import UNKNOWN, Facts, previous, signed
from khuyenhoc_cli.report.keys import figure_key
from khuyenhoc_cli.report.word.values import Generated

NOT_APPLICABLE = "–"


def make_tables(facts: Facts) -> dict[str, Any]:
    """Every table by its key: `don_vi` rows of (tt, ten, o), and the cells `tong`, `cung_ky`, `tang_giam`."""
    return {table.key: _table(table, facts) for appendix in APPENDICES for table in appendix.tables}


def _table(table: Table, facts: Facts) -> dict[str, Any]:
    columns = tuple(table.columns)
    rows = [
        {"tt": number, "ten": unit.unit.name, "o": [_unit_cell(column, unit, facts) for column in columns]}
        for number, unit in enumerate(facts.figures.units, 1)
    ]
    return {
        "don_vi": rows,
        "tong": [_total_cell(column, facts) for column in columns],
        "cung_ky": ["" if column.aspect else _previous_cell(column, facts) for column in columns],
        "tang_giam": ["" if column.aspect else _delta_cell(column, facts) for column in columns],
    }


def _unit_cell(column: Column, unit: UnitFigures, facts: Facts) -> Generated | str:
    asked = (facts.figures.edition.indicators.get(code) for code in column.figure.split("/"))
    if unit.state is State.NO_ASSOCIATION or any(i and not i.is_asked_of(unit.unit.kind) for i in asked):
        return NOT_APPLICABLE
    text = _unit_delta(column.figure, unit, facts) if column.aspect else _unit_value(column.figure, unit, facts)
    return Generated(figure_key(column.figure, column.aspect, unit.unit.code), text)


def _unit_value(figure: str, unit: UnitFigures, facts: Facts) -> str:
    if ratio := facts.figures.edition.ratio_of.get(figure):
        if figure in unit.ratios:
            return print_ratio(ratio, unit.ratios[figure])
        undefined = all(code in unit.values for code in figure.split("/"))
        return NOT_APPLICABLE if undefined else UNKNOWN
    indicator = facts.figures.edition.indicators.get(figure)
    return indicator.printed(unit.values[figure]) if indicator and figure in unit.values else UNKNOWN


def _unit_delta(figure: str, unit: UnitFigures, facts: Facts) -> str:
    if figure not in unit.values:
        return UNKNOWN
    if figure not in unit.previous:
        return NOT_APPLICABLE
    delta = unit.values[figure] - unit.previous[figure]
    printed = facts.figures.edition.indicators[figure].printed(abs(delta))
    return f"{'+' if delta > 0 else '-' if delta < 0 else ''}{printed}"


def _total_cell(column: Column, facts: Facts) -> Generated:
    if column.aspect:
        return _delta_cell(column, facts)
    ratio = facts.ratio(column.figure)
    undefined = ratio is not None and ratio.value is None and None not in (ratio.numerator, ratio.denominator)
    return Generated(figure_key(column.figure), NOT_APPLICABLE if undefined else facts.printed(column.figure))


def _previous_cell(column: Column, facts: Facts) -> Generated:
    return Generated(figure_key(column.figure, "previous"), previous(_figure(column, facts)) or UNKNOWN)


def _delta_cell(column: Column, facts: Facts) -> Generated:
    return Generated(figure_key(column.figure, "delta"), signed(_figure(column, facts)) or NOT_APPLICABLE)


def _figure(column: Column, facts: Facts) -> Total | RatioFigure | None:
    return facts.total(column.figure) or facts.ratio(column.figure)
