"""The comments of one sheet: what is to be mended is added below what stands there."""

from collections.abc import Sequence

from lxml import etree
from lxml.etree import _Element as Element

from khuyenhoc_cli.output.annotation.cells import Position, SheetCells, address, insert_in_order
from khuyenhoc_cli.output.annotation.package import MAIN, OFFICE, RELATION, Package
from khuyenhoc_cli.output.annotation.shapes import Shapes, new_drawing, parse_drawing
from khuyenhoc_cli.output.return_styles import FONT, text_height

_AUTHOR = "khuyenhoc"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_EMPTY = f'<comments xmlns="{MAIN[1:-1]}"><authors/><commentList/></comments>'.encode()
_AFTER_DRAWING = (
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent"),
    *("webPublishItems", "tableParts", "extLst"),
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WIDTHS = (300, 450, 600)
_CHARACTERS_PER_PIXEL = 0.14
_LINE = 20
_MOST_HEIGHT = 400.0

Note = tuple[str, str]
"""The heading of a part of a comment and its text."""


class Comments:
    """The comments of a sheet and the boxes they show in; both parts are made where the sheet had none."""

    def __init__(self, package: Package, part: str, root: Element, cells: SheetCells) -> None:
        self._cells = cells
        comments = package.tree(_comments_part(package, part))
        self._shapes = Shapes(package.tree(_drawing_part(package, part, root)))
        self._list = _child(comments, "commentList")
        self._author = _author(_child(comments, "authors"))
        self._known = {comment.get("ref"): comment for comment in self._list}

    def add(self, at: Position, notes: Sequence[Note]) -> None:
        """Nothing; the cell's comment ends with the notes that it did not hold yet."""
        text = self._text(address(at))
        for heading, body in notes:
            before = _shown(text)
            if f"{heading}\n{body}" not in before:
                gap = "\n\n" if before.strip() else ""
                _add_run(text, f"{gap}{heading}\n", bold=True)
                _add_run(text, body, bold=False)
        self._shapes.place(at, comment_size(_shown(text)), self._cells.pixels)

    def _text(self, cell: str) -> Element:
        """The text of a cell's comment, in runs."""
        comment = self._known.get(cell)
        if comment is None:
            comment = etree.SubElement(self._list, f"{MAIN}comment", ref=cell, authorId=self._author)
            self._known[cell] = comment
        text = _child(comment, "text")
        for plain in text.findall(f"{MAIN}t"):
            run = text.makeelement(f"{MAIN}r")
            text.replace(plain, run)
            run.append(plain)
        return text


def _comments_part(package: Package, sheet: str) -> str:
    for name in package.related(sheet, "comments"):
        return name
    name = package.free_name("xl/comments{}.xml")
    package.put(name, _EMPTY, f"{_SPREADSHEET}.comments+xml")
    package.relate(sheet, "comments", name)
    return name


def _drawing_part(package: Package, sheet: str, root: Element) -> str:
    """The sheet's VML drawing, readable as XML."""
    element = root.find(f"{MAIN}legacyDrawing")
    if element is not None:
        name = package.target(sheet, element.get(RELATION))
        package.put(name, etree.tostring(parse_drawing(package.content(name)), encoding="UTF-8"))
        return name
    name = package.free_name("xl/drawings/vmlDrawing{}.vml")
    drawings = {part: package.content(part) for part in package.names() if part.lower().endswith(".vml")}
    package.put(name, new_drawing(drawings))
    package.declare_ending("vml", _VML)
    element = root.makeelement(f"{MAIN}legacyDrawing", nsmap={"r": OFFICE})
    element.set(RELATION, package.relate(sheet, "vmlDrawing", name))
    insert_in_order(root, element, _AFTER_DRAWING)
    return name


def _child(parent: Element, name: str) -> Element:
    found = parent.find(f"{MAIN}{name}")
    return etree.SubElement(parent, f"{MAIN}{name}") if found is None else found


def _author(authors: Element) -> str:
    """The number by which comments name the tool as their author."""
    names = [author.text for author in authors]
    if _AUTHOR not in names:
        etree.SubElement(authors, f"{MAIN}author").text = _AUTHOR
        names.append(_AUTHOR)
    return str(names.index(_AUTHOR))


def _shown(text: Element) -> str:
    """What a comment says."""
    return "".join(part.text or "" for part in text.iterfind(f"{MAIN}r/{MAIN}t")).replace("\r\n", "\n")


def _add_run(text: Element, content: str, *, bold: bool) -> None:
    run = text.makeelement(f"{MAIN}r")
    look = etree.SubElement(run, f"{MAIN}rPr")
    if bold:
        etree.SubElement(look, f"{MAIN}b")
    etree.SubElement(look, f"{MAIN}sz", val="11")
    etree.SubElement(look, f"{MAIN}color", indexed="81")
    etree.SubElement(look, f"{MAIN}rFont", val=FONT)
    etree.SubElement(look, f"{MAIN}family", val="1")
    part = etree.SubElement(run, f"{MAIN}t")
    part.text = content
    part.set(_SPACE, "preserve")
    last = text.findall(f"{MAIN}r")
    text.insert(text.index(last[-1]) + 1 if last else 0, run)


def comment_size(text: str) -> Position:
    """The height and width in pixels of a box that shows the whole text."""
    for width in _WIDTHS:
        height = text_height(text, width * _CHARACTERS_PER_PIXEL, line=_LINE)
        if height < _MOST_HEIGHT:
            break
    return round(height), width
