"""Footnotes: each mark gets its own text, and nothing is left of a note without text."""

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from khuyenhoc_cli.report.word.values import Generated, Note, TemplateError
from tests.unit.report.word.helpers import (
    controls,
    marks,
    names,
    notes,
    packed,
    paragraphs,
    part,
    rendered,
    table_template,
    template_with_notes,
)


def note(key: str, text: str | None = None) -> Note:
    return Note(key, f"Ghi chú {key}" if text is None else text)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A{{ a }} B{{ b }}", ["Ghi chú a", "Ghi chú b"]),
        ("B{{ b }} A{{ a }}", ["Ghi chú b", "Ghi chú a"]),
        ("A{{ a }}{{ b }}", ["Ghi chú a", "Ghi chú b"]),
        ("A{{ a }} lại A{{ a }}", ["Ghi chú a"]),
        ("A{{ a }} B{{ b }} lại A{{ a }} lại B{{ b }}", ["Ghi chú a", "Ghi chú b"]),
        ("{% if False %}{{ a }}{% endif %}B{{ b }}", ["Ghi chú b"]),
        ("A{{ rong }}B{{ b }}", ["Ghi chú b"]),
        ("Có {{ so }}{{ a }} người", ["Ghi chú a"]),
        ("A{{ dong }}", ["một\nhai"]),
    ],
)
def test_ids_ascend_and_pair(source, expected):
    values = {"rong": note("r", ""), "so": Generated("so", "12"), "dong": note("d", "một\nhai")}
    result = rendered(source, a=note("a"), b=note("b"), **values)
    assert marks(result.data) == list(notes(result.data)) == list(range(1, len(expected) + 1))
    assert list(notes(result.data).values()) == expected
    assert result.footnotes == len(expected)
    assert [text for _, text in controls(result.data, "word/footnotes.xml")] == expected


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("A{{ a }}{{ b }}.", ["A", "¹", ",", "²", "."]),
        ("A{{ a }}{{ rong }}{{ b }}", ["A", "¹", ",", "²"]),
        ("A{{ a }} {{ b }}", ["A", "¹", " ", "²"]),
    ],
)
def test_marks_side_by_side_have_a_raised_comma_between_them(source, shown):
    data = rendered(source, a=note("a"), b=note("b"), rong=note("r", "")).data
    runs = list(part(data, "word/document.xml").iter(qn("w:r")))
    assert [_shown(run) for run in runs] == shown
    commas = [run for run in runs if _shown(run) == ","]
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}") is not None for run in commas)


def _shown(run):
    """The text of a run, or the raised number of its note."""
    last = run[-1]
    return "¹²"[int(last.get(qn("w:id"))) - 1] if last.tag == qn("w:footnoteReference") else last.text


@pytest.mark.parametrize("text", ["", "  ", "\n", "\x07"])
def test_note_without_text_leaves_nothing(text):
    result = rendered("A{{ a }}.", a=note("a", text))
    assert paragraphs(result.data) == ["A."]
    assert result.footnotes == 0
    assert "word/footnotes.xml" not in names(result.data)


def test_in_a_row_loop():
    rows = [["{%tr for d in bang %}"], ["{{ d.ten }}{{ d.ct }}"], ["{%tr endfor %}"]]
    bang = [{"ten": f"Xã {i}", "ct": note(f"x{i}") if i % 2 else ""} for i in range(6)]
    data = rendered(table_template(rows), bang=bang).data
    assert notes(data) == {1: "Ghi chú x1", 2: "Ghi chú x3", 3: "Ghi chú x5"}
    assert marks(data) == [1, 2, 3]


def test_template_own_notes_join_the_order_and_leave_no_orphans():
    own = template_with_notes("A{{ a }} B{{ b }}", a="riêng {{ so }}", b="bỏ")
    paragraph = own.paragraphs[0]
    last = paragraph.runs[-1]._r
    assert last.find(qn("w:footnoteReference")) is not None
    last.getparent().remove(last)
    paragraph.insert_paragraph_before("trước{{ moi }}")
    result = rendered(packed(own), so=Generated("so", "9"), moi=note("moi"))
    assert notes(result.data) == {1: "Ghi chú moi", 2: "riêng 9"}
    assert marks(result.data) == [1, 2]


def test_styles_are_found_by_name():
    document = docx.Document()
    for identifier, name, kind in (
        ("Vnbanchuthich", "footnote text", "paragraph"),
        ("Dau", "Footnote Reference", "character"),
    ):
        document.styles.element.append(
            parse_xml(
                f'<w:style xmlns:w="{document.element.nsmap["w"]}" w:type="{kind}" w:styleId="{identifier}">'
                f'<w:name w:val="{name}"/></w:style>'
            )
        )
    document.add_paragraph("A{{ a }}")
    root = part(rendered(packed(document), a=note("a")).data, "word/footnotes.xml")
    assert {e.get(qn("w:val")) for e in root.iter(qn("w:pStyle"), qn("w:rStyle"))} == {"Vnbanchuthich", "Dau"}


def test_separators_and_settings():
    data = rendered("A{{ a }}", a=note("a")).data
    special = [n.get(qn("w:id")) for n in part(data, "word/footnotes.xml") if n.get(qn("w:type"))]
    listed = part(data, "word/settings.xml").find(qn("w:footnotePr"))
    assert special == [n.get(qn("w:id")) for n in listed] == ["-1", "0"]


TEXT_BOX = (
    '<w:r xmlns:w="{w}"><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>{{{{ a }}}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


@pytest.mark.parametrize("place", ["đầu trang", "chân trang", "chú thích", "hộp văn bản"])
def test_only_in_the_body(place):
    document = docx.Document()
    match place:
        case "đầu trang":
            document.sections[0].header.paragraphs[0].text = "{{ a }}"
        case "chân trang":
            document.sections[0].footer.paragraphs[0].text = "{{ a }}"
        case "chú thích":
            document = template_with_notes("x{{ a }}", a="trong {{ a }}")
        case "hộp văn bản":
            document.add_paragraph()._p.append(parse_xml(TEXT_BOX.format(w=document.element.nsmap["w"])))
    with pytest.raises(TemplateError, match=f"{place}.*chú thích “a”|chú thích “a”.*{place}"):
        rendered(packed(document), a=note("a"))


def test_too_many_for_word(monkeypatch):
    monkeypatch.setattr("khuyenhoc_cli.report.word.footnotes._LAST_ID", 3)
    each = {name: note(name) for name in "abcd"}
    rendered("{{ a }}{{ b }}{{ c }}{{ a }}", **each)
    with pytest.raises(TemplateError, match="4 chú thích"):
        rendered("{{ a }}{{ b }}{{ c }}{{ d }}", **each)
