"""Whose return a workbook is and for which period: from its cover, else from the file's name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms import cover as labels
from khuyenhoc_cli.forms.narrative import NARRATIVE_SHEET, SECTIONS
from khuyenhoc_cli.intake.grid import Grid
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.names import fold

_FILE_NAME = re.compile(r"(20\d\d(?:H[12]|Q[1-4]|M9)?)[_ -]+([^\W\d].*)", re.IGNORECASE)
_PERIOD_IN_NAME = re.compile(r"(?<![A-Z0-9])20\d\d(?:H[12]|Q[1-4]|M9)(?![A-Z0-9])", re.IGNORECASE)

COPY_MARK = "_can-sua"
"""What the name of a marked-up copy ends with."""
_MARKED = re.compile(rf"{COPY_MARK}(?:-\d+| ?\(\d+\))?$")


@dataclass(frozen=True)
class Written:
    """What a cover says in one field, and where."""

    value: object
    at: CellRef

    @property
    def text(self) -> str:
        """The value as text."""
        return str(self.value).strip()


@dataclass(frozen=True)
class Cover:
    """The fields of a cover that are filled in."""

    unit: Written | None = None
    period: Written | None = None
    made_on: date | None = None


def read_cover(grids: Sequence[Grid]) -> Cover:
    """The cover of a workbook; empty where it has none."""
    grid = next((grid for grid in grids if fold(grid.sheet) == fold(labels.COVER_SHEET)), None)
    if grid is None:
        return Cover()
    fields = dict(_fields(grid))
    made_on = fields.get(fold(labels.MADE_ON))
    return Cover(fields.get(fold(labels.UNIT)), fields.get(fold(labels.PERIOD)), _date(made_on))


def read_narrative(grids: Sequence[Grid]) -> dict[str, str]:
    """The office's own prose by section key, from the sheet "Thuyết minh": a row's key or title, then its last cell."""
    keys = {fold(name): section.key for section in SECTIONS for name in (section.key, section.title)}
    narrative: dict[str, str] = {}
    for grid in grids:
        if fold(grid.sheet) != fold(NARRATIVE_SHEET):
            continue
        column = _prose_column(grid)
        for row in grid.rows:
            key = next((keys[fold(value)] for value in row if isinstance(value, str) and fold(value) in keys), None)
            text = str(row[column]).strip()
            if key and text and fold(text) not in keys:
                narrative[key] = text
    return narrative


def name_parts(path: PurePath) -> tuple[Period | None, str]:
    """The period and the unit that a file's name gives: "2024H1_krong-nang.xlsx" -> 2024H1, "krong nang"."""
    stem = without_copy_mark(path.stem)
    whole = _FILE_NAME.fullmatch(stem)
    unit = whole[2] if whole else stem
    somewhere = _PERIOD_IN_NAME.search(stem)
    code = whole[1] if whole else somewhere[0] if somewhere else None
    return Period.parse(code) if code else None, unit.replace("-", " ").replace("_", " ")


def without_copy_mark(stem: str) -> str:
    """The name of the file that a marked-up copy was made of, whatever number a program has put behind the mark."""
    return _MARKED.sub("", stem)


def _fields(grid: Grid) -> Iterator[tuple[str, Written]]:
    """Folded label and what stands right of it."""
    for row_number, row in enumerate(grid.rows):
        filled = [(column, value) for column, value in enumerate(row) if value != ""]
        if len(filled) >= 2 and isinstance(filled[0][1], str):
            column, value = filled[1]
            yield fold(filled[0][1]), Written(value, grid.ref(row_number, column))


def _date(written: Written | None) -> date | None:
    if written is None:
        return None
    if isinstance(written.value, datetime):
        return written.value.date()
    if isinstance(written.value, date):
        return written.value
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", written.text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _prose_column(grid: Grid) -> int:
    """The column headed like the sheet itself, else the last one."""
    for row in grid.rows[:10]:
        for column, value in enumerate(row):
            if isinstance(value, str) and fold(value) == fold(NARRATIVE_SHEET) and column:
                return column
    return grid.width - 1
