"""Slips of the hand on digits: what turns one whole number into another."""

from typing import Literal

Slip = Literal["swapped", "wrong", "missing", "extra"]


def slip_between(typed: int, meant: int) -> Slip | None:
    """The one slip by which `meant` became `typed`; None where one slip does not explain it."""
    one, other = str(typed), str(meant)
    if typed < 0 or meant < 0 or typed == meant:
        return None
    if len(one) == len(other):
        places = [place for place in range(len(one)) if one[place] != other[place]]
        if len(places) == 1:
            return "wrong"
        return "swapped" if is_swap(typed, meant) else None
    shorter, longer = sorted((one, other), key=len)
    if len(longer) == len(shorter) + 1 and _is_without_one(shorter, longer):
        return "missing" if len(one) < len(other) else "extra"
    return None


def is_swap(typed: int, meant: int) -> bool:
    """Whether two neighbouring digits of one number, swapped, make the other."""
    steps, rest = divmod(meant - typed, 9)
    if rest or not steps:
        return False
    place = 1
    while steps % 10 == 0:
        steps //= 10
        place *= 10
    high, low = divmod(typed // place % 100, 10)
    return low - high == steps and min(typed, meant) >= 10 * place


def swaps_of(amount: int) -> set[int]:
    """Every number of the same length that one swap of neighbouring digits makes of this one."""
    digits = str(amount)
    swapped = (digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in range(len(digits) - 1))
    return {int(text) for text in swapped if text[0] != "0"} - {amount} if amount > 0 else set()


def is_telling(difference: int) -> bool:
    """Whether a difference has two digits beside trailing zeros: 40 may be one wrong digit anywhere, 37 may not."""
    return abs(difference) >= 10 * round_part(difference)


def round_part(number: int) -> int:
    """The highest power of ten that divides it: 1.200 -> 100."""
    text = str(abs(number))
    return 10 ** (len(text) - len(text.rstrip("0"))) if number else 1


def _is_without_one(shorter: str, longer: str) -> bool:
    place = next((n for n in range(len(shorter)) if shorter[n] != longer[n]), len(shorter))
    return shorter[place:] == longer[place + 1 :]
