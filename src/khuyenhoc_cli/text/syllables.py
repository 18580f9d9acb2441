"""What a written Vietnamese syllable is; names of the Highlands ("Krông", "Tóh", "M'Drắk") mostly are none."""

import re
import unicodedata
from functools import lru_cache

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SHARP_OR_HEAVY = "\u0301\u0323"
_MARKED_VOWELS = "ăâêôơư"
_VOWELS = f"aeiouy{_MARKED_VOWELS}"

_BEFORE_ANY_VOWEL = "b ch d đ gi h kh l m n nh p ph q qu r s t th tr v x"
_BEFORE_FRONT_VOWEL = ("k", "gh", "ngh")
_BEFORE_BACK_VOWEL = ("c", "g", "ng")
_OPEN = (
    "a e ê i o ô ơ u ư y ia ua ưa ai ao au ay âu ây eo êu iu iêu yêu oi ôi ơi ui ưi ưu uôi ươi ươu "
    "oa oe oai oao oay oeo uê uy uơ uây uya uyu"
)
# The vowels that may stand before each final consonant.
_CLOSED = {
    "m": "a ă â e ê i o ô ơ u ư iê yê uô ươ oa oă",
    "n": "a ă â e ê i o ô ơ u ư iê yê uô ươ oa oă oe uâ uyê y",
    "ng": "a ă â e o ô u ư iê yê uô ươ oa oă uâ oo",
    "nh": "a ê i oa uê uy y",
    "p": "a ă â e ê i o ô ơ u ư iê ươ oa oă uy",
    "t": "a ă â e ê i o ô ơ u ư iê yê uô ươ oa oă oe uâ uyê uy y",
    "c": "a ă â e o ô u ư iê uô ươ oa oă oo",
    "ch": "a ê i oa uê uy y",
}
_RIMES = frozenset(_OPEN.split()) | {nucleus + coda for coda, nuclei in _CLOSED.items() for nucleus in nuclei.split()}
_SPLIT = re.compile(rf"([^{_VOWELS}]*)([{_VOWELS}]+)([^{_VOWELS}]*)")
_ONSETS = frozenset(("", *_BEFORE_ANY_VOWEL.split()))
_NUCLEI = frozenset(_OPEN.split()) | {nucleus for nuclei in _CLOSED.values() for nucleus in nuclei.split()}
_HIGHLAND = re.compile(rf"[a-zđ]*?([{_VOWELS}]+)(?:ng|nh|ch|[cghklmnprstvw])?")


@lru_cache(maxsize=16_384)
def is_syllable(word: str) -> bool:
    """Whether the word, in Unicode, is spelled as Vietnamese syllables are, its tone on the right letter.

    >>> [is_syllable(word) for word in ("Xã", "Hoà", "Hòa", "nghiệp", "X·", "Lôc", "Tæng", "Krông")]
    [True, True, True, True, False, False, False, False]
    """
    marks = unicodedata.normalize("NFD", word.lower().replace("ð", "đ"))
    tones = _TONES.findall(marks)
    parts = _SPLIT.fullmatch(unicodedata.normalize("NFC", _TONES.sub("", marks)))
    if parts is None or len(tones) > 1:
        return False
    onset, vowels, coda = parts.groups()
    if onset + vowels[0] in ("gi", "qu") and vowels[1:]:
        onset, vowels = onset + vowels[0], vowels[1:]
    known = vowels + coda in _RIMES or (onset == "gi" and f"i{vowels}{coda}" in _RIMES)
    if not known or not _onset_fits(onset, vowels) or not _tone_fits("".join(tones), coda):
        return False
    if not tones:
        return True
    place = _tone_place(marks, tones[0]) - len(onset)
    return place in _tone_places(vowels, coda) or (onset == "qu" and place == -1)  # "Qúy" is typed for "Quý"


@lru_cache(maxsize=16_384)
def is_like_a_syllable(word: str) -> bool:
    """Whether the word, in Unicode, has Vietnamese vowels with one tone at most between any consonants.

    >>> [is_like_a_syllable(word) for word in ("Krông", "Tóh", "Drắk", "Kroâng", "Ñaêk", "Köln")]
    [True, True, True, False, False, False]
    """
    marks = unicodedata.normalize("NFD", word.lower().replace("ñ", "?"))  # its tilde is no tone
    found = _HIGHLAND.fullmatch(unicodedata.normalize("NFC", _TONES.sub("", marks)))
    return found is not None and found[1] in _NUCLEI and len(_TONES.findall(marks)) <= 1


def _onset_fits(onset: str, vowels: str) -> bool:
    if onset in _BEFORE_FRONT_VOWEL:
        return vowels[0] in "eêiy"
    if onset in _BEFORE_BACK_VOWEL:
        return vowels[0] not in "eêy" and (vowels[0] != "i" or onset == "g")
    return onset in _ONSETS


def _tone_fits(tones: str, coda: str) -> bool:
    """A syllable that ends in a stop is sharp or heavy."""
    return coda not in ("p", "t", "c", "ch") or (tones != "" and tones in _SHARP_OR_HEAVY)


def _tone_place(marks: str, tone: str) -> int:
    """The number of the letter that bears the tone, in a word whose marks stand alone."""
    return len(unicodedata.normalize("NFC", marks.partition(tone)[0])) - 1


def _tone_places(vowels: str, coda: str) -> tuple[int, ...]:
    """Where the tone may stand: on the vowel with a mark, else the last before a consonant, else the first of two."""
    marked = [place for place, vowel in enumerate(vowels) if vowel in _MARKED_VOWELS]
    if marked:
        return (marked[-1],)
    if coda:
        return (len(vowels) - 1,)
    if vowels in ("oa", "oe", "uy"):
        return (0, 1)
    return (1 if len(vowels) == 3 else 0,)
