"""`aggregate` in every form it answers in, over a copy of the sample workspace, with one return missing."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import html
from openpyxl import load_workbook

from tests.e2e.sample_office import lay_out

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_returns"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
in_browser = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
_SWITCHES = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync")


def aggregate(*arguments: object, cwd: Path, code: int = 1) -> subprocess.CompletedProcess[str]:
    """The finished command; exit code 1 because of the missing return."""
    command = [sys.executable, "-m", "khuyenhoc_cli", "aggregate", "--period", "2024H1", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample workspace in which Lắk has not reported."""
    folder = tmp_path_factory.mktemp("office")
    lay_out(folder, "2023H1", "2024H1")
    (folder / "sample_returns" / "2024H1" / "2024H1_lak.xlsx").unlink()
    return folder


@pytest.fixture(scope="module")
def said(office: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(aggregate("--format", "json", cwd=office).stdout)
    return answer


def test_json_keeps_its_contract_and_names_what_is_lacking(said: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "schemas" / "output" / "figures.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(said, schema)
    assert said["totals"]["HV01"]["coverage"] == "(14/15 đơn vị; thiếu huyện Lắk)"
    assert said["ratios"]["HV01/DS01"]["coverage"] == "(14/15 đơn vị; thiếu huyện Lắk)"
    assert (said["sources"], said["rebasing"], said["closed_at"]) == ([], None, None)
    assert {unit["unit"]: (unit["predecessors"], unit["estimated"]) for unit in said["units"]}["Huyện Lắk"] == ([], [])


def test_the_table_says_what_is_lacking_once(office: Path) -> None:
    shown = " ".join(aggregate(cwd=office).stdout.split())
    assert shown.count("Tất cả chỉ tiêu: chưa đủ đơn vị (14/15 đơn vị; thiếu huyện Lắk).") == 1
    assert "Mức tăng, giảm so với 6 tháng đầu năm 2023 chỉ tính trên các đơn vị có số liệu ở cả hai kỳ." in shown


def test_csv_says_over_how_many_units_a_total_is(office: Path, said: dict[str, Any]) -> None:
    text = aggregate("--format", "csv", cwd=office).stdout.removeprefix("\ufeff")
    rows = {row["ma"]: row for row in csv.DictReader(io.StringIO(text))}
    members = rows["HV01"]
    assert int(members["tong"]) == said["totals"]["HV01"]["value"]
    assert int(members["tang_giam"]) == said["totals"]["HV01"]["delta"]
    assert (members["so_don_vi"], members["phai_bao_cao"]) == ("14", "15")
    assert members["ghi_chu"] == "(14/15 đơn vị; thiếu huyện Lắk)"


# --- the workbook


def test_the_workbook_goes_to_out_and_its_path_is_printed(office: Path, said: dict[str, Any]) -> None:
    path = Path(aggregate("--format", "xlsx", cwd=office).stdout.strip())
    assert path.relative_to(office) == Path("out/tong-hop-2024H1.xlsx")
    book = load_workbook(path, data_only=True)
    sheet = book["PL I.2"]
    assert sheet["A1"].value == "Hội Khuyến học tỉnh Đắk Lắk"
    total = next(row for row in range(9, 40) if sheet.cell(row, 2).value == "Tổng cộng (*)")
    assert sheet.cell(total, 4).value == said["totals"]["HV01"]["value"]
    assert sheet.cell(total + 2, 4).value == said["totals"]["HV01"]["delta"]
    below = [str(sheet.cell(row, 1).value) for row in range(total + 3, total + 10)]
    assert "(*) Tất cả chỉ tiêu: chưa đủ đơn vị (14/15 đơn vị; thiếu huyện Lắk)." in below
    assert "Chưa gửi báo cáo: huyện Lắk." in below


def test_a_workbook_of_a_unit_below_bears_its_name(office: Path) -> None:
    done = aggregate("--format", "xlsx", "--scope", "Huyện Krông Năng", cwd=office, code=0)
    path = Path(done.stdout.strip())
    assert path.name == "tong-hop-2024H1-krong-nang.xlsx"
    assert load_workbook(path)["PL II"]["A1"].value == "Hội Khuyến học huyện Krông Năng"


def test_a_workbook_that_somebody_has_edited_is_left_alone(office: Path) -> None:
    wanted = office / "gui" / "tong-hop.xlsx"
    assert aggregate("--format", "xlsx", "-o", wanted, cwd=office).stdout.strip() == str(wanted)
    book = load_workbook(wanted)
    book["PL I.2"]["A30"].value = "Ghi chú của văn phòng"
    book.save(wanted)
    edited = wanted.read_bytes()
    done = aggregate("--format", "xlsx", "-o", wanted, cwd=office)
    assert done.stdout.strip() == str(wanted.with_name("tong-hop-2.xlsx"))
    assert "đã được sửa tay nên giữ nguyên" in done.stderr
    assert wanted.read_bytes() == edited


def test_a_workbook_under_another_ending_is_refused(office: Path) -> None:
    done = aggregate("--format", "xlsx", "-o", "tong-hop.csv", cwd=office, code=2)
    assert "phải kết thúc bằng .xlsx" in done.stderr
    assert not (office / "tong-hop.csv").exists()


# --- the page, opened in a browser


@pytest.fixture(scope="module")
def page(office: Path) -> Path:
    aggregate("--format", "html", "-o", "tong-hop.html", cwd=office)
    return office / "tong-hop.html"


def opened(page: Path, profile: Path, fragment: str = "", script: str = "") -> Any:
    """The document once its own script has run, and then another one that stands in for a person's hands."""
    if script:
        text = page.read_text(encoding="utf-8").replace("Content-Security-Policy", "x")
        page = page.with_name("ban-sao.html")
        page.write_text(text.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    address = page.as_uri() + (f"#{fragment}" if fragment else "")
    command = [str(CHROMIUM), *_SWITCHES, *_QUIET, f"--user-data-dir={profile}", "--dump-dom", address]
    done = subprocess.run(command, capture_output=True, timeout=60, check=True)
    return html.document_fromstring(done.stdout.decode("utf-8"))


def names_in(document: Any, table: str) -> list[str]:
    """The units in a table that are not hidden, from top to bottom."""
    path = f"//section[@aria-labelledby='{table}-ten']//tbody/tr[not(@hidden)]/th"
    return [cell.text_content().strip() for cell in document.xpath(path)]


PRESS = """
const headings = [...document.querySelectorAll("[aria-labelledby='hoi-vien-ten'] table th[data-xep]")];
const heading = headings.find((each) => each.textContent.trim() === "%s");
for (let times = 0; times < %d; times += 1) { heading.querySelector("button").focus(); document.activeElement.click(); }
"""


@pytest.mark.browser
@in_browser
@pytest.mark.parametrize(("presses", "sort"), [(1, "descending"), (2, "ascending"), (3, "descending")])
def test_a_heading_sorts_by_the_exact_ratio_with_the_unknown_last(
    page: Path, said: dict[str, Any], tmp_path: Path, presses: int, sort: str
) -> None:
    document = opened(page, tmp_path / "profile", script=PRESS % ("Tỷ lệ trên dân số", presses))
    shares = {unit["unit"]: unit["ratios"].get("HV01/DS01") for unit in said["units"]}
    known = sorted(
        (name for name, share in shares.items() if share is not None),
        key=lambda name: shares[name],
        reverse=sort == "descending",
    )
    shown = names_in(document, "hoi-vien")
    assert shown[: len(known)] == known
    assert set(shown[len(known) :]) == {"Huyện Lắk", "Khối trực thuộc Tỉnh hội"}
    sorted_by = document.xpath("//section[@aria-labelledby='hoi-vien-ten']//th[@aria-sort]")
    assert [(cell.text_content(), cell.get("aria-sort")) for cell in sorted_by] == [("Tỷ lệ trên dân số", sort)]
    (whole,) = document.xpath("//section[@aria-labelledby='hoi-vien-ten']//tfoot/tr[1]/td[2]")
    assert whole.text_content() == said["totals"]["HV01"]["printed"]


@pytest.mark.browser
@in_browser
def test_numbers_sort_as_numbers_and_names_come_back(page: Path, said: dict[str, Any], tmp_path: Path) -> None:
    document = opened(page, tmp_path / "profile", script=PRESS % ("Kết nạp mới trong kỳ", 1))
    fresh = {unit["unit"]: unit["values"].get("HV03", -1) for unit in said["units"]}
    assert names_in(document, "hoi-vien") == sorted(fresh, key=lambda name: -fresh[name])
    again = PRESS % ("Kết nạp mới trong kỳ", 1) + "{" + PRESS % ("Đơn vị", 1) + "}"
    first = names_in(opened(page, tmp_path / "other"), "hoi-vien")
    assert names_in(opened(page, tmp_path / "profile", script=again), "hoi-vien") == first


@pytest.mark.browser
@in_browser
@pytest.mark.parametrize(
    ("fragment", "names", "said_so"),
    [
        ("tim=cu+MGAR", ["Huyện Cư M'gar"], "Đang hiện 1 trong 16 đơn vị; các hàng tổng vẫn tính trên mọi đơn vị."),
        ("tim=bu%C3%B4n+h", ["Huyện Buôn Đôn", "Thành phố Buôn Ma Thuột", "Thị xã Buôn Hồ"], None),
        ("tim=khong-co", [], "Đang hiện 0 trong 16 đơn vị; các hàng tổng vẫn tính trên mọi đơn vị."),
    ],
)
def test_a_link_opens_the_page_with_the_units_it_looks_for(
    page: Path, tmp_path: Path, fragment: str, names: list[str], said_so: str | None
) -> None:
    document = opened(page, tmp_path / "profile", fragment)
    assert names_in(document, "hoi-vien") == names_in(document, "trung-tam") == names
    if said_so:
        assert document.get_element_by_id("dem").text_content() == said_so


def test_without_its_script_the_page_still_shows_everything(page: Path) -> None:
    document = html.document_fromstring(page.read_text(encoding="utf-8"))
    assert len(names_in(document, "hoi-vien")) == 16
    assert document.get_element_by_id("dem").text_content() == "16 đơn vị."
    assert not document.xpath("//thead//button")
    assert document.get_element_by_id("loc").get("hidden") is not None


@pytest.mark.browser
@in_browser
def test_the_policy_stops_a_foreign_script(page: Path, tmp_path: Path) -> None:
    copy = page.with_name("la.html")
    text = page.read_text(encoding="utf-8")
    copy.write_text(text.replace("</body>", "<script>document.title = 'bi-chay'</script></body>"), encoding="utf-8")
    document = opened(copy, tmp_path / "profile")
    assert document.findtext(".//title").startswith("Tổng hợp số liệu")
    assert document.xpath("//thead//button"), "its own script has run"
