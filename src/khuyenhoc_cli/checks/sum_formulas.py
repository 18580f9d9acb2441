"""What a total's formula adds up: SUM, SUBTOTAL and + over cells of the same sheet; anything else is not understood."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from khuyenhoc_cli.findings.model import CellRef

Position = tuple[int, int]
"""Row and column, one-based."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, all one-based and included."""

_SUBTOTAL = re.compile(r"SUBTOTAL\((?:9|109)[,;](.+)\)")
_INNERMOST_SUM = re.compile(r"(?:SUM)?\(([^()]+)\)")
_AREA = re.compile(r"([A-Z]{1,3}[1-9]\d*)(?::([A-Z]{1,3}[1-9]\d*))?")
_MOST_AREAS = 50
_MOST_RUNS = 4


@dataclass(frozen=True)
class SumFormula:
    """How often each cell is added: once for each of `areas` it lies in, and as often as `cells` says."""

    areas: tuple[Area, ...]
    cells: dict[Position, int]
    skips_subtotals: bool = False

    @classmethod
    def parse(cls, text: str) -> "SumFormula | None":
        """The formula ("SUM(C9:C20)+C22", without "="); None where it is more than a sum of cells of its sheet."""
        text = text.upper().replace("$", "").replace(" ", "").removeprefix("=").removeprefix("+")
        subtotal = _SUBTOTAL.fullmatch(text)
        terms = _terms(subtotal[1] if subtotal else text)
        matches = [_AREA.fullmatch(term) for term in terms]
        areas: list[Area] = []
        cells: dict[Position, int] = {}
        for match in matches:
            if match is None:
                return None
            first, last = _position(match[1]), _position(match[2] or match[1])
            if match[2]:
                (top, bottom), (left, right) = sorted((first[0], last[0])), sorted((first[1], last[1]))
                areas.append((top, left, bottom, right))
            else:
                cells[first] = cells.get(first, 0) + 1
        return cls(tuple(areas), cells, subtotal is not None) if len(areas) <= _MOST_AREAS else None

    def times(self, position: Position) -> int:
        """How often the cell at this row and column is added."""
        row, column = position
        times = self.cells.get(position, 0)
        for top, left, bottom, right in self.areas:
            times += top <= row <= bottom and left <= column <= right
        return times

    @property
    def size(self) -> int:
        """How many cells are added, each as often as it is."""
        ranges = ((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in self.areas)
        return sum(ranges) + sum(self.cells.values())


def formula_over(cells: Iterable[CellRef]) -> str | None:
    """The formula that adds these cells ("=SUM(C9:C20)"); None where they lie too scattered to be typed."""
    cells = list(cells)
    if len({cell.sheet for cell in cells}) > 1:
        return None
    runs: list[list[tuple[Position, str]]] = []
    for place in sorted((cell.position, cell.cell) for cell in cells):
        if runs and _is_next(runs[-1][-1][0], place[0]):
            runs[-1].append(place)
        else:
            runs.append([place])
    if not 0 < len(runs) <= _MOST_RUNS:
        return None
    ends = [(run[0][1], run[-1][1]) for run in runs]
    return "=" + "+".join(first if first == last else f"SUM({first}:{last})" for first, last in ends)


def _terms(text: str) -> list[str]:
    """What is added: SUM is addition, so its arguments are terms like any others."""
    found = 1
    while found:
        text, found = _INNERMOST_SUM.subn(lambda match: re.sub("[,;]", "+", match[1]), text)
    return text.split("+")


def _position(cell: str) -> Position:
    return CellRef("", cell).position


def _is_next(before: Position, after: Position) -> bool:
    return (after[0] - before[0], after[1] - before[1]) in ((1, 0), (0, 1))
