"""Tables of a report over several years: a row per year, and landscape appendices unit by unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khuyenhoc_cli.report.appendices import NAME_MM, NUMBER_MM, WIDTH_MM, Appendix, Column, Group, Table
from khuyenhoc_cli.report.series_tables import ASSIGNED, COMPARED
from templates.build.appendices import figure_row, heading_rows
from templates.build.parts import TEXT_MM, control_row, only_if, paragraph
from templates.build.tables import cell, row, table

YEAR_MM = 44
NARROW_MM = 30
ROOMY_COLUMNS = 12
# keys of the figures in `ASSIGNED`, in its order
KEYS = ("cong_dan_dat", "gia_dinh_dat", "dong_ho_dat", "cong_dong_dat", "don_vi_dat")
GAIN = "Tăng (+), giảm (-)"


def in_the_body(number: int, shown: Table) -> Iterator[str]:
    """ "Bảng 1. …" with a row per year, growth and its yearly average below."""
    yield paragraph(f"Bảng {number}. {shown.title}, {{{{ nhieu_nam.khoang }}}}", "Caption")
    if shown.measures:
        yield paragraph(f"Đơn vị tính: {shown.measures}", "TableNote")
    yield _Layout(shown, TEXT_MM, "BodyTableHeading", "BodyTableText").table()


def by_year(appendix: Appendix) -> Iterator[str]:
    """The tables of an appendix with a row per year, as many on a page as there is room for."""
    for number, shown in enumerate(appendix.tables, 1):
        yield paragraph(f"Bảng {number}. {shown.title}", "Caption")
        yield paragraph(shown.measures, "TableNote")
        small = len(tuple(shown.columns)) > ROOMY_COLUMNS
        heading, text = ("TableHeadingSmall", "TableTextSmall") if small else ("TableHeading", "TableText")
        yield _Layout(shown, WIDTH_MM, heading, text).table()


@dataclass(frozen=True)
class _Layout:
    """A table with a row per year over this width, in these styles of headings and cells; it stays on one page."""

    shown: Table
    width_mm: float
    heading: str
    text: str

    @property
    def year_mm(self) -> float:
        return NARROW_MM if len(tuple(self.shown.columns)) > ROOMY_COLUMNS else YEAR_MM

    @property
    def column_mm(self) -> float:
        return (self.width_mm - self.year_mm) / len(tuple(self.shown.columns))

    def table(self) -> str:
        tag = f"bang_nam.{self.shown.key}"
        widths = (self.year_mm, *(self.column_mm for _ in self.shown.columns))
        since = f"{GAIN}{{% if {tag}.moc %}} so với {{{{ {tag}.moc }}}}{{% endif %}}"
        rows = (
            *self._headings(),
            control_row(f"{{%tr for hang in {tag}.nam %}}", widths),
            self._row("{{ hang.ten }}{{ hang.chu_thich }}", "hang.o", "hang.ghi_chu"),
            control_row("{%tr endfor %}", widths),
            control_row("{%tr if not nhieu_nam.mot_nam %}", widths),
            self._row(since, f"{tag}.tang", f"{tag}.khac_moc", look="<w:b/><w:bCs/>"),
            self._row("Bình quân mỗi năm", f"{tag}.binh_quan", last=True),
            control_row("{%tr endif %}", widths),
        )
        return table(widths, "".join(rows), style="TableGrid")

    def _headings(self) -> tuple[str, ...]:
        first = (("Năm", self.year_mm),)
        if any(group.heading for group in self.shown.groups):
            return heading_rows(self.shown, self.column_mm, self.heading, first)
        names = (*first, *((column.heading, self.column_mm) for column in self.shown.columns))
        return (row(*(cell(paragraph(name, self.heading), mm, middle=True) for name, mm in names), heading=True),)

    def _row(self, name: str, cells: str, marks: str = "", *, look: str = "", last: bool = False) -> str:
        kept = "" if last else "<w:keepNext/>"
        shown = [cell(paragraph(name, self.text, layout=kept, look=look), self.year_mm, middle=True)]
        for i, _ in enumerate(self.shown.columns):
            figure = f"{{{{ {cells}[{i}] }}}}" + (f"{{{{ {marks}[{i}] }}}}" if marks else "")
            aligned = paragraph(figure, self.text, layout=f'{kept}<w:jc w:val="right"/>')
            shown.append(cell(aligned, self.column_mm, middle=True))
        return row(*shown)


def first_and_last() -> Iterator[str]:
    """Each unit in the first year and in the last, and what it gained."""
    then, now = "{{ dau_va_cuoi.dau | capitalize }}", "{{ nhieu_nam.cuoi | capitalize }}"
    groups = tuple(
        Group(name, (Column(code, then), Column(code, now), Column(code, "Tăng, giảm"))) for name, code in COMPARED
    )
    measures = "Đơn vị tính: người, triệu đồng; tỷ lệ: %, tăng giảm tính bằng điểm phần trăm"
    yield paragraph(measures + "{{ dau_va_cuoi.thieu }}", "TableNote")
    yield _by_unit("dau_va_cuoi", groups)


def against_assigned() -> Iterator[str]:
    """Each unit's value beside the number assigned to it, for each model."""
    groups = tuple(
        Group(name, (Column(code, "Số giao"), Column(code, "Thực hiện"), Column(code, "Tỷ lệ")))
        for name, code, _ in ASSIGNED
    )
    measures = paragraph("Đơn vị tính: người, hộ, dòng họ, cộng đồng, đơn vị; tỷ lệ so với số giao", "TableNote")
    marks = [f"{{{{ giao.{key}.chu_thich }}}}" if number == 2 else "" for key in KEYS for number in range(3)]
    yield from only_if("giao.co", measures, _by_unit("giao", groups, marks))
    yield from only_if("not giao.co", paragraph("[Chưa có số giao cho từng đơn vị.]", "Placeholder"))


def _by_unit(tag: str, groups: tuple[Group, ...], marks: Sequence[str] = ()) -> str:
    shown = Table(tag, "", "", groups)
    columns = len(tuple(shown.columns))
    width = (WIDTH_MM - NUMBER_MM - NAME_MM) / columns
    widths = (NUMBER_MM, NAME_MM, *([width] * columns))
    small, heading = "TableTextSmall", "TableHeadingSmall"
    rows = (
        *heading_rows(shown, width, heading, (("TT", NUMBER_MM), ("Đơn vị", NAME_MM))),
        control_row(f"{{%tr for hang in {tag}.don_vi %}}", widths),
        figure_row("{{ hang.tt }}", "{{ hang.ten }}{{ hang.chu_thich }}", "hang.o", widths, small),
        control_row("{%tr endfor %}", widths),
        figure_row("", "{{ dia_ban.Toan | upper }}", f"{tag}.tong", widths, small, look="<w:b/><w:bCs/>", marks=marks),
    )
    return table(widths, "".join(rows), style="TableGrid")
