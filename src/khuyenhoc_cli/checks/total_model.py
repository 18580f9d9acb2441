"""What a total that does not close is made of, and what a cause of it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.submission import Place, TotalCell


class Kind(StrEnum):
    """What happened."""

    LEFT_OUT = "left out"
    TWICE = "twice"
    SUBTOTAL_ADDED = "subtotal added"
    SUBTOTAL_OFF = "subtotal off"
    LAST_YEAR = "last year"
    LAST_YEAR_ROW = "last year row"
    UNIT_OF_MEASURE = "unit of measure"
    NEIGHBOURS = "neighbours"
    NOT_RECALCULATED = "not recalculated"
    SWAPPED = "swapped"
    SLIP = "slip"
    OTHER_COLUMN = "other column"


class Part(NamedTuple):
    """One row of a column: the unit, its amount (0 where blank) and cell."""

    unit: str
    amount: int
    at: CellRef


@dataclass(frozen=True, eq=False)
class Column:
    """A total that is known, with the rows it is the sum of and the sub-totals among them; equal only to itself."""

    total: TotalCell
    amount: int
    parts: tuple[Part, ...]
    subtotals: tuple[TotalCell, ...] = ()

    @property
    def code(self) -> str:
        """The indicator's code."""
        return self.total.code

    @cached_property
    def expected(self) -> int:
        """What the total should be."""
        return sum(part.amount for part in self.parts)

    @property
    def difference(self) -> int:
        """By how much the total is too high."""
        return self.amount - self.expected


@dataclass(frozen=True)
class Cause:
    """One explanation. Columns share a cause when kind and `rows` agree; `cells` are where it lies in this column.

    `content` is what the first of the cells should hold, where it is that cell that is wrong and not the total.
    """

    kind: Kind
    rows: tuple[str, ...] = ()
    cells: tuple[CellRef, ...] = field(default=(), compare=False)
    content: int | None = field(default=None, compare=False)
    is_proven: bool = field(default=False, compare=False)
    is_claimable: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class Surroundings:
    """What a column is explained by: the columns beside it, the year before, and the rules of its rows and totals.

    `holds(unit, code, amount)` says whether the unit's rules hold with this amount; `total_mends(code, amount)` whether
    the total row's own sums break as they are and hold with it.
    """

    beside: Mapping[str, tuple[Column, ...]]
    previous: Mapping[Place, int]
    holds: Callable[[str, str, int], bool]
    total_mends: Callable[[str, int], bool]
