"""A closed period: nothing that happens to its files, its settings or the year before changes its figures."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.e2e.sample_office import lay_out
from tests.e2e.test_commands import SAMPLE, run

PERIOD = ("--period", "2024H1")
LAK = "2024H1/2024H1_lak.xlsx"


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with 2024H1 aggregated and closed; each test works on a copy."""
    folder = tmp_path_factory.mktemp("closed")
    lay_out(folder, "2023H1", "2024H1")
    assert run("aggregate", *PERIOD, cwd=folder).returncode == 0
    result = run("close", *PERIOD, "--by", "Người Thử", cwd=folder)
    assert (result.returncode, "Đã chốt 6 tháng đầu năm 2024" in result.stdout) == (0, True)
    return folder


@pytest.fixture
def office(closed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(closed, tmp_path / "office")


def figures(office: Path) -> tuple[str, str]:
    """The bytes of the JSON, and what was said beside."""
    result = run("aggregate", *PERIOD, "--format", "json", cwd=office)
    assert result.returncode == 0, result.stderr
    return result.stdout, result.stderr


def add_to(office: Path, file: str, row_name: str, code: str, amount: int) -> tuple[int, int, str]:
    """What the cell of a row held and holds now, and its address."""
    path = office / "sample_returns" / file
    book = load_workbook(path)
    for sheet in book:
        codes = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value == code}
        names = {cell.value: cell.row for row in sheet.iter_rows() for cell in row if cell.value == row_name}
        if codes and names:
            cell = sheet.cell(names[row_name], codes[code])
            old = cell.value
            cell.value = old + amount
            book.save(path)
            return old, cell.value, f"{sheet.title}!{cell.coordinate}"
    raise AssertionError(f"no cell for {row_name} {code}")


def vietnamese(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def test_closing_changes_no_figure_and_says_since_when(closed: Path) -> None:
    printed, said = figures(closed)
    answer = json.loads(printed)
    assert (answer["totals"]["HV01"]["value"], answer["totals"]["HV01"]["previous"]) == (533_903, 509_664)
    assert answer["closed_at"]
    assert "đã chốt" in said
    assert "Người Thử" in said


def test_an_edited_file_of_the_period_changes_nothing_and_is_told_cell_by_cell(office: Path) -> None:
    before, _ = figures(office)
    old, new, where = add_to(office, LAK, "Xã Yang Tao", "HV01", 100)
    after, said = figures(office)
    assert after == before
    change = f"Xã Yang Tao HV01 {vietnamese(old)} → {vietnamese(new)} ({where})"
    assert f"{LAK} đã khác lúc chốt: 1 số khác: {change}" in said


def test_an_edited_file_of_the_year_before_changes_nothing_and_is_told(office: Path) -> None:
    before, _ = figures(office)
    old, new, _ = add_to(office, "2023H1/2023H1_lak.xlsx", "Xã Yang Tao", "HV01", 7)
    after, said = figures(office)
    assert after == before
    assert f"Xã Yang Tao HV01 {vietnamese(old)} → {vietnamese(new)}" in said


def test_a_year_before_aggregated_anew_changes_nothing(office: Path) -> None:
    before, _ = figures(office)
    add_to(office, "2023H1/2023H1_lak.xlsx", "Xã Yang Tao", "HV01", 7)
    assert run("aggregate", "--period", "2023H1", cwd=office).returncode == 0
    after, _ = figures(office)
    assert after == before


def test_files_added_and_taken_away_change_nothing_and_are_told(office: Path) -> None:
    before, _ = figures(office)
    folder = office / "sample_returns" / "2024H1"
    (folder / "2024H1_lak.xlsx").unlink()
    shutil.copy(SAMPLE / "faulty" / sorted(p.name for p in (SAMPLE / "faulty").glob("*.xlsx"))[0], folder / "them.xlsx")
    after, said = figures(office)
    assert after == before
    assert f"Không còn trong thư mục, vẫn tính như lúc chốt: {LAK}." in said
    assert "2024H1/them.xlsx là tệp mới từ sau khi chốt, không tính" in said


def test_other_targets_units_and_a_lost_folder_change_nothing_and_are_told(office: Path) -> None:
    before, _ = figures(office)
    toml = office / "khuyenhoc.toml"
    text = toml.read_text(encoding="utf-8")
    assert "value = 25," in text
    toml.write_text(text.replace("value = 25,", "value = 30,"), encoding="utf-8")
    units = office / "sample_returns" / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace("Huyện Lắk", "Huyện Hồ Lắk"), encoding="utf-8")
    after, said = figures(office)
    assert after == before
    assert "Nay đã khác lúc chốt, không dùng cho kỳ này: danh sách đơn vị, chỉ tiêu, quy tắc, hạn gửi" in said


def test_a_later_period_is_measured_against_what_was_closed(office: Path) -> None:
    later = office / "sample_returns" / "2025H1"
    later.mkdir()
    path = Path(shutil.copy(office / "sample_returns" / LAK, later / "2025H1_lak.xlsx"))
    book = load_workbook(path)
    for row in book["Bìa"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("2024", "2025")
    book.save(path)
    add_to(office, LAK, "Xã Yang Tao", "HV01", 1000)
    result = run("aggregate", "--period", "2025H1", "--format", "json", cwd=office)
    assert result.returncode == 1, result.stderr  # fourteen districts are missing
    total = json.loads(result.stdout)["totals"]["HV01"]
    assert (total["units"], total["previous"], total["delta"]) == (1, total["value"], 0)


def test_a_period_is_closed_once_and_only_when_all_its_files_were_aggregated(office: Path, tmp_path: Path) -> None:
    again = run("close", *PERIOD, "--by", "Người Khác", cwd=office)
    assert (again.returncode, "đã chốt" in again.stderr, "Người Thử" in again.stderr) == (0, True, True)
    never = run("close", "--period", "2022H1", cwd=office)
    assert (never.returncode, "Chưa tổng hợp kỳ 2022H1" in never.stderr) == (2, True)
    add_to(office, "2023H1/2023H1_lak.xlsx", "Xã Yang Tao", "HV01", 7)
    unread = run("close", "--period", "2023H1", cwd=office)
    assert (unread.returncode, "2023H1_lak.xlsx" in unread.stderr) == (2, True)


def test_a_draft_of_a_closed_period_is_that_of_when_it_was_closed(office: Path) -> None:
    first = run("render", "--template", "soket", *PERIOD, "-o", "truoc.docx", cwd=office)
    add_to(office, LAK, "Xã Yang Tao", "HV01", 1000)
    figures(office)
    second = run("render", "--template", "soket", *PERIOD, "-o", "sau.docx", cwd=office)
    assert (first.returncode, second.returncode) == (0, 0)
    assert (office / "truoc.docx").read_bytes() == (office / "sau.docx").read_bytes()
