"""Rows of a unit's own parts, where the list of units does not go into it: its total row should be their sum."""

from collections.abc import Iterator

from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.intake.layout import Table
from khuyenhoc_cli.intake.rows import Row
from khuyenhoc_cli.intake.total_cells import ReadCell


def unlike_their_sum(table: Table, edition: Edition, read: ReadCell) -> Iterator[Finding]:
    """One finding for a table whose total row is not the sum of the rows of parts, at the first column that is off."""
    details = [row for row in table.rows if row.kind == "detail"]
    whole = next((row for row in table.rows if row.kind == "unit" and row.unit is not None), None)
    if not details or whole is None or whole.unit is None:
        return
    off: list[tuple[str, CellRef, int, int]] = []
    for code in table.columns:
        stated, sums = _amount(table, whole, code, read), [_amount(table, row, code, read) for row in details]
        known = [amount for amount in sums if amount is not None]
        is_summed = edition.indicators[code].measure is not Measure.FLAG and bool(known)
        if is_summed and stated is not None and sum(known) != stated:
            off.append((code, table.grid.ref(whole.index, table.columns[code]), stated, sum(known)))
    if off:
        code, at, stated, summed = off[0]
        indicator = edition.indicators[code]
        detail = {"label": indicator.label, "sum": indicator.printed(summed), "row": whole.text.strip()}
        also = tuple(place for _, place, _, _ in off[1:])
        yield Finding("KH314", at, code, whole.unit.name, indicator.printed(stated), also=also, detail=detail)


def _amount(table: Table, row: Row, code: str, read: ReadCell) -> int | None:
    """What a cell says; None where it says nothing usable."""
    return read(table.grid.rows[row.index][table.columns[code]], code).value
