"""All that the tables of a report say of themselves: worked out once, read by several rules."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from khuyenhoc_cli.audit.model import Claim, Document, Kind
from khuyenhoc_cli.audit.rules.tables.culprits import Learned, claims_about
from khuyenhoc_cli.audit.rules.tables.grid import Grid
from khuyenhoc_cli.audit.rules.tables.learning import learned_in
from khuyenhoc_cli.audit.rules.tables.leaving_out import LeftOut, left_out_in
from khuyenhoc_cli.audit.rules.tables.reading import Itself, grids_of
from khuyenhoc_cli.audit.rules.tables.repeated import repeated_in


def says(rule: str, *kinds: Kind) -> Callable[[Document], Iterator[Claim]]:
    """The check that says what the tables show of these kinds."""

    def check(document: Document) -> Iterator[Claim]:
        for claim in _claims(document):
            if claim.kind in kinds:
                yield replace(claim, rule=rule)

    return check


def _claims(document: Document) -> tuple[Claim, ...]:
    return _claims_of(Itself(document))


@lru_cache(maxsize=2)
def _claims_of(key: Itself[Document]) -> tuple[Claim, ...]:
    """What all relations of all tables together say, so that one figure is blamed for all that it breaks."""
    left_out, found = left_out_in(key.itself), tuple(grids_of(key.itself.tables))
    learned = [each for grid in found for each in _learned(grid, _beside(grid, found), left_out)]
    return tuple(claims_about("", [*learned, *repeated_in(found, left_out)]))


def _beside(grid: Grid, found: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """The tables over the same rows, for one with an average of something that another table tells."""
    if not any(column.may_be_ratio and column.index not in grid.percents for column in grid.columns):
        return ()
    return tuple(other for other in found if other is not grid and len(other.labels & grid.labels) >= 3)


@lru_cache(maxsize=64)
def _learned(grid: Grid, others: tuple[Grid, ...], left_out: LeftOut) -> tuple[Learned, ...]:
    return tuple(learned_in(grid, others, left_out))
