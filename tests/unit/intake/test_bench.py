"""The intake before its judge, in small: `make bench-intake` runs the same over more returns."""

import pytest

from tests.bench_intake.all_kinds import KINDS, layouts_of
from tests.bench_intake.cases import clean
from tests.bench_intake.clean_run import examples, score_clean
from tests.bench_intake.criteria import RECALL, SAID_ONCE
from tests.bench_intake.faulty_run import Outcome, Score, cases, judge, make
from tests.bench_intake.layouts import LAYOUTS
from tests.bench_intake.paper import total
from tests.bench_intake.world import edition

CLEAN_SEEDS = range(900, 902)
FAULTY_SEED, FAULTY = 900, 120


@pytest.mark.parametrize("layout", LAYOUTS)
def test_clean_returns_are_read_right_and_nothing_is_found(layout: str) -> None:
    score = score_clean(layout, CLEAN_SEEDS)
    assert (score.wrong, score.invented, score.right) == (0, 0, score.expected), score.line
    assert not score.errors, "\n".join(examples(score.errors))


@pytest.fixture(scope="module")
def faulty() -> Score:
    return Score(tuple(judge(case) for case in cases(FAULTY, FAULTY_SEED)))


def test_planted_faults_are_found_at_their_cells(faulty: Score) -> None:
    assert faulty.recall >= RECALL, listed(faulty.misses)


def test_a_cause_is_said_once(faulty: Score) -> None:
    assert faulty.said_once >= SAID_ONCE, listed(faulty.said_often)


def test_the_judge_knows_forty_kinds_in_eight_layouts() -> None:
    assert len(KINDS) >= 40
    assert len(LAYOUTS) >= 8
    assert all(len(layouts_of(kind)) >= 1 for kind in KINDS.values())
    assert {layout for kind in KINDS.values() for layout in layouts_of(kind)} == set(LAYOUTS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_clean_returns_keep_the_rules_they_are_judged_by(layout: str) -> None:
    drawn = clean(7, layout)
    assert drawn.values
    for row in (*drawn.world.now.values(), *drawn.world.before.values()):
        assert not [str(rule) for rule in edition().rules if rule.holds(row) is False]
    for kind in ("total", "subtotal"):
        for spot, cell in drawn.book.spots(kind):
            assert cell.value == pytest.approx(total(drawn.book.cell(part).value for part in cell.parts)), spot


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_can_be_made_again_and_stands_where_it_is_said_to(kind: str) -> None:
    layout = layouts_of(KINDS[kind])[-1]
    case, again = make(3, layout, kind), make(3, layout, kind)
    assert case.hand.book == again.hand.book
    assert case.truth == again.truth
    assert case.truth.cells or case.truth.codes
    assert {ref.sheet for ref in case.truth.cells} <= {page.name for page in case.hand.book.pages}


def listed(outcomes: list[Outcome]) -> str:
    """The cases, as they can be made again."""
    return "\n".join(f"python -m tests.bench_intake {outcome.replay} --show" for outcome in outcomes)
