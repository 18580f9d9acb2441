"""The rule on targets that were set: sentences, notes that say whom they count, lists of rates against them."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule, Verdict
from khuyenhoc_cli.audit.rules.prose.assigned import Against, against_targets, done_in
from khuyenhoc_cli.audit.rules.prose.assigned_judging import RULE, exact_rate, is_settled, judged
from khuyenhoc_cli.audit.rules.prose.printing import amount, percent, rounds_to
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, body_lines, claim, lines_of
from khuyenhoc_cli.audit.rules.tables.assigned import Assigned, assigned_in, goals_beside
from khuyenhoc_cli.text.names import fold

_COUNTED = re.compile(r"\b(?:chỉ )?tính(?: trên| cho)?\s*$")
_LISTED = re.compile(
    r"(?P<not>\b(?:chưa|không) )?\b(?:đạt|hoàn thành|vượt)\b[^:;.()\d]{0,30}chỉ tiêu[^:;.()\d]{0,15}\bgiao\b"
    r"[^:;.()\d]{0,15}:"
)
_NAME = re.compile(r"(?:[:,;]|\bvà)\s*(?P<name>[^,;:()\d]{6,60}?)\s*\(\s*$")


def _check(document: Document) -> Iterator[Claim]:
    told = list(against_targets(document))
    tables = list(assigned_in(document))
    for each in told:
        yield from judged(each)
    yield from _notes(document, told, tables)
    for line in body_lines(document):
        yield from _listed(line, told, tables)


def _notes(document: Document, told: Sequence[Against], tables: Sequence[Assigned]) -> Iterator[Claim]:
    """Notes that say how many units they count, and what these did, against the table of the units."""
    if not tables:
        return
    lines = {id(line.passage): line for line in lines_of(document)}
    for number, note in document.notes.items():
        line = lines.get(id(note))
        if line is None or (done := done_in(line)) is None:
            continue
        goals = {each.goal.quantity.value for each in told if each.where.passage is note}
        goals |= goals_beside(document, number)
        meant = {(each.units, each.done): each for each in tables if each.goal in goals}
        if len(meant) == 1:
            yield from _noted(line, done, next(iter(meant.values())))


def _noted(line: Line, done: Figure, meant: Assigned) -> Iterator[Claim]:
    where = f"bảng{f', {meant.name}' if meant.name else ''}"
    exact = amount(meant.done, done.quantity)
    verdict: Verdict = "ok" if done.quantity.value == meant.done else "wrong"
    message = f"{where}: {meant.units} đơn vị được giao thực hiện {exact}, in: {done.quantity.text}"
    yield claim(RULE, "sum", line, done, exact, verdict, message)
    for counted in line.figures:
        if _COUNTED.search(counted.before) and counted is not done:
            verdict = "ok" if counted.quantity.value == meant.units else "wrong"
            message = f"{where}: {meant.units} đơn vị được giao chỉ tiêu, in: {counted.quantity.text}"
            yield claim(RULE, "list", line, counted, str(meant.units), verdict, message)


def _listed(line: Line, told: Sequence[Against], tables: Sequence[Assigned]) -> Iterator[Claim]:
    """“Chưa đạt chỉ tiêu được giao: Gia đình học tập (99,51%)”: that name's rate, on the right side of 100%."""
    head = _LISTED.search(line.text)
    if head is None:
        return
    begin = next((figure.sentence for figure in line.figures if figure.quantity.start >= head.end()), 0)
    rates = [each for each in line.figures if each.quantity.start >= head.end() and each.sentence == begin]
    rates = [each for each in rates if each.quantity.measure == "percent" and each.bracket is not None]
    for rate in rates:
        name = _NAME.search(line.text[: rate.quantity.start])
        exact = _rates_of(name["name"], told, tables) if name else []
        if exact:
            fitting = [each for each in exact if rounds_to(each, rate.quantity)]
            computed = percent(exact[0], rate.quantity)
            message = f"{name['name'] if name else ''}: {computed}, in: {rate.quantity.text}"
            yield claim(RULE, "duplicate", line, rate, computed, "ok" if fitting else "wrong", message)
            continue
        is_over = rate.quantity.value >= 100
        if is_over == bool(head["not"]):
            said = "chưa đạt" if head["not"] else "đạt"
            message = f"{rate.quantity.text} {'≥' if is_over else '<'} 100%, in: {said} chỉ tiêu"
            if is_over or any(each.quantity.value > 100 for each in rates):  # else they may be shares of something else
                yield claim(RULE, "direction", line, rate, "", "wrong", message)


def _rates_of(name: str, told: Sequence[Against], tables: Sequence[Assigned]) -> list[Fraction]:
    """The shares of their targets that the section of that name and the table tell."""
    found = [
        rate
        for each in told
        if each.line.passage.headings and name in each.line.passage.headings[-1].lower() and is_settled(each)
        for rate in [exact_rate(each)]
        if rate is not None
    ]
    return found + [
        each.done / each.goal * 100 for each in tables if each.goal and each.name and fold(name) in fold(each.name)
    ]


ASSIGNED = Rule(
    RULE,
    "difference",
    "Kết quả so với chỉ tiêu giao: số thực hiện (ở câu trước hoặc chú thích), chỉ tiêu giao, mức vượt hoặc còn thiếu "
    "và tỷ lệ đạt phải khớp nhau; số nào bị ba số kia bác thì nêu số ấy. “Chỉ tính n đơn vị được giao” khớp với bảng "
    "giao chỉ tiêu; nơi nêu là đạt, chưa đạt phải đúng với tỷ lệ.",
    _check,
    (
        Example(
            "Năm 2022 có 862 đơn vị đạt danh hiệu. So với số được giao: vượt 62 đơn vị so với chỉ tiêu giao 800 đơn vị "
            "(đạt 107,57%).",
            (("107,57%", "wrong"),),
        ),
        Example(
            "Có 246.016 hộ đạt danh hiệu; chưa đạt chỉ tiêu giao 247.230 hộ (đạt 99,51%, còn thiếu 1.241 hộ).",
            (("1.241", "wrong"),),
        ),
        Example(
            "Có 990 đơn vị đạt. So với số giao: thấp hơn 28 đơn vị so với chỉ tiêu giao 955 đơn vị (đạt 102,93%)[1].\n"
            "[1] Chỉ tính 15 đơn vị được giao chỉ tiêu: thực hiện 983 đơn vị.",
            (("28", "wrong"),),
        ),
        Example(
            "Có 990 đơn vị đạt. So với số giao: vượt 28 đơn vị so với chỉ tiêu giao 955 đơn vị (đạt 102,93%)[1].\n"
            "[1] Chỉ tính 15 đơn vị được giao chỉ tiêu: thực hiện 938 đơn vị.",
            (("938", "wrong"),),
        ),
        Example(
            "Có 990 đơn vị đạt. So với số giao: vượt 28 đơn vị so với chỉ tiêu giao 955 đơn vị (đạt 102,93%).",
            (("990", "doubtful"),),
        ),
        Example("Đạt chỉ tiêu được giao: Gia đình học tập (62,30%).", ()),
        Example("Kế hoạch giao 96 đơn vị (đạt 93,75%).", ()),
        Example("Chỉ tiêu giao 96 đơn vị, thực hiện 90 đơn vị (đạt 93,75%).", (("93,75%", "ok"),)),
        Example("Chỉ tiêu giao 1.000 hội viên, đã kết nạp 1.240 hội viên, đạt 120,4%.", (("120,4%", "wrong"),)),
        Example("Chỉ tiêu giao 1.000 hội viên, đã kết nạp 1.240 hội viên, đạt 142% so với cùng kỳ.", ()),
        Example("Chưa đạt chỉ tiêu được giao: Gia đình học tập (101,26%).", (("101,26%", "wrong"),)),
        Example(
            "# a) Gia đình học tập\nCó 99 hộ đạt; chưa đạt chỉ tiêu giao 100 hộ (đạt 99%).\n# 2. Hạn chế\n"
            "Chưa đạt chỉ tiêu được giao: Gia đình học tập (96%).",
            (("99%", "ok"), ("96%", "wrong")),
        ),
        Example(
            "Có 20 hộ đạt. Vượt 01 hộ so với chỉ tiêu giao 18 hộ (đạt 105,56%)[1].\n"
            "[1] Chỉ tính 03 đơn vị được giao chỉ tiêu: thực hiện 19 hộ.\n"
            "| TT | Đơn vị | Số giao | Thực hiện |\n|---|---|---|---|\n| 1 | Xã An Bình | 10 | 12 |\n"
            "| 2 | Xã Hòa Lợi | 8 | 7 |\n| 3 | Xã Tân Phú | – | 1 |\n| | Tổng cộng | 18 | 20 |",
            (("01", "ok"), ("105,56%", "ok"), ("03", "wrong"), ("19", "ok")),
        ),
    ),
)
