"""The package as a whole: valid, the same each time, fast, and paired by LibreOffice as by us."""

import io
import re
import subprocess
import time
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.report.word.document import render_document
from khuyenhoc_cli.report.word.pdf import PdfUnavailable, convert_to_pdf
from khuyenhoc_cli.report.word.values import Chart, Generated, Note
from tests.unit.report.word.helpers import opened, packed, rendered, template

CONTEXT = {
    "so": Generated("so", "533.903"),
    "cau": Generated("cau", "dòng 1\ndòng 2"),
    "ct": Note("ct", "Chưa có: Ngọc Lặc.\nNguồn: báo cáo."),
    "bang": [{"ten": f"Xã {i}", "ct": Note(f"ct.{i}", f"Ghi chú số {i}")} for i in range(4)],
    "bd": [
        Chart(f"bd.{kind}", "Hội viên", kind, ("A", "B"), (("x", (1.0, 9.0)), ("y", (3.0, None))), "0.0", "mô tả")
        for kind in ("bar", "column", "line")
    ],
}


def rich_template() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ so }}"
    document.add_paragraph().add_run("Có {{ so }}{{ ct }} {{ cau }}").bold = True
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for d in bang %}"
    table.cell(1, 0).text = "{{ loop.index }}"
    table.cell(1, 1).text = "{{ d.ten }}{{ d.ct }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    for index in range(3):
        document.add_paragraph(f"{{{{ bd[{index}] }}}}")
    return packed(document)


def complaints(data: bytes, path: Path) -> set[str]:
    path.write_bytes(data)
    return {
        str(error)
        for error in OpenXmlValidator().validate(path).errors
        if "stylesWithEffects" not in error.part_uri  # python-docx's own template
    }


def test_valid(tmp_path):
    data = render_document(rich_template(), CONTEXT, title="Báo cáo").data
    assert complaints(rich_template(), tmp_path / "t.docx") == set()
    assert complaints(data, tmp_path / "r.docx") == set()


def test_same_input_same_bytes(monkeypatch):
    source = rich_template()
    first = render_document(source, CONTEXT, title="Báo cáo").data
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(10**9))
    assert render_document(source, CONTEXT, title="Báo cáo").data == first


def test_the_package_does_not_tell_the_system_it_was_made_on():
    data = render_document(rich_template(), CONTEXT, title="Báo cáo").data
    with ZipFile(io.BytesIO(data)) as package:
        books = [package.read(name) for name in package.namelist() if name.endswith(".xlsx")]
    assert len(books) == 3
    for archive in (data, *books):
        with ZipFile(io.BytesIO(archive)) as package:
            assert {(entry.create_system, entry.date_time[0]) for entry in package.infolist()} == {(0, 1980)}


def test_properties():
    document = docx.Document()
    document.core_properties.author = "Hội {{ ten }}"
    data = render_document(packed(document), {"ten": "Khuyến học & <Lê>"}, title="{{ x }} & " + "d" * 300).data
    properties = opened(data).core_properties
    assert properties.author == "Hội Khuyến học & <Lê>"
    assert properties.title == ("{{ x }} & " + "d" * 300)[:255]
    assert properties.created is None
    assert properties.last_modified_by == ""


@pytest.mark.timed
def test_speed():
    table = template("{% for d in bang %}{{ d.a }} {{ d.b }}{% endfor %}", *(["{{ ct }}"] * 20))
    bang = [{"a": Generated(f"a{i}", str(i)), "b": Generated(f"b{i}", str(i))} for i in range(1250)]
    start = time.perf_counter()
    result = rendered(table, bang=bang, ct=Note("ct", "chú thích"))
    assert (result.controls, result.footnotes) == (2501, 1)
    assert time.perf_counter() - start < 3  # 0.3 s on a desk; a quadratic scan takes far longer


@pytest.mark.word
def test_libreoffice_pairs_the_same_notes(tmp_path):
    source = template("A{{ hai }} B{{ mot }} C{{ ba }}")
    texts = {"mot": "Ghi chú một", "hai": "Ghi chú hai\nxuống dòng", "ba": "Ghi chú ba"}
    docx_path, pdf = tmp_path / "báo cáo.docx", tmp_path / "ra.pdf"
    docx_path.write_bytes(rendered(source, **{key: Note(key, text) for key, text in texts.items()}).data)
    convert_to_pdf(docx_path, pdf)
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert re.findall(r"(\d)\s+Ghi chú (\w+)", text) == [("1", "hai"), ("2", "một"), ("3", "ba")]
    assert "xuống dòng" in text
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


def test_pdf_without_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(PdfUnavailable, match="LibreOffice"):
        convert_to_pdf(tmp_path / "a.docx", tmp_path / "a.pdf")
