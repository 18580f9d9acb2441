"""What units were set to do and did, as a table tells it: the sums over those that were set something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.audit.model import Document
from khuyenhoc_cli.audit.rules.tables.grid import Column, Grid
from khuyenhoc_cli.audit.rules.tables.reading import grids_of

_SET = re.compile(r"\b(?:so|chi tieu|ke hoach)(?: duoc)? giao\b|^(?:duoc )?giao$")
_DONE = re.compile(r"\b(?:thuc hien|dat|ket qua|hoan thanh)\b")


@dataclass(frozen=True)
class Assigned:
    """`name` is the heading over both columns; `goal` as the total says it; `units` were set something, did `done`."""

    name: str
    goal: Fraction
    done: Fraction
    units: int


def assigned_in(document: Document) -> Iterator[Assigned]:
    """What each table of units says of targets that were set and of what was done."""
    for grid in grids_of(document.tables):
        for column in grid.columns:
            if _SET.search(column.last) and column.index not in grid.percents:
                yield from _sums(grid, column)


def goals_beside(document: Document, note: int) -> set[Fraction]:
    """The targets in those rows of tables where the mark of a note stands, under the same heading as the mark."""
    found = set()
    for grid in grids_of(document.tables):
        marked = {
            passage.cell[1:]
            for cell in grid.table.cells
            for passage in cell.passages
            if passage.cell and any(mark.number == note for mark in passage.marks)
        }
        for row, column in marked:
            over = [each.headings[:-1] for each in grid.columns if each.index == column]
            for each in grid.columns:
                number = grid.numbers.get((row, each.index))
                if number is not None and _SET.search(each.last) and each.headings[:-1] in over:
                    found.add(number.value)
    return found


def _sums(grid: Grid, goal: Column) -> Iterator[Assigned]:
    total, units = grid.row_of("total"), grid.rows_of("unit")
    whole = grid.number(total, goal)
    set_something = [row for row in units if grid.number(row, goal) is not None]
    for done in grid.columns:
        if done.headings[:-1] != goal.headings[:-1] or not _DONE.search(done.last) or done.index in grid.percents:
            continue
        values = [grid.number(row, done) for row in set_something]
        found = [number.value for number in values if number is not None]
        if whole is not None and found and len(found) == len(values):
            yield Assigned(" ".join(goal.headings[:-1]), whole.value, sum(found, Fraction(0)), len(found))
        return
