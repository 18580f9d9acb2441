"""A closed period as plain data and back: all that its figures are made of, so that nothing outside changes them."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.submission import Place, Value
from khuyenhoc_cli.ledger.books import Book
from khuyenhoc_cli.ledger.records import Accepted
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Part, Unit
from khuyenhoc_cli.workspace.config import Config
from khuyenhoc_cli.workspace.units_file import UnitList


@dataclass(frozen=True)
class Frozen:
    """What the figures of a period and their analysis come from: its book and those of the years before, or of parts.

    `table` and `registered` are where units went, `assigned` what they were to achieve; `files` the SHA-256 of every
    file that was looked at, by path below the folder of returns; `figures` what the period came to, as
    `aggregate --format json` prints it.
    """

    books: Mapping[Period, Book]
    config: Config
    table: Mapping[str, tuple[Part, ...]]
    registered: Mapping[str, tuple[Part, ...]]
    assigned: Mapping[Place, int]
    files: Mapping[str, str]
    figures: Mapping[str, Any]


@dataclass(frozen=True)
class Closed:
    """A period that was closed, by whom, when (UTC) and by which version of the program."""

    period: Period
    closed_at: str
    closed_by: str
    program: str
    frozen: Frozen = field(repr=False)


def packed_frozen(frozen: Frozen) -> bytes:
    """Compressed JSON."""
    content = {
        "books": [_book_data(book) for book in frozen.books.values()],
        "config": frozen.config.model_dump(mode="json"),
        "table": frozen.table,
        "registered": frozen.registered,
        "assigned": [[*place, amount] for place, amount in frozen.assigned.items()],
        "files": frozen.files,
        "figures": frozen.figures,
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def unpacked_frozen(data: bytes, closed_at: str) -> Frozen:
    """What was packed; its books say since when they are closed."""
    content = json.loads(zlib.decompress(data))
    books = [_book(each, closed_at) for each in content["books"]]
    return Frozen(
        {book.period: book for book in books},
        Config.model_validate(content["config"]),
        _parts(content["table"]),
        _parts(content["registered"]),
        {(unit, code): amount for unit, code, amount in content["assigned"]},
        content["files"],
        content["figures"],
    )


def _book_data(book: Book) -> dict[str, Any]:
    return {
        "period": str(book.period),
        "edition": book.edition.model_dump(mode="json", by_alias=True),
        "units": [_unit_data(unit) for unit in book.units.units],
        "no_association": sorted(book.units.no_association),
        "root": book.root.code,
        "accepted": [_accepted_data(accepted) for accepted in book.accepted.values()],
        "rejected": sorted(book.rejected),
    }


def _book(data: Mapping[str, Any], closed_at: str) -> Book:
    units = UnitList(tuple(_unit(each) for each in data["units"]), frozenset(data["no_association"]))
    root = units.get(data["root"])
    assert root is not None
    period = Period.parse(data["period"])
    accepted = [_accepted(each, period) for each in data["accepted"]]
    return Book(
        period,
        Edition.model_validate(data["edition"]),
        units,
        root,
        {each.unit: each for each in accepted},
        frozenset(data["rejected"]),
        closed_at,
    )


def _unit_data(unit: Unit) -> dict[str, Any]:
    days = {name: day.isoformat() for name in ("valid_from", "valid_to") if (day := getattr(unit, name)) is not None}
    return {**asdict(unit), "valid_from": None, "valid_to": None, **days}


def _unit(data: Mapping[str, Any]) -> Unit:
    days = {name: date.fromisoformat(data[name]) if data[name] else None for name in ("valid_from", "valid_to")}
    return Unit(**{**data, **days, "aliases": tuple(data["aliases"])})


def _accepted_data(accepted: Accepted) -> dict[str, Any]:
    values = [[*place, value.amount, value.at.sheet, value.at.cell] for place, value in accepted.values.items()]
    plain = {name: getattr(accepted, name) for name in _PLAIN}
    return {**plain, "made_on": accepted.made_on.isoformat() if accepted.made_on else None, "values": values}


_PLAIN = (
    "unit", "version", "sha256", "file", "edition", "taken_in_at", "with_errors", "narrative", "warnings", "explained",
)  # fmt: skip


def _accepted(data: Mapping[str, Any], period: Period) -> Accepted:
    values = {(row, code): Value(amount, CellRef(sheet, cell)) for row, code, amount, sheet, cell in data["values"]}
    made_on = date.fromisoformat(data["made_on"]) if data["made_on"] else None
    return Accepted(period=period, made_on=made_on, values=values, **{name: data[name] for name in _PLAIN})


def _parts(data: Mapping[str, Any]) -> dict[str, tuple[Part, ...]]:
    return {code: tuple(Part(*part) for part in parts) for code, parts in data.items()}
