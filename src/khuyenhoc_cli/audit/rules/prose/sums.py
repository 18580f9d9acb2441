"""Totals and their parts: “gồm”, “trong đó”, brackets, lines a) b) c), footnotes that break a figure down."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Document
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.enumerated import enumerated
from khuyenhoc_cli.audit.rules.prose.labels import label_of, likeness
from khuyenhoc_cli.audit.rules.prose.parts import MARKER, NESTED, PARTIAL, Parts, inline_parts
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, lines_of
from khuyenhoc_cli.audit.rules.prose.sum_judging import each_within, judged

_OVERLAPPING = re.compile(r"nhiều (?:nhóm|khối)|trùng|đồng thời|lồng")
# what one person may be several of
_TRAITS = re.compile(
    r"\b(?:nữ|đảng viên|đoàn viên|cao tuổi|dân tộc|tôn giáo|hưu trí|cựu chiến binh|giáo viên|nhà giáo|cán bộ|công chức|"
    r"trẻ|nông thôn)\b"
)
_REST = re.compile(r"\b(?:khác|còn lại)\b")  # an item that takes in all that is left
_NEXT_ITEM = re.compile(r"[,;]\s+\w+\s+\w")
_FINISHED = re.compile(r"[.;:!?)”\"/]\s*$")


def check_sums(document: Document) -> Iterator[Claim]:
    """Claims on totals whose parts are printed."""
    lines = lines_of(document)
    for line in lines:
        yield from _within(line)
        yield from _bracketed(line)
        for total, parts in inline_parts(line):
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
        parts = _parts(line, marker.end(), behind, inside)
        if not parts:
            continue
        end = parts[-1].quantity.end
        stretch = line.text[marker.end() : end]
        tail = re.split(r"[.;)]", line.text[end : end + 120])[0]
        totals = [
            figure
            for figure in before
            if is_of_one_kind(figure.quantity, parts[0].quantity)
            and parts[0].sentence - figure.sentence <= 1
            and figure.quantity.measure in ("count", "money", "share")
            and (inside is not None or figure.bracket is None)
        ]
        if not totals:
            continue
        with_rest = len(parts) > 2 and bool(_REST.search(f"{parts[-1].before} {tail}"))
        some = bool(PARTIAL.search(_REST.sub("", stretch + tail) if with_rest else stretch + tail))
        parts_sum = sum((part.quantity.value for part in parts), Fraction(0))
        told_whole = bool(marker["all"]) or with_rest
        is_cut = bool(_NEXT_ITEM.search(tail)) and not _FINISHED.search(line.text)
        are_all = told_whole and not some and len(parts) > 1 and _each_has_one(stretch, parts) and not is_cut
        overlapping = bool(_OVERLAPPING.search(line.text)) or bool(NESTED.search(stretch))
        overlapping |= bool(marker["some"]) and bool(_TRAITS.search(stretch)) and not with_rest
        if overlapping and not any(parts_sum == total.quantity.value for total in totals):
            yield from each_within(line, totals, parts)
        else:
            yield from judged(line, _likeliest_last(totals, inside), Parts(tuple(parts), are_all, some))


def _likeliest_last(totals: Sequence[Figure], inside: int | None) -> list[Figure]:
    """What is, after by how much it moved; a bracket speaks of the figure right before it."""
    return list(totals) if inside is not None else sorted(totals, key=lambda figure: figure.role == "value")


def _bracket_at(line: Line, place: int) -> int | None:
    opened = line.text.rfind("(", 0, place)
    closed = line.text.rfind(")", 0, place)
    return opened if opened > closed else None


def _parts(line: Line, start: int, behind: Sequence[Figure], inside: int | None) -> list[Figure]:
    """The first figure of each item of the list that begins at the place."""
    first = behind[0]
    parts: list[Figure] = []
    separator, stop = _separator(line, start, behind)
    last_stop = start
    for figure in behind:
        quantity = figure.quantity
        if quantity.start >= stop:
            break
        if figure.sentence != first.sentence or (inside is not None and ")" in line.text[start : quantity.start]):
            outer = line.text[start : quantity.start]
            if figure.sentence != first.sentence or outer.count(")") > outer.count("("):
                break
        if figure.bracket not in (None, inside) or quantity.measure not in ("count", "money", "share"):
            continue
        if figure.role != "value" and "tăng do" not in figure.after:
            continue
        if parts and separator not in line.text[last_stop : quantity.start] and " và " not in figure.before:
            continue
        if parts and not is_of_one_kind(parts[0].quantity, quantity):
            break
        parts.append(figure)
        last_stop = quantity.end
    return parts


def _separator(line: Line, start: int, behind: Sequence[Figure]) -> tuple[str, int]:
    """(what parts the items of the list, where it ends at the latest): semicolons, else commas.

    Where the first item has two figures of one unit, commas part the list and a semicolon ends it.
    """
    end = line.reading.sentence(behind[0])[1]
    semicolon = line.text.find(";", start, end)
    if semicolon < 0:
        return ",", end
    items = [figure for figure in behind if figure.quantity.start < semicolon and figure.role == "value"]
    counted = [figure for figure in items if figure.quantity.measure in ("count", "money") and figure.bracket is None]
    alike = len(counted) > 1 and counted[0].quantity.unit == counted[1].quantity.unit != ""
    return (",", semicolon) if alike and "," in counted[1].before else (";", end)


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
