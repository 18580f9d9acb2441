"""The cells of a workbook as they are: read fast, and read again slowly where the fast reader hides something."""

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.guard import Guarded


@dataclass(frozen=True)
class ErrorCell:
    """A cell that shows an error instead of a value, "#REF!" for one."""

    text: str


@dataclass(frozen=True)
class UncalculatedCell:
    """A cell with a formula for which the file holds no result."""

    formula: str


@dataclass(frozen=True)
class Grid:
    """One sheet: raw values by zero-based row and column; "" is an empty cell. `transposed` grids swap the two."""

    sheet: str
    rows: tuple[tuple[object, ...], ...]
    transposed: bool = False

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """The number of columns; all rows have as many."""
        return len(self.rows[0]) if self.rows else 0

    def ref(self, row: int, column: int) -> CellRef:
        """The address in the user's file, whichever way the grid is turned."""
        return CellRef.at(self.sheet, column, row) if self.transposed else CellRef.at(self.sheet, row, column)

    def transpose(self) -> "Grid":
        """The sheet with rows and columns swapped."""
        return Grid(self.sheet, tuple(zip(*self.rows, strict=True)), not self.transposed)


class UnreadableWorkbookError(Exception):
    """No reader could open it."""


class Workbook:
    """A workbook's sheets in order, and what is looked up in the file only when somebody asks."""

    def __init__(self, data: bytes, grids: tuple[Grid, ...]) -> None:
        self.grids = grids
        self._data = data

    def formula(self, at: CellRef) -> str | None:
        """The formula in a cell without its "=" ("SUM(C9:C20)"); None where a value was typed or nobody can tell."""
        return self._formulas.get(at)

    @cached_property
    def _formulas(self) -> Mapping[CellRef, str]:
        try:
            return dict(_formulas(self._data))
        except Exception:  # openpyxl raises whatever its parsers raise; without formulas there is only less to say
            return {}


def read_workbook(guarded: Guarded) -> Workbook:
    """Every sheet; error cells and uncalculated formulas are told apart from empty cells."""
    return Workbook(guarded.data, _read_grids(guarded))


def _read_grids(workbook: Guarded) -> tuple[Grid, ...]:
    fast = _read_fast(workbook.data)
    if fast is not None and not workbook.needs_diagnosis:
        return fast
    try:
        slow = _read_slowly(workbook.data)
    except Exception as error:  # openpyxl raises whatever its parsers raise
        if fast is None:
            raise UnreadableWorkbookError from error
        return fast
    return slow if fast is None else tuple(_overlay(grid, slow) for grid in fast)


def _read_fast(data: bytes) -> tuple[Grid, ...] | None:
    """The sheets through calamine; None where it gives up on the file."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return tuple(
            Grid(name, tuple(map(tuple, book.get_sheet_by_name(name).to_python(skip_empty_area=False))))
            for name in book.sheet_names
        )
    except (CalamineError, ValueError, OSError):
        return None


def _read_slowly(data: bytes) -> tuple[Grid, ...]:
    """The sheets through openpyxl, which tells what the fast reader reads as empty or gives up on."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        return tuple(
            _slow_grid(sheet, formulas[sheet.title]) for sheet in results.worksheets if hasattr(sheet, "iter_rows")
        )


def _slow_grid(results: Any, formulas: Any) -> Grid:
    """One sheet, read twice: with the results of its formulas, and with the formulas themselves."""
    results.reset_dimensions()
    formulas.reset_dimensions()
    rows = [
        [_slow_cell(result, formula) for result, formula in zip(result_row, formula_row, strict=False)]
        for result_row, formula_row in zip(results.iter_rows(), formulas.iter_rows(), strict=False)
    ]
    return Grid(results.title, _rectangle(rows, 0, 0))


def _slow_cell(result: Any, formula: Any) -> object:
    """A value, "" for none, or what stands in place of one; a formula whose result is an empty text has one."""
    if result.data_type == "e":
        return ErrorCell(str(result.value))
    if formula.data_type == "f" and result.value is None and result.data_type not in ("s", "str"):
        text = formula.value if isinstance(formula.value, str) else getattr(formula.value, "text", None)
        return UncalculatedCell(text or "=")
    return "" if result.value is None else result.value


def _formulas(data: bytes) -> Iterator[tuple[CellRef, str]]:
    """Every formula of every sheet and its cell."""
    from openpyxl import load_workbook

    for sheet in load_workbook(io.BytesIO(data), read_only=True).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            text = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", None)
            yield CellRef(sheet.title, cell.coordinate), (text or "").removeprefix("=")


def _overlay(grid: Grid, slow: tuple[Grid, ...]) -> Grid:
    """The grid with error cells and uncalculated formulas put where the fast reader saw nothing."""
    other = next((each.rows for each in slow if each.sheet == grid.sheet), ())
    rows = [list(row) for row in _rectangle(grid.rows, len(other), max(map(len, other), default=0))]
    for row, cells in enumerate(other):
        for column, cell in enumerate(cells):
            if isinstance(cell, ErrorCell | UncalculatedCell) and rows[row][column] == "":
                rows[row][column] = cell
    return Grid(grid.sheet, tuple(map(tuple, rows)))


def _rectangle(rows: Sequence[Sequence[object]], height: int, width: int) -> tuple[tuple[object, ...], ...]:
    """The rows, all of one length, filled up with empty cells to at least this height and width."""
    width = max(width, max(map(len, rows), default=0))
    filled = [(*row, *[""] * (width - len(row))) for row in rows]
    return (*filled, *[("",) * width] * (height - len(rows)))
