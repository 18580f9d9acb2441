"""Numbers in Vietnamese prose: which are figures, what they are worth, how exactly they are printed.

Dates, numbers of documents, headings and the like are no figures, and passed over. What stands is exact: `value` is in
the unit's base (đồng for money, percent for percentages), `step` what one more in the last printed digit is worth.
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from khuyenhoc_cli.audit.not_figures import without_others
from khuyenhoc_cli.audit.nouns import NOUN
from khuyenhoc_cli.audit.plain import plain

Measure = Literal["count", "money", "percent", "points", "per_person", "share"]

_SCALES = {"trăm": 100, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}


@dataclass(frozen=True)
class Quantity:
    """One figure where it stands: `text` is text[start:end], number and unit sign; `whole` is the N of "n/N"."""

    start: int
    end: int
    text: str
    value: Fraction
    step: Fraction
    measure: Measure
    unit: str = ""
    whole: Fraction | None = None
    malformed: str = ""

    @property
    def is_share(self) -> bool:
        """Whether it is printed as "n/N"."""
        return self.whole is not None


_GROUPED = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"
_BEHIND = rf"(?=\s*(?:triệu|tỷ|tỉ|nghìn|đồng|%|{NOUN}))"
_SPACED = (
    r"\d{1,3}(?:\.\d{3})+(?:\s,\s?|,\s)\d{1,3}(?=\s*(?:triệu|tỷ|tỉ|nghìn|%))"  # 18.556, 91 triệu
    r"|\d{1,3},\s\d{2}(?=\s*%)"  # 26, 35%
    rf"|\d{{1,3}}(?:\.\d{{3}})*(?:\s?\.\s|\s\.)\d{{3}}(?:\.\d{{3}})*(?:,\d+)?(?!\d){_BEHIND}"  # 37. 041 hội viên
    rf"|[1-9]\d{{0,2}}(?:\s\d{{3}})+(?!\d){_BEHIND}"  # 533 903 người
)
_BROKEN = r"\d{1,3}(?:[.,]\d+){2,}"
_PLAIN = r"\d+(?:[.,]\d+)?"
_NUMBER = rf"(?:{_SPACED}|{_GROUPED}(?![.,]?\d)|{_BROKEN}|{_PLAIN})"
_TOKEN = re.compile(
    rf"(?<![\w.,/])(?P<sign>(?:(?<=[\s(:])|(?<!.))[+–-](?=\d))?(?<![\d/])(?P<n>{_NUMBER})"
    r"(?:\s*/\s*(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?![\w.,]*\d))?"
)
_SCALE = r"(?P<scale>(?:nghìn|ngàn|trăm|triệu)?\s*(?:trăm|nghìn|ngàn|triệu|tỷ|tỉ))(?!\w)"
_MONEY = re.compile(
    rf"\s*(?:{_SCALE})?\s*(?:đồng(?! (?:chí|bào|hương))|đ|vnđ|vnd)(?!\w)"
    r"(?P<per>\s*/\s*(?:người dân|người|hội viên|đầu người|dân|hộ)(?!\w))?",
    re.IGNORECASE,
)
_SCALED = re.compile(rf"\s*{_SCALE}\s*(?P<noun>{NOUN})?", re.IGNORECASE)
_PERCENT = re.compile(r"\s*(?:%|phần trăm(?!\w))", re.IGNORECASE)
_POINTS = re.compile(r"\s*(?:điểm phần trăm|điểm\s?%|đpt(?!\w))", re.IGNORECASE)
_BARE_POINTS = re.compile(r"\s*điểm(?=\s*(?:so với|so cùng|[,;.)]|$))", re.IGNORECASE)
_THOUSAND = 1000
_MEASURED = frozenset(["ha", "km"])  # units that decimals are told of
_BETWEEN_PARTS = re.compile(r"\s*(tỷ|tỉ|triệu|nghìn|ngàn)\s+", re.IGNORECASE)
_MOVED = re.compile(r"(?:tăng|giảm|vượt|hơn)[^\d;.]*$", re.IGNORECASE)
_NOUN = re.compile(rf"\s*(?P<noun>{NOUN})", re.IGNORECASE)


def quantities_in(text: str) -> list[Quantity]:
    """The figures of one paragraph, from left to right."""
    paper = plain(text)
    masked = without_others(paper.text)
    found: list[Quantity] = []
    for token in _TOKEN.finditer(masked):
        start, stop, value, step, measure, unit, whole, malformed = _read(token, masked)
        begin, end = paper.back(start), paper.back(stop)
        quantity = Quantity(begin, end, text[begin:end], value, step, measure, unit, whole, malformed)
        before = found.pop() if found and _is_told_on(found[-1], quantity, text) else None
        found.append(_together(before, quantity, text) if before else quantity)
    return found


def _is_told_on(first: Quantity, second: Quantity, text: str) -> bool:
    """Whether the second tells the rest of the first: "978 triệu 500 nghìn đồng", "43 nghìn 836 hội viên"."""
    scale = _BETWEEN_PARTS.fullmatch(text, first.end, second.start)
    if scale is None or first.step < _worth(scale[1]) or first.is_share or second.is_share:
        return False
    if second.measure not in ("money", "count") or not 0 < second.value < first.step or second.malformed:
        return False
    is_scaled = second.measure == "money" or second.step >= _THOUSAND
    return is_scaled or (scale[1].lower() in ("nghìn", "ngàn") and second.value >= 100)


def _together(first: Quantity, second: Quantity, text: str) -> Quantity:
    value = first.value + second.value
    told = replace(second, start=first.start, text=text[first.start : second.end], value=value)
    return replace(told, measure="money", unit=first.unit) if first.measure == "money" else told


_Read = tuple[int, int, Fraction, Fraction, Measure, str, Fraction | None, str]


def _read(token: re.Match[str], text: str) -> _Read:
    """A number with what stands behind it: start, end, value, step, measure, unit, whole, what is broken."""
    start, end = token.start("n"), token.end("n")
    number, step, malformed = _number(token["n"])
    if token["whole"]:
        noun = _NOUN.match(text, token.end())
        whole = Fraction(token["whole"].replace(".", ""))
        return start, token.end(), number, step, "share", noun["noun"].lower() if noun else "", whole, malformed
    measure, unit, scale, sign = _measure(text, start, end)
    stop = sign if measure == "percent" else end
    dotted = re.fullmatch(r"\d+\.\d{1,2}|\d{1,2}\.\d{3}", token["n"])
    if measure in ("percent", "points") and dotted:
        number, malformed = Fraction(token["n"]), "dấu chấm thay cho dấu phẩy"
        step = Fraction(1, 10 ** len(token["n"].partition(".")[2]))
    is_counted = measure == "count" and scale == 1 and unit and unit not in _MEASURED
    if is_counted and re.fullmatch(r"\d{1,3}(?:,\d{3})+", token["n"]):
        number, step, malformed = Fraction(token["n"].replace(",", "")), Fraction(1), "dấu phẩy thay cho dấu chấm"
    if measure == "points" and re.match(r"\s*điểm(?!\s*(?:phần trăm|%))", text[end:], re.IGNORECASE):
        malformed = malformed or "thiếu “phần trăm” sau “điểm”"
    if token["sign"] and (start > 1 or stop == len(text.rstrip())):  # else it is the dash of an enumeration
        number, start = (number if token["sign"] == "+" else -number), start - 1
    return start, stop, number * scale, step * scale, measure, unit, None, malformed


def _measure(text: str, start: int, end: int) -> tuple[Measure, str, Fraction, int]:
    """(measure, unit, worth of one, where the sign of the unit ends) by what stands behind the number."""
    if match := _POINTS.match(text, end):
        return "points", "điểm phần trăm", Fraction(1), match.end()
    is_of_share = _MOVED.search(text[:start]) and re.search(r"%[^.;]*$", text[:start])  # else they may be scores
    if (match := _BARE_POINTS.match(text, end)) and "," in text[start:end] and is_of_share:
        return "points", "điểm phần trăm", Fraction(1), match.end()
    if match := _PERCENT.match(text, end):
        return "percent", "%", Fraction(1), match.end()
    if match := _MONEY.match(text, end):
        scale = _worth(match["scale"] or "")
        return ("per_person", "đồng/người", scale, end) if match["per"] else ("money", "đồng", scale, end)
    if match := _SCALED.match(text, end):
        scale = _worth(match["scale"])
        if match["noun"] or scale < 10**6:
            return "count", (match["noun"] or "").lower(), scale, match.end()
        return "money", "đồng", scale, end
    match = _NOUN.match(text, end)
    return "count", match["noun"].lower() if match else "", Fraction(1), match.end() if match else end


def _worth(words: str) -> Fraction:
    worth = 1
    for word in words.lower().split():
        worth *= _SCALES[word]
    return Fraction(worth)


def _number(printed: str) -> tuple[Fraction, Fraction, str]:
    """(value, worth of the last digit, what is wrong with the print); what is broken is read as most likely meant."""
    tight = re.sub(r"\s(?=\d{3}(?!\d))(?<=\d\s)", ".", printed)
    tight = re.sub(r"\s", "", tight)
    malformed = "dấu cách trong số" if tight != printed else ""
    if re.fullmatch(_GROUPED, tight) or re.fullmatch(r"\d+(?:,\d+)?", tight):
        whole, _, decimals = tight.replace(".", "").partition(",")
        if len(whole) > 4 and "." not in tight and decimals:
            malformed = malformed or "thiếu dấu chấm phân cách hàng nghìn"
        return Fraction(f"{whole}.{decimals or 0}"), Fraction(1, 10 ** len(decimals)), malformed
    head, _, last = tight.rpartition("." if "." in tight else ",")
    if "," in head or ("." in tight and "," in tight and tight.rfind(",") > tight.rfind(".")):
        head, _, last = tight.rpartition(",") if tight.rfind(",") > tight.rfind(".") else tight.rpartition(".")
    whole = re.sub(r"[.,]", "", head)
    if len(last) == 3:
        return Fraction(whole + last), Fraction(1), malformed or "dấu phân cách lẫn lộn"
    return Fraction(f"{whole}.{last}"), Fraction(1, 10 ** len(last)), malformed or "dấu phân cách lẫn lộn"
