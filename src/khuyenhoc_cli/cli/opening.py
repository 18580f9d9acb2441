"""What most commands begin with: the workspace, the period, the unit a user named."""

import hashlib
from datetime import date
from getpass import getuser
from pathlib import Path

from khuyenhoc_cli.checks.inbox import FileCheck
from khuyenhoc_cli.cli.console import did_you_mean
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.store import Ledger
from khuyenhoc_cli.periods import GRAMMAR, Period
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.units.matching import NameIndex
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.workspace import CONFIG_NAME, Workspace, find_workspace, open_workspace


def open_desk(folder: Path | None) -> Desk:
    """The workspace named, else the nearest one upward; with the forms."""
    if folder is not None and not (folder / CONFIG_NAME).is_file():
        raise UserError(f"{folder} không có tệp {CONFIG_NAME}.", fix="Chạy “khuyenhoc init” để tạo.", exit_code=3)
    return Desk(open_workspace(folder or find_workspace(Path.cwd())), data_root() / "schemas")


def parse_period(text: str) -> Period:
    """The period a user typed."""
    try:
        return Period.parse(text)
    except ValueError:
        raise UserError(f"“{text}” không phải một kỳ báo cáo.", fix=f"Viết kỳ như: {GRAMMAR}.") from None


def known_period(text: str, workspace: Workspace) -> Period:
    """The period a user typed, which has a folder of returns."""
    period = parse_period(text)
    periods = workspace.periods()
    if period not in periods:
        folder = workspace.period_folder(period)
        fix = f"Các kỳ đang có: {', '.join(map(str, periods))}." if periods else f"Đặt các tệp báo cáo vào {folder}."
        raise UserError(f"Chưa có báo cáo nào của kỳ {period} ({folder}).", fix=fix)
    return period


def named_unit(text: str, units: tuple[Unit, ...]) -> Unit:
    """The unit a user named, by code or by name."""
    by_code = next((unit for unit in units if unit.code == text), None)
    match = NameIndex(units).match(text)
    unit = by_code or match.unit
    if unit is None:
        candidates = [candidate.name for candidate in match.candidates]
        fix = did_you_mean(text, [unit.name for unit in units])
        fix = f"Có phải ý bạn là {' hoặc '.join(candidates)}?" if candidates else fix
        raise UserError(f"Không rõ “{text}” là đơn vị nào.", fix=fix)
    return unit


def workspace_unit(text: str, workspace: Workspace, period: Period | None = None) -> Unit:
    """The unit a user named among all of a period's list, by code or by name; those that report come first."""
    units = workspace.units_on(period)
    reporting = units.reporting(workspace.root_on(period))
    everyone = units.units
    match = NameIndex(reporting).match(text)
    unit = units.get(text) or match.unit or NameIndex(everyone).match(text).unit
    return unit or named_unit(text, reporting if match.candidates else everyone)


def unit_of_any_time(text: str, workspace: Workspace) -> Unit:
    """The unit a user named, of today's list or else of the latest earlier one that has it."""
    for units in (workspace.units, *(units for _, units in reversed(workspace.earlier))):
        if (unit := units.get(text) or NameIndex(units.units).match(text).unit) is not None:
            return unit
    return workspace_unit(text, workspace)


def scope_of(text: str | None, workspace: Workspace, period: Period) -> Unit:
    """The unit a report is about: the reporting one unless a user named another."""
    if text is None:
        return workspace.root_on(period)
    scope = workspace_unit(text, workspace, period)
    if not workspace.units_on(period).children(scope.code):
        fix = "Chọn đơn vị cấp trên của nó, hoặc ghi các đơn vị bên dưới vào danh sách đơn vị."
        raise UserError(f"{scope.name} không có đơn vị nào bên dưới để tổng hợp.", fix=fix)
    return scope


def period_seen(text: str | None, workspace: Workspace, ledger: Ledger | None) -> Period:
    """The period a user typed, else the newest one; it has a folder of returns or stands in the ledger."""
    periods = {*workspace.periods(), *(ledger.periods() if ledger else ())}
    known = sorted(periods, key=lambda period: period.order)
    if text is None:
        if not known:
            fix = f"Đặt các tệp vào thư mục của kỳ, ví dụ {workspace.returns / '2024H1'}."
            raise UserError("Chưa có báo cáo của kỳ nào.", fix=fix)
        return known[-1]
    period = parse_period(text)
    if period not in periods:
        fix = (
            f"Các kỳ đang có: {', '.join(map(str, known))}."
            if known
            else f"Đặt các tệp báo cáo vào {workspace.returns}."
        )
        raise UserError(f"Chưa có báo cáo nào của kỳ {period}.", fix=fix)
    return period


def person_named(name: str | None) -> str:
    """Who does something that the ledger keeps: the one named, else the one at this machine."""
    try:
        found = (name if name is not None else getuser()).strip()
    except (OSError, KeyError, ImportError):  # a machine that does not know who sits at it
        found = ""
    if not found:
        raise UserError("Chưa rõ ai làm việc này.", fix='Ghi tên: --by "Nguyễn Văn A".')
    return found


def time_text(moment: str) -> str:
    """A moment of the ledger as people write it: "14 giờ 05 ngày 05/7/2024"."""
    from khuyenhoc_cli.figures.standing import vietnam_time

    local = vietnam_time(moment)
    return f"{local:%H} giờ {local:%M} ngày {local:%d}/{local.month}/{local:%Y}"


def parse_day(text: str | None) -> date:
    """The day a user typed, else the newest day the registry knows of: that of the reform and after."""
    if text is None:
        return date.max
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"“{text}” không phải một ngày.", fix="Viết như 2024-06-30.") from None


def content_of(file: FileCheck, workspace: Workspace) -> bytes | None:
    """The bytes that were checked, none where the system would not open the file; None where it has changed since."""
    if not file.sha256:
        return b""
    for place in places_of(file, workspace):
        try:
            data = place.read_bytes()
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == file.sha256:
            return data
    return None


def places_of(file: FileCheck, workspace: Workspace) -> tuple[Path, Path]:
    """Where the file may lie: below the folder of returns, or where the user said."""
    return workspace.returns / file.path, Path(file.path)
