"""`khuyenhoc aggregate`."""

from datetime import UTC, datetime
from pathlib import Path

import typer

from khuyenhoc_cli.cli.analysing import analysis_of
from khuyenhoc_cli.cli.console import progress, say
from khuyenhoc_cli.cli.figure_outputs import put_figures
from khuyenhoc_cli.cli.figuring import desk_for, figures_for, is_kept
from khuyenhoc_cli.cli.opening import known_period, open_desk, parse_period, person_named, scope_of
from khuyenhoc_cli.cli.since_closing import say_closed, say_files, say_what_differs
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.findings.catalogue import Language, Severity
from khuyenhoc_cli.ledger.inbox import Desk, Inbox, returns_in, take_in
from khuyenhoc_cli.ledger.store import Ledger, open_ledger, read_ledger
from khuyenhoc_cli.output.aggregation import figures_json
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.workspace import Workspace


def aggregate_period(
    folder: Path | None,
    period_text: str,
    output_format: str,
    output: Path | None,
    scope_text: str | None,
    accept_errors: bool,
    proposals_accepted_by: str | None,
    language: Language,
) -> None:
    """Takes in the year before and the period, computes, prints; exit code 1 where a return is missing or rejected."""
    today = open_desk(folder)
    with read_ledger(today.workspace.ledger) as known:
        period = _period_to_aggregate(period_text, today.workspace, known)
        scope = scope_of(scope_text, desk_for(today, known, period).workspace, period)
    with open_ledger(today.workspace.ledger) as ledger:
        desk = desk_for(today, ledger, period)
        say_closed(ledger, period)
        closed = ledger.closed(period)
        if closed is not None:
            figures = figures_for(desk, ledger, period, desk.workspace.root_on(period))
            say_what_differs(today, closed, figures_json(figures))
        else:
            for inbox in _take_in_both(desk, ledger, period, accept_errors, proposals_accepted_by):
                _say_read(inbox)
                _say_accepted(inbox, proposals_accepted_by)
                _say_rejected(inbox, language)
                _say_withdrawn(inbox, desk)
            _say_closed_sources(desk, ledger, period)
        ledger.remember_aggregated(period)
        figures = figures_for(desk, ledger, period, scope)
        analysis = analysis_of(desk, ledger, figures)
    put_figures(desk.workspace, figures, analysis, output_format, output)
    if figures.missing:
        raise typer.Exit(1)


def _period_to_aggregate(text: str, workspace: Workspace, ledger: Ledger | None) -> Period:
    """The period a user typed, which has a folder of returns, or parts that all have one, or is closed."""
    period = parse_period(text)
    if ledger is not None and ledger.closed(period) is not None:
        return period
    return period if _collected(period, workspace, ledger) else known_period(text, workspace)


def _collected(period: Period, workspace: Workspace, ledger: Ledger | None) -> tuple[Period, ...]:
    """The period itself where it has a folder or is closed, else its parts where all of them have one or are."""
    from khuyenhoc_cli.figures.gathering import sources_of

    folders = workspace.periods()
    return sources_of(period, lambda each: each in folders or is_kept(ledger, each))


def accepting_person(accept_proposals: bool, by: str | None) -> str | None:
    """Who accepts proposals: the one named, else the one at this machine; None where nobody wants to."""
    if by is not None and not accept_proposals:
        raise UserError("--by chỉ dùng cùng --accept-proposals.", fix="Thêm --accept-proposals, hoặc bỏ --by.")
    return person_named(by) if accept_proposals else None


def _take_in_both(
    desk: Desk, ledger: Ledger, period: Period, accept_errors: bool, proposals_accepted_by: str | None
) -> list[Inbox]:
    """The year before first: the period's own returns are held against it."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    inboxes = []
    open_ones = (each for each in _sources(desk, ledger, period) if ledger.closed(each) is None)
    for each in open_ones:
        paths = returns_in(desk.workspace.period_folder(each))
        with progress(len(paths)) as on_file:
            inboxes.append(
                take_in(
                    desk,
                    ledger,
                    each,
                    now=now,
                    accept_errors=accept_errors,
                    on_file=on_file,
                    proposals_accepted_by=proposals_accepted_by,
                )
            )
    return inboxes


def _sources(desk: Desk, ledger: Ledger, period: Period) -> tuple[Period, ...]:
    """The periods that the figures of one come from, those of the year before first."""
    before = _collected(period.year_before, desk.workspace, ledger) or (period.year_before,)
    return (*before, *_collected(period, desk.workspace, ledger))


def _say_closed_sources(desk: Desk, ledger: Ledger, period: Period) -> None:
    """What lies differently in the folders of closed periods that the figures of this one come from."""
    for each in _sources(desk, ledger, period):
        if (closed := ledger.closed(each)) is not None:
            say_closed(ledger, each)
            say_files(desk, closed, since_year=each.year)


def _say_read(inbox: Inbox) -> None:
    """How many files were taken in, how many the ledger had as they are, and what the offices have explained."""
    if inbox.files or inbox.unchanged:
        say(f"Kỳ {inbox.period}: nhận {len(inbox.taken_in)} tệp mới hoặc đã sửa, {inbox.unchanged} tệp không đổi.")
    answered = sum(len(file.answered) for file in inbox.files)
    if answered:
        say(f"Kỳ {inbox.period}: {answered} cảnh báo đã được đơn vị giải trình, ghi vào sổ và không hỏi lại.")


def _say_accepted(inbox: Inbox, by: str | None) -> None:
    """Names each cell in whose place a proposal was taken, and why."""
    accepted = [(file, proposal) for file in inbox.taken_in for proposal in file.accepted]
    for file, proposal in accepted:
        where = f"{file.path.as_posix()}, {proposal.at.sheet}!{proposal.at.cell}"
        found = f"“{proposal.found}”" if proposal.found else "ô trống"
        say(f"{where}: {found} → {proposal.proposed} ({proposal.reason})")
    if accepted and by is not None:
        say(f"Đã nhận {len(accepted)} ô theo đề nghị và ghi vào sổ, người chấp nhận: {by}.")


def _say_rejected(inbox: Inbox, language: Language) -> None:
    """Names each file that was not taken in, with its first fault."""
    for file in inbox.files:
        if file.counts or file.is_superseded:
            continue
        faults = [finding for finding in file.findings if finding.severity is Severity.ERROR]
        verb = "nhận dù có" if file in inbox.taken_in else "chưa nhận vì"
        say(f"{file.path.as_posix()}: {verb} {len(faults)} lỗi; lỗi đầu: {faults[0].message(language)}")
    if any(not file.counts for file in inbox.files):
        say(f"Xem từng ô: khuyenhoc validate --period {inbox.period}")


def _say_withdrawn(inbox: Inbox, desk: Desk) -> None:
    """Names the units whose accepted file has been taken out of the folder."""
    for code, file in inbox.withdrawn.items():
        unit = desk.workspace.units_on(inbox.period).get(code)
        name = unit.name if unit else code
        say(f"{name}: tệp {file} đã nhận trước đây không còn trong thư mục của kỳ, nên tính là chưa nhận.")
    if inbox.withdrawn:
        say("Nếu bỏ nhầm, đặt lại tệp vào thư mục của kỳ rồi chạy lại.")
