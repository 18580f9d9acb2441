"""The folder of a period against the ledger: what is new or changed is read, checked and taken in."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from pathlib import Path

from khuyenhoc_cli.checks.explanations import Doubt, Recorded, RecordedOf, doubt_of, nothing_recorded
from khuyenhoc_cli.checks.inbox import FileCheck, PreviousOf, check_file, mark_versions, unreadable_file
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.findings.model import Finding, Severity
from khuyenhoc_cli.forms.editions import edition_for, newest_edition
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.cover import name_parts
from khuyenhoc_cli.intake.reader import read_return
from khuyenhoc_cli.intake.submission import Expected, Place
from khuyenhoc_cli.ledger.previous import over_todays_rows
from khuyenhoc_cli.ledger.records import Accepted, Explained, Reason, SetAside
from khuyenhoc_cli.ledger.store import Ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.ratios import with_own_ratios
from khuyenhoc_cli.workspace.workspace import Workspace

_ENDINGS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".fods", ".htm", ".html"}


@dataclass(frozen=True)
class Desk:
    """A workspace with its forms: everything an inbox needs besides the files. `kept` are those of closed periods."""

    workspace: Workspace
    schemas: Path
    kept: Mapping[Period, Edition] = field(default_factory=dict)

    def edition(self, period: Period) -> Edition:
        """The forms in force in a period, with the ratios that the workspace adds."""
        if period in self.kept:
            return self.kept[period]
        edition = edition_for(period, self.schemas)
        if edition.id not in self._editions:
            self._editions[edition.id] = with_own_ratios(edition, self.workspace.config.ratios)
        return self._editions[edition.id]

    @cached_property
    def _editions(self) -> dict[str, Edition]:
        """Those already asked for, by their id."""
        return {}

    def is_of_another_time(self, period: Period) -> bool:
        """Whether the period has other forms or units than the newest; not where no forms are known of it."""
        try:
            has_other_forms = self.edition(period).id != newest_edition(self.schemas).id
        except UserError:
            return False
        return has_other_forms or self.workspace.units_on(period) is not self.workspace.units

    def expected(self, period: Period | None) -> Expected:
        """What a reader expects of a file of this period."""
        return Expected(self.workspace.root_on(period), self.workspace.units_on(period), period)


@dataclass(frozen=True)
class Inbox:
    """What taking in a period came to: the files read this time, those taken in, and the codes of units rejected.

    `withdrawn` names, for units that the ledger knows, the file that no longer lies in the period's folder.
    """

    period: Period
    files: tuple[FileCheck, ...]
    taken_in: tuple[FileCheck, ...]
    unchanged: int
    rejected: frozenset[str]
    withdrawn: Mapping[str, str]


def returns_in(folder: Path) -> tuple[Path, ...]:
    """The workbooks in a folder by name, without the lock files of open programs."""
    if not folder.is_dir():
        return ()
    paths = (path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS and path.is_file())
    return tuple(sorted(path for path in paths if not path.name.startswith(("~$", "."))))


def digests_in(desk: Desk, period: Period) -> dict[Path, str]:
    """The SHA-256 of each return in a period's folder."""
    folder = desk.workspace.period_folder(period)
    return {path: hashlib.sha256(_bytes_of(path) or b"").hexdigest() for path in returns_in(folder)}


def check_paths(
    desk: Desk,
    paths: Iterable[Path],
    period: Period | None,
    previous_of: PreviousOf,
    on_file: Callable[[Path], None],
    recorded_of: RecordedOf = nothing_recorded,
    *,
    accept_proposals: bool = False,
) -> list[FileCheck]:
    """Each file checked; for `period`, else for the one its folder or name tells. Nothing is written."""
    checks = []
    for path in paths:
        on_file(path)
        shown, data = shown_path(path, desk.workspace), _bytes_of(path)
        if data is None:
            checks.append(unreadable_file(shown))
            continue
        check = partial(
            check_file,
            shown,
            data,
            thresholds=desk.workspace.config.checks,
            previous_of=previous_of,
            recorded_of=recorded_of,
            accept_proposals=accept_proposals,
        )
        named = period or _period_of(path)
        if named is not None:
            checks.append(check(desk.edition(named), desk.expected(named)))
            continue
        checks.append(check(newest_edition(desk.schemas), desk.expected(None)))
        told = checks[-1].period  # by the return itself: its forms and its units may be of another time
        if told is not None and desk.is_of_another_time(told):
            checks[-1] = check(desk.edition(told), replace(desk.expected(told), period=None))
    return checks


def take_in(
    desk: Desk,
    ledger: Ledger,
    period: Period,
    *,
    now: str,
    accept_errors: bool,
    on_file: Callable[[Path], None],
    proposals_accepted_by: str | None = None,
) -> Inbox:
    """Reads what is new or changed under the period's folder, accepts what may be accepted, sets aside what is gone.

    `proposals_accepted_by` is who wants proposals taken in the place of cells; None where nobody does.
    """
    digests = digests_in(desk, period)
    files = _read_new(desk, ledger, period, digests, on_file, accept_proposals=proposals_accepted_by is not None)
    taken_in = [file for file in files if _may_be_taken_in(file, accept_errors)]
    for file in taken_in:
        assert file.submission is not None
        version = ledger.accept(
            file.submission,
            sha256=file.sha256,
            file=file.path.as_posix(),
            taken_in_at=now,
            with_errors=not file.counts,
            warnings=sum(finding.severity is Severity.WARNING for finding in file.findings),
            explained=len(file.answered),
        )
        if file.accepted and proposals_accepted_by is not None:
            unit, by = file.submission.unit.code, proposals_accepted_by
            ledger.record_acceptances(period, unit, version, file.accepted, by=by, at=now)
    _record_explanations(ledger, period, files, now)
    accepted = frozenset(file.unit.code for file in taken_in if file.unit is not None)
    refused = {file.unit.code for file in files if file.unit is not None and not file.counts and not file.is_superseded}
    rejected = frozenset(refused - accepted)
    present = set(digests.values())
    gone = [a for unit, a in ledger.current(period).items() if a.sha256 not in present and unit not in rejected]
    withdrawn = gone if desk.workspace.period_folder(period).is_dir() else []
    ledger.set_aside(period, _set_aside([file for file in files if file not in taken_in], rejected, withdrawn))
    unchanged = len(digests) - len(files)
    return Inbox(period, tuple(files), tuple(taken_in), unchanged, rejected, {a.unit: a.file for a in withdrawn})


def _record_explanations(ledger: Ledger, period: Period, files: Iterable[FileCheck], now: str) -> None:
    """Keeps what the period's returns answer to warnings; that of a return with errors holds for the next version."""
    for file in files:
        if file.submission is not None and not file.is_misplaced and not file.is_superseded:
            explained = [
                Explained(
                    *doubt_of(each.finding), *_cell(each.finding), each.text, file.path.as_posix(), file.sha256, now
                )
                for each in file.answered
                if any(doubt_of(each.finding)[1:])
            ]
            ledger.record_explanations(period, file.submission.unit.code, explained)


def _cell(finding: Finding) -> tuple[str, str]:
    return (finding.at.sheet, finding.at.cell) if finding.at else ("", "")


def _set_aside(
    files: Iterable[FileCheck], rejected: Collection[str], withdrawn: Iterable[Accepted]
) -> Iterator[SetAside]:
    """The files that do not count, each with the finding that decided: the newer version, else the first error."""
    for file in files:
        unit = file.unit.code if file.unit else ""
        reason = Reason.REJECTED if unit in rejected and not file.is_superseded else Reason.PASSED_OVER
        decisive = [finding for finding in file.findings if finding.code == "KH702"] or [
            *(finding for finding in file.findings if finding.severity is Severity.ERROR),
            *file.findings,
        ]
        code, message = (decisive[0].code, decisive[0].message()) if decisive else ("", "")
        yield SetAside(unit, file.path.as_posix(), reason, file.sha256, code, message)
    yield from (SetAside(each.unit, each.file, Reason.WITHDRAWN, each.sha256) for each in withdrawn)


def _read_new(
    desk: Desk,
    ledger: Ledger,
    period: Period,
    digests: Mapping[Path, str],
    on_file: Callable[[Path], None],
    *,
    accept_proposals: bool,
) -> list[FileCheck]:
    """The files the ledger does not know, and beside them the known ones of the same units, told apart by version."""
    # What was once taken in with errors is looked at anew each time: its acceptance is not for ever.
    current = ledger.current(period).items()
    known = {accepted.sha256: unit for unit, accepted in current if not accepted.with_errors}
    previous_of, recorded_of = previous_amounts(desk, ledger), recorded_answers(ledger)
    fresh = [path for path, digest in digests.items() if digest not in known]
    files = check_paths(desk, fresh, period, previous_of, on_file, recorded_of, accept_proposals=accept_proposals)
    touched = {file.unit.code for file in files if file.unit is not None}
    beside = [path for path, digest in digests.items() if known.get(digest) in touched]
    for path in beside:  # a file that was accepted with proposals is still that
        accepted = accept_proposals or bool(ledger.acceptances(period, known[digests[path]]))
        files += check_paths(desk, [path], period, previous_of, on_file, recorded_of, accept_proposals=accepted)
    return mark_versions(files)


def _may_be_taken_in(file: FileCheck, accept_errors: bool) -> bool:
    """Whether a file is this period's return of a unit, and sound, or taken in all the same."""
    if file.submission is None or not file.submission.values:
        return False
    if file.is_superseded or file.is_misplaced or file.is_undecided:
        return False
    return file.counts or accept_errors


def previous_amounts(desk: Desk, ledger: Ledger | None) -> PreviousOf:
    """For a period, the amounts of the year before: from the ledger, or from the files where it has none of them."""

    @cache
    def amounts(period: Period) -> Mapping[Place, int]:
        before = period.year_before
        accepted = ledger.current(before) if ledger else {}
        returns = {unit: each.amounts() for unit, each in accepted.items()} or _amounts_in_files(desk, before)
        if not returns:
            return {}
        return over_todays_rows(returns, desk.workspace, desk.edition(before), before, period)

    return amounts


def recorded_answers(ledger: Ledger | None) -> RecordedOf:
    """For a period and a unit, the answers to warnings that the ledger keeps."""

    @cache
    def answers(period: Period, unit: str) -> Recorded:
        kept = ledger.explanations(period, unit) if ledger else ()
        found: dict[Doubt, str] = {(e.code, e.row_unit, e.indicator, e.found): e.text for e in kept}
        return found

    return answers


def _amounts_in_files(desk: Desk, period: Period) -> dict[str, dict[Place, int]]:
    """What the files of a period say, by who sent them, unchecked: good enough to raise a doubt."""
    found: dict[str, dict[Place, int]] = {}
    for path in returns_in(desk.workspace.period_folder(period)):
        reading = read_return(_bytes_of(path) or b"", path, desk.edition(period), desk.expected(period))
        if reading.submission is not None:
            amounts = {place: value.amount for place, value in reading.submission.values.items()}
            found.setdefault(reading.submission.unit.code, {}).update(amounts)
    return found


def _bytes_of(path: Path) -> bytes | None:
    """The file's bytes; None where the system will not open it: held by another program, not allowed, gone."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _period_of(path: Path) -> Period | None:
    """The period that a file's folder or name tells."""
    try:
        return Period.parse(path.parent.name)
    except ValueError:
        return name_parts(path)[0]


def shown_path(path: Path, workspace: Workspace) -> Path:
    """The path as users see it: below the folder of returns where it lies there."""
    try:
        return path.resolve().relative_to(workspace.returns.resolve())
    except ValueError:
        return path
