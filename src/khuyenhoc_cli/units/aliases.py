"""The other names of units: those the office lists itself, and those the registry knows."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.units.model import Unit


def all_names(unit: Unit) -> tuple[str, ...]:
    """The unit's name and its other names, each once: "Huyện Krông Pắc", "Krông Pắk"."""
    return tuple(dict.fromkeys((unit.name, *unit.aliases, *_registered().get((unit.code, unit.name), ()))))


@lru_cache(maxsize=1)
def _registered() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The registry's other names by code and name; a code alone may have been two units in turn."""
    names: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    with (data_root() / "schemas" / "units" / "aliases.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            names[row["code"], row["name"]].append(row["alias"])
    return {unit: tuple(others) for unit, others in names.items()}
