"""Vietnamese syllables told from what only looks like some."""

import unicodedata

import pytest

from khuyenhoc_cli.text.syllables import is_like_a_syllable, is_syllable

SYLLABLES = (
    "Xã phường Huyện TỈNH hội khuyến học gì gìn giếng giường giữ quý qúy quốc quỳnh huýt khuỷu Hoà Hòa thủy thuỷ "
    "nguyễn nghiêm ghế kỹ ý yên yếu ưu oan oanh loè rượu ngoèo khuya Ðôn đường Uyên thuở xoong"
)
HIGHLAND = "Krông Tóh Drắk Đăk Búk Dliê gar Plông Kuin"
NEITHER = "X· Tæng héi® Cß §¬n HuyÖn Toång oâng Ñaêk Suoái m hc"
ODD = "Xaõ Toùh Lôc céng kủ gế xáo̱ máì hòà aú oòa biêu̇ cấtt lac mạng̀"


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_a_syllable(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", HIGHLAND.split())
def test_a_highland_name(word: str) -> None:
    assert not is_syllable(word)
    assert is_like_a_syllable(word)


@pytest.mark.parametrize("word", NEITHER.split())
def test_neither(word: str) -> None:
    assert not is_syllable(word)
    assert not is_like_a_syllable(word)


@pytest.mark.parametrize("word", ODD.split())
def test_no_syllable(word: str) -> None:
    assert not is_syllable(word)
