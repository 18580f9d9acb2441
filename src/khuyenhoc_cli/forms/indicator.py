"""What an indicator is. The values come from `schemas/<edition>/*.toml`; nothing here knows a code."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU, print_count, print_trieu_dong

FLAG_WORDS = ("Chưa", "Có")
"""How a flag is written, by its value."""

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}\d{2}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1)]


class Measure(StrEnum):
    """How a value is written: a whole number, triệu đồng, or Có/Chưa."""

    COUNT = "count"
    MONEY = "money"
    FLAG = "flag"


class Nature(StrEnum):
    """STOCK is the state at the end of the period, never added over periods; FLOW happened within it and is."""

    STOCK = "stock"
    FLOW = "flow"


class Asked(StrEnum):
    """Whom an indicator is asked of: ALL rows, or territorial units only (a college has no population)."""

    ALL = "all"
    TERRITORIAL = "territorial"


class Strict(BaseModel):
    """A frozen model in which an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, ignored_types=(cached_property,))


class Indicator(Strict):
    """One column of a form. `unit` is the Vietnamese unit of measure; `definition` is shown on the heading.

    `taken_over` is the code of the column that says how much of it came over from dissolved units, which is no growth.
    """

    code: Code
    key: Key
    label: Text
    short: Text
    group: Text
    unit: Text
    measure: Measure
    nature: Nature
    asked_of: Asked = Asked.ALL
    minimum: int = 0
    maximum: int = 1_000_000_000
    definition: Text
    aliases: tuple[Text, ...] = ()
    taken_over: Code | None = None

    def is_asked_of(self, kind: str) -> bool:
        """Whether a unit of this kind ("territorial", "attached") has to fill it in."""
        return self.asked_of is Asked.ALL or kind == "territorial"

    @property
    def scale(self) -> int:
        """How many of the kept unit one written unit is: money is written in triệu đồng and kept in đồng."""
        return DONG_PER_TRIEU if self.measure is Measure.MONEY else 1

    def printed(self, amount: int) -> str:
        """An amount as a report prints it, without its unit: "533.903", "33.937,965" (triệu đồng), "Có"."""
        match self.measure:
            case Measure.MONEY:
                return print_trieu_dong(amount)
            case Measure.FLAG:
                return FLAG_WORDS[amount]
            case Measure.COUNT:
                return print_count(amount)
