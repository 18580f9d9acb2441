"""A draft that nobody has edited becomes today's report, whatever has changed in the figures meanwhile."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.report.refresh.renewal import refresh_document
from tests.unit.report.refresh.reading import chart_values, seen
from tests.unit.report.refresh.small_report import STRENGTHS, UNITS, World, rendered


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Any report: units in any order, with or without figures, sentences and prose that come and go."""
    units = tuple(draw(st.permutations(UNITS))[: draw(st.integers(1, len(UNITS)))])
    values = tuple(draw(st.none() | st.integers(0, 99_999)) for _ in units)
    strengths = tuple(draw(st.permutations(list(STRENGTHS)))[: draw(st.integers(0, len(STRENGTHS)))])
    prose = draw(st.sampled_from(["", "Lời của Hội về kỳ này.", "Lời khác hẳn, đã viết lại."]))
    return World(units, values, draw(st.booleans()), strengths, prose, draw(st.booleans()))


_ONE, _OTHER = ("trung_tam", "tuyen_truyen"), ("tuyen_truyen", "trung_tam")


@settings(max_examples=150, deadline=None)
@example(World(strengths=_ONE), World(strengths=_OTHER))  # nothing but the order differs
@given(worlds(), worlds())
def test_becomes_todays_report(before: World, now: World) -> None:
    today = rendered(now)
    refreshed = refresh_document(rendered(before), today)
    if refreshed.data is None:
        assert seen(rendered(before)) == seen(today)
        return
    assert seen(refreshed.data) == seen(today)
    assert chart_values(refreshed.data) == chart_values(today)
    assert refresh_document(refreshed.data, today).data is None
