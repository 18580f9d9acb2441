"""Units listed in running text with their figures, against the column of a table that the figures are taken from.

Which column it is, is learned from most of the figures; few or small ones agree by chance, so that the heading has to
be in the text as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from khuyenhoc_cli.audit.model import Claim, Document, Example, Passage, Rule, Verdict
from khuyenhoc_cli.audit.rules.tables.grid import Column, Grid, Number, Row
from khuyenhoc_cli.audit.rules.tables.listings import Item, Listing, listings_in
from khuyenhoc_cli.audit.rules.tables.reading import grids_of
from khuyenhoc_cli.audit.rules.tables.relations import rounds_to
from khuyenhoc_cli.audit.rules.tables.units import UnitNames, labels_of
from khuyenhoc_cli.text.names import fold

_RULE = "phu-luc-liet-ke"
GENERIC = frozenset(
    "tong so luong co cac va cua la trong do dat duoc ky nay tren theo cap don vi khac cong the loai nam".split()  # noqa: SIM905
)


@dataclass(frozen=True, eq=False)
class Source:
    """A column that a list takes its figures from, with the rows of its units by their key."""

    grid: Grid
    column: Column
    rows: dict[str, Row]
    names: UnitNames

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of unit that each row's label tells, "" without."""
        return {key: unit.kind for key, row in self.rows.items() if (unit := self.names.of(row.label)) is not None}

    def number(self, item: Item) -> Number | None:
        """What the table has for a unit of the list."""
        return self.grid.number(self.rows.get(item.unit.key), self.column)

    def agrees(self, item: Item) -> bool:
        """Whether the list has what the table has; by how much something fell is printed without a sign."""
        number, value = self.number(item), item.value
        if number is None or value is None or number.is_percent != value.is_percent:
            return False
        told = abs(number.value) if self.column.is_change else number.value
        return told == value.number or (value.step > number.step and rounds_to(told, value.number, value.step))


def check_listed(document: Document) -> Iterator[Claim]:
    """Each unit's figure in a list against the column that agrees with most of them."""
    names = labels_of(document)
    if not names:
        return
    for passage in document.everything:
        found = listings_in(passage, names) if passage.part != "table" else ()
        for listings in _pooled([each for each in found if any(item.value for item in each.items)]):
            source = source_of(listings, document, names)
            if source is not None:
                yield from _claims(passage, [item for each in listings for item in each.items], source)
                for each in listings:
                    yield from _bare(each, source)


def _pooled(listings: list[Listing]) -> Iterator[list[Listing]]:
    """All lists of a passage together, then each."""
    if listings:
        yield listings
    if len(listings) > 1:
        yield from ([each] for each in listings)


def source_of(listings: Sequence[Listing], document: Document, names: UnitNames) -> Source | None:
    """The column that has most of the listed figures, if it has two and twice as many as it has not."""
    valued = [item for each in listings for item in each.items if item.value]
    said = " ".join([each.clause for each in listings] + [item.bracket for item in valued])
    words = frozenset(fold(said).split())
    best, most = None, 1
    for grid in grids_of(document.tables):
        rows = rows_of(grid, names)
        if sum(item.unit.key in rows for item in valued) < 2:
            continue
        for column in grid.columns:
            source = Source(grid, column, rows, names)
            agreeing = sum(source.agrees(item) for item in valued)
            if agreeing > most and agreeing * 3 >= len(valued) * 2 and agreeing >= _fewest(valued, source, words):
                best, most = source, agreeing
    return best


@lru_cache(maxsize=64)
def rows_of(grid: Grid, names: UnitNames) -> dict[str, Row]:
    """The rows of a table by the key of their unit."""
    return {unit.key: row for row in grid.rows_of("unit") if (unit := names.of(row.label)) is not None}


def _fewest(valued: Sequence[Item], source: Source, words: frozenset[str]) -> int:
    """How many figures have to agree: small ones agree by chance where the column is not called by its name."""
    if is_telling(valued):
        return 2
    named = heading_words(source.column)
    if not named or not named <= words:
        return len(valued) + 1
    return max(2, len(valued) - 1) if len(valued) > 3 or _is_ranked(valued, source) else 3


def _is_ranked(valued: Sequence[Item], source: Source) -> bool:
    """Whether the list is in the order of the column: it would be if it was made from it."""
    numbers = [number.value for item in valued if (number := source.number(item)) is not None]
    return len(numbers) == len(valued) and numbers in (sorted(numbers), sorted(numbers, reverse=True))


def is_telling(valued: Sequence[Item]) -> bool:
    """Whether most of the figures have three digits or more, decimals among them, and are not round: 100%, 500."""
    digits = [str(int(item.value.number * 100)).removesuffix("00").removesuffix("00") for item in valued if item.value]
    return sum(len(each) > 2 for each in digits) * 2 > len(valued)


def heading_words(column: Column) -> frozenset[str]:
    """The words right over the figures that mean something."""
    return frozenset(column.last.split()) - GENERIC


def _claims(passage: Passage, items: Sequence[Item], source: Source) -> Iterator[Claim]:
    telling = sum(source.agrees(item) for item in items) > 2
    for item in items:
        number, value = source.number(item), item.value
        if value is None:
            continue
        printed, name = passage.text[value.start : value.end], item.unit.name
        where = f"bảng, {name}, cột “{source.column.name}”"
        if number is not None:
            verdict: Verdict = "ok" if source.agrees(item) else "wrong"
            message = f"{where}: {number.printed}, in: {printed}"
            against = (number.spot,)
            yield Claim(_RULE, "duplicate", passage, value.start, value.end, number.printed, verdict, message, against)
        elif telling and item.unit.key in source.rows:
            message = f"{where}: không có số, in: {printed}"
            yield Claim(_RULE, "duplicate", passage, value.start, value.end, "", "wrong", message)


def _bare(listing: Listing, source: Source) -> Iterator[Claim]:
    """A name without a figure among names with figures: it may share the next one's, if the table has it so."""
    items, passage = listing.items, listing.passage
    bare = [place for place, item in enumerate(items) if item.value is None]
    if len(bare) != 1 or len(items) < 3 or items[bare[0]].bracket:
        return
    if bare[0] == 0 and not listing.clause.rstrip().endswith((":", "(", "là", "gồm")):
        return  # "Ngoài Lắk, Ea Kar (12), …"
    item = items[bare[0]]
    shared = items[bare[0] + 1].value if item is not items[-1] else None
    number = source.number(item)
    if number is not None and shared is not None and abs(number.value) == shared.number:
        return
    printed = number.printed if number else "không có số"
    message = f"{item.unit.name} không kèm số như các đơn vị khác; bảng, cột “{source.column.name}”: {printed}"
    yield Claim(_RULE, "list", passage, item.start, item.mention.end, "", "wrong", message)


_TABLE = """
| TT | Đơn vị | Hội viên | Học bổng |
|---|---|---|---|
| 1 | Xã An Bình | 1.250 | 40 |
| 2 | Xã Hòa Lợi | 840 | 25 |
| 3 | Xã Tân Phú | 1.910 | 31 |
| | Tổng cộng | 4.000 | 96 |
"""
_RATES = """
| TT | Đơn vị | Chi hội xếp loại tốt |
|---|---|---|
| 1 | Xã An Bình | 100% |
| 2 | Xã Hòa Lợi | 95% |
| 3 | Xã Tân Phú | 100% |
"""
_HAMLETS = """
| TT | Chi hội | Hội viên | Kết nạp mới |
|---|---|---|---|
| 1 | Thôn 1 | 250 | 6 |
| 2 | Thôn 2 | 140 | 3 |
| 3 | Tổ dân phố 3 | 191 | 5 |
"""
LISTED_RULES: tuple[Rule, ...] = (
    Rule(
        _RULE,
        "duplicate",
        "Danh sách đơn vị kèm số liệu trong lời văn, chú thích khớp với cột của phụ lục mà phần lớn các số ấy lấy ra.",
        check_listed,
        (
            Example(
                f"Nhiều hội viên: Tân Phú (1.910), An Bình (1.250), Hòa Lợi (480).\n{_TABLE}",
                (("1.910", "ok"), ("1.250", "ok"), ("480", "wrong")),
            ),
            Example(
                f"Nhiều hội viên: Tân Phú (1.910), Hòa Lợi, An Bình (1.250).\n{_TABLE}",
                (("1.910", "ok"), ("Hòa Lợi", "wrong"), ("1.250", "ok")),
            ),
            Example(
                "Quỹ vận động (triệu đồng): Tân Phú (148), An Bình (175), Hòa Lợi (289).\n"
                "| TT | Đơn vị | Quỹ vận động (triệu đồng) |\n|---|---|---|\n"
                "| 1 | Xã An Bình | 175,0 |\n| 2 | Xã Hòa Lợi | 289,0 |\n| 3 | Xã Tân Phú | 148,4 |",
                (("148", "ok"), ("175", "ok"), ("289", "ok")),
            ),
            Example(
                f"Thu hội phí: Tân Phú (100%), An Bình (100%), Hòa Lợi (98%).\n{_RATES}",
                (),
            ),
            Example(f"Khen thưởng: Tân Phú (3), An Bình (12), Hòa Lợi (4).\n{_TABLE}", ()),
            Example(
                f"Kết nạp được nhiều hội viên mới: thôn 1 (09 người), tổ dân phố 3 (05 người), thôn 2 (03 người).\n"
                f"{_HAMLETS}",
                (("09", "wrong"), ("05", "ok"), ("03", "ok")),
            ),
            Example(f"Vận động được: thôn 1 (09 em), tổ dân phố 3 (05 em), thôn 2 (03 em).\n{_HAMLETS}", ()),
        ),
    ),
)
