"""`khuyenhoc units list` and `khuyenhoc units find`: the country's registry of units."""

from datetime import date
from pathlib import Path

import typer

from khuyenhoc_cli.cli.console import put, put_json
from khuyenhoc_cli.cli.opening import named_unit, parse_day
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.units.registry import Registry, load_registry
from khuyenhoc_cli.workspace.starting import starter_units
from khuyenhoc_cli.workspace.units_file import units_csv

_BEFORE_REFORM = date(2025, 6, 30)


def list_units(unit_text: str | None, on_text: str | None, output_format: str, output: Path | None) -> None:
    """Prints the units directly below one, or the provinces; as CSV the whole list of units of a workspace."""
    registry, on = load_registry(data_root() / "schemas" / "units"), parse_day(on_text)
    parent = named_unit(unit_text, registry.on(on)) if unit_text else None
    children = registry.children(parent.code if parent else "", on)
    if output_format == "csv":
        if parent is None:
            raise UserError(
                "Chưa ghi tên đơn vị đứng đầu danh sách.", fix='Ví dụ: khuyenhoc units list "Tỉnh Đắk Lắk".'
            )
        put(units_csv(starter_units(parent, list(registry.below(parent.code, on)))), output, Path.cwd())
    elif output_format == "json":
        put_json([_unit_json(unit) for unit in children], output, Path.cwd())
    else:
        put("\n".join(f"{unit.code}\t{unit.name}" for unit in children), output, Path.cwd())


def find_units(text: str, on_text: str | None, output_format: str) -> None:
    """Prints the units of that name, and what became of those that the reform of 2025 ended."""
    registry, on = load_registry(data_root() / "schemas" / "units"), parse_day(on_text)
    match = registry.find(text, on)
    found = (match.unit,) if match.unit else match.candidates if match.ambiguous else ()
    units = found or (named_unit(text, registry.on(on)),)
    if output_format == "json":
        put_json([{**_unit_json(unit), "successors": _successors(registry, unit)} for unit in units], None, Path.cwd())
        return
    for unit in units:
        parent = registry.get(unit.parent, on) if unit.parent else None
        typer.echo(f"{unit.code}\t{unit.name}" + (f"\t{parent.name}" if parent else ""))
        for name in _successors(registry, unit):
            typer.echo(f"\t→ từ 01/7/2025: {name}")


def _unit_json(unit: Unit) -> dict[str, str | None]:
    return {
        "code": unit.code,
        "name": unit.name,
        "level": unit.level,
        "parent": unit.parent or None,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
    }


def _successors(registry: Registry, unit: Unit) -> list[str]:
    """The names of the units that took over on 1 July 2025; empty for a unit of today."""
    if unit.valid_to is None or unit.valid_to > _BEFORE_REFORM:
        return []
    after = [registry.get(succession.new_code, date.max) for succession in registry.successors(unit.code)]
    return [f"{each.code} {each.name}" for each in after if each is not None]
