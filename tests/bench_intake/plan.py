"""What a clerk is about to put on paper: the lines of the tables, and the habits of the office."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from khuyenhoc_cli.forms.model import Form, Indicator, Measure
from khuyenhoc_cli.units.model import Unit
from tests.bench_intake.figures import TRIEU
from tests.bench_intake.world import World, edition

_SHORT = (("Thành phố", "TP."), ("Thị xã", "TX."), ("Thị trấn", "TT."), ("Huyện", "H."), ("Phường", "P."))
_PREFIX = re.compile("Thành phố|Thị xã|Thị trấn|Huyện|Phường|Xã")


@dataclass
class Line:
    """One row of a table: how it is called, whose it is ("" for a stranger), and its amounts."""

    label: str
    unit: str
    amounts: Mapping[str, int]
    before: Mapping[str, int] = field(default_factory=dict)
    kind: str = "territorial"


@dataclass(frozen=True)
class Habits:
    """How an office writes."""

    typed_totals: bool
    names: str
    total_name: str
    unit_heading: str
    measure_in_heading: bool
    ascii_apostrophe: bool


@dataclass
class Plan:
    """A return before it is drawn."""

    world: World
    habits: Habits
    lines: list[Line]
    own: Line | None
    rng: Random
    forms: list[Form] = field(default_factory=lambda: list(edition().forms))
    typos: dict[str, str] = field(default_factory=dict)
    """Headings by the indicator's code that are written otherwise than they should be."""
    lines_by_form: dict[int, list[Line]] = field(default_factory=dict)
    """The lines of a form in which they are not those of the others."""

    def lines_of(self, form: Form) -> list[Line]:
        """The rows of a form: the units below, or the unit alone."""
        if form.number in self.lines_by_form:
            return self.lines_by_form[form.number]
        return self.lines if form.rows == "children" or self.own is None else [self.own]

    @property
    def place(self) -> str:
        """The unit's name without what it is: "Krông Năng"."""
        return _PREFIX.sub("", self.world.unit.name).strip()


def random_plan(rng: Random, world: World, typed_totals: bool | None = None) -> Plan:
    """The office's lines in its own habits."""
    typed = rng.random() < 0.5 if typed_totals is None else typed_totals
    choices = ["full", "full", "full", "short", "upper"]
    if _bare_names_are_enough(world):
        choices += ["bare", "bare"]
    habits = Habits(
        typed,
        rng.choice(choices),
        rng.choice(("Tổng cộng", "Tổng cộng", "Cộng", "TỔNG CỘNG", "Tổng số")),
        rng.choice(("Đơn vị", "Tên đơn vị", "Xã, phường, thị trấn", "Tên xã, phường", "Địa phương")),
        rng.random() < 0.5,
        rng.random() < 0.5,
    )
    lines = [_line(row, world, habits) for row in world.rows]
    own = _line(world.unit, world, habits) if world.unit.code in world.now else None
    return Plan(world, habits, lines, own, rng)


def _line(unit: Unit, world: World, habits: Habits) -> Line:
    return Line(written_name(unit, habits), unit.code, world.now[unit.code], world.before[unit.code], unit.kind)


def written_name(unit: Unit, habits: Habits) -> str:
    """The unit's name as this office writes it."""
    name = unit.name
    if unit.kind == "territorial":
        if habits.names == "short":
            for long, short in _SHORT:
                name = name.replace(f"{long} ", f"{short} ")
        elif habits.names == "bare":
            name = _PREFIX.sub("", name).strip()
    if habits.names == "upper":
        name = name.upper()
    return name if habits.ascii_apostrophe else name.replace("'", "’")


def _bare_names_are_enough(world: World) -> bool:
    """Whether nobody could mistake one for another, or for the reporting unit, without "xã" and "phường"."""
    bare = [simple(_PREFIX.sub("", unit.name)) for unit in (*world.rows, world.unit)]
    return len(set(bare)) == len(bare) and not any(name.isdecimal() for name in bare)


def simple(text: str) -> str:
    """Lower case, without accents and punctuation: what two headings are compared by here."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c))))


def on_paper(indicator: Indicator, amount: int) -> Any:
    """What the cell holds: a count, triệu đồng, or Có/Chưa."""
    if indicator.measure is Measure.FLAG:
        return "Có" if amount else "Chưa"
    if indicator.measure is Measure.MONEY:
        return amount // TRIEU if amount % TRIEU == 0 else amount / TRIEU
    return amount


def look_of(indicator: Indicator) -> str:
    """How the cell looks."""
    return indicator.measure.value


def one_line_heading(plan: Plan, indicator: Indicator) -> str:
    """A heading that says alone what is meant: the label, or another name of it that only it has."""
    if indicator.code in plan.typos:
        return plan.typos[indicator.code]
    known = _names_of_all()
    own = [alias for alias in indicator.aliases if known[simple(alias)] == 1]
    return plan.rng.choice([indicator.label, indicator.label, *own]) if own else indicator.label


@cache
def _names_of_all() -> Counter[str]:
    """How many indicators or groups each name may stand for."""
    names: Counter[str] = Counter()
    for indicator in edition().indicators.values():
        own = (indicator.label, *indicator.aliases, f"{indicator.group} {indicator.short}")
        names.update({simple(name) for name in own})
    names.update({simple(i.group) for i in edition().indicators.values()})
    names.update({simple(name) for name in edition().total_names})
    return names
