"""How much a figure moved: differences, growth in percent, points, the distance to a target; and which way."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Document, Verdict
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.distances import against_target
from khuyenhoc_cli.audit.rules.prose.growth import finer, growth
from khuyenhoc_cli.audit.rules.prose.moved import EACH, POINTS, Move, moves_in, now_of, rate_behind
from khuyenhoc_cli.audit.rules.prose.printing import amount, percent, quotient_prints
from khuyenhoc_cli.audit.rules.prose.reading import CHANGE, Figure, Line, body_lines, claim
from khuyenhoc_cli.audit.rules.prose.told import told_against

_FROM = re.compile(r"\btừ\s*$")
_TO = re.compile(r"^[^;.]*?\b(?P<word>lên|đến|còn|xuống|thành)\s*(?:còn|đến)?\s*$")
_SHARE = re.compile(r"\b(?:đạt|chiếm)\s+%|%\s*(?:so với |trên )?(?:tổng số|số|dân số)\b")
# what may stand between "từ A lên B" and the change that tells of it: no other subject, no part, no other time
_NO_OTHER = re.compile(
    r"(?:\s|\b(?:và|đã|tức|là|hay|bằng|tương|ứng|đương|với|thực|gấp|mức|tỷ lệ tăng|so với[^,;:()]*|như vậy|trong|"
    r"5 năm|sau|được|qua|giai đoạn)\b)*"
)


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


def _from_to(line: Line) -> Iterator[Claim]:
    """“tăng từ A lên B (x%)”: the percentage, the word, and a difference told in the same sentence."""
    for first, second in zip(line.figures, line.figures[1:], strict=False):
        words = line.between(first, second)
        to = _TO.match(words)
        if not (_FROM.search(first.before) and to) or first.sentence != second.sentence or EACH.search(first.before):
            continue
        old, new = first.quantity.value, second.quantity.value
        if first.quantity.measure != second.quantity.measure and first.quantity.unit:
            continue
        told = re.search(r"\b(tăng|giảm)[^;.]*$", first.before)
        if told and old != new and (told[1] == "tăng") != (new > old):
            if told[1] == "giảm" and to["word"] == "đến":
                continue  # "giảm từ 5 đến 10 hộ mỗi thôn": how much, not from what to what
            meant = "tăng" if new > old else "giảm"
            message = f"từ {first.quantity.text} đến {second.quantity.text} là {meant}, in: {told[1]}"
            yield claim("tang-giam", "direction", line, second, meant, "wrong", message)
            continue
        yield from _told_change(line, old, new, first, second)


def _told_change(line: Line, old: Fraction, new: Fraction, first: Figure, second: Figure) -> Iterator[Claim]:
    for behind in line.figures[second.place + 1 : second.place + 3]:
        if behind.sentence != second.sentence or behind.clause != second.clause or not _is_of_both(line, behind):
            return
        moved = behind.role == "change" or (behind.bracket is not None and not _SHARE.search(behind.around))
        if behind.quantity.measure == "percent" and second.quantity.measure != "percent" and moved and old:
            yield from _grown(line, behind, first, second)
        elif behind.role == "change" and _is_measured_alike(second, behind):
            yield _difference(line, behind, new, old, second, first)


def _is_of_both(line: Line, behind: Figure) -> bool:
    """Whether a figure behind “từ A lên B” goes on to tell of these two, not of a part, a year, or another thing."""
    words = re.split(r"[,(](?!\d)", behind.before)
    moved = CHANGE.search(words[-1])
    own = words[-1][: moved.start("word")] if moved else words[-1]
    is_apart = re.search(r"\b(?:riêng|trong đó|từ)\b", behind.before) or EACH.search(behind.before)
    return not is_apart and (len(words) == 1 or bool(_NO_OTHER.fullmatch(own)))


def _grown(line: Line, rate: Figure, first: Figure, second: Figure) -> Iterator[Claim]:
    """The percentage behind two values: by how much the second is more, or how much of the first it is."""
    old, new = first.quantity.value, second.quantity.value
    like = finer(first.quantity, second.quantity)
    before, now = amount(old, like), amount(new, like)
    moved_by = replace(second.quantity, value=abs(new - old), step=second.quantity.step + first.quantity.step)
    exact, shown = abs(new - old) / old * 100, f"({now} - {before})/{before}"
    fits = quotient_prints(moved_by, rate.quantity, of=old, whole=first.quantity)
    is_ratio = quotient_prints(second.quantity, rate.quantity, of=old, whole=first.quantity)
    if not fits and (is_ratio or re.search(r"\bbằng\s*$", rate.before)):
        exact, shown, fits = new / old * 100, f"{now}/{before}", is_ratio
    computed = percent(exact, rate.quantity)
    verdict: Verdict = "ok" if fits else "doubtful" if rate.is_rough else "wrong"
    message = f"{shown} = {computed}, in: {rate.quantity.text}"
    against = ((line, first), (line, second))
    yield claim("tang-truong", "growth", line, rate, computed, verdict, message, against)


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
    if like.measure == "money":
        like = finer(like, finer(now.quantity, then.quantity))
    told = f"{amount(new, now.quantity)} - {amount(old, then.quantity)}"
    if like.measure == "money":
        told = f"{amount(new, like)} - {amount(old, like)}"
    message = f"{told} = {amount(new - old, like)}, in: {change.quantity.text}"
    verdict: Verdict = "ok" if off <= loose else "doubtful" if change.is_rough else "wrong"
    against = ((line, now), (line, then))
    computed = amount(exact, change.quantity)
    return claim("chenh-lech", "difference", line, change, computed, verdict, message, against)


def _slack(change: Figure, now: Figure, then: Figure) -> Fraction:
    """By how much rounding may set the difference of two printed values apart from the printed difference."""
    if change.quantity.measure == "count":
        return Fraction(0)
    if change.quantity.measure in POINTS:
        return change.quantity.step
    return (now.quantity.step + then.quantity.step + change.quantity.step) / 2


def check_differences(document: Document) -> Iterator[Claim]:
    """Differences to a value before or a target that is printed, and the word that tells the direction."""
    lines = body_lines(document)
    for line in lines:
        yield from (said for said in _from_to(line) if said.kind != "growth")
        for move in moves_in(line):
            then = told_against(line, move)
            if then is not None:
                yield from _compared(line, move, then)
        for figure in line.figures:
            is_gap = figure.quantity.measure in POINTS and figure.role == "change"
            if is_gap and (now_of(line, figure) is None or "tỷ lệ" in figure.before):
                yield from against_target(line, figure, lines)


def _compared(line: Line, move: Move, then: Figure) -> Iterator[Claim]:
    new, old = move.now.quantity.value, then.quantity.value
    is_told = abs(abs(new - old) - abs(move.change.quantity.value)) <= _slack(move.change, move.now, then)
    if not move.is_sure and not (is_told and (new > old) == move.is_up):
        return
    if new != old and (new > old) != move.is_up:
        meant = "tăng" if then.role == "before" else "vượt"
        meant = meant if new > old else ("giảm" if then.role == "before" else "thấp hơn")
        message = f"{move.now.quantity.text} so với {then.quantity.text} là {meant}, in: {move.change.word}"
        yield claim("tang-giam", "direction", line, move.change, meant, "wrong", message)
    else:
        yield _difference(line, move.change, new, old, move.now, then)
