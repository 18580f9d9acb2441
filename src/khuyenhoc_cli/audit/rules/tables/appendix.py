"""The text against the tables of the same report: wholes, and how they changed.

A whole is known by its figure, or by its words where one digit differs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Document, Example, Kind, Passage, Rule, Verdict
from khuyenhoc_cli.audit.quantities import Quantity
from khuyenhoc_cli.audit.rules.tables.grid import Column, Grid, Number
from khuyenhoc_cli.audit.rules.tables.reading import grids_of
from khuyenhoc_cli.text.names import fold

_MOVED = re.compile(r"[\s,;]*(?P<word>tăng|giảm)\s+(?:thêm\s+|hơn\s+)?$", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
_OTHER_TIME = re.compile(r"\b(?:20\d\d|cung ky|nam truoc|chi tieu|ke hoach|phan dau|muc tieu|duoc giao|dau nhiem ky)\b")
_PLANS = re.compile(r"\b(?:phuong huong|nhiem vu|muc tieu|chi tieu)\b")
_GENERIC = frozenset(
    "tong so luong co cac va cua la trong do dat duoc ky nay tren theo cap don vi khac cong the loai".split()  # noqa: SIM905
)
_TELLING = 100  # smaller figures are the same by chance
_WHOLES = "phu_luc_tong"


@dataclass(frozen=True)
class Whole:
    """The whole of a column: its figure, how it changed since when (`before`, as the table says it), and its words."""

    column: Column
    now: Number
    moved: Number | None
    before: str = ""

    @property
    def words(self) -> frozenset[str]:
        """The words of its headings that mean something."""
        return frozenset(self.column.words.split()) - _GENERIC


def _check_wholes(document: Document) -> Iterator[Claim]:
    """The wholes that the text prints, and their changes."""
    wholes = [whole for grid in grids_of(document.tables) for whole in _wholes(grid)]
    if not wholes:
        return
    printed = {number.value for grid in grids_of(document.tables) for number in grid.numbers.values()}
    said = {q.value for p in document.passages if p.part == "body" for q in p.quantities}
    for passage in document.everything:
        if passage.part != "table" and not passage.is_heading:
            yield from _changes(passage, wholes)
            yield from _slips(passage, wholes, printed, said)


def _wholes(grid: Grid) -> Iterator[Whole]:
    total, previous, change = (grid.row_of(kind) for kind in ("total", "previous", "change"))
    for column in grid.columns:
        now = grid.number(total, column)
        if now is not None and not column.is_change:
            yield Whole(column, now, grid.number(change, column), previous.label if previous else "")


def _changes(passage: Passage, wholes: Sequence[Whole]) -> Iterator[Claim]:
    """ "3.313 chi hội, tăng 188 chi hội": the second against the change of the whole that the first is."""
    for first, second in zip(passage.quantities, passage.quantities[1:], strict=False):
        between = _MOVED.search(passage.text, first.end, second.start)
        words = passage.text[first.end : second.start]
        if between is None or re.search(r"[.;:(]", words) or first.measure != second.measure:
            continue
        if first.value < _TELLING:
            continue
        tail = re.split(r"[.;]", passage.text[second.end :])[0]
        same = [w for w in wholes if _base(w.now, first) and w.moved is not None and _shares(w, passage, first)]
        same = [whole for whole in same if _is_since(tail, whole.before)]
        if not same or len({each.moved.value for each in same if each.moved}) != 1:
            continue
        moved = same[0].moved
        assert moved is not None
        yield from _change_claims(passage, between, second, moved, same[0])


def _is_since(tail: str, before: str) -> bool:
    """Whether what follows a change compares with the year before that the table has, or says nothing of it."""
    years = set(_YEAR.findall(tail.partition("so với")[2]))
    if "so với" not in tail:
        return True
    return years <= set(_YEAR.findall(before)) and bool(years or re.search(r"cùng kỳ|năm (?:trước|ngoái)", tail))


def _change_claims(
    passage: Passage, between: re.Match[str], said: Quantity, moved: Number, whole: Whole
) -> Iterator[Claim]:
    word, should = between["word"], "tăng" if moved.value > 0 else "giảm"
    where = f"bảng, cột “{whole.column.name}”: {moved.printed}"
    if moved.value and word.lower() != should:
        start, end = between.span("word")
        yield Claim(_WHOLES, "direction", passage, start, end, should, "wrong", f"{where}, in: {word} {said.text}")
    same = abs(moved.value) in (said.value, said.value / 10**6)
    verdict: Verdict = "ok" if same else "wrong"
    message = f"{where}, in: {word} {said.text}"
    kind: Kind = "difference"
    yield Claim(_WHOLES, kind, passage, said.start, said.end, moved.printed.lstrip("+-−–"), verdict, message)


def _base(number: Number, said: Quantity) -> bool:
    """Whether a cell and a figure of the text are the same; money in tables is printed in millions."""
    if said.is_share or number.is_percent != (said.measure == "percent"):
        return False
    return said.value == number.value or (said.measure == "money" and said.value == number.value * 10**6)


def _shares(whole: Whole, passage: Passage, said: Quantity) -> bool:
    """Whether the sentence has a word of the column's headings."""
    return bool(whole.words & _sentence_words(passage, said))


def _sentence_words(passage: Passage, said: Quantity) -> frozenset[str]:
    before = re.split(r"[.;!?](?=\s)", passage.text[: said.start])[-1]
    after = re.split(r"[.;!?](?=\s|$)", passage.text[said.end :])[0]
    return frozenset(fold(f"{before} {after}").split())


def _slips(passage: Passage, wholes: Sequence[Whole], printed: set[Fraction], said: set[Fraction]) -> Iterator[Claim]:
    """A figure that no table has, but for one digit of a whole which the text does not print and calls by its words."""
    for quantity in passage.quantities:
        if quantity.is_share or quantity.malformed:
            continue
        scale = 10**6 if quantity.measure == "money" else 1
        value = quantity.value / scale
        same = [whole for whole in wholes if _base(whole.now, quantity)]
        if same:
            number = same[0].now
            message = f"bảng, cột “{same[0].column.name}”: {number.printed}, in: {quantity.text}"
            yield Claim(_WHOLES, "duplicate", passage, quantity.start, quantity.end, number.printed, "ok", message)
        elif (
            value not in printed
            and quantity.measure in ("count", "money")
            and not _is_of_another_time(passage, quantity)
        ):
            yield from _slip(passage, quantity, value, [w for w in wholes if w.now.value * scale not in said])


def _slip(passage: Passage, quantity: Quantity, value: Fraction, wholes: Sequence[Whole]) -> Iterator[Claim]:
    near = [whole for whole in wholes if _one_digit_off(value, whole.now)]
    if len({each.now.value for each in near}) != 1:
        return
    whole = near[0]
    named = _sentence_words(passage, quantity) | frozenset(fold(" ".join(passage.headings)).split())
    if not whole.words or not whole.words <= named:
        return
    message = f"bảng, cột “{whole.column.name}”: {whole.now.printed}, in: {quantity.text}"
    yield Claim(_WHOLES, "duplicate", passage, quantity.start, quantity.end, whole.now.printed, "wrong", message)


def _is_of_another_time(passage: Passage, quantity: Quantity) -> bool:
    """Whether the figure's own clause dates it into another year, or tells a plan."""
    before = re.split(r"[.;,:(]", passage.text[: quantity.start])[-1]
    after = re.split(r"[.;,:()]", passage.text[quantity.end :])[0]
    return bool(_OTHER_TIME.search(fold(f"{before} {after}")) or _PLANS.search(fold(" ".join(passage.headings))))


def _one_digit_off(value: Fraction, number: Number) -> bool:
    """Whether the digits differ in one place, of three places or more."""
    mine, other = (_digits(each) for each in (value, number.value))
    return len(mine) == len(other) >= 3 and sum(a != b for a, b in zip(mine, other, strict=True)) == 1


def _digits(value: Fraction) -> str:
    return str(int(value * 1000)) if value.denominator != 1 else str(value.numerator)


_TABLE = """
| TT | Đơn vị | Hội viên | Học bổng |
|---|---|---|---|
| 1 | Xã An Bình | 1.250 | 40 |
| 2 | Xã Hòa Lợi | 840 | 25 |
| 3 | Xã Tân Phú | 1.910 | 31 |
| | Tổng cộng | 4.000 | 96 |
| | Cùng kỳ năm 2023 | 3.780 | 90 |
| | Tăng (+), giảm (-) | +220 | +6 |
"""
APPENDIX_RULES: tuple[Rule, ...] = (
    Rule(
        _WHOLES,
        "duplicate",
        "Số tổng và mức tăng giảm in trong lời văn khớp với dòng cộng, dòng tăng giảm của phụ lục.",
        _check_wholes,
        (
            Example(
                f"Toàn xã có 4.000 hội viên, giảm 220 hội viên so với cùng kỳ năm 2023.\n{_TABLE}",
                (("4.000", "ok"), ("giảm", "wrong"), ("220", "ok")),
            ),
            Example(f"Toàn xã có 4.700 hội viên.\n{_TABLE}", (("4.700", "wrong"),)),
        ),
    ),
)
