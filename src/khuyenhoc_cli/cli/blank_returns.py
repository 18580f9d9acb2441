"""`khuyenhoc form`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from khuyenhoc_cli.cli.console import progress
from khuyenhoc_cli.cli.opening import named_unit, open_desk, parse_period
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.intake.submission import Place
from khuyenhoc_cli.ledger.inbox import Desk, previous_amounts
from khuyenhoc_cli.ledger.store import read_ledger
from khuyenhoc_cli.output.return_workbook import Cover, ReturnContent, file_name, write_return
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit


def write_blank_returns(folder: Path | None, period_text: str, unit_texts: Sequence[str], output: Path | None) -> None:
    """One workbook per unit; nothing is written where any of them exists already."""
    desk = open_desk(folder)
    period = parse_period(period_text)
    root = desk.workspace.root_on(period)
    children = desk.workspace.units_on(period).children(root.code)
    units = [named_unit(text, children) for text in unit_texts] if unit_texts else list(children)
    target = output or desk.workspace.folder / "bieu-trong" / str(period)
    paths = {unit: target / name for unit, name in _names(period, units).items()}
    existing = [path for path in paths.values() if path.exists()]
    if existing:
        raise UserError(f"{existing[0]} đã có sẵn, không ghi đè.", fix="Chọn thư mục khác bằng -o.", exit_code=2)
    target.mkdir(parents=True, exist_ok=True)
    with read_ledger(desk.workspace.ledger) as ledger, progress(len(paths)) as on_file:
        previous = previous_amounts(desk, ledger)(period)
        for unit, path in paths.items():
            on_file(path)
            _write(desk, period, unit, path, previous)
    typer.echo(f"Đã lập {len(paths)} biểu trống cho {period.name} trong {target.resolve()}.")


def _write(desk: Desk, period: Period, unit: Unit, path: Path, previous: Mapping[Place, int]) -> None:
    cover = Cover(desk.workspace.config.association.name, period)
    rows = desk.workspace.units_on(period).children(unit.code) or (unit,)
    rows = tuple(sorted(rows, key=lambda row: row.kind == "attached"))
    write_return(path, desk.edition(period), cover, unit, rows, ReturnContent(previous=previous))


def _names(period: Period, units: Sequence[Unit]) -> dict[Unit, str]:
    """A file name for each unit; units that would share one get their code into it."""
    names = {unit: file_name(period, unit) for unit in units}
    taken = list(names.values())
    return {
        unit: name if taken.count(name) == 1 else name.replace(".xlsx", f"-{unit.code}.xlsx")
        for unit, name in names.items()
    }
