"""The folder of a period against the ledger: what is read, what counts, what is refused."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from khuyenhoc_cli.checks.inbox import FileCheck
from khuyenhoc_cli.forms.model import Measure
from khuyenhoc_cli.ledger.inbox import (
    Desk,
    Inbox,
    check_paths,
    previous_amounts,
    recorded_answers,
    returns_in,
    take_in,
)
from khuyenhoc_cli.ledger.records import Explained, Reason, SetAside
from khuyenhoc_cli.ledger.store import Accepted, open_ledger, read_ledger
from khuyenhoc_cli.output.return_workbook import Cover, ReturnContent, write_return
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.config import Association, Config, Signature
from khuyenhoc_cli.workspace.units_file import parse_units
from khuyenhoc_cli.workspace.workspace import Workspace
from tests.cases.case_file import UNITS

SCHEMAS = Path(__file__).parents[3] / "schemas"
PERIOD = Period.parse("2024H1")
LIST = parse_units(UNITS)
DISTRICT = "902"


@dataclass
class Office:
    """A workspace in a folder, with what it has read in the last round."""

    desk: Desk
    read: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.desk.workspace.period_folder(PERIOD)

    def put(self, name: str, amount: int = 12, made_on: date | None = None, period: Period = PERIOD) -> Path:
        """A sound return of Huyện Đồi Thử with this number of members in its first commune."""
        unit = LIST.get(DISTRICT)
        assert unit is not None
        edition = self.desk.edition(period)
        rows = LIST.children(unit.code)
        values = {
            (row.code, code): 1 if indicator.measure is Measure.FLAG else 0
            for row in (unit, *rows)
            for code, indicator in edition.indicators.items()
        }
        values |= {("90201", "DS01"): 10_000, ("90201", "HV01"): amount}
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        write_return(path, edition, Cover("Hội", period, made_on=made_on), unit, rows, ReturnContent(values))
        return path

    def spoil(self, path: Path, value: object) -> None:
        """Puts something into the first figure of a file."""
        book = load_workbook(path)
        book["Biểu 1"]["C8"] = value
        book.save(path)

    def take_in(self, *, accept_errors: bool = False) -> Inbox:
        self.read = []
        with open_ledger(self.desk.workspace.ledger) as ledger:
            return take_in(
                self.desk,
                ledger,
                PERIOD,
                now="now",
                accept_errors=accept_errors,
                on_file=lambda path: self.read.append(path.name),
            )

    def explain(self, path: Path, text: str) -> None:
        """Puts an answer beside the first commune's figures on the first sheet."""
        book = load_workbook(path)
        sheet = book["Biểu 1"]
        column = sheet.max_column + 1
        sheet.cell(6, column, "Giải trình")
        sheet.cell(8, column, text)
        book.save(path)

    def set_aside(self) -> tuple[SetAside, ...]:
        with read_ledger(self.desk.workspace.ledger) as ledger:
            assert ledger is not None
            return ledger.files_set_aside(PERIOD)

    def explained(self) -> tuple[Explained, ...]:
        with read_ledger(self.desk.workspace.ledger) as ledger:
            assert ledger is not None
            return ledger.explanations(PERIOD, DISTRICT)

    def held(self) -> Accepted | None:
        with read_ledger(self.desk.workspace.ledger) as ledger:
            return ledger.current(PERIOD).get(DISTRICT) if ledger else None

    def members(self) -> int | None:
        held = self.held()
        return held.amounts().get(("90201", "HV01")) if held else None


@pytest.fixture
def office(tmp_path: Path) -> Office:
    config = Config(
        association=Association(name="Hội", parent_body="x", unit="90", place="x"),
        signature=Signature(on_behalf="TM.", title="x"),
    )
    return Office(Desk(Workspace(tmp_path, config, LIST), SCHEMAS))


def units_taken_in(inbox: Inbox) -> set[str]:
    return {file.unit.code for file in inbox.taken_in if file.unit is not None}


def codes_of(file: FileCheck) -> list[str]:
    """The errors and warnings; notes say nothing about whether a file counts."""
    return [finding.code for finding in file.findings if finding.code != "KH304"]


def codes(inbox: Inbox) -> dict[str, list[str]]:
    """The errors and warnings by file."""
    return {file.path.name: codes_of(file) for file in inbox.files}


def test_only_what_is_new_or_changed_is_read(office: Office) -> None:
    office.put("a.xlsx")
    inbox = office.take_in()
    assert (office.read, units_taken_in(inbox), inbox.unchanged) == (["a.xlsx"], {DISTRICT}, 0)
    inbox = office.take_in()
    assert (office.read, units_taken_in(inbox), inbox.unchanged) == ([], set(), 1)
    office.put("a.xlsx", 13)
    office.take_in()
    assert office.read == ["a.xlsx"]
    held = office.held()
    assert held is not None
    assert (held.version, office.members()) == (2, 13)


def test_a_return_whose_file_is_gone_does_not_count_until_it_is_back(office: Office) -> None:
    path = office.put("a.xlsx")
    content = path.read_bytes()
    office.take_in()
    path.unlink()
    inbox = office.take_in()
    assert (dict(inbox.withdrawn), inbox.rejected) == ({DISTRICT: "2024H1/a.xlsx"}, frozenset())
    with read_ledger(office.desk.workspace.ledger) as ledger:
        assert ledger is not None
        assert (set(ledger.current(PERIOD)), set(ledger.counting(PERIOD))) == ({DISTRICT}, set())
    (office.folder / "renamed.xlsx").write_bytes(content)
    assert not office.take_in().withdrawn
    assert office.read == []


def test_a_period_whose_folder_was_archived_keeps_its_returns(office: Office) -> None:
    office.put("a.xlsx")
    office.take_in()
    shutil.rmtree(office.folder)
    assert not office.take_in().withdrawn


def test_a_file_put_back_as_it_was_is_a_new_version(office: Office) -> None:
    for amount in (12, 13, 12):
        office.put("a.xlsx", amount)
        office.take_in()
    held = office.held()
    assert held is not None
    assert (held.version, office.members()) == (3, 12)


def test_the_newest_by_its_date_wins_whatever_the_files_are_called(office: Office) -> None:
    office.put("z-cu.xlsx", 12, date(2024, 6, 1))
    office.put("a-moi.xlsx", 13, date(2024, 6, 5))
    inbox = office.take_in()
    assert codes(inbox) == {"a-moi.xlsx": [], "z-cu.xlsx": ["KH702"]}
    assert (office.members(), inbox.rejected) == (13, frozenset())


def test_an_older_version_that_comes_later_does_not_count(office: Office) -> None:
    office.put("moi.xlsx", 13, date(2024, 6, 5))
    office.take_in()
    office.put("cu.xlsx", 12, date(2024, 6, 1))
    inbox = office.take_in()
    assert codes(inbox) == {"moi.xlsx": [], "cu.xlsx": ["KH702"]}
    held = office.held()
    assert held is not None
    assert (held.version, office.members(), inbox.rejected) == (1, 13, frozenset())


def test_a_plain_copy_is_only_a_superseded_one(office: Office) -> None:
    office.put("a.xlsx", 13, date(2024, 6, 5))
    office.put("b.xlsx", 13, date(2024, 6, 5))
    inbox = office.take_in()
    assert codes(inbox) == {"a.xlsx": [], "b.xlsx": ["KH702"]}
    assert office.members() == 13


def test_two_that_differ_on_one_day_are_nobodys_return_until_somebody_decides(office: Office) -> None:
    office.put("a.xlsx", 12, date(2024, 6, 5))
    office.put("b.xlsx", 13, date(2024, 6, 5))
    inbox = office.take_in()
    assert codes(inbox) == {"a.xlsx": ["KH703"], "b.xlsx": ["KH703"]}
    assert (office.members(), inbox.rejected) == (None, {DISTRICT})
    (office.folder / "a.xlsx").unlink()
    assert office.take_in().rejected == frozenset()
    assert office.members() == 13


def test_a_return_with_errors_is_rejected_and_the_rejection_remembered(office: Office) -> None:
    office.spoil(office.put("a.xlsx"), "mười hai")
    inbox = office.take_in()
    assert codes(inbox) == {"a.xlsx": ["KH201"]}
    assert (inbox.rejected, office.held()) == ({DISTRICT}, None)
    assert office.take_in().rejected == {DISTRICT}
    with read_ledger(office.desk.workspace.ledger) as ledger:
        assert ledger is not None
        assert ledger.rejected(PERIOD) == {DISTRICT}
    office.put("a.xlsx")
    assert office.take_in().rejected == frozenset()
    with read_ledger(office.desk.workspace.ledger) as ledger:
        assert ledger is not None
        assert ledger.rejected(PERIOD) == frozenset()


def test_a_new_version_with_errors_rejects_the_unit_though_an_older_one_was_accepted(office: Office) -> None:
    office.put("a.xlsx")
    office.take_in()
    office.spoil(office.put("a.xlsx", 13), "mười hai")
    assert office.take_in().rejected == {DISTRICT}
    held = office.held()
    assert held is not None
    assert held.version == 1


def test_accepting_errors_takes_in_what_can_be_read_and_says_so(office: Office) -> None:
    office.spoil(office.put("a.xlsx"), "mười hai")
    inbox = office.take_in(accept_errors=True)
    held = office.held()
    assert held is not None
    assert (units_taken_in(inbox), inbox.rejected, held.with_errors) == ({DISTRICT}, frozenset(), True)
    assert ("90201", "DS01") not in held.values
    assert office.members() == 12


def test_accepted_errors_are_accepted_only_for_that_time(office: Office) -> None:
    office.spoil(office.put("a.xlsx"), "mười hai")
    assert office.take_in(accept_errors=True).rejected == frozenset()
    assert office.take_in().rejected == {DISTRICT}
    assert office.take_in(accept_errors=True).rejected == frozenset()
    held = office.held()
    assert held is not None
    assert held.version == 1


def test_accepting_errors_takes_no_value_the_form_forbids(office: Office) -> None:
    office.put("a.xlsx", -5)
    inbox = office.take_in(accept_errors=True)
    assert codes(inbox) == {"a.xlsx": ["KH203"]}
    assert (units_taken_in(inbox), office.members()) == ({DISTRICT}, None)


def test_accepting_errors_decides_between_no_rivals_and_takes_nothing_empty(office: Office) -> None:
    office.put("a.xlsx", 12)
    office.put("b.xlsx", 13)
    assert office.take_in(accept_errors=True).rejected == {DISTRICT}
    assert office.held() is None


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that nobody can read from")
def test_a_file_the_system_will_not_open_stops_no_other(office: Office) -> None:
    office.put("b.xlsx")
    (office.folder / "a.xlsx").symlink_to("/proc/self/mem")
    assert codes(office.take_in()) == {"a.xlsx": ["KH111"], "b.xlsx": []}
    assert office.members() == 12


def test_a_return_of_another_period_is_never_taken_for_this_one(office: Office) -> None:
    office.put("a.xlsx", 12, date(2024, 6, 1))
    office.put("nham.xlsx", 99, date(2024, 12, 1), Period.parse("2024H2"))
    inbox = office.take_in(accept_errors=True)
    assert codes(inbox) == {"a.xlsx": [], "nham.xlsx": ["KH707"]}
    assert [file.path.name for file in inbox.taken_in] == ["a.xlsx"]
    assert (office.members(), inbox.rejected) == (12, frozenset())


def test_a_file_nobody_can_read_stops_no_other(office: Office) -> None:
    office.put("b.xlsx")
    (office.folder / "a.xlsx").write_bytes(b"%PDF")
    inbox = office.take_in()
    assert codes(inbox) == {"a.xlsx": ["KH101"], "b.xlsx": []}
    assert office.members() == 12


def test_lock_files_and_other_files_are_passed_over(office: Office) -> None:
    for name in ("b.XLSX", "a.xls", "~$b.xlsx", ".a.xlsx", "a.docx", "a.txt"):
        office.folder.mkdir(parents=True, exist_ok=True)
        (office.folder / name).write_bytes(b"")
    assert [path.name for path in returns_in(office.folder)] == ["a.xls", "b.XLSX"]
    assert returns_in(office.folder / "nowhere") == ()


def test_checking_alone_writes_nothing_and_tells_the_period_by_the_folder(office: Office) -> None:
    path = office.put("a.xlsx")
    (check,) = check_paths(office.desk, [path], None, previous_amounts(office.desk, None), lambda _path: None)
    assert (check.period, check.unit, check.path) == (PERIOD, LIST.get(DISTRICT), Path("2024H1/a.xlsx"))
    assert not office.desk.workspace.ledger.exists()


def test_a_file_whose_period_nothing_tells_is_asked_about(office: Office, tmp_path: Path) -> None:
    path = office.put("a.xlsx")
    book = load_workbook(path)
    del book["Bìa"]
    moved = tmp_path / "doi-thu.xlsx"
    book.save(moved)
    (check,) = check_paths(office.desk, [moved], None, lambda _period: {}, lambda _path: None)
    assert [(f.code, f.at) for f in check.findings] == [("KH708", None)]
    assert check.submission is None


def test_the_year_before_is_known_from_its_files_until_the_ledger_has_it(office: Office) -> None:
    later = PERIOD
    before = later.year_before
    folder = office.desk.workspace.period_folder(before)
    folder.mkdir(parents=True)
    office.put("a.xlsx", 7, period=before).rename(folder / "a.xlsx")
    assert previous_amounts(office.desk, None)(later)["90201", "HV01"] == 7
    with open_ledger(office.desk.workspace.ledger) as ledger:
        assert previous_amounts(office.desk, ledger)(later)["90201", "HV01"] == 7
        take_in(office.desk, ledger, before, now="now", accept_errors=False, on_file=lambda _path: None)
        (folder / "a.xlsx").unlink()
        assert previous_amounts(office.desk, ledger)(later)["90201", "HV01"] == 7


# --- what is set aside


def test_which_file_was_rejected_and_why_is_kept(office: Office) -> None:
    office.spoil(office.put("a.xlsx"), "mười hai")
    (office.folder / "anh.xlsx").write_bytes(b"%PDF")
    office.take_in()
    rejected, unreadable = office.set_aside()
    assert (rejected.unit, rejected.file, rejected.reason, rejected.code) == (
        *(DISTRICT, "2024H1/a.xlsx", Reason.REJECTED, "KH201"),
    )
    assert "mười hai" in rejected.message
    assert (unreadable.unit, unreadable.file, unreadable.reason, unreadable.code) == (
        *("", "2024H1/anh.xlsx", Reason.PASSED_OVER, "KH101"),
    )
    office.put("a.xlsx")
    (office.folder / "anh.xlsx").unlink()
    office.take_in()
    assert office.set_aside() == ()


def test_an_older_version_is_passed_over_and_a_file_that_is_gone_withdrawn(office: Office) -> None:
    old = office.put("a.xlsx", 12, date(2024, 6, 1))
    new = office.put("b.xlsx", 13, date(2024, 6, 5))
    office.take_in()
    assert [(each.file, each.reason, each.code) for each in office.set_aside()] == [
        ("2024H1/a.xlsx", Reason.PASSED_OVER, "KH702")
    ]
    held = office.held()
    assert held is not None
    new.unlink()
    old.unlink()
    office.take_in()
    assert office.set_aside() == (SetAside(DISTRICT, "2024H1/b.xlsx", Reason.WITHDRAWN, held.sha256),)


def test_a_row_whose_name_was_put_on_the_list_counts_though_the_file_is_the_same(office: Office) -> None:
    path = office.put("a.xlsx")
    book = load_workbook(path)
    for number in range(1, 6):
        book[f"Biểu {number}"]["B8"] = "Hồ Tịnh Tâm"
    book.save(path)
    assert "KH704" in codes(office.take_in(accept_errors=True))["a.xlsx"]
    assert office.members() is None
    units = parse_units(UNITS.replace("Xã Hồ Sen,xa,902,lanh-tho,,", "Xã Hồ Sen,xa,902,lanh-tho,,Hồ Tịnh Tâm"))
    office.desk = replace(office.desk, workspace=replace(office.desk.workspace, units=units))
    assert codes(office.take_in()) == {"a.xlsx": []}
    held = office.held()
    assert held is not None
    assert (held.version, held.with_errors, office.members()) == (1, False, 12)


# --- explanations


@pytest.fixture
def grown(office: Office) -> Office:
    """An office whose first commune had 12 members a year ago."""
    before = PERIOD.year_before
    folder = office.desk.workspace.period_folder(before)
    folder.mkdir(parents=True)
    office.put("a.xlsx", 12, period=before).rename(folder / "a.xlsx")
    return office


def test_an_answered_warning_is_recorded_and_asks_no_more(grown: Office) -> None:
    path = grown.put("a.xlsx", 9_000)
    assert codes(grown.take_in()) == {"a.xlsx": ["KH501"]}
    held = grown.held()
    assert held is not None
    assert held.warnings == 1
    grown.explain(path, "Khối trường học nay tính vào xã")
    (file,) = grown.take_in().files
    assert [(each.finding.code, each.text) for each in file.answered] == [("KH501", "Khối trường học nay tính vào xã")]
    assert codes_of(file) == []
    held = grown.held()
    assert held is not None
    assert (held.version, held.warnings, held.explained) == (2, 0, 1)
    (kept,) = grown.explained()
    assert (kept.code, kept.row_unit, kept.indicator, kept.found) == ("KH501", "Xã Hồ Sen", "HV01", "9.000")
    assert (kept.text, kept.file, kept.recorded_at) == ("Khối trường học nay tính vào xã", "2024H1/a.xlsx", "now")


def test_a_later_version_without_the_answer_is_not_asked_again_unless_the_value_changed(grown: Office) -> None:
    grown.explain(grown.put("a.xlsx", 9_000), "Khối trường học nay tính vào xã")
    grown.take_in()
    grown.put("a.xlsx", 9_000, date(2024, 6, 9))
    (file,) = grown.take_in().files
    assert (codes_of(file), len(file.answered)) == ([], 1)
    grown.put("a.xlsx", 9_001, date(2024, 6, 10))
    (file,) = grown.take_in().files
    assert (codes_of(file), file.answered) == (["KH501"], ())


def test_what_a_rejected_return_answered_holds_for_the_next_one(grown: Office) -> None:
    path = grown.put("a.xlsx", 9_000)
    grown.spoil(path, "mười hai")
    grown.explain(path, "Khối trường học nay tính vào xã")
    assert grown.take_in().rejected == {DISTRICT}
    grown.put("a.xlsx", 9_000, date(2024, 6, 9))
    assert codes(grown.take_in()) == {"a.xlsx": []}


def test_checking_alone_knows_what_the_ledger_keeps_and_records_nothing(grown: Office) -> None:
    path = grown.put("a.xlsx", 9_000)
    grown.take_in()
    grown.explain(path, "Khối trường học nay tính vào xã")

    def check() -> FileCheck:
        with read_ledger(grown.desk.workspace.ledger) as ledger:
            previous_of, recorded_of = previous_amounts(grown.desk, ledger), recorded_answers(ledger)
            return check_paths(grown.desk, [path], PERIOD, previous_of, lambda _path: None, recorded_of)[0]

    assert len(check().answered) == 1
    assert grown.explained() == ()
    grown.take_in()
    grown.put("a.xlsx", 9_000, date(2024, 6, 9))
    assert len(check().answered) == 1
