"""Single cells above a table: which hold the text of a heading, and which headings stand over which."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeGuard

from khuyenhoc_cli.forms.indicator import FLAG_WORDS
from khuyenhoc_cli.forms.vocabulary import dong_of
from khuyenhoc_cli.intake.grid import Grid
from khuyenhoc_cli.text.names import fold

_FLAGS = {fold(word) for word in FLAG_WORDS}
_NUMBERING = re.compile(r"[\d\s.,()=+\-–/]*|[A-Za-zĐđ]|[IVXivx]{1,5}")
_YEARS = range(2010, 2041)
_ROMAN = re.compile(r"[IVXLC]+[.)]?")
_LETTERS = re.compile(r"[^\W\d_]")


def heading_text(value: object) -> str:
    """The text of a cell that may be a heading: words, or a year; "" for figures and numbering."""
    if isinstance(value, str):
        text = value.strip()
        is_words = len(_LETTERS.findall(text)) >= 2 and not _ROMAN.fullmatch(text)
        return text if is_words and fold(text) not in _FLAGS else ""
    return str(int(value)) if is_number(value) and value in _YEARS else ""


def names_years(cells: Sequence[object]) -> bool:
    """Whether all numbers among the cells, if any, are a year and the one before it: "2023 | 2024"."""
    numbers = {cell for cell in cells if is_number(cell)}
    return not numbers or (numbers <= set(_YEARS) and len(numbers) <= 2 and max(numbers) - min(numbers) <= 1)


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a cell holds a number; TRUE is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def numbers_columns(cells: Sequence[object]) -> bool:
    """Whether the cells only number the columns: "(1) (2) (3)", "A B 1 2", "(3)=(1)+(2)"."""
    filled = [cell for cell in cells if cell != ""]
    if len(filled) < 2 or not all(isinstance(cell, str | int | float) for cell in filled):
        return False
    if all(isinstance(cell, str) for cell in filled):
        texts = [str(cell).strip() for cell in filled]
        return all(len(text) <= 2 or ("(" in text and _NUMBERING.fullmatch(text)) for text in texts)
    return counts_up(filled)


def counts_up(cells: Sequence[object]) -> bool:
    """Whether the numbers among the cells are consecutive: 1, 2, 3, …"""
    numbers = [cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)]
    return len(numbers) > 1 and all(b - a == 1 for a, b in pairwise(numbers))


def own_headings(grid: Grid, first: int, end: int, column: int) -> list[tuple[int, str]]:
    """The headings that stand in a column itself, top to bottom, each with its row."""
    return [(row, text) for row in range(first, end) if (text := heading_text(grid.rows[row][column]))]


def spanning(grid: Grid, first: int, row: int, column: int) -> Iterator[str]:
    """The headings over a cell, the nearest first: in each row above its own, else the nearest to the left (merged)."""
    for above in range(row - 1, first - 1, -1):
        cells = grid.rows[above]
        text = next((text for at in range(column, -1, -1) if (text := heading_text(cells[at]))), "")
        if text:
            yield text


def has_content(grid: Grid, last: int, column: int) -> bool:
    """Whether anything stands below a heading; below the title of a section nothing does."""
    return any(row[column] != "" for row in grid.rows[last + 1 :])


def dong_of_sheet(grid: Grid) -> int | None:
    """What a line "Đơn vị tính: nghìn đồng" says of all money on a sheet."""
    lines = (value for row in grid.rows for value in row if isinstance(value, str) and ":" in value)
    return dong_of(line for line in lines if fold(line).startswith(("don vi tinh", "dvt")))
