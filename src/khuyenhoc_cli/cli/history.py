"""`khuyenhoc history`."""

from dataclasses import replace
from pathlib import Path

from khuyenhoc_cli.cli.console import print_tables, put_json
from khuyenhoc_cli.cli.figuring import desk_for
from khuyenhoc_cli.cli.opening import open_desk, parse_period, period_seen, unit_of_any_time, workspace_unit
from khuyenhoc_cli.figures.changes import PeriodHistory, steps_between
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.store import Accepted, Ledger, read_ledger
from khuyenhoc_cli.output.history import history_json, history_table
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.units_file import UnitList


def show_history(
    folder: Path | None, unit_text: str, period_text: str | None, output_format: str, output: Path | None
) -> None:
    """Prints the versions of a unit's returns and what changed between them."""
    desk = open_desk(folder)
    named = parse_period(period_text) if period_text else None
    unit = (
        unit_of_any_time(unit_text, desk.workspace)
        if named is None
        else workspace_unit(unit_text, desk.workspace, named)
    )
    histories = []
    with read_ledger(desk.workspace.ledger) as ledger:
        if named is not None:
            period_seen(period_text, desk.workspace, ledger)
        if ledger is not None:
            periods = (named,) if named else ledger.periods()
            histories = [each for period in periods if (each := _history(desk, ledger, period, unit))]
    if output_format == "json":
        put_json(history_json(unit, histories), output, desk.workspace.folder)
    else:
        print_tables(history_table(unit, histories), output, desk.workspace.folder)


def _history(desk: Desk, ledger: Ledger, period: Period, unit: Unit) -> PeriodHistory | None:
    """A period of a unit: its own returns, else its row in those of the unit above; None where there are none."""
    if not _is_in(desk.workspace.units_on(period), unit):
        return None
    then = desk_for(desk, ledger, period)
    units, edition = then.workspace.units_on(period), then.edition(period)
    reporter, versions = unit, ledger.versions(period, unit.code)
    above = units.get(unit.parent)
    if not versions and above is not None:
        rows = [_row_of(unit, version) for version in ledger.versions(period, above.code)]
        reporter, versions = above, tuple(version for version in rows if version.values)
    explained, accepted = ledger.explanations(period, reporter.code), ledger.acceptances(period, reporter.code)
    if reporter != unit:
        explained = tuple(each for each in explained if each.row_unit == unit.name)
        accepted = tuple(each for each in accepted if each.row_unit in (unit.code, unit.name))
    aside = tuple(each for each in ledger.files_set_aside(period) if each.unit == reporter.code)
    if not versions and not (aside and reporter == unit):
        return None
    steps = steps_between(versions, unit if reporter == unit else None, units, edition)
    closed = ledger.closed(period)
    closed_at = closed.closed_at if closed else None
    return PeriodHistory(period, reporter, edition, units, versions, steps, explained, accepted, aside, closed_at)


def _is_in(units: UnitList, unit: Unit) -> bool:
    """Whether the list means this unit by its code: the reform of 2025 gave old codes to other communes."""
    found = units.get(unit.code)
    return found is not None and (found.name, found.level) == (unit.name, unit.level)


def _row_of(unit: Unit, version: Accepted) -> Accepted:
    """A version with the values of one row only."""
    return replace(version, values={place: value for place, value in version.values.items() if place[0] == unit.code})
