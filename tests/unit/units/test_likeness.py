"""Why a name may mean a unit that is called otherwise."""

import pytest

from khuyenhoc_cli.units.likeness import why_alike
from khuyenhoc_cli.units.model import Unit


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("Krong Nawng", "Huyện Krông Năng", "Telex"),
        ("Huyện Kroong Nawng", "Huyện Krông Năng", "Telex"),
        ("Phus Xuaan", "Xã Phú Xuân", "Telex"),
        ("Ea Tosh", "Xã Ea Tóh", "Telex"),
        ("Huyeenj Cuw M'gar", "Huyện Cư M'gar", "Telex"),
        ("Huyeenj Ea Kar", "Huyện Ea Kar", "Telex"),
        ("Phuwowngf Taan Laapj", "Phường Tân Lập", "Telex"),
        ("Xa4 Ea To1h", "Xã Ea Tóh", "VNI"),
        ("Kro6ng Na8ng", "Huyện Krông Năng", "VNI"),
        ("Xã Qúi Sơn", "Xã Quý Sơn", "i và y"),
        ("Buôn Ma Thuộc", "Thành phố Buôn Ma Thuột", "một chữ cái"),
        ("Krông Năg", "Huyện Krông Năng", "một chữ cái"),
        ("Krông Nănng", "Huyện Krông Năng", "một chữ cái"),
        ("Krôgn Năng", "Huyện Krông Năng", "một chữ cái"),
        ("Thị xã Krông Năng", "Huyện Krông Năng", "“thị xã”"),
        ("Ea Tóh - Trường Lê Lợi", "Xã Ea Tóh", "“Trường Lê Lợi”"),
    ],
)
def test_the_reason_is_said(text: str, name: str, word: str) -> None:
    because = why_alike(text, Unit("1", name, "huyen"))
    assert word in because["vi"]
    assert because["en"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Ea Kar", "Huyện Ea H'leo"), ("Krông Ana", "Huyện Krông Bông"), ("Klông", "Xã Cư Klông"), ("", "Xã A")],
)
def test_what_is_only_similar_has_no_reason(text: str, name: str) -> None:
    assert why_alike(text, Unit("1", name, "huyen")) == {}
