"""The tables of a workbook become values with their cells, and findings about single cells and rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.cover import COVER_SHEET
from khuyenhoc_cli.forms.model import Edition, Indicator, Measure
from khuyenhoc_cli.forms.narrative import NARRATIVE_SHEET
from khuyenhoc_cli.forms.task_sheet import TASK_SHEET
from khuyenhoc_cli.intake.cells import Cell, read_cell, shown
from khuyenhoc_cli.intake.completeness import (
    FormRead,
    first_heading,
    missing_parts,
    note_forms,
    unread_columns,
    unread_sheet,
)
from khuyenhoc_cli.intake.details import unlike_their_sum
from khuyenhoc_cli.intake.grid import Grid, Workbook
from khuyenhoc_cli.intake.layout import Table, find_tables
from khuyenhoc_cli.intake.rows import Row, RowNames
from khuyenhoc_cli.intake.submission import Expected, Place, TotalCell, Value
from khuyenhoc_cli.intake.total_cells import is_open, total_cells
from khuyenhoc_cli.intake.unknown_names import unknown_row
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU
from khuyenhoc_cli.units.model import Unit

_WITHOUT_TABLES = {fold(COVER_SHEET), fold(NARRATIVE_SHEET), fold(TASK_SHEET)}
_MONEY = {1: "đồng", 10**3: "nghìn đồng", 10**9: "tỷ đồng"}


@dataclass
class TablesRead:
    """Everything read from a workbook's tables; filled table by table."""

    values: dict[Place, Value] = field(default_factory=dict)
    unread: dict[Place, CellRef] = field(default_factory=dict)
    blank: dict[Place, CellRef] = field(default_factory=dict)
    totals: list[TotalCell] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    forms: dict[int, FormRead] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)


def read_tables(
    grids: Sequence[Grid],
    workbook: Workbook,
    edition: Edition,
    unit: Unit,
    expected: Expected,
    period: Period | None,
) -> TablesRead:
    """Every table of every sheet of one unit's return, read into one set of values; `workbook` knows the formulas."""
    names = RowNames(unit, expected.units.children(unit.code))
    read = TablesRead()
    counting: list[tuple[Table, dict[int, Unit]]] = []
    for grid in filter(holds_tables, grids):
        tables = find_tables(grid, edition, names, period)
        read.tables += tables
        read.findings += [] if tables else unread_sheet(grid)
        counting += [(table, _read_table(table, edition, unit, expected, read)) for table in tables]
    meant = {finding.indicator for finding in read.findings if finding.code == "KH131" and finding.indicator}
    for form in edition.forms:
        if form.number in read.forms:
            read.findings += missing_parts(form, read.forms[form.number], unit, expected, meant)
    others = names.children if _is_complete(names, expected, read) else ()
    for table, rows in counting:
        read.totals += _totals(table, rows, others, edition, read, workbook)
    if not read.values:
        read.findings = _once(read.findings)
    return read


def holds_tables(grid: Grid) -> bool:
    """Whether a sheet may hold tables of the forms: neither the cover, nor prose, nor a list of what to mend."""
    return fold(grid.sheet) not in _WITHOUT_TABLES


def _once(findings: list[Finding]) -> list[Finding]:
    """The findings of a return nobody has filled in: that it is empty is said once, for all its tables."""
    empty = [finding for finding in findings if finding.code == "KH110" and finding.at is not None]
    if len(empty) < 2:
        return findings
    others = tuple(finding.at for finding in empty[1:] if finding.at is not None)
    return [replace(empty[0], also=others), *(finding for finding in findings if finding.code != "KH110")]


def _once_a_column(findings: list[Finding]) -> list[Finding]:
    """The findings with those of a column that says something else than another place brought together in the first."""
    first: dict[str | None, int] = {}
    kept: list[Finding] = []
    for finding in findings:
        if finding.code == "KH403" and finding.indicator in first and finding.at is not None:
            earlier = kept[first[finding.indicator]]
            kept[first[finding.indicator]] = replace(earlier, also=(*earlier.also, finding.at, *finding.also))
            continue
        if finding.code == "KH403":
            first[finding.indicator] = len(kept)
        kept.append(finding)
    return kept


def _read_table(table: Table, edition: Edition, unit: Unit, expected: Expected, read: TablesRead) -> dict[int, Unit]:
    """Adds one table's values and findings to `read`; an empty table is one finding, not one for each row.

    Comes back with the units of the rows that count, by the row's index.
    """
    read.findings += table.findings
    read.findings += unread_columns(table, edition)
    read.findings += _other_money(table, edition)
    read.findings += unlike_their_sum(table, edition, _reading(table, edition))
    rows = list(_unit_rows(table, edition, unit, expected, read))
    before = len(read.findings)
    blank = [(row, row_unit) for row, row_unit in rows if _read_row(table, row, row_unit, edition, read)]
    read.findings[before:] = _once_a_column(read.findings[before:])
    units = [row_unit for _, row_unit in rows]
    if _says_nothing(table, rows, blank) and not _is_known(table, read):
        read.findings.append(Finding("KH110", first_heading(table)))
        units = [unit, *expected.units.children(unit.code)]
        rows = []
    else:
        read.findings += _blank_rows(table, blank, expected, read)
    note_forms(read.forms, table, edition, units)
    return {row.index: row_unit for row, row_unit in rows}


def _says_nothing(table: Table, rows: list[tuple[Row, Unit]], blank: list[tuple[Row, Unit]]) -> bool:
    """Whether no row of a unit holds anything, whatever the total row says: a SUM of nothing is 0."""
    kinds = {row.kind for row in table.rows}
    return len(blank) == len(rows) and "unknown" not in kinds and (bool(rows) or "total" not in kinds)


def _unit_rows(
    table: Table, edition: Edition, unit: Unit, expected: Expected, read: TablesRead
) -> Iterator[tuple[Row, Unit]]:
    """The rows that count, each unit once; a row of nobody and a second row of somebody are findings."""
    seen: dict[str, CellRef] = {}
    forms = {edition.form_of[code].number: edition.form_of[code] for code in table.columns}
    asked = {asked.code for form in forms.values() for asked in expected.rows_of(unit, form)}
    for row in table.rows:
        at = table.grid.ref(row.index, row.column)
        found = row.text.strip()
        if row.kind == "unknown":
            among = expected.units.children(unit.code)
            read.findings.append(unknown_row(found, row.candidates, at, unit, among))
        elif row.kind != "unit" or row.unit is None:
            continue
        elif row.unit.code in seen:
            detail = {"other": seen[row.unit.code].cell}
            read.findings.append(Finding("KH705", at, unit=row.unit.name, found=found, detail=detail))
        elif row.unit.code in asked:
            seen[row.unit.code] = at
            yield row, row.unit


def _read_row(table: Table, row: Row, unit: Unit, edition: Edition, read: TablesRead) -> bool:
    """Whether the whole row is blank; else its cells are added to `read`, each blank one with a finding."""
    cells = list(_asked_cells(table, row, unit, edition, read))
    blank = {(unit.code, code): at for code, at, cell in cells if cell.is_blank}
    read.blank |= {place: at for place, at in blank.items() if place not in read.values}
    if len(blank) == len(cells):
        return True
    for code, at, cell in cells:
        place = (unit.code, code)
        if place in read.values:
            _compare(edition.indicators[code], unit, at, cell, read.values[place], read)
            continue
        if place in blank:
            read.findings.append(_blank(edition.indicators[code], unit, at))
        if cell.finding is not None:
            read.findings.append(replace(cell.finding, at=at, unit=unit.name))
        if cell.value is not None:
            read.values[place] = Value(cell.value, at)
        elif cell.finding is not None:
            read.unread[place] = at
    return False


def _blank(indicator: Indicator, unit: Unit, at: CellRef) -> Finding:
    is_flag = indicator.measure is Measure.FLAG
    detail = {
        "label": indicator.label,
        "unclear": "Có hay Chưa" if is_flag else "0 hay chưa có số liệu",
        "unclear_en": "Có or Chưa" if is_flag else "0, or not known",
    }
    return Finding("KH206", at, indicator.code, unit.name, detail=detail)


def _asked_cells(
    table: Table, row: Row, unit: Unit, edition: Edition, read: TablesRead
) -> Iterator[tuple[str, CellRef, Cell]]:
    """The cells the unit has to fill in, each with its code and place; a figure in another one is a finding."""
    reading = _reading(table, edition)
    for code, column in table.columns.items():
        indicator = edition.indicators[code]
        raw, at = table.grid.rows[row.index][column], table.grid.ref(row.index, column)
        cell = reading(raw, code)
        if indicator.is_asked_of(unit.kind):
            yield code, at, cell
        elif cell.value or (cell.finding and cell.finding.proposed not in (None, "0")):
            detail = {"label": indicator.label}
            read.findings.append(Finding("KH210", at, code, unit.name, shown(raw), detail=detail))


def _reading(table: Table, edition: Edition) -> Callable[[object, str], Cell]:
    """What reads a cell of the table as the indicator of a code; money in the unit that the heading names."""

    def reading(raw: object, code: str) -> Cell:
        dong = table.header.dong.get(code, DONG_PER_TRIEU)
        if dong != DONG_PER_TRIEU and isinstance(raw, int | float) and not isinstance(raw, bool):
            raw = float(Decimal(repr(raw)) * dong / DONG_PER_TRIEU)
        return read_cell(raw, edition.indicators[code])

    return reading


def _other_money(table: Table, edition: Edition) -> Iterator[Finding]:
    """The note that money stands in another unit than triệu đồng, once for the table."""
    codes = [code for code, dong in table.header.dong.items() if dong != DONG_PER_TRIEU]
    if codes:
        places = [table.grid.ref(table.header.row_of(code), table.columns[code]) for code in codes]
        money = _MONEY.get(table.header.dong[codes[0]], "đồng")
        detail = {"label": edition.indicators[codes[0]].label, "money": money, "count": len(codes)}
        yield Finding("KH132", places[0], codes[0], also=tuple(places[1:]), detail=detail)


def _compare(indicator: Indicator, unit: Unit, at: CellRef, cell: Cell, known: Value, read: TablesRead) -> None:
    """Adds a finding where a second place says something else than the first."""
    if cell.value is None or cell.value == known.amount:
        return
    other = known.at.cell if known.at.sheet == at.sheet else f"{known.at.sheet}!{known.at.cell}"
    detail = {"label": indicator.label, "other": other, "there": indicator.printed(known.amount)}
    found = indicator.printed(cell.value)
    read.findings.append(Finding("KH403", at, indicator.code, unit.name, found, also=(known.at,), detail=detail))


def _is_known(table: Table, read: TablesRead) -> bool:
    """Whether an earlier table has values of every indicator of this one: an empty copy says nothing."""
    return set(table.columns) <= {code for _, code in read.values}


def _blank_rows(table: Table, blank: list[tuple[Row, Unit]], expected: Expected, read: TablesRead) -> Iterator[Finding]:
    """One finding for each territorial unit whose row is empty; an attached block may have nothing to say."""
    if not blank:
        return
    excused = expected.units.no_association | {unit for unit, code in read.values if code in table.columns}
    for row, unit in blank:
        if unit.kind == "territorial" and unit.code not in excused:
            yield Finding("KH212", table.grid.ref(row.index, min(table.columns.values())), unit=unit.name)


def _is_complete(names: RowNames, expected: Expected, read: TablesRead) -> bool:
    """Whether every unit below stands in some table: else a total that stands alone has nothing to be held against."""
    if any(row.kind == "unknown" for table in read.tables for row in table.rows):
        return False
    seen = {unit for unit, _ in read.values} | expected.units.no_association
    return all(unit.code in seen for unit in names.children if unit.kind == "territorial")


def _totals(
    table: Table,
    rows: dict[int, Unit],
    others: tuple[Unit, ...],
    edition: Edition,
    read: TablesRead,
    workbook: Workbook,
) -> Iterator[TotalCell]:
    """The table's totals, those that stand alone over `others`; where one does not close its formula is looked up."""
    for total in total_cells(table, rows, others, _reading(table, edition)):
        yield replace(total, formula=workbook.formula(total.at)) if is_open(total, read.values) else total
