"""The balance of a fund: what was there, what came in, what went out, what is left."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule, Verdict
from khuyenhoc_cli.audit.rules.prose.printing import amount
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, body_lines, claim
from khuyenhoc_cli.audit.slips import is_slip_of_a_part

_RULE = "can-doi-quy"
_OPENING = re.compile(r"\b(?:số dư|dư|tồn|kết dư)\b.{0,25}(?:đầu (?:năm|kỳ|nhiệm kỳ)|(?:năm|kỳ) trước)")
_LEFT = re.compile(
    r"\b(?:số dư|còn dư|tồn|kết dư|còn lại)\b(?!.{0,25}(?:đầu|trước))"
    r"(?:\s*:?\s*$|.{0,30}(?:cuối|đến|hiện|chuyển|quỹ|còn|là))"
)
_IN = re.compile(r"\b(?:tổng )?(?:số )?thu\b(?! nhập| hút| khác)")
_OUT = re.compile(r"\b(?:tổng )?(?:số )?chi\b(?! hội| bộ| đoàn| nhánh| khác)")
_LINES = 15  # between what came in and what is left


@dataclass(frozen=True)
class _Entry:
    line: Line
    figure: Figure
    label: str


def _check(document: Document) -> Iterator[Claim]:
    lines = body_lines(document)
    for line in lines:
        left = _last(_labelled([line], _LEFT))
        if left is None:
            continue
        above = [o for o in lines[max(0, line.number - _LINES) : line.number] if _is_beside(o, line)]
        begins = _LEFT.match(left.label)  # else it may be what another fund has
        for place in ([line], [*above, line]) if begins else ([line],):
            entries = [_totals(_labelled(place, pattern), left) for pattern in (_IN, _OUT)]
            if all(len(found) == 1 for found in entries):
                opening = _labelled(place, _OPENING)
                yield from _judged(opening[:1], entries[0][0], entries[1][0], left)
                break


def _is_beside(other: Line, line: Line) -> bool:
    return other.passage.headings == line.passage.headings


def _labelled(lines: Sequence[Line], pattern: re.Pattern[str]) -> list[_Entry]:
    """The money whose label, the words right before it, the pattern finds."""
    found = []
    for line in lines:
        for figure in line.figures:
            label = re.split(r"[;.,(]", figure.before.rstrip(" :"))[-1].strip(" :-+–•")
            is_meant = figure.quantity.measure == "money" and figure.role == "value" and figure.bracket is None
            if is_meant and pattern.search(label) and not figure.is_rough:
                found.append(_Entry(line, figure, label))
    return found


def _totals(entries: Sequence[_Entry], left: _Entry) -> list[_Entry]:
    """Those before what is left; of several the ones that say they are all of it."""
    before = [e for e in entries if (e.line.number, e.figure.place) < (left.line.number, left.figure.place)]
    return [e for e in before if e.label.startswith("tổng")] if len(before) > 1 else list(before)


def _last(entries: Sequence[_Entry]) -> _Entry | None:
    return entries[-1] if entries else None


def _judged(opening: Sequence[_Entry], came: _Entry, went: _Entry, left: _Entry) -> Iterator[Claim]:
    """The claim on what is left: with what was there before, or without it where that is counted as having come in."""
    ways = [opening, ()] if opening else [()]
    slack = sum((e.figure.quantity.step for e in (*opening, came, went, left)), Fraction(0)) / 2
    for way in ways:
        if abs(_due(way, came, went) - left.figure.quantity.value) <= slack:
            yield _said(way, came, went, left, "ok")
            return
    slips = [way for way in ways if is_slip_of_a_part(_due(way, came, went), left.figure.quantity.value)]
    told_apart = bool(opening) and opening[0].line is came.line is left.line
    best = slips[0] if slips else ways[0]
    yield _said(best, came, went, left, "wrong" if slips or told_apart else "doubtful")


def _due(opening: Sequence[_Entry], came: _Entry, went: _Entry) -> Fraction:
    before = sum((entry.figure.quantity.value for entry in opening), Fraction(0))
    return before + came.figure.quantity.value - went.figure.quantity.value


def _said(opening: Sequence[_Entry], came: _Entry, went: _Entry, left: _Entry, verdict: Verdict) -> Claim:
    like = left.figure.quantity
    terms = " + ".join(amount(entry.figure.quantity.value, like) for entry in (*opening, came))
    computed = amount(_due(opening, came, went), like)
    shown = f"{terms} - {amount(went.figure.quantity.value, like)} = {computed}, in: {amount(like.value, like)}"
    against = ((entry.line, entry.figure) for entry in (*opening, came, went))
    return claim(_RULE, "sum", left.line, left.figure, computed, verdict, shown, against)


BALANCE = Rule(
    _RULE,
    "sum",
    "Số dư cuối kỳ bằng số dư đầu kỳ cộng số thu trừ số chi, hoặc bằng số thu trừ số chi khi số dư đầu kỳ đã tính vào "
    "số thu. Không nêu số dư đầu kỳ thì chỉ nghi vấn, trừ khi chỉ nhầm một chữ số hay đảo hai chữ số.",
    _check,
    (
        Example(
            "Số dư đầu năm 1,25 tỷ đồng; thu trong năm 3,48 tỷ đồng; chi trong năm 3,12 tỷ đồng; số dư cuối năm 1,61 "
            "tỷ đồng.",
            (("1,61", "ok"),),
        ),
        Example(
            "Số dư đầu năm 1,25 tỷ đồng; thu trong năm 3,48 tỷ đồng; chi trong năm 3,12 tỷ đồng; số dư cuối năm 1,16 "
            "tỷ đồng.",
            (("1,16", "wrong"),),
        ),
        Example(
            "Tổng thu: 207.570.000 đồng.\nTổng chi: 143.850.000 đồng.\nTồn quỹ chuyển sang năm 2025: 63.270.000 đồng.",
            (("63.270.000", "wrong"),),
        ),
        Example(
            "Tổng thu 900 triệu đồng, tổng chi 850 triệu đồng; quỹ còn dư 125 triệu đồng.",
            (("125", "doubtful"),),
        ),
        Example("Thu trong năm 3,48 tỷ đồng; chi học bổng 1,1 tỷ đồng; quỹ của 148 chi hội còn dư.", ()),
    ),
)
