"""Proposals that were taken in the place of cells: the ledger's table of them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from khuyenhoc_cli.checks.acceptance import AcceptedProposal
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.submission import Place
from khuyenhoc_cli.periods import Period

TABLE = """
CREATE TABLE IF NOT EXISTS acceptance (
    period TEXT NOT NULL,
    unit TEXT NOT NULL,
    version INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    row_unit TEXT NOT NULL,
    indicator TEXT NOT NULL,
    code TEXT NOT NULL,
    found TEXT,
    proposed TEXT NOT NULL,
    amount INTEGER NOT NULL,
    reason TEXT NOT NULL,
    accepted_by TEXT NOT NULL,
    accepted_at TEXT NOT NULL,
    PRIMARY KEY (period, unit, version, sheet, cell)
) STRICT;
"""


@dataclass(frozen=True)
class Acceptance:
    """One proposal taken in a cell's place: of which unit's return and version, by whom and when."""

    unit: str
    version: int
    proposal: AcceptedProposal
    by: str
    at: str


def record(
    connection: sqlite3.Connection,
    period: Period,
    unit: str,
    version: int,
    accepted: Sequence[AcceptedProposal],
    by: str,
    at: str,
) -> None:
    """Adds what was accepted with one version of a return; what the version has already keeps its name and date."""
    version_of = (str(period), unit, version)
    rows = [
        (*version_of, t.at.sheet, t.at.cell, *t.place, t.code, t.found, t.proposed, t.amount, t.reason, by, at)
        for t in accepted
    ]
    connection.executemany(f"INSERT OR IGNORE INTO acceptance VALUES ({', '.join('?' * 14)})", rows)


def recorded(connection: sqlite3.Connection, period: Period) -> tuple[Acceptance, ...]:
    """Everything accepted in a period, by unit, version and cell; nothing in a ledger made before there was any."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'acceptance'").fetchone():
        return ()
    query = "SELECT * FROM acceptance WHERE period = ? ORDER BY unit, version, rowid"
    return tuple(_acceptance(row) for row in connection.execute(query, (str(period),)))


def _acceptance(row: sqlite3.Row) -> Acceptance:
    place: Place = (row["row_unit"], row["indicator"])
    at = CellRef(row["sheet"], row["cell"])
    proposal = AcceptedProposal(place, at, row["code"], row["found"], row["proposed"], row["amount"], row["reason"])
    return Acceptance(row["unit"], row["version"], proposal, row["accepted_by"], row["accepted_at"])
