"""The SQLite file. One row per accepted version of a return; the values with their cells are one compressed blob.

Rollback journal, never WAL: workspaces lie on shares and in cloud folders. One transaction per command.
"""

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from khuyenhoc_cli.checks.acceptance import AcceptedProposal
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.submission import Place, Submission, Value
from khuyenhoc_cli.ledger import acceptances
from khuyenhoc_cli.ledger.acceptances import Acceptance
from khuyenhoc_cli.periods import Period

_VERSION = 1
_SCHEMA = f"""
PRAGMA user_version = {_VERSION};
CREATE TABLE IF NOT EXISTS submission (
    period TEXT NOT NULL,
    unit TEXT NOT NULL,
    version INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    file TEXT NOT NULL,
    edition TEXT NOT NULL,
    made_on TEXT,
    taken_in_at TEXT NOT NULL,
    with_errors INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (period, unit, version)
) STRICT;
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
_LAST_AGGREGATED = "last_aggregated"


@dataclass(frozen=True)
class Accepted:
    """One accepted version of a unit's return; `file` is relative to the folder of returns."""

    period: Period
    unit: str
    version: int
    sha256: str
    file: str
    edition: str
    made_on: date | None
    taken_in_at: str
    with_errors: bool
    values: dict[Place, Value]
    narrative: dict[str, str]

    def amounts(self) -> dict[Place, int]:
        """The values without their cells."""
        return {place: value.amount for place, value in self.values.items()}


class Ledger:
    """The open ledger; reads see what was committed, writes happen inside `open_ledger`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def current(self, period: Period) -> dict[str, Accepted]:
        """The newest accepted version of each unit's return in a period, by unit code."""
        query = (
            "SELECT s.* FROM submission s JOIN (SELECT unit, MAX(version) AS version FROM submission WHERE period = ? "
            "GROUP BY unit) newest ON s.unit = newest.unit AND s.version = newest.version WHERE s.period = ?"
        )
        rows = self._connection.execute(query, (str(period), str(period)))
        return {row["unit"]: _accepted(row) for row in rows}

    def accept(self, submission: Submission, *, sha256: str, file: str, taken_in_at: str, with_errors: bool) -> int:
        """The new version's number; the same file again makes none."""
        period, unit = str(submission.period), submission.unit.code
        newest = self._connection.execute(
            "SELECT version, sha256 FROM submission WHERE period = ? AND unit = ? ORDER BY version DESC LIMIT 1",
            (period, unit),
        ).fetchone()
        if newest is not None and newest["sha256"] == sha256:
            return int(newest["version"])
        version = 1 if newest is None else int(newest["version"]) + 1
        made_on = submission.made_on.isoformat() if submission.made_on else None
        self._connection.execute(
            "INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                period,
                unit,
                version,
                sha256,
                file,
                submission.edition,
                made_on,
                taken_in_at,
                int(with_errors),
                _packed(submission),
            ),
        )
        return version

    def record_acceptances(
        self, period: Period, unit: str, version: int, accepted: Sequence[AcceptedProposal], *, by: str, at: str
    ) -> None:
        """Keeps which proposals were taken in the place of cells of one version, by whom and when."""
        acceptances.record(self._connection, period, unit, version, accepted, by, at)

    def acceptances(self, period: Period) -> tuple[Acceptance, ...]:
        """The proposals taken in the place of cells in a period, by unit and version."""
        return acceptances.recorded(self._connection, period)

    def last_aggregated(self) -> Period | None:
        """The period of the last `aggregate`."""
        row = self._connection.execute("SELECT value FROM note WHERE name = ?", (_LAST_AGGREGATED,)).fetchone()
        return None if row is None else Period.parse(row["value"])

    def remember_aggregated(self, period: Period) -> None:
        """Keeps the period as the last aggregated one."""
        self._connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (_LAST_AGGREGATED, str(period)))

    def rejected(self, period: Period) -> frozenset[str]:
        """The codes of units whose newest return was rejected when the period was last taken in."""
        return self._set_aside("rejected", period)

    def counting(self, period: Period) -> dict[str, Accepted]:
        """The current returns, without those whose file was gone from the folder when the period was last taken in."""
        withdrawn = self._set_aside("withdrawn", period)
        return {unit: accepted for unit, accepted in self.current(period).items() if unit not in withdrawn}

    def set_aside(self, period: Period, *, rejected: Collection[str], withdrawn: Collection[str]) -> None:
        """Keeps which units do not count though versions of their returns stand in the ledger."""
        for reason, units in (("rejected", rejected), ("withdrawn", withdrawn)):
            note = (f"{reason} {period}", json.dumps(sorted(units)))
            self._connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", note)

    def _set_aside(self, reason: str, period: Period) -> frozenset[str]:
        row = self._connection.execute("SELECT value FROM note WHERE name = ?", (f"{reason} {period}",)).fetchone()
        return frozenset() if row is None else frozenset(json.loads(row["value"]))


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """The ledger, created where there is none; what was written stands only if the block ends well."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=10)
    except (OSError, sqlite3.Error) as error:
        raise _unusable(path, error) from error
    connection.row_factory = sqlite3.Row
    try:
        with connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
                connection.executescript(_SCHEMA)
            _check_version(connection, path)
            connection.execute(acceptances.TABLE)
            connection.execute("BEGIN IMMEDIATE")
            yield Ledger(connection)
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    finally:
        connection.close()


@contextmanager
def read_ledger(path: Path) -> Iterator[Ledger | None]:
    """The ledger for reading only; None where there is none yet."""
    if not path.is_file() or not path.stat().st_size:
        yield None
        return
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    connection.row_factory = sqlite3.Row
    try:
        _check_version(connection, path)
        yield Ledger(connection)
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    finally:
        connection.close()


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found != _VERSION:
        message = f"Sổ số liệu {path} do bản khuyenhoc khác tạo (phiên bản {found})."
        raise UserError(message, fix="Dùng bản khuyenhoc mới hơn.", exit_code=3)


def _unusable(path: Path, error: Exception) -> UserError:
    return UserError(
        f"Không mở hoặc ghi được sổ số liệu {path}: {error}",
        fix="Đóng chương trình khác đang dùng nó và xem ổ đĩa còn chỗ không; nếu sổ hỏng thì đổi tên nó đi, "
        "lần tổng hợp sau sẽ lập lại từ các tệp báo cáo.",
        exit_code=3,
    )


def _packed(submission: Submission) -> bytes:
    """The values with their cells and the prose, as compressed JSON."""
    values: dict[str, dict[str, list[Any]]] = {}
    for (unit, code), value in submission.values.items():
        values.setdefault(unit, {})[code] = [value.amount, value.at.sheet, value.at.cell]
    content = {"values": values, "narrative": dict(submission.narrative)}
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def _accepted(row: sqlite3.Row) -> Accepted:
    content = json.loads(zlib.decompress(row["content"]))
    values = {
        (unit, code): Value(amount, CellRef(sheet, cell))
        for unit, codes in content["values"].items()
        for code, (amount, sheet, cell) in codes.items()
    }
    return Accepted(
        period=Period.parse(row["period"]),
        unit=row["unit"],
        version=row["version"],
        sha256=row["sha256"],
        file=row["file"],
        edition=row["edition"],
        made_on=date.fromisoformat(row["made_on"]) if row["made_on"] else None,
        taken_in_at=row["taken_in_at"],
        with_errors=bool(row["with_errors"]),
        values=values,
        narrative=content["narrative"],
    )
