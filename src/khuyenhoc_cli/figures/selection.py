"""Leading and lagging units, by the rules of the workspace. One rule: how it chooses, and in which order it names."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.figures.model import Figures, Selected, State, UnitFigures, ratio_value
from khuyenhoc_cli.forms.model import Ratio
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
    if rule.by == "missing":
        return tuple(Selected(unit.unit, None) for unit in figures.units if _lacks(figures, rule.figure, unit))
    chosen = _CHOICES[rule.by](figures, rule, candidates, is_leading)
    largest_first = rule.by in ("any", "top") or (is_leading and rule.by != "bottom")
    sign = -1 if largest_first else 1
    chosen.sort(key=lambda pair: (sign * pair[1], sort_key(pair[0].unit.name)))
    if rule.by in ("top", "bottom"):
        chosen = _first_with_ties(chosen, rule.count)
    limit = _limit(figures, rule)
    return tuple(Selected(unit.unit, None if rule.by == "flag" else value, limit) for unit, value in chosen)


def _first_with_ties(ordered: Candidates, count: int) -> Candidates:
    """The first `count`, and those that tie with the last of them: no name decides who is among them."""
    last = ordered[:count][-1:]
    return [pair for place, pair in enumerate(ordered) if place < count or pair[1] == last[0][1]]


def _candidates(figures: Figures, figure: str) -> Candidates:
    """The units that have a value in the figure; ratios are of territorial units only."""
    if figure in figures.edition.ratio_of:
        return [(u, u.ratios[figure]) for u in figures.units if figure in u.ratios and u.unit.kind == "territorial"]
    if figure in figures.edition.indicators:
        return [(unit, unit.values[figure]) for unit in figures.units if figure in unit.values]
    fix = "Ghi mã chỉ tiêu (HV01) hoặc tỷ lệ (HV01/DS01) như trong kết quả của aggregate."
    raise UserError(f"khuyenhoc.toml: không có chỉ tiêu hay tỷ lệ nào tên “{figure}”.", fix=fix, exit_code=3)


def _lacks(figures: Figures, figure: str, unit: UnitFigures) -> bool:
    """Whether a unit owes a figure and has not given it: no return, or a return without a value that is asked of it.

    An attached block may have nothing to say in a return that it sent.
    """
    if unit.state is State.NO_ASSOCIATION:
        return False
    ratio = figures.edition.ratio_of.get(figure)
    asked = [
        code
        for code in ((ratio.numerator, ratio.denominator) if ratio else (figure,))
        if figures.edition.indicators[code].is_asked_of(unit.unit.kind)
    ]
    if unit.unit.kind == "attached":
        return bool(asked) and unit.state is not State.RECEIVED
    return any(code not in unit.values for code in asked)


def _flag(_figures: Figures, _rule: Selection, candidates: Candidates, is_leading: bool) -> Candidates:
    return [(unit, value) for unit, value in candidates if bool(value) is is_leading]


def _any(_figures: Figures, _rule: Selection, candidates: Candidates, _is_leading: bool) -> Candidates:
    return [(unit, value) for unit, value in candidates if value > 0]


def _top(_figures: Figures, _rule: Selection, candidates: Candidates, _is_leading: bool) -> Candidates:
    """Territorial units with something: where few have any, those with nothing are not the highest."""
    return [(unit, value) for unit, value in candidates if unit.unit.kind == "territorial" and value > 0]


def _bottom(_figures: Figures, _rule: Selection, candidates: Candidates, _is_leading: bool) -> Candidates:
    return [(unit, value) for unit, value in candidates if unit.unit.kind == "territorial"]


def _against(figures: Figures, rule: Selection, candidates: Candidates, is_leading: bool) -> Candidates:
    """Leading are those at or above the limit, lagging those below; nobody where there is no limit."""
    limit = _limit(figures, rule)
    if limit is None:
        return []
    return [(unit, value) for unit, value in candidates if (value >= limit) is is_leading]


def _limit(figures: Figures, rule: Selection) -> Fraction | None:
    """What a rule holds a ratio against: its target, or a share of the scope's own; None for the other rules."""
    ratio = figures.ratios.get(rule.figure)
    if ratio is None or rule.by not in ("target", "whole"):
        return None
    if rule.by == "target":
        return ratio.target
    return None if ratio.value is None else ratio.value * rule.share


def _change(figures: Figures, rule: Selection, candidates: Candidates, is_leading: bool) -> Candidates:
    """Units by their change against the year before: those that grew lead, those that fell lag."""
    ratio = figures.edition.ratio_of.get(rule.figure)
    changes = [
        (unit, change)
        for unit, _ in candidates
        if (change := unit.delta(rule.figure) if ratio is None else ratio_delta(ratio, unit)) is not None
    ]
    return [(unit, change) for unit, change in changes if (change > 0 if is_leading else change < 0)]


def ratio_delta(ratio: Ratio, unit: UnitFigures) -> Fraction | None:
    """The change of a unit's ratio over the year (percentage points, đồng per person), without what it took over."""
    codes = (ratio.numerator, ratio.denominator)
    grown = (unit.values[code] - unit.apart.get(code, 0) if code in unit.values else None for code in codes)
    now = ratio_value(ratio, *grown)
    before = ratio_value(ratio, *(unit.previous.get(code) for code in codes))
    return None if now is None or before is None else now - before


_CHOICES: dict[str, Callable[[Figures, Selection, Candidates, bool], Candidates]] = {
    "flag": _flag,
    "any": _any,
    "top": _top,
    "bottom": _bottom,
    "target": _against,
    "whole": _against,
    "change": _change,
}
