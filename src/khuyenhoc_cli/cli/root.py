"""The program itself, to which the modules of `commands` add theirs; its name, its help, `--version`."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

_ORDER = (
    "init", "demo", "form", "validate", "aggregate", "status", "history", "explain", "render", "refresh", "audit",
    "export", "close", "backup", "restore", "template", "units", "schema", "doctor",
)  # fmt: skip


class _InOrder(TyperGroup):
    """Lists the commands in the order in which an office meets them."""

    def list_commands(self, ctx: Any) -> list[str]:
        return sorted(super().list_commands(ctx), key=_ORDER.index)


app = typer.Typer(
    name="khuyenhoc",
    cls=_InOrder,
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
template_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Mẫu báo cáo Word: xem, chép, kiểm tra.")
app.add_typer(template_app, name="template")


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="In số phiên bản.")] = False,
) -> None:
    """Từ các biểu Excel của Hội Khuyến học đến báo cáo Word: kiểm tra, tổng hợp, lập báo cáo."""
    if version:
        from khuyenhoc_cli import __version__

        typer.echo(f"khuyenhoc {__version__}")
        raise typer.Exit
