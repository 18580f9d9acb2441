"""Cells written in the old encodings TCVN3 and VNI are read as what their font shows; what was done is a finding.

Latin-1 letters such as "ã" and "ó" occur in Unicode Vietnamese and in the old encodings alike. So a cell that can be
read either way goes with the judged ones next to it in its column, else with its font, else with its whole sheet. Text
with a letter that only Unicode has ("ơ", "ạ") is never touched.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.intake.fonts import OldFont, old_fonts
from khuyenhoc_cli.intake.grid import Grid
from khuyenhoc_cli.text.legacy import DECODERS, Encoding, can_be, decode_tcvn3
from khuyenhoc_cli.text.syllables import is_like_a_syllable, is_syllable

_NAMES: Mapping[Encoding, str] = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
# Signs that no Unicode Vietnamese word holds; capitals after small letters, among which those of TCVN3 lie; and signs
# that follow such a vowel only in VNI. Looking at what stands before comes last, for speed.
_SUSPICIOUS = re.compile(
    "[¡-®µ-¹»-¾ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþ\u03bc]"
    "|[À-Þ](?<=[a-z].)|[ÙÕùõ](?<=[AaEeOoUuYyÔô].)|[Ââ](?<=[AaEeOo].)|[ÁÀÃáàã](?<=[AaEe].)|[ÊÉÈÚêéèú](?<=[Aa].)"
)
_OLD_LETTER = re.compile("[¡-®µ-¹»-¾À-ÿ\u03bc]")
_UNICODE_LETTER = re.compile("[\u0100-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")
_WORD = re.compile(r"(?<!\d)[A-Za-z¡-®µ-¹»-¾À-ÿ\u03bc]++(?!\d)")
_ADMINISTRATIVE = frozenset(["xã", "phường", "thị", "trấn", "huyện", "tỉnh", "thành", "phố"])
_COMMON = (
    "đơn vị hội viên tổng số cộng khuyến học tập gia đình dòng họ quỹ tiền chi tân phú bình hòa hoà xuân yên hà khánh "
    "tây lâm sơn thái phúc liên đông mỹ phước thạnh lộc đức hồng vĩnh"
)
_COMMON_WORDS = frozenset(_COMMON.split())
_IMPOSSIBLE, _PLAUSIBLE, _SYLLABLE, _COMMON_WORD, _PREFIX = 0, 2, 4, 5, 6
_SURE = 2


@dataclass(frozen=True)
class _Cell:
    """A cell that may be of an old encoding; `is_unicode` where its letters say that it is not."""

    row: int
    text: str
    is_unicode: bool
    font: OldFont | None


@dataclass(frozen=True)
class _Conversion:
    """What a cell is read as."""

    at: CellRef
    row: int
    column: int
    encoding: Encoding
    before: str
    after: str


def decode(grids: tuple[Grid, ...], data: bytes) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """The grids with old text read as Unicode, and one finding about it; grids without any come back as they are."""
    if not any(map(_is_suspicious, grids)):
        return grids, ()
    fonts = old_fonts(data)
    sheets = [[list(_column(grid, column, fonts)) for column in range(grid.width)] for grid in grids]
    usual = _encoding(cell for sheet in sheets for column in sheet for cell in column)
    decoded, columns = [], []
    for grid, sheet in zip(grids, sheets, strict=True):
        rows = [list(row) for row in grid.rows]
        for conversions in _conversions(grid, sheet, usual):
            columns.append(conversions)
            for conversion in conversions:
                rows[conversion.row][conversion.column] = conversion.after
        decoded.append(replace(grid, rows=tuple(map(tuple, rows))))
    return (tuple(decoded), (_finding(columns),)) if columns else (grids, ())


def _is_suspicious(grid: Grid) -> bool:
    """Whether some text of the sheet holds what Unicode Vietnamese does not: all that a clean sheet pays for."""
    return any(map(_is_suspicious_text, {cell for row in grid.rows for cell in row if type(cell) is str}))


@lru_cache(maxsize=65_536)  # the same headings and names stand in every return
def _is_suspicious_text(text: str) -> bool:
    return _SUSPICIOUS.search(text) is not None


def _column(grid: Grid, column: int, fonts: Mapping[CellRef, OldFont]) -> Iterator[_Cell]:
    """The cells of a column that hold an accented letter of any kind."""
    for row, values in enumerate(grid.rows):
        text = values[column]
        if not isinstance(text, str) or text.isascii():
            continue
        is_unicode = _UNICODE_LETTER.search(text) is not None
        if is_unicode or _OLD_LETTER.search(text):
            yield _Cell(row, text, is_unicode, fonts.get(grid.ref(row, column)))


def _encoding(cells: Iterable[_Cell]) -> Encoding | None:
    """The encoding that makes words of most of the cells; None where neither does."""
    cells = [cell for cell in cells if not cell.is_unicode]
    gains = {encoding: sum(max(0, _gain(cell.text, encoding)) for cell in cells) for encoding in _NAMES}
    best = max(_NAMES, key=lambda encoding: gains[encoding])
    return best if gains[best] > 0 else None


def _conversions(grid: Grid, sheet: Sequence[Sequence[_Cell]], usual: Encoding | None) -> Iterator[list[_Conversion]]:
    """The conversions in each column of a sheet that has some."""
    encodings = [_encoding(cells) or usual for cells in sheet]
    gains = [[_judged(cell, own) for cell in cells] for cells, own in zip(sheet, encodings, strict=True)]
    sure = [gain for column in gains for gain in column if abs(gain) >= _SURE]
    leaning = 1 if sure and min(sure) > 0 else 0
    for number, (cells, own, column) in enumerate(zip(sheet, encodings, gains, strict=True)):
        conversions = []
        for cell, gain in zip(cells, _settled(cells, column, leaning), strict=True):
            encoding = cell.font.encoding if cell.font else own
            if gain > 0 and encoding is not None:
                at = grid.ref(cell.row, number)
                after = _decoded(cell, encoding)
                conversions.append(_Conversion(at, cell.row, number, encoding, cell.text, after))
        if conversions:
            yield conversions


def _judged(cell: _Cell, encoding: Encoding | None) -> int:
    """Above 0: the cell is of an old encoding; below: it is Unicode; near 0: it can be either."""
    if cell.is_unicode:
        return -_SURE
    encoding = cell.font.encoding if cell.font else encoding
    return 0 if encoding is None else _gain(cell.text, encoding)


def _settled(cells: Sequence[_Cell], gains: Sequence[int], leaning: int) -> Iterator[int]:
    """The gains of a column, those that are not sure settled by what stands around them."""
    for number, (cell, gain) in enumerate(zip(cells, gains, strict=True)):
        if abs(gain) >= _SURE:
            yield gain
        else:
            yield _neighbours(gains, number) or gain or (1 if cell.font else leaning)


def _neighbours(gains: Sequence[int], number: int) -> int:
    """What the nearest sure cells above and below say; where they differ, most of the column, else the one below.

    Above may be the heading, which somebody else has written. 0 without any sure cell.
    """
    above = next((gain for gain in reversed(gains[:number]) if abs(gain) >= _SURE), 0)
    below = next((gain for gain in gains[number + 1 :] if abs(gain) >= _SURE), 0)
    if above * below < 0:
        return sum(gain >= _SURE for gain in gains) - sum(gain <= -_SURE for gain in gains) or below
    return above or below


def _gain(text: str, encoding: Encoding) -> int:
    """How much more the text is Vietnamese when decoded than as it stands."""
    return sum(_word_gain(word, encoding) for word in _WORD.findall(text) if not word.isascii())


@lru_cache(maxsize=16_384)
def _word_gain(word: str, encoding: Encoding) -> int:
    if not can_be(word, encoding):
        return -_PREFIX
    decoded = DECODERS[encoding](word)
    return 0 if len(word) == 1 else _value(decoded) - _value(word)


def _value(word: str) -> int:
    """How sure it is that this is a Vietnamese word."""
    if word.lower() in _ADMINISTRATIVE:
        return _PREFIX
    if word.lower() in _COMMON_WORDS:
        return _COMMON_WORD
    if is_syllable(word):
        return _SYLLABLE
    return _PLAUSIBLE if is_like_a_syllable(word) else _IMPOSSIBLE


def _decoded(cell: _Cell, encoding: Encoding) -> str:
    if encoding == "tcvn3":
        return decode_tcvn3(cell.text, capitals=cell.font is not None and cell.font.capitals)
    return DECODERS[encoding](cell.text)


def _finding(columns: Sequence[Sequence[_Conversion]]) -> Finding:
    """The one finding: the first cell of each column, and an example."""
    sample, *others = [conversions[0] for conversions in columns]
    encodings = sorted({conversion.encoding for conversions in columns for conversion in conversions})
    detail = {
        "encoding": " và ".join(_NAMES[encoding] for encoding in encodings),
        "encoding_en": " and ".join(_NAMES[encoding] for encoding in encodings),
        "count": sum(map(len, columns)),
        "read_as": _short(sample.after),
    }
    also = tuple(conversion.at for conversion in others)
    return Finding("KH120", sample.at, found=_short(sample.before), also=also, detail=detail)


def _short(text: str) -> str:
    """The text on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
