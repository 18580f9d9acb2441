"""Sums and orders between the cells of one unit: the forms' rules, on one sheet or between two."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.forms.rules import Rule
from khuyenhoc_cli.intake.submission import Value


def check_cell_rules(context: CheckContext) -> Iterator[Finding]:
    """One finding for each group of broken rules that share a cell: one wrong cell breaks several rules."""
    rows: dict[str, dict[str, Value]] = {}
    for (unit, code), value in context.submission.values.items():
        rows.setdefault(unit, {})[code] = value
    for unit_code, values in rows.items():
        amounts = {code: value.amount for code, value in values.items()}
        broken = [rule for rule in context.edition.rules if rule.holds(amounts) is False]
        for group in _sharing_a_cell(broken):
            yield _finding(group, values, context, context.unit(unit_code).name)


def _sharing_a_cell(broken: list[Rule]) -> list[list[Rule]]:
    """The rules in groups, so that rules of different groups have no code in common."""
    groups: list[list[Rule]] = []
    for rule in broken:
        near = [group for group in groups if any(set(rule.codes) & set(other.codes) for other in group)]
        groups = [group for group in groups if group not in near] + [[*(r for group in near for r in group), rule]]
    return groups


def _finding(group: list[Rule], values: Mapping[str, Value], context: CheckContext, unit: str) -> Finding:
    """The first broken sum on one sheet, else order, else rule between sheets; all the rules' cells stand beside it."""
    rule = min(group, key=lambda rule: (_between_sheets(rule, context.edition), rule.kind != "sum"))
    make = _broken_sum if rule.kind == "sum" else _broken_order
    finding = _at_suspect(make(rule, values, context.edition), group, values, context.edition)
    codes = dict.fromkeys(code for other in [rule, *group] for code in other.codes)
    also = tuple(values[code].at for code in codes if values[code].at != finding.at)
    return replace(finding, unit=unit, also=also)


def _at_suspect(finding: Finding, group: list[Rule], values: Mapping[str, Value], edition: Edition) -> Finding:
    """The finding, moved to the cell that several broken rules of one sheet share: it is wrong, not all the others."""
    decisive = [rule for rule in group if not _between_sheets(rule, edition)]
    shared = set.intersection(*(set(rule.codes) for rule in decisive)) if len(decisive) > 1 else set()
    if len(shared) != 1:
        return finding
    code = shared.pop()
    said = {"indicator": finding.indicator, "found": finding.found, **finding.detail}
    found = edition.indicators[code].printed(values[code].amount)
    return replace(finding, at=values[code].at, indicator=code, found=found, detail=said)


def _broken_sum(rule: Rule, values: Mapping[str, Value], edition: Edition) -> Finding:
    indicator = edition.indicators[rule.left]
    amount = values[rule.left].amount
    expected = sum(values[code].amount for code in rule.right)
    detail = {
        "label": indicator.label,
        "parts": " + ".join(rule.right),
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
