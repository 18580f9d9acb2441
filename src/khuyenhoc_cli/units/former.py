"""Communes of before 1 July 2025: whose successor a name in a return of today means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.units.matching import NameIndex
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.units.registry import Registry, load_registry

_LAST_DAY = date(2025, 6, 30)


@dataclass(frozen=True)
class Former:
    """A commune that is no more, and what it went into, whole or in parts."""

    name: str
    successors: tuple[Unit, ...]


def former_unit(text: str, among: Sequence[Unit]) -> tuple[Former, ...]:
    """The former communes of that name that went into one of the units given; () where no unit is of today.

    Two may have borne the name, each with another successor.
    """
    today = tuple(unit for unit in among if unit.level == "xa" and len(unit.parent) == 2)
    if not today:
        return ()
    names, successors = _former_names(today)
    match = names.match(text)
    found = (match.unit,) if match.unit else match.candidates if match.ambiguous else ()
    return tuple(Former(unit.name, successors[unit.code]) for unit in found)


@lru_cache(maxsize=8)
def _former_names(today: tuple[Unit, ...]) -> tuple[NameIndex, dict[str, tuple[Unit, ...]]]:
    """The names of the communes that went into the units of today, and by code into which."""
    registry = _registry()
    successors: dict[str, tuple[Unit, ...]] = {}
    for unit in today:
        for succession in registry.predecessors(unit.code):
            successors[succession.old_code] = (*successors.get(succession.old_code, ()), unit)
    former = [registry.get(code, _LAST_DAY) for code in successors]
    return NameIndex(unit for unit in former if unit is not None), successors


@lru_cache(maxsize=1)
def _registry() -> Registry:
    """The country's registry, read when the first unknown name is met."""
    return load_registry(data_root() / "schemas" / "units")
