"""The commands as a person runs them, over a copy of the sample workspace."""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.e2e.sample_office import lay_out
from tests.unit.report.reading import body_paragraphs

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_returns"
KRONG_NANG = Path("sample_returns/2024H1/2024H1_krong-nang.xlsx")
DISTRICTS = 15

Finished = subprocess.CompletedProcess[str]


def run(*arguments: object, cwd: Path, **environment: str) -> Finished:
    """The finished command; it never ends in a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "khuyenhoc_cli", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "200", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def said(*arguments: object, cwd: Path, code: int = 0) -> dict[str, Any]:
    """What the command says in JSON; the exit code is as expected."""
    done = run(*arguments, "--format", "json", cwd=cwd)
    assert done.returncode == code, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A copy of the sample workspace."""
    return lay_out(tmp_path, "2023H1", "2024H1")


@pytest.fixture(scope="module")
def aggregated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures of the sample, once for all who only read them."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(SAMPLE, folder / "sample_returns")
    shutil.copy(ROOT / "khuyenhoc.toml", folder)
    return said("aggregate", "--period", "2024H1", cwd=folder)


def spoil(path: Path, value: object = "ba nghìn") -> None:
    """Puts a text into the population of the first commune."""
    book = load_workbook(path)
    book["Biểu 1"]["C8"] = value
    book.save(path)


def published(period: str) -> dict[str, Decimal]:
    table = ROOT / "scripts" / "sample" / f"published_{period}.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        return {row["code"]: Decimal(row["value"]) for row in csv.DictReader(stream)}


# --- validate


def test_validate_finds_nothing_in_the_sample(office: Path) -> None:
    answer = said("validate", cwd=office)
    assert answer["summary"] == {"files": 16, "ok": 16, "warnings": 0, "errors": 0, "unreadable": 0, "findings": 0}
    assert (answer["schema"], answer["period"], answer["missing"]) == ("khuyenhoc.validation/1", "2024H1", [])
    assert {file["unit"] for file in answer["files"]} >= {"Huyện Krông Năng", "Khối trực thuộc Tỉnh hội"}
    assert all(
        set(file) == {"path", "unit", "period", "status", "values", "findings", "answered"} for file in answer["files"]
    )
    assert answer["files"][0]["path"].startswith("2024H1/")
    assert not (office / ".khuyenhoc" / "ledger.sqlite").exists()


def test_validate_says_where_what_and_how_to_mend_it(office: Path) -> None:
    spoil(office / KRONG_NANG, "12.345")
    answer = said("validate", "--period", "2024H1", cwd=office, code=1)
    (file,) = [file for file in answer["files"] if file["status"] != "ok"]
    assert (file["path"], file["status"]) == ("2024H1/2024H1_krong-nang.xlsx", "errors")
    finding = next(finding for finding in file["findings"] if finding["code"] == "KH201")
    assert set(finding) == {
        *("code", "severity", "sheet", "cell", "indicator", "unit", "found", "proposed", "message", "fix", "also"),
        *("because", "skipped"),
    }
    assert (finding["severity"], finding["sheet"], finding["cell"]) == ("error", "Biểu 1", "C8")
    assert (finding["indicator"], finding["found"], finding["proposed"]) == ("DS01", "12.345", "12345")
    # openpyxl saves without results, which is noted; the note is no fault
    assert {finding["code"] for finding in file["findings"]} == {"KH201", "KH304"}
    assert answer["summary"] == {"files": 16, "ok": 15, "warnings": 0, "errors": 1, "unreadable": 0, "findings": 2}


def test_validate_speaks_english_when_asked(office: Path) -> None:
    spoil(office / KRONG_NANG)
    done = run("validate", KRONG_NANG, "--lang", "en", cwd=office)
    assert done.returncode == 1
    assert "must be a number, but the cell holds the text" in done.stdout
    assert "phải là số" in run("validate", KRONG_NANG, cwd=office).stdout


def test_validate_names_the_units_that_sent_nothing(office: Path) -> None:
    (office / KRONG_NANG).unlink()
    table = office / "sample_returns" / "units.csv"
    text = table.read_text(encoding="utf-8").replace(
        "Huyện Lắk,huyen,66,lanh-tho,,", "Huyện Lắk,huyen,66,lanh-tho,chua-co-hoi,"
    )
    table.write_text(text, encoding="utf-8")
    (office / "sample_returns/2024H1/2024H1_lak.xlsx").unlink()
    answer = said("validate", cwd=office, code=1)
    assert answer["missing"] == [
        {"unit": "Huyện Krông Năng", "state": "not_received"},
        {"unit": "Huyện Lắk", "state": "no_association"},
    ]


def test_validate_takes_files_and_folders_in_any_period(office: Path) -> None:
    answer = said("validate", "sample_returns/2023H1", KRONG_NANG, cwd=office)
    assert (answer["period"], answer["summary"]["files"], answer["summary"]["ok"]) == (None, 17, 17)
    assert {file["period"] for file in answer["files"]} == {"2023H1", "2024H1"}


def test_validate_says_that_a_file_lies_in_the_wrong_period(office: Path) -> None:
    answer = said("validate", "--period", "2024H1", "sample_returns/2023H1/2023H1_lak.xlsx", cwd=office, code=1)
    assert "KH707" in [finding["code"] for finding in answer["files"][0]["findings"]]


# --- aggregate


def test_aggregate_gives_the_published_totals(aggregated: dict[str, Any]) -> None:
    totals = aggregated["totals"]
    assert {code: Decimal(repr(totals[code]["value"])) for code in published("2024H1")} == published("2024H1")
    assert {code: Decimal(repr(totals[code]["previous"])) for code in published("2023H1")} == published("2023H1")
    assert (aggregated["expected"], aggregated["received"], aggregated["missing"]) == (16, 16, [])


def test_aggregate_keeps_its_contract(aggregated: dict[str, Any]) -> None:
    assert set(aggregated) == {
        *("schema", "period", "compared_with", "scope", "expected", "received", "missing", "totals", "ratios", "units"),
        *("leading", "lagging", "sources", "rebasing", "closed_at", "analysis"),
    }
    assert aggregated["schema"] == "khuyenhoc.figures/1"
    assert (aggregated["period"], aggregated["compared_with"]) == ("2024H1", "2023H1")
    assert aggregated["scope"] == "Tỉnh Đắk Lắk"
    total = aggregated["totals"]["HV01"]
    assert set(total) >= {
        *("label", "unit", "value", "previous", "delta", "delta_pct", "printed", "units", "like_for_like")
    }
    assert total["units"] == DISTRICTS
    assert (total["delta"], total["printed"], total["like_for_like"]) == (24239, "533.903", True)
    assert total["delta_pct"] == pytest.approx(4.756, abs=0.0005)
    ratio = aggregated["ratios"]["HV01/DS01"]
    assert set(ratio) >= {
        *("label", "value", "previous", "delta_points", "target", "printed", "numerator", "denominator")
    }
    assert (ratio["numerator"], ratio["denominator"], ratio["target"]) == (533903, 2026150, 25.0)
    assert {entry["state"] for entry in aggregated["units"]} == {"received"}
    assert set(aggregated["units"][0]) >= {"unit", "state", "values", "ratios", "rank"}


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("HV01/DS01", "26,35%"),
        ("CD02/CD01", "39,36%"),
        ("CD03/CD01", "26,54%"),
        ("GD02/GD01", "73,88%"),
        ("GD03/GD01", "58,65%"),
        ("DV02/DV01", "91,35%"),
        ("CX02/CX01", "86,66%"),
        ("Q01/DS01", "16.750"),
        ("TG02/TG01", "71,60%"),
        ("TG03/TG01", "49,81%"),
    ],
)
def test_aggregate_prints_the_published_ratios(aggregated: dict[str, Any], code: str, printed: str) -> None:
    assert aggregated["ratios"][code]["printed"] == printed


def test_aggregate_gives_the_published_changes(aggregated: dict[str, Any]) -> None:
    assert aggregated["ratios"]["HV01/DS01"]["delta_points"] == pytest.approx(0.9089, abs=0.00005)
    assert aggregated["ratios"]["HV01/DS01"]["value"] == pytest.approx(26.3506, abs=0.00005)
    assert round(aggregated["ratios"]["Q01/DS01"]["delta_points"]) == 1944
    assert aggregated["totals"]["Q01"]["delta"] == 4277.635
    assert aggregated["totals"]["Q01"]["delta_pct"] == pytest.approx(14.42, abs=0.005)


def test_ranks_are_of_districts_and_the_flags_of_fifteen(aggregated: dict[str, Any]) -> None:
    districts = [entry for entry in aggregated["units"] if not entry["unit"].startswith("Khối")]
    by_rank = sorted(districts, key=lambda entry: entry["rank"]["HV01/DS01"])
    by_ratio = sorted(districts, key=lambda entry: -entry["ratios"]["HV01/DS01"])
    assert [entry["unit"] for entry in by_rank] == [entry["unit"] for entry in by_ratio]
    assert sorted(entry["rank"]["HV01/DS01"] for entry in districts) == list(range(1, DISTRICTS + 1))
    printed = {code: aggregated["totals"][code]["printed"] for code in ("VB01", "VB02", "KT02")}
    assert printed == {"VB01": "14/15", "VB02": "12/15", "KT02": "15/15"}
    assert aggregated["lagging"]["VB01"] == ["Huyện Buôn Đôn"]
    assert set(aggregated["lagging"]["VB02"]) == {"Huyện Buôn Đôn", "Huyện Ea Súp", "Huyện Krông Năng"}


def test_aggregating_again_says_the_same_and_keeps_no_new_version(office: Path) -> None:
    def versions() -> list[tuple[object, ...]]:
        with sqlite3.connect(office / ".khuyenhoc" / "ledger.sqlite") as ledger:
            rows = ledger.execute(
                "SELECT period, unit, version, taken_in_at FROM submission ORDER BY 1, 2, 3"
            ).fetchall()
        ledger.close()
        return rows

    first = said("aggregate", "--period", "2024H1", cwd=office)
    held = versions()
    assert len(held) == 32
    assert said("aggregate", "--period", "2024H1", cwd=office) == first
    assert versions() == held


def test_a_missing_return_is_named_and_lowers_the_totals(office: Path, aggregated: dict[str, Any]) -> None:
    (office / KRONG_NANG).unlink()
    answer = said("aggregate", "--period", "2024H1", cwd=office, code=1)
    assert answer["missing"] == [{"unit": "Huyện Krông Năng", "state": "not_received"}]
    assert (answer["expected"], answer["received"]) == (16, 15)
    own = next(entry for entry in aggregated["units"] if entry["unit"] == "Huyện Krông Năng")["values"]["HV01"]
    total = answer["totals"]["HV01"]
    assert (total["value"], total["units"], total["like_for_like"]) == (533903 - own, 14, False)
    assert total["delta"] == total["value"] - total["previous"]
    assert "Huyện Krông Năng" in run("aggregate", "--period", "2024H1", cwd=office).stdout


def test_a_return_taken_out_after_it_was_taken_in_no_longer_counts_and_it_is_said(office: Path) -> None:
    said("aggregate", "--period", "2024H1", cwd=office)
    (office / KRONG_NANG).unlink()
    done = run("aggregate", "--period", "2024H1", cwd=office)
    assert done.returncode == 1
    assert "Huyện Krông Năng: tệp 2024H1/2024H1_krong-nang.xlsx đã nhận trước đây không còn" in done.stderr
    draft = json.loads(run("render", "--template", "soket", "--format", "json", cwd=office).stdout)
    assert draft["warnings"] == ["Số liệu chưa gồm 1 đơn vị: Huyện Krông Năng."]


def test_a_return_with_errors_is_rejected_until_somebody_accepts_it(office: Path) -> None:
    spoil(office / KRONG_NANG)
    done = run("aggregate", "--period", "2024H1", "--format", "json", cwd=office)
    assert done.returncode == 1
    assert json.loads(done.stdout)["missing"] == [{"unit": "Huyện Krông Năng", "state": "rejected"}]
    assert "2024H1_krong-nang.xlsx" in done.stderr
    assert "khuyenhoc validate" in done.stderr
    answer = said("aggregate", "--period", "2024H1", "--accept-errors", cwd=office)
    assert (answer["missing"], answer["totals"]["HV01"]["value"]) == ([], 533903)
    assert answer["totals"]["DS01"]["value"] < 2026150
    later = said("aggregate", "--period", "2024H1", cwd=office, code=1)
    assert later["missing"] == [{"unit": "Huyện Krông Năng", "state": "rejected"}], "accepted for that time only"


def test_proposals_are_accepted_by_name_and_each_is_said(office: Path) -> None:
    shutil.copy(SAMPLE / "faulty" / "KH201_so-ghi-dang-chu.xlsx", office / KRONG_NANG)
    refused = run("aggregate", "--period", "2024H1", "--by", "Nguyễn Thị Thử", cwd=office)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--accept-proposals" in refused.stderr
    done = run("aggregate", "--period", "2024H1", "--accept-proposals", "--by", "Nguyễn Thị Thử", cwd=office)
    assert done.returncode == 0
    assert "2024H1/2024H1_krong-nang.xlsx, Biểu 1!R16: “3.284” → 3284 (vì cùng kỳ là " in done.stderr
    assert "người chấp nhận: Nguyễn Thị Thử" in done.stderr
    answer = said("aggregate", "--period", "2024H1", cwd=office)
    assert (answer["received"], answer["totals"]["HV01"]["value"]) == (16, 533903), "accepted until the file changes"


def test_a_corrected_return_is_taken_in(office: Path) -> None:
    sound = (office / KRONG_NANG).read_bytes()
    spoil(office / KRONG_NANG)
    said("aggregate", "--period", "2024H1", cwd=office, code=1)
    (office / KRONG_NANG).write_bytes(sound)
    assert said("aggregate", "--period", "2024H1", cwd=office)["totals"]["DS01"]["value"] == 2026150


def test_a_district_as_scope(office: Path, aggregated: dict[str, Any]) -> None:
    answer = said("aggregate", "--period", "2024H1", "--scope", "krông năng", cwd=office)
    own = next(entry for entry in aggregated["units"] if entry["unit"] == "Huyện Krông Năng")
    assert answer["scope"] == "Huyện Krông Năng"
    assert answer["totals"]["HV01"]["value"] == own["values"]["HV01"]
    assert answer["totals"]["HV01"]["units"] == answer["totals"]["TC01"]["value"] == own["values"]["TC01"]


def test_a_draft_of_a_district_is_its_own_associations(office: Path) -> None:
    said("aggregate", "--period", "2024H1", cwd=office)
    whole = json.loads(run("render", "--template", "soket", "--format", "json", cwd=office).stdout)
    own = run("render", "--template", "soket", "--scope", "krông năng", "--format", "json", cwd=office)
    draft = Path(json.loads(own.stdout)["path"])
    assert (draft.name, Path(whole["path"]).name) == ("soket-2024H1-krong-nang.docx", "soket-2024H1.docx")
    text = "\n".join(body_paragraphs(draft.read_bytes()))
    assert "Hội Khuyến học huyện Krông Năng báo cáo kết quả" in text
    assert "38.190 người" in text
    assert "Hội Khuyến học tỉnh Đắk Lắk báo cáo" not in text


def test_csv_has_a_row_for_every_indicator(office: Path) -> None:
    done = run("aggregate", "--period", "2024H1", "--format", "csv", cwd=office)
    rows = list(csv.DictReader(done.stdout.removeprefix("\ufeff").splitlines()))
    assert len(rows) == 80
    assert {row["ma"]: row["tong"] for row in rows}["Q01"] == "33937.965"


def test_the_doctor_says_what_is_here_and_what_is_missing(
    office: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    done = run("doctor", cwd=office)
    assert done.returncode == 0
    lines = {line.partition(":")[0]: line for line in done.stdout.splitlines()}
    assert "81 chỉ tiêu, 26 tỷ lệ" in lines["[ đạt ] Bộ biểu"]
    assert "34 tỉnh, thành phố" in lines["[ đạt ] Danh mục đơn vị"]
    assert "Tỉnh Đắk Lắk, 103 đơn vị; 2023H1, 2024H1" in lines["[ đạt ] Nơi làm việc"]
    done = run("doctor", cwd=tmp_path_factory.mktemp("nowhere"), PATH="")
    assert done.returncode == 3
    assert "[thiếu] Nơi làm việc" in done.stdout
    assert "[thiếu] LibreOffice" in done.stdout
    assert "khuyenhoc init" in done.stdout


# --- what a person gets wrong


@pytest.mark.parametrize(
    ("arguments", "code", "hint"),
    [
        (["aggregate", "--period", "2024H3"], 2, "2024H1, 2024H2"),
        (["aggregate", "--period", "2022H1"], 2, "2023H1, 2024H1"),
        (["aggregate", "--period", "2024H1", "--scope", "Huyen Krong Nangg"], 2, "Huyện Krông Năng"),
        (["aggregate", "--period", "2024H1", "--scope", "Xã Ea Hồ"], 2, "không có đơn vị nào bên dưới"),
        (["render", "--template", "soket", "--pdf", "-o", "b.pdf"], 2, "--pdf"),
        (["aggregate", "--period", "2024H1", "--format", "json", "-o", "sample_returns"], 2, "thư mục"),
        (["aggregate", "--period", "2024H1", "--format", "pdf"], 2, "csv"),
        (["aggregate"], 2, "--period"),
        (["aggregate", "--perod", "2024H1"], 2, "--period"),
        (["validate", "nowhere.xlsx"], 2, "nowhere.xlsx"),
        (["validate", "--period", "hôm qua"], 2, "2024H1"),
        (["form", "--period", "2024H2", "--unit", "Huyện Không Có"], 2, "Huyện"),
        (["validat"], 2, "validate"),
        (["validate", "-w", "nowhere"], 3, "khuyenhoc init"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_answered_on_stderr_with_what_to_do(
    office: Path, arguments: list[str], code: int, hint: str
) -> None:
    done = run(*arguments, cwd=office)
    assert (done.returncode, done.stdout) == (code, "")
    assert hint in done.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("khuyenhoc.toml", b"[association"),
        ("khuyenhoc.toml", b"\xff\xfe\x00"),
        ("khuyenhoc.toml", b""),
        ("sample_returns/units.csv", b"ma,ten\n"),
        (".khuyenhoc/ledger.sqlite", b"not a database " * 100),
    ],
)
def test_a_workspace_that_cannot_be_used_ends_with_three(office: Path, name: str, content: bytes) -> None:
    path = office / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    done = run("aggregate", "--period", "2024H1", cwd=office)
    assert (done.returncode, done.stdout) == (3, "")
    assert path.name in done.stderr or "Danh sách đơn vị" in done.stderr
    assert path.read_bytes() == content


def test_no_workspace_at_all(tmp_path: Path) -> None:
    done = run("validate", cwd=tmp_path)
    assert done.returncode == 3
    assert "khuyenhoc init" in done.stderr


# --- output


def test_an_output_is_written_anew_but_never_over_a_persons_work(office: Path) -> None:
    target = office / "out" / "figures.json"
    arguments = ("aggregate", "--period", "2024H1", "--format", "json", "-o", target)
    assert run(*arguments, cwd=office).returncode == 0
    first = target.read_text(encoding="utf-8")
    assert json.loads(first)["totals"]["HV01"]["value"] == 533903
    assert run(*arguments, cwd=office).returncode == 0
    assert [path.name for path in target.parent.iterdir()] == ["figures.json"]
    target.write_text("đã sửa tay", encoding="utf-8")
    done = run(*arguments, cwd=office)
    assert target.read_text(encoding="utf-8") == "đã sửa tay"
    assert (target.parent / "figures-2.json").read_text(encoding="utf-8") == first
    assert "figures-2.json" in done.stderr
    assert sorted(path.name for path in target.parent.iterdir()) == ["figures-2.json", "figures.json"]


def test_nothing_but_text_where_nobody_watches(office: Path) -> None:
    spoil(office / KRONG_NANG)
    target = office / "out.txt"
    done = run("validate", cwd=office)
    assert "\x1b" not in done.stdout + done.stderr
    assert not re.search("\x1b\\[3", run("validate", cwd=office, NO_COLOR="1", FORCE_COLOR="1").stdout)
    run("validate", "-o", target, cwd=office)
    assert "\x1b" not in target.read_text(encoding="utf-8")


# --- form


def test_a_blank_return_filled_in_with_another_program_has_nothing_wrong(office: Path) -> None:
    done = run("form", "--period", "2024H2", "--unit", "Huyện Lắk", "-o", "gui-di", cwd=office)
    assert done.returncode == 0, done.stderr
    (path,) = (office / "gui-di").iterdir()
    assert path.name == "2024H2_lak.xlsx"
    blank = said("validate", path, cwd=office, code=1)
    assert {finding["code"] for finding in blank["files"][0]["findings"]} == {"KH110"}
    book = load_workbook(path)
    for number in range(1, 7):
        sheet = book[f"Biểu {number}"]
        codes = {cell.column: str(cell.value) for cell in sheet[7] if cell.value}
        for row in sheet.iter_rows(min_row=8):
            for cell in row:
                asked = cell.column in codes and not cell.protection.locked
                if asked:
                    is_flag = codes[cell.column] in {"VB01", "VB02", "VB03", "KT02"}
                    cell.value = "Có" if is_flag else 0
    book.save(path)
    answer = said("validate", path, cwd=office)
    (file,) = answer["files"]
    assert (file["status"], file["unit"], file["period"]) == ("ok", "Huyện Lắk", "2024H2")
    assert [finding["code"] for finding in file["findings"]] == ["KH304"]


def test_form_overwrites_nothing(office: Path) -> None:
    arguments = ("form", "--period", "2024H2", "-o", "gui-di")
    assert run(*arguments, cwd=office).returncode == 0
    assert len(list((office / "gui-di").iterdir())) == 16
    kept = office / "gui-di" / "2024H2_lak.xlsx"
    for path in (office / "gui-di").iterdir():
        if path != kept:
            path.unlink()
    before = kept.read_bytes()
    done = run(*arguments, cwd=office)
    assert (done.returncode, kept.read_bytes()) == (2, before)
    assert [path.name for path in (office / "gui-di").iterdir()] == [kept.name], "all or nothing"


# --- the faulty returns of the sample


def test_the_faulty_returns_have_exactly_the_faults_planted_in_them(office: Path) -> None:
    shutil.copytree(SAMPLE / "faulty", office / "sample_returns" / "faulty")
    with (SAMPLE / "faulty" / "expected.csv").open(encoding="utf-8-sig", newline="") as table:
        expected = {row.pop("file"): row for row in csv.DictReader(table)}
    answer = said("validate", "sample_returns/faulty", cwd=office, code=1)
    found = {
        Path(file["path"]).name: [
            {key: finding[key] or "" for key in ("code", "severity", "sheet", "cell", "proposed")}
            for finding in file["findings"]
        ]
        for file in answer["files"]
    }
    assert found == {name: [row] for name, row in expected.items()}
