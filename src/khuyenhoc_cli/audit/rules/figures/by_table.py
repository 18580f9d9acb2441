"""Tables that carry no keys against the figures: a column is the figure that most of its units agree with."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from khuyenhoc_cli.audit.expected import Expected, Known
from khuyenhoc_cli.audit.model import Claim, Document, Verdict
from khuyenhoc_cli.audit.rules.tables.grid import Column, Grid, Number, Row
from khuyenhoc_cli.audit.rules.tables.reading import grids_of
from khuyenhoc_cli.text.names import name_key, split_prefix

RULE = "so-lieu-theo-bang"
_FEWEST = 3
_SCALES = (1, 10**6)  # counts, ratios and đồng; money in millions

_Values = Mapping[str, Known]


def claims_by_table(document: Document, expected: Expected) -> Iterator[Claim]:
    """A claim for each unit's and each whole's figure in a column that is known."""
    if not expected.is_about(document):
        return
    figures = _figures(expected)
    for grid in grids_of(document.tables):
        if any(passage.controls for cell in grid.table.cells for passage in cell.passages):
            continue
        for column in grid.columns:
            if not column.is_change and (found := _figure(grid, column, figures)) is not None:
                yield from _claims(grid, column, *found)


def _figures(expected: Expected) -> Mapping[str, _Values]:
    """By figure its values, by the folded name of their unit; the whole under ""."""
    found: dict[str, dict[str, Known]] = {}
    for known in expected.known:
        if not known.aspect:
            found.setdefault(known.figure, {})[name_key(expected.places.get(known.place, ""))] = known
    return found


def _figure(grid: Grid, column: Column, figures: Mapping[str, _Values]) -> tuple[_Values, int] | None:
    """The figure that agrees with two thirds of the column's units, three at least and not by chance, and its scale."""
    cells = {_name(row): n for row in grid.rows_of("unit") if (n := grid.number(row, column)) is not None}
    best, most = None, _FEWEST - 1
    for values in figures.values():
        for scale in _SCALES:
            agreeing = [n.value for name, n in cells.items() if name in values and _is(n, values[name], scale)]
            telling = len(set(agreeing)) >= _FEWEST and sum(abs(value) >= 10 for value in agreeing) >= _FEWEST
            if telling and len(agreeing) > most and len(agreeing) * 3 >= len(cells) * 2:
                best, most = (values, scale), len(agreeing)
    return best


def _name(row: Row) -> str:
    return name_key(split_prefix(row.label)[1] or row.label)


def _is(number: Number, known: Known, scale: int) -> bool:
    """Whether a cell is this value at the precision in which it is printed."""
    gap = abs(number.value - known.value / Fraction(scale))
    return gap * 2 <= number.step


def _claims(grid: Grid, column: Column, values: _Values, scale: int) -> Iterator[Claim]:
    rows = [(row, values.get(_name(row))) for row in grid.rows_of("unit")]
    if (total := grid.row_of("total")) is not None:
        rows.append((total, values.get("")))
    for row, known in rows:
        number = grid.number(row, column)
        if number is None or known is None:
            continue
        same = _is(number, known, scale)
        message = f"theo số liệu: {known.formula or known.printed}"
        verdict: Verdict = "ok" if same else "wrong"
        yield Claim(
            RULE,
            "figure",
            number.passage,
            number.start,
            number.end,
            known.printed,
            verdict,
            message if same else f"{message}, in: {number.printed}",
        )
