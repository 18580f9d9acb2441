"""What stands around a name, parted from it."""

import pytest

from khuyenhoc_cli.text.labels import initials, is_remark, label_readings, split_note


@pytest.mark.parametrize(
    ("text", "boldest"),
    [
        ("1. Xã Ea Tóh", "Xã Ea Tóh"),
        ("12) Ea Tóh", "Ea Tóh"),
        ("(3) Ea Tóh", "Ea Tóh"),
        ("1.2. Ea Tóh", "Ea Tóh"),
        ("1.2 Ea Tóh", "Ea Tóh"),
        ("07 - Ea Tóh", "Ea Tóh"),
        ("- Ea Tóh", "Ea Tóh"),
        ("+ Ea Tóh", "Ea Tóh"),
        ("• Ea Tóh", "Ea Tóh"),
        ("IV. Xã Ea Tóh", "Xã Ea Tóh"),
        ("X. Xã Ea Tóh", "Xã Ea Tóh"),
        ("a) Ea Tóh", "Ea Tóh"),
        ("A. Xã Ea Tóh", "Xã Ea Tóh"),
        ("3 Xã Ea Tóh", "Xã Ea Tóh"),
        ("Hội Khuyến học huyện Krông Năng", "huyện Krông Năng"),
        ("BCH Hội Khuyến học huyện Krông Năng", "huyện Krông Năng"),
        ("UBND xã Ea Tóh", "xã Ea Tóh"),
        ("2. HKH xã Ea Tóh", "xã Ea Tóh"),
        ("H Krông Năng", "huyện Krông Năng"),
        ("x Ea Tóh", "xã Ea Tóh"),
    ],
)
def test_what_stands_before_a_name(text: str, boldest: str) -> None:
    assert list(label_readings(text))[-1] == boldest


@pytest.mark.parametrize(
    "text",
    ["Ea Tóh", "X. Ea Tóh", "P. 1", "P.1", "H. Lắk", "3 Ea Tóh", "A. Túc", "Hội An", "12", "", "I", "Y Tý", "-"],
)
def test_a_name_with_nothing_before_it_or_what_may_be_its_prefix(text: str) -> None:
    assert list(label_readings(text)) == []


@pytest.mark.parametrize(
    ("text", "name", "note"),
    [
        ("Xã Ea Tóh (cũ)", "Xã Ea Tóh", "cũ"),
        ("Xã Ea Tóh(12 thôn)", "Xã Ea Tóh", "12 thôn"),
        ("Xã Ea Tóh [TT]", "Xã Ea Tóh", "TT"),
        ("Ea Tóh - 12 thôn", "Ea Tóh", "12 thôn"),
        ("Ea Tóh – 12 thôn", "Ea Tóh", "12 thôn"),
        ("Ea Tóh: 12 thôn", "Ea Tóh", "12 thôn"),
        ("Xã Ea Tóh, huyện Krông Năng, tỉnh Đắk Lắk", "Xã Ea Tóh", "huyện Krông Năng, tỉnh Đắk Lắk"),
        ("Phan Rang-Tháp Chàm", "Phan Rang-Tháp Chàm", ""),
        ("Xã Ea Tóh", "Xã Ea Tóh", ""),
        ("(cũ)", "(cũ)", ""),
        ("", "", ""),
    ],
)
def test_a_note_behind_a_name(text: str, name: str, note: str) -> None:
    assert split_note(text) == (name, note)


@pytest.mark.parametrize(
    ("note", "says_nothing"),
    [
        ("12 thôn", True),
        ("gồm 10 thôn và 2 buôn", True),
        ("10 thôn, 02 buôn", True),
        ("14 chi hội", True),
        ("chưa có Hội", True),
        ("mới", True),
        ("*", True),
        ("cũ", False),
        ("Trường THCS Lê Lợi", False),
        ("12", False),
        ("huyện Krông Búk", False),
    ],
)
def test_a_note_that_says_nothing_of_the_unit(note: str, says_nothing: bool) -> None:
    assert is_remark(note) is says_nothing


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("BMT", "bmt"),
        ("B.M.T", "bmt"),
        ("B. M. T.", "bmt"),
        ("TP BMT", "bmt"),
        ("TP. B.M.T", "bmt"),
        ("ĐBP", "dbp"),
        ("KN", ""),
        ("Bmt", ""),
        ("BUÔN MA THUỘT", ""),
        ("Ea Tóh", ""),
    ],
)
def test_initials(text: str, letters: str) -> None:
    assert initials(text) == letters
