"""What a user asks to be explained: a figure by its code, name, key or printed form; or what feeds figures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.ledger.books import Book
from khuyenhoc_cli.ledger.records import Accepted
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.units.model import Unit

_NUMBER = re.compile(r"[+-]?(\d[\d.]*(?:,\d+)?)\s*(?:%|[^\W\d][^\d]*)?")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")


@dataclass(frozen=True)
class AskedFigure:
    """A figure, perhaps an aspect of it ("delta"), perhaps of one unit (its code)."""

    figure: str
    aspect: str = ""
    unit: str = ""


@dataclass(frozen=True)
class AskedSource:
    """A return that counts, perhaps one cell of it ("Biểu 1", "F9"), perhaps one unit's row (its code)."""

    reporter: Unit
    source: Accepted
    sheet: str = ""
    cell: str = ""
    row: str = ""


def asked_figure(text: str, edition: Edition) -> AskedFigure | None:
    """The figure of a code, a ratio, a content control's key, a label or a template's name; None for anything else."""
    body, _, unit = text.strip().partition("@")
    code, _, aspect = body.partition(":")
    known = {each.upper(): each for each in (*edition.indicators, *edition.ratio_of)}
    if code.strip().upper() in known:
        return AskedFigure(known[code.strip().upper()], aspect, unit)
    names = [(each.code, each.label, each.key) for each in edition.indicators.values()]
    names += [(each.code, each.label, each.key) for each in edition.ratios]
    found = [code for code, label, key in names if fold(text) == fold(label) or text.strip() == key]
    return AskedFigure(found[0]) if len(found) == 1 else None


def printed_as(text: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the report whose whole text is this number, whatever its sign, its unit and its thousands' dots."""
    wanted = _bare(text)
    if not any(map(str.isdigit, wanted)):
        return ()
    return tuple(key for key, printed in texts.items() if _bare(printed) == wanted)


def _bare(text: str) -> str:
    """The number that a text is, without sign, unit and dots between thousands; the text itself where it is none."""
    number = _NUMBER.fullmatch(text.strip())
    if number is None:
        return text
    whole, comma, decimals = number[1].partition(",")
    return (whole.replace(".", "") if _GROUPED.fullmatch(whole) else whole) + comma + decimals


def asked_source(text: str, book: Book) -> AskedSource | None:
    """A return by its file's name or its unit's, perhaps with a cell: "2024H1_lak.xlsx!Biểu 1!F9"."""
    name, _, place = text.strip().partition("!")
    sheet, _, cell = place.rpartition("!")
    for code, accepted in book.accepted.items():
        unit = book.units.get(code)
        if unit is not None and (fold(unit.name) == fold(name) or _is_file(name, accepted.file)):
            return AskedSource(unit, accepted, sheet.strip("'"), cell.upper().replace("$", ""))
    return _row_asked(name, book)


def _row_asked(name: str, book: Book) -> AskedSource | None:
    """The row of a unit that stands in exactly one return; None where nobody or several bear the name."""
    rows = [unit for unit in book.units.units if fold(unit.name) == fold(name)]
    found = [
        AskedSource(reporter, accepted, row=unit.code)
        for unit in rows
        for code, accepted in book.accepted.items()
        if (reporter := book.units.get(code)) is not None and any(row == unit.code for row, _ in accepted.values)
    ]
    return found[0] if len(found) == 1 else None


def _is_file(name: str, file: str) -> bool:
    """Whether a path, or a bare name, is that of a file below the folder of returns."""
    wanted, own = name.replace("\\", "/").casefold(), file.casefold()
    return own == wanted or wanted.endswith(f"/{own}") or own.rpartition("/")[2] == wanted


def places_in(asked: AskedSource) -> tuple[tuple[str, str], ...]:
    """The observations (row unit, indicator) that the return, the cell or the row of it, gives."""
    return tuple(
        place
        for place, value in asked.source.values.items()
        if asked.row in ("", place[0])
        if not asked.cell or (fold(value.at.sheet), value.at.cell) == (fold(asked.sheet), asked.cell)
    )
