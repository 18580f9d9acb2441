"""Where the returns of a period stand, from what the ledger and the folder hold."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.figures.standing import Held, LevelStanding, Standing, UnitStanding, standing_of
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.editions import edition_for
from khuyenhoc_cli.intake.submission import Value
from khuyenhoc_cli.ledger.records import Accepted, Reason, SetAside
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.units_file import parse_units
from tests.cases.case_file import UNITS

PERIOD = Period.parse("2024H1")
EDITION = edition_for(PERIOD, Path(__file__).parents[3] / "schemas")
DEADLINE = date(2024, 6, 5)
LIST = parse_units(UNITS.replace("Xã Cao,xa,903,lanh-tho,,", "Xã Cao,xa,903,lanh-tho,chua-co-hoi,"))
SUOI, DOI, KHOI, LANG = "901", "902", "90K", "903"


def unit(code: str) -> Unit:
    found = LIST.get(code)
    assert found is not None
    return found


def accepted(code: str, *rows: str, made_on: date | None = date(2024, 6, 1), **others: Any) -> Accepted:
    """A return of one figure in each of these rows."""
    values = {(row, "HV01"): Value(number, CellRef("Biểu 1", f"C{number}")) for number, row in enumerate(rows, 8)}
    moment = "2024-06-05T16:59:00+00:00"
    whole = Accepted(PERIOD, code, 1, f"sha-{code}", f"{code}.xlsx", "2024", made_on, moment, False, values, {}, 0)
    return replace(whole, **others)


def standing(*returns: Accepted, aside: tuple[SetAside, ...] = (), scope: str = "90", **others: Any) -> Standing:
    """The folder holds the accepted files unless told otherwise."""
    held = Held({each.unit: each for each in returns}, aside, {}, {each.file: each.sha256 for each in returns})
    held = replace(held, **others)
    return standing_of(PERIOD, unit(scope), LIST, EDITION, DEADLINE, held)


def of(code: str, standing: Standing) -> UnitStanding:
    return next(entry for entry in standing.units if entry.unit.code == code)


def test_received_and_not_received() -> None:
    found = standing(accepted(SUOI, "90101", "90102", warnings=3, explained=2), proposals={SUOI: 1})
    assert of(SUOI, found) == UnitStanding(
        unit(SUOI),
        State.RECEIVED,
        version=1,
        file="901.xlsx",
        reported_on=date(2024, 6, 1),
        dated_by="cover",
        late=False,
        values=2,
        warnings=3,
        explained=2,
        proposals=1,
    )
    assert of(DOI, found) == UnitStanding(unit(DOI), State.NOT_RECEIVED)
    assert (found.count(State.RECEIVED), found.count(State.NOT_RECEIVED), found.late) == (1, 3, 0)
    assert (found.new_files, found.gone_files, found.passed_over) == ((), (), ())


@pytest.mark.parametrize(
    ("made_on", "taken_in_at", "reported_on", "dated_by", "late"),
    [
        (date(2024, 6, 5), "2024-07-01T00:00:00+00:00", date(2024, 6, 5), "cover", False),
        (date(2024, 6, 6), "2024-06-01T00:00:00+00:00", date(2024, 6, 6), "cover", True),
        (None, "2024-06-05T16:59:00+00:00", date(2024, 6, 5), "taken_in", False),
        (None, "2024-06-05T17:00:00+00:00", date(2024, 6, 6), "taken_in", True),
    ],
    ids=["the last day is in time", "the day after is late", "the last minute in Vietnam", "midnight in Vietnam"],
)
def test_the_day_of_a_return(
    made_on: date | None, taken_in_at: str, reported_on: date, dated_by: str, late: bool
) -> None:
    entry = of(SUOI, standing(accepted(SUOI, "90101", made_on=made_on, taken_in_at=taken_in_at)))
    assert (entry.reported_on, entry.dated_by, entry.late) == (reported_on, dated_by, late)


def test_without_a_deadline_nobody_is_late() -> None:
    held = Held({SUOI: accepted(SUOI, "90101", made_on=date(2025, 1, 1))}, (), {}, None)
    found = standing_of(PERIOD, unit("90"), LIST, EDITION, None, held)
    assert (of(SUOI, found).late, found.late) == (None, 0)


def test_a_rejected_return_says_which_file_and_why_and_does_not_count() -> None:
    aside = SetAside(SUOI, "901-moi.xlsx", Reason.REJECTED, "sha-moi", "KH201", "Tổng số hội viên phải là số.")
    found = standing(accepted(SUOI, "90101"), aside=(aside,), in_folder={"901-moi.xlsx": "sha-moi"})
    entry = of(SUOI, found)
    assert (entry.state, entry.version, entry.file, entry.why) == (
        *(State.REJECTED, 1, "901-moi.xlsx", "Tổng số hội viên phải là số."),
    )
    assert (entry.values, entry.late, entry.withdrawn) == (0, None, False)
    assert (found.new_files, found.gone_files) == ((), ())
    assert found.levels[0] == LevelStanding("huyen", 0, 3, 2)


def test_a_rejected_summary_is_named_for_every_unit_it_stands_for() -> None:
    aside = SetAside("90", "90.xlsx", Reason.REJECTED, "sha-90", "KH201", "Tổng số hội viên phải là số.")
    entry = of(SUOI, standing(aside=(aside,)))
    assert (entry.state, entry.file, entry.why, entry.from_summary) == (State.REJECTED, "90.xlsx", aside.message, True)


def test_a_withdrawn_return_counts_as_not_received_until_its_file_is_back() -> None:
    aside = SetAside(SUOI, "901.xlsx", Reason.WITHDRAWN, "sha-901")
    gone = standing(accepted(SUOI, "90101"), aside=(aside,), in_folder={})
    entry = of(SUOI, gone)
    assert (entry.state, entry.file, entry.withdrawn, entry.version) == (State.NOT_RECEIVED, "901.xlsx", True, 1)
    assert (gone.new_files, gone.gone_files) == ((), ())
    assert standing(accepted(SUOI, "90101"), aside=(aside,)).new_files == ("901.xlsx",)


def test_what_the_last_taking_in_did_not_see() -> None:
    aside = (
        SetAside("", "anh.xlsx", Reason.PASSED_OVER, "sha-anh", "KH101", "Tệp này không phải bảng tính."),
        SetAside(DOI, "902.xlsx", Reason.REJECTED, "sha-902", "KH201", "…"),
    )
    in_folder = {"anh.xlsx": "sha-anh", "902.xlsx": "sha-902 mới", "903.xlsx": "sha-903"}
    found = standing(accepted(SUOI, "90101"), aside=aside, in_folder=in_folder)
    assert found.new_files == ("902.xlsx", "903.xlsx")
    assert found.gone_files == ("901.xlsx",)
    assert found.passed_over == aside[:1]


def test_a_file_that_was_only_renamed_is_neither_new_nor_gone() -> None:
    found = standing(accepted(SUOI, "90101"), in_folder={"ten-khac.xlsx": "sha-901"})
    assert (found.new_files, found.gone_files) == ((), ())


def test_a_folder_that_was_archived_misses_nothing() -> None:
    assert standing(accepted(SUOI, "90101"), in_folder=None).gone_files == ()


def test_completeness_level_by_level() -> None:
    found = standing(accepted(SUOI, "90101", "90103", "901K"), accepted(LANG, "90301"), accepted(KHOI, KHOI))
    assert found.levels == (
        LevelStanding("huyen", 2, 3, 2),
        LevelStanding("xa", 3, 12, 1),
        LevelStanding("truc-thuoc", 1, 1, 0),
    )


def test_rows_of_a_rejected_return_are_not_there() -> None:
    aside = SetAside(SUOI, "901.xlsx", Reason.REJECTED, "sha-901", "KH201", "…")
    found = standing(accepted(SUOI, "90101"), accepted(LANG, "90301"), aside=(aside,))
    assert found.levels[1] == LevelStanding("xa", 1, 12, 1)


def test_a_unit_without_an_association_is_neither_missing_nor_late() -> None:
    found = standing(accepted(LANG, "90301"), scope=LANG)
    assert [(entry.unit.name, entry.state) for entry in found.units] == [
        ("Thị trấn Lắng", State.RECEIVED),
        ("Xã Cao", State.NO_ASSOCIATION),
    ]
    assert found.levels == (LevelStanding("xa", 1, 1, 1),)


def test_rows_of_a_summary_bear_its_day_and_file() -> None:
    summary = accepted("90", SUOI, LANG, with_errors=True)
    found = standing(summary)
    entry = of(SUOI, found)
    assert (entry.state, entry.from_summary, entry.file, entry.values) == (State.RECEIVED, True, "90.xlsx", 1)
    assert (entry.warnings, entry.explained, entry.with_errors) == (None, None, True)
    assert of(DOI, found).state is State.NOT_RECEIVED
    assert found.levels[0] == LevelStanding("huyen", 2, 3, 2)
