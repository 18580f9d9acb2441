"""Rules between the cells of one unit, written as users read them: "TC10 = TC11 + TC12", "TC02 <= TC01"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

_RULE = re.compile(
    r"(?P<left>[A-Z]{1,2}\d{2})\s*(?P<sign><=|=)\s*(?P<right>[A-Z]{1,2}\d{2}(?:\s*\+\s*[A-Z]{1,2}\d{2})*)"
)


@dataclass(frozen=True)
class Rule:
    """`left` equals the sum of `right` (kind "sum"), or is at most the one code in `right` (kind "order")."""

    kind: Literal["sum", "order"]
    left: str
    right: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "Rule":
        """The rule a schema wrote; ValueError with the text where it is none."""
        match = _RULE.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a rule: {text!r}; write 'A01 = A02 + A03' or 'A01 <= A02'")
        right = tuple(re.split(r"\s*\+\s*", match["right"]))
        if match["sign"] == "<=" and len(right) > 1:
            raise ValueError(f"an order compares two indicators: {text!r}")
        return cls("order" if match["sign"] == "<=" else "sum", match["left"], right)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code the rule reads."""
        return (self.left, *self.right)

    def holds(self, values: Mapping[str, int]) -> bool | None:
        """Whether it holds over one unit's values; None where one of them is unknown: unknown is not wrong."""
        if any(code not in values for code in self.codes):
            return None
        total = sum(values[code] for code in self.right)
        return values[self.left] <= total if self.kind == "order" else values[self.left] == total

    def __str__(self) -> str:
        return f"{self.left} {'<=' if self.kind == 'order' else '='} {' + '.join(self.right)}"
