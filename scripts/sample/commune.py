"""A commune of today over its branches: what it reports in the province's sample, split over hamlets, schools, offices.

Its totals of 2026H1 are those of its return in sample_returns/2026H1; those of 2025H1 are what the communes it was made
of had reported. The branches are invented. What the commune is or has but once (the commune itself, its association,
its centre) stands in the row of the hamlet where its office is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.units.model import Kind, Unit
from khuyenhoc_cli.units.registry import load_registry
from khuyenhoc_cli.workspace.units_file import UnitList, units_csv

from .growth import GRAIN_DONG, Rows, position
from .others import Main, Other, checked, files_of, single_returns, summed
from .plan import read_table
from .reform import TODAY
from .splitting import split, vary
from .summaries import summary_workbook
from .two_tiers import BEFORE, NOW
from .units import undated

COMMUNE = "24478"
_SEAT = f"{COMMUNE}A"
_OFFICE = f"{COMMUNE}K"
_LATE = f"{COMMUNE}P"
_DEADLINE = date(2026, 5, 25)
_FLAGS_NOT_YET = {NOW: 12, BEFORE: 30}  # of a hundred hamlets, how many answer a flag with Chưa
_ONCE = ("TC01", "TC02", "TC30", "TT01", "XP01", "XP11", "XP12", "XP13", "XP14")
_CHANGE_PCT = 5  # how unevenly the branches change over the year
_SMALL_OFFICE = {"KT01": 1, "PH01": 2, "TR01": 6, "TH01": 1, "TH02": 27, "TD01": 1, "TD02": 0, "TD03": 3}


@dataclass(frozen=True)
class Split:
    """How much of a hundred the kinds of branches have together; within a kind by size. `within` is a column above."""

    code: str
    thon: int = 0
    truong: int = 0
    co_quan: int = 0
    van_phong: int = 0
    within: str = ""
    at_least: int = 0
    at_most: int | None = None
    spread: int = 12

    def weight_of(self, kind: str) -> int:
        """That of a kind as the table of branches calls it."""
        return {"thon": self.thon, "truong": self.truong, "co-quan": self.co_quan, "van-phong": self.van_phong}[kind]


_PLAN: tuple[Split, ...] = (
    Split("DS01", thon=100, spread=5),
    Split("TC03", van_phong=100),
    Split("CX01", thon=100, at_most=1, spread=0),
    Split("TC11", thon=100, within="CX01", spread=0),
    Split("TC12", truong=100, at_least=1, at_most=2, spread=0),
    Split("TC13", co_quan=100),
    Split("TC14", van_phong=100),
    Split("TC21", thon=100, at_most=1, spread=60),
    Split("TC22", thon=100, at_most=1, spread=60),
    Split("TC23", thon=100, at_most=1, spread=60),
    Split("TC24", truong=100, at_most=1, spread=60),
    Split("HV02", truong=100),
    Split("HV01", thon=1),
    Split("HV03", thon=90, truong=8, co_quan=2, within="HV01", spread=40),
    Split("HV04", thon=62, truong=22, co_quan=14, van_phong=2, within="HV01", spread=25),
    Split("HV05", thon=30, truong=55, co_quan=14, van_phong=1, within="HV01", spread=25),
    Split("HV06", thon=84, truong=15, co_quan=1, within="HV01", spread=3),
    Split("CD11", thon=62, truong=30, co_quan=7, van_phong=1),
    Split("CD12", thon=70, truong=30),
    Split("CD13", thon=100),
    Split("CD14", thon=100),
    Split("CD02", thon=88, truong=11, co_quan=1, within="CD01", spread=22),
    Split("CD03", thon=86, truong=12, co_quan=2, within="CD02", spread=22),
    Split("GD01", thon=100, spread=4),
    Split("GD02", thon=100, within="GD01"),
    Split("GD03", thon=100, within="GD02", spread=16),
    Split("DH01", thon=100, at_most=2, spread=50),
    Split("DH02", thon=100, within="DH01", spread=50),
    Split("DH03", thon=100, within="DH02", spread=50),
    Split("TG00", thon=100, at_most=1, spread=60),
    Split("TG01", thon=100, within="TG00"),
    Split("TG02", thon=100, within="TG01"),
    Split("TG03", thon=100, within="TG02"),
    Split("DV01", truong=50, co_quan=8, van_phong=42),
    Split("DV02", truong=50, co_quan=8, van_phong=42, within="DV01"),
    Split("DV03", truong=50, co_quan=8, van_phong=42, within="DV02"),
    Split("CX02", thon=100, within="CX01", spread=40),
    Split("CX03", thon=100, within="CX02", spread=40),
    Split("NS01", van_phong=100),
    Split("NS02", van_phong=100),
    Split("Q11", thon=48, truong=18, co_quan=4, van_phong=30, spread=35),
    Split("Q12", truong=20, van_phong=80, spread=35),
    Split("Q13", thon=70, truong=14, co_quan=2, van_phong=14, spread=25),
    Split("Q21", thon=30, truong=25, van_phong=45, spread=30),
    Split("Q22", thon=25, truong=25, van_phong=50, spread=30),
    Split("Q23", thon=55, truong=25, co_quan=2, van_phong=18, spread=30),
    Split("Q30", thon=24, truong=16, co_quan=2, van_phong=58, spread=30),
    Split("Q31", van_phong=100),
    Split("HS01", thon=100, spread=60),
    Split("HS02", thon=100, spread=60),
    Split("HS03", thon=30, truong=40, van_phong=30),
    Split("HS04", thon=55, truong=38, co_quan=1, van_phong=6),
    Split("TT02", van_phong=100),
    Split("TT03", thon=90, truong=8, co_quan=2, within="HV01"),
    Split("TT04", van_phong=100),
    Split("TT05", van_phong=100),
)


def commune(main: Main) -> Other:
    """Everything of the workspace that is generated."""
    units, branches = _units(main), list(read_table("commune.csv"))
    edition, edition_before = main.edition(NOW), main.edition(BEFORE)
    totals = _reported(main, NOW, [COMMUNE], edition)
    earlier = [each.old_code for each in load_registry(main.schemas / "units").predecessors(COMMUNE)]
    totals_before = _reported(main, BEFORE, earlier, edition_before)
    now = _rows(branches, totals, {}, edition, NOW)
    before = _rows(branches, totals_before, now, edition_before, BEFORE)
    made_on = {each["code"]: _DEADLINE - timedelta(position(12, "day", each["code"])) for each in branches}
    made_on[_LATE] = _DEADLINE + timedelta(days=6)
    returns = single_returns(edition, units, COMMUNE, NOW, now, made_on, before)
    root = units.units[0]
    return Other(
        {"units.csv": units_csv(units.units)},
        {
            f"returns/{BEFORE}/{BEFORE}_cu-pui.xlsx": lambda: summary_workbook(
                edition_before, "Hội Khuyến học xã Cư Pui", root, BEFORE, units.children(COMMUNE), before
            ),
            **files_of(NOW, returns),
        },
    )


def _units(main: Main) -> UnitList:
    root = load_registry(main.schemas / "units").get(COMMUNE, TODAY)
    if root is None:
        raise ValueError(f"the registry has no unit {COMMUNE}")
    kinds: dict[bool, Kind] = {True: "territorial", False: "attached"}
    branches = (
        Unit(each["code"], each["name"], "chi-hoi", COMMUNE, kind=kinds[each["kind"] == "thon"])
        for each in read_table("commune.csv")
    )
    return UnitList((Unit(COMMUNE, undated(root).name, "xa"), *branches), frozenset())


def _reported(main: Main, period: str, codes: list[str], edition: Edition) -> dict[str, int]:
    """What communes come to in the province's sample."""
    rows: Rows = {code: {} for code in codes}
    for one in main.around.returns[period].values():
        for (row, code), amount in one.content.values.items():
            if row in rows:
                rows[row][code] = amount
    return summed(rows, codes, edition)


def _rows(
    branches: list[dict[str, str]], totals: Mapping[str, int], later: Rows, edition: Edition, period: str
) -> Rows:
    """Every branch's row: its part of each total, and its own answers."""
    columns: dict[str, dict[str, int]] = {}
    for step in _PLAN:
        if step.code in totals:
            grain = GRAIN_DONG if edition.indicators[step.code].measure is Measure.MONEY else 1
            columns[step.code] = _column(step, branches, totals[step.code], columns, later, period, grain)
        for rule in edition.rules:
            if rule.kind == "sum" and rule.left not in columns and set(rule.right) <= columns.keys():
                columns[rule.left] = {
                    each["code"]: sum(columns[code][each["code"]] for code in rule.right) for each in branches
                }
    rows = {each["code"]: _row(each, columns, totals, edition, period) for each in branches}
    return checked(rows, edition)


def _column(
    step: Split,
    branches: list[dict[str, str]],
    total: int,
    columns: Mapping[str, Mapping[str, int]],
    later: Rows,
    period: str,
    grain: int,
) -> dict[str, int]:
    """One total over the branches, in multiples of the grain."""
    if step.code == "HV01":
        return _members(branches, total, columns["HV02"], period)
    sizes = {kind: sum(int(b["size"]) for b in branches if b["kind"] == kind) for kind in {b["kind"] for b in branches}}
    weights = {}
    for each in branches:
        row, kind = each["code"], each["kind"]
        weight = step.weight_of(kind) * int(each["size"]) * 1000 // sizes[kind]
        if later and weight:
            weight = later[row].get(step.code, 0) * 1000 + 1
        weights[row] = vary(weight, _CHANGE_PCT if later else step.spread, period, step.code, row)
    bound = columns.get(step.within) or ({row: step.at_most for row in weights} if step.at_most is not None else {})
    able = {row: (bound.get(row, total) if weights[row] else 0) for row in weights}
    least = {row: step.at_least if weights[row] else 0 for row in weights}
    parts = {row: part * grain for row, part in split(total // grain, weights, least, able).items()}
    parts[_OFFICE if weights[_OFFICE] else _SEAT] += total % grain
    return parts


def _members(branches: list[dict[str, str]], total: int, in_schools: Mapping[str, int], period: str) -> dict[str, int]:
    """Members: in schools those counted there, the office's own, the rest by the hamlets' people."""
    found = {b["code"]: in_schools[b["code"]] for b in branches if b["kind"] == "truong"}
    found |= {b["code"]: int(b["size"]) for b in branches if b["kind"] in ("co-quan", "van-phong")}
    weights = {b["code"]: vary(int(b["size"]), 20, "HV01", b["code"]) for b in branches if b["kind"] == "thon"}
    return found | split(total - sum(found.values()), weights)


def _row(
    branch: Mapping[str, str],
    columns: Mapping[str, Mapping[str, int]],
    totals: Mapping[str, int],
    edition: Edition,
    period: str,
) -> dict[str, int]:
    """One branch's values of all that is asked of it; 0 where it has none."""
    row, kind = branch["code"], "territorial" if branch["kind"] == "thon" else "attached"
    values = {}
    for code, indicator in edition.indicators.items():
        if not indicator.is_asked_of(kind):
            continue
        if indicator.measure is Measure.FLAG:
            values[code] = int(position(100, NOW, code, row) >= _FLAGS_NOT_YET[period])
        elif edition.form_of[code].rows == "self":
            values[code] = totals[code] if row == _OFFICE and code in totals else 0
            if row == _OFFICE and period == BEFORE:
                values[code] = _SMALL_OFFICE[code]
        elif code in _ONCE:
            values[code] = min(totals[code], 1) if row == _SEAT else 0
        else:
            values[code] = columns[code][row]
    return values
