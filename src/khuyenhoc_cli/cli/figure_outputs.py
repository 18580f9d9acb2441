"""Figures in the form a person asked for: on the terminal, or as a file."""

from itertools import chain
from pathlib import Path

import typer

from khuyenhoc_cli.cli.console import print_tables, put, put_json, say
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.figures.analysis import Analysis
from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.output.aggregation import figures_csv, figures_json, figures_table
from khuyenhoc_cli.output.analysis import analysis_json
from khuyenhoc_cli.output.analysis_table import analysis_table
from khuyenhoc_cli.output.atomic import write_output
from khuyenhoc_cli.output.figures_page import figures_page
from khuyenhoc_cli.text.names import slug, split_prefix
from khuyenhoc_cli.workspace.naming import config_of
from khuyenhoc_cli.workspace.workspace import Workspace


def put_figures(
    workspace: Workspace, figures: Figures, analysis: Analysis, output_format: str, output: Path | None
) -> None:
    """Nothing; the figures stand on standard output or in the file; of a workbook its path is printed."""
    if output_format == "json":
        said = {**figures_json(figures), "analysis": analysis_json(analysis, figures.edition)}
        put_json(said, output, workspace.folder)
    elif output_format == "csv":
        put(figures_csv(figures), output, workspace.folder)
    elif output_format == "xlsx":
        _write_workbook(workspace, figures, output)
    elif output_format == "html":
        put(figures_page(figures, _association(workspace, figures)), output, workspace.folder)
    else:
        print_tables(chain(figures_table(figures), analysis_table(analysis, figures)), output, workspace.folder)


def _write_workbook(workspace: Workspace, figures: Figures, output: Path | None) -> None:
    from khuyenhoc_cli.output.figures_workbook import figures_workbook

    if output is not None and output.suffix.lower() != ".xlsx":
        raise UserError(f"{output}: bảng tổng hợp là tệp Excel, tên phải kết thúc bằng .xlsx.")
    below = (
        "" if figures.scope == workspace.root_on(figures.period) else f"-{slug(split_prefix(figures.scope.name)[1])}"
    )
    path = output or workspace.out / f"tong-hop-{figures.period}{below}.xlsx"
    workbook = figures_workbook(figures, _association(workspace, figures))
    written = write_output(path, workbook, workspace.folder)
    if written.kept:
        say(f"{written.kept} đã được sửa tay nên giữ nguyên; bản mới ở {written.path}.")
    typer.echo(written.path)


def _association(workspace: Workspace, figures: Figures) -> str:
    """Who puts the figures together: the association of the scope."""
    root = workspace.root_on(figures.period)
    return config_of(figures.scope, root, workspace.config).association.name
