"""The page of figures: whole by itself, exact to sort by, every text as text."""

import base64
import hashlib
import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from lxml import html

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.output.figures_page import figures_page
from khuyenhoc_cli.text.names import sort_key
from tests.unit.output.figure_cases import across_the_reform, old_report, plain, put_together
from tests.unit.output.test_validation_page import HOSTILE

COMPLETE, GAPS, REFORM = plain(1), plain(3, 0.45), across_the_reform(5)
CASES = {"complete": COMPLETE, "gaps": GAPS, "reform": REFORM, "halves": put_together(7, 0.1), "old": old_report()}


def parsed(figures: Figures, association: str = "Hội Khuyến học tỉnh Thử") -> Any:
    return html.document_fromstring(figures_page(figures, association))


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def column(page: Any, table: str, heading: str) -> list[tuple[str, str | None]]:
    """What the cells of a column show and sort by, row by row."""
    (found,) = page.xpath(f"//section[@aria-labelledby='{table}-ten']//table")
    headings = [text_of(cell) for cell in found.xpath("./thead/tr[2]/th")]
    cells = found.xpath(f"./tbody/tr/td[{headings.index(heading) + 1}]")
    return [(text_of(cell), cell.get("data-so")) for cell in cells]


def test_units_stand_in_vietnamese_order_in_every_table() -> None:
    names = sorted((entry.unit.name for entry in COMPLETE.units), key=sort_key)
    tables = parsed(COMPLETE).xpath("//table[contains(@class, 'don-vi')]")
    assert len(tables) == 10
    for table in tables:
        assert [text_of(cell) for cell in table.xpath("./tbody/tr/th")] == names
        assert [cell.get("data-so") for cell in table.xpath("./tbody/tr/th")] == [str(n + 1) for n in range(len(names))]


def test_cells_sort_by_the_exact_value_and_the_unknown_by_none() -> None:
    close = [Fraction(250_001, 10_000), Fraction(250_002, 10_000), Fraction(250_002, 10_000)]
    units = tuple(
        replace(entry, ratios={"HV01/DS01": value}) for entry, value in zip(COMPLETE.units, close, strict=False)
    )
    found = column(parsed(replace(COMPLETE, units=(*units, *COMPLETE.units[3:]))), "hoi-vien", "Tỷ lệ trên dân số")
    by_name = dict(zip(sorted((u.unit.name for u in COMPLETE.units), key=sort_key), found, strict=True))
    shown = [by_name[entry.unit.name] for entry in units]
    assert [text.split(" ")[0] for text, _ in shown] == ["25,00%"] * 3
    assert shown[1][1] == shown[2][1] == str(int(str(shown[0][1])) + 1)
    assert by_name["=1+1"] == ("–", None)
    assert by_name["Khối trực thuộc Tỉnh hội"] == ("–", None)


def test_a_unit_has_its_rank_beside_its_ratio() -> None:
    ranked = {entry.unit.name: entry.ranks.get("HV01/DS01") for entry in COMPLETE.units}
    names = sorted(ranked, key=sort_key)
    for name, (text, _) in zip(names, column(parsed(COMPLETE), "hoi-vien", "Tỷ lệ trên dân số"), strict=True):
        assert text.endswith(f"hạng {ranked[name]}") if ranked[name] else "hạng" not in text


def test_the_whole_stands_below_the_units() -> None:
    (table,) = parsed(COMPLETE).xpath("//section[@aria-labelledby='hoi-vien-ten']//table")
    feet = {text_of(row[0]): [text_of(cell) for cell in row[1:]] for row in table.xpath("./tfoot/tr")}
    total = COMPLETE.totals["HV01"]
    assert total.value is not None
    assert total.previous is not None
    assert feet["Tổng cộng"][1] == total.indicator.printed(total.value)
    assert feet["Cùng kỳ"][1] == total.indicator.printed(total.previous)
    assert feet["Tăng (+), giảm (-)"][1].lstrip("+-") == total.indicator.printed(abs(total.value - total.previous))


def test_what_belongs_to_no_unit_alone_stands_between_the_units_and_the_whole() -> None:
    (table,) = parsed(plain(4, own=True)).xpath("//section[@aria-labelledby='khac-0-ten']//table")
    headings = [text_of(cell) for cell in table.xpath("./thead/tr[2]/th")]
    feet = [[text_of(cell) for cell in row] for row in table.xpath("./tfoot/tr")]
    assert [row[0] for row in feet] == ["Không của riêng đơn vị nào", "Tổng cộng", "Cùng kỳ", "Tăng (+), giảm (-)"]
    assert feet[0][1 + headings.index("Cuộc kiểm tra")] == "7"
    assert feet[0][1 + headings.index("Giấy khen")] == ""


def test_missing_units_and_remarks_stand_at_the_top() -> None:
    notes = [text_of(item) for item in parsed(GAPS).xpath("//header//li")]
    assert "Chưa thành lập Hội Khuyến học: =1+1." in notes
    assert any("chưa đủ đơn vị (" in note for note in notes)
    reform = [text_of(item) for item in parsed(REFORM).xpath("//header//li")]
    assert any(note.startswith("Số cùng kỳ (6 tháng đầu năm 2025) thu thập theo") for note in reform)
    assert any("được chia theo dân số" in note for note in reform)


def test_changes_against_estimates_are_marked() -> None:
    marked = [text for text, _ in column(parsed(REFORM), "hoi-vien", "Tăng (+), giảm (-)") if text.endswith("*")]
    estimated = [u for u in REFORM.units if "HV01" in u.estimated and u.delta("HV01") is not None]
    assert len(marked) == len(estimated) > 0


def test_units_say_what_they_were_made_of() -> None:
    rows = parsed(REFORM).xpath("//section[@aria-labelledby='tinh-hinh-ten']//tbody/tr")
    said = {text_of(row[0]): text_of(row[3]) for row in rows}
    assert said["Xã Mới 1"] == "Xã Cũ 11, Xã Cũ 12"


@pytest.mark.parametrize("case", CASES)
def test_charts_have_a_name_and_say_their_numbers(case: str) -> None:
    for chart in parsed(CASES[case]).xpath("//*[name()='svg']"):
        title, description = (chart.xpath(f"./*[name()='{name}']")[0] for name in ("title", "desc"))
        assert chart.get("role") == "img"
        assert chart.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
        bars = chart.xpath(".//*[name()='rect']/*[name()='title']")
        assert bars
        assert all(text_of(bar).replace(": ", " ") in text_of(description) for bar in bars)
        widths = [float(rect.get("width")) for rect in chart.xpath(".//*[name()='rect']")]
        assert all(0 <= width <= 480 - 150 - 62 for width in widths)


def test_the_charts_bars_are_as_long_as_their_values() -> None:
    (chart,) = parsed(COMPLETE).xpath("//*[name()='svg'][.//*[@id='ty-le-hoi-vien-ten']]")
    bars = {
        text_of(rect[0]).split(": ")[0]: (rect.get("class"), float(rect.get("width")))
        for rect in chart.xpath(".//*[name()='rect']")
    }
    shares = {u.unit.name: u.ratios["HV01/DS01"] for u in COMPLETE.units if "HV01/DS01" in u.ranks}
    longest = max(*shares.values(), Fraction(25))
    assert bars.keys() == shares.keys()
    for name, value in shares.items():
        kind, width = bars[name]
        assert kind == ("dat" if value >= 25 else "thap")
        assert abs(width - float(value / longest) * 268) <= 0.11


def test_the_page_asks_the_network_for_nothing() -> None:
    page = figures_page(GAPS, "Hội")
    document = html.document_fromstring(page)
    assert not document.xpath("//@src | //link | //iframe | //object | //form | //@style")
    assert {link[0] for link in document.xpath("//@href")} == {"#"}
    assert not re.search(r"url\(|@import|https?://", page)


def test_only_the_pages_own_script_and_style_may_run() -> None:
    page = figures_page(COMPLETE, "Hội")
    policy = html.document_fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_becomes_markup(text: str) -> None:
    def named(name: str) -> Figures:
        units = tuple(replace(u, unit=replace(u.unit, name=name), predecessors=(name,)) for u in COMPLETE.units)
        return replace(COMPLETE, units=units, scope=replace(COMPLETE.scope, name=name))

    harmless, page = parsed(named("chữ thường"), "chữ thường"), parsed(named(text), text)
    assert [element.tag for element in page.iter()] == [element.tag for element in harmless.iter()]
    assert not [name for element in page.iter() for name in element.attrib if str(name).startswith("on")]


def test_every_anchor_leads_somewhere_and_every_control_has_a_name() -> None:
    page = parsed(GAPS)
    targets = set(page.xpath("//@id"))
    assert {link[1:] for link in page.xpath("//@href")} <= targets
    assert len(page.xpath("//@id")) == len(targets)
    assert all(name in targets for names in page.xpath("//@aria-labelledby") for name in names.split())
    assert all(control.xpath("ancestor::label") for control in page.xpath("//input"))
    assert all(text_of(button) for button in page.xpath("//button"))
    assert page.get("lang") == "vi"
    assert all(text_of(heading) for heading in page.xpath("//th[@data-xep]"))
