"""What an office answers to doubts ("Giải trình"): on the sheet of a marked-up copy, or beside its figures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms import task_sheet as labels
from khuyenhoc_cli.forms.cover import COVER_SHEET
from khuyenhoc_cli.forms.narrative import NARRATIVE_SHEET
from khuyenhoc_cli.intake.grid import Grid
from khuyenhoc_cli.text.names import fold

_LONGEST_HEADING = 60
_CODE = re.compile(r"KH[1-7]\d\d")
_WITHOUT_ROWS = {fold(COVER_SHEET), fold(NARRATIVE_SHEET), fold(labels.TASK_SHEET)}
# A tick says that somebody has looked, not why the figure is right.
_MARKS = {"x", "xx", "v", "y", "c", "r", "ok", "oke", "okay", "yes", "co", "da", "da co", "roi", "da xem", "da ro", "1"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One answer, where it stands, and what it is about.

    With a `code` it answers that warning at `cell` of `sheet` (both empty: one about the whole file), and `about` is
    what else its line says of it; without, it answers what stands in the same row of its own sheet.
    """

    text: str
    at: CellRef
    code: str | None = None
    sheet: str = ""
    cell: str = ""
    about: str = ""


def read_explanations(grids: Sequence[Grid]) -> tuple[Explanation, ...]:
    """Every answer in a workbook, in reading order; ticks and empty cells are none."""
    found: list[Explanation] = []
    for grid in grids:
        if fold(grid.sheet) == fold(labels.TASK_SHEET):
            found += _of_tasks(grid)
        elif fold(grid.sheet) not in _WITHOUT_ROWS:
            found += _of_rows(grid)
    return tuple(found)


def _of_tasks(grid: Grid) -> Iterator[Explanation]:
    """The answers on the sheet of tasks: one line each, below the row with the headings."""
    columns: Mapping[str, int] = {}
    for number, row in enumerate(grid.rows):
        if not columns:
            columns = _headings(row)
            continue
        code = _text(row[columns[labels.CODE]])
        text = _text(row[columns[labels.EXPLANATION]])
        if _CODE.fullmatch(code) and _answers(text):
            about = " ".join(_text(cell) for column, cell in enumerate(row) if column not in columns.values())
            at = grid.ref(number, columns[labels.EXPLANATION])
            sheet, cell = (_text(row[columns[name]]) for name in (labels.SHEET, labels.CELL))
            yield Explanation(text, at, code, sheet, cell.upper(), about.strip())


def _headings(row: tuple[object, ...]) -> Mapping[str, int]:
    """The column of each heading, when a row holds them all."""
    names = {fold(name): name for name in (labels.CODE, labels.SHEET, labels.CELL, labels.EXPLANATION)}
    columns: dict[str, int] = {}
    for column, value in enumerate(row):
        name = names.get(fold(_text(value)))
        if name is not None:
            columns.setdefault(name, column)
    return columns if len(columns) == len(names) else {}


def _of_rows(grid: Grid) -> Iterator[Explanation]:
    """The answers in columns of a data sheet, below their heading."""
    heading = fold(labels.EXPLANATION)
    columns: set[int] = set()
    for number, row in enumerate(grid.rows):
        for column, value in enumerate(row):
            if not isinstance(value, str) or not value.strip():
                continue
            if column not in columns and len(value) <= _LONGEST_HEADING and fold(value).startswith(heading):
                columns.add(column)
            elif column in columns and fold(value) != heading and _answers(_text(value)):
                yield Explanation(_text(value), grid.ref(number, column))


def _text(value: object) -> str:
    """What stands in a cell as one line of text; numbers and dates are no answers."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _answers(text: str) -> bool:
    """Whether a text says something: a letter or a digit, and more than a tick."""
    return any(letter.isalnum() for letter in text) and fold(text) not in _MARKS
