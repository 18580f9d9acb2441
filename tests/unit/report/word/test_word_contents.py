"""The table of contents: a line for each heading, with its page where pages count on from the first."""

import re
import subprocess

import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.report.word.pdf import convert_to_pdf
from khuyenhoc_cli.report.word.values import Contents, Generated, Note, TemplateError
from tests.unit.report.word.helpers import headed_template, opened, packed, paragraphs, part, rendered

LIST = Contents()


def _with_appendix(*body: str, appendix: tuple[str, ...]) -> bytes:
    """The template with a last section whose pages count from one again."""
    document = opened(headed_template(*body))
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section._sectPr.append(OxmlElement("w:pgNumType", {qn("w:start"): "1"}))
    for text in appendix:
        document.add_paragraph(text.lstrip("#"), "Heading 1" if text.startswith("#") else None)
    return packed(document)


def _lines(data: bytes) -> list[tuple[str, bool]]:
    """(text, whether a page is shown) of each line; the line leads to the heading of that text."""
    body = part(data, "word/document.xml")
    headings = {
        start.get(qn("w:name")): "".join(t.text or " " for t in start.getparent().iter(qn("w:t"), qn("w:br")))
        for start in body.iter(qn("w:bookmarkStart"))
    }
    found = []
    for link in body.iter(qn("w:hyperlink")):
        pages = [field.text.split()[1] for field in link.iter(qn("w:instrText"))]
        assert pages in ([], [link.get(qn("w:anchor"))])
        text = "".join(t.text for t in link.iter(qn("w:t"))).removesuffix("…")
        assert headings[link.get(qn("w:anchor"))] == text
        found.append((text, bool(pages)))
    return found


def test_a_line_for_each_heading_of_two_levels():
    source = headed_template("{{ muc_luc }}", "#Phần A", "##I. {{ hv }} người", "###1. Mục", "Chữ", "##II{{ note }}")
    data = rendered(source, muc_luc=LIST, hv=Generated("HV01", "12"), note=Note("n", "Ghi chú")).data
    assert _lines(data) == [("Phần A", True), ("I. 12 người", True), ("II", True)]
    assert paragraphs(data)[3:] == ["Phần A", "I. 12 người", "1. Mục", "Chữ", "II"]


def test_headings_that_a_condition_drops_are_not_listed():
    source = headed_template("{{ muc_luc }}", "{%p if co %}", "#Có", "{%p endif %}", "#Không")
    assert _lines(rendered(source, muc_luc=LIST, co=False).data) == [("Không", True)]


def test_no_page_is_told_where_pages_count_anew():
    source = _with_appendix("{{ muc_luc }}", "#Phần A", appendix=("#Phụ lục I", "Bảng"))
    assert _lines(rendered(source, muc_luc=LIST).data) == [("Phần A", True), ("Phụ lục I", False)]


def test_the_paragraph_is_gone_where_nothing_is_listed():
    assert paragraphs(rendered(headed_template("{{ muc_luc }}", "Chữ"), muc_luc=LIST).data) == ["Chữ"]


def test_it_stands_alone():
    with pytest.raises(TemplateError, match="mục lục phải đứng một mình"):
        rendered("Xem {{ muc_luc }}", muc_luc=LIST)


def test_it_stands_in_the_body():
    document = opened(headed_template("#A"))
    document.sections[0].header.paragraphs[0].text = "{{ muc_luc }}"
    with pytest.raises(TemplateError, match="đầu trang: không đặt được mục lục"):
        rendered(packed(document), muc_luc=LIST)


@pytest.mark.word
def test_the_pages_are_those_of_the_headings(tmp_path):
    pages = ["{{ muc_luc }}", *(text for n in range(4) for text in (f"#Mục {n}", "Chữ\n" * 60))]
    path = tmp_path / "a.docx"
    path.write_bytes(rendered(headed_template(*pages), muc_luc=LIST).data)
    convert_to_pdf(path, tmp_path / "a.pdf")
    command = ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.split("\f")
    stands_on = {n: next(p for p, page in enumerate(text, 1) if re.search(rf"^Mục {n}$", page, re.M)) for n in range(4)}
    shown = {int(n): int(page) for n, page in re.findall(r"^Mục (\d) *\t? *(\d+)$", text[0], re.M)}
    assert len(set(stands_on.values())) > 2
    assert shown == stands_on


def test_the_package_is_sound(tmp_path):
    source = _with_appendix("{{ muc_luc }}", "#Phần A", "##I", appendix=("#Phụ lục I",))
    path, plain = tmp_path / "a.docx", tmp_path / "b.docx"
    path.write_bytes(rendered(source, muc_luc=LIST).data)
    plain.write_bytes(rendered(_with_appendix("#Phần A", "##I", appendix=("#Phụ lục I",))).data)
    errors = {str(error) for error in OpenXmlValidator().validate(path).errors}
    assert errors <= {str(error) for error in OpenXmlValidator().validate(plain).errors}
