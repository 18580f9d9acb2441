"""What a workspace says of the period that a report is about; `rules/figures` holds the report against it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from khuyenhoc_cli.audit.model import Claim, Document

Aspect = Literal["", "previous", "delta", "delta_pct", "share"]


@dataclass(frozen=True)
class Known:
    """One value that a report may print, in the unit's base: đồng, percent, points; changes with their sign.

    `place` is the code of the unit it is of, "" for the whole; `formula` how it comes about, `printed` as a report
    prints it. `share` is the denominator of a figure printed "14/15".
    """

    figure: str
    aspect: Aspect
    place: str
    value: Fraction
    printed: str
    formula: str = ""


@dataclass(frozen=True)
class Labelled:
    """A figure with all the names it goes by, what it is counted in, and of which it is a share ("" for amounts)."""

    figure: str
    label: str
    names: tuple[str, ...]
    unit: str
    of: str = ""


@dataclass(frozen=True)
class Expected:
    """What is known of a period over a scope.

    `texts` are what a draft says by key; `units` the names of the units as lists print them, `places` the same by code;
    `others` the values of the whole in other periods of the ledger, by figure: a report may print them rightly.
    """

    period: str
    scope: str
    texts: Mapping[str, str]
    known: tuple[Known, ...]
    labels: tuple[Labelled, ...]
    units: tuple[str, ...]
    others: Mapping[str, frozenset[Fraction]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def claims(self, document: Document) -> Iterator[Claim]:
        """What these figures say of a report's."""
        from khuyenhoc_cli.audit.rules.figures import FIGURE_RULES

        for rule in FIGURE_RULES:
            yield from rule(document, self)

    def is_about(self, document: Document) -> bool:
        """Whether a draft of this tool is of the same period and scope; any other report may be."""
        said = document.origin
        return said.get("period", self.period) == self.period and said.get("scope", self.scope) == self.scope

    def formula(self, figure: str, aspect: str, place: str = "") -> str:
        """How a figure comes about, "" where nothing is known."""
        return self._formulas.get((figure, aspect, place), "")

    @cached_property
    def _formulas(self) -> Mapping[tuple[str, str, str], str]:
        return {(each.figure, each.aspect, each.place): each.formula for each in self.known}
