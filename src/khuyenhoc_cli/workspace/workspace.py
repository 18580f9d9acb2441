"""Finding and opening a workspace."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Part, Unit
from khuyenhoc_cli.workspace.assigned_file import parse_assigned
from khuyenhoc_cli.workspace.config import Config
from khuyenhoc_cli.workspace.succession_file import parse_succession
from khuyenhoc_cli.workspace.units_file import UnitList, parse_units

CONFIG_NAME = "khuyenhoc.toml"


@dataclass(frozen=True)
class Workspace:
    """A folder with a `khuyenhoc.toml`: whose report it is, its units, where its files lie."""

    folder: Path
    config: Config
    units: UnitList
    earlier: tuple[tuple[date, UnitList], ...] = ()
    succession: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)

    def units_on(self, period: Period | None) -> UnitList:
        """The list of units in force at the end of a period; without a period the newest one, which is `units`.

        `earlier` are those before it, oldest first, each with the day from which the following one holds.
        """
        if period is not None:
            for until, units in self.earlier:
                if period.last_day < until:
                    return units
        return self.units

    def root_on(self, period: Period | None) -> Unit:
        """The unit that reports, as it stood in a period."""
        units = self.units_on(period)
        return self.root if units is self.units else units.get(self.root.code) or units.tops[0]

    @cached_property
    def root(self) -> Unit:
        """The unit that reports."""
        code = self.config.association.unit
        unit = self.units.get(code)
        if unit is None:
            fix = f"Ghi ở mục [association] mã của đơn vị báo cáo, như ở cột ma của {self.config.units}."
            raise UserError(f"{CONFIG_NAME}: đơn vị “{code}” không có trong {self.config.units}.", fix=fix, exit_code=3)
        return unit

    @property
    def returns(self) -> Path:
        """The folder with one folder of returns per period."""
        return self.folder / self.config.returns

    @property
    def out(self) -> Path:
        """Where drafts are written."""
        return self.folder / self.config.out

    @property
    def templates(self) -> Path:
        """Where the association's own templates lie."""
        return self.folder / self.config.templates

    @property
    def ledger(self) -> Path:
        """The file of accepted returns."""
        return self.folder / self.config.ledger

    def assigned(self, period: Period, edition: Edition) -> Mapping[tuple[str, str], int]:
        """What units were assigned in a period, else in its year, by unit and indicator; empty where nothing was."""
        tables = self.config.assigned
        name = tables.get(str(period)) or tables.get(str(period.year))
        return parse_assigned(_table(self.folder / name), self.units_on(period), edition) if name else {}

    def period_folder(self, period: Period) -> Path:
        """Where a period's returns lie."""
        return self.returns / str(period)

    def periods(self) -> tuple[Period, ...]:
        """The periods that have a folder, oldest first."""
        found = []
        for path in self.returns.iterdir() if self.returns.is_dir() else ():
            try:
                found.append(Period.parse(path.name))
            except ValueError:
                continue
        return tuple(sorted(found, key=lambda period: period.order))


def find_workspace(start: Path) -> Path:
    """The nearest folder from `start` upward that holds a khuyenhoc.toml."""
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    raise UserError(
        f"Không thấy tệp {CONFIG_NAME} ở {start} hay thư mục trên nó.",
        fix="Chạy “khuyenhoc init” để tạo nơi làm việc, “khuyenhoc demo” để xem ví dụ, hoặc chỉ thư mục bằng -w.",
        exit_code=3,
    )


def open_workspace(folder: Path) -> Workspace:
    """The workspace in a folder, checked; UserError (exit 3) says what is wrong in which file."""
    try:
        config = Config.model_validate(tomllib.loads((folder / CONFIG_NAME).read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"Không đọc được {folder / CONFIG_NAME}: {error}", exit_code=3) from error
    except ValidationError as error:
        places = "; ".join(
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors(include_url=False)
        )
        fix = "So với tệp mẫu do “khuyenhoc init” tạo, trong đó mục nào cũng có giải thích."
        raise UserError(f"{CONFIG_NAME} có chỗ sai: {places}", fix=fix, exit_code=3) from error
    starts = sorted((Period.parse(period).first_day, name) for period, name in config.units_from.items())
    names = [config.units, *(name for _, name in starts)]
    *earlier, newest = (parse_units(_table(folder / name), several_tops=name != names[-1]) for name in names)
    succession = parse_succession(_table(folder / config.succession)) if config.succession else {}
    return Workspace(folder, config, newest, tuple(zip((day for day, _ in starts), earlier, strict=True)), succession)


def _table(path: Path) -> str:
    """The text of a table that an office keeps in Excel."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        fix = "Mở bằng Excel, chọn Lưu thành → CSV UTF-8 (phân cách bằng dấu phẩy)."
        raise UserError(f"{path} không ghi theo bảng mã UTF-8.", fix=fix, exit_code=3) from error
    except OSError as error:
        raise UserError(f"Không đọc được bảng {path}: {error}", exit_code=3) from error
