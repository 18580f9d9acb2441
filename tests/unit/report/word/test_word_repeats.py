"""What is said twice under one heading: a note has one text and its mark again, a phrase its shorter form."""

import re
import shutil
import subprocess

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.report.word.values import Generated, Note, TemplateError
from tests.unit.report.word.helpers import (
    controls,
    headed_template,
    marks,
    notes,
    opened,
    packed,
    part,
    rendered,
    table_template,
)

A, B, C = (Note(name, f"Ghi chú {name}") for name in "abc")
_NOTEREF = re.compile(r" NOTEREF (\w+) \\f \\h ")


def _repeats(data: bytes) -> list[tuple[str, str]]:
    """(the text of the note a field refers to through its bookmark, the number shown) of each repeated mark."""
    body, texts = part(data, "word/document.xml"), notes(data)
    named = {}
    for start in body.iter(qn("w:bookmarkStart")):
        mark = start.getnext().find(qn("w:footnoteReference"))
        end = start.getnext().getnext()
        assert (end.tag, end.get(qn("w:id"))) == (qn("w:bookmarkEnd"), start.get(qn("w:id")))
        named[start.get(qn("w:name"))] = texts[int(mark.get(qn("w:id")))]
    fields = [f for f in body.iter(qn("w:fldSimple")) if "NOTEREF" in f.get(qn("w:instr"))]
    return [
        (named[_NOTEREF.fullmatch(f.get(qn("w:instr")))[1]], "".join(t.text for t in f.iter(qn("w:t")))) for f in fields
    ]


# template, the notes in their order, the repeated marks
PAIRED = [
    ("A{{ a }} A{{ a }}", ["a"], [("a", "1")]),
    ("A{{ a }} B{{ b }} A{{ a }} B{{ b }}", ["a", "b"], [("a", "1"), ("b", "2")]),
    ("B{{ b }} A{{ a }} A{{ a }} A{{ a }} B{{ b }}", ["b", "a"], [("a", "2"), ("a", "2"), ("b", "1")]),
    ("A{{ a }} {% if False %}{{ b }}{% endif %} B{{ b }} C{{ c }} B{{ b }}", ["a", "b", "c"], [("b", "2")]),
]


@pytest.mark.parametrize(("source", "expected", "repeated"), PAIRED)
def test_a_repeated_note_is_one_note(source, expected, repeated):
    result = rendered(source, a=A, b=B, c=C)
    assert list(notes(result.data).values()) == [f"Ghi chú {name}" for name in expected]
    assert marks(result.data) == list(notes(result.data)) == list(range(1, len(expected) + 1))
    assert _repeats(result.data) == [(f"Ghi chú {name}", number) for name, number in repeated]
    assert result.footnotes == len(expected)


def test_the_note_stands_anew_under_each_heading_down_to_the_second_level():
    data = rendered(headed_template("A{{ a }}", "#I", "A{{ a }}", "###1.", "A{{ a }}", "##II", "A{{ a }}"), a=A).data
    assert list(notes(data).values()) == ["Ghi chú a"] * 3
    assert _repeats(data) == [("Ghi chú a", "2")]


def test_a_heading_is_known_by_the_name_of_its_style():
    document = opened(headed_template("A{{ a }}", "#I", "A{{ a }}"))
    style = document.styles["Heading 1"].element
    style.set(qn("w:styleId"), "u1")
    document.paragraphs[1]._p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").set(qn("w:val"), "u1")
    assert len(notes(rendered(packed(document), a=A).data)) == 2


def test_in_the_rows_of_a_table():
    rows = [["{%tr for d in bang %}"], ["{{ d.ten }}{{ d.ct }}"], ["{%tr endfor %}"]]
    bang = [{"ten": f"Xã {i}", "ct": (A, B, "")[i % 3]} for i in range(6)]
    data = rendered(table_template(rows), bang=bang).data
    assert list(notes(data).values()) == ["Ghi chú a", "Ghi chú b"]
    assert _repeats(data) == [("Ghi chú a", "1"), ("Ghi chú b", "2")]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("A{{ a }} B{{ b }}{{ a }}.", "A¹ B²,[1]."),
        ("A{{ a }} A{{ a }}{{ b }}.", "A¹ A[1],²."),
        ("A{{ a }} B{{ b }} x{{ a }}{{ b }}.", "A¹ B² x[1],[2]."),
    ],
)
def test_repeated_marks_side_by_side_have_a_comma_between_them(source, shown):
    body = part(rendered(source, a=A, b=B).data, "word/document.xml")
    seen = ""
    for element in body.iter(qn("w:t"), qn("w:footnoteReference")):
        if element.tag == qn("w:footnoteReference"):
            seen += "¹²"[int(element.get(qn("w:id"))) - 1]
        else:
            field = next(element.iterancestors(qn("w:fldSimple")), None)
            seen += element.text if field is None else f"[{element.text}]"
    assert seen == shown


def test_a_repeated_mark_looks_like_a_mark():
    body = part(rendered("A{{ a }} A{{ a }}", a=A).data, "word/document.xml")
    (field,) = body.iter(qn("w:fldSimple"))
    (mark,) = body.iter(qn("w:footnoteReference"))
    styles = [run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}").get(qn("w:val")) for run in (field[0], mark.getparent())]
    assert styles[0] == styles[1]


def test_bookmarks_beside_those_of_the_template():
    document = docx.Document()
    paragraph = document.add_paragraph("A{{ a }} A{{ a }}")._p
    space = document.element.nsmap["w"]
    paragraph.append(parse_xml(f'<w:bookmarkStart xmlns:w="{space}" w:id="4" w:name="cua_mau"/>'))
    paragraph.append(parse_xml(f'<w:bookmarkEnd xmlns:w="{space}" w:id="4"/>'))
    body = part(rendered(packed(document), a=A).data, "word/document.xml")
    assert sorted(start.get(qn("w:id")) for start in body.iter(qn("w:bookmarkStart"))) == ["4", "5"]


def test_two_texts_under_one_key_are_refused_though_the_second_is_not_printed():
    with pytest.raises(TemplateError, match="hai nội dung"):
        rendered("A{{ a }} B{{ b }}", a=A, b=Note("a", "khác"))


def test_the_file_is_valid(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(rendered("A{{ a }} B{{ b }} x{{ a }}{{ b }}.", a=A, b=B).data)
    base = tmp_path / "base.docx"
    base.write_bytes(rendered("A{{ a }}.", a=A).data)
    errors = {str(error) for error in OpenXmlValidator().validate(path).errors}
    assert errors <= {str(error) for error in OpenXmlValidator().validate(base).errors}


@pytest.mark.word
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_pages_show_the_number_again(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(rendered("Một{{ b }} Hai{{ a }} Ba{{ a }} Bon{{ b }}{{ a }}.", a=A, b=B).data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(convert, check=True, capture_output=True)
    text = subprocess.run(["pdftotext", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True, text=True)
    assert "Một1 Hai2 Ba2 Bon1,2." in " ".join(text.stdout.split())


def phrase(figure: str, text: str) -> Generated:
    return Generated(f"{figure}:coverage", f" ({text}; thiếu Lắk)", Generated(f"{figure}:coverage_short", f" ({text})"))


@pytest.mark.parametrize(
    ("sections", "shown"),
    [
        (("{{ x }}{{ y }}",), ["x:coverage", "y:coverage_short"]),
        (("{{ x }}{{ z }}{{ x }}",), ["x:coverage", "z:coverage", "x:coverage_short"]),
        (("{{ x }}", "#I", "{{ x }}", "####a)", "{{ y }}"), ["x:coverage", "x:coverage", "y:coverage_short"]),
    ],
)
def test_a_phrase_that_has_stood_under_the_heading_gives_way_to_its_shorter_form(sections, shown):
    values = {"x": phrase("x", "14/15"), "y": phrase("y", "14/15"), "z": phrase("z", "13/15")}
    assert [key for key, _ in controls(rendered(headed_template(*sections), **values).data)] == shown
