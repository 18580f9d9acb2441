"""Where figures come from. Everything heavy is imported inside the command that needs it."""

from typing import Annotated

import typer

from khuyenhoc_cli.cli.options import ExplainFormat, PeriodOption, WorkspaceOption
from khuyenhoc_cli.cli.root import app


@app.command(epilog='Ví dụ: khuyenhoc explain HV01/DS01; khuyenhoc explain 533.903; khuyenhoc explain "Huyện Lắk"')
def explain(
    figure: Annotated[
        str,
        typer.Argument(
            metavar="SỐ_LIỆU",
            help="Mã, tên chỉ tiêu, con số in trong báo cáo, khóa của ô nội dung; hoặc đơn vị, tệp, tệp!trang!ô.",
        ),
    ],
    unit: Annotated[str | None, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Chỉ của đơn vị này.")] = None,
    period: PeriodOption = None,
    output_format: Annotated[ExplainFormat, typer.Option("--format", help="Dạng kết quả.")] = ExplainFormat.TREE,
    workspace: WorkspaceOption = None,
) -> None:
    """Giải thích một số liệu đến tận tệp, trang, ô; hoặc cho biết một tệp, một ô đi vào những số liệu và câu nào."""
    from khuyenhoc_cli.cli.tracing import explain_figure

    explain_figure(workspace, figure, unit, period, output_format.value)
