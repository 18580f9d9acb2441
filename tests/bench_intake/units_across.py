"""Tables with a row for each indicator: the units across, or one commune alone on its sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from khuyenhoc_cli.forms.model import Form, Indicator, Measure
from tests.bench_intake.paper import Book, Page, Role, Spot
from tests.bench_intake.plan import Line, Plan, look_of, on_paper, one_line_heading
from tests.bench_intake.units_down import ROMAN, put_sum


@dataclass(frozen=True)
class Entry:
    """One row: its number, what it says, and the indicator it asks for, if any."""

    number: str
    text: str
    indicator: Indicator | None = None


def listed(plan: Plan, form: Form, section: str) -> Iterator[Entry]:
    """A form's indicators one below the other, numbered as offices do: I, 1, 1.1, “Trong đó:”, “- Thôn, buôn”."""
    yield Entry(section, form.title.upper())
    for number, (group, members) in enumerate(groupby(form.indicators, key=lambda i: i.group), start=1):
        indicators = list(members)
        if len(indicators) == 1:
            yield Entry(str(number), one_line_heading(plan, indicators[0]), indicators[0])
        elif _is_total(indicators[0], form):
            yield Entry(str(number), _typo(plan, indicators[0], indicators[0].label), indicators[0])
            yield Entry("", "Trong đó:")
            for indicator in indicators[1:]:
                yield Entry("", "- " + _typo(plan, indicator, indicator.short), indicator)
        else:
            yield Entry(str(number), group)
            for part, indicator in enumerate(indicators, start=1):
                yield Entry(f"{number}.{part}", _typo(plan, indicator, indicator.short), indicator)


def labelled(plan: Plan, form: Form, section: str) -> Iterator[Entry]:
    """A form's indicators one below the other, each with a name that says all."""
    yield Entry(section, form.title.upper())
    for number, indicator in enumerate(form.indicators, start=1):
        yield Entry(str(number), one_line_heading(plan, indicator), indicator)


def _typo(plan: Plan, indicator: Indicator, text: str) -> str:
    return plan.typos.get(indicator.code, text)


def _is_total(indicator: Indicator, form: Form) -> bool:
    """Whether the first of its group is its total, with the others as parts or “of which”."""
    rules = form.parsed_rules
    return any(rule.left == indicator.code and rule.kind == "sum" for rule in rules) or indicator.code == "HV01"


def entries(plan: Plan, forms: Sequence[Form], nested: bool) -> list[Entry]:
    """The rows of several forms, a section for each."""
    make = listed if nested else labelled
    return [entry for number, form in enumerate(forms) for entry in make(plan, form, ROMAN[number])]


def draw_across(
    book: Book, page: Page, plan: Plan, top: int, left: int, rows: Sequence[Entry], lines: Sequence[Line]
) -> int:
    """The first row below: Nội dung | ĐVT | a unit in each column | Tổng cộng."""
    headings = ["TT", "Nội dung", "ĐVT", *(line.label for line in lines)]
    for offset, text in enumerate(headings):
        role = Role("name", lines[offset - 3].unit) if offset >= 3 else None
        page.put(top, left + offset, text, role, "heading")
    total_column = left + 3 + len(lines) if len(lines) > 1 else None
    if total_column is not None:
        page.put(top, total_column, plan.habits.total_name, Role("total-name"), "heading")
    for row, entry in enumerate(rows, start=top + 1):
        _entry(page, row, left, entry)
        _figures(page, row, left + 3, entry, lines)
        if total_column is not None and entry.indicator is not None:
            _total(book, plan, Spot(page.name, row, total_column), left + 3, entry.indicator, lines)
    return top + 1 + len(rows)


_ALONE = ("TT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú")


def draw_alone(page: Page, top: int, left: int, rows: Sequence[Entry], line: Line) -> int:
    """The first row below: TT | Chỉ tiêu | Đơn vị tính | Số liệu | Ghi chú, of one unit."""
    for offset, text in enumerate(_ALONE):
        page.put(top, left + offset, text, look="heading")
    for row, entry in enumerate(rows, start=top + 1):
        _entry(page, row, left, entry)
        _figures(page, row, left + 3, entry, [line])
        page.put(row, left + 4, None, look="name")
    return top + 1 + len(rows)


def draw_summed(book: Book, page: Page, plan: Plan, top: int, left: int, rows: Sequence[Entry]) -> None:
    """Nothing; the same table with the sums over the sheets that stand before it."""
    for offset, text in enumerate(_ALONE):
        page.put(top, left + offset, text, look="heading")
    for row, entry in enumerate(rows, start=top + 1):
        _entry(page, row, left, entry)
        if entry.indicator is not None and entry.indicator.measure is not Measure.FLAG:
            parts = tuple(spot for spot, _ in book.spots("value", code=entry.indicator.code))
            role = Role("total", code=entry.indicator.code)
            put_sum(book, plan, Spot(page.name, row, left + 3), parts, role, look_of(entry.indicator))


def _entry(page: Page, row: int, left: int, entry: Entry) -> None:
    look = "name" if entry.indicator else "strong"
    page.put(row, left, _number(entry.number), look=look)
    role = Role("heading", code=entry.indicator.code) if entry.indicator else None
    page.put(row, left + 1, entry.text, role, look)
    page.put(row, left + 2, entry.indicator.unit if entry.indicator else None, look=look)


def _number(text: str) -> object:
    """As Excel keeps what was typed: 1 is a number, and so is 1.1 on a Vietnamese machine only as text."""
    return int(text) if text.isdecimal() else text or None


def _figures(page: Page, row: int, first: int, entry: Entry, lines: Sequence[Line]) -> None:
    indicator = entry.indicator
    for offset, line in enumerate(lines):
        if indicator is None:
            page.put(row, first + offset, None, look="name")
        elif indicator.code not in line.amounts:
            page.put(row, first + offset, None, Role("not-asked", line.unit, indicator.code), "name")
        else:
            role = Role("value", line.unit, indicator.code) if line.unit else Role("stranger", "", indicator.code)
            value = on_paper(indicator, line.amounts[indicator.code])
            page.put(row, first + offset, value, role, look_of(indicator))


def _total(book: Book, plan: Plan, spot: Spot, first: int, indicator: Indicator, lines: Sequence[Line]) -> None:
    if indicator.measure is Measure.FLAG:
        return
    asked = [offset for offset, line in enumerate(lines) if indicator.code in line.amounts]
    parts = tuple(Spot(spot.page, spot.row, first + offset) for offset in asked)
    put_sum(book, plan, spot, parts, Role("total", code=indicator.code), look_of(indicator))
