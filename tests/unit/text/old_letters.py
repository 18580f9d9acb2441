"""The letters of the encodings before Unicode, one line each: the letter, its byte in TCVN3, its signs in VNI."""

import unicodedata

_TABLE = """
à B5 aø   ả B6 aû   ã B7 aõ   á B8 aù   ạ B9 aï
ă A8 aê   ằ BB aè   ẳ BC aú   ẵ BD aü   ắ BE aé   ặ C6 aë
â A9 aâ   ầ C7 aà   ẩ C8 aå   ẫ C9 aã   ấ CA aá   ậ CB aä
đ AE ñ
è CC eø   ẻ CE eû   ẽ CF eõ   é D0 eù   ẹ D1 eï
ê AA eâ   ề D2 eà   ể D3 eå   ễ D4 eã   ế D5 eá   ệ D6 eä
ì D7 ì    ỉ D8 æ    ĩ DC ó    í DD í    ị DE ò
ò DF oø   ỏ E1 oû   õ E2 oõ   ó E3 où   ọ E4 oï
ô AB oâ   ồ E5 oà   ổ E6 oå   ỗ E7 oã   ố E8 oá   ộ E9 oä
ơ AC ô    ờ EA ôø   ở EB ôû   ỡ EC ôõ   ớ ED ôù   ợ EE ôï
ù EF uø   ủ F1 uû   ũ F2 uõ   ú F3 uù   ụ F4 uï
ư AD ö    ừ F5 öø   ử F6 öû   ữ F7 öõ   ứ F8 öù   ự F9 öï
ỳ FA yø   ỷ FB yû   ỹ FC yõ   ý FD yù   ỵ FE î
"""
LETTERS = _TABLE.split()
TCVN3 = {letter: chr(int(byte, 16)) for letter, byte in zip(LETTERS[::3], LETTERS[1::3], strict=True)}
VNI = dict(zip(LETTERS[::3], LETTERS[2::3], strict=True))
TCVN3_CAPITALS = {"Ă": "¡", "Â": "¢", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦", "Đ": "§"}


def as_tcvn3(text: str) -> str:
    """The text as a TCVN3 keyboard stores it; a capital with a tone becomes the small letter, as there is none."""
    letters = unicodedata.normalize("NFC", text)
    return "".join(TCVN3_CAPITALS.get(x) or TCVN3.get(x.lower(), x) for x in letters)


def as_vni(text: str) -> str:
    """The text as a VNI keyboard stores it."""
    letters = unicodedata.normalize("NFC", text)
    return "".join(VNI[x.lower()].upper() if x.isupper() and x.lower() in VNI else VNI.get(x, x) for x in letters)
