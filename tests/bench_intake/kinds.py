"""What a kind of fault is, and the hand that plants it on paper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.model import Indicator, Measure
from khuyenhoc_cli.forms.rules import Rule
from tests.bench_intake.paper import Book, Cell, Role, Spot, result_of
from tests.bench_intake.plan import Plan
from tests.bench_intake.world import World, edition


class NotHereError(Exception):
    """The return has no cell in which this fault could be."""


@dataclass(frozen=True)
class Truth:
    """Where a fault is. `cells` are all that may be pointed at; several only where nobody could tell which it is.

    `between` says that the fault lies between cells, so that a finding that names one of them beside its own place is
    right too. `codes` are those by which it may be said of the whole file, or of `unit`. `healed` are places which, all
    read right, show that the reader understood what was meant.
    """

    cells: frozenset[CellRef]
    between: bool = False
    codes: frozenset[str] = frozenset()
    unit: str = ""
    indicator: str = ""
    healed: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Kind:
    """One kind of fault. `evidence` is what a careful clerk would see it by."""

    name: str
    evidence: str
    plant: "Callable[[Hand], Truth]"
    before: "Callable[[Hand], None] | None" = None
    needs: frozenset[str] = frozenset()
    not_in: frozenset[str] = frozenset()
    typed_totals: bool | None = None


@dataclass
class Hand:
    """Changes a plan, then the workbook drawn from it."""

    rng: Random
    world: World
    plan: Plan
    book: Book = field(default_factory=lambda: Book(""))
    noted: dict[str, object] = field(default_factory=dict)
    """What was done to the plan, for what is to be said of the workbook."""

    def values(self, measure: Measure | None = None, kind: str = "value") -> Iterator[tuple[Spot, Cell, Indicator]]:
        """Every value on paper, with its indicator."""
        for spot, cell in self.book.spots(kind):
            assert cell.role is not None
            indicator = edition().indicators[cell.role.code]
            if measure in (None, indicator.measure):
                yield spot, cell, indicator

    def pick(self, measure: Measure, fits: Callable[[int], bool], kind: str = "value") -> tuple[Spot, Cell]:
        """A random cell whose amount fits."""
        fitting = [(spot, cell) for spot, cell, _ in self.values(measure, kind) if fits(self.amount(cell))]
        return self.any(fitting)

    def any(self, things: "list[tuple[Spot, Cell]]") -> tuple[Spot, Cell]:
        """One of them; NotHereError where there is none."""
        if not things:
            raise NotHereError
        return self.rng.choice(things)

    def amount(self, cell: Cell) -> int:
        """What the unit truly has."""
        assert cell.role is not None
        return self.world.now.get(cell.role.unit, {}).get(cell.role.code, 0)

    def before(self, cell: Cell) -> int:
        """What the unit had a year before."""
        assert cell.role is not None
        return self.world.before[cell.role.unit].get(cell.role.code, 0)

    def is_attached(self, cell: Cell) -> bool:
        """Whether its unit is an attached block."""
        assert cell.role is not None
        return any(row.code == cell.role.unit and row.kind == "attached" for row in self.world.rows)

    def at(self, role: Role) -> Spot | None:
        """Where the only cell of that role is."""
        return next((spot for spot, _ in self.book.spots(role.kind, role.unit, role.code)), None)

    def settle(self, *, stale: bool | None = None) -> None:
        """Nothing; formulas have new results, typed totals are typed anew, or not, as it happens."""
        self.book.calculate()
        keep = self.rng.random() < 0.5 if stale is None else stale
        if not keep:
            for kind in ("subtotal", "total"):
                for _, cell in self.book.spots(kind):
                    if cell.formula is None and cell.parts:
                        exact = result_of([self.book.cell(part).value for part in cell.parts])
                        cell.value = round(exact, 6) if isinstance(exact, float) else exact

    def sums_over(self, spot: Spot) -> list[Spot]:
        """The totals and sub-totals that the cell is a part of."""
        kinds = ("total", "subtotal")
        return [at for kind in kinds for at, cell in self.book.spots(kind) if spot in cell.parts]

    def rules_on_paper(self, kind: str) -> Iterator[tuple[Rule, dict[str, tuple[Spot, Cell]]]]:
        """Every rule of that kind with the cells of each unit that has them all."""
        by_unit: dict[str, dict[str, tuple[Spot, Cell]]] = {}
        for spot, cell, indicator in self.values():
            assert cell.role is not None
            by_unit.setdefault(cell.role.unit, {})[indicator.code] = (spot, cell)
        for cells in by_unit.values():
            for rule in (rule for rule in edition().rules if rule.kind == kind):
                here = {code: cells[code] for code in rule.codes if code in cells}
                if len(here) == len(rule.codes) or (kind == "sum" and rule.left in here and len(here) > 2):
                    yield rule, here


def only(*spots: Spot) -> Truth:
    """The truth that the fault is in this cell, or in any of these that are the one thing together."""
    return Truth(frozenset(spot.ref for spot in spots))


def between(*spots: Spot) -> Truth:
    """The truth that these cells do not agree."""
    return Truth(frozenset(spot.ref for spot in spots), between=True)


def row_of(hand: Hand, name: Spot) -> list[Spot]:
    """The cells of that row of the table, as far as the next table beside it."""
    page = hand.book.page_named(name.page)
    cells = [(column, cell.role) for (row, column), cell in sorted(page.cells.items()) if row == name.row and cell.role]
    end = min((column for column, role in cells if role.kind == "name" and column > name.column), default=page.right)
    return [
        Spot(page.name, name.row, column)
        for column, role in cells
        if name.column < column < end and role.kind in ("value", "not-asked")
    ]
