"""The analysis of a period as `aggregate` gives it to other programs: the key `analysis` of `khuyenhoc.figures/1`."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from khuyenhoc_cli.figures.analysis import Analysis
from khuyenhoc_cli.figures.assigned import Achieved, AssignedStandings
from khuyenhoc_cli.figures.contributions import Contributions
from khuyenhoc_cli.figures.growth import Growth
from khuyenhoc_cli.figures.outliers import Outlier
from khuyenhoc_cli.figures.ranking import Ranked
from khuyenhoc_cli.figures.selection import Amount
from khuyenhoc_cli.figures.series import Line, Series
from khuyenhoc_cli.figures.targets import Standing, TargetStandings
from khuyenhoc_cli.forms.model import Edition, Indicator
from khuyenhoc_cli.output.aggregation import json_amount


def analysis_json(analysis: Analysis, edition: Edition) -> dict[str, Any]:
    """Amounts in the indicator's measure, money in triệu đồng; percentages and points unrounded."""
    indicators = edition.indicators
    return {
        "watched": list(analysis.watched),
        "rankings": _rankings(analysis.rankings, indicators),
        "rankings_by_change": _rankings(analysis.by_change, indicators),
        "contributions": {code: _contributions(each) for code, each in analysis.contributions.items()},
        "targets": {each.ratio.code: _target(each, indicators) for each in analysis.targets},
        "assigned": {each.indicator.code: _assigned(each) for each in analysis.assigned},
        "outliers": [_outlier(each) for each in analysis.outliers],
        "series": None if analysis.series is None else _series(analysis.series),
    }


def _amount(value: Amount | None, indicator: Indicator | None) -> int | float | None:
    """A value of an indicator, or of a ratio where it is None."""
    if value is None:
        return None
    return float(value) if indicator is None else json_amount(indicator, int(value))


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _rankings(rankings: Mapping[str, Sequence[Ranked]], indicators: Mapping[str, Indicator]) -> dict[str, Any]:
    return {figure: [_ranked(each, indicators.get(figure)) for each in found] for figure, found in rankings.items()}


def _ranked(ranked: Ranked, indicator: Indicator | None) -> dict[str, Any]:
    value = _amount(ranked.value, indicator)
    return {"unit": ranked.unit.name, "value": value, "rank": ranked.rank, "tied": ranked.tied}


def _contributions(found: Contributions) -> dict[str, Any]:
    """`unit` is null for what belongs to no single unit."""
    return {
        "delta": _amount(found.delta, found.indicator),
        "parts": [
            {
                "unit": part.unit.name if part.unit else None,
                "delta": _amount(part.delta, found.indicator),
                "share_pct": _number(part.share),
                "opposite": part.opposite,
                "estimated": part.estimated,
            }
            for part in found.parts
        ],
        "unknown": [unit.name for unit in found.unknown],
    }


def _target(found: TargetStandings, indicators: Mapping[str, Indicator]) -> dict[str, Any]:
    numerator = indicators[found.ratio.numerator]
    return {
        "target": float(found.target),
        "source": found.source,
        "counted_in": numerator.unit,
        "whole": None if found.whole is None else _standing(found.whole, numerator),
        "reached": found.reached,
        "units": [_standing(each, numerator) for each in found.units],
    }


def _standing(standing: Standing, numerator: Indicator) -> dict[str, Any]:
    return {
        "unit": standing.unit.name,
        "value": float(standing.value),
        "gap_points": float(standing.gap),
        "reach": str(standing.reach),
        "needed": _amount(standing.needed, numerator),
        "lacking": _amount(standing.lacking, numerator),
        "spare": _amount(standing.spare, numerator),
    }


def _assigned(found: AssignedStandings) -> dict[str, Any]:
    return {
        "whole": None if found.whole is None else _achieved(found.whole, found.indicator),
        "over": found.over,
        "assigned_to": found.assigned_to,
        "units": [_achieved(each, found.indicator) for each in found.units],
    }


def _achieved(achieved: Achieved, indicator: Indicator) -> dict[str, Any]:
    return {
        "unit": achieved.unit.name,
        "value": _amount(achieved.value, indicator),
        "assigned": _amount(achieved.assigned, indicator),
        "percent": _number(achieved.percent),
        "lacking": _amount(achieved.lacking, indicator),
    }


def _outlier(outlier: Outlier) -> dict[str, Any]:
    return {
        "unit": outlier.unit.name,
        "figure": outlier.figure,
        "kind": str(outlier.kind),
        "value": _number(outlier.value),
        "middle": float(outlier.middle),
        "sentence": outlier.sentence,
        "reasons": list(outlier.reasons),
    }


def _series(series: Series) -> dict[str, Any]:
    return {
        "periods": [str(period) for period in series.periods],
        "sources": {str(period): [str(part) for part in parts] for period, parts in series.sources.items()},
        "lines": {code: _line(line) for code, line in series.lines.items()},
    }


def _line(line: Line) -> dict[str, Any]:
    """One entry per period in each list; null: unknown."""
    indicator = line.figure if isinstance(line.figure, Indicator) else None
    return {
        "values": [_amount(point.value, indicator) for point in line.points],
        "deltas": [_amount(point.delta, indicator) for point in line.points],
        "deltas_pct": [_number(point.delta_pct) for point in line.points],
        "coverage": [point.coverage for point in line.points],
        "marks": [[str(mark) for mark in point.marks] for point in line.points],
        "growth": None if line.growth is None else _growth(line.growth, indicator),
        "no_growth": line.no_growth,
    }


def _growth(growth: Growth, indicator: Indicator | None) -> dict[str, Any]:
    return {
        "since": str(growth.since),
        "years": growth.years,
        "absolute": _amount(growth.absolute, indicator),
        "percent": _number(growth.percent),
        "yearly_pct": _number(growth.yearly),
    }
