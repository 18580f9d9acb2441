"""The totals of columns against the rows they are the sum of: one finding for each cause, at the cell to be changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.checks.total_causes import agreed
from khuyenhoc_cli.checks.total_columns import TotalColumns
from khuyenhoc_cli.checks.total_findings import finding_of
from khuyenhoc_cli.checks.total_model import Cause, Column, Kind, Surroundings
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.intake.submission import TotalCell

_WHOLE_ROW = 3
"""From how many columns on a total row that is off everywhere is one finding and not one for each column."""

Group = tuple[Cause | None, list[Column]]
"""The columns of one total row that are off for one cause, known or not."""


def check_totals(context: CheckContext) -> Iterator[Finding]:
    """Totals that differ from the sum of their rows; sums that no program calculated are noted once for all."""
    uncalculated = [total for total in context.submission.totals if total.amount is None]
    if uncalculated:
        also = tuple(total.at for total in uncalculated[1:])
        yield Finding("KH304", uncalculated[0].at, also=also, detail={"count": len(uncalculated)})
    columns = TotalColumns(context)
    groups = [group for line in columns.lines.values() for group in _groups(line, columns)]
    following = _following(groups)
    for cause, having in groups:
        if cause is None or cause.kind is not Kind.SUBTOTAL_OFF:
            finding = finding_of(cause, having, context)
            beside = [at for column in having for at in following.get(column.total.at, ())]
            yield replace(finding, also=tuple(dict.fromkeys([*finding.also, *beside])))


def _groups(line: Sequence[TotalCell], columns: TotalColumns) -> list[Group]:
    """The columns of one total row that are off, by cause; without a cause each by itself, or all if the row is off."""
    if not any(map(columns.differs, line)):
        return []
    known = [column for column in map(columns.column, line) if column is not None]
    off = [column for column in known if column.difference]
    around = _surroundings(known, columns.context)
    explained = agreed(off, around)
    having: dict[Cause, list[Column]] = {}
    for column in off:
        if column in explained:
            having.setdefault(explained[column], []).append(column)
    rest = [column for column in off if column not in explained]
    if len(rest) == len(known) >= _WHOLE_ROW:
        return [(None, rest)]
    return [*having.items(), *((None, [column]) for column in rest)]


def _following(groups: Sequence[Group]) -> dict[CellRef, list[CellRef]]:
    """For each sub-total the totals that are off only because it is: they are part of its finding."""
    following: dict[CellRef, list[CellRef]] = {}
    for cause, columns in groups:
        if cause is not None and cause.kind is Kind.SUBTOTAL_OFF:
            for column in columns:
                for subtotal in _wrong_subtotals(column):
                    following.setdefault(subtotal.at, []).append(column.total.at)
    return following


def _wrong_subtotals(column: Column) -> Iterator[TotalCell]:
    amounts = {part.unit: part.amount for part in column.parts}
    for subtotal in column.subtotals:
        if subtotal.amount != sum(amounts.get(unit, 0) for unit, _ in subtotal.parts):
            yield subtotal


def _surroundings(columns: Sequence[Column], context: CheckContext) -> Surroundings:
    """What the columns of one total row are explained by."""
    beside = {
        column.code: (*columns[max(number - 1, 0) : number], *columns[number + 1 : number + 2])
        for number, column in enumerate(columns)
    }
    totals = {column.code: column.amount for column in columns}

    def holds(unit: str, code: str, amount: int) -> bool:
        rules = context.edition.rules_of[code]
        values = context.submission.values
        row = {other: values[unit, other].amount for rule in rules for other in rule.codes if (unit, other) in values}
        return all(rule.holds({**row, code: amount}) is not False for rule in rules)

    def total_mends(code: str, amount: int) -> bool:
        sums = [
            rule for rule in context.edition.rules_of[code] if rule.kind == "sum" and rule.holds(totals) is not None
        ]
        broken = any(not rule.holds(totals) for rule in sums)
        return broken and all(rule.holds({**totals, code: amount}) for rule in sums)

    return Surroundings(beside, context.previous, holds, total_mends)
