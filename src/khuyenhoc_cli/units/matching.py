"""Names as people write them, matched to units without guessing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from khuyenhoc_cli.text.labels import initials, is_remark, label_readings, split_note
from khuyenhoc_cli.text.names import fold, name_key, spelling_key, split_prefix
from khuyenhoc_cli.units.aliases import all_names
from khuyenhoc_cli.units.likeness import close_cores, core
from khuyenhoc_cli.units.model import Unit

_MOST_CANDIDATES = 3
_FEWEST_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Match:
    """The unit a text names, or None and the units to ask about.

    `ambiguous` tells units that the text names, though not without doubt ("which of them?", "really this one?"), from
    such as are only similar ("did you mean?").
    """

    unit: Unit | None
    candidates: tuple[Unit, ...] = ()
    ambiguous: bool = False


class NameIndex:
    """The names of some units: the districts of a province, the communes of one district, a workspace.

    `above` are the units over them: a note may name those ("Xã Ea Tóh, huyện Krông Năng").
    """

    def __init__(self, units: Iterable[Unit], above: Iterable[Unit] = ()) -> None:
        self._named: defaultdict[str, list[tuple[str, Unit]]] = defaultdict(list)
        self._matched: dict[str, Match] = {}
        self._alike: defaultdict[str, list[Unit]] = defaultdict(list)
        self._units, self._over = tuple(units), tuple(above)
        for unit in self._units:
            for name in all_names(unit):
                self._alike[core(name)].append(unit)
            for name in _names(unit):
                self._named[name_key(name)].append((spelling_key(name), unit))

    def match(self, text: str) -> Match:
        """The one unit of that name, accents and prefix optional; where they are given and needed, they decide."""
        if text not in self._matched:  # every sheet of a return names the same units
            self._matched[text] = self._match(text)
        return self._matched[text]

    def knows(self, text: str) -> bool:
        """Whether some unit bears this name; quicker than `match`, which looks for similar ones as well."""
        return any(key in self._named for key in _reading_keys(text))

    def _match(self, text: str) -> Match:
        for reading in (text, *label_readings(text)):
            named = self._by_name(reading) or self._by_initials(reading) or self._by_name_and_note(reading)
            if named is not None:
                return named
        return Match(None, self._similar(text))

    def _by_name(self, text: str) -> Match | None:
        """The unit, or the units, whose name the whole text is; None where it is nobody's."""
        readings = _readings(text)
        named = [entry for reading in readings for entry in self._named.get(name_key(reading), ())]
        units = _distinct(unit for _, unit in named)
        if len(units) > 1:
            spellings = {spelling_key(reading) for reading in readings}
            spelled_alike = _distinct(unit for spelling, unit in named if spelling in spellings)
            units = spelled_alike if len(spelled_alike) == 1 else units
        return _one_of(units)

    def _by_initials(self, text: str) -> Match | None:
        """The unit whose name has the initials; a prefix has to be its own."""
        letters = initials(text)
        if len(letters) < _FEWEST_INITIALS:
            return None
        prefix, _ = split_prefix(text)
        units = (unit for unit in self._units if prefix in ("", split_prefix(unit.name)[0]))
        return _one_of(_distinct(unit for unit in units if _initials_of(unit) == letters))

    def _by_name_and_note(self, text: str) -> Match | None:
        """The unit named before a note that changes nothing; where the note may, the unit is only a candidate."""
        name, note = split_note(text)
        if not note:
            return None
        prefix, rest = split_prefix(f"{note} x")
        if prefix and rest == "x":
            return self._by_name(f"{prefix} {name}")
        named = self._by_name(name) or self._by_initials(name)
        if named is None or named.unit is None:
            return named
        other = self._by_name(note) or self._by_initials(note)
        if other is not None and other.unit not in (named.unit, self._parent_of(named.unit)):
            others = (other.unit,) if other.unit else other.candidates
            return Match(None, _distinct((named.unit, *others))[:_MOST_CANDIDATES], ambiguous=True)
        return named if other or self._changes_nothing(note, named.unit) else Match(None, (named.unit,), ambiguous=True)

    def _parent_of(self, unit: Unit) -> Unit | None:
        return next((each for each in self._units if each.code == unit.parent), None)

    def _changes_nothing(self, note: str, unit: Unit) -> bool:
        """Whether a note leaves no doubt about the unit: its parts counted, the units above it, its being old or new.

        The communes of July 2025, directly under a province, often bear the name of an old one that is but a part.
        """
        if is_remark(note):
            return True
        if fold(note) in ("cu", "truoc day"):
            return not (unit.level == "xa" and len(unit.parent) == 2)
        first, _, rest = note.partition(",")
        known = bool(self._over) and NameIndex(self._over).match(first).unit is not None
        return known and (not rest or split_prefix(rest)[0] == "tỉnh" or self._changes_nothing(rest.strip(), unit))

    def _similar(self, text: str) -> tuple[Unit, ...]:
        """Up to three units whose folded name comes close to the text, the closest first."""
        *_, bare = (text, *label_readings(text))
        for name in (bare, *split_note(bare)):
            cores = close_cores(name, self._alike, _MOST_CANDIDATES)
            if cores:
                return _distinct(unit for close in cores for unit in self._alike[close])[:_MOST_CANDIDATES]
        return ()


def _one_of(units: tuple[Unit, ...]) -> Match | None:
    """The match that so many units are."""
    if not units:
        return None
    return Match(units[0]) if len(units) == 1 else Match(None, units[:_MOST_CANDIDATES], ambiguous=True)


def _names(unit: Unit) -> Iterator[str]:
    """Every way to write the unit's name and aliases: with their prefix and, unless a mere number is left, without."""
    if unit.kind == "attached":
        yield from all_names(unit)
        return
    prefix, _ = split_prefix(unit.name)
    for name in all_names(unit):
        own, bare = split_prefix(name)
        yield f"{own or prefix} {bare}"
        if not bare.isdecimal():
            yield bare


def _initials_of(unit: Unit) -> str:
    """The first letters of the words of the bare name."""
    return "".join(word[0] for word in fold(split_prefix(unit.name)[1]).split())


@lru_cache(maxsize=65_536)  # the same headings and names stand in every return
def _readings(text: str) -> tuple[str, ...]:
    """The text as it stands and with its prefix spelled out: "Quan Sơn" is a name, "quan 1" a Quận.

    A prefix without accents in a text without any stays as it is: "phuong sa pa" may be Phường Sa Pả, too.
    """
    spelled_out = " ".join(split_prefix(text))
    says_no_accents = name_key(spelled_out) == name_key(text) == spelling_key(text)
    return (text,) if says_no_accents else (text, spelled_out)


@lru_cache(maxsize=65_536)
def _reading_keys(text: str) -> tuple[str, ...]:
    return tuple(name_key(reading) for label in (text, *label_readings(text)) for reading in _readings(label))


def _distinct(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units in their order, each once."""
    return tuple(dict.fromkeys(units))
