"""The figures of a period out of the returns of its units; pandas adds, integers stay integers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.figures.collect import UnitReturn
from khuyenhoc_cli.figures.model import Figures, RatioFigure, State, Total, UnitFigures, ratio_value
from khuyenhoc_cli.figures.selection import select
from khuyenhoc_cli.forms.model import Edition, Indicator, Measure, Ratio
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Config


@dataclass(frozen=True)
class Frames:
    """Two periods side by side, one row per unit code, one Int64 column per indicator code, <NA> where unknown.

    `territorial` and `expected` mark rows: units with a territory, and those that owe a return.
    """

    now: pd.DataFrame
    before: pd.DataFrame
    territorial: pd.Series
    expected: pd.Series


def compute(
    period: Period,
    scope: Unit,
    edition: Edition,
    returns: Sequence[UnitReturn],
    previous: Sequence[UnitReturn],
    config: Config,
) -> Figures:
    """Totals, ratios, changes, ranks, leading and lagging units of one period over one scope."""
    frames = _frames(edition, returns, previous)
    totals = {code: _total(indicator, frames, returns) for code, indicator in edition.indicators.items()}
    targets = _targets(edition, config)
    ratios = {ratio.code: _ratio(ratio, edition, frames, targets.get(ratio.code)) for ratio in edition.ratios}
    units = _units(edition, returns, previous, config.deadlines.get(str(period)))
    figures = Figures(period, period.year_before, scope, edition, totals, ratios, units, {}, {})
    return select(figures, config.leading, config.lagging)


def _targets(edition: Edition, config: Config) -> dict[str, Fraction]:
    """The targets by ratio, in percent; UserError where one is set for something that is not a percentage."""
    for code in config.targets:
        ratio = edition.ratio_of.get(code)
        if ratio is None or ratio.scale != "percent":
            fix = 'Mục [targets] nhận tỷ lệ phần trăm, ghi như "HV01/DS01"; các mã có trong kết quả của aggregate.'
            raise UserError(f"khuyenhoc.toml: không đặt chỉ tiêu phần trăm cho “{code}” được.", fix=fix, exit_code=3)
    return {code: target.value for code, target in config.targets.items()}


def _frames(edition: Edition, returns: Sequence[UnitReturn], previous: Sequence[UnitReturn]) -> Frames:
    codes = [entry.unit.code for entry in returns]
    territorial = pd.Series([entry.unit.kind == "territorial" for entry in returns], index=codes, dtype=bool)
    expected = pd.Series([entry.state is not State.NO_ASSOCIATION for entry in returns], index=codes, dtype=bool)
    return Frames(_frame(edition, returns), _frame(edition, previous).reindex(codes), territorial, expected)


def _frame(edition: Edition, returns: Sequence[UnitReturn]) -> pd.DataFrame:
    """One row per unit; columns all codes of the edition (counts, đồng, 1 for Có), Int64."""
    rows = {entry.unit.code: entry.values for entry in returns}
    data = {
        code: pd.array([values.get(code) for values in rows.values()], dtype="Int64") for code in edition.indicators
    }
    return pd.DataFrame(data, index=list(rows))


def _sum(column: pd.Series) -> int | None:
    """The exact sum; None where nothing is known."""
    known = column.dropna()
    return None if known.empty else int(known.sum())


def _total(indicator: Indicator, frames: Frames, returns: Sequence[UnitReturn]) -> Total:
    now, before = frames.now[indicator.code], frames.before[indicator.code]
    if indicator.measure is Measure.FLAG:
        now, before = now.where(frames.territorial), before.where(frames.territorial)
    known = now.notna()
    both = known & before.notna()
    owed = frames.territorial & frames.expected
    missing = tuple(entry.unit for entry in returns if owed[entry.unit.code] and not known[entry.unit.code])
    return Total(
        indicator=indicator,
        value=_sum(now),
        comparable=_sum(now[both]),
        previous=_sum(before[both]),
        units=int((known & frames.territorial).sum()),
        expected=int(owed.sum()),
        missing=missing,
        like_for_like=bool((known == before.notna()).all()),
    )


def _ratio(ratio: Ratio, edition: Edition, frames: Frames, target: Fraction | None) -> RatioFigure:
    """Over the units whose both parts are known; compared over those of them that were known a year before, too.

    Attached units are not asked for a population: where that is the denominator, they add to the numerator.
    """
    has_none = ~frames.territorial & (not edition.indicators[ratio.denominator].is_asked_of("attached"))
    now, before = (
        frame[ratio.numerator].notna() & (frame[ratio.denominator].notna() | has_none)
        for frame in (frames.now, frames.before)
    )
    comparable = ratio_value(ratio, *_parts(ratio, frames.now[now & before]))
    previous = ratio_value(ratio, *_parts(ratio, frames.before[now & before]))
    return RatioFigure(ratio, *_parts(ratio, frames.now[now]), previous, comparable, target)


def _parts(ratio: Ratio, frame: pd.DataFrame) -> tuple[int | None, int | None]:
    """Numerator and denominator over the units of the frame."""
    return _sum(frame[ratio.numerator]), _sum(frame[ratio.denominator])


def _units(
    edition: Edition, returns: Sequence[UnitReturn], previous: Sequence[UnitReturn], deadline: date | None
) -> tuple[UnitFigures, ...]:
    before = {entry.unit.code: entry.values for entry in previous}
    ratios = {entry.unit.code: _unit_ratios(edition, entry.values) for entry in returns}
    territorial = {entry.unit.code: ratios[entry.unit.code] for entry in returns if entry.unit.kind == "territorial"}
    ranks = {ratio.code: _ranks(ratio.code, territorial) for ratio in edition.ratios}
    return tuple(
        UnitFigures(
            unit=entry.unit,
            state=entry.state,
            values=entry.values,
            previous=before.get(entry.unit.code, {}),
            ratios=ratios[entry.unit.code],
            ranks={code: of_units[entry.unit.code] for code, of_units in ranks.items() if entry.unit.code in of_units},
            received_on=entry.made_on,
            late=bool(deadline and entry.made_on and entry.made_on > deadline),
        )
        for entry in returns
    )


def _unit_ratios(edition: Edition, values: Mapping[str, int]) -> dict[str, Fraction]:
    found = {
        ratio.code: ratio_value(ratio, values.get(ratio.numerator), values.get(ratio.denominator))
        for ratio in edition.ratios
    }
    return {code: value for code, value in found.items() if value is not None}


def _ranks(code: str, ratios: Mapping[str, Mapping[str, Fraction]]) -> dict[str, int]:
    """Rank by one ratio, 1 the highest of the territorial units; equal values share a rank, the next one is skipped."""
    values = {unit: own[code] for unit, own in ratios.items() if code in own}
    first: dict[Fraction, int] = {}
    for place, value in enumerate(sorted(values.values(), reverse=True), 1):
        first.setdefault(value, place)
    return {unit: first[value] for unit, value in values.items()}
