"""The rule on rates with a name: what one place tells against what the others do, and against what they are made of."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule
from khuyenhoc_cli.audit.rules.prose.named_rates import Told, section_of, stated, told_rates
from khuyenhoc_cli.audit.rules.prose.printing import percent, rounds_to
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, body_lines, claim
from khuyenhoc_cli.audit.rules.tables.wholes import Whole, wholes_of
from khuyenhoc_cli.text.names import fold

RULE = "ti-le-ten"
_YEAR = re.compile(r"\bnăm (20\d\d)\b")
_TIME = re.compile(r"\bnăm (?:20\d\d|trước|ngoái)\b|cùng kỳ|dự kiến|đầu (?:năm|kỳ|nhiệm kỳ)")
_REACHED = re.compile(r"\b(?:ước đạt|đạt danh hiệu|đạt)\b")


def _check(document: Document) -> Iterator[Claim]:
    lines = body_lines(document)
    told = list(told_rates(lines))
    for name in dict.fromkeys(each.name for each in told):
        of_it = [each for each in told if each.name == name]
        section = section_of(name, lines)
        outright = list(stated(name, lines))
        tabled = [whole for whole in wholes_of(document.tables) if f" {fold(name)} " in f" {fold(whole.name)} "]
        rate, agreed = _rate(of_it, section, outright, tabled)
        yield from agreed
        if rate is not None:
            parts = _parts(rate, section, tabled or wholes_of(document.tables))
            if parts is not None and parts == _implied(rate, section) and len(section) == 1:
                yield from _of_all(rate, section, parts)
            yield from _targets(of_it, [*section, *(line for line, _ in outright)], parts)


_Placed = tuple[Line, Figure]


def _rate(
    told: Sequence[Told], section: Sequence[Line], outright: Sequence[_Placed], tabled: Sequence[Whole]
) -> tuple[Figure | None, list[Claim]]:
    """(the rate as most places tell it, claims on the others)."""
    within = [(line, each) for line in section for each in line.figures if _is_value(each)]
    votes = Counter(each.rate.quantity.value for each in told)
    votes.update({whole.value for whole in tabled if whole.is_percent})
    votes.update({figure.quantity.value for _, figure in within})
    votes.update(figure.quantity.value for _, figure in outright)
    own = {each.rate.quantity.value: each.rate for each in told}
    own.update({figure.quantity.value: figure for _, figure in outright})
    most = max((votes[value] for value in own), default=0)
    best = [value for value in own if votes[value] == most]
    if most < 2 or len(best) != 1:
        return None, []
    rate = own[best[0]]
    places = [each.line for each in told if each.rate.quantity.value == best[0]]
    places += [line for line, figure in [*within, *outright] if figure.quantity.value == best[0]]
    claims = [
        _other(each.line, each.rate, rate, places)
        for each in told
        if each.rate.quantity.value != best[0] and votes[each.rate.quantity.value] == 1
        if not _is_cut(each.rate, rate) and not _is_dated(each.line, each.rate)
    ]
    if within and best[0] not in {figure.quantity.value for _, figure in within} and most > 1:
        reached = [(line, figure) for line, figure in within if _tells_reached(line, figure)]
        if len(reached) == 1 and not outright:
            claims.append(_other(*reached[0], rate, places))
    return rate, claims


def _is_value(figure: Figure) -> bool:
    return figure.quantity.measure == "percent" and figure.role == "value"


def _is_dated(line: Line, figure: Figure) -> bool:
    """Whether the sentence says of which other time the figure is."""
    begin, _ = line.reading.sentence(figure)
    return bool(_TIME.search(line.text[begin : figure.quantity.start]))


def _is_cut(one: Figure, other: Figure) -> bool:
    """Whether one is the other with fewer decimals."""
    rough, fine = sorted((one.quantity, other.quantity), key=lambda each: -each.step)
    return rounds_to(fine.value, rough)


def _tells_reached(line: Line, figure: Figure) -> bool:
    """Whether a percentage of a section is that of those who reached, among all."""
    begin, _ = line.reading.sentence(figure)
    clause = line.text[begin : figure.quantity.start].rpartition(";")[2]
    return bool(_REACHED.search(clause)) and "đăng ký" not in clause + figure.after[:50]


def _other(line: Line, figure: Figure, rate: Figure, places: Sequence[Line]) -> Claim:
    numbers = ", ".join(dict.fromkeys(str(place.passage.paragraph) for place in places))
    message = f"{f'đoạn {numbers}' if places else 'bảng'} ghi {rate.quantity.text}, ở đây ghi {figure.quantity.text}"
    return claim(RULE, "duplicate", line, figure, rate.quantity.text, "wrong", message)


_Parts = tuple[Fraction, Fraction, Fraction]


def _parts(rate: Figure, section: Sequence[Line], wholes: Sequence[Whole]) -> _Parts | None:
    """(how many it is, the least and the most of how many), by the section or by two wholes of the tables."""
    counts = [
        each for line in section for each in line.figures if each.quantity.measure == "count" and each.role == "value"
    ]
    values = [each.quantity.value for each in counts]
    found = {(part, whole) for part in values for whole in values if _fits(part, whole, rate)}
    if len(found) == 1:
        ((part, whole),) = found
        return part, whole, whole
    if not section:
        numbers = {each.value for each in wholes if not each.is_percent and each.value > 99 and each.span is None}
        found = {(part, whole) for part in numbers for whole in numbers if _fits(part, whole, rate)}
        if len(found) == 1:
            ((part, whole),) = found
            return part, whole, whole
        return None
    return _implied(rate, section)


def _fits(part: Fraction, whole: Fraction, rate: Figure) -> bool:
    return 0 < part <= whole and rounds_to(part / whole * 100, rate.quantity)


def _shares(section: Sequence[Line]) -> Iterator[tuple[Line, Figure, Figure]]:
    """Counts of a section with their shares right behind."""
    for line in section:
        for first, second in zip(line.figures, line.figures[1:], strict=False):
            if first.quantity.measure == "count" and _is_value(second) and first.clause == second.clause:
                yield line, first, second


def _implied(rate: Figure, section: Sequence[Line]) -> _Parts | None:
    """The same where the section prints no total: the bounds that the count with that share leaves."""
    value, half = rate.quantity.value, rate.quantity.step / 2
    for _, counted, share in _shares(section):
        if share.quantity.value == value > half:
            part = counted.quantity.value
            low, high = ceil(part * 100 / (value + half)), floor(part * 100 / (value - half))
            return (part, Fraction(low), Fraction(high)) if low <= high else None
    return None


def _of_all(rate: Figure, section: Sequence[Line], parts: _Parts) -> Iterator[Claim]:
    """Other shares of the total, which is not printed but follows from the rate that is told elsewhere too."""
    _, low, high = parts
    for line, counted, share in _shares(section):
        if share.quantity.value == rate.quantity.value or not re.match(r"[^;.,]*\btổng số\b", share.after):
            continue
        least, most = (counted.quantity.value / each * 100 for each in (high, low))
        if not (least - share.quantity.step <= share.quantity.value <= most + share.quantity.step):
            whole = f"{int(low)}" if low == high else f"khoảng {int(low)}"
            computed = percent(most, share.quantity)
            message = (
                f"tỷ lệ {rate.quantity.text} cho tổng số {whole}: {counted.quantity.text}/{int(low)} = {computed}, "
                f"in: {share.quantity.text}"
            )
            yield claim(RULE, "ratio", line, share, computed, "wrong", message)


def _targets(told: Sequence[Told], section: Sequence[Line], parts: _Parts | None) -> Iterator[Claim]:
    """The targets of one rate, and how many more are needed to reach them."""
    proven = {each.target.quantity.value for each in told if each.target and _more_fits(each, each.target, parts)}
    by_section = set()
    for line in section:
        for figure in line.figures:
            if figure.quantity.measure == "percent" and figure.role == "target":
                by_section.add((line.number, figure.quantity.value))
                proven |= {figure.quantity.value} if _is_at_distance(line, figure) else set()
    for each in told:
        if each.target is None:
            continue
        value = each.target.quantity.value
        others = [other.target.quantity.value for other in told if other.target and other is not each]
        others += [other for _, other in by_section]
        common = Counter(others).most_common(1)
        meant = next(iter(proven)) if len(proven) == 1 and value not in proven else None
        if meant is None and common and common[0][1] > 1 and len(set(others)) == 1:
            meant = common[0][0]
        fits = _more_fits(each, each.target, parts)
        if each.more is not None and parts is not None and not fits:
            if meant is not None and meant != value and _more_of(each.more, meant, parts):
                yield _target(each, meant)
            else:
                yield _more(each, parts)
            continue
        if each.more is not None and parts is not None and fits:
            yield _more(each, parts)
        elif meant is not None and meant != value and not each.is_plan and not _YEAR.search(each.target.after):
            yield _target(each, meant)


def _is_at_distance(line: Line, target: Figure) -> bool:
    """Whether the points before the target are those between it and a rate before them."""
    if not target.place or line.figures[target.place - 1].quantity.measure != "points":
        return False
    points = line.figures[target.place - 1].quantity
    rates = [each.quantity for each in line.figures[: target.place - 1] if _is_value(each)]
    return any(abs(abs(rate.value - target.quantity.value) - points.value) <= rate.step for rate in rates)


def _more_fits(told: Told, target: Figure, parts: _Parts | None) -> bool:
    return told.more is not None and parts is not None and _more_of(told.more, target.quantity.value, parts)


def _more_of(more: Figure, target: Fraction, parts: _Parts) -> bool:
    part, low, high = parts
    return _needed(target, low) - part <= more.quantity.value <= _needed(target, high) - part


def _needed(target: Fraction, whole: Fraction) -> int:
    return ceil(target * whole / 100)


def _target(told: Told, meant: Fraction) -> Claim:
    assert told.target is not None
    computed = f"{str(meant).replace('.', ',')}%" if meant.denominator == 1 else ""
    message = f"chỗ khác ghi chỉ tiêu {computed}, ở đây ghi {told.target.quantity.text}"
    return claim(RULE, "duplicate", told.line, told.target, computed, "wrong", message)


def _more(told: Told, parts: _Parts) -> Claim:
    assert told.more is not None
    assert told.target is not None
    part, low, high = parts
    exact = _needed(told.target.quantity.value, low) - int(part)
    fits = _more_of(told.more, told.target.quantity.value, parts)
    around = "" if low == high else "khoảng "
    message = (
        f"{told.target.quantity.text} của {around}{int(low)} là {_needed(told.target.quantity.value, low)}, "
        f"hiện có {int(part)}: thêm {exact}, in: {told.more.quantity.text}"
    )
    return claim(RULE, "difference", told.line, told.more, str(exact), "ok" if fits else "wrong", message)


NAMED_RATES = Rule(
    RULE,
    "duplicate",
    "Tỷ lệ có tên (của mô hình, của hội viên trên dân số) nêu ở nhiều chỗ phải giống nhau, chỉ tiêu của nó cũng vậy: "
    "chỗ lệch với các chỗ khác được nêu ra; “thêm ít nhất” bao nhiêu được tính lại từ tổng số và chỉ tiêu.",
    _check,
    (
        Example(
            "# a) Gia đình học tập\nToàn xã có 4.621 hộ; 2.687 hộ ước đạt, bằng 58,15%.\n# III. Hạn chế\n"
            "Còn thấp: Gia đình học tập (58,51%, chỉ tiêu 70%).\n# IV. Nhiệm vụ\n"
            "Đưa tỷ lệ đạt Gia đình học tập trên tổng số từ 58,15% lên 70%, tức là thêm ít nhất 548 hộ.",
            (("58,51%", "wrong"), ("548", "ok")),
        ),
        Example(
            "# a) Gia đình học tập\nToàn xã có 4.621 hộ; 2.687 hộ ước đạt, bằng 58,15%.\n# IV. Nhiệm vụ\n"
            "Đưa tỷ lệ đạt Gia đình học tập trên tổng số từ 58,15% lên 70%, tức là thêm ít nhất 584 hộ.",
            (("584", "wrong"),),
        ),
        Example(
            "- Gia đình học tập: 2.687 hộ ước đạt, bằng 58,15%.\n# III. Hạn chế\n"
            "Còn thấp: Gia đình học tập (58,15%, chỉ tiêu 70%).\n# IV. Nhiệm vụ\n"
            "Phấn đấu đưa tỷ lệ đạt Gia đình học tập trên tổng số từ 58,15% lên 75%.",
            (),
        ),
        Example(
            "# a) Gia đình học tập\nCó 2.687 hộ đạt, bằng 58,15%.\nCòn thấp: Gia đình học tập (58,15%, chỉ tiêu 70%).\n"
            "Dự kiến đến năm 2025: Gia đình học tập (65%, chỉ tiêu 75%).",
            (),
        ),
        Example(
            "Tỷ lệ hội viên trên dân số đạt 35,33%.\nToàn xã có tỷ lệ hội viên trên dân số là 35,33%.\n"
            "Giữ vững tỷ lệ hội viên trên dân số từ 33% trở lên, hiện là 35,23%.",
            (("35,23%", "wrong"),),
        ),
    ),
)
