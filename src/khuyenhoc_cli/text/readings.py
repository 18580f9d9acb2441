"""What a text, a fraction or a date may mean where a number is due. Nothing here is ever read in a cell's place.

Amounts are as they are kept: counts, and đồng for money. A proposal is what the signs themselves say; the other
readings need evidence (a sum that closes, last year's figure) before anybody may speak of them.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU, round_half_up

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,' ])\d{3})(?:\1\d{3})*")
_NO_DECIMALS = re.compile(r"(?<=\d)[.,]0{1,2}$")
_TOKEN = re.compile(r"(?<![^\W\d_])[\doOlI|.,]*\d[\doOlI|.,]*(?![^\W\d_])")
_LETTERS = str.maketrans("oOlI|", "00111")
_ABOUT = re.compile(
    r"(?:(?:khoảng|trên|dưới|gần|hơn|ước|ước tính|ước đạt|chừng|độ|cỡ|tầm|không quá|ít nhất|tối đa)\s+"
    r"|[~≈<>≤≥±]\s*=?)+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:-|/|:|\bđến\b|\bhoặc\b|\bvà\b)\s*", re.IGNORECASE)
_REMARK = re.compile(r"(?P<before>.*\d[^()]*?)\s*\((?P<remark>[^()]*)\)\.?")
_IN_PARENTHESES = re.compile(r"\(\s*([\d.,\s]+)\s*\)")
_NUMBER_WITH_UNIT = re.compile(r"([-+]?[\d.,' ]*\d)\s*(%|[^\d\W][^\d]*)?")
_COUNTED_BY = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "k": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_NOT_EXACT = {"hơn", "trở", "mấy", "rưỡi", "lẻ"}
_ONLY_DONG = {"", "đ", "đồng", "vnđ", "vnd", "₫"}
_DONG_BY = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "k": 10**3,
    "triệu": 10**6,
    "tr": 10**6,
    "trđ": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    **dict.fromkeys(_ONLY_DONG, 1),
    "": DONG_PER_TRIEU,
}
# 1.000 tỷ: beyond what any unit raises, so that a number without a unit is hardly in triệu.
_DOUBTFUL_DONG = 10**12
_OTHER_UNITS = (1, 10**3, 10**9)  # đồng, nghìn, tỷ: what a number without a unit may be in if not in triệu
_NONE_MEANT = {"khong", "khong co", "ko"}
# The years that "3/4" becomes a date of; an earlier or later date is a number in a cell formatted as a date.
_TYPED_YEARS = range(1990, 2050)
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Readings:
    """What is meant: `proposed` by the signs themselves, `others` if somebody slipped; `sure` if it is the only one.

    Without `exact` the text is no number: it says about so many ("khoảng 500") or has a sign that mostly means none.
    """

    proposed: int | None = None
    others: tuple[int, ...] = ()
    sure: bool = False
    exact: bool = True

    @property
    def possible(self) -> tuple[int, ...]:
        """Every reading once, the proposed one first."""
        first = () if self.proposed is None else (self.proposed,)
        return tuple(dict.fromkeys((*first, *self.others)))


NOTHING = Readings()


def is_none_meant(text: str) -> bool:
    """Whether a sign stands there that forms write for "there was none": a dash, "không"."""
    body = _clean(text)
    return bool(body) and (fold(body) in _NONE_MEANT or not body.strip("-"))


def count_readings(text: str) -> Readings:
    """What a text may mean as a count: "533.903", "1 286 164", "110 người", "12 + 5", "khoảng 500", "1O5"."""
    return _readings(text, _one_count)


def dong_readings(text: str) -> Readings:
    """What a text may mean as money, in đồng: "18.556, 91" (triệu đồng), "2,6 tỷ", "837.000đ"."""
    return _readings(text, _one_amount)


def fraction_readings(value: Decimal) -> Readings:
    """The count meant by a number with decimals: 4.949 was typed with a dot for thousands, so 4949; else it is rounded.

    Excel drops the zeros at the end, so 12.5 may have been 12.500: only three decimals are sure.
    """
    rounded, thousands = int(round_half_up(Fraction(value))), value * 1000
    if 1 <= abs(value) < 1000 and thousands == thousands.to_integral_value():
        return Readings(int(thousands), (rounded,), sure=value * 100 != (value * 100).to_integral_value())
    return Readings(rounded)


def serial_of(day: date) -> int:
    """The number that Excel keeps for a date; it counts a 29 February 1900."""
    days = (day - _EPOCH).days
    return days if days > 60 else days - 1


def date_readings(day: date) -> Readings:
    """The number behind a date: far from our years it was typed into a cell that shows dates; else "3/4" was typed."""
    if day.year not in _TYPED_YEARS:
        return Readings(serial_of(day), sure=True)
    return Readings(None, tuple(dict.fromkeys((day.day, day.month))))


def _readings(text: str, one: Callable[[str], Readings]) -> Readings:
    """The readings of a text by its shape: a placeholder, a sum, about so many, from so many to so many, one number."""
    body = _clean(text)
    if is_none_meant(body):
        return Readings(0, sure=True, exact=False)
    if match := _IN_PARENTHESES.fullmatch(body):
        return Readings(None, one(match[1].strip()).possible)
    if match := _REMARK.fullmatch(body):
        before = _readings(match["before"], one)
        has_number = any(character.isdigit() for character in match["remark"])
        return Readings(None, before.possible) if has_number else before
    if match := _ABOUT.match(body):
        return _about(_readings(body[match.end() :], one))
    if "+" in body[1:]:
        return _sum(body.removeprefix("="), one)
    ends = [part for part in _BETWEEN.split(body) if part]
    if len(ends) == 2 and not body.startswith("-"):
        parts = [one(part) for part in ends]
        both = all(part.possible for part in parts)
        possible = tuple(n for part in parts for n in part.possible)
        return Readings(None, possible, exact="/" in body) if both else NOTHING
    return one(body)


def _about(readings: Readings) -> Readings:
    return Readings(None, readings.possible, exact=False)


def _sum(body: str, one: Callable[[str], Readings]) -> Readings:
    """The sum somebody wrote out, "12 + 5" or "12+5=17"; a result that is not the sum leaves both open."""
    written, _, result = body.partition("=")
    parts = [one(part.strip()) for part in written.split("+")]
    amounts = [part.proposed for part in parts if part.proposed is not None]
    if len(amounts) < len(parts):
        return NOTHING
    total = Readings(sum(amounts), sure=all(part.sure for part in parts))
    said = one(result.strip()).proposed
    return total if said in (None, total.proposed) else Readings(None, (sum(amounts), said or 0))


def _clean(text: str) -> str:
    """The text in plain signs: full-width forms folded, blanks of any width alike, nothing invisible, no loose ends."""
    body = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES)
    body = " ".join(body.split()).strip("'`\" ")
    return body.rstrip(".,;: ") if re.search(r"\w", body) else body


def _one_count(body: str) -> Readings:
    """The readings of one number with or without a word after it."""
    number, words, is_plain = _parted(body)
    if not number or words[0] == "%":
        return NOTHING
    read = _count_of(number, words[0], is_plain)
    return _about(read) if _NOT_EXACT & set(words) else read


def _count_of(number: str, unit: str, is_plain: bool) -> Readings:
    scale = _COUNTED_BY.get(unit, 1)
    whole = _whole(number)
    if whole is not None:
        return Readings(whole * scale, sure=is_plain)
    decimal = _decimal_of(number)
    if decimal is not None and scale > 1 and decimal * scale == int(decimal * scale):
        return Readings(int(decimal * scale), sure=is_plain)
    joined = Decimal(re.sub(r"\D", "", number))
    guesses = (joined,) if decimal is None else (joined, decimal * 1000, Decimal(int(decimal)))
    return Readings(None, tuple(dict.fromkeys(int(guess) for guess in guesses if guess == int(guess) and guess > 0)))


def _whole(number: str) -> int | None:
    """The whole number in digits, or in groups of three parted by one sign; None where it is anything else."""
    body = _NO_DECIMALS.sub("", number)
    if body.isdigit() or _GROUPED.fullmatch(body):
        return int(re.sub(r"\D", "", body))
    return None


def _one_amount(body: str) -> Readings:
    """The readings of one amount of money; without a unit it is in triệu đồng, as the form says."""
    several = _several_units(body)
    if several is not None:
        return several
    number, words, is_plain = _parted(body)
    if not number or words[0] not in _DONG_BY or not _may_be_spaced(number):
        return NOTHING
    read = _amount_of(re.sub(r"[' ]", "", number), words[0], is_plain and set(words[1:]) <= _ONLY_DONG)
    return _about(read) if _NOT_EXACT & set(words) else read


def _amount_of(number: str, unit: str, is_plain: bool) -> Readings:
    scale, decimal = _DONG_BY[unit], _decimal_of(number)
    other = None if scale == 1 else _other_decimal(number)  # there is no part of a đồng
    amounts = [n * scale for n in (decimal, other) if n is not None]
    if not unit and decimal is not None:
        amounts += [decimal * slip for slip in _OTHER_UNITS]
    whole = [int(amount) for amount in amounts if amount == int(amount)]
    if decimal is None or not whole or whole[0] != decimal * scale:
        return Readings(None, tuple(whole))
    return Readings(whole[0], tuple(whole[1:]), sure=is_plain and other is None and whole[0] < _DOUBTFUL_DONG)


def _may_be_spaced(number: str) -> bool:
    """Whether blanks stand only between groups of three digits."""
    return " " not in number or _GROUPED.fullmatch(re.sub(r"[.,]\d+$", "", number)) is not None


def _several_units(body: str) -> Readings | None:
    """An amount said in several units, "2 tỷ 600 triệu", each with its own and each smaller than the one before."""
    parts = re.findall(r"([\d.,]+)\s*([^\W\d]+)", body)
    scales = [_DONG_BY.get(unit.lower(), 0) for _, unit in parts]
    words = [re.fullmatch(r"\d{1,3}", number) for number, _ in parts]
    if len(parts) < 2 or not all(words) or 0 in scales or scales != sorted(set(scales), reverse=True):
        return None
    rest = re.sub(r"([\d.,]+)\s*([^\W\d]+)", "", body).strip()
    total = sum(int(number) * scale for (number, _), scale in zip(parts, scales, strict=True))
    return None if rest and fold(rest) != "dong" else Readings(total, sure=True)


def _parted(body: str) -> tuple[str, list[str], bool]:
    """The digits with their separators, the words after them, and whether no doubtful letter had to be a digit."""
    if body in ("o", "O"):
        return "0", [""], True
    read = _TOKEN.sub(lambda match: match[0].translate(_LETTERS), body)
    match = _NUMBER_WITH_UNIT.fullmatch(re.sub(r"(?<=[.,]) (?=\d)|(?<=\d) (?=[.,])", "", read))
    if match is None or match[1].startswith("-"):
        return "", [""], False
    words = re.split(r"[\s./,;]+", (match[2] or "").lower())
    only_zeros = not re.search(r"[lI|]", "".join(_TOKEN.findall(body)))
    return match[1].lstrip("+ "), words, only_zeros


def _decimal_of(digits: str) -> Decimal | None:
    """One number out of digits, dots and commas; the last separator is the decimal one unless all groups have three."""
    if digits.isdecimal():
        return Decimal(digits)
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and dot >= 0:
        return _split_at(digits, max(comma, dot))
    separator = "," if comma >= 0 else "."
    groups = digits.split(separator)
    if (separator == "." or len(groups) > 2) and _are_groups(groups):
        return Decimal("".join(groups))
    return _split_at(digits, digits.rfind(separator))


def _other_decimal(digits: str) -> Decimal | None:
    """The second number that one separator before three digits allows: "4.949" is 4949, and perhaps 4,949."""
    groups = re.split(r"[.,]", digits)
    if len(groups) != 2 or not _are_groups(groups):
        return None
    return Decimal("".join(groups)) if "," in digits else _split_at(digits, digits.rfind("."))


def _are_groups(groups: Iterable[str]) -> bool:
    first, *others = groups
    return re.fullmatch(r"[1-9]\d{0,2}", first) is not None and all(re.fullmatch(r"\d{3}", group) for group in others)


def _split_at(digits: str, position: int) -> Decimal | None:
    whole, decimals = re.sub(r"[.,]", "", digits[:position]), digits[position + 1 :]
    is_number = decimals.isdecimal() and (whole or "0").isdecimal()
    return Decimal(f"{whole or '0'}.{decimals}") if is_number else None
