"""The ledger: versions, memory, and what happens when it cannot be used."""

import functools
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.submission import Submission, Value
from khuyenhoc_cli.ledger.records import Explained, Reason, SetAside
from khuyenhoc_cli.ledger.store import Accepted, Ledger, open_ledger, read_ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit

PERIOD = Period.parse("2024H1")
UNIT = Unit("901", "Huyện Suối Thử", "huyen", "90")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "ledger.sqlite"


def submission(amount: int, unit: Unit = UNIT, period: Period = PERIOD) -> Submission:
    values = {("90101", "HV01"): Value(amount, CellRef("Biểu 1", "C5"))}
    return Submission(unit, period, "2024", values, narrative={"uu_diem": "Tốt"}, made_on=date(2024, 6, 1))


def accept(ledger: Ledger, amount: int, digest: str, unit: Unit = UNIT, *, with_errors: bool = False) -> int:
    content = submission(amount, unit)
    return ledger.accept(content, sha256=digest, file=f"{digest}.xlsx", taken_in_at="now", with_errors=with_errors)


def test_what_was_accepted_comes_back_as_it_was(path: Path) -> None:
    with open_ledger(path) as ledger:
        assert accept(ledger, 10**15, "a") == 1
    with read_ledger(path) as held:
        assert held is not None
        assert held.current(PERIOD) == {
            "901": Accepted(
                PERIOD,
                "901",
                1,
                "a",
                "a.xlsx",
                "2024",
                date(2024, 6, 1),
                "now",
                False,
                {("90101", "HV01"): Value(10**15, CellRef("Biểu 1", "C5"))},
                {"uu_diem": "Tốt"},
            )
        }
        assert held.current(PERIOD.year_before) == {}


def test_versions(path: Path) -> None:
    with open_ledger(path) as ledger:
        numbers = [accept(ledger, amount, digest) for amount, digest in ((1, "a"), (1, "a"), (2, "b"), (1, "a"))]
        other = accept(ledger, 5, "a", Unit("902", "Huyện Đồi Thử", "huyen", "90"))
        assert numbers == [1, 1, 2, 3], "the same file again is no version, a file put back is one"
        assert other == 1
        assert {unit: held.version for unit, held in ledger.current(PERIOD).items()} == {"901": 3, "902": 1}


def test_all_versions_oldest_first(path: Path) -> None:
    with open_ledger(path) as ledger:
        for amount, digest in ((1, "a"), (2, "b")):
            accept(ledger, amount, digest)
        accept(ledger, 5, "c", Unit("902", "Huyện Đồi Thử", "huyen", "90"))
        assert [held.sha256 for held in ledger.versions(PERIOD, "901")] == ["a", "b"]
        assert ledger.versions(PERIOD.year_before, "901") == ()
        assert ledger.periods() == (PERIOD,)


def test_the_same_file_read_otherwise_counts_as_it_is_read_now(path: Path) -> None:
    """A unit's other spelling was put on the list: rows that nobody knew are somebody's now."""
    with open_ledger(path) as ledger:
        accept(ledger, 1, "a", with_errors=True)
        first = ledger.current(PERIOD)["901"]
        ledger.accept(
            submission(2), sha256="a", file="a.xlsx", taken_in_at="later", with_errors=False, warnings=4, explained=1
        )
        held = ledger.current(PERIOD)["901"]
    assert (first.with_errors, first.warnings, first.explained) == (True, None, None)
    assert (held.version, held.taken_in_at, held.with_errors) == (1, "now", False)
    assert (held.warnings, held.explained) == (4, 1)
    assert list(held.amounts().values()) == [2]


def explained(text: str, found: str = "9.000", moment: str = "1") -> Explained:
    return Explained("KH501", "Xã Hồ Sen", "HV01", found, "Biểu 1", "D9", text, f"{moment}.xlsx", moment, moment)


def test_an_explanation_keeps_its_first_day_and_another_one_takes_its_place(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.record_explanations(PERIOD, "901", [explained("Mới kết nạp", moment="1")])
        ledger.record_explanations(PERIOD, "901", [explained("Mới kết nạp", moment="2")])
        assert ledger.explanations(PERIOD, "901") == (explained("Mới kết nạp", moment="1"),)
        ledger.record_explanations(PERIOD, "901", [explained("Chia tách xã", moment="3"), explained("b", "8.000", "4")])
        assert ledger.explanations(PERIOD, "901") == (
            explained("Chia tách xã", moment="3"),
            explained("b", "8.000", "4"),
        )
        assert ledger.explanations(PERIOD, "902") == ledger.explanations(PERIOD.year_before, "901") == ()


def test_that_errors_were_accepted_is_recorded(path: Path) -> None:
    with open_ledger(path) as ledger:
        accept(ledger, 1, "a", with_errors=True)
        assert ledger.current(PERIOD)["901"].with_errors


def test_memory_of_the_last_period_and_of_rejected_units(path: Path) -> None:
    with open_ledger(path) as ledger:
        assert ledger.last_aggregated() is None
        assert ledger.rejected(PERIOD) == frozenset()
        ledger.remember_aggregated(PERIOD)
        ledger.set_aside(PERIOD, [SetAside(unit, f"{unit}.xlsx", Reason.REJECTED) for unit in ("902", "901")])
    with open_ledger(path) as ledger:
        assert ledger.last_aggregated() == PERIOD
        assert ledger.rejected(PERIOD) == {"901", "902"}
        assert ledger.rejected(PERIOD.year_before) == frozenset()
        ledger.set_aside(PERIOD, ())
        assert ledger.rejected(PERIOD) == frozenset()


def test_a_withdrawn_return_stays_in_the_ledger_and_does_not_count(path: Path) -> None:
    with open_ledger(path) as ledger:
        accept(ledger, 1, "a")
        ledger.set_aside(PERIOD, [SetAside("901", "a.xlsx", Reason.WITHDRAWN, "a")])
        assert (set(ledger.current(PERIOD)), set(ledger.counting(PERIOD))) == ({"901"}, set())
        ledger.set_aside(PERIOD, ())
        assert set(ledger.counting(PERIOD)) == {"901"}


def test_a_failed_command_leaves_nothing_behind(path: Path) -> None:
    with open_ledger(path) as ledger:
        accept(ledger, 1, "a")
    with pytest.raises(UserError, match="dừng"):
        fail_after_accepting(path)
    with open_ledger(path) as ledger:
        assert ledger.current(PERIOD)["901"].version == 1


def fail_after_accepting(path: Path) -> None:
    with open_ledger(path) as ledger:
        accept(ledger, 2, "b")
        raise UserError("dừng")


def write_through_reading(path: Path) -> None:
    with read_ledger(path) as held:
        assert held is not None
        accept(held, 2, "b")


def test_reading_writes_nothing(path: Path) -> None:
    with read_ledger(path) as nothing:
        assert nothing is None
    assert not path.parent.exists()
    with open_ledger(path) as ledger:
        accept(ledger, 1, "a")
    before = path.read_bytes()
    with pytest.raises(UserError, match="readonly") as error:
        write_through_reading(path)
    assert error.value.exit_code == 3
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "content", [b"not a database " * 100, b"SQLite format 3\x00" + b"\xff" * 200], ids=["text", "torn"]
)
def test_what_is_no_ledger_ends_in_a_message(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(UserError) as error, open_ledger(path):
        pass
    assert (error.value.exit_code, path.read_bytes()) == (3, content)
    with pytest.raises(UserError) as error, read_ledger(path):
        pass
    assert error.value.exit_code == 3
    assert error.value.fix


def test_a_ledger_of_a_later_program_is_left_alone(path: Path) -> None:
    with open_ledger(path):
        pass
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for opened in (open_ledger, read_ledger):
        with pytest.raises(UserError, match="99") as error, opened(path):
            pass
        assert error.value.exit_code == 3


def test_a_second_writer_is_told_that_the_ledger_is_locked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, **(named | {"timeout": 0.05})))
    with open_ledger(path) as first:
        accept(first, 1, "a")
        with pytest.raises(UserError, match="locked") as error, open_ledger(path) as second:
            accept(second, 2, "b")
        assert error.value.exit_code == 3
    with open_ledger(path) as ledger:
        assert ledger.current(PERIOD)["901"].sha256 == "a"


def test_no_write_ahead_log_on_shares_and_in_cloud_folders(path: Path) -> None:
    with open_ledger(path):
        pass
    with functools.partial(sqlite3.connect, path)() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
