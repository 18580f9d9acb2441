"""Random edits of a draft through python-docx: a refresh loses none of them, and a second one changes nothing."""

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.report.refresh.editing import EDITS, Hand
from tests.unit.report.refresh.keeping import assert_nothing_is_lost
from tests.unit.report.refresh.small_report import UNITS, World, rendered

WORLDS = (
    World(),
    World(values=(1234, None, 3456)),
    World(units=UNITS, values=(1234, 2345, None, 4567, None), strengths=("quy", "hoi_vien", "trung_tam")),
    World(values=(1300, 2345, 3600), compared=False, strengths=(), prose="Lời của Hội."),
    World(units=UNITS[1:4], values=(2345, 3456, 1), strengths=("trung_tam", "tuyen_truyen"), charted=False),
)
PICKS = st.integers(0, 10_000)
SEQUENCES = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), PICKS, PICKS), min_size=1, max_size=8)


@cache
def report(number: int) -> bytes:
    return rendered(WORLDS[number])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(WORLDS) - 1), st.integers(0, len(WORLDS) - 1), SEQUENCES)
def test_no_edit_is_lost(then: int, now: int, sequence: list[tuple[str, int, int]]) -> None:
    hand = Hand(report(then))
    for edit in sequence:
        hand.do(*edit)
    assert_nothing_is_lost(report(then), hand.saved(), report(now), hand.marks)
