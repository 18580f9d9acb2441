"""What parts say of their total: that they come to it, that they are more, or that they should be all and are not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Verdict
from khuyenhoc_cli.audit.rules.prose.parts import Parts
from khuyenhoc_cli.audit.rules.prose.printing import amount
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, claim
from khuyenhoc_cli.audit.slips import is_slip_of_a_part


def judged(line: Line, totals: Sequence[Figure], parts: Parts) -> Iterator[Claim]:
    """The claim on the total: equal, or exceeded, or short of it where the parts are all of it."""
    figures = parts.figures
    slack = sum((part.quantity.step / 2 for part in figures), Fraction(0))
    for total in reversed(totals):
        loose = (slack + total.quantity.step / 2) if total.quantity.measure == "money" else 0
        if abs(parts.sum - total.quantity.value) <= loose and len(figures) > 1:
            yield _said(line, total, parts, "ok")
            return
    total = totals[-1]
    difference = parts.sum - total.quantity.value
    if total.is_rough:
        return
    if len(figures) == 1 or all(part.quantity.value > total.quantity.value for part in figures):
        alike = figures[0].quantity.unit in ("", total.quantity.unit)  # else it counts something else
        if alike and figures[0].quantity.value > total.quantity.value:
            yield _said(line, total, replace(parts, figures=figures[:1]), "doubtful")
        return
    if parts.are_all:
        yield _said(line, total, parts, "wrong")
    elif difference > 0:
        yield _said(line, total, parts, "wrong" if parts.source or parts.are_some else "doubtful")
    elif is_slip_of_a_part(parts.sum, total.quantity.value) or (
        not parts.are_some and len(figures) > 2 and -difference <= total.quantity.value / 4
    ):
        yield _said(line, total, parts, "doubtful")


def each_within(line: Line, totals: Sequence[Figure], parts: Sequence[Figure]) -> Iterator[Claim]:
    """A claim for each part that is more than the largest of the totals: such parts lie within each other."""
    total = max(totals, key=lambda figure: figure.quantity.value)
    for part in parts:
        if part.quantity.value > total.quantity.value and part.quantity.measure != "share":
            yield _said(line, total, Parts((part,), are_all=False, are_some=True), "wrong")


def _said(line: Line, total: Figure, parts: Parts, verdict: Verdict) -> Claim:
    """The claim: several parts come to the total, one alone is within it."""
    like, is_one = total.quantity, len(parts.figures) == 1
    shown = " + ".join(amount(part.quantity.value, part.quantity) for part in parts.figures)
    computed = "" if is_one else amount(parts.sum, like)
    shown += f" = {computed}" if computed else ""
    is_more = verdict != "ok" and parts.sum > like.value and (is_one or bool(parts.source))
    where = f" ({parts.source})" if parts.source else ""
    message = f"{shown}{where}, {'lớn hơn' if is_more else 'in:'} {amount(like.value, like)}"
    lines = parts.lines or (line,) * len(parts.figures)
    against = zip(lines, parts.figures, strict=False)
    return claim("tong", "sum", line, total, computed, verdict, message, against)
