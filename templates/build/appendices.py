"""The appendices of a report: a landscape section each, its tables with one row per unit."""

from collections.abc import Iterable, Iterator, Sequence

from khuyenhoc_cli.report.appendices import DELTA, NAME_MM, NUMBER_MM, WIDTH_MM, Appendix, Table
from templates.build.base import section_properties
from templates.build.parts import also, control_row, paragraph
from templates.build.tables import cell, row, table

ROOMY_COLUMNS = 12


def appendices(listed: Iterable[Appendix], unit: str = "Đơn vị", name_mm: float = NAME_MM) -> Iterator[str]:
    """A landscape section per appendix with a row for each unit in its tables.

    `unit` is the heading over the names of units, `name_mm` the width of their column.
    """
    yield from in_sections(
        with_heading(
            appendix.number, appendix.title, "{{ hoi.so }}/{{ hoi.ky_hieu }}", _appendix(appendix, unit, name_mm)
        )
        for appendix in listed
    )


def in_sections(listed: Iterable[Iterable[str]]) -> Iterator[str]:
    """Each appendix in a landscape section, pages numbered anew; it begins with the end of the section before it."""
    properties = section_properties()
    for blocks in listed:
        yield f'<w:p><w:pPr><w:pStyle w:val="Rule"/>{properties}</w:pPr></w:p>'
        yield from blocks
        properties = section_properties(landscape=True, restart=True)
    yield properties


def with_heading(number: str, title: str, report: str, blocks: Iterable[str]) -> Iterator[str]:
    """An appendix under its number and title, with the number of the report that it goes with."""
    yield paragraph(f"Phụ lục {number}\n{title.upper()}", "Heading1", layout='<w:spacing w:before="0" w:after="0"/>')
    sent_with = f"(Kèm theo Báo cáo số {report} {{{{ hoi.ngay }}}} của {{{{ hoi.ten }}}})"
    yield paragraph(sent_with, "Centred", look="<w:i/><w:iCs/>")
    yield from blocks


def table_title(number: int, title: str) -> str:
    """ "Bảng 2. Hội viên"; every table but the first begins a page."""
    new_page = "<w:pageBreakBefore/>" if number > 1 else ""
    layout = f'<w:keepNext/>{new_page}<w:spacing w:before="120"/>'
    return paragraph(f"Bảng {number}. {title}", "Centred", layout=layout, look="<w:b/><w:bCs/>")


def _appendix(appendix: Appendix, unit: str, name_mm: float) -> Iterator[str]:
    for number, shown in enumerate(appendix.tables, 1):
        if len(appendix.tables) > 1:
            yield table_title(number, shown.title)
        carried_over = also(f"bang.{shown.key}.quy_doi", "; mức tăng, giảm so với số cùng kỳ đã quy đổi")
        yield paragraph(shown.measures + (carried_over if shown.has_changes else ""), "TableNote")
        yield figures_table(shown, unit, name_mm)


def figures_table(
    shown: Table,
    unit: str = "Đơn vị",
    name_mm: float = NAME_MM,
    *,
    within_mm: float = WIDTH_MM,
    with_comparison: bool = True,
) -> str:
    """A row for each unit, the whole, and where there is something to compare with, the year before and the change."""
    columns = len(tuple(shown.columns))
    width = (within_mm - NUMBER_MM - name_mm) / columns
    widths = (NUMBER_MM, name_mm, *([width] * columns))
    small = columns > ROOMY_COLUMNS
    heading, text = ("TableHeadingSmall", "TableTextSmall") if small else ("TableHeading", "TableText")
    tag = f"bang.{shown.key}"
    whole = f"{{{{ dia_ban.Toan | upper }}}}{{{{ {tag}.chu_thich_tong }}}}"
    comparison = (
        control_row("{%tr if ky.co_so_sanh %}", widths),
        figure_row("", f"{{{{ ky.cung_ky | capitalize }}}}{{{{ {tag}.quy_doi }}}}", f"{tag}.cung_ky", widths, text),
        figure_row("", f"{DELTA}{{{{ {tag}.quy_doi }}}}{{{{ {tag}.tiep_nhan }}}}", f"{tag}.tang_giam", widths, text),
        control_row("{%tr endif %}", widths),
    )
    rows = (
        *heading_rows(shown, width, heading, (("TT", NUMBER_MM), (unit, name_mm))),
        control_row(f"{{%tr for hang in {tag}.don_vi %}}", widths),
        _unit_row(shown, widths, text),
        control_row("{%tr endfor %}", widths),
        figure_row("", whole, f"{tag}.tong", widths, text, look="<w:b/><w:bCs/>"),
        *(comparison if with_comparison else ()),
    )
    return table(widths, "".join(rows), style="TableGrid")


def heading_rows(shown: Table, width: float, style: str, first: Sequence[tuple[str, float]]) -> tuple[str, str]:
    """The two rows of headings: the `first` columns with their widths over both, then the groups over their columns."""

    def head(text: str, mm: float, span: int = 1, merge: str = "") -> str:
        return cell(paragraph(text, style), mm, span=span, merge=merge, middle=True)

    above = [head(text, mm, merge="restart") for text, mm in first]
    below = [head("", mm, merge="continue") for _, mm in first]
    for group in shown.groups:
        alone = not group.columns[0].heading
        above.append(head(group.heading, width * len(group.columns), len(group.columns), "restart" if alone else ""))
        below += [head(column.heading, width, merge="continue" if alone else "") for column in group.columns]
    return row(*above, heading=True), row(*below, heading=True)


def _unit_row(shown: Table, widths: tuple[float, ...], style: str) -> str:
    """The row repeated for each unit; a change of which a part was shared by population is marked."""
    marks = [f"{{{{ hang.uoc_tinh[{i}] }}}}" if column.aspect else "" for i, column in enumerate(shown.columns)]
    return figure_row("{{ hang.tt }}", "{{ hang.ten }}{{ hang.chu_thich }}", "hang.o", widths, style, marks=marks)


def figure_row(
    number: str,
    name: str,
    cells: str,
    widths: tuple[float, ...],
    style: str,
    *,
    look: str = "",
    marks: Sequence[str] = (),
) -> str:
    """A row of a number, a name, and figures on the right: the list `cells` one by one, each with its mark."""

    def aligned(text: str, mm: float, side: str) -> str:
        return cell(paragraph(text, style, layout=f'<w:jc w:val="{side}"/>', look=look), mm, middle=True)

    columns = zip(widths[2:], marks or [""] * len(widths), strict=False)
    figures = (aligned(f"{{{{ {cells}[{i}] }}}}{mark}", mm, "right") for i, (mm, mark) in enumerate(columns))
    return row(aligned(number, widths[0], "center"), aligned(name, widths[1], "left"), *figures)
