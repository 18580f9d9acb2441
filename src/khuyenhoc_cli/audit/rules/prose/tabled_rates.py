"""Shares of a whole that only a table tells: "272.067 hộ đăng ký, bằng 58,10% tổng số hộ gia đình"."""

import re
from collections.abc import Iterator, Sequence

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule, Verdict
from khuyenhoc_cli.audit.rules.prose.printing import percent, rounds_to
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, claim, lines_of, spot_of
from khuyenhoc_cli.audit.rules.tables.wholes import Whole, wholes_of
from khuyenhoc_cli.audit.slips import is_slip
from khuyenhoc_cli.text.names import fold

RULE = "phu-luc-ti-le"
_SHARE = re.compile(r"[,(]\s*(?:bằng|chiếm|đạt)(?: tỷ lệ)?\s*$|\bvà (?:bằng|chiếm|đạt)\s*$")
_OF = re.compile(r"\s*(?:so với|trên|của)?\s*(?:tổng\s*)?số\s")
_OTHER = re.compile(r"chỉ tiêu|kế hoạch|cùng kỳ|năm (?:trước|20\d\d)|toàn quốc|cả nước|giao")
_NAMED = re.compile(r"\bt[ỷỉ] lệ (?P<name>[^;:,()\d]{6,50}?)(?: hiện)?(?: đạt| là|:)?\s*$")
_SET = re.compile(r"\b(?:giao|ke hoach|chi tieu|thuc hien)\b")
_APART = re.compile(r"\b(?:ở|tại|riêng|vùng|miền|khu vực|khối|nhóm|trong số|đối với)\b")
_WHERE = re.compile(r"\s*,?\s*(?:ở|tại|của|đối với)\b")
_FILLER = frozenset("ty le so tren va cua toan tinh huyen xa cum hien nay den voi cac trong do".split())  # noqa: SIM905


def _check(document: Document) -> Iterator[Claim]:
    wholes = [whole for whole in wholes_of(document.tables) if whole.span is None]
    if not wholes:
        return
    for line in lines_of(document):
        for figure in line.figures:
            is_rate = figure.quantity.measure == "percent" and figure.role == "value" and not figure.is_rough
            if is_rate and not _OTHER.search(re.split(r"[;.]", figure.after)[0]):
                yield from _judged(line, figure, wholes)


def _judged(line: Line, rate: Figure, wholes: Sequence[Whole]) -> Iterator[Claim]:
    counted = line.figures[rate.place - 1] if rate.place else None
    if counted is not None and counted.clause == rate.clause and _SHARE.search(rate.before):
        counted = _counted(line, rate)
        if counted is not None and _OF.match(rate.after):
            meant = [each for each in wholes if _is_meant(line, counted, each)]
            yield from _share(line, rate, counted, meant, wholes)
    elif rate.bracket is None:
        yield from _outright(line, rate, wholes)


def _counted(line: Line, rate: Figure) -> Figure | None:
    """The count that the share is told of: the last one of its clause."""
    for figure in reversed(line.figures[: rate.place]):
        if figure.clause != rate.clause or figure.role not in ("value", "change"):
            return None
        if figure.quantity.measure == "count" and figure.role == "value" and figure.bracket is None:
            return figure
    return None


def _is_meant(line: Line, counted: Figure, whole: Whole) -> bool:
    """Whether a whole is the count: the same figure, named by a word of its headings; by all where it is small."""
    if whole.is_percent or whole.value != counted.quantity.value:
        return False
    begin, end = line.reading.sentence(counted)
    words = frozenset(re.findall(r"[^\W_]+", fold(f"{line.text[begin:end]} {' '.join(line.passage.headings)}")))
    return bool(whole.words & words) if counted.quantity.value >= 100 else bool(whole.words) and whole.words <= words


def _share(
    line: Line, rate: Figure, counted: Figure, meant: Sequence[Whole], wholes: Sequence[Whole]
) -> Iterator[Claim]:
    """Wrong where the table has what the count is said to be a share of, and no share of it that the print may be."""
    beside = [each for whole in meant for each in wholes if each.is_beside(whole) and each is not whole]
    if any(_SET.search(fold(each.headings[-1])) for each in beside):
        return
    bases = [each for each in beside if not each.is_percent and each.value >= counted.quantity.value and each.value]
    named = [each for each in bases if _names(rate, each)]
    if not named:
        return
    exact = {each.name: counted.quantity.value / each.value * 100 for each in bases}
    fits = any(rounds_to(each, rate.quantity) for each in exact.values())
    fits |= any(each.is_percent and each.value == rate.quantity.value for each in beside)
    computed = percent(exact[named[0].name], rate.quantity)
    shown = f"{counted.quantity.text}/{named[0].printed} = {computed}"
    message = f"bảng, cột “{named[0].name}”: {shown}, in: {rate.quantity.text}"
    against = (spot_of(line, counted), *named[0].spots)
    yield claim(RULE, "ratio", line, rate, computed, "ok" if fits else "wrong", message, against)


def _names(rate: Figure, whole: Whole) -> bool:
    """Whether what stands behind the share names the whole: as the total, or by the words of its column."""
    of = fold(re.split(r"[;.()]|\bvà\b|\b(?:tăng|giảm|gồm|trong)\b", rate.after)[0])
    if "tong so" in of:
        return fold(whole.headings[-1]).startswith("tong")
    if ("dang ky" in of) != ("dang ky" in fold(whole.name)):
        return False
    return bool(whole.own_words) and whole.own_words <= frozenset(re.findall(r"[^\W_]+", of))


def _outright(line: Line, rate: Figure, wholes: Sequence[Whole]) -> Iterator[Claim]:
    """“Tỷ lệ hội viên trên dân số đạt 32,75%” against the column of that name."""
    begin, _ = line.reading.sentence(rate)
    before = line.text[begin : rate.quantity.start]
    named = _NAMED.search(before)
    if named is None or _OTHER.search(before) or _WHERE.match(rate.after):
        return
    lead = re.split(r"[;:.]", before[: named.start()])[-1]
    if _APART.search(lead) or _words(lead.rpartition(",")[2]) - _FILLER:
        return  # it is told of a place or of some only
    words = _words(named["name"]) - _FILLER
    found = {each.value: each for each in wholes if each.is_percent and each.words - _FILLER == words}
    if len(found) != 1:
        return
    ((value, whole),) = found.items()
    same = rounds_to(value, rate.quantity)
    sure = same or is_slip(value, rate.quantity.value) or len(words) > 2
    message = f"bảng, cột “{whole.name}”: {whole.printed}, in: {rate.quantity.text}"
    verdict: Verdict = "ok" if same else "wrong" if sure else "doubtful"
    yield claim(RULE, "duplicate", line, rate, whole.printed, verdict, message, whole.spots)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", fold(text)))


_TABLE = """
| TT | Đơn vị | Tổng số hộ | Hộ đăng ký | Tỷ lệ | Tỷ lệ hội viên trên dân số |
|---|---|---|---|---|---|
| 1 | Xã An Bình | 1.200 | 900 | 75,00% | 30,12% |
| 2 | Xã Hòa Lợi | 800 | 500 | 62,50% | 28,40% |
| | Tổng cộng | 2.000 | 1.400 | 70,00% | 29,30% |
"""
TABLED_RATES = Rule(
    RULE,
    "ratio",
    "Tỷ lệ trên tổng số mà mẫu số chỉ có trong bảng: được tính lại với các cột cùng nhóm ở dòng cộng; tỷ lệ nêu tên "
    "thì đối chiếu với cột có đúng tên ấy. Tỷ lệ so với kế hoạch, chỉ tiêu thì không xét.",
    _check,
    (
        Example(f"Có 1.400 hộ đăng ký, bằng 70,00% tổng số hộ gia đình.\n{_TABLE}", (("70,00%", "ok"),)),
        Example(f"Có 1.400 hộ đăng ký, bằng 75,00% tổng số hộ gia đình.\n{_TABLE}", (("75,00%", "wrong"),)),
        Example(f"Tỷ lệ hội viên trên dân số đạt 29,03%.\n{_TABLE}", (("29,03%", "wrong"),)),
        Example(f"Có 1.400 hộ đăng ký, đạt 95% so với kế hoạch.\n{_TABLE}", ()),
        Example(f"Có 1.400 hộ đăng ký; 900 hộ đạt, bằng 64,29% số hộ đăng ký.\n{_TABLE}", ()),
        Example(f"Ở vùng sâu, tỷ lệ hội viên trên dân số đạt 12,03%.\n{_TABLE}", ()),
        Example(f"Tỷ lệ hội viên nữ trên dân số đạt 12,03%.\n{_TABLE}", ()),
    ),
)
