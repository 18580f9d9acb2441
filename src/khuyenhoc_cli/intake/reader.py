"""A file's bytes become a submission and findings: guard, cells, cover, tables, values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePath

from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.completeness import missing_forms
from khuyenhoc_cli.intake.cover import Cover, name_parts, read_cover, read_narrative
from khuyenhoc_cli.intake.encoding import decode
from khuyenhoc_cli.intake.explanations import read_explanations
from khuyenhoc_cli.intake.grid import Grid, UnreadableWorkbookError
from khuyenhoc_cli.intake.guard import guard
from khuyenhoc_cli.intake.layout import Table, find_tables
from khuyenhoc_cli.intake.opening import read_workbook
from khuyenhoc_cli.intake.remarks import remarks
from khuyenhoc_cli.intake.rows import RowNames
from khuyenhoc_cli.intake.submission import Expected, Submission
from khuyenhoc_cli.intake.tables import TablesRead, holds_tables, read_tables
from khuyenhoc_cli.intake.unknown_names import unknown_sender
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.matching import NameIndex
from khuyenhoc_cli.units.model import Unit

_ROWS_OF_A_STRANGER = 4
_ASKED_OF_ROWS = ("KH107", "KH108", "KH133")
"""What an old report need not have: every form, every indicator, every unit."""


@dataclass(frozen=True)
class Reading:
    """What came of one file; without a submission nothing in it could be used.

    `sheets` gives findings their order; `tables` are those that were recognised.
    """

    submission: Submission | None
    findings: tuple[Finding, ...]
    sheets: tuple[str, ...] = ()
    period: Period | None = None
    unit: Unit | None = None
    tables: tuple[Table, ...] = ()


def read_return(data: bytes, path: PurePath, edition: Edition, expected: Expected) -> Reading:
    """The return in a file's bytes; `path` is used only for the name it may give. Never raises over bad data."""
    guarded = guard(data)
    if isinstance(guarded, Finding):
        return Reading(None, (guarded,))
    try:
        workbook = read_workbook(guarded)
    except UnreadableWorkbookError as error:
        return Reading(None, (error.finding,))
    grids, converted = decode(workbook.grids, guarded.data)
    sheets = tuple(grid.sheet for grid in grids)
    cover = read_cover(grids)
    period, unit, findings = _whose(cover, path, grids, edition, expected)
    findings += converted
    if period is None:
        findings.append(Finding("KH708", cover.period.at if cover.period else None))
    if unit is None or period is None:
        return Reading(None, tuple(findings), sheets, period, unit)
    read = read_tables(grids, workbook, edition, unit, expected, period)
    only_totals = _only_totals(unit, read, expected)
    if only_totals is not None:
        read = read_tables(grids, workbook, edition, unit, expected.without_rows_of(unit), period)
        read.findings = [finding for finding in read.findings if finding.code not in _ASKED_OF_ROWS]
        read.findings.append(replace(only_totals, code="KH134"))
    if not read.forms:
        return Reading(None, (*findings, Finding("KH106")), sheets, period, unit)
    if _is_a_strangers(read.findings) and (owner := _unit_by_rows(grids, edition, expected)) not in (None, unit):
        at, found = (cover.unit.at, cover.unit.text) if cover.unit else (None, path.name)
        findings.append(Finding("KH709", at, unit=unit.name, found=found, proposed=owner.name if owner else None))
        return Reading(None, tuple(findings), sheets, period, unit, tuple(read.tables))
    findings += [*read.findings, *(() if only_totals is not None else missing_forms(edition, read.forms))]
    findings += remarks(workbook, (value.at for value in read.values.values()))
    submission = Submission(
        unit,
        period,
        edition.id,
        read.values,
        tuple(read.totals),
        read.unread,
        read.blank,
        read_narrative(grids),
        cover.made_on,
        read_explanations(grids),
    )
    return Reading(submission, tuple(findings), sheets, period, unit, tuple(read.tables))


def _whose(
    cover: Cover, path: PurePath, grids: Sequence[Grid], edition: Edition, expected: Expected
) -> tuple[Period | None, Unit | None, list[Finding]]:
    """The period and unit of a return, and what is wrong with either."""
    findings = []
    named_period, named_unit = name_parts(path)
    written = Period.find(cover.period.text) if cover.period else None
    period = written or named_period or expected.period
    if expected.period is not None and period != expected.period:
        at, found = (cover.period.at, cover.period.text) if cover.period and written else (None, str(period))
        findings.append(Finding("KH707", at, found=found, detail={"expected": expected.period.name}))
        period = expected.period
    reporting = expected.units.reporting(expected.root)
    names = _reporting_names(expected.root, reporting)
    if cover.unit is not None:
        match = names.match(cover.unit.text)
        if match.unit is None:
            candidates = match.candidates or names.match(named_unit).candidates
            findings.append(unknown_sender(cover.unit.text, candidates, cover.unit.at, reporting[1:]))
        return period, match.unit, findings
    unit = names.match(named_unit).unit or _unit_by_rows(grids, edition, expected)
    if unit is None:
        findings.append(unknown_sender(path.name, names.match(named_unit).candidates, None, reporting[1:]))
    return period, unit, findings


def _only_totals(unit: Unit, read: TablesRead, expected: Expected) -> Finding | None:
    """What says so where the unit that all others report to gives figures of the whole alone: old totals."""
    if unit not in expected.units.tops or read.values:
        return None
    return next((finding for finding in read.findings if finding.code == "KH133"), None)


def _is_a_strangers(findings: Sequence[Finding]) -> bool:
    """Whether so many rows name nobody's unit that the return may be another unit's."""
    return sum(finding.code == "KH704" for finding in findings) >= _ROWS_OF_A_STRANGER


@lru_cache(maxsize=8)
def _reporting_names(root: Unit, reporting: tuple[Unit, ...]) -> NameIndex:
    """The names of those who may report: made once for all files of a folder."""
    return NameIndex(reporting, above=[root])


def _unit_by_rows(grids: Sequence[Grid], edition: Edition, expected: Expected) -> Unit | None:
    """The unit whose children stand in the rows, when exactly one unit knows most of them."""
    reporting = expected.units.reporting(expected.root)
    known: dict[str, int] = {}
    for unit in reporting:
        names = RowNames(unit, expected.units.children(unit.code))
        sheets = (grid for grid in grids if holds_tables(grid))
        tables = (table for grid in sheets for table in find_tables(grid, edition, names, expected.period))
        rows = [row for table in tables for row in table.rows]
        known[unit.code] = len({row.unit.code for row in rows if row.unit is not None})
    most = max(known.values(), default=0)
    best = [unit for unit in reporting if known[unit.code] == most]
    return best[0] if most >= 2 and len(best) == 1 else None
