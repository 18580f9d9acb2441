"""What is said of a report: JSON by its contract, a table, a page, a copy with comments."""

import io
import json
import re

import docx
import jsonschema
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator
from rich.console import Console

from khuyenhoc_cli.audit.model import Claim, Document, Verdict
from khuyenhoc_cli.audit.reading import read_report
from khuyenhoc_cli.output.audit import Audit, audit_json
from khuyenhoc_cli.output.audit_comments import commented_copy
from khuyenhoc_cli.output.audit_page import audit_page
from khuyenhoc_cli.output.audit_table import audit_table
from khuyenhoc_cli.resources import data_root
from tests.unit.audit.reading.words import box, mark, p, r, sdt, tbl, tr, word

SCHEMA = json.loads((data_root() / "schemas/output/audit.schema.json").read_text(encoding="utf-8"))
REPORT = word(
    "1. Mô hình học tập",
    p(r("Có 257 cơ sở. Đăng ký 184 (đạt ") + r("70,", "<w:b/>") + r("43", "<w:b/>") + r("%) <b> & nữa.") + mark(11)),
    p(r("Tổng số: ") + sdt(r("533.903"), tag="HV01") + r(", ") + sdt(r("tăng 24.239 người"), tag="HV01:change")),
    p(r("Xem khung") + box("Trong khung 37,24%")),
    "Bảng 1. Hội viên",
    tbl(tr("Tên", "Số"), tr("Lắk", "1.940")),
    notes=("Lắk (1.163 người).",),
)  # fmt: skip


def claim(document: Document, printed: str, verdict: Verdict = "wrong") -> Claim:
    passage = next(each for each in document.everything if printed in each.text)
    start = passage.text.index(printed)
    message = f"184/257 = 71,60%, in: {printed}"
    return Claim("ty_le", "ratio", passage, start, start + len(printed), "71,60%", verdict, message)


def audit_of(*printed: str, verdict: Verdict = "wrong", data: bytes = REPORT) -> Audit:
    document = read_report(data, "báo cáo.docx")
    return Audit(document, tuple(claim(document, each, verdict) for each in printed))


def test_json_follows_its_contract() -> None:
    found = audit_json(audit_of("70,43%", "533.903", "1.940", "1.163 người"))
    jsonschema.validate(found, SCHEMA)
    first, second, third, fourth = found["claims"]
    assert first["quote"] == "Đăng ký 184 (đạt 70,43%) <b> & nữa."
    assert (first["part"], first["paragraph"], first["headings"]) == ("body", 2, ["1. Mô hình học tập"])
    assert (second["key"], third["cell"]) == ("HV01", {"table": 1, "row": 2, "column": 2})
    assert (fourth["part"], fourth["paragraph"]) == ("footnote", 1)
    assert found["summary"] == {"claims": 4, "ok": 0, "wrong": 4, "doubtful": 0, "format": 0}
    assert all(each["printed"] in each["quote"] for each in found["claims"])


def shown(audit: Audit) -> str:
    console = Console(file=io.StringIO(), width=140, highlight=False)
    for part in audit_table(audit):
        console.print(part)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_the_table_names_the_place_and_shows_the_computation() -> None:
    text = shown(audit_of("70,43%", "1.940", "1.163 người"))
    for expected in (
        "Sai (3)",
        "Đoạn 2",
        "1. Mô hình học tập",
        "Bảng 1, dòng 2, cột 2",
        "Chú thích 1",
        "184/257 = 71,60%",
    ):
        assert expected in text


def test_right_figures_are_counted_and_listed_only_alone() -> None:
    document = read_report(REPORT, "x.docx")
    right, wrong = claim(document, "1.940", "ok"), claim(document, "70,43%")
    assert "in: 1.940" not in shown(Audit(document, (right, wrong)))
    assert "in: 1.940" in shown(Audit(document, (right,)))
    assert "Đúng (20, 8 chỗ đầu)" in shown(Audit(document, (right,) * 20))
    assert "1 sai, 1 đúng" in shown(Audit(document, (right, wrong)))


def test_the_page_marks_the_figure_and_escapes_the_rest() -> None:
    page = audit_page(audit_of("70,43%"))
    assert "(đạt <mark>70,43%</mark>) &lt;b&gt; &amp; nữa." in page
    assert "http" not in re.sub(r'http-equiv="[^"]*"', "", page)


def comments(data: bytes) -> dict[str, str]:
    """By what each comment covers its text."""
    document = docx.Document(io.BytesIO(data))
    found = {}
    for comment in document.comments:
        inside, covered = False, ""
        for element in document.element.body.iter():
            if element.tag in (qn("w:commentRangeStart"), qn("w:commentRangeEnd")):
                if element.get(qn("w:id")) == str(comment.comment_id):
                    inside = element.tag == qn("w:commentRangeStart")
            elif inside and element.tag == qn("w:t"):
                covered += element.text or ""
            elif inside and element.tag == qn("w:footnoteReference"):
                covered += "[chú thích]"
        assert comment.author == "khuyenhoc"
        found[covered] = comment.text
    return found


@pytest.mark.parametrize("printed", ["70,43%", "184", "533.903", "24.239", "1.940"])
def test_a_comment_covers_its_figure_and_nothing_else(printed: str) -> None:
    assert comments(commented_copy(REPORT, audit_of(printed))) == {printed: f"Sai: 184/257 = 71,60%, in: {printed}"}


def test_a_comment_on_a_note_stands_at_its_mark() -> None:
    found = comments(commented_copy(REPORT, audit_of("1.163")))
    assert found == {"[chú thích]": "Chú thích 1, “1.163”. Sai: 184/257 = 71,60%, in: 1.163"}


def test_a_comment_on_a_text_box_stands_at_the_box() -> None:
    (text,) = comments(commented_copy(REPORT, audit_of("37,24%"))).values()
    assert text.startswith("Trong khung chữ, “37,24%”.")


def test_nothing_else_of_the_copy_changes() -> None:
    every = audit_of("257", "184", "70,43%", "533.903", "24.239", "37,24%", "1.940", "1.163")
    before, after = read_report(REPORT, "x"), read_report(commented_copy(REPORT, every), "x")
    assert [(each.text, each.controls, each.marks) for each in after.everything] == [
        (each.text, each.controls, each.marks) for each in before.everything
    ]
    assert after.tables == before.tables


def test_the_copy_is_as_sound_as_the_report(tmp_path: object) -> None:
    def complaints(data: bytes) -> set[str]:
        path = tmp_path / "thu.docx"  # type: ignore[operator]
        path.write_bytes(data)
        return {error.description for error in OpenXmlValidator().validate(str(path)).errors}

    every = audit_of("257", "70,43%", "533.903", "24.239", "1.940", "1.163")
    assert complaints(commented_copy(REPORT, every)) <= complaints(REPORT)
