"""Where the table of a form is on a sheet: found by its code row, else by its headings; never by position.

Tables stand either way round: units down and indicators across, or the other way; a turned sheet is read through a
transposed grid, so everything below sees units down.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.forms.model import Edition, folded_heading
from khuyenhoc_cli.intake.grid import Grid
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.units.matching import Match, NameIndex
from khuyenhoc_cli.units.model import Unit

_DEEPEST_HEADING = 60
_CODE = re.compile(r"[A-Z]{1,2}\d{2}")


class RowNames:
    """The units that rows may name: the reporting unit's children, and the unit itself.

    Its own name comes first on a form that asks the unit alone ("self"), last on the others, where a town inside a
    district may bear the district's name.
    """

    def __init__(self, unit: Unit, children: tuple[Unit, ...]) -> None:
        self.unit = unit
        self._own = NameIndex([unit])
        self._children = NameIndex(children, above=[unit])

    def match_row(self, own_first: bool) -> Callable[[str], Match]:
        """What tells the unit a row names, or the candidates."""
        first, second = (self._own, self._children) if own_first else (self._children, self._own)

        def match(text: str) -> Match:
            named = first.match(text)
            if named.unit is not None or named.ambiguous:
                return named
            other = second.match(text)
            return other if other.unit is not None else Match(None, named.candidates or other.candidates)

        return match


@dataclass(frozen=True)
class Row:
    """One line of a table: of a unit, the total, or text that names no unit."""

    index: int
    kind: Literal["unit", "total", "unknown"]
    text: str
    column: int
    unit: Unit | None = None
    candidates: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Table:
    """A recognised table: the column of each code and the rows, in the grid's own orientation."""

    grid: Grid
    header: int
    columns: Mapping[str, int]
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


def find_tables(grid: Grid, edition: Edition, names: RowNames) -> tuple[Table, ...]:
    """The tables of one sheet, top to bottom; none where the sheet holds no form."""
    for headers in (_code_rows, _heading_row):
        for view in (grid, grid.transpose()):
            found = list(headers(view, edition))
            if found:
                ends = [header for header, _, _ in found[1:]] + [view.height]
                return tuple(
                    Table(view, header, columns, _rows(view, header + 1, end, columns, edition, names), findings)
                    for (header, columns, findings), end in zip(found, ends, strict=True)
                )
    return ()


def _code_rows(grid: Grid, edition: Edition) -> Iterator[tuple[int, dict[str, int], tuple[Finding, ...]]]:
    """Rows that hold the codes of a table, with the column of each and what is wrong with them."""
    for number, row in enumerate(grid.rows):
        columns: dict[str, int] = {}
        findings = []
        for column, value in enumerate(row):
            code = value.strip() if isinstance(value, str) else ""
            if not _CODE.fullmatch(code) or code not in edition.indicators:
                continue
            if code in columns:
                findings.append(Finding("KH109", grid.ref(number, column), indicator=code))
            else:
                columns[code] = column
        if _is_table(columns, edition):
            yield number, columns, tuple(findings)


def _heading_row(grid: Grid, edition: Edition) -> Iterator[tuple[int, dict[str, int], tuple[Finding, ...]]]:
    """The one row under which the headings end; in a column the lowest heading counts, the others are of groups."""
    headings: dict[int, tuple[int, str]] = {}
    groups: list[str] = [""] * grid.width
    for number, row in enumerate(grid.rows[:_DEEPEST_HEADING]):
        for column, value in enumerate(row):
            code = _heading_code(value, groups[column], edition)
            if code is not None:
                headings[column] = (number, code)
        groups = _groups(row)
    columns: dict[str, int] = {}
    for column, (_, code) in sorted(headings.items()):
        columns.setdefault(code, column)
    if _is_table(columns, edition):
        yield max(headings[column][0] for column in columns.values()), columns, ()


def _heading_code(value: object, group: str, edition: Edition) -> str | None:
    """The indicator that a heading names, alone or together with the group above it."""
    if not isinstance(value, str) or not value.strip():
        return None
    known = edition.heading_codes
    return known.get(folded_heading(f"{group} {value}")) or known.get(folded_heading(value))


def _groups(row: tuple[object, ...]) -> list[str]:
    """For each column the heading in this row that spans it: its own, else the nearest to the left (merged cells)."""
    spanning = ""
    groups = []
    for value in row:
        spanning = value if isinstance(value, str) and value.strip() else spanning
        groups.append(spanning)
    return groups


def _is_table(columns: Mapping[str, int], edition: Edition) -> bool:
    """Whether so many codes make a table: two, or the only one of a form."""
    return len(columns) >= 2 or any(len(edition.form_of[code].indicators) == 1 for code in columns)


def _rows(
    grid: Grid, start: int, end: int, columns: Mapping[str, int], edition: Edition, names: RowNames
) -> tuple[Row, ...]:
    """The rows of a table that name a unit or hold figures; what follows the total is no unit's unless it looks so."""
    own_first = all(edition.form_of[code].rows == "self" for code in columns)
    unit_column = _unit_column(grid, start, end, columns, names)
    totals = {fold(name) for name in edition.total_names}
    rows: list[Row] = []
    for index in range(start, end):
        cells = [grid.rows[index][column] for column in columns.values()]
        column = _name_column(grid.rows[index], unit_column)
        if column is None:
            row = Row(index, "unknown", "", unit_column)
            has_figures = any(map(_is_amount, cells)) and not _counts_columns(cells)
        else:
            row = _row(index, column, str(grid.rows[index][column]), totals, names.match_row(own_first))
            has_figures = any(map(_holds_figure, cells))
        is_footer = not row.candidates and any(other.kind == "total" for other in rows[1:])
        if row.kind != "unknown" or (has_figures and not is_footer):
            rows.append(row)
    return tuple(rows)


def _row(index: int, column: int, text: str, totals: set[str], match: Callable[[str], Match]) -> Row:
    named = match(text)
    if named.unit is not None:
        return Row(index, "unit", text, column, named.unit)
    folded = fold(text)
    if folded in totals or folded.startswith(("tong cong", "cong toan", "tong so toan")):
        return Row(index, "total", text, column)
    return Row(index, "unknown", text, column, candidates=named.candidates)


def _unit_column(grid: Grid, start: int, end: int, columns: Mapping[str, int], names: RowNames) -> int:
    """The column left of the indicators in which most cells name a unit; where none does, the one with most words."""
    match = names.match_row(own_first=False)
    before = range(min(columns.values())) or range(grid.width)

    def standing(column: int) -> tuple[int, int, int]:
        words = [cell for row in grid.rows[start:end] if isinstance(cell := row[column], str) and _has_letters(cell)]
        return sum(match(word).unit is not None for word in words), len(words), -column

    return max(before, key=standing)


def _name_column(row: tuple[object, ...], unit_column: int) -> int | None:
    """The cell that names the row: in the unit column, else to its left (a merged "Tổng cộng" stands in the first)."""
    for column in range(unit_column, -1, -1):
        value = row[column]
        if isinstance(value, str) and _has_letters(value):
            return column
    return None


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _is_amount(value: object) -> bool:
    """Whether a cell of a row without a name holds something that would be lost: a number that is not zero."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value != 0


def _counts_columns(cells: list[object]) -> bool:
    """Whether the cells only number the columns: 1, 2, 3, …"""
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    return len(numbers) > 1 and all(b - a == 1 for a, b in pairwise(numbers))


def _holds_figure(value: object) -> bool:
    return any(letter.isdigit() for letter in value) if isinstance(value, str) else True
