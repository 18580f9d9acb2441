"""The cells of one sheet's XML: found, or made in their place."""

from collections.abc import Iterable
from functools import cached_property

from lxml.etree import _Element as Element

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.output.annotation.package import MAIN, NotPatchableError

Position = tuple[int, int]
"""Row and column, one-based."""

_DEFAULT_WIDTH = 9.140625
_PIXELS_PER_WIDTH = 7
_DEFAULT_HEIGHT = 15.0
_PIXELS_PER_POINT = 4 / 3
_MOST_MERGED = 200


class SheetCells:
    """A sheet's rows and cells; nothing of them changes but the style of those asked for."""

    def __init__(self, root: Element) -> None:
        data = root.find(f"{MAIN}sheetData")
        if data is None:
            raise NotPatchableError("a sheet without cells")
        self._root, self._data = root, data
        self._rows: dict[int, Element] = {}
        for row in data.iterchildren(f"{MAIN}row"):
            number = int(row.get("r") or max(self._rows, default=0) + 1)
            row.set("r", str(number))
            self._rows[number] = row

    def cell(self, position: Position) -> Element:
        """The cell, made in its place where the sheet had none."""
        row = self._row(position[0])
        before = 0
        for cell in row.iterchildren(f"{MAIN}c"):
            before = CellRef("", cell.get("r") or address((position[0], before + 1))).position[1]
            cell.set("r", address((position[0], before)))
            if before == position[1]:
                return cell
            if before > position[1]:
                return self._new_cell(row, position, row.index(cell))
        return self._new_cell(row, position, len(row.findall(f"{MAIN}c")))

    def anchor(self, position: Position) -> Position:
        """The cell that shows: of merged cells the first."""
        row, column = position
        for (top, left), (bottom, right) in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return position

    def merged_with(self, position: Position) -> list[Position]:
        """The cell, and those merged with it: each draws its own part of the border."""
        for (top, left), (bottom, right) in self._merged:
            if position == (top, left) and (bottom - top + 1) * (right - left + 1) <= _MOST_MERGED:
                return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        return [position]

    def pixels(self, position: Position) -> Position:
        """The height and the width of a cell."""
        row = self._rows.get(position[0])
        height = float((row.get("ht") if row is not None else None) or self._defaults.get("defaultRowHeight") or 0)
        hidden = row is not None and row.get("hidden") in ("1", "true")
        return 0 if hidden else round((height or _DEFAULT_HEIGHT) * _PIXELS_PER_POINT), self._width(position[1])

    def _width(self, column: int) -> int:
        found = self._column(column)
        if found is not None and found.get("hidden") in ("1", "true"):
            return 0
        width = (found.get("width") if found is not None else None) or self._defaults.get("defaultColWidth")
        return round(float(width or _DEFAULT_WIDTH) * _PIXELS_PER_WIDTH)

    def _row(self, number: int) -> Element:
        if number not in self._rows:
            row = self._data.makeelement(f"{MAIN}row", r=str(number))
            later = [other for other in self._rows if other > number]
            place = self._data.index(self._rows[min(later)]) if later else len(self._data)
            self._data.insert(place, row)
            self._rows[number] = row
        return self._rows[number]

    def _new_cell(self, row: Element, position: Position, index: int) -> Element:
        cell = row.makeelement(f"{MAIN}c", r=address(position), s=self._style_of_place(row, position[1]))
        row.insert(index, cell)
        row.attrib.pop("spans", None)
        self._widen_dimension(position)
        return cell

    def _style_of_place(self, row: Element, column: int) -> str:
        """The style that a cell without XML shows: its row's, else its column's."""
        if row.get("customFormat") in ("1", "true"):
            return row.get("s") or "0"
        found = self._column(column)
        return (found.get("style") if found is not None else None) or "0"

    def _column(self, number: int) -> Element | None:
        columns = self._root.iterfind(f"{MAIN}cols/{MAIN}col")
        return next((each for each in columns if int(each.get("min", 0)) <= number <= int(each.get("max", 0))), None)

    def _widen_dimension(self, position: Position) -> None:
        dimension = self._root.find(f"{MAIN}dimension")
        if dimension is not None:
            (top, left), (bottom, right) = _corners(dimension.get("ref") or "A1")
            first = address((min(top, position[0]), min(left, position[1])))
            dimension.set("ref", f"{first}:{address((max(bottom, position[0]), max(right, position[1])))}")

    @cached_property
    def _defaults(self) -> dict[str, str]:
        found = self._root.find(f"{MAIN}sheetFormatPr")
        return dict(found.attrib) if found is not None else {}

    @cached_property
    def _merged(self) -> list[tuple[Position, Position]]:
        return [_corners(each.get("ref") or "") for each in self._root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell")]


def address(position: Position) -> str:
    """The A1 address of a position."""
    return CellRef.at("", position[0] - 1, position[1] - 1).cell


def _corners(reference: str) -> tuple[Position, Position]:
    """The first and the last cell of a range; of one cell, that cell twice."""
    first, _, last = reference.replace("$", "").partition(":")
    return CellRef("", first).position, CellRef("", last or first).position


def insert_in_order(root: Element, element: Element, later: Iterable[str]) -> None:
    """Nothing; the element stands before the first of those that have to follow it."""
    following = (child for child in root if isinstance(child.tag, str) and _local(child.tag) in set(later))
    first = next(following, None)
    root.insert(len(root) if first is None else root.index(first), element)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
