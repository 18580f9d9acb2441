"""All that the tables of a report say of themselves: worked out once, read by several rules."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from khuyenhoc_cli.audit.model import Claim, Document, Kind
from khuyenhoc_cli.audit.rules.tables.culprits import claims_about
from khuyenhoc_cli.audit.rules.tables.grid import Grid
from khuyenhoc_cli.audit.rules.tables.learning import learned_in
from khuyenhoc_cli.audit.rules.tables.reading import grids_of
from khuyenhoc_cli.text.names import fold

_LEAVES_OUT = re.compile(r"ca hai ky|khong ke|khong tinh|don vi hien nay|cung so sanh")


def says(rule: str, *kinds: Kind) -> Callable[[Document], Iterator[Claim]]:
    """The check that says what the tables show of these kinds."""

    def check(document: Document) -> Iterator[Claim]:
        for claim in _claims(document):
            if claim.kind in kinds:
                yield replace(claim, rule=rule)

    return check


def _claims(document: Document) -> Iterator[Claim]:
    comparable, found = _is_comparable(document), tuple(grids_of(document.tables))
    for grid in found:
        yield from _claims_of(grid, _beside(grid, found), comparable)


def _beside(grid: Grid, found: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """The tables over the same rows, for one with an average of something that another table tells."""
    if not any(column.may_be_ratio and column.index not in grid.percents for column in grid.columns):
        return ()
    return tuple(other for other in found if other is not grid and len(other.labels & grid.labels) >= 3)


@lru_cache(maxsize=64)
def _claims_of(grid: Grid, others: tuple[Grid, ...], comparable: bool) -> tuple[Claim, ...]:
    return tuple(claims_about("", learned_in(grid, others, comparable=comparable)))


def _is_comparable(document: Document) -> bool:
    """Whether the report says nothing of changes that leave something out."""
    return not any(_LEAVES_OUT.search(fold(passage.text)) for passage in document.everything if passage.part != "table")
