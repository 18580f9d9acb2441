"""Money per person and members per population, where the report prints the population."""

import re
from collections.abc import Iterator, Sequence

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule, Verdict
from khuyenhoc_cli.audit.rules.prose.printing import percent, rounds_to
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, body_lines, claim, lines_of
from khuyenhoc_cli.text.numbers import print_decimal

_POPULATION = re.compile(r"(?:dân số|số dân)[^;.\d]{0,60}$")
_RATE = re.compile(r"t[ỷỉ] lệ hội viên\s*(?:trên|/|so với|chiếm)\s*(?:tổng )?(?:dân số|số dân)[^;()]{0,25}$")
_MEMBERS = re.compile(r"(?:tổng số hội viên|toàn (?:tỉnh|huyện|xã|quốc|cụm) (?:hiện )?có)[^;.\d]*$")


def _check(document: Document) -> Iterator[Claim]:
    people = _population(lines_of(document))
    if people is None:
        return
    members: Figure | None = None
    for line in body_lines(document):
        for figure in line.figures:
            if (
                _MEMBERS.search(figure.before)
                and figure.quantity.unit in ("người", "hội viên")
                and "hội viên" in figure.around
            ):
                members = figure
            if figure.quantity.measure == "per_person" and figure.role == "value" and figure.bracket is None:
                yield from _each(line, figure, people)
            is_rate = figure.quantity.measure == "percent" and figure.role == "value" and figure.bracket is None
            if is_rate and members is not None and _RATE.search(figure.before):
                yield _rate(line, figure, members, people)


def _population(lines: Sequence[Line]) -> Figure | None:
    """The one population that the report prints, or None where it prints none or several."""
    found = [
        figure
        for line in lines
        for figure in line.figures
        if figure.quantity.measure == "count"
        and figure.quantity.unit in ("người", "dân", "người dân", "nhân khẩu")
        and figure.role == "value"
        and _POPULATION.search(figure.before)
        and "tỷ lệ" not in figure.before
        and figure.quantity.value > 100
    ]
    return found[0] if len({figure.quantity.value for figure in found}) == 1 else None


def _each(line: Line, each: Figure, people: Figure) -> Iterator[Claim]:
    if not re.match(r"\s*đồng\s*/\s*(?:đầu )?(?:người|dân)", line.text[each.quantity.end :]):
        return
    money = next(
        (figure for figure in line.figures if figure.quantity.measure == "money" and figure.role == "value"), None
    )
    if money is None or not people.quantity.value:
        return
    exact = money.quantity.value / people.quantity.value
    computed = print_decimal(exact, 0)
    verdict = "ok" if rounds_to(exact, each.quantity) else _off(people)
    message = f"{money.quantity.text} … / {people.quantity.text} người = {computed}, in: {each.quantity.text}"
    yield claim("binh-quan", "per_capita", line, each, computed, verdict, message)


def _off(people: Figure) -> Verdict:
    """What a figure is that does not fit the population: wrong where the report says that it counts on it."""
    return "wrong" if re.search(r"tính (?:trên|theo) dân số", people.before) else "doubtful"


def _rate(line: Line, rate: Figure, members: Figure, people: Figure) -> Claim:
    exact = members.quantity.value / people.quantity.value * 100
    computed = percent(exact, rate.quantity)
    message = f"{members.quantity.text}/{people.quantity.text} = {computed}, in: {rate.quantity.text}"
    verdict = "ok" if rounds_to(exact, rate.quantity) else _off(people)
    return claim("binh-quan", "ratio", line, rate, computed, verdict, message)


PER_PERSON = Rule(
    "binh-quan",
    "per_capita",
    "Số tiền bình quân đầu người, tỷ lệ hội viên trên dân số được tính lại khi báo cáo có in dân số (chỉ một "
    "số). Chỉ kết luận sai "
    "khi báo cáo nói rõ là tính trên dân số ấy.",
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
    ),
)
