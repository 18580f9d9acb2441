"""The units of a report's tables where running text names them: "Lắk", "huyện Lắk", "thôn 4", "tổ dân phố 3".

A name is known by the labels of the rows of units; where two kinds of unit bear the same name, only with its kind.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from khuyenhoc_cli.audit.model import Document
from khuyenhoc_cli.audit.plain import CAPITALS
from khuyenhoc_cli.audit.rules.tables.grid import Grid
from khuyenhoc_cli.audit.rules.tables.reading import grids_of
from khuyenhoc_cli.text.names import fold, split_prefix, tidy

_OF_HAMLETS = "tổ dân phố|khu dân cư|khu phố|khối phố|thôn|buôn|bản|làng|ấp|khóm|khối|khu|tổ|xóm|bon|plei|sóc|phum|tdp"
_OF_UNITS = "huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu|tỉnh|tp|tx"
KIND = rf"(?i:{_OF_HAMLETS}|{_OF_UNITS})"
# names of districts and towns begin with these as well: Buôn Hồ, Bản Lầu, Làng Nhì, Sóc Sơn
_IN_NAMES = frozenset(("buôn", "bản", "làng", "sóc", "bon", "khu", "tổ"))
_HAMLET = re.compile(rf"(?P<kind>{_OF_HAMLETS})\s+(?P<name>(?-i:[\d{CAPITALS}]).*)", re.IGNORECASE)
_KIND_BEFORE = re.compile(rf"(?<!\w)(?P<many>(?:các|hai|những)\s+)?(?P<kind>{KIND})\.?\s+$")
_BODY = re.compile(r"(?:chi hội|hội khuyến học|hkh|ban khuyến học)\s+(?=\w)", re.IGNORECASE)
_UNITS_BELOW = re.compile(
    r"\b(?:don vi(?! tinh)|dia phuong|dia ban|huyen|xa|phuong|tinh|thon|chi hoi|hoi khuyen hoc|truong)\b"
)
_WORD = re.compile(r"[\w']+")
_LEVELS = (
    frozenset(_OF_HAMLETS.split("|")),
    frozenset(("xã", "phường", "thị trấn", "đặc khu")),
    frozenset(("huyện", "thị xã", "thành phố", "quận", "tp", "tx")),
    frozenset(("tỉnh", "thành phố", "tp")),
)
_OLD_TONES = tuple(
    (old, new)
    for pair in (
        ("oà", "òa"),
        ("oá", "óa"),
        ("oả", "ỏa"),
        ("oã", "õa"),
        ("oạ", "ọa"),
        ("oè", "òe"),
        ("oé", "óe"),
        ("oẻ", "ỏe"),
        ("oẽ", "õe"),
        ("oẹ", "ọe"),
        ("uỳ", "ùy"),
        ("uý", "úy"),
        ("uỷ", "ủy"),
        ("uỹ", "ũy"),
        ("uỵ", "ụy"),
    )
    for old, new in (pair, (pair[0].upper(), pair[1].upper()))
)
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’‛ʻʼ`´′", "'"))


@dataclass(frozen=True)
class Unit:
    """A unit of the tables: `key` is the same for all its labels; `kind` "" where the label has none."""

    key: str
    kind: str
    name: str


@dataclass(frozen=True)
class Mention:
    """A unit named by text[start:end]."""

    start: int
    end: int
    unit: Unit


class UnitNames:
    """The names of the units of some tables."""

    def __init__(self, found: Iterable[Grid]) -> None:
        labels = {row.label for grid in found for row in grid.rows_of("unit")}
        parts = _all_parts(labels)
        kinds: dict[str, set[str]] = defaultdict(set)
        for kind, name in parts.values():
            kinds[_lowered(name)].add(kind)
        self._units: dict[str, Unit] = {}
        self._forms: dict[str, list[tuple[str, Unit, bool]]] = defaultdict(list)
        for label in sorted(labels):
            kind, name = parts[label]
            alone = len(kinds[_lowered(name)] - {""}) < 2 and _is_telling(name)
            full = f"{kind} {name}" if kind else name
            unit = Unit(_lowered(name if alone else full), kind, name)
            self._units[label] = unit
            if kind:
                self._add(full, unit, has_kind=True)
            if alone:
                self._add(name, unit, has_kind=False)
        for forms in self._forms.values():
            forms.sort(key=lambda form: -len(form[0]))

    def __bool__(self) -> bool:
        return bool(self._units)

    def of(self, label: str) -> Unit | None:
        """The unit that a row is labelled with."""
        return self._units.get(label)

    def mentions(self, text: str) -> Iterator[Mention]:
        """Where a text names units, from left to right, the longest name at each place."""
        tamed = _tamed(text)
        lower, done = tamed.lower(), 0
        for word in _WORD.finditer(lower):
            if word.start() < done:
                continue
            for form, unit, has_kind in self._forms.get(word[0], ()):
                end = word.start() + len(form)
                if not lower.startswith(form, word.start()) or lower[end : end + 1].isalnum():
                    continue
                if _is_written_so(
                    tamed[word.start() : end], form, unit, has_kind=has_kind, before=tamed[: word.start()]
                ):
                    yield Mention(word.start(), end, unit)
                    done = end
                    break

    def _add(self, form: str, unit: Unit, *, has_kind: bool) -> None:
        lowered = _lowered(form)
        first = _WORD.match(lowered)
        if first and all(lowered != each[0] for each in self._forms[first[0]]):
            self._forms[first[0]].append((lowered, unit, has_kind))


def units_of(document: Document) -> UnitNames:
    """The units of a report's tables: of those whose rows are units, not models or years."""
    return _units_of(tuple(grid for grid in grids_of(document.tables) if _is_of_units(grid)))


def labels_of(document: Document) -> UnitNames:
    """All that the rows of a report's tables are labelled with."""
    return _units_of(tuple(grids_of(document.tables)))


def _is_of_units(grid: Grid) -> bool:
    """Whether the heading over the labels says so, or the labels do."""
    rows = grid.rows_of("unit")
    if sum(bool(_parts(row.label)[0]) for row in rows) * 2 > len(rows):
        return True
    first = min((column.index for column in grid.columns), default=0)
    heads = [cell.text for cell in grid.table.cells if cell.row < rows[0].index and cell.column < first] if rows else []
    return any(_UNITS_BELOW.search(fold(text)) for text in heads)


@lru_cache(maxsize=4)
def _units_of(found: tuple[Grid, ...]) -> UnitNames:
    return UnitNames(found)


def _all_parts(labels: set[str]) -> dict[str, tuple[str, str]]:
    """(kind, name) of each label: "Buôn Hồ" is a hamlet where there are thôn and the like, else a name."""
    parts = {label: _parts(label) for label in labels}
    doubtful = {label for label, (kind, _) in parts.items() if kind in _IN_NAMES}
    hamlets = [label for label, (kind, _) in parts.items() if kind in _LEVELS[0]]
    without = [label for label, (kind, _) in parts.items() if not kind]
    if len(hamlets) > len(doubtful) or len(doubtful) > len(without):
        return parts
    return {label: ("", tidy(label)) if label in doubtful else found for label, found in parts.items()}


def _parts(label: str) -> tuple[str, str]:
    """(kind in lower case or "", name): "Thôn 4" is ("thôn", "4"), "Huyện Lắk" ("huyện", "Lắk")."""
    bare = _BODY.sub("", tidy(label), count=1) if _BODY.match(tidy(label)) else tidy(label)
    kind, name = split_prefix(bare)
    if kind:
        return kind, name
    hamlet = _HAMLET.fullmatch(bare)
    return (hamlet["kind"].lower(), hamlet["name"]) if hamlet else ("", bare)


def _is_telling(name: str) -> bool:
    """Whether a name is enough without its kind."""
    return len(name) > 2 and name[0].isupper()


def _is_written_so(printed: str, form: str, unit: Unit, *, has_kind: bool, before: str) -> bool:
    """Whether the words begin with capitals as the name does, and no other kind of unit is said before."""
    name = printed[len(form) - len(unit.name) :]
    pairs = list(zip(name.split(), unit.name.split(), strict=False))
    if not unit.kind and len(pairs) > 2:  # "khối trực thuộc", "trường Tiểu học"
        pairs = pairs[1:]
    if any(theirs[0].isupper() and not mine[0].isupper() for mine, theirs in pairs):
        return False
    said = _KIND_BEFORE.search(before[-24:])
    if has_kind or said is None or said["many"] or not unit.kind:
        return True
    return any(said["kind"].lower() in level and unit.kind in level for level in _LEVELS)


@lru_cache(maxsize=4096)
def _tamed(text: str) -> str:
    """The text with one kind of apostrophe and of tone marks, letter by letter."""
    tamed = text.translate(_APOSTROPHES).replace("\u00a0", " ")
    for old, new in _OLD_TONES:
        if old in tamed:
            tamed = tamed.replace(old, new)
    return tamed


def _lowered(name: str) -> str:
    return _tamed(name).lower()
