"""Generated text becomes content controls, in every story, and survives exactly."""

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.report.word.baseline import Baseline, read_baseline
from khuyenhoc_cli.report.word.document import render_document
from khuyenhoc_cli.report.word.values import Generated, Note, TemplateError
from tests.unit.report.word.helpers import (
    controls,
    formats,
    notes,
    opened,
    packed,
    paragraphs,
    part,
    rendered,
    table_template,
    template,
    template_with_notes,
)

SO = Generated("hoi_vien.so", "533.903")
# Whatever a cell may hold, with the characters that templates, XML and our own marks give a meaning.
any_text = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), st.sampled_from("\t\n&<>\"'{}%#\ue000"))
)


def test_control_carries_key_twice_hidden_and_plain():
    sdt = next(part(rendered("{{ so }}", so=SO).data, "word/document.xml").iter(qn("w:sdt")))
    names = [child.tag.split("}")[1] for child in sdt.find(qn("w:sdtPr"))]
    assert names == ["alias", "tag", "id", "appearance", "text"]
    assert [sdt[0][i].get(qn("w:val")) for i in range(3)] == ["hoi_vien.so", "hoi_vien.so", "1"]
    root = sdt.getroottree().getroot()
    assert "w15" in root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable").split()


@pytest.mark.parametrize(
    ("source", "text", "keys"),
    [
        ("Có {{ so }} người", "Có 533.903 người", ["hoi_vien.so"]),
        ("{{ so }}{{ so }}", "533.903533.903", ["hoi_vien.so"] * 2),
        ("a{{ rong }}b", "ab", []),
        ("{{ 'A & <B>' }}", "A & <B>", []),
        ("{{ so ~ ' người' }}", "533.903 người", []),
        ("{{ so | upper }}", "533.903", []),
        ("{% filter upper %}tăng {{ so }}{% endfilter %}", "TĂNG 533.903", ["hoi_vien.so"]),
        ("{% set cau %}có {{ so }}{% endset %}{{ cau }}", "có 533.903", ["hoi_vien.so"]),
        ("{% if so %}có{% endif %}{% if not rong %} không{% endif %}", "có không", []),
        ("{{ nhom.values }}", "12", []),
    ],
)
def test_printing(source, text, keys):
    data = rendered(source, so=SO, rong=Generated("r", ""), nhom={"values": "12"}).data
    assert paragraphs(data) == [text]
    assert [key for key, _ in controls(data)] == keys


def test_split_run_keeps_its_formatting():
    document = docx.Document()
    run = document.add_paragraph("đầu ").add_run("có {{ so }}{{ ct }} người")
    run.bold = True
    run.add_tab()
    run.add_text("cuối")
    data = rendered(packed(document), so=SO, ct=Note("ct", "Chú thích")).data
    assert formats(data) == [("đầu ", False), ("có ", True), ("533.903", True), ("", True), (" người\tcuối", True)]


def test_tag_scattered_over_runs_by_word():
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ s", "o ", "}}"):
        paragraph.add_run(piece)
    assert paragraphs(rendered(packed(document), so=SO).data) == ["533.903"]


def test_header_and_footer():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Đầu {{ so }}"
    document.sections[0].footer.paragraphs[0].text = "Cuối {{ so }}"
    data = rendered(packed(document), so=SO).data
    for name in ("word/header1.xml", "word/footer1.xml"):
        assert controls(data, name) == [("hoi_vien.so", "533.903")]


def test_template_note_is_rendered_once_whatever_the_sections():
    document = template_with_notes("x{{ ct }}", ct="đặt {{ chu }}, {{ so }} người")
    document.add_section()
    data = rendered(packed(document), chu="{{ 7*7 }}", so=SO).data
    assert list(notes(data).values()) == ["đặt {{ 7*7 }}, 533.903 người"]
    assert controls(data, "word/footnotes.xml") == [("hoi_vien.so", "533.903")]


def test_ids_unique_over_stories_and_copies_made_by_a_loop():
    document = opened(rendered("{{ so }}", so=SO).data)
    document.element.body.insert(0, document.add_paragraph("{%p for x in ba %}")._p)
    document.add_paragraph("{{ so }}")
    document.add_paragraph("{%p endfor %}")
    document.sections[0].header.paragraphs[0].text = "{{ so }}"
    data = rendered(packed(document), so=SO, ba=[1, 2, 3]).data
    ids = [
        sdt.find(f"{qn('w:sdtPr')}/{qn('w:id')}").get(qn("w:val"))
        for name in ("word/document.xml", "word/header1.xml")
        for sdt in part(data, name).iter(qn("w:sdt"))
    ]
    assert len(ids) == len(set(ids)) == 7


def test_same_key_must_have_same_text():
    assert rendered("{{ a }} {{ b }}", a=SO, b=SO).controls == 2
    with pytest.raises(TemplateError, match=r"hoi_vien\.so.*hai nội dung khác nhau: “533\.903” và “1”"):
        rendered("{{ a }} {{ b }}", a=SO, b=Generated("hoi_vien.so", "1"))


def test_baseline_round_trip():
    source = template("{{ so }} {{ cau }}{{ ct }}{{ bo }}")
    context = {"so": SO, "cau": Generated("cau", "dòng 1\ndòng 2"), "ct": Note("ct", "chú"), "bo": Generated("bo", "")}
    key_values = {"mau": "bao_cao.docx", "ky": "2024"}
    data = render_document(source, context, title="t", key_values=key_values).data
    texts = {"hoi_vien.so": "533.903", "cau": "dòng 1\ndòng 2", "ct": "chú"}
    found = read_baseline(opened(data))
    assert (found.texts, found.key_values) == (texts, key_values)
    again = read_baseline(opened(render_document(data, {}, title="t").data))
    assert (again.texts, again.key_values) == ({}, {})
    assert read_baseline(docx.Document()) == Baseline()


def test_row_loop():
    rows = [["{%tr for d in bang %}"], ["{{ loop.index }}", "{{ d.so }}"], ["{%tr endfor %}"]]
    data = rendered(table_template(rows), bang=[{"so": Generated(f"d{i}", str(i))} for i in range(3)]).data
    assert controls(data) == [("d0", "0"), ("d1", "1"), ("d2", "2")]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_column_loop_keeps_the_grid_as_wide_as_the_rows(count):
    data = rendered(table_template([["{%tc for d in cot %}", "{{ d }}", "{%tc endfor %}"]]), cot=["x"] * count).data
    table = opened(data).tables[0]._tbl
    assert len(table.tr_lst[0].tc_lst) == len(table.tblGrid.gridCol_lst) == count


@given(any_text)
@settings(deadline=None)
def test_any_text_survives_exactly(text):
    source = template("[{{ so }}]", "{%p for doan in y_kien %}", "[{{ doan }}]", "{%p endfor %}", "{{ ct }}")
    data = rendered(source, so=Generated("k", text), ct=Note("n", text), y_kien=[text, text]).data
    printed = text if text.strip() else ""
    assert paragraphs(data) == [f"[{printed}]", f"[{text}]", f"[{text}]", ""]
    if printed:
        assert controls(data) == [("k", text)]
        assert list(notes(data).values()) == [text]
        assert read_baseline(opened(data)).texts == {"k": text, "n": text}


@given(st.text(st.characters(categories=["Cc", "Cs"], exclude_characters="\t\n\r"), max_size=5))
@settings(deadline=None)
def test_characters_no_document_can_hold_are_dropped(bad):
    data = rendered("{{ so }}|{{ chu }}", so=Generated("k", f"a{bad}b"), chu=f"c{bad}\r\nd\re").data
    assert paragraphs(data) == ["ab|c\nd\ne"]
