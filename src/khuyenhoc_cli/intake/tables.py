"""The tables of a workbook become values with their cells, and findings about single cells and rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.cover import COVER_SHEET
from khuyenhoc_cli.forms.model import Edition, Form, Indicator, Measure
from khuyenhoc_cli.forms.narrative import NARRATIVE_SHEET
from khuyenhoc_cli.forms.task_sheet import TASK_SHEET
from khuyenhoc_cli.intake.cells import Cell, read_cell, shown
from khuyenhoc_cli.intake.grid import ErrorCell, Grid, UncalculatedCell
from khuyenhoc_cli.intake.layout import Row, RowNames, Table, find_tables
from khuyenhoc_cli.intake.submission import Expected, Place, TotalCell, Value
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.units.model import Unit

_WITHOUT_TABLES = {fold(COVER_SHEET), fold(NARRATIVE_SHEET), fold(TASK_SHEET)}


@dataclass
class FormRead:
    """What was seen of one form, on however many tables it stands; `header` and `end` are cells of the first."""

    header: CellRef
    end: CellRef
    codes: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    mistaken: set[str] = field(default_factory=set)


@dataclass
class TablesRead:
    """Everything read from a workbook's tables; filled table by table."""

    values: dict[Place, Value] = field(default_factory=dict)
    unread: dict[Place, CellRef] = field(default_factory=dict)
    blank: dict[Place, CellRef] = field(default_factory=dict)
    totals: list[TotalCell] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    forms: dict[int, FormRead] = field(default_factory=dict)


def read_tables(grids: Sequence[Grid], edition: Edition, unit: Unit, expected: Expected) -> TablesRead:
    """Every table of every sheet of one unit's return, read into one set of values."""
    names = RowNames(unit, expected.units.children(unit.code))
    read = TablesRead()
    for grid in (grid for grid in grids if fold(grid.sheet) not in _WITHOUT_TABLES):
        for table in find_tables(grid, edition, names):
            _read_table(table, edition, unit, expected, read)
    for form in edition.forms:
        if form.number in read.forms:
            read.findings += _missing(form, read.forms[form.number], unit, expected)
    if not read.values:
        read.findings = _once(read.findings)
    return read


def _once(findings: list[Finding]) -> list[Finding]:
    """The findings of a return nobody has filled in: that it is empty is said once, for all its tables."""
    empty = [finding for finding in findings if finding.code == "KH110" and finding.at is not None]
    if len(empty) < 2:
        return findings
    others = tuple(finding.at for finding in empty[1:] if finding.at is not None)
    return [replace(empty[0], also=others), *(finding for finding in findings if finding.code != "KH110")]


def names_of(units: Iterable[Unit]) -> str | None:
    """The candidates as a proposal says them: "Xã Ea Tóh hoặc Xã Ea Tam"; None where there is none."""
    return " hoặc ".join(unit.name for unit in units) or None


def _read_table(table: Table, edition: Edition, unit: Unit, expected: Expected, read: TablesRead) -> None:
    """Adds one table's values and findings to `read`; an empty table is one finding, not one for each row."""
    read.findings += table.findings
    rows = list(_unit_rows(table, edition, unit, expected, read))
    blank = [(row, row_unit) for row, row_unit in rows if _read_row(table, row, row_unit, edition, read)]
    units = [row_unit for _, row_unit in rows]
    if len(blank) == len(rows) and not any(row.kind == "unknown" for row in table.rows):
        if not _is_known(table, read):
            read.findings.append(Finding("KH110", _first_heading(table)))
        units = [unit, *expected.units.children(unit.code)]
    else:
        read.findings += _blank_rows(table, blank, expected, read)
        read.totals += _totals(table, rows, edition)
    _note_forms(table, edition, units, read)


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
            read.findings.append(_unknown_row(row, unit, at))
        elif row.unit is not None and row.unit.code in seen:
            detail = {"other": seen[row.unit.code].cell}
            read.findings.append(Finding("KH705", at, unit=row.unit.name, found=found, detail=detail))
        elif row.unit is not None and row.unit.code in asked:
            seen[row.unit.code] = at
            yield row, row.unit


def _unknown_row(row: Row, unit: Unit, at: CellRef) -> Finding:
    """The finding about a row that names no unit, or nothing at all."""
    found = row.text.strip()
    detail = {
        "problem": f"“{found}” không có trong danh sách đơn vị của {unit.name}",
        "problem_en": f"“{found}” is not among the units of {unit.name}",
    }
    if not found:
        detail["problem"] = "Dòng có số liệu nhưng không ghi tên đơn vị"
        detail["problem_en"] = "The row holds figures but names no unit"
    return Finding("KH704", at, found=found, proposed=names_of(row.candidates), detail=detail)


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
            _compare(table, code, cell, read.values[place], read)
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
    for code, column in table.columns.items():
        indicator = edition.indicators[code]
        raw, at = table.grid.rows[row.index][column], table.grid.ref(row.index, column)
        cell = read_cell(raw, indicator)
        if indicator.is_asked_of(unit.kind):
            yield code, at, cell
        elif cell.value or (cell.finding and cell.finding.proposed not in (None, "0")):
            detail = {"label": indicator.label}
            read.findings.append(Finding("KH210", at, code, unit.name, shown(raw), detail=detail))


def _compare(table: Table, code: str, cell: Cell, known: Value, read: TablesRead) -> None:
    """Adds a finding where a second column of an indicator says something else than the first, once per column."""
    finding = Finding("KH109", table.grid.ref(table.header, table.columns[code]), indicator=code)
    if cell.value not in (None, known.amount) and finding not in read.findings:
        read.findings.append(finding)


def _is_known(table: Table, read: TablesRead) -> bool:
    """Whether an earlier table has values of every indicator of this one: an empty copy says nothing."""
    return set(table.columns) <= {code for _, code in read.values}


def _first_heading(table: Table) -> CellRef:
    return table.grid.ref(table.header, min(table.columns.values()))


def _blank_rows(table: Table, blank: list[tuple[Row, Unit]], expected: Expected, read: TablesRead) -> Iterator[Finding]:
    """One finding for each territorial unit whose row is empty; an attached block may have nothing to say."""
    if not blank:
        return
    excused = expected.units.no_association | {unit for unit, code in read.values if code in table.columns}
    for row, unit in blank:
        if unit.kind == "territorial" and unit.code not in excused:
            yield Finding("KH212", table.grid.ref(row.index, min(table.columns.values())), unit=unit.name)


def _note_forms(table: Table, edition: Edition, units: Iterable[Unit], read: TablesRead) -> None:
    """Remembers which codes and units of which form have been seen."""
    last = max((row.index for row in table.rows), default=table.header)
    end = table.grid.ref(last, table.rows[0].column if table.rows else 0)
    for code in table.columns:
        form = read.forms.setdefault(edition.form_of[code].number, FormRead(_first_heading(table), end))
        form.codes.add(code)
        form.units |= {unit.code for unit in units}
        form.mistaken |= {unit.code for row in table.rows if row.kind == "unknown" for unit in row.candidates}


def _totals(table: Table, rows: Sequence[tuple[Row, Unit]], edition: Edition) -> Iterator[TotalCell]:
    """The totals above or below all rows; a row that counts for nobody leaves nothing to compare them with."""
    if not rows or len(rows) < sum(row.kind != "total" for row in table.rows):
        return
    first, last = rows[0][0].index, rows[-1][0].index
    for row in table.rows:
        if row.kind == "total" and not first < row.index < last:
            yield from _total_cells(table, row, [unit for _, unit in rows], edition)


def _total_cells(table: Table, row: Row, parts: list[Unit], edition: Edition) -> Iterator[TotalCell]:
    """The total of each column: a number, or None where it is a SUM nobody calculated."""
    for code, column in table.columns.items():
        raw, at = table.grid.rows[row.index][column], table.grid.ref(row.index, column)
        places = tuple((unit.code, code) for unit in parts)
        if isinstance(raw, UncalculatedCell):
            yield TotalCell(code, None, at, places)
        elif not isinstance(raw, ErrorCell):
            amount = read_cell(raw, edition.indicators[code]).value
            if amount is not None:
                yield TotalCell(code, amount, at, places)


def _missing(form: Form, seen: FormRead, unit: Unit, expected: Expected) -> Iterator[Finding]:
    """Indicators without a column and territorial units without a row; not where a misspelt row is probably theirs."""
    for indicator in form.indicators:
        if indicator.code not in seen.codes:
            yield Finding("KH108", seen.header, indicator.code, detail={"label": indicator.label})
    excused = seen.units | seen.mistaken | expected.units.no_association
    for asked in expected.rows_of(unit, form):
        if asked.code not in excused and asked.kind == "territorial":
            yield Finding("KH706", seen.end, unit=asked.name)
