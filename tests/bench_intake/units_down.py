"""Tables with a row for each unit and a column for each indicator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from khuyenhoc_cli.forms.model import Form, Indicator, Measure
from tests.bench_intake.paper import Book, Page, Role, Spot, total
from tests.bench_intake.plan import Line, Plan, look_of, on_paper, one_line_heading
from tests.bench_intake.world import edition

ROMAN = ("I", "II", "III", "IV", "V", "VI")


@dataclass(frozen=True)
class Column:
    """One column: its headings from top to bottom, the indicator it is about, and which figure of it."""

    path: tuple[str, ...]
    indicator: Indicator
    kind: str = "value"


@dataclass(frozen=True)
class Group:
    """Rows under one title, with their sub-total: "after" them, "in heading", or none."""

    title: str
    lines: Sequence[Line]
    subtotal: str = ""
    subtotal_name: str = ""


@dataclass(frozen=True)
class Shape:
    """What stands in a table beside its figures."""

    columns: Sequence[Column]
    groups: Sequence[Group]
    codes: bool = False
    measure_row: bool = False
    number_row: str = ""
    roman_with_name: bool = False
    blank_after: frozenset[int] = frozenset()
    """After how many units a row is left blank; 0 is below the headings."""
    total_row: bool = True


def grouped_columns(plan: Plan, form: Form) -> list[Column]:
    """Groups over short names."""
    columns = []
    for group, members in groupby(form.indicators, key=lambda indicator: indicator.group):
        indicators = list(members)
        for indicator in indicators:
            short = plan.typos.get(indicator.code, indicator.short)
            measure = f"\n({indicator.unit})" if plan.habits.measure_in_heading else ""
            lone = (one_line_heading(plan, indicator) + measure,)
            columns.append(Column((group, short + measure) if len(indicators) > 1 else lone, indicator))
    return columns


def labelled_columns(plan: Plan, form: Form) -> list[Column]:
    """One heading for each column."""
    return [Column((one_line_heading(plan, indicator),), indicator) for indicator in form.indicators]


def draw(book: Book, page: Page, plan: Plan, top: int, left: int, shape: Shape) -> int:
    """The first row below the table that now stands on the page."""
    return _Drawing(book, page, plan, left, shape).draw(top)


@dataclass
class _Drawing:
    book: Book
    page: Page
    plan: Plan
    left: int
    shape: Shape

    def __post_init__(self) -> None:
        self.first = self.left + 2
        self.lines: list[tuple[int, Line]] = []
        self.subtotal_rows: list[tuple[int, int]] = []  # its row, how many of the lines it comes after

    def draw(self, top: int) -> int:
        row = self._body(self._headings(top))
        if self.shape.total_row:
            total_row = row
            self.page.put(total_row, self.left, None, look="strong")
            self.page.put(total_row, self.left + 1, self.plan.habits.total_name, Role("total-name"), "strong")
            self._sums(total_row, "total", self.lines)
            row += 1
        return row

    def _headings(self, top: int) -> int:
        paths = [("TT",), (self.plan.habits.unit_heading,), *(column.path for column in self.shape.columns)]
        depth = max(map(len, paths))
        for level in range(depth):
            for _, run in groupby(enumerate(paths), key=lambda each: self._span_key(each, level)):
                members = list(run)
                start = members[0][0]
                path = paths[start]
                if len(path) <= level:
                    continue
                bottom = top + (depth - 1 if level == len(path) - 1 else level)
                role = self._heading_role(start, level, path)
                self.page.put(top + level, self.left + start, path[level], role, "heading")
                self.page.merge(top + level, self.left + start, bottom, self.left + start + len(members) - 1)
        return self._below_headings(top + depth)

    @staticmethod
    def _span_key(each: tuple[int, tuple[str, ...]], level: int) -> tuple[object, ...]:
        """Columns with one key share the heading of this level: only headings over others are ever shared."""
        number, path = each
        return path[: level + 1] if len(path) > level + 1 else (number,)

    def _heading_role(self, start: int, level: int, path: tuple[str, ...]) -> Role | None:
        if start < 2:
            return None
        column = self.shape.columns[start - 2]
        if level == len(path) - 1 and column.kind == "value":
            return Role("heading", code=column.indicator.code)
        return Role("group-heading", code=column.indicator.code)

    def _below_headings(self, row: int) -> int:
        if self.shape.measure_row:
            for number, column in enumerate(self.shape.columns):
                self.page.put(row, self.first + number, column.indicator.unit, look="note")
            row += 1
        if self.shape.number_row:
            width = len(self.shape.columns)
            texts = "(%d)" if self.shape.number_row == "brackets" else "%d"
            leads = ("(1)", "(2)") if self.shape.number_row == "brackets" else ("A", "B")
            begin = 3 if self.shape.number_row == "brackets" else 1
            for number, lead in enumerate(leads):
                self.page.put(row, self.left + number, lead, look="note")
            for number in range(width):
                text = texts % (begin + number)
                self.page.put(row, self.first + number, int(text) if text.isdigit() else text, look="note")
            row += 1
        if self.shape.codes:
            for number, column in enumerate(self.shape.columns):
                code = column.indicator.code
                self.page.put(row, self.first + number, code, Role("code", code=code), "note")
            row += 1
        return row

    def _body(self, row: int) -> int:
        row += 0 in self.shape.blank_after
        for index, group in enumerate(self.shape.groups):
            before = len(self.lines)
            heading = row
            if group.title:
                self._group_title(row, ROMAN[index], group.title)
                row += 1
            for line in group.lines:
                self._line(row, len(self.lines) + 1, line)
                row += 1 + (len(self.lines) in self.shape.blank_after)
            if group.subtotal == "after":
                self.page.put(row, self.left + 1, group.subtotal_name, Role("subtotal-name"), "strong")
                self._sums(row, "subtotal", self.lines[before:])
                row += 1
            elif group.subtotal == "in heading":
                self._sums(heading, "subtotal", self.lines[before:])
        return row

    def _group_title(self, row: int, roman: str, title: str) -> None:
        beside = not self.shape.roman_with_name
        self.page.put(row, self.left, roman if beside else None, look="strong")
        self.page.put(row, self.left + 1, title if beside else f"{roman}. {title}", Role("group"), "strong")

    def _line(self, row: int, number: int, line: Line) -> None:
        self.lines.append((row, line))
        self.page.put(row, self.left, number, look="count")
        self.page.put(row, self.left + 1, line.label, Role("name", line.unit), "name")
        for offset, column in enumerate(self.shape.columns):
            put_figure(self.page, row, self.first + offset, column, line)

    def _sums(self, row: int, kind: str, lines: Sequence[tuple[int, Line]]) -> None:
        for offset, column in enumerate(self.shape.columns):
            indicator = column.indicator
            if indicator.measure is Measure.FLAG or column.kind not in ("value", "previous"):
                continue
            at = self.first + offset
            rows = [r for r, line in lines if column.kind == "previous" or indicator.code in line.amounts]
            parts = tuple(Spot(self.page.name, r, at) for r in rows if (r, at) in self.page.cells)
            role = Role(kind if column.kind == "value" else "previous-total", code=indicator.code)
            put_sum(self.book, self.plan, Spot(self.page.name, row, at), parts, role, look_of(indicator))


def put_figure(page: Page, row: int, at: int, column: Column, line: Line) -> None:
    """Nothing; what the line says under the column stands there."""
    indicator, code = column.indicator, column.indicator.code
    if code not in line.amounts:
        page.put(row, at, None, Role("not-asked", line.unit, code) if column.kind == "value" else None, "name")
        return
    now, before = line.amounts[code], line.before.get(code, line.amounts[code])
    if column.kind == "value":
        role = Role("value", line.unit, code) if line.unit else Role("stranger", "", code)
        page.put(row, at, on_paper(indicator, now), role, look_of(indicator))
    elif column.kind == "previous":
        page.put(row, at, on_paper(indicator, before), Role("previous", line.unit, code), look_of(indicator))
    elif column.kind == "change" and indicator.measure is not Measure.FLAG:
        page.put(row, at, on_paper(indicator, now - before), look=look_of(indicator))
    elif column.kind == "percent" and before:
        page.put(row, at, round(100 * now / before, 2), look="percent")
    else:
        page.put(row, at, None, look="name")


def put_sum(book: Book, plan: Plan, spot: Spot, parts: tuple[Spot, ...], role: Role, look: str) -> None:
    """Nothing; a total stands there, typed or as a formula over its parts, as the office does it."""
    page = book.page_named(spot.page)
    cell = page.put(spot.row, spot.column, None, role, look)
    cell.parts = parts
    exact = total(book.cell(part).value for part in parts)
    cell.value = round(exact, 6) if isinstance(exact, float) else exact
    if parts and not plan.habits.typed_totals:
        cell.formula = sum_formula(parts)
        cell.value = exact


def sum_formula(parts: Sequence[Spot]) -> str:
    """A formula over cells of one column or row, or of the same place on many sheets: "SUM(C5:C9,C12:C20)"."""
    if len({part.page for part in parts}) > 1:
        return f"SUM({','.join(map(address, parts))})"
    areas: list[list[Spot]] = []
    for part in parts:
        last = areas[-1][-1] if areas else None
        near = last and (part.row - last.row, part.column - last.column) in ((1, 0), (0, 1))
        if near:
            areas[-1].append(part)
        else:
            areas.append([part])
    return f"SUM({','.join(map(_area, areas))})"


def address(spot: Spot) -> str:
    """The cell as a formula on another sheet names it: "'Xã Ea Tóh'!D6"."""
    return "'{}'!{}".format(spot.page.replace("'", "''"), spot.ref.cell)


def _area(spots: Sequence[Spot]) -> str:
    first, last = spots[0], spots[-1]
    if first == last:
        return first.ref.cell
    return f"{first.ref.cell}:{last.ref.cell}"


def form_columns(plan: Plan, form: Form, codes: Iterable[str]) -> list[Column]:
    """The labelled columns of these indicators, in this order."""
    wanted = list(codes)
    by_code = {column.indicator.code: column for column in labelled_columns(plan, form)}
    return [by_code[code] for code in wanted if code in by_code and code in edition().indicators]
