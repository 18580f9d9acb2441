"""Marks: how a value travels through a text renderer to the place in the document where an element shall stand."""

import re
import secrets
from dataclasses import replace

from khuyenhoc_cli.report.word.values import Generated, Note, Placed

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` without what a Word document cannot hold: control characters but tab and newline, lone surrogates."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", text)


class Marks:
    """The values printed by one rendering, each standing in the text as a mark.

    A mark is private-use characters drawn anew each time, so data cannot forge one, around the value's number;
    upper- or lower-casing leaves it whole. None survives into the finished document.
    """

    def __init__(self) -> None:
        self.nonce = "".join(chr(0xE000 + secrets.randbelow(0x1900)) for _ in range(6))
        self._mark = re.compile(f"{self.nonce}([0-9]+){self.nonce}")
        self._values: list[Placed] = []

    def print(self, value: Placed) -> str:
        """The mark to print for `value`; nothing at all for a value without text."""
        if isinstance(value, Generated | Note):
            value = _cleaned(value)
            if not value.text.strip():
                return ""
        self._values.append(value)
        return f"{self.nonce}{len(self._values) - 1}{self.nonce}"

    def split(self, text: str) -> list[str | Placed]:
        """`text` as an alternation of plain text and values, in order, without empty texts."""
        pieces = self._mark.split(text)  # text, number, text, number, … text
        placed: list[str | Placed] = [self._values[int(p)] if i % 2 else p for i, p in enumerate(pieces)]
        return [piece for piece in placed if piece != ""]


def _cleaned(value: Generated | Note) -> Generated | Note:
    if isinstance(value, Generated) and value.again is not None:
        value = replace(value, again=replace(value.again, text=clean(value.again.text)))
    text = clean(value.text)
    return value if text == value.text else replace(value, text=text)
