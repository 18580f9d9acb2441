"""A paragraph as the audit reads it: composed letters, one kind of blank and dash; and the way back to the print."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\u2007\t\n\r\v\f\u2028", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2212\u2014", "–"),
        **dict.fromkeys("‘’‛ʻʼʹ`´′", "'"),
        "Ð": "Đ",
        "ð": "đ",
        "％": "%",
    }
)
# letters in upper case; ranges of them would take in those in lower case
CAPITALS = "".join(chr(code) for code in range(0x41, 0x1EFA) if chr(code).isupper() and (code < 0x1B5 or code > 0x1E9F))
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")


@dataclass(frozen=True)
class Plain:
    """`text`, and for each of its letters (and for its end) the place in what it was made of."""

    text: str
    places: tuple[int, ...] | None

    def back(self, place: int) -> int:
        """The place in the print."""
        return place if self.places is None else self.places[place]


@lru_cache(maxsize=4096)  # each rule asks for the same paragraphs
def plain(text: str) -> Plain:
    """The paragraph, letter by letter; only what was printed in parts (NFD) becomes shorter."""
    if not _CLUSTER.search(text):
        return Plain(text.translate(_ALIKE), None)
    letters, done = "", 0
    places: list[int] = []
    for match in _CLUSTER.finditer(text):
        letters += text[done : match.start()]
        places += range(done, match.start())
        composed = unicodedata.normalize("NFC", match[0])
        letters += composed
        places += [match.start()] * len(composed)
        done = match.end()
    places += range(done, len(text) + 1)
    return Plain((letters + text[done:]).translate(_ALIKE), tuple(places))
