"""Workspaces, blank returns and the machine. Everything heavy is imported inside the command that needs it."""

from pathlib import Path
from typing import Annotated

import typer

from khuyenhoc_cli.cli.options import (
    PeriodOption,
    RequiredPeriod,
    SampleName,
    SchemaName,
    WorkspaceOption,
)
from khuyenhoc_cli.cli.root import app


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


@app.command(epilog="Ví dụ: khuyenhoc demo thu-nghiem --sample xa")
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[THƯ_MỤC]", help="Thư mục mới.")] = Path("khuyenhoc-demo"),
    sample: Annotated[
        SampleName,
        typer.Option(
            "--sample",
            help="tinh: một tỉnh trước và sau khi bỏ cấp huyện; xa: một xã và các chi hội; "
            "cum: cụm thi đua chín tỉnh; nhieu-nam: một tỉnh qua sáu năm.",
        ),
    ] = SampleName.PROVINCE,
) -> None:
    """Chép một bộ số liệu mẫu ra một thư mục để thử."""
    from khuyenhoc_cli.cli.setup import unpack_demo

    unpack_demo(folder, sample.value)


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
