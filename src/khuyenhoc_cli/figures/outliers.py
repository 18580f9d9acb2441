"""Units whose growth or whose ratio is far from that of the others, each with what is known of the reason.

Far is measured from the median by the median distance, which the far ones themselves hardly move. It is no fault: the
checks have seen the return. It is what an office is asked about when it presents its figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from khuyenhoc_cli.figures.model import Figures, UnitFigures, print_ratio
from khuyenhoc_cli.forms.model import Indicator, Measure, Ratio
from khuyenhoc_cli.ledger.records import Explained
from khuyenhoc_cli.text.names import in_sentence
from khuyenhoc_cli.text.numbers import DONG_PER_TRIEU, print_decimal
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Outliers

_NAMED_AT_MOST = 3


class Kind(StrEnum):
    """What is far from the others: the growth of an indicator, or the level of a ratio."""

    CHANGE = "change"
    LEVEL = "level"


@dataclass(frozen=True)
class Outlier:
    """A unit far from the others. `value` and `middle` are percent, or đồng per person; no value: it grew from zero.

    `what` says it in a sentence without its full stop, `reasons` what is known beside it; both Vietnamese.
    """

    unit: Unit
    figure: str
    kind: Kind
    value: Fraction | None
    middle: Fraction
    what: str
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The whole in words: "… tăng 312%, trong khi mức giữa của các đơn vị là tăng 4,1% (…; …)."."""
        return f"{self.what} ({'; '.join(self.reasons)})." if self.reasons else f"{self.what}."


def find_outliers(
    figures: Figures, limits: Outliers, explained: Mapping[str, Sequence[Explained]]
) -> tuple[Outlier, ...]:
    """All outliers among the territorial units, indicators before ratios; `explained` is by unit what offices said."""
    finder = _Finder(figures, limits, explained)
    changes = (finder.changes(i) for i in figures.edition.indicators.values() if i.measure is not Measure.FLAG)
    levels = (finder.levels(ratio) for ratio in figures.edition.ratios)
    return tuple(outlier for found in (*changes, *levels) for outlier in found)


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle of the values, exactly; of an even number the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


@dataclass(frozen=True)
class _Finder:
    figures: Figures
    limits: Outliers
    explained: Mapping[str, Sequence[Explained]]

    def changes(self, indicator: Indicator) -> Iterator[Outlier]:
        """Units that grew or fell far more than the others, or that began from nothing where the others did not."""
        code = indicator.code
        moved = {entry.unit.code: d for entry in self._territorial() if (d := entry.delta(code)) is not None}
        entries = [entry for entry in self._territorial() if entry.unit.code in moved]
        growth = {
            e.unit.code: Fraction(moved[e.unit.code] * 100, e.previous[code]) for e in entries if e.previous[code] > 0
        }
        middle, usual = self._middle(list(growth.values()))
        if middle is None:
            return
        for entry in entries:
            value, before = growth.get(entry.unit.code), entry.previous[code]
            beside = abs(moved[entry.unit.code] - before * middle / 100)
            far = before == 0 if value is None else self._is_far(abs(value - middle), usual, self.limits.minimum_points)
            if far and beside >= self._least(indicator):
                what = _change_in_words(indicator, entry, value, middle)
                reasons = self._reasons(entry, (code,), Kind.CHANGE)
                yield Outlier(entry.unit, code, Kind.CHANGE, value, middle, what, reasons)

    def levels(self, ratio: Ratio) -> Iterator[Outlier]:
        """Units whose ratio is far from that of the others."""
        entries = [entry for entry in self._territorial() if ratio.code in entry.ratios]
        middle, usual = self._middle([entry.ratios[ratio.code] for entry in entries])
        if middle is None:
            return
        percent = ratio.scale == "percent"
        for entry in entries:
            value = entry.ratios[ratio.code]
            at_middle = entry.values[ratio.denominator] * middle / (100 if percent else 1)
            beside = abs(entry.values[ratio.numerator] - at_middle)
            times = self.limits.times_middle
            minimum = self.limits.minimum_points if percent else Fraction(0)
            stands_out = percent or value >= middle * times or value * times <= middle
            far = stands_out and self._is_far(abs(value - middle), usual, minimum)
            if far and beside >= self._least(self.figures.edition.indicators[ratio.numerator]):
                what = _level_in_words(ratio, entry, middle)
                reasons = self._reasons(entry, (ratio.numerator, ratio.denominator), Kind.LEVEL)
                yield Outlier(entry.unit, ratio.code, Kind.LEVEL, value, middle, what, reasons)

    def _territorial(self) -> Iterator[UnitFigures]:
        return (entry for entry in self.figures.units if entry.unit.kind == "territorial")

    def _middle(self, values: Sequence[Fraction]) -> tuple[Fraction | None, Fraction]:
        """The median and the median distance from it; None where too few units have a value."""
        if len(values) < self.limits.least:
            return None, Fraction(0)
        middle = median(values)
        return middle, median([abs(value - middle) for value in values])

    def _is_far(self, distance: Fraction, usual: Fraction, minimum: Fraction) -> bool:
        return distance > usual * self.limits.times and distance >= minimum

    def _least(self, indicator: Indicator) -> int:
        """How much of an indicator is worth a sentence."""
        if indicator.measure is Measure.MONEY:
            return self.limits.minimum_trieu_dong * DONG_PER_TRIEU
        return self.limits.minimum_count

    def _reasons(self, entry: UnitFigures, codes: Sequence[str], kind: Kind) -> tuple[str, ...]:
        """What is known beside the figures: how the year before came about, and what the office itself has said."""
        said = (each.text for each in self.explained.get(entry.unit.code, ()) if each.indicator in codes)
        return (
            *(_history(entry, codes[0], self.figures) if kind is Kind.CHANGE else _no_history(entry, codes)),
            *(f"đơn vị giải trình: “{text}”" for text in dict.fromkeys(said)),
        )


def _history(entry: UnitFigures, code: str, figures: Figures) -> Iterator[str]:
    """How the year before that a change is measured against came about."""
    if entry.predecessors:
        others = len(entry.predecessors) - _NAMED_AT_MOST
        names = ", ".join(entry.predecessors[:_NAMED_AT_MOST]) + (f" và {others} đơn vị khác" if others > 0 else "")
        yield f"số cùng kỳ quy đổi từ {len(entry.predecessors)} đơn vị cũ: {names}"
    if code in entry.estimated:
        yield "số cùng kỳ có phần ước tính theo dân số"
    if apart := entry.apart.get(code):
        yield f"không kể {_amount(figures.edition.indicators[code], apart)} nhận từ đơn vị giải thể"


def _no_history(entry: UnitFigures, codes: Sequence[str]) -> Iterator[str]:
    if any(code not in entry.previous for code in codes):
        yield "không có số cùng kỳ để đối chiếu"


def _change_in_words(indicator: Indicator, entry: UnitFigures, value: Fraction | None, middle: Fraction) -> str:
    before, now = indicator.printed(entry.previous[indicator.code]), indicator.printed(entry.values[indicator.code])
    how = f"{_moved(value)} (" if value is not None else ""
    span = f"{how}từ {before} lên {now} {indicator.unit}" if value is None or value > 0 else ""
    span = span or f"{how}từ {before} còn {now} {indicator.unit}"
    return (
        f"{indicator.label} của {in_sentence(entry.unit.name)} {span}{')' if how else ''}, "
        f"trong khi mức giữa của các đơn vị là {_moved(middle)}"
    )


def _level_in_words(ratio: Ratio, entry: UnitFigures, middle: Fraction) -> str:
    unit = "" if ratio.scale == "percent" else " đồng/người"
    value = print_ratio(ratio, entry.ratios[ratio.code])
    return (
        f"{ratio.label} của {in_sentence(entry.unit.name)} là {value}{unit}, "
        f"trong khi mức giữa của các đơn vị là {print_ratio(ratio, middle)}{unit}"
    )


def _moved(percent: Fraction) -> str:
    """ "tăng 312%", "giảm 4,1%", "không đổi"."""
    printed = print_decimal(abs(percent), 2).removesuffix("0").removesuffix("0").removesuffix(",")
    if printed == "0":
        return "không đổi"
    return f"{'tăng' if percent > 0 else 'giảm'} {printed}%"


def _amount(indicator: Indicator, amount: int) -> str:
    return f"{indicator.printed(amount)} {indicator.unit}"
