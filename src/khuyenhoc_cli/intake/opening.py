"""A guarded workbook becomes its sheets: by the fast reader where it tells all, carefully where it hides something."""

import io
from functools import cached_property

from khuyenhoc_cli.intake.apart import read_apart
from khuyenhoc_cli.intake.grid import (
    MAX_AREA,
    MAX_FILLED,
    ErrorCell,
    Grid,
    Sheet,
    UncalculatedCell,
    UnreadableWorkbookError,
    Workbook,
    abnormal,
    grids_of,
    too_large,
    workbook_of,
)
from khuyenhoc_cli.intake.guard import Guarded
from khuyenhoc_cli.intake.ods import read_ods
from khuyenhoc_cli.intake.xlsb import read_xlsb
from khuyenhoc_cli.intake.xlsx import XlsxFile

_XLS = "khuyenhoc_cli.intake.xls"


def read_workbook(guarded: Guarded) -> Workbook:
    """Every sheet; error cells and uncalculated formulas are told apart from empty cells.

    UnreadableWorkbookError where nobody can read it.
    """
    workbook = _read(guarded)
    if _are_too_full(workbook.grids):
        raise too_large()
    if len({grid.sheet for grid in workbook.grids}) < len(workbook.grids):
        raise abnormal("có hai trang tính trùng tên", "two of its sheets have the same name")
    return workbook


def _are_too_full(grids: tuple[Grid, ...]) -> bool:
    """Whether more cells hold something than a return ever has; they are counted only where there are so many."""
    if sum(grid.height * grid.width for grid in grids) <= MAX_FILLED:
        return False
    return sum(value != "" for grid in grids for row in grid.rows for value in row) > MAX_FILLED


def _read(guarded: Guarded) -> Workbook:
    match guarded.kind:
        case "xlsx":
            return _Xlsx(guarded).workbook()
        case "xls":
            sheets = read_apart(_XLS, guarded.data)
        case "xlsb":
            sheets = read_xlsb(guarded.data)
        case "ods":
            sheets = read_ods(guarded.data)
    return workbook_of(sheets, has_macros=guarded.has_macros)


class _Xlsx:
    """One .xlsx or .xlsm on its way to a workbook."""

    def __init__(self, guarded: Guarded) -> None:
        self._guarded = guarded
        self._hidden_sheets: frozenset[str] = frozenset()
        self._filled = 0

    def workbook(self) -> Workbook:
        """The fast reader's grids, with what it hides put in."""
        grids = None if self._guarded.is_odd else self._read_fast()
        if grids is None:
            grids = grids_of(self._careful_sheets())
            self._hidden_sheets = self._file.hidden_sheets
        elif self._guarded.needs_diagnosis:
            grids = tuple(map(self._diagnosed, grids))
        return Workbook(
            grids,
            self._look,
            suspects=self._suspects,
            hidden_sheets=self._hidden_sheets,
            has_macros=self._guarded.has_macros,
        )

    @cached_property
    def _file(self) -> XlsxFile:
        return XlsxFile(self._guarded.data)

    @property
    def _suspects(self) -> frozenset[str]:
        """The sheets that have hidden rows or columns, or formulas that might point to another file."""
        if not self._guarded.suspects:
            return frozenset()
        try:
            return frozenset(name for name, part in self._file.parts.items() if part in self._guarded.suspects)
        except UnreadableWorkbookError:
            return frozenset()

    def _careful_sheets(self) -> list[Sheet]:
        return [sheet for sheet in map(self._read_carefully, self._file.parts) if sheet is not None]

    def _read_carefully(self, name: str) -> Sheet | None:
        """One sheet, as long as all of them hold no more than a return does."""
        sheet = self._file.sheet(name)
        self._filled += len(sheet.cells) if sheet else 0
        if self._filled > MAX_FILLED:
            raise too_large()
        return sheet

    def _look(self, name: str) -> Sheet | None:
        """What the careful reader sees; None where it cannot: there is only less to say then."""
        try:
            return self._file.sheet(name)
        except UnreadableWorkbookError:
            return None

    def _diagnosed(self, grid: Grid) -> Grid:
        """The grid with what the fast reader hides: nobody may take an error for an empty cell."""
        sheet = self._read_carefully(grid.sheet)
        return grid if sheet is None else _overlaid(grid, sheet)

    def _read_fast(self) -> tuple[Grid, ...] | None:
        """The sheets through calamine; None where it gives up on the file."""
        from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        try:
            book = CalamineWorkbook.from_filelike(io.BytesIO(self._guarded.data))
            grids, area = [], 0
            for number, sheet in enumerate(book.sheets_metadata):
                if sheet.typ != SheetTypeEnum.WorkSheet:
                    continue
                source = book.get_sheet_by_index(number)
                area += source.total_height * source.total_width
                if area > MAX_AREA:
                    raise too_large()
                grids.append(Grid(sheet.name, tuple(map(tuple, source.to_python(skip_empty_area=False)))))
        except (CalamineError, ValueError, OSError):
            return None
        except BaseException as error:  # where the reader itself breaks down, that is no Exception
            if type(error).__name__ == "PanicException":
                return None
            raise
        visible = SheetVisibleEnum.Visible
        self._hidden_sheets = frozenset(sheet.name for sheet in book.sheets_metadata if sheet.visible != visible)
        return tuple(grids)


def _overlaid(grid: Grid, sheet: Sheet) -> Grid:
    """The grid with error cells and uncalculated formulas put where the fast reader saw nothing."""
    marks = {at: cell for at, cell in sheet.cells.items() if isinstance(cell, ErrorCell | UncalculatedCell)}
    if not marks:
        return grid
    height = max(grid.height, 1 + max(row for row, _ in marks))
    width = max(grid.width, 1 + max(column for _, column in marks))
    if height * width > MAX_AREA:
        raise too_large()
    rows = [[*row, *[""] * (width - grid.width)] for row in grid.rows]
    rows += [[""] * width for _ in range(height - grid.height)]
    for (row, column), cell in marks.items():
        if rows[row][column] == "":
            rows[row][column] = cell
    return Grid(grid.sheet, tuple(map(tuple, rows)))
