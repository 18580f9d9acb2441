"""This level's own return to the level above. Everything heavy is imported inside the command that needs it."""

from pathlib import Path
from typing import Annotated

import typer

from khuyenhoc_cli.cli.options import RequiredPeriod, WorkspaceOption
from khuyenhoc_cli.cli.root import app


@app.command(epilog="Ví dụ: khuyenhoc export --period 2024H1 -o bao-cao-cap-tren.xlsx")
def export(
    period: RequiredPeriod,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="TỆP", help="Tệp Excel để ghi.")],
    scope: Annotated[str | None, typer.Option("--scope", metavar="ĐƠN_VỊ", help="Báo cáo của đơn vị này.")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Xuất số liệu đã tổng hợp thành báo cáo của chính cấp này theo đúng biểu, để gửi lên cấp trên."""
    from khuyenhoc_cli.cli.exporting import export_return

    export_return(workspace, period, output, scope)
