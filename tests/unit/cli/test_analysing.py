"""What the ledger knows beside figures."""

from dataclasses import replace
from pathlib import Path

from khuyenhoc_cli.cli.analysing import explained_by
from khuyenhoc_cli.ledger.freezing import Closed, Frozen
from khuyenhoc_cli.ledger.records import Explained
from khuyenhoc_cli.ledger.store import open_ledger
from khuyenhoc_cli.periods import Period
from tests.unit.figures.test_analysis import figures, of
from tests.unit.output.figure_cases import config

PERIOD = Period.parse("2024H1")
SAID = Explained("KH501", "X1", "HV01", "9", "Biểu 1", "F9", "Đúng", "a.xlsx", "0" * 64, "2024-06-01T00:00:00+00:00")
LATER = "2024-07-01T00:00:00+00:00"


def test_answers_of_a_units_own_return_and_of_its_row_above(tmp_path: Path) -> None:
    got = figures([of("A", {"HV01": 1}), of("B", {"HV01": 1})])
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.record_explanations(PERIOD, "A", [SAID])  # of one of its rows
        ledger.record_explanations(PERIOD, "90", [replace(SAID, row_unit="B", text="Theo dòng trên")])
        ledger.record_explanations(Period.parse("2023H1"), "A", [replace(SAID, text="Năm trước")])
        found = explained_by(ledger, got, None)
        assert {unit: [each.text for each in said] for unit, said in found.items()} == {
            "A": ["Đúng"],
            "B": ["Theo dòng trên"],
        }


def test_what_is_answered_after_a_period_was_closed_does_not_count(tmp_path: Path) -> None:
    got = figures([of("A", {"HV01": 1})])
    closed = Closed(PERIOD, "2024-06-15T00:00:00+00:00", "Người Thử", "1", Frozen({}, config(), {}, {}, {}, {}, {}))
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.record_explanations(PERIOD, "A", [SAID, replace(SAID, code="KH502", text="Muộn", recorded_at=LATER)])
        assert [each.text for each in explained_by(ledger, got, closed)["A"]] == ["Đúng"]
