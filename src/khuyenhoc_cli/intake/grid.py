"""What every reader makes of a workbook: sheets as grids of raw values, and what is told of a sheet besides them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

from khuyenhoc_cli.findings.model import CellRef, Finding

Hidden = Literal["row", "column", "sheet"]
MAX_AREA = 1_000_000
"""The cells of all sheets together, counted from A1 to each sheet's last one: far more than any return has."""
MAX_FILLED = 300_000
"""How many of them may hold something; with many more, finding tables among them takes longer than anybody waits."""


@dataclass(frozen=True)
class ErrorCell:
    """A cell that shows an error instead of a value, "#REF!" for one."""

    text: str


@dataclass(frozen=True)
class UncalculatedCell:
    """A cell with a formula for which the file holds no result."""

    formula: str


class UnreadableWorkbookError(Exception):
    """No reader could make anything of it, or none could within its limits; `finding` says which."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def damaged() -> UnreadableWorkbookError:
    """The file is broken."""
    return UnreadableWorkbookError(Finding("KH103"))


def password() -> UnreadableWorkbookError:
    """Nobody reads it without its password."""
    return UnreadableWorkbookError(Finding("KH102"))


def abnormal(reason: str, reason_en: str) -> UnreadableWorkbookError:
    """It is built as no return is."""
    return UnreadableWorkbookError(Finding("KH105", detail={"reason": reason, "reason_en": reason_en}))


def too_large() -> UnreadableWorkbookError:
    """Reading it would take more time or memory than a return is worth."""
    return abnormal("có quá nhiều ô, hoặc có ô nằm quá xa bảng", "it has too many cells, or some far outside any table")


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


@dataclass
class Sheet:
    """A sheet as a careful reader finds it: what stands in its cells (zero-based row and column), and what is told of
    them. `cells` has no empty ones; `external` are the cells whose formulas take their value from another file.
    """

    name: str
    is_hidden: bool = False
    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    external: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns from A1 to the last cell."""
        return 1 + max((row for row, _ in self.cells), default=-1), 1 + max((col for _, col in self.cells), default=-1)

    def grid(self) -> Grid:
        """The sheet as a rectangle that begins at A1."""
        height, width = self.size
        rows: list[list[object]] = [[""] * width for _ in range(height)]
        for (row, column), value in self.cells.items():
            rows[row][column] = value
        return Grid(self.name, tuple(map(tuple, rows)))

    def hides(self, row: int, column: int) -> Hidden | None:
        """What keeps a cell out of sight."""
        if self.is_hidden:
            return "sheet"
        if row in self._unseen_rows:
            return "row"
        return "column" if column in self._unseen_columns else None

    @cached_property
    def _unseen_rows(self) -> frozenset[int]:
        return _within(self.hidden_rows, self.size[0])

    @cached_property
    def _unseen_columns(self) -> frozenset[int]:
        return _within(self.hidden_columns, self.size[1])


def _within(ranges: list[range], end: int) -> frozenset[int]:
    """The numbers of all ranges below the end; ranges reach far beyond the last cell."""
    return frozenset(number for each in ranges for number in range(each.start, min(each.stop, end)))


def grids_of(sheets: list[Sheet]) -> tuple[Grid, ...]:
    """The grids of all sheets; UnreadableWorkbookError where they would be larger than any return."""
    area = 0
    for sheet in sheets:
        height, width = sheet.size
        area += height * width
        if area > MAX_AREA:
            raise too_large()
    return tuple(sheet.grid() for sheet in sheets)


class Workbook:
    """A workbook's sheets in order, and what is looked up in the file only when somebody asks.

    `look` gives what a careful reader knows of a sheet (None where it knows nothing); `suspects` are the sheets of
    which there is anything to ask about hidden rows, columns and links.
    """

    def __init__(
        self,
        grids: tuple[Grid, ...],
        look: Callable[[str], Sheet | None],
        *,
        suspects: frozenset[str] = frozenset(),
        hidden_sheets: frozenset[str] = frozenset(),
        has_macros: bool = False,
    ) -> None:
        self.grids = grids
        self.has_macros = has_macros
        self._look = cache(look)
        self._suspects = suspects
        self._hidden_sheets = hidden_sheets

    def formula(self, at: CellRef) -> str | None:
        """The formula in a cell without its "=" ("SUM(C9:C20)"); None where a value was typed or nobody can tell."""
        sheet = self._look(at.sheet)
        return sheet.formulas.get(_place(at)) if sheet else None

    def hidden(self, at: CellRef) -> Hidden | None:
        """Whether a cell is out of sight, and what with."""
        if at.sheet in self._hidden_sheets:
            return "sheet"
        sheet = self._look(at.sheet) if at.sheet in self._suspects else None
        return sheet.hides(*_place(at)) if sheet else None

    def is_external(self, at: CellRef) -> bool:
        """Whether the value of a cell comes from another file."""
        sheet = self._look(at.sheet) if at.sheet in self._suspects else None
        return sheet is not None and _place(at) in sheet.external


def _place(at: CellRef) -> tuple[int, int]:
    row, column = at.position
    return row - 1, column - 1


def workbook_of(sheets: list[Sheet], *, has_macros: bool) -> Workbook:
    """The workbook of a reader that knows everything at once."""
    by_name: Mapping[str, Sheet] = {sheet.name: sheet for sheet in reversed(sheets)}
    return Workbook(
        grids_of(sheets),
        by_name.get,
        suspects=frozenset(by_name),
        hidden_sheets=frozenset(name for name, sheet in by_name.items() if sheet.is_hidden),
        has_macros=has_macros,
    )
