"""Percentages after a count: of each denominator that the text offers, at the printed precision and either rounding."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule, Verdict
from khuyenhoc_cli.audit.rules.prose.printing import amount, percent, rounds_to
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, claim, lines_of

_LINES_BACK = 8
_OF = re.compile(r"^\s*\)?\s*(?P<of>(?:so với|trên|của|trong|/)?\s*(?:tổng\s*)?số\s[^,;.()]*)")
_RATE_OF_ITS_OWN = re.compile(r"t[ỷỉ] lệ(?!\s*(?:là|đạt|chiếm|:|$|\())")
_AMONG = re.compile(r"^[\s–+-]*trong (?:tổng )?số\s+(?P<of>[^,;.:]*),")
_COMMON = frozenset(
    [
        "so",
        "với",
        "trên",
        "của",
        "trong",
        "tổng",
        "số",
        "toàn",
        "tỉnh",
        "huyện",
        "xã",
        "là",
        "có",
        "các",
        "cả",
        "đã",
        "được",
        "thuộc",
        "cấp",
        "và",
    ]
)


@dataclass(frozen=True)
class _Base:
    """A denominator: the figure that prints it, and what it is worth."""

    figure: Figure
    value: Fraction


def _check(document: Document) -> Iterator[Claim]:
    lines = lines_of(document)
    for line in lines:
        for figure in line.figures:
            if figure.quantity.measure == "percent" and figure.role == "value":
                yield from _judged(line, figure, lines)


def _judged(line: Line, rate: Figure, lines: Sequence[Line]) -> Iterator[Claim]:
    if (upper := _numerator(line, rate)) is None:
        return
    bases = _bases(line, upper, lines)
    for base in bases:
        if base.value and rounds_to(upper.quantity.value / base.value * 100, rate.quantity):
            yield _said(line, rate, upper, base, "ok")
            return
    if not bases or rate.is_rough or _implied(line, rate, upper):
        return
    if (common := _of_siblings(line, rate, bases)) is not None:
        yield _said(line, rate, upper, common, "wrong")
        return
    named, is_named = _named(line, rate, upper, bases)
    if named is not None and named.value:
        yield _said(line, rate, upper, named, "wrong" if is_named else "doubtful")


def _of_siblings(line: Line, rate: Figure, bases: Sequence[_Base]) -> _Base | None:
    """What all other shares in brackets of the sentence are of, where they are all of it: "12 loại Tốt (20%); …"."""
    if rate.bracket is None:
        return None
    others = [
        (counted, other)
        for other in line.figures
        if other is not rate and other.bracket is not None and other.sentence == rate.sentence
        if other.quantity.measure == "percent" and other.role == "value"
        for counted in [_numerator(line, other)]
        if counted is not None
    ]
    mine = _numerator(line, rate)
    total = sum((counted.quantity.value for counted, _ in others), mine.quantity.value if mine else Fraction(0))
    for base in bases if len(others) > 1 else ():
        if base.value == total and all(rounds_to(a.quantity.value / base.value * 100, b.quantity) for a, b in others):
            return base
    return None


def _said(line: Line, rate: Figure, upper: Figure, base: _Base, verdict: Verdict) -> Claim:
    exact = upper.quantity.value / base.value * 100
    computed = percent(exact, rate.quantity)
    shown = f"{amount(upper.quantity.value, upper.quantity)}/{amount(base.value, base.figure.quantity)} = {computed}"
    printed = rate.quantity.text
    return claim("ti-le", "ratio", line, rate, computed, verdict, f"{shown}, in: {printed}")


def _numerator(line: Line, rate: Figure) -> Figure | None:
    """The count or the money that the percentage tells of: the last before it in its clause, or in brackets behind."""
    for figure in reversed(line.figures[: rate.place]):
        if figure.clause != rate.clause:
            break
        if figure.quantity.measure in ("percent", "points", "per_person"):
            continue
        if figure.role != "value" or _RATE_OF_ITS_OWN.search(line.between(figure, rate)):
            return None
        if figure.bracket not in (None, rate.bracket):
            continue
        return figure
    behind = line.figures[rate.place + 1 : rate.place + 2]
    if behind and behind[0].quantity.measure == "share" and re.fullmatch(r"[^;,.()]*\(\s*", behind[0].before):
        return behind[0]
    return None


def _bases(line: Line, upper: Figure, lines: Sequence[Line]) -> list[_Base]:
    """What the count may be a share of: the N of n/N, else what stands before it, the nearest last."""
    if upper.quantity.whole is not None:
        return [_Base(upper, upper.quantity.whole)]
    found: list[_Base] = []
    for other in lines[max(0, line.number - _LINES_BACK) : line.number]:
        if other.passage.headings == line.passage.headings and other.passage.part == line.passage.part:
            found += _offered(other.figures, upper)
    return found + _offered(line.figures[: upper.place], upper)


def _offered(figures: Sequence[Figure], upper: Figure) -> list[_Base]:
    bases = []
    for figure in figures:
        quantity = figure.quantity
        if figure.role != "value":
            continue
        if quantity.measure == upper.quantity.measure:
            bases.append(_Base(figure, quantity.value))
        elif quantity.whole is not None and upper.quantity.measure == "count":
            bases += [_Base(figure, quantity.value), _Base(figure, quantity.whole)]
    return bases


def _implied(line: Line, rate: Figure, upper: Figure) -> bool:
    """Whether another count and percentage of the same paragraph mean the same denominator, which is not printed."""
    low, high = _interval(upper, rate)
    for other in line.figures:
        if other is rate or other.quantity.measure != "percent" or other.role != "value":
            continue
        counted = _numerator(line, other)
        if counted is None or counted.place == upper.place or other.place > rate.place:
            continue
        below, above = _interval(counted, other)
        if max(low, below) <= min(high, above):
            return True
    return False


def _interval(upper: Figure, rate: Figure) -> tuple[Fraction, Fraction]:
    value, half = rate.quantity.value, rate.quantity.step / 2
    if value - half <= 0:
        return Fraction(0), Fraction(0)
    return upper.quantity.value * 100 / (value + half), upper.quantity.value * 100 / (value - half)


def _named(line: Line, rate: Figure, upper: Figure, bases: Sequence[_Base]) -> tuple[_Base | None, bool]:
    """(the denominator that the words mean, whether they name it)."""
    if upper.quantity.whole is not None:
        is_apart = "so với" in rate.after and "tổng số" not in rate.after
        return bases[0], not is_apart
    here = [base for base in bases if base.figure in line.figures]
    words = _OF.match(rate.after)
    begin, _ = line.reading.sentence(upper)
    among = _AMONG.match(line.text[begin:])
    of = words["of"] if words else among["of"] if among else ""
    if not of:
        totals = [base for base in here if _is_total(base.figure) and _same_unit(base.figure, upper)]
        return (totals[0], False) if totals else (None, False)
    if "đăng ký" in of:
        registered = [base for base in bases if "đăng ký" in base.figure.after and base.value >= upper.quantity.value]
        return (registered[-1], True) if registered else (None, False)
    meant = [base for base in bases if _answers(base, of) and "đăng ký" not in base.figure.after[:60]]
    return (meant[-1] if among and not words else meant[0], True) if meant else (None, False)


def _is_total(figure: Figure) -> bool:
    return bool(re.search(r"(?:có|tổng|toàn)[^,;.]*$", figure.before))


def _same_unit(figure: Figure, other: Figure) -> bool:
    return figure.quantity.unit == other.quantity.unit != ""


def _answers(base: _Base, of: str) -> bool:
    """Whether the first words of the denominator, as it is named, are the unit that the figure counts."""
    wanted = [word for word in re.findall(r"[^\W\d_]+", of) if word not in _COMMON][:2]
    have = set(re.findall(r"[^\W\d_]+", base.figure.around))
    return len(wanted) > 0 and all(word in have for word in wanted)


RATES = Rule(
    "ti-le",
    "ratio",
    "Tỷ lệ phần trăm ghi sau một số lượng được tính lại với từng mẫu số có trong văn bản (tổng số, số đăng ký, "
    "N của n/N), "
    "làm tròn hay bỏ bớt phần lẻ đều được. Chỉ kết luận sai khi câu nêu rõ mẫu số và mẫu số ấy có trong đoạn; tỷ lệ mà "
    "mẫu số không có trong báo cáo thì không xét.",
    _check,
    (
        Example(
            "Toàn tỉnh có 257 cơ sở (30,41% so với tổng số cơ sở tôn giáo); trong đó có 184 cơ sở đăng ký "
            "(đạt 70,43% so với tổng số cơ sở), 128 cơ sở ước đạt (49,81% so với tổng số cơ sở).",
            (("70,43%", "wrong"), ("49,81%", "ok")),
        ),
        Example(
            "Toàn huyện có 2.000 hộ; 1.501 hộ đăng ký, đạt 75,05% so với tổng số hộ; 1.000 hộ đạt danh hiệu, "
            "bằng 50% so với "
            "tổng số hộ và bằng 66,62% so với số hộ đăng ký.",
            (("75,05%", "ok"), ("50%", "ok"), ("66,62%", "ok")),
        ),
        Example(
            "Có 14/15 xã ban hành kế hoạch, đạt 93,33%; 12/15 xã đã kiểm tra (85%).",
            (("93,33%", "ok"), ("85%", "wrong")),
        ),
        Example("Toàn xã có 812 hộ, trong đó 400 hộ đăng ký (đạt 94,26%).", (("94,26%", "doubtful"),)),
        Example(
            "Có 60 đơn vị được đánh giá, gồm 12 đơn vị Tốt (20%); 30 đơn vị Khá (50%); 18 đơn vị Trung bình (38%).",
            (("20%", "ok"), ("50%", "ok"), ("38%", "wrong")),
        ),
        Example("Đến nay 66,7% số thôn (8/12) đã có chi hội.", (("66,7%", "ok"),)),
        Example("Tổng số hội viên 5.200 người; tỷ lệ hội viên trên dân số đạt 26,35%.", ()),
    ),
)
