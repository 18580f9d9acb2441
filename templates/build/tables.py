"""Tables as XML: cells into rows, rows into a table of fixed widths in millimetres."""

from collections.abc import Iterable

from templates.build.base import twips


def table(widths: Iterable[float], rows: str, *, style: str) -> str:
    """A table of these widths."""
    mm = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in mm)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{twips(sum(mm))}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def row(*cells: str, heading: bool = False) -> str:
    """A row that stays on one page; a heading comes again on each."""
    repeated = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def cell(content: str, mm: float, *, span: int = 1, merge: str = "", middle: bool = False) -> str:
    """A cell of this width, over `span` columns; `merge` "restart" or "continue" joins it with those above."""
    properties = (
        f'<w:tcW w:w="{twips(mm)}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
        + ('<w:vAlign w:val="center"/>' if middle else "")
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"
