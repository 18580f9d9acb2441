"""Growth in the mean of a year: "tăng 51.351 người (12,11%) so với năm 2019, bình quân mỗi năm tăng 3,88%"."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule, Verdict
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.moved import Move, moves_in, rate_behind
from khuyenhoc_cli.audit.rules.prose.printing import percent
from khuyenhoc_cli.audit.rules.prose.reading import UP, Figure, Line, body_lines, claim
from khuyenhoc_cli.audit.rules.tables.wholes import Whole, wholes_of

RULE = "binh-quan-nam"
_MEAN = re.compile(
    r"\b(?:(?:bình quân|trung bình)\s*,?\s*(?:mỗi|hằng|hàng|một|1)\s+năm|(?:mỗi|hằng|hàng) năm "
    r"(?:bình quân|trung bình))\s*"
    r"(?:đều |đã )?(?:tăng|giảm)\s+(?:thêm |được |khoảng )?$"
)
_SINCE = re.compile(r"so với (?:cuối |đầu |cả )?năm (?P<year>20\d\d)")
_UNTIL = re.compile(r"\bnăm (?P<year>20\d\d)\b")
_RANGE = re.compile(r"(?P<first>20\d\d)\s*(?:[–-]|đến)\s*(?:hết )?(?:năm )?(?P<last>20\d\d)")
_MOST_YEARS = 20


@dataclass(frozen=True)
class Mean:
    """A mean rate, the change before it and that change's rate, since which year; `grown` is how many times as much."""

    line: Line
    rate: Figure
    change: Figure | None
    whole_rate: Figure | None
    since: int
    low: Fraction
    high: Fraction
    shown: str

    @property
    def sign(self) -> int:
        """1 where the word says that it grew."""
        return 1 if re.fullmatch(UP, self.rate.word) else -1

    def fits(self, years: int, *, turned: bool = False) -> bool:
        """Whether the rate is that of so many years, compounded or evenly; `turned`: the other way."""
        return fits_in(self.low, self.high, self.rate, -self.sign if turned else self.sign, years)


def fits_in(low: Fraction, high: Fraction, rate: Figure, sign: int, years: int) -> bool:
    """Whether a mean rate, rounded or cut off, leads to a growth within the bounds in so many years."""
    size, step = abs(rate.quantity.value), rate.quantity.step
    ends = sorted(1 + sign * each / 100 for each in (size - step / 2, size + step))
    if ends[0] <= 0:
        return False
    compounded = ends[0] ** years <= high and ends[1] ** years >= low
    evenly = 1 + (ends[0] - 1) * years <= high and 1 + (ends[1] - 1) * years >= low
    return compounded or evenly


def means_in(document: Document) -> list[Mean]:
    """Every mean rate of a year with what it is worked out from."""
    lines = body_lines(document)
    if not any("năm" in line.text and _MEAN.search(figure.before) for line in lines for figure in line.figures):
        return []
    moves = [(line, move) for line in lines for move in moves_in(line)]
    wholes = [whole for whole in wholes_of(document.tables) if whole.moved is not None]
    return [mean for line in lines for rate in line.figures for mean in _mean(line, rate, moves, wholes)]


def _mean(line: Line, rate: Figure, moves: Sequence[tuple[Line, Move]], wholes: Sequence[Whole]) -> Iterator[Mean]:
    if rate.quantity.measure != "percent" or not _MEAN.search(rate.before):
        return
    before = [each for each in line.figures[: rate.place] if each.clause == rate.clause]
    change = next((each for each in reversed(before) if each.role == "change" and not _is_mean(each)), None)
    if change is None:
        return
    since = _SINCE.search(line.text, change.quantity.end, rate.quantity.start)
    if since is None:
        return
    whole_rate = rate_behind(line, change) if change.quantity.measure in ("count", "money") else change
    bounds = _exact(line, change, int(since["year"]), moves, wholes) or _by_rate(change, whole_rate)
    if bounds is not None:
        yield Mean(line, rate, change, whole_rate, int(since["year"]), *bounds)


def _is_mean(figure: Figure) -> bool:
    return figure.quantity.measure == "percent" and bool(_MEAN.search(figure.before))


def _exact(
    line: Line, change: Figure, since: int, moves: Sequence[tuple[Line, Move]], wholes: Sequence[Whole]
) -> tuple[Fraction, Fraction, str] | None:
    """How many times as much it became, where both values are known: from the line, another one, or a table."""
    if change.quantity.measure not in ("count", "money", "per_person"):
        return None
    size, sign = abs(change.quantity.value), 1 if re.fullmatch(UP, change.word) else -1
    own = [move for other, move in moves if other is line and move.change is change and move.is_sure]
    alike = [
        move
        for _, move in moves
        if move.is_sure
        and move.change.word == change.word
        and move.change.quantity.value == change.quantity.value
        and move.change.quantity.measure == change.quantity.measure
        and is_of_one_kind(move.change.quantity, change.quantity)
    ]
    by_table = [
        each.value * scale
        for each in wholes
        for scale in [10**6 if change.quantity.measure == "money" else 1]
        if str(since) in each.years_before and each.moved is not None and each.moved * scale == sign * size
    ]
    found = {move.now.quantity.value for move in own} or set(by_table) or {move.now.quantity.value for move in alike}
    if len(found) != 1 or size < 10:
        return None
    now = found.pop()
    then = now - sign * size
    if then <= 0 or now <= 0:
        return None
    return now / then, now / then, ""


def _by_rate(change: Figure, whole_rate: Figure | None) -> tuple[Fraction, Fraction, str] | None:
    """The same from the printed percentage."""
    if whole_rate is None or whole_rate.quantity.measure != "percent":
        return None
    sign = 1 if re.fullmatch(UP, change.word) else -1
    size, step = abs(whole_rate.quantity.value), whole_rate.quantity.step
    ends = sorted(1 + sign * each / 100 for each in (size - step / 2, size + step))
    return (ends[0], ends[1], whole_rate.quantity.text) if ends[0] > 0 else None


def years_of(means: Sequence[Mean]) -> Mapping[int, int]:
    """How many years each mean tells of, by its place in the list: named, in the heading, or as most others say."""
    named = {place: years for place, mean in enumerate(means) if (years := _named(mean))}
    found = dict(named)
    for place, mean in enumerate(means):
        if place in named:
            continue
        alike = [other for other in means if other.since == mean.since and other is not mean]
        votes = Counter(years for other in alike for years in range(1, _MOST_YEARS) if other.fits(years))
        told = {named[number] for number, other in enumerate(means) if number in named and other.since == mean.since}
        most = [years for years, count in votes.items() if count == max(votes.values()) and count > 1]
        if len(told) == 1:
            found[place] = told.pop()
        elif len(most) == 1:
            found[place] = most[0]
    return found


def _named(mean: Mean) -> int:
    """The years between the one that it is compared with and the one that the sentence or a heading names."""
    begin, _ = mean.line.reading.sentence(mean.rate)
    sentence = mean.line.text[begin : mean.rate.quantity.start]
    years = {int(match["year"]) for match in _UNTIL.finditer(sentence)} - {mean.since}
    if len(years) == 1 and (last := years.pop()) > mean.since:
        return last - mean.since
    for heading in reversed(mean.line.passage.headings):
        match = _RANGE.search(heading.lower())
        if match and int(match["first"]) == mean.since:
            return int(match["last"]) - mean.since
    return 0


def check_means(document: Document) -> Iterator[Claim]:
    """Each mean rate against the whole growth and the years."""
    means = means_in(document)
    years = years_of(means)
    for place, mean in enumerate(means):
        if place in years and years[place] > 0:
            yield _judged(mean, years[place])


def _judged(mean: Mean, years: int) -> Claim:
    grown = float((mean.low + mean.high) / 2)
    exact = Fraction(grown ** (1 / years) - 1) * 100
    computed = percent(abs(exact), mean.rate.quantity)
    shown = percent((Fraction(grown) - 1) * 100 * (1 if grown >= 1 else -1))
    turn = "tăng" if grown >= 1 else "giảm"
    printed = mean.rate.quantity.text
    message = f"{turn} {shown} trong {years} năm: bình quân mỗi năm {turn} {computed}, in: {mean.rate.word} {printed}"
    if mean.fits(years):
        return claim(RULE, "growth", mean.line, mean.rate, computed, "ok", message)
    if mean.fits(years, turned=True):
        return claim(RULE, "direction", mean.line, mean.rate, turn, "wrong", message)
    verdict: Verdict = "doubtful" if mean.rate.is_rough else "wrong"
    return claim(RULE, "growth", mean.line, mean.rate, computed, verdict, message)


YEARLY = Rule(
    RULE,
    "growth",
    "Mức tăng, giảm bình quân mỗi năm được tính lại từ mức tăng cả giai đoạn và số năm (nêu trong câu, trong đề mục, "
    "hoặc như phần lớn các mức khác): theo lãi kép, hoặc chia đều cho số năm.",
    check_means,
    (
        Example(
            "Năm 2022 có 475.364 hội viên, tăng 51.351 người (12,11%) so với năm 2019, bình quân mỗi năm tăng 3,88%.",
            (("3,88%", "ok"),),
        ),
        Example(
            "Năm 2022 có 475.364 hội viên, tăng 51.351 người (12,11%) so với năm 2019, bình quân mỗi năm tăng 4,04%.",
            (("4,04%", "ok"),),
        ),
        Example(
            "Năm 2022 có 475.364 hội viên, tăng 51.351 người (12,11%) so với năm 2019, bình quân mỗi năm tăng 3,38%.",
            (("3,38%", "wrong"),),
        ),
        Example(
            "# Kết quả từ năm 2019 đến năm 2022\n"
            "Số chi hội tăng 87 chi hội (2,76%) so với năm 2019, bình quân mỗi năm giảm 0,91%.",
            (("0,91%", "wrong"),),
        ),
        Example("Số chi hội tăng 87 chi hội (2,76%) so với năm 2019, bình quân mỗi năm tăng 0,19%.", ()),
    ),
)
