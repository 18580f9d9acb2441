"""The SQLite file. One row per accepted version of a return; the values with their cells are one compressed blob.

Rollback journal, never WAL: workspaces lie on shares and in cloud folders. One transaction per command.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path

from khuyenhoc_cli.checks.acceptance import AcceptedProposal
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.intake.submission import Submission
from khuyenhoc_cli.ledger.freezing import Closed, packed_frozen, unpacked_frozen
from khuyenhoc_cli.ledger.packing import packed, unpacked
from khuyenhoc_cli.ledger.records import Acceptance, Accepted, Explained, Reason, SetAside
from khuyenhoc_cli.ledger.schema import check_version, is_older, prepare
from khuyenhoc_cli.periods import Period

__all__ = ["Accepted", "Ledger", "open_ledger", "read_ledger", "snapshot"]

_LAST_AGGREGATED = "last_aggregated"


class Ledger:
    """The open ledger; reads see what was committed, writes happen inside `open_ledger`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._current: dict[Period, dict[str, Accepted]] = {}
        self._closed: dict[Period, Closed] = {}

    def current(self, period: Period) -> dict[str, Accepted]:
        """The newest accepted version of each unit's return in a period, by unit code."""
        query = (
            "SELECT s.* FROM submission s JOIN (SELECT unit, MAX(version) AS version FROM submission WHERE period = ? "
            "GROUP BY unit) newest ON s.unit = newest.unit AND s.version = newest.version WHERE s.period = ?"
        )
        if period not in self._current:  # unpacked once: several questions are asked of a period
            rows = self._connection.execute(query, (str(period), str(period)))
            self._current[period] = {row["unit"]: _accepted(row) for row in rows}
        return dict(self._current[period])

    def versions(self, period: Period, unit: str) -> tuple[Accepted, ...]:
        """Every accepted version of a unit's return in a period, oldest first."""
        query = "SELECT * FROM submission WHERE period = ? AND unit = ? ORDER BY version"
        return tuple(map(_accepted, self._connection.execute(query, (str(period), unit))))

    def periods(self) -> tuple[Period, ...]:
        """The periods of which anything has been taken in or set aside, oldest first."""
        query = "SELECT period FROM submission UNION SELECT period FROM set_aside"
        found = [Period.parse(row["period"]) for row in self._connection.execute(query)]
        return tuple(sorted(found, key=lambda period: period.order))

    def accept(
        self,
        submission: Submission,
        *,
        sha256: str,
        file: str,
        taken_in_at: str,
        with_errors: bool,
        warnings: int | None = None,
        explained: int | None = None,
    ) -> int:
        """The new version's number; the same file again makes none, but counts as it is read now."""
        newest = self._newest(submission.period, submission.unit.code)
        known = newest if newest is not None and newest["sha256"] == sha256 else None
        following = 1 if newest is None else int(newest["version"]) + 1
        version = following if known is None else int(known["version"])
        content = {
            "period": str(submission.period),
            "unit": submission.unit.code,
            "version": version,
            "sha256": sha256,
            "file": file,
            "edition": submission.edition,
            "made_on": submission.made_on.isoformat() if submission.made_on else None,
            "taken_in_at": known["taken_in_at"] if known else taken_in_at,
            "with_errors": int(with_errors),
            "content": packed(submission),
            "warnings": warnings,
            "explained": explained,
        }
        self._current.pop(submission.period, None)
        names, blanks = ", ".join(content), ", ".join(f":{name}" for name in content)
        self._connection.execute(f"INSERT OR REPLACE INTO submission ({names}) VALUES ({blanks})", content)
        return version

    def record_acceptances(
        self, period: Period, unit: str, version: int, accepted: Sequence[AcceptedProposal], *, by: str, at: str
    ) -> None:
        """Keeps which proposals stand in place of cells of a version; what it has already keeps its name and day."""
        version_of = (str(period), unit, version)
        rows = [
            (*version_of, t.at.sheet, t.at.cell, *t.place, t.code, t.found or "", t.amount, t.reason, by, at)
            for t in accepted
        ]
        query = f"INSERT OR IGNORE INTO acceptance VALUES ({', '.join('?' * 13)})"
        self._connection.executemany(query, rows)

    def _newest(self, period: Period, unit: str) -> sqlite3.Row | None:
        query = "SELECT * FROM submission WHERE period = ? AND unit = ? ORDER BY version DESC LIMIT 1"
        row: sqlite3.Row | None = self._connection.execute(query, (str(period), unit)).fetchone()
        return row

    def last_aggregated(self) -> Period | None:
        """The period of the last `aggregate`."""
        row = self._connection.execute("SELECT value FROM note WHERE name = ?", (_LAST_AGGREGATED,)).fetchone()
        return None if row is None else Period.parse(row["value"])

    def remember_aggregated(self, period: Period) -> None:
        """Keeps the period as the last aggregated one."""
        self._connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (_LAST_AGGREGATED, str(period)))

    def rejected(self, period: Period) -> frozenset[str]:
        """The codes of units whose newest return was rejected when the period was last taken in."""
        return frozenset(each.unit for each in self.files_set_aside(period) if each.reason is Reason.REJECTED)

    def counting(self, period: Period) -> dict[str, Accepted]:
        """The current returns, without those whose file was gone from the folder when the period was last taken in."""
        withdrawn = {each.unit for each in self.files_set_aside(period) if each.reason is Reason.WITHDRAWN}
        return {unit: accepted for unit, accepted in self.current(period).items() if unit not in withdrawn}

    def set_aside(self, period: Period, files: Iterable[SetAside]) -> None:
        """Keeps which files do not count, in place of those kept before."""
        self._connection.execute("DELETE FROM set_aside WHERE period = ?", (str(period),))
        rows = [(str(period), f.unit, f.file, f.reason, f.sha256, f.code, f.message) for f in files]
        self._connection.executemany("INSERT OR REPLACE INTO set_aside VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def files_set_aside(self, period: Period) -> tuple[SetAside, ...]:
        """The files that did not count when the period was last taken in, by file."""
        query = "SELECT * FROM set_aside WHERE period = ? ORDER BY file, unit"
        return tuple(
            SetAside(row["unit"], row["file"], Reason(row["reason"]), row["sha256"], row["code"], row["message"])
            for row in self._connection.execute(query, (str(period),))
        )

    def record_explanations(self, period: Period, unit: str, explained: Iterable[Explained]) -> None:
        """Keeps what the office answered; the same answer again keeps its first day, another one takes its place."""
        query = (
            "INSERT INTO explanation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (period, unit, code, row_unit, indicator, found) DO UPDATE SET sheet = excluded.sheet, "
            "cell = excluded.cell, text = excluded.text, file = excluded.file, sha256 = excluded.sha256, "
            "recorded_at = excluded.recorded_at WHERE text <> excluded.text"
        )
        columns = [field.name for field in fields(Explained)]
        rows = [(str(period), unit, *(getattr(each, column) for column in columns)) for each in explained]
        self._connection.executemany(query, rows)

    def explanations(self, period: Period, unit: str) -> tuple[Explained, ...]:
        """What the office has answered about a unit's return, oldest first."""
        query = "SELECT * FROM explanation WHERE period = ? AND unit = ? ORDER BY recorded_at, rowid"
        columns = [field.name for field in fields(Explained)]
        rows = self._connection.execute(query, (str(period), unit))
        return tuple(Explained(*(row[column] for column in columns)) for row in rows)

    def acceptances(self, period: Period, unit: str) -> tuple[Acceptance, ...]:
        """The proposals that somebody accepted in a unit's return, by version."""
        query = "SELECT * FROM acceptance WHERE period = ? AND unit = ? ORDER BY version, rowid"
        columns = [field.name for field in fields(Acceptance)]
        rows = self._connection.execute(query, (str(period), unit))
        return tuple(Acceptance(*(row[column] for column in columns)) for row in rows)

    def closed(self, period: Period) -> Closed | None:
        """The period as it was closed; None where it is open. UserError where this program cannot read it."""
        if period in self._closed:
            return self._closed[period]
        row = self._connection.execute("SELECT * FROM closed WHERE period = ?", (str(period),)).fetchone()
        if row is None:
            return None
        try:
            frozen = unpacked_frozen(row["content"], row["closed_at"])
        except (ValueError, LookupError, TypeError, zlib.error) as error:
            raise _unknown_content(period, row["program"]) from error
        self._closed[period] = Closed(period, row["closed_at"], row["closed_by"], row["program"], frozen)
        return self._closed[period]

    def close(self, closed: Closed) -> None:
        """Keeps a period whole; a period is closed once."""
        row = (str(closed.period), closed.closed_at, closed.closed_by, closed.program, packed_frozen(closed.frozen))
        self._connection.execute("INSERT INTO closed VALUES (?, ?, ?, ?, ?)", row)


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
            connection.execute("BEGIN IMMEDIATE")
            prepare(connection, path)
            yield Ledger(connection)
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    finally:
        connection.close()


@contextmanager
def read_ledger(path: Path) -> Iterator[Ledger | None]:
    """The ledger for reading only; None where there is none yet. One of an older program is read through a copy."""
    if not path.is_file() or not path.stat().st_size:
        yield None
        return
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    try:
        if is_older(connection):
            connection = _renewed_copy(connection, path)
        connection.row_factory = sqlite3.Row
        check_version(connection, path)
        yield Ledger(connection)
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    finally:
        connection.close()


def snapshot(path: Path, copy: Path) -> None:
    """Nothing; `copy` is the ledger as it stood at one moment, even while another program writes to it."""
    try:
        source, target = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True), sqlite3.connect(copy)
        try:
            source.backup(target)
        finally:
            target.close()
            source.close()
    except sqlite3.Error as error:
        raise _unusable(path, error) from error


def _renewed_copy(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """A copy in memory with the tables of this version; the file stays as it is."""
    copy = sqlite3.connect(":memory:")
    connection.backup(copy)
    connection.close()
    prepare(copy, path)
    return copy


def _unusable(path: Path, error: Exception) -> UserError:
    return UserError(
        f"Không mở hoặc ghi được sổ số liệu {path}: {error}",
        fix="Đóng chương trình khác đang dùng nó và xem ổ đĩa còn chỗ không; nếu sổ hỏng thì đổi tên nó đi, "
        "lần tổng hợp sau sẽ lập lại từ các tệp báo cáo.",
        exit_code=3,
    )


def _unknown_content(period: Period, program: str) -> UserError:
    return UserError(
        f"Không đọc được số liệu đã chốt của kỳ {period}, do bản khuyenhoc {program} chốt.",
        fix=f"Dùng bản khuyenhoc {program}, hoặc khôi phục bản sao lưu.",
        exit_code=3,
    )


def _accepted(row: sqlite3.Row) -> Accepted:
    values, narrative = unpacked(row["content"])
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
        narrative=narrative,
        warnings=row["warnings"],
        explained=row["explained"],
    )
