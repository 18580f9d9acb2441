"""Vietnamese text of the years before Unicode: TCVN3 (ABC) and VNI, whose bytes are shown as Latin-1 letters.

A font such as .VnTime or VNI-Times draws those Latin-1 letters as Vietnamese ones; without the font, and for every
program that compares text, "Xã Ea Tóh" is "X· Ea Tãh" or "Xaõ Ea Toùh".
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Literal

Encoding = Literal["tcvn3", "vni"]

# TCVN 5712:1993 VN3, bytes A1 to FE. There are no capitals with a tone; the fonts that end in H show small letters so.
_TCVN3_SHOWN = (
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
    "\u03bc"  # some programs store the Greek letter for the micro sign
)
_TCVN3_MEANT = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵà"
_TCVN3 = str.maketrans(_TCVN3_SHOWN, _TCVN3_MEANT)
_ALL_TCVN3 = re.compile(f"[ -~{_TCVN3_SHOWN}]*")

# VNI writes a base letter and then a sign for its marks: ê is "eâ", ế "eá". A few letters are one sign of their own.
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301\u0300\u0309\u0303\u0323"
_CIRCUMFLEX, _BREVE = "\u0302\u0306"
_VNI_BASES = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_CIRCUMFLEX = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_BREVE = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_letters() -> Mapping[str, str]:
    """Every small letter of VNI as its signs -> the letter meant."""
    letters = dict(_VNI_ALONE)
    for shown, base in _VNI_BASES.items():
        letters |= {shown + sign: base + tone for sign, tone in _VNI_TONES.items()}
    for base in "aeo":
        letters |= {base + sign: base + _CIRCUMFLEX + tone for sign, tone in _VNI_CIRCUMFLEX.items()}
    letters |= {"a" + sign: "a" + _BREVE + tone for sign, tone in _VNI_BREVE.items()}
    return {shown: unicodedata.normalize("NFC", meant) for shown, meant in letters.items()}


_VNI = _vni_letters()
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)
_ALL_VNI = re.compile(f"(?:{_VNI_LETTER.pattern}|[ -~])*", re.IGNORECASE)
_CAPITALS = re.compile("[A-Z¡-§][^ ]*[A-Z¡-§]")
_SMALL = re.compile("[a-z]")


def decode_tcvn3(text: str, capitals: bool = False) -> str:
    """The text that a TCVN3 font shows; `capitals` for a font whose small letters look like capitals (.VnTimeH).

    >>> decode_tcvn3("X· Ea Tãh"), decode_tcvn3("TæNG CéNG"), decode_tcvn3("huyÖn l¾k", capitals=True)
    ('Xã Ea Tóh', 'TỔNG CỘNG', 'HUYỆN LẮK')
    """
    decoded = text.translate(_TCVN3)
    if capitals or (not _SMALL.search(text) and _CAPITALS.search(text)):
        return decoded.upper()
    return decoded


def decode_vni(text: str) -> str:
    """The text that a VNI font shows; a sign that follows no letter it belongs to stays as it is.

    >>> decode_vni("Toång soá hoäi vieân"), decode_vni("HUYEÄN KROÂNG NAÊNG")
    ('Tổng số hội viên', 'HUYỆN KRÔNG NĂNG')
    """
    return _VNI_LETTER.sub(_vni_letter, text)


def _vni_letter(found: re.Match[str]) -> str:
    letter = _VNI[found[0].lower()]
    return letter.upper() if found[0][0].isupper() else letter


def can_be(text: str, encoding: Encoding) -> bool:
    """Whether every character of the text is one of the encoding's; VNI's signs have to follow their letter."""
    return (_ALL_TCVN3 if encoding == "tcvn3" else _ALL_VNI).fullmatch(text) is not None


DECODERS: Mapping[Encoding, Callable[[str], str]] = {"tcvn3": decode_tcvn3, "vni": decode_vni}
