"""Writing marked-up copies when the system does not play along."""

import errno
import hashlib
import os
import shutil
from pathlib import Path, PurePath

import pytest

from khuyenhoc_cli.checks.inbox import FileCheck, unreadable_file
from khuyenhoc_cli.cli.annotating import write_marked_copies
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.workspace.workspace import Workspace, open_workspace
from tests.unit.output.marked_workbooks import everything

ROOT = Path(__file__).parents[3]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shutil.copy(ROOT / "khuyenhoc.toml", tmp_path)
    (tmp_path / "sample_returns" / "2024H1").mkdir(parents=True)
    for table in (ROOT / "sample_returns").glob("*.csv"):
        shutil.copy(table, tmp_path / "sample_returns")
    return open_workspace(tmp_path)


def checked(workspace: Workspace, name: str) -> FileCheck:
    """A file with one finding, lying in the folder of its period."""
    path, data = PurePath("2024H1") / name, everything()  # made once: a workbook says in which second it was made
    (workspace.returns / path).write_bytes(data)
    return FileCheck(path, hashlib.sha256(data).hexdigest(), None, None, None, (Finding("KH106"),))


def test_a_copy_that_is_open_elsewhere_does_not_stop_the_others(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def replace(source: Path, target: Path) -> None:
        if target.name == "mot_can-sua.xlsx":
            raise PermissionError(errno.EACCES, "open elsewhere", str(target))
        source.rename(target)

    monkeypatch.setattr(os, "replace", replace)
    files = [checked(workspace, "mot.xlsx"), checked(workspace, "hai.xlsx")]
    write_marked_copies(files, tmp_path / "can-sua", workspace, "vi")
    assert [path.name for path in (tmp_path / "can-sua").iterdir()] == ["hai_can-sua.xlsx"]
    said = capsys.readouterr().err
    assert "mot_can-sua.xlsx đang mở ở chương trình khác" in said
    assert "Đã đánh dấu 1 tệp" in said


def test_a_file_that_has_changed_since_it_was_checked_is_not_marked(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = checked(workspace, "mot.xlsx")
    (workspace.returns / file.path).write_bytes(b"PK")
    write_marked_copies([file], tmp_path / "can-sua", workspace, "vi")
    assert "tệp vừa bị thay đổi trong lúc kiểm tra" in capsys.readouterr().err
    assert not (tmp_path / "can-sua").exists()


def test_a_file_that_would_not_open_gets_a_list(workspace: Workspace, tmp_path: Path) -> None:
    write_marked_copies([unreadable_file(PurePath("2024H1/mot.xlsx"))], tmp_path / "can-sua", workspace, "vi")
    assert [path.name for path in (tmp_path / "can-sua").iterdir()] == ["mot_can-sua.xlsx"]
