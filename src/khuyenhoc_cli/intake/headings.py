"""Where the headings of a table stand and which column holds which indicator: by a code row, else by the headings.

Everything here sees units down and headings across; a sheet that stands the other way comes as a transposed grid.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.forms.indicator import Measure
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.forms.vocabulary import Meaning, dong_of, dong_of_unit
from khuyenhoc_cli.intake.grid import Grid
from khuyenhoc_cli.intake.heading_cells import (
    dong_of_sheet,
    has_content,
    heading_text,
    is_number,
    names_years,
    numbers_columns,
    own_headings,
    spanning,
)
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.names import fold

_CODE = re.compile(r"[A-Z]{1,2}\d{2}")
_DEEPEST = 4  # rows of headings above one another


@dataclass(frozen=True)
class Column:
    """A column that holds no indicator: its heading is known to mean none, or nobody knows what it means."""

    index: int
    row: int
    text: str
    role: Literal["ignored", "unknown"]


@dataclass(frozen=True)
class Header:
    """The headings of one table, in rows `first` to `last`; `columns` gives the column of each code.

    `dong` says how many đồng one is in a money column whose heading tells; columns left of `left` are of another table.
    """

    first: int
    last: int
    columns: Mapping[str, int]
    by: Literal["codes", "headings"]
    headings: Mapping[str, tuple[int, str]]
    others: tuple[Column, ...] = ()
    dong: Mapping[str, int] = field(default_factory=dict)
    left: int = 0
    findings: tuple[Finding, ...] = ()

    def row_of(self, code: str) -> int:
        """The row of a code's heading."""
        return self.headings[code][0]


def code_headers(
    grid: Grid, edition: Edition, period: Period | None, names_unit: Callable[[str], bool]
) -> Iterator[Header]:
    """The tables with a code row, top to bottom; a column whose code was cleared is known by its heading."""
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
        if is_table(columns, edition):
            first = _first_row(grid, number, names_unit)
            yield _with_headings(grid, first, number, columns, tuple(findings), edition, period, names_unit)


def _with_headings(
    grid: Grid,
    first: int,
    code_row: int,
    columns: dict[str, int],
    findings: tuple[Finding, ...],
    edition: Edition,
    period: Period | None,
    names_unit: Callable[[str], bool],
) -> Header:
    """The header of a code row together with what the headings above it say of the columns without a code."""
    taken = {*columns.values(), *(column for column, text in enumerate(grid.rows[code_row]) if _is_code(text, edition))}
    stacks = {column: own_headings(grid, first, code_row + 1, column) for column in range(grid.width)}
    headings = {code: (code_row, code) for code in columns}
    others = []
    for column, stack in stacks.items():
        if column in taken or not stack:
            continue
        row, text = stack[-1]
        meaning = _meaning(grid, first, row, column, edition, period)
        is_list = any(names_unit(str(cells[column])) for cells in grid.rows[code_row + 1 :] if cells[column] != "")
        if meaning.code and meaning.code not in columns and not is_list:
            columns[meaning.code], headings[meaning.code] = column, (row, text)
        else:
            others.append(Column(column, row, text, "ignored" if meaning.role == "ignored" else "unknown"))
    dong = _dong(grid, columns, stacks, edition)
    return Header(first, code_row, columns, "codes", headings, tuple(others), dong, findings=findings)


def _is_code(value: object, edition: Edition) -> bool:
    return isinstance(value, str) and value.strip() in edition.indicators


def text_headers(
    grid: Grid, edition: Edition, period: Period | None, names_unit: Callable[[str], bool]
) -> Iterator[Header]:
    """The tables known by their headings alone, top to bottom."""
    grid = _without_names(grid, names_unit)
    row = 0
    while row < grid.height:
        found = _anchors(grid, row, edition, period)
        if not found:
            row += 1
            continue
        last = _last_row(grid, row, edition, period, names_unit)
        first = _first_row(grid, row, names_unit)
        header = _header(grid, first, last, edition, period)
        if header is not None:
            yield header
        row = row + 1 if header is None else last + 1


def _without_names(grid: Grid, names_unit: Callable[[str], bool]) -> Grid:
    """The grid without what stands above the names of units: "Xã, phường, thị trấn" over a list counts nothing."""
    last_name = {
        column: row
        for row, cells in enumerate(grid.rows)
        for column, value in enumerate(cells)
        if isinstance(value, str) and value.strip() and names_unit(value)
    }
    rows = [
        tuple(
            "" if row < last_name.get(column, 0) and not names_unit(str(value)) else value
            for column, value in enumerate(cells)
        )
        for row, cells in enumerate(grid.rows)
    ]
    return Grid(grid.sheet, tuple(rows), grid.transposed) if last_name else grid


def _anchors(grid: Grid, row: int, edition: Edition, period: Period | None) -> dict[int, str]:
    """The columns in which this row's own text names an indicator."""
    found = {}
    holds_figures = not names_years(grid.rows[row])
    for column, value in enumerate(grid.rows[row]):
        if heading_text(value) and not (holds_figures and is_number(value)):
            meaning = _meaning(grid, max(0, row - _DEEPEST), row, column, edition, period)
            if meaning.code is not None:
                found[column] = meaning.code
    return found


def _last_row(
    grid: Grid, anchor: int, edition: Edition, period: Period | None, names_unit: Callable[[str], bool]
) -> int:
    """The last row of the headings that begin at or above the anchor."""
    last, leftmost = anchor, min(_anchors(grid, anchor, edition, period))
    for row in range(anchor + 1, min(anchor + 1 + _DEEPEST, grid.height)):
        cells = grid.rows[row]
        if numbers_columns(cells[leftmost:]):
            last = row
            break
        if not _is_heading_row(cells, leftmost, names_unit):
            break
        last = row
        leftmost = min([leftmost, *_anchors(grid, row, edition, period)])
    return last


def _first_row(grid: Grid, anchor: int, names_unit: Callable[[str], bool]) -> int:
    """The first row of the headings: rows of text above the anchor, as far as they may group columns."""
    first = anchor
    for row in range(anchor - 1, max(-1, anchor - _DEEPEST), -1):
        if not _is_heading_row(grid.rows[row], 0, names_unit):
            break
        first = row
    return first


def _is_heading_row(cells: Sequence[object], leftmost: int, names_unit: Callable[[str], bool]) -> bool:
    """Whether the row holds words over the columns from `leftmost` on, and neither figures nor a unit's name."""
    words = [heading_text(value) for value in cells[leftmost:] if value != ""]
    if not words or not all(words) or not names_years(cells[leftmost:]):
        return False
    return not any(isinstance(value, str) and value.strip() and names_unit(value) for value in cells)


def _header(grid: Grid, first: int, last: int, edition: Edition, period: Period | None) -> Header | None:
    """The header in these rows: in each column the lowest heading counts, those above it are of groups."""
    stacks = {column: own_headings(grid, first, last + 1, column) for column in range(grid.width)}
    measures = _measure_rows(stacks, edition)
    columns: dict[str, int] = {}
    headings: dict[str, tuple[int, str]] = {}
    others: list[Column] = []
    findings: list[Finding] = []
    context: tuple[str, ...] = ()
    for column, stack in stacks.items():
        named = [(row, text) for row, text in stack if row not in measures]
        if not named:
            continue
        row, text = named[-1]
        meaning = _meaning(grid, first, row, column, edition, period, context)
        code = meaning.code
        if code is None:
            others.append(Column(column, row, text, "ignored" if meaning.role == "ignored" else "unknown"))
            context = (text,) if meaning.role == "unknown" else context
            continue
        context = (edition.indicators[code].group,)
        if code not in columns or not has_content(grid, last, columns[code]):
            columns[code], headings[code] = column, (row, text)
        elif has_content(grid, last, column):
            findings.append(Finding("KH109", grid.ref(row, column), indicator=code))
    if not is_table(columns, edition):
        return None
    dong = _dong(grid, columns, stacks, edition)
    return Header(first, last, columns, "headings", headings, tuple(others), dong, findings=tuple(findings))


def _meaning(
    grid: Grid,
    first: int,
    row: int,
    column: int,
    edition: Edition,
    period: Period | None,
    context: tuple[str, ...] = (),
) -> Meaning:
    """What the heading in a cell means under the headings that span it, or else after those to its left."""
    above = tuple(spanning(grid, first, row, column))
    is_grouped = any(edition.vocabulary.meaning(text, (), period).role != "ignored" for text in above)
    text = heading_text(grid.rows[row][column])
    return edition.vocabulary.meaning(text, above if is_grouped else context, period)


def _measure_rows(stacks: Mapping[int, list[tuple[int, str]]], edition: Edition) -> set[int]:
    """The rows of headings that only say what is counted: "người", "triệu đồng"."""
    words: dict[int, list[str]] = {}
    for row, text in (heading for stack in stacks.values() for heading in stack):
        words.setdefault(row, []).append(text)
    return {
        row
        for row, texts in words.items()
        if 5 * sum(fold(text) in edition.measure_words or dong_of_unit(text) is not None for text in texts)
        >= 4 * sum(edition.vocabulary.meaning(text).role != "ignored" for text in texts)
        > 0
    }


def _dong(
    grid: Grid, columns: Mapping[str, int], stacks: Mapping[int, list[tuple[int, str]]], edition: Edition
) -> dict[str, int]:
    """How many đồng one is in the money columns that say it, by the column or for the whole sheet."""
    money = {code: column for code, column in columns.items() if edition.indicators[code].measure is Measure.MONEY}
    if not money:
        return {}
    said = {code: dong_of(text for _, text in reversed(stacks[column])) for code, column in money.items()}
    if None in said.values():
        whole = dong_of_sheet(grid)
        said = {code: dong or whole for code, dong in said.items()}
    return {code: dong for code, dong in said.items() if dong is not None}


def is_table(columns: Mapping[str, int], edition: Edition) -> bool:
    """Whether so many codes make a table: two, or the only one of a form."""
    return len(columns) >= 2 or any(len(edition.form_of[code].indicators) == 1 for code in columns)
