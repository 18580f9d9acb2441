"""`khuyenhoc close`."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import typer

from khuyenhoc_cli import __version__
from khuyenhoc_cli.cli.analysing import earlier_periods
from khuyenhoc_cli.cli.console import say
from khuyenhoc_cli.cli.figuring import books_of, figures_for, is_kept, periods_read, registered_of
from khuyenhoc_cli.cli.opening import open_desk, parse_period, person_named, time_text
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.ledger.books import Book
from khuyenhoc_cli.ledger.freezing import Closed, Frozen
from khuyenhoc_cli.ledger.inbox import Desk, digests_in
from khuyenhoc_cli.ledger.records import Reason
from khuyenhoc_cli.ledger.store import Ledger, open_ledger
from khuyenhoc_cli.periods import Period


def close_period(folder: Path | None, period_text: str, by: str | None) -> None:
    """Keeps a period whole in the ledger; nothing that happens to its files later changes its figures."""
    desk = open_desk(folder)
    period, person = parse_period(period_text), person_named(by)
    with open_ledger(desk.workspace.ledger) as ledger:
        known = ledger.closed(period)
        if known is not None:
            say(f"Kỳ {period} đã chốt {time_text(known.closed_at)}, người chốt: {known.closed_by}; giữ nguyên.")
            return
        sources = periods_read(period, lambda each: _is_known(ledger, each))
        _refuse_unready(desk, ledger, period, sources)
        frozen = _frozen(desk, ledger, period, sources)
        ledger.close(Closed(period, datetime.now(UTC).isoformat(timespec="seconds"), person, __version__, frozen))
    for line in _missing(frozen):
        say(line)
    typer.echo(f"Đã chốt {period.name}: {_files_of(period, frozen)} tệp, người chốt: {person}.")
    say("Từ nay tệp của kỳ này thay đổi thì chỉ được báo lại, không làm đổi số liệu. Nên sao lưu: khuyenhoc backup")


def _is_known(ledger: Ledger, period: Period) -> bool:
    return is_kept(ledger, period) or bool(ledger.counting(period) or ledger.rejected(period))


def _refuse_unready(desk: Desk, ledger: Ledger, period: Period, sources: Iterable[Period]) -> None:
    """Nothing; UserError where the period was not aggregated as it lies in the folder, or its parts are still open."""
    own = [each for each in sources if each.year == period.year]
    if not own:
        raise UserError(f"Chưa tổng hợp kỳ {period}.", fix=f"Chạy trước: khuyenhoc aggregate --period {period}.")
    for each in sources:
        fix = f"Chạy trước: khuyenhoc aggregate --period {period}."
        if ledger.closed(each) is None and (name := _unread(desk, ledger, each)) is not None:
            raise UserError(f"Tệp của kỳ {each} đã khác lần tổng hợp trước ({name}).", fix=fix)
    still_open = [str(each) for each in own if each != period and ledger.closed(each) is None]
    if still_open:
        fix = f"Chốt trước: khuyenhoc close --period {still_open[0]}"
        parts = " và ".join(map(str, own))
        raise UserError(f"Kỳ {period} cộng từ {parts}; chưa chốt {' và '.join(still_open)}.", fix=fix)


def _unread(desk: Desk, ledger: Ledger, period: Period) -> str | None:
    """A file that was added, changed or taken away since the period was last aggregated; None where there is none."""
    if not desk.workspace.period_folder(period).is_dir():
        return None
    digests = digests_in(desk, period)
    known = {each.sha256 for each in ledger.current(period).values()}
    known |= {each.sha256 for each in ledger.files_set_aside(period)}
    fresh = [path.name for path, digest in digests.items() if digest not in known]
    counting = ledger.counting(period).items()
    rejected, present = ledger.rejected(period), set(digests.values())
    gone = [each.file for unit, each in counting if unit not in rejected and each.sha256 not in present]
    return next(iter((*fresh, *gone)), None)


def _frozen(desk: Desk, ledger: Ledger, period: Period, sources: Iterable[Period]) -> Frozen:
    """Everything that the figures of the period and their analysis come from, as the ledger has it."""
    from khuyenhoc_cli.figures.gathering import sources_of
    from khuyenhoc_cli.output.aggregation import figures_json

    all_books, workspace = books_of(desk, ledger), desk.workspace
    known = ledger.periods()
    years = (sources_of(year, known.__contains__) for year in earlier_periods(known, period))
    wanted = dict.fromkeys([*(part for parts in years for part in parts), *sources])
    books = {each: book for each in wanted if (book := all_books(each)) is not None}
    figures = figures_for(desk, ledger, period, workspace.root_on(period))
    return Frozen(
        books,
        workspace.config,
        workspace.succession,
        registered_of(books.values()),
        workspace.assigned(period, figures.edition),
        {file: digest for each in books for file, digest in _files(ledger, each, books[each]).items()},
        figures_json(figures),
    )


def _files(ledger: Ledger, period: Period, book: Book) -> Mapping[str, str]:
    """The SHA-256 of the files of a period that were taken in or set aside, by path."""
    counting = {each.file: each.sha256 for unit, each in book.accepted.items() if unit not in book.rejected}
    aside = (each for each in ledger.files_set_aside(period) if each.reason is not Reason.WITHDRAWN)
    return {**counting, **{each.file: each.sha256 for each in aside if each.sha256}}


def _files_of(period: Period, frozen: Frozen) -> int:
    """How many files of the period itself were kept."""
    return sum(Period.parse(file.split("/")[0]).year == period.year for file in frozen.files)


def _missing(frozen: Frozen) -> Iterable[str]:
    """Which units the period was closed without, and why."""
    from khuyenhoc_cli.output.aggregation import STATES

    for state, word in STATES.items():
        names = [each["unit"] for each in frozen.figures["missing"] if each["state"] == state]
        if names:
            yield f"Lưu ý: kỳ được chốt khi {len(names)} đơn vị {word}: {', '.join(names)}."
