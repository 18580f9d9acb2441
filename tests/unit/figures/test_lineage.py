"""Where a total comes from: whatever the returns, its parts add up to it, and the cells of a part to the part."""

from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.figures.assembly import target_of
from khuyenhoc_cli.figures.gathering import Succession, gather
from khuyenhoc_cli.figures.lineage import earlier_parts, parts_of
from khuyenhoc_cli.periods import Period
from tests.unit.figures.oracle import World
from tests.unit.figures.test_oracle import FORMS, computed
from tests.unit.figures.worlds import ROOT, books, registry, table, world

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


@settings(max_examples=150, deadline=None)
@given(made=WORLDS)
def test_what_a_unit_was_given_adds_up_to_its_year_before(made: World) -> None:
    """Whole and shared, blocks included; over the scope everything but what dissolved units did themselves."""
    held = books(made, FORMS)
    period, before = (Period.parse(name) for name in made["asked"])
    book, earlier = held(period), held(before)
    if book is None or earlier is None or earlier.units == book.units:
        return
    _, target = target_of(held, period, book.root, Succession(table(made), registry(made)))
    carried = gather(held, before, target).carried
    assert carried is not None
    for code in FORMS.indicators:
        for child in book.units.children(ROOT):
            given_ = [part.amount for part in earlier_parts(earlier, carried, code, child.code)]
            assert _known(given_) == carried.amounts.get(child.code, {}).get(code), (child.code, code)
        everything = [p.amount for p in earlier_parts(earlier, carried, code) if p.manner != "itself"]
        came = [amounts[code] for child, amounts in carried.amounts.items() if code in amounts and child]
        came += [each.values[code] for each in carried.leftovers if code in each.values and not each.itself]
        came += [carried.own[code]] if code in carried.own else []
        assert _known(everything) == _known(came), code
