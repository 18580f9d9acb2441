"""The report `kl49` as a whole: six invented years, a single one, and the edges of figures."""

import re
from collections.abc import Callable
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from zipfile import ZipFile

import pytest
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.figures.earlier import Earlier
from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.figures.series import series_of
from khuyenhoc_cli.forms.narrative import REPORT_SECTIONS
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.render import Report, render_report
from khuyenhoc_cli.report.years import NO_YEARS, Years
from templates.build.__main__ import FOLDER
from tests.unit.report.daklak import CONFIG, UNITS
from tests.unit.report.edges import EDGES, assert_clean, hostile, of_year
from tests.unit.report.reading import body_paragraphs, controls, notes, numbers_outside_controls, paragraphs, rows
from tests.unit.report.six_years import SHARES, only_year, six_years, year

GOLDEN = Path(__file__).parents[2] / "golden" / "kl49-2024.txt"
ADDRESSED = {"number": "5", "symbol": "BC-HKH"}


def render(figures: Figures, years: Years = NO_YEARS, **narrative: str) -> Report:
    association = CONFIG.association.model_copy(update=ADDRESSED)
    config = CONFIG.model_copy(update={"association": association})
    return render_report(FOLDER / "kl49.docx", figures, config, narrative, years)


@pytest.fixture(scope="module")
def report() -> Report:
    return render(*six_years())


def _table(data: bytes, heading: str) -> list[list[str]]:
    """The rows of the first table that has this heading, without those of headings."""
    listed = list(rows(data))
    start = next(place for place, row in enumerate(listed) if heading in row)
    end = next((n for n in range(start + 1, len(listed)) if listed[n][0] in ("Năm", "Mô hình", "TT")), len(listed))
    return listed[start + 1 : end]


def test_golden_text(report: Report) -> None:
    tables = [" | ".join(row) for row in rows(report.data) if len(row) in (2, 5, 6)]
    text = "\n".join([*body_paragraphs(report.data), "", *tables, "", *notes(report.data)]) + "\n"
    golden = GOLDEN.read_text(encoding="utf-8")
    assert text == golden, "".join(unified_diff(golden.splitlines(True), text.splitlines(True)))


def test_every_year_has_its_row_known_or_not(report: Report) -> None:
    found = _table(report.data, "Hội viên (người)")
    assert [re.match(r"\d{4}", row[0]) is not None for row in found] == [True] * 6 + [False] * 2
    last, missing = found[5], found[2]
    assert (last[0], last[4]) == ("2024", "533.903")
    assert missing == ["2021", "…", "…", "…", "…", "…"]
    members = sum(
        next(entry for entry in year(2023, SHARES[2023]).units if entry.unit.code == unit.code).values["HV01"]
        for unit in UNITS
    )
    assert found[4][4] == f"{members:,}".replace(",", ".")


def test_growth_is_the_difference_of_the_rows_it_is_between(report: Report) -> None:
    found = _table(report.data, "Hội viên (người)")
    first, last = (int(found[place][4].replace(".", "")) for place in (0, 5))
    gained = f"{last - first:,}".replace(",", ".")
    assert found[6][4] == f"+{gained}"
    assert controls(report.data)["HV01:growth"].startswith(f"tăng {gained} người (")
    assert "so với năm 2019, bình quân mỗi năm tăng" in controls(report.data)["HV01:growth"]


def test_what_has_to_be_known_of_a_year_is_a_footnote_once(report: Report) -> None:
    said = notes(report.data)
    for text in (
        "Số liệu năm 2019 là tổng số của báo cáo cũ, không có số của từng đơn vị.",
        "Số liệu năm 2020 chưa đủ đơn vị (14/15 đơn vị; thiếu huyện Lắk).",
    ):
        assert said.count(text) == 2  # in the text, and again in the appendix
    assert any("cộng từ 6 tháng đầu năm 2022 và 6 tháng cuối năm 2022" in text for text in said)
    assert "Chưa có số liệu năm 2021; số liệu năm 2020 chưa đủ đơn vị." in said


def test_a_model_against_its_assigned_number_and_its_target(report: Report) -> None:
    found = controls(report.data)
    assert found["GD03:assigned_reach"] == "vượt 5.277 hộ so với chỉ tiêu giao 290.000 hộ (đạt 101,82%)"
    assert found["CD03:assigned_reach"].startswith("chưa đạt chỉ tiêu giao 400.000 người (đạt 85,32%, còn thiếu")
    assert _table(report.data, "Số được giao")[1][1:] == ["295.277", "290.000", "101,82%", "58,65%", "70%"]
    assert "- Đạt hoặc vượt chỉ tiêu được giao: Gia đình học tập (101,82%)." in body_paragraphs(report.data)
    assert "- Chưa đạt chỉ tiêu được giao: Công dân học tập (85,32%)." in body_paragraphs(report.data)


def test_units_are_told_against_the_first_year_they_reported_in(report: Report) -> None:
    listed = next(row for row in rows(report.data) if row[1:2] == ["Huyện Ea Kar"])
    then = next(e for e in year(2020, SHARES[2020]).units if e.unit.name == "Huyện Ea Kar").values["HV01"]
    now = next(e for e in year(2024, SHARES[2024]).units if e.unit.name == "Huyện Ea Kar").values["HV01"]
    assert [cell.replace(".", "") for cell in listed[2:5]] == [str(then), str(now), f"+{now - then}"]
    lak = next(row for row in rows(report.data) if row[1:2] == ["Huyện Lắk"])
    assert (lak[2], lak[4]) == ("…", "–")  # no return of that year


def test_numbers_assigned_to_units_where_some_have_none() -> None:
    figures, years = six_years()
    assigned = {("651", "GD03"): 20_000, ("656", "GD03"): 30_000}
    data = render(figures, replace(years, assigned=assigned)).data
    listed = [row for row in rows(data) if row[1:2] in (["Huyện Ea Kar"], ["Huyện Lắk"])]
    kar, lak = listed[2][5:8], listed[3][5:8]
    assert (kar[0], lak[0]) == ("20.000", "30.000")
    values = [next(e for e in figures.units if e.unit.code == code).values["GD03"] for code in ("651", "656")]
    assert f"Chỉ tính 2 đơn vị được giao chỉ tiêu: thực hiện {sum(values):,} hộ.".replace(",", ".") in notes(data)


@pytest.mark.parametrize("edge", EDGES)
def test_text_is_clean_where_only_one_year_is_known(edge: str) -> None:
    drawn = render(*only_year(of_year(EDGES[edge]())))
    assert_clean(drawn.data)
    text = "\n".join(paragraphs(drawn.data))
    assert "các năm khác chưa có số liệu nên báo cáo chưa so sánh được qua các năm" in text
    assert "so với năm 20" not in text
    assert any("chưa so sánh được qua các năm" in warning for warning in drawn.warnings)


@pytest.mark.parametrize("edge", EDGES)
def test_text_is_clean_whatever_the_last_year_is_like(edge: str) -> None:
    last = of_year(EDGES[edge]())
    earlier = tuple(year(number, share) for number, share in SHARES.items() if number < 2024)
    assert_clean(render(last, Years(series_of([*earlier, last]), earlier, {("66", "GD03"): 5})).data)


def test_a_break_stops_growth_and_what_is_carried_over_says_so() -> None:
    """Other units since 2023: of what earlier years came to over them only the members are known."""
    old, last = year(2022, 90), year(2024, 100)
    others = replace(old, units=tuple(replace(u, unit=replace(u.unit, code=f"9{u.unit.code}")) for u in old.units))
    years = Years(series_of([others, last], [Earlier(Period(2022, ""), {"HV01": 480_000})]), (others,))
    drawn = render(last, years)
    assert_clean(drawn.data)
    found = controls(drawn.data)
    assert found["HV01#2022"] == "480.000"
    assert found["HV01:growth"].startswith("tăng 53.903 người")
    assert "TC10:growth" not in found
    said = notes(drawn.data)
    assert "Số liệu thu thập theo đơn vị hành chính trước đây, được quy về các đơn vị hiện nay." in said
    assert any(text.startswith("Từ năm 2024, địa bàn hoặc danh sách đơn vị đã khác trước") for text in said)
    assert "Các năm trước không có số liệu của từng đơn vị hiện nay nên chưa so sánh được." in said


def test_parts_of_years_are_named_as_parts() -> None:
    halves = [replace(year(n, share), period=Period(n, "H1")) for n, share in SHARES.items()]
    data = render(halves[-1], Years(series_of(halves), tuple(halves[:-1]))).data
    assert_clean(data)
    text = "\n".join(paragraphs(data))
    assert "so với 6 tháng đầu năm 2019" in text
    assert "6 tháng đầu năm 2021" in [row[0] for row in _table(data, "Hội viên (người)")]


def test_the_layout_is_the_partys(report: Report) -> None:
    (
        head,
        *_,
    ) = rows(report.data)
    assert head[0].endswith("*Số 05-BC/HKH")
    assert head[1].startswith("ĐẢNG CỘNG SẢN VIỆT NAM")
    texts = paragraphs(report.data)
    assert "T/M BAN THƯỜNG VỤ" in texts
    assert not [text for text in texts if "./." in text or "CỘNG HÒA XÃ HỘI" in text or "TM." in text]
    assert texts[texts.index("Nơi nhận:") + 1] == "- Hội Khuyến học Việt Nam,"
    assert "(Kèm theo Báo cáo số 05-BC/HKH ngày 05 tháng 6 năm 2024 của Hội Khuyến học tỉnh Đắk Lắk)" in texts


@pytest.mark.parametrize(
    ("number", "symbol", "said"),
    [("5", "BC-HKH", "05-BC/HKH"), ("12", "BC-HKH", "12-BC/HKH"), ("", "BC-HKH", "…-BC/HKH"), ("7", "BC", "07-BC")],
)
def test_the_number_as_the_party_writes_it(number: str, symbol: str, said: str) -> None:
    association = CONFIG.association.model_copy(update={"number": number, "symbol": symbol})
    config = CONFIG.model_copy(update={"association": association})
    data = render_report(FOLDER / "kl49.docx", *only_year(year(2024, 100))[:1], config, {}).data
    assert next(rows(data))[0].endswith(f"*Số {said}")


def test_hostile_names_stand_as_they_are() -> None:
    texts = paragraphs(render(*only_year(of_year(hostile()))).data)
    for name in ("Huyện <b>Lắk</b> & M'Drắk", "Huyện {{ 7*7 }}", "Huyện =1+1"):
        assert any(text.startswith(name) for text in texts), name


def test_every_figure_is_a_control(report: Report) -> None:
    generated = "\n".join(controls(report.data).values())
    assert {number for number in numbers_outside_controls(report.data) if number in generated} == set()


def test_charts_are_lines_that_leave_a_gap_and_tell_the_blind(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "kl49.docx"
    path.write_bytes(report.data)
    with ZipFile(path) as package:
        charts = [package.read(n).decode() for n in package.namelist() if re.match(r"word/charts/chart\d+\.xml", n)]
        document = package.read("word/document.xml").decode()
    assert sum("<c:lineChart>" in chart for chart in charts) == 3
    members = next(chart for chart in charts if "Số hội viên qua các năm" in chart)
    values = re.search(r"<c:val>.*?</c:val>", members, re.DOTALL)
    assert values
    assert re.findall(r'<c:pt idx="(\d)"', values[0]) == ["0", "1", "3", "4", "5"]
    assert 'descr="Biểu đồ đường: số hội viên qua các năm (người), năm 2019' in document


def test_asks_for_prose_until_there_is_some() -> None:
    prose = {section.key: f"Lời của đơn vị về mục {section.title}." for section in REPORT_SECTIONS}
    written = paragraphs(render(*six_years(), **prose).data)
    assert not [text for text in written if "Đơn vị bổ sung" in text]
    assert {prose["van_ban_theo_nam"], prose["quan_triet"], prose["bai_hoc"]} <= set(written)


def _six() -> tuple[Figures, Years]:
    return six_years()


def _one() -> tuple[Figures, Years]:
    return only_year(of_year(EDGES["nothing known"]()))


@pytest.mark.parametrize("drawn", [_six, _one])
def test_the_file_is_valid(drawn: Callable[[], tuple[Figures, Years]], tmp_path: Path) -> None:
    path = tmp_path / "kl49.docx"
    path.write_bytes(render(*drawn()).data)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, result.errors
