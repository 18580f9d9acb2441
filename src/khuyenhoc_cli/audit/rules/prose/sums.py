"""Totals and their parts: “gồm”, “trong đó”, brackets, lines a) b) c), footnotes that break a figure down."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Document
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.enumerated import enumerated
from khuyenhoc_cli.audit.rules.prose.labels import label_of, likeness
from khuyenhoc_cli.audit.rules.prose.part_lists import (
    ListOfParts,
    is_of_several_traits,
    leaves_a_rest,
    lists_behind,
    overlap_by_what_they_have,
)
from khuyenhoc_cli.audit.rules.prose.parts import MARKER, NESTED, PARTIAL, REST, Parts, inline_parts
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, lines_of
from khuyenhoc_cli.audit.rules.prose.sum_judging import adding_up, each_within, judged

_OVERLAPPING = re.compile(r"nhiều (?:nhóm|khối)|trùng|đồng thời|lồng")
# what one person may be several of
_TRAITS = re.compile(
    r"\b(?:nữ|đảng viên|đoàn viên|cao tuổi|dân tộc|tôn giáo|hưu trí|cựu chiến binh|giáo viên|nhà giáo|cán bộ|công chức|"
    r"trẻ|nông thôn)\b"
)
_NEXT_ITEM = re.compile(r"[,;]\s+\w+\s+\w")
_FINISHED = re.compile(r"[.;:!?)”\"/]\s*$")


def check_sums(document: Document) -> Iterator[Claim]:
    """Claims on totals whose parts are printed."""
    lines = lines_of(document)
    for line in lines:
        yield from _within(line)
        yield from _bracketed(line)
        for total, parts in inline_parts(line):
            first, last = parts.figures[0], parts.figures[-1]
            begin = total.quantity.end if first.bracket is None else first.bracket + 1
            stretch = line.text[begin : last.quantity.end] + last.after.partition(")")[0]
            if is_of_several_traits(stretch) and not adding_up(total, parts.figures):
                yield from each_within(line, [total], parts.figures)
            else:
                yield from judged(line, [total], parts)
        yield from _noted(line, document, lines)
    yield from enumerated([line for line in lines if line.passage.part == "body"])


def _within(line: Line) -> Iterator[Claim]:
    """“A, gồm B; C; D” and “A. Trong đó: B; C”."""
    for marker in MARKER.finditer(line.text):
        before = [figure for figure in line.figures if figure.quantity.end <= marker.start()]
        behind = [figure for figure in line.figures if figure.quantity.start >= marker.end()]
        if not before or not behind:
            continue
        inside = _bracket_at(line, marker.start())
        readings = []
        for read in lists_behind(line, marker.end(), behind, inside):
            totals = _totals(before, read, inside)
            if any(adding_up(total, read.parts) for total in totals):
                readings = [(read, totals)]  # of several ways to read it the one that comes to the total
                break
            readings += [(read, totals)] if totals else []
        is_taken_away = any(read.is_signed and totals[-1].role == "change" for read, totals in readings[1:])
        if readings and not is_taken_away:
            yield from _of_list(line, marker, *readings[0], inside)


def _totals(before: Sequence[Figure], read: ListOfParts, inside: int | None) -> list[Figure]:
    """The figures before a list that it may break down."""
    return [
        figure
        for figure in before
        if read.parts
        and is_of_one_kind(figure.quantity, read.parts[0].quantity)
        and read.parts[0].sentence - figure.sentence <= 1
        and figure.quantity.measure in ("count", "money", "share")
        and (inside is not None or figure.bracket is None)
    ]


def _of_list(
    line: Line, marker: re.Match[str], read: ListOfParts, totals: Sequence[Figure], inside: int | None
) -> Iterator[Claim]:
    """The claim on what a list breaks down."""
    parts, end = read.parts, read.parts[-1].quantity.end
    stretch = line.text[marker.end() : end]
    tail = re.split(r"[.;)]", line.text[end : end + 120])[0]
    with_rest = len(parts) > 2 and bool(REST.search(f"{parts[-1].before} {tail}"))
    some = bool(PARTIAL.search(REST.sub("", stretch + tail) if with_rest else stretch + tail))
    is_open = read.is_cut or leaves_a_rest(tail)
    is_cut = is_open or read.is_ended or (bool(_NEXT_ITEM.search(tail)) and not _FINISHED.search(line.text))
    told_whole = bool(marker["all"]) or with_rest
    are_all = told_whole and not some and len(parts) > 1 and _each_has_one(stretch, parts) and not is_cut
    overlapping = bool(_OVERLAPPING.search(line.text)) or bool(NESTED.search(stretch))
    if not with_rest and marker["some"]:
        overlapping |= bool(_TRAITS.search(stretch)) or overlap_by_what_they_have(line, parts)
    overlapping |= is_of_several_traits(stretch + tail)
    if overlapping and not any(adding_up(total, parts) for total in totals):
        yield from each_within(line, totals, parts)
    else:
        likely = _likeliest_last(totals, inside)
        yield from judged(line, likely, Parts(tuple(parts), are_all, some, is_open=is_open))


def _likeliest_last(totals: Sequence[Figure], inside: int | None) -> list[Figure]:
    """What is, after by how much it moved; a bracket speaks of the figure right before it."""
    return list(totals) if inside is not None else sorted(totals, key=lambda figure: figure.role == "value")


def _bracket_at(line: Line, place: int) -> int | None:
    opened = line.text.rfind("(", 0, place)
    closed = line.text.rfind(")", 0, place)
    return opened if opened > closed else None


def _each_has_one(stretch: str, parts: Sequence[Figure]) -> bool:
    """Whether no item of the list lacks a number."""
    flat = re.sub(r"\([^)]*\)", "", stretch)
    return flat.count(";") < len(parts)


def _bracketed(line: Line) -> Iterator[Claim]:
    """“08 văn bản của … (01), … (02)”: counts in brackets behind a total."""
    run: list[Figure] = []
    for figure in [*line.figures, None]:
        if figure is not None and figure.bracket is not None and _fills_bracket(line, figure):
            run.append(figure)
            continue
        if len(run) > 1:
            yield from _run(line, run)
        run = []


def _fills_bracket(line: Line, figure: Figure) -> bool:
    """Whether the bracket holds nothing but the number and its unit."""
    assert figure.bracket is not None
    inside = line.text[figure.bracket + 1 : line.text.find(")", figure.bracket)]
    return bool(re.fullmatch(r"\s*\+?\d[\d.,]*\s*[^\d]{0,18}", inside)) and figure.quantity.measure in (
        "count",
        "money",
    )


def _run(line: Line, run: Sequence[Figure]) -> Iterator[Claim]:
    if run[0].place == 0:
        return
    total = line.figures[run[0].place - 1]
    if total.sentence != run[0].sentence or not is_of_one_kind(total.quantity, run[0].quantity) or total.bracket:
        return
    if total.quantity.measure not in ("count", "money", "share") or total.role != "value":
        return
    stretch = line.text[total.quantity.end : run[-1].quantity.start]
    yield from judged(line, [total], Parts(tuple(run), False, bool(PARTIAL.search(stretch))))


def _noted(line: Line, document: Document, lines: Sequence[Line]) -> Iterator[Claim]:
    """A footnote of places with numbers in brackets, against the figure before its mark."""
    for mark in line.passage.marks:
        note = document.notes.get(mark.number)
        noted = next((other for other in lines if other.passage is note), None)
        if noted is None:
            continue
        run = [figure for figure in noted.figures if figure.bracket is not None and _fills_bracket(noted, figure)]
        outside = [figure for figure in noted.figures if figure.bracket is None]
        if not run or outside:
            continue
        before = [
            figure
            for figure in line.figures
            if figure.quantity.end <= mark.offset and figure.bracket is None and figure.role == "value"
        ]
        if not before or before[-1].quantity.measure not in ("count", "money", "share"):
            continue
        total, is_named = _total_of(line, before, noted, run)
        if total is None:
            continue
        some = bool(PARTIAL.search(noted.text) or PARTIAL.search(line.text[total.quantity.end : mark.offset]))
        parts = Parts(tuple(run), "theo địa phương" in noted.text and is_named, some, f"chú thích {mark.number}")
        parts = replace(parts, lines=(noted,) * len(run))
        yield from judged(line, [total], parts)


def _total_of(line: Line, before: Sequence[Figure], noted: Line, run: Sequence[Figure]) -> tuple[Figure | None, bool]:
    """(the figure that the footnote breaks down, whether it calls it by its name); else the last one."""
    kin = [figure for figure in before if is_of_one_kind(figure.quantity, run[0].quantity)]
    head = frozenset(re.findall(r"[^\W\d_]{2,}", noted.text[: run[0].bracket]))
    for figure in reversed(kin):
        name = label_of(line, figure)
        if len(name & head) > 2 and likeness(name, head) >= 0.6:
            return figure, True
    listed = sum((part.quantity.value for part in run), Fraction(0))
    if not kin or (listed > kin[-1].quantity.value and any(listed <= figure.quantity.value for figure in kin)):
        return None, False
    return kin[-1], False
