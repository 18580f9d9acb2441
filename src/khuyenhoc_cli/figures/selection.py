"""Leading and lagging units, by the rules of the workspace. One rule: how it chooses, and in which order it names."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.figures.model import Figures, Selected, UnitFigures, ratio_value
from khuyenhoc_cli.text.names import sort_key
from khuyenhoc_cli.workspace.config import Selection

Amount = int | Fraction
Candidates = list[tuple[UnitFigures, Amount]]


def select(figures: Figures, leading: Iterable[Selection], lagging: Iterable[Selection]) -> Figures:
    """The figures with the units that each rule chooses; UserError where a rule names no figure."""
    return replace(
        figures,
        leading={rule.figure: _chosen(figures, rule, is_leading=True) for rule in leading},
        lagging={rule.figure: _chosen(figures, rule, is_leading=False) for rule in lagging},
    )


def _chosen(figures: Figures, rule: Selection, *, is_leading: bool) -> tuple[Selected, ...]:
    candidates = _candidates(figures, rule.figure)
    chosen = _CHOICES[rule.by](figures, rule, candidates, is_leading)
    largest_first = rule.by in ("any", "top") or (is_leading and rule.by != "bottom")
    sign = -1 if largest_first else 1
    chosen.sort(key=lambda pair: (sign * pair[1], sort_key(pair[0].unit.name)))
    if rule.by in ("top", "bottom"):
        chosen = chosen[: rule.count]
    return tuple(Selected(unit.unit, None if rule.by == "flag" else value) for unit, value in chosen)


def _candidates(figures: Figures, figure: str) -> Candidates:
    """The units that have a value in the figure; ratios are of territorial units only."""
    if figure in figures.edition.ratio_of:
        return [(u, u.ratios[figure]) for u in figures.units if figure in u.ratios and u.unit.kind == "territorial"]
    if figure in figures.edition.indicators:
        return [(unit, unit.values[figure]) for unit in figures.units if figure in unit.values]
    fix = "Ghi mã chỉ tiêu (HV01) hoặc tỷ lệ (HV01/DS01) như trong kết quả của aggregate."
    raise UserError(f"khuyenhoc.toml: không có chỉ tiêu hay tỷ lệ nào tên “{figure}”.", fix=fix, exit_code=3)


def _flag(_figures: Figures, _rule: Selection, candidates: Candidates, is_leading: bool) -> Candidates:
    return [(unit, value) for unit, value in candidates if bool(value) is is_leading]


def _any(_figures: Figures, _rule: Selection, candidates: Candidates, _is_leading: bool) -> Candidates:
    return [(unit, value) for unit, value in candidates if value > 0]


def _all(_figures: Figures, _rule: Selection, candidates: Candidates, _is_leading: bool) -> Candidates:
    return [(unit, value) for unit, value in candidates if unit.unit.kind == "territorial"]


def _against(limit: Fraction | None, candidates: Candidates, is_leading: bool) -> Candidates:
    """Leading are those at or above the limit, lagging those below; nobody where there is no limit."""
    if limit is None:
        return []
    return [(unit, value) for unit, value in candidates if (value >= limit) is is_leading]


def _target(figures: Figures, rule: Selection, candidates: Candidates, is_leading: bool) -> Candidates:
    ratio = figures.ratios.get(rule.figure)
    return _against(ratio.target if ratio else None, candidates, is_leading)


def _whole(figures: Figures, rule: Selection, candidates: Candidates, is_leading: bool) -> Candidates:
    ratio = figures.ratios.get(rule.figure)
    limit = ratio.value * rule.share if ratio and ratio.value is not None else None
    return _against(limit, candidates, is_leading)


def _change(figures: Figures, rule: Selection, candidates: Candidates, is_leading: bool) -> Candidates:
    """Units by their change against the year before: those that grew lead, those that fell lag."""
    changes = [
        (unit, value - before) for unit, value in candidates if (before := _before(figures, rule, unit)) is not None
    ]
    return [(unit, change) for unit, change in changes if (change > 0 if is_leading else change < 0)]


def _before(figures: Figures, rule: Selection, unit: UnitFigures) -> Amount | None:
    ratio = figures.edition.ratio_of.get(rule.figure)
    if ratio is None:
        return unit.previous.get(rule.figure)
    return ratio_value(ratio, unit.previous.get(ratio.numerator), unit.previous.get(ratio.denominator))


_CHOICES: dict[str, Callable[[Figures, Selection, Candidates, bool], Candidates]] = {
    "flag": _flag,
    "any": _any,
    "top": _all,
    "bottom": _all,
    "target": _target,
    "whole": _whole,
    "change": _change,
}
