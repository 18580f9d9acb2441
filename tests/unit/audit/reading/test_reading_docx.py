"""Word files as a person sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc_cli.audit.examine import examine
from khuyenhoc_cli.audit.model import Control, Document, NoteMark
from khuyenhoc_cli.audit.reading import read_report
from khuyenhoc_cli.errors import UserError
from tests.unit.audit.reading.words import box, field, mark, p, r, read, repacked, sdt, tbl, tc, texts, tr, word

DELETED, HIDDEN = "<w:del/>", "<w:vanish/>"


@pytest.mark.parametrize(
    ("block", "seen"),
    [
        (p(r("Có 5") + r("33.903 người")), ["Có 533.903 người"]),
        (p(r("Có ") + f"<w:ins>{r('12')}</w:ins><w:del>{r('13')}</w:del>" + r(" hội")), ["Có 12 hội"]),
        (p(f"<w:moveFrom>{r('đi')}</w:moveFrom><w:moveTo>{r('đến')}</w:moveTo>"), ["đến"]),
        (p(r("Đoạn "), f"<w:rPr>{DELETED}</w:rPr>") + p(r("liền")), ["Đoạn liền"]),
        (p(r("Có ") + r("ẩn ", HIDDEN) + r("hiện", '<w:vanish w:val="0"/>')), ["Có hiện"]),
        (p(r("Trang ") + field("PAGE", "7")), ["Trang 7"]),
        (p(r("A") + "<w:r><w:tab/></w:r>" + r("B") + "<w:r><w:br/></w:r>" + r("C")), ["A\tB\nC"]),
        (p(r("1.286\u00ad.164\u00a0công dân") + "<w:r><w:noBreakHyphen/></w:r>"), ["1.286.164 công dân-"]),
        (p(f'<w:hyperlink>{r("khuyenhoc.vn")}</w:hyperlink>'), ["khuyenhoc.vn"]),
        (p(r("Trước"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), ["Trước"]),
        (p(r("Chỗ neo") + box("Trong khung 37,24%")), ["Chỗ neo", "Trong khung 37,24%"]),
        (sdt(p(r("Trong khối")), tag="x"), ["Trong khối"]),
        (p(r("e\u0302\u0301 ba")), ["ế ba"]),
    ],
)  # fmt: skip
def test_what_is_read_is_what_is_seen(block: str, seen: list[str]) -> None:
    assert texts(read(block)) == seen


def test_controls_carry_their_keys() -> None:
    document = read(
        p(r("Tổng số: ") + sdt(r("533.903"), tag="HV01") + r(", ") + sdt(r("tăng 5"), alias="HV01:change")),
        sdt(p(r("Cả đoạn")), tag="eval:mot"),
    )
    assert [passage.controls for passage in document.passages] == [
        (Control(9, 16, "HV01"), Control(18, 24, "HV01:change")),
        (Control(0, 7, "eval:mot"),),
    ]


def test_footnotes_are_numbered_as_their_marks_come() -> None:
    document = read(
        p(r("Một") + mark(12) + r(", hai") + mark(11) + r(" hết")),
        p(r("Lại") + field(r" NOTEREF _a \f \h ", "1") + r(".")),
        notes=("ghi sau", "ghi trước"),
    )
    first, second = document.passages
    assert first.text == "Một, hai hết"
    assert first.marks == (NoteMark(3, 1), NoteMark(8, 2))
    assert (second.text, second.marks) == ("Lại.", (NoteMark(3, 1),))
    assert {number: note.text for number, note in document.notes.items()} == {1: "ghi trước", 2: "ghi sau"}


HEADS = tr(
    tc("TT", properties='<w:vMerge w:val="restart"/>'), tc("Hội viên", properties='<w:gridSpan w:val="2"/>')
) + tr(tc(properties="<w:vMerge/>"), "Tổng số", "Nữ")


def shape(document: Document, table: int = 0) -> list[tuple[int, int, int, int, bool, str]]:
    cells = document.tables[table].cells
    return [(c.row, c.column, c.rows, c.columns, c.is_heading, c.text) for c in cells]


def test_tables_with_merged_cells() -> None:
    document = read("Bảng 1. Hội viên", "Đơn vị tính: người", tbl(HEADS, tr("1", "1.200", "30")))
    assert document.tables[0].caption == ("Bảng 1. Hội viên", "Đơn vị tính: người")
    assert shape(document) == [
        (0, 0, 2, 1, True, "TT"),
        (0, 1, 1, 2, True, "Hội viên"),
        (1, 1, 1, 1, True, "Tổng số"),
        (1, 2, 1, 1, True, "Nữ"),
        (2, 0, 1, 1, False, "1"),
        (2, 1, 1, 1, False, "1.200"),
        (2, 2, 1, 1, False, "30"),
    ]
    assert [passage.cell for passage in document.passages if passage.text == "30"] == [(1, 2, 2)]


def test_heading_rows_that_say_so_win_over_a_guess() -> None:
    document = read(tbl(tr("Năm", "2023", properties="<w:tblHeader/>"), tr("Số", "5")))
    assert [cell.is_heading for cell in document.tables[0].cells] == [True, True, False, False]


def test_a_row_that_numbers_the_columns_is_a_heading() -> None:
    document = read(tbl(tr("TT", "Tên", "Số"), tr("(1)", "(2)", "(3)"), tr("1", "Lắk", "5")))
    assert [cell.row for cell in document.tables[0].cells if not cell.is_heading] == [2, 2, 2]


def test_tables_within_tables_and_deleted_rows() -> None:
    document = read(tbl(tr(tc(p(r("ngoài")) + tbl(tr("a", "1"))), "b"), tr("bỏ", "9", properties=DELETED)))
    assert [[cell.text for cell in table.cells] for table in document.tables] == [["ngoài", "b"], ["a", "1"]]


def test_items_of_words_own_lists_are_known_by_their_level() -> None:
    document = read(
        p(r("Tổng chi: 30 triệu đồng, gồm:")),
        p(r("Học bổng: 20 triệu đồng;"), '<w:pStyle w:val="ListBullet"/>'),
        p(r("Khen thưởng: 21 triệu đồng;"), '<w:pStyle w:val="ListBullet"/>'),
        p(r("Trong tỉnh"), '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr>'),
        p(r("Không còn là mục"), '<w:pStyle w:val="ListBullet"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
    )
    assert [passage.item_level for passage in document.passages] == [0, 1, 1, 2, 0]
    said = [(claim.printed, claim.verdict, claim.message) for claim in examine(document, None)]
    assert said == [("30", "wrong", "20 + 21 = 41, in: 30")]


def test_headings_by_style_and_by_number() -> None:
    style = '<w:pStyle w:val="Heading1"/>'
    document = read(p(r("PHẦN CHUNG"), style), "1. Công tác hội", "Có 5 hội.", p(r("PHẦN RIÊNG"), style), "Có 6 hội.")
    assert [(passage.is_heading, passage.headings) for passage in document.passages] == [
        (True, ()),
        (True, ("PHẦN CHUNG",)),
        (False, ("PHẦN CHUNG", "1. Công tác hội")),
        (True, ()),
        (False, ("PHẦN RIÊNG",)),
    ]


def test_the_letters_of_a_passage_are_those_of_the_file() -> None:
    passage = read(p(r("Đạt 26,35\u00a0% và 1\u00ad2"))).passages[0]
    assert (passage.text, passage.verbatim(4, 11)) == ("Đạt 26,35 % và 12", "26,35\u00a0%")
    assert passage.verbatim(15, 17) == "1\u00ad2"


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 khong phai zip",
        word("Có")[:-40],
        repacked(word("Có"), "word/document.xml", None),
        repacked(word("Có"), "word/document.xml", b"<w:khong"),
        repacked(word("Có"), "word/document.xml", DOCTYPE),
        repacked(word("Có"), "word/styles.xml", DOCTYPE),
        repacked(word("Có"), "word/media/x.bin", bytes(70 << 20)),
        repacked(word("Có"), "_rels/.rels", b"<Relationships/>"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 van ban cu",
        b"{\\rtf1 van ban}",
        b"%PDF-1.4 hong",
    ],
    ids=["zip", "cut", "document", "xml", "entities", "entities-in-styles", "bomb", "relations", "doc", "rtf", "pdf"],
)  # fmt: skip
def test_what_cannot_be_read_is_said(data: bytes) -> None:
    with pytest.raises(UserError) as caught:
        read_report(data, "thu.docx")
    assert caught.value.exit_code == 3
    assert caught.value.fix


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")))))
def test_passages_stand_verbatim_in_the_file(runs: list[str]) -> None:
    usable = [text for text in runs if text.isprintable() or "\u00ad" in text]
    document = read(p("".join(r(text) for text in usable)))
    whole = "".join(usable)
    for passage in document.passages:
        assert passage.verbatim(0, len(passage.text)) in whole
        for start in range(len(passage.text)):
            assert passage.verbatim(start, start + 1)
