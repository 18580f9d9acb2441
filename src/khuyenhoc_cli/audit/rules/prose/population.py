"""Money per person and members per population, where the report prints the population."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule, Spot, Verdict
from khuyenhoc_cli.audit.rules.prose.printing import is_slip_of_rate, percent, quotient_prints, rounds_to
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, body_lines, claim, lines_of, spot_of
from khuyenhoc_cli.audit.rules.tables.wholes import wholes_of
from khuyenhoc_cli.audit.slips import is_slip
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.text.numbers import print_decimal, round_half_up

_POPULATION = re.compile(r"(?:dân số|số dân)[^;.\d]{0,60}$")
_RATE = re.compile(r"t[ỷỉ] lệ hội viên\s*(?:trên|/|so với|chiếm)\s*(?:tổng )?(?:dân số|số dân)[^;()]{0,25}$")
_OF_A_PART = re.compile(
    r"\b(?:riêng|cao nhất|thấp nhất|năm (?:trước|ngoái|\d{4})|cùng kỳ|trong khi|vùng|khu vực|khối)\b"
)
_PLACE = re.compile(
    r"(?:\b(?:riêng|ở|tại) |[;,:(] *)(?:các )?(?:xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh|"
    r"thôn|ấp|khóm|buôn|bản)\b"
)
_NARROWED = re.compile(r"(?:dân số|số dân)\s*(?:\(?(?:từ|trên|dưới|trong)\b|đủ|người|thường|trưởng|lao)")
_RULE = "binh-quan"
_OF_ALL = re.compile(r"(?:tong )?(?:dan so|so dan)(?: \(?nguoi\)?)?")
_OF_PEOPLE = re.compile(r"\s*(?:so với |trên |tổng )*(?:dân số|số dân)\b")
_COUNTED_ON = re.compile(r"tính (?:trên|theo) dân số")
_MEMBERS = re.compile(r"(?:tổng số hội viên|toàn (?:tỉnh|huyện|xã|quốc|cụm) (?:hiện )?có)[^;.\d]*$")


@dataclass(frozen=True)
class _People:
    """The population that the report prints; whether it says that it counts on it."""

    value: Fraction
    printed: str
    is_counted_on: bool
    spot: Spot


def _check(document: Document) -> Iterator[Claim]:
    people = _of_text(lines_of(document)) or _of_tables(document)
    if people is None:
        return
    members: tuple[Line, Figure] | None = None
    for line in body_lines(document):
        for figure in line.figures:
            quantity = figure.quantity
            if _MEMBERS.search(figure.before) and quantity.unit in ("người", "hội viên"):
                members = (line, figure) if "hội viên" in figure.around else members
            if quantity.measure == "per_person" and figure.role == "value" and figure.bracket is None:
                yield from _each(line, figure, people)
            if quantity.measure != "percent" or figure.role != "value":
                continue
            if _OF_PEOPLE.match(figure.after):
                yield from _share(line, figure, people)
            elif figure.bracket is None and members is not None and _RATE.search(figure.before):
                if _NARROWED.search(figure.before) or _is_of_a_part(line, figure):
                    continue
                yield _rate(line, figure, members, people)


def _of_text(lines: Sequence[Line]) -> _People | None:
    """The one population that the text prints, or None where it prints none or several."""
    found = [
        (line, figure)
        for line in lines
        for figure in line.figures
        if figure.quantity.measure == "count"
        and figure.quantity.unit in ("người", "dân", "người dân", "nhân khẩu")
        and figure.role == "value"
        and _POPULATION.search(figure.before)
        and "tỷ lệ" not in figure.before
        and figure.quantity.value > 100
    ]
    if len({figure.quantity.value for _, figure in found}) != 1:
        return None
    line, figure = found[0]
    counted_on = any(_COUNTED_ON.search(each.before) for _, each in found)
    return _People(figure.quantity.value, figure.quantity.text, counted_on, spot_of(line, figure))


def _of_tables(document: Document) -> _People | None:
    """The one whole of the columns that are called by nothing but "Dân số"."""
    found = [
        each for each in wholes_of(document.tables) if _OF_ALL.fullmatch(fold(each.headings[-1])) and each.span is None
    ]
    if len({each.value for each in found}) != 1:
        return None
    return _People(found[0].value, found[0].printed, False, found[0].spots[0])


def _each(line: Line, each: Figure, people: _People) -> Iterator[Claim]:
    """Money per person: of the money before it that fits; else of the only one, or of one that a slip sets apart."""
    if not re.match(r"\s*đồng\s*/\s*(?:đầu )?(?:người|dân)", line.text[each.quantity.end :]):
        return
    told = [f for f in line.figures if f.quantity.measure == "money" and f.role == "value" and not f.is_rough]
    fitting = [f for f in told if quotient_prints(f.quantity, each.quantity, of=people.value, scale=1)]
    slipped = [
        f
        for f in told
        if is_slip(round_half_up(f.quantity.value / people.value, 0), each.quantity.value) and not fitting
    ]
    if not told or (not fitting and _is_of_a_part(line, each)):
        return
    money = (fitting or slipped or told)[0]
    verdict: Verdict = "ok" if fitting else "wrong" if people.is_counted_on or slipped else "doubtful"
    computed = print_decimal(money.quantity.value / people.value, 0)
    message = f"{money.quantity.text} … / {people.printed} người = {computed}, in: {each.quantity.text}"
    against = (spot_of(line, money), people.spot)
    yield claim(_RULE, "per_capita", line, each, computed, verdict, message, against)


def _is_of_a_part(line: Line, figure: Figure) -> bool:
    """Whether it is told of a place, of an area or of another year, which has another population."""
    return bool(_OF_A_PART.search(figure.before) or _PLACE.search(figure.before))


def _share(line: Line, rate: Figure, people: _People) -> Iterator[Claim]:
    """ "9.960 hội viên, chiếm 27,51% dân số": it may be told of a part as well, so that only a slip is wrong."""
    before = [f for f in line.figures[: rate.place] if f.quantity.measure == "count" and f.clause == rate.clause]
    counted = next((f for f in reversed(before) if f.role == "value" and f.bracket in (None, rate.bracket)), None)
    if counted is None or rate.is_rough or not 0 < counted.quantity.value <= people.value:
        return
    exact = counted.quantity.value / people.value * 100
    same = rounds_to(exact, rate.quantity)
    if same or is_slip_of_rate(rate.quantity, counted.quantity.value, people.value):
        yield _said(line, rate, (line, counted), people, "ok" if same else "wrong")


def _rate(line: Line, rate: Figure, members: tuple[Line, Figure], people: _People) -> Claim:
    part = members[1].quantity.value
    if rounds_to(part / people.value * 100, rate.quantity):
        return _said(line, rate, members, people, "ok")
    sure = people.is_counted_on or is_slip_of_rate(rate.quantity, part, people.value)
    return _said(line, rate, members, people, "wrong" if sure else "doubtful")


def _said(line: Line, rate: Figure, counted: tuple[Line, Figure], people: _People, verdict: Verdict) -> Claim:
    part = counted[1].quantity
    computed = percent(part.value / people.value * 100, rate.quantity)
    message = f"{part.text}/{people.printed} = {computed}, in: {rate.quantity.text}"
    return claim(_RULE, "ratio", line, rate, computed, verdict, message, (spot_of(*counted), people.spot))


PER_PERSON = Rule(
    _RULE,
    "per_capita",
    "Số tiền bình quân đầu người, tỷ lệ hội viên trên dân số được tính lại khi báo cáo có in dân số (chỉ một số, trong "
    "lời văn hay ở cột “Dân số”). Chỉ kết luận sai khi báo cáo nói rõ là tính trên dân số ấy, hoặc khi chỉ nhầm một "
    "chữ số.",
    _check,
    (
        Example(
            "Dân số trung bình của tỉnh là 2.026.150 người.\nTổng số hội viên: 533.903 người.\nTỷ lệ hội viên "
            "trên dân số: 26,35%.\n"
            "Quỹ là 33.937,965 triệu đồng. Bình quân đạt 16.750 đồng/người dân.",
            (("26,35%", "ok"), ("16.750", "ok")),
        ),
        Example(
            "Tính trên dân số: 2.026.150 người. Quỹ là 33.937,965 triệu đồng. Bình quân đạt 17.650 đồng/người dân.",
            (("17.650", "wrong"),),
        ),
        Example("Quỹ là 33.937,965 triệu đồng. Bình quân đạt 17.650 đồng/người dân.", ()),
        Example(
            "Dân số 36.200 người. Toàn huyện có 9.960 hội viên, chiếm 27,81% dân số; xã Tân Lập có 1.765 hội viên, "
            "chiếm 28,84% dân số của xã.",
            (("27,81%", "wrong"),),
        ),
        Example(
            "Dân số 36.200 người, quỹ 1.286,45 triệu đồng, bình quân 35.537 đồng/người; riêng thị trấn bình quân "
            "53.537 đồng/người. Toàn huyện có 9.960 hội viên; tỷ lệ hội viên trên dân số từ 18 tuổi trở lên đạt 45,6%.",
            (("35.537", "ok"),),
        ),
    ),
)
