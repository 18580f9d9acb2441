"""What has to be done to a sentence that somebody edited, to bring in what the tool changed in it. Pure.

`base`, `draft` and `fresh` are the sentence as generated, as it is, and as it would be generated today; all are tokens.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from khuyenhoc_cli.report.word.outline import Token


@dataclass(frozen=True)
class Edit:
    """draft[start:end] gives way to fresh[begin:stop]; with start == end something is only put in."""

    start: int
    end: int
    begin: int
    stop: int


@dataclass(frozen=True)
class Merge:
    """The edits of the draft, in order and apart; as edits of the base those that are `made`, and those that cannot
    be, because a person has changed just that."""

    edits: tuple[Edit, ...]
    made: tuple[Edit, ...]
    conflicts: tuple[Edit, ...]


def merge(base: Sequence[Token], draft: Sequence[Token], fresh: Sequence[Token], touched: Collection[int]) -> Merge:
    """How `draft` becomes what it would be today, without taking away anything that is not in `base`.

    `touched` are the numbers of the draft's tokens whose text a person has changed: these are never taken away.
    """
    place = _places(base, draft)
    edits: list[Edit] = []
    made: list[Edit] = []
    conflicts: list[Edit] = []
    for change in _changes(base, fresh):
        edit = _edit(change, place, len(base), len(draft))
        overlaps = edit is not None and any(edit.start < other.end and other.start < edit.end for other in edits)
        if edit is None or overlaps or any(n in touched for n in range(edit.start, edit.end)):
            conflicts.append(change)
        elif edit.end > edit.start or edit.stop > edit.begin:
            edits.append(edit)
            made.append(change)
    return Merge(tuple(sorted(edits, key=_order)), tuple(made), tuple(conflicts))


def _order(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _changes(base: Sequence[Token], fresh: Sequence[Token]) -> list[Edit]:
    """What the tool changed, as edits of the base."""
    opcodes = SequenceMatcher(None, base, fresh, autojunk=False).get_opcodes()
    return [Edit(i1, i2, j1, j2) for name, i1, i2, j1, j2 in opcodes if name != "equal"]


def _places(base: Sequence[Token], draft: Sequence[Token]) -> dict[int, int]:
    """Where each token of the base stands in the draft, of those that do; and its two ends, -1 and its length."""
    place = {-1: -1, len(base): len(draft)}
    for block in SequenceMatcher(None, base, draft, autojunk=False).get_matching_blocks():
        place.update(zip(range(block.a, block.a + block.size), range(block.b, block.b + block.size), strict=True))
    return place


def _edit(change: Edit, place: dict[int, int], base: int, draft: int) -> Edit | None:
    """The change as an edit of the draft; None where a person has changed just that stretch."""
    kept = [place[i] for i in range(change.start, change.end) if i in place]
    if change.start == change.end:
        at = _between(change.start, place, base, draft)
        return None if at is None else Edit(at, at, change.begin, change.stop)
    if not kept and change.begin == change.stop:
        return Edit(0, 0, 0, 0)  # somebody has taken it out before
    if len(kept) < change.end - change.start or kept[-1] - kept[0] != len(kept) - 1:
        return None
    return Edit(kept[0], kept[-1] + 1, change.begin, change.stop)


def _between(at: int, place: dict[int, int], base: int, draft: int) -> int | None:
    """Where in the draft the place before the base's token `at` is: behind what stood before it, else before what
    stood behind it; None where both are gone."""
    before, behind = place.get(at - 1), place.get(at)
    if at == 0 and behind is not None and behind < draft:
        return behind if base else None
    if before is not None and (before >= 0 or behind is not None):
        return before + 1
    if behind is not None and (behind < draft or base == 0):
        return behind
    return None
