"""Reporting periods: `2024H1`, `2024H2`, `2024`, `2024Q1` … `2024Q4`, `2024M9`; pure, no clock."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from khuyenhoc_cli.text.names import fold

_PATTERN = re.compile(r"(20\d\d)(?:(H[12])|(Q[1-4])|(M9))?")
_CODE_IN_TEXT = re.compile(r"\b20\d\d(?:h[12]|q[1-4]|m9)\b")
# What a folded text says of the part of a year, beside the year itself.
_WORDS = {
    "H1": re.compile(r"\b0?6 thang(?! cuoi)"),
    "H2": re.compile(r"\b0?6 thang cuoi\b"),
    "M9": re.compile(r"\b0?9 thang(?! cuoi)"),
    "Q1": re.compile(r"\bquy (?:i|1)\b"),
    "Q2": re.compile(r"\bquy (?:ii|2)\b"),
    "Q3": re.compile(r"\bquy (?:iii|3)\b"),
    "Q4": re.compile(r"\bquy (?:iv|4)\b"),
    "": re.compile(r"^(?!.*\b(?:thang|quy)\b)\D*20\d\d(?: 0)?\D*$"),
}
# part -> (first month, last month, name)
_PARTS: dict[str, tuple[int, int, str]] = {
    "": (1, 12, "năm {year}"),
    "H1": (1, 6, "6 tháng đầu năm {year}"),
    "H2": (7, 12, "6 tháng cuối năm {year}"),
    "Q1": (1, 3, "quý I năm {year}"),
    "Q2": (4, 6, "quý II năm {year}"),
    "Q3": (7, 9, "quý III năm {year}"),
    "Q4": (10, 12, "quý IV năm {year}"),
    "M9": (1, 9, "9 tháng đầu năm {year}"),
}
GRAMMAR = "2024H1, 2024H2, 2024, 2024Q1 … 2024Q4, 2024M9"


@dataclass(frozen=True)
class Period:
    """One period; `part` is "" for a whole year, else H1, H2, Q1 … Q4, M9."""

    year: int
    part: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period a user wrote; ValueError where the text is not one."""
        match = _PATTERN.fullmatch(text.strip().upper())
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), match[2] or match[3] or match[4] or "")

    @classmethod
    def find(cls, text: str) -> "Period | None":
        """The period a cover names, as a code or in words ("6 tháng đầu năm 2024"); None where that is not certain."""
        words = fold(text)
        if code := _CODE_IN_TEXT.search(words):
            return cls.parse(code[0])
        years = set(re.findall(r"\b20\d\d\b", words))
        parts = [part for part, pattern in _WORDS.items() if pattern.search(words)]
        return cls(int(years.pop()), parts[0]) if len(years) == len(parts) == 1 else None

    def __str__(self) -> str:
        return f"{self.year}{self.part}"

    @property
    def name(self) -> str:
        """In words, as a report's title says it: "6 tháng đầu năm 2024"."""
        return _PARTS[self.part][2].format(year=self.year)

    @property
    def first_day(self) -> date:
        """The first day of the period."""
        return date(self.year, _PARTS[self.part][0], 1)

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        month = _PARTS[self.part][1]
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def year_before(self) -> "Period":
        """The period that "cùng kỳ" means: the same one a year before."""
        return Period(self.year - 1, self.part)

    @property
    def order(self) -> tuple[date, date]:
        """Sorts periods by their end, the shorter one last: 2024H2 after 2024."""
        return self.last_day, self.first_day
