"""Proposals accepted in the folder of a period: kept with name and date, and for as long as the file is the same."""

from datetime import date
from pathlib import Path

import pytest

from khuyenhoc_cli.ledger.inbox import Desk, Inbox, take_in
from khuyenhoc_cli.ledger.records import Acceptance
from khuyenhoc_cli.ledger.store import open_ledger, read_ledger
from khuyenhoc_cli.workspace.config import Association, Config, Signature
from khuyenhoc_cli.workspace.workspace import Workspace
from tests.unit.ledger.test_taking_in import DISTRICT, LIST, PERIOD, SCHEMAS, Office, units_taken_in

BY = "Nguyễn Thị Thử"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    config = Config(
        association=Association(name="Hội", parent_body="x", unit="90", place="x"),
        signature=Signature(on_behalf="TM.", title="x"),
    )
    return Office(Desk(Workspace(tmp_path, config, LIST), SCHEMAS))


def taken_in(office: Office, by: str | None = BY, now: str = "now") -> Inbox:
    with open_ledger(office.desk.workspace.ledger) as ledger:
        return take_in(
            office.desk,
            ledger,
            PERIOD,
            now=now,
            accept_errors=False,
            on_file=lambda path: office.read.append(path.name),
            proposals_accepted_by=by,
        )


def kept(office: Office) -> tuple[Acceptance, ...]:
    with read_ledger(office.desk.workspace.ledger) as ledger:
        assert ledger is not None
        return ledger.acceptances(PERIOD, DISTRICT)


def population(office: Office) -> int | None:
    held = office.held()
    return held.amounts().get(("90201", "DS01")) if held else None


def test_who_accepted_what_and_why_is_kept(office: Office) -> None:
    office.spoil(office.put("a.xlsx"), "12.500")
    assert taken_in(office, by=None).rejected == {DISTRICT}
    inbox = taken_in(office)
    assert (units_taken_in(inbox), inbox.rejected, population(office)) == ({DISTRICT}, frozenset(), 12_500)
    held = office.held()
    assert held is not None
    assert held.with_errors is False
    reason = "vì chữ trong ô chỉ có một cách hiểu"
    assert kept(office) == (
        Acceptance(1, "Biểu 1", "C8", "90201", "DS01", "KH201", "12.500", 12_500, reason, BY, "now"),
    )


def test_an_accepted_return_stays_so_until_its_file_changes(office: Office) -> None:
    path = office.put("a.xlsx")
    office.spoil(path, "12.500")
    taken_in(office)
    office.read.clear()
    inbox = taken_in(office, by=None)
    assert (office.read, inbox.rejected, inbox.unchanged) == ([], frozenset(), 1)
    office.spoil(path, "12.600")
    assert taken_in(office, by=None).rejected == {DISTRICT}
    assert population(office) == 12_500
    taken_in(office, by="Trần Văn Mẫu", now="later")
    assert population(office) == 12_600
    assert [(a.version, a.accepted_by, a.accepted_at) for a in kept(office)] == [
        (1, BY, "now"),
        (2, "Trần Văn Mẫu", "later"),
    ]


def test_an_older_file_that_comes_later_does_not_undo_it(office: Office) -> None:
    office.spoil(office.put("moi.xlsx", 13, date(2024, 6, 5)), "12.500")
    taken_in(office)
    office.put("cu.xlsx", 12, date(2024, 6, 1))
    inbox = taken_in(office, by=None)
    assert (inbox.rejected, population(office), office.members()) == (frozenset(), 12_500, 13)
    taken_in(office, by="Trần Văn Mẫu")
    assert [a.accepted_by for a in kept(office)] == [BY]


def test_what_cannot_be_accepted_is_rejected_as_ever(office: Office) -> None:
    office.spoil(office.put("a.xlsx"), "khoảng mười hai")
    assert taken_in(office).rejected == {DISTRICT}
    assert (office.held(), kept(office)) == (None, ())
