"""Values against the same period a year before. Only ever a doubt: things do change."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.checks.slips import DIGIT_SLIPS, UNIT_SLIPS, Slip, unit_because
from khuyenhoc_cli.findings.catalogue import Language
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.forms.model import Indicator, Measure
from khuyenhoc_cli.intake.cells import typed
from khuyenhoc_cli.intake.submission import Value
from khuyenhoc_cli.text.numbers import print_decimal, round_half_up
from khuyenhoc_cli.workspace.config import HistoryCheck

_TIMES_OF_A_UNIT_SLIP = 500  # nearer to the 1.000 of a slip of unit than to the 100 of two digits


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
    low, high = sorted((before, now))
    is_unit_slip = high >= low * _TIMES_OF_A_UNIT_SLIP
    money = limits.minimum_trieu_dong_of_a_unit_slip if is_unit_slip else limits.minimum_trieu_dong
    minimum = money if indicator.measure is Measure.MONEY else limits.minimum_count
    return high - low >= minimum * indicator.scale and high >= low * limits.times


def _finding(context: CheckContext, indicator: Indicator, before: int, value: Value, unit: str) -> Finding:
    times = print_decimal(Fraction(max(before, value.amount), min(before, value.amount)), 1)
    grew = value.amount > before
    detail = {
        "label": indicator.label,
        "compared_with": context.submission.period.year_before.name,
        "previous": indicator.printed(before),
        "change": f"gấp {times} lần" if grew else f"chỉ bằng 1/{times}",
        "change_en": f"{times} times as much" if grew else f"only 1/{times} of it",
    }
    found = indicator.printed(value.amount)
    doubt = Finding("KH501", value.at, indicator.code, unit, found, detail=detail)
    slip = _slip(before, value.amount, context.thresholds.history.near)
    if slip is None:
        return doubt
    proposed = typed(int(round_half_up(slip.undone(value.amount))), indicator)
    return replace(doubt, proposed=proposed, because=_because(slip, indicator, before))


def _slip(before: int, now: int, near: Fraction) -> Slip | None:
    """The slip of unit or digit that, undone, comes close to the year before."""
    for slip in (*UNIT_SLIPS, *DIGIT_SLIPS):
        if 1 <= slip.undone(now) / before * near <= near**2:
            return slip
    return None


def _because(slip: Slip, indicator: Indicator, before: int) -> dict[Language, str]:
    if slip in UNIT_SLIPS and indicator.measure is Measure.MONEY and slip.money:
        return unit_because(slip, indicator)
    previous = indicator.printed(before)
    return {"vi": f"vì cùng kỳ là {previous}", "en": f"because it was {previous} a year before"}
