"""A process of its own may take only so long and end however it ends."""

from pathlib import Path

import pytest

from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.intake import apart
from khuyenhoc_cli.intake.grid import UnreadableWorkbookError
from tests.unit.intake.formats import Drawn, xls

XLS = "khuyenhoc_cli.intake.xls"
RETURN = xls([Drawn("Biểu 1", [["Xã Hồ Sen", 1200]])])


def refusal(module: str, data: bytes) -> Finding:
    with pytest.raises(UnreadableWorkbookError) as caught:
        apart.read_apart(module, data)
    return caught.value.finding


def test_the_sheets_come_back_as_they_were_read() -> None:
    (sheet,) = apart.read_apart(XLS, RETURN)
    assert (sheet.name, sheet.cells) == ("Biểu 1", {(0, 0): "Xã Hồ Sen", (0, 1): 1200})


def test_a_program_that_ends_badly_means_a_damaged_file() -> None:
    assert refusal("khuyenhoc_cli.intake.nothing_of_that_name", RETURN).code == "KH103"


def test_a_program_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.001)
    assert refusal(XLS, RETURN).code == "KH105"


def test_a_refusal_comes_back_with_its_reason() -> None:
    assert (
        refusal(XLS, xls([Drawn("Biểu 1", [[7] * 200] * 1600)])).detail["reason_en"].startswith("it has too many cells")
    )


def test_programs_that_lie_beside_the_returns_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xlrd.py").write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(apart.read_apart(XLS, RETURN)) == 1
