"""Names as people write them, matched to units without guessing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from khuyenhoc_cli.text.names import name_key, spelling_key, split_prefix
from khuyenhoc_cli.units.model import Unit

_MOST_CANDIDATES = 3
_LIKENESS = 0.75


@dataclass(frozen=True, slots=True)
class Match:
    """The unit a text names, or None and the units to ask about.

    `ambiguous` tells several units of that very name ("which of them?") from none but similar ones ("did you mean?").
    """

    unit: Unit | None
    candidates: tuple[Unit, ...] = ()
    ambiguous: bool = False


class NameIndex:
    """The names of some units: the districts of a province, the communes of one district, a workspace."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._named: defaultdict[str, list[tuple[str, Unit]]] = defaultdict(list)
        self._matched: dict[str, Match] = {}
        self._alike: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            for name in (unit.name, *unit.aliases):
                self._alike[_core(name)].append(unit)
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
        readings = _readings(text)
        named = [entry for reading in readings for entry in self._named.get(name_key(reading), ())]
        units = _distinct(unit for _, unit in named)
        if len(units) > 1:
            spellings = {spelling_key(reading) for reading in readings}
            spelled_alike = _distinct(unit for spelling, unit in named if spelling in spellings)
            units = spelled_alike if len(spelled_alike) == 1 else units
        if len(units) == 1:
            return Match(units[0])
        if units:
            return Match(None, units[:_MOST_CANDIDATES], ambiguous=True)
        return Match(None, self._similar(text))

    def _similar(self, text: str) -> tuple[Unit, ...]:
        """Up to three units whose folded name comes close to the text, the closest first."""
        cores = get_close_matches(_core(text), self._alike, n=_MOST_CANDIDATES, cutoff=_LIKENESS)
        return _distinct(unit for core in cores for unit in self._alike[core])[:_MOST_CANDIDATES]


def _names(unit: Unit) -> Iterator[str]:
    """Every way to write the unit's name and aliases: with their prefix and, unless a mere number is left, without."""
    if unit.kind == "attached":
        yield from (unit.name, *unit.aliases)
        return
    prefix, _ = split_prefix(unit.name)
    for name in (unit.name, *unit.aliases):
        own, bare = split_prefix(name)
        yield f"{own or prefix} {bare}"
        if not bare.isdecimal():
            yield bare


def _core(name: str) -> str:
    """What likeness is measured on: the key of the bare name, or of the whole where the bare name is a number."""
    _, bare = split_prefix(name)
    return name_key(name if bare.isdecimal() else bare)


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
    return tuple(name_key(reading) for reading in _readings(text))


def _distinct(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units in their order, each once."""
    return tuple(dict.fromkeys(units))
