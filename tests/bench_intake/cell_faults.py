"""Faults of single cells: text, dates, errors, blanks, and numbers that cannot be."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from khuyenhoc_cli.forms.model import Measure
from tests.bench_intake.figures import TRIEU
from tests.bench_intake.kinds import Hand, Kind, NotHereError, Truth, only, row_of
from tests.bench_intake.paper import UNCALCULATED, Role
from tests.bench_intake.world import edition

Write = Callable[[int], Any]

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_WORDS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]


def any_count(amount: int) -> bool:
    """A count worth writing."""
    return amount >= 2


def _dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _count(name: str, evidence: str, write: Write, fits: Callable[[int], bool] = any_count) -> Kind:
    """A count written otherwise."""

    def plant(hand: Hand) -> Truth:
        spot, cell = hand.pick(Measure.COUNT, fits)
        cell.value = write(hand.amount(cell))
        if isinstance(cell.value, datetime):
            cell.look = "date"
        if isinstance(cell.value, str) and cell.role:
            cell.value = cell.value.replace("người", edition().indicators[cell.role.code].unit)
        hand.settle(stale=True)
        return only(spot)

    return Kind(name, evidence, plant)


def _money(name: str, evidence: str, write: Write, least: int = 10 * TRIEU) -> Kind:
    """Money written otherwise."""

    def plant(hand: Hand) -> Truth:
        spot, cell = hand.pick(Measure.MONEY, lambda amount: amount >= least)
        cell.value = write(hand.amount(cell))
        hand.settle(stale=True)
        return only(spot)

    return Kind(name, evidence, plant)


def _flag(name: str, evidence: str, value: Any) -> Kind:
    """A flag answered otherwise."""

    def plant(hand: Hand) -> Truth:
        spot, cell = hand.pick(Measure.FLAG, lambda _: True)
        cell.value = value
        return only(spot)

    return Kind(name, evidence, plant)


def _formula(name: str, evidence: str, formula: str, result: Any) -> Kind:
    """A formula that went wrong, with its result."""

    def plant(hand: Hand) -> Truth:
        spot, cell = hand.pick(Measure.COUNT, any_count)
        cell.formula, cell.value = formula, result
        hand.settle(stale=True)
        return only(spot)

    return Kind(name, evidence, plant)


def _blank(hand: Hand) -> Truth:
    cells = [(spot, cell) for spot, cell, _ in hand.values() if not hand.is_attached(cell)]
    spot, cell = hand.any(cells)
    cell.value = None
    hand.settle(stale=True)
    return only(spot)


def _blank_row(hand: Hand) -> Truth:
    names = [(spot, cell) for spot, cell in hand.book.spots("name") if not hand.is_attached(cell)]
    name, name_cell = hand.any(names)
    assert name_cell.role is not None
    page = hand.book.page_named(name.page)
    row = row_of(hand, name)
    if len(row) < 2 or name_cell.role.unit == hand.world.unit.code:
        raise NotHereError
    for spot in row:
        page.cells[spot.row, spot.column].value = None
    hand.settle(stale=True)
    return only(name, *row)


def _not_asked(hand: Hand) -> Truth:
    spot, cell = hand.any(list(hand.book.spots("not-asked")))
    cell.value = hand.rng.randint(2, 40)
    cell.look = "count"
    return only(spot)


def _merged(hand: Hand) -> Truth:
    """Two cells, one below the other, merged: the lower one's figure is gone."""
    cells = []
    for spot, cell, _ in hand.values(Measure.COUNT):
        assert cell.role is not None
        below = hand.book.page_named(spot.page).cells.get((spot.row + 1, spot.column))
        same = below and below.role and below.role.kind == "value" and below.role.code == cell.role.code
        if same and below and not hand.is_attached(below):
            cells.append((spot, cell))
    upper, _ = hand.any(cells)
    page = hand.book.page_named(upper.page)
    page.merge(upper.row, upper.column, upper.row + 1, upper.column)
    lower = upper._replace(row=upper.row + 1)
    del page.cells[lower.row, lower.column]
    page.put(lower.row, lower.column, None, Role("merged"), "count")
    hand.settle(stale=True)
    return only(upper, lower)


TEXT = "the cell holds text"

CELL_KINDS = (
    _count("text with dots", TEXT, _dotted, lambda n: n >= 1000),
    _count("text with blanks", TEXT, lambda n: f"{n:,}".replace(",", " "), lambda n: n >= 1000),
    _count("text with commas", TEXT, lambda n: f"{n:,}", lambda n: n >= 1000),
    _count("text with unit", TEXT, lambda n: f"{n} người"),
    _count("text with khoảng", TEXT, lambda n: f"khoảng {n}"),
    _count("text expression", TEXT, lambda n: f"{n - n // 3} + {n // 3}", lambda n: n >= 5),
    _count("letter O for 0", TEXT, lambda n: str(n).replace("0", "O"), lambda n: "0" in str(n)[1:]),
    _count("letter l for 1", TEXT, lambda n: str(n).replace("1", "l"), lambda n: "1" in str(n) and n > 11),
    _count("full-width digits", TEXT, lambda n: str(n).translate(_WIDE)),
    _count("digits as text", TEXT, str),
    _count("leading zero as text", TEXT, lambda n: f"0{n}", lambda n: 1 <= n <= 9),
    _count("number in words", TEXT, lambda n: _WORDS[n], lambda n: 1 <= n <= 10),
    _count("two numbers", TEXT, lambda n: f"{n}/{n + 3}", lambda n: n > 40),
    _count("full stop behind", TEXT, lambda n: f"{n}."),
    _count("percent sign in a count", TEXT, lambda n: f"{min(n, 95)}%", lambda n: n >= 10),
    _count("chưa có", TEXT, lambda _: "chưa có"),
    _count("dash", "the cell holds a dash where others hold figures", lambda _: "-"),
    _count("ditto", TEXT, lambda _: "nt"),
    _count("fraction", "a count with a fraction", lambda n: n + 0.5),
    _count("dot read as decimal", "a count with a fraction", lambda n: n / 1000, lambda n: n > 1000 and n % 10 > 0),
    _count("share for a count", "a count below one", lambda n: 0.85, lambda n: n >= 10),
    _count("negative", "a count below zero", lambda n: -n),
    _count("far too large", "more than there are people on earth", lambda n: n * 10**8, lambda n: n >= 100),
    _count("date", "the cell holds a date", lambda n: datetime(2024, min(n, 12), 3), lambda n: 1 <= n <= 12),
    _count("truth value", "the cell holds TRUE", lambda _: True),
    _formula("#REF!", "the cell shows an error", "#REF!+1", "#REF!"),
    _formula("#DIV/0!", "the cell shows an error", "1/0", "#DIV/0!"),
    _formula("#VALUE!", "the cell shows an error", '"a"+1', "#VALUE!"),
    _formula("formula without result", "the cell shows nothing or 0", "12+5", UNCALCULATED),
    _flag("flag Rồi", "the answer is neither Có nor Chưa", "Rồi"),
    _flag("flag x", "the answer is neither Có nor Chưa", "x"),
    _flag("flag 1", "the answer is neither Có nor Chưa", 1),
    _flag("flag with a document", "the answer is neither Có nor Chưa", "KH số 25/KH-UBND"),
    _money("money with tỷ", TEXT, lambda n: f"{n / TRIEU / 1000:.1f} tỷ".replace(".", ","), 100 * TRIEU),
    _money("money with đồng", TEXT, lambda n: f"{_dotted(n)}đ"),
    _money("money as text", TEXT, lambda n: str(n / TRIEU).replace(".", ",")),
    _money("money with dots", TEXT, lambda n: _dotted(n)),
    _money("below a đồng", "seven decimals of a triệu", lambda n: n / TRIEU + 0.0000004),
    Kind("blank cell", "nothing stands there, 0 would", _blank),
    Kind("blank row", "a commune without any figure", _blank_row, needs=frozenset({"units down"})),
    Kind("figure where none is asked", "the attached block has no such figure", _not_asked),
    Kind("merged cells", "one figure over two communes", _merged, needs=frozenset({"units down"})),
)
