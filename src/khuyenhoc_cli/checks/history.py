"""Values against the same period a year before. Only ever a doubt: things do change."""

from collections.abc import Iterator
from fractions import Fraction

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.forms.model import Indicator, Measure
from khuyenhoc_cli.intake.submission import Value
from khuyenhoc_cli.text.numbers import print_decimal, round_half_up
from khuyenhoc_cli.workspace.config import HistoryCheck

_SLIPS = (1000, 100, 10)


def check_history(context: CheckContext) -> Iterator[Finding]:
    """Cells that are many times what they were, or a small part of it, beyond the workspace's thresholds."""
    for place, value in context.submission.values.items():
        before = context.previous.get(place)
        indicator = context.edition.indicators.get(place[1])
        if before is None or indicator is None or value.at in context.doubted:
            continue
        if _is_far(indicator, before, value.amount, context.thresholds.history):
            yield _finding(context, indicator, before, value, context.unit(place[0]).name)


def _is_far(indicator: Indicator, before: int, now: int, limits: HistoryCheck) -> bool:
    """Whether both are above zero, `times` apart, and the difference is worth a question."""
    if indicator.measure is Measure.FLAG or before <= 0 or now <= 0:
        return False
    minimum = limits.minimum_trieu_dong if indicator.measure is Measure.MONEY else limits.minimum_count
    low, high = sorted((before, now))
    return high - low >= minimum * indicator.scale and high >= low * limits.times


def _finding(context: CheckContext, indicator: Indicator, before: int, value: Value, unit: str) -> Finding:
    proposal = _without_slip(before, value.amount)
    times = print_decimal(Fraction(max(before, value.amount), min(before, value.amount)), 1)
    grew = value.amount > before
    detail = {
        "label": indicator.label,
        "compared_with": context.submission.period.year_before.name,
        "previous": indicator.printed(before),
        "change": f"gấp {times} lần" if grew else f"chỉ bằng 1/{times}",
        "change_en": f"{times} times as much" if grew else f"only 1/{times} of it",
    }
    return Finding(
        "KH501",
        value.at,
        indicator.code,
        unit,
        indicator.printed(value.amount),
        None if proposal is None else indicator.printed(proposal),
        detail=detail,
    )


def _without_slip(before: int, now: int) -> int | None:
    """The value with one digit group too many or too few undone, when that comes close to the year before."""
    for slip in _SLIPS:
        for proposal in (Fraction(now, slip), Fraction(now * slip)):
            if Fraction(1, 2) <= proposal / before <= 2:
                return int(round_half_up(proposal))
    return None
