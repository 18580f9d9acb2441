"""How much a figure moved: differences, growth in percent, points, the distance to a target; and which way."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Document, Verdict
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.distances import against_target
from khuyenhoc_cli.audit.rules.prose.printing import amount, percent, quotient_prints, rounds_to
from khuyenhoc_cli.audit.rules.prose.reading import UP, Figure, Line, body_lines, claim

_POINTS = ("percent", "points")
_FROM = re.compile(r"\btừ\s*$")
_TO = re.compile(r"^[^;.]*?\b(?:lên|đến|còn|xuống|thành)\s*(?:còn|đến)?\s*$")
_SHARE = re.compile(r"\b(?:đạt|chiếm)\s+%|%\s*(?:so với |trên )?(?:tổng số|số|dân số)\b")
_EACH = re.compile(r"\b(?:bình quân|trung bình|(?:mỗi|hằng|hàng) năm)\b")
_TOWARDS = re.compile(r"(?:so với|của)?\s*(?:chỉ tiêu|kế hoạch|mục tiêu|nghị quyết)")


@dataclass(frozen=True)
class Move:
    """What is, and by how much it is said to have moved."""

    now: Figure
    change: Figure

    @property
    def is_up(self) -> bool:
        """Whether the word says that it rose."""
        return bool(re.fullmatch(UP, self.change.word))


def moves_in(line: Line) -> Iterator[Move]:
    """The changes of the line with the value that they tell of: the last one of their measure before them."""
    for figure in line.figures:
        if figure.role == "change" and (now := _now(line, figure)):
            yield Move(now, figure)


def _now(line: Line, change: Figure) -> Figure | None:
    measure = change.quantity.measure
    for figure in reversed(line.figures[: change.place]):
        if change.sentence - figure.sentence > 0 and measure not in _POINTS:
            return None
        if figure.role != "value" or (figure.bracket is not None and figure.bracket != change.bracket):
            continue
        if measure in _POINTS:
            if figure.quantity.measure == "percent":
                return figure
        elif figure.quantity.measure == measure and is_of_one_kind(figure.quantity, change.quantity):
            return figure
    return None


def check_growth(document: Document) -> Iterator[Claim]:
    """Growth in percent behind a difference: "tăng 4.277,635 triệu đồng (14,42%)"."""
    lines = body_lines(document)
    told = Counter(
        (figure.quantity.value, rate.quantity.value)
        for line in lines
        for figure in line.figures
        if figure.role == "change" and (rate := rate_behind(line, figure))
    )
    for line in lines:
        for move in moves_in(line):
            rate = rate_behind(line, move.change)
            if rate is not None and move.change.quantity.measure in ("count", "money"):
                is_twice = told[move.change.quantity.value, rate.quantity.value] > 1
                yield from (_blaming(said, line, move) if is_twice else said for said in growth(line, move, rate))
        yield from (said for said in _from_to(line) if said.kind == "growth")


def _blaming(said: Claim, line: Line, move: Move) -> Claim:
    """The claim on a rate turned on the value that it was worked out from: change and rate are told twice alike."""
    if said.verdict != "wrong" or said.kind != "growth":
        return said
    message = f"{said.message}; mức tăng, giảm và tỷ lệ ấy còn nêu ở chỗ khác"
    return claim(said.rule, "growth", line, move.now, "", "wrong", message)


def rate_behind(line: Line, change: Figure) -> Figure | None:
    """The percentage that stands right behind a difference, in brackets or after a comma."""
    behind = line.figures[change.place + 1 : change.place + 2]
    if not behind or behind[0].quantity.measure != "percent" or behind[0].sentence != change.sentence:
        return None
    words = behind[0].before
    close = re.fullmatch(
        r"[^;.]{0,60}?(?:\(|,\s*|tương (?:ứng|đương)(?: với)?\s*)(?:tăng|giảm|bằng|khoảng|hơn|\s)*", words
    )
    return behind[0] if close and not re.search(r"so với tổng|trên tổng", behind[0].after) else None


def growth(line: Line, move: Move, rate: Figure) -> Iterator[Claim]:
    """The claim on a percentage of growth; on the word before the difference where only the other direction fits."""
    now, change = move.now.quantity.value, abs(move.change.quantity.value)
    before = now - change if move.is_up else now + change
    if before <= 0:
        return
    exact = change / before * 100
    shown = amount(change, move.change.quantity)
    sign = "-" if move.is_up else "+"
    computed = percent(exact, rate.quantity)
    message = f"{shown}/({amount(now, move.now.quantity)} {sign} {shown}) = {computed}, in: {rate.quantity.text}"
    if _growth_prints(move, rate):
        yield claim("tang-truong", "growth", line, rate, computed, "ok", message)
        return
    other = now + change if move.is_up else now - change
    if other > 0 and rounds_to(change / other * 100, rate.quantity):
        word = move.change.word
        meant = "giảm" if move.is_up else "tăng"
        told = f"{shown}/({amount(now, move.now.quantity)} {'+' if move.is_up else '-'} {shown}) = {rate.quantity.text}"
        yield claim(
            "tang-giam",
            "direction",
            line,
            line.figures[rate.place - 1],
            meant,
            "wrong",
            f"{told} là {meant}, in: {word}",
        )
        return
    if rate.is_rough or move.change.is_rough or rounds_to(change / now * 100, rate.quantity):
        yield claim("tang-truong", "growth", line, rate, computed, "doubtful", message)
    else:
        against = ((line, move.now), (line, move.change))
        yield claim("tang-truong", "growth", line, rate, computed, "wrong", message, against)


def _growth_prints(move: Move, rate: Figure) -> bool:
    """Whether the percentage may be the growth, if what is and how much it moved are rounded."""
    now, change = move.now.quantity, replace(move.change.quantity, value=abs(move.change.quantity.value))
    before = now.value - change.value if move.is_up else now.value + change.value
    both = replace(now, step=now.step + change.step)
    return quotient_prints(change, rate.quantity, of=before, whole=both)


def _from_to(line: Line) -> Iterator[Claim]:
    """“tăng từ A lên B (x%)”: the percentage, the word, and a difference told in the same sentence."""
    for first, second in zip(line.figures, line.figures[1:], strict=False):
        words = line.between(first, second)
        if not (_FROM.search(first.before) and _TO.match(words)) or first.sentence != second.sentence:
            continue
        old, new = first.quantity.value, second.quantity.value
        if first.quantity.measure != second.quantity.measure and first.quantity.unit:
            continue
        told = re.search(r"\b(tăng|giảm)[^;.]*$", first.before)
        if told and old != new and (told[1] == "tăng") != (new > old):
            meant = "tăng" if new > old else "giảm"
            message = f"từ {first.quantity.text} đến {second.quantity.text} là {meant}, in: {told[1]}"
            yield claim("tang-giam", "direction", line, second, meant, "wrong", message)
            continue
        yield from _told_change(line, old, new, first, second)


def _told_change(line: Line, old: Fraction, new: Fraction, first: Figure, second: Figure) -> Iterator[Claim]:
    for behind in line.figures[second.place + 1 : second.place + 3]:
        if behind.sentence != second.sentence or behind.clause != second.clause or _EACH.search(behind.before):
            return
        moved = behind.role == "change" or (behind.bracket is not None and not _SHARE.search(behind.around))
        if behind.quantity.measure == "percent" and second.quantity.measure != "percent" and moved and old:
            exact = abs(new - old) / old * 100
            computed = percent(exact, behind.quantity)
            moved_by = replace(second.quantity, value=abs(new - old), step=second.quantity.step + first.quantity.step)
            fits = quotient_prints(moved_by, behind.quantity, of=old, whole=first.quantity)
            verdict: Verdict = "ok" if fits else "doubtful" if behind.is_rough else "wrong"
            shown = f"({amount(new, second.quantity)} - {amount(old, first.quantity)})/{amount(old, first.quantity)}"
            message = f"{shown} = {computed}, in: {behind.quantity.text}"
            against = ((line, first), (line, second))
            yield claim("tang-truong", "growth", line, behind, computed, verdict, message, against)
        elif behind.role == "change" and _is_measured_alike(second, behind):
            yield _difference(line, behind, new, old, second, first)


def _is_measured_alike(value: Figure, change: Figure) -> bool:
    """Whether a change may be of a value: points of a percentage, else what counts the same."""
    if change.quantity.measure == "points":
        return value.quantity.measure == "percent"
    return is_of_one_kind(value.quantity, change.quantity)


def _difference(line: Line, change: Figure, new: Fraction, old: Fraction, now: Figure, then: Figure) -> Claim:
    exact = abs(new - old)
    printed = abs(change.quantity.value)
    loose = _slack(change, now, then)
    off = abs(exact - printed)
    like = change.quantity
    message = f"{amount(new, now.quantity)} - {amount(old, then.quantity)} = {amount(new - old, like)}, in: {like.text}"
    verdict: Verdict = "ok" if off <= loose else "doubtful" if change.is_rough else "wrong"
    against = ((line, now), (line, then))
    return claim("chenh-lech", "difference", line, change, amount(exact, like), verdict, message, against)


def _slack(change: Figure, now: Figure, then: Figure) -> Fraction:
    """By how much rounding may set the difference of two printed values apart from the printed difference."""
    if change.quantity.measure == "count":
        return Fraction(0)
    if change.quantity.measure in _POINTS:
        return change.quantity.step
    return (now.quantity.step + then.quantity.step + change.quantity.step) / 2


def check_differences(document: Document) -> Iterator[Claim]:
    """Differences to a value before or a target that is printed, and the word that tells the direction."""
    lines = body_lines(document)
    for line in lines:
        yield from (said for said in _from_to(line) if said.kind != "growth")
        for move in moves_in(line):
            then = _then(line, move)
            if then is not None:
                yield from _compared(line, move, then)
        for figure in line.figures:
            is_gap = figure.quantity.measure in _POINTS and figure.role == "change"
            if is_gap and (_now(line, figure) is None or "tỷ lệ" in figure.before):
                yield from against_target(line, figure, lines)


def _then(line: Line, move: Move) -> Figure | None:
    """The value before, or the target, that the change is told against."""
    if _EACH.search(move.change.before):
        return None
    first = move.now.place - (move.now.place > 0 and not _FROM.search(line.figures[move.now.place - 1].before))
    near = line.figures[first : move.change.place + 3]
    for figure in near:
        together = figure.clause == move.change.clause or figure.bracket == move.change.bracket is not None
        if not together or figure is move.change:
            continue
        same = figure.quantity.measure == move.now.quantity.measure
        if same and figure.role == "before" and is_of_one_kind(figure.quantity, move.now.quantity):
            return figure
        if (
            same
            and figure.role == "target"
            and abs(figure.place - move.change.place) == 1
            and "tỷ lệ" not in move.change.before
        ):
            return figure
    return None


def _compared(line: Line, move: Move, then: Figure) -> Iterator[Claim]:
    new, old = move.now.quantity.value, then.quantity.value
    if new != old and (new > old) != move.is_up:
        meant = "tăng" if then.role == "before" else "vượt"
        meant = meant if new > old else ("giảm" if then.role == "before" else "thấp hơn")
        message = f"{move.now.quantity.text} so với {then.quantity.text} là {meant}, in: {move.change.word}"
        yield claim("tang-giam", "direction", line, move.change, meant, "wrong", message)
    else:
        yield _difference(line, move.change, new, old, move.now, then)
