"""Workbooks that no `form` made, as a person checks them: what was recognised is shown."""

import json
import shutil
from pathlib import Path

import jsonschema
from openpyxl import Workbook

from tests.e2e.test_commands import ROOT, office, run

__all__ = ["office"]
SCHEMA = json.loads((ROOT / "schemas" / "output" / "validation.schema.json").read_text(encoding="utf-8"))
ROWS = (
    ("BÁO CÁO TỔ CHỨC HỘI",),
    (),
    ("TT", "Đơn vị", "Hội viên", None, "Tỷ lệ %", "Câu lạc bộ"),
    (None, None, "Tổng số", "Đảng viên", None, None),
    ("I", "Các phường"),
    (1, "Phường An Bình", 1200, 90, 24.5, 3),
)


def own_form(folder: Path) -> Path:
    """A district's own table: two rows of headings, a group, a column of percentages, a column nobody knows."""
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    path = folder / "sample_returns" / "2024H1" / "2024H1_buon-ho.xlsx"
    path.unlink()
    book.save(path)
    return path


def test_what_was_recognised_is_told(office: Path) -> None:
    done = run("validate", own_form(office), "--explain-layout", cwd=office)
    assert done.returncode == 1
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[:4] == [
        "2024H1/2024H1_buon-ho.xlsx: nhận ra 1 bảng.",
        "Trang Sheet: đơn vị xếp dọc, nhận theo tiêu đề; 1 tên nhóm, 1 dòng đơn vị.",
        "C4: HV01 Tổng số hội viên ← “Tổng số”",
        "D4: HV04 Hội viên là đảng viên ← “Đảng viên”",
    ]
    assert "bỏ qua: A3 “TT”; E3 “Tỷ lệ %”" in lines
    assert "không rõ: F3 “Câu lạc bộ”" in lines
    assert any(line.startswith("KH131") for line in lines)


def test_what_was_recognised_stands_in_the_json(office: Path) -> None:
    done = run("validate", own_form(office), "--explain-layout", "--format", "json", cwd=office)
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, SCHEMA)
    (table,) = answer["files"][0]["layout"]
    assert (table["orientation"], table["by"], table["rows"]) == ("units_down", "headings", {"unit": 1, "group": 1})
    assert table["columns"][0] == {"code": "HV01", "cell": "C4", "heading": "Tổng số"}
    assert table["unread"] == [{"cell": "F3", "heading": "Câu lạc bộ"}]


def test_a_turned_sheet_and_a_file_that_is_none(office: Path) -> None:
    book = Workbook()
    for row in (("Chỉ tiêu", "Phường An Bình"), ("Tổng số hội viên", 1200), ("Hội viên nông thôn", 900)):
        book.active.append(row)
    path = office / "2024H1_buon-ho.xlsx"
    book.save(path)
    broken = office / "2024H1_lak.xlsx"
    shutil.copy(ROOT / "README.md", broken)
    answer = json.loads(run("validate", path, broken, "--explain-layout", "--format", "json", cwd=office).stdout)
    first, second = answer["files"]
    assert [(table["orientation"], len(table["columns"])) for table in first["layout"]] == [("indicators_down", 2)]
    assert second["layout"] == []
