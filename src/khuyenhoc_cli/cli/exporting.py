"""`khuyenhoc export`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from khuyenhoc_cli.cli.console import say
from khuyenhoc_cli.cli.figuring import desk_for, gathered_for
from khuyenhoc_cli.cli.narrating import narrative_of
from khuyenhoc_cli.cli.opening import open_desk, parse_period, scope_of
from khuyenhoc_cli.cli.since_closing import say_closed
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.figures.own_return import OwnReturn, own_return, without_figures
from khuyenhoc_cli.forms.indicator import FLAG_WORDS
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.ledger.store import read_ledger
from khuyenhoc_cli.output.return_workbook import Cover, ReturnContent, write_return
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.naming import association_name


def export_return(folder: Path | None, period_text: str, output: Path, scope_text: str | None) -> None:
    """Writes this level's own return; exit code 1 where a row or an answer is missing in it."""
    if output.suffix.lower() != ".xlsx":
        raise UserError(f"{output}: báo cáo là tệp Excel, tên phải kết thúc bằng .xlsx.")
    if output.exists():
        raise UserError(f"{output} đã có sẵn, không ghi đè.", fix="Ghi tên khác ở -o, hoặc chuyển tệp cũ đi.")
    desk, period = open_desk(folder), parse_period(period_text)
    with read_ledger(desk.workspace.ledger) as ledger:
        if ledger is None:
            raise UserError(f"Chưa tổng hợp kỳ {period}.", fix=f"Chạy trước: khuyenhoc aggregate --period {period}.")
        desk = desk_for(desk, ledger, period)
        say_closed(ledger, period)
        scope = scope_of(scope_text, desk.workspace, period)
        book, gathered = gathered_for(desk, ledger, period, scope)
        narrative, warnings = narrative_of(desk, ledger, period, scope)
    if not gathered.entries:
        fix = "Báo cáo gửi cấp trên cần mỗi đơn vị bên dưới một dòng: đưa báo cáo của từng đơn vị vào kỳ này."
        raise UserError(f"Kỳ {period} chỉ có số tổng của báo cáo cũ, không có số của từng đơn vị.", fix=fix)
    is_root = scope.code == book.root.code
    config = desk.workspace.config
    said = config.answers.get(str(period), {}) if is_root else {}
    answers = {code: FLAG_WORDS.index(answer) for code, answer in said.items()}
    found = own_return(scope, gathered, book.edition, answers)
    name = config.association.name if is_root else association_name(scope)
    rows = book.units.children(scope.code)
    content = ReturnContent(found.values, narrative=narrative)
    output.parent.mkdir(parents=True, exist_ok=True)
    write_return(output, book.edition, Cover(name, period, name, date.today()), scope, rows, content)
    for warning in warnings:
        say(f"Lưu ý: {warning}")
    typer.echo(output)
    if not _say_what_is_lacking(found, without_figures(gathered), book.edition, scope, period):
        raise typer.Exit(1)


def _say_what_is_lacking(
    found: OwnReturn, missing: Sequence[Unit], edition: Edition, scope: Unit, period: Period
) -> bool:
    """Whether nothing is: no row, no cell and no answer that the level above asks for."""
    if missing:
        say(f"Dòng để trống vì chưa có số liệu: {', '.join(unit.name for unit in missing)}.")
    for unit, codes in found.blank.items():
        say(f"Ô để trống vì chưa có số liệu, {unit.name}: {', '.join(codes)}.")
    if found.unanswered:
        labels = (f"{code} ({edition.indicators[code].label})" for code in found.unanswered)
        say(f"Chưa trả lời Có/Chưa cho chính {scope.name}: {'; '.join(labels)}.")
        say(f"Chọn trong tệp vừa ghi, hoặc ghi vào khuyenhoc.toml, mục [answers.{period}], rồi xuất lại.")
    return not (missing or found.blank or found.unanswered)
