"""What parts say of their total: that they come to it, that they are more, or that they should be all and are not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from khuyenhoc_cli.audit.model import Claim, Verdict
from khuyenhoc_cli.audit.rules.prose.parts import Parts
from khuyenhoc_cli.audit.rules.prose.printing import in_one_scale
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, claim
from khuyenhoc_cli.audit.slips import is_slip_of_a_part

_BOUND = re.compile(
    r"\b(?:bình quân|trung bình|mỗi|từng|tối đa|tối thiểu|không quá|ít nhất|nhiều nhất|cao nhất|thấp nhất|"
    r"(?:một|01|1) (?:suất|người|hộ|xã|lớp))\b[^;,.()]*$|\b(?:dưới|từ)\s*$"
)
_WORDS = r"(?:[^\W\d_]+\s+){0,4}(?:[^\W\d_]+\s*)?"
_PER = re.compile(rf"\s*{_WORDS}/\s*[^\W\d_]")
_OR_MORE = re.compile(rf"\s*{_WORDS}trở (?:lên|xuống)")
_MOST_PLACES = 40


def judged(line: Line, totals: Sequence[Figure], parts: Parts) -> Iterator[Claim]:
    """The claim on the total: equal, or exceeded, or short of it where the parts are all of it."""
    totals = [total for total in totals if not is_bound(line, total)]
    figures = parts.figures
    for total in reversed(totals):
        added = adding_up(total, figures)
        if added and (len(added) == len(figures) or not _are_numbers(total, figures)):
            yield _said(line, total, replace(parts, figures=added, lines=parts.lines[: len(added)]), "ok")
            return
    if not totals or totals[-1].is_rough or _are_numbers(totals[-1], figures):
        return
    if _is_one_of_several(line, totals[-1]) or _has_one_each(line, totals[-1], figures):
        return
    total = totals[-1]
    difference = parts.sum - total.quantity.value
    if len(figures) == 1 or all(part.quantity.value > total.quantity.value for part in figures):
        alike = figures[0].quantity.unit in ("", total.quantity.unit)  # else it counts something else
        if alike and figures[0].quantity.value > total.quantity.value:
            yield _said(line, total, replace(parts, figures=figures[:1]), "doubtful")
        return
    if parts.is_open and difference < 0:
        return
    if parts.are_all:
        yield _said(line, total, parts, "wrong")
    elif difference > 0:
        yield _said(line, total, parts, "wrong" if parts.source or parts.are_some else "doubtful")
    elif is_slip_of_a_part(parts.sum, total.quantity.value) or (
        not parts.are_some and len(figures) > 2 and -difference <= total.quantity.value / 4
    ):
        yield _said(line, total, parts, "doubtful")


def adding_up(total: Figure, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The parts that come to the total: all of them, or the first ones, where the list ends and another begins."""
    goes_on = bool(figures) and bool(re.match(r"[^,;\d]*\bvà\b", figures[-1].before))  # "…, 03 của B và 01 của C"
    for number in range(len(figures), len(figures) - 1 if goes_on else 1, -1):
        if number < 2:
            break
        some = tuple(figures[:number])
        slack = sum((part.quantity.step / 2 for part in some), total.quantity.step / 2)
        off = abs(sum((part.quantity.value for part in some), Fraction(0)) - total.quantity.value)
        if off <= (slack if total.quantity.measure == "money" else 0):
            return some
    return ()


def is_bound(line: Line, total: Figure) -> bool:
    """Whether it is what one has, or at least or at most: what stands behind it are no parts of it."""
    behind = line.text[total.quantity.end : total.quantity.end + 60]
    return bool(_BOUND.search(total.before) or _PER.match(behind) or _OR_MORE.match(behind))


def _are_numbers(total: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the parts only number places or points: "khóm 1, 2, 3, 4, 6", "(1) …; (2) …; (3) …"."""
    values = [part.quantity.value for part in figures]
    is_told = len(values) > 2 and values[0] == 1 and values[-1] <= _MOST_PLACES
    if any(a >= b for a, b in pairwise(values)) or any(part.quantity.measure != "count" for part in figures):
        return False
    return len(values) > 1 and (is_told or len(values) == total.quantity.value)


def _is_one_of_several(line: Line, total: Figure) -> bool:
    """Whether it ends a list of unlike things: "2 bằng khen, 45 giấy khen, 12 kỷ niệm chương, trong đó …"."""
    if not total.place:
        return False
    before = line.figures[total.place - 1]
    between = line.between(before, total)
    unlike = before.quantity.unit and total.quantity.unit and before.quantity.unit != total.quantity.unit
    return bool(unlike and before.role == total.role == "value" and re.fullmatch(rf"\s*{_WORDS}(?:,|và)\s*", between))


def _has_one_each(line: Line, total: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the total only says of how many the parts tell: "trao 36 suất cho 4 xã: A 12, B 10, C 8, D 6"."""
    if len(figures) != total.quantity.value or any(part.quantity.unit for part in figures):
        return False
    told = sum((part.quantity.value for part in figures), Fraction(0))
    before = (each for each in line.figures[: total.place] if each.sentence == total.sentence)
    return any(part.quantity.value > total.quantity.value for part in figures) or any(
        each.quantity.value == told for each in before
    )


def each_within(line: Line, totals: Sequence[Figure], parts: Sequence[Figure]) -> Iterator[Claim]:
    """A claim for each part that is more than the largest of the totals: such parts lie within each other."""
    totals = [total for total in totals if not is_bound(line, total)]
    if not totals:
        return
    total = max(totals, key=lambda figure: figure.quantity.value)
    for part in parts:
        if part.quantity.value > total.quantity.value and part.quantity.measure != "share":
            yield _said(line, total, Parts((part,), are_all=False, are_some=True), "wrong")


def _said(line: Line, total: Figure, parts: Parts, verdict: Verdict) -> Claim:
    """The claim: several parts come to the total, one alone is within it."""
    like, is_one = total.quantity, len(parts.figures) == 1
    *terms, printed, sum_printed = in_one_scale(
        [*(part.quantity for part in parts.figures), like, replace(like, value=parts.sum)]
    )
    shown = " + ".join(terms)
    computed = "" if is_one else sum_printed
    shown = shown.replace("+ -", "- ")
    shown += f" = {computed}" if computed else ""
    is_more = verdict != "ok" and parts.sum > like.value and (is_one or bool(parts.source))
    where = f" ({parts.source})" if parts.source else ""
    message = f"{shown}{where}, {'lớn hơn' if is_more else 'in:'} {printed}"
    lines = parts.lines or (line,) * len(parts.figures)
    against = zip(lines, parts.figures, strict=False)
    return claim("tong", "sum", line, total, computed, verdict, message, against)
