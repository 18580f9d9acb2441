"""The value that a change is told against: what was before it, or the target, as its own "so với" says."""

import re

from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.moved import EACH, Move
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line

_FROM = re.compile(r"\btừ\s*$")
_OWN = re.compile(r"[^;.,()]{0,40}\bso (?:với|cùng)\b[^;.,()]{0,70}\(?[^;.,()]{0,30}")
_ASIDE = re.compile(r"[^;.,()]{0,40}\([^;.,()]{0,40}")
_PAST = re.compile(r"cùng kỳ|năm trước|kỳ trước|năm ngoái")
_GOAL = re.compile(r"chỉ tiêu|kế hoạch|mục tiêu|nghị quyết|\bgiao\b")
_TIME = re.compile(r"\bnăm\b|cùng kỳ|\bkỳ\b|\bquý\b|\btháng\b")
_FROM_GOAL = ("vượt", "hụt", "kém", "thấp hơn", "cao hơn", "ít hơn", "nhiều hơn", "lớn hơn")


def told_against(line: Line, move: Move) -> Figure | None:
    """The value before, or the target, that the change is told against."""
    if EACH.search(move.change.before):
        return None
    then = _behind(line, move) or _before(line, move)
    # "tỷ lệ đạt thấp hơn 13,46 điểm so với chỉ tiêu 40%": which rate is meant, `distances` finds
    return None if then is not None and then.role == "target" and "tỷ lệ" in move.change.before else then


def _behind(line: Line, move: Move) -> Figure | None:
    """The nearest value behind the change's own "so với", or in the bracket behind it."""
    for figure in line.figures[move.change.place + 1 : move.change.place + 3]:
        if figure.role == "change" or figure.sentence != move.change.sentence:
            return None
        if figure.clause != move.change.clause or not _is_alike(figure, move.now):
            continue
        between = re.sub(r"\([^()]*\)", "", line.between(move.change, figure))
        if _FROM.search(between):
            return None
        if _OWN.fullmatch(between):
            return figure if figure.role in ("before", "target") and _agrees(move, figure, between) else None
        if figure.role == "before" and (_ASIDE.fullmatch(between) or _PAST.search(figure.before)):
            return figure if _agrees(move, figure, between) else None
        return None
    return None


def _agrees(move: Move, then: Figure, words: str) -> bool:
    """Whether “vượt” is told against a target, and a change in time not."""
    is_goal = bool(_GOAL.search(words)) or (then.role == "target" and not _TIME.search(words))
    return is_goal or move.change.word != "vượt" or bool(_TIME.search(words))


def _before(line: Line, move: Move) -> Figure | None:
    """What was before, between the value and the change or right before both; the target right before the change."""
    own = re.split(r"[;.,(](?!\d)", move.change.after)[0]
    own = own.partition("so với")[2] or own.partition("so cùng")[2]
    is_against_goal = bool(_GOAL.search(own)) or move.change.word in ("vượt", "hụt")
    first = move.now.place - (move.now.place > 0 and not _FROM.search(line.figures[move.now.place - 1].before))
    for figure in reversed(line.figures[first : move.change.place]):
        together = figure.clause == move.change.clause or figure.bracket == move.change.bracket is not None
        if not together or figure is move.now or not _is_alike(figure, move.now):
            continue
        if figure.role == "before":
            return None if is_against_goal or not _is_of_that_year(own, figure) else figure
        if figure.role == "target" and figure.place == move.change.place - 1:
            is_told = move.change.word in _FROM_GOAL or re.search(r"so với[^,;.()]*$", figure.before)
            return figure if is_told and not (own and _TIME.search(own) and not _GOAL.search(own)) else None
    return None


def _is_of_that_year(own: str, figure: Figure) -> bool:
    """Whether the years that the change is told against, where any are named, are those of the value."""
    wanted, named = (set(re.findall(r"\b(?:19|20)\d\d\b", words)) for words in (own, figure.before))
    return not wanted or not named or bool(wanted & named)


def _is_alike(figure: Figure, now: Figure) -> bool:
    same = figure.quantity.measure == now.quantity.measure
    return same and (now.quantity.measure == "percent" or is_of_one_kind(figure.quantity, now.quantity))
