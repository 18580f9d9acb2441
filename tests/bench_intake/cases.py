"""A case: a seed, a layout and a kind of fault make one workbook and the truth about it."""

from dataclasses import dataclass, field
from pathlib import PurePath
from random import Random
from time import perf_counter

from khuyenhoc_cli.checks.inbox import FileCheck, check_file
from khuyenhoc_cli.workspace.config import Checks
from tests.bench_intake.layouts import LAYOUTS, Layout
from tests.bench_intake.paper import Book, write
from tests.bench_intake.plan import Plan, random_plan
from tests.bench_intake.world import World, edition, random_world

Place = tuple[str, str]


@dataclass
class Drawn:
    """A workbook on paper, and what a good reader reads from it."""

    seed: int
    layout: Layout
    world: World
    plan: Plan
    book: Book
    values: dict[Place, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """What the product made of a file, and in what time."""

    file: FileCheck
    seconds: float


def clean(seed: int, layout: str) -> Drawn:
    """A return without a fault."""
    rng = Random(f"{seed}/{layout}")
    world = random_world(rng, LAYOUTS[layout].province)
    plan = random_plan(rng, world)
    drawn = Drawn(seed, LAYOUTS[layout], world, plan, LAYOUTS[layout].draw(plan))
    drawn.values = values_on(drawn.book, world)
    return drawn


def values_on(book: Book, world: World) -> dict[Place, int]:
    """The amounts that stand in the cells of a faultless book."""
    found = {}
    for _, cell in book.spots("value"):
        assert cell.role is not None
        found[cell.role.unit, cell.role.code] = world.now[cell.role.unit][cell.role.code]
    return found


def check(book: Book, world: World, thresholds: Checks | None = None) -> Checked:
    """The file, read and checked as `validate` does."""
    data = write(book)
    start = perf_counter()
    file = check_file(
        PurePath(book.file_name), data, edition(), world.expected, thresholds or Checks(), lambda _: world.previous
    )
    return Checked(file, perf_counter() - start)
