"""`khuyenhoc status`."""

from dataclasses import replace
from pathlib import Path

from khuyenhoc_cli.cli.console import print_tables, put_json
from khuyenhoc_cli.cli.figuring import desk_for
from khuyenhoc_cli.cli.opening import open_desk, period_seen, scope_of
from khuyenhoc_cli.figures.standing import Held, Standing, standing_of
from khuyenhoc_cli.ledger.inbox import Desk, digests_in, shown_path
from khuyenhoc_cli.ledger.store import Ledger, read_ledger
from khuyenhoc_cli.output.standing import standing_json, standing_table
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit


def show_standing(
    folder: Path | None, period_text: str | None, output_format: str, output: Path | None, scope_text: str | None
) -> None:
    """Prints who has reported for a period; nothing is written to the ledger."""
    desk = open_desk(folder)
    with read_ledger(desk.workspace.ledger) as ledger:
        period = period_seen(period_text, desk.workspace, ledger)
        desk = desk_for(desk, ledger, period)
        scope = scope_of(scope_text, desk.workspace, period)
        standing = _standing(desk, ledger, period, scope)
    if output_format == "json":
        put_json(standing_json(standing), output, desk.workspace.folder)
    else:
        print_tables(standing_table(standing), output, desk.workspace.folder)


def _standing(desk: Desk, ledger: Ledger | None, period: Period, scope: Unit) -> Standing:
    workspace = desk.workspace
    deadline = workspace.config.deadlines.get(str(period))
    held = _held(desk, ledger, period)
    standing = standing_of(period, scope, workspace.units_on(period), desk.edition(period), deadline, held)
    closed = ledger.closed(period) if ledger else None
    return replace(standing, closed_at=closed.closed_at, closed_by=closed.closed_by) if closed else standing


def _held(desk: Desk, ledger: Ledger | None, period: Period) -> Held:
    """What the ledger and the folder hold of a period."""
    in_folder = None
    if desk.workspace.period_folder(period).is_dir():
        digests = digests_in(desk, period)
        in_folder = {shown_path(path, desk.workspace).as_posix(): digest for path, digest in digests.items()}
    if ledger is None:
        return Held({}, (), {}, in_folder)
    accepted = ledger.current(period)
    return Held(
        accepted,
        ledger.files_set_aside(period),
        {
            unit: sum(each.version == held.version for each in ledger.acceptances(period, unit))
            for unit, held in accepted.items()
        },
        in_folder,
    )
