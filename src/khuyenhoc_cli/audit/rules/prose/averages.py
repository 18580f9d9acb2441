"""Averages per class, per grant, per unit: "118 lớp cho 9.440 lượt người, bình quân 80 lượt người/lớp"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule, Verdict
from khuyenhoc_cli.audit.quantities import Quantity
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.printing import amount, quotient_prints, scale_of
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, claim, lines_of
from khuyenhoc_cli.audit.slips import with_a_slip
from khuyenhoc_cli.text.numbers import round_half_up

_RULE = "binh-quan-moi"
_AVERAGE = re.compile(
    r"\b(?:bình quân|trung bình)(?: (?:mỗi|một|1) (?P<each>[^;,.()\d]{2,25}?))?\s*(?:là|đạt|có|:)?\s*$"
)
_OF_SOME = re.compile(r"\b(?:riêng|trong đó|nhất là|năm trước|cùng kỳ|toàn (?:tỉnh|quốc)|cả nước)\b")
_PER = re.compile(
    r"\s*(?:(?:triệu |nghìn |tỷ )?đồng|[^\W\d_][^;,.()\d/]{0,25}?)?\s*/\s*(?:1 |một )?(?P<each>[^;,.()\d]{2,25})"
)


def _check(document: Document) -> Iterator[Claim]:
    for line in lines_of(document):
        for figure in line.figures:
            if figure.quantity.measure in ("count", "money") and not figure.is_rough:
                each = _each(line, figure)
                if each:
                    yield from _judged(line, figure, each)


def _each(line: Line, average: Figure) -> str:
    """What the average is told of one of, "" where it is none."""
    said = _AVERAGE.search(average.before)
    if said is None or _OF_SOME.search(average.before):
        return ""
    behind = _PER.match(line.text[average.quantity.end :])
    return (said["each"] or (behind["each"] if behind else "")).strip()


def _judged(line: Line, average: Figure, each: str) -> Iterator[Claim]:
    """The claim on an average whose sum and number stand before it in its sentence, one of each."""
    before = [f for f in line.figures[: average.place] if f.sentence == average.sentence and f.role == "value"]
    numbers = [f for f in before if f.quantity.measure == "count" and _is_unit(f.quantity, each)]
    sums = [f for f in before if f not in numbers and _is_summed(f.quantity, average.quantity)]
    pairs = [(total, number) for total in sums for number in numbers if number.quantity.value]
    fitting = [pair for pair in pairs if _prints(*pair, average.quantity)]
    if not pairs or (len(pairs) > 1 and not fitting):
        return
    total, number = (fitting or pairs)[0]
    exact = total.quantity.value / number.quantity.value
    scale = scale_of(average.quantity)
    computed = amount(round_half_up(exact / scale, 2 if average.quantity.step < scale else 0) * scale, average.quantity)
    shown = f"{total.quantity.text}/{number.quantity.text} = {computed}, in: {average.quantity.text}"
    verdict: Verdict = "ok" if fitting else "wrong" if _is_slip(total, number, average) else "doubtful"
    yield claim(_RULE, "per_capita", line, average, computed, verdict, shown, ((line, total), (line, number)))


def _prints(total: Figure, number: Figure, average: Quantity) -> bool:
    """Whether the average is the sum over the number; of money it is rounded to its last digit that is not 0."""
    if average.measure == "money" and average.value:
        step = average.step
        while average.value % (step * 10) == 0:
            step *= 10
        exact = total.quantity.value / number.quantity.value
        if step > average.step and abs(exact - average.value) <= step / 2:
            return True
    return _is_exact(total, number, average)


def _is_exact(total: Figure, number: Figure, average: Quantity) -> bool:
    return quotient_prints(total.quantity, average, of=number.quantity.value, scale=1)


def _is_slip(total: Figure, number: Figure, average: Figure) -> bool:
    """Whether one slip in an average of three digits or more makes it right."""
    quantity = average.quantity
    digits = quantity.value / quantity.step
    others = (replace(quantity, value=other * quantity.step) for other in with_a_slip(digits) if digits >= 100)
    return any(_is_exact(total, number, other) for other in others)


def _is_unit(quantity: Quantity, each: str) -> bool:
    """Whether a figure counts what the average is told of one of: by the first words."""
    return bool(quantity.unit) and (each.startswith(quantity.unit) or quantity.unit.startswith(each))


def _is_summed(total: Quantity, average: Quantity) -> bool:
    if total.measure != average.measure:
        return False
    return total.measure == "money" or (total.unit == average.unit != "") or _alike(total, average)


def _alike(total: Quantity, average: Quantity) -> bool:
    return bool(total.unit) and bool(average.unit) and is_of_one_kind(total, average)


AVERAGES = Rule(
    _RULE,
    "per_capita",
    "Số bình quân mỗi lớp, mỗi suất, mỗi đơn vị được tính lại khi tổng và số lớp, số suất ghi ngay trước, cùng câu.",
    _check,
    (
        Example("Mở 118 lớp cho 9.440 lượt người, bình quân 80 lượt người/lớp.", (("80", "ok"),)),
        Example("Trao 2.310 suất học bổng trị giá 1,86 tỷ đồng, bình quân 850.000 đồng/suất.", (("850.000", "wrong"),)),
        Example("Trao 2.310 suất học bổng trị giá 1,86 tỷ đồng, bình quân 805.000 đồng/suất.", (("805.000", "ok"),)),
        Example(
            "Trao 2.310 suất học bổng trị giá 1.860,4 triệu đồng, bình quân 800 nghìn đồng/suất.", (("800", "ok"),)
        ),
        Example("Mở 118 lớp cho 9.440 lượt người; riêng lớp nghề bình quân 35 người/lớp.", ()),
        Example("Mở 118 lớp cho 9.440 lượt người, bình quân mỗi lớp 65 lượt người.", (("65", "doubtful"),)),
        Example("Có 12 hội cơ sở, 148 chi hội; bình quân mỗi chi hội có 246 hội viên.", ()),
        Example("Trong 10 năm vận động 486,7 tỷ đồng, bình quân mỗi năm 48,67 tỷ đồng.", ()),
    ),
)
