"""Names folded, parted from their prefix, and put in order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc_cli.text.names import fold, in_sentence, name_key, slug, sort_key, spelling_key, split_prefix, tidy

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẩẫấậèẻẽéẹừửữứựÀẢÃÁẠĐÐ'’ .-0123456789")
ANY_TEXT = st.one_of(st.text(), VIETNAMESE)


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Huyện Krông Năng", "huyen krong nang", id="tones and capitals"),
        pytest.param("TỔNG CỘNG", "tong cong", id="all capitals"),
        pytest.param("Ðắk Lắk", "dak lak", id="Icelandic Ð for Đ"),
        pytest.param("Ea H’Leo", "ea hleo", id="curly apostrophe"),
        pytest.param("Ea H´leo", "ea hleo", id="acute for an apostrophe"),
        pytest.param("  Cư\u00a0 M'gar\n", "cu mgar", id="blanks"),
        pytest.param("Krông\u200b Búk", "krong buk", id="invisible blank"),
        pytest.param("Số hội viên (người):", "so hoi vien nguoi", id="punctuation parts words"),
        pytest.param("Phan Rang-Tháp Chàm", "phan rang thap cham", id="hyphen parts words"),
        pytest.param("hộ_gia đình", "ho gia dinh", id="underscore parts words"),
        pytest.param("…", "", id="nothing left"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(decomposed(text)) == folded


@given(ANY_TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_decomposed_text_folds_alike(text: str) -> None:
    assert fold(decomposed(text)) == fold(text)


@given(ANY_TEXT)
def test_tidying_again_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text) == tidy(decomposed(text))


def test_tidy_keeps_letters_tones_and_capitals() -> None:
    assert tidy(decomposed("  Ðắk  H’Lắk ")) == "Đắk H'Lắk"


@pytest.mark.parametrize(
    ("text", "slugged"),
    [
        ("Huyện Krông Năng", "huyen-krong-nang"),
        ("Huyện Ea H'leo", "huyen-ea-hleo"),
        ("Tỉnh Bà Rịa - Vũng Tàu", "tinh-ba-ria-vung-tau"),
    ],
)
def test_slug(text: str, slugged: str) -> None:
    assert slug(text) == slugged


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Krông Búk", "Krông Bú k", id="stray blank"),
        pytest.param("Ea M'Doal", "Ea M' Doal", id="blank after the apostrophe"),
        pytest.param("H'Bông", "HBông", id="no apostrophe"),
        pytest.param("Phường 1", "Phường 01", id="leading zero"),
        pytest.param("Hòa Tú 2", "Hoà Tú2", id="number against the word"),
    ],
)
def test_one_name_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Ea Kar", "Ea H'leo", id="other names"),
        pytest.param("Hòa Tú II", "Hòa Tú 2", id="roman and arabic numbers"),
        pytest.param("Phường 1", "Phường 11", id="1 and 11"),
        pytest.param("Phường 10", "Phường 1", id="10 and 1"),
        pytest.param("Phường 1 1", "Phường 11", id="two numbers and one"),
        pytest.param("Xã Quý Sơn", "Xã Quí Sơn", id="y and i"),
    ],
)
def test_two_name_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Hoà Thuỵ", "Hòa Thụy", True, id="place of the tone"),
        pytest.param("XÃ TÂN THẠNH", "Xã Tân Thạnh", True, id="capitals"),
        pytest.param("Tân Thạnh", "Tân Thành", False, id="tone"),
        pytest.param("Ia Băng", "Ia Bang", False, id="breve"),
        pytest.param("Tam Đàn", "Tam Dàn", False, id="đ"),
    ],
)
def test_spelling_key(one: str, other: str, same: bool) -> None:
    assert name_key(one) == name_key(other)
    assert (spelling_key(one) == spelling_key(other)) is same
    assert spelling_key(decomposed(one)) == spelling_key(one)


@pytest.mark.parametrize(
    ("text", "prefix", "bare"),
    [
        ("Tỉnh Đắk Lắk", "tỉnh", "Đắk Lắk"),
        ("Thành phố Buôn Ma Thuột", "thành phố", "Buôn Ma Thuột"),
        ("TP. Buôn Ma Thuột", "thành phố", "Buôn Ma Thuột"),
        ("Tp Buôn Ma Thuột", "thành phố", "Buôn Ma Thuột"),
        ("T.P Buôn Ma Thuột", "thành phố", "Buôn Ma Thuột"),
        ("TP.BMT", "thành phố", "BMT"),
        ("T.phố Buôn Ma Thuột", "thành phố", "Buôn Ma Thuột"),
        ("T P Buôn Ma Thuột", "thành phố", "Buôn Ma Thuột"),
        ("T/X Buôn Hồ", "thị xã", "Buôn Hồ"),
        ("T.xã Buôn Hồ", "thị xã", "Buôn Hồ"),
        ("TTr. Krông Năng", "thị trấn", "Krông Năng"),
        ("T.trấn Krông Năng", "thị trấn", "Krông Năng"),
        ("Trà My", "", "Trà My"),
        ("T Bar", "", "T Bar"),
        ("Thị Xã Buôn Hồ", "thị xã", "Buôn Hồ"),
        ("TX.Buôn Hồ", "thị xã", "Buôn Hồ"),
        ("HUYỆN KRÔNG NĂNG", "huyện", "KRÔNG NĂNG"),
        ("huyen Krong Nang", "huyện", "Krong Nang"),
        ("H. Lắk", "huyện", "Lắk"),
        ("Quận 1", "quận", "1"),
        ("Q1", "quận", "1"),
        ("Phường Tân Lập", "phường", "Tân Lập"),
        ("P.Tân Lập", "phường", "Tân Lập"),
        ("P 01", "phường", "01"),
        ("xã  Ea Tóh", "xã", "Ea Tóh"),
        ("X. Ea Tóh", "xã", "Ea Tóh"),
        ("Thị trấn Krông Năng", "thị trấn", "Krông Năng"),
        ("TT Krông Năng", "thị trấn", "Krông Năng"),
        ("Đặc khu Phú Quý", "đặc khu", "Phú Quý"),
        ("Phường Phường Đúc", "phường", "Phường Đúc"),
        ("Ea H’leo", "", "Ea H'leo"),
        ("H'Bông", "", "H'Bông"),
        ("H Bông", "", "H Bông"),
        ("Xà Phìn", "", "Xà Phìn"),
        ("Huyền Tụng", "", "Huyền Tụng"),
        ("Huyện", "", "Huyện"),
        ("", "", ""),
    ],
)
def test_split_prefix(text: str, prefix: str, bare: str) -> None:
    assert split_prefix(text) == (prefix, bare)
    assert split_prefix(decomposed(text)) == (prefix, bare)


@pytest.mark.parametrize(
    "in_order",
    [
        pytest.param(["An", "Ăn", "Ân", "Ba", "Ca", "Da", "Đa", "Em", "Êm"], id="letters"),
        pytest.param(["ma", "mà", "mả", "mã", "má", "mạ"], id="tones"),
        pytest.param(["Bá An", "Ba Ân", "Bà Ân"], id="tones after all letters"),
        pytest.param(["Ea Kar", "Ea Súp", "Eakar"], id="words before letters"),
        pytest.param(["Phường 2", "Phường 10", "Phường An"], id="numbers by value"),
        pytest.param(
            ["Cư Kuin", "Cư M’gar", "Ea H'leo", "Krông Ana", "Krông Búk", "M'Drắk"], id="apostrophes do not count"
        ),
    ],
)
def test_vietnamese_order(in_order: list[str]) -> None:
    shuffled = in_order[::-1]
    assert sorted(shuffled, key=sort_key) == in_order


@given(ANY_TEXT)
def test_decomposed_text_sorts_alike(text: str) -> None:
    assert sort_key(decomposed(text)) == sort_key(text)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Huyện Lắk", "huyện Lắk"),
        ("Thành phố Buôn Ma Thuột", "thành phố Buôn Ma Thuột"),
        ("TP. Huế", "TP. Huế"),
        ("Quan Sơn", "Quan Sơn"),
        ("Ea Kar", "Ea Kar"),
        ("Khối trực thuộc Tỉnh hội", "Khối trực thuộc Tỉnh hội"),
        ("Xã Ea  Tóh", "xã Ea Tóh"),
    ],
)
def test_a_name_in_a_sentence(name: str, shown: str) -> None:
    assert in_sentence(name) == shown
