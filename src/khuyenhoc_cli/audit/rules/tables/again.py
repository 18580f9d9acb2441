"""A list of units that the report prints again: what the assessment says of a matter against what was told before."""

from collections.abc import Iterator

from khuyenhoc_cli.audit.model import Claim, Document, Example, Passage, Rule, Verdict
from khuyenhoc_cli.audit.rules.tables.chosen import check_chosen
from khuyenhoc_cli.audit.rules.tables.listed import check_listed
from khuyenhoc_cli.audit.rules.tables.listings import Item, Listing, listings_in
from khuyenhoc_cli.audit.rules.tables.lists import against_note, noted_lists
from khuyenhoc_cli.audit.rules.tables.matters import Matter, same_matter
from khuyenhoc_cli.audit.rules.tables.units import UnitNames, units_of

_RULE = "danh-sach-lap-lai"


def _check(document: Document) -> Iterator[Claim]:
    names = units_of(document)
    if not names:
        return
    disproved = _disproved(document, names)
    notes = [note for note in document.notes.values() if id(note) not in disproved]
    known = [matter for note in notes for each in _lists(note, names) if (matter := Matter(each)).is_told]
    noted = {(id(each.passage), each.start) for each, _ in noted_lists(document, names)}
    for passage in document.passages:
        if passage.part != "body" or passage.is_heading or id(passage) in disproved:
            continue
        for listing in _lists(passage, names):
            if (id(passage), listing.start) in noted:
                continue
            told = Matter(listing)
            first = same_matter(known, told) if told.is_told else None
            if first is not None:
                yield from _compared(first, told)
            known += [told] if told.is_told else []


def _disproved(document: Document, names: UnitNames) -> set[int]:
    """The passages with a list that a table, or the sentence before the footnote, contradicts."""
    shown = [*check_listed(document), *check_chosen(document)]
    found = {id(claim.passage) for claim in shown if claim.verdict == "wrong"}
    for listing, note in noted_lists(document, names):
        if any(claim.verdict == "wrong" for claim in against_note(listing, note, names)):
            found.add(id(note))
    return found


def _lists(passage: Passage, names: UnitNames) -> list[Listing]:
    found = listings_in(passage, names)
    return [each for each in found if len(each.items) > 1 and each.is_closed and "nhất" not in each.clause]


def _compared(first: Matter, told: Matter) -> Iterator[Claim]:
    known, listing = first.listing, told.listing
    mine, theirs = set(listing.keys), set(known.keys)
    shared, counted = mine & theirs, bool(listing.others or known.others)
    least = min(len(mine), len(theirs)) if counted else max(len(mine), len(theirs))
    if len(shared) < least - 1 or not (len(shared) * 5 >= least * 3 or (least == 2 and told.is_counted)):
        return
    strange = [item for item in listing.items if item.unit.key not in theirs]
    is_exact = first.is_exact and told.is_exact
    if listing.others and (known.others or not strange):
        message = (
            f"{listing.counted} {'=' if listing.size == known.size else '≠'} {known.counted} đơn vị ở {first.place}"
        )
        yield _said(listing, "ok" if listing.size == known.size else _proven(is_exact), message)
    elif listing.others and not known.others:
        yield _strange(listing, strange[0], _proven(is_exact), f"{first.place} cũng về việc này không có")
    elif mine == theirs:
        yield _said(listing, "ok", f"đúng như {first.place}")
    elif len(mine) == len(theirs):
        yield _swapped(first, told, _proven(is_exact))
    else:
        about, other = (first, told) if told.is_counted and not first.is_counted else (told, first)
        is_proven = is_exact and other.is_counted and not about.is_counted
        message = f"{other.place} cũng về việc này nêu {other.listing.names}"
        yield _said(about.listing, _proven(is_proven), message)


def _proven(is_exact: bool) -> Verdict:
    return "wrong" if is_exact else "doubtful"


def _swapped(first: Matter, told: Matter, verdict: Verdict) -> Claim:
    """The name that the other list has not, in the list that is out of order; in the later one if both are in it."""
    about, other = (first, told) if told.is_in_order and not first.is_in_order else (told, first)
    theirs = set(other.listing.keys)
    strange = next(item for item in about.listing.items if item.unit.key not in theirs)
    return _strange(
        about.listing, strange, verdict, f"{other.place} cũng về việc này nêu {other.listing.names}, không có"
    )


def _strange(listing: Listing, item: Item, verdict: Verdict, message: str) -> Claim:
    said = f"{message} {item.unit.name}"
    return Claim(_RULE, "list", listing.passage, item.start, item.mention.end, "", verdict, said)


def _said(listing: Listing, verdict: Verdict, message: str) -> Claim:
    return Claim(_RULE, "list", listing.passage, listing.start, listing.end, "", verdict, message)


_TABLE = """
| TT | Đơn vị | Hội viên |
|---|---|---|
| 1 | Xã An Bình | 1.250 |
| 2 | Xã Hòa Lợi | 840 |
| 3 | Xã Tân Phú | 1.910 |
| 4 | Xã Long Sơn | 1.100 |
| 5 | Xã Vĩnh Hòa | 700 |
"""
_NOTE = "[1] Tỷ lệ hội viên trên dân số còn dưới chỉ tiêu: Vĩnh Hòa (9%), Hòa Lợi (11%), Long Sơn (12%), An Bình (13%)."
_BELOW = "Tỷ lệ đạt 15%[1].\nTỷ lệ hội viên trên dân số còn dưới chỉ tiêu ở"
AGAIN_RULES: tuple[Rule, ...] = (
    Rule(
        _RULE,
        "list",
        "Danh sách đơn vị về cùng một việc in hai lần (cùng lời dẫn, cùng văn bản, cùng kỳ) phải khớp nhau: không có "
        "tên lạ, và số tên cộng “N đơn vị khác” bằng nhau.",
        _check,
        (
            Example(
                f"{_BELOW} Vĩnh Hòa, Hòa Lợi và 02 đơn vị khác.\n{_NOTE}\n{_TABLE}",
                (("Vĩnh Hòa, Hòa Lợi và 02 đơn vị khác", "ok"),),
            ),
            Example(
                f"{_BELOW} Vĩnh Hòa, Hòa Lợi và 03 đơn vị khác.\n{_NOTE}\n{_TABLE}",
                (("Vĩnh Hòa, Hòa Lợi và 03 đơn vị khác", "wrong"),),
            ),
            Example(
                f"{_BELOW} Vĩnh Hòa, Hòa Lợi, Tân Phú và 01 đơn vị khác.\n{_NOTE}\n{_TABLE}",
                (("Tân Phú", "wrong"),),
            ),
            Example(
                f"{_BELOW} Vĩnh Hòa, Hòa Lợi, Long Sơn.\n{_NOTE}\n{_TABLE}",
                (("Vĩnh Hòa, Hòa Lợi, Long Sơn", "doubtful"),),
            ),
            Example(
                f"Các đơn vị làm tốt công tác này: An Bình, Hòa Lợi, Tân Phú.\n"
                f"Các đơn vị làm tốt công tác này: An Bình, Hòa Lợi, Long Sơn.\n{_TABLE}",
                (),
            ),
            Example(
                f"Năm 2022, xã chưa ban hành kế hoạch thực hiện đề án: An Bình, Hòa Lợi, Tân Phú.\n"
                f"Năm 2023, xã chưa ban hành kế hoạch thực hiện đề án: An Bình, Hòa Lợi, Long Sơn.\n{_TABLE}",
                (),
            ),
        ),
    ),
)
