"""Changes to a draft: one digit, one percentage, one word of direction, one list of units."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from khuyenhoc_cli.audit.model import Cell, Control, Document, NoteMark, Part, Passage
from tests.bench_audit.drafts import Draft

Kind = Literal["digit", "percentage", "direction", "list"]
KINDS: tuple[Kind, ...] = ("digit", "percentage", "direction", "list")
PARTS: tuple[Part, ...] = ("body", "table", "footnote")
_OPPOSITES = {"tăng": "giảm", "giảm": "tăng", "vượt": "thấp hơn", "thấp hơn": "vượt"}
_DIRECTION = re.compile(r"\b(tăng|giảm|vượt|thấp hơn)(?= \d)", re.IGNORECASE)
_SIGN = re.compile(r"[+-](?=\d)")
_PERCENTAGE = re.compile(r"\d+,\d+(?=%)")
_FIGURE_CELL = re.compile(r"[+-]?\d[\d.,]*%?")


@dataclass(frozen=True)
class Change:
    """passage.text[start:end] of a draft becomes `new`."""

    draft: str
    kind: Kind
    passage: Passage
    start: int
    end: int
    new: str

    @property
    def old(self) -> str:
        """What stands there before."""
        return self.passage.text[self.start : self.end]

    @property
    def place(self) -> Part:
        """Where it is."""
        return self.passage.part

    def __str__(self) -> str:
        around = self.passage.text[max(0, self.start - 30) : self.end + 20]
        return f"{self.draft} {self.place} {self.passage.paragraph}: {self.old!r} -> {self.new!r} in {around!r}"


def changes(draft: Draft, count: int, rng: Random) -> list[Change]:
    """So many changes, of each kind and place as even as the draft allows; half of them are digits."""
    spots = {(kind, part): list(_SPOTS[kind](draft, part)) for kind in KINDS for part in PARTS}
    found = []
    for number in range(count):
        kind = KINDS[number % 2 and 1 + number // 2 % 3]
        parts = [part for part in PARTS if spots[kind, part]]
        if parts:
            passage, start, end = rng.choice(spots[kind, rng.choice(parts)])
            found.append(_CHANGERS[kind](draft, passage, start, end, rng))
    return found


def changed(document: Document, change: Change) -> tuple[Document, Passage]:
    """The document with the change made, and the passage as it is then."""
    new = _rewritten(change)

    def same(passage: Passage) -> Passage:
        return new if passage is change.passage else passage

    def cell(old: Cell) -> Cell:
        return replace(old, passages=tuple(map(same, old.passages))) if change.passage in old.passages else old

    tables = tuple(
        replace(table, cells=tuple(map(cell, table.cells)))
        if change.passage.cell and any(change.passage is p for c in table.cells for p in c.passages)
        else table
        for table in document.tables
    )
    notes = {number: same(passage) for number, passage in document.notes.items()}
    return replace(document, passages=tuple(map(same, document.passages)), tables=tables, notes=notes), new


def _rewritten(change: Change) -> Passage:
    old, moved = change.passage, len(change.new) - (change.end - change.start)

    def at(place: int, *, is_end: bool) -> int:
        return place + moved if place >= change.end and (is_end or place > change.start) else place

    return replace(
        old,
        text=old.text[: change.start] + change.new + old.text[change.end :],
        controls=tuple(Control(at(c.start, is_end=False), at(c.end, is_end=True), c.key) for c in old.controls),
        marks=tuple(NoteMark(at(mark.offset, is_end=False), mark.number) for mark in old.marks),
    )


def _passages(draft: Draft, part: Part) -> Iterator[Passage]:
    return (passage for passage in draft.document.everything if passage.part == part)


def _figures(draft: Draft, part: Part) -> Iterator[tuple[Passage, int, int]]:
    """Every printed figure: of a table those cells that are nothing else, beside the ordinals."""
    for passage in _passages(draft, part):
        if part != "table":
            yield from ((passage, each.start, each.end) for each in passage.quantities)
        elif passage.controls and (match := _FIGURE_CELL.fullmatch(passage.text.strip())):
            begin = passage.text.index(match[0])
            yield passage, begin, begin + len(match[0])


def _percentages(draft: Draft, part: Part) -> Iterator[tuple[Passage, int, int]]:
    for passage, start, end in _figures(draft, part):
        if match := _PERCENTAGE.search(passage.text, start, end + 1):
            yield passage, *match.span()


def _directions(draft: Draft, part: Part) -> Iterator[tuple[Passage, int, int]]:
    """Words before a figure; in tables the sign of a change."""
    for passage in _passages(draft, part):
        pattern = _SIGN if part == "table" else _DIRECTION
        if passage.controls:
            yield from ((passage, *match.span()) for match in pattern.finditer(passage.text))


def _listed(draft: Draft, part: Part) -> Iterator[tuple[Passage, int, int]]:
    """Names of units in lists that the tool wrote: two names or more in one piece of generated text."""
    for passage in _passages(draft, part):
        for control in passage.controls:
            names = _names(draft, passage.text[control.start : control.end])
            if len(names) > 1 and part != "table":
                yield from ((passage, control.start + a, control.start + b) for a, b in names)


def _names(draft: Draft, text: str) -> list[tuple[int, int]]:
    names = sorted(draft.expected.units, key=len, reverse=True)
    return [m.span() for m in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", text)]


def _digit(draft: Draft, passage: Passage, start: int, end: int, rng: Random) -> Change:
    return another_digit(draft.name, passage, start, end, rng)


def another_digit(report: str, passage: Passage, start: int, end: int, rng: Random) -> Change:
    """One digit of a figure another one; the first of several does not become zero."""
    digits = [place for place in range(start, end) if passage.text[place].isdigit()]
    place = rng.choice(digits)
    old = passage.text[place]
    first = place == digits[0] and len(digits) > 1 and old != "0"
    new = rng.choice([digit for digit in "0123456789" if digit != old and not (first and digit == "0")])
    return Change(report, "digit", passage, place, place + 1, new)


def _percentage(draft: Draft, passage: Passage, start: int, end: int, rng: Random) -> Change:
    """Another percentage from 1 to 99."""
    new = passage.text[start:end]
    while new == passage.text[start:end]:
        new = f"{rng.randint(1, 99)},{rng.randint(0, 99):02d}"
    return Change(draft.name, "percentage", passage, start, end, new)


def _direction(draft: Draft, passage: Passage, start: int, end: int, _: Random) -> Change:
    old = passage.text[start:end]
    new = {"+": "-", "-": "+"}.get(old) or _OPPOSITES[old.lower()]
    return Change(draft.name, "direction", passage, start, end, new.capitalize() if old[0].isupper() else new)


def _list(draft: Draft, passage: Passage, start: int, end: int, rng: Random) -> Change:
    """The name gone, another in its place, or one more before it."""
    listed = passage.text
    others = [name for name in draft.expected.units if name not in listed]
    how = rng.choice(("drop", "swap", "add") if others else ("drop",))
    if how == "swap":
        return Change(draft.name, "list", passage, start, end, rng.choice(others))
    if how == "add":
        return Change(draft.name, "list", passage, start, start, f"{rng.choice(others)}, ")
    behind = re.match(r"(?: \([^()]*\))?(?:, | và )", listed[end:])
    if behind:
        return Change(draft.name, "list", passage, start, end + behind.end(), "")
    before = re.search(r"(?:, | và )$", listed[:start])
    value = re.match(r" \([^()]*\)", listed[end:])
    return Change(
        draft.name, "list", passage, before.start() if before else start, end + (value.end() if value else 0), ""
    )


_SPOTS: Mapping[Kind, Callable[[Draft, Part], Iterator[tuple[Passage, int, int]]]] = {
    "digit": _figures,
    "percentage": _percentages,
    "direction": _directions,
    "list": _listed,
}
_CHANGERS: Mapping[Kind, Callable[[Draft, Passage, int, int, Random], Change]] = {
    "digit": _digit,
    "percentage": _percentage,
    "direction": _direction,
    "list": _list,
}
