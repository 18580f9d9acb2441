"""Faults between cells: sums, orders, totals, and figures that are not those of last year."""

from collections.abc import Callable

from khuyenhoc_cli.forms.model import Measure
from tests.bench_intake.figures import TRIEU
from tests.bench_intake.kinds import Hand, Kind, NotHereError, Truth, between, only
from tests.bench_intake.paper import Cell, Spot, total
from tests.bench_intake.plan import on_paper
from tests.bench_intake.units_down import address, sum_formula
from tests.bench_intake.world import edition


def _sum_broken(part: bool) -> Callable[[Hand], Truth]:
    """A part, or the total of the parts, is another number."""

    def plant(hand: Hand) -> Truth:
        found = [cells for rule, cells in hand.rules_on_paper("sum") if hand.amount(cells[rule.left][1]) > 10]
        if not found:
            raise NotHereError
        cells = hand.rng.choice(found)
        left, *parts = cells
        code = hand.rng.choice([code for code in parts if hand.amount(cells[code][1]) > 1] or parts) if part else left
        _, cell = cells[code]
        step = TRIEU if edition().indicators[code].measure is Measure.MONEY else 1
        amount = hand.amount(cell) + step * hand.rng.randint(1, 9) * hand.rng.choice((1, 1, 10))
        cell.value = on_paper(edition().indicators[code], amount)
        hand.settle()
        return between(*(spot for spot, _ in cells.values()))

    return plant


def _order_broken(hand: Hand) -> Truth:
    sums = {rule.left for rule in edition().rules if rule.kind == "sum"}
    found = [
        (cells[rule.left], cells[rule.right[0]])
        for rule, cells in hand.rules_on_paper("order")
        if rule.left not in sums and rule.right[0] != "DS01"
    ]
    if not found:
        raise NotHereError
    (smaller, cell), (larger, other) = hand.rng.choice(found)
    assert cell.role is not None
    above = max(1, round(hand.amount(other) * hand.rng.uniform(0.02, 0.4)))
    cell.value = on_paper(edition().indicators[cell.role.code], hand.amount(other) + above)
    hand.settle()
    return between(smaller, larger)


def _members_exceed(hand: Hand) -> Truth:
    found = [cells for rule, cells in hand.rules_on_paper("order") if (rule.left, rule.right) == ("HV01", ("DS01",))]
    if not found:
        raise NotHereError
    cells = hand.rng.choice(found)
    cells["HV01"][1].value = round(hand.amount(cells["DS01"][1]) * hand.rng.uniform(1.05, 1.6))
    hand.settle()
    return between(cells["HV01"][0], cells["DS01"][0])


def _totals(hand: Hand, kind: str = "total") -> list[tuple[Spot, Cell]]:
    """Totals over at least three cells, none of the first or last being zero."""
    return [
        (spot, cell)
        for spot, cell in hand.book.spots(kind)
        if len(cell.parts) >= 3 and all(hand.book.cell(cell.parts[n]).value for n in (0, -1))
    ]


def _stale(kind: str) -> Callable[[Hand], Truth]:
    """A typed total that is not the sum."""

    def plant(hand: Hand) -> Truth:
        spot, cell = hand.any(_totals(hand, kind))
        cell.value = round(cell.value + hand.rng.choice((1, -1, 2, 3, 10, 27, 100)), 6)
        return only(spot)

    return plant


def _short(hand: Hand) -> Truth:
    spot, cell = hand.any(_totals(hand))
    _leave_out(hand, cell, hand.rng.choice(("first", "last")))
    return only(spot)


def _leave_out(hand: Hand, cell: Cell, which: str) -> None:
    parts = cell.parts[1:] if which == "first" else cell.parts[:-1]
    cell.formula = sum_formula(parts)
    cell.value = total(hand.book.cell(part).value for part in parts)


def _all_short(hand: Hand) -> Truth:
    """The formula was drawn along: the first commune is missing from every total of the row, or of the column."""
    spot, _ = hand.any(_totals(hand))
    on_page = [(at, cell) for at, cell in hand.book.spots("total") if at.page == spot.page]
    row = [(at, cell) for at, cell in on_page if at.row == spot.row]
    if len(row) == 1:
        row = [(at, cell) for at, cell in on_page if at.column == spot.column]
    for _, cell in row:
        if len(cell.parts) >= 2:
            _leave_out(hand, cell, "first")
    wrong = [at for at, cell in row if cell.value != total(hand.book.cell(part).value for part in cell.parts)]
    return only(*wrong)


def _twice(hand: Hand) -> Truth:
    spot, cell = hand.any(_totals(hand))
    part = hand.rng.choice([part for part in cell.parts if hand.book.cell(part).value])
    cell.formula = f"{cell.formula}+{address(part)}"
    cell.value += hand.book.cell(part).value
    return only(spot)


def _subtotals_added(hand: Hand) -> Truth:
    spot, cell = hand.any(_totals(hand))
    assert cell.role is not None
    subtotals = [
        (at, sub)
        for at, sub in hand.book.spots("subtotal", code=cell.role.code)
        if (at.page, at.column) == (spot.page, spot.column) and sub.value
    ]
    if not subtotals:
        raise NotHereError
    rows = [at.row for at, _ in subtotals] + [part.row for part in cell.parts]
    first, last = (Spot(spot.page, row, spot.column).ref.cell for row in (min(rows), max(rows)))
    cell.formula = f"SUM({first}:{last})"
    cell.value += total(sub.value for _, sub in subtotals)
    return only(spot)


def _mistyped(change: Callable[[str, int], str]) -> Callable[[Hand], Truth]:
    """A count typed wrong, while the total typed from the paper stays: the column, maybe the row, does not close."""

    def plant(hand: Hand) -> Truth:
        spot, cell = hand.pick(Measure.COUNT, lambda n: n >= 100)
        digits = str(hand.amount(cell))
        places = [n for n in range(1, len(digits) - 1) if change(digits, n) != digits]
        if not places or not hand.sums_over(spot):
            raise NotHereError
        cell.value = int(change(digits, hand.rng.choice(places)))
        hand.book.calculate()
        return between(spot, *hand.sums_over(spot), *_sums_in_the_row(hand, cell))

    return plant


def _sums_in_the_row(hand: Hand, cell: Cell) -> list[Spot]:
    """The totals of parts that the cell is a part of, and their other parts where it is such a total."""
    assert cell.role is not None
    unit, code = cell.role.unit, cell.role.code
    return [
        spot
        for rule, cells in hand.rules_on_paper("sum")
        if code in cells and cells[code][1].role == cell.role and unit
        for spot, _ in cells.values()
    ]


def _swap(digits: str, n: int) -> str:
    return digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]


def _drop(digits: str, n: int) -> str:
    return digits[:n] + digits[n + 1 :]


def _times(factor: int, least: int) -> Callable[[Hand], Truth]:
    """A count many times what it was a year before."""

    def plant(hand: Hand) -> Truth:
        found = [
            (spot, cell)
            for spot, cell, _ in hand.values(Measure.COUNT)
            if hand.before(cell) >= least and hand.amount(cell) * factor < 10**8
        ]
        spot, cell = hand.any(found)
        cell.value = hand.amount(cell) * factor
        hand.settle()
        return only(spot)

    return plant


def _money_row(factor: float) -> Callable[[Hand], Truth]:
    """All money of one unit in another measure."""

    def plant(hand: Hand) -> Truth:
        cells = [(spot, cell) for spot, cell, _ in hand.values(Measure.MONEY)]
        _, chosen = hand.any(cells)
        row = [(s, c) for s, c in cells if c.role and chosen.role and c.role.unit == chosen.role.unit]
        for _, cell in row:
            cell.value = round(hand.amount(cell) / TRIEU * factor, 9)
        hand.settle()
        return only(*(spot for spot, _ in row))

    return plant


def _one_money(factor: float) -> Callable[[Hand], Truth]:
    """One sum of money in another measure."""

    def plant(hand: Hand) -> Truth:
        spot, cell = hand.pick(Measure.MONEY, lambda n: n >= 20 * TRIEU)
        cell.value = round(hand.amount(cell) / TRIEU * factor, 9)
        hand.settle()
        return only(spot)

    return plant


TOTALS = frozenset({"totals"})
SUM_KINDS = (
    Kind("part of a sum changed", "parts and total of one row", _sum_broken(part=True)),
    Kind("total of parts changed", "parts and total of one row", _sum_broken(part=False)),
    Kind("order broken", "a part is more than the whole", _order_broken),
    Kind("members exceed population", "more members than people", _members_exceed),
    Kind("typed total stale", "the rows add up to something else", _stale("total"), needs=TOTALS, typed_totals=True),
    Kind(
        "typed sub-total stale",
        "the rows of the group add up to something else",
        _stale("subtotal"),
        needs=TOTALS | {"sub-totals"},
        typed_totals=True,
    ),
    Kind("total leaves a row out", "the rows add up to more", _short, needs=TOTALS, typed_totals=False),
    Kind("all totals leave a row out", "the rows add up to more", _all_short, needs=TOTALS, typed_totals=False),
    Kind("total counts a row twice", "the rows add up to less", _twice, needs=TOTALS, typed_totals=False),
    Kind(
        "sub-totals in the total",
        "the rows add up to half",
        _subtotals_added,
        needs=TOTALS | {"sub-totals"},
        typed_totals=False,
    ),
    Kind("digits swapped", "column total, row sum", _mistyped(_swap), needs=TOTALS, typed_totals=True),
    Kind("digit dropped", "column total, row sum, last year", _mistyped(_drop), needs=TOTALS, typed_totals=True),
    Kind("ten times too much", "last year", _times(10, 60)),
    Kind("a thousand times too much", "last year", _times(1000, 20)),
    Kind("money row in đồng", "last year, the other communes", _money_row(TRIEU)),
    Kind("money row in tỷ", "last year, the other communes", _money_row(0.001)),
    Kind("one sum in đồng", "last year, the other communes", _one_money(TRIEU)),
    Kind("one sum in tỷ", "last year, the other communes", _one_money(0.001)),
)
