"""The text against the tables of the same report: units listed with their figures, wholes, and how they changed.

What a list tells is learned from most of its units; a whole is known by its figure, or by its words where one digit
differs.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from khuyenhoc_cli.audit.model import Claim, Document, Example, Passage, Rule, Verdict
from khuyenhoc_cli.audit.quantities import Quantity
from khuyenhoc_cli.audit.rules.prose.printing import is_slip
from khuyenhoc_cli.audit.rules.tables.grid import Column, Grid, Number
from khuyenhoc_cli.audit.rules.tables.reading import grids_of
from khuyenhoc_cli.audit.rules.tables.wholes import Whole, wholes_of
from khuyenhoc_cli.text.names import fold, split_prefix

_BEHIND = r"\s*\(\s*(?P<number>\d[\d.]*(?:,\d+)?)(?P<percent>\s*%)?"
_YEAR = re.compile(r"\b20\d\d\b")
_OTHER_TIME = re.compile(
    r"\b(?:cung ky|nam truoc|chi tieu|ke hoach|phan dau|muc tieu|duoc giao|dau nhiem ky|dau nam|dau ky|"
    r"truoc day|nam ngoai)\b"
)
_APART = re.compile(r"\b(?:chi tinh|(?:khong|chua) (?:ke|tinh|bao gom)|rieng)\b")
_FROM = re.compile(r"\b(?:từ|so với|chỉ có)\s+$")
_PLANS = re.compile(r"\b(?:phuong huong|nhiem vu|muc tieu|chi tieu)\b")
_GENERIC = frozenset(
    "tong so luong co cac va cua la trong do dat duoc ky nay tren theo cap don vi khac cong the loai".split()  # noqa: SIM905
)
_LISTED, _WHOLES = "phu_luc_liet_ke", "phu_luc_tong"


def _check_lists(document: Document) -> Iterator[Claim]:
    """Each unit's figure in a list against the column that agrees with most of them."""
    found = tuple(grids_of(document.tables))
    pattern = _names_pattern(found)
    if pattern is None:
        return
    for passage in document.everything:
        listed = list(pattern.finditer(passage.text)) if passage.part != "table" else []
        if len(listed) >= 3 and (agreeing := _agreeing(listed, found)) is not None:
            yield from _list_claims(passage, listed, *agreeing)


@lru_cache(maxsize=2)
def _names_pattern(found: tuple[Grid, ...]) -> re.Pattern[str] | None:
    names = {name for grid in found for row in grid.rows_of("unit") if len(name := short(row.label)) > 2}
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<name>{listed}){_BEHIND}") if names else None


def short(label: str) -> str:
    """A unit's name as lists print it."""
    return split_prefix(label)[1] or label


def _agreeing(listed: Sequence[re.Match[str]], found: Sequence[Grid]) -> tuple[Grid, Column] | None:
    """The column that has most of the listed figures, if it has two and twice as many as it has not."""
    best, most = None, 1
    for grid in found:
        rows = {short(row.label): row for row in grid.rows_of("unit")}
        for column in grid.columns:
            agreeing = sum(
                number is not None and _is_same(number, match)
                for match in listed
                for number in [grid.number(rows.get(match["name"]), column)]
            )
            fewest = 2 if _is_telling(listed) else 3 if _names_column(listed[0].string, column) else len(listed) + 1
            if agreeing > most and agreeing >= fewest and agreeing * 3 >= len(listed) * 2:
                best, most = (grid, column), agreeing
    return best


def _is_telling(listed: Sequence[re.Match[str]]) -> bool:
    """Whether most of the listed figures have three digits or more: small ones agree by chance."""
    return sum(len(re.sub(r"\D", "", match["number"])) > 2 for match in listed) * 2 > len(listed)


def _names_column(text: str, column: Column) -> bool:
    """Whether a text has all words of the heading over the figures."""
    words = frozenset(column.last.split()) - _GENERIC
    return bool(words) and words <= frozenset(fold(text).split())


def _is_same(number: Number, match: re.Match[str]) -> bool:
    return number.value == _value(match["number"]) and number.is_percent == bool(match["percent"])


def _value(printed: str) -> Fraction:
    whole, _, decimals = printed.rstrip(".").replace(".", "").partition(",")
    return Fraction(f"{whole}.{decimals or 0}")


def _list_claims(passage: Passage, listed: Sequence[re.Match[str]], grid: Grid, column: Column) -> Iterator[Claim]:
    rows = {short(row.label): row for row in grid.rows_of("unit")}
    for match in listed:
        number = grid.number(rows.get(match["name"]), column)
        if number is None:
            continue
        same = _is_same(number, match)
        start, end = match.start("number"), match.end("percent" if match["percent"] else "number")
        message = f"bảng, {match['name']}, cột “{column.name}”: {number.printed}, in: {passage.text[start:end]}"
        verdict: Verdict = "ok" if same else "wrong"
        yield Claim(_LISTED, "duplicate", passage, start, end, number.printed, verdict, message)


def _check_wholes(document: Document) -> Iterator[Claim]:
    """The wholes that the text prints."""
    wholes = wholes_of(document.tables)
    if not wholes:
        return
    printed = {number.value for grid in grids_of(document.tables) for number in grid.numbers.values()}
    said = {q.value for p in document.passages if p.part == "body" for q in p.quantities}
    for passage in document.everything:
        if passage.part != "table" and not passage.is_heading:
            yield from _slips(passage, wholes, printed, said)


def _base(whole: Whole, said: Quantity) -> bool:
    """Whether a whole and a figure of the text are the same; money in tables is printed in millions."""
    if said.is_share or whole.is_percent != (said.measure == "percent"):
        return False
    return said.value == whole.value or (said.measure == "money" and said.value == whole.value * 10**6)


def _sentence(passage: Passage, said: Quantity) -> str:
    """What stands around the figure up to the next full stop or semicolon, folded."""
    before = re.split(r"[.;!?](?=\s)", passage.text[: said.start])[-1]
    after = re.split(r"[.;!?](?=\s|$)", passage.text[said.end :])[0]
    return fold(f"{before} {after}")


def _slips(passage: Passage, wholes: Sequence[Whole], printed: set[Fraction], said: set[Fraction]) -> Iterator[Claim]:
    """A figure that no table has, but for one digit of a whole which the text calls by its words."""
    for quantity in passage.quantities:
        if quantity.is_share or quantity.malformed:
            continue
        scale = 10**6 if quantity.measure == "money" else 1
        value = quantity.value / scale
        same = next((whole for whole in wholes if _base(whole, quantity)), None)
        if same is not None:
            yield _said(passage, quantity, same, "ok")
        elif value not in printed and quantity.measure in ("count", "money", "per_person"):
            open_to = [each for each in wholes if each.value * scale not in said or _is_long(each)]
            yield from _slip(passage, quantity, value, open_to)


def _said(passage: Passage, quantity: Quantity, whole: Whole, verdict: Verdict) -> Claim:
    message = f"bảng, cột “{whole.name}”: {whole.printed}, in: {quantity.text}"
    return Claim(_WHOLES, "duplicate", passage, quantity.start, quantity.end, whole.printed, verdict, message)


def _slip(passage: Passage, quantity: Quantity, value: Fraction, wholes: Sequence[Whole]) -> Iterator[Claim]:
    near = [whole for whole in wholes if not whole.is_percent and is_slip(value, whole.value)]
    near = [whole for whole in near if not _is_of_another_time(passage, quantity, whole)]
    if len({each.value for each in near}) != 1:
        return
    sentence = _sentence(passage, quantity)
    if _APART.search(sentence) or _FROM.search(passage.text[: quantity.start]):
        return
    beside = frozenset(re.findall(r"\d[\d.]*(?:,\d+)?", sentence))
    named = frozenset(re.findall(r"[^\W_]+", f"{sentence} {fold(' '.join(passage.headings))}"))
    own = frozenset(re.findall(r"[^\W_]+", sentence))
    meant = [each for each in near if each.words and each.words <= (own if each.is_alone else named)]
    meant = [each for each in meant if 2 * len(each.words & own) >= len(each.words)]
    meant = [each for each in meant if _counts(each, quantity) and each.printed not in beside]
    if meant:
        yield _said(passage, quantity, meant[0], "wrong")


def _counts(whole: Whole, quantity: Quantity) -> bool:
    """Whether the headings have the unit of a figure; "người" may be members, pupils …"""
    unit = frozenset(re.findall(r"[^\W_]+", fold(quantity.unit)))
    return (
        quantity.measure != "count" or unit == {"nguoi"} or unit <= frozenset(re.findall(r"[^\W_]+", fold(whole.name)))
    )


def _is_long(whole: Whole) -> bool:
    """Whether a figure has so many digits that another is not like it by chance."""
    return len(whole.printed.replace(".", "").replace(",", "")) > 3


def _is_of_another_time(passage: Passage, quantity: Quantity, whole: Whole) -> bool:
    """Whether the figure's own clause dates it into another year than the table's, or tells a plan."""
    before = re.split(r"[.;,:(](?!\d)", passage.text[: quantity.start])[-1]
    after = re.split(r"[.;,:()](?!\d)", passage.text[quantity.end :])[0]
    clause = fold(f"{before} {after}")
    years = set(_YEAR.findall(clause))
    own = set(whole.span) if whole.span else {whole.year}
    if years - own or (whole.span and years != own):
        return True
    return bool(_OTHER_TIME.search(clause) or _PLANS.search(fold(" ".join(passage.headings))))


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
        _LISTED,
        "duplicate",
        "Danh sách đơn vị kèm số liệu trong lời văn, chú thích khớp với cột của phụ lục mà phần lớn các số ấy lấy ra.",
        _check_lists,
        (
            Example(
                f"Nhiều hội viên: Tân Phú (1.910), An Bình (1.250), Hòa Lợi (480).\n{_TABLE}",
                (("1.910", "ok"), ("1.250", "ok"), ("480", "wrong")),
            ),
            Example(f"Khen thưởng: Tân Phú (3), An Bình (12), Hòa Lợi (4).\n{_TABLE}", ()),
        ),
    ),
    Rule(
        _WHOLES,
        "duplicate",
        "Số tổng in trong lời văn khớp với dòng cộng, dòng năm cuối, số cộng dồn các năm của bảng.",
        _check_wholes,
        (
            Example(
                f"Toàn xã có 4.000 hội viên, tăng 220 hội viên so với cùng kỳ năm 2023.\n{_TABLE}",
                (("4.000", "ok"),),
            ),
            Example(f"Toàn xã có 4.700 hội viên.\n{_TABLE}", (("4.700", "wrong"),)),
        ),
    ),
)
