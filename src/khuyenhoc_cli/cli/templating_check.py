"""`khuyenhoc template check`."""

import io
from pathlib import Path

import docx
import typer

from khuyenhoc_cli.cli.console import put_json
from khuyenhoc_cli.cli.templating import named_template, shipped_templates
from khuyenhoc_cli.cli.templating_values import TemplateValues, desk_or_none, template_values
from khuyenhoc_cli.output.templates import Checked, check_json, check_text
from khuyenhoc_cli.report.checking.check import Trial, check_template
from khuyenhoc_cli.report.checking.faults import Fault, Place
from khuyenhoc_cli.report.kinds import KINDS
from khuyenhoc_cli.report.layout.checks import deviations
from khuyenhoc_cli.report.layout.rules import load_layouts
from khuyenhoc_cli.report.word.values import TemplateError
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.workspace.templates import TemplateFile, templates_of


def check_templates(folder: Path | None, name: str | None, output_format: str) -> None:
    """Prints the faults of one template or of all; exit 1 where one has any. Layout is remarked upon, no fault."""
    desk = desk_or_none(folder)
    workspace = desk.workspace if desk else None
    templates = (named_template(name, workspace),) if name else templates_of(workspace, shipped_templates())
    values = template_values(desk)
    checked = [_checked(template, values) for template in templates]
    if output_format == "json":
        put_json(check_json(checked), None, Path.cwd())
    else:
        typer.echo("\n\n".join(map(check_text, checked)))
    if any(each.faults for each in checked):
        raise typer.Exit(1)


def _checked(template: TemplateFile, values: TemplateValues) -> Checked:
    kind = KINDS.get(template.origin or template.name)
    levels = kind.levels if kind else (values.level,)
    level = values.level if values.level in levels else levels[0]
    known = values.known(level)
    trials = [Trial("một kỳ chưa có báo cáo nào", values.unknown(level)), Trial("một kỳ đủ số liệu", known)]
    if values.current is not None and level == values.level:
        trials.append(Trial(f"số liệu kỳ {values.period}", values.current))
    data = template.path.read_bytes()
    try:
        faults = check_template(data, known, tuple(trials))
    except TemplateError as error:
        fix = "Mở bằng Word rồi lưu lại dạng Word Document (.docx)."
        return Checked(template, (Fault("not_rendered", Place(0), "", str(error), fix),), ())
    layouts = load_layouts(data_root() / "schemas" / "layout")
    return Checked(template, faults, tuple(deviations(docx.Document(io.BytesIO(data)), layouts)))
