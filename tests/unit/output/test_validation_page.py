"""The page: whole by itself, with every text from a file as text and nothing else."""

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import pytest
from lxml import html

from khuyenhoc_cli.checks.inbox import FileCheck
from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.output.validation import Validation
from khuyenhoc_cli.output.validation_page import validation_page
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit

PERIOD = Period.parse("2024H1")
HILL, NAMESAKE = Unit("902", "Huyện Đồi Thử", "huyen"), Unit("903", "Thị xã Đồi Thử", "huyen")
RIVER = Unit("904", "Huyện Sông Thử", "huyen")
TEXT = Finding(
    "KH201", CellRef("Biểu 1", "D9"), "HV01", "Xã Hồ Sen", "12.345", "12345", detail={"label": "Tổng số hội viên"}
)
TOTALS = Finding("KH304", CellRef("Biểu 2", "D20"), also=(CellRef("Biểu 2", "E20"),), detail={"count": 2})
HOSTILE = (
    "<script>document.title='bi-chay'</script>",
    "</script><script>document.title='bi-chay'</script>",
    "</style></table></main><img src=x onerror=\"document.title='bi-chay'\">",
    '" onmouseover="document.title=\'bi-chay\'" x="',
    "' autofocus onfocus='document.title=1",
    "&lt;b&gt; &amp; &#60;i&#62; <!-- ",
    "a\x00b\x1bc\ud800d\u202ee",
    "{{ 7 * 7 }}{% endfor %}",
)


def checked(*findings: Finding, unit: Unit | None = HILL, path: str = "2024H1/doi-thu.xlsx") -> FileCheck:
    return FileCheck(PurePath(path), "0" * 64, None, unit, PERIOD, findings)


def hostile_file(text: str) -> FileCheck:
    """A file whose every text from outside is the given one."""
    finding = Finding(
        "KH201",
        CellRef(text, text),
        unit=text,
        found=text,
        proposed=text,
        also=(CellRef(text, text),),
        because={"vi": text, "en": text},
        skipped=(text,),
        detail={"label": text},
    )
    return checked(finding, unit=Unit("905", text, "huyen"), path=text)


def page_of(*files: FileCheck, missing: tuple[tuple[Unit, State], ...] = ()) -> str:
    return validation_page(Validation(PERIOD, files, missing), "vi")


def parsed(page: str) -> Any:
    return html.document_fromstring(page)


def options(page: str, name: str) -> dict[str, str]:
    return {o.get("value"): o.text for o in parsed(page).xpath(f"//select[@name='{name}']/option") if o.get("value")}


def test_each_finding_with_all_that_is_known_of_it() -> None:
    reasoned = replace(TEXT, because={"vi": "các phần cộng lại bằng số này"}, skipped=("cộng dòng", "so cùng kỳ"))
    (row,) = parsed(page_of(checked(reasoned))).xpath("//tbody/tr")
    assert [" ".join(cell.text_content().split()) for cell in row] == [
        *("Lỗi", "KH201", "Biểu 1", "D9", "Xã Hồ Sen"),
        "Tổng số hội viên phải là số, ô lại chứa chữ “12.345”.",
        "Có phải ý là 12345 (các phần cộng lại bằng số này)? Gõ lại bằng chữ số, không dấu chấm ngăn nghìn, không kèm "
        "đơn vị. "
        "Chưa kiểm tra được: cộng dòng; so cùng kỳ.",
        "12345 các phần cộng lại bằng số này",
    ]
    assert row.xpath(".//abbr/@title") == ["Số ghi dạng chữ"]


def test_units_without_a_return_and_files_without_findings() -> None:
    sound = checked(unit=RIVER, path="2024H1/song-thu.xlsx")
    page = parsed(page_of(checked(TOTALS), sound, missing=((NAMESAKE, State.NOT_RECEIVED),)))
    assert page.xpath("//section[@id='thieu']//li/text()") == ["Thị xã Đồi Thử: chưa nhận được"]
    assert page.xpath("//details//li/text()") == ["2024H1/song-thu.xlsx · Huyện Sông Thử"]


def test_what_there_is_to_filter_by() -> None:
    page = page_of(checked(TEXT, TOTALS), *(checked(TEXT, unit=unit) for unit in (NAMESAKE, RIVER, None)))
    assert options(page, "muc") == {"error": "Lỗi", "info": "Ghi chú"}
    assert options(page, "don-vi") == {
        "chua-ro": "chưa rõ đơn vị",
        "doi-thu-902": "Huyện Đồi Thử",
        "song-thu": "Huyện Sông Thử",
        "doi-thu-903": "Thị xã Đồi Thử",
    }
    assert options(page, "ma") == {"KH201": "KH201 · Số ghi dạng chữ", "KH304": "KH304 · Tổng chưa được tính"}
    assert options(page, "trang") == {"Biểu 1": "Biểu 1", "Biểu 2": "Biểu 2"}


def test_every_control_has_a_name() -> None:
    page = parsed(page_of(checked(TEXT)))
    assert all(control.xpath("ancestor::label") for control in page.xpath("//select | //input"))
    assert all(button.text_content().strip() for button in page.xpath("//button"))
    assert page.get("lang") == "vi"


def test_the_page_asks_the_network_for_nothing() -> None:
    page = page_of(checked(TEXT))
    assert not parsed(page).xpath("//@src | //@href | //link | //iframe | //object | //form")
    assert "url(" not in page
    assert "@import" not in page
    assert "http://" not in page
    assert "https://" not in page


def test_only_the_pages_own_script_and_style_may_run() -> None:
    page = page_of(*map(hostile_file, HOSTILE))
    policy = parsed(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not parsed(page).xpath("//@style")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    harmless = parsed(page_of(hostile_file("chữ thường")))
    page = page_of(hostile_file(text))
    assert [element.tag for element in parsed(page).iter()] == [element.tag for element in harmless.iter()]
    assert not [name for element in parsed(page).iter() for name in element.attrib if name.startswith("on")]
    page.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    shown = parsed(page).xpath("//tbody/tr/td[3]")[0].text
    assert shown == re.sub("[\x00\x1b\ud800\u202e]", "", text)
