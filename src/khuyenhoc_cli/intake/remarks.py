"""What should be said of a file that is read all the same: macros, figures out of sight, figures from other files."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.intake.grid import Workbook


def remarks(workbook: Workbook, figures: Iterable[CellRef]) -> Iterator[Finding]:
    """One finding for each thing that is odd about the file; `figures` are the cells whose values count."""
    if workbook.has_macros:
        yield Finding("KH113")
    order = {grid.sheet: number for number, grid in enumerate(workbook.grids)}
    cells = sorted(figures, key=lambda at: (order.get(at.sheet, len(order)), at.position))
    yield from _at_first("KH115", [at for at in cells if workbook.is_external(at)])
    lines: dict[tuple[str, str], CellRef] = {}
    sheets: dict[str, CellRef] = {}
    for at in cells:
        match workbook.hidden(at):
            case "row":
                lines.setdefault((at.sheet, f"Dòng {at.position[0]}"), at)
            case "column":
                lines.setdefault((at.sheet, f"Cột {at.cell.rstrip('0123456789')}"), at)
            case "sheet":
                sheets.setdefault(at.sheet, at)
    places = [place for _, place in lines]
    yield from _at_first("KH114", list(lines.values()), **_named(places))
    yield from (Finding("KH116", at) for at in sheets.values())


def _at_first(code: str, cells: Sequence[CellRef], **detail: Any) -> Iterator[Finding]:
    """A finding at the first cell that names the others; nothing where there is none."""
    if cells:
        yield Finding(code, cells[0], also=tuple(cells[1:]), detail=detail)


def _named(places: Sequence[str]) -> dict[str, str]:
    """The first row or column in both languages."""
    place = places[0] if places else ""
    return {"place": place, "place_en": place.replace("Dòng", "Row").replace("Cột", "Column")}
