"""Whether so many relations of a kind hold that it is how the table is made."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from khuyenhoc_cli.audit.model import Verdict
from khuyenhoc_cli.audit.rules.tables.culprits import Learned
from khuyenhoc_cli.audit.rules.tables.grid import Grid, Number, Row
from khuyenhoc_cli.audit.rules.tables.relations import Quotient, Relation

FEWEST = 3  # rows that have to keep a relation before it counts
_FEW_BUT_LONG = 2  # such rows, where the figures have so many digits that no chance makes them fit
_LONG = 4

Kept = TypeVar("Kept", bound=Relation)


def is_kept(found: Sequence[Relation], at_least: int = 0) -> bool:
    """Whether so many hold that it is how the table is made; zeros and the same whole and part tell nothing."""
    telling = [each for each in found if _is_telling(each)]
    holding = sum(each.holds() for each in telling)
    broken = len(telling) - holding
    return holding >= (at_least or fewest(telling)) and broken <= max(1, holding // 3)


def _is_telling(relation: Relation) -> bool:
    is_named = isinstance(relation, Quotient) and relation.is_named and relation.holds()
    if is_named and relation.cells[1].value == relation.cells[2].value:
        return False  # 100 % may be of anything
    return bool(relation.target.value) and len({cell.value for cell in relation.cells}) > 1


def settled(found: Sequence[Relation], at_least: int = 0) -> Iterator[Learned]:
    """Each with what a break of it is: wrong where most hold."""
    broken = len({each.target for each in found if not each.holds()})
    holding = len({each.target for each in found}) - broken
    verdict: Verdict = "wrong" if holding >= max(at_least or fewest(found), broken) else "doubtful"
    return (Learned(each, verdict) for each in found)


def fewest(found: Sequence[Relation]) -> int:
    """How many have to hold before the relation counts."""
    long = all(digits(each.target) >= _LONG for each in found if each.holds())
    return _FEW_BUT_LONG if long else FEWEST


def digits(number: Number) -> int:
    """How many digits of a figure tell something."""
    return len(str(abs(number.value / number.step).numerator))


def rows_with(grid: Grid, make: Callable[[Row], Kept | None]) -> list[Kept]:
    """The relation in each row that tells figures of its own."""
    rows = grid.rows_of("unit", "group", "total", "previous", "change", "year", "other")
    return [relation for row in rows if (relation := make(row)) is not None]
