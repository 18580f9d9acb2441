"""The text against the tables of the same report: wholes, and how they changed.

A whole is known by its figure, or by its words where one digit differs.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Document, Example, Passage, Rule, Verdict
from khuyenhoc_cli.audit.quantities import Quantity
from khuyenhoc_cli.audit.rules.tables.reading import grids_of
from khuyenhoc_cli.audit.rules.tables.wholes import Whole, wholes_of
from khuyenhoc_cli.audit.slips import is_slip
from khuyenhoc_cli.text.names import fold

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
_OTHERWISE = re.compile(
    r"\b(?:uoc|du kien|thang|quy (?:[1-4]|iv|i{1,3})|sap nhap|truoc|thong ke|ke ca|tinh ca|gom ca|khoi)\b"
)
_SHORT = 2  # words
_PLAIN = frozenset(
    "hien nay tai den tinh thoi diem toan bo tong so luong muc la co da duoc dat gom voi cua cac cap hoi va o "  # noqa: SIM905
    "trong ca ky nam tren dia ban tinh huyen xa phuong thi tran thanh pho quan cum vung nguoi trieu dong ty "
    "bang chi don vi uoc khuyen hoc tai moi viec ket qua do cuoi dan tien mo thu hut hoat cho danh hieu xay "
    "dung".split()
)
_WHOLES = "phu-luc-tong"


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
    where = (passage, quantity.start, quantity.end)
    return Claim(_WHOLES, "duplicate", *where, whole.printed, verdict, message, whole.spots)


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
    meant = [each for each in meant if _is_all(passage, quantity, each)]
    if meant:
        yield _said(passage, quantity, meant[0], "wrong")


def _is_all(passage: Passage, said: Quantity, whole: Whole) -> bool:
    """Whether nothing says that the figure is of some only, of another day or of others' counting; a column of one or
    two words ("Hội viên") names so much that the clause must have no other words than these."""
    lead = re.split(r"[.;!?](?=\s)", passage.text[: said.start])[-1]
    behind = re.split(r"[.;,:()](?!\d)", passage.text[said.end :])[0]
    known = frozenset(re.findall(r"[^\W_]+", fold(" ".join((whole.name, *passage.headings)))))
    if frozenset(_OTHERWISE.findall(fold(lead))) - known:
        return False
    if len(whole.words) > _SHORT:
        return True
    clause = re.split(r"[,:(](?!\d)|\d[\d.,]*", lead)[-1]
    return not frozenset(re.findall(r"[^\W_\d]+", fold(f"{clause} {behind}"))) - known - _PLAIN


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
            Example(f"Đến tháng 6 toàn xã có 4.700 hội viên; đã thu hội phí của 4.300 hội viên.\n{_TABLE}", ()),
        ),
    ),
)
