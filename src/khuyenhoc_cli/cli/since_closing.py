"""What lies or counts differently than when a period was closed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khuyenhoc_cli import __version__
from khuyenhoc_cli.cli.console import say
from khuyenhoc_cli.cli.figuring import registered_of, settings_changed
from khuyenhoc_cli.cli.opening import time_text
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.findings.model import Severity
from khuyenhoc_cli.ledger.books import Book
from khuyenhoc_cli.ledger.freezing import Closed, Frozen
from khuyenhoc_cli.ledger.inbox import Desk, digests_in, shown_path
from khuyenhoc_cli.ledger.store import Ledger
from khuyenhoc_cli.periods import Period

if TYPE_CHECKING:
    from khuyenhoc_cli.figures.changes import Change
    from khuyenhoc_cli.intake.reader import Reading

_NAMED_AT_MOST = 10


def say_closed(ledger: Ledger | None, period: Period) -> None:
    """Nothing; the person is told where the period is closed, since when and by whom."""
    closed = ledger.closed(period) if ledger else None
    if closed is not None:
        since = time_text(closed.closed_at)
        say(f"Kỳ {period} đã chốt {since} (người chốt: {closed.closed_by}): số liệu giữ như lúc chốt.")


def say_what_differs(desk: Desk, closed: Closed, figures: Mapping[str, Any]) -> None:
    """Nothing; the person is told what is no longer as it was when the period was closed.

    `desk` is today's; `figures` is what today's program makes of what was kept, for the whole workspace.
    """
    kept = closed.frozen
    say_files(desk, closed)
    changed = _changed_settings(desk, closed)
    if changed:
        say(f"Nay đã khác lúc chốt, không dùng cho kỳ này: {', '.join(changed)}.")
    names = list(dict.fromkeys(_computed_otherwise(figures, kept.figures)))
    if names:
        say(
            f"Bản khuyenhoc {__version__} tính ra khác lúc chốt (bản {closed.program}) ở {_first(names)}. "
            f"Muốn in đúng như lúc chốt thì dùng bản {closed.program}."
        )


def say_files(desk: Desk, closed: Closed, since_year: int = 0) -> None:
    """Nothing; the person is told which files were changed, added or taken away since, of all years or the last."""
    kept = closed.frozen
    for period in dict.fromkeys((*kept.books, closed.period)):
        if period.year >= since_year:
            for line in _differences(desk, kept, period):
                say(line)


def _first(names: list[str]) -> str:
    """ "HV01, HV02 và 3 chỗ khác"."""
    more = f" và {len(names) - _NAMED_AT_MOST} chỗ khác" if len(names) > _NAMED_AT_MOST else ""
    return ", ".join(names[:_NAMED_AT_MOST]) + more


def _computed_otherwise(today: Mapping[str, Any], then: Mapping[str, Any]) -> Iterator[str]:
    """Where today's program makes another number of the same: codes of totals and ratios, units with their codes.

    What one of the two programs does not know at all is no other number.
    """
    for key in ("totals", "ratios"):
        for code, each in then[key].items():
            if _differ(today[key].get(code), each):
                yield code
    units = {each["unit"]: each for each in today["units"]}
    for each in then["units"]:
        for key in ("values", "ratios", "rank"):
            found = units.get(each["unit"], {}).get(key, {})
            yield from (f"{each['unit']} {code}" for code, value in each[key].items() if found.get(code) != value)


def _differ(today: Mapping[str, Any] | None, then: Mapping[str, Any]) -> bool:
    return today is None or any(today[name] != value for name, value in then.items() if name in today)


def _differences(desk: Desk, kept: Frozen, period: Period) -> Iterator[str]:
    """What became of a period's files, one line each."""
    now = {
        shown_path(path, desk.workspace).as_posix(): (path, digest) for path, digest in digests_in(desk, period).items()
    }
    then = {file: digest for file, digest in kept.files.items() if file.startswith(f"{period}/")}
    present, book = {digest for _, digest in now.values()}, kept.books.get(period)
    if book is None:
        if now:
            yield f"Thư mục của kỳ {period} mới có từ sau khi chốt, không tính."
        return
    for name, (path, digest) in now.items():
        if digest not in then.values():
            verb = "đã khác lúc chốt" if name in then else "là tệp mới từ sau khi chốt, không tính"
            yield f"{name} {verb}{_said_now(book, path, name)}"
    gone = [name for name, digest in then.items() if name not in now and digest not in present]
    if gone and desk.workspace.period_folder(period).is_dir():
        yield f"Không còn trong thư mục, vẫn tính như lúc chốt: {', '.join(gone)}."
    elif gone:
        yield f"Thư mục của kỳ {period} không còn; {len(gone)} tệp của kỳ vẫn tính như lúc chốt."


def _said_now(book: Book, path: Path, name: str) -> str:
    """ ": 2 số khác: Xã Ea Tóh HV01 1.830 → 1.930 (Biểu 1!F9); ….": what a file says otherwise than was kept."""
    from khuyenhoc_cli.figures.changes import changes_between

    reading = _read(book, path, name)
    if reading is None or reading.submission is None:
        errors = (each for each in reading.findings if each.severity is Severity.ERROR) if reading else ()
        why = next((each.message() for each in errors), "Tệp đang mở ở chương trình khác hoặc không có quyền đọc.")
        return f", không đọc được số liệu. {why}"
    misplaced = next((finding for finding in reading.findings if finding.code == "KH707"), None)
    if misplaced is not None:
        return f": tệp ghi kỳ “{misplaced.found}”."
    submission = reading.submission
    unit = submission.unit
    kept = None if unit.code in book.rejected else book.accepted.get(unit.code)
    if kept is None:
        return f": {len(submission.values)} số của {unit.name}, lúc chốt không có báo cáo nào được tính."
    changes = changes_between(kept.values, submission.values, book.units, book.edition)
    if not changes:
        return ", nhưng số liệu vẫn như lúc chốt."
    shown = "; ".join(_change_text(each, book) for each in changes[:_NAMED_AT_MOST])
    more = f" và {len(changes) - _NAMED_AT_MOST} số khác nữa" if len(changes) > _NAMED_AT_MOST else ""
    return f": {len(changes)} số khác: {shown}{more}."


def _read(book: Book, path: Path, name: str) -> "Reading | None":
    """The file, read by the forms and units of when the period was closed; None where the system will not open it."""
    from khuyenhoc_cli.intake.reader import read_return
    from khuyenhoc_cli.intake.submission import Expected

    try:
        data = path.read_bytes()
    except OSError:  # held by another program
        return None
    return read_return(data, Path(name), book.edition, Expected(book.root, book.units, book.period))


def _change_text(change: "Change", book: Book) -> str:
    """ "Xã Ea Tóh HV01 1.830 → 1.930 (Biểu 1!F9)"."""
    unit, indicator = book.units.get(change.row_unit), book.edition.indicators[change.indicator]
    old, new = (indicator.printed(v.amount) if v is not None else "không có số" for v in (change.old, change.new))
    where = f"{change.at.sheet}!{change.at.cell}"
    return f"{unit.name if unit else change.row_unit} {change.indicator} {old} → {new} ({where})"


def _changed_settings(desk: Desk, closed: Closed) -> list[str]:
    """What of today's settings is no longer what it was."""
    workspace, kept = desk.workspace, closed.frozen
    books = kept.books.values()
    checks = {
        "bộ biểu": any(_forms_changed(desk, book) for book in books),
        "danh sách đơn vị": any(workspace.units_on(book.period) != book.units for book in books),
        "chỉ tiêu, quy tắc, hạn gửi trong khuyenhoc.toml": settings_changed(desk, kept.config),
        "số được giao": _assigned(desk, closed) != dict(kept.assigned),
        "bảng kế tục đơn vị": dict(workspace.succession) != dict(kept.table)
        or registered_of(books) != dict(kept.registered),
    }
    return [name for name, differs in checks.items() if differs]


def _forms_changed(desk: Desk, book: Book) -> bool:
    try:
        return desk.edition(book.period) != book.edition
    except UserError:  # today there are no forms of that time
        return True


def _assigned(desk: Desk, closed: Closed) -> dict[tuple[str, str], int] | None:
    """What today's table assigns; None where it cannot be read any more."""
    last = max(closed.frozen.books.values(), key=lambda book: book.period.order)
    then = replace(desk.workspace, units=last.units, earlier=())
    try:
        return dict(then.assigned(closed.period, last.edition))
    except UserError:
        return None
