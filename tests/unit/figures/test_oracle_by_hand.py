"""Worlds small enough to be reckoned by hand: both the oracle and the pipeline come to the numbers written here."""

from typing import Any

import pytest

from tests.unit.figures.oracle import World
from tests.unit.figures.test_oracle import as_plain, computed, expected
from tests.unit.figures.worlds import CODES, RATIOS, ROOT

Lines = dict[str, dict[str, int]]

PROVINCE = (ROOT, "", "territorial", "tinh")
BLOCK = ("90K", ROOT, "attached", "huyen")
OLD = {
    "units": [
        PROVINCE,
        ("901", ROOT, "territorial", "huyen"),
        ("a", "901", "territorial", "xa"),
        ("b", "901", "territorial", "xa"),
    ],
    "without": set(),
}
NEW = {"units": [PROVINCE, ("A", ROOT, "territorial", "xa"), ("B", ROOT, "territorial", "xa")], "without": set()}
DISTRICTS = {
    "units": [PROVINCE, *((code, ROOT, "territorial", "huyen") for code in ("D", "E", "F")), BLOCK],
    "without": {"F"},
}
# a became A; of b's 300 people 100 went to A and 200 to B
TABLE = {"a": [("A", None)], "b": [("A", 100), ("B", 200)]}


def world(asked: str, periods: dict[str, tuple[dict[str, Any], dict[str, Lines]]]) -> World:
    """`periods`: by period the list of units and, by reporter, what each row says."""
    books = {
        name: {
            "list_units": units,
            "after_reform": False,
            "returns": {
                unit: {(row, code): n for row, line in rows.items() for code, n in line.items()}
                for unit, rows in returns.items()
            },
            "rejected": set(),
        }
        for name, (units, returns) in periods.items()
    }
    before = f"{int(asked[:4]) - 1}{asked[4:]}"
    rest = {"codes": CODES, "ratios": RATIOS, "population": "DS01", "table": TABLE, "registry": {}}
    return {**rest, "periods": books, "asked": (asked, before)}


def alone(**lines: dict[str, int]) -> dict[str, Lines]:
    """Reporters without rows below them."""
    return {unit: {unit: line} for unit, line in lines.items()}


# b's 10 members: 10 × 100 / 300 = 3⅓ and 10 × 200 / 300 = 6⅔, so 3 and 7; A has a's 5 and 3, which makes 8
OF_THE_DISTRICT = {"901": {"a": {"HV01": 5, "HV03": 5}, "b": {"HV01": 10, "HV03": 10}, "901": {"KT01": 4}}}
SPLIT = world(
    "2024H1",
    {
        "2023H1": (OLD, OF_THE_DISTRICT),
        "2024H1": (NEW, alone(A={"HV01": 20, "KT01": 1}, B={"HV01": 30, "KT01": 2})),
    },
)
MISSING = world(
    "2024H1",
    {
        "2023H1": (DISTRICTS, alone(D={"HV01": 4, "DS01": 100}, E={"HV01": 6, "DS01": 50})),
        "2024H1": (DISTRICTS, {**alone(D={"HV01": 10, "DS01": 110}), "90K": {"90K": {"HV01": 7}}}),
    },
)
HALVES = world(
    "2024",
    {
        "2024H1": (DISTRICTS, alone(D={"HV01": 10, "HV03": 3, "KT02": 0}, E={"HV01": 20})),
        "2024H2": (
            DISTRICTS,
            alone(D={"HV01": 12, "HV03": 4, "KT02": 1}, E={"HV01": 21, "HV03": 5, "KT02": 0}),
        ),
    },
)
# 2023: 8 and 7 of the first half came over from a and b, 1 and 2 were reported by A and B in the second
MIXED = world(
    "2024",
    {
        "2023H1": (OLD, OF_THE_DISTRICT),
        "2023H2": (NEW, alone(A={"HV01": 9, "HV03": 1}, B={"HV01": 8, "HV03": 2})),
        "2024": (NEW, alone(A={"HV01": 20, "HV03": 30}, B={"HV01": 30, "HV03": 40})),
    },
)
FUNDS = world(
    "2024H1",
    {
        "2023H1": (DISTRICTS, alone(D={"QU30": 60, "QU31": 10}, E={"QU30": 5})),
        "2024H1": (DISTRICTS, alone(D={"QU30": 100, "QU31": 30}, E={"QU30": 9, "QU31": 2})),
    },
)

TOTALS = [
    # world, code, value, comparable, previous, apart, units, expected, missing, like for like, rebased
    (SPLIT, "HV01", 50, 50, 15, None, 2, 2, [], True, True),
    (SPLIT, "KT01", 3, None, None, None, 2, 2, [], False, False),  # what the district did is no commune's
    (MISSING, "HV01", 17, 10, 4, None, 1, 2, ["E"], False, False),  # the block is new: 10 against 4
    (MISSING, "DS01", 110, 110, 100, None, 1, 2, ["E"], False, False),
    (HALVES, "HV01", 33, None, None, None, 2, 2, [], False, False),
    (HALVES, "HV03", 7, None, None, None, 1, 2, ["E"], False, False),  # nothing known of E's first half
    (HALVES, "KT02", 1, None, None, None, 1, 2, ["E"], False, False),
    (MIXED, "HV01", 50, 50, 17, None, 2, 2, [], True, False),  # a stock is that of the second half
    (MIXED, "HV03", 70, 70, 18, None, 2, 2, [], True, True),
    (FUNDS, "QU30", 109, 109, 65, 22, 2, 2, [], True, False),  # 30 − 10 and 2 came over: 22 are no growth
]
UNITS = [
    # world, unit, code, the year before, a part of it was shared
    (SPLIT, "A", "HV01", 8, True),
    (SPLIT, "B", "HV01", 7, True),
    (SPLIT, "A", "KT01", None, False),
    (MIXED, "A", "HV03", 9, True),
    (MIXED, "B", "HV03", 9, True),
    (MIXED, "B", "HV01", 8, False),
]


@pytest.fixture(params=["oracle", "pipeline"])
def reckoned(request: pytest.FixtureRequest) -> Any:
    return expected if request.param == "oracle" else lambda made, scope: as_plain(computed(made, scope))


@pytest.mark.parametrize(
    ("made", "code", "value", "comparable", "previous", "apart", "units", "expected_", "missing", "alike", "rebased"),
    TOTALS,
)
def test_totals(
    reckoned: Any,
    made: World,
    code: str,
    value: int,
    comparable: int | None,
    previous: int | None,
    apart: int | None,
    units: int,
    expected_: int,
    missing: list[str],
    alike: bool,
    rebased: bool,
) -> None:
    got = reckoned(made, ROOT)["totals"][code]
    change = (value, comparable, previous, apart)
    assert (got["value"], got["comparable"], got["previous"], got["apart"]) == change
    assert (got["units"], got["expected"], got["missing"]) == (units, expected_, missing)
    assert (got["like_for_like"], got["rebased"], got["estimated"]) == (alike, rebased, False)


@pytest.mark.parametrize(("made", "unit", "code", "previous", "shared"), UNITS)
def test_units(reckoned: Any, made: World, unit: str, code: str, previous: int | None, shared: bool) -> None:
    got = reckoned(made, ROOT)["units"][unit]
    assert (got["previous"].get(code), code in got["estimated"]) == (previous, shared)


def test_what_is_named(reckoned: Any) -> None:
    assert reckoned(SPLIT, ROOT)["rebasing"] == {"split": {"b"}, "evenly": set(), "leftover": set(), "unplaced": set()}
    assert reckoned(MIXED, ROOT)["rebasing"] == {"split": {"b"}, "evenly": set(), "leftover": set(), "unplaced": set()}
    assert reckoned(MIXED, ROOT)["units"]["A"]["predecessors"] == {"a", "b"}
    assert reckoned(HALVES, ROOT)["sources"] == ["2024H1", "2024H2"]
    assert reckoned(FUNDS, ROOT)["rebasing"] is None


def test_ratios_are_over_the_units_that_know_both_parts(reckoned: Any) -> None:
    """10 members of D and 7 of the block, whose people are D's 110; last year 4 of 100, against 10 of 110."""
    got = reckoned(MISSING, ROOT)["ratios"]["HV01", "DS01"]
    assert (got["numerator"], got["denominator"]) == (17, 110)
    assert (got["comparable"] * 110, got["previous"] * 100) == (10, 4)
