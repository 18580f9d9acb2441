"""Which of two figures must not be the larger: n of n/N, registered of all, achieved of registered; targets."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule, Verdict
from khuyenhoc_cli.audit.quantities import Quantity
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.names import names_in
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, body_lines, claim, lines_of

_LOW = re.compile(r"(?:thấp hơn|dưới|chưa đạt|không đạt) (?:so với )?(?:chỉ tiêu|mức|kế hoạch)")
_HIGH = re.compile(r"(?:bằng hoặc vượt|đạt và vượt|đạt, vượt|vượt|hoàn thành|đạt) (?:so với )?(?:chỉ tiêu|kế hoạch)")
_PLAN = re.compile(
    r"chỉ tiêu|nghị quyết|so với kế hoạch|% kế hoạch|kế hoạch (?:năm|giao|đề ra)|/\s*kế hoạch|\bkh\b|\bvượt\b|\bgiao\b"
)
_PLANNED = re.compile(r"so với (?:chỉ tiêu|kế hoạch|nghị quyết)|thực hiện\s*/|đăng ký\s*/\s*đạt")
_BODIES = Quantity(0, 0, "", Fraction(0), Fraction(1), "count", "đơn vị")  # what there are only so many of
_TIME = re.compile(r"\bnăm (?:20\d\d|trước|ngoái)|cùng kỳ")
_ALL = re.compile(r"\b(?:tổng (?:số|cộng)|toàn (?:tỉnh|huyện|thị xã|thành phố|xã|phường|cụm|quốc)|có)\b[^,;.]*$")
_MOST = re.compile(r"(?P<high>nhiều nhất|cao nhất|lớn nhất)|(?P<low>ít nhất|thấp nhất)")


def _check(document: Document) -> Iterator[Claim]:
    for line in lines_of(document):
        yield from _shares(line)
        yield from _steps(line)
        yield from _targets(line)
        yield from _most(line, line, 0)
    for line in body_lines(document):
        for mark in line.passage.marks:
            note = document.notes.get(mark.number)
            noted = next((other for other in lines_of(document) if other.passage is note), None)
            if noted is not None:
                yield from _most(line, noted, mark.offset)
                yield from _below_target(line, noted, mark.offset)


def _shares(line: Line) -> Iterator[Claim]:
    for figure in line.figures:
        quantity = figure.quantity
        if quantity.whole is not None and quantity.value > quantity.whole and not _is_of_a_plan(line, figure):
            message = f"{quantity.text}: phần lớn hơn tổng"
            verdict: Verdict = "wrong" if is_of_one_kind(_BODIES, quantity) and quantity.unit else "doubtful"
            yield claim("thu-tu", "direction", line, figure, "", verdict, message)
        if quantity.measure == "percent" and quantity.value > 100 and re.search(r"chiếm\s*$", figure.before):
            yield claim("thu-tu", "direction", line, figure, "", "wrong", f"chiếm {quantity.text}: phần lớn hơn tổng")


def _is_of_a_plan(line: Line, figure: Figure) -> bool:
    """Whether n/N may be what was done over what was planned: more than all is possible then."""
    if figure.quantity.value.denominator != 1 or _PLAN.search(figure.around):
        return True
    if _PLANNED.search(line.text[slice(*line.reading.sentence(figure))]):
        return True
    behind = line.figures[figure.place + 1 : figure.place + 2]
    return bool(behind) and behind[0].quantity.measure == "percent" and behind[0].quantity.value >= 100


def _steps(line: Line) -> Iterator[Claim]:
    """Registered ≤ all, achieved ≤ registered, of one unit in one paragraph."""
    counts = [
        each for each in line.figures if each.quantity.measure == "count" and each.role == "value" and not each.bracket
    ]
    registered = next((each for each in counts if _is_registered(each)), None)
    if registered is None:
        return
    if _TIME.search(registered.before):
        return
    total = next((each for each in counts if each.place < registered.place and _ALL.search(each.before)), None)
    achieved = next((each for each in counts if each.place > registered.place and _is_achieved(each)), None)
    same = total is not None and is_of_one_kind(total.quantity, registered.quantity)
    if total is not None and same and registered.quantity.value > total.quantity.value and total.quantity.unit:
        message = f"đăng ký {registered.quantity.text} > tổng số {total.quantity.text}"
        yield claim("thu-tu", "direction", line, registered, "", "wrong", message)
    if achieved is None or not is_of_one_kind(achieved.quantity, registered.quantity):
        return
    if achieved.quantity.value > registered.quantity.value:
        message = f"đạt {achieved.quantity.text} > đăng ký {registered.quantity.text}"
        yield claim("thu-tu", "direction", line, achieved, "", "doubtful", message)


def _is_registered(figure: Figure) -> bool:
    return "đăng ký" in re.split(r"[,;(]", figure.after)[0]


def _is_achieved(figure: Figure) -> bool:
    behind = re.split(r"[,;(]", figure.after)[0]
    return "đạt" in behind or bool(re.search(r"đạt danh hiệu[^;]*:\s*$", figure.before))


def _targets(line: Line) -> Iterator[Claim]:
    """“Thấp hơn chỉ tiêu: A (26,54%, chỉ tiêu 40%)”."""
    for value, target in pairwise(line.figures):
        if value.quantity.measure != "percent" or target.quantity.measure != "percent" or value.bracket is None:
            continue
        if not re.fullmatch(r"\s*[,;]\s*chỉ tiêu(?: là)?\s*", line.between(value, target)):
            continue
        begin, _ = line.reading.sentence(value)
        words = line.text[begin : value.quantity.start]
        reached = value.quantity.value >= target.quantity.value
        if (_LOW.search(words) and reached) or (not _LOW.search(words) and _HIGH.search(words) and not reached):
            sign = "≥" if reached else "<"
            message = f"{value.quantity.text} {sign} chỉ tiêu {target.quantity.text}: trái với câu"
            yield claim("thu-tu", "direction", line, value, "", "wrong", message)


def _below_target(line: Line, note: Line, offset: int) -> Iterator[Claim]:
    """A footnote of those below the target, whose values are printed, against the target in the paragraph."""
    begin = max((stop for stop in line.reading.stops if stop <= offset - 1), default=0)
    words = f"{line.text[begin:offset]} {note.text}"
    target = next((each for each in line.figures if each.role == "target" and each.quantity.measure == "percent"), None)
    if target is None or not _LOW.search(words):
        return
    for figure in note.figures:
        is_listed = figure.quantity.measure == "percent" and figure.bracket is not None
        if is_listed and figure.quantity.value > target.quantity.value:
            message = f"{figure.quantity.text} > chỉ tiêu {target.quantity.text}, lại nêu là thấp hơn"
            yield claim("thu-tu", "direction", note, figure, "", "wrong", message)


def _most(line: Line, listed: Line, offset: int) -> Iterator[Claim]:
    """“Nhiều nhất là A (16), B (12)”: none further on is larger; the values may stand in a footnote after them."""
    for said in _MOST.finditer(line.text):
        told = next(names_in(line, said.end()), None)
        if told is None or not re.fullmatch(r"[^;.,:()]{0,40}:?\s*", line.text[said.end() : told.start]):
            continue
        if listed is line:
            yield from _ranked(line, said, told.start, told.end)
        elif 0 <= offset - told.end <= 2:
            yield from _ranked(listed, said, 0, len(listed.text))


def _ranked(line: Line, said: re.Match[str], start: int, end: int) -> Iterator[Claim]:
    """The first value in brackets that is beyond the one before it."""
    run = [each for each in line.figures if start <= each.quantity.start < end and each.bracket is not None]
    for first, second in pairwise(run):
        if first.quantity.measure != second.quantity.measure:
            continue
        falls = second.quantity.value < first.quantity.value
        if second.quantity.value != first.quantity.value and falls == bool(said["low"]):
            message = f"“{said[0]}” nhưng {second.quantity.text} đứng sau {first.quantity.text}"
            yield claim("thu-tu", "direction", line, second, "", "doubtful", message)
            return


ORDER = Rule(
    "thu-tu",
    "direction",
    "Phần không lớn hơn tổng: n ≤ N, đăng ký ≤ tổng số, đạt ≤ đăng ký. Nơi nêu là “thấp hơn chỉ tiêu” hay “vượt "
    "chỉ tiêu” phải đúng "
    "với tỷ lệ và chỉ tiêu được in; danh sách “nhiều nhất”, “cao nhất” phải xếp từ cao xuống.",
    _check,
    (
        Example("Có 16/15 huyện đã ban hành kế hoạch.", (("16/15", "wrong"),)),
        Example("Toàn xã có 500 hộ; 510 hộ đăng ký, đạt 102%.", (("510", "wrong"),)),
        Example("Toàn xã có 500 hộ; 400 hộ đăng ký; 410 hộ đạt danh hiệu.", (("410", "doubtful"),)),
        Example("Tỷ lệ còn thấp hơn chỉ tiêu: Công dân học tập (46,54%, chỉ tiêu 40%).", (("46,54%", "wrong"),)),
        Example("Tỷ lệ bằng hoặc vượt chỉ tiêu: Đơn vị học tập (80,82%, chỉ tiêu 80%).", ()),
        Example("Nhiều nhất là Ea Kar (120 hội viên), Lắk (150 hội viên).", (("150", "doubtful"),)),
        Example("Tiêu biểu như Ea Kar (37,24%), Lắk (38,02%).", ()),
        Example("Tính đến 30/6, kết nạp được 563/500 hội viên, đạt 112,6% kế hoạch; 7/6 lớp, vượt 1 lớp.", ()),
        Example("Năm 2022 có 198.450 hộ đạt, năm 2023 có 241.020 hộ đăng ký.", ()),
        Example("Quyên góp đạt 12/10 chỉ tiêu kế hoạch; chào mừng ngày 20/11.", ()),
    ),
)
