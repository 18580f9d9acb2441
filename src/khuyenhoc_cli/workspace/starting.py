"""A new workspace: its commented settings and its list of units."""

from pathlib import Path
from string import Template

from khuyenhoc_cli.text.names import fold, tidy
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.naming import association_name

_STARTER = Path(__file__).with_name("starter.toml")
_PARENTS = {"huyen": "Hội Khuyến học cấp tỉnh", "tinh": "Hội Khuyến học Việt Nam", "cum": "Hội Khuyến học Việt Nam"}
_PARENT = "Hội Khuyến học cấp trên"
_ADDRESSEES = {"tinh": "Trung ương Hội Khuyến học Việt Nam", "cum": "Trung ương Hội Khuyến học Việt Nam"}
_PLACES = {"trung-uong": "Hà Nội", "cum": "…"}
_BLOCKS = {"trung-uong": "Trung ương Hội", "tinh": "Tỉnh hội", "huyen": "Huyện hội", "xa": "Hội cấp xã"}
_COUNTRY = ("viet nam", "ca nuoc", "toan quoc", "trung uong", "trung uong hoi", "hoi khuyen hoc viet nam")
_CLUSTER = "cum "


def starter_config(unit: Unit, bare_name: str, above: Unit | None = None) -> str:
    """The text of a khuyenhoc.toml for one reporting unit; `above` is the unit it reports to, where that is known."""
    parent = association_name(above) if above else _PARENTS.get(unit.level, _PARENT)
    return Template(_STARTER.read_text(encoding="utf-8")).substitute(
        name=association_name(unit),
        parent_body=parent.upper(),
        unit=unit.code,
        place=_PLACES.get(unit.level, bare_name),
        addressee=_ADDRESSEES.get(unit.level, parent if above else _PARENT),
    )


def starter_units(unit: Unit, below: list[Unit]) -> list[Unit]:
    """The unit, everything below it, and for each unit that has others below it the block attached to it.

    A cluster of provinces has no office of its own and so no block.
    """
    listed = [unit, *below]
    parents = [each for each in listed if any(child.parent == each.code for child in below)] or [unit]
    with_office = [parent for parent in parents if parent.level != "cum"]
    return [*listed, *(attached_block(parent, is_root=parent == unit) for parent in with_office)]


def above_provinces(text: str) -> Unit | None:
    """The country or a cluster of provinces that a user named: no registry of territories has them."""
    if fold(text) in _COUNTRY:
        return Unit("VN", "Trung ương Hội", "trung-uong")
    return Unit("CUM", tidy(text), "cum") if fold(text).startswith(_CLUSTER) else None


def attached_block(parent: Unit, *, is_root: bool) -> Unit:
    """The block of units attached directly to a level: its office, its schools, its armed forces."""
    name = f"Khối trực thuộc {_BLOCKS.get(parent.level, 'Hội')}" if is_root else "Khối trực thuộc"
    return Unit(f"{parent.code}K", name, "co-so", parent.code, kind="attached")
