"""Renewing a draft. Everything heavy is imported inside the command that needs it."""

from pathlib import Path
from typing import Annotated

import typer

from khuyenhoc_cli.cli.options import PeriodOption, RefreshFormat, WorkspaceOption
from khuyenhoc_cli.cli.root import app


@app.command(epilog="Ví dụ: khuyenhoc refresh out/soket-2024H1.docx --dry-run")
def refresh(
    draft: Annotated[Path, typer.Argument(metavar="BẢN_THẢO.docx", help="Bản thảo do render lập, đã sửa trong Word.")],
    period: PeriodOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ cho xem sẽ đổi gì, không ghi tệp nào.")] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="TỆP.docx",
            help="Ghi ra tệp này; mặc định sửa ngay bản thảo và giữ bản cũ cạnh nó.",
        ),
    ] = None,
    output_format: Annotated[RefreshFormat, typer.Option("--format", help="Dạng kết quả.")] = RefreshFormat.TABLE,
    workspace: WorkspaceOption = None,
) -> None:
    """Đưa số liệu mới vào bản thảo đã sửa tay; chỗ nào người đã sửa thì giữ nguyên."""
    from khuyenhoc_cli.cli.refreshing import refresh_draft

    refresh_draft(workspace, draft, period, output, dry_run, output_format.value)
