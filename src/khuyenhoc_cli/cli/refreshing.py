"""`khuyenhoc refresh`."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from khuyenhoc_cli.cli.console import print_tables, put_json, say
from khuyenhoc_cli.cli.figuring import desk_for, figures_for
from khuyenhoc_cli.cli.narrating import narrative_of
from khuyenhoc_cli.cli.opening import open_desk, scope_of
from khuyenhoc_cli.cli.rendering import period_of, years_for
from khuyenhoc_cli.cli.since_closing import say_closed
from khuyenhoc_cli.cli.templating import named_template
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.ledger.store import read_ledger
from khuyenhoc_cli.output.atomic import renew, write_output
from khuyenhoc_cli.output.refreshed import refreshed_json, refreshed_tables
from khuyenhoc_cli.workspace.naming import config_of

if TYPE_CHECKING:
    from khuyenhoc_cli.report.refresh.changes import Refreshed
    from khuyenhoc_cli.report.render import Report

_NOT_OURS = "Chỉ cập nhật được bản thảo do khuyenhoc render lập và còn lưu dạng .docx."


def refresh_draft(
    folder: Path | None, draft: Path, period_text: str | None, output: Path | None, dry_run: bool, output_format: str
) -> None:
    """Renews the draft and prints what changed."""
    from khuyenhoc_cli.report.refresh.renewal import DraftError, read_origin, refresh_document

    _require_word_names(draft, output)
    in_place = output is None or output.resolve() == draft.resolve()
    if in_place and not dry_run:
        _require_closed(draft)
    data = _read(draft)
    try:
        today = _report_of_today(folder, read_origin(data), period_text)
        refreshed = refresh_document(data, today.data)
    except DraftError as error:
        raise UserError(f"{draft}: {error}", fix=_NOT_OURS, exit_code=2) from error
    workspace = open_desk(folder).workspace.folder
    if output_format == "json":
        put_json(refreshed_json(refreshed), None, workspace)
    else:
        print_tables(refreshed_tables(refreshed), None, workspace)
    _write(refreshed, draft, data, output if not in_place else None, dry_run, workspace)


def _report_of_today(folder: Path | None, origin: Mapping[str, str], period_text: str | None) -> "Report":
    """The report that the draft's template would make of today's figures."""
    from khuyenhoc_cli.report.render import render_report
    from khuyenhoc_cli.report.word.values import TemplateError

    desk = open_desk(folder)
    template = named_template(origin.get("template", ""), desk.workspace)
    with read_ledger(desk.workspace.ledger) as ledger:
        period = period_of(ledger, period_text or origin.get("period"))
        assert ledger is not None
        desk = desk_for(desk, ledger, period)
        say_closed(ledger, period)
        scope = scope_of(origin.get("scope"), desk.workspace, period)
        figures = figures_for(desk, ledger, period, scope)
        years = years_for(template, desk, ledger, figures)
        narrative, _ = narrative_of(desk, ledger, period, scope)
    try:
        config = config_of(scope, desk.workspace.root_on(period), desk.workspace.config)
        return render_report(template.path, figures, config, narrative, years)
    except TemplateError as error:
        raise UserError(str(error), exit_code=3) from error


def _require_word_names(draft: Path, output: Path | None) -> None:
    for path in (draft, output):
        if path is not None and path.suffix.lower() != ".docx":
            fix = "Mở tệp trong Word hay LibreOffice rồi lưu lại dạng .docx." if path == draft else ""
            raise UserError(f"{path}: bản thảo là tệp Word, tên phải kết thúc bằng .docx.", fix=fix)
    if not draft.is_file():
        raise UserError(f"Không có tệp {draft}.", fix="Bản thảo do khuyenhoc render lập nằm trong thư mục out.")


def _require_closed(draft: Path) -> None:
    """Nothing; UserError while Word or LibreOffice has the draft open, which would write over the new one."""
    name = draft.name
    locks = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#")
    if any(draft.with_name(lock).exists() for lock in locks):
        _say_it_is_open(draft)


def _say_it_is_open(draft: Path) -> None:
    fix = "Lưu và đóng tệp trong Word hay LibreOffice rồi chạy lại; hoặc ghi ra tệp khác bằng -o."
    raise UserError(f"{draft} đang mở.", fix=fix, exit_code=3)


def _read(draft: Path) -> bytes:
    try:
        return draft.read_bytes()
    except PermissionError:
        _say_it_is_open(draft)
        raise


def _write(
    refreshed: "Refreshed", draft: Path, was: bytes, output: Path | None, dry_run: bool, workspace: Path
) -> None:
    if dry_run:
        say("Mới chỉ xem trước, chưa ghi gì. Chạy lại không có --dry-run để cập nhật.")
    elif output is not None:
        written = write_output(output, refreshed.data or was, workspace)
        if written.kept:
            say(f"Lưu ý: {written.kept} đã được sửa tay nên giữ nguyên.")
        say(f"Đã ghi {written.path}")
    elif refreshed.data is None:
        say(f"{draft} không có gì phải đổi.")
    else:
        try:
            kept = renew(draft, was, refreshed.data, date.today())
        except BlockingIOError:
            _say_it_is_open(draft)
            raise
        say(f"Đã cập nhật {draft}; bản trước khi cập nhật: {kept}")
