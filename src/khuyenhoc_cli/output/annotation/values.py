"""A marked-up copy of what cannot be patched (.xls, .xlsb, .ods): a new workbook that holds the values only."""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from io import BytesIO
from math import isfinite

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from khuyenhoc_cli.findings.catalogue import Language, Severity
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.task_sheet import TASK_SHEET
from khuyenhoc_cli.intake.grid import Grid
from khuyenhoc_cli.output.annotation.comments import comment_size
from khuyenhoc_cli.output.annotation.task_list import OPTIONS, location, write_task_list
from khuyenhoc_cli.output.annotation.tasks import (
    ERROR_BORDER,
    FILLS,
    Task,
    explanations_in,
    gravest,
    is_task_list,
    tasks_of,
    text_of,
)
from khuyenhoc_cli.output.return_styles import FONT

_VALUES_ONLY: Mapping[Language, str] = {
    "vi": "Bản này chỉ chép lại giá trị các ô của tệp gốc; định dạng và công thức của tệp gốc không có ở đây. "
    "Xin xem chỗ cần sửa ở bản này rồi sửa trên tệp gốc.",
    "en": "This copy holds only the values of the original's cells; its formats and formulas are not here. "
    "Please look here for what to mend, and mend it in the original.",
}
_NOT_OPENED: Mapping[Language, str] = {
    "vi": "Tệp gốc không đọc được nên ở đây chỉ có trang này; xin làm theo cột “Cách sửa” với tệp gốc.",
    "en": "The original could not be read, so this sheet is all there is; please do as it says with the original.",
}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")
_LONGEST_NAME = 31
_NARROWEST, _WIDEST = 6, 20
_ROWS_MEASURED = 200
_CELLS_OF_A_TABLE = 3  # fewer in a row are a title


def annotate_values(grids: Sequence[Grid], findings: Sequence[Finding], language: Language = "vi") -> bytes:
    """A new workbook with the sheets' values at their addresses, marked and listed; without sheets, the list alone."""
    tasks = tasks_of(findings, language)
    shown = [grid for grid in grids if not is_task_list(grid.sheet)]
    names = _names(grid.sheet for grid in shown)

    def link(at: CellRef) -> str | None:
        return location(names[at.sheet], at.cell) if at.sheet in names else None

    stream = BytesIO()
    with Workbook(stream, deepcopy(dict(OPTIONS))) as book:
        styles = _Styles(book)
        for grid in shown:
            own = [task for task in tasks if task.at is not None and task.at.sheet == grid.sheet]
            _write_sheet(book.add_worksheet(names[grid.sheet]), styles, grid, own)
        note = _VALUES_ONLY if shown else _NOT_OPENED
        write_task_list(book, tasks, explanations_in(grids), link, note, language)
    return stream.getvalue()


def _names(sheets: Iterable[str]) -> dict[str, str]:
    """A name that Excel takes for each sheet, all of them different."""
    names: dict[str, str] = {}
    taken = {TASK_SHEET.casefold(), "history"}
    for sheet in sheets:
        bare = _FORBIDDEN.sub("_", sheet)[:_LONGEST_NAME] or "_"
        tries = [bare, *(f"{bare[: _LONGEST_NAME - len(str(n)) - 1]}~{n}" for n in range(2, len(taken) + 2))]
        names[sheet] = next(name for name in tries if name.casefold() not in taken)
        taken.add(names[sheet].casefold())
    return names


class _Styles:
    """The formats of the copy's cells: plain or marked, of a number, a text or a date."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, Severity | None], Format] = {}

    def of(self, value: object, severity: Severity | None) -> Format:
        """The format of a value, marked where there is a finding."""
        kind = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) and value.time() != time() else ""
        kind = kind or ("dd/mm/yyyy" if isinstance(value, date) else "General")
        if (kind, severity) not in self._made:
            self._made[kind, severity] = self._book.add_format({"num_format": kind, **_marks(severity)})
        return self._made[kind, severity]


def _marks(severity: Severity | None) -> Mapping[str, object]:
    if severity is None:
        return {}
    fill = {"bg_color": f"#{FILLS[severity]}"}
    return {**fill, "border": 2, "border_color": f"#{ERROR_BORDER}"} if severity is Severity.ERROR else fill


def _write_sheet(sheet: Worksheet, styles: _Styles, grid: Grid, tasks: Sequence[Task]) -> None:
    """Nothing; the sheet holds the grid's values, those with findings marked."""
    by_cell: dict[tuple[int, int], list[Task]] = {}
    for task in tasks:
        assert task.at is not None
        row, column = task.at.position
        by_cell.setdefault((row - 1, column - 1), []).append(task)
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if value != "" and (row, column) not in by_cell:
                _write(sheet, row, column, value, styles.of(value, None))
    for (row, column), own in by_cell.items():
        value = grid.rows[row][column] if row < grid.height and column < grid.width else ""
        _write(sheet, row, column, value, styles.of(value, gravest(own)))
        text = "\n\n".join("\n".join(task.note) for task in own)
        height, width = comment_size(text)
        sheet.write_comment(row, column, text, {"font_name": FONT, "font_size": 11, "width": width, "height": height})
    _set_up(sheet, grid)


def _set_up(sheet: Worksheet, grid: Grid) -> None:
    """Nothing; the columns are as wide as the table asks for, titles above it aside; a page holds them all."""
    table = [row for row in grid.rows[:_ROWS_MEASURED] if sum(value != "" for value in row) >= _CELLS_OF_A_TABLE]
    for column in range(grid.width):
        longest = max((len(text_of(row[column])) for row in table), default=0)
        sheet.set_column(column, column, min(max(longest + 1, _NARROWEST), _WIDEST))
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write(sheet: Worksheet, row: int, column: int, value: object, style: Format) -> None:
    """Nothing; the cell holds the value as what it is; what looks like a formula is a text."""
    if value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, int | float) and isfinite(value):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, date | time | timedelta):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_string(row, column, text_of(value), style)
