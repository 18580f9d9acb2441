"""Templates of reports, which belong to officers. Everything heavy is imported inside the command that needs it."""

from typing import Annotated

import typer

from khuyenhoc_cli.cli.options import PlainFormat, WorkspaceOption
from khuyenhoc_cli.cli.root import template_app

FormatOption = Annotated[PlainFormat, typer.Option("--format", help="Dạng kết quả.")]


@template_app.command("list", epilog="Ví dụ: khuyenhoc template list")
def template_list(output_format: FormatOption = PlainFormat.TEXT, workspace: WorkspaceOption = None) -> None:
    """Liệt kê các mẫu báo cáo: của chương trình và của nơi làm việc."""
    from khuyenhoc_cli.cli.templating import list_templates

    list_templates(workspace, output_format.value)


@template_app.command("show", epilog="Ví dụ: khuyenhoc template show soket")
def template_show(
    name: Annotated[str, typer.Argument(metavar="MẪU", help="Tên mẫu, hoặc tệp .docx.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Xem bố cục một mẫu: các đề mục, các bảng, các chú thích có thể in."""
    from khuyenhoc_cli.cli.templating import show_template

    show_template(workspace, name)


@template_app.command("copy", epilog="Ví dụ: khuyenhoc template copy soket")
def template_copy(
    name: Annotated[str, typer.Argument(metavar="MẪU", help="Tên mẫu cần chép.")],
    new_name: Annotated[str | None, typer.Argument(metavar="[TÊN_MỚI]", help="Mặc định: giữ tên cũ.")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Chép một mẫu vào thư mục mẫu của nơi làm việc để sửa trong Word; không bao giờ ghi đè."""
    from khuyenhoc_cli.cli.templating import copy_to_workspace

    copy_to_workspace(workspace, name, new_name)


@template_app.command("check", epilog="Ví dụ: khuyenhoc template check soket")
def template_check(
    name: Annotated[str | None, typer.Argument(metavar="[MẪU]", help="Tên mẫu hoặc tệp; mặc định: mọi mẫu.")] = None,
    output_format: FormatOption = PlainFormat.TEXT,
    workspace: WorkspaceOption = None,
) -> None:
    """Kiểm tra mẫu: từng chỗ sai, ở đâu, viết lại thế nào; và thể thức văn bản."""
    from khuyenhoc_cli.cli.templating_check import check_templates

    check_templates(workspace, name, output_format.value)


@template_app.command("names", epilog='Ví dụ: khuyenhoc template names "hoi vien moi"')
def template_names(
    text: Annotated[str, typer.Argument(metavar="[CHỮ]", help="Chỉ các tên có những chữ này, có hay không dấu.")] = "",
    output_format: FormatOption = PlainFormat.TEXT,
    workspace: WorkspaceOption = None,
) -> None:
    """Liệt kê mọi tên dùng được trong mẫu, tên ấy là gì và giá trị ở kỳ tổng hợp gần nhất."""
    from khuyenhoc_cli.cli.templating import list_names

    list_names(workspace, text, output_format.value)
