"""Finding and opening a workspace."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Config
from khuyenhoc_cli.workspace.units_file import UnitList, parse_units

CONFIG_NAME = "khuyenhoc.toml"


@dataclass(frozen=True)
class Workspace:
    """A folder with a `khuyenhoc.toml`: whose report it is, its units, where its files lie."""

    folder: Path
    config: Config
    units: UnitList

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
    def ledger(self) -> Path:
        """The file of accepted returns."""
        return self.folder / self.config.ledger

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
    try:
        text = (folder / config.units).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        fix = "Mở bằng Excel, chọn Lưu thành → CSV UTF-8 (phân cách bằng dấu phẩy)."
        raise UserError(f"{folder / config.units} không ghi theo bảng mã UTF-8.", fix=fix, exit_code=3) from error
    except OSError as error:
        raise UserError(f"Không đọc được danh sách đơn vị {folder / config.units}: {error}", exit_code=3) from error
    return Workspace(folder, config, parse_units(text))
