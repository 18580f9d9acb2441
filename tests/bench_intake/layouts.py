"""Twelve ways in which offices lay a return out; each draws a plan as a workbook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from khuyenhoc_cli.forms.model import Form, Measure
from tests.bench_intake import around
from tests.bench_intake.paper import Book, Role
from tests.bench_intake.plan import Line, Plan
from tests.bench_intake.units_across import draw_across, draw_alone, draw_summed, entries
from tests.bench_intake.units_down import Column, Group, Shape, draw, grouped_columns, labelled_columns
from tests.bench_intake.world import PERIOD

Draw = Callable[[Plan], Book]


@dataclass(frozen=True)
class Layout:
    """One way of laying out; `features` are what faults ask for."""

    name: str
    what: str
    draw: Draw
    features: frozenset[str] = frozenset()
    province: bool = False


def _book(plan: Plan, with_cover: bool = False) -> Book:
    book = Book(around.file_name(plan))
    if with_cover:
        around.cover(book, plan)
    return book


def _shape(plan: Plan, form: Form, columns: Sequence[Column]) -> Shape:
    """One group with every row of the form; a total below, unless the unit stands alone."""
    lines = plan.lines_of(form)
    return Shape(columns, [Group("", lines)], total_row=form.rows == "children" or len(lines) > 1)


def _sheet_name(plan: Plan, form: Form) -> str:
    return plan.rng.choice((form.sheet, f"Biểu số {form.number}", f"B{form.number}", form.title[:28]))


def _sheets(plan: Plan, book: Book, shape_of: Callable[[Form], Shape], exact_names: bool = False) -> Book:
    """The book with a sheet for each form, each under a short title; signed below by one office in three."""
    signed = not exact_names and plan.rng.random() < 0.3
    for form in plan.forms:
        page = book.page(form.sheet if exact_names else _sheet_name(plan, form))
        shape = shape_of(form)
        text = f"{form.sheet}. {form.title}"
        width = len(shape.columns) + 1
        top = around.title(page, plan, plan.rng.randint(0, 1), 0, width, text)
        bottom = draw(book, page, plan, top + plan.rng.randint(0, 1), 0, shape)
        if signed:
            around.signature(page, plan, bottom, 0, width)
    return book


def code_row(plan: Plan) -> Book:
    """As `form` makes them: a cover, groups over short names, a row of codes."""

    def shape(form: Form) -> Shape:
        return replace(_shape(plan, form, grouped_columns(plan, form)), codes=True)

    return _sheets(plan, _book(plan, with_cover=True), shape, exact_names=True)


def two_row_headings(plan: Plan) -> Book:
    """Groups over short names, no codes."""
    return _sheets(plan, _book(plan), lambda form: _shape(plan, form, grouped_columns(plan, form)))


def three_row_headings(plan: Plan) -> Book:
    """Groups over short names, a row with the units of measure, a row that numbers the columns."""
    numbers = plan.rng.choice(("brackets", "plain"))

    def shape(form: Form) -> Shape:
        return replace(_shape(plan, form, grouped_columns(plan, form)), measure_row=True, number_row=numbers)

    return _sheets(plan, _book(plan, with_cover=plan.rng.random() < 0.5), shape)


def other_order(plan: Plan) -> Book:
    """Columns in an order of the office's own, with columns nobody asked for, and some that were asked left out."""
    return _sheets(plan, _book(plan), lambda form: _shape(plan, form, _own_columns(plan, form)))


def _own_columns(plan: Plan, form: Form) -> list[Column]:
    columns = [column for column in labelled_columns(plan, form) if not _left_out(plan, form, column)]
    plan.rng.shuffle(columns)
    extra: list[Column] = []
    for column in columns:
        extra.append(column)
        if column.indicator.measure is Measure.FLAG or plan.rng.random() < 0.75:
            continue
        heading, kind = plan.rng.choice(
            (
                ("Cùng kỳ năm trước", "previous"),
                ("So với cùng kỳ (%)", "percent"),
                ("Tỷ lệ %", "percent"),
                ("Tăng, giảm so với cùng kỳ", "change"),
            )
        )
        extra.append(Column((heading,), column.indicator, kind))
    return [*extra, Column(("Ghi chú",), columns[0].indicator, "note")]


def _left_out(plan: Plan, form: Form, column: Column) -> bool:
    """Whether the office does not keep this figure: one that no rule needs."""
    needed = {code for rule in form.parsed_rules for code in rule.codes}
    return column.indicator.code not in needed and len(form.indicators) > 6 and plan.rng.random() < 0.15


def indicators_down(plan: Plan) -> Book:
    """Nội dung | ĐVT | Xã A | Xã B | … | Tổng cộng; what is asked of the unit alone on a second sheet."""
    book = _book(plan)
    nested = plan.rng.random() < 0.5
    own = [form for form in plan.forms if form.rows == "self" and plan.own]
    below = [form for form in plan.forms if form not in own]
    page = book.page("Tổng hợp")
    top = around.title(page, plan, 0, 0, len(plan.lines) + 3, "Biểu tổng hợp số liệu khuyến học")
    draw_across(book, page, plan, top, 0, entries(plan, below, nested), plan.lines)
    if own and plan.own:
        page = book.page("Chỉ đạo, thi đua")
        top = around.title(page, plan, 0, 0, 3, own[0].title)
        draw_across(book, page, plan, top, 0, entries(plan, own, nested), [plan.own])
    return book


def stacked_tables(plan: Plan) -> Book:
    """All tables on one sheet, one below the other, each with its own title."""
    book = _book(plan)
    page = book.page("Số liệu")
    row = around.title(page, plan, 0, 0, 12, "Số liệu công tác khuyến học") + 1
    for form in plan.forms:
        shape = _shape(plan, form, grouped_columns(plan, form))
        page.put(row, 0, f"Biểu {form.number}. {form.title.upper()}", look="caption")
        if form.number == 4:
            page.put(row + 1, len(shape.columns), "Đơn vị tính: triệu đồng (các cột tiền)", look="note")
        row = draw(book, page, plan, row + 2, 0, shape) + plan.rng.randint(1, 3)
    return book


def sheet_per_commune(plan: Plan) -> Book:
    """A sheet for each commune, indicators down and numbered; the unit's own matters on a last sheet."""
    book = _book(plan)
    own = [form for form in plan.forms if form.rows == "self"]
    below = [form for form in plan.forms if form not in own]
    named = plan.rng.choice(("tab and title", "tab and title", "title", "tab"))
    rows = entries(plan, below, nested=True)
    for number, line in enumerate(plan.lines, start=1):
        page = book.page(line.label[:31] if "tab" in named else f"Sheet{number}")
        page.put(0, 0, f"HỘI KHUYẾN HỌC {plan.world.unit.name.upper()}")
        if "title" in named:
            page.put(1, 0, line.label, Role("name", line.unit), look="caption")
        page.put(2, 0, f"Số liệu {PERIOD.name}", look="caption")
        draw_alone(page, 4, 0, rows, line)
    if plan.rng.random() < 0.4:
        page = book.page("Tổng hợp")
        around.title(page, plan, 0, 0, 4, "Tổng hợp số liệu toàn huyện")
        draw_summed(book, page, plan, 4, 0, rows)
    if plan.own:
        page = book.page(plan.own.label[:31])
        around.title(page, plan, 0, 0, 4, own[0].title)
        draw_alone(page, 4, 0, entries(plan, own, nested=True), plan.own)
    return book


def groups_of_units(plan: Plan) -> Book:
    """I. Khối phường, II. Khối xã with their sub-totals, and a grand total."""
    style = plan.rng.choice(("after", "in heading"))
    measures, with_name = plan.rng.random() < 0.5, plan.rng.random() < 0.4

    def shape(form: Form) -> Shape:
        plain = replace(_shape(plan, form, grouped_columns(plan, form)), measure_row=measures)
        return (
            replace(plain, groups=_groups(plan, form, style), roman_with_name=with_name)
            if form.rows == "children"
            else plain
        )

    return _sheets(plan, _book(plan), shape)


def _groups(plan: Plan, form: Form, style: str) -> list[Group]:
    """The lines by what they are; the attached block alone, without a title."""
    kinds: dict[str, list[Line]] = {}
    names = {row.code: row.name for row in plan.world.rows}
    attached = [line for line in plan.lines_of(form) if line.kind == "attached"]
    for line in (line for line in plan.lines_of(form) if line.kind != "attached"):
        name = names.get(line.unit, "Xã")
        kind = next((kind for kind in ("Phường", "Thị trấn") if name.startswith(kind)), "Xã")
        kinds.setdefault(kind, []).append(line)
    ordered = [kind for kind in ("Phường", "Thị trấn", "Xã") if kind in kinds]
    groups = [Group(f"Khối {k.lower()}", kinds[k], style, f"Cộng {k.lower()}") for k in ordered]
    return [*groups, Group("", attached)] if attached else groups


def summary_of_districts(plan: Plan) -> Book:
    """One workbook for the whole province: its districts in the rows."""
    return _sheets(plan, _book(plan), lambda form: _shape(plan, form, grouped_columns(plan, form)))


def among_other_things(plan: Plan) -> Book:
    """A letterhead of any height, blank columns left, blank rows above and between, signatures below."""
    book = _book(plan)
    for form in plan.forms:
        page = book.page(_sheet_name(plan, form))
        left = plan.rng.randint(0, 2)
        gaps = frozenset(plan.rng.sample(range(len(plan.lines) + 1), plan.rng.choice((0, 0, 1, 2))))
        shape = replace(_shape(plan, form, grouped_columns(plan, form)), blank_after=gaps)
        width = max(8, len(shape.columns) + 1)
        height = around.letterhead(page, plan, left, width, plan.rng.randint(0, 7), f"{form.sheet}. {form.title}")
        bottom = draw(book, page, plan, height + plan.rng.randint(0, 8), left, shape)
        around.signature(page, plan, bottom, left, width)
    return book


def beside_last_year(plan: Plan) -> Book:
    """Kỳ này, cùng kỳ, tăng giảm under each indicator; the year before stands first or second."""
    names = plan.rng.choice((("Kỳ này", "Cùng kỳ", "Tăng, giảm"), ("Năm 2024", "Năm 2023", "So sánh (%)")))
    kinds = ("value", "previous", "percent" if "%" in names[2] else "change")
    order = plan.rng.choice(((0, 1, 2), (1, 0, 2)))

    def shape(form: Form) -> Shape:
        columns = []
        for column in labelled_columns(plan, form):
            columns += [Column((column.path[0], names[n]), column.indicator, kinds[n]) for n in order]
        return _shape(plan, form, columns)

    return _sheets(plan, _book(plan), shape)


def side_by_side(plan: Plan) -> Book:
    """Two tables next to each other on each sheet."""
    book = _book(plan)
    for first, second in zip(plan.forms[::2], plan.forms[1::2], strict=True):
        page = book.page(f"Biểu {first.number}, {second.number}")
        left = 0
        for form in (first, second):
            shape = _shape(plan, form, grouped_columns(plan, form))
            page.put(0, left, f"Biểu {form.number}. {form.title.upper()}", look="caption")
            draw(book, page, plan, 2, left, shape)
            left = page.right + plan.rng.randint(1, 2)
    return book


_DOWN = frozenset({"units down", "totals", "forms on sheets"})

LAYOUTS: Mapping[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout("L1", "code row, cover", code_row, _DOWN | {"codes", "cover"}),
        Layout("L2", "two rows of headings", two_row_headings, _DOWN),
        Layout("L3", "measures, column numbers", three_row_headings, _DOWN),
        Layout("L4", "other order, extra columns", other_order, _DOWN | {"some left out"}),
        Layout("L5", "indicators down", indicators_down, frozenset({"totals"})),
        Layout("L6", "tables stacked", stacked_tables, frozenset({"units down", "totals"})),
        Layout("L7", "a sheet per commune", sheet_per_commune, frozenset({"unit sheets", "totals"})),
        Layout("L8", "groups, sub-totals", groups_of_units, _DOWN | {"sub-totals"}),
        Layout("L9", "summary of districts", summary_of_districts, _DOWN, province=True),
        Layout("L10", "letterhead, signatures", among_other_things, _DOWN),
        Layout("L11", "beside last year", beside_last_year, _DOWN | {"last year"}),
        Layout("L12", "tables side by side", side_by_side, frozenset({"units down", "totals"})),
    )
}
