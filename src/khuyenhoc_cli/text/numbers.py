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
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_MAGNITUDES = {"nghìn": 10**3, "ngàn": 10**3, "k": 10**3, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_IN_DONG = {**_MAGNITUDES, "": DONG_PER_TRIEU, **dict.fromkeys(("đ", "đồng", "vnđ", "vnd"), 1)}
_NUMBER_WITH_UNIT = re.compile(r"([-+]?[\d.,]*\d)\s*(%|[^\d\W][^\d]*)?")


def round_half_up(value: Fraction, places: int = 0) -> Fraction:
    """`value` rounded to `places` decimals, halves away from zero (làm tròn số học)."""
    scale = 10**places
    scaled = abs(value) * scale
    whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    return Fraction(whole if value >= 0 else -whole, scale)


def print_count(value: int) -> str:
    """A whole number with dots between thousands: 533903 -> "533.903"."""
    return f"{value:,}".replace(",", ".")


def print_small_count(value: int) -> str:
    """A count in running text; below ten it has two digits, as offices write it: 2 -> "02"."""
    return f"{value:02d}" if 0 < value < 10 else print_count(value)


def print_decimal(value: Fraction, places: int) -> str:
    """A number with exactly `places` decimals, rounded half up: 26.3506 -> "26,35"."""
    rounded = round_half_up(value, places)
    scaled = abs(rounded.numerator) * 10**places // rounded.denominator
    whole, decimals = divmod(scaled, 10**places)
    sign = _MINUS if rounded < 0 else ""
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


def is_plain_digits(text: str) -> bool:
    """Whether a text cell is a whole number in plain digits, which nobody can read in two ways."""
    return re.fullmatch(r"-?\d+", text.strip()) is not None and text.strip().isascii()


def propose_count(text: str) -> int | None:
    """The count a text probably means ("533.903", "1 286 164", "110 người", "O"), or None; never a reading."""
    body = _tidy(text)
    match = _NUMBER_WITH_UNIT.fullmatch(body)
    if match is None or match[2] == "%":
        return None
    digits = match[1].lstrip("+-")
    if digits.isdigit() or _GROUPED.fullmatch(digits):
        return int(re.sub(r"[.,]", "", digits)) * _MAGNITUDES.get(_first_word(match[2]), 1)
    return None


def propose_trieu_dong(text: str) -> Decimal | None:
    """The triệu đồng a text probably means ("18.556, 91", "8.886.91", "2,6 tỷ", "837.000đ"), or None."""
    match = _NUMBER_WITH_UNIT.fullmatch(_tidy(text))
    if match is None:
        return None
    number = _decimal_of(match[1].lstrip("+-"))
    in_dong = _IN_DONG.get(_first_word(match[2]))
    return None if number is None or in_dong is None else number * in_dong / DONG_PER_TRIEU


def propose_whole(value: Decimal) -> int:
    """The count meant by a fraction where a count is due: 4.949 was typed with a dot for thousands, so 4949."""
    as_thousands = value * 1000
    if 1 <= abs(value) < 1000 and as_thousands == as_thousands.to_integral_value():
        return int(as_thousands)
    return int(round_half_up(Fraction(value)))


def _first_word(unit: str | None) -> str:
    """The first word after a number, in lower case: "Tỷ đồng" -> "tỷ", "đ." -> "đ"."""
    words = re.split(r"[\s./,;]+", (unit or "").lower())
    return words[0]


def _tidy(text: str) -> str:
    """The text with full-width forms folded, letters O read as zeros inside numbers, spaces inside numbers removed."""
    body = unicodedata.normalize("NFKC", text).strip()
    body = re.sub(r"(?<=[\d.,])[oO]+(?=[\d.,]|$)|^[oO]$", lambda match: "0" * len(match[0]), body)
    return re.sub(r"(?<=[\d.,])\s+(?=[\d.,])", "", body)


def _decimal_of(digits: str) -> Decimal | None:
    """One number out of digits, dots and commas; the last separator is the decimal one unless all groups have three."""
    if digits.isdigit():
        return Decimal(digits)
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and dot >= 0:
        return _split_at(digits, max(comma, dot))
    separator = "," if comma >= 0 else "."
    groups = digits.split(separator)
    if (separator == "." or len(groups) > 2) and all(len(group) == 3 for group in groups[1:]):
        return Decimal("".join(groups))
    return _split_at(digits, digits.rfind(separator))


def _split_at(digits: str, position: int) -> Decimal | None:
    whole, decimals = re.sub(r"[.,]", "", digits[:position]), digits[position + 1 :]
    return Decimal(f"{whole or '0'}.{decimals}") if decimals.isdigit() else None
