"""One raw cell becomes one value, in one place: an `int` (a count, đồng, 1 for Có), or a finding that says why not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from khuyenhoc_cli.findings.catalogue import Language
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.forms.indicator import FLAG_WORDS
from khuyenhoc_cli.forms.model import Indicator, Measure
from khuyenhoc_cli.intake.grid import ErrorCell, UncalculatedCell
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU, parse_printed, plain_digits, print_count, typed_trieu_dong
from khuyenhoc_cli.text.readings import (
    Readings,
    count_readings,
    date_readings,
    dong_readings,
    fraction_readings,
    is_none_meant,
)

NO, YES = FLAG_WORDS
_MEANS_YES = {"co", "x", "v", "roi", "da", "da co", "co roi", "1"}
_MEANS_NO = {"chua", "khong", "chua co", "khong co", "0"}
# Formulas leave noise far below a đồng; anything larger was typed.
_NOISE = Decimal("0.001")
_NOISE_OF_A_COUNT = Decimal("0.000001")
_SUM_OF_NUMBERS = re.compile(r"\d+(?:\s*\+\s*\d+)*")
_NONE_MEANT: Mapping[Language, str] = {
    "vi": "vì “{found}” trong biểu thường nghĩa là không có",
    "en": "because “{found}” on a form usually means none",
}
_SHOWN_AS_DATE: Mapping[Language, str] = {
    "vi": "vì số này ở ô định dạng ngày thì hiện thành {found}",
    "en": "because a cell formatted as a date shows this number as {found}",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell came to: a value, a finding, both (read, but with a doubt), or neither (blank)."""

    value: int | None = None
    finding: Finding | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stood there."""
        return self.value is None and self.finding is None


def read_cell(raw: object, indicator: Indicator) -> Cell:
    """The cell read as this indicator; the finding has no place yet, the caller knows it."""
    cell = _read(raw, indicator)
    if cell.finding is None:
        return cell
    named = {"label": indicator.label, **cell.finding.detail}
    return replace(cell, finding=replace(cell.finding, indicator=indicator.code, detail=named))


def _read(raw: object, indicator: Indicator) -> Cell:
    if type(raw) is float and indicator.measure is Measure.COUNT and raw.is_integer():
        return Cell(int(raw))  # nearly all cells are like this
    if isinstance(raw, str):
        return _read_text(raw.strip(), indicator)
    if isinstance(raw, ErrorCell):
        return Cell(finding=Finding("KH204", found=raw.text))
    if isinstance(raw, UncalculatedCell):
        return _read_formula(raw, indicator)
    if isinstance(raw, bool | date | datetime | time | timedelta):
        return _read_odd(raw, indicator)
    if isinstance(raw, int | float):
        return _read_number(Decimal(repr(raw)), indicator)
    return Cell(finding=Finding("KH201", found=str(raw)))


def _read_text(text: str, indicator: Indicator) -> Cell:
    if not text.strip("\u200b\ufeff\xa0"):
        return Cell()
    if indicator.measure is Measure.FLAG:
        return _read_flag(text)
    if text.startswith("#"):
        return Cell(finding=Finding("KH204", found=text))
    digits = plain_digits(text)
    if digits is not None:
        read = _read_number(Decimal(digits), indicator)
        return read if read.finding else Cell(read.value, Finding("KH209", found=text, proposed=str(digits)))
    because = _said(_NONE_MEANT, text) if is_none_meant(text) else {}
    return _unread("KH201", text, text_readings(text, indicator), indicator, because=because)


def text_readings(text: str, indicator: Indicator) -> Readings:
    """What a text may mean as an amount of this indicator."""
    return count_readings(text) if indicator.measure is Measure.COUNT else dong_readings(text)


def _unread(
    code: str, found: str, readings: Readings, indicator: Indicator, *, because: Mapping[Language, str] | None = None
) -> Cell:
    """A cell with a finding and no value; what its signs say is only proposed."""
    proposed = None if readings.proposed is None else typed(readings.proposed, indicator)
    return Cell(finding=Finding(code, found=found, proposed=proposed, because=because or {}))


def _said(words: Mapping[Language, str], found: str) -> dict[Language, str]:
    return {language: text.format(found=found) for language, text in words.items()}


def _read_formula(raw: UncalculatedCell, indicator: Indicator) -> Cell:
    """A formula without a result: only a sum of typed numbers ("1000+200") says by itself what it comes to."""
    written = raw.formula.removeprefix("=")
    readings = text_readings(written, indicator) if _SUM_OF_NUMBERS.fullmatch(written) else Readings()
    return _unread("KH205", raw.formula, readings, indicator)


def _read_flag(text: str) -> Cell:
    folded = fold(text)
    if folded == fold(YES):
        return Cell(1)
    if folded == fold(NO):
        return Cell(0)
    proposed = YES if folded in _MEANS_YES else NO if folded in _MEANS_NO else None
    return Cell(finding=Finding("KH207", found=text, proposed=proposed))


def _read_odd(raw: bool | date | datetime | time | timedelta, indicator: Indicator) -> Cell:
    """Dates and TRUE stand where Excel took "3/4" for a date or a formula compared instead of counting."""
    if indicator.measure is Measure.FLAG:
        proposed = FLAG_WORDS[raw] if isinstance(raw, bool) else None
        return Cell(finding=Finding("KH207", found=shown(raw), proposed=proposed))
    kind, kind_en = (
        ("giá trị đúng/sai", "a true/false value") if isinstance(raw, bool) else ("ngày giờ", "a date or time")
    )
    cell = Cell(finding=Finding("KH208", found=shown(raw)))
    day = raw.date() if isinstance(raw, datetime) and raw.time() == time() else raw
    if isinstance(day, date) and not isinstance(day, datetime) and indicator.measure is Measure.COUNT:
        readings = date_readings(day)
        because = {} if readings.proposed is None else _said(_SHOWN_AS_DATE, shown(raw))
        cell = _unread("KH208", shown(raw), readings, indicator, because=because)
    assert cell.finding is not None
    return Cell(finding=replace(cell.finding, detail={"kind": kind, "kind_en": kind_en}))


def _read_number(number: Decimal, indicator: Indicator) -> Cell:
    if not number.is_finite():
        return Cell(finding=Finding("KH204", found=str(number)))
    if indicator.measure is Measure.MONEY:
        return _read_money(number)
    if indicator.measure is Measure.FLAG:
        proposed = YES if number == 1 else NO if number == 0 else None
        return Cell(finding=Finding("KH207", found=plain(number), proposed=proposed))
    if abs(number - number.to_integral_value()) > _NOISE_OF_A_COUNT:
        return _unread("KH202", plain(number), fraction_readings(number), indicator)
    return Cell(int(number.to_integral_value()))


def _read_money(trieu_dong: Decimal) -> Cell:
    dong = trieu_dong * DONG_PER_TRIEU
    whole = int(dong.to_integral_value(ROUND_HALF_UP))
    if abs(dong - whole) <= _NOISE:
        return Cell(whole)
    return Cell(whole, Finding("KH211", found=plain(trieu_dong), proposed=f"{print_count(whole)} đồng"))


def typed(amount: int, indicator: Indicator) -> str:
    """An amount as a person types it into the cell: digits alone, triệu đồng with a decimal comma, Có or Chưa."""
    match indicator.measure:
        case Measure.COUNT:
            return str(amount)
        case Measure.MONEY:
            return typed_trieu_dong(amount)
        case Measure.FLAG:
            return FLAG_WORDS[amount]


def amount_of_typed(text: str, indicator: Indicator) -> int | None:
    """The amount that a proposal typed into the cell would give; None where it is no amount of this indicator."""
    if indicator.measure is Measure.FLAG:
        return FLAG_WORDS.index(text) if text in FLAG_WORDS else None
    number = None if "." in text else parse_printed(text)
    amount = None if number is None else number * indicator.scale
    return None if amount is None or amount != int(amount) else int(amount)


def shown(raw: object) -> str:
    """What a cell shows to the person who looks at it."""
    match raw:
        case bool():
            return "TRUE" if raw else "FALSE"
        case int() | float():
            return plain(Decimal(repr(raw)))
        case date():
            return f"{raw:%d/%m/%Y}"
        case ErrorCell():
            return raw.text
        case UncalculatedCell():
            return raw.formula
        case _:
            return str(raw).strip()


def plain(number: Decimal) -> str:
    """A number as a Vietnamese Excel shows and takes it: ungrouped, with a decimal comma."""
    return format(number.normalize(), "f").replace(".", ",")
