"""The country's administrative units in time, read from the tables in `schemas/units/`."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar, cast

from khuyenhoc_cli.units.matching import Match, NameIndex
from khuyenhoc_cli.units.model import Level, Succession, Unit

Item = TypeVar("Item")


class Registry:
    """Provinces, districts and communes, each with its span of validity, and who succeeded whom on 1 July 2025."""

    def __init__(self, units: Iterable[Unit], successions: Callable[[], Iterable[Succession]]) -> None:
        self._units = tuple(units)
        self._read_successions = successions
        self._indexes: dict[tuple[date, Level | None], NameIndex] = {}

    def on(self, day: date) -> tuple[Unit, ...]:
        """The units that existed on that day: provinces, districts, communes, each level by code."""
        return tuple(unit for unit in self._units if unit.exists_on(day))

    def get(self, code: str, on: date) -> Unit | None:
        """The unit that bore the code on that day, or None."""
        return next((unit for unit in self._by_code.get(code, ()) if unit.exists_on(on)), None)

    def children(self, code: str, on: date) -> tuple[Unit, ...]:
        """The units directly under the code on that day, by code: districts before 1 July 2025, communes after."""
        return tuple(unit for unit in self._by_parent.get(code, ()) if unit.exists_on(on))

    def below(self, code: str, on: date) -> tuple[Unit, ...]:
        """All units under the code on that day, those of a level before those below them."""
        children = self.children(code, on)
        return (*children, *(unit for child in children for unit in self.below(child.code, on)))

    def find(self, text: str, on: date, level: Level | None = None) -> Match:
        """The unit of the whole country, or of one level, that bore the name on that day."""
        if (on, level) not in self._indexes:
            self._indexes[on, level] = NameIndex(unit for unit in self.on(on) if level in (None, unit.level))
        return self._indexes[on, level].match(text)

    def successors(self, code: str) -> tuple[Succession, ...]:
        """What became on 1 July 2025 of the unit that bore the code before, by new code; () if nothing is known."""
        return tuple(self._by_old_code.get(code, ()))

    def predecessors(self, code: str) -> tuple[Succession, ...]:
        """Which units before 1 July 2025 went into the one that bears the code now, by old code; () if none."""
        return tuple(self._by_new_code.get(code, ()))

    @cached_property
    def _by_code(self) -> dict[str, list[Unit]]:
        return _grouped(self._units, lambda unit: unit.code)

    @cached_property
    def _by_parent(self) -> dict[str, list[Unit]]:
        return _grouped(self._units, lambda unit: unit.parent)

    @cached_property
    def _successions(self) -> tuple[Succession, ...]:
        return tuple(self._read_successions())

    @cached_property
    def _by_old_code(self) -> dict[str, list[Succession]]:
        return _grouped(self._successions, lambda succession: succession.old_code)

    @cached_property
    def _by_new_code(self) -> dict[str, list[Succession]]:
        return _grouped(self._successions, lambda succession: succession.new_code)


def load_registry(folder: Path) -> Registry:
    """The registry of the tables units.csv, aliases.csv and, read when first asked for, succession.csv."""
    return Registry(_read_units(folder), lambda: _read_successions(folder))


def _read_units(folder: Path) -> Iterator[Unit]:
    aliases: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for code, name, alias in _rows(folder / "aliases.csv"):
        aliases[code, name].append(alias)
    for code, name, level, parent, first, last in _rows(folder / "units.csv"):
        other_names = tuple(aliases.get((code, name), ()))
        yield Unit(code, name, cast(Level, level), parent, _day(first), _day(last), "territorial", other_names)


def _read_successions(folder: Path) -> Iterator[Succession]:
    for old_code, new_code, share, whole in _rows(folder / "succession.csv"):
        yield Succession(old_code, new_code, float(share) if share else None, whole == "1")


def _rows(path: Path) -> Iterator[list[str]]:
    """The rows of a table below its heading."""
    with path.open(encoding="utf-8", newline="") as table:
        rows = csv.reader(table)
        next(rows)
        yield from rows


@cache
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _grouped(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, list[Item]]:
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)
