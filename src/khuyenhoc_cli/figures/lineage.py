"""Where a figure comes from: unit by unit the return, its version, its sheet and its cells."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from khuyenhoc_cli.figures.collect import collect, counts_in_total
from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.model import Measure
from khuyenhoc_cli.ledger.books import Book
from khuyenhoc_cli.ledger.records import Accepted
from khuyenhoc_cli.rebase.carrying import Carried
from khuyenhoc_cli.units.model import Unit

Manner = Literal["whole", "part", "total_only", "itself"]
"""How an earlier unit's amount came over: whole, shared, into the total only, or not at all: what it did itself."""


@dataclass(frozen=True)
class Cell:
    """One cell that counts: the unit of its row and the exact amount."""

    at: CellRef
    unit: Unit
    amount: int


@dataclass(frozen=True)
class Part:
    """What one unit contributes; without a return that counts there is neither amount nor source.

    `unit` is a child of the scope; of a period that was carried over, the unit that stood in the row then, and `amount`
    what of its cells came over.
    """

    unit: Unit
    state: State
    amount: int | None
    source: Accepted | None
    cells: tuple[Cell, ...]
    manner: Manner = "whole"


def parts_of(book: Book, scope: Unit, code: str) -> tuple[Part, ...]:
    """The children of a scope with what each of them says of an indicator; then what the scope says itself.

    Of the totals of an old report there is only what the scope says.
    """
    summary = None if scope.code in book.rejected else book.accepted.get(scope.code)
    if book.lump(scope):
        return _own(book, scope, summary, code)
    entries = collect(scope, book.units, book.accepted, book.rejected, book.edition)
    found = [_part(book, entry.unit, entry.state, entry.values, summary, code) for entry in entries]
    indicator = book.edition.indicators[code]
    if book.edition.form_of[code].rows == "self" and indicator.measure is not Measure.FLAG:
        found += _own(book, scope, summary, code)
    return tuple(found)


def _own(book: Book, scope: Unit, summary: Accepted | None, code: str) -> tuple[Part, ...]:
    cells = _cells(summary, book, code, [scope.code])
    return (Part(scope, State.RECEIVED, sum(cell.amount for cell in cells), summary, cells),) if cells else ()


def only_of(parts: Iterable[Part], unit: str) -> tuple[Part, ...]:
    """The part of one unit; else, where it stands in a row of a part, its cells of that."""
    found = tuple(part for part in parts if part.unit.code == unit)
    return found or tuple(_row_of(parts, unit))


def _row_of(parts: Iterable[Part], unit: str) -> Iterator[Part]:
    for part in parts:
        cells = tuple(cell for cell in part.cells if cell.unit.code == unit)
        if cells:
            yield replace(part, amount=sum(cell.amount for cell in cells), cells=cells)


def _part(book: Book, unit: Unit, state: State, values: Mapping[str, int], summary: Accepted | None, code: str) -> Part:
    """A child by its own return, else by its row in that of the scope."""
    if state is not State.RECEIVED:
        return Part(unit, state, None, None, ())
    own, form, children = book.accepted.get(unit.code), book.edition.form_of[code], book.units.children(unit.code)
    if own is None:
        return Part(unit, state, values.get(code), summary, _cells(summary, book, code, [unit.code]))
    rows = [row.code for row in (unit, *children) if counts_in_total(row.code, unit, form, bool(children))]
    return Part(unit, state, values.get(code), own, _cells(own, book, code, rows))


def _cells(accepted: Accepted | None, book: Book, code: str, rows: Collection[str]) -> tuple[Cell, ...]:
    """The cells of these rows in a return, as they are listed."""
    values = accepted.values if accepted else {}
    found = ((book.units.get(row), values[row, code]) for row in rows if (row, code) in values)
    return tuple(Cell(value.at, unit, value.amount) for unit, value in found if unit is not None)


def earlier_parts(book: Book, carried: Carried, code: str, unit: str = "") -> Iterator[Part]:
    """The rows of a period that was carried over, by the unit that stood in them, with what came over of each.

    Over the scope that is what its children and it itself were given, and what is left over; of one unit what that got.
    """
    leftovers = {each.unit.code: each for each in carried.leftovers if code in each.values}
    parents = {child.code: above.code for above in book.units.units for child in book.units.children(above.code)}
    for reporter in book.reporters():
        source = book.accepted.get(reporter.unit.code) or book.accepted.get(parents.get(reporter.unit.code, ""))
        for row in dict.fromkeys((reporter.unit, *reporter.rows)):
            if source is None or (row.code, code) not in reporter.amounts:
                continue
            given = [
                amounts[code]
                for child, amounts in carried.given.get(row.code, {}).items()
                if code in amounts and unit in ("", child)
            ]
            cells, leftover = _cells(source, book, code, [row.code]), None if unit else leftovers.get(row.code)
            if given:
                manner: Manner = "part" if row.code in carried.split else "whole"
                yield Part(row, State.RECEIVED, sum(given), source, cells, manner)
            elif leftover is not None:
                manner = "itself" if leftover.itself else "total_only"
                yield Part(row, State.RECEIVED, leftover.values[code], source, cells, manner)
