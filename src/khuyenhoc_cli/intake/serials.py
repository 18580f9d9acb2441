"""Dates as spreadsheet programs keep them: a number and a format that shows it as a date."""

import re
from datetime import date, datetime, time, timedelta

_BUILT_IN = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_TEXT = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_DAYS_1904 = 1462
# Excel counts a 29 February 1900, which never was.
_PHANTOM_DAY = 60


def is_date_format(number: int, code: str | None) -> bool:
    """Whether a number format shows its number as a date, a time or a span of time."""
    if code is None:
        return number in _BUILT_IN
    return bool(_ELAPSED.search(code) or _DATE_LETTERS.search(_TEXT.sub("", code).replace("General", "")))


def is_span_format(number: int, code: str | None) -> bool:
    """Whether a number format shows elapsed time, "[h]:mm" for one."""
    return number == 46 if code is None else _ELAPSED.search(code) is not None


def from_serial(
    serial: float, *, is_span: bool = False, from_1904: bool = False
) -> date | datetime | time | timedelta | float:
    """What the number shows; the number itself where no calendar has such a day."""
    if from_1904 and not is_span and serial >= 1:
        serial += _DAYS_1904
    try:
        span = timedelta(days=serial)
        span = timedelta(seconds=round(span.total_seconds(), 3))
        if is_span:
            return span
        shift = 1 if 1 <= serial < _PHANTOM_DAY else 0
        moment = datetime(1899, 12, 30) + span + timedelta(days=shift)
    except (OverflowError, ValueError):
        return serial
    if 0 <= serial < 1:
        return moment.time()
    return moment.date() if moment.time() == time() else moment
