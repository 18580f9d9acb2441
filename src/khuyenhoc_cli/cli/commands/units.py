"""The country's registry of units. Everything heavy is imported inside the command that needs it."""

from typing import Annotated

import typer

from khuyenhoc_cli.cli.options import (
    PlainFormat,
)
from khuyenhoc_cli.cli.root import units_app


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
