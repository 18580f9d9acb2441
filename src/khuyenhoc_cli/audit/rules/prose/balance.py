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
_STOCK = r"\b(?:số dư|dư|tồn|kết dư|quỹ|tiền|vốn|còn)\b"
_OPENING = re.compile(
    rf"{_STOCK}.{{0,25}}(?:đầu (?:năm|kỳ|nhiệm kỳ)|đầu$|(?:năm|kỳ) trước)|\bđầu (?:năm|kỳ|nhiệm kỳ) (?:có|còn|là)\b"
    r"|\b(?:năm|kỳ) trước (?:chuyển|mang|còn|để lại)|^(?:nhận )?bàn giao"
)
# before what came in, a stock is what was there
_STOCK_BEFORE = re.compile(
    rf"{_STOCK}.{{0,30}}(?:(?:chuyển|mang) (?:sang|qua)|năm \d{{4}}|có|là|$)|(?:chuyển|mang) (?:sang|qua)$|^vốn"
)
_LEFT = re.compile(
    r"\b(?:số dư|còn dư|tồn|kết dư|còn lại)\b(?!.{0,25}(?:đầu|trước))"
    r"(?:\s*:?\s*$|.{0,30}(?:cuối|đến|hiện|chuyển|quỹ|còn|là))"
)
_IN = re.compile(r"\b(?:tổng )?(?:số )?thu\b(?! nhập| hút| khác)")
_OUT = re.compile(r"\b(?:tổng )?(?:số )?chi\b(?! hội| bộ| đoàn| nhánh| khác)")
_LEAST_DIGITS = 100  # shorter figures come near each other by chance
_LINES = 15  # between what came in and what is left


@dataclass(frozen=True)
class _Entry:
    line: Line
    figure: Figure
    label: str


@dataclass(frozen=True)
class _Balance:
    """What came in, what went out, what is left."""

    came: _Entry
    went: _Entry
    left: _Entry

    @property
    def entries(self) -> tuple[_Entry, _Entry, _Entry]:
        return self.came, self.went, self.left

    def due(self, opening: Sequence[_Entry]) -> Fraction:
        """What should be left, with what was there before."""
        before = sum((entry.figure.quantity.value for entry in opening), Fraction(0))
        return before + self.came.figure.quantity.value - self.went.figure.quantity.value


def _check(document: Document) -> Iterator[Claim]:
    lines = body_lines(document)
    for line in lines:
        found = _labelled([line], _LEFT)
        if not found:
            continue
        near = [o for o in lines[max(0, line.number - _LINES) : line.number + 3] if _is_beside(o, line)]
        claims = [list(_of_left(near, left, len(found) == 1)) for left in found]
        settled = [each for each in claims if any(said.verdict == "ok" for said in each)]
        yield from (settled or claims)[-1]


def _of_left(near: Sequence[Line], left: _Entry, is_alone: bool) -> Iterator[Claim]:
    """The claim on what is left, of the nearest lines that tell what came in and what went out."""
    begins = _LEFT.match(left.label)  # else it may be what another fund has
    above = [line for line in near if line.number <= left.line.number]
    for place in ([left.line], above) if begins else ([left.line],):
        entries = [_totals(_labelled(place, pattern), left) for pattern in (_IN, _OUT)]
        if all(len(found) == 1 for found in entries):
            told = _Balance(entries[0][0], entries[1][0], left)
            others = _others([*place, *(line for line in near if line.number > left.line.number)], told)
            opening = [each for each in _labelled(place, _OPENING) if each.figure is not left.figure][:1]
            stock = [each for each in _labelled(place, _STOCK_BEFORE) if _is_before(each, told.came)]
            yield from _judged(told, opening, stock, others, is_sure=is_alone)
            return


def _is_before(one: _Entry, other: _Entry) -> bool:
    return (one.line.number, one.figure.place) < (other.line.number, other.figure.place)


def _others(place: Sequence[Line], told: _Balance) -> list[_Entry]:
    """All other money told beside the balance: any of it may be what was there before."""
    known = [entry.figure for entry in (told.came, told.went, told.left)]
    return [
        _Entry(line, figure, "")
        for line in place
        for figure in line.figures
        if figure.quantity.measure == "money" and not any(figure is each for each in known)
    ]


def _is_beside(other: Line, line: Line) -> bool:
    return other.passage.headings == line.passage.headings


def _labelled(lines: Sequence[Line], pattern: re.Pattern[str]) -> list[_Entry]:
    """The money whose label, the words right before it, the pattern finds."""
    found = []
    for line in lines:
        for figure in line.figures:
            label = re.split(r"[;.,(]", figure.before.rstrip(" :"))[-1].strip(" :-+–•")
            roles = ("value",) if pattern in (_IN, _OUT, _LEFT) else ("value", "before")
            is_meant = figure.quantity.measure == "money" and figure.role in roles and figure.bracket is None
            if is_meant and pattern.search(label) and not figure.is_rough:
                found.append(_Entry(line, figure, label))
    return found


def _totals(entries: Sequence[_Entry], left: _Entry) -> list[_Entry]:
    """Those before what is left; of several the ones that say they are all of it."""
    before = [e for e in entries if (e.line.number, e.figure.place) < (left.line.number, left.figure.place)]
    return [e for e in before if e.label.startswith("tổng")] if len(before) > 1 else list(before)


def _judged(
    told: _Balance, opening: Sequence[_Entry], stock: Sequence[_Entry], others: Sequence[_Entry], *, is_sure: bool
) -> Iterator[Claim]:
    """The claim on what is left: with what was there before, or without it where that is counted as having come in.

    Where nothing says what was there before, it can only look like a slip.
    """
    ways: list[Sequence[_Entry]] = [opening, ()] if opening else [()]
    beside = [other for other in others if opening and other.line is told.left.line is opening[0].line]
    for way in [*ways, *([other] for other in others), *([*opening, other] for other in beside)]:
        slack = sum((e.figure.quantity.step for e in (*way, *told.entries)), Fraction(0)) / 2
        if abs(told.due(way) - told.left.figure.quantity.value) <= slack:
            yield _said(told, way, "ok")
            return
    ways.extend([each] for each in stock)
    slips = [way for way in ways if is_slip_of_a_part(told.due(way), told.left.figure.quantity.value)]
    told_apart = bool(opening) and opening[0].line is told.came.line is told.left.line
    best = slips[0] if slips else ways[0]
    if opening and is_sure:
        yield _said(told, best, "wrong" if slips or told_apart else "doubtful")
    elif slips and min(_digits(entry) for entry in told.entries) >= _LEAST_DIGITS:
        yield _said(told, best, "doubtful")


def _digits(entry: _Entry) -> Fraction:
    """The number that is printed without its trailing zeros and its comma."""
    number = entry.figure.quantity.value / entry.figure.quantity.step
    while number and number % 10 == 0:
        number /= 10
    return number


def _said(told: _Balance, opening: Sequence[_Entry], verdict: Verdict) -> Claim:
    like = told.left.figure.quantity
    terms = " + ".join(amount(entry.figure.quantity.value, like) for entry in (*opening, told.came))
    computed = amount(told.due(opening), like)
    shown = f"{terms} - {amount(told.went.figure.quantity.value, like)} = {computed}, in: {amount(like.value, like)}"
    against = ((entry.line, entry.figure) for entry in (*opening, told.came, told.went))
    return claim(_RULE, "sum", told.left.line, told.left.figure, computed, verdict, shown, against)


BALANCE = Rule(
    _RULE,
    "sum",
    "Số dư cuối kỳ bằng số dư đầu kỳ cộng số thu trừ số chi, hoặc bằng số thu trừ số chi khi số dư đầu kỳ đã tính vào "
    "số thu. Không nêu số dư đầu kỳ thì chỉ nghi vấn, và chỉ khi như nhầm một chữ số hay đảo hai chữ số; số tiền "
    "nào ghi bên cạnh mà làm phép tính khớp thì coi là số dư đầu kỳ.",
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
            (("63.270.000", "doubtful"),),
        ),
        Example(
            "Tổng thu 900 triệu đồng, tổng chi 850 triệu đồng; quỹ còn dư 125 triệu đồng.",
            (),
        ),
        Example(
            "Tổng thu 900 triệu đồng, tổng chi 850 triệu đồng; quỹ còn dư 125 triệu đồng (số dư năm trước "
            "75 triệu đồng).",
            (("125", "ok"),),
        ),
        Example("Năm 2023 thu 350 triệu đồng, chi 380 triệu đồng, số dư còn 20 triệu đồng.", ()),
        Example(
            "Tổng thu 850 triệu đồng; tổng chi 700 triệu đồng; tồn quỹ cuối năm 2023: 150 triệu đồng; tồn quỹ cuối năm "
            "2022: 130 triệu đồng.",
            (("150", "ok"),),
        ),
        Example("Thu trong năm 3,48 tỷ đồng; chi học bổng 1,1 tỷ đồng; quỹ của 148 chi hội còn dư.", ()),
    ),
)
