"""The figures of every row of every return: totals split one indicator after another, rules kept on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.text.numbers import round_half_up
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.units_file import UnitList

from . import plan
from .shares import PLAN, One, Rural, Share, Step, Sum
from .splitting import split, vary
from .units import BLOCK, PROVINCE

Column: TypeAlias = dict[str, int]  # by the row's code: a count, or đồng

_GRAIN_DONG = 10_000  # a row's money is a multiple of it; the first row of a split takes the rest
_KINDS = {"Phường": 11, "Thị trấn": 15}  # the weight of a commune by its prefix; a rural one has 10
_RURAL = 10
_CHANGE_PCT = 4  # how unevenly the rows change over the year
_STATED = ("HV03", "TC30", "HS01", "HS02")  # columns of districts.csv
_STEADY = {"DS01": 1, "TC11": 1, "CX01": 0, "GD01": 1, "TG00": 0}


@dataclass
class Rows:
    """The rows of all returns of a period, in the order of units.csv, and the columns filled so far."""

    edition: Edition
    period: str
    units: Mapping[str, Unit]
    totals: Mapping[str, int]
    block: Mapping[str, Mapping[str, int]]
    districts: Mapping[str, Mapping[str, str]]
    columns: dict[str, Column] = field(default_factory=dict)

    def asked(self, code: str) -> tuple[str, ...]:
        """The districts' rows that fill the indicator in; the province's block is given, not split."""
        indicator = self.edition.indicators[code]
        return tuple(
            row for row, unit in self.units.items() if unit.parent != BLOCK and indicator.is_asked_of(unit.kind)
        )

    def given(self, code: str) -> Column:
        """The values of the block's rows."""
        if not self.edition.indicators[code].is_asked_of("attached"):
            return {}
        given = self.block.get(code, {})
        return {row: given.get(row, 0) for row, unit in self.units.items() if unit.parent == BLOCK}

    def attached(self, row: str) -> bool:
        """Whether the row is no commune."""
        return self.units[row].kind == "attached"

    def kind_weight(self, row: str) -> int:
        """What a commune weighs by its kind alone; 0 for attached rows."""
        name = self.units[row].name
        return 0 if self.attached(row) else next((w for kind, w in _KINDS.items() if name.startswith(kind)), _RURAL)

    def base(self, code: str, row: str) -> int:
        """The row's value in a column, or its district's mean commune where it is not asked of it."""
        if not code:
            return self.kind_weight(row)
        column, parent = self.columns[code], self.units[row].parent
        if row in column:
            return column[row]
        siblings = [value for other, value in column.items() if self.units[other].parent == parent]
        return sum(siblings) // len(siblings)


def sample_figures(edition: Edition, units: UnitList) -> dict[str, dict[str, Column]]:
    """By period and indicator: the value of every row that is asked; Biểu 6 by the reporting unit itself."""
    now = _rows(edition, units, plan.PERIOD)
    known = _known_by_district(now, units)
    for step in PLAN:
        now.columns[step.code] = _column(now, step, {}, known)
    before = _rows(edition, units, plan.YEAR_BEFORE)
    for step in PLAN:
        before.columns[step.code] = _column(before, step, now.columns, {})
    return {rows.period: rows.columns | _own_columns(edition, rows.period) for rows in (before, now)}


def _rows(edition: Edition, units: UnitList, period: str) -> Rows:
    rows = {row.code: row for unit in units.children(PROVINCE) for row in units.children(unit.code)}
    totals, block = plan.all_totals(edition, period), plan.block_values(edition, period)
    return Rows(edition, period, rows, totals, block, plan.districts())


def _column(rows: Rows, step: Step, later: Mapping[str, Column], known: Mapping[str, Column]) -> Column:
    """The step's column; ValueError where it misses its total."""
    column: Column
    match step:
        case Share():
            column = _split(rows, step, later.get(step.code), known.get(step.code, {})) | rows.given(step.code)
        case Sum(_, plus, minus):
            columns = [(rows.columns[c], 1) for c in plus] + [(rows.columns[c], -1) for c in minus]
            every_row = rows.columns[plus[-1]]
            column = {row: sum(sign * one.get(row, 0) for one, sign in columns) for row in every_row}
        case One(code):
            column = dict.fromkeys(rows.asked(code), 1)
        case Rural(_, of):
            column = {row: n if rows.kind_weight(row) == _RURAL else 0 for row, n in rows.columns[of].items()}
    if sum(column.values()) != rows.totals.get(step.code, sum(column.values())):
        raise ValueError(f"{rows.period} {step.code}: {sum(column.values())} instead of {rows.totals[step.code]}")
    return column


def _split(rows: Rows, share: Share, later: Column | None, known: Mapping[str, int]) -> Column:
    """The total less the block's part over the districts' rows: like the year after where known, else by its base."""
    asked = rows.asked(share.code)
    spread = share.spread if later is None else _STEADY.get(share.code, _CHANGE_PCT)
    weights = {
        row: vary(later[row] if later else _weight(rows, share, row), spread, rows.period, share.code, row)
        for row in asked
    }
    lower, upper = _lower(rows, share, asked), _upper(rows, share, asked)
    if not known:
        left = rows.totals[share.code] - sum(rows.given(share.code).values())
        return _in_grains(rows, share.code, left, weights, lower, upper)
    column: Column = {}
    for district, total in known.items():
        own = {row: weight for row, weight in weights.items() if rows.units[row].parent == district}
        column |= _in_grains(rows, share.code, total, own, lower, upper)
    return column


def _in_grains(
    rows: Rows, code: str, total: int, weights: Column, lower: Mapping[str, int], upper: Mapping[str, int]
) -> Column:
    """`split`, for money in round amounts, the rest with the first row."""
    grain = _GRAIN_DONG if rows.edition.indicators[code].measure is Measure.MONEY else 1
    upper = {row: most // grain for row, most in upper.items()}
    parts = {row: part * grain for row, part in split(total // grain, weights, lower, upper).items()}
    parts[next(iter(parts))] += total % grain
    return parts


def _weight(rows: Rows, share: Share, row: str) -> int:
    base = rows.base(share.of, row) * (share.attached if rows.attached(row) else 100)
    return base * int(Decimal(rows.districts[rows.units[row].parent][share.by]) * 10) if share.by else base


def _lower(rows: Rows, share: Share, asked: tuple[str, ...]) -> Column:
    lower = {row: 0 if rows.attached(row) else share.at_least for row in asked}
    lower |= {row: sum(rows.columns[code][row] for code in share.floor) for row in asked if share.floor}
    return lower | _equal(rows, share, asked)


def _upper(rows: Rows, share: Share, asked: tuple[str, ...]) -> Column:
    upper = {} if share.at_most is None else dict.fromkeys(asked, share.at_most)
    if share.cap:
        whole, *taken = (rows.columns[code] for code in share.cap)
        room = {row: whole[row] - sum(column[row] for column in taken) for row in asked if row in whole}
        upper |= {row: most * share.cap_pct // 100 for row, most in room.items()}
    return upper | _equal(rows, share, asked)


def _equal(rows: Rows, share: Share, asked: tuple[str, ...]) -> Column:
    """The attached rows' values where another column decides them."""
    column = rows.columns.get(share.attached_equals, {})
    return {row: column[row] for row in asked if row in column and rows.attached(row)}


def _known_by_district(rows: Rows, units: UnitList) -> dict[str, Column]:
    """Whole districts' values that are published, or follow from what is; the population is only weighed."""
    table = rows.districts
    population = split(rows.totals["DS01"], {code: int(row["population"]) for code, row in table.items()})
    stated = {code: {district: int(row[code]) for district, row in table.items()} for code in _STATED}
    return {"DS01": population, "HV01": _members(rows, units, population), **stated}


def _members(rows: Rows, units: UnitList, population: Column) -> Column:
    """Members by district: the published percentages of the population, the rest by invented ones."""
    shares = plan.member_shares()
    codes = {unit.name: unit.code for unit in units.children(PROVINCE)}
    members = {codes[name]: int(round_half_up(share * population[codes[name]])) for name, share in shares.items()}
    weights = {
        code: population[code] * int(Decimal(row["HV01"]) * 10) for code, row in rows.districts.items() if row["HV01"]
    }
    left = rows.totals["HV01"] - sum(rows.given("HV01").values()) - sum(members.values())
    return members | split(left, weights)


def _own_columns(edition: Edition, period: str) -> dict[str, Column]:
    """Biểu 6: by indicator, the value of each reporting unit."""
    replies = plan.replies(edition, period)
    codes = [indicator.code for form in edition.forms if form.rows == "self" for indicator in form.indicators]
    return {c: {unit: reply.values[c] for unit, reply in replies.items() if c in reply.values} for c in codes}
