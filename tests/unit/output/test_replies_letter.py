"""The letter: whole, valid, in the office's name, with every cell in its table."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx.shared import Pt
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.output.replies_letter import reply_letter
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.workspace.config import Association, Config, Signature
from tests.unit.output.test_replies import DISTRICT, NOTE, SENDER, SUM, blank_at, checked, replies, text_at
from tests.unit.report.word.helpers import opened, paragraphs

TEMPLATE = data_root() / "templates" / "letters" / "reply.docx"
CONFIG = Config(
    association=Association(name=SENDER, parent_body="Hội Khuyến học Việt Nam", unit="90", place="Thử"),
    signature=Signature(on_behalf="TM. Ban Thường vụ", title="Chủ tịch"),
)
ON, DUE = date(2024, 6, 1), date(2024, 6, 5)


def letter(*findings: Finding, due: date | None = None) -> bytes:
    (reply,) = replies(checked(*findings)) if findings else replies(missing=((DISTRICT, State.NOT_RECEIVED),))
    return reply_letter(TEMPLATE, reply, CONFIG, due, ON)


def test_a_letter_from_its_head_to_its_foot(tmp_path: Path) -> None:
    data = letter(
        text_at("C8", "1.200", "1200"),
        text_at("C9", "ba"),
        SUM,
        *(blank_at(f"E{r}") for r in range(8, 38)),
        NOTE,
        due=DUE,
    )
    text = "\n".join(paragraphs(data)).replace("\N{NO-BREAK SPACE}", " ")
    for expected in (
        "HỘI KHUYẾN HỌC VIỆT NAM",
        "HỘI KHUYẾN HỌC TỈNH THỬ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: …/HKH",
        "V/v hoàn chỉnh báo cáo 6 tháng đầu năm 2024",
        "Thử, ngày … tháng … năm 2024",
        "Kính gửi: Hội Khuyến học huyện Đồi Thử",
        "1. Ô cần ghi số đang ghi dạng chữ nên chưa cộng được (2 ô). Trang Biểu 1, ô C8, C9. Đề nghị quý Hội gõ lại",
        "2. Số tổng chưa khớp với các phần. Trang Biểu 1, ô H14. Đề nghị quý Hội",
        "3. Ô còn để trống (30 ô). Trang Biểu 2, ô E8, E9,",
        ", E36, E37. Xin quý Hội ghi 0",
        "chậm nhất ngày 05 tháng 6 năm 2024.",
        "TM. BAN THƯỜNG VỤ",
    ):
        assert expected in text
    assert "công thức ở dòng tổng cộng" not in text.lower()
    (tmp_path / "thu.docx").write_bytes(data)
    assert OpenXmlValidator().validate(tmp_path / "thu.docx").is_valid


def test_the_table_has_every_cell_with_what_is_there_and_what_is_proposed() -> None:
    because = {"vi": "bằng tổng các phần"}
    data = letter(
        replace(text_at("C8", "1.200", "1200"), because=because), replace(SUM, also=(CellRef("Biểu 2", "C4"),))
    )
    rows = [[cell.text for cell in row.cells] for row in opened(data).tables[1].rows]
    assert rows == [
        ["Trang", "Ô", "Đang ghi", "Đề nghị", "Nội dung"],
        [
            *("Biểu 1", "C8", "1.200", "1200 (bằng tổng các phần)"),
            "Xã Hồ Sen: Tổng số hội viên – ô cần ghi số đang ghi dạng chữ nên chưa cộng được.",
        ],
        [
            *("Biểu 1", "H14 (cùng Biểu 2 C4)", "18", "16"),
            "Xã Hồ Sen: TC10 (Tổng số chi hội) là 18, các phần TC11 + TC12 cộng lại là 16 (lệch 2).",
        ],
    ]


def test_what_is_only_doubted_is_asked() -> None:
    detail = {"label": "Số chi hội", "compared_with": "2023H1", "previous": "28", "change": "gấp 10 lần"}
    doubted = Finding("KH501", CellRef("Biểu 4", "P19"), "TC10", "Xã Hồ Sen", "280", "28", detail=detail)
    assert opened(letter(doubted)).tables[1].rows[1].cells[3].text == "28?"


def test_a_reminder_has_no_table() -> None:
    data = letter()
    text = "\n".join(paragraphs(data))
    assert "chưa nhận được báo cáo của quý Hội" in text
    assert "trong thời gian sớm nhất" in text
    assert len(opened(data).tables) == 2  # the letterhead and the signature


@pytest.mark.parametrize("hostile", ["{{ 7*7 }}", "<w:b/>&amp;", "\x00\ud800", "=HYPERLINK(1)", "{% if %}"])
def test_what_stood_in_a_cell_is_only_text(hostile: str) -> None:
    data = letter(text_at("C8", hostile))
    shown = opened(data).tables[1].rows[1].cells[2].text
    assert shown == "".join(character for character in hostile if character.isprintable())


def test_the_same_letter_is_the_same_file() -> None:
    assert letter(SUM) == letter(SUM)


def test_the_page_is_the_decrees() -> None:
    section = opened(letter(SUM)).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side is not None] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert opened(letter(SUM)).styles["Normal"].font.name == "Times New Roman"
    assert Pt(14) == opened(letter(SUM)).styles["Normal"].font.size
