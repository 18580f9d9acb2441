"""The boxes in which a sheet's comments show (legacy VML drawing)."""

import re
from collections.abc import Callable, Mapping

from lxml import etree
from lxml.etree import _Element as Element

from khuyenhoc_cli.output.annotation.cells import Position
from khuyenhoc_cli.output.annotation.package import parse

_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_NAMESPACES = f'xmlns:v="{_V[1:-1]}" xmlns:o="{_O[1:-1]}" xmlns:x="{_X[1:-1]}"'
_IDS_PER_DRAWING = 1024
_FARTHEST = 200  # rows or columns that a box may reach over
_ID = re.compile(r"_s(\d+)$")
_IDMAP = re.compile(rb'idmap\b[^>]*?\bdata="([\d, ]+)"')
_NEW = """<xml {namespaces}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/></o:shapelayout>\
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">\
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>"""
_SHAPE = """<v:shape {namespaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;\
width:{width}pt;height:{height}pt;z-index:{layer};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">\
<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""


def new_drawing(others: Mapping[str, bytes]) -> bytes:
    """A drawing without shapes, whose numbers no other one of the workbook uses."""
    used = [int(number) for content in others.values() for found in _IDMAP.findall(content) for number in
            found.replace(b" ", b"").split(b",")]  # fmt: skip
    return _NEW.format(namespaces=_NAMESPACES, number=max(used, default=0) + 1).encode()


def parse_drawing(content: bytes) -> Element:
    """The drawing's root. Excel leaves the line breaks in the captions of buttons unclosed."""
    return parse(content.replace(b"<br>", b"<br/>"))


class Shapes:
    """The boxes of one sheet's comments."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._boxes: dict[Position, Element] = {}
        self._last = 0
        for shape in root.iter(f"{_V}shape"):
            found = _ID.search(shape.get("id") or "")
            self._last = max(self._last, int(found[1]) if found else 0)
            data = shape.find(f"{_X}ClientData")
            if data is not None and data.get("ObjectType") == "Note":
                row, column = (int(data.findtext(f"{_X}{name}") or -2) for name in ("Row", "Column"))
                self._boxes[row + 1, column + 1] = shape

    def place(self, at: Position, size: Position, pixels: Callable[[Position], Position]) -> None:
        """Nothing; the cell's comment shows in a box of this height and width; `pixels` gives the cells' own."""
        anchor = _anchor(at, size, pixels)
        height, width = (f"{pixel * 0.75:g}" for pixel in size)
        if at in self._boxes:
            _resize(self._boxes[at], anchor, height, width)
            return
        shape = _SHAPE.format(
            namespaces=_NAMESPACES,
            number=self._next_number(),
            width=width,
            height=height,
            layer=len(self._boxes) + 1,
            anchor=anchor,
            row=at[0] - 1,
            column=at[1] - 1,
        )
        self._boxes[at] = etree.fromstring(shape)
        self._root.append(self._boxes[at])

    def _next_number(self) -> int:
        """A number for a shape, out of those the drawing lays claim to."""
        claim = self._root.find(f".//{_O}idmap")
        claimed = [int(number) for number in (claim.get("data") or "1").split(",")] if claim is not None else [1]
        self._last = max(self._last, claimed[-1] * _IDS_PER_DRAWING) + 1
        return self._last


def _resize(shape: Element, anchor: str, height: str, width: str) -> None:
    data = shape.find(f"{_X}ClientData")
    assert data is not None
    place = data.find(f"{_X}Anchor")
    if place is None:
        place = etree.SubElement(data, f"{_X}Anchor")
    place.text = anchor
    style = re.sub(r"(?<![-\w])width:[^;]*", f"width:{width}pt", shape.get("style") or "")
    shape.set("style", re.sub(r"(?<![-\w])height:[^;]*", f"height:{height}pt", style))


def _anchor(at: Position, size: Position, pixels: Callable[[Position], Position]) -> str:
    """The box's corners as Excel counts them: column, pixels into it, row, pixels into it; right of the cell."""
    row, column = at
    top, bottom = _extent((row - 1, 10) if row > 1 else (1, 2), size[0], lambda number: pixels((number, 1))[0])
    left, right = _extent((column + 1, 15), size[1], lambda number: pixels((1, number))[1])
    corners = ((left, top), (right, bottom))
    return ", ".join(str(n) for x, y in corners for n in (x[0] - 1, x[1], y[0] - 1, y[1]))


def _extent(start: Position, size: int, extent: Callable[[int], int]) -> tuple[Position, Position]:
    """Where a length begins and ends: at the first row or column where what follows the cell is hidden."""
    end = _end(start, size, extent)
    if end is None:
        start = (1, 0)
        end = _end(start, size, extent) or (start[0] + 1, 0)
    return start, end


def _end(start: Position, size: int, extent: Callable[[int], int]) -> Position | None:
    """The row or column, and how far into it, where the length ends; None where too much of it is hidden."""
    left = start[1] + size
    for number in range(start[0], start[0] + _FARTHEST):
        if left <= extent(number):
            return number, left
        left -= extent(number)
    return None
