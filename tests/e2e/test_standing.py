"""`status`, `history` and the answers to warnings, as a person meets them over a copy of the sample."""

import json
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook

from khuyenhoc_cli.forms.task_sheet import CELL, CODE, EXPLANATION, SHEET, TASK_SHEET
from tests.e2e.sample_office import lay_out
from tests.e2e.test_commands import KRONG_NANG, ROOT, run, said, spoil

PERIOD = ("--period", "2024H1")
LAK = Path("sample_returns/2024H1/2024H1_lak.xlsx")
NAME = "Huyện Krông Năng"
ANSWER = "Khối trường học nay tính vào thị trấn"
LEDGER = Path(".khuyenhoc/ledger.sqlite")


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, taken in once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("taken-in")
    lay_out(folder, "2023H1", "2024H1")
    assert run("aggregate", *PERIOD, cwd=folder).returncode == 0
    return folder


@pytest.fixture
def office(taken_in: Path, tmp_path: Path) -> Path:
    return shutil.copytree(taken_in, tmp_path / "office")


def in_contract(name: str, answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, which keeps the published schema."""
    schema = json.loads((ROOT / "schemas" / "output" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(answer, schema)
    return answer


def status(office: Path, *arguments: str) -> dict[str, Any]:
    return in_contract("status", said("status", *arguments, cwd=office))


def history(office: Path, *arguments: str) -> dict[str, Any]:
    return in_contract("history", said("history", *arguments, cwd=office))


def of(answer: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in answer["units"] if entry["unit"] == name)
    return found


def change(path: Path, made_on: str | None = None, **cells: object) -> None:
    """Puts values into the first data sheet, and a day on the cover."""
    book = load_workbook(path)
    for at, value in cells.items():
        book["Biểu 1"][at] = value
    if made_on:
        cover = book["Bìa"]
        row = next(row for row in cover.iter_rows() if any(cell.value == "Ngày lập" for cell in row))
        label = next(cell for cell in row if cell.value == "Ngày lập")
        cover.cell(label.row, label.column + 1).value = made_on
    book.save(path)


def members(office: Path) -> tuple[str, int]:
    """The cell of the members of the first commune, and how many there are."""
    sheet = load_workbook(office / KRONG_NANG)["Biểu 1"]
    cell = next(cell for cell in sheet[7] if cell.value == "HV01")
    value = sheet.cell(8, cell.column).value
    assert isinstance(value, int)
    return f"{cell.column_letter}8", value


# --- status


def test_status_of_a_whole_period(taken_in: Path) -> None:
    before = (taken_in / LEDGER).read_bytes()
    answer = status(taken_in)
    assert (answer["schema"], answer["period"], answer["scope"]) == ("khuyenhoc.status/1", "2024H1", "Tỉnh Đắk Lắk")
    assert answer["summary"] == {
        "expected": 16,
        "received": 16,
        "rejected": 0,
        "not_received": 0,
        "no_association": 0,
        "late": 2,
    }
    assert answer["deadline"] == "2024-06-05"
    late = [entry["unit"] for entry in answer["units"] if entry["late"]]
    assert late == ["Huyện Ea Súp", "Huyện Lắk"]
    assert of(answer, NAME) == {
        "unit": NAME,
        "code": "650",
        "state": "received",
        "version": 1,
        "file": "2024H1/2024H1_krong-nang.xlsx",
        "reported_on": "2024-05-27",
        "dated_by": "cover",
        "late": False,
        "values": 875,
        "warnings": 0,
        "explained": 0,
        "with_errors": False,
        "accepted_proposals": 0,
        "from_summary": False,
        "withdrawn": False,
        "why": None,
    }
    assert [(each["level"], each["with_figures"], each["expected"]) for each in answer["levels"]] == [
        *(("huyen", 15, 15), ("xa", 184, 184), ("truc-thuoc", 1, 1)),
    ]
    assert (answer["new_files"], answer["gone_files"], answer["passed_over"]) == ([], [], [])
    assert (taken_in / LEDGER).read_bytes() == before


def test_status_says_all_of_it_in_vietnamese(office: Path) -> None:
    spoil(office / KRONG_NANG)
    change(office / LAK, made_on="không rõ")
    (office / "sample_returns/2024H1/anh.xlsx").write_bytes(b"%PDF-1.7")
    (office / "sample_returns/2024H1/2024H1_ea-sup.xlsx").unlink()
    run("aggregate", *PERIOD, cwd=office)
    shutil.copy(office / LAK, office / "sample_returns/2024H1/[red]moi.xlsx")
    change(office / "sample_returns/2024H1/[red]moi.xlsx", C8=1)
    (office / "sample_returns/2024H1/2024H1_cu-kuin.xlsx").unlink()
    done = run("status", cwd=office)
    assert (done.returncode, done.stderr) == (0, "")
    text = " ".join(re.sub("[│┃]", " ", done.stdout).split())
    for shown in (
        "Tỉnh Đắk Lắk · 6 tháng đầu năm 2024 · hạn gửi 05/06/2024",
        "Đã nhận 14/16 báo cáo (13 đúng hạn, 1 muộn), 1 bị trả lại, 1 chưa nhận được.",
        "Huyện Krông Năng bị trả lại",
        "chưa nhận vì: ",
        "Huyện Ea Súp chưa nhận được 2024H1/2024H1_ea-sup.xlsx đã nhận rồi lại rút khỏi thư mục của kỳ",
        "bản 1 nhận trước đó không được tính",
        "Huyện Lắk đã nhận (muộn) 2",
        "bìa không ghi ngày lập; tính theo ngày nhận vào sổ",
        "Cấp huyện: 13/15 có số liệu; cấp xã: ",
        "2024H1/anh.xlsx: không tính.",
        "2024H1/2024H1_cu-kuin.xlsx đã nhận nhưng không còn trong thư mục của kỳ.",
        "1 tệp mới hoặc đã sửa chưa nhận: 2024H1/[red]moi.xlsx.",
        "khuyenhoc aggregate --period 2024H1",
    ):
        assert shown in text, f"{shown}\n{done.stdout}"


def test_status_before_anything_was_taken_in_and_with_errors_taken_in(office: Path) -> None:
    (office / LEDGER).unlink()
    spoil(office / KRONG_NANG)
    answer = status(office)
    assert (answer["summary"]["not_received"], len(answer["new_files"])) == (16, 16)
    assert not (office / LEDGER).exists()
    run("aggregate", *PERIOD, "--accept-errors", cwd=office)
    answer = status(office)
    assert (of(answer, NAME)["state"], of(answer, NAME)["with_errors"]) == ("received", True)
    assert answer["new_files"] == []


def test_status_of_a_district_and_of_an_earlier_period(taken_in: Path) -> None:
    answer = status(taken_in, "--scope", "krông năng", "--period", "2023H1")
    assert (answer["scope"], answer["period"]) == (NAME, "2023H1")
    assert all(entry["from_summary"] and entry["file"] == "2023H1/2023H1_krong-nang.xlsx" for entry in answer["units"])
    assert [each["level"] for each in answer["levels"]] == ["xa", "truc-thuoc"]
    assert "trong báo cáo của Huyện Krông Năng" in run("status", "--scope", "krông năng", cwd=taken_in).stdout


def test_status_of_a_period_whose_folder_was_archived(office: Path) -> None:
    shutil.rmtree(office / "sample_returns/2024H1")
    answer = status(office)
    assert (answer["period"], answer["summary"]["received"], answer["gone_files"]) == ("2024H1", 16, [])


def test_a_ledger_of_the_first_version_is_read_as_it_is(office: Path) -> None:
    ledger = sqlite3.connect(office / LEDGER)
    for table in ("set_aside", "explanation", "acceptance"):
        ledger.execute(f"DROP TABLE {table}")
    ledger.execute("ALTER TABLE submission DROP COLUMN warnings")
    ledger.execute("ALTER TABLE submission DROP COLUMN explained")
    ledger.execute("PRAGMA user_version = 1")
    ledger.commit()
    ledger.close()
    before = (office / LEDGER).read_bytes()
    answer = status(office)
    assert (answer["summary"]["received"], of(answer, NAME)["warnings"]) == (16, None)
    assert run("render", "--template", "soket", cwd=office).returncode == 0
    assert (office / LEDGER).read_bytes() == before
    assert run("aggregate", *PERIOD, cwd=office).returncode == 0
    assert status(office)["summary"]["received"] == 16


# --- history


def test_history_tells_versions_and_what_changed(office: Path) -> None:
    at, count = members(office)
    change(office / KRONG_NANG, made_on="30/5/2024", **{at: count + 5})
    run("aggregate", *PERIOD, cwd=office)
    answer = history(office, "Krông Năng", *PERIOD)
    assert (answer["schema"], answer["unit"], answer["code"]) == ("khuyenhoc.history/1", NAME, "650")
    (period,) = answer["periods"]
    assert (period["period"], period["reported_by"]) == ("2024H1", NAME)
    assert [(v["version"], v["made_on"], v["values"]) for v in period["versions"]] == [
        *((1, "2024-05-27", 875), (2, "2024-05-30", 875)),
    ]
    (step,) = period["changes"]
    (cell,) = step["cells"]
    assert (step["from"], step["to"], cell["kind"], cell["indicator"], cell["old"], cell["new"], cell["cell"]) == (
        *(1, 2, "changed", "HV01", count, count + 5, at),
    )
    (total,) = step["totals"]
    assert (total["indicator"], total["new"] - total["old"]) == ("HV01", 5)
    assert [each["period"] for each in history(office, "650")["periods"]] == ["2023H1", "2024H1"]
    commune = history(office, cell["unit"], *PERIOD)["periods"]
    assert (commune[0]["reported_by"], commune[0]["changes"][0]["cells"]) == (NAME, [cell])


def test_history_names_the_files_that_do_not_count(office: Path) -> None:
    spoil(office / KRONG_NANG)
    run("aggregate", *PERIOD, cwd=office)
    (period,) = history(office, NAME, *PERIOD)["periods"]
    assert [version["version"] for version in period["versions"]] == [1]
    assert [(each["file"], each["reason"]) for each in period["set_aside"]] == [
        ("2024H1/2024H1_krong-nang.xlsx", "rejected")
    ]
    assert "2024H1/2024H1_krong-nang.xlsx: bị trả lại." in run("history", NAME, cwd=office).stdout


def test_history_shows_twenty_changes_and_counts_the_rest(office: Path) -> None:
    book = load_workbook(office / KRONG_NANG)
    sheet = book["Biểu 3"]
    changed = 0
    for row in sheet.iter_rows(min_row=8, max_row=19):
        for cell in row:
            if isinstance(cell.value, int) and not cell.protection.locked and cell.column > 2:
                cell.value += 1
                changed += 1
    book.save(office / KRONG_NANG)
    assert changed > 20
    run("aggregate", *PERIOD, "--accept-errors", cwd=office)
    done = run("history", NAME, *PERIOD, cwd=office)
    assert f"Từ bản 1 sang bản 2: {changed} ô đổi số." in done.stdout
    assert f"… và {changed - 20} thay đổi nữa" in done.stdout
    assert len(history(office, NAME, *PERIOD)["periods"][0]["changes"][0]["cells"]) == changed


def test_history_tells_who_accepted_which_proposal(office: Path) -> None:
    ledger = sqlite3.connect(office / LEDGER)
    commune = next(u for u in (office / "sample_returns/units.csv").read_text("utf-8").splitlines() if ",650," in u)
    row = ("2024H1", "650", 1, "Biểu 4", "D9", commune.split(",")[0], "Q01", "KH201", "1.500.000 đ", 1_500_000)
    ledger.execute(f"INSERT INTO acceptance VALUES ({', '.join('?' * 13)})", (*row, "gõ cả đơn vị", "Bà Lan", "2024"))
    ledger.commit()
    ledger.close()
    (accepted,) = history(office, NAME, *PERIOD)["periods"][0]["acceptances"]
    assert (accepted["unit"], accepted["value"], accepted["accepted_by"]) == (commune.split(",")[1], 1.5, "Bà Lan")
    text = " ".join(run("history", NAME, *PERIOD, cwd=office).stdout.split())
    assert "“1.500.000 đ” → 1,5; Bà Lan: gõ cả đơn vị" in text
    assert of(status(office), NAME)["accepted_proposals"] == 1


def test_a_unit_that_never_reported_has_an_empty_history(office: Path) -> None:
    (office / LEDGER).unlink()
    assert history(office, NAME)["periods"] == []
    assert "Chưa nhận bản báo cáo nào của đơn vị này." in run("history", NAME, cwd=office).stdout


# --- answers to warnings


def grown(office: Path) -> tuple[str, int]:
    """The members of the first commune doubled, which this office asks about; the cell and its value."""
    config = (office / "khuyenhoc.toml").read_text(encoding="utf-8")
    (office / "khuyenhoc.toml").write_text(config.replace("times = 8", "times = 1.9"), encoding="utf-8")
    at, count = members(office)
    change(office / KRONG_NANG, **{at: count * 2})
    return at, count * 2


def tasks(path: Path, *rows: tuple[str, ...]) -> None:
    """Puts the sheet of a marked-up copy into a workbook."""
    book = load_workbook(path)
    sheet = book.create_sheet(TASK_SHEET, 0)
    for row in (("Gửi lại sau khi sửa",), ("STT", CODE, SHEET, CELL, "Nội dung", EXPLANATION), *rows):
        sheet.append(row)
    book.save(path)


def checked(office: Path, code: int = 0) -> dict[str, Any]:
    answer = in_contract("validation", said("validate", KRONG_NANG, cwd=office, code=code))
    file: dict[str, Any] = answer["files"][0]
    return file


def test_a_warning_answered_on_the_task_sheet_is_quiet_from_then_on(office: Path) -> None:
    at, value = grown(office)
    (finding,) = [finding for finding in checked(office, 1)["findings"] if finding["severity"] == "warning"]
    assert (finding["code"], finding["cell"], finding["found"]) == ("KH501", at, f"{value:,}".replace(",", "."))
    unanswered = (office / KRONG_NANG).read_bytes()
    tasks(office / KRONG_NANG, ("1", "KH501", "Biểu 1", at, finding["message"], ANSWER))
    file = checked(office)
    assert (file["status"], file["values"]) == ("ok", 875)
    assert file["answered"] == [{"code": "KH501", "sheet": "Biểu 1", "cell": at, "explanation": ANSWER}]
    assert "1 điều đã được giải trình." in run("validate", KRONG_NANG, cwd=office).stdout
    assert "1 cảnh báo đã được đơn vị giải trình" in run("aggregate", *PERIOD, cwd=office).stderr
    (explained,) = history(office, NAME, *PERIOD)["periods"][0]["explanations"]
    assert (explained["explanation"], explained["version"], explained["indicator"]) == (ANSWER, 2, "HV01")
    assert (of(status(office), NAME)["explained"], of(status(office), NAME)["warnings"]) == (1, 0)
    assert f"KH501 {explained['unit']} HV01 = {explained['found']}: {ANSWER}" in run("history", NAME, cwd=office).stdout
    (office / KRONG_NANG).write_bytes(unanswered)
    assert checked(office)["answered"][0]["explanation"] == ANSWER, "the ledger knows the answer"
    change(office / KRONG_NANG, **{at: value + 1})
    assert [f["code"] for f in checked(office, 1)["findings"] if f["severity"] == "warning"] == ["KH501"]


def test_a_column_beside_the_figures_answers_too_and_a_tick_does_not(office: Path) -> None:
    grown(office)
    end = load_workbook(office / KRONG_NANG)["Biểu 1"].max_column + 1
    for text, code in (("x", 1), (ANSWER, 0)):
        book = load_workbook(office / KRONG_NANG)
        sheet = book["Biểu 1"]
        sheet.cell(6, end, "Giải trình")
        sheet.cell(8, end, text)
        book.save(office / KRONG_NANG)
        assert len(checked(office, code)["answered"]) == 1 - code


def test_an_error_stays_an_error_whatever_is_written(office: Path) -> None:
    spoil(office / KRONG_NANG)
    tasks(office / KRONG_NANG, ("1", "KH201", "Biểu 1", "C8", "", ANSWER))
    file = checked(office, 1)
    assert (file["status"], file["answered"]) == ("errors", [])


# --- what a person gets wrong


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["status", "--period", "2022H1"], "2023H1, 2024H1"),
        (["status", "--period", "hôm qua"], "2024H1"),
        (["status", "--scope", "Huyen Krong Nangg"], "Huyện Krông Năng"),
        (["history", "Huyen Krong Nangg"], "Có phải ý bạn là"),
        (["history", NAME, "--period", "2022H1"], "2023H1, 2024H1"),
        (["history"], "ĐƠN_VỊ"),
        (["status", "--format", "csv"], "table, json"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use(taken_in: Path, arguments: list[str], hint: str) -> None:
    done = run(*arguments, cwd=taken_in)
    assert (done.returncode, done.stdout) == (2, "")
    assert hint in done.stderr


@pytest.mark.parametrize("name", ["status", "history"])
def test_the_schema_is_printed_and_the_help_has_an_example(name: str) -> None:
    printed = json.loads(run("schema", name, cwd=ROOT).stdout)
    assert printed["title"] == f"khuyenhoc.{name}/1"
    assert f"Ví dụ: khuyenhoc {name}" in run(name, "--help", cwd=ROOT).stdout
