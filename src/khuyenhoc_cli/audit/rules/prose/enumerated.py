"""Lists by lines, a) b) c) or with points: their parts against the total in the lines that introduce them."""

import re
from collections.abc import Iterator, Sequence

from khuyenhoc_cli.audit.model import Claim
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.parts import MARKER, NESTED, Parts
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line
from khuyenhoc_cli.audit.rules.prose.sum_judging import judged

_ITEM = re.compile(r"\s*(?:[a-zđ]\s*\)|[-–+•·*]|\d{1,2}\s*[.)])\s*")
_GROUPS = re.compile(r"(?P<number>\d+)\s*(?:nhóm|loại|khối|đối tượng|nguồn|mục|nội dung|lĩnh vực|phần)")


def enumerated(lines: Sequence[Line]) -> Iterator[Claim]:
    """A total, and its parts in lines of their own that follow an introduction."""
    place = 0
    while place < len(lines):
        end, mark = place, _mark_of(lines[place])
        while mark and end < len(lines) and _mark_of(lines[end]) == mark:
            end += 1
            if lines[end - 1].text.rstrip().endswith("."):
                break
        if end - place > 1 and place:
            yield from _list_of(lines, place, end)
        place = max(end, place + 1)


def _mark_of(line: Line) -> str:
    """What marks an item of a list: its sign, "a" for letters, "1" for numbers, the level of Word's list; else ""."""
    if line.passage.item_level:
        return f"#{line.passage.item_level}"
    match = _ITEM.match(line.text)
    sign = match[0].strip()[:1] if match else ""
    return "1" if sign.isdigit() else "a" if sign.isalpha() else sign


def _told_by(line: Line) -> Figure | None:
    """The one figure that an item of an enumeration tells: of money and counts of what it was spent on, the money."""
    of_money = [figure for figure in line.figures if figure.quantity.measure == "money"]
    found = of_money or [figure for figure in line.figures if figure.quantity.measure == "count"]
    return found[0] if len(found) == 1 else None


def _above(lines: Sequence[Line], intro: Line) -> list[Line]:
    """The line before the introduction; where that is an item of the list before, the one that introduces that list."""
    number = intro.number - 1
    mark = _mark_of(lines[number]) if number >= 0 else ""
    if not mark or mark == _mark_of(intro):
        return [lines[number]] if number >= 0 and not mark else []
    while number >= 0 and _mark_of(lines[number]) == mark:
        number -= 1
    is_whole = number >= 0 and bool(MARKER.search(lines[number].text)) and bool(MARKER.search(intro.text))
    return [lines[number]] if is_whole else []


def _list_of(lines: Sequence[Line], start: int, end: int) -> Iterator[Claim]:
    items = [found for line in lines[start:end] if (found := _told_by(line))]
    if len(items) < end - start:
        return
    intro = lines[start - 1]
    while not intro.text.strip() and intro.number:
        intro = lines[intro.number - 1]
    groups = _GROUPS.search(intro.text)
    marker = MARKER.search(intro.text)
    if not (groups or marker or intro.text.rstrip().endswith(":")):
        return
    if not all(is_of_one_kind(items[0].quantity, item.quantity) for item in items):
        return
    for line in (intro, *_above(lines, intro)):
        totals = [
            figure
            for figure in line.figures
            if figure.role == "value"
            and figure.bracket is None
            and figure.quantity.measure == items[0].quantity.measure
            and is_of_one_kind(figure.quantity, items[0].quantity)
            and figure.quantity.unit not in ("nhóm", "loại", "khối")
        ]
        if totals and not NESTED.search(" ".join(item.before for item in items)):
            are_all = bool(groups and int(groups["number"]) == len(items)) or bool(marker and marker["all"])
            totals = totals[:1] if are_all else totals
            parts = Parts(tuple(items), are_all, not (marker or groups), lines=tuple(lines[start:end]))
            yield from judged(line, totals, parts)
            return
