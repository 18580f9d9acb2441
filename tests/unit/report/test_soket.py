"""The report `soket` as a whole: rendered from the published figures of Đắk Lắk, and at its edges."""

import re
import time
from dataclasses import replace
from difflib import unified_diff
from itertools import cycle
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.forms.narrative import SECTIONS
from khuyenhoc_cli.report.appendices import APPENDICES
from khuyenhoc_cli.report.render import Report, render_report
from khuyenhoc_cli.workspace.config import Selection
from templates.build.__main__ import FOLDER, TEMPLATES, build
from templates.build.appendices import appendices
from templates.build.package import package
from tests.unit.report.daklak import CONFIG, daklak, first_period
from tests.unit.report.edges import EDGES, all_yes, all_zero, assert_clean, half_missing, nothing_known, one_unit
from tests.unit.report.reading import body_paragraphs, controls, notes, numbers_outside_controls, paragraphs, rows

GOLDEN = Path(__file__).parents[2] / "golden" / "soket-2024H1.txt"
PROSE = {section.key: f"Lời của đơn vị về mục {section.title}." for section in SECTIONS}


def render(figures: Figures, **narrative: str) -> Report:
    return render_report(FOLDER / "soket.docx", figures, CONFIG, narrative)


@pytest.fixture(scope="module")
def published() -> Report:
    return render(daklak())


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_template_is_what_the_build_writes(name: str) -> None:
    assert (FOLDER / f"{name}.docx").read_bytes() == build(name), "chạy: python -m templates.build"


def test_published_figures_stand_in_the_text(published: Report) -> None:
    text = "\n".join(paragraphs(published.data))
    for figure in ("533.903", "26,35%", "0,91 điểm phần trăm", "1,35 điểm phần trăm", "16.750", "71,60%", "49,81%"):
        assert figure in text
    for figure in (
        "39,36% so với tổng số công dân thuộc diện",
        "54,90%",
        "33.937,965 triệu đồng",
        "14/15",
        "05 chương",
    ):
        assert figure in text


def test_golden_text(published: Report) -> None:
    text = "\n".join([*body_paragraphs(published.data), "", *notes(published.data)]) + "\n"
    golden = GOLDEN.read_text(encoding="utf-8")
    assert text == golden, "".join(unified_diff(golden.splitlines(True), text.splitlines(True)))


def test_equal_figures_make_equal_bytes(published: Report) -> None:
    assert render(daklak()).data == published.data


@pytest.mark.parametrize("edge", EDGES)
def test_text_is_clean_at_every_edge(edge: str) -> None:
    assert_clean(render(EDGES[edge]()).data)


def test_nothing_is_left_open_where_all_is_known_to_be_zero() -> None:
    texts = [text for text in body_paragraphs(render(all_zero()).data) if not text.startswith("(Kèm theo")]
    assert [text for text in texts if "…" in text] == []
    text = "\n".join(texts)
    assert "Toàn tỉnh không có cơ sở tôn giáo." in text
    assert "0 dòng họ đăng ký xây dựng danh hiệu Dòng họ học tập; 0 dòng họ ước đạt danh hiệu." in text


def test_one_unit_is_not_said_to_lead() -> None:
    text = "\n".join(body_paragraphs(render(one_unit()).data))
    assert "nhiều nhất là" not in text
    assert "Đơn vị có tỷ lệ cao" not in text


@pytest.mark.timed
def test_speed(published: Report) -> None:
    start = time.perf_counter()
    assert render(daklak()).controls == published.controls
    assert time.perf_counter() - start < 1  # 0.35 s on a desk


@pytest.mark.timed
def test_speed_with_every_commune_of_the_country(tmp_path: Path) -> None:
    """Here and not with the Word engine's tests: python-docx's own base declares w15, this template does not."""
    units = daklak().units
    communes = tuple(
        replace(unit, unit=replace(unit.unit, code=f"{number:05}"))
        for number, unit in zip(range(3_321), cycle(units), strict=False)
    )
    template, citizens = tmp_path / "phu-luc.docx", APPENDICES[1]
    template.write_bytes(package(appendices([citizens]), "Phụ lục"))
    start = time.perf_counter()
    report = render_report(template, replace(daklak(), units=communes), CONFIG, {})
    assert report.controls > 3_321 * len(tuple(citizens.tables[0].columns))
    assert time.perf_counter() - start < 5  # 3.9 s on a desk


def test_every_figure_in_the_body_is_a_control(published: Report) -> None:
    generated = "\n".join(controls(published.data).values())
    assert {number for number in numbers_outside_controls(published.data) if number in generated} == set()


def test_controls_are_known_by_their_keys(published: Report) -> None:
    found = controls(published.data)
    assert found["HV01"] == "533.903"
    assert found["HV01@643"] == "60.934"
    assert found["VB01"] == "14/15"
    assert found["HV01/DS01:change"] == "tăng 0,91 điểm phần trăm so với cùng kỳ năm 2023"
    assert published.controls >= len(found)


def test_footnotes_follow_the_figures(published: Report) -> None:
    assert published.footnotes == len(notes(published.data)) == 14
    assert render(all_yes()).footnotes == 1  # only what the share of members is measured against


def test_asks_for_prose_until_there_is_some(published: Report) -> None:
    asked = [text for text in paragraphs(published.data) if text.startswith("[Đơn vị bổ sung:")]
    assert len(asked) == len(SECTIONS)
    with_prose = render(daklak(), **PROSE).data
    assert_clean(with_prose)
    written = paragraphs(with_prose)
    assert not [text for text in written if "Đơn vị bổ sung" in text]
    assert set(PROSE.values()) <= set(written)


def test_appendices_end_with_the_whole(published: Report) -> None:
    wholes = [row for row in rows(published.data) if row[1:2] == ["TOÀN TỈNH"]]
    assert len(wholes) == 8
    assert wholes[1][2:6] == ["2.026.150", "533.903", "+24.239", "26,35%"]
    before = [row[1] for row in rows(render(first_period()).data) if len(row) > 2]
    assert "Cùng kỳ năm 2023" not in before


def test_no_section_has_a_heading_without_text() -> None:
    texts = body_paragraphs(render(nothing_known()).data)
    headings = [n for n, text in enumerate(texts) if re.match(r"\d+\. ", text)]
    assert all(not re.match(r"\d+\. |[IVX]+\. ", texts[n + 1]) for n in headings)


def test_warnings_say_what_is_missing() -> None:
    warnings = render(half_missing()).warnings
    assert any("chưa gồm 8 đơn vị" in warning for warning in warnings)


def test_warnings_say_which_rules_fit_no_sentence(published: Report) -> None:
    rule = Selection.model_validate({"figure": "VB01", "by": "any"})
    config = CONFIG.model_copy(update={"lagging": (*CONFIG.lagging[1:], rule)})
    more = render_report(FOLDER / "soket.docx", daklak(), config, {}).warnings
    (warning,) = more[len(published.warnings) :]
    assert warning.startswith("khuyenhoc.toml, [[lagging]] VB01, by = “any”")


@pytest.mark.parametrize("edge", ["published", "half missing"])
def test_the_file_is_valid(edge: str, tmp_path: Path) -> None:
    path = tmp_path / "soket.docx"
    path.write_bytes(render(EDGES[edge]()).data)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, result.errors
