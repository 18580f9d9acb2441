"""A finished report, checked. Everything heavy is imported inside the command that needs it."""

from pathlib import Path
from typing import Annotated

import typer

from khuyenhoc_cli.cli.options import AuditFormat, OutputOption, PeriodOption, WorkspaceOption
from khuyenhoc_cli.cli.root import app


@app.command(epilog="Ví dụ: khuyenhoc audit bao-cao.docx --comment bao-cao_da-soat.docx")
def audit(
    report: Annotated[Path, typer.Argument(metavar="BÁO_CÁO", help="Tệp .docx, .pdf (có lớp chữ) hoặc .txt.")],
    period: PeriodOption = None,
    scope: Annotated[str | None, typer.Option("--scope", metavar="ĐƠN_VỊ", help="Báo cáo của đơn vị này.")] = None,
    output_format: Annotated[AuditFormat, typer.Option("--format", help="Dạng kết quả.")] = AuditFormat.TABLE,
    output: OutputOption = None,
    comment: Annotated[
        Path | None,
        typer.Option("--comment", metavar="TỆP.docx", help="Ghi thêm bản chép có ghi chú Word ở từng con số cần xem."),
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Soát các con số của một báo cáo trước khi ký: với nhau, và với số liệu của kỳ nếu có nơi làm việc."""
    from khuyenhoc_cli.cli.auditing import audit_report

    audit_report(workspace, report, period, scope, output_format.value, output, comment)
