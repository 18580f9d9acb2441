"""A table as numbers: which rows are units, which the whole, the year before, the change; what each column is called.

Nothing is known of a column but its headings and its cells; a cell that is not one number is a gap.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from khuyenhoc_cli.audit.model import Passage, Spot, Table
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.text.numbers import print_decimal

# year: a row of a table over years; yearly: its growth in the mean of a year
RowKind = Literal["unit", "group", "total", "previous", "change", "year", "yearly", "other"]
GapKind = Literal["dash", "unknown"]

YEAR = re.compile(r"\s*(?:(?:cả )?năm )?(?P<year>(?:19|20)\d\d)\s*", re.IGNORECASE)
_NOT_ADDED = re.compile(r"\b(?:ty le|ti le|binh quan|xep hang|xep thu|thu hang|diem|phan tram|so voi|khong trung)\b")
_RATIO = re.compile(r"\b(?:ty le|ti le|binh quan|phan tram|so voi|ty trong)\b")
_IN_THOUSANDS = re.compile(r"\b(?:trieu|ty dong|nghin|ngan|tr d(?:ong)?|1 ?000 ?d(?:ong)?)\b")
_MONEY = re.compile(r"\b(?:kinh phi|so tien|ngan sach|tien|tri gia|quy khuyen hoc)\b")
_COUNTED = re.compile(
    r"\b(?:so luong|suat|nguoi|hoi vien|chi hoi|em|hoc (?:sinh|vien)|giao vien|ho|lop|luot|xa|thon|trung tam)\b"
)
_IN_DONG = 10**6  # so much money is printed to the đồng


@dataclass(frozen=True, eq=False)
class Number:
    """A printed number, passage.text[start:end]; its `step` is one in the last printed digit. Equal only to itself."""

    passage: Passage
    start: int
    end: int
    value: Fraction
    step: Fraction
    is_percent: bool = False
    is_signed: bool = False

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return Spot(self.passage, self.start, self.end)

    @property
    def printed(self) -> str:
        """As it stands."""
        return self.passage.text[self.start : self.end]

    @property
    def places(self) -> int:
        """How many decimals are printed."""
        return len(str(self.step.denominator)) - 1

    def like_this(self, value: Fraction) -> str:
        """Another value as this one would be printed; money keeps the decimals it needs."""
        places = max(self.places, _places_needed(value))
        body = print_decimal(value, places if places <= 3 else self.places)
        sign = "+" if self.is_signed and value > 0 else ""
        return f"{sign}{body}{'%' if self.is_percent else ''}"


@dataclass(frozen=True)
class Column:
    """A column of figures; `headings` from the outermost down."""

    index: int
    headings: tuple[str, ...]

    @property
    def name(self) -> str:
        """ "Hội viên / Tổng số"."""
        return " / ".join(self.headings)

    @cached_property
    def words(self) -> str:
        """All headings, folded."""
        return fold(" ".join(self.headings))

    @cached_property
    def last(self) -> str:
        """The heading just over the figures, folded."""
        return fold(self.headings[-1]) if self.headings else ""

    @property
    def is_change(self) -> bool:
        """Whether its heading says that it tells changes."""
        return bool(re.search(r"\b(?:tang|giam|chenh lech|so sanh)\b", self.last))

    @property
    def is_earlier(self) -> bool:
        """Whether its heading says that it tells of a time before, or of what was planned."""
        return bool(
            re.search(r"\b(?:cung ky|nam truoc|ky truoc|dau ky|ke hoach|chi tieu|duoc giao|20\d\d)\b", self.words)
        )

    @property
    def may_be_ratio(self) -> bool:
        """Whether its heading says that it is worked out from other columns."""
        return bool(_RATIO.search(self.last)) or any("%" in heading for heading in self.headings[-1:])


@dataclass(frozen=True)
class Row:
    """A row of figures; `ordinal` is its number as printed, "" without."""

    index: int
    label: str
    kind: RowKind
    ordinal: str = ""

    @property
    def year(self) -> int:
        """The year that it is of, 0 where its name is another."""
        match = YEAR.fullmatch(self.label)
        return int(match["year"]) if match else 0


@dataclass(frozen=True)
class Turn:
    """The rows that a row of changes is between: what is now, what was then."""

    now: Row
    then: Row
    change: Row


@dataclass(frozen=True, eq=False)
class Grid:
    """The figures of a table by (row, column), and the gaps among them. Equal only to itself."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    numbers: Mapping[tuple[int, int], Number]
    gaps: Mapping[tuple[int, int], GapKind]

    def rows_of(self, *kinds: RowKind) -> tuple[Row, ...]:
        """The rows of these kinds, from above."""
        return tuple(row for row in self.rows if row.kind in kinds)

    def row_of(self, kind: RowKind) -> Row | None:
        """The only row of a kind."""
        found = self.rows_of(kind)
        return found[0] if len(found) == 1 else None

    def number(self, row: Row | None, column: Column) -> Number | None:
        """The figure there, None where there is a gap."""
        return self.numbers.get((row.index, column.index)) if row else None

    @cached_property
    def years(self) -> tuple[Row, ...]:
        """The rows of years, the earliest first."""
        return tuple(sorted(self.rows_of("year"), key=lambda row: row.year))

    @cached_property
    def turn(self) -> Turn | None:
        """What the row of changes compares: the whole with the year before, or two years, as its name says."""
        change = self.row_of("change")
        now, then = self.row_of("total"), self.row_of("previous")
        if self.years and change:
            now, then = self._compared_years(change.label)
        return Turn(now, then, change) if now and then and change and now is not then else None

    def _compared_years(self, label: str) -> tuple[Row, Row]:
        """The last year and the first, or the one before, or the ones that are named."""
        named = [row for row in self.years if str(row.year) in label]
        if len(named) > 1:
            return named[-1], named[0]
        if re.search(r"năm (?:trước|ngoái|liền kề)|cùng kỳ", label, re.IGNORECASE) and len(self.years) > 1:
            return self.years[-1], self.years[-2]
        return self.years[-1], next(iter(named), self.years[0])

    @cached_property
    def percents(self) -> frozenset[int]:
        """The columns of percentages: most figures are, those of growth left aside."""
        growth = {row.index for row in self.rows_of("yearly")}
        counted = [(column, each.is_percent) for (row, column), each in self.numbers.items() if row not in growth]
        shares, all_of_them = Counter(c for c, is_share in counted if is_share), Counter(c for c, _ in counted)
        return frozenset(column for column, count in shares.items() if count * 2 > all_of_them[column])

    @cached_property
    def _texts(self) -> Mapping[int, str]:
        """What each row says in words, its unit of measure included, folded."""
        found: dict[int, str] = {}
        for cell in self.table.cells:
            if len(cell.text) > 1 and not cell.text[0].isdigit():
                found[cell.row] = f"{found.get(cell.row, '')} {fold(cell.text)}"
        return defaultdict(str, found)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The names of its rows."""
        return frozenset(row.label for row in self.rows)

    def is_added(self, column: Column) -> bool:
        """Whether figures of the column may be added up over units."""
        return (
            column.index not in self.percents
            and "%" not in " ".join(column.headings)
            and not _NOT_ADDED.search(column.last)
            and not self.is_of_points(column)
        )

    def is_rounded(self, column: Column, row: Row | None = None) -> bool:
        """Whether a column, or a row, may tell money in thousands or millions, so that its figures are rounded."""
        if _IN_THOUSANDS.search(column.words) or (row and _IN_THOUSANDS.search(self._texts[row.index])):
            return True
        caption = fold(" ".join(self.table.caption))
        if _IN_THOUSANDS.search(caption) and not _COUNTED.search(caption):
            return not _COUNTED.search(column.last)
        found = (number.value for (_, place), number in self.numbers.items() if place == column.index)
        return bool(_MONEY.search(column.words)) and max(found, default=_IN_DONG) < _IN_DONG

    def step_of(self, column: Column) -> Fraction:
        """One in the last digit of those of its figures that have most decimals."""
        found = (number.step for (_, place), number in self.numbers.items() if place == column.index)
        return min(found, default=Fraction(1))

    def is_of_points(self, column: Column) -> bool:
        """Whether a column tells changes of shares: beside one of shares, and printed with decimals as those are."""
        if not column.is_change or column.index - 1 not in self.percents:
            return False
        found = [number for (_, place), number in self.numbers.items() if place == column.index and number.value]
        return not found or any(number.step < 1 for number in found)


def _places_needed(value: Fraction) -> int:
    """How many decimals say it exactly, 9 where none do."""
    return next((places for places in range(4) if (value * 10**places).denominator == 1), 9)
