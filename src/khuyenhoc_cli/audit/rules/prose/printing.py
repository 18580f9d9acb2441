"""What a figure should be, printed as the report prints it; whether the print is a rounding of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from khuyenhoc_cli.audit.quantities import Quantity
from khuyenhoc_cli.audit.slips import with_a_slip
from khuyenhoc_cli.text.numbers import print_decimal, round_half_up

_TELLING = 4  # digits of a percentage that do not agree with another by chance


def places_of(step: Fraction) -> int:
    """How many decimals a step of 1/100 and the like means."""
    places = 0
    while step < 1 and places < 9:
        step *= 10
        places += 1
    return places


def rounds_to(exact: Fraction, quantity: Quantity) -> bool:
    """Whether the print is the value rounded half up, or cut off."""
    places = places_of(quantity.step)
    return round_half_up(exact, places) == quantity.value or 0 <= exact - quantity.value < quantity.step


def half_step(quantity: Quantity) -> Fraction:
    """By how much the true amount may be off the print: money is printed rounded, what is counted is not."""
    return quantity.step / 2 if quantity.measure == "money" else Fraction(0)


def quotient_prints(
    part: Quantity, quantity: Quantity, *, of: Fraction, whole: Quantity | None = None, scale: int = 100
) -> bool:
    """Whether the print may be `scale` times part over `of`, a value that `whole` prints, if both are rounded."""
    slack, loose = half_step(part), half_step(whole) if whole else Fraction(0)
    if of - loose <= 0:
        return False
    low, high = (part.value - slack) * scale / (of + loose), (part.value + slack) * scale / (of - loose)
    return low <= quantity.value <= high or rounds_to(low, quantity) or rounds_to(high, quantity)


def percent(value: Fraction, like: Quantity | None = None) -> str:
    """A percentage with as many decimals as the other has, two at least where it has none."""
    places = places_of(like.step) if like else 2
    return print_decimal(value, places or 2) + "%"


def amount(value: Fraction, like: Quantity) -> str:
    """An amount of the other's measure and scale: "18.556,91", "533.903", "71,60%"."""
    if like.measure == "percent":
        return percent(value, like)
    scale = scale_of(like)
    return print_decimal(value / scale, max(places_of(like.step / scale), _needed(value / scale)))


def scale_of(like: Quantity) -> Fraction:
    """What one of the printed number is worth, for money: a million in "3,5 triệu", a đồng in "3 triệu 500 nghìn"."""
    if like.measure != "money" or re.search(r"[^\W\d_]", like.text):
        return Fraction(1)
    tail = re.search(r"[.,]\s?(\d+)$", like.text)
    decimals = len(tail[1]) if tail and ("," in tail[0] or len(tail[1]) != 3) else 0
    return like.step * Fraction(10**decimals)


def in_one_scale(quantities: Sequence[Quantity]) -> list[str]:
    """Amounts as they are printed; money told in several scales, all in the finest of them."""
    finest = min(quantities, key=scale_of)
    is_mixed = len({scale_of(each) for each in quantities if each.measure == "money"}) > 1
    return [amount(each.value, finest if is_mixed else each) for each in quantities]


def _needed(value: Fraction) -> int:
    return next((places for places in range(4) if (value * 10**places).denominator == 1), 3)


def digits_of(rate: Quantity) -> int:
    """How many digits are printed."""
    return sum(letter.isdigit() for letter in rate.text)


def is_slip_of_rate(rate: Quantity, part: Fraction, whole: Fraction) -> bool:
    """Whether one slip, in a percentage of four digits or in the count, makes it right."""
    if digits_of(rate) < _TELLING:
        return False
    printed = (replace(rate, value=other * rate.step) for other in with_a_slip(rate.value / rate.step))
    if any(rounds_to(part / whole * 100, other) for other in printed):
        return True
    return any(rounds_to(other / whole * 100, rate) for other in with_a_slip(part))
