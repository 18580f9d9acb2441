"""Unit by unit, the last year against the first one in which most of the same units reported."""

from fractions import Fraction
from typing import Any

from khuyenhoc_cli.figures.model import Figures, UnitFigures
from khuyenhoc_cli.report.appendices import Column
from khuyenhoc_cli.report.facts import NOT_APPLICABLE, UNKNOWN, Facts
from khuyenhoc_cli.report.keys import figure_key, named_key
from khuyenhoc_cli.report.phrases import signed_amount
from khuyenhoc_cli.report.series import gain
from khuyenhoc_cli.report.series_tables import COMPARED
from khuyenhoc_cli.report.tables import state_note, unit_cell, unit_value
from khuyenhoc_cli.report.word.values import Generated, Note

Cell = Generated | str


def make_first_and_last(facts: Facts) -> dict[str, Any]:
    """`don_vi`: rows of (tt, ten, chu_thich, o), then the whole in `tong`; three cells per figure of `COMPARED`.

    `dau` names the first year; the note `thieu` says that there is none.
    """
    first = _first(facts)
    before = {entry.unit.code: entry for entry in first.units} if first else {}
    codes = [code for _, code in COMPARED]
    missing = "" if first else "Các năm trước không có số liệu của từng đơn vị hiện nay nên chưa so sánh được."
    return {
        "don_vi": [
            {
                "tt": number,
                "ten": entry.unit.name,
                "chu_thich": state_note(entry),
                "o": [cell for code in codes for cell in _unit(code, entry, before.get(entry.unit.code), first, facts)],
            }
            for number, entry in enumerate(facts.units_over_years, 1)
        ],
        "tong": [cell for code in codes for cell in _whole(code, first, facts)],
        "dau": first.period.name if first else "năm đầu",
        "thieu": Note(named_key("note", "nam_dau"), missing),
    }


def _first(facts: Facts) -> Figures | None:
    today = {entry.unit.code for entry in facts.figures.units}
    by_year = sorted(facts.years.earlier, key=lambda each: each.period.year)
    most = (each for each in by_year if 2 * len(today & {entry.unit.code for entry in each.units}) > len(today))
    return next(most, None)


def _unit(
    code: str, entry: UnitFigures, earlier: UnitFigures | None, first: Figures | None, facts: Facts
) -> list[Cell]:
    """A unit then, now, and what it gained."""
    now = unit_cell(Column(code, ""), entry, facts)
    if now == NOT_APPLICABLE or first is None:
        return [now if first else UNKNOWN, now, NOT_APPLICABLE]
    unit = entry.unit.code
    then = unit_value(code, earlier, facts) if earlier else UNKNOWN
    gained = _gained(code, _value(code, entry), _value(code, earlier), facts)
    return [
        Generated(figure_key(code, unit=unit, year=first.period.year), then),
        now,
        Generated(figure_key(code, "gain", unit), gained),
    ]


def _value(code: str, entry: UnitFigures | None) -> int | Fraction | None:
    return None if entry is None else entry.ratios.get(code, entry.values.get(code))


def _gained(code: str, now: int | Fraction | None, then: int | Fraction | None, facts: Facts) -> str:
    if now is None or then is None:
        return NOT_APPLICABLE
    edition = facts.figures.edition
    return signed_amount(now - then, edition.ratio_of.get(code) or edition.indicators[code])


def _whole(code: str, first: Figures | None, facts: Facts) -> list[Cell]:
    """The scope likewise; its gain where all the report tells it since that year."""
    now = Generated(figure_key(code), facts.printed(code))
    line = facts.series.lines.get(code)
    if first is None or line is None:
        return [UNKNOWN, now, NOT_APPLICABLE]
    point = next(each for each in line.points if each.period == first.period)
    then = Generated(figure_key(code, year=first.period.year), point.printed or UNKNOWN)
    is_since = line.growth is not None and line.growth.since == first.period
    return [then, now, Generated(figure_key(code, "gain"), gain(line)) if is_since else NOT_APPLICABLE]
