"""What a return is filled with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from khuyenhoc_cli.forms.indicator import FLAG_WORDS
from khuyenhoc_cli.forms.model import Indicator, Measure
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU


@dataclass(frozen=True)
class Cover:
    """Who asks (`association`), for which period, who filled the return in and when; the unit stands apart."""

    association: str
    period: Period
    filled_by: str = ""
    made_on: date | None = None


@dataclass(frozen=True)
class ReturnContent:
    """The cells by (unit code, indicator code): counts, đồng, 1 or 0 for Có or Chưa; the narrative by section key.

    `previous` holds the same period a year before. What is not in here stays blank; what no cell asks for is left out.
    """

    values: Mapping[tuple[str, str], int] = field(default_factory=dict)
    previous: Mapping[tuple[str, str], int] = field(default_factory=dict)
    narrative: Mapping[str, str] = field(default_factory=dict)


def cell_value(indicator: Indicator, value: int) -> float | str:
    """What a cell holds: a count as it is, triệu đồng as the float whose shortest form is exact, or Có/Chưa."""
    if indicator.measure is Measure.FLAG:
        return FLAG_WORDS[value]
    return value / DONG_PER_TRIEU if indicator.measure is Measure.MONEY else value


def printed_value(indicator: Indicator, value: int) -> str:
    """The value as prose says it: "1.234 người", "33.937,965 triệu đồng", "Có"."""
    unit = "" if indicator.measure is Measure.FLAG else f" {indicator.unit}"
    return f"{indicator.printed(value)}{unit}"
