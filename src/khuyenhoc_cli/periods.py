"""Reporting periods: `2024H1`, `2024H2`, `2024`, `2024Q1` … `2024Q4`, `2024M9`; pure, no clock."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_PATTERN = re.compile(r"(20\d\d)(?:(H[12])|(Q[1-4])|(M9))?")
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
        """The period a cover names, as a code or in words ("6 tháng đầu năm 2024"); None where it names none."""
        match = _PATTERN.search(text.upper())
        if match is None:
            return None
        year = int(match[1])
        named = {cls(year, part).name.casefold(): part for part in _PARTS if part}
        words = " ".join(text.casefold().split())
        part = next((part for name, part in named.items() if name in words), None)
        return cls(year, part) if part else cls.parse(match[0])

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
