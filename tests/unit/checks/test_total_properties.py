"""A planted cause is named or nothing is; a table that adds up is never spoken of."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.checks.digit_slips import swaps_of
from khuyenhoc_cli.checks.totals import check_totals
from tests.unit.checks.drawn import CODES, drawn, table

LETTERS = "CDEFG"
amounts = st.integers(0, 9_999)
tables = st.integers(1, len(CODES)).flatmap(
    lambda width: st.lists(st.lists(amounts, min_size=width, max_size=width), min_size=2, max_size=12)
)
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


@dataclass
class Planted:
    """A faulty table and what may be said of it: one of these codes, at this cell, or only that a total is off."""

    rows: list[list[int]]
    totals: list[int]
    codes: set[str]
    cell: str
    previous: dict[tuple[str, str], int]


def sums(rows: list[list[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def left_out(rows: list[list[int]], row: int, column: int) -> Planted:
    totals = sums(rows)
    totals[column] -= rows[row][column]
    return Planted(rows, totals, {"KH305"}, total_cell(rows, column), {})


def left_out_everywhere(rows: list[list[int]], row: int, column: int) -> Planted:
    totals = [total - amount for total, amount in zip(sums(rows), rows[row], strict=True)]
    first = next((n for n, amount in enumerate(rows[row]) if amount), 0)
    return Planted(rows, totals, {"KH305"}, total_cell(rows, first), {})


def counted_twice(rows: list[list[int]], row: int, column: int) -> Planted:
    totals = sums(rows)
    totals[column] += rows[row][column]
    return Planted(rows, totals, {"KH306"}, total_cell(rows, column), {})


def doubled(rows: list[list[int]], row: int, column: int) -> Planted:
    totals = [2 * total for total in sums(rows)]
    first = next((n for n, total in enumerate(totals) if total), 0)
    return Planted(rows, totals, {"KH307"}, total_cell(rows, first), {})


def last_year(rows: list[list[int]], row: int, column: int) -> Planted:
    before = {(f"Xã {n}", CODES[column]): max(cells[column] * 19 // 20 - n, 0) for n, cells in enumerate(rows)}
    totals = sums(rows)
    totals[column] = sum(before.values())
    return Planted(rows, totals, {"KH308"}, total_cell(rows, column), before)


def swapped_in_a_row(rows: list[list[int]], row: int, column: int) -> Planted:
    totals = sums(rows)
    other = min(swaps_of(rows[row][column]), default=rows[row][column])
    changed = [[*cells] for cells in rows]
    changed[row][column] = other
    return Planted(changed, totals, {"KH309"}, f"{LETTERS[column]}{row + 2}", {})


def swapped_in_the_total(rows: list[list[int]], row: int, column: int) -> Planted:
    totals = sums(rows)
    totals[column] = min(swaps_of(totals[column]), default=totals[column])
    return Planted(rows, totals, {"KH309"}, total_cell(rows, column), {})


def another_column(rows: list[list[int]], row: int, column: int) -> Planted:
    totals = sums(rows)
    totals[column] = totals[column - 1] if column else totals[column]
    return Planted(rows, totals, {"KH310"}, total_cell(rows, column), {})


def neighbours(rows: list[list[int]], row: int, column: int) -> Planted:
    totals = sums(rows)
    changed = [[*cells] for cells in rows]
    if column:
        changed[row][column - 1], changed[row][column] = changed[row][column], changed[row][column - 1]
    return Planted(changed, totals, {"KH311"}, f"{LETTERS[max(column - 1, 0)]}{row + 2}", {})


def total_cell(rows: list[list[int]], column: int) -> str:
    return f"{LETTERS[column]}{len(rows) + 2}"


PLANTINGS: list[Callable[[list[list[int]], int, int], Planted]] = [
    left_out,
    left_out_everywhere,
    counted_twice,
    doubled,
    last_year,
    swapped_in_a_row,
    swapped_in_the_total,
    another_column,
    neighbours,
]


@quick
@given(tables)
def test_a_table_that_adds_up_gives_no_finding(rows: list[list[int]]) -> None:
    assert not list(check_totals(drawn(table(rows, sums(rows)))))


@settings(quick, max_examples=600)
@given(tables, st.sampled_from(PLANTINGS), st.data())
def test_a_planted_cause_is_named_or_only_that_the_total_is_off(
    rows: list[list[int]], plant: Callable[[list[list[int]], int, int], Planted], data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[0]) - 1))
    planted = plant(rows, row, column)
    found = list(check_totals(drawn(table(planted.rows, planted.totals), planted.previous)))
    assert bool(found) == (sums(planted.rows) != planted.totals)
    for finding in found:
        assert finding.at is not None
        assert finding.code == "KH303" or (finding.code, finding.at.cell) in {(c, planted.cell) for c in planted.codes}


@quick
@given(tables, st.data())
def test_what_the_formula_leaves_out_is_always_named(rows: list[list[int]], data: st.DataObject) -> None:
    column = data.draw(st.integers(0, len(rows[0]) - 1))
    taken = data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=1, max_size=len(rows) - 1))
    total = sum(rows[row][column] for row in taken)
    expected = sums(rows)
    letter = LETTERS[column]
    cells = [str(each) for each in expected]
    cells[column] = f"{total} =" + "+".join(f"{letter}{row + 2}" for row in sorted(taken))
    lines = [" | ".join([f"Xã {number}", *map(str, row)]) for number, row in enumerate(rows)]
    found = list(check_totals(drawn("\n".join([*lines, " | ".join(["Tổng cộng", *cells])]))))
    assert [(finding.code, finding.at.cell if finding.at else "") for finding in found] == (
        [] if total == expected[column] else [("KH305", f"{letter}{len(rows) + 2}")]
    )
    left = {f"{letter}{row + 2}" for row in range(len(rows)) if row not in taken}
    assert all({ref.cell for ref in finding.also} == left for finding in found)
