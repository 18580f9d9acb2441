"""Đắk Lắk as it was up to 2024, over six whole years, by its districts.

A district's figure of a year is what it has in the sample's 2024H1, times the year's per mille in years.csv, more or
less: stocks grow up to 2024, a year has about twice what half a year has, and 2021 was a bad one.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.workspace.units_file import UnitList, units_csv

from .figures import Column
from .growth import GRAIN_DONG, Rows, kept_to_rules, position
from .others import Main, Other, checked, files_of, single_returns
from .plan import PERIOD, read_table
from .splitting import vary
from .summaries import summary_workbook
from .units import BLOCK, PROVINCE

YEARS = ("2019", "2020", "2021", "2022", "2023", "2024")
IN_SUMMARY = YEARS[:4]
_ASSOCIATION = "Hội Khuyến học tỉnh Đắk Lắk"
_DEADLINE_DAY = (12, 15)
_LATE = ("646", "656")
_SPREAD_PCT = 2
_FINE = 1_000_000  # per mille, and what `vary` makes finer
# Of a thousand communes, how many were judged Tốt, Khá and Yếu at the end of a year; all others Trung bình.
_GRADES = {
    "XP11": (215, 245, 230, 310, 385, 470),
    "XP12": (470, 480, 478, 465, 450, 425),
    "XP14": (62, 52, 60, 36, 22, 8),
}
_CONGRESSES = (15, 470, 445, 40, 6, 190)  # of a thousand communes, how many held theirs in a year
# In how many of the fifteen districts a question was answered with Có; those that answer Chưa in 2024H1 come last.
_ANSWERED = {
    "VB01": (4, 9, 11, 12, 13, 15),
    "VB02": (3, 7, 9, 11, 12, 14),
    "VB03": (None, None, None, None, 5, 12),
    "KT02": (None, None, None, 11, 13, 15),
}
# What was assigned: so many of a thousand of an indicator (of what was achieved, where districts are far apart), and
# how many of a thousand a district's number may lie off that.
_ASSIGNED = {
    "HV01": ("HV01", (970, 985, 1005, 990, 975, 985), 25),
    "CD03": ("CD03", (None, None, None, 960, 1030, 1035), 110),
    "GD03": ("GD01", (420, 450, 465, 500, 540, 600), 35),
    "DH03": ("DH01", (360, 390, 410, 420, 430, 450), 30),
    "CX03": ("CX01", (520, 560, 600, 620, 660, 720), 30),
    "DV03": ("DV01", (600, 650, 680, 700, 750, 800), 30),
}


def years(main: Main) -> Other:
    """Everything of the workspace that is generated."""
    units = _units(main)
    base = _base(main, units)
    rows_of = {year: checked(_rows(base, year, main.edition(year)), main.edition(year)) for year in YEARS}
    root, children = units.units[0], units.children(PROVINCE)
    workbooks: dict[str, Callable[[], bytes]] = {
        f"returns/{year}/{year}_dak-lak.xlsx": partial(
            summary_workbook, main.edition(year), _ASSOCIATION, root, year, children, rows_of[year]
        )
        for year in IN_SUMMARY
    }
    for before, year in pairwise(YEARS[3:]):
        returns = single_returns(
            main.edition(year), units, PROVINCE, year, rows_of[year], _days(units, year), rows_of[before]
        )
        workbooks |= files_of(year, returns)
    tables = {f"chi-tieu-giao-{year}.csv": _assigned_csv(rows_of[year], units, year) for year in YEARS}
    return Other({"units.csv": units_csv(units.units), **tables}, workbooks)


def _units(main: Main) -> UnitList:
    """The province, its districts and its block, without what is below them."""
    return UnitList(
        tuple(unit for unit in main.units.units if PROVINCE in (unit.code, unit.parent)), main.units.no_association
    )


def _base(main: Main, units: UnitList) -> Rows:
    """2024H1 by district: its communes and its block summed, and its own answers."""
    columns: Mapping[str, Column] = main.figures[PERIOD]
    base: Rows = {}
    for unit in units.children(PROVINCE):
        here = [unit.code, *(row.code for row in main.units.children(unit.code))]
        base[unit.code] = {
            code: sum(column[row] for row in here if row in column)
            for code, column in columns.items()
            if any(row in column for row in here)
        }
    return base


def _rows(base: Rows, year: str, edition: Edition) -> Rows:
    rates = {row["code"]: int(row[year]) for row in read_table("years.csv") if row[year]}
    rows = {}
    for unit, values in base.items():
        row = {
            code: _moved(values[code], rate, edition, year, code, unit)
            for code, rate in rates.items()
            if code in values
        }
        row["HV06"] = values["HV06"] * row["HV01"] // values["HV01"]
        if "TC01" in row:
            row |= _grades(row["TC01"], year, unit)
            row["TC30"] = _of_communes(row["TC01"], _CONGRESSES, year, unit, "TC30")
        row |= {"TC10": 0, "TC20": 0, "Q01": 0}  # sums of what stands above
        rows[unit] = kept_to_rules(row, edition)
    for code in _ANSWERED:
        for unit, answer in _answers(base, code, year).items():
            rows[unit][code] = answer
    return rows


def _moved(amount: int, rate: int, edition: Edition, year: str, code: str, unit: str) -> int:
    """The year's figure, rounded half up; money in round amounts."""
    steady = 0 if rate == 1000 or code == "DS01" else _SPREAD_PCT
    moved = (vary(amount * rate, steady, year, code, unit) + _FINE // 2) // _FINE
    grain = GRAIN_DONG if edition.indicators[code].measure is Measure.MONEY else 1
    return moved // grain * grain


def _grades(communes: int, year: str, unit: str) -> dict[str, int]:
    """How the communes of a district were judged."""
    found: dict[str, int] = {}
    for code, rates in _GRADES.items():
        found[code] = min(_of_communes(communes, rates, year, unit, code), communes - sum(found.values()))
    return found | {"XP01": communes, "XP13": communes - sum(found.values())}


def _of_communes(communes: int, rates: Sequence[int], year: str, unit: str, code: str) -> int:
    """So many of a thousand communes, up or down to a whole one."""
    return (communes * rates[YEARS.index(year)] + position(1000, year, code, unit)) // 1000


def _answers(base: Rows, code: str, year: str) -> dict[str, int]:
    """Có or Chưa by district; nothing in the years that did not ask."""
    count = _ANSWERED[code][YEARS.index(year)]
    if count is None:
        return {}
    asked = [unit for unit in base if unit != BLOCK]
    first = sorted(asked, key=lambda unit: (1 - base[unit][code], position(1000, code, unit)))
    return {unit: int(unit in first[:count]) for unit in asked}


def _days(units: UnitList, year: str) -> dict[str, date]:
    """When each return was made: in the days before the deadline, in the last year two after it."""
    deadline = date(int(year), *_DEADLINE_DAY)
    days = {unit.code: deadline - timedelta(position(10, "day", year, unit.code)) for unit in units.children(PROVINCE)}
    late = {code: deadline + timedelta(days=3) for code in _LATE} if year == YEARS[-1] else {}
    return days | late


def _assigned_csv(rows: Rows, units: UnitList, year: str) -> str:
    """The table of what each district was assigned: round tens from a thousand on."""
    lines = ["ma,chi_tieu,so_giao"]
    for unit in units.children(PROVINCE):
        for code, (of, rates, off) in _ASSIGNED.items():
            rate = rates[YEARS.index(year)]
            if rate is not None and unit.kind == "territorial":
                number = rows[unit.code][of] * (rate - off + position(2 * off + 1, year, code, unit.code)) // 1000
                lines.append(f"{unit.code},{code},{number // 10 * 10 if number >= 1000 else number}")
    return "\ufeff" + "\n".join(lines) + "\n"
