"""`khuyenhoc validate`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from khuyenhoc_cli.checks.inbox import FileCheck, mark_versions, missing_units
from khuyenhoc_cli.cli.console import print_tables, progress, put, put_json
from khuyenhoc_cli.cli.explaining import layouts_of
from khuyenhoc_cli.cli.opening import known_period, open_desk, parse_period
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.findings.catalogue import Language
from khuyenhoc_cli.ledger.inbox import Desk, check_paths, previous_amounts, recorded_answers, returns_in
from khuyenhoc_cli.ledger.store import read_ledger
from khuyenhoc_cli.output.layout import layout_json, layout_lines
from khuyenhoc_cli.output.validation import Validation, validation_json, validation_table
from khuyenhoc_cli.output.validation_page import validation_page
from khuyenhoc_cli.periods import Period


def validate_returns(
    folder: Path | None,
    paths: Sequence[Path],
    period_text: str | None,
    output_format: str,
    output: Path | None,
    language: Language,
    annotate: Path | None,
    replies: Path | None,
    explain_layout: bool,
) -> None:
    """Checks what was named, else a period's folder; exit code 1 where something is to be looked at."""
    desk = open_desk(folder)
    validation = _validate(desk, paths, period_text)
    _print(desk, validation, output_format, output, language, explain_layout)
    if replies is not None:
        _reply(desk, validation, replies)
    if annotate is not None:
        _annotate(desk, validation, annotate, language)
    if validation.has_faults:
        raise typer.Exit(1)


def _validate(desk: Desk, paths: Sequence[Path], period_text: str | None) -> Validation:
    if not paths:
        return _validate_period(desk, _chosen_period(desk, period_text))
    period = parse_period(period_text) if period_text else None
    return Validation(period, tuple(_check(desk, _files(paths), period)))


def _print(
    desk: Desk,
    validation: Validation,
    output_format: str,
    output: Path | None,
    language: Language,
    explain_layout: bool,
) -> None:
    layouts = list(layouts_of(desk, validation)) if explain_layout else []
    if output_format == "json":
        answer = validation_json(validation, language)
        for described, (_, tables, _) in zip(answer["files"], layouts, strict=False):
            described["layout"] = layout_json(tables)
        put_json(answer, output, desk.workspace.folder)
    elif output_format == "html":
        put(validation_page(validation, language), output, desk.workspace.folder)
    else:
        from rich.text import Text

        seen = [Text(line) for file, tables, edition in layouts for line in layout_lines(file.path, tables, edition)]
        print_tables([*seen, *validation_table(validation, language)], output, desk.workspace.folder)


def _reply(desk: Desk, validation: Validation, folder: Path) -> None:
    from khuyenhoc_cli.cli.replying import write_replies

    write_replies(desk, validation, folder, date.today())


def _annotate(desk: Desk, validation: Validation, folder: Path, language: Language) -> None:
    from khuyenhoc_cli.cli.annotating import write_marked_copies

    write_marked_copies(validation.files, folder, desk.workspace, language)


def _chosen_period(desk: Desk, text: str | None) -> Period:
    if text:
        return known_period(text, desk.workspace)
    periods = desk.workspace.periods()
    if not periods:
        fix = f"Đặt các tệp vào thư mục của kỳ, ví dụ {desk.workspace.returns / '2024H1'}."
        raise UserError("Chưa có tệp báo cáo nào để kiểm tra.", fix=fix)
    return periods[-1]


def _validate_period(desk: Desk, period: Period) -> Validation:
    """The whole inbox of a period: files, versions, and who is missing."""
    files = mark_versions(_check(desk, returns_in(desk.workspace.period_folder(period)), period))
    without = desk.workspace.units_on(period).no_association
    missing = tuple(
        (unit, State.NO_ASSOCIATION if unit.code in without else State.NOT_RECEIVED)
        for unit in missing_units(files, desk.expected(period))
    )
    return Validation(period, tuple(files), missing)


def _check(desk: Desk, paths: Sequence[Path], period: Period | None) -> list[FileCheck]:
    with read_ledger(desk.workspace.ledger) as ledger, progress(len(paths)) as on_file:
        previous_of, recorded_of = previous_amounts(desk, ledger), recorded_answers(ledger)
        return check_paths(desk, paths, period, previous_of, on_file, recorded_of)


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those in the folders named."""
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UserError(f"Không có tệp hay thư mục {path}.")
        files += returns_in(path) if path.is_dir() else [path]
    return files
