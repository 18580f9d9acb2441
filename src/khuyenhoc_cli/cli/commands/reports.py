"""Word drafts. Everything heavy is imported inside the command that needs it."""

from typing import Annotated

import typer

from khuyenhoc_cli.cli.options import (
    OutputOption,
    PeriodOption,
    PlainFormat,
    WorkspaceOption,
)
from khuyenhoc_cli.cli.root import app


@app.command(epilog="Ví dụ: khuyenhoc render --template soket --period 2024H1 --pdf")
def render(
    template: Annotated[
        str,
        typer.Option("--template", metavar="MẪU", help="Tên mẫu báo cáo, ví dụ soket (xem: khuyenhoc template list)."),
    ],
    period: PeriodOption = None,
    scope: Annotated[str | None, typer.Option("--scope", metavar="ĐƠN_VỊ", help="Báo cáo của đơn vị này.")] = None,
    output: OutputOption = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Xuất thêm bản PDF (cần LibreOffice).")] = False,
    output_format: Annotated[PlainFormat, typer.Option("--format", help="Dạng kết quả.")] = PlainFormat.TEXT,
    workspace: WorkspaceOption = None,
) -> None:
    """Lập bản thảo báo cáo Word từ số liệu đã tổng hợp; mặc định lấy kỳ tổng hợp gần nhất."""
    from khuyenhoc_cli.cli.rendering import render_draft

    render_draft(workspace, template, period, scope, output, pdf, output_format.value)
