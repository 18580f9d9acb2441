"""All that the tables of a report say of themselves: worked out once, read by several rules."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from khuyenhoc_cli.audit.model import Claim, Document, Kind, Table
from khuyenhoc_cli.audit.rules.tables.culprits import claims_about
from khuyenhoc_cli.audit.rules.tables.grid import Grid, grids_of
from khuyenhoc_cli.audit.rules.tables.learning import learned_in
from khuyenhoc_cli.text.names import fold

_LEAVES_OUT = re.compile(r"ca hai ky|khong ke|khong tinh|don vi hien nay|cung so sanh")


def says(rule: str, *kinds: Kind) -> Callable[[Document], Iterator[Claim]]:
    """The check that says what the tables show of these kinds."""

    def check(document: Document) -> Iterator[Claim]:
        for claim in _claims(document.tables, _is_comparable(document)):
            if claim.kind in kinds:
                yield Claim(
                    rule,
                    claim.kind,
                    claim.passage,
                    claim.start,
                    claim.end,
                    claim.computed,
                    claim.verdict,
                    claim.message,
                )

    return check


@lru_cache(maxsize=2)
def grids(tables: tuple[Table, ...]) -> tuple[Grid, ...]:
    """The tables of a report that have figures."""
    return tuple(grids_of(tables))


@lru_cache(maxsize=2)
def _claims(tables: tuple[Table, ...], comparable: bool) -> tuple[Claim, ...]:
    found = grids(tables)
    learned = [each for grid in found for each in learned_in(grid, found, comparable=comparable)]
    return tuple(claims_about("", learned))


def _is_comparable(document: Document) -> bool:
    """Whether the report says nothing of changes that leave something out."""
    return not any(_LEAVES_OUT.search(fold(passage.text)) for passage in document.everything if passage.part != "table")
