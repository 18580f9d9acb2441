"""What changed between two versions of a return."""

from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.figures.changes import Change, TotalChange, steps_between
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.submission import Place, Value
from khuyenhoc_cli.ledger.records import Accepted
from tests.unit.figures.test_standing import EDITION, LIST, PERIOD, unit

Amounts = dict[Place, int]
PLACES = [(row, code) for row in ("90102", "90101", "901K", "901") for code in ("HV01", "Q01", "VB01")]


def version(number: int, amounts: Amounts, column: str = "C") -> Accepted:
    """A version whose figures stand in one column, in the order given."""
    values = {place: Value(a, CellRef("Biểu 1", f"{column}{row}")) for row, (place, a) in enumerate(amounts.items(), 8)}
    return Accepted(PERIOD, "901", number, str(number), "a.xlsx", "2024", None, "now", False, values, {})


def test_changed_added_and_gone_unit_by_unit_with_the_cell_of_the_newer_version() -> None:
    older = version(1, {("90102", "HV01"): 10, ("90101", "HV01"): 20, ("90101", "HV02"): 5, ("90103", "HV01"): 7})
    newer = version(2, {("90102", "HV01"): 11, ("90101", "HV01"): 25, ("90103", "HV01"): 7, ("90104", "HV01"): 1}, "D")
    (step,) = steps_between((older, newer), unit("901"), LIST, EDITION)
    assert [(c.row_unit, c.indicator, c.kind, c.at.cell) for c in step.changes] == [
        ("90101", "HV01", "changed", "D9"),
        ("90101", "HV02", "gone", "C10"),
        ("90102", "HV01", "changed", "D8"),
        ("90104", "HV01", "added", "D11"),
    ]
    assert step.totals == (TotalChange("HV01", 37, 44), TotalChange("HV02", 5, None))
    assert (step.older, step.newer) == (1, 2)


def test_a_table_that_moved_changed_nothing() -> None:
    amounts = {("90101", "HV01"): 20}
    (step,) = steps_between((version(1, amounts), version(2, amounts, "D")), unit("901"), LIST, EDITION)
    assert (step.changes, step.totals) == ((), ())


def test_one_step_fewer_than_versions_and_no_totals_of_a_row() -> None:
    versions = tuple(version(number, {("90101", "HV01"): number}) for number in (1, 2, 3))
    steps = steps_between(versions, None, LIST, EDITION)
    assert [(step.older, step.newer, len(step.changes), step.totals) for step in steps] == [
        (1, 2, 1, ()),
        (2, 3, 1, ()),
    ]
    assert steps_between(versions[:1], None, LIST, EDITION) == steps_between((), None, LIST, EDITION) == ()


def place_of(change: Change) -> Place:
    return change.row_unit, change.indicator


amounts = st.dictionaries(st.sampled_from(PLACES), st.integers(0, 3), max_size=len(PLACES))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(amounts, amounts)
def test_the_older_version_with_the_changes_made_is_the_newer_one(older: Amounts, newer: Amounts) -> None:
    (step,) = steps_between((version(1, older), version(2, newer)), unit("901"), LIST, EDITION)
    made = dict(older)
    for change in step.changes:
        place = place_of(change)
        assert made.pop(place, None) == (change.old.amount if change.old else None)
        if change.new is not None:
            made[place] = change.new.amount
    assert made == newer
    assert all(older.get(place) != newer.get(place) for place in map(place_of, step.changes))
