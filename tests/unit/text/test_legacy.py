"""Text in TCVN3 and VNI decoded, letter by letter and as it is met."""

import pytest

from khuyenhoc_cli.text.legacy import can_be, decode_tcvn3, decode_vni
from tests.unit.text.old_letters import TCVN3, TCVN3_CAPITALS, VNI, as_tcvn3, as_vni


def test_the_table_holds_all_accented_letters() -> None:
    assert len(TCVN3) == len(VNI) == len(set(TCVN3.values())) == len(set(VNI.values())) == 67


@pytest.mark.parametrize("letter", sorted(TCVN3))
def test_every_letter(letter: str) -> None:
    assert decode_tcvn3(TCVN3[letter]) == letter
    assert decode_tcvn3(TCVN3[letter], capitals=True) == letter.upper()
    assert decode_vni(VNI[letter]) == letter
    assert decode_vni(VNI[letter].upper()) == letter.upper()


@pytest.mark.parametrize("letter", sorted(TCVN3_CAPITALS))
def test_every_capital_of_tcvn3(letter: str) -> None:
    assert decode_tcvn3(TCVN3_CAPITALS[letter]) == letter


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("Tæng sè héi viªn", "Tổng số hội viên"),
        ("X· Ea Tãh", "Xã Ea Tóh"),
        ("HuyÖn C\u00ad M'gar", "Huyện Cư M'gar"),
        ("§¾k L¾k", "Đắk Lắk"),
        ("Th\u03bcnh phè Bu«n Ma Thuét", "Thành phố Buôn Ma Thuột"),
        ("TæNG CéNG", "TỔNG CỘNG"),
        ("X· T¢N D¢N", "XÃ TÂN DÂN"),
        ("Y Tý", "Y Tý"),
        ("12 th«n", "12 thôn"),
        ("1.234", "1.234"),
    ],
)
def test_tcvn3(text: str, decoded: str) -> None:
    assert decode_tcvn3(text) == decoded
    assert can_be(text, "tcvn3")


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("Toång soá hoäi vieân", "Tổng số hội viên"),
        ("Xaõ Ea Toùh", "Xã Ea Tóh"),
        ("HUYEÄN CÖ M'GAR", "HUYỆN CƯ M'GAR"),
        ("Ñaék Laék", "Đắk Lắk"),
        ("Ñöôøng Thuûy - Thuî", "Đường Thủy - Thuỵ"),
        ("Gia ñình hoïc taäp", "Gia đình học tập"),
        ("TRÖÔØNG", "TRƯỜNG"),
        ("1.234", "1.234"),
    ],
)
def test_vni(text: str, decoded: str) -> None:
    assert decode_vni(text) == decoded
    assert can_be(text, "vni")


@pytest.mark.parametrize("text", ["Phú", "Hà", "Cư", "Ê Đê"])
def test_unicode_words_that_vni_cannot_be(text: str) -> None:
    assert not can_be(text, "vni")


@pytest.mark.parametrize("text", ["Hà", "Huyện", "Cư"])
def test_unicode_words_that_tcvn3_cannot_be(text: str) -> None:
    assert not can_be(text, "tcvn3")


@pytest.mark.parametrize("text", ["Uỷ ban nhân dân xã", "Gia đình học tập", "Dòng họ", "Đơn vị ờ ữ ặ"])
def test_what_the_tests_encode_comes_back(text: str) -> None:
    assert decode_tcvn3(as_tcvn3(text)) == decode_vni(as_vni(text)) == text
