"""Percentages after a count: of each denominator that the text offers, at the printed precision and either rounding."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Document, Verdict
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.printing import amount, digits_of, is_slip_of_rate, percent, quotient_prints
from khuyenhoc_cli.audit.rules.prose.rate_links import is_of_a_part, link_of, other_year_of, tells_its_whole, years_of
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, claim, lines_of

_LINES_BACK = 8
_OF = re.compile(
    r"^\s*\)?\s*(?P<of>(?:so với|trên|của|trong|/)?\s*(?:tổng\s*)?số\s[^,;.()]*|(?:so với|trên) (?:đã )?đăng ký)"
)
_RATE_OF_ITS_OWN = re.compile(r"t[ỷỉ] lệ(?!\s*(?:là|đạt|chiếm|:|$|\())")
_AMONG = re.compile(r"^[\s–+-]*trong (?:tổng )?số\s+(?P<of>[^,;.:]*),")
_OF_A_PLAN = re.compile(
    r"\s*(?:so với )?(?:dự toán|kế hoạch|chỉ tiêu|mục tiêu|nghị quyết|cùng kỳ|năm \d|năm (?:trước|ngoái))"
)
_ON_THE_WHOLE = re.compile(r"\btrên (?:tổng )?số\s*$")
_DIRECT = re.compile(r"(?:,|\()\s*(?:đạt|chiếm|bằng)(?: t[ỷỉ] lệ)?\s*$|\(\s*$")
_PLAN_ASIDE = re.compile(
    r"^\s*(?:so với )?(?:kế hoạch|chỉ tiêu|dự toán)[^;.()]{0,20}\((?:kế hoạch|chỉ tiêu)?[^;.()\d]{0,15}$"
)
_PLACE = re.compile(r"toàn (?:tỉnh|huyện|thị xã|thành phố|xã|phường|quốc)|cả nước")
_SOME = 3  # digits of a percentage that may agree with one of a few
_OF_PEOPLE = re.compile(r"\s*(?:so với |trên )?(?:tổng )?(?:dân số|số dân)")
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
    """A denominator: the figure that prints it, its line, and what it is worth."""

    line: Line
    figure: Figure
    value: Fraction


def check_rates(document: Document) -> Iterator[Claim]:
    """Claims on the percentages whose count and denominator are printed."""
    lines = lines_of(document)
    years = years_of(document)
    for line in lines:
        for figure in line.figures:
            if figure.quantity.measure == "percent" and figure.role == "value":
                yield from _judged(line, figure, lines, years)


def _judged(line: Line, rate: Figure, lines: Sequence[Line], years: frozenset[str]) -> Iterator[Claim]:
    if (told := _told_with_its_whole(line, rate)) is not None:
        part, whole = told
        same = _prints(part, whole, rate)
        yield _said(line, rate, part, whole, "ok" if same else "doubtful" if rate.is_rough else "wrong")
        return
    if (upper := _numerator(line, rate)) is None:
        return
    link = link_of(line, upper, rate) if upper.place < rate.place else "firm"
    if link == "apart":
        return
    bases = _bases(line, upper, lines)
    fitting = [base for base in bases if _prints(upper, base, rate)]
    if fitting:
        likely = [base for base in fitting if _may_be_of(base, line, upper, rate)]
        yield from (_said(line, rate, upper, base, "ok") for base in likely[:1])
        return
    is_inverted = upper.quantity.whole is not None and upper.quantity.value > upper.quantity.whole
    if not bases or is_inverted or rate.is_rough or _OF_A_PLAN.match(rate.after):
        return
    if upper.quantity.whole is None and (is_of_a_part(line, upper) or other_year_of(upper, years)):
        return
    if tells_its_whole(line, rate):
        return
    shared = _shared(line, rate, upper, bases)
    if shared is None and _implied(line, rate, upper):
        return
    named, is_named = (shared, True) if shared else _named(line, rate, upper, bases)
    if named is not None and named.value:
        is_slip = is_slip_of_rate(rate.quantity, upper.quantity.value, named.value)
        if link == "loose" and not is_slip:
            return
        sure = is_named or is_slip
        yield _said(line, rate, upper, named, "wrong" if sure else "doubtful")


def _prints(upper: Figure, base: _Base, rate: Figure) -> bool:
    """Whether the percentage may be that of the count over the denominator."""
    return quotient_prints(upper.quantity, rate.quantity, of=base.value, whole=base.figure.quantity)


def _may_be_of(base: _Base, line: Line, upper: Figure, rate: Figure) -> bool:
    """Whether the denominator counts what the count is of: in another paragraph it agrees by chance all too often."""
    if upper.quantity.whole is not None or upper.quantity.measure == "money":
        return True
    if not is_of_one_kind(base.figure.quantity, upper.quantity) and _OF.match(rate.after) is None:
        return bool(base.line is line and digits_of(rate.quantity) >= _SOME)
    if base.line is line or _OF.match(rate.after) or _OF_PEOPLE.match(rate.after):
        return True
    return base.value > upper.quantity.value and digits_of(rate.quantity) >= _SOME


def _told_with_its_whole(line: Line, rate: Figure) -> tuple[Figure, _Base] | None:
    """ "1.186 hội viên trên tổng số 5.230 người, đạt 22,7%"; "1.204 hội viên, đạt 120% kế hoạch (1.000 hội viên)"."""
    if rate.place > 1 and _ON_THE_WHOLE.search(line.figures[rate.place - 1].before) and _DIRECT.search(rate.before):
        upper, whole = line.figures[rate.place - 2 : rate.place]
        alike = upper.clause == whole.clause == rate.clause and upper.quantity.measure == whole.quantity.measure
        if alike and upper.role == "value" and whole.quantity.value >= upper.quantity.value > 0:
            return upper, _Base(line, whole, whole.quantity.value)
    behind = line.figures[rate.place + 1 : rate.place + 2]
    if behind and _OF_A_PLAN.match(rate.after) and _PLAN_ASIDE.search(rate.after) and rate.place:
        upper, plan = line.figures[rate.place - 1], behind[0]
        same = (upper.quantity.measure, upper.quantity.unit) == (plan.quantity.measure, plan.quantity.unit)
        if same and upper.role == "value" and upper.clause == rate.clause and plan.quantity.value:
            return upper, _Base(line, plan, plan.quantity.value)
    return None


def _said(line: Line, rate: Figure, upper: Figure, base: _Base, verdict: Verdict) -> Claim:
    exact = upper.quantity.value / base.value * 100
    computed = percent(exact, rate.quantity)
    like = base.figure.quantity if upper.quantity.measure == "money" else upper.quantity
    shown = f"{amount(upper.quantity.value, like)}/{amount(base.value, base.figure.quantity)} = {computed}"
    printed = rate.quantity.text
    against = ((line, upper), (base.line, base.figure))
    return claim("ti-le", "ratio", line, rate, computed, verdict, f"{shown}, in: {printed}", against)


def _numerator(line: Line, rate: Figure) -> Figure | None:
    """The count or the money that the percentage tells of: the last before it in its clause, or in brackets behind."""
    skips_a_share = False
    for figure in reversed(line.figures[: rate.place]):
        if figure.clause != rate.clause:
            break
        if figure.quantity.measure in ("percent", "points", "per_person"):
            continue
        if figure.role != "value" or _RATE_OF_ITS_OWN.search(line.between(figure, rate)):
            return None
        if figure.bracket not in (None, rate.bracket):
            skips_a_share = skips_a_share or figure.quantity.whole is not None
            continue
        return None if skips_a_share and figure.quantity.whole is not None else figure
    behind = line.figures[rate.place + 1 : rate.place + 2]
    if behind and behind[0].quantity.measure == "share" and re.fullmatch(r"[^;,.()]*\(\s*", behind[0].before):
        return behind[0]
    return None


def _bases(line: Line, upper: Figure, lines: Sequence[Line]) -> list[_Base]:
    """What the count may be a share of: the N of n/N, else what stands before it, the nearest last."""
    if upper.quantity.whole is not None:
        return [_Base(line, upper, upper.quantity.whole)]
    found: list[_Base] = []
    for other in lines[max(0, line.number - _LINES_BACK) : line.number]:
        if other.passage.headings == line.passage.headings and other.passage.part == line.passage.part:
            found += _offered(other, other.figures, upper)
    return found + _offered(line, line.figures[: upper.place], upper)


def _offered(line: Line, figures: Sequence[Figure], upper: Figure) -> list[_Base]:
    bases = []
    for figure in figures:
        quantity = figure.quantity
        if figure.role != "value":
            continue
        if quantity.measure == upper.quantity.measure:
            bases.append(_Base(line, figure, quantity.value))
        elif quantity.whole is not None and upper.quantity.measure == "count":
            bases += [_Base(line, figure, quantity.value), _Base(line, figure, quantity.whole)]
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


def _shared(line: Line, rate: Figure, upper: Figure, bases: Sequence[_Base]) -> _Base | None:
    """The denominator that two other counts of the same sentence have: "tốt 58 (43,28%), khá 64 (47,76%), yếu …"."""
    others = [
        (counted, other)
        for other in line.figures
        if other is not rate and other.sentence == rate.sentence and other.quantity.measure == "percent"
        if (counted := _numerator(line, other)) is not None and counted.quantity.unit == upper.quantity.unit
        if counted is not upper and bool(counted.bracket) == bool(upper.bracket) and _OF.match(other.after) is None
    ]
    if _OF.match(rate.after):
        return None
    for base in reversed(bases):
        held = [_prints(counted, base, other) for counted, other in others]
        if sum(map(bool, held)) >= max(2, len(held) - 1):
            return base
    return None


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
    of = re.split(r"\bvà\b", words["of"] if words else among["of"] if among else "")[0]
    if not of:
        alike = [base for base in here if _counts(base, upper)]
        totals = [base for base in alike if _is_total(base.figure)] or [
            base for base in alike if is_slip_of_rate(rate.quantity, upper.quantity.value, base.value)
        ]
        return (totals[0], False) if totals else (None, False)
    if "đăng ký" in of:
        told = [base for base in bases if "đăng ký" in base.figure.after and base.value != base.figure.quantity.whole]
        alike = [base for base in told if is_of_one_kind(base.figure.quantity, upper.quantity)]
        registered = [base for base in alike if base.value >= upper.quantity.value]
        return (registered[-1], True) if registered else (None, False)
    meant = [base for base in bases if _answers(base, of) and _is_offered_for(base, of, line, upper)]
    return (meant[-1] if among and not words else meant[0], True) if meant else (None, False)


def _is_offered_for(base: _Base, of: str, line: Line, upper: Figure) -> bool:
    """Whether a denominator is a whole, and, in another paragraph, a likely one: as large, and of the place named."""
    is_whole = base.value == base.figure.quantity.whole or "đăng ký" not in base.figure.after[:60]
    if base.figure in line.figures or not is_whole:
        return is_whole
    place = _PLACE.search(of)
    if not is_of_one_kind(base.figure.quantity, upper.quantity):
        return False
    return base.value >= upper.quantity.value and (place is None or place[0] in base.figure.around)


def _is_total(figure: Figure) -> bool:
    return bool(re.search(r"(?:có|tổng|toàn)[^,;.]*$", figure.before))


def _counts(base: _Base, upper: Figure) -> bool:
    """Whether the denominator counts what the count counts, and no fewer."""
    return base.figure.quantity.unit == upper.quantity.unit != "" and base.value >= upper.quantity.value


def _answers(base: _Base, of: str) -> bool:
    """Whether the first words of the denominator, as it is named, are the unit that the figure counts."""
    wanted = [word for word in re.findall(r"[^\W\d_]+", of) if word not in _COMMON][:2]
    have = set(re.findall(r"[^\W\d_]+", base.figure.around))
    return len(wanted) > 0 and all(word in have for word in wanted)
