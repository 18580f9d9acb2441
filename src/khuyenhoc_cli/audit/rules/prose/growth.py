"""Growth in percent, worked out again from what is and by how much it moved."""

import re
from collections.abc import Iterator
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim
from khuyenhoc_cli.audit.quantities import Quantity
from khuyenhoc_cli.audit.rules.prose.moved import Move, growth_prints, ratio_prints, share_beside
from khuyenhoc_cli.audit.rules.prose.printing import amount, percent, rounds_to, scale_of
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, claim
from khuyenhoc_cli.audit.slips import is_slip

_PEOPLE_MOVE = (Fraction(9, 10), Fraction(11, 10))  # how many times as many a population may become
# what a percentage is told of, where it is of what was before: "bằng 113,8% (so với) (cùng kỳ) năm trước", or nothing
_OF_WHAT_WAS = re.compile(
    r"\s*(?:[).,;]|$|(?:so với |so |của )?(?:mức |số )?(?:thực hiện )?(?:cả |toàn )?"
    r"(?:cùng|năm|kỳ|đầu|cuối|quý|tháng|thời điểm|nhiệm kỳ|khóa|khi)\b)"
)


def finer(one: Quantity, other: Quantity) -> Quantity:
    """Of two amounts the one in the smaller unit, in which both can be printed; of counts the first."""
    return other if one.measure == other.measure == "money" and scale_of(other) < scale_of(one) else one


def growth(line: Line, move: Move, rate: Figure, there: Line | None = None) -> Iterator[Claim]:
    """The claim on a percentage of growth; on the word before the difference where only the other direction fits.

    The value that moved stands in the line `there`, if not in this one.
    """
    now, change = move.now.quantity.value, abs(move.change.quantity.value)
    before = now - change if move.is_up else now + change
    if before <= 0:
        return
    exact = change / before * 100
    like = finer(move.now.quantity, move.change.quantity)
    shown, is_now = amount(change, like), amount(now, like)
    was = f"({is_now} {'-' if move.is_up else '+'} {shown})"
    computed = percent(exact, rate.quantity)
    message = f"{shown}/{was} = {computed}, in: {rate.quantity.text}"
    if growth_prints(move, rate):
        yield claim("tang-truong", "growth", line, rate, computed, "ok", message)
        return
    is_told_as_ratio = bool(re.search(r"\bbằng\s*(?:khoảng|gần|hơn)?\s*$", rate.before))
    if is_told_as_ratio or (ratio_prints(move, rate) and move.is_up):
        yield from _ratio(line, move, rate, now / before * 100, f"{is_now}/{was}")
        return
    other = now + change if move.is_up else now - change
    is_turned = other > 0 and rounds_to(change / other * 100, rate.quantity)
    share = share_beside(there or line, move.now, move.change)
    if (
        share is not None
        and _may_be_points(move, rate, share)
        and not (is_turned and rate.quantity.step < Fraction(1, 10))
    ):
        yield from _points(line, rate, share)
        return
    if is_turned and move.is_sure:
        word = move.change.word
        meant = "giảm" if move.is_up else "tăng"
        told = f"{shown}/({is_now} {'+' if move.is_up else '-'} {shown}) = {rate.quantity.text}"
        message = f"{told} là {meant}, in: {word}"
        turned = line.figures[rate.place - 1]
        yield claim("tang-giam", "direction", line, turned, meant, "wrong", message)
        return
    if not move.is_sure and not is_slip(rate.quantity.value, _rounded(exact, rate.quantity)):
        return
    if rate.is_rough or move.change.is_rough or rounds_to(change / now * 100, rate.quantity):
        yield claim("tang-truong", "growth", line, rate, computed, "doubtful", message)
    else:
        against = ((line, move.now), (line, move.change)) if there is None else ((there, move.now), (line, move.change))
        yield claim("tang-truong", "growth", line, rate, computed, "wrong", message, against)


def _rounded(value: Fraction, like: Quantity) -> Fraction:
    return Fraction(round(value / like.step)) * like.step


def _ratio(line: Line, move: Move, rate: Figure, exact: Fraction, shown: str) -> Iterator[Claim]:
    """The claim on a percentage that tells how much of what was before is now: "tăng 415 suất, bằng 113,8%"."""
    computed = percent(exact, rate.quantity)
    message = f"{shown} = {computed}, in: {rate.quantity.text}"
    if ratio_prints(move, rate):
        yield claim("tang-truong", "growth", line, rate, computed, "ok", message)
        return
    bases = [base for base in (_years(move.change.after), _years(rate.after)) if base]
    if not (move.is_sure and _OF_WHAT_WAS.match(rate.after)) or (len(bases) > 1 and bases[0] != bases[1]):
        return
    is_close = not rate.is_rough and is_slip(rate.quantity.value, _rounded(exact, rate.quantity))
    yield claim("tang-truong", "growth", line, rate, computed, "wrong" if is_close else "doubtful", message)


def _years(words: str) -> frozenset[str]:
    """What a change is told against, in rough; nothing named is what is named elsewhere."""
    return frozenset(re.findall(r"20\d\d|cùng kỳ|năm trước|đầu năm", words))


def _may_be_points(move: Move, rate: Figure, share: Figure) -> bool:
    """Whether the percentage may be by how much the share beside the value moved: "186 hộ (8,1%), giảm 55 (2,4%)"."""
    now, change = move.now.quantity.value, abs(move.change.quantity.value)
    before = now - change if move.is_up else now + change
    part = share.quantity.value
    most = max(abs(part - part * before / now * times) for times in _PEOPLE_MOVE)
    return abs(rate.quantity.value) <= most + rate.quantity.step


def _points(line: Line, rate: Figure, share: Figure) -> Iterator[Claim]:
    """The claim on a change of a share, where the share before is printed behind: "(241 hộ, 10,5%)"."""
    for old in line.figures:
        if old is share or old is rate or old.clause != rate.clause or old.quantity.measure != "percent":
            continue
        points = abs(share.quantity.value - old.quantity.value)
        if points and abs(points - abs(rate.quantity.value)) <= rate.quantity.step:
            message = f"{share.quantity.text} - {old.quantity.text}: {rate.quantity.text} là điểm phần trăm"
            computed = percent(points, rate.quantity)
            yield claim("tang-truong", "growth", line, rate, computed, "ok", message)
            return
