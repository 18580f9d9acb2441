"""A new workspace: its commented settings and its list of units."""

from pathlib import Path
from string import Template

from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.naming import association_name

_STARTER = Path(__file__).with_name("starter.toml")
_PARENTS = {
    "tinh": "HỘI KHUYẾN HỌC VIỆT NAM",
    "huyen": "HỘI KHUYẾN HỌC CẤP TỈNH",
    "xa": "HỘI KHUYẾN HỌC CẤP TRÊN",
}
_BLOCKS = {"tinh": "Tỉnh hội", "huyen": "Huyện hội", "xa": "Hội cấp xã"}


def starter_config(unit: Unit, bare_name: str) -> str:
    """The text of a khuyenhoc.toml for one reporting unit."""
    return Template(_STARTER.read_text(encoding="utf-8")).substitute(
        name=association_name(unit),
        parent_body=_PARENTS.get(unit.level, _PARENTS["xa"]),
        unit=unit.code,
        place=bare_name,
        addressee="Trung ương Hội Khuyến học Việt Nam" if unit.level == "tinh" else "Hội Khuyến học cấp trên",
    )


def starter_units(unit: Unit, below: list[Unit]) -> list[Unit]:
    """The unit, everything below it, and for each unit that has others below it the block attached to it."""
    listed = [unit, *below]
    parents = [each for each in listed if any(child.parent == each.code for child in below)] or [unit]
    return [*listed, *(attached_block(parent, is_root=parent == unit) for parent in parents)]


def attached_block(parent: Unit, *, is_root: bool) -> Unit:
    """The block of units attached directly to a level: its office, its schools, its armed forces."""
    name = f"Khối trực thuộc {_BLOCKS.get(parent.level, 'Hội')}" if is_root else "Khối trực thuộc"
    return Unit(f"{parent.code}K", name, "co-so", parent.code, kind="attached")
