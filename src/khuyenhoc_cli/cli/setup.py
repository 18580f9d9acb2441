"""`khuyenhoc init` and `khuyenhoc demo`: folders to begin in."""

import shutil
from dataclasses import replace
from pathlib import Path

import typer

from khuyenhoc_cli.cli.opening import named_unit, parse_day
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.output.atomic import write_new
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.text.names import split_prefix
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.units.registry import load_registry
from khuyenhoc_cli.workspace.starting import above_provinces, starter_config, starter_units
from khuyenhoc_cli.workspace.units_file import units_csv
from khuyenhoc_cli.workspace.workspace import CONFIG_NAME

_MAIN_SAMPLE, _OTHER_SAMPLES = "tinh", "khac"
_FIRST_STEPS = {
    _MAIN_SAMPLE: ("validate --period 2024H1", "aggregate --period 2024H1", "render --template soket"),
    "xa": (
        "validate",
        "aggregate --period 2026H1",
        "render --template soket-xa-1",
        "export --period 2026H1 -o gui-len-tinh.xlsx",
    ),
    "cum": ("validate", "aggregate --period 2026H1", "render --template cum"),
    "nhieu-nam": (
        *(f"aggregate --period {year}" for year in range(2019, 2025)),
        "render --template tongket",
        "render --template kl49",
    ),
}
"""What to try in each sample, in this order."""

_ANY_PROVINCE = Unit("00", "Tỉnh A", "tinh")


def create_workspace(folder: Path, unit_text: str | None) -> None:
    """A folder with khuyenhoc.toml, units.csv and a place for returns; nothing that exists is touched."""
    _refuse_existing(folder / CONFIG_NAME, folder / "units.csv")
    unit, below, above = _units_of(unit_text) if unit_text else (_ANY_PROVINCE, [], None)
    (folder / "returns").mkdir(parents=True, exist_ok=True)
    config = starter_config(unit, split_prefix(unit.name)[1], above)
    write_new(folder / CONFIG_NAME, config.encode("utf-8"))
    write_new(folder / "units.csv", units_csv(starter_units(unit, below)).encode("utf-8"))
    typer.echo(f"Đã tạo nơi làm việc ở {folder.resolve()}.")
    typer.echo(f"1. Mở {folder / CONFIG_NAME} để ghi tên Hội, nơi nhận, hạn gửi, chỉ tiêu.")
    typer.echo(f"2. Mở {folder / 'units.csv'} bằng Excel {_what_to_list(unit, below)}.")
    typer.echo("3. Lập biểu trống để gửi đi: khuyenhoc form --period 2026H2 -o bieu-trong")


def _what_to_list(unit: Unit, below: list[Unit]) -> str:
    """What is left to do in the list of units."""
    if unit.level == "cum":
        return f"để xóa những tỉnh không thuộc cụm: danh sách đang có đủ {len(below)} tỉnh, thành phố"
    if below:
        return f"để xem lại danh sách {len(below)} đơn vị"
    if unit.level == "xa":
        return f"để ghi các chi hội, mỗi chi hội một dòng: ma tự đặt, cap là chi-hoi, thuoc là {unit.code}"
    return "để ghi các đơn vị bên dưới, mỗi đơn vị một dòng"


def unpack_demo(folder: Path, sample: str) -> None:
    """A sample workspace in a new folder."""
    _refuse_existing(folder / CONFIG_NAME)
    root = data_root() / "sample_returns"
    if sample == _MAIN_SAMPLE:
        without = shutil.ignore_patterns(_OTHER_SAMPLES)
        shutil.copytree(root, folder / root.name, ignore=without, dirs_exist_ok=True)
        shutil.copyfile(data_root() / CONFIG_NAME, folder / CONFIG_NAME)
    else:
        made_by_use = shutil.ignore_patterns(".khuyenhoc", "out")
        shutil.copytree(root / _OTHER_SAMPLES / sample, folder, ignore=made_by_use, dirs_exist_ok=True)
    typer.echo(f"Đã chép bộ số liệu mẫu vào {folder.resolve()}.")
    typer.echo("Chạy lần lượt:")
    typer.echo(f"  cd {folder}")
    for command in _FIRST_STEPS[sample]:
        typer.echo(f"  khuyenhoc {command}")


def _units_of(text: str) -> tuple[Unit, list[Unit], Unit | None]:
    """The unit as it is today, everything below it, parents before children, and the unit that it reports to.

    Below the country and a cluster stand provinces only: which belong to a cluster no registry says.
    """
    registry, today = load_registry(data_root() / "schemas" / "units"), parse_day(None)
    wider = above_provinces(text)
    if wider is not None:
        provinces = (unit for unit in registry.on(today) if unit.level == "tinh")
        return wider, [replace(province, parent=wider.code) for province in provinces], None
    unit = named_unit(text, registry.on(today))
    return unit, list(registry.below(unit.code, today)), registry.get(unit.parent, today)


def _refuse_existing(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            raise UserError(f"{path} đã có sẵn, không ghi đè.", fix="Chọn một thư mục khác.", exit_code=2)
