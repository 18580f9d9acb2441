"""`khuyenhoc render`."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from khuyenhoc_cli.cli.analysing import years_of
from khuyenhoc_cli.cli.console import put_json, say
from khuyenhoc_cli.cli.figuring import desk_for, figures_for
from khuyenhoc_cli.cli.narrating import narrative_of
from khuyenhoc_cli.cli.opening import open_desk, parse_period, scope_of
from khuyenhoc_cli.cli.since_closing import say_closed
from khuyenhoc_cli.cli.templating import named_template
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.store import Ledger, read_ledger
from khuyenhoc_cli.output.atomic import write_output
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.text.names import slug, split_prefix
from khuyenhoc_cli.workspace.naming import config_of
from khuyenhoc_cli.workspace.templates import TemplateFile

if TYPE_CHECKING:
    from khuyenhoc_cli.figures.model import Figures
    from khuyenhoc_cli.report.years import Years


def render_draft(
    folder: Path | None,
    template_name: str,
    period_text: str | None,
    scope_text: str | None,
    output: Path | None,
    pdf: bool,
    output_format: str,
) -> None:
    """Writes the draft and prints where it is."""
    from khuyenhoc_cli.report.render import render_report
    from khuyenhoc_cli.report.word.values import TemplateError

    if output is not None and output.suffix.lower() != ".docx":
        fix = "Muốn có PDF thì thêm --pdf: tệp PDF nằm cạnh tệp Word, cùng tên."
        raise UserError(f"{output}: bản thảo là tệp Word, tên phải kết thúc bằng .docx.", fix=fix)
    desk = open_desk(folder)
    template = named_template(template_name, desk.workspace)
    with read_ledger(desk.workspace.ledger) as ledger:
        period = period_of(ledger, period_text)
        assert ledger is not None
        desk = desk_for(desk, ledger, period)
        say_closed(ledger, period)
        scope = scope_of(scope_text, desk.workspace, period)
        figures = figures_for(desk, ledger, period, scope)
        years = years_for(template, desk, ledger, figures)
        narrative, warnings = narrative_of(desk, ledger, period, scope)
    try:
        config = config_of(scope, desk.workspace.root_on(period), desk.workspace.config)
        report = render_report(template.path, figures, config, narrative, years)
    except TemplateError as error:
        raise UserError(str(error), exit_code=3) from error
    below = "" if scope == desk.workspace.root_on(period) else f"-{slug(split_prefix(scope.name)[1])}"
    path = output or desk.workspace.out / f"{template.name}-{period}{below}.docx"
    written = write_output(path, report.data, desk.workspace.folder)
    warnings = [*warnings, *report.warnings, *_layout_warnings(report.data)]
    if written.kept:
        warnings.append(f"{written.kept} đã được sửa tay nên giữ nguyên; bản mới ở {written.path}.")
    if pdf:
        _convert(written.path)
    if output_format == "json":
        result = {"path": str(written.path), "footnotes": report.footnotes, "controls": report.controls}
        put_json({**result, "warnings": warnings}, None, desk.workspace.folder)
        return
    for warning in warnings:
        say(f"Lưu ý: {warning}")
    typer.echo(written.path)
    say(f"Bản thảo có {report.footnotes} chú thích cuối trang, {report.controls} số liệu và cụm từ cập nhật được.")


def _layout_warnings(data: bytes) -> list[str]:
    """How the draft differs from the layout asked for; none of it keeps a draft from being written."""
    from docx import Document

    from khuyenhoc_cli.report.layout.checks import deviations
    from khuyenhoc_cli.report.layout.rules import load_layouts

    layouts = load_layouts(data_root() / "schemas" / "layout")
    return [f"Thể thức, {each.text}" for each in deviations(Document(BytesIO(data)), layouts)]


def years_for(template: TemplateFile, desk: Desk, ledger: Ledger, figures: "Figures") -> "Years":
    """The years up to the period, for a report that reads them."""
    from khuyenhoc_cli.report.kinds import KINDS
    from khuyenhoc_cli.report.years import NO_YEARS

    kind = KINDS.get(template.origin or template.name)
    return years_of(desk, ledger, figures) if kind and kind.over_years else NO_YEARS


def period_of(ledger: Ledger | None, text: str | None) -> Period:
    """The period asked for, else the last aggregated one; it has to be in the ledger."""
    from khuyenhoc_cli.figures.gathering import sources_of

    period = parse_period(text) if text else ledger.last_aggregated() if ledger else None
    if period is None:
        raise UserError("Chưa tổng hợp kỳ nào.", fix="Chạy trước: khuyenhoc aggregate --period KỲ.")
    if ledger is None or not sources_of(period, lambda each: bool(ledger.counting(each))):
        raise UserError(f"Chưa tổng hợp kỳ {period}.", fix=f"Chạy trước: khuyenhoc aggregate --period {period}.")
    return period


def _convert(docx: Path) -> None:
    from khuyenhoc_cli.report.word.pdf import PdfUnavailable, convert_to_pdf

    try:
        convert_to_pdf(docx, docx.with_suffix(".pdf"))
    except PdfUnavailable as error:
        raise UserError(f"Đã lập bản Word {docx}, nhưng chưa có bản PDF.", fix=f"{error}.", exit_code=3) from error
    say(f"Bản PDF: {docx.with_suffix('.pdf')}")
