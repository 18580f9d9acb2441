"""The cells of the appendices: one row per unit, then the whole, the year before, and the change.

A cell that is still to come shows "…", one that cannot be known (no population, nothing to compare with) "–".
"""

from collections.abc import Collection
from typing import Any

from khuyenhoc_cli.figures.model import RatioFigure, State, Total, UnitFigures, print_ratio
from khuyenhoc_cli.figures.remarks import incomplete_remarks
from khuyenhoc_cli.figures.selection import ratio_delta
from khuyenhoc_cli.report.appendices import APPENDICES, Column, Table
from khuyenhoc_cli.report.facts import NOT_APPLICABLE, UNKNOWN, Facts, previous, signed, signed_ratio
from khuyenhoc_cli.report.keys import figure_key, named_key
from khuyenhoc_cli.report.notes import rebased_note, remark_note
from khuyenhoc_cli.report.phrases import BRANCH, capitalized, parted
from khuyenhoc_cli.report.unit_tables import unit_tables
from khuyenhoc_cli.report.word.values import Generated, Note
from khuyenhoc_cli.units.model import Unit

# what the mark beside a unit's name says; the unit has no figures, each for a reason of its own
_STATES = {
    State.NOT_RECEIVED: "Chưa gửi báo cáo nên chưa có số liệu.",
    State.REJECTED: "Báo cáo còn sai số liệu, chưa được tổng hợp.",
    State.NO_ASSOCIATION: "Chưa thành lập Hội Khuyến học nên không có số liệu.",
}


def make_tables(facts: Facts, levels: Collection[str]) -> dict[str, Any]:
    """Every table by its key, those of reports of these levels too.

    Each has `don_vi`, rows of (tt, ten, o), and the cells `tong`, `cung_ky`, `tang_giam`.

    Notes: of a row `chu_thich`, of its cells `uoc_tinh`; of the table `chu_thich_tong`, `quy_doi`, `tiep_nhan`.
    """
    listed = (table for appendix in APPENDICES for table in appendix.tables)
    return {table.key: _table(table, facts) for table in (*listed, *unit_tables(levels))}


def _table(table: Table, facts: Facts) -> dict[str, Any]:
    columns = tuple(table.columns)
    codes = tuple(column.figure for column in columns)
    return {
        "don_vi": [_row(number, unit, columns, facts) for number, unit in enumerate(facts.figures.units, 1)],
        "tong": [_total_cell(column, facts) for column in columns],
        "cung_ky": ["" if column.aspect else _previous_cell(column, facts) for column in columns],
        "tang_giam": ["" if column.aspect else _delta_cell(column, facts) for column in columns],
        "chu_thich_tong": _lacking(table, codes, facts),
        "quy_doi": rebased_note(facts, codes, ("leftover",) if table.has_changes else ()),
        "tiep_nhan": remark_note(facts, "taken_over", "tiep_nhan", codes),
    }


def _row(number: int, unit: UnitFigures, columns: tuple[Column, ...], facts: Facts) -> dict[str, Any]:
    shared = remark_note(facts, "estimated", "uoc_tinh", unit.estimated)
    return {
        "tt": number,
        "ten": _row_name(unit.unit),
        "chu_thich": state_note(unit),
        "o": [unit_cell(column, unit, facts) for column in columns],
        "uoc_tinh": [shared if _is_estimated(column, unit) else "" for column in columns],
    }


def _row_name(unit: Unit) -> str:
    """The unit's name; of a branch what it is named after, since the column's heading says the rest."""
    prefix, bare = parted(unit)
    return capitalized(bare) if prefix == BRANCH else unit.name


def _is_estimated(column: Column, unit: UnitFigures) -> bool:
    """Whether the column shows a change of which a part was shared by population."""
    return column.aspect == "delta" and not unit.estimated.isdisjoint(column.figure.split("/"))


def _lacking(table: Table, codes: tuple[str, ...], facts: Facts) -> Note:
    """Which figures of the table lack units, beside the whole."""
    known = [code for code in codes if facts.total(code) or facts.ratio(code)]
    remarks = incomplete_remarks(facts.figures, known)
    return Note(named_key("note", f"thieu_{table.key}"), "\n".join(remark.text for remark in remarks))


def state_note(unit: UnitFigures) -> Note:
    """Beside a unit's name why it has no figures; without text where it has."""
    return Note(named_key("note", f"dong_{unit.state}"), _STATES.get(unit.state, ""))


def unit_cell(column: Column, unit: UnitFigures, facts: Facts) -> Generated | str:
    """One figure of one unit; "–" where it is not asked of it."""
    if unit.state is State.NO_ASSOCIATION or column.figure in facts.not_asked_of[unit.unit.kind]:
        return NOT_APPLICABLE
    text = _UNIT_TEXTS[column.aspect](column.figure, unit, facts)
    return Generated(figure_key(column.figure, column.aspect, unit.unit.code), text)


def unit_value(figure: str, unit: UnitFigures, facts: Facts) -> str:
    """A figure of a unit as printed: "…" where it is not known, "–" where there is nothing to divide by."""
    if ratio := facts.figures.edition.ratio_of.get(figure):
        if figure in unit.ratios:
            return print_ratio(ratio, unit.ratios[figure])
        undefined = all(code in unit.values for code in figure.split("/"))
        return NOT_APPLICABLE if undefined else UNKNOWN
    indicator = facts.figures.edition.indicators.get(figure)
    return indicator.printed(unit.values[figure]) if indicator and figure in unit.values else UNKNOWN


def _unit_rank(figure: str, unit: UnitFigures, facts: Facts) -> str:
    if figure in unit.ranks:
        return str(unit.ranks[figure])
    return NOT_APPLICABLE if unit.unit.kind == "attached" else unit_value(figure, unit, facts)


def _unit_delta(figure: str, unit: UnitFigures, facts: Facts) -> str:
    if ratio := facts.figures.edition.ratio_of.get(figure):
        moved = ratio_delta(ratio, unit)
        known = all(code in unit.values for code in figure.split("/"))
        return signed_ratio(moved, ratio) if moved is not None else NOT_APPLICABLE if known else UNKNOWN
    if figure not in unit.values:
        return UNKNOWN
    delta = unit.delta(figure)
    if delta is None:
        return NOT_APPLICABLE
    printed = facts.figures.edition.indicators[figure].printed(abs(delta))
    return f"{'+' if delta > 0 else '-' if delta < 0 else ''}{printed}"


_UNIT_TEXTS = {"": unit_value, "delta": _unit_delta, "rank": _unit_rank}


def _total_cell(column: Column, facts: Facts) -> Generated | str:
    if column.aspect == "rank":
        return ""
    if column.aspect:
        return _delta_cell(column, facts)
    return Generated(figure_key(column.figure), facts.printed(column.figure))


def _previous_cell(column: Column, facts: Facts) -> Generated:
    return Generated(figure_key(column.figure, "previous"), previous(_figure(column, facts)) or UNKNOWN)


def _delta_cell(column: Column, facts: Facts) -> Generated:
    return Generated(figure_key(column.figure, "delta"), signed(_figure(column, facts)) or NOT_APPLICABLE)


def _figure(column: Column, facts: Facts) -> Total | RatioFigure | None:
    return facts.total(column.figure) or facts.ratio(column.figure)
