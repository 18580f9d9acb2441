"""A target that was set, and what is told against it: what was done, by how much it missed the target, the rate."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.audit.model import Document
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.printing import rounds_to
from khuyenhoc_cli.audit.rules.prose.reading import UP, Figure, Line, lines_of

_GOAL = re.compile(r"\b(?:chỉ tiêu|kế hoạch|số)\s(?:[^;.:()\d]{0,20}\s)?giao\b[^;.:()\d]{0,20}:?\s*$")
_AGAINST = re.compile(r"^[^;.()]*\bso với\b[^;.()]*$")
_SHORT_OF = re.compile(r"\b(?:còn )?(?:thiếu|hụt)(?: so với chỉ tiêu)?\s*$")
_REACHED = re.compile(r"(?:^\s*[^;.\d]{0,25}[(,]|\b)\s*(?:đạt|bằng)(?: tỷ lệ)?\s*$")
_DONE = re.compile(r"\b(?:thực hiện|đạt|kết quả|hoàn thành)(?: được| là)?\s*:?\s*$")
_CARRIED_OUT = re.compile(
    r"\b(?:(?:đã |kết quả )?(?:thực hiện|kết nạp|phát triển|đạt|hoàn thành|công nhận|vận động|huy động|trao|tổ chức|mở)"
    r"|kết quả|thực tế)(?: mới)?(?: được| là| đạt| có)?\s*:?\s*$"
)
# "đạt 25% dân số", "bằng 140% so với cùng kỳ"
_OF_ANOTHER = re.compile(
    r"\s*(?:so (?:với|cùng)|trên|của)?\s*(?:tổng|dân số|số (?!\w*\s?giao)|cùng kỳ|năm|đăng ký|mục tiêu|nghị quyết|hộ\b)"
)
_NOT_REACHED = re.compile(r"\b(?:chưa|không) (?:đạt|hoàn thành)\b[^;.]*$")
_BARELY = re.compile(r"(?<!chưa )(?<!không )\b(?:đạt|hoàn thành|bằng)\s+(?:chỉ tiêu|kế hoạch|số)[^;.,]*$")


@dataclass(frozen=True)
class Against:
    """What a sentence tells against the target that was set; `done` may stand in a line of its own, `where`."""

    line: Line
    goal: Figure
    gap: Figure | None
    rate: Figure | None
    done: Figure | None
    where: Line
    is_noted: bool

    @property
    def sign(self) -> int:
        """1 where the words say that more was done than was set, -1 where less."""
        if self.gap is None:
            return 0
        return 1 if re.fullmatch(UP, self.gap.word) else -1

    @property
    def says_reached(self) -> bool:
        """Whether it says no more than that the target is reached."""
        return self.gap is None and bool(_BARELY.search(self.goal.before))

    @property
    def says_missed(self) -> bool:
        """Whether it says that the target is not reached."""
        return bool(_NOT_REACHED.search(self.goal.before))

    def fits(self, done: Fraction, goal: Fraction | None = None) -> bool:
        """Whether the rate is that of so much done, of the target as printed or of another."""
        whole = self.goal.quantity.value if goal is None else goal
        return self.rate is not None and whole > 0 and rounds_to(done / whole * 100, self.rate.quantity)


def against_targets(document: Document) -> Iterator[Against]:
    """Every target that was set, with what is told against it."""
    lines = lines_of(document)
    noted = {id(line.passage): line for line in lines}
    notes = {number: noted[id(note)] for number, note in document.notes.items() if id(note) in noted}
    for line in lines:
        for figure in line.figures:
            if (
                figure.quantity.measure in ("count", "money")
                and figure.role == "target"
                and _GOAL.search(figure.before)
            ):
                yield _told(line, figure, notes)


def _told(line: Line, goal: Figure, notes: Mapping[int, Line]) -> Against:
    gap, between = _gap(line, goal), _behind(line, goal)
    rate = _rate(line, between or goal)
    note = next((notes[mark] for mark in _marks_behind(line, goal) if mark in notes and done_in(notes[mark])), None)
    if note is not None:
        return Against(line, goal, gap, rate, done_in(note), note, True)
    return Against(line, goal, gap, rate, between or _done(line, goal), line, False)


def _gap(line: Line, goal: Figure) -> Figure | None:
    """By how much the target is said to be passed or missed: before it, or behind it (“còn thiếu”)."""
    before = line.figures[goal.place - 1] if goal.place else None
    is_change = before is not None and before.role == "change" and before.sentence == goal.sentence
    if before is not None and is_change and _alike(before, goal) and _AGAINST.match(line.between(before, goal)):
        return before
    for behind in line.figures[goal.place + 1 : goal.place + 3]:
        if behind.sentence == goal.sentence and _alike(behind, goal) and _SHORT_OF.search(behind.before):
            return behind
    return None


def _rate(line: Line, goal: Figure) -> Figure | None:
    """The share of the target, right behind it: "(đạt 107,75%)"."""
    for behind in line.figures[goal.place + 1 : goal.place + 3]:
        if behind.sentence != goal.sentence or behind.clause != goal.clause:
            return None
        if behind.quantity.measure == "percent" and _REACHED.search(behind.before):
            return None if _OF_ANOTHER.match(behind.after.lstrip("% ")) else behind
    return None


def _behind(line: Line, goal: Figure) -> Figure | None:
    """What was done, told right behind the target: "chỉ tiêu giao 96 đơn vị, thực hiện 90 đơn vị"."""
    behind = next(iter(line.figures[goal.place + 1 : goal.place + 2]), None)
    if behind is None or behind.clause != goal.clause or behind.role != "value" or behind.bracket != goal.bracket:
        return None
    return behind if _alike(behind, goal) and _CARRIED_OUT.search(behind.before) else None


def _done(line: Line, goal: Figure) -> Figure | None:
    """The last count of its kind before it, in its sentence or the one before."""
    for figure in reversed(line.figures[: goal.place]):
        if goal.sentence - figure.sentence > 1:
            return None
        if figure.role == "value" and figure.bracket is None and _alike(figure, goal):
            return figure
    return None


def _alike(figure: Figure, goal: Figure) -> bool:
    return figure.quantity.measure == goal.quantity.measure and (
        figure.quantity.measure == "money" or is_of_one_kind(figure.quantity, goal.quantity)
    )


def _marks_behind(line: Line, goal: Figure) -> Iterator[int]:
    """The notes whose marks stand between the target and the end of its sentence."""
    _, end = line.reading.sentence(goal)
    return (mark.number for mark in line.passage.marks if goal.quantity.end <= mark.offset <= end)


def done_in(note: Line) -> Figure | None:
    """What a note says was done: "Chỉ tính 15 đơn vị được giao: thực hiện 862 đơn vị"."""
    found = [figure for figure in note.figures if _DONE.search(figure.before) and "giao" in note.text]
    return found[0] if len(found) == 1 and found[0].quantity.measure in ("count", "money") else None
