"""Closing a period, and keeping everything safe. Everything heavy is imported inside the command that needs it."""

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
