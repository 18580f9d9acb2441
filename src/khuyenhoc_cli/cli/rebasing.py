"""`khuyenhoc units rebase`."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from khuyenhoc_cli.cli.console import put, put_json
from khuyenhoc_cli.cli.figuring import books_of
from khuyenhoc_cli.cli.opening import open_desk, parse_period, scope_of
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.store import Ledger, read_ledger
from khuyenhoc_cli.output.rebased import Rebased, rebased_csv, rebased_json, rebased_lines
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit

if TYPE_CHECKING:
    from khuyenhoc_cli.ledger.books import Book


def rebase_units(
    folder: Path | None, period_text: str | None, scope_text: str | None, output_format: str, output: Path | None
) -> None:
    """Prints what each unit of today was made of, and with a period what of its figures that comes to."""
    desk = open_desk(folder)
    newest = _newest_period(desk)
    scope = scope_of(scope_text, desk.workspace, newest)
    with read_ledger(desk.workspace.ledger) as ledger:
        rebased = _rebased(desk, ledger, parse_period(period_text) if period_text else None, newest, scope)
    if output_format == "json":
        put_json(rebased_json(rebased), output, desk.workspace.folder)
    elif output_format == "csv":
        put(rebased_csv(rebased), output, desk.workspace.folder)
    else:
        put("\n".join(rebased_lines(rebased)), output, desk.workspace.folder)
    if rebased.carried.unplaced:
        raise typer.Exit(1)


def _newest_period(desk: Desk) -> Period:
    """A period in which today's list of units holds."""
    workspace = desk.workspace
    if not workspace.earlier:
        fix = "Ghi danh sách đơn vị mới ở mục [units_from] của khuyenhoc.toml, theo kỳ mà nó bắt đầu dùng."
        raise UserError("Nơi làm việc này chỉ có một danh sách đơn vị, không có gì để quy đổi.", fix=fix)
    until = workspace.earlier[-1][0]
    return Period(until.year, "H1" if until.month <= 6 else "H2")


def _rebased(desk: Desk, ledger: Ledger | None, period: Period | None, newest: Period, scope: Unit) -> Rebased:
    from khuyenhoc_cli.figures.gathering import populations
    from khuyenhoc_cli.ledger.books import reporters
    from khuyenhoc_cli.rebase.carrying import Carrying
    from khuyenhoc_cli.rebase.registered import registered
    from khuyenhoc_cli.rebase.successors import REFORM, Successors

    workspace = desk.workspace
    until = workspace.earlier[-1][0]
    old = workspace.units_on(period) if period else workspace.earlier[-1][1]
    if old is workspace.units:
        raise UserError(f"Kỳ {period} đã theo danh sách đơn vị hiện nay.", fix="Chọn một kỳ trước đó.")
    before = period.last_day if period else until - timedelta(days=1)
    edition = desk.edition(period or newest)
    across = before < REFORM <= newest.last_day
    successors = Successors(old, workspace.units, workspace.succession, registered, across_reform=across)
    book = _book(desk, ledger, period)
    later = None if ledger is None else _latest_book(desk, ledger)
    carrying = Carrying(scope, successors, populations(later), edition.flags)
    reported = tuple(reporters(old, edition, book.returns() if book else {}, book.rejected if book else ()))
    carried = carrying.carry(reported, edition.indicators)
    return Rebased(period, scope, workspace.units.children(scope.code), edition, carried, carrying.is_shared)


def _book(desk: Desk, ledger: Ledger | None, period: Period | None) -> "Book | None":
    """What was taken in of the period; UserError where a period is asked for of which nothing was."""
    if period is None:
        return None
    book = books_of(desk, ledger)(period) if ledger else None
    if book is None or not book.accepted:
        raise UserError(f"Chưa nhận số liệu kỳ {period}.", fix=f"Chạy trước: khuyenhoc aggregate --period {period}.")
    return book


def _latest_book(desk: Desk, ledger: Ledger) -> "Book | None":
    """The newest period of today's units: its populations tell how a unit that was split is shared."""
    periods = [each for each in ledger.periods() if desk.workspace.units_on(each) is desk.workspace.units]
    return books_of(desk, ledger)(periods[-1]) if periods else None
