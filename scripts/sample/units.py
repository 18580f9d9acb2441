"""The units of the sample: Đắk Lắk as it was on 30 June 2024, and what is attached to each level."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.units.registry import load_registry
from khuyenhoc_cli.workspace.units_file import UnitList

PROVINCE = "66"
BLOCK = "66K"
_DAY = date(2024, 6, 30)
_ATTACHED_NAME = "Khối trực thuộc"
BLOCK_UNITS = (
    Unit("66K1", "Văn phòng Tỉnh hội", "xa", BLOCK, kind="attached", aliases=("Cơ quan Tỉnh hội",)),
    Unit(
        "66K2",
        "Hội Khuyến học Trường Cao đẳng Sư phạm Đắk Lắk",
        "xa",
        BLOCK,
        kind="attached",
        aliases=("Trường Cao đẳng Sư phạm Đắk Lắk", "Trường CĐSP Đắk Lắk"),
    ),
    Unit("66K3", "Khối lực lượng vũ trang", "xa", BLOCK, kind="attached", aliases=("Lực lượng vũ trang",)),
)


def sample_units(schemas: Path) -> UnitList:
    """The province, its districts, their communes, a block attached to each level, and what the province's holds."""
    registry = load_registry(schemas / "units")
    province = registry.get(PROVINCE, _DAY)
    if province is None:
        raise ValueError(f"the registry has no unit {PROVINCE}")
    districts = registry.children(PROVINCE, _DAY)
    units = [*map(undated, (province, *districts))]
    units.append(Unit(BLOCK, "Khối trực thuộc Tỉnh hội", "huyen", PROVINCE, kind="attached"))
    for district in districts:
        units.extend(map(undated, registry.children(district.code, _DAY)))
        units.append(Unit(f"{district.code}K", _ATTACHED_NAME, "xa", district.code, kind="attached"))
    return UnitList((*units, *BLOCK_UNITS), frozenset())


def undated(unit: Unit) -> Unit:
    """The unit as a workspace lists it: without dates."""
    return replace(unit, valid_from=None, valid_to=None)
