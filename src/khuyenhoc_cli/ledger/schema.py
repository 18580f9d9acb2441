"""The tables of the ledger's file, and how a file of an older program becomes one of this.

Everything can be laid anew from the returns but the acceptances and the closed periods: who accepted a proposal, and
what a period came to when it was closed, stand here alone.
"""

import json
import sqlite3
from pathlib import Path

from khuyenhoc_cli.errors import UserError

VERSION = 3
_SUBMISSION = """
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
    warnings INTEGER,
    explained INTEGER,
    PRIMARY KEY (period, unit, version)
) STRICT
"""
_NOTE = "CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"
_SET_ASIDE = """
CREATE TABLE IF NOT EXISTS set_aside (
    period TEXT NOT NULL,
    unit TEXT NOT NULL,
    file TEXT NOT NULL,
    reason TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (period, unit, file, reason)
) STRICT
"""
_EXPLANATION = """
CREATE TABLE IF NOT EXISTS explanation (
    period TEXT NOT NULL,
    unit TEXT NOT NULL,
    code TEXT NOT NULL,
    row_unit TEXT NOT NULL,
    indicator TEXT NOT NULL,
    found TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    text TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (period, unit, code, row_unit, indicator, found)
) STRICT
"""
_ACCEPTANCE = (
    "CREATE TABLE IF NOT EXISTS acceptance (period TEXT NOT NULL, unit TEXT NOT NULL, version INTEGER NOT NULL, "
    "sheet TEXT NOT NULL, cell TEXT NOT NULL, row_unit TEXT NOT NULL, indicator TEXT NOT NULL, code TEXT NOT NULL, "
    "found TEXT NOT NULL, value INTEGER NOT NULL, reason TEXT NOT NULL, accepted_by TEXT NOT NULL, "
    "accepted_at TEXT NOT NULL, PRIMARY KEY (period, unit, version, sheet, cell)) STRICT"
)
_CLOSED = (
    "CREATE TABLE IF NOT EXISTS closed (period TEXT PRIMARY KEY, closed_at TEXT NOT NULL, closed_by TEXT NOT NULL, "
    "program TEXT NOT NULL, content BLOB NOT NULL) STRICT"
)
_ADDED_IN_2 = (_SET_ASIDE, _EXPLANATION, _ACCEPTANCE)


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Nothing; the file has the tables of this version, within the transaction that is open."""
    check_version(connection, path, oldest=0)
    found = _version(connection)
    if found == VERSION:
        return
    if found == 1:
        _from_1_to_2(connection)
    elif found == 0:
        for statement in (_SUBMISSION, _NOTE, *_ADDED_IN_2):
            connection.execute(statement)
    connection.execute(_CLOSED)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def is_older(connection: sqlite3.Connection) -> bool:
    """Whether the file was written by a program that knew fewer tables."""
    return 0 < _version(connection) < VERSION


def check_version(connection: sqlite3.Connection, path: Path, oldest: int = VERSION) -> None:
    """Nothing; UserError where a later program wrote the file."""
    found = _version(connection)
    if not oldest <= found <= VERSION:
        message = f"Sổ số liệu {path} do bản khuyenhoc khác tạo (phiên bản {found})."
        raise UserError(message, fix="Dùng bản khuyenhoc mới hơn.", exit_code=3)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _from_1_to_2(connection: sqlite3.Connection) -> None:
    """Version 1 kept the units set aside as notes, without their files, and no number of warnings."""
    for statement in _ADDED_IN_2:
        connection.execute(statement)
    for column in ("warnings", "explained"):
        connection.execute(f"ALTER TABLE submission ADD COLUMN {column} INTEGER")
    for name, value in connection.execute("SELECT name, value FROM note").fetchall():
        reason, _, period = name.partition(" ")
        if reason in ("rejected", "withdrawn") and period:
            rows = [(period, unit, reason) for unit in json.loads(value)]
            connection.executemany("INSERT INTO set_aside VALUES (?, ?, '', ?, '', '', '')", rows)
            connection.execute("DELETE FROM note WHERE name = ?", (name,))
