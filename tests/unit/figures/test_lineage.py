"""Where a total comes from: whatever the returns, its parts add up to it, and the cells of a part to the part."""

from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.figures.lineage import parts_of
from khuyenhoc_cli.periods import Period
from tests.unit.figures.oracle import World
from tests.unit.figures.test_oracle import FORMS, computed
from tests.unit.figures.worlds import ROOT, books, world

WORLDS = st.builds(
    world,
    seed=st.integers(0, 2**40),
    reporters=st.integers(1, 4),
    rows=st.integers(0, 3),
    across=st.booleans(),
    change=st.booleans(),
    part=st.just("H1"),
)


def _known(amounts: list[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


@settings(max_examples=150, deadline=None)
@given(made=WORLDS)
def test_parts_add_up_to_the_total_and_cells_to_the_part(made: World) -> None:
    book = books(made, FORMS)(Period.parse(made["asked"][0]))
    if book is None:  # put together from quarters
        return
    for scope in (ROOT, *(unit.code for unit in book.units.children(ROOT) if book.units.children(unit.code))):
        figures = computed(made, scope)
        for code, total in figures.totals.items():
            parts = parts_of(book, figures.scope, code)
            assert _known([part.amount for part in parts]) == total.value, (scope, code)
            for part in parts:
                assert _known([cell.amount for cell in part.cells]) == part.amount
