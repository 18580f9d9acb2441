"""A figure, and a list of all units with theirs: "172 chương trình; cụ thể: Lâm Đồng (31 chương trình), …"."""

import re
from collections.abc import Iterator

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule, Verdict, sentence_around
from khuyenhoc_cli.audit.quantities import Quantity
from khuyenhoc_cli.audit.rules.tables.listed import rows_of
from khuyenhoc_cli.audit.rules.tables.listings import Listing, listings_in
from khuyenhoc_cli.audit.rules.tables.reading import grids_of
from khuyenhoc_cli.audit.rules.tables.units import UnitNames, units_of
from khuyenhoc_cli.text.numbers import print_count

_RULE = "danh-sach-tong"
_ALL = re.compile(r"(?:cụ thể|gồm|chia ra|như sau|theo từng [^:;]{2,30})(?: là)?\s*:?\s*$")
_MOVED = re.compile(r"(?:tăng|giảm|vượt|thêm|cùng kỳ|năm trước)[^\d.;,]{0,30}$")


def _check(document: Document) -> Iterator[Claim]:
    names = units_of(document)
    if not names:
        return
    for passage in document.passages:
        for listing in listings_in(passage, names) if passage.part == "body" else ():
            if len(listing.items) > 3 and _ALL.search(listing.clause) and _has_all(listing, document, names):
                yield from _summed(listing)


def _has_all(listing: Listing, document: Document, names: UnitNames) -> bool:
    """Whether it has all units of a table, or all but one, which may have nothing."""
    keys = set(listing.keys)
    found = (set(rows_of(grid, names)) for grid in grids_of(document.tables))
    return any(keys <= units and len(units) - len(keys) < 2 for units in found)


def _summed(listing: Listing) -> Iterator[Claim]:
    values = [item.value for item in listing.items if item.value]
    units = {value.unit for value in values}
    if len(values) != len(listing.items) or len(units) != 1 or any(v.is_percent or v.number % 1 for v in values):
        return
    total = _total(listing, units.pop())
    if total is not None:
        result = sum(int(value.number) for value in values)
        verdict: Verdict = "ok" if result == total.value else "wrong"
        shown = " + ".join(print_count(int(value.number)) for value in values)
        message = f"{shown} = {print_count(result)}, in: {total.text}"
        computed = print_count(result)
        yield Claim(_RULE, "sum", listing.passage, total.start, total.end, computed, verdict, message)


def _total(listing: Listing, unit: str) -> Quantity | None:
    """The first figure of the sentence that counts the same, by how much it moved left out."""
    text = listing.passage.text
    begin, _ = sentence_around(text, listing.start, listing.end)
    for each in listing.passage.quantities:
        is_before = begin <= each.start and each.end <= listing.start and each.measure == "count" and bool(unit)
        is_same = each.unit == unit or text[each.end :].lstrip().lower().startswith(unit.lower())
        if is_before and is_same and not _MOVED.search(text[begin : each.start]):
            return each
    return None


_TABLE = """
| TT | Đơn vị | Hội viên |
|---|---|---|
| 1 | Xã An Bình | 1.250 |
| 2 | Xã Hòa Lợi | 840 |
| 3 | Xã Tân Phú | 1.910 |
| 4 | Xã Long Sơn | 1.100 |
"""
_LIST = "Tân Phú (05 cuộc), An Bình (03 cuộc), Hòa Lợi (02 cuộc), Long Sơn (01 cuộc)"
COMPLETE_RULES: tuple[Rule, ...] = (
    Rule(
        _RULE,
        "sum",
        "Số ghi trước danh sách nêu đủ mọi đơn vị của phụ lục kèm số liệu (“cụ thể: …”) bằng tổng các số ấy.",
        _check,
        (
            Example(f"Có 11 cuộc kiểm tra, tăng 02 cuộc so với năm trước; cụ thể: {_LIST}.\n{_TABLE}", (("11", "ok"),)),
            Example(f"Có 12 cuộc kiểm tra, tăng 02 cuộc; cụ thể: {_LIST}.\n{_TABLE}", (("12", "wrong"),)),
            Example(f"Có 12 cuộc kiểm tra, nhiều nhất là {_LIST}.\n{_TABLE}", ()),
            Example(f"Có 12 cuộc kiểm tra; cụ thể: Tân Phú (05 cuộc), An Bình (03 cuộc).\n{_TABLE}", ()),
        ),
    ),
)
