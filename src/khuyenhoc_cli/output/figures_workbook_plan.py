"""Where everything stands in the workbook of figures, and what its formulas therefore name.

On every sheet of units the same unit has the same row, so that a formula reads across sheets. An indicator stands in
one place, its home; where an appendix repeats it, the cell refers to there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import xl_col_to_name

from khuyenhoc_cli.figures.model import Figures, UnitFigures
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.output.figures_cells import rests_of
from khuyenhoc_cli.output.figures_tables import OTHERS, TableOf, tables_of
from khuyenhoc_cli.report.appendices import Column

OVERVIEW, COMPARED, BEFORE = "Tổng quan", "So sánh", "Cùng kỳ"
NUMBER_COLUMN, NAME_COLUMN, FIRST_COLUMN = 0, 1, 2
GROUP_ROW, HEADING_ROW, NUMBERING_ROW, FIRST_ROW = 5, 6, 7, 8
INDICATORS_FROM = 7  # the first row of indicators on the sheet of comparisons
BETWEEN_BLOCKS = 4  # rows from the last indicator to the first ratio there
JOINT = "gộp"


@dataclass(frozen=True)
class TableSheet:
    """One sheet with one table."""

    name: str
    place: TableOf

    @property
    def columns(self) -> Iterator[tuple[int, Column]]:
        """Each column of figures after its place."""
        return enumerate(self.place.table.columns, start=FIRST_COLUMN)


@dataclass(frozen=True)
class Plan:
    """The places of all figures; rows and columns count from zero, references are Excel's."""

    figures: Figures

    @property
    def edition(self) -> Edition:
        """The forms in force."""
        return self.figures.edition

    @property
    def units(self) -> tuple[UnitFigures, ...]:
        """One row each."""
        return self.figures.units

    @property
    def rest_row(self) -> int:
        """The row below the units: what totals hold beside them, where any does."""
        return FIRST_ROW + len(self.units)

    @property
    def total_row(self) -> int:
        """The row of the whole; the year before and the change follow."""
        return self.rest_row + (1 if self.rests else 0)

    @cached_property
    def rests(self) -> Mapping[str, int]:
        """What totals hold beside the units."""
        return rests_of(self.figures)

    @cached_property
    def shown_now(self) -> Mapping[str, Mapping[str, int]]:
        """By indicator the amounts in the units' cells, by unit."""
        return {code: self._shown(code, {u.unit.code: u.values for u in self.units}) for code in self.figures.totals}

    @cached_property
    def shown_then(self) -> Mapping[str, Mapping[str, int]]:
        """The same of the year before."""
        return {code: self._shown(code, {u.unit.code: u.previous for u in self.units}) for code in self.figures.totals}

    def _shown(self, code: str, values: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
        return {unit: own[code] for unit, own in values.items() if code in own and unit not in self.not_asked[code]}

    @cached_property
    def not_asked(self) -> Mapping[str, frozenset[str]]:
        """By indicator the units that do not have to fill it in."""
        kinds = {entry.unit.code: entry.unit.kind for entry in self.units}
        return {
            code: frozenset(unit for unit, kind in kinds.items() if not indicator.is_asked_of(kind))
            for code, indicator in self.edition.indicators.items()
        }

    @cached_property
    def joint(self) -> Mapping[str, frozenset[str]]:
        """By indicator the units whose year before is known only together with others, and compares."""
        return {code: total.over - self.shown_then[code].keys() for code, total in self.figures.totals.items()}

    @cached_property
    def sheets(self) -> tuple[TableSheet, ...]:
        """The tables of the appendices, then what stands in none of them."""
        return tuple(TableSheet(_sheet_name(table), table) for table in tables_of(self.edition))

    @cached_property
    def homes(self) -> Mapping[str, tuple[str, int]]:
        """The sheet and column of each figure's own cells."""
        found: dict[str, tuple[str, int]] = {}
        for sheet in self.sheets:
            for place, column in sheet.columns:
                if not column.aspect:
                    found.setdefault(column.figure, (sheet.name, place))
        return found

    @cached_property
    def before(self) -> Mapping[str, int]:
        """The column of each indicator's year before; where money was taken over, one more column stands after it."""
        columns: dict[str, int] = {}
        place = FIRST_COLUMN
        for code, indicator in self.edition.indicators.items():
            columns[code] = place
            place += 2 if indicator.taken_over else 1
        return columns

    @cached_property
    def compared(self) -> Mapping[str, int]:
        """The row of each indicator and ratio on the sheet of comparisons."""
        indicators = {code: INDICATORS_FROM + number for number, code in enumerate(self.edition.indicators)}
        first = INDICATORS_FROM + len(indicators) + BETWEEN_BLOCKS
        return indicators | {code: first + number for number, code in enumerate(self.edition.ratio_of)}

    def now(self, code: str, row: int, sheet: str = "") -> str:
        """An indicator's or ratio's cell in a row, as seen from a sheet."""
        home, place = self.homes[code]
        return _seen_from(sheet, home, f"{xl_col_to_name(place)}{row + 1}")

    def all_now(self, code: str, sheet: str = "") -> str:
        """A figure's cells of all units, as seen from a sheet."""
        home, place = self.homes[code]
        return _seen_from(sheet, home, self._column(place))

    def then(self, code: str, row: int) -> str:
        """The year before in a row."""
        return _seen_from("", BEFORE, f"{xl_col_to_name(self.before[code])}{row + 1}")

    def all_then(self, code: str) -> str:
        """The year before of all units."""
        return _seen_from("", BEFORE, self._column(self.before[code]))

    def apart(self, code: str, row: int) -> str:
        """What was taken over, in a row."""
        return _seen_from("", BEFORE, f"{xl_col_to_name(self.before[code] + 1)}{row + 1}")

    def all_apart(self, code: str) -> str:
        """What all units took over."""
        return _seen_from("", BEFORE, self._column(self.before[code] + 1))

    def summed(self, code: str, sheet: str = "") -> str:
        """The cells that an indicator's total sums: all units, and what stands beside them."""
        home, place = self.homes[code]
        letter = xl_col_to_name(place)
        return _seen_from(sheet, home, f"{letter}{FIRST_ROW + 1}:{letter}{self.total_row}")

    def previous_cell(self, figure: str) -> str:
        """The year before over the scope, on the sheet of comparisons."""
        return self._compared_cell(figure, "I" if figure in self.edition.ratio_of else "G")

    def change_cell(self, figure: str) -> str:
        """The change over the scope, on the sheet of comparisons."""
        return self._compared_cell(figure, "J" if figure in self.edition.ratio_of else "I")

    def change_pct_cell(self, code: str) -> str:
        """An indicator's change by its year before, on the sheet of comparisons."""
        return self._compared_cell(code, "J")

    def _compared_cell(self, figure: str, column: str) -> str:
        return _seen_from("", COMPARED, f"{column}{self.compared[figure] + 1}")

    def _column(self, place: int) -> str:
        letter = xl_col_to_name(place)
        return f"{letter}{FIRST_ROW + 1}:{letter}{self.rest_row}"


def _seen_from(sheet: str, home: str, reference: str) -> str:
    return reference if sheet == home else f"'{home}'!{reference}"


def _sheet_name(table: TableOf) -> str:
    if table.number:
        return f"PL {table.number}"
    return OTHERS + (f".{table.serial}" if table.serial else "")
