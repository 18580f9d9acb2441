"""Nothing in the data acts as markup or template, nothing in a template acts on the computer, faults are explained."""

import docx
import pytest
from docx.oxml.ns import qn

from khuyenhoc_cli.report.word.document import render_document
from khuyenhoc_cli.report.word.values import Chart, Generated, TemplateError
from tests.unit.report.word.helpers import opened, packed, paragraphs, part, rendered, template, template_with_notes

HOSTILE = [
    "Trần & Lê <Hội>",
    "x <b> y",
    "</w:t></w:r></w:p><w:p>",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# … #}",
    "{_{ x }_}",
    "&amp; &lt; &#0;",
    '"quoted" ‘trích’',
    "]]>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_data_prints_literally(text):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ x }}"
    document.core_properties.subject = "{{ x }}"
    document.add_paragraph("{{ x }} | {{ x ~ x }} | {% autoescape false %}{{ x }}{% endautoescape %}")
    document.add_paragraph("sau")
    data = rendered(packed(document), x=text).data
    assert paragraphs(data) == [f"{text} | {text}{text} | {text}", "sau"]
    assert paragraphs(data, "word/header1.xml") == [text]
    assert opened(data).core_properties.subject == text


MALICIOUS = [
    "{{ ''.__class__.__mro__ }}",
    "{{ x.__init__.__globals__ }}",
    "{{ lipsum.__globals__.os.popen('id').read() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ self.__init__.__globals__ }}",
    "{{ '%s' | attr('__class__') }}",
    "{{ so.text }}",
    "{{ so['key'] }}",
    "{{ danh_sach.append(1) }}",
    "{{ x | safe }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
]


@pytest.mark.parametrize("source", MALICIOUS)
@pytest.mark.parametrize("place", ["body", "header", "subject", "note"])
def test_malicious_templates_fail(source, place):
    document = docx.Document()
    match place:
        case "body":
            document.add_paragraph(source)
        case "header":
            document.sections[0].header.paragraphs[0].text = source
        case "subject":
            document.core_properties.subject = source
        case "note":
            document = template_with_notes("x{{ a }}", a=source)
    with pytest.raises(TemplateError):
        rendered(packed(document), x="chữ", so=Generated("so", "1"), danh_sach=["1"])


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ hoi_vein }}", "không có mục “hoi_vein”, có phải ý bạn là “hoi_vien”?"),
        ("{{ hoi_vien.tog }}", "không có mục “tog”, có phải ý bạn là “tong”?"),
        ("{% if hoi_vien.xyz %}a{% endif %}", "không có mục “xyz” — tại đoạn: “{% if hoi_vien.xyz"),
        ("{{ hoi_vien.tong.__class__ }}", "mẫu không được dùng “.__class__”"),
        ("{{ hoi_vien }}", "thẻ phải in ra chữ hoặc số nguyên, đây là một nhóm số liệu"),
        ("{{ trong }}", "thẻ phải in ra chữ hoặc số nguyên, đây là một giá trị trống"),
        ("{{ ty_le }}", "thẻ phải in ra chữ hoặc số nguyên, đây là một số lẻ chưa định dạng"),
        ("{{ 1 / 0 }}", "thẻ không tính được (division by zero)"),
        ("{% for x in %}", "thẻ viết sai cú pháp"),
        ("{{ ty_le | khong_co }}", "thẻ viết sai cú pháp (No filter named 'khong_co'"),
        ("{%p for x in danh_sach %}", "thẻ viết sai cú pháp"),
    ],
)
def test_faults_are_explained_with_their_paragraph(source, message):
    with pytest.raises(TemplateError) as caught:
        rendered(template("trước", source, "sau"), hoi_vien={"tong": "1"}, trong=None, ty_le=12.5, danh_sach=[1])
    assert message in str(caught.value)
    assert str(caught.value).startswith("Mẫu Word, thân văn bản: ")


def test_paragraph_at_fault_is_quoted():
    with pytest.raises(TemplateError, match=r"tại đoạn: “Toàn tỉnh có {{ sai }} người & hơn”"):
        rendered(template("trước", "Toàn tỉnh có {{ sai }} người & hơn", "sau"))


@pytest.mark.parametrize("source", ["{{ lo }}", "{{ bd }}", "x{{ bd }}"])
def test_figure_where_no_element_can_stand(source):
    document = docx.Document()
    paragraph = document.add_paragraph()
    text = paragraph.add_run(source)._r.find(qn("w:t"))
    text.tag = qn("w:instrText")
    chart = Chart("bd", "t", "bar", ("a",), (("s", (1.0,)),), "0", "alt")
    with pytest.raises(TemplateError, match="chỗ không in được"):
        rendered(packed(document), lo=Generated("lo", "1"), bd=chart)


def test_figure_inside_a_plain_text_control():
    inner = opened(rendered("{{ so }}", so=Generated("so", "{{ so }}")).data)
    with pytest.raises(TemplateError, match="ô điền chữ"):
        rendered(packed(inner), so=Generated("so", "1"))


def test_tags_opened_and_closed_on_different_levels():
    with pytest.raises(TemplateError, match="không cùng cấp"):
        rendered(template("{% if False %}a", "{%p endif %}"))


@pytest.mark.parametrize("value", [object(), {"x": print}, [b"bytes"], {1, 2}])
def test_context_holds_plain_values_only(value):
    with pytest.raises(TypeError, match="not a plain value"):
        rendered("x", x=value)


def test_not_a_word_file():
    with pytest.raises(TemplateError, match=r"không phải là tệp Word"):
        render_document(b"PK nonsense", {}, title="x")


@pytest.mark.parametrize("key", ["", "k" * 65, "a\nb"])
def test_keys_word_would_cut(key):
    with pytest.raises(ValueError, match="64 printable"):
        Generated(key, "1")


def test_language_is_vietnamese():
    styles = part(rendered("x").data, "word/styles.xml")
    path = "/".join(qn(f"w:{name}") for name in ("docDefaults", "rPrDefault", "rPr", "lang"))
    assert styles.find(path).get(qn("w:val")) == "vi-VN"
    document = docx.Document()
    document.styles.element.remove(document.styles.element.find(qn("w:docDefaults")))
    bare = part(rendered(packed(document)).data, "word/styles.xml")
    assert bare.find(path).get(qn("w:val")) == "vi-VN"
