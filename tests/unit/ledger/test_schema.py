"""A ledger that an older program wrote: nothing in it is lost."""

import sqlite3
from pathlib import Path

import pytest

from khuyenhoc_cli.intake.submission import Submission
from khuyenhoc_cli.ledger.packing import packed
from khuyenhoc_cli.ledger.records import Reason, SetAside
from khuyenhoc_cli.ledger.store import open_ledger, read_ledger
from khuyenhoc_cli.periods import Period
from tests.unit.ledger.test_store import PERIOD, submission

# As version 0.1.0 laid it, word for word.
VERSION_1 = """
PRAGMA user_version = 1;
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
INSERT INTO note VALUES ('last_aggregated', '2024H1');
INSERT INTO note VALUES ('rejected 2024H1', '["902"]');
INSERT INTO note VALUES ('withdrawn 2024H1', '["903", "904"]');
INSERT INTO note VALUES ('rejected 2023H1', '[]');
"""
FIRST = submission(12)
SECOND = submission(13)


def row(version: int, content: Submission, unit: str = "901") -> tuple[object, ...]:
    moment = "2024-06-02T01:00:00+00:00"
    return ("2024H1", unit, version, f"{version}" * 64, "a.xlsx", "2024", "2024-06-01", moment, 0, packed(content))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_1)
    rows = [row(1, FIRST), row(2, SECOND), row(1, FIRST, "903")]
    connection.executemany("INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
    return path


def check_all_is_there(path: Path) -> None:
    with read_ledger(path) as held:
        assert held is not None
        versions = held.versions(PERIOD, "901")
        assert [(v.version, v.values, v.narrative, v.warnings, v.explained) for v in versions] == [
            (1, FIRST.values, FIRST.narrative, None, None),
            (2, SECOND.values, SECOND.narrative, None, None),
        ]
        assert held.current(PERIOD).keys() == {"901", "903"}
        assert held.counting(PERIOD).keys() == {"901"}
        assert (held.rejected(PERIOD), held.last_aggregated()) == ({"902"}, PERIOD)
        assert held.rejected(PERIOD.year_before) == frozenset()
        assert held.files_set_aside(PERIOD) == (
            SetAside("902", "", Reason.REJECTED),
            SetAside("903", "", Reason.WITHDRAWN),
            SetAside("904", "", Reason.WITHDRAWN),
        )
        assert held.periods() == (Period.parse("2024H1"),)
        assert (held.explanations(PERIOD, "901"), held.acceptances(PERIOD, "901")) == ((), ())


def user_version(path: Path) -> object:
    connection = sqlite3.connect(path)
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return found


def test_reading_it_tells_all_and_changes_nothing(old: Path) -> None:
    before = old.read_bytes()
    check_all_is_there(old)
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_writing_to_it_renews_it_once(old: Path) -> None:
    with open_ledger(old):
        pass
    assert user_version(old) == 3
    check_all_is_there(old)
    with open_ledger(old) as ledger:
        content = submission(14)
        version = ledger.accept(content, sha256="9", file="b.xlsx", taken_in_at="now", with_errors=False, warnings=3)
    assert version == 3
    with read_ledger(old) as held:
        assert held is not None
        assert [v.warnings for v in held.versions(PERIOD, "901")] == [None, None, 3]


class InterruptedWorkError(Exception):
    pass


def break_off(path: Path) -> None:
    with open_ledger(path):
        raise InterruptedWorkError


def test_a_command_that_fails_leaves_it_as_it_was(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(InterruptedWorkError):
        break_off(old)
    assert (user_version(old), old.read_bytes()) == (1, before)
    check_all_is_there(old)


def test_a_ledger_of_version_2_gets_the_table_of_closed_periods_and_keeps_the_rest(old: Path) -> None:
    """Version 2 is version 3 without that table."""
    with open_ledger(old):
        pass
    connection = sqlite3.connect(old)
    connection.executescript("DROP TABLE closed; PRAGMA user_version = 2;")
    connection.close()
    before = old.read_bytes()
    check_all_is_there(old)
    with read_ledger(old) as held:
        assert held is not None
        assert held.closed(PERIOD) is None
    assert (user_version(old), old.read_bytes()) == (2, before)
    with open_ledger(old) as ledger:
        assert ledger.closed(PERIOD) is None
    assert user_version(old) == 3
    check_all_is_there(old)
