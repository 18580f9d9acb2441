"""Numbers as Vietnamese administrative prose writes them: dot for thousands, comma for decimals, half up.

Amounts are exact: counts are `int`, money is đồng as `int`, ratios are `Fraction`. Rounding happens here, at print, and
nowhere else.
"""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

DONG_PER_TRIEU = 1_000_000
_MINUS = "-"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def round_half_up(value: Fraction, places: int = 0) -> Fraction:
    """`value` rounded to `places` decimals, halves away from zero (làm tròn số học)."""
    return Fraction(_last_digits(value, places), 10**places)


def _last_digits(value: Fraction, places: int) -> int:
    """The rounded value counted in its last decimal: 26,3506 to two places is 2635."""
    doubled, denominator = abs(value.numerator) * 10**places * 2, value.denominator
    whole = (doubled + denominator) // (denominator * 2)
    return int(whole if value >= 0 else -whole)


def print_count(value: int) -> str:
    """A whole number with dots between thousands: 533903 -> "533.903"."""
    return f"{value:,}".replace(",", ".")


def print_small_count(value: int) -> str:
    """A count in running text; below ten it has two digits, as offices write it: 2 -> "02"."""
    return f"{value:02d}" if 0 < value < 10 else print_count(value)


def print_decimal(value: Fraction, places: int) -> str:
    """A number with exactly `places` decimals, rounded half up: 26.3506 -> "26,35"."""
    digits = _last_digits(value, places)
    whole, decimals = divmod(abs(digits), 10**places)
    sign = _MINUS if digits < 0 else ""
    return f"{sign}{print_count(whole)}" + (f",{decimals:0{places}d}" if places else "")


def print_percent(value: Fraction) -> str:
    """A percentage with two decimals and no space before the sign: "26,35%"."""
    return print_decimal(value, 2) + "%"


def print_trieu_dong(dong: int) -> str:
    """Đồng printed in triệu đồng, exactly, without trailing zeros: 33937965000 -> "33.937,965"."""
    whole, rest = divmod(abs(dong), DONG_PER_TRIEU)
    decimals = f"{rest:06d}".rstrip("0")
    return (_MINUS if dong < 0 else "") + print_count(whole) + (f",{decimals}" if decimals else "")


def parse_printed(text: str) -> Decimal | None:
    """The number that Vietnamese print means ("33.937,965", "26,35%"), or None where it is not well formed."""
    body = text.strip().removesuffix("%")
    if not re.fullmatch(r"-?\d{1,3}(\.\d{3})*(,\d+)?|-?\d+(,\d+)?", body):
        return None
    return Decimal(body.replace(".", "").replace(",", "."))


def plain_digits(text: str) -> int | None:
    """The whole number in a text of nothing but digits (also full-width), which nobody can read in two ways."""
    body = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).strip()
    return int(body) if re.fullmatch(r"-?\d+", body) else None


def typed_trieu_dong(dong: int) -> str:
    """Đồng as triệu đồng are typed into a cell: ungrouped, with a decimal comma: 18556910000 -> "18556,91"."""
    return print_trieu_dong(dong).replace(".", "")
