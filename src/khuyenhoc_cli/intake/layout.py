"""The tables of a sheet, found by their code rows, else by their headings; never by position.

Tables stand either way round: units down and indicators across, or the other way; a turned sheet is read through a
transposed grid, so everything below sees units down.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.grid import Grid
from khuyenhoc_cli.intake.headings import Column, Header, code_headers, is_table, text_headers
from khuyenhoc_cli.intake.rows import Row, RowNames, RowReader
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.units.model import Unit

_TITLE_ROWS = 15
_LABEL = re.compile(r"^(?:ten )?don vi(?: bao cao)? |^(?:ten )?(?:xa|phuong|thi tran)(?:/\w+)* ?: ?")


@dataclass(frozen=True)
class Table:
    """A recognised table: its headings and its rows, in the grid's own orientation."""

    grid: Grid
    header: Header
    rows: tuple[Row, ...] = ()

    @property
    def columns(self) -> Mapping[str, int]:
        """The column of each code."""
        return self.header.columns

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the headings."""
        return self.header.findings

    def unread_columns(self) -> tuple[Column, ...]:
        """The columns that hold figures under a heading nobody knows."""
        counted = [row.index for row in self.rows if row.kind in ("unit", "total")]
        return tuple(
            column
            for column in self.header.others
            if column.role == "unknown" and any(_is_figure(self.grid.rows[index][column.index]) for index in counted)
        )


def find_tables(grid: Grid, edition: Edition, names: RowNames, period: Period | None) -> tuple[Table, ...]:
    """The tables of one sheet, top to bottom; none where the sheet holds no form."""
    for view in (grid, grid.transpose()):
        if headers := list(code_headers(view, edition, period, names.knows)):
            return _tables(grid, view, headers, edition, names, period)
    found = [
        _tables(grid, view, list(text_headers(view, edition, period, names.knows)), edition, names, period)
        for view in (grid, grid.transpose())
    ]
    return max(found, key=_weight)


def _weight(tables: tuple[Table, ...]) -> int:
    """How much of a sheet a reading makes sense of: its indicators times the rows that count."""
    return sum(len(table.columns) * (1 + sum(row.kind == "unit" for row in table.rows)) for table in tables)


def _tables(
    sheet: Grid, view: Grid, headers: list[Header], edition: Edition, names: RowNames, period: Period | None
) -> tuple[Table, ...]:
    ends = [*(header.first for header in headers[1:]), view.height][: len(headers)]
    tables = []
    for header, end in zip(headers, ends, strict=True):
        for part in _side_by_side(view, header, max(end, header.last + 1), edition, names):
            reader = RowReader(view, part, edition, names, period)
            rows = reader.rows(part.last + 1, max(end, part.last + 1), lambda: unit_of_sheet(sheet, names))
            tables.append(Table(view, part, rows))
    return tuple(tables)


def _side_by_side(grid: Grid, header: Header, end: int, edition: Edition, names: RowNames) -> Iterator[Header]:
    """The header, or its parts where several tables stand next to each other, each with its own column of names."""
    taken = set(header.columns.values())
    inner = [column for column in range(min(taken) + 1, max(taken)) if column not in taken]
    starts = []
    for column in inner:
        beyond = [code for code, at in header.columns.items() if at > column]
        is_alone = all(edition.form_of[code].rows == "self" for code in beyond)
        if _names_units(grid, header.last + 1, end, column, names, is_alone=is_alone):
            starts.append(column)
    bounds = [0, *starts, grid.width]
    for left, right in pairwise(bounds):
        columns = {code: column for code, column in header.columns.items() if left <= column < right}
        if len(bounds) == 2 or is_table(columns, edition):
            others = tuple(other for other in header.others if left <= other.index < right)
            yield replace(header, columns=columns, others=others, left=left)


def _names_units(grid: Grid, start: int, end: int, column: int, names: RowNames, *, is_alone: bool) -> bool:
    """Whether a column names units in most of its cells with words: at least two, or one that stands alone."""
    words = [cell for row in grid.rows[start:end] if isinstance(cell := row[column], str) and len(cell.strip()) > 1]
    known = sum(map(names.knows, words))
    return known >= (1 if is_alone else 2) and known * 2 >= len(words)


def unit_of_sheet(grid: Grid, names: RowNames) -> Unit | None:
    """The unit below whose sheet this is, by a line of its title block or by the sheet's name."""
    for row in grid.rows[:_TITLE_ROWS]:
        for value in row:
            if isinstance(value, str) and (unit := _named_unit(value, names)):
                return unit
    return names.child(grid.sheet)


def _named_unit(text: str, names: RowNames) -> Unit | None:
    """The unit that a title line names: "Đơn vị: Xã Ea Tóh", "UBND XÃ EA TÓH", "Xã Ea Tóh"."""
    _, _, after = text.partition(":")
    label = fold(text)
    if after and _LABEL.match(label + " "):
        return names.child(after)
    return names.child(re.sub(r"^\s*(?:UBND|HỘI KHUYẾN HỌC|Hội Khuyến học|Hội KH)\s+", "", text))


def _is_figure(value: object) -> bool:
    if isinstance(value, str):
        return re.match(r"\W*\d", value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool) and value != 0
