"""How far a rate is from its target: "thấp hơn 13,46 điểm phần trăm so với chỉ tiêu 40%"."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Verdict
from khuyenhoc_cli.audit.rules.prose.printing import amount
from khuyenhoc_cli.audit.rules.prose.reading import UP, Figure, Line, claim


def _target_behind(line: Line, change: Figure) -> Figure | None:
    behind = line.figures[change.place + 1 : change.place + 2]
    is_one = behind and behind[0].role == "target" and behind[0].quantity.measure == "percent"
    return behind[0] if is_one and behind[0].sentence == change.sentence else None


def against_target(line: Line, change: Figure, lines: Sequence[Line]) -> Iterator[Claim]:
    """“Tỷ lệ đạt thấp hơn 13,46 điểm phần trăm so với chỉ tiêu 40%”: the rate meant is one of those before."""
    target = _target_behind(line, change)
    rates = _rates_before(line, change, lines)
    if target is None or not rates:
        return
    is_up = bool(re.fullmatch(UP, change.word))
    goal, printed = target.quantity.value, change.quantity
    for wanted in (is_up, not is_up):
        for rate in rates:
            distance = rate.quantity.value - goal
            if (distance > 0) != wanted or abs(abs(distance) - abs(printed.value)) > rate.quantity.step:
                continue
            shown = f"{rate.quantity.text} - {target.quantity.text} = {amount(distance, printed)}"
            if wanted == is_up:
                yield _distance(line, change, distance, "ok", shown)
            else:
                meant = "vượt" if distance > 0 else "thấp hơn"
                message = f"{shown} là {meant}, in: {change.word}"
                yield claim("tang-giam", "direction", line, change, meant, "wrong", message)
            return
    begin, _ = line.reading.sentence(change)
    of_all = [each for each in rates if "tổng số" in each.after]
    own = [each for each in rates if each in line.figures and each.sentence == change.sentence]
    of_all = of_all if not own else []
    is_named = len(own) == 1 or (bool(of_all) and "trên tổng số" in line.text[begin : change.quantity.start])
    nearest = of_all[-1] if of_all else rates[-1]
    distance = nearest.quantity.value - goal
    shown = f"{nearest.quantity.text} - {target.quantity.text} = {amount(distance, printed)}"
    yield _distance(line, change, distance, "wrong" if is_named else "doubtful", shown)


def _distance(line: Line, change: Figure, distance: Fraction, verdict: Verdict, shown: str) -> Claim:
    computed = amount(abs(distance), change.quantity)
    message = f"{shown}, in: {change.quantity.text}"
    return claim("chenh-lech", "difference", line, change, computed, verdict, message)


def _rates_before(line: Line, change: Figure, lines: Sequence[Line]) -> list[Figure]:
    """The percentages before the change in its paragraph and the few above it under the same heading."""
    return [
        figure
        for other in lines
        if other.passage.headings == line.passage.headings and line.number - 4 <= other.number <= line.number
        for figure in other.figures
        if figure.quantity.measure == "percent"
        and figure.role == "value"
        and (other.number < line.number or figure.place < change.place)
    ]
