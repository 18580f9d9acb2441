"""Sums and orders between the cells of one unit: the forms' rules, on one sheet or between two."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.checks.suspects import Row, Suspect, Suspects
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.forms.rules import Rule
from khuyenhoc_cli.intake.submission import Value


def check_cell_rules(context: CheckContext) -> Iterator[Finding]:
    """One finding for each group of broken rules that share a cell: one wrong cell breaks several rules."""
    rows: dict[str, dict[str, Value]] = {}
    for (unit, code), value in context.submission.values.items():
        rows.setdefault(unit, {})[code] = value
    suspects = Suspects(context)
    for unit_code, values in rows.items():
        amounts = {code: value.amount for code, value in values.items()}
        broken = [rule for rule in context.edition.rules if rule.holds(amounts) is False]
        for group in _sharing_a_cell(broken):
            row = Row(unit_code, values, group, context.edition.rules_of)
            yield _finding(row, suspects.of(row), context)


def _sharing_a_cell(broken: list[Rule]) -> list[list[Rule]]:
    """The rules in groups, so that rules of different groups have no code in common."""
    groups: list[list[Rule]] = []
    for rule in broken:
        near = [group for group in groups if any(set(rule.codes) & set(other.codes) for other in group)]
        groups = [group for group in groups if group not in near] + [[*(r for group in near for r in group), rule]]
    return groups


def _finding(row: Row, suspect: Suspect | None, context: CheckContext) -> Finding:
    """The first broken sum on one sheet, else order, else rule between sheets; all the rules' cells stand beside it."""
    edition = context.edition
    rule = min(row.broken, key=lambda rule: (_between_sheets(rule, edition), rule.kind != "sum"))
    make = _broken_sum if rule.kind == "sum" else _broken_order
    finding = make(rule, row.values, edition)
    finding = replace(finding, detail={"cause": "", "cause_en": "", **finding.detail})
    if suspect is not None:
        finding = _at_suspect(finding, suspect, row, edition)
    codes = dict.fromkeys([*rule.codes, *row.codes])
    cells = (*(row.values[code].at for code in codes), *(suspect.also if suspect else ()))
    also = tuple(at for at in cells if at != finding.at)
    return replace(finding, unit=context.unit(row.unit).name, also=also)


def _at_suspect(finding: Finding, suspect: Suspect, row: Row, edition: Edition) -> Finding:
    """The finding, moved to the cell that is wrong; its message still speaks of the rule."""
    indicator, value = edition.indicators[suspect.code], row.values[suspect.code]
    meant = None if suspect.meant is None else indicator.printed(suspect.meant)
    said = {
        "indicator": finding.indicator,
        "found": finding.found,
        **finding.detail,
        **_cause(suspect, meant, value.at),
    }
    found = indicator.printed(value.amount)
    because = suspect.because if meant else {}
    return replace(
        finding, at=value.at, indicator=indicator.code, found=found, proposed=meant, because=because, detail=said
    )


def _cause(suspect: Suspect, meant: str | None, at: CellRef) -> dict[str, str]:
    """What the message adds about the cell that is probably wrong."""
    if meant is None:
        return {
            "cause": f"; ô sai có lẽ là {at.cell} ({suspect.code}): {suspect.because['vi']}",
            "cause_en": f"; the wrong cell is probably {at.cell} ({suspect.code}): {suspect.because['en']}",
        }
    return {
        "cause": f"; ô {at.cell} ({suspect.code}) có lẽ là {meant}: {suspect.because['vi']}",
        "cause_en": f"; {at.cell} ({suspect.code}) should probably be {meant}: {suspect.because['en']}",
    }


def _broken_sum(rule: Rule, values: Mapping[str, Value], edition: Edition) -> Finding:
    indicator = edition.indicators[rule.left]
    amount = values[rule.left].amount
    expected = sum(values[code].amount for code in rule.right)
    detail = {
        "label": indicator.label,
        "parts": " + ".join(rule.right),
        "sum": indicator.printed(expected),
        "difference": indicator.printed(amount - expected),
    }
    return Finding(
        "KH401" if _between_sheets(rule, edition) else "KH301",
        values[rule.left].at,
        rule.left,
        found=indicator.printed(amount),
        proposed=indicator.printed(expected),
        detail=detail,
    )


def _broken_order(rule: Rule, values: Mapping[str, Value], edition: Edition) -> Finding:
    smaller, larger = edition.indicators[rule.left], edition.indicators[rule.right[0]]
    detail = {
        "label": smaller.label,
        "larger": larger.code,
        "larger_label": larger.label,
        "limit": larger.printed(values[larger.code].amount),
        "other_sheet": edition.form_of[larger.code].sheet,
    }
    found = smaller.printed(values[smaller.code].amount)
    code = "KH402" if _between_sheets(rule, edition) else "KH302"
    return Finding(code, values[rule.left].at, rule.left, found=found, detail=detail)


def _between_sheets(rule: Rule, edition: Edition) -> bool:
    return len({edition.form_of[code].number for code in rule.codes}) > 1


def cells_of(findings: list[Finding]) -> frozenset[CellRef]:
    """Every cell that some finding stands on or names."""
    return frozenset(ref for finding in findings for ref in (finding.at, *finding.also) if ref is not None)
