"""`khuyenhoc close`, and what lies differently since a period was closed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from khuyenhoc_cli import __version__
from khuyenhoc_cli.cli.console import say
from khuyenhoc_cli.cli.figuring import books_of, figures_for, periods_read
from khuyenhoc_cli.cli.opening import open_desk, parse_period, person_named, time_text
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.ledger.books import Book
from khuyenhoc_cli.ledger.freezing import Closed, Frozen
from khuyenhoc_cli.ledger.inbox import Desk, check_paths, digests_in, shown_path
from khuyenhoc_cli.ledger.store import Ledger, open_ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.registered import registered
from khuyenhoc_cli.units.model import Part

if TYPE_CHECKING:
    from khuyenhoc_cli.figures.changes import Change

_NAMED_AT_MOST = 10


def close_period(folder: Path | None, period_text: str, by: str | None) -> None:
    """Keeps a period whole in the ledger; nothing that happens to its files later changes its figures."""
    desk = open_desk(folder)
    period, person = parse_period(period_text), person_named(by)
    with open_ledger(desk.workspace.ledger) as ledger:
        known = ledger.closed(period)
        if known is not None:
            say(f"Kỳ {period} đã chốt {time_text(known.closed_at)}, người chốt: {known.closed_by}; giữ nguyên.")
            return
        closed = _closed(desk, ledger, period, person)
        ledger.close(closed)
    missing = closed.frozen.figures["missing"]
    if missing:
        say(f"Lưu ý: kỳ được chốt khi còn thiếu {len(missing)} đơn vị: {', '.join(each['unit'] for each in missing)}.")
    typer.echo(f"Đã chốt {period.name}: {len(closed.frozen.files)} tệp, người chốt: {person}.")
    say("Từ nay tệp của kỳ này thay đổi thì chỉ được báo lại, không làm đổi số liệu. Nên sao lưu: khuyenhoc backup")


def _closed(desk: Desk, ledger: Ledger, period: Period, person: str) -> Closed:
    """The period as it stands in the ledger; UserError where it is not all there."""
    from khuyenhoc_cli.output.aggregation import figures_json

    periods = periods_read(period, lambda each: bool(ledger.counting(each) or ledger.rejected(each)))
    if not any(each.year == period.year for each in periods):
        raise UserError(f"Chưa tổng hợp kỳ {period}.", fix=f"Chạy trước: khuyenhoc aggregate --period {period}.")
    _refuse_unread(desk, ledger, [each for each in periods if each.year == period.year])
    all_books = books_of(desk, ledger)
    books = {each: book for each in periods if (book := all_books(each)) is not None}
    digests = {path: digest for each in periods for path, digest in digests_in(desk, each).items()}
    figures = figures_json(figures_for(desk, ledger, period, desk.workspace.root_on(period)))
    workspace = desk.workspace
    frozen = Frozen(
        books,
        workspace.config,
        workspace.succession,
        _registered(books.values()),
        {shown_path(path, workspace).as_posix(): digest for path, digest in digests.items()},
        figures,
    )
    return Closed(period, datetime.now(UTC).isoformat(timespec="seconds"), person, __version__, frozen)


def _registered(books: Iterable[Book]) -> dict[str, tuple[Part, ...]]:
    """What the registry knows of every unit of the books."""
    codes = dict.fromkeys(unit.code for book in books for unit in book.units.units)
    return {code: parts for code in codes if (parts := registered(code))}


def _refuse_unread(desk: Desk, ledger: Ledger, periods: Iterable[Period]) -> None:
    """Nothing; UserError where a file was added or changed since the period was last aggregated."""
    for period in periods:
        known = {each.sha256 for each in ledger.current(period).values()}
        known |= {each.sha256 for each in ledger.files_set_aside(period)}
        unread = [path.name for path, digest in digests_in(desk, period).items() if digest not in known]
        if unread:
            fix = f"Chạy trước: khuyenhoc aggregate --period {period}."
            raise UserError(f"Kỳ {period} có {len(unread)} tệp mới hoặc đã sửa chưa tổng hợp: {unread[0]}…", fix=fix)


def say_what_differs(desk: Desk, closed: Closed, figures: Mapping[str, Any]) -> None:
    """Nothing; the person is told what lies or counts differently than when the period was closed.

    `figures` is what today's program makes of what was kept, for the whole workspace.
    """
    since = time_text(closed.closed_at)
    say(f"Kỳ {closed.period} đã chốt {since} (người chốt: {closed.closed_by}): số liệu giữ như lúc chốt.")
    for period in closed.frozen.books:
        for line in _differences(desk, closed.frozen, period):
            say(line)
    changed = _changed_settings(desk, closed.frozen)
    if changed:
        say(f"Nay đã khác lúc chốt, không dùng cho kỳ này: {', '.join(changed)}.")
    codes = _computed_otherwise(figures, closed.frozen.figures)
    if codes:
        say(
            f"Bản khuyenhoc {__version__} tính ra khác lúc chốt (bản {closed.program}) ở: {', '.join(codes)}. "
            "Dùng bản cũ để in lại đúng như lúc chốt."
        )


def _computed_otherwise(today: Mapping[str, Any], then: Mapping[str, Any]) -> list[str]:
    """The totals and ratios of which today's program makes another number."""
    return [
        code
        for key in ("totals", "ratios")
        for code, each in then[key].items()
        if any(today[key].get(code, {}).get(name) != each.get(name) for name in ("value", "previous", "printed"))
    ]


def _differences(desk: Desk, frozen: Frozen, period: Period) -> Iterator[str]:
    """The files of a period that were changed, added or taken away since, and what a changed one says otherwise."""
    below = f"{period}/"
    now = {
        shown_path(path, desk.workspace).as_posix(): (path, digest) for path, digest in digests_in(desk, period).items()
    }
    then = {path: digest for path, digest in frozen.files.items() if path.startswith(below)}
    for name, (path, digest) in now.items():
        if then.get(name) == digest or digest in then.values():
            continue
        verb = "đã khác lúc chốt" if name in then else "là tệp mới từ sau khi chốt, không tính"
        yield f"{name} {verb}{_listed(desk, frozen.books[period], path)}"
    gone = [name for name, digest in then.items() if name not in now and digest not in {d for _, d in now.values()}]
    if gone and desk.workspace.period_folder(period).is_dir():
        yield f"Không còn trong thư mục, vẫn tính như lúc chốt: {', '.join(gone)}."


def _listed(desk: Desk, book: Book, path: Path) -> str:
    """ ": 2 số khác: Xã Ea Tóh HV01 1.830 → 1.930; …." """
    from khuyenhoc_cli.figures.changes import changes_between

    (check,) = check_paths(desk, [path], book.period, lambda _period: {}, lambda _path: None)
    if check.submission is None:
        return ": nay không đọc được."
    kept = book.accepted.get(check.submission.unit.code)
    values = kept.values if kept else {}
    changes = changes_between(values, check.submission.values, book.units, book.edition)
    if not changes:
        return ", nhưng số liệu vẫn như lúc chốt."
    shown = "; ".join(_change_text(each, book) for each in changes[:_NAMED_AT_MOST])
    more = f" và {len(changes) - _NAMED_AT_MOST} số khác nữa" if len(changes) > _NAMED_AT_MOST else ""
    return f": {len(changes)} số khác: {shown}{more}."


def _change_text(change: "Change", book: Book) -> str:
    """ "Xã Ea Tóh HV01 1.830 → 1.930 (Biểu 1!F9)"."""
    unit, indicator = book.units.get(change.row_unit), book.edition.indicators[change.indicator]
    old, new = (indicator.printed(v.amount) if v is not None else "trống" for v in (change.old, change.new))
    where = f"{change.at.sheet}!{change.at.cell}"
    return f"{unit.name if unit else change.row_unit} {change.indicator} {old} → {new} ({where})"


def _changed_settings(desk: Desk, frozen: Frozen) -> list[str]:
    """What of today's settings is no longer what it was."""
    workspace, books = desk.workspace, frozen.books.values()
    figured = ("targets", "leading", "lagging", "deadlines")
    checks = {
        "bộ biểu": any(desk.edition(book.period) != book.edition for book in books),
        "danh sách đơn vị": any(workspace.units_on(book.period) != book.units for book in books),
        "chỉ tiêu, quy tắc, hạn gửi trong khuyenhoc.toml": any(
            getattr(workspace.config, name) != getattr(frozen.config, name) for name in figured
        ),
        "bảng kế tục đơn vị": dict(workspace.succession) != dict(frozen.table)
        or _registered(frozen.books.values()) != dict(frozen.registered),
    }
    return [name for name, differs in checks.items() if differs]
