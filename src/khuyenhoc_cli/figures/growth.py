"""Growth over several years: absolute, in percent, and on average a year, without a rounding error."""

from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.periods import Period

_STEPS = 20_000
"""Half hundredths of a percent in one: where the rounding of a percentage to two decimals turns."""


@dataclass(frozen=True)
class Growth:
    """From one period to another of the same part of the year, `years` later.

    `absolute` is in the figure's own measure, for percentages in points. `percent` is of the first value, unrounded;
    `yearly` the compound average a year in percent, rounded half up to two decimals. Both are None for percentages
    and where the first value is not above zero.
    """

    since: Period
    until: Period
    years: int
    absolute: int | Fraction
    percent: Fraction | None
    yearly: Fraction | None


def growth(
    since: Period, until: Period, first: int | Fraction, last: int | Fraction, *, in_points: bool = False
) -> Growth:
    """The growth between the values of two periods."""
    years = until.year - since.year
    relative = not in_points and first > 0 and last >= 0
    percent = Fraction(last - first) * 100 / first if relative else None
    yearly = yearly_growth(Fraction(last) / Fraction(first), years) if relative else None
    return Growth(since, until, years, last - first, percent, yearly)


def yearly_growth(times: Fraction, years: int) -> Fraction:
    """The yearly growth in percent that makes `times` (zero or more) of one in so many years, to two decimals.

    It is found by comparing whole numbers: r is rounded up to a hundredth of a percent where (1 + r)^years still
    reaches the middle below it, so that a half is rounded away from zero.
    """
    sign = 1 if times >= 1 else -1
    low, high = 0, 10_000
    while sign > 0 and _reaches(times, high, sign, years):
        low, high = high, high * 2
    while low < high:
        middle = (low + high + 1) // 2
        if _reaches(times, middle, sign, years):
            low = middle
        else:
            high = middle - 1
    return Fraction(sign * low, 100)


def _reaches(times: Fraction, hundredths: int, sign: int, years: int) -> bool:
    """Whether the growth (or the fall, with sign -1) is at least that many hundredths of a percent, less a half."""
    base = _STEPS + sign * (2 * hundredths - 1)
    reached: int = times.numerator * _STEPS**years
    limit: int = times.denominator * base**years
    return reached >= limit if sign > 0 else reached <= limit
