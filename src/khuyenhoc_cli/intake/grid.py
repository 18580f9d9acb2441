"""The cells of a workbook as they are: read fast, and read again slowly where the fast reader hides something."""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

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


def read_grids(workbook: Guarded) -> tuple[Grid, ...]:
    """Every sheet in order; error cells and uncalculated formulas are told apart from empty cells."""
    fast = _read_fast(workbook.data)
    if fast is not None and not workbook.needs_diagnosis:
        return fast
    hidden = dict(_hidden_cells(workbook.data))
    if fast is None:
        raise UnreadableWorkbookError
    return tuple(_overlay(grid, hidden) for grid in fast) if hidden else fast


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


def _hidden_cells(data: bytes) -> Iterator[tuple[tuple[str, int, int], ErrorCell | UncalculatedCell]]:
    """What the fast reader reads as empty, by sheet, row and column."""
    from openpyxl import load_workbook
    from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            results = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise UnreadableWorkbookError from error
    for name in results.sheetnames:
        if not hasattr(results[name], "iter_rows"):
            continue  # a chart sheet
        results[name].reset_dimensions()
        formulas[name].reset_dimensions()
        for row, (result_row, formula_row) in enumerate(
            zip(results[name].iter_rows(), formulas[name].iter_rows(), strict=False)
        ):
            for column, (result, formula) in enumerate(zip(result_row, formula_row, strict=False)):
                if result.data_type == "e":
                    yield (name, row, column), ErrorCell(str(result.value))
                elif formula.data_type == "f" and result.value is None and result.data_type != "s":
                    text = formula.value
                    if isinstance(text, ArrayFormula | DataTableFormula):
                        text = getattr(text, "text", None) or "="
                    yield (name, row, column), UncalculatedCell(str(text))


def _overlay(grid: Grid, hidden: dict[tuple[str, int, int], ErrorCell | UncalculatedCell]) -> Grid:
    """The grid with the hidden cells put where the fast reader saw nothing."""
    here = {(row, column): cell for (sheet, row, column), cell in hidden.items() if sheet == grid.sheet}
    if not here:
        return grid
    height = max(grid.height, 1 + max(row for row, _ in here))
    width = max(grid.width, 1 + max(column for _, column in here))
    rows = [list(row) + [""] * (width - len(row)) for row in grid.rows]
    rows += [[""] * width for _ in range(height - len(rows))]
    for (row, column), cell in here.items():
        if rows[row][column] == "":
            rows[row][column] = cell
    return Grid(grid.sheet, tuple(map(tuple, rows)))
