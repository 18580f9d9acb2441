"""The three reports of a commune: over its branches, whatever is known of them, in a xã, a phường or a đặc khu."""

import re
from collections.abc import Callable, Mapping
from difflib import unified_diff
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.forms.narrative import SECTIONS
from khuyenhoc_cli.report.kinds import KINDS
from khuyenhoc_cli.report.render import Report, render_report
from templates.build.__main__ import FOLDER
from tests.unit.report.edges import assert_clean
from tests.unit.report.levels import Office, commune, edition
from tests.unit.report.reading import body_paragraphs, controls, notes, numbers_outside_controls, paragraphs, rows

GOLDEN = Path(__file__).parents[2] / "golden"
TEMPLATES = ("soket-xa-1", "soket-xa-2", "soket-xa-3")
HOSTILE = ("Chi hội <b>thôn</b> & 1", "Chi hội {{ 7*7 }}", "Chi hội =1+1", "Thôn %}{% raw %}")
# what only a level above counts: communes, districts, their committees and governments
_OF_OTHER_LEVELS = re.compile(r"đơn vị hành chính cấp xã|cấp huyện|các xã|xã, phường|Cấp ủy ở|\d+/\d+ đơn vị đã ban")
OFFICE = commune()


def render(name: str, office: Office = OFFICE, prose: Mapping[str, str] | None = None, **choice: object) -> Report:
    figures = office.figures(**choice)  # type: ignore[arg-type]
    return render_report(FOLDER / f"{name}.docx", figures, office.config, prose or {})


def _zero() -> Mapping[str, Mapping[str, int]]:
    return {code: dict.fromkeys(own, 0) for code, own in OFFICE.now.items()}


def _fallen() -> Mapping[str, Mapping[str, int]]:
    return {code: {c: v * 9 // 10 for c, v in own.items()} for code, own in OFFICE.before.items()}


def _one_branch() -> Office:
    return Office(OFFICE.scope, OFFICE.units[:1], OFFICE.now, OFFICE.before, OFFICE.config)


EDGES: Mapping[str, Callable[[str], Report]] = {
    "half a year": render,
    "a year": lambda name: render(name, period="2026"),
    "nine months": lambda name: render(name, period="2026M9"),
    "first period": lambda name: render(name, compared=False),
    "half missing": lambda name: render(name, received=["C1", "C2", "T1"]),
    "nothing known": lambda name: render(name, received=[], compared=False),
    "all zero": lambda name: render(name, values=_zero()),
    "all fell": lambda name: render(name, values=_fallen()),
    "one branch": lambda name: render(name, _one_branch()),
    "a phường": lambda name: render(name, OFFICE.renamed("Phường Thử", "Chi hội tổ dân phố 1", "Tổ dân phố 2")),
    "a đặc khu": lambda name: render(name, OFFICE.renamed("Đặc khu Thử")),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_golden_text(name: str) -> None:
    data = render(name).data
    text = "\n".join([*body_paragraphs(data), "", *notes(data)]) + "\n"
    golden = (GOLDEN / f"{name}-2026H1.txt").read_text(encoding="utf-8")
    assert text == golden, "".join(unified_diff(golden.splitlines(True), text.splitlines(True)))


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_text_is_clean_at_every_edge(name: str, edge: str) -> None:
    data = EDGES[edge](name).data
    assert_clean(data)
    for text in [*paragraphs(data), *notes(data)]:
        assert not _OF_OTHER_LEVELS.search(text), text
    assert numbers_outside_controls(data) & set(controls(data).values()) == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_year_is_summed_up_and_half_a_year_is_reviewed(name: str) -> None:
    half, year = (body_paragraphs(render(name, period=period).data) for period in ("2026H1", "2026"))
    assert half[1].startswith("Sơ kết công tác khuyến học")
    assert "6 tháng đầu năm 2026" in half[1]
    assert "6 tháng cuối năm 2026" in half[1] + half[2]
    assert year[1].startswith("Tổng kết công tác khuyến học")
    assert "năm 2026" in year[1]
    assert "năm 2027" in year[1] + year[2]
    assert not [text for text in year if "ước đạt" in text or "cùng kỳ năm" in text]


@pytest.mark.parametrize(("scope", "kind"), [("Xã Ea Thử", "xã"), ("Phường Thử", "phường"), ("Đặc khu Thử", "đặc khu")])
def test_a_commune_is_called_what_it_is(scope: str, kind: str) -> None:
    text = "\n".join(body_paragraphs(render("soket-xa-2", OFFICE.renamed(scope)).data))
    assert f"Hội Khuyến học {kind} có 06 chi hội" in text
    assert f"- Đảng ủy {kind} đã ban hành kế hoạch" in text
    assert f"- Ủy ban nhân dân {kind} chưa ban hành kế hoạch" in text
    assert f"Hội Khuyến học {kind} chưa kiểm tra, khảo sát" in text


def test_what_is_not_answered_is_not_said_but_asked_for() -> None:
    office = Office(*(getattr(OFFICE, name) for name in ("scope", "units", "now", "before")), _unanswered())
    report = render("soket-xa-2", office)
    text = "\n".join(body_paragraphs(report.data))
    assert "Đảng ủy xã" not in text
    assert "387/QĐ-TTg và Quyết định số 677" not in text
    (asked,) = [warning for warning in report.warnings if "[answers.2026H1]" in warning]
    assert asked.startswith("Chưa trả lời Có/Chưa cho chính xã: KT02, VB01, VB02, VB03")


def _unanswered() -> object:
    return OFFICE.config.model_copy(update={"answers": {}})


def test_figures_of_communes_are_neither_told_nor_missed() -> None:
    blank = {code: {c: v for c, v in own.items() if c not in ("TC01", "XP01")} for code, own in OFFICE.now.items()}
    office = Office(OFFICE.scope, OFFICE.units, {**OFFICE.now, "C1": blank["C1"]}, OFFICE.before, OFFICE.config)
    report = render("soket-xa-2", office)
    assert not [note for note in notes(report.data) if "chưa có số liệu" in note]
    assert not [warning for warning in report.warnings if "TC01" in warning]


def test_the_short_report_lists_the_branches() -> None:
    listed = [row for row in rows(render("soket-xa-1").data) if len(row) == 10]
    assert [row[:6] for row in listed[1:]] == [
        ["1", "Thôn 1", "264", "+12", "13", "300"],
        ["2", "Thôn 2", "225", "+5", "11", "225"],
        ["3", "Buôn Thử", "179", "-3", "8", "160"],
        ["4", "Thôn 10", "127", "0", "6", "102"],
        ["5", "Trường Tiểu học Kim Đồng", "34", "+2", "1", "–"],
        ["6", "Công an xã", "33", "0", "1", "–"],
        ["", "TOÀN XÃ", "862", "+16", "40", "787"],
    ]


def test_targets_are_held_against_what_was_done() -> None:
    data = render("soket-xa-3").data
    assert [row[2:] for row in _targets(data)] == [
        ["25%", "27,37%", "Vượt 2,37 điểm phần trăm"],
        ["40%", "33,32%", "Chưa đạt, thấp hơn 6,68 điểm phần trăm; còn thiếu 131 người"],
        ["70%", "59,09%", "Chưa đạt, thấp hơn 10,91 điểm phần trăm; còn thiếu 86 hộ"],
        ["80%", "50,00%", "Chưa đạt, thấp hơn 30,00 điểm phần trăm; còn thiếu 01 đơn vị"],
    ]
    sources = [note for note in notes(data) if note.startswith("Chỉ tiêu theo")]
    assert sources == [  # one note where one document sets two
        "Chỉ tiêu theo Nghị quyết Đại hội nhiệm kỳ 2026 - 2031.",
        "Chỉ tiêu theo Quyết định số 677/QĐ-TTg.",
        "Chỉ tiêu theo Quyết định số 387/QĐ-TTg.",
    ]


def _targets(data: bytes) -> list[list[str]]:
    return [row for row in rows(data) if len(row) == 5 and row[2].endswith("%")]


def test_without_targets_the_officer_is_asked_for_them() -> None:
    config = OFFICE.config.model_copy(update={"targets": {}, "leading": (), "lagging": ()})
    office = Office(OFFICE.scope, OFFICE.units, OFFICE.now, OFFICE.before, config)
    data = render("soket-xa-3", office).data
    assert _targets(data) == []
    assert [text for text in body_paragraphs(data) if "mục [targets] của khuyenhoc.toml" in text]
    assert_clean(data)


def test_rows_without_a_return_say_why_in_a_note() -> None:
    data = render("soket-xa-1", received=["C1", "C2", "T1"]).data
    assert "Chưa gửi báo cáo nên chưa có số liệu." in notes(data)
    assert "Chưa gửi báo cáo: các chi hội buôn Thử, thôn 10 và Công an xã." in notes(data)
    text = "\n".join(body_paragraphs(data))
    assert "báo cáo của 3/6 chi hội" in text
    assert "(2/4 chi hội; thiếu các chi hội buôn Thử và thôn 10)" in text


@pytest.mark.parametrize("name", TEMPLATES)
def test_whatever_the_officer_wrote_is_printed_or_said_not_to_be(name: str) -> None:
    prose = {section.key: f"Lời của chi hội về mục {section.title}." for section in SECTIONS}
    report = render(name, prose=prose)
    assert_clean(report.data)
    written = paragraphs(report.data)
    left_out = KINDS[name].leaves_out
    assert {key for key, text in prose.items() if text not in written} == set(left_out)
    assert not [text for text in written if "Đơn vị bổ sung" in text]
    told = [warning for warning in report.warnings if "không in các mục thuyết minh" in warning]
    assert told == ([f"Mẫu “{name}” không in các mục thuyết minh: {', '.join(left_out)}."] if left_out else [])


@pytest.mark.parametrize("name", TEMPLATES)
def test_hostile_names_lose_no_character(name: str) -> None:
    data = render(name, OFFICE.renamed("Xã <i>&Thử", *HOSTILE), received=["C4", "T1", "T2"]).data
    text = "\n".join([*paragraphs(data), *notes(data)])
    for shown in ("<b>thôn</b> & 1", "{{ 7*7 }}", "=1+1", "%}{% raw %}", "<i>&Thử"):
        assert shown in text
    assert numbers_outside_controls(data) & set(controls(data).values()) == set()


def test_a_report_for_another_level_is_warned_of() -> None:
    district_report = render_report(FOLDER / "soket.docx", OFFICE.figures(), OFFICE.config, {})
    (warning,) = [each for each in district_report.warnings if "viết cho cấp khác" in each]
    assert warning.endswith("mẫu dùng cho Xã Ea Thử: soket-xa-1, soket-xa-2, soket-xa-3.")
    assert not [each for each in render("soket-xa-1").warnings if "viết cho cấp khác" in each]


@pytest.mark.parametrize("edge", ["half a year", "half missing", "all zero"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_file_is_valid(name: str, edge: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.docx"
    path.write_bytes(EDGES[edge](name).data)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, result.errors


def test_every_figure_that_a_branch_is_not_asked_for_is_a_dash() -> None:
    asked = {code for code, each in edition().indicators.items() if each.is_asked_of("attached")}
    assert "GD01" not in asked
    school = next(row for row in rows(render("soket-xa-1").data) if row[1:2] == ["Trường Tiểu học Kim Đồng"])
    assert school[5:8] == ["–", "–", "–"]
