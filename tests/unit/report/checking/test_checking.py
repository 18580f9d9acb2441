"""Faults planted in templates: each is found where it stands, and told what to write instead."""

import re
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.report.checking.check import Trial, check_template
from khuyenhoc_cli.report.checking.faults import Fault
from khuyenhoc_cli.report.checking.specimen import known_context, unknown_context
from khuyenhoc_cli.report.kinds import KINDS
from templates.build.__main__ import FOLDER, TEMPLATES
from tests.unit.report.daklak import CONFIG, edition
from tests.unit.report.word.helpers import packed, table_template, template, template_with_notes

KNOWN = known_context(edition(), CONFIG)
TRIALS = (Trial("rỗng", unknown_context(edition(), CONFIG)), Trial("đủ", KNOWN))


def faults(data: bytes) -> tuple[Fault, ...]:
    return check_template(data, KNOWN, TRIALS)


# what stands in a paragraph of its own -> kind of the fault, in its message, in its remedy
TAGS = [
    ("{{ hoi_vien.so }", "unclosed_tag", "thiếu “}}”", "Viết {{ hoi_vien.so }}."),
    ("{{ hoi_vien.so và chữ", "unclosed_tag", "thiếu “}}”", "{{ hoi_vien.so }}"),
    ("{% if hoi_vien.co }a{% endif %}", "unclosed_tag", "thiếu “%}”", "{% if hoi_vien.co %}"),
    ("{ { hoi_vien.so }}", "stray_mark", "bị hỏng", "{{ tên }}"),
    ("{hoi_vien.so}", "stray_mark", "bị hỏng", "{{ tên }}"),
    ("{hoi_vien.so}}", "stray_mark", "bị hỏng", "{{ tên }}"),
    ("{{ hoi_vein.so }}", "unknown_name", "không có mục “hoi_vein”", "“hoi_vien”"),
    ("{{ Hoi_vien.so }}", "unknown_name", "“Hoi_vien”", "“hoi_vien”"),
    ("{{ hội_viên.so }}", "unknown_name", "“hội_viên”", "“hoi_vien”"),
    ("{{ hoi_vien.tang_gaim }}", "unknown_name", "trong “hoi_vien”", "“tang_giam”"),
    ("{{ hội viên.so }}", "bad_syntax", "không có dấu cách", "{{ hoi_vien.so }}"),
    ("{{ hoi_vien.so | uper }}", "unknown_filter", "| uper", "“upper”"),
    ("{{ hoi_vien.so | safe }}", "unknown_filter", "| safe", "template names"),
    ("{{ hoi_vien.so – 1 }}", "bad_syntax", "“-” thành “–”", "Gõ lại “-”"),
    ("{% if hoi.ten == «a» %}x{% endif %}", "bad_syntax", "thành “«”", "Gõ lại"),
    ("{{ hoi\u200b_vien.so }}", "bad_syntax", "không nhìn thấy", "gõ lại"),
    ("{{ }}", "bad_syntax", "để trống", "Ghi tên"),
    ("{% if hoi.so = 5 %}x{% endif %}", "bad_syntax", "hai dấu bằng", "=="),
    ("{% for x hoi.noi_nhan %}x{% endfor %}", "bad_syntax", "thiếu “in”", "{% for muc in"),
    ("{% iff hoi_vien.co %}a{% endif %}", "unknown_statement", "“iff”", "“if”"),
    ("{% p if hoi_vien.co %}", "unknown_statement", "viết liền", "{%p if hoi_vien.co %}"),
    ("{% if hoi_vien.co %}a", "missing_end", "không có “endif”", "{% endif %}"),
    ("{% for x in hoi.noi_nhan %}{{ x }}", "missing_end", "không có “endfor”", "{% endfor %}"),
    ("a{% endif %}", "stray_end", "thừa", "Xóa"),
    ("{% else %}", "stray_end", "không có “if”", "if"),
    ("{%p if hoi_vien.co %} còn chữ", "lost_text", "“còn chữ”", "một đoạn riêng"),
    ("{%tr for x in hoi.noi_nhan %}", "misplaced_tag", "chỉ dùng trong bảng", "{%p for"),
    ("{{p hoi.ten }}", "misplaced_tag", "không dùng được", "{{ hoi.ten }}"),
    ("{{ hoi_vien }}", "not_printable", "nhóm số liệu của chỉ tiêu", "{{ hoi_vien.so }} hoặc {{ hoi_vien.so_02 }}"),
    ("{{ hoi }}", "not_printable", "cả một nhóm", ".ten"),
    ("{{ hoi.noi_nhan }}", "not_printable", "danh sách", "{% for muc in hoi.noi_nhan %}"),
    ("{{ hoi_vien.co }}", "not_printable", "có hay không", "{% if hoi_vien.co %}"),
    ("{{ ky.nam / 2 }}", "not_printable", "số lẻ chưa định dạng", ".so"),
    ("{{ hoi_vien.so + 1 }}", "not_printable", "không tính toán", "template names"),
    ("{% for x in hoi_vien %}{% endfor %}", "not_a_list", "một danh sách", "template names"),
    ("{{ hoi_vien.so.text }}", "forbidden", "“.text”", "{{ hoi_vien.so }}"),
    ("{{ ''.__class__ }}", "forbidden", "“.__class__”", "template names"),
    ("{{ range(9) }}", "forbidden", "range(…)", "không gọi hàm"),
    ("{% if hoi_vien.so == '…' %}x{% endif %}", "printed_compared", "không bao giờ đúng", "hoi_vien.biet"),
    ("{% if hoi_vien.so != “0” %}x{% endif %}", "printed_compared", "không bao giờ đúng", "hoi_vien.co"),
    ("chữ {{ bieu_do.ty_le_hoi_vien }}", "chart_not_alone", "một mình", "đoạn riêng"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "kind", "message", "fix"), TAGS)
def test_fault_in_a_paragraph(source: str, kind: str, message: str, fix: str) -> None:
    (only, *_) = found = [fault for fault in faults(template("trước", source, "sau")) if fault.kind == kind]
    assert len(found) == 1
    assert message in only.message
    assert fix in only.fix
    assert only.place.text() == "đoạn 2"


FINE = [
    "{{ hoi_vien.so }} người{{ chu_thich.hoi_vien_moi }}",
    "{% if hoi_vien.co %}a{% elif hoi_vien.biet %}b{% else %}c{% endif %}",
    "{% for x in hoi.noi_nhan %}{{ x }}{{ '.' if loop.last else ';' }}{% endfor %}",
    "{% for p in co_cau.chi_hoi %}{{ p.so }} {{ p.ten }}{{ p.pham_vi }}{% endfor %}",
    "{% if hoi.ten == “Hội” %}a{% endif %}",  # the engine reads Word's quotes as straight ones
    "{% set ten = hoi.ten %}{{ ten | upper }}",
    "{# lời nhắc #} {{ ky.nam }} {{ hoi.kinh_gui[0] }}",
    "{% if khong_co is defined %}a{% endif %}",
]


@pytest.mark.parametrize("source", FINE)
def test_no_fault(source: str) -> None:
    assert faults(template("trước", source, "sau")) == ()


def test_all_faults_are_told_in_one_pass() -> None:
    sources = ["{{ hoi_vein.so }}", "{{ hoi_vien }}", "{{ ky.tenn }}", "{% if hoi_vien.co %}"]
    assert [fault.place.paragraph for fault in faults(template(*sources))] == [1, 2, 3, 4]


def test_tags_that_word_scattered_over_runs() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Có {")
    for piece in ("{ hoi", "_vein", ".so }", "} người"):
        paragraph.add_run(piece).bold = True
    (fault,) = faults(packed(document))
    assert fault.quote == "{{ hoi_vein.so }}"


def test_a_block_that_ends_in_another_paragraph() -> None:
    (fault,) = faults(template("{% if hoi_vien.co %}a", "b{% endif %}"))
    assert (fault.kind, fault.place.text()) == ("crossed_blocks", "đoạn 2")
    assert "{%p if hoi_vien.co %} … {%p endif %}" in fault.fix


# the cells of a table -> kind, where, in the message
TABLES = [
    ([["{% if hoi_vien.co %}a", "b{% endif %}"]], "crossed_blocks", "bảng 1, hàng 1, ô 2", "hàng 1, ô 1"),
    ([["{% for x in hoi.noi_nhan %}"], ["{% endfor %}"]], "crossed_blocks", "bảng 1, hàng 2, ô 1", "hàng 1, ô 1"),
    ([["{%tr for x in hoi.noi_nhan %}", "mất"], ["{{ x }}", ""], ["{%tr endfor %}", ""]],
     "lost_text", "bảng 1, hàng 1, ô 1", "“mất”"),
    ([["{%tr for x in hoi.noi_nhan %}"], ["{{ x.ten }}"], ["{%tr endfor %}"]],
     "unknown_name", "bảng 1, hàng 2, ô 1", "“ten”"),
    ([["{%tr for x in hoi.noi_nhan %}"], ["{{ x }}"], ["{%p endfor %}"]],
     "crossed_blocks", "bảng 1, hàng 3, ô 1", "mở bằng “{%tr for”"),
    ([["{%tr for x in bang.to_chuc.don_vi %}", ""], ["{{ x.ten }}", "{{ x.o[0] }}{{ x.oo }}"], ["{%tr endfor %}", ""]],
     "unknown_name", "bảng 1, hàng 2, ô 2", "“oo”"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "kind", "where", "message"), TABLES)
def test_fault_in_a_table(rows: list[list[str]], kind: str, where: str, message: str) -> None:
    (fault,) = [each for each in faults(table_template(rows)) if each.kind == kind]
    assert fault.place.text() == where
    assert message in fault.message


def _header(document: Document, tag: str) -> None:
    document.sections[0].header.paragraphs[0].text = tag


def _box(document: Document, tag: str) -> None:
    box = f"<w:pict {nsdecls('w')}><w:txbxContent><w:p><w:r><w:t>{tag}</w:t></w:r></w:p></w:txbxContent></w:pict>"
    document.add_paragraph("neo").runs[0]._r.append(parse_xml(box))


def _field(document: Document, tag: str) -> None:
    run = document.add_paragraph("x").runs[0]
    run._r.find(qn("w:t")).text = tag
    run._r.find(qn("w:t")).tag = qn("w:instrText")


def _control(document: Document, tag: str) -> None:
    content = f"<w:sdtContent><w:r><w:t>{tag}</w:t></w:r></w:sdtContent>"
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr><w:text/></w:sdtPr>{content}</w:sdt>")
    document.add_paragraph()._p.append(control)


def _deleted(document: Document, tag: str) -> None:
    deleted = f"<w:del {nsdecls('w')} w:id='1' w:author='a'><w:r><w:delText>{tag}</w:delText></w:r></w:del>"
    document.add_paragraph()._p.append(parse_xml(deleted))


NOTE, CHART, FIGURE = "{{ chu_thich.hoi_vien_moi }}", "{{ bieu_do.ty_le_hoi_vien }}", "{{ hoi_vien.so }}"


@pytest.mark.parametrize(
    ("place", "tag", "kind", "where"),
    [
        (_header, NOTE, "note_out_of_place", "đầu trang, đoạn 1"),
        (_header, CHART, "note_out_of_place", "đầu trang, đoạn 1"),
        (_box, NOTE, "note_out_of_place", "hộp văn bản"),
        (_field, FIGURE, "misplaced_tag", "đoạn 1"),
        (_control, FIGURE, "misplaced_tag", "đoạn 1"),
        (_deleted, FIGURE, "misplaced_tag", "đoạn 1"),
    ],
)
def test_where_a_tag_may_not_stand(place: Callable[[Document, str], None], tag: str, kind: str, where: str) -> None:
    document = docx.Document()
    place(document, tag)
    (fault,) = faults(packed(document))
    assert fault.kind == kind
    assert fault.place.text().startswith(where)


def test_a_note_in_a_note() -> None:
    (fault,) = faults(packed(template_with_notes("x{{ a }}", a=NOTE)))
    assert (fault.kind, fault.place.story) == ("note_out_of_place", "chú thích cuối trang")


@pytest.mark.parametrize("name", [name for name in TEMPLATES if "/" not in name])
def test_shipped_templates_are_clean(name: str) -> None:
    level = KINDS[name].levels[0]
    known = known_context(edition(), CONFIG, level)
    trials = (Trial("rỗng", unknown_context(edition(), CONFIG, level)), Trial("đủ", known))
    assert check_template((FOLDER / f"{name}.docx").read_bytes(), known, trials) == ()


def test_the_names_in_the_handbook_exist() -> None:
    page = (FOLDER.parent / "docs" / "mau-bao-cao.md").read_text(encoding="utf-8")
    tags = [tag for tag in re.findall(r"\{\{ [\w.]+ \}\}", page) if "." in tag and not tag.startswith("{{ hang.")]
    assert len(tags) > 6
    assert faults(template(*tags)) == ()


_WHOLE = (
    "{%p for x in hoi.noi_nhan %}¶{{ x | upper }}¶{%p endfor %}¶"
    "{% if hoi_vien.so_02 %}a{% else %}{{ ky.nam }}{% endif %}"
)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(_WHOLE)), st.text("{}%#“”–…. abhoi_vn()[]|'\u200b", max_size=6), st.integers(0, len(_WHOLE)))
def test_no_garbled_tag_breaks_the_checker(cut: int, put: str, again: int) -> None:
    garbled = _WHOLE[:cut] + put + _WHOLE[max(cut, again) :]
    for fault in check_template(template(*garbled.split("¶")), KNOWN, TRIALS[:1]):
        assert fault.message
        assert fault.fix
