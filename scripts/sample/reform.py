"""The units of the sample around the reform of 2025: two provinces by districts, then one by communes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from khuyenhoc_cli.units.model import Part, Unit
from khuyenhoc_cli.units.registry import Registry, load_registry
from khuyenhoc_cli.workspace.units_file import UnitList

from .units import BLOCK, BLOCK_UNITS, PROVINCE, undated

NEIGHBOUR = "54"
NEIGHBOUR_BLOCK = "54K"
LAST_DAY, TODAY = date(2025, 6, 30), date(2026, 6, 30)
WITHOUT_ASSOCIATION = frozenset({"22192"})
"""A commune of today that has no association yet."""
UNIVERSITY = Unit(
    "66K4",
    "Hội Khuyến học Trường Đại học Phú Yên",
    "xa",
    BLOCK,
    kind="attached",
    aliases=("Trường Đại học Phú Yên", "Trường ĐH Phú Yên"),
)
_NEIGHBOUR_BLOCK_UNITS = (
    Unit("54K1", "Văn phòng Tỉnh hội Phú Yên", "xa", NEIGHBOUR_BLOCK, kind="attached"),
    replace(UNIVERSITY, code="54K2", parent=NEIGHBOUR_BLOCK),
    Unit("54K3", "Khối lực lượng vũ trang Phú Yên", "xa", NEIGHBOUR_BLOCK, kind="attached"),
)
BLOCK_SUCCESSORS = {"54K1": "66K1", "54K2": "66K4", "54K3": "66K3"}
# A commune that was split: what of a hundred of its people went where; one is left without, as happens.
_SPLIT_SHARES = {
    "24550": (62, 38),
    "22024": (45, 55),
    "22225": (70, 30),
    "22228": (35, 65),
    "22246": (58, 42),
    "22252": (25, 75),
}


def last_districts(schemas: Path) -> UnitList:
    """Both provinces as they were on 30 June 2025, with the blocks attached to their levels."""
    registry = load_registry(schemas / "units")
    units: list[Unit] = []
    for province, block, name, members in (
        (PROVINCE, BLOCK, "Khối trực thuộc Tỉnh hội", BLOCK_UNITS),
        (NEIGHBOUR, NEIGHBOUR_BLOCK, "Khối trực thuộc Tỉnh hội Phú Yên", _NEIGHBOUR_BLOCK_UNITS),
    ):
        units += [undated(_known(registry, province, LAST_DAY)), *map(undated, registry.children(province, LAST_DAY))]
        units.append(Unit(block, name, "huyen", province, kind="attached"))
        for district in registry.children(province, LAST_DAY):
            units += map(undated, registry.children(district.code, LAST_DAY))
            units.append(Unit(f"{district.code}K", "Khối trực thuộc", "xa", district.code, kind="attached"))
        units += members
    return UnitList(tuple(units), frozenset())


def todays_units(schemas: Path) -> UnitList:
    """The province of today, its communes directly below it, and its block."""
    registry = load_registry(schemas / "units")
    communes = [undated(unit) for unit in registry.children(PROVINCE, TODAY)]
    block = Unit(BLOCK, "Khối trực thuộc Tỉnh hội", "xa", PROVINCE, kind="attached")
    province = undated(_known(registry, PROVINCE, TODAY))
    return UnitList((province, *communes, block, *BLOCK_UNITS, UNIVERSITY), WITHOUT_ASSOCIATION)


def successors(schemas: Path, populations: dict[str, int]) -> dict[str, tuple[Part, ...]]:
    """By the code of a commune or attached unit of 2025: what it became, with the population of each part if split."""
    registry = load_registry(schemas / "units")
    found: dict[str, tuple[Part, ...]] = {old: (Part(new),) for old, new in BLOCK_SUCCESSORS.items()}
    found |= {unit.code: (Part(unit.code),) for unit in BLOCK_UNITS}
    for unit in last_districts(schemas).units:
        parts = [each.new_code for each in registry.successors(unit.code)] if unit.level == "xa" else []
        if unit.code in _SPLIT_SHARES:
            first = populations[unit.code] * _SPLIT_SHARES[unit.code][0] // 100
            found[unit.code] = (Part(parts[0], first), Part(parts[1], populations[unit.code] - first))
        elif parts and unit.kind == "territorial":
            found[unit.code] = tuple(map(Part, parts))
    return found


def succession_rows(known: dict[str, tuple[Part, ...]]) -> Iterator[tuple[str, str, str]]:
    """The rows of the workspace's table: what the country's registry does not know."""
    for old, parts in known.items():
        if old in BLOCK_SUCCESSORS or any(part.population is not None for part in parts):
            for part in parts:
                yield old, part.code, "" if part.population is None else str(part.population)


def _known(registry: Registry, code: str, day: date) -> Unit:
    unit = registry.get(code, day)
    if unit is None:
        raise ValueError(f"the registry has no unit {code} on {day}")
    return unit
