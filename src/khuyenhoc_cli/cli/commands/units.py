"""The units of the country, and how those of today came to be. Heavy imports stand inside the commands."""

from typing import Annotated

import typer

from khuyenhoc_cli.cli.options import OutputOption, PeriodOption, PlainFormat, UnitsFormat, WorkspaceOption
from khuyenhoc_cli.cli.root import units_app


@units_app.command("list", epilog='Ví dụ: khuyenhoc units list "Tỉnh Đắk Lắk" --on 2024-06-30')
def units_list(
    unit: Annotated[str | None, typer.Argument(metavar="[ĐƠN_VỊ]", help="Mặc định: các tỉnh, thành phố.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="NGÀY", help="Vào ngày này (năm-tháng-ngày).")] = None,
    output_format: Annotated[UnitsFormat, typer.Option("--format", help="Dạng kết quả.")] = UnitsFormat.TEXT,
    output: OutputOption = None,
) -> None:
    """Liệt kê đơn vị trực thuộc một đơn vị vào một ngày; dạng csv là danh sách đơn vị cho khuyenhoc.toml."""
    from khuyenhoc_cli.cli.registry import list_units

    list_units(unit, on, output_format.value, output)


@units_app.command("find", epilog='Ví dụ: khuyenhoc units find "Cư M’gar" --on 2024-06-30')
def units_find(
    text: Annotated[str, typer.Argument(metavar="TÊN", help="Tên đơn vị, có hay không có dấu.")],
    on: Annotated[str | None, typer.Option("--on", metavar="NGÀY", help="Vào ngày này (năm-tháng-ngày).")] = None,
    output_format: Annotated[PlainFormat, typer.Option("--format", help="Dạng kết quả.")] = PlainFormat.TEXT,
) -> None:
    """Tìm đơn vị theo tên, và đơn vị kế tục nó từ 01/7/2025."""
    from khuyenhoc_cli.cli.registry import find_units

    find_units(text, on, output_format.value)


@units_app.command("rebase", epilog="Ví dụ: khuyenhoc units rebase --period 2025H1 --format csv -o quy-doi.csv")
def units_rebase(
    period: PeriodOption = None,
    scope: Annotated[
        str | None, typer.Option("--scope", metavar="ĐƠN_VỊ", help="Chỉ các đơn vị bên dưới đơn vị này.")
    ] = None,
    output_format: Annotated[UnitsFormat, typer.Option("--format", help="Dạng kết quả.")] = UnitsFormat.TEXT,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Quy số liệu một kỳ cũ về các đơn vị hiện nay; không ghi kỳ thì chỉ kể đơn vị nào từ đơn vị nào mà ra."""
    from khuyenhoc_cli.cli.rebasing import rebase_units

    rebase_units(workspace, period, scope, output_format.value, output)
