"""By how much the text says that a whole moved, against the tables of the same report."""

import re
from collections.abc import Iterator, Sequence

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.reading import UP, Figure, Line, claim, lines_of
from khuyenhoc_cli.audit.rules.tables.wholes import Whole, wholes_of
from khuyenhoc_cli.audit.slips import is_slip
from khuyenhoc_cli.text.names import fold

RULE = "phu-luc-tang-giam"
_MEASURES = ("count", "money", "points", "per_person")
_GOAL = re.compile(r"chỉ tiêu|kế hoạch|mục tiêu|nghị quyết|số (?:được )?giao|bình quân chung|mức chung")
_YEAR = re.compile(r"\b20\d\d\b")
_BEFORE = re.compile(r"cùng kỳ|năm (?:trước|ngoái)")
_MILLION = 10**6
_PLAIN = frozenset(
    "so tong muc ty le toan tinh huyen xa cum hien nay da duoc cua tren va cac co trong ky tang giam them hon".split()  # noqa: SIM905
)


def check_moves(document: Document) -> Iterator[Claim]:
    """Every “tăng …”, “giảm …” of a whole that a table has."""
    wholes = [whole for whole in wholes_of(document.tables) if whole.moved is not None]
    if not wholes:
        return
    for line in lines_of(document):
        for figure in line.figures:
            if figure.role == "change" and figure.quantity.measure in _MEASURES and _is_of_time(line, figure):
                yield from _judged(line, figure, wholes)


def _is_of_time(line: Line, change: Figure) -> bool:
    """Whether it tells how much something moved in time, not how far it is from a target."""
    return change.word != "vượt" and not _GOAL.search(f"{change.before[-40:]} {_tail(line, change)}")


def _tail(line: Line, change: Figure) -> str:
    """What follows the change in its clause, up to the next change."""
    return re.split(r"[;.](?!\d)|\b(?:tăng|giảm)\b", line.text[change.quantity.end :])[0]


def _judged(line: Line, change: Figure, wholes: Sequence[Whole]) -> Iterator[Claim]:
    since = [whole for whole in wholes if _is_since(line, change, whole) and _is_alike(whole, change)]
    now = _now(line, change)
    meant = [whole for whole in since if now is not None and _is_told(whole, now) and _is_named(line, now, whole)]
    if meant:
        yield from _claims(line, change, meant, is_sure=True)
    elif now is None or not any(_is_told(whole, now) for whole in wholes):
        yield from _claims(line, change, _by_words(line, change, since), is_sure=False)


def _claims(line: Line, change: Figure, meant: Sequence[Whole], *, is_sure: bool) -> Iterator[Claim]:
    """The claims on the figure and on the word before it, where all wholes that may be meant moved alike."""
    found = {whole.moved: whole for whole in meant if whole.moved is not None}
    if len(found) != 1:
        return
    ((moved, whole),) = found.items()
    is_up = bool(re.fullmatch(UP, change.word))
    printed, exact = abs(change.quantity.value), abs(moved) * (_MILLION if change.quantity.measure == "money" else 1)
    same = abs(printed - exact) < change.quantity.step or printed == abs(moved)
    message = f"bảng, cột “{whole.name}”: {whole.moved_printed}, in: {change.word} {change.quantity.text}"
    told = whole.spots
    if same and moved and (moved > 0) != is_up:
        yield claim(RULE, "direction", line, change, "tăng" if moved > 0 else "giảm", "wrong", message, told)
    elif same or is_sure or is_slip(printed, exact):
        computed = whole.moved_printed.lstrip("+-−–")
        yield claim(RULE, "difference", line, change, computed, "ok" if same else "wrong", message, told)


def _is_since(line: Line, change: Figure, whole: Whole) -> bool:
    """Whether the change is told since the time that the table compares with."""
    tail = _tail(line, change)
    begin, _ = line.reading.sentence(change)
    told = tail if "so với" in tail else line.text[max(begin, change.quantity.start - 60) : change.quantity.start]
    told = told.partition("so với")[2] or told.partition("so cùng")[2]
    if not told:
        return True
    years = set(_YEAR.findall(told[:60]))
    if years:
        return years <= whole.years_before
    if not _BEFORE.search(told):
        return False
    return not whole.year or {str(int(whole.year) - 1)} == whole.years_before


def _is_alike(whole: Whole, change: Figure) -> bool:
    """Whether points are told of a share, and else of something that is none."""
    return whole.is_percent == (change.quantity.measure == "points")


def _now(line: Line, change: Figure) -> Figure | None:
    """The value that moved: the last one of its measure before the change, in its sentence; of points, or before."""
    wanted = "percent" if change.quantity.measure == "points" else change.quantity.measure
    for figure in reversed(line.figures[: change.place]):
        if change.sentence - figure.sentence > (wanted == "percent"):
            return None
        if figure.role != "value" or figure.quantity.measure != wanted or figure.bracket not in (None, change.bracket):
            continue
        longer, shorter = figure.quantity.unit, change.quantity.unit
        is_shortened = longer.startswith(f"{shorter} ") and shorter not in ("", "hội")  # "lớp tập huấn", "lớp"
        if wanted != "count" or is_shortened or is_of_one_kind(figure.quantity, change.quantity):
            return figure if wanted == "percent" or figure.clause == change.clause else None
    return None


def _is_told(whole: Whole, now: Figure) -> bool:
    """Whether a whole and a figure of the text are the same; money in tables is printed in millions."""
    quantity = now.quantity
    if whole.is_percent != (quantity.measure == "percent"):
        return False
    return quantity.value == whole.value or (quantity.measure == "money" and quantity.value == whole.value * _MILLION)


def _is_named(line: Line, now: Figure, whole: Whole) -> bool:
    """Whether the sentence has a word of the whole's headings; all, and these the unit, where the figure is small."""
    begin, end = line.reading.sentence(now)
    words = _folded(line, line.text[begin:end])
    if now.quantity.value >= 100 or now.quantity.step < 1:
        return bool(whole.words & words)
    unit = fold(now.quantity.unit)
    return bool(unit and whole.words) and whole.words <= words and f" {unit} " in f" {fold(whole.name)} "


def _by_words(line: Line, change: Figure, since: Sequence[Whole]) -> list[Whole]:
    """The wholes all of whose words stand in the clause of the change; those that have most of them."""
    begin, _ = line.reading.sentence(change)
    clause = re.split(r"[;:(](?!\d)", line.text[begin : change.quantity.start])[-1]
    words = _words(f"{clause} {change.quantity.unit}")
    named = [whole for whole in since if whole.words and whole.words <= words and "so với" in _tail(line, change)]
    named = [whole for whole in named if not words - _words(whole.name) - _words(change.quantity.unit) - _PLAIN]
    most = max((len(whole.words) for whole in named), default=0)
    return [whole for whole in named if len(whole.words) == most]


def _folded(line: Line, text: str) -> frozenset[str]:
    return _words(f"{text} {' '.join(line.passage.headings)}")


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", fold(text)))


_TABLE = """
| TT | Đơn vị | Hội viên | Tỷ lệ hội viên | Lớp tập huấn |
|---|---|---|---|---|
| 1 | Xã An Bình | 1.250 | 30,12% | 1 |
| 2 | Xã Hòa Lợi | 840 | 28,40% | 1 |
| 3 | Xã Tân Phú | 1.910 | 35,00% | 2 |
| | Tổng cộng | 4.000 | 31,70% | 4 |
| | Cùng kỳ năm 2023 | 3.780 | 30,20% | 5 |
| | Tăng (+), giảm (-) | +220 | +1,50 | -1 |
"""
TABLED = Rule(
    RULE,
    "difference",
    "Mức tăng, giảm (số lượng, điểm phần trăm) nêu trong lời văn khớp với dòng tăng giảm, với hai kỳ hoặc hai năm của "
    "bảng; số liệu được nhận ra theo số hiện tại ghi cùng câu, hoặc theo tên cột.",
    check_moves,
    (
        Example(f"Có 4.000 hội viên, giảm 220 hội viên so với cùng kỳ năm 2023.\n{_TABLE}", (("220", "wrong"),)),
        Example(
            f"Tỷ lệ hội viên đạt 31,70%, tăng 1,05 điểm phần trăm so với cùng kỳ năm 2023.\n{_TABLE}",
            (("1,05", "wrong"),),
        ),
        Example(f"Mở 04 lớp tập huấn, tăng 01 lớp so với cùng kỳ năm 2023.\n{_TABLE}", (("01", "wrong"),)),
        Example(f"Số hội viên tăng 320 người so với cùng kỳ năm 2023.\n{_TABLE}", (("320", "wrong"),)),
        Example(f"Số hội viên nữ tăng 320 người so với cùng kỳ năm 2023.\n{_TABLE}", ()),
        Example(f"Có 4.000 hội viên, tăng 500 hội viên so với năm 2020.\n{_TABLE}", ()),
        Example(f"Trong 04 đơn vị làm điểm, tăng 02 đơn vị so với cùng kỳ năm 2023.\n{_TABLE}", ()),
        Example(f"Có 4.000 hội viên, vượt 100 hội viên so với chỉ tiêu.\n{_TABLE}", ()),
        Example(
            "Số chi hội tăng 15 chi hội so với năm 2020.\n"
            "| Nội dung | Năm 2020 | Năm 2021 | Tăng, giảm |\n|---|---|---|---|\n"
            "| Chi hội | 410 | 461 | +51 |\n| Hội viên | 9.100 | 9.230 | +130 |",
            (),
        ),
    ),
)
