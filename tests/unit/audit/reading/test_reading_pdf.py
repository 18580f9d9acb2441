"""PDF files as Word and LibreOffice make them, read back."""

import subprocess

import pytest

from khuyenhoc_cli.audit.model import Document
from khuyenhoc_cli.audit.reading import read_report
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.report.word.footnotes import note_styles
from tests.unit.audit.reading.words import p, r, tbl, tc, tr, word

LONG = (
    "Toàn tỉnh có 533.903 hội viên, tăng 24.239 hội viên so với cùng kỳ năm trước, đạt 26,35% so với dân số; trong đó "
    "hội viên trong trường học là 81.739 người, hội viên mới kết nạp là 13.300 người, nhiều nhất là ở các huyện "
    "Krông Ana, Krông Năng và Buôn Đôn; các nơi khác đều có kết nạp, tuy còn chậm so với kế hoạch đã giao từ đầu năm"
)  # fmt: skip
NEXT = "Các xã, phường duy trì đều phong trào, mỗi nơi đều có ít nhất 05 chi hội hoạt động tốt trong kỳ báo cáo."
POINT = (
    "Tổng chi 1.094.200.000 đồng, gồm: học bổng 512.400.000 đồng (46,8%), khen thưởng 398.800.000 đồng (36,4%), hỗ trợ "
    "học sinh khó khăn và học sinh mồ côi ở các thôn, buôn xa trung tâm 120.000.000 đồng, các khoản chi khác cho hội "
    "nghị và văn phòng phẩm 63.000.000 đồng."
)  # fmt: skip
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
BORDER = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in SIDES)
REFERENCE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="11"/></w:r>'


def ruled(table: str) -> str:
    return table.replace("<w:tblPr/>", f"<w:tblPr><w:tblBorders>{BORDER}</w:tblBorders></w:tblPr>")


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A small report through LibreOffice."""
    heads = tr(tc("TT", properties='<w:vMerge w:val="restart"/>'), tc("Hội viên", properties='<w:gridSpan w:val="2"/>'))
    heads += tr(tc(properties="<w:vMerge/>"), "Tổng số", "Nữ")
    indented = '<w:jc w:val="both"/><w:ind w:firstLine="720"/>'
    data = word(
        p(r("I. KẾT QUẢ")),
        p(r(LONG) + REFERENCE + r("."), indented),
        p(r(NEXT), indented),
        "Bảng 1. Hội viên",
        ruled(tbl(heads, tr("1", "1.200", "30"), tr("2", "900", "25"))),
        p(r(POINT), '<w:pStyle w:val="ListBullet"/>'),
        p(r("Thu khác 5 triệu đồng."), '<w:pStyle w:val="ListBullet"/>'),
        ruled(tbl(tr(*(f"Cột {name}" for name in "ABCDEFGHIJKLMN")), tr(*["12.345.678"] * 12, "1.234,5", "26,35%"))),
        "Hết phần này.",
        notes=("Krông Ana (1.940 người), Krông Năng (1.163 người).",),
    )
    folder = tmp_path_factory.mktemp("pdf")
    path = folder / "thu.docx"
    path.write_bytes(styled(data))
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120)
    return read_report(path.with_suffix(".pdf").read_bytes(), "thu.pdf")


def styled(data: bytes) -> bytes:
    """The document with Word's footnote styles, and its note in small type after its own number."""
    import io

    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE as RT

    opened = docx.Document(io.BytesIO(data))
    style = note_styles(opened).text
    part = opened.part.part_related_by(RT.FOOTNOTES)
    number = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    part._blob = part.blob.replace(b"<w:p>", f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{number}'.encode())
    file = io.BytesIO()
    opened.save(file)
    return file.getvalue()


@pytest.mark.word
def test_lines_are_paragraphs_again(document: Document) -> None:
    points = [f"• {POINT}", "• Thu khác 5 triệu đồng."]
    body = [passage.text for passage in document.passages if passage.part == "body"]
    assert body == ["I. KẾT QUẢ", f"{LONG}.", NEXT, "Bảng 1. Hội viên", *points, "Hết phần này."]


@pytest.mark.word
def test_a_note_is_tied_to_its_raised_mark(document: Document) -> None:
    assert [note.text for note in document.notes.values()] == ["Krông Ana (1.940 người), Krông Năng (1.163 người)."]
    marks = [(mark.number, mark.offset) for passage in document.passages for mark in passage.marks]
    assert marks == [(1, len(LONG))]


@pytest.mark.word
def test_a_ruled_table_keeps_its_cells(document: Document) -> None:
    cells = document.tables[0].cells
    assert [(c.row, c.column, c.rows, c.columns, c.text) for c in cells if c.is_heading] == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 1, 2, "Hội viên"),
        (1, 1, 1, 1, "Tổng số"),
        (1, 2, 1, 1, "Nữ"),
    ]
    assert [c.text for c in cells if c.row == 3] == ["2", "900", "25"]


@pytest.mark.word
def test_a_number_too_wide_for_its_column_is_one_number(document: Document) -> None:
    cells = [cell.text for cell in document.tables[1].cells if cell.row == 1]
    assert cells == [*["12.345.678"] * 12, "1.234,5", "26,35%"]


def test_a_scan_has_no_text() -> None:
    scan = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(UserError, match="không có lớp chữ") as caught:
        read_report(scan, "chup.pdf")
    assert caught.value.exit_code == 3
