"""One slip of the hand turns one number into another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.checks.digit_slips import is_swap, is_telling, slip_between, swaps_of


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        (3041, 3014, "swapped"),
        (4220, 2420, "swapped"),
        (3014, 3214, "wrong"),
        (422, 4220, "missing"),
        (420, 4220, "missing"),
        (42220, 4220, "extra"),
        (14220, 4220, "extra"),
        (4220, 4220, None),
        (4321, 1234, None),
        (20, 2, "extra"),
        (1300, 1003, None),
        (5, 500, None),
        (-12, 21, None),
    ],
)
def test_one_slip(typed: int, meant: int, slip: str | None) -> None:
    assert slip_between(typed, meant) == slip


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9))
def test_a_swap_is_what_swapping_makes(amount: int) -> None:
    swaps = swaps_of(amount)
    assert all(
        is_swap(amount, other) and is_swap(other, amount) and len(str(other)) == len(str(amount)) for other in swaps
    )
    assert {other for other in range(max(amount - 100, 0), amount + 100) if is_swap(amount, other)} <= swaps


@pytest.mark.parametrize(
    ("difference", "telling"), [(0, False), (7, False), (-40, False), (3000, False), (37, True), (-1050, True)]
)
def test_a_round_difference_tells_nothing(difference: int, telling: bool) -> None:
    assert is_telling(difference) is telling
