"""Faults of names, rows, headings, sheets and covers."""

import random
from collections.abc import Callable

from khuyenhoc_cli.forms.model import Form
from tests.bench_intake.figures import random_amounts
from tests.bench_intake.kinds import Hand, Kind, NotHereError, Truth, between, only, row_of
from tests.bench_intake.paper import Cell, Spot
from tests.bench_intake.plan import Line, simple
from tests.bench_intake.tcvn3 import in_tcvn3
from tests.bench_intake.world import edition, units

_STRANGERS = ("Xã Suối Bạc", "Xã Đồi Thông", "Xã Bến Gió", "Phường Hồ Sen", "Xã Thạch Động")
_NEAR = dict(zip("abcdeghiklmnoprstuvxy", "sndfrhjolknbpitygycsu", strict=True))


def misspelt(rng: random.Random, text: str, start: int = 4) -> str:
    """The text with one letter within a word replaced by one beside it on the keyboard; accents alone never change."""
    within = range(start, len(text))
    places = [n for n in within if text[n].casefold() in _NEAR and text[n - 1].isalpha()]
    if not places:
        raise NotHereError
    n = rng.choice(places)
    letter = _NEAR[text[n].casefold()]
    return text[:n] + (letter.upper() if text[n].isupper() else letter) + text[n + 1 :]


def misspelt_name(rng: random.Random, name: str) -> str:
    """The name with a wrong letter in its last word: "xã" and "huyện" are written right."""
    return misspelt(rng, name, name.rfind(" ") + 2)


def _territorial_names(hand: Hand) -> list[tuple[Spot, Cell]]:
    return [
        (spot, cell)
        for spot, cell in hand.book.spots("name")
        if cell.role and cell.role.unit != hand.world.unit.code and not hand.is_attached(cell)
    ]


def _name_misspelt(hand: Hand) -> Truth:
    spot, cell = hand.any(_territorial_names(hand))
    known = {simple(str(other.value)) for _, other in hand.book.spots("name")}
    cell.value = misspelt_name(hand.rng, str(cell.value))
    if simple(cell.value) in known:
        raise NotHereError
    return only(spot)


def _sheet_misspelt(hand: Hand) -> None:
    line = hand.rng.choice([line for line in hand.plan.lines if line.kind == "territorial"])
    line.label = misspelt_name(hand.rng, line.label)
    hand.noted["unit"] = line.unit


def _whole_sheet(hand: Hand) -> Truth:
    """Name and tab say the same: anything on that sheet may be pointed at."""
    unit = str(hand.noted["unit"])
    spot, _ = next(hand.book.spots("value", unit))
    page = hand.book.page_named(spot.page)
    return Truth(only(*page.everywhere()).cells, codes=frozenset({"KH704", "KH706"}), unit=unit)


def _name_in_tcvn3(hand: Hand) -> Truth:
    fitting = [
        (s, c) for s, c in _territorial_names(hand) if in_tcvn3(str(c.value)) != c.value and not str(c.value).isupper()
    ]
    spot, cell = hand.any(fitting)
    cell.value = in_tcvn3(str(cell.value))
    return only(spot)


def _name_missing(hand: Hand) -> Truth:
    spot, cell = hand.any(_territorial_names(hand))
    cell.value = None
    page = hand.book.page_named(spot.page)
    row = [Spot(page.name, r, c) for r, c in page.cells if r == spot.row]
    return Truth(only(*row).cells)


def _lines(hand: Hand) -> tuple[list[Line], Form]:
    """The lines of one form, to be changed there alone."""
    form = hand.rng.choice([form for form in hand.plan.forms if form.rows == "children"])
    lines = hand.plan.lines_by_form[form.number] = [*hand.plan.lines]
    hand.noted["form"] = form
    return lines, form


def _add_stranger(hand: Hand) -> None:
    lines, _ = _lines(hand)
    amounts = random_amounts(hand.rng, hand.world.rows[0], 1, edition())
    lines.insert(hand.rng.randrange(1, len(lines)), Line(hand.rng.choice(_STRANGERS), "", amounts))


def _stranger(hand: Hand) -> Truth:
    spot, _ = next(hand.book.spots("name", ""))
    return only(spot)


def _add_twin(hand: Hand) -> None:
    lines, _ = _lines(hand)
    twin = hand.rng.choice([line for line in lines if line.kind == "territorial"])
    lines.insert(hand.rng.randrange(1, len(lines)), twin)
    hand.noted["unit"] = twin.unit


def _twins(hand: Hand) -> Truth:
    """Which of the two rows is one too many cannot be seen."""
    form = hand.noted["form"]
    assert isinstance(form, Form)
    code = form.indicators[0].code
    rows = {(spot.page, spot.row) for spot, _ in hand.book.spots("value", str(hand.noted["unit"]), code)}
    names = [s for s, _ in hand.book.spots("name", str(hand.noted["unit"])) if (s.page, s.row) in rows]
    if len(names) != 2:
        raise NotHereError
    return between(*names)


def _leave_out_line(hand: Hand) -> None:
    lines, _ = _lines(hand)
    gone = hand.rng.choice([line for line in lines if line.kind == "territorial"])
    lines.remove(gone)
    hand.noted["unit"] = gone.unit


def _line_missing(hand: Hand) -> Truth:
    return Truth(frozenset(), codes=frozenset({"KH706"}), unit=str(hand.noted["unit"]))


def _leave_out_sheet(hand: Hand) -> None:
    gone = hand.rng.choice([line for line in hand.plan.lines if line.kind == "territorial"])
    hand.plan.lines.remove(gone)
    hand.noted["unit"] = gone.unit


def _cover(label: str, text: Callable[[Hand], str]) -> Callable[[Hand], Truth]:
    def plant(hand: Hand) -> Truth:
        spot, cell = next(hand.book.spots("cover", code=label))
        cell.value = text(hand)
        return only(spot)

    return plant


def _another_district(hand: Hand) -> str:
    root = units().units[0]
    others = [u.name for u in units().children(root.code) if u != hand.world.unit and u.kind == "territorial"]
    return hand.rng.choice(others)


def _misspell_heading(hand: Hand) -> None:
    indicator = hand.rng.choice(list(edition().indicators.values()))
    text = indicator.short if hand.rng.random() < 0.5 else indicator.label
    hand.plan.typos[indicator.code] = misspelt(hand.rng, text)
    hand.noted["code"] = indicator.code


def _rename_heading(hand: Hand) -> None:
    hand.noted["code"] = code = hand.rng.choice(list(edition().indicators))
    hand.plan.typos[code] = hand.rng.choice(("Nội dung khác", "Số phát sinh", "Kết quả thực hiện", "Cột phụ"))


def _heading(may_be_healed: bool) -> Callable[[Hand], Truth]:
    def plant(hand: Hand) -> Truth:
        code = str(hand.noted["code"])
        headings = [spot for spot, _ in hand.book.spots("heading", code=code)]
        if not headings:
            raise NotHereError
        places = frozenset(
            (c.role.unit, code) for _, c in hand.book.spots("value", code=code) if c.role and may_be_healed
        )
        truth = only(*(at for spot in headings for at in hand.book.page_named(spot.page).area(spot)))
        return Truth(truth.cells, codes=frozenset({"KH108"}), indicator=code, healed=places)

    return plant


def _code_twice(hand: Hand) -> Truth:
    codes = list(hand.book.spots("code"))
    spot, cell = hand.any(codes)
    beside = [c for s, c in codes if s.page == spot.page and abs(s.column - spot.column) == 1]
    twin = hand.rng.choice(beside)
    cell.value = twin.value
    same = [s for s, c in codes if c.value == twin.value]
    return between(*same)


def _sheet_gone(hand: Hand) -> Truth:
    page = hand.rng.choice([page for page in hand.book.pages if page.name != "Bìa"])
    hand.book.pages.remove(page)
    return Truth(frozenset(), codes=frozenset({"KH107"}))


def _sheet_unfilled(hand: Hand) -> Truth:
    pages = {spot.page for spot, _ in hand.book.spots("total")}
    page = hand.book.page_named(hand.rng.choice(sorted(pages)))
    for cell in page.cells.values():
        if cell.role and cell.role.kind in ("value", "previous"):
            cell.value = None
        elif cell.role and cell.role.kind in ("total", "subtotal", "previous-total"):
            cell.value = 0 if cell.formula else None
    return only(*page.everywhere())


def _sheet_wiped(hand: Hand) -> Truth:
    pages = sorted({spot.page for spot, _ in hand.book.spots("total")})
    page = hand.book.page_named(hand.rng.choice(pages))
    page.cells.clear()
    page.merges.clear()
    return Truth(frozenset(), codes=frozenset({"KH107"}))


def _hidden_row(hand: Hand) -> Truth:
    spot, _ = hand.any(_territorial_names(hand))
    page = hand.book.page_named(spot.page)
    page.hidden_rows.add(spot.row)
    return only(*(Spot(page.name, row, column) for row, column in page.cells if row == spot.row))


def _row_copied(hand: Hand) -> Truth:
    """A commune's figures pasted into the row of another."""
    names = _territorial_names(hand)
    spot, _ = hand.any(names)
    others = [other for other, _ in names if other.page == spot.page and other.row != spot.row]
    pairs = zip(row_of(hand, spot), row_of(hand, hand.rng.choice(others)), strict=False)
    changed = []
    for mine, theirs in pairs:
        if mine.column == theirs.column:
            hand.book.cell(mine).value = hand.book.cell(theirs).value
            changed += [mine, theirs]
    if len(changed) < 8:
        raise NotHereError
    hand.settle(stale=False)
    return between(spot, *changed)


def _row_shifted(hand: Hand) -> Truth:
    """From one column on, each figure of a row stands a column too far right."""
    spot, _ = hand.any(_territorial_names(hand))
    row = row_of(hand, spot)
    if len(row) < 7:
        raise NotHereError
    start = hand.rng.randrange(0, len(row) - 4)
    values = [hand.book.cell(at).value for at in row]
    moved = [*values[:start], None, *values[start:-1]]
    for at, value in zip(row, moved, strict=True):
        hand.book.cell(at).value = value
    hand.settle(stale=False)
    return only(spot, *row[start:])


DOWN, SHEETS = frozenset({"units down"}), frozenset({"forms on sheets"})
COVER = frozenset({"cover"})
STRUCTURE_KINDS = (
    Kind("name misspelt", "no such commune", _name_misspelt, not_in=frozenset({"L7"})),
    Kind("sheet's name misspelt", "no such commune", _whole_sheet, _sheet_misspelt, frozenset({"unit sheets"})),
    Kind("name in TCVN3", "letters nobody can read", _name_in_tcvn3, not_in=frozenset({"L7"})),
    Kind("name missing", "figures of nobody", _name_missing, needs=DOWN),
    Kind("unknown commune", "no such commune in the district", _stranger, _add_stranger, DOWN),
    Kind("commune twice", "two rows of one name", _twins, _add_twin, DOWN),
    Kind("commune missing", "fewer rows than communes", _line_missing, _leave_out_line, DOWN),
    Kind(
        "commune's sheet missing",
        "fewer sheets than communes",
        _line_missing,
        _leave_out_sheet,
        frozenset({"unit sheets"}),
    ),
    Kind(
        "another unit on the cover", "the rows are not its communes", _cover("Đơn vị", _another_district), needs=COVER
    ),
    Kind("unknown unit on the cover", "no such unit", _cover("Đơn vị", lambda _: "Huyện Suối Thử"), needs=COVER),
    Kind(
        "wrong period on the cover",
        "the period asked for",
        _cover("Kỳ báo cáo", lambda _: "6 tháng đầu năm 2023"),
        needs=COVER,
    ),
    Kind("heading misspelt", "not the form's heading", _heading(True), _misspell_heading, not_in=frozenset({"L1"})),
    Kind("heading unknown", "not the form's heading", _heading(False), _rename_heading, not_in=frozenset({"L1"})),
    Kind("code twice", "one code over two columns", _code_twice, needs=frozenset({"codes"})),
    Kind("sheet missing", "a form is not there", _sheet_gone, needs=SHEETS),
    Kind("sheet unfilled", "a form without a figure", _sheet_unfilled, needs=SHEETS),
    Kind("sheet empty", "a sheet without a table", _sheet_wiped, needs=SHEETS),
    Kind("hidden row", "the numbering skips a row", _hidden_row, needs=DOWN),
    Kind("row copied from another", "two communes alike in every figure", _row_copied, needs=DOWN),
    Kind("row shifted right", "figures under the wrong headings", _row_shifted, needs=DOWN),
)
