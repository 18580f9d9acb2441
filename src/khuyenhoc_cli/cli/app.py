"""The commands, their options and help. Everything heavy is imported inside the command that needs it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from khuyenhoc_cli.cli.options import (
    AggregateFormat,
    Language,
    LanguageOption,
    OutputOption,
    PeriodOption,
    PlainFormat,
    RequiredPeriod,
    SchemaName,
    StandingFormat,
    ValidateFormat,
    WorkspaceOption,
)
from khuyenhoc_cli.cli.usage import UsageError, usage_text
from khuyenhoc_cli.errors import UserError

app = typer.Typer(
    name="khuyenhoc",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Từ các biểu Excel của Hội Khuyến học đến báo cáo Word: kiểm tra, tổng hợp, lập báo cáo.",
    epilog="Bắt đầu: khuyenhoc demo; rồi trong thư mục ấy: khuyenhoc validate, khuyenhoc aggregate --period 2024H1, "
    "khuyenhoc render --template soket.",
)
units_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Danh mục đơn vị hành chính cả nước.")
app.add_typer(units_app, name="units")


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="In số phiên bản.")] = False,
) -> None:
    """Từ các biểu Excel của Hội Khuyến học đến báo cáo Word: kiểm tra, tổng hợp, lập báo cáo."""
    if version:
        from khuyenhoc_cli import __version__

        typer.echo(f"khuyenhoc {__version__}")
        raise typer.Exit


@app.command(epilog='Ví dụ: khuyenhoc init bao-cao --unit "Tỉnh Đắk Lắk"')
def init(
    folder: Annotated[Path, typer.Argument(metavar="[THƯ_MỤC]", help="Thư mục mới.")] = Path(),
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Lấy sẵn danh sách đơn vị dưới đơn vị này.")
    ] = None,
) -> None:
    """Tạo một nơi làm việc mới, với tệp cấu hình có giải thích."""
    from khuyenhoc_cli.cli.setup import create_workspace

    create_workspace(folder, unit)


@app.command(epilog="Ví dụ: khuyenhoc demo thu-nghiem")
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[THƯ_MỤC]", help="Thư mục mới.")] = Path("khuyenhoc-demo"),
) -> None:
    """Chép bộ số liệu mẫu (15 huyện, hai kỳ) ra một thư mục để thử."""
    from khuyenhoc_cli.cli.setup import unpack_demo

    unpack_demo(folder)


@app.command(epilog='Ví dụ: khuyenhoc form --period 2024H2 --unit "Huyện Lắk" -o bieu-trong')
def form(
    period: RequiredPeriod,
    unit: Annotated[
        list[str] | None, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Chỉ lập cho đơn vị này; dùng được nhiều lần.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="THƯ_MỤC", help="Thư mục để ghi các biểu trống.")
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Lập biểu Excel trống, mỗi đơn vị một tệp, sẵn sàng gửi đi."""
    from khuyenhoc_cli.cli.blank_returns import write_blank_returns

    write_blank_returns(workspace, period, unit or [], output)


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
    output_format: Annotated[AggregateFormat, typer.Option("--format", help="Dạng kết quả.")] = AggregateFormat.TABLE,
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


@app.command(epilog="Ví dụ: khuyenhoc render --template soket --period 2024H1 --pdf")
def render(
    template: Annotated[str, typer.Option("--template", metavar="MẪU", help="Tên mẫu báo cáo: soket.")],
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


@app.command(epilog="Ví dụ: khuyenhoc schema validation")
def schema(
    name: Annotated[SchemaName, typer.Argument(help="Biểu báo cáo, hoặc kết quả của một lệnh.")] = SchemaName.RETURN,
    period: PeriodOption = None,
) -> None:
    """In JSON Schema của các biểu (theo kỳ) và của kết quả JSON."""
    from khuyenhoc_cli.cli.schemas import print_schema

    print_schema(name.value, period)


@app.command(epilog="Ví dụ: khuyenhoc doctor")
def doctor(workspace: WorkspaceOption = None) -> None:
    """Xem máy này và nơi làm việc còn thiếu gì."""
    from khuyenhoc_cli.cli.doctor import examine

    examine(workspace)


@units_app.command("list", epilog='Ví dụ: khuyenhoc units list "Tỉnh Đắk Lắk" --on 2024-06-30')
def units_list(
    unit: Annotated[str | None, typer.Argument(metavar="[ĐƠN_VỊ]", help="Mặc định: các tỉnh, thành phố.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="NGÀY", help="Vào ngày này (năm-tháng-ngày).")] = None,
    output_format: Annotated[PlainFormat, typer.Option("--format", help="Dạng kết quả.")] = PlainFormat.TEXT,
) -> None:
    """Liệt kê đơn vị trực thuộc một đơn vị vào một ngày."""
    from khuyenhoc_cli.cli.registry import list_units

    list_units(unit, on, output_format.value)


@units_app.command("find", epilog='Ví dụ: khuyenhoc units find "Cư M’gar" --on 2024-06-30')
def units_find(
    text: Annotated[str, typer.Argument(metavar="TÊN", help="Tên đơn vị, có hay không có dấu.")],
    on: Annotated[str | None, typer.Option("--on", metavar="NGÀY", help="Vào ngày này (năm-tháng-ngày).")] = None,
    output_format: Annotated[PlainFormat, typer.Option("--format", help="Dạng kết quả.")] = PlainFormat.TEXT,
) -> None:
    """Tìm đơn vị theo tên, và đơn vị kế tục nó từ 01/7/2025."""
    from khuyenhoc_cli.cli.registry import find_units

    find_units(text, on, output_format.value)


def main() -> None:
    """Runs a command; what a person can mend ends in a message and an exit code, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except UsageError as error:
        message, fix = usage_text(error)
        _fail(message, fix, 2)
    except UserError as error:
        _fail(error.message, error.fix, error.exit_code)
    except typer.Abort:
        _fail("Đã dừng.", "", 130)
    except IsADirectoryError as error:
        _fail(f"{error.filename} là một thư mục.", "Ghi cả tên tệp.", 2)
    except PermissionError as error:
        fix = "Đóng tệp ấy trong Word hoặc Excel, hoặc chọn nơi khác bằng -o."
        _fail(f"Không ghi được {error.filename or ''}: tệp đang mở hoặc không có quyền.", fix, 3)
    except OSError as error:
        _fail(f"Không đọc hoặc ghi được {error.filename or 'tệp'}: {error.strerror}.", "Xem ổ đĩa còn chỗ không.", 3)


def _fail(message: str, fix: str, exit_code: int) -> None:
    typer.echo(message, err=True)
    if fix:
        typer.echo(fix, err=True)
    sys.exit(exit_code)
