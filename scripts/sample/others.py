"""The workspaces of other levels and of many years beside the main one: what is generated of each, by its folder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from khuyenhoc_cli.forms.editions import edition_for
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.output.return_content import Cover, ReturnContent
from khuyenhoc_cli.output.return_workbook import file_name
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.naming import association_name
from khuyenhoc_cli.workspace.units_file import UnitList

from .figures import Column, sample_figures
from .growth import Rows
from .two_tiers import Around, around_the_reform
from .units import sample_units
from .workbooks import INVENTED, SampleReturn

_ALL_INVENTED = f"Người phụ trách số liệu. {INVENTED}"


@dataclass(frozen=True)
class Main:
    """The sample of the province that the others are made from: its units and its figures."""

    schemas: Path
    units: UnitList
    figures: Mapping[str, Mapping[str, Column]]
    around: Around

    @classmethod
    def made(cls, schemas: Path) -> "Main":
        """The same as lies in sample_returns/."""
        units = sample_units(schemas)
        figures = sample_figures(edition_for(Period.parse("2024H1"), schemas), units)
        return cls(schemas, units, figures, around_the_reform(schemas, figures["2024H1"]))

    def edition(self, period: str) -> Edition:
        """The forms of a period."""
        return edition_for(Period.parse(period), self.schemas)


@dataclass(frozen=True)
class Other:
    """One workspace: its tables as text and its workbooks by path, each made when asked for."""

    tables: Mapping[str, str]
    workbooks: Mapping[str, Callable[[], bytes]]


def single_returns(
    edition: Edition,
    units: UnitList,
    root: str,
    period: str,
    rows: Rows,
    made_on: Mapping[str, date],
    previous: Rows | None = None,
) -> dict[str, SampleReturn]:
    """By the unit's code: the returns of those directly below the root, each with the one row of its own."""
    return {
        unit.code: SampleReturn(
            edition,
            Cover(_letterhead(units, unit), Period.parse(period), _ALL_INVENTED, made_on[unit.code]),
            unit,
            (unit,),
            ReturnContent(_cells(rows, unit), _cells(previous or {}, unit)),
        )
        for unit in units.children(root)
    }


def files_of(period: str, returns: Mapping[str, SampleReturn]) -> dict[str, Callable[[], bytes]]:
    """The returns of a period by where they lie in the workspace."""
    return {f"returns/{period}/{file_name(one.cover.period, one.unit)}": one.to_bytes for one in returns.values()}


def _letterhead(units: UnitList, unit: Unit) -> str:
    """The association of a territory; of what is attached, that of the unit above."""
    above = units.get(unit.parent)
    return association_name(above if unit.kind == "attached" and above else unit)


def _cells(rows: Rows, unit: Unit) -> dict[tuple[str, str], int]:
    return {(unit.code, code): amount for code, amount in rows.get(unit.code, {}).items()}


def summed(rows: Rows, codes: Sequence[str], edition: Edition) -> dict[str, int]:
    """What the rows come to together, questions of Có or Chưa left out."""
    total: dict[str, int] = {}
    for row in codes:
        for code, amount in rows.get(row, {}).items():
            if edition.indicators[code].measure is not Measure.FLAG:
                total[code] = total.get(code, 0) + amount
    return total


def checked(rows: Rows, edition: Edition) -> Rows:
    """The rows; ValueError where one breaks a rule of the forms."""
    broken = [(row, str(rule)) for row, values in rows.items() for rule in edition.rules if rule.holds(values) is False]
    if broken:
        raise ValueError(broken)
    return rows
