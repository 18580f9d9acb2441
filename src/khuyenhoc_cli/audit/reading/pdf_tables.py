"""Tables of a PDF by the rules drawn around their cells; a table without rules stays running text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khuyenhoc_cli.audit.reading.building import Grid, GridCell, Line
from khuyenhoc_cli.audit.reading.pdf_page import Letter, Page, Rule, lines_of

_NEAR = 2.5
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?%?")
_MOST_RULES, _MOST_PLACES = 4000, 150  # beyond, it is a drawing


@dataclass
class DrawnTable:
    """A grid and where it stands on its page; `xs` are its vertical rules."""

    grid: Grid
    top: float
    bottom: float
    xs: list[float]


def drawn_tables(page: Page) -> tuple[list[DrawnTable], list[Letter]]:
    """The tables from the top down, and the letters that stand in none."""
    tables, rest = [], page.letters
    for rules in _connected(page.rules) if len(page.rules) <= _MOST_RULES else ():
        xs = _places(rule.x0 for rule in rules if _is_upright(rule))
        ys = _places(rule.y0 for rule in rules if not _is_upright(rule))[::-1]
        if not 3 <= len(xs) <= _MOST_PLACES or not 3 <= len(ys) <= _MOST_PLACES:
            continue
        inside, rest = _parted(rest, xs, ys)
        if inside:
            tables.append(DrawnTable(_grid(inside, rules, xs, ys), ys[0], ys[-1], xs))
    return sorted(tables, key=lambda table: -table.top), rest


def _is_upright(rule: Rule) -> bool:
    return rule.x0 == rule.x1


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in groups that touch one another."""
    groups: list[tuple[Rule, list[Rule]]] = []  # the box around a group, and the group
    for rule in rules:
        touching = [group for group in groups if _touch(group[0], rule)]
        box, members = rule, [rule]
        for group in touching:
            box, members = _around(box, group[0]), members + group[1]
            groups.remove(group)
        groups.append((box, members))
    return [members for _, members in groups]


def _touch(a: Rule, b: Rule) -> bool:
    across = a.x0 - _NEAR <= b.x1 and b.x0 - _NEAR <= a.x1
    return across and a.y0 - _NEAR <= b.y1 and b.y0 - _NEAR <= a.y1


def _around(a: Rule, b: Rule) -> Rule:
    return Rule(min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1))


def _places(values: Iterable[float]) -> list[float]:
    """The distinct places, ascending."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _parted(letters: Sequence[Letter], xs: Sequence[float], ys: Sequence[float]) -> tuple[list[Letter], list[Letter]]:
    inside: list[Letter] = []
    outside: list[Letter] = []
    for letter in letters:
        middle = letter.base + letter.size / 3
        is_in = xs[0] < letter.x + letter.width / 2 < xs[-1] and ys[-1] < middle < ys[0]
        (inside if is_in else outside).append(letter)
    return inside, outside


def _grid(letters: Sequence[Letter], rules: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]) -> Grid:
    """The cells: squares between rules, joined where no rule parts them."""
    rows, columns = len(ys) - 1, len(xs) - 1
    upright = [rule for rule in rules if _is_upright(rule)]
    across = [rule for rule in rules if not _is_upright(rule)]
    owner: dict[tuple[int, int], GridCell] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            width = height = 1
            middle = (ys[row] + ys[row + 1]) / 2
            while column + width < columns and not _drawn(upright, xs[column + width], middle):
                width += 1
            centre = (xs[column] + xs[column + 1]) / 2
            while row + height < rows and not _drawn(across, centre, ys[row + height], is_across=True):
                height += 1
            cell = GridCell(row, column, height, width)
            for r in range(row, row + height):
                for c in range(column, column + width):
                    owner.setdefault((r, c), cell)
    _fill(owner, letters, xs, ys)
    return Grid(list({id(cell): cell for cell in owner.values()}.values()))


def _drawn(rules: Sequence[Rule], x: float, y: float, *, is_across: bool = False) -> bool:
    """Whether one of the rules passes the point."""
    if is_across:
        return any(abs(rule.y0 - y) <= _NEAR and rule.x0 - _NEAR <= x <= rule.x1 + _NEAR for rule in rules)
    return any(abs(rule.x0 - x) <= _NEAR and rule.y0 - _NEAR <= y <= rule.y1 + _NEAR for rule in rules)


def _fill(
    owner: dict[tuple[int, int], GridCell], letters: Sequence[Letter], xs: Sequence[float], ys: Sequence[float]
) -> None:
    held: dict[int, list[Letter]] = {}
    for letter in letters:
        middle, height = letter.x + letter.width / 2, letter.base + letter.size / 3
        column = sum(x <= middle for x in xs[1:-1])
        row = sum(y >= height for y in ys[1:-1])
        held.setdefault(id(owner[row, column]), []).append(letter)
    for cell in {id(cell): cell for cell in owner.values()}.values():
        lines = lines_of(held.get(id(cell), []))
        if lines:
            cell.lines.append(Line(_together([line.text for line in lines])))


def _together(lines: Sequence[str]) -> str:
    """The lines of a cell as one; a number that is too wide for its column is broken within."""
    one = "".join(lines)
    is_broken = _NUMBER.fullmatch(one) and not all(_NUMBER.fullmatch(line) for line in lines)
    return one if is_broken else " ".join(lines)
