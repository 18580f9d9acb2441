"""Returns: checked, taken in, looked up. Everything heavy is imported inside the command that needs it."""

from pathlib import Path
from typing import Annotated

import typer

from khuyenhoc_cli.cli.options import (
    AggregateFormat,
    Language,
    LanguageOption,
    OutputOption,
    PeriodOption,
    RequiredPeriod,
    StandingFormat,
    ValidateFormat,
    WorkspaceOption,
)
from khuyenhoc_cli.cli.root import app


@app.command(epilog="Ví dụ: khuyenhoc validate --period 2024H1 --format json -o ket-qua.json")
def validate(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[TỆP_HOẶC_THƯ_MỤC]...", help="Mặc định: thư mục của kỳ mới nhất.")
    ] = None,
    period: PeriodOption = None,
    output_format: Annotated[ValidateFormat, typer.Option("--format", help="Dạng kết quả.")] = ValidateFormat.TABLE,
    output: OutputOption = None,
    annotate: Annotated[
        Path | None,
        typer.Option("--annotate", metavar="THƯ_MỤC", help="Ghi bản chép có đánh dấu từng ô cần sửa vào thư mục này."),
    ] = None,
    replies: Annotated[
        Path | None,
        typer.Option(
            "--replies", metavar="THƯ_MỤC", help="Soạn cho từng đơn vị tin nhắn và thư trả lời, ghi vào thư mục này."
        ),
    ] = None,
    explain_layout: Annotated[
        bool, typer.Option("--explain-layout", help="Kể thêm đã nhận ra bảng nào, cột nào là chỉ tiêu nào.")
    ] = False,
    lang: LanguageOption = Language.VI,
    workspace: WorkspaceOption = None,
) -> None:
    """Kiểm tra các tệp báo cáo và chỉ từng ô có điều cần xem; không ghi gì vào sổ số liệu."""
    from khuyenhoc_cli.cli.validating import validate_returns

    validate_returns(
        workspace, paths or [], period, output_format.value, output, lang.value, annotate, replies, explain_layout
    )


@app.command(epilog="Ví dụ: khuyenhoc aggregate --period 2024H1")
def aggregate(
    period: RequiredPeriod,
    output_format: Annotated[
        AggregateFormat,
        typer.Option("--format", help="Dạng kết quả; xlsx mà không có -o thì ghi vào thư mục out và in đường dẫn."),
    ] = AggregateFormat.TABLE,
    output: OutputOption = None,
    scope: Annotated[
        str | None, typer.Option("--scope", metavar="ĐƠN_VỊ", help="Chỉ tổng hợp bên dưới đơn vị này.")
    ] = None,
    accept_errors: Annotated[
        bool,
        typer.Option("--accept-errors", help="Riêng lần này nhận cả tệp có lỗi, chỉ lấy những ô đọc được."),
    ] = False,
    accept_proposals: Annotated[
        bool,
        typer.Option(
            "--accept-proposals",
            help="Nhận cả tệp mà mọi lỗi đều có đề nghị chắc chắn, lấy số đề nghị thay ô lỗi; từng ô được in ra và "
            "ghi vào sổ số liệu.",
        ),
    ] = False,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="TÊN", help="Người chấp nhận các đề nghị; mặc định là người đang dùng máy."),
    ] = None,
    lang: LanguageOption = Language.VI,
    workspace: WorkspaceOption = None,
) -> None:
    """Nhận các tệp mới hoặc đã sửa của kỳ vào sổ số liệu, tổng hợp và in kết quả."""
    from khuyenhoc_cli.cli.aggregating import accepting_person, aggregate_period

    person = accepting_person(accept_proposals, by)
    aggregate_period(workspace, period, output_format.value, output, scope, accept_errors, person, lang.value)


@app.command(epilog="Ví dụ: khuyenhoc status --period 2024H1")
def status(
    period: PeriodOption = None,
    output_format: Annotated[StandingFormat, typer.Option("--format", help="Dạng kết quả.")] = StandingFormat.TABLE,
    output: OutputOption = None,
    scope: Annotated[
        str | None, typer.Option("--scope", metavar="ĐƠN_VỊ", help="Chỉ xem các đơn vị bên dưới đơn vị này.")
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Xem đơn vị nào đã báo cáo, ngày nào, bản nào, đúng hạn hay muộn; mặc định xem kỳ mới nhất."""
    from khuyenhoc_cli.cli.status import show_standing

    show_standing(workspace, period, output_format.value, output, scope)


@app.command(epilog='Ví dụ: khuyenhoc history "Huyện Krông Năng" --period 2024H1')
def history(
    unit: Annotated[str, typer.Argument(metavar="ĐƠN_VỊ", help="Tên hoặc mã đơn vị.")],
    period: PeriodOption = None,
    output_format: Annotated[StandingFormat, typer.Option("--format", help="Dạng kết quả.")] = StandingFormat.TABLE,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Xem các bản báo cáo của một đơn vị đã nhận, và số liệu đổi những gì giữa hai bản liền nhau."""
    from khuyenhoc_cli.cli.history import show_history

    show_history(workspace, unit, period, output_format.value, output)
