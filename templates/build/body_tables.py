"""Tables in the body of a report: a caption above, heading rows that come again on each page, one row per figure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from templates.build.parts import control_row, paragraph
from templates.build.tables import cell, row, table


@dataclass(frozen=True)
class Column:
    """One column; figures stand on the right, words on the left."""

    heading: str
    mm: float
    side: str = "right"


def captioned(
    caption: str, columns: Iterable[Column], rows: Iterable[Iterable[str]], measure: str = ""
) -> Iterator[str]:
    """ "Bảng 1. …", the unit of measure where all figures share one, and the table."""
    listed = tuple(columns)
    yield paragraph(caption, "Caption")
    if measure:
        yield paragraph(f"Đơn vị tính: {measure}", "TableNote")
    heading = row(*(cell(paragraph(c.heading, "BodyTableHeading"), c.mm, middle=True) for c in listed), heading=True)
    every = [tuple(texts) for texts in rows]
    body = "".join(row(*_cells(listed, texts, last=texts is every[-1])) for texts in every)
    yield table((each.mm for each in listed), heading + body, style="TableGrid")


def _cells(columns: tuple[Column, ...], texts: Iterable[str], *, last: bool) -> Iterator[str]:
    """The cells of a row, which stays on the page of the next one."""
    for each, text in zip(columns, texts, strict=True):
        layout = ("" if last else "<w:keepNext/>") + f'<w:jc w:val="{each.side}"/>'
        yield cell(paragraph(text, "BodyTableText", layout=layout), each.mm, middle=True)


def repeated(columns: Iterable[Column], values: str, cells: Iterable[str]) -> str:
    """A table with a row for each value of a list that the context offers, `hang` in the cells."""
    listed = tuple(columns)
    widths = tuple(each.mm for each in listed)
    heading = row(*(cell(paragraph(c.heading, "BodyTableHeading"), c.mm, middle=True) for c in listed), heading=True)
    shown = row(*_cells(listed, cells, last=True))
    loop = control_row(f"{{%tr for hang in {values} %}}", widths) + shown + control_row("{%tr endfor %}", widths)
    return table(widths, heading + loop, style="TableGrid")
