"""Layout by rules: the shipped templates and their drafts keep them, whatever is changed by hand is told."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from khuyenhoc_cli.report.layout.checks import CHECKS, Deviation, deviations
from khuyenhoc_cli.report.layout.elements import ELEMENTS, Parts
from khuyenhoc_cli.report.layout.rules import load_layouts
from khuyenhoc_cli.resources import data_root
from templates.build.__main__ import FOLDER, TEMPLATES
from tests.unit.report.daklak import daklak
from tests.unit.report.test_soket import render

LAYOUTS = load_layouts(data_root() / "schemas" / "layout")
RULES = [(layout.document, rule) for layout in LAYOUTS for rule in layout.rules]


@pytest.fixture(scope="module")
def draft() -> bytes:
    return render(daklak()).data


def differing(document: Document) -> list[Deviation]:
    return deviations(document, LAYOUTS)


def line(document: Document, element: str, place: int = 0) -> Any:
    """A paragraph of an element, as python-docx has it."""
    return docx.text.paragraph.Paragraph(Parts(document).lines(element)[place].element, document)


def runs(paragraph: Any) -> list[Any]:
    """All runs, those in controls too."""
    return [docx.text.run.Run(r, paragraph) for r in paragraph._p.iter(qn("w:r"))]


def resized(element: str, points: float) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for run in runs(line(document, element)):
            run.font.size = Pt(points)

    return change


def weighted(element: str, *, bold: bool | None = None, italic: bool | None = None) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for run in runs(line(document, element)):
            run.bold = bold if bold is not None else run.bold
            run.italic = italic if italic is not None else run.italic

    return change


def reworded(element: str, text: str, place: int = 0) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        paragraph = line(document, element, place)
        first, *others = runs(paragraph)
        first.text = text
        for run in others:
            run._r.getparent().remove(run._r)

    return change


def _letter(document: Document) -> None:
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)


def _landscape(document: Document) -> None:
    document.sections[0].orientation = WD_ORIENT.LANDSCAPE


def _narrow(document: Document) -> None:
    document.sections[0].left_margin = Mm(25)


def _other_font(document: Document) -> None:
    runs(line(document, "noi_dung"))[0].font.name = "Calibri"


def _font_of_style(document: Document) -> None:
    document.styles["Body Text"].font.name = "Arial"


def _red(document: Document) -> None:
    runs(line(document, "noi_dung"))[0].font.color.rgb = RGBColor(255, 0, 0)


def _number_on_first_page(document: Document) -> None:
    document.sections[0].different_first_page_header_footer = False


def _no_indent(document: Document) -> None:
    line(document, "noi_dung").paragraph_format.first_line_indent = Mm(0)


def _based_on_tight_style(document: Document) -> None:
    document.styles["Body Text"].paragraph_format.space_before = Pt(3)


def _wide_lines(document: Document) -> None:
    line(document, "noi_dung").paragraph_format.line_spacing = 2.0


def _left(document: Document) -> None:
    line(document, "noi_dung").alignment = WD_ALIGN_PARAGRAPH.LEFT


def _no_rule(document: Document) -> None:
    below = line(document, "tieu_ngu")._p.getnext()
    below.getparent().remove(below)


def _no_repeat(document: Document) -> None:
    for header in list(document.tables[-1]._tbl.iter(qn("w:tblHeader"))):
        header.getparent().remove(header)


def _english(document: Document) -> None:
    document.styles.element.find(f".//{qn('w:lang')}").set(qn("w:val"), "en-US")


def _silent_chart(document: Document) -> None:
    next(document.element.body.iter(qn("wp:docPr"))).attrib.pop("descr")


def _pages_counted_on(document: Document) -> None:
    for section in document.sections[1:]:
        section._sectPr.find(qn("w:pgNumType")).attrib.pop(qn("w:start"), None)


# what a person changed -> the rule, how it is told
CHANGES = [
    (_letter, "kho-giay", "216 × 279 mm"),
    (_landscape, "kho-giay", "đặt ngang"),
    (_narrow, "le-trang", "lề trái 25 mm"),
    (_other_font, "phong-chu", "phông Calibri"),
    (_font_of_style, "phong-chu", "phông Arial"),
    (_red, "phong-chu", "màu FF0000"),
    (_number_on_first_page, "so-trang", "hiện ở trang thứ nhất"),
    (resized("quoc_hieu", 14), "quoc-hieu", "cỡ chữ 14"),
    (reworded("quoc_hieu", "Cộng hòa xã hội chủ nghĩa Việt Nam"), "quoc-hieu", "không in hoa"),
    (reworded("tieu_ngu", "Độc lập – Tự do – Hạnh phúc"), "tieu-ngu", "viết khác"),
    (_no_rule, "ke-duoi-tieu-ngu", "không có đường kẻ"),
    (weighted("co_quan_cap_tren", bold=True), "co-quan-cap-tren", "đậm"),
    (weighted("co_quan", bold=False), "co-quan", "không đậm"),
    (reworded("so_ky_hieu", "Số: 5/BC-HKH"), "so-ky-hieu", "viết khác"),
    (reworded("so_ky_hieu", "Số 05/BC-HKH"), "so-ky-hieu", "viết khác"),
    (weighted("dia_danh_ngay_thang", italic=False), "dia-danh-ngay-thang", "không nghiêng"),
    (reworded("dia_danh_ngay_thang", "Đắk Lắk, ngày 5 tháng 06 năm 2024"), "ngay-thang", "ngày 5 tháng 06"),
    (reworded("ten_loai", "Báo cáo"), "ten-loai", "không thấy"),
    (resized("trich_yeu", 12), "trich-yeu", "cỡ chữ 12"),
    (resized("noi_dung", 12), "noi-dung-chu", "cỡ chữ 12"),
    (_left, "noi-dung-chu", "canh trái"),
    (_no_indent, "noi-dung-doan", "lùi 0 cm"),
    (_based_on_tight_style, "noi-dung-doan", "cách đoạn 3 pt"),
    (_wide_lines, "noi-dung-doan", "giãn dòng 2"),
    (weighted("muc", bold=False), "muc", "không đậm"),
    (reworded("ket_thuc", "Trên đây là báo cáo."), "ket-thuc", "báo cáo."),
    (weighted("chu_ky", bold=False), "chu-ky", "không đậm"),
    (weighted("noi_nhan_nhan", italic=False), "noi-nhan-nhan", "không nghiêng"),
    (resized("noi_nhan", 13), "noi-nhan", "cỡ chữ 13"),
    (reworded("noi_nhan", "- Như trên"), "noi-nhan-dau-cau", "“- Như trên”"),
    (reworded("phu_luc", "Phụ lục 1"), "phu-luc-so", "cần “Phụ lục I”"),
    (_pages_counted_on, "phu-luc-so", "đếm tiếp"),
    (resized("phu_luc", 12), "phu-luc", "cỡ chữ 12"),
    (_no_repeat, "dong-tieu-de-bang", "không lặp lại"),
    (_english, "ngon-ngu", "en-US"),
    (_silent_chart, "hinh-co-loi", "chưa có lời mô tả"),
]


@pytest.mark.parametrize(("change", "rule", "told"), CHANGES)
def test_what_a_person_changed_is_told(draft: bytes, change: Callable[[Document], None], rule: str, told: str) -> None:
    document = docx.Document(io.BytesIO(draft))
    change(document)
    found = {each.rule.id: each for each in differing(document)}
    assert rule in found
    assert told in found[rule].found
    assert "Phụ lục" in found[rule].text or "khuyến nghị" in found[rule].text


def test_a_fresh_draft_keeps_every_rule(draft: bytes) -> None:
    assert [each.text for each in differing(docx.Document(io.BytesIO(draft)))] == []


@pytest.mark.parametrize("name", [name for name in TEMPLATES if "/" not in name])
def test_shipped_templates_keep_every_rule(name: str) -> None:
    assert [each.text for each in differing(docx.Document(FOLDER / f"{name}.docx"))] == []


def test_a_party_document_is_held_to_the_partys_rules(draft: bytes) -> None:
    document = docx.Document(io.BytesIO(draft))
    reworded("quoc_hieu", "ĐẢNG CỘNG SẢN VIỆT NAM")(document)
    found = {each.rule.id for each in differing(document)}
    assert {"co-quan-dau-sao", "so-ky-hieu", "ket-thuc", "chu-ky", "noi-nhan-nhan"} <= found
    assert "quoc-hieu" not in found


def test_a_document_without_any_of_it_is_told_what_is_missing() -> None:
    missing = {each.rule.id for each in differing(docx.Document()) if "không thấy" in each.found}
    assert {"quoc-hieu", "tieu-ngu", "co-quan", "so-ky-hieu", "ten-loai", "chu-ky"} <= missing


@pytest.mark.parametrize(("document", "rule"), RULES, ids=lambda value: getattr(value, "id", None))
def test_rules_say_what_they_expect_and_how_to_mend_it(document: str, rule: Any) -> None:
    assert rule.check in CHECKS
    assert not rule.element or rule.element in ELEMENTS
    assert rule.source
    assert [text for text in (rule.expects, rule.fix) if not text.endswith(".")] == []


def test_every_rule_of_the_decree_is_tried() -> None:
    alike = {"ke-duoi-co-quan", "ke-duoi-trich-yeu"}  # as the rule below the motto
    assert {rule for _, rule, _ in CHANGES} >= {rule.id for rule in LAYOUTS[0].rules} - alike
