"""What was achieved of the numbers assigned: each model over the scope, and unit by unit."""

from collections.abc import Mapping
from typing import Any

from khuyenhoc_cli.figures.assigned import Achieved, AssignedStandings, assigned_standings
from khuyenhoc_cli.figures.model import UnitFigures
from khuyenhoc_cli.report.appendices import Column
from khuyenhoc_cli.report.facts import NOT_APPLICABLE, Facts
from khuyenhoc_cli.report.keys import figure_key, named_key
from khuyenhoc_cli.report.phrases import against_assigned, amount, print_achieved
from khuyenhoc_cli.report.series_tables import ASSIGNED
from khuyenhoc_cli.report.tables import state_note, unit_cell
from khuyenhoc_cli.report.word.values import Generated, Note

Cell = Generated | str


def make_assigned(facts: Facts) -> dict[str, Any]:
    """co (whether anything was assigned); by an indicator's key what the scope achieved; rows of units.

    `don_vi`: rows of (tt, ten, chu_thich, o), then the whole in `tong`; for each model the number assigned, the value
    and the percentage.
    """
    found = {each.indicator.code: each for each in assigned_standings(facts.figures, facts.years.assigned)}
    units = {code: {each.unit.code: each for each in standings.units} for code, standings in found.items()}
    return {
        "co": any(code in found for _, code, _ in ASSIGNED),
        **{facts.figures.edition.indicators[code].key: _entry(code, found.get(code), facts) for _, code, _ in ASSIGNED},
        "don_vi": [
            {
                "tt": number,
                "ten": entry.unit.name,
                "chu_thich": state_note(entry),
                "o": [c for _, code, _ in ASSIGNED for c in _unit(code, entry, units.get(code, {}), facts)],
            }
            for number, entry in enumerate(facts.units_over_years, 1)
        ],
        "tong": [cell for _, code, _ in ASSIGNED for cell in _whole(code, found.get(code), facts)],
    }


def _entry(code: str, standings: AssignedStandings | None, facts: Facts) -> dict[str, Any]:
    """giao and ty_le for tables; danh_gia ("vượt …", "đạt …", "chưa đạt …"); chu_thich, over which units it is."""
    whole = standings.whole if standings else None
    return {
        "giao": Generated(figure_key(code, "assigned"), _number(code, whole, facts)),
        "ty_le": Generated(figure_key(code, "assigned_pct"), _percent(whole)),
        "danh_gia": Generated(figure_key(code, "assigned_reach"), _reach(code, whole, facts)),
        "chu_thich": Note(named_key("note", f"giao_{code}"), _over(standings, facts)),
    }


def _reach(code: str, whole: Achieved | None, facts: Facts) -> str:
    indicator = facts.figures.edition.indicators[code]
    return "" if whole is None else against_assigned(whole.value, whole.assigned, indicator)


def _over(standings: AssignedStandings | None, facts: Facts) -> str:
    """Over which units the comparison is, where that is not the whole total."""
    if standings is None or standings.whole is None:
        return ""
    indicator, whole = standings.indicator, standings.whole
    own = (facts.figures.scope.code, indicator.code) in facts.years.assigned
    if own or (whole.value == facts.figures.totals[indicator.code].value and standings.over == standings.assigned_to):
        return ""
    over, of = standings.over, standings.assigned_to
    counted = (
        f"{over}/{of} đơn vị được giao chỉ tiêu, đã có số liệu" if over < of else f"{of} đơn vị được giao chỉ tiêu"
    )
    return f"Chỉ tính {counted}: thực hiện {amount(indicator, whole.value)}."


def _unit(code: str, entry: UnitFigures, achieved: Mapping[str, Achieved], facts: Facts) -> list[Cell]:
    """The number assigned to a unit, its value, the percentage; "–" where nothing was."""
    unit = entry.unit.code
    if (unit, code) not in facts.years.assigned:
        return [NOT_APPLICABLE, unit_cell(Column(code, ""), entry, facts), NOT_APPLICABLE]
    assigned = facts.figures.edition.indicators[code].printed(facts.years.assigned[unit, code])
    return [
        Generated(figure_key(code, "assigned", unit), assigned),
        unit_cell(Column(code, ""), entry, facts),
        Generated(figure_key(code, "assigned_pct", unit), _percent(achieved.get(unit))),
    ]


def _whole(code: str, standings: AssignedStandings | None, facts: Facts) -> list[Cell]:
    entry = _entry(code, standings, facts)
    return [entry["giao"], Generated(figure_key(code), facts.printed(code)), entry["ty_le"]]


def _number(code: str, whole: Achieved | None, facts: Facts) -> str:
    return NOT_APPLICABLE if whole is None else facts.figures.edition.indicators[code].printed(whole.assigned)


def _percent(achieved: Achieved | None) -> str:
    percent = achieved.percent if achieved else None
    return NOT_APPLICABLE if percent is None else print_achieved(percent)
