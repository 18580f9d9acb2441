"""A random office: its units, this period's figures and those of the year before."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.submission import Expected
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.units_file import UnitList, parse_units
from tests.bench_intake.figures import Amounts, random_amounts, year_before

ROOT = Path(__file__).parents[2]
PERIOD = Period.parse("2024H1")


@cache
def edition() -> Edition:
    """The forms of 2024."""
    return load_edition(ROOT / "schemas" / "2024")


@cache
def units() -> UnitList:
    """The districts and communes of Đắk Lắk in 2024, with the blocks attached to them."""
    return parse_units((ROOT / "sample_returns" / "units.csv").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class World:
    """Who reports, about whom, and what; amounts by unit code, the reporting unit's own among them."""

    unit: Unit
    rows: tuple[Unit, ...]
    now: Mapping[str, Amounts]
    before: Mapping[str, Amounts]

    @property
    def expected(self) -> Expected:
        """What the reader knows of the workspace."""
        return Expected(units().units[0], units(), PERIOD)

    @property
    def previous(self) -> dict[tuple[str, str], int]:
        """The year before by place."""
        return {(unit, code): amount for unit, row in self.before.items() for code, amount in row.items()}


def random_world(rng: Random, province: bool) -> World:
    """A district with its communes, or the province with its districts; attached blocks last."""
    root = units().units[0]
    districts = [u for u in units().children(root.code) if u.kind == "territorial"]
    unit = root if province else rng.choice(districts)
    rows = tuple(sorted(units().children(unit.code), key=lambda row: row.kind == "attached"))
    now = {row.code: random_amounts(rng, row, _communes(row), edition()) for row in rows}
    own = random_amounts(rng, unit, len(rows), edition())
    now[unit.code] = {i.code: own[i.code] for form in edition().forms if form.rows == "self" for i in form.indicators}
    if province:
        del now[unit.code]
    return World(unit, rows, now, {code: year_before(rng, row, edition()) for code, row in now.items()})


def _communes(unit: Unit) -> int:
    return max(1, sum(child.kind == "territorial" for child in units().children(unit.code)))
