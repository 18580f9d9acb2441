"""Anyone's report against the figures: a number by what the words right beside it call it.

Nothing is called wrong unless the label is a figure's whole name ("Tổng số hội viên: …"; "Toàn tỉnh có … chi hội"), the
value is nothing else that is known of it (the year before, a change, a unit's, another period's), and the report is
clearly of this period: three of its figures agree.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from khuyenhoc_cli.audit.expected import Expected, Known, Labelled
from khuyenhoc_cli.audit.model import Claim, Document, Passage, Verdict, sentence_around
from khuyenhoc_cli.audit.quantities import Quantity
from khuyenhoc_cli.audit.rules.figures.wording import names_in
from khuyenhoc_cli.text.names import fold

RULE = "so-lieu-theo-ten"
_AGREEING = 3
_MANY_DIGITS = 1000
_LETTERS = re.compile(r"[^\W_]+")
_BOUNDARY = re.compile(r"[.;:,()\[\]\n“”\"]")
_LEAD = re.compile(r"\s*:?\s*(?:là|có|đạt|được|hiện có|hiện nay)?\s*:?\s*$", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:toàn|cả) (?:tỉnh|huyện|thị xã|thành phố|xã|phường|cụm|nước)\b|\btổng số\b|\btổng cộng\b", re.IGNORECASE
)
_ABOUT = frozenset(
    "hon gan khoang tren duoi tang giam them moi nhieu binh quan phan dau ke hoach chi tieu giao den".split()  # noqa: SIM905
)
_NARROWED = re.compile(r"\b(?:đạt|đăng ký|tham gia|xếp loại|công nhận|thành lập)\b", re.IGNORECASE)
_APART = re.compile(r"\b(?:không (?:tính|kể)|tiếp nhận|riêng)\b", re.IGNORECASE)
_GOES_ON = frozenset(["tang", "giam", "so", "va", "bang", "uoc"])
_PLANS = re.compile(r"\b(?:phuong huong|nhiem vu|muc tieu|chi tieu|ke hoach cong tac|giai phap)\b")


@dataclass(frozen=True)
class _Meant:
    """A figure that a quantity is called; `is_sure` where its words can mean nothing else."""

    label: Labelled
    is_sure: bool


def claims_by_label(document: Document, expected: Expected) -> Iterator[Claim]:
    """A claim for each figure that is called by its name; wrong ones are doubtful where too little agrees."""
    if not expected.is_about(document):
        return
    found = [claim for passage in document.everything for claim in _claims(passage, expected)]
    agreeing = sum(claim.verdict == "ok" for claim in found)
    sure = agreeing >= _AGREEING and agreeing * 2 >= len(found)
    for claim in found:
        yield claim if sure or claim.verdict == "ok" else replace(claim, verdict="doubtful")


def _claims(passage: Passage, expected: Expected) -> Iterator[Claim]:
    if passage.part == "table" or passage.is_heading or _PLANS.search(fold(" ".join(passage.headings))):
        return
    for quantity in passage.quantities:
        if any(control.start < quantity.end and quantity.start < control.end for control in passage.controls):
            continue
        meant = _meant(passage, quantity, expected)
        if meant is not None and (claim := _compared(passage, quantity, meant, expected)) is not None:
            yield claim


def _meant(passage: Passage, quantity: Quantity, expected: Expected) -> _Meant | None:
    """The figure by whose whole name a quantity is called, before it or behind; None in a sentence about units."""
    if quantity.is_share or quantity.malformed or quantity.measure == "points":
        return None
    start, end = sentence_around(passage.text, quantity.start, quantity.end)
    if names_in(passage.text[start:end], expected.units) or _APART.search(passage.text[start:end]):
        return None
    names = _names(expected.labels)
    before = _before(passage.text, quantity)
    if (label := names.get(before)) is not None:
        return _Meant(label, True)
    clause = re.split(r"[.;]", passage.text[start : quantity.start])[-1]
    if set(fold(clause).split()[-2:]) & _ABOUT or _NARROWED.search(clause):
        return None
    label = _behind(passage.text, quantity, names)
    return _Meant(label, bool(_WHOLE.search(passage.text[start : quantity.start]))) if label else None


@lru_cache(maxsize=4)
def _names(labels: tuple[Labelled, ...]) -> Mapping[tuple[str, ...], Labelled]:
    """The figures by the words of their names; what two share names none."""
    found: dict[tuple[str, ...], set[Labelled]] = {}
    for label in labels:
        for name in label.names:
            words = _bare(fold(name).split())
            for form in {words, ("tong", "so", *words) if words[:1] != ("tong",) else words, ("so", *words)}:
                found.setdefault(form, set()).add(label)
    return {words: next(iter(owners)) for words, owners in found.items() if len(owners) == 1 and words}


def _bare(words: Sequence[str]) -> tuple[str, ...]:
    """The words without "khuyến học", which offices add or leave out behind chi hội and ban."""
    text = " ".join(words)
    for kept in ("chi hoi", "ban", "hoi vien"):
        text = text.replace(f"{kept} khuyen hoc", kept)
    return tuple(text.split())


def _before(text: str, quantity: Quantity) -> tuple[str, ...]:
    """The words that lead up to a quantity, from the last stop on."""
    lead = _LEAD.search(text, 0, quantity.start)
    stop = lead.start() if lead else quantity.start
    begin = max((match.end() for match in _BOUNDARY.finditer(text, 0, stop)), default=0)
    return _bare(fold(text[begin:stop]).split())


def _behind(text: str, quantity: Quantity, names: Mapping[tuple[str, ...], Labelled]) -> Labelled | None:
    """The longest name that follows a quantity and then stops."""
    letters = list(_LETTERS.finditer(text, quantity.end))[:14]
    for count in range(len(letters), 0, -1):
        words = _bare([fold(match[0]) for match in letters[:count]])
        if words not in names or re.search(r"[.;:()\n\d]", text[quantity.end : letters[count - 1].start()]):
            continue
        rest = text[letters[count - 1].end() :]
        follows = letters[count] if count < len(letters) else None
        ends = not rest.strip() or _BOUNDARY.match(rest.lstrip()) or (follows and fold(follows[0]) in _GOES_ON)
        return names[words] if ends else None
    return None


def _compared(passage: Passage, quantity: Quantity, meant: _Meant, expected: Expected) -> Claim | None:
    figure = meant.label.figure
    known = [each for each in expected.known if each.figure == figure]
    whole = next((each for each in known if not each.aspect and not each.place), None)
    if whole is None or (quantity.measure == "percent") != (meant.label.unit == "%"):
        return None
    if (quantity.measure == "money") != meant.label.unit.endswith("đồng") and meant.label.unit.endswith("đồng"):
        return None
    if _fits(quantity, whole.value):
        return _claim(passage, quantity, whole, "ok", f"theo số liệu: {whole.formula}")
    if any(_fits(quantity, abs(each.value)) for each in known) or quantity.value in expected.others.get(figure, ()):
        return None
    other = _other(quantity, meant.label, expected)
    if not meant.is_sure and (not other or quantity.value < _MANY_DIGITS):
        return None
    named = f"; {quantity.text} là {other}" if other else ""
    message = f"theo số liệu: {meant.label.label} = {whole.printed}, in: {quantity.text}{named}"
    return _claim(passage, quantity, whole, "wrong", message)


def _claim(passage: Passage, quantity: Quantity, whole: Known, verdict: Verdict, message: str) -> Claim:
    return Claim(RULE, "figure", passage, quantity.start, quantity.end, whole.printed, verdict, message)


def _fits(quantity: Quantity, value: Fraction) -> bool:
    """Whether a quantity is this value at the precision in which it is printed."""
    gap = abs(value - quantity.value)
    return gap * 2 <= quantity.step or (gap < quantity.step and value > quantity.value)


def _other(quantity: Quantity, meant: Labelled, expected: Expected) -> str:
    """Which figure counted in something else has just this value over the whole, "" where none or several have."""
    same = {
        each.figure
        for each in expected.known
        if not each.place and not each.aspect and each.figure != meant.figure and each.value == quantity.value
    }
    labels = [label.label for label in expected.labels if label.figure in same and label.unit != meant.unit]
    return labels[0] if len(labels) == 1 else ""
