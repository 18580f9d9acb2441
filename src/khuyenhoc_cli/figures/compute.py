"""The figures of a period out of the returns of its units; pandas adds, integers stay integers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.figures.comparison import Compared, Comparison
from khuyenhoc_cli.figures.gathering import Gathered
from khuyenhoc_cli.figures.model import Figures, RatioFigure, Rebasing, State, Total, UnitFigures, ratio_value
from khuyenhoc_cli.figures.ranking import ranks
from khuyenhoc_cli.figures.selection import select
from khuyenhoc_cli.forms.model import Edition, Indicator, Measure, Ratio
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.carrying import Carried, Leftover
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Config


@dataclass(frozen=True)
class Sides:
    """Two periods side by side, one row per unit code, one Int64 column per indicator code, <NA> where unknown.

    `before` has all that went to a unit, even where it is only a part. `territorial` and `owed` mark rows: units with a
    territory, and those of them that owe a return.
    """

    edition: Edition
    now: pd.DataFrame
    before: pd.DataFrame
    territorial: pd.Series
    owed: pd.Series
    gathered: Gathered
    earlier: Gathered
    comparison: Comparison

    def missing(self, known: pd.Series) -> tuple[Unit, ...]:
        """The units that owe a return and are not known."""
        lacking = set(known.index[self.owed & ~known])
        return tuple(entry.unit for entry in self.gathered.entries if entry.unit.code in lacking)


def compute(
    period: Period, scope: Unit, edition: Edition, gathered: Gathered, earlier: Gathered, config: Config
) -> Figures:
    """Totals, ratios, changes, ranks, leading and lagging units of one period over one scope."""
    sides = _sides(scope, edition, gathered, earlier)
    targets = _targets(edition, config)
    figures = Figures(
        period=period,
        compared_with=period.year_before,
        scope=scope,
        edition=edition,
        totals={code: _total(indicator, sides) for code, indicator in edition.indicators.items()},
        ratios={ratio.code: _ratio(ratio, sides, targets.get(ratio.code)) for ratio in edition.ratios},
        units=_units(sides, config.deadlines.get(str(period))),
        leading={},
        lagging={},
        sources=gathered.sources,
        rebasing=_rebasing(earlier.all_carried(), from_parts=bool(earlier.parts)),
        parts_rebased=_parts_rebased(gathered),
    )
    return select(figures, config.leading, config.lagging)


def _targets(edition: Edition, config: Config) -> dict[str, Fraction]:
    """The targets by ratio, in percent; UserError where one is set for something that is not a percentage."""
    for code in config.targets:
        ratio = edition.ratio_of.get(code)
        if ratio is None or ratio.scale != "percent":
            fix = 'Mục [targets] nhận tỷ lệ phần trăm, ghi như "HV01/DS01"; các mã có trong kết quả của aggregate.'
            raise UserError(f"khuyenhoc.toml: không đặt chỉ tiêu phần trăm cho “{code}” được.", fix=fix, exit_code=3)
    return {code: target.value for code, target in config.targets.items()}


def _sides(scope: Unit, edition: Edition, gathered: Gathered, earlier: Gathered) -> Sides:
    entries = gathered.entries
    codes = [entry.unit.code for entry in entries]
    territorial = pd.Series([entry.unit.kind == "territorial" for entry in entries], index=codes, dtype=bool)
    expected = pd.Series([entry.state is not State.NO_ASSOCIATION for entry in entries], index=codes, dtype=bool)
    before: Mapping[str, Mapping[str, int]] = {entry.unit.code: entry.values for entry in earlier.entries}
    return Sides(
        edition,
        _frame(edition, codes, {entry.unit.code: entry.values for entry in entries}),
        _frame(edition, codes, earlier.carried.amounts if earlier.carried else before),
        territorial,
        territorial & expected,
        gathered,
        earlier,
        Comparison(scope, gathered, earlier, edition),
    )


def _frame(edition: Edition, units: list[str], values: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """One row per unit; columns all codes of the edition (counts, đồng, 1 for Có), Int64."""
    rows = [values.get(unit, {}) for unit in units]
    data = {code: pd.array([row.get(code) for row in rows], dtype="Int64") for code in edition.indicators}
    return pd.DataFrame(data, index=units)


def _sum(column: pd.Series, *others: int | None) -> int | None:
    """The exact sum of what is known; None where nothing is."""
    known = column.dropna()
    amounts = [int(known.sum())] if not known.empty else []
    amounts += [other for other in others if other is not None]
    return sum(amounts) if amounts else None


def _beside(leftovers: Iterable[Leftover], code: str) -> int | None:
    """What leftovers add to an indicator."""
    amounts = [each.values[code] for each in leftovers if code in each.values]
    return sum(amounts) if amounts else None


def _total(indicator: Indicator, sides: Sides) -> Total:
    code = indicator.code
    now = sides.now[code].where(sides.territorial) if indicator.measure is Measure.FLAG else sides.now[code]
    known = now.notna()
    compared = sides.comparison.over(code)
    ((comparable, previous),) = _compared_sums((code,), compared, sides)
    carried = sides.earlier.carried_for(indicator)
    return Total(
        indicator=indicator,
        value=_sum(now, sides.gathered.own.get(code), _beside(sides.comparison.beside_now(code), code)),
        comparable=comparable,
        previous=previous,
        units=int((known & sides.territorial).sum()),
        expected=int(sides.owed.sum()),
        missing=sides.missing(known),
        like_for_like=sides.comparison.is_complete(code, compared),
        apart=None if comparable is None or previous is None else _apart(indicator, compared, sides),
        rebased=bool(carried) and previous is not None,
        estimated=not all(each.is_exact(code, compared.children) for each in carried),
        over=compared.children,
    )


def _compared_sums(codes: tuple[str, ...], compared: Compared, sides: Sides) -> list[tuple[int | None, int | None]]:
    """Indicators now and before over what compares; what the scope itself answers compares where it did in both."""
    rows = list(compared.children)
    own, own_before = sides.gathered.own, sides.earlier.own
    answers = sides.gathered.is_lump == sides.earlier.is_lump and all(c in own and c in own_before for c in codes)
    return [
        (
            _sum(sides.now[code][rows], own[code] if answers else None, _beside(compared.now, code)),
            _sum(sides.before[code][rows], own_before[code] if answers else None, _beside(compared.before, code)),
        )
        for code in codes
    ]


def _apart(indicator: Indicator, compared: Compared, sides: Sides) -> int | None:
    """What of an indicator came over from dissolved units; not where a leftover of theirs stands in the year before."""
    if indicator.taken_over is None:
        return None
    among = {child for each in compared.before if indicator.code in each.values for child in each.children}
    rows = list(compared.children - among)
    now, before = (frame[indicator.taken_over][rows] for frame in (sides.now, sides.before))
    return _sum((now - before.fillna(0)).where(now.notna()))


def _ratio(ratio: Ratio, sides: Sides, target: Fraction | None) -> RatioFigure:
    """Over the units whose both parts are known; compared over those of them that compare in both.

    Attached units are not asked for a population: where that is the denominator, they add to the numerator.
    """
    codes = (ratio.numerator, ratio.denominator)
    has_none = ~sides.territorial & (not sides.edition.indicators[ratio.denominator].is_asked_of("attached"))
    known = sides.now[ratio.numerator].notna() & (sides.now[ratio.denominator].notna() | has_none)
    own = sides.gathered.own if all(code in sides.gathered.own for code in codes) else {}
    beside = sides.comparison.beside_now(*codes)
    numerator, denominator = (_sum(sides.now[code][known], own.get(code), _beside(beside, code)) for code in codes)
    compared = sides.comparison.over(*codes)
    (now, before), (now_of, before_of) = _compared_sums(codes, compared, sides)
    previous = ratio_value(ratio, before, before_of)
    carried = {code: sides.earlier.carried_for(sides.edition.indicators[code]) for code in codes}
    return RatioFigure(
        ratio,
        numerator,
        denominator,
        previous,
        ratio_value(ratio, now, now_of),
        target,
        units=int((known & sides.territorial).sum()),
        expected=int(sides.owed.sum()),
        missing=sides.missing(known),
        rebased=any(carried.values()) and previous is not None,
        estimated=not all(each.is_exact(c, compared.children) for c, found in carried.items() for each in found),
        over=compared.children,
    )


def _parts_rebased(gathered: Gathered) -> dict[Period, Rebasing]:
    """How parts of a period came over to the units at its end, those that other units collected."""
    found = {
        source: _rebasing((part.carried,), from_parts=True)
        for source, part in zip(gathered.sources, gathered.parts, strict=True)
        if part.carried
    }
    return {source: rebasing for source, rebasing in found.items() if rebasing}


def _rebasing(found: Sequence[Carried], *, from_parts: bool) -> Rebasing | None:
    """How figures came over; None where their units are those of today. `from_parts`: as parts of a longer period."""
    if not found:
        return None
    leftovers = [each for carried in found for each in carried.leftovers if not each.itself]
    dropped = [each.unit for each in leftovers if each.binds] if from_parts else []
    return Rebasing(
        _names(u for carried in found for code, u in carried.split.items() if code not in carried.evenly),
        _names(each.unit for each in leftovers if each.unit not in dropped),
        _names([*(unit for carried in found for unit, _ in carried.unplaced.values()), *dropped]),
        _names(u for carried in found for code, u in carried.split.items() if code in carried.evenly),
    )


def _units(sides: Sides, deadline: date | None) -> tuple[UnitFigures, ...]:
    edition, returns = sides.edition, sides.gathered.entries
    before = {entry.unit.code: entry.values for entry in sides.earlier.entries}
    ratios = {entry.unit.code: _unit_ratios(edition, entry.values) for entry in returns}
    territorial = {entry.unit.code: ratios[entry.unit.code] for entry in returns if entry.unit.kind == "territorial"}
    rank_of = {
        r.code: ranks({u: own[r.code] for u, own in territorial.items() if r.code in own}) for r in edition.ratios
    }
    return tuple(
        UnitFigures(
            unit=entry.unit,
            state=entry.state,
            values=entry.values,
            previous=before.get(entry.unit.code, {}),
            ratios=ratios[entry.unit.code],
            ranks={code: found[entry.unit.code] for code, found in rank_of.items() if entry.unit.code in found},
            received_on=entry.made_on,
            late=bool(deadline and entry.made_on and entry.made_on > deadline),
            apart=_unit_apart(edition, entry.values, before.get(entry.unit.code, {})),
            estimated=_estimated(entry.unit.code, sides),
            predecessors=_predecessors(entry.unit.code, sides.earlier),
        )
        for entry in returns
    )


def _estimated(child: str, sides: Sides) -> frozenset[str]:
    """The indicators of which a part was shared by population."""
    return frozenset(
        code
        for code, indicator in sides.edition.indicators.items()
        if any(code in carried.estimated.get(child, ()) for carried in sides.earlier.carried_for(indicator))
    )


def _predecessors(child: str, earlier: Gathered) -> tuple[str, ...]:
    """The units that collected what went to a child."""
    return _names(unit for each in earlier.all_carried() for unit in each.predecessors.get(child, {}).values())


def _names(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit.name for unit in units))


def _unit_apart(edition: Edition, values: Mapping[str, int], before: Mapping[str, int]) -> dict[str, int]:
    """By indicator what came over from dissolved units since the year before, where that is something."""
    grown = {
        code: values[column] - before.get(column, 0)
        for code, indicator in edition.indicators.items()
        if (column := indicator.taken_over) is not None and column in values and code in values and code in before
    }
    return {code: amount for code, amount in grown.items() if amount}


def _unit_ratios(edition: Edition, values: Mapping[str, int]) -> dict[str, Fraction]:
    found = {
        ratio.code: ratio_value(ratio, values.get(ratio.numerator), values.get(ratio.denominator))
        for ratio in edition.ratios
    }
    return {code: value for code, value in found.items() if value is not None}
