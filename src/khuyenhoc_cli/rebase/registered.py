"""What the country's registry knows of the reform of 1 July 2025."""

from functools import cache

from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.units.model import Part
from khuyenhoc_cli.units.registry import Registry, load_registry


def registered(code: str) -> tuple[Part, ...]:
    """The units of today that the one which bore the code before went into; populations are not known."""
    return tuple(Part(each.new_code) for each in _registry().successors(code))


@cache
def _registry() -> Registry:
    """The registry, read when the first unit of before the reform is met."""
    return load_registry(data_root() / "schemas" / "units")
