"""Rates with a name that are told in several places: in the section of that name, beside a target, as a plan.

"Gia đình học tập (57,70%, chỉ tiêu 70%)"; "đưa tỷ lệ đạt Gia đình học tập trên tổng số từ 57,70% lên 70%, tức là thêm
ít nhất 567 hộ"; "tỷ lệ hội viên trên dân số từ 33% trở lên, hiện là 35,33%".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line

_BESIDE = re.compile(r"(?:[:,;]|\bvà)\s*(?P<name>[^,;:()\d]{6,60}?)\s*\(\s*$")
_TARGET_BESIDE = re.compile(r"\s*[,;]\s*chỉ tiêu(?: là)?\s*")
_PLANNED = re.compile(
    r"\bt[ỷỉ] lệ (?:(?:ước )?đạt )?(?P<name>[^;:()\d]{6,60}?)(?: trên tổng số)?,?\s+(?:đạt |lên )?từ\s*$"
)
_RAISED = re.compile(r"\s*lên(?: (?:ít nhất|tối thiểu))?\s*")
_MORE = re.compile(r"\b(?:thêm|tăng thêm)\s+(?:ít nhất|tối thiểu)\s*$")
_KEPT = re.compile(r"\s*trở lên\s*[,(]?\s*hiện(?: nay)?(?: đã)?(?: là| đạt)\s*")
_NAMED = re.compile(r"\bt[ỷỉ] lệ (?P<name>[^;:,()\d]{6,40}?)(?: hiện)?(?: đạt| là|:)?\s*$")
_MODEL = re.compile(r"[^,;:()\d]{3,30}?học tập\b")


@dataclass(frozen=True)
class Told:
    """A rate of that name as one place tells it, with its target, and how many more are needed to reach it."""

    name: str
    line: Line
    rate: Figure
    target: Figure | None = None
    more: Figure | None = None

    @property
    def is_plan(self) -> bool:
        """Whether it says what is to be reached, which need not be what was to be reached till now."""
        return self.more is not None or bool(re.search(r"\btừ\s*$", self.rate.before))


def told_rates(lines: Sequence[Line]) -> Iterator[Told]:
    """All that is told of named rates beside a target or in a plan."""
    for line in lines:
        for figure in line.figures:
            if figure.quantity.measure == "percent":
                yield from _told(line, figure)


def _told(line: Line, figure: Figure) -> Iterator[Told]:
    begin, _ = line.reading.sentence(figure)
    behind = [each for each in line.figures[figure.place + 1 : figure.place + 3] if each.sentence == figure.sentence]
    after = behind[0] if behind and behind[0].quantity.measure == "percent" else None
    words = line.between(figure, after) if after is not None else ""
    beside = _BESIDE.search(line.text[begin : figure.quantity.start])
    if beside and after is not None and _TARGET_BESIDE.fullmatch(words):
        yield Told(_name(beside["name"]), line, figure, after)
        return
    planned = _PLANNED.search(line.text[begin : figure.quantity.start])
    if planned is None or after is None:
        return
    if _RAISED.fullmatch(words):
        more = behind[1] if len(behind) > 1 and _MORE.search(behind[1].before) else None
        yield Told(_name(planned["name"]), line, figure, after, more)
    elif _KEPT.fullmatch(words):
        yield Told(_name(planned["name"]), line, after, figure)


def _name(words: str) -> str:
    """The name of a model of learning without what it counts; else the words as they are."""
    model = _MODEL.match(words.strip())
    return " ".join((model[0] if model else words).split())


def section_of(name: str, lines: Sequence[Line]) -> list[Line]:
    """The lines that tell of what has that name: under a heading with it, or that begin with it."""
    begins = re.compile(rf"[\s–+-]*{re.escape(name)}\s*:")
    return [
        line
        for line in lines
        if (line.passage.headings and name in line.passage.headings[-1].lower()) or begins.match(line.text)
    ]


def stated(name: str, lines: Sequence[Line]) -> Iterator[tuple[Line, Figure]]:
    """Where the rate itself is stated: "tỷ lệ hội viên trên dân số đạt 35,33%"."""
    for line in lines:
        for figure in line.figures:
            if figure.quantity.measure != "percent" or figure.role != "value" or figure.bracket is not None:
                continue
            begin, _ = line.reading.sentence(figure)
            match = _NAMED.search(line.text[begin : figure.quantity.start])
            if match and " ".join(match["name"].split()) == name:
                yield line, figure
