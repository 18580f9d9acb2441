"""The body of a .docx, walked in reading order: blocks here, what stands within a paragraph in `docx_text`."""

from collections.abc import Iterator, Sequence

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.audit.reading.building import Builder, Grid, GridCell, Line
from khuyenhoc_cli.audit.reading.docx_styles import Styles, is_on
from khuyenhoc_cli.audit.reading.docx_text import Fields, ParagraphText, control_key

_P, _TBL, _TR, _TC, _SDT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "sdt"))
_CONTENT, _VALUE = qn("w:sdtContent"), qn("w:val")
_TRANSPARENT = {qn(f"w:{name}") for name in ("customXml", "smartTag", "ins", "moveTo")}
_MOST_COLUMNS = 1000


class Body:
    """Reads stories of one document into its builder; `marks` has the first mark of each note by its number."""

    def __init__(self, styles: Styles, builder: Builder) -> None:
        self._styles, self._builder = styles, builder
        self._notes: dict[tuple[str, str], int] = {}
        self.marks: dict[int, BaseOxmlElement] = {}
        self._fields = Fields()
        self._footnotes = 0
        self.has_foreign_parts = False

    def read(self, body: BaseOxmlElement) -> None:
        """Nothing; the builder has the body's paragraphs and tables."""
        self._footnotes = sum(1 for _ in body.iter(qn("w:footnoteReference")))
        for block in self._blocks(body):
            if isinstance(block, Line):
                self._builder.add_paragraph(block)
            else:
                self._builder.add_table(block)

    def noted(self) -> Iterator[tuple[int, tuple[str, str]]]:
        """(number, (kind, id)) of the notes whose marks were met."""
        yield from ((number, note) for note, number in self._notes.items())

    def lines_of(self, story: BaseOxmlElement) -> list[Line]:
        """The paragraphs of a note, those of tables in it included."""
        return list(_flattened(self._blocks(story)))

    def _number(self, kind: str, mark: BaseOxmlElement) -> int:
        """The number of a note's mark; endnotes count on from the footnotes, as many as the document has."""
        before = 0 if kind == "footnote" else self._footnotes
        others = sum(1 for other, _ in self._notes if other == kind)
        number = self._notes.setdefault((kind, mark.get(qn("w:id"), "")), before + others + 1)
        self.marks.setdefault(number, mark)
        return number

    def _blocks(self, container: BaseOxmlElement, keys: Sequence[str] = ()) -> Iterator[Line | Grid]:
        """The paragraphs and tables of a container; a paragraph whose mark was deleted goes on in the next."""
        text: ParagraphText | None = None
        for element, inner_keys in _unwrapped(container, {_P, _TBL}, keys):
            if element.tag == _TBL:
                yield self._table(element, inner_keys)
                continue
            text = text or ParagraphText(self._styles, self._fields, self._number)
            text.read(element, inner_keys)
            if text.goes_on:
                continue
            yield from self._lines(text)
            text = None
        if text is not None:
            yield from self._lines(text)
        self.has_foreign_parts |= container.find(qn("w:altChunk")) is not None

    def _lines(self, text: ParagraphText) -> Iterator[Line | Grid]:
        if not text.is_contents:
            yield text.line()
        for box in text.boxes:
            yield from self._blocks(box)

    def _table(self, table: BaseOxmlElement, keys: Sequence[str]) -> Grid:
        grid, merged, heads = Grid(), dict[int, GridCell](), True
        rows = (row for row, _ in _unwrapped(table, {_TR}, ()))
        kept = (row for row in rows if not _is_deleted(row.find(qn("w:trPr"))))
        for number, row in enumerate(kept):
            heads = heads and is_on(row.find(qn("w:trPr")), "w:tblHeader")
            column = _number_of(row.find(qn("w:trPr")), "w:gridBefore", 0)
            last: GridCell | None = None
            for element, cell_keys in _unwrapped(row, {_TC}, keys):
                properties = element.find(qn("w:tcPr"))
                width = _number_of(properties, "w:gridSpan", 1)
                cell = _continued(properties, merged.get(column), last, number)
                if cell is None:
                    cell = GridCell(number, column, 1, width, is_heading=heads)
                    grid.cells.append(cell)
                    merged[column] = cell
                for block in self._blocks(element, cell_keys):
                    if isinstance(block, Line):
                        cell.lines.append(block)
                    else:
                        cell.tables.append(block)
                column, last = column + width, cell
        return grid


def _unwrapped(
    container: BaseOxmlElement, wanted: set[str], keys: Sequence[str]
) -> Iterator[tuple[BaseOxmlElement, Sequence[str]]]:
    """The children of the wanted kinds with the keys of the content controls around them."""
    for child in container:
        if child.tag in wanted:
            yield child, keys
        elif child.tag == _SDT:
            content = child.find(_CONTENT)
            if content is not None:
                key = control_key(child)
                yield from _unwrapped(content, wanted, [*keys, key] if key else keys)
        elif child.tag in _TRANSPARENT:
            yield from _unwrapped(child, wanted, keys)


def _continued(
    properties: BaseOxmlElement | None, above: GridCell | None, left: GridCell | None, row: int
) -> GridCell | None:
    """The cell that this one is only a part of, now larger by it; None where it is a cell of its own."""
    for name, cell in (("w:vMerge", above), ("w:hMerge", left)):
        merge = None if properties is None else properties.find(qn(name))
        if merge is None or merge.get(_VALUE, "continue") != "continue" or cell is None:
            continue
        if name == "w:vMerge":
            cell.rows = row - cell.row + 1
        else:
            cell.columns += _number_of(properties, "w:gridSpan", 1)
        return cell
    return None


def _number_of(properties: BaseOxmlElement | None, name: str, default: int) -> int:
    element = None if properties is None else properties.find(qn(name))
    value = "" if element is None else element.get(_VALUE, "")
    return min(int(value), _MOST_COLUMNS) if value.isdecimal() else default


def _is_deleted(properties: BaseOxmlElement | None) -> bool:
    return properties is not None and properties.find(qn("w:del")) is not None


def _flattened(blocks: Iterator[Line | Grid]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for cell in block.cells:
                yield from cell.lines
                yield from _flattened(iter(cell.tables))
