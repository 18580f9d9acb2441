"""Vietnamese names as keys: folded to be compared, parted from their prefix, put in dictionary order."""

import re
import unicodedata
from functools import lru_cache
from typing import TypeAlias

_APOSTROPHES = "‘’‛ʻʼʹ`´′＇"
_SAME_CHARACTER = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", **dict.fromkeys(_APOSTROPHES, "'")})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_MARKS = re.compile("[\u0300-\u036f]")
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; ngang has no mark
_WORD = re.compile(r"[^\W_]+")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_BLANK_NOT_BETWEEN_DIGITS = re.compile(r"(?<!\d) | (?!\d)")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}

_AFTER_WORD = r"(?:[\s.:]+|(?=\d))"
# Whole words and "TP", "TX", "TT" stand alone; a single letter needs its full stop or a number: "H. Lắk", "P1".
_PREFIXES = {
    "thành phố": rf"(?:thành phố|thanh pho|t\.?\s?phố|t[./ ]?p){_AFTER_WORD}",
    "thị trấn": rf"(?:thị trấn|thi tran|t\.?\s?trấn|ttr|t[./ ]?t){_AFTER_WORD}",
    "thị xã": rf"(?:thị xã|thi xa|t\.\s?xã|t[./ ]?x){_AFTER_WORD}",
    "đặc khu": rf"(?:đặc khu|dac khu){_AFTER_WORD}",
    "tỉnh": rf"(?:tỉnh|tinh){_AFTER_WORD}",
    "huyện": rf"(?:huyện|huyen){_AFTER_WORD}|h\.",
    "quận": rf"(?:quận|quan){_AFTER_WORD}|q\.|q(?=\s?\d)",
    "phường": rf"(?:phường|phuong){_AFTER_WORD}|p\.|p(?=\s?\d)",
    "xã": rf"(?:xã|xa){_AFTER_WORD}|x\.",
}
_PREFIX = [(name, re.compile(rf"(?:{pattern})\s*(?=\w)", re.IGNORECASE)) for name, pattern in _PREFIXES.items()]

SortKey: TypeAlias = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]


def tidy(text: str) -> str:
    """The text in NFC with one kind of đ, apostrophe and blank; its letters, tones and capitals stay."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_SAME_CHARACTER)
    return " ".join(text.split())


@lru_cache(maxsize=65_536)  # the same headings and names stand in every return
def fold(text: str) -> str:
    """The words in lower case without accents, one blank apart; apostrophes join, other punctuation parts.

    >>> fold("TP.  Buôn Ma Thuột"), fold("Ea H’Leo")
    ('tp buon ma thuot', 'ea hleo')
    """
    letters = unicodedata.normalize("NFD", tidy(text.casefold()).replace("'", ""))
    return " ".join(_WORD.findall(_MARKS.sub("", letters).replace("đ", "d")))


def slug(text: str) -> str:
    """The folded words joined by hyphens, for file names and anchors: "Huyện Krông Năng" -> "huyen-krong-nang"."""
    return fold(text).replace(" ", "-")


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """The folded name without blanks and leading zeros: "Krông Bú k" -> "krongbuk", "Phường 01" -> "phuong1"."""
    return _joined(fold(text))


@lru_cache(maxsize=65_536)
def spelling_key(text: str) -> str:
    """Like `name_key`, but with accents; a tone stands at the end of its word, so that Hoà equals Hòa."""
    words = _WORD.findall(tidy(text.casefold()).replace("'", ""))
    return _joined(" ".join(map(_tone_last, words)))


@lru_cache(maxsize=65_536)
def split_prefix(text: str) -> tuple[str, str]:
    """The administrative prefix, spelled out in lower case or "", and the bare name, tidied.

    An unaccented prefix counts too ("xa Ea Kar"); a name may therefore have a second reading as a whole: "Quan Sơn".

    >>> split_prefix("TX. Buôn Hồ"), split_prefix("P.1"), split_prefix("Ea H'leo")
    (('thị xã', 'Buôn Hồ'), ('phường', '1'), ('', "Ea H'leo"))
    """
    text = tidy(text)
    for name, pattern in _PREFIX:
        if found := pattern.match(text):
            return name, text[found.end() :]
    return "", text


def in_sentence(name: str) -> str:
    """A unit's name as running text has it: "Huyện Lắk" -> "huyện Lắk"; "TP. Huế", "Quan Sơn" keep their capitals."""
    prefix = split_prefix(name)[0]
    is_spelled_out = bool(prefix) and tidy(name).lower().startswith(prefix)
    return prefix + tidy(name)[len(prefix) :] if is_spelled_out else name


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> SortKey:
    """A key in Vietnamese alphabetical order: letters first, numbers by value, tones only between equal letters."""
    ranks: list[tuple[int, int]] = []
    tones: list[int] = []
    for token in re.findall(r"\d+|[^\W_]|\s", tidy(text).casefold()):
        if token.isspace():
            ranks.append((0, 0))
        elif token.isdecimal():
            ranks.append((1, int(token)))
        else:
            letter, tone = _letter_and_tone(token)
            ranks.append((2, _RANK.get(letter, len(_RANK) + ord(letter[0]))))
            tones.append(_TONES.find(tone) + 1 if tone else 0)
    return tuple(ranks), tuple(tones)


def _joined(words: str) -> str:
    """The words without the blanks between them, but for those which keep two numbers apart."""
    return _BLANK_NOT_BETWEEN_DIGITS.sub("", _LEADING_ZEROS.sub("", words))


def _letter_and_tone(word: str) -> tuple[str, str]:
    """The letters, composed, with the circumflex, breve and horn they own; and the tone mark taken out of them."""
    marks = unicodedata.normalize("NFD", word)
    letters = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", letters), "".join(mark for mark in marks if mark in _TONES)


def _tone_last(word: str) -> str:
    return "".join(_letter_and_tone(word))
