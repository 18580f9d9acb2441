"""The totals and sub-totals that an office wrote, each with the cells it should be the sum of."""

from collections.abc import Callable, Iterator, Mapping

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.cells import Cell
from khuyenhoc_cli.intake.grid import ErrorCell, UncalculatedCell
from khuyenhoc_cli.intake.layout import Table
from khuyenhoc_cli.intake.rows import Row
from khuyenhoc_cli.intake.submission import Place, TotalCell, Value
from khuyenhoc_cli.units.model import Unit

ReadCell = Callable[[object, str], Cell]
"""What reads a raw cell as the indicator of a code."""


def total_cells(
    table: Table, rows: Mapping[int, Unit], others: tuple[Unit, ...], read: ReadCell
) -> Iterator[TotalCell]:
    """The totals of a table; where a row counts for nobody there is nothing sound to compare them with.

    `rows` are the units of the rows that count, by index; a table of totals alone adds up `others`.
    """
    if any(row.kind == "unknown" or (row.kind == "unit" and row.index not in rows) for row in table.rows):
        return
    for row in table.rows:
        if row.kind == "total":
            parts = tuple(rows.values()) or others
            yield from _cells(table, row, "total", parts, read) if parts else ()
        elif row.kind == "subtotal" and set(row.parts) <= set(rows):
            yield from _cells(table, row, "subtotal", tuple(rows[index] for index in row.parts), read)


def _cells(table: Table, row: Row, kind: str, parts: tuple[Unit, ...], read: ReadCell) -> Iterator[TotalCell]:
    """The total of each column: a number, or None where it is a SUM nobody calculated."""
    for code, column in table.columns.items():
        raw, at = table.grid.rows[row.index][column], table.grid.ref(row.index, column)
        places = tuple((unit.code, code) for unit in parts)
        if isinstance(raw, UncalculatedCell):
            yield _total(code, None, at, places, kind)
        elif not isinstance(raw, ErrorCell) and (amount := read(raw, code).value) is not None:
            yield _total(code, amount, at, places, kind)


def _total(code: str, amount: int | None, at: CellRef, parts: tuple[Place, ...], kind: str) -> TotalCell:
    return TotalCell(code, amount, at, parts, "subtotal" if kind == "subtotal" else "total")


def is_open(total: TotalCell, values: Mapping[Place, Value]) -> bool:
    """Whether a total differs from the sum of what it adds up."""
    return total.amount is not None and total.amount != sum(
        values[place].amount for place in total.parts if place in values
    )
