"""Portrait tables in the body of a report: a row of ready texts for each value of a list."""

from templates.build.parts import control_row, paragraph
from templates.build.tables import cell, row, table


def rows_table(
    values: str,
    headings: tuple[str, ...],
    cells: tuple[str, ...],
    widths: tuple[float, ...],
    texts: tuple[int, ...] = (1,),
) -> str:
    """A table in 12 point with a row per value, `hang` in its cells; columns of `texts` on the left, figures right."""

    def body_cell(column: int) -> str:
        side = "center" if column == 0 else "left" if column in texts else "right"
        shown = paragraph(cells[column], "TableTextLarge", layout=f'<w:jc w:val="{side}"/>')
        return cell(shown, widths[column], middle=True)

    titles = zip(headings, widths, strict=True)
    head = row(*(cell(paragraph(text, "TableHeadingLarge"), mm, middle=True) for text, mm in titles), heading=True)
    shown = row(*map(body_cell, range(len(widths))))
    loop = control_row(f"{{%tr for hang in {values} %}}", widths) + shown + control_row("{%tr endfor %}", widths)
    return table(widths, head + loop, style="TableGrid")
