"""Lists of places in running text: "các huyện Buôn Đôn, Ea Súp và Krông Năng"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khuyenhoc_cli.audit.plain import CAPITALS
from khuyenhoc_cli.audit.rules.prose.reading import Line
from khuyenhoc_cli.audit.rules.tables.listings import Listing, listings_in
from khuyenhoc_cli.audit.rules.tables.units import UnitNames
from khuyenhoc_cli.text.names import name_key

_CAPITAL = f"[{CAPITALS}]"
_HAMLETS = r"(?i:tổ dân phố|khu phố|thôn|buôn|bản|làng|ấp|khóm|khối|xóm)"
_PREFIX = rf"(?:(?i:các |hai )?(?:(?i:huyện|thị xã|thành phố|tp\.?|tx\.?|xã|phường|thị trấn|quận|tỉnh)|{_HAMLETS})\s+)"
_NAME = rf"(?:{_HAMLETS}\s+\d+|{_CAPITAL}[\w']*(?:\s+(?:{_CAPITAL}[\w']*|\w(?=\s*[,;.()]|\s*$)))*)"
_ITEM = rf"(?:(?:Quỹ Khuyến học|Hội Khuyến học|UBND|Huyện ủy)\s+)?{_PREFIX}?{_NAME}(?:\s*\([^()]*\d[^()]*\))?"
_LIST = re.compile(rf"{_ITEM}(?:\s*(?:[,;]|\s+và)\s+{_ITEM}|\s*,{_ITEM})*")
_ONE = re.compile(
    rf"(?:(?:Quỹ Khuyến học|Hội Khuyến học|UBND|"
    rf"Huyện ủy)\s+)?(?P<prefix>{_PREFIX})?(?P<name>{_NAME})\s*(?P<value>\([^()]*\))?"
)
# what begins with a capital and is no place: offices, papers, first words of sentences
_OFFICES = re.compile(
    r"(?:Ban|Bộ|Sở|Phòng|Báo|Đài|UBND|HĐND|MTTQ|BCH|BTV|Mặt trận|Hội (?:Khuyến|Cựu|Nông|Liên|Phụ)|Công An|Đảng)\b"
)
_FIRST_WORD = re.compile(
    "Ban|Báo|Đài|Tạp|Công|Quyết|Kế|Kết|Chỉ|Nghị|Chương|Phong|Đề|Thông|Văn|Hội|Trung|Mặt|Đại|Tỉnh|Thường|"
    "Bình|Đơn|Toàn|Tổng|Riêng|Trong|Chi|Các|Có|Số|Tỷ|Huyện|Ủy|Thủ|Nhà|Phụ|Đảng|Liên|Học|Người|Gia|Dòng|"
    "Cộng|Kinh|Chưa|Còn|Cấp|Cơ|Những|Một|Đến|Theo|Tại|Tính|Nhiều|Nơi|Xã"
)


_HAMLET_BEFORE = re.compile(rf"{_HAMLETS}\s+$")


@dataclass(frozen=True)
class Names:
    """A list of places in a line: from `start` to `end`; `keys` to compare them by, as they stand in the list."""

    start: int
    end: int
    keys: tuple[str, ...]
    printed: tuple[str, ...]

    @property
    def repeated(self) -> list[str]:
        """The names that stand in it twice."""
        return [name for place, name in enumerate(self.printed) if self.keys[place] in self.keys[:place]]


def has_figures(line: Line, names: Names) -> bool:
    """Whether the list has figures that are no part of a name: "thôn 4" has none."""
    inside = (each.quantity.start for each in line.figures if names.start <= each.quantity.start < names.end)
    return any(not _HAMLET_BEFORE.search(line.text, max(0, start - 20), start) for start in inside)


def names_in(line: Line, start: int = 0) -> Iterator[Names]:
    """The lists of names from a place on, those of one name included."""
    for match in _LIST.finditer(line.reading.cased, start):
        found = [one for one in _ONE.finditer(match[0]) if one["name"]]
        if not found or any(_is_no_place(one["name"]) for one in found):
            continue
        printed = tuple(
            ((one["prefix"] or "") + one["name"]).removeprefix("các ").removeprefix("Các ").strip() for one in found
        )
        keys = tuple(name_key(one["name"]) for one in found)
        yield Names(match.start(), match.end(), keys, printed)


def lists_of(line: Line, units: UnitNames) -> list[Names]:
    """The lists of names: of units that the tables name so, schools and hamlets among them, and of other places."""
    known = [_as_names(listing) for listing in listings_in(line.passage, units)] if units else []
    other = [names for names in names_in(line) if not any(_covers(each, names) for each in known)]
    kept = [each for each in known if not any(_covers(names, each) for names in other)]
    return sorted([*kept, *other], key=lambda names: names.start)


def _as_names(listing: Listing) -> Names:
    printed = tuple(listing.printed(item) for item in listing.items)
    return Names(listing.begin, listing.items[-1].end, tuple(item.unit.key for item in listing.items), printed)


def _covers(one: Names, other: Names) -> bool:
    """Whether one has all that the other has, and as many names."""
    overlap = one.start < other.end and other.start < one.end
    return overlap and len(one.keys) >= len(other.keys)


def _is_no_place(name: str) -> bool:
    return name.isupper() or _FIRST_WORD.fullmatch(name) is not None or bool(_OFFICES.match(name))
