"""`khuyenhoc template list`, `show`, `copy` and `names`."""

from pathlib import Path

import typer

from khuyenhoc_cli.cli.console import did_you_mean, put_json, say
from khuyenhoc_cli.cli.opening import open_desk
from khuyenhoc_cli.cli.templating_values import desk_or_none, template_values
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.output.atomic import write_new, write_over
from khuyenhoc_cli.output.templates import names_json, names_text, outline_text, templates_json, templates_text
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.text.names import slug
from khuyenhoc_cli.workspace.templates import ORIGINS, TemplateFile, find_template, origins_with, templates_of
from khuyenhoc_cli.workspace.workspace import Workspace


def list_templates(folder: Path | None, output_format: str) -> None:
    """Prints every template by name, what it is for and whose it is."""
    desk = desk_or_none(folder)
    workspace = desk.workspace if desk else None
    templates = templates_of(workspace, shipped_templates())
    if output_format == "json":
        put_json(templates_json(templates), None, Path.cwd())
    else:
        typer.echo(templates_text(templates))


def show_template(folder: Path | None, name: str) -> None:
    """Prints the outline of a template."""
    from khuyenhoc_cli.report.checking.outline import outline_of
    from khuyenhoc_cli.report.word.values import TemplateError

    desk = desk_or_none(folder)
    template = named_template(name, desk.workspace if desk else None)
    try:
        typer.echo(outline_text(template, outline_of(template.path.read_bytes())))
    except TemplateError as error:
        raise UserError(f"{template.path}: {error}", exit_code=3) from error


def copy_to_workspace(folder: Path | None, name: str, new_name: str | None) -> None:
    """A copy of a template in the workspace's folder of templates; says what to do next."""
    workspace = open_desk(folder).workspace
    template = named_template(name, workspace)
    wanted = slug(new_name.removesuffix(".docx")) if new_name else template.name
    path = workspace.templates / f"{wanted}.docx"
    if not wanted or path.exists():
        fix = "Đặt một tên khác: khuyenhoc template copy MẪU TÊN_MỚI."
        raise UserError(f"{path} đã có sẵn, không ghi đè." if wanted else "Tên mới không hợp lệ.", fix=fix)
    data = template.path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_new(path, data)
    write_over(workspace.folder / ORIGINS, origins_with(workspace, wanted, template, data))
    typer.echo(path)
    say("1. Mở tệp này trong Word, sửa lời văn, thêm bớt thẻ.")
    say(f"2. Kiểm tra: khuyenhoc template check {wanted}")
    say(f"3. Lập báo cáo: khuyenhoc render --template {wanted}")
    say("Tên dùng được trong thẻ: khuyenhoc template names")


def list_names(folder: Path | None, text: str, output_format: str) -> None:
    """Prints the names that a template may print, with the values of the last aggregated period."""
    from khuyenhoc_cli.report.names import matching, names_of

    values = template_values(desk_or_none(folder))
    found = matching(names_of(values.known(values.level), values.current, values.edition), text)
    if not found:
        raise UserError(f"Không có tên nào chứa “{text}”.", fix="Thử một chữ ngắn hơn, ví dụ: hoi vien.")
    if output_format == "json":
        put_json(names_json(found, values.period), None, Path.cwd())
    else:
        typer.echo(names_text(found, values.period))


def shipped_templates() -> Path:
    """The folder of the templates that ship with the program."""
    return data_root() / "templates"


def named_template(name: str, workspace: Workspace | None) -> TemplateFile:
    """The template of that name, or the file; UserError where there is neither."""
    if name.lower().endswith(".docx") and Path(name).is_file():
        return TemplateFile(Path(name).stem, Path(name), "own")
    template = find_template(name, workspace, shipped_templates())
    if template is None:
        known = [each.name for each in templates_of(workspace, shipped_templates())]
        raise UserError(f"Không có mẫu báo cáo “{name}”.", fix=did_you_mean(name, known))
    return template
