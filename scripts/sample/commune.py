"""A commune of today over its branches: what it reports in the province's sample, split over hamlets, schools, offices.

Its totals of 2026H1 are those of its return in sample_returns/2026H1; those of 2025H1 are what the communes it was made
of had reported. The branches are invented. What the commune is or has but once (the commune itself, its association,
its centre) stands in the row of the hamlet where its office is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from khuyenhoc_cli.forms.model import Edition, Indicator, Measure
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.units.registry import load_registry
from khuyenhoc_cli.workspace.naming import association_name
from khuyenhoc_cli.workspace.units_file import UnitList, units_csv

from .growth import GRAIN_DONG, Rows, position
from .others import Main, Other, checked, files_of, single_returns, summed
from .plan import read_table
from .reform import TODAY
from .splitting import split, vary
from .summaries import summary_workbook
from .two_tiers import BEFORE, NOW

COMMUNE = "24478"
_SEAT = f"{COMMUNE}A"
_OFFICE = f"{COMMUNE}K"
_LATE = f"{COMMUNE}P"
_DEADLINE = date(2026, 5, 25)
_FLAGS_NOT_YET = {NOW: 12, BEFORE: 30}  # of a hundred hamlets, how many answer a flag with Chưa
_ONCE = ("TC01", "TC02", "TC30", "TT01", "XP01", "XP11", "XP12", "XP13", "XP14")
_CHANGE_PCT = 5  # how unevenly the branches change over the year
_FINE = 1000  # how much finer weights are than what they weigh
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

    def weight_of(self, branch: "Branch", sizes: Mapping[str, int]) -> int:
        """That of one branch: its part of what its kind has."""
        kinds = {"thon": self.thon, "truong": self.truong, "co-quan": self.co_quan, "van-phong": self.van_phong}
        return kinds[branch.kind] * branch.size * _FINE // sizes[branch.kind]


@dataclass(frozen=True)
class Branch:
    """A row of commune.csv. `size`: of a hamlet its people, else those who work there."""

    code: str
    name: str
    kind: str
    size: int

    @property
    def unit(self) -> Unit:
        """As the list of units has it; only a hamlet is a territory."""
        return Unit(self.code, self.name, "chi-hoi", COMMUNE, kind="territorial" if self.kind == "thon" else "attached")


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
    Split("HV01", thon=100),
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
    registry = load_registry(main.schemas / "units")
    branches = [Branch(r["code"], r["name"], r["kind"], int(r["size"])) for r in read_table("commune.csv")]
    root = registry.get(COMMUNE, TODAY)
    if root is None:
        raise ValueError(f"the registry has no unit {COMMUNE}")
    units = UnitList((Unit(COMMUNE, root.name, "xa"), *(each.unit for each in branches)), frozenset())
    edition, edition_before = main.edition(NOW), main.edition(BEFORE)
    earlier = [each.old_code for each in registry.predecessors(COMMUNE)]
    now = _Splitting(NOW, edition, branches, _reported(main, NOW, [COMMUNE], edition)).rows()
    before = _Splitting(
        BEFORE, edition_before, branches, _reported(main, BEFORE, earlier, edition_before) | _SMALL_OFFICE, now
    ).rows()
    made_on = {each.code: _DEADLINE - timedelta(position(12, "day", each.code)) for each in branches}
    made_on[_LATE] = _DEADLINE + timedelta(days=6)
    summary = partial(
        summary_workbook,
        edition_before,
        association_name(root),
        units.units[0],
        BEFORE,
        units.children(COMMUNE),
        before,
    )
    returns = single_returns(edition, units, COMMUNE, NOW, now, made_on, before)
    return Other(
        {"units.csv": units_csv(units.units)},
        {f"returns/{BEFORE}/{BEFORE}_cu-pui.xlsx": summary, **files_of(NOW, returns)},
    )


def _reported(main: Main, period: str, codes: Sequence[str], edition: Edition) -> dict[str, int]:
    """What communes come to in the province's sample."""
    rows: Rows = {code: {} for code in codes}
    for one in main.around.returns[period].values():
        for (row, code), amount in one.content.values.items():
            if row in rows:
                rows[row][code] = amount
    return summed(rows, codes, edition)


@dataclass
class _Splitting:
    """The commune's totals of a period on their way to the branches; `later` are the branches' rows a year after."""

    period: str
    edition: Edition
    branches: Sequence[Branch]
    totals: Mapping[str, int]
    later: Rows = field(default_factory=dict)
    columns: dict[str, dict[str, int]] = field(default_factory=dict)

    def rows(self) -> Rows:
        """Every branch's row, rules kept."""
        for step in _PLAN:
            if step.code in self.totals:
                self.columns[step.code] = self._members() if step.code == "HV01" else self._column(step)
            self._add_up()
        return checked({branch.code: self._row(branch) for branch in self.branches}, self.edition)

    def _add_up(self) -> None:
        """Columns whose parts are all there."""
        for rule in self.edition.rules:
            if rule.kind == "sum" and rule.left not in self.columns and set(rule.right) <= self.columns.keys():
                parts = [self.columns[code] for code in rule.right]
                self.columns[rule.left] = {b.code: sum(part[b.code] for part in parts) for b in self.branches}

    def _column(self, step: Split) -> dict[str, int]:
        """One total over the branches: by the plan, or as it is a year later; money in round amounts."""
        weights = self._weights(step)
        whole = self.columns.get(step.within, {} if step.at_most is None else dict.fromkeys(weights, step.at_most))
        total = self.totals[step.code]
        most = {row: whole.get(row, total) if weight else 0 for row, weight in weights.items()}
        least = {row: step.at_least if weight else 0 for row, weight in weights.items()}
        grain = GRAIN_DONG if self.edition.indicators[step.code].measure is Measure.MONEY else 1
        parts = {row: part * grain for row, part in split(total // grain, weights, least, most).items()}
        parts[_OFFICE if weights[_OFFICE] else _SEAT] += total % grain
        return parts

    def _weights(self, step: Split) -> dict[str, int]:
        sizes = {kind: sum(b.size for b in self.branches if b.kind == kind) for kind in {b.kind for b in self.branches}}
        weights = {}
        for branch in self.branches:
            weight, spread = step.weight_of(branch, sizes), step.spread
            if weight and self.later:
                weight, spread = self.later[branch.code].get(step.code, 0) * _FINE + 1, _CHANGE_PCT
            weights[branch.code] = vary(weight, spread, self.period, step.code, branch.code)
        return weights

    def _members(self) -> dict[str, int]:
        """Members: in schools those counted there, in offices who works there, the rest by the hamlets' people."""
        found = {b.code: self.columns["HV02"][b.code] for b in self.branches if b.kind == "truong"}
        found |= {b.code: b.size for b in self.branches if b.kind in ("co-quan", "van-phong")}
        weights = {b.code: vary(b.size, 20, "HV01", b.code) for b in self.branches if b.kind == "thon"}
        return found | split(self.totals["HV01"] - sum(found.values()), weights)

    def _row(self, branch: Branch) -> dict[str, int]:
        """One branch's values of all that is asked of it; 0 where it has none."""
        asked = (each for each in self.edition.indicators.values() if each.is_asked_of(branch.unit.kind))
        return {each.code: self._value(branch.code, each) for each in asked}

    def _value(self, row: str, indicator: Indicator) -> int:
        code = indicator.code
        if indicator.measure is Measure.FLAG:
            return int(position(100, NOW, code, row) >= _FLAGS_NOT_YET[self.period])
        if self.edition.form_of[code].rows == "self":
            return self.totals[code] if row == _OFFICE else 0
        if code in _ONCE:
            return min(self.totals[code], 1) if row == _SEAT else 0
        return self.columns[code][row]
