"""Who has reported for a period: what the ledger holds of each unit, held against the list of units and the folder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from khuyenhoc_cli.figures.collect import UnitReturn, collect
from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.ledger.records import Accepted, Reason, SetAside
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.units_file import UnitList

_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Held:
    """What is known of a period. `in_folder` are the SHA-256 of the files there by path; None: there is no folder.

    `accepted` are the newest accepted versions by unit code, counting or not; `proposals` counts, by unit
    code, the proposals accepted in them.
    """

    accepted: Mapping[str, Accepted]
    set_aside: Sequence[SetAside]
    proposals: Mapping[str, int]
    in_folder: Mapping[str, str] | None


@dataclass(frozen=True)
class UnitStanding:
    """One unit's return. `file` is the one that decided its state: the accepted, the rejected or the withdrawn one.

    `version` is the newest accepted one, though it may not count now. `reported_on` is the day on the cover, else the
    day it was taken in, as `dated_by` says. `late` is None where there is no deadline or no return. `warnings` are
    those nobody had answered when it was taken in, `explained` those answered; None where that is not known.
    `from_summary`: the unit stands in a row of the return of the unit above, whose file and day are given.
    """

    unit: Unit
    state: State
    version: int | None = None
    file: str | None = None
    reported_on: date | None = None
    dated_by: Literal["cover", "taken_in"] | None = None
    late: bool | None = None
    values: int = 0
    warnings: int | None = None
    explained: int | None = None
    with_errors: bool = False
    proposals: int = 0
    from_summary: bool = False
    withdrawn: bool = False
    why: str = ""


@dataclass(frozen=True)
class LevelStanding:
    """How many units of a level have figures; `level` is that of the units, or "truc-thuoc" for the attached ones."""

    level: str
    with_figures: int
    expected: int
    no_association: int


@dataclass(frozen=True)
class Standing:
    """A period over a scope. `passed_over` are files that count for nobody and rejected no unit.

    `totals_from` is the file of an old report's totals, where these are all that is known of the period; `closed_at`
    and `closed_by` say since when and by whom it is closed.
    """

    period: Period
    scope: Unit
    deadline: date | None
    units: tuple[UnitStanding, ...]
    levels: tuple[LevelStanding, ...]
    passed_over: tuple[SetAside, ...]
    new_files: tuple[str, ...]
    gone_files: tuple[str, ...]
    totals_from: str | None = None
    closed_at: str | None = None
    closed_by: str | None = None

    def count(self, state: State) -> int:
        """How many units are in a state."""
        return sum(entry.state is state for entry in self.units)

    @property
    def late(self) -> int:
        """How many returns came after the deadline."""
        return sum(entry.late is True for entry in self.units)


def standing_of(
    period: Period, scope: Unit, units: UnitList, edition: Edition, deadline: date | None, held: Held
) -> Standing:
    """Where the returns of the scope's children stand."""
    by_unit = {each.unit: each for each in held.set_aside if each.reason is not Reason.PASSED_OVER}
    withdrawn = {code for code, each in by_unit.items() if each.reason is Reason.WITHDRAWN}
    counting = {code: each for code, each in held.accepted.items() if code not in withdrawn}
    returns = collect(scope, units, counting, by_unit.keys() - withdrawn, edition)
    entries = tuple(_unit_standing(each, scope, counting, by_unit, deadline, held) for each in returns)
    return Standing(
        period,
        scope,
        deadline,
        entries,
        tuple(_levels(scope, units, entries, counting)),
        tuple(each for each in held.set_aside if each.reason is Reason.PASSED_OVER),
        _new_files(counting, held),
        _gone_files(counting, by_unit, held),
        _totals_from(scope, counting, entries),
    )


def vietnam_time(moment: str) -> datetime:
    """A moment of the ledger by the clock of Vietnam."""
    return datetime.fromisoformat(moment).astimezone(_VIETNAM)


def day_of(accepted: Accepted) -> tuple[date, Literal["cover", "taken_in"]]:
    """The day a return bears on its cover, else the day in Vietnam on which it was taken in."""
    if accepted.made_on is not None:
        return accepted.made_on, "cover"
    return vietnam_time(accepted.taken_in_at).date(), "taken_in"


def _unit_standing(
    entry: UnitReturn,
    scope: Unit,
    counting: Mapping[str, Accepted],
    by_unit: Mapping[str, SetAside],
    deadline: date | None,
    held: Held,
) -> UnitStanding:
    code = entry.unit.code
    own = held.accepted.get(code)
    version = own.version if own else None
    if entry.state is not State.RECEIVED:
        return _absent(entry, version, scope, by_unit)
    from_summary = code not in counting
    source = counting[scope.code if from_summary else code]
    reported_on, dated_by = day_of(source)
    return UnitStanding(
        entry.unit,
        entry.state,
        source.version,
        source.file,
        reported_on,
        dated_by,
        None if deadline is None else reported_on > deadline,
        len(entry.values) if from_summary else len(source.values),
        None if from_summary else source.warnings,
        None if from_summary else source.explained,
        source.with_errors,
        0 if from_summary else held.proposals.get(code, 0),
        from_summary,
    )


def _absent(entry: UnitReturn, version: int | None, scope: Unit, by_unit: Mapping[str, SetAside]) -> UnitStanding:
    """A unit without a return that counts: the file that was set aside, its own or the summary it stands in."""
    own = by_unit.get(entry.unit.code)
    aside = own or (by_unit.get(scope.code) if entry.state is State.REJECTED else None)
    if aside is None:
        return UnitStanding(entry.unit, entry.state, version)
    return UnitStanding(
        entry.unit,
        entry.state,
        version,
        aside.file or None,
        from_summary=own is None,
        withdrawn=aside.reason is Reason.WITHDRAWN,
        why=aside.message,
    )


def _levels(
    scope: Unit, units: UnitList, entries: Sequence[UnitStanding], counting: Mapping[str, Accepted]
) -> Iterator[LevelStanding]:
    """Level by level downward: those that report, then the units in the rows of what counts; attached ones last."""
    received = {entry.unit.code for entry in entries if entry.state is State.RECEIVED}
    sources = [counting[code] for code in (scope.code, *received) if code in counting]
    known = received | {unit for accepted in sources for unit, _ in accepted.values}
    children = units.children(scope.code)
    below = [unit for unit in children if unit.kind == "territorial"]
    while below:
        for level in dict.fromkeys(unit.level for unit in below):
            yield _level(level, [unit for unit in below if unit.level == level], known, units)
        below = [unit for parent in below for unit in units.children(parent.code) if unit.kind == "territorial"]
    attached = [unit for unit in children if unit.kind == "attached"]
    if attached:
        yield _level("truc-thuoc", attached, known, units)


def _level(level: str, members: Sequence[Unit], known: set[str], units: UnitList) -> LevelStanding:
    with_figures = sum(unit.code in known for unit in members)
    without = sum(unit.code in units.no_association and unit.code not in known for unit in members)
    return LevelStanding(level, with_figures, len(members) - without, without)


def _totals_from(scope: Unit, counting: Mapping[str, Accepted], entries: Sequence[UnitStanding]) -> str | None:
    """The file of the scope's totals, where no unit below has anything."""
    own = counting.get(scope.code)
    if (
        own is None
        or any(row != scope.code for row, _ in own.values)
        or any(each.unit.code in counting for each in entries)
    ):
        return None
    return own.file


def _new_files(counting: Mapping[str, Accepted], held: Held) -> tuple[str, ...]:
    """The files in the folder that the last taking in did not see as they are now."""
    known = {each.sha256 for each in counting.values()}
    known |= {each.sha256 for each in held.set_aside if each.reason is not Reason.WITHDRAWN}
    return tuple(path for path, digest in (held.in_folder or {}).items() if digest not in known)


def _gone_files(counting: Mapping[str, Accepted], by_unit: Mapping[str, SetAside], held: Held) -> tuple[str, ...]:
    """The accepted files that still count but no longer lie in the folder; a folder that was archived misses none."""
    if held.in_folder is None:
        return ()
    present = set(held.in_folder.values())
    return tuple(each.file for code, each in counting.items() if code not in by_unit and each.sha256 not in present)
