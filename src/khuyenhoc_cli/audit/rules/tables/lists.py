"""Units listed in a sentence against the footnote behind the list, which tells their figures."""

from collections.abc import Iterator, Sequence

from khuyenhoc_cli.audit.model import Claim, Document, Example, Passage, Rule, Verdict
from khuyenhoc_cli.audit.rules.tables.listings import Item, Listing, listings_in
from khuyenhoc_cli.audit.rules.tables.units import UnitNames, units_of

_RULE = "danh-sach-chu-thich"


def _check(document: Document) -> Iterator[Claim]:
    names = units_of(document)
    if names:
        for listing, note in noted_lists(document, names):
            yield from against_note(listing, note, names)


def noted_lists(document: Document, names: UnitNames) -> Iterator[tuple[Listing, Passage]]:
    """The lists of sentences with the footnote right behind them."""
    for passage in document.passages:
        for mark in passage.marks if passage.part == "body" else ():
            note = document.notes.get(mark.number)
            if note is not None:
                yield from ((listing, note) for listing in ending_at(passage, mark.offset, names))


def ending_at(passage: Passage, offset: int, names: UnitNames) -> list[Listing]:
    """The list that ends at a place."""
    found = listings_in(passage, names)
    return [each for each in found if not passage.text[each.end : max(each.end, offset)].strip() and each.end <= offset]


def against_note(listing: Listing, note: Passage, names: UnitNames) -> Iterator[Claim]:
    """What the list says that the footnote does not, where they share most of their names."""
    told = listings_in(note, names)
    mine = frozenset(listing.keys)
    best = max(told, key=lambda each: len(mine & frozenset(each.keys)), default=None)
    if best is None or not (listing.is_closed and all(each.is_closed for each in told)):
        return
    theirs = {item.unit.key: item.unit.name for item in best.items}
    shared = mine & set(theirs)
    most = min(len(mine), len(theirs)) if listing.others or best.others else max(len(mine), len(theirs))
    if len(shared) < 2 or len(shared) * 5 < most * 3:
        return
    number, passage = f"chú thích {note.paragraph}", listing.passage
    lacking = [name for key, name in theirs.items() if key not in mine]
    named = {key for each in told for key in each.keys}
    extra = [item for item in listing.items if item.unit.key not in named]
    if listing.others or best.others:
        yield from _counted(listing, best, extra, number)
        return
    for item in extra:
        message = f"{number} không có {item.unit.name}" + (f" mà có {', '.join(lacking)}" if lacking else "")
        yield Claim(_RULE, "list", passage, item.start, item.mention.end, ", ".join(lacking), "wrong", message)
    if lacking and not extra:
        message = f"{number} còn có {', '.join(lacking)}"
        yield Claim(_RULE, "list", passage, listing.start, listing.end, best.names, "wrong", message)
    if not extra and not lacking:
        printed = passage.text[listing.start : listing.end]
        yield Claim(_RULE, "list", passage, listing.start, listing.end, printed, "ok", f"đúng như {number}")


def _counted(listing: Listing, best: Listing, extra: Sequence[Item], number: str) -> Iterator[Claim]:
    """ "A, B và 03 đơn vị khác": as many as the footnote has, and none that it has not."""
    passage = listing.passage
    if not best.others:
        for item in extra:
            message = f"{number} không có {item.unit.name}"
            yield Claim(_RULE, "list", passage, item.start, item.mention.end, "", "wrong", message)
        if extra:
            return
    sign = "=" if listing.size == best.size else "≠"
    message = f"{listing.counted} {sign} {best.counted} đơn vị ở {number}"
    verdict: Verdict = "ok" if listing.size == best.size else "wrong"
    yield Claim(_RULE, "list", passage, listing.start, listing.end, "", verdict, message)


_TABLE = """
| TT | Đơn vị | Hội viên |
|---|---|---|
| 1 | Xã An Bình | 1.250 |
| 2 | Xã Hòa Lợi | 840 |
| 3 | Xã Tân Phú | 1.910 |
| 4 | Xã Long Sơn | 1.100 |
| 5 | Thôn 4 | 70 |
"""
_NOTE = "[1] Tân Phú (1.910), An Bình (1.250), Long Sơn (1.100), thôn 4 (70)."
LIST_RULES: tuple[Rule, ...] = (
    Rule(
        _RULE,
        "list",
        "Danh sách đơn vị trong câu gồm đúng các đơn vị mà chú thích ngay sau đó kê số liệu; có “và N đơn vị khác” thì "
        "số tên cộng N bằng số đơn vị ở chú thích.",
        _check,
        (
            Example(
                f"Nhiều hội viên nhất là Tân Phú, An Bình[1].\n[1] Tân Phú (1.910), An Bình (1.250).\n{_TABLE}",
                (("Tân Phú, An Bình", "ok"),),
            ),
            Example(
                f"Nhiều nhất là Tân Phú và Hòa Lợi, An Bình[1].\n[1] Tân Phú (1.910), An Bình (1.250).\n{_TABLE}",
                (("Hòa Lợi", "wrong"),),
            ),
            Example(
                f"Nhiều hội viên: Tân Phú, An Bình, Long Sơn[1].\n{_NOTE}\n{_TABLE}",
                (("Tân Phú, An Bình, Long Sơn", "wrong"),),
            ),
            Example(
                f"Nhiều hội viên: Tân Phú, An Bình và 02 đơn vị khác[1].\n{_NOTE}\n{_TABLE}",
                (("Tân Phú, An Bình và 02 đơn vị khác", "ok"),),
            ),
            Example(
                f"Nhiều hội viên: Tân Phú, An Bình và 03 đơn vị khác[1].\n{_NOTE}\n{_TABLE}",
                (("Tân Phú, An Bình và 03 đơn vị khác", "wrong"),),
            ),
            Example(f"Tiêu biểu như Tân Phú[1].\n[1] Tân Phú (1.910), An Bình (1.250).\n{_TABLE}", ()),
            Example(f"Tiêu biểu như Tân Phú, An Bình, Long Sơn[1].\n{_NOTE}\n{_TABLE}", ()),
        ),
    ),
)
