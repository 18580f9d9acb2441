"""What a user asks to be explained: a figure by its code, name, key or printed form; or what feeds figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.ledger.books import Book
from khuyenhoc_cli.ledger.records import Accepted
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.units.model import Unit


@dataclass(frozen=True)
class AskedFigure:
    """A figure, perhaps an aspect of it ("delta"), perhaps of one unit (its code)."""

    figure: str
    aspect: str = ""
    unit: str = ""


@dataclass(frozen=True)
class AskedSource:
    """A return that counts, perhaps one cell of it ("Biểu 1", "F9")."""

    reporter: Unit
    source: Accepted
    sheet: str = ""
    cell: str = ""


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
    """The keys of the report whose whole text is this, or this but for a sign or a percent sign."""
    wanted = _bare(text)
    if not any(map(str.isdigit, wanted)):
        return ()
    return tuple(key for key, printed in texts.items() if _bare(printed) == wanted)


def _bare(text: str) -> str:
    return text.strip().lstrip("+-").removesuffix("%").strip()


def asked_source(text: str, book: Book) -> AskedSource | None:
    """A return by its file's name or its unit's, perhaps with a cell: "2024H1_lak.xlsx!Biểu 1!F9"."""
    name, _, place = text.strip().partition("!")
    sheet, _, cell = place.rpartition("!")
    for code, accepted in book.accepted.items():
        unit = book.units.get(code)
        if unit is not None and (fold(unit.name) == fold(name) or _is_file(name, accepted.file)):
            return AskedSource(unit, accepted, sheet, cell.upper())
    return None


def _is_file(name: str, file: str) -> bool:
    """Whether a path, or a bare name, is that of a file below the folder of returns."""
    wanted, own = name.replace("\\", "/").casefold(), file.casefold()
    return own == wanted or wanted.endswith(f"/{own}") or own.rpartition("/")[2] == wanted


def places_in(asked: AskedSource) -> tuple[tuple[str, str], ...]:
    """The observations (row unit, indicator) that the return, or the cell of it, gives."""
    return tuple(
        place
        for place, value in asked.source.values.items()
        if not asked.cell or (fold(value.at.sheet), value.at.cell) == (fold(asked.sheet), asked.cell)
    )
