"""Which of the figures told against a target that was set does not fit the others."""

from collections.abc import Iterator
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Verdict
from khuyenhoc_cli.audit.rules.prose.assigned import Against
from khuyenhoc_cli.audit.rules.prose.printing import amount, percent
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, claim
from khuyenhoc_cli.audit.slips import is_slip, with_a_slip

RULE = "chi-tieu-giao"
_NEAR = Fraction(4, 5)


def is_settled(told: Against) -> bool:
    """Whether two figures at least are told against the target, and all of them fit."""
    done, gap = _done(told), _gap(told)
    goal = told.goal.quantity.value
    if gap is not None and done is not None and done - goal != gap:
        return False
    if told.rate is not None and not all(told.fits(each) for each in (done, _reached(told)) if each is not None):
        return False
    return sum(each is not None for each in (done, gap, told.rate)) > 1 or (done is not None and told.says_reached)


def exact_rate(told: Against) -> Fraction | None:
    """The share of the target that was done, in percent, by what it tells."""
    done = _reached(told) if told.gap is not None else _done(told)
    return done / told.goal.quantity.value * 100 if done is not None and told.goal.quantity.value else None


def judged(told: Against) -> Iterator[Claim]:
    """What is said of one target: the figure that the others contradict."""
    if is_settled(told):
        yield from _ok(told)
    elif told.gap is None and told.rate is None:
        yield from _bare(told)
    elif told.done is None:
        if told.gap is not None:  # else nothing is told that the rate could be of
            yield from _by_rate(told)
    elif told.gap is None:
        if _is_about(told):
            yield _rate(told, _done(told) or Fraction(0), _of_one_sentence(told))
    elif told.rate is None:
        yield _gap_claim(told, _of_one_sentence(told))
    else:
        yield from _of_four(told)


def _done(told: Against) -> Fraction | None:
    return told.done.quantity.value if told.done is not None else None


def _gap(told: Against) -> Fraction | None:
    return told.sign * abs(told.gap.quantity.value) if told.gap is not None else None


def _reached(told: Against) -> Fraction | None:
    gap = _gap(told)
    return told.goal.quantity.value + gap if gap is not None else None


def _is_about(told: Against) -> bool:
    """Whether the rate comes near what was done, or is a slip away: else it may be that of something else."""
    exact = exact_rate(told)
    if told.rate is None or exact is None or not told.rate.quantity.value:
        return False
    rate = told.rate.quantity
    slips = (slip * rate.step for slip in with_a_slip(rate.value / rate.step))
    is_near = told.done is not None and told.done.sentence == told.goal.sentence
    return (is_near and _NEAR < exact / rate.value < 1 / _NEAR) or any(abs(slip - exact) <= rate.step for slip in slips)


def _of_one_sentence(told: Against) -> Verdict:
    """How sure it is that what was done is told of the same units as the target."""
    is_near = told.is_noted or (told.done is not None and told.done.sentence == told.goal.sentence)
    near, done = _reached(told), _done(told)
    if is_near or (near is not None and done is not None and is_slip(done, near)):
        return "wrong"
    return "doubtful"


def _ok(told: Against) -> Iterator[Claim]:
    if told.rate is not None and (exact := exact_rate(told)) is not None:
        yield _rate(told, exact * told.goal.quantity.value / 100, "ok")
    if told.gap is not None and told.done is not None:
        yield _gap_claim(told, "ok")


def _bare(told: Against) -> Iterator[Claim]:
    """“đạt chỉ tiêu giao 277 dòng họ” behind less than that; “chưa đạt” behind more."""
    if told.done is None:
        return
    done, goal = told.done.quantity, told.goal.quantity
    if (told.says_reached and done.value < goal.value) or (told.says_missed and done.value >= goal.value):
        is_near = is_slip(done.value, goal.value) or told.done.sentence == told.goal.sentence
        sign = "<" if done.value < goal.value else "≥"
        words = "đạt" if told.says_reached else "chưa đạt"
        message = f"{done.text} {sign} {goal.text}, in: {words} chỉ tiêu giao"
        yield claim(RULE, "direction", told.line, told.goal, "", "wrong" if is_near else "doubtful", message)


def _by_rate(told: Against) -> Iterator[Claim]:
    """Target, difference and rate, what was done not printed."""
    gap = _gap(told) or Fraction(0)
    if told.fits(told.goal.quantity.value - gap):
        yield _turned(told)
    else:
        yield _rate(told, told.goal.quantity.value + gap, "wrong")


def _of_four(told: Against) -> Iterator[Claim]:
    """What was done, the target, the difference and the rate: one of them against the three others."""
    done, gap, goal = _done(told), _gap(told), told.goal.quantity.value
    assert done is not None
    assert gap is not None
    assert told.done is not None
    if done - goal == gap:
        yield _rate(told, done, "wrong")
    elif done - goal == -gap and told.fits(done):
        yield _turned(told)
    elif told.fits(goal + gap) and not told.fits(done):
        verdict: Verdict = "wrong" if told.is_noted or is_slip(done, goal + gap) else "doubtful"
        yield _figure(told, told.where, told.done, goal + gap, verdict, _with_sign(told, goal, gap))
    elif told.fits(done):
        yield _gap_claim(told, _of_one_sentence(told) if told.fits(goal + gap) else "wrong")
    elif done - gap > 0 and told.fits(done, done - gap):
        yield _figure(told, told.line, told.goal, done - gap, "wrong", _with_sign(told, done, -gap))
    elif told.fits(goal - gap):
        yield _turned(told)
    else:
        yield _gap_claim(told, "doubtful")


def _with_sign(told: Against, first: Fraction, second: Fraction) -> str:
    like = told.goal.quantity
    return f"{amount(first, like)} {'+' if second > 0 else '-'} {amount(abs(second), like)}"


def _figure(told: Against, line: Line, figure: Figure, value: Fraction, verdict: Verdict, sum_told: str) -> Claim:
    computed = amount(value, figure.quantity)
    rate = f"; đạt {told.rate.quantity.text}" if told.rate is not None else ""
    message = f"{sum_told} = {computed}{rate}, in: {figure.quantity.text}"
    return claim(RULE, "difference", line, figure, computed, verdict, message)


def _gap_claim(told: Against, verdict: Verdict) -> Claim:
    assert told.gap is not None
    assert told.done is not None
    done, goal, gap = told.done.quantity, told.goal.quantity, told.gap.quantity
    exact = done.value - goal.value
    if verdict == "wrong" and (exact > 0) != (told.sign > 0) and abs(exact) == abs(gap.value):
        return _turned(told)
    computed = amount(abs(exact), gap)
    message = f"{done.text} - {goal.text} = {amount(exact, gap)}, in: {gap.text}"
    return claim(RULE, "difference", told.line, told.gap, computed, verdict, message)


def _rate(told: Against, done: Fraction, verdict: Verdict) -> Claim:
    assert told.rate is not None
    goal = told.goal.quantity
    computed = percent(done / goal.value * 100, told.rate.quantity)
    shown = amount(done, goal)
    gap = _gap(told)
    start = f"{_with_sign(told, goal.value, gap)} = {shown}; " if gap else ""
    message = f"{start}{shown}/{goal.text} = {computed}, in: {told.rate.quantity.text}"
    return claim(RULE, "ratio", told.line, told.rate, computed, verdict, message)


def _turned(told: Against) -> Claim:
    """The word before the difference tells the other direction."""
    assert told.gap is not None
    meant = "thiếu" if told.sign > 0 else "vượt"
    rate = f", đạt {told.rate.quantity.text}" if told.rate is not None else ""
    done = f"{told.done.quantity.text} so với " if told.done is not None else ""
    said = told.gap.word or "thiếu"
    message = f"{done}{told.goal.quantity.text}{rate} là {meant}, in: {said} {told.gap.quantity.text}"
    return claim(RULE, "direction", told.line, told.gap, meant, "wrong", message)
