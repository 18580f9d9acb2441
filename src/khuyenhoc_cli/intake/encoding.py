"""Cells written in the old encodings TCVN3 and VNI are read as what their font shows; what was done is a finding.

Latin-1 letters such as "ã" and "ó" occur in Unicode Vietnamese and in the old encodings alike. So a cell that can be
read either way goes with the sure ones next to it in its column, else with its font, else with those in its row, else
with its whole sheet. Text with a letter that only Unicode has ("ơ", "ạ") is never touched.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

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

    at: CellRef
    row: int
    column: int
    text: str
    is_unicode: bool
    font: OldFont | None


@dataclass(frozen=True)
class _Conversion:
    """What a cell is read as."""

    cell: _Cell
    encoding: Encoding
    after: str


def decode(grids: tuple[Grid, ...], data: bytes) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """The grids with old text read as Unicode, and one finding about it; grids without any come back as they are."""
    if not any(map(_is_suspicious, grids)):
        return grids, ()
    fonts = old_fonts(data)
    sheets = [list(_cells(grid, fonts)) for grid in grids]
    usual = _encoding(cell for sheet in sheets for cell in sheet)
    conversions = [list(_conversions(cells, usual)) for cells in sheets]
    if not any(conversions):
        return grids, ()
    return tuple(map(_converted, grids, conversions)), (_finding(conversions),)


def _is_suspicious(grid: Grid) -> bool:
    """Whether some text of the sheet holds what Unicode Vietnamese does not: all that a clean sheet pays for."""
    return any(map(_is_suspicious_text, {cell for row in grid.rows for cell in row if type(cell) is str}))


@lru_cache(maxsize=65_536)  # the same headings and names stand in every return
def _is_suspicious_text(text: str) -> bool:
    return _SUSPICIOUS.search(text) is not None


def _cells(grid: Grid, fonts: Mapping[CellRef, OldFont]) -> Iterator[_Cell]:
    """The cells of a sheet that hold an accented letter of any kind, column by column."""
    for column in range(grid.width):
        for row, values in enumerate(grid.rows):
            text = values[column]
            if not isinstance(text, str) or text.isascii():
                continue
            is_unicode = _UNICODE_LETTER.search(text) is not None
            if is_unicode or _OLD_LETTER.search(text):
                at = grid.ref(row, column)
                yield _Cell(at, row, column, text, is_unicode, fonts.get(at))


def _encoding(cells: Iterable[_Cell]) -> Encoding | None:
    """The encoding that makes words of most of the cells; None where neither does."""
    cells = [cell for cell in cells if not cell.is_unicode]
    gains = {encoding: sum(max(0, _gain(cell.text, encoding)) for cell in cells) for encoding in _NAMES}
    best = max(_NAMES, key=lambda encoding: gains[encoding])
    return best if gains[best] > 0 else None


def _conversions(cells: Sequence[_Cell], usual: Encoding | None) -> Iterator[_Conversion]:
    """The cells of a sheet that are of an old encoding, and what they are read as."""
    columns, rows = _lines(cells, lambda cell: cell.column), _lines(cells, lambda cell: cell.row)
    encodings = {column: _encoding(line) or usual for column, line in columns.items()}
    gains = {cell: _judged(cell, encodings[cell.column]) for cell in cells}
    in_column, in_row = _said_around(columns, gains), _said_around(rows, gains)
    sure = [gain for gain in gains.values() if abs(gain) >= _SURE]
    leaning = 1 if sure and min(sure) > 0 else 0
    for cell, gain in gains.items():
        encoding = cell.font.encoding if cell.font else encodings[cell.column]
        by_font = 1 if cell.font else 0
        settled = gain if abs(gain) >= _SURE else in_column[cell] or gain or by_font or in_row[cell] or leaning
        if settled > 0 and encoding is not None:
            yield _Conversion(cell, encoding, _decoded(cell, encoding))


def _lines(cells: Iterable[_Cell], line: Callable[[_Cell], int]) -> Mapping[int, Sequence[_Cell]]:
    """The cells by row or by column."""
    lines: defaultdict[int, list[_Cell]] = defaultdict(list)
    for cell in cells:
        lines[line(cell)].append(cell)
    return lines


def _converted(grid: Grid, conversions: Sequence[_Conversion]) -> Grid:
    """The grid with its conversions in place."""
    rows = [list(row) for row in grid.rows]
    for conversion in conversions:
        rows[conversion.cell.row][conversion.cell.column] = conversion.after
    return replace(grid, rows=tuple(map(tuple, rows)))


def _judged(cell: _Cell, encoding: Encoding | None) -> int:
    """Above 0: the cell is of an old encoding; below: it is Unicode; near 0: it can be either."""
    if cell.is_unicode:
        return -_SURE
    encoding = cell.font.encoding if cell.font else encoding
    return 0 if encoding is None else _gain(cell.text, encoding)


def _said_around(lines: Mapping[int, Sequence[_Cell]], gains: Mapping[_Cell, int]) -> Mapping[_Cell, int]:
    """For each cell what the nearest sure cells before and after it in its line say; 0 without any.

    Where the two differ, most of the line decides, else the one after: the one before may be the heading, written by
    somebody else.
    """
    said = {}
    for line in lines.values():
        sure = [gains[cell] if abs(gains[cell]) >= _SURE else 0 for cell in line]
        most = sum(gain > 0 for gain in sure) - sum(gain < 0 for gain in sure)
        before = accumulate(sure, lambda last, gain: gain or last, initial=0)
        after = reversed(list(accumulate(reversed(sure), lambda last, gain: gain or last, initial=0))[:-1])
        for cell, one, other in zip(line, before, after, strict=False):
            said[cell] = (most or other) if one * other < 0 else one or other
    return said


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


def _finding(sheets: Sequence[Sequence[_Conversion]]) -> Finding:
    """The one finding: the first cell of each column, and an example."""
    first: dict[tuple[int, int], _Conversion] = {}
    for number, conversions in enumerate(sheets):
        for conversion in conversions:
            first.setdefault((number, conversion.cell.column), conversion)
    sample, *others = first.values()
    encodings = sorted({conversion.encoding for conversions in sheets for conversion in conversions})
    detail = {
        "encoding": " và ".join(_NAMES[encoding] for encoding in encodings),
        "encoding_en": " and ".join(_NAMES[encoding] for encoding in encodings),
        "count": sum(map(len, sheets)),
        "read_as": _short(sample.after),
    }
    also = tuple(conversion.cell.at for conversion in others)
    return Finding("KH120", sample.cell.at, found=_short(sample.cell.text), also=also, detail=detail)


def _short(text: str) -> str:
    """The text on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
