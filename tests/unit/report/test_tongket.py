"""The report `tongket` as a whole: the published totals as if they were a year's, and at its edges."""

import re
from difflib import unified_diff
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.forms.narrative import REPORT_SECTIONS
from khuyenhoc_cli.report.render import Report, render_report
from templates.build.__main__ import FOLDER
from tests.unit.report.daklak import CONFIG, computed, daklak, whole_year
from tests.unit.report.edges import EDGES, all_zero, assert_clean, hostile, nothing_known, of_year
from tests.unit.report.reading import body_paragraphs, controls, notes, numbers_outside_controls, paragraphs, rows

GOLDEN = Path(__file__).parents[2] / "golden" / "tongket-2024.txt"
_FIELDS = (
    "tham mưu",
    "tuyên truyền",
    "tổ chức, phát triển hội viên",
    "các mô hình học tập",
    "phối hợp",
    "kiểm tra",
    "nghiên cứu, hội thảo",
    "bồi dưỡng",
    "Quỹ Khuyến học",
    "khen thưởng",
)


def render(figures: Figures, **narrative: str) -> Report:
    return render_report(FOLDER / "tongket.docx", figures, CONFIG, narrative)


@pytest.fixture(scope="module")
def report() -> Report:
    return render(whole_year())


def test_golden_text(report: Report) -> None:
    tables = [" | ".join(row) for row in rows(report.data) if len(row) in (5, 7)]
    text = "\n".join([*body_paragraphs(report.data), "", *tables, "", *notes(report.data)]) + "\n"
    golden = GOLDEN.read_text(encoding="utf-8")
    assert text == golden, "".join(unified_diff(golden.splitlines(True), text.splitlines(True)))


def test_the_ten_fields_of_work_stand_in_their_order(report: Report) -> None:
    texts = body_paragraphs(report.data)
    begin, end = texts.index("II. KẾT QUẢ THỰC HIỆN CÁC MẶT CÔNG TÁC"), texts.index("III. ĐÁNH GIÁ CHUNG")
    headings = [text for text in texts[begin:end] if re.match(r"\d+\. ", text)]
    assert len(headings) == len(_FIELDS)
    assert all(
        text.startswith(f"{n}. ") and field in text
        for n, (text, field) in enumerate(zip(headings, _FIELDS, strict=True), 1)
    )


def test_a_year_is_told_as_a_year(report: Report) -> None:
    text = "\n".join([*paragraphs(report.data), *notes(report.data)])
    assert "so với năm 2023" in text
    assert not [word for word in ("ước đạt", "Ước đạt", "6 tháng", "cùng kỳ năm") if word in text]


def test_what_has_been_achieved_is_told_against_what_was_registered(report: Report) -> None:
    found = list(rows(report.data))
    assert [
        "Gia đình học tập",
        "503.447",
        "371.969",
        "73,88%",
        "295.277",
        "58,65%",
        "79,38%",
    ] in found
    assert ["Hội viên", "người", "509.664", "533.903", "+24.239"] in found
    communes = next(text for text in paragraphs(report.data) if text.startswith("Ở cấp xã"))
    assert "gồm 61 đơn vị xếp loại Tốt (33,15%); 87 đơn vị xếp loại Khá (47,28%)" in communes


def test_funds_by_level_where_both_levels_have_some() -> None:
    units = {"643": {"Q30": 600_000_000, "Q23": 5_000_000}, "66TT": {"Q30": 400_500_000, "Q23": 0}}
    zero = {unit.unit.code: {"Q30": 0, "Q23": 0} for unit in daklak().units}
    text = "\n".join(paragraphs(render(of_year(computed(values=zero | units))).data))
    assert "1.000,5 triệu đồng" in text
    assert "trong đó các huyện, thị xã, thành phố 600 triệu đồng, khối trực thuộc 400,5 triệu đồng" in text
    assert "khen thưởng là 5 triệu đồng." in text  # nothing of it at the province's own


@pytest.mark.parametrize("edge", EDGES)
def test_text_is_clean_at_every_edge(edge: str) -> None:
    assert_clean(render(of_year(EDGES[edge]())).data)


def test_nothing_is_left_open_where_all_is_known_to_be_zero() -> None:
    texts = [text for text in body_paragraphs(render(of_year(all_zero())).data) if not text.startswith("(Kèm theo")]
    assert [text for text in texts if "…" in text] == []
    assert "Trong năm các cấp hội chưa tổ chức cuộc kiểm tra nào." in "\n".join(texts)


def test_unknown_is_not_zero() -> None:
    text = "\n".join(body_paragraphs(render(of_year(nothing_known())).data))
    assert "Các cấp hội đã tổ chức … cuộc kiểm tra." in text
    assert "chưa tổ chức cuộc kiểm tra nào" not in text


def test_hostile_names_stand_as_they_are() -> None:
    texts = paragraphs(render(of_year(hostile())).data)
    for name in ("Huyện <b>Lắk</b> & M'Drắk", "Huyện {{ 7*7 }}", "Huyện =1+1"):
        assert any(text.startswith(name) for text in texts), name


def test_every_figure_is_a_control(report: Report) -> None:
    generated = "\n".join(controls(report.data).values())
    assert {number for number in numbers_outside_controls(report.data) if number in generated} == set()


def test_asks_for_prose_until_there_is_some(report: Report) -> None:
    prose = {section.key: f"Lời của đơn vị về mục {section.title}." for section in REPORT_SECTIONS}
    asked = [text for text in paragraphs(report.data) if text.startswith("[Đơn vị bổ sung:")]
    written = paragraphs(render(whole_year(), **prose).data)
    assert not [text for text in written if "Đơn vị bổ sung" in text]
    assert len(asked) == len([text for text in written if text.startswith("Lời của đơn vị")]) == 21
    assert prose["thoi_gian"] in written


@pytest.mark.parametrize("edge", ["published", "half missing"])
def test_the_file_is_valid(edge: str, tmp_path: Path) -> None:
    path = tmp_path / "tongket.docx"
    path.write_bytes(render(of_year(EDGES[edge]())).data)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, result.errors


def test_a_part_of_a_year_is_warned_of() -> None:
    warning = "Mẫu “tongket” viết cho cả năm; kỳ 2024H1 chỉ là 6 tháng đầu năm 2024."
    assert warning in render(daklak()).warnings
    assert warning not in render(whole_year()).warnings
