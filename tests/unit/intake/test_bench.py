"""The intake before its judge, in small: `make bench-intake` runs the same over more returns."""

import pytest

from tests.bench_intake.all_kinds import KINDS, layouts_of
from tests.bench_intake.clean_run import examples, score_clean
from tests.bench_intake.criteria import RECALL, SAID_ONCE
from tests.bench_intake.faulty_run import Outcome, Score, cases, judge
from tests.bench_intake.layouts import LAYOUTS

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


def listed(outcomes: list[Outcome]) -> str:
    """The cases, as they can be made again."""
    return "\n".join(f"python -m tests.bench_intake {outcome.replay} --show" for outcome in outcomes)
