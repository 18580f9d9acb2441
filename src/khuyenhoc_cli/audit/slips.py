"""Slips of the pen: another digit at one place, two neighbours exchanged. Figures that differ so are hardly others.

Of all figures of four digits, 36 in 9.000 differ in one place from a given one: it may be chance, but hardly is.
"""

from collections.abc import Iterator
from fractions import Fraction

_GAPS = frozenset(str(way) for digit in range(1, 10) for way in (digit, 9 * digit))
_LEAST = 1000  # shorter figures come near each other by chance


def is_slip(one: Fraction, other: Fraction) -> bool:
    """Whether the digits of two values, three or more, differ in one place; of five or more, by two exchanged."""
    places = max(_places(each) for each in (one, other))
    scale = 10 ** max(places, 2 if places else 0)
    mine, theirs = str(abs(int(one * scale))), str(abs(int(other * scale)))
    if len(mine) != len(theirs) or len(mine) < 3:
        return False
    off = [place for place, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b]
    swapped = len(off) == 2 and off[1] == off[0] + 1 and mine[off[0]] == theirs[off[1]]
    return len(off) == 1 or (swapped and len(mine) > 4 and sorted(mine) == sorted(theirs))


def is_slip_of_a_part(whole: Fraction, parts: Fraction) -> bool:
    """Whether one slip in a total, or in one of its parts that come to `parts`, sets them apart by as much."""
    gap, least = abs(whole - parts), min(abs(whole), abs(parts))
    if not gap or least < _LEAST or gap.denominator != 1:
        return False
    return str(gap.numerator).rstrip("0") in _GAPS


def with_a_slip(value: Fraction) -> Iterator[Fraction]:
    """The whole numbers that one slip makes of a whole number; of others none."""
    digits = str(value.numerator) if value.denominator == 1 else ""
    for place, digit in enumerate(digits):
        others = [other for other in "0123456789" if other != digit]
        yield from (Fraction(digits[:place] + other + digits[place + 1 :]) for other in others)
        if digits[place + 1 : place + 2] not in ("", digit):
            yield Fraction(digits[:place] + digits[place + 1] + digit + digits[place + 2 :])


def _places(value: Fraction) -> int:
    return next((places for places in range(9) if (value * 10**places).denominator == 1), 9)
