"""What was achieved of what was assigned."""

from fractions import Fraction

from khuyenhoc_cli.figures.assigned import Achieved, AssignedStandings, assigned_standings
from khuyenhoc_cli.figures.model import Figures
from tests.unit.figures.test_analysis import EDITION, SCOPE, figures, of, total

UNITS = [of("A", {"HV01": 135}), of("B", {"HV01": 45}), of("C", {}), of("D", {"HV01": 7}), of("K", {"HV01": 5})]


def standing(assigned: dict[tuple[str, str], int], got: Figures | None = None) -> AssignedStandings:
    (found,) = assigned_standings(got or figures(UNITS, total("HV01", 192, None)), assigned)
    return found


def summed(each: Achieved | None) -> tuple[str, int, int, Fraction | None, int] | None:
    return each and (each.unit.code, each.value, each.assigned, each.percent, each.lacking)


def test_units_and_what_they_come_to_together() -> None:
    found = standing({("A", "HV01"): 100, ("B", "HV01"): 60, ("C", "HV01"): 9, ("Z", "HV01"): 1})
    assert [summed(each) for each in found.units] == [("A", 135, 100, 135, 0), ("B", 45, 60, 75, 15)]
    # C has no value: neither it nor what it was assigned counts
    assert summed(found.whole) == ("90", 180, 160, Fraction(225, 2), 0)
    assert (found.over, found.assigned_to) == (2, 3)


def test_the_number_of_the_scope_itself_goes_before_the_sum() -> None:
    found = standing({("90", "HV01"): 200, ("A", "HV01"): 100})
    assert summed(found.whole) == ("90", 192, 200, 96, 8)


def test_a_scope_that_was_assigned_zero_is_not_the_sum_of_its_units() -> None:
    found = standing({("90", "HV01"): 0, ("A", "HV01"): 100})
    assert summed(found.whole) == ("90", 192, 0, None, 0)


def test_nothing_assigned_to_those_who_have_a_value() -> None:
    found = standing({("C", "HV01"): 100})
    assert (found.whole, found.units, found.over, found.assigned_to) == (None, (), 0, 1)


def test_of_zero_there_is_no_percentage() -> None:
    assert Achieved(SCOPE, 5, 0).percent is None


def test_indicators_stand_in_the_order_of_the_forms_and_others_are_left_out() -> None:
    got = figures([of("A", {"HV01": 1, "GD03": 1})], total("HV01", 1, None))
    got = Figures(**{**vars(got), "totals": {**got.totals, "GD03": total("GD03", 1, None)}})
    assigned = {("A", "GD03"): 5, ("A", "HV01"): 5, ("Z", "TC10"): 5}
    assert [each.indicator for each in assigned_standings(got, assigned)] == [
        EDITION.indicators["HV01"],
        EDITION.indicators["GD03"],
    ]
