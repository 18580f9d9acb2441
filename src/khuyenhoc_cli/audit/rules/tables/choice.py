"""One list of units held against one column: whether it has the units that it says it has, or all but one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from khuyenhoc_cli.audit.rules.tables.grid import Number
from khuyenhoc_cli.audit.rules.tables.listed import Source
from khuyenhoc_cli.audit.rules.tables.listings import Item, Listing

Side = Literal["most", "least", "below", "under_mean"]


@dataclass(frozen=True)
class Finding:
    """What is wrong with a list, with the computation; `item` the unit that should not be in it."""

    message: str
    item: Item | None = None
    computed: str = ""


@dataclass(frozen=True, eq=False)
class Choice:
    """A list said to be the highest, the lowest, or what is below `bound`, of a column."""

    listing: Listing
    side: Side
    source: Source
    bound: Fraction | None = None
    is_known: bool = True  # by the figures of the list; else by its words alone

    @cached_property
    def finding(self) -> Finding | Literal["fits"] | None:
        """What is wrong, "fits" where nothing is; None where the list is not chosen so."""
        if self.side in ("most", "least"):
            return self._ranked()
        return self._below() if self.bound is not None else None

    @cached_property
    def _all(self) -> Mapping[str, Number]:
        found = {key: self.source.grid.number(row, self.source.column) for key, row in self.source.rows.items()}
        return {key: number for key, number in found.items() if number is not None}

    @cached_property
    def _eligible(self) -> Mapping[str, Number]:
        """Those of the kind of most that are listed: a body of the province itself is no district."""
        kinds = [bool(item.unit.kind) for item in self.listing.items]
        if sum(kinds) * 2 <= len(kinds):
            return self._all
        return {key: number for key, number in self._all.items() if self.source.kinds[key]}

    @cached_property
    def _least_named(self) -> int:
        return 2 if self.is_known else 3

    def _rank(self, number: Number) -> Fraction:
        return number.value if self.side == "most" else -number.value

    def _ahead(self, values: Mapping[str, Number], keys: frozenset[str]) -> list[str]:
        """Who is not in it, and stands before the last that is."""
        last = min(self._rank(values[key]) for key in keys)
        return [key for key, number in values.items() if key not in keys and self._rank(number) > last]

    def _ranked(self) -> Finding | Literal["fits"] | None:
        keys = frozenset(self.listing.keys)
        if self.listing.others or not self.listing.is_closed:
            return None
        for values in (self._all, self._eligible):
            if keys <= set(values) and not self._ahead(values, keys):
                return "fits"
        values = self._eligible
        inside, outside = keys & set(values), keys - set(values)
        if len(inside) < self._least_named or len(outside) > 1:
            return None
        if outside:
            return self._outside(values, inside, next(iter(outside)))
        ahead = self._ahead(values, inside)
        lowest = min(inside, key=lambda key: self._rank(values[key]))
        if len(ahead) == 1:
            return Finding(self._passed_over(values, ahead[0], lowest), computed=self._name(ahead[0]))
        rest = inside - {lowest}
        if len(rest) < self._least_named or len(self._ahead(values, rest)) > 1:
            return None
        best = max(ahead, key=lambda key: self._rank(values[key]))
        return Finding(self._passed_over(values, best, lowest), self._item(lowest))

    def _outside(self, values: Mapping[str, Number], inside: frozenset[str], key: str) -> Finding | None:
        """A unit without a figure, or of another kind, among the first."""
        if len(self._ahead(values, inside)) > 1:
            return None
        number = self._all.get(key)
        lowest = min(inside, key=lambda each: self._rank(values[each]))
        if number is None and len(inside) > 2:
            return Finding(f"{self._where}: {self._name(key)} không có số", self._item(key))
        if number is not None and self._rank(number) < self._rank(values[lowest]):
            return Finding(self._compared({**values, key: number}, lowest, key), self._item(key))
        return None

    def _below(self) -> Finding | Literal["fits"] | None:
        assert self.bound is not None
        values, keys = self._eligible, self.listing.keys
        wrong = [key for key in keys if key not in values or values[key].value > self.bound]
        right = [key for key in keys if key not in wrong]
        if len(wrong) > 1 or len(right) < max(self._least_named, 2):
            return None
        if wrong:
            return self._not_below(wrong[0])
        return self._counted(right) if self.side == "below" else "fits"

    def _not_below(self, key: str) -> Finding | None:
        assert self.bound is not None
        number = self._all.get(key)
        if number is not None and number.value <= self.bound:
            return None
        printed = number.printed if number else "không có số"
        limit = f"mức {self._bound_printed}" if self.side == "under_mean" else f"chỉ tiêu {self._bound_printed}"
        shown = f"{self._name(key)} {printed} ≥ {limit}" if number else f"{self._name(key)} {printed}"
        return Finding(f"{self._where}: {shown}, lại nêu là dưới", self._item(key))

    def _counted(self, right: list[str]) -> Finding | Literal["fits"] | None:
        """As many as the column has below the target."""
        assert self.bound is not None
        sizes = set()
        for values in (self._all, self._eligible):
            below = sum(number.value < self.bound for number in values.values())
            equal = sum(number.value == self.bound for number in values.values())
            sizes |= set(range(below, below + equal + 1))
        if self.listing.size in sizes:
            return "fits"
        expected = sum(number.value < self.bound for number in self._eligible.values())
        lacking = [k for k, n in self._eligible.items() if n.value < self.bound and k not in right]
        shown = f"{self._where}: {expected} đơn vị dưới {self._bound_printed}"
        if self.listing.others:
            is_near = abs(self.listing.size - expected) * 3 <= expected
            return Finding(f"{shown}, câu nêu {self.listing.counted}") if self.is_known or is_near else None
        says_all = self.listing.clause.rstrip().endswith((":", "("))
        if len(lacking) == 1 and self.listing.is_closed and len(right) > (2 if says_all else 3):
            return Finding(f"{shown}, câu thiếu {self._name(lacking[0])}", computed=self._name(lacking[0]))
        return None

    @property
    def _where(self) -> str:
        return f"bảng, cột “{self.source.column.name}”"

    @property
    def _bound_printed(self) -> str:
        assert self.bound is not None
        return f"{float(self.bound):.2f}".rstrip("0").rstrip(".").replace(".", ",") + "%"

    def _compared(self, values: Mapping[str, Number], first: str, second: str) -> str:
        one, two = values[first], values[second]
        sign = ">" if one.value > two.value else "<"
        return f"{self._where}: {self._name(first)} {one.printed} {sign} {self._name(second)} {two.printed}"

    def _passed_over(self, values: Mapping[str, Number], first: str, listed: str) -> str:
        return f"{self._compared(values, first, listed)}, câu nêu {self._name(listed)} mà không nêu {self._name(first)}"

    def _name(self, key: str) -> str:
        return self.source.rows[key].label if key in self.source.rows else key

    def _item(self, key: str) -> Item | None:
        return next((item for item in self.listing.items if item.unit.key == key), None)
