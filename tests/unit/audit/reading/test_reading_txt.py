"""Plain text: paragraphs, joined lines, notes, tables."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from khuyenhoc_cli.audit.model import Document, NoteMark
from khuyenhoc_cli.audit.reading import read_report
from khuyenhoc_cli.errors import UserError
from tests.unit.audit.reading.words import texts


def lines(*text: str) -> list[str]:
    return texts(read_report("\n".join(text).encode(), "thu.txt"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        # one line, one paragraph
        (("Có 5 hội.", "Có 6 hội."), ["Có 5 hội.", "Có 6 hội."]),
        (("I. ĐẶC ĐIỂM", "Năm nay có nhiều mưa."), ["I. ĐẶC ĐIỂM", "Năm nay có nhiều mưa."]),
        (("a) Đối với cấp tỉnh", "Ban Thường vụ đã họp."), ["a) Đối với cấp tỉnh", "Ban Thường vụ đã họp."]),
        (("Gồm:", "- 5 hội ở xã;", "- 6 hội ở phường."), ["Gồm:", "- 5 hội ở xã;", "- 6 hội ở phường."]),
        (("BÁO CÁO", "SƠ KẾT"), ["BÁO CÁO", "SƠ KẾT"]),
        # a sentence that was broken
        (("Toàn tỉnh có", "533.903 hội viên."), ["Toàn tỉnh có 533.903 hội viên."]),
        (("đạt 39,36% so với", "tổng số công dân."), ["đạt 39,36% so với tổng số công dân."]),
        (("vận động được 37.", "041 triệu đồng."), ["vận động được 37. 041 triệu đồng."]),
        (("kết nạp nhiều nhất là huyện", "Krông Năng."), ["kết nạp nhiều nhất là huyện Krông Năng."]),
        (("Toàn tỉnh có 816 dòng họ;", "trong đó 448 đăng ký."), ["Toàn tỉnh có 816 dòng họ; trong đó 448 đăng ký."]),
        (("Hội viên mới:", "13.300 người."), ["Hội viên mới: 13.300 người."]),
        (("giai đoạn 2024", "– 2026 ở xã."), ["giai đoạn 2024 – 2026 ở xã."]),
        (("đăng ký (đạt", "Tốt 5%)."), ["đăng ký (đạt Tốt 5%)."]),
        (("Toàn tỉnh có", "", "533.903 hội viên."), ["Toàn tỉnh có", "533.903 hội viên."]),
    ],
)  # fmt: skip
def test_lines_become_paragraphs(written: tuple[str, ...], read: list[str]) -> None:
    assert lines(*written) == read


def test_a_text_set_at_the_width_of_its_paper_is_joined() -> None:
    paragraph = (
        "Phong trào khuyến học của các xã, phường trong kỳ này được duy trì đều",
        "Hội Khuyến học các cấp phối hợp với nhà trường và đoàn thể ở thôn buôn",
        "Ban Thường vụ đã họp bốn lần.",
    )
    assert len(lines(*paragraph * 3)) == 3


def test_page_numbers_are_no_text() -> None:
    assert lines("Có 5 hội.", "", "\f2", "", "Có 6 hội.", "3", "\fHết.") == ["Có 5 hội.", "Có 6 hội.", "Hết."]


def test_notes_as_word_leaves_them() -> None:
    text = "Ở 14/15 huyện[footnoteRef:1];12/15 huyện[footnoteRef:2]  [1:  Huyện A chưa có]  [2:  Huyện B\nchưa có] \n"
    document = read_report(text.encode(), "thu.txt")
    assert document.passages[0].text == "Ở 14/15 huyện;12/15 huyện"
    assert document.passages[0].marks == (NoteMark(13, 1), NoteMark(25, 2))
    assert [note.text for note in document.notes.values()] == ["Huyện A chưa có", "Huyện B chưa có"]


def test_plain_notes_need_both_mark_and_line() -> None:
    document = read_report("Có 5 hội[1], xem [7].\n\n[1] Gồm 2 và 3.\n".encode(), "thu.txt")
    assert texts(document) == ["Có 5 hội, xem [7]."]
    assert document.notes[1].text == "Gồm 2 và 3."


def test_notes_as_extraction_from_a_pdf_leaves_them() -> None:
    text = "Đạt 26,35%1 so với dân số2.\n\n1\nTính trên dân số\ntrung bình.\n\n2\nTheo niên giám.\n\nCó 5 hội."
    document = read_report(text.encode(), "thu.txt")
    assert texts(document) == ["Đạt 26,35% so với dân số.", "Có 5 hội."]
    assert document.passages[0].marks == (NoteMark(10, 1), NoteMark(24, 2))
    assert [note.text for note in document.notes.values()] == ["Tính trên dân số trung bình.", "Theo niên giám."]


@pytest.mark.parametrize(
    "table",
    ["TT\tTên\tSố\n1\tLắk\t5\n2\tEa Súp\t6", "| TT | Tên | Số |\n|---|---|---|\n| 1 | Lắk | 5 |\n| 2 | Ea Súp | 6 |"],
    ids=["tabs", "bars"],
)
def test_tables(table: str) -> None:
    document = read_report(f"Bảng 1. Hội\n{table}\nHết.".encode(), "thu.txt")
    cells = document.tables[0].cells
    assert [cell.text for cell in cells if cell.is_heading] == ["TT", "Tên", "Số"]
    assert [cell.text for cell in cells if cell.row == 2] == ["2", "Ea Súp", "6"]
    assert document.tables[0].caption == ("Bảng 1. Hội",)


def test_tabs_that_push_aside_make_no_table() -> None:
    written = ("- Sở Nội vụ\t\t\tĐã ký 1", "\tTuy nhiên có 5 hội.", "- Lưu VT\t\t\tKT 2")
    assert not read_report("\n".join(written).encode(), "thu.txt").tables


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    data = "Tỷ lệ hội viên là 26,35% so với dân số của cả tỉnh.\r\nCó 5 hội.".encode(encoding)
    assert texts(read_report(data, "thu.txt")) == ["Tỷ lệ hội viên là 26,35% so với dân số của cả tỉnh.", "Có 5 hội."]


@pytest.mark.parametrize("data", [b"", b"  \n ", bytes(range(32)) * 40], ids=["empty", "blank", "binary"])
def test_what_is_no_text_is_said(data: bytes) -> None:
    with pytest.raises(UserError) as caught:
        read_report(data, "thu.txt")
    assert caught.value.exit_code == 3


def read_or_refused(data: bytes) -> Document | None:
    """What is read; None where the person is told why it is not."""
    try:
        return read_report(data, "thu")
    except UserError:
        return None


@given(st.text(st.characters(exclude_characters="\0")) | st.text(alphabet="ab1.;, |\t\n[]:-(Đ"))
def test_passages_stand_verbatim_in_the_file(text: str) -> None:
    data = b"." + text.encode("utf-8", "replace")
    document = read_or_refused(data)
    whole = data.decode().replace("\r\n", "\n").replace("\r", "\n")
    for passage in document.everything if document else ():
        assert passage.verbatim(0, len(passage.text)) in whole
        assert [mark.offset for mark in passage.marks] == sorted(mark.offset for mark in passage.marks)


@example(b"\xad", b"")  # nothing but a sign that nobody sees
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n"]))
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes) -> None:
    document = read_or_refused(head + data)
    assert document is None or document.passages
