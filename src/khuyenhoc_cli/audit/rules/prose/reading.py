"""Running text as its rules read it: each figure with the words around it and the part it plays in its sentence."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from khuyenhoc_cli.audit.model import Claim, Document, Kind, Passage, Spot, Verdict
from khuyenhoc_cli.audit.plain import CAPITALS, plain
from khuyenhoc_cli.audit.quantities import Quantity, quantities_in

# value: what is; change: by how much it moved; target: what is aimed at; before: what it was; apart: not counted
Role = Literal["value", "change", "target", "before", "apart"]

_APART = re.compile(
    r"(?:không|chưa) (?:kể|tính|bao gồm)[^;.]{0,30}$|"
    r"(?:cao|thấp) hơn (?:so với )?(?:mức )?(?:bình quân|trung bình)[^;.,()]{0,30}$"
)

UP = r"(?:tăng|cao hơn|nhiều hơn|lớn hơn|vượt)"
DOWN = r"(?:giảm|thấp hơn|ít hơn|hụt|kém)"
_FILLER = (
    r"(?:\s*[,:]?\s*(?:hơn|thêm|được|khoảng|gần|trên|tới|là|chỉ tiêu[^;.:]{0,60}?|kế hoạch[^;.:]{0,30}?|"
    r"(?:mục tiêu|nghị quyết)[^;.:]{0,40}?|mức[^;.:]{0,20}?|"
    r"so (?:với|cùng)[^;.,]{0,40}?|cùng kỳ[^;.,]{0,30}?))*"
)
CHANGE = re.compile(rf"\b(?P<word>{UP}|{DOWN}){_FILLER}\s*:?\s*\(?$")
_TARGET = re.compile(r"(?:chỉ tiêu|mục tiêu|phấn đấu|kế hoạch (?:đề ra|năm|giao)|nghị quyết)[^;.()]{0,40}$")
_BEFORE = re.compile(
    r"(?:\b(?:tăng|giảm)?\s*từ|(?:cùng kỳ|năm trước|kỳ trước|năm ngoái)[^;,.]{0,25}?(?:là|:|có|đạt|chỉ))\s*\(?$"
)
# "tăng 6.355 hộ so với năm 2022 (111.905 hộ)", "… (năm 2022 có 111.905 hộ)"
_BEFORE_ASIDE = re.compile(r"\b(?:tăng|giảm)\b[^;]{0,80}so với[^;.(]{0,40}\((?:năm \d{4} (?:có|là|đạt) )?$")
_OF_YEAR = re.compile(r"\bnăm (?P<year>(?:19|20)\d\d)\s*(?:là|có|đạt|:)\s*$")
# "thấp hơn chỉ tiêu 40% là 3,33 điểm phần trăm": the target, then how far it is
_FROM_GOAL = re.compile(r"\b(?P<word>thấp hơn|cao hơn|vượt|hụt) (?:so với )?(?:chỉ tiêu|mục tiêu|kế hoạch)[^;.:\d]*$")
_BY = re.compile(r"[^;.\d]{0,40}\blà\s*$")
_STOP = re.compile(
    rf"(?<!\d)[.!?](?=\s*[{CAPITALS}\d–-])(?<!\b\w\.)(?<!TP\.)|[.!?](?=\s+[{CAPITALS}])(?<!\b[{CAPITALS}]\.)(?<!TP\.)"
)
APPROXIMATE = re.compile(
    r"(?:khoảng|gần|xấp xỉ|chừng|(?<!cao )(?<!thấp )(?<!nhiều )(?<!ít )(?<!lớn )hơn|trên|ngót|ước tính)\s*$"
)


@dataclass(frozen=True)
class Figure:
    """A figure with the words between it and its neighbours in the sentence; `place` is its number in the line."""

    quantity: Quantity
    place: int
    before: str
    after: str
    sentence: int
    clause: int
    bracket: int | None
    role: Role
    word: str

    @property
    def is_rough(self) -> bool:
        """Whether it says of itself that it is not exact."""
        return bool(APPROXIMATE.search(self.before))

    @property
    def around(self) -> str:
        """The words before, its unit, the words behind."""
        return f"{self.before} {self.quantity.unit} {self.after}"


@dataclass(frozen=True)
class Reading:
    """The text in lower case with its figures; sentences end at full stops, clauses at semicolons as well."""

    text: str
    cased: str
    figures: tuple[Figure, ...]
    stops: tuple[int, ...]

    def sentence(self, figure: Figure) -> tuple[int, int]:
        """(start, end) of the sentence that it stands in."""
        begin = self.stops[figure.sentence - 1] if figure.sentence else 0
        return begin, self.stops[figure.sentence] if figure.sentence < len(self.stops) else len(self.text)


@dataclass(frozen=True)
class Line:
    """A passage of running text, read; `number` counts the lines of the report."""

    passage: Passage
    reading: Reading
    number: int

    @property
    def text(self) -> str:
        """In lower case; as long as `cased`."""
        return self.reading.text

    @property
    def figures(self) -> tuple[Figure, ...]:
        """From left to right."""
        return self.reading.figures

    def between(self, first: Figure, second: Figure) -> str:
        """The words from one figure to a later one."""
        return self.text[first.quantity.end : second.quantity.start]


def lines_of(document: Document) -> list[Line]:
    """The running text of the report, headings and cells of tables left out; then its footnotes."""
    prose = [each for each in document.passages if each.part == "body" and not each.is_heading]
    read = [(passage, reading_of(passage.text)) for passage in [*prose, *document.notes.values()]]
    return [
        Line(passage, reading, number)
        for number, (passage, reading) in enumerate(each for each in read if not _is_row(each[1]))
    ]


def _is_row(reading: Reading) -> bool:
    """Whether the paragraph is a row of a table that lost its lines: figures with nothing between them."""
    gaps = [reading.text[a.quantity.end : b.quantity.start].strip(" |") for a, b in pairwise(reading.figures)]
    return gaps.count("") > 1 or reading.text.count("|") > 1


def body_lines(document: Document) -> list[Line]:
    """The same without the footnotes."""
    return [line for line in lines_of(document) if line.passage.part == "body"]


def claim(
    rule: str,
    kind: Kind,
    line: Line,
    figure: Figure,
    computed: str,
    verdict: Verdict,
    message: str,
    against: "Iterable[tuple[Line, Figure] | Spot]" = (),
) -> Claim:
    """A claim about a figure of the line, at its place in the print; `against` as of a claim."""
    others = tuple(each if isinstance(each, Spot) else spot_of(*each) for each in against)
    return Claim(rule, kind, *spot_of(line, figure), computed, verdict, message, others)


def spot_of(line: Line, figure: Figure) -> Spot:
    """Where a figure stands in the print of its line."""
    paper = plain(line.passage.text)
    return Spot(line.passage, paper.back(figure.quantity.start), paper.back(figure.quantity.end))


@lru_cache(maxsize=4096)
def reading_of(text: str) -> Reading:
    """The text, read."""
    cased = plain(text).text
    lower = cased.lower()
    quantities = quantities_in(cased)
    stops = tuple(match.end() for match in _STOP.finditer(cased) if not _within(match.start(), quantities))
    return Reading(lower, cased, tuple(_figures(lower, quantities, stops)), stops)


def _within(place: int, quantities: Sequence[Quantity]) -> bool:
    return any(each.start <= place < each.end for each in quantities)


def _figures(text: str, quantities: Sequence[Quantity], stops: Sequence[int]) -> Iterator[Figure]:
    goal_word = ""
    for place, quantity in enumerate(quantities):
        sentence = sum(stop <= quantity.start for stop in stops)
        begin = stops[sentence - 1] if sentence else 0
        finish = stops[sentence] if sentence < len(stops) else len(text)
        left = max(begin, quantities[place - 1].end if place else 0)
        right = min(finish, quantities[place + 1].start if place + 1 < len(quantities) else len(text))
        before, after = text[left : quantity.start], text[quantity.end : right]
        clause = sentence * 1000 + text.count(";", begin, quantity.start)
        role, word = _role(before, after, text[begin : quantity.start])
        if goal_word:
            role, word = "change", goal_word
        goal = _FROM_GOAL.search(before) if _BY.fullmatch(after) else None
        goal_word = goal["word"] if goal else ""
        if goal:
            role, word = "target", ""
        yield Figure(quantity, place, before, after, sentence, clause, _bracket(text, quantity.start), role, word)


def _role(before: str, after: str, sentence: str) -> tuple[Role, str]:
    """(the part a figure plays, the word that says how it moved), by the words around it and its sentence so far."""
    moved = CHANGE.search(before)
    word = moved["word"] if moved else ""
    if _APART.search(before):
        return "apart", word
    if _BEFORE.search(before) or _BEFORE_ASIDE.search(sentence) or _is_followed_by_a_later_year(before, after):
        return "before", word
    if _TARGET.search(before) and not moved:
        return "target", word
    return ("change" if moved else "value"), word


def _is_followed_by_a_later_year(before: str, after: str) -> bool:
    """Whether the figure is of a year and the next one of a later one: "năm 2018 là 61.240 hộ, năm 2023 là …"."""
    this, following = _OF_YEAR.search(before), _OF_YEAR.search(after)
    return bool(this and following and this["year"] < following["year"])


def _bracket(text: str, place: int) -> int | None:
    """Where the innermost bracket around the place opens."""
    opened: list[int] = []
    for at in range(max(0, place - 600), place):
        if text[at] == "(":
            opened.append(at)
        elif text[at] == ")" and opened:
            opened.pop()
    return opened[-1] if opened else None
