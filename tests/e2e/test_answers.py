"""`validate` in every form it answers in, over a copy of the sample workspace."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from khuyenhoc_cli.output.validation import Validation
from khuyenhoc_cli.output.validation_page import validation_page
from tests.e2e.sample_office import lay_out
from tests.unit.output.test_validation_page import HOSTILE, PERIOD, hostile_file

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_returns"
FAULTY = ("KH201_so-ghi-dang-chu.xlsx", "KH501_gap-muoi-cung-ky.xlsx", "KH103_tai-chua-het.xlsx")


def validate(*arguments: object, cwd: Path, code: int = 1) -> subprocess.CompletedProcess[str]:
    """The finished command."""
    command = [sys.executable, "-m", "khuyenhoc_cli", "validate", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def furnish(folder: Path) -> Path:
    """The sample, where Krông Năng and Cư M'gar sent faulty files, one file is nobody's, and Lắk sent nothing."""
    returns = folder / "sample_returns"
    lay_out(folder, "2023H1", "2024H1")
    for name in ("krong-nang", "cu-mgar", "lak"):
        (returns / "2024H1" / f"2024H1_{name}.xlsx").unlink()
    for name in FAULTY:
        shutil.copy(SAMPLE / "faulty" / name, returns / "2024H1")
    return folder


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office of its own for a test that writes."""
    return furnish(tmp_path)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the period, once for all who only read it."""
    folder = furnish(tmp_path_factory.mktemp("office"))
    validate("--format", "html", "-o", "ket-qua.html", cwd=folder)
    return folder / "ket-qua.html"


def test_replies_to_those_concerned_and_to_nobody_else(office: Path) -> None:
    done = validate("--replies", "thu", cwd=office)
    names = {path.name for path in (office / "thu").iterdir()}
    assert names == {f"{unit}.{ending}" for unit in ("krong-nang", "cu-mgar", "lak") for ending in ("txt", "docx")}
    assert f"Đã ghi thư trả lời 2 đơn vị, thư nhắc 1 đơn vị chưa gửi, vào {office / 'thu'}." in done.stderr
    assert "Chưa rõ 2024H1/KH103_tai-chua-het.xlsx là của đơn vị nào" in done.stderr
    own = (office / "thu" / "krong-nang.txt").read_text(encoding="utf-8")
    assert "ô R16 ghi “3.284” (có phải là 3284?)" in own
    assert "Cư M'gar" not in own
    assert "trong thời gian sớm nhất" in own  # the deadline of June 2024 has passed


def test_a_deadline_ahead_is_named(office: Path) -> None:
    config = office / "khuyenhoc.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("2024-06-05", "2099-06-05"), encoding="utf-8")
    validate("--replies", "thu", "--format", "json", cwd=office)
    assert "chậm nhất ngày 05/6/2099" in (office / "thu" / "lak.txt").read_text(encoding="utf-8")


def test_a_reply_somebody_edited_is_kept(office: Path) -> None:
    validate("--replies", "thu", cwd=office)
    edited = office / "thu" / "lak.txt"
    edited.write_text("Kính gửi anh chị, em nhắc nhẹ ạ.", encoding="utf-8")
    done = validate("--replies", "thu", cwd=office)
    assert edited.read_text(encoding="utf-8") == "Kính gửi anh chị, em nhắc nhẹ ạ."
    assert (office / "thu" / "lak-2.txt").exists()
    assert f"{Path('thu') / 'lak.txt'} đã được sửa tay nên giữ nguyên" in done.stderr
    assert not (office / "thu" / "krong-nang-2.docx").exists()


def test_letters_that_are_not_needed_any_more_are_named(office: Path) -> None:
    validate("--replies", "thu", cwd=office)
    (office / "sample_returns" / "2024H1" / FAULTY[0]).unlink()
    shutil.copy(SAMPLE / "2024H1" / "2024H1_krong-nang.xlsx", office / "sample_returns" / "2024H1")
    done = validate("--replies", "thu", cwd=office)
    assert "Thư cũ không còn cần gửi, vẫn nằm trong thư mục ấy: krong-nang.docx." in done.stderr


def test_nothing_to_answer(office: Path) -> None:
    sound = "sample_returns/2024H1/2024H1_ea-kar.xlsx"
    done = validate(sound, "--replies", "thu", cwd=office, code=0)
    assert "Không đơn vị nào cần thư trả lời." in done.stderr
    assert not (office / "thu").exists()


def test_a_file_in_the_folders_place(office: Path) -> None:
    done = validate("--replies", "khuyenhoc.toml", cwd=office, code=2)
    assert "là một tệp, không phải thư mục" in done.stderr


# --- the page, opened in a browser


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
in_browser = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
_SWITCHES = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync")


def opened_page(page: Path, fragment: str, profile: Path) -> Any:
    """The document as it stands once its script has run."""
    address = f"{page.as_uri()}#{fragment}"
    command = [str(CHROMIUM), *_SWITCHES, *_QUIET, f"--user-data-dir={profile}", "--dump-dom", address]
    done = subprocess.run(command, capture_output=True, timeout=60, check=True)
    return html.document_fromstring(done.stdout.decode("utf-8"))


def shown_rows(document: Any) -> list[tuple[str, str]]:
    """Code and sheet of each row that is not hidden, in sections that are not."""
    rows = document.xpath("//section[@class='tep'][not(@hidden)]//tbody/tr[not(@hidden)]")
    return [(row.get("data-ma"), row.get("data-trang")) for row in rows]


def test_the_page_goes_to_a_file_or_to_standard_output(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert validate("--format", "html", cwd=page.parent).stdout == text
    assert html.document_fromstring(text).xpath("//tbody/tr[@data-ma='KH501']")
    assert html.document_fromstring(text).xpath("//section[@id='thieu']//li/text()") == ["Huyện Lắk: chưa nhận được"]


ALL = [("KH103", ""), ("KH201", "Biểu 1"), ("KH501", "Biểu 4")]
NO_FILE, TEXT, HISTORY = ([row] for row in ALL)


@pytest.mark.browser
@in_browser
@pytest.mark.parametrize(
    ("fragment", "rows", "said"),
    [
        ("", ALL, "Đang hiện 3 trong 3 điều (2 lỗi, 1 cảnh báo) ở 3 tệp."),
        ("muc=error&don-vi=krong-nang", TEXT, "Đang hiện 1 trong 3 điều (1 lỗi) ở 1 tệp."),
        ("trang=Bi%E1%BB%83u+4", HISTORY, "Đang hiện 1 trong 3 điều (1 cảnh báo) ở 1 tệp."),
        ("tim=KHEN+cu+mgar", HISTORY, "Đang hiện 1 trong 3 điều (1 cảnh báo) ở 1 tệp."),
        ("tim=khen+krong+nang", [], "Đang hiện 0 trong 3 điều."),
        ("muc=khong-co&ma=KH103", NO_FILE, "Đang hiện 1 trong 3 điều (1 lỗi) ở 1 tệp."),
    ],
)
def test_a_link_opens_the_page_filtered(
    page: Path, tmp_path: Path, fragment: str, rows: list[tuple[str, str]], said: str
) -> None:
    document = opened_page(page, fragment, tmp_path / "profile")
    assert shown_rows(document) == rows
    assert document.get_element_by_id("dem").text_content() == said


@pytest.mark.browser
@in_browser
def test_no_text_from_a_file_becomes_an_element_or_runs(tmp_path: Path) -> None:
    files = tuple(map(hostile_file, HOSTILE))
    page = tmp_path / "ket-qua.html"
    page.write_text(validation_page(Validation(PERIOD, files), "vi"), encoding="utf-8")
    document = opened_page(page, "", tmp_path / "profile")
    assert len(shown_rows(document)) == len(HOSTILE)
    assert document.findtext(".//title") == "Kết quả kiểm tra báo cáo 6 tháng đầu năm 2024"
    assert len(document.xpath("//script")) == len(document.xpath("//style")) == 1
    assert not document.xpath("//img | //b | //i")
    assert not [name for element in document.iter() for name in element.attrib if name.startswith("on")]


def with_script(page: Path, script: str, *, policy: bool) -> Path:
    """A copy of the page with a foreign script at its end, and with or without the policy that shall stop it."""
    text = page.read_text(encoding="utf-8").replace("</body>", f"<script>{script}</script></body>")
    copy = page.with_name("ban-sao.html")
    copy.write_text(text if policy else text.replace("Content-Security-Policy", "x"), encoding="utf-8")
    return copy


@pytest.mark.browser
@in_browser
def test_a_choice_stands_in_the_address(page: Path, tmp_path: Path) -> None:
    choose = (
        "const chosen = document.querySelector('select[name=muc]'); chosen.value = 'warning';"
        "chosen.dispatchEvent(new Event('change', {bubbles: true})); document.title = location.hash;"
    )
    document = opened_page(with_script(page, choose, policy=False), "ma=KH501", tmp_path / "profile")
    assert document.findtext(".//title") == "#muc=warning&ma=KH501"


@pytest.mark.browser
@in_browser
def test_the_policy_stops_a_foreign_script(page: Path, tmp_path: Path) -> None:
    document = opened_page(
        with_script(page, "document.title = 'bi-chay'", policy=True), "ma=KH501", tmp_path / "profile"
    )
    assert document.findtext(".//title") == "Kết quả kiểm tra báo cáo 6 tháng đầu năm 2024"
    assert shown_rows(document) == HISTORY
