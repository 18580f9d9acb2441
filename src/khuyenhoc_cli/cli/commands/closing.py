"""Closing a period, and keeping everything safe. Everything heavy is imported inside the command that needs it."""

from pathlib import Path
from typing import Annotated

import typer

from khuyenhoc_cli.cli.options import RequiredPeriod, WorkspaceOption
from khuyenhoc_cli.cli.root import app


@app.command(epilog="Ví dụ: khuyenhoc close --period 2024H1")
def close(
    period: RequiredPeriod,
    by: Annotated[
        str | None, typer.Option("--by", metavar="TÊN", help="Người chốt; mặc định là người đang dùng máy.")
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Chốt một kỳ: số liệu, nguồn, bộ biểu, danh sách đơn vị và quy tắc được giữ nguyên từ đây."""
    from khuyenhoc_cli.cli.closing import close_period

    close_period(workspace, period, by)


@app.command(epilog="Ví dụ: khuyenhoc backup")
def backup(
    output: Annotated[
        Path | None, typer.Argument(metavar="[TỆP]", help="Tệp .zip để ghi; mặc định trong thư mục sao-luu.")
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Sao lưu cả nơi làm việc (sổ số liệu, cấu hình, danh sách, báo cáo, bản thảo) vào một tệp."""
    from khuyenhoc_cli.cli.safekeeping import back_up

    back_up(workspace, output)


@app.command(epilog="Ví dụ: khuyenhoc restore sao-luu/dak-lak-2026-07-01.khuyenhoc.zip khoi-phuc")
def restore(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp do khuyenhoc backup ghi.")],
    folder: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục mới để khôi phục vào.")],
) -> None:
    """Khôi phục một bản sao lưu vào thư mục mới, kiểm từng tệp; không bao giờ ghi đè."""
    from khuyenhoc_cli.cli.safekeeping import restore as restore_into

    restore_into(file, folder)
