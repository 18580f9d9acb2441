"""The layout of Nghị định 30/2020/NĐ-CP, Phụ lục I, as the drafts have it."""

import io
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.unit.report.daklak import daklak
from tests.unit.report.test_soket import render

# element of the margin -> least and most millimetres
MARGINS = {"top_margin": (20, 25), "bottom_margin": (20, 25), "left_margin": (30, 35), "right_margin": (15, 20)}


@pytest.fixture(scope="module")
def document() -> Any:
    return docx.Document(io.BytesIO(render(daklak()).data))


def test_paper_and_margins(document: Any) -> None:
    for section in document.sections:
        for name, (least, most) in MARGINS.items():
            assert least <= round(getattr(section, name).mm) <= most, name
    sizes = [(round(s.page_width.mm), round(s.page_height.mm), s.orientation) for s in document.sections]
    assert sizes == [(210, 297, WD_ORIENT.PORTRAIT)] + 5 * [(297, 210, WD_ORIENT.LANDSCAPE)]


def test_one_font_black_and_vietnamese(document: Any) -> None:
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size == Pt(14)
    named = {fonts.get(qn("w:ascii")) for fonts in document.element.iter(qn("w:rFonts"))} - {None}
    named |= {fonts.get(qn("w:ascii")) for fonts in document.styles.element.iter(qn("w:rFonts"))}
    assert named == {"Times New Roman"}
    assert {colour.get(qn("w:val")) for colour in document.styles.element.iter(qn("w:color"))} == {"000000"}
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"


def test_body_text(document: Any) -> None:
    body = document.styles["Body Text"].paragraph_format
    assert body.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(body.first_line_indent.cm, 2) in (1.0, 1.27)
    assert body.space_after + (body.space_before or 0) >= Pt(6)


def test_page_numbers_stand_at_the_top_but_not_on_the_first_page(document: Any) -> None:
    first = document.sections[0]
    assert first.different_first_page_header_footer
    assert first.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER or (
        first.header.paragraphs[0].style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    )
    assert "PAGE" in first.header._element.xml
    starts = [s._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for s in document.sections]
    assert starts[1:] == 5 * ["1"], "every appendix counts its own pages"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Phần thứ nhất", "Heading 1"),
        ("I. ĐẶC ĐIỂM, TÌNH HÌNH", "Heading 2"),
        ("1. Công tác tham mưu với cấp ủy, chính quyền", "Heading 3"),
        ("Phụ lục I", "Heading 1"),
    ],
)
def test_headings_are_headings(document: Any, text: str, style: str) -> None:
    found = [p for p in document.paragraphs if p.text.split("\n")[0].upper() == text.upper()]
    assert [p.style.name for p in found] == [style]
