"""The figures of 2025H1, by the districts of two provinces, and of 2026H1, by the communes of one. All invented.

2025H1 of Đắk Lắk is 2024H1 a year on. Phú Yên's communes are made in the image of Đắk Lắk's, a fifth smaller. 2026H1 is
2025H1 over the communes of today, a year on: what the districts' blocks had went to the communes of the district, their
money as balance taken over.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from khuyenhoc_cli.forms.editions import edition_for
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.sharing import share
from khuyenhoc_cli.units.model import Part, Unit
from khuyenhoc_cli.units.registry import load_registry
from khuyenhoc_cli.workspace.units_file import UnitList, units_csv

from .growth import GRAIN_DONG, Rows, moved_on, position
from .reform import NEIGHBOUR, NEIGHBOUR_BLOCK, last_districts, succession_rows, successors, todays_units
from .units import BLOCK, PROVINCE
from .workbooks import SampleReturn, invented_returns

BEFORE, NOW = "2025H1", "2026H1"
_SMALLER = (80, 100)  # Phú Yên's communes have four fifths of the figures of those they are made after
_FLAGS_NOT_YET = 12  # of a hundred communes, how many answer a flag with Chưa
_CLASS = 20  # the least of people in a class; up to half as many more
_OF_ITS_OWN = {"KT01": 2, "PH01": 3, "TR01": 9, "TH01": 2, "TD01": 2, "TD02": 1, "TD03": 6}


def figures_before(columns: Mapping[str, Mapping[str, int]], schemas: Path, old: UnitList, edition: Edition) -> Rows:
    """2025H1: every row of every return, by its code."""
    rows: Rows = defaultdict(dict)
    for code, column in columns.items():
        for row, amount in column.items():
            rows[row][code] = amount
    _join_merged(rows, schemas, old)
    known = {unit.code for unit in old.units}
    here = moved_on({row: values for row, values in rows.items() if row in known}, edition, BEFORE)
    return here | _neighbour(here, old, edition)


def _join_merged(rows: Rows, schemas: Path, old: UnitList) -> None:
    """Communes that ended on 1 January 2025 go into one that later became the same commune of today."""
    registry = load_registry(schemas / "units")
    by_successor = {registry.successors(u.code)[0].new_code: u.code for u in old.units if registry.successors(u.code)}
    for row in [row for row in rows if old.get(row) is None]:
        went = by_successor[registry.successors(row)[0].new_code]
        for code, amount in rows.pop(row).items():
            is_number_of_communes = code in ("TC01", "TC02", "TT01")
            rows[went][code] = rows[went].get(code, 0) + (0 if is_number_of_communes else amount)


def _neighbour(here: Rows, old: UnitList, edition: Edition) -> Rows:
    """Phú Yên in the image of Đắk Lắk: communes after communes, blocks after blocks, districts after districts."""
    found: Rows = {}
    ours = [*old.children(PROVINCE)]
    models = [unit for unit in ours if unit.kind == "territorial"]
    for number, unit in enumerate(old.children(NEIGHBOUR)):
        model = models[number % len(models)] if unit.kind == "territorial" else old.get(BLOCK)
        assert model is not None
        if unit.code in edition.form_of or model.code in here:
            found[unit.code] = dict(here.get(model.code, {}))
        rows, after = old.children(unit.code), old.children(model.code)
        for kind in ("territorial", "attached"):
            like = [row for row in after if row.kind == kind]
            for place, row in enumerate(row for row in rows if row.kind == kind):
                found[row.code] = _smaller(here[like[place % len(like)].code], edition)
    return {row: moved_on({row: values}, edition, f"{BEFORE} {row}")[row] for row, values in found.items()}


def _smaller(values: Mapping[str, int], edition: Edition) -> dict[str, int]:
    some, all_of = _SMALLER
    return {
        code: amount * some // all_of if amount > 9 and edition.indicators[code].measure is not Measure.FLAG else amount
        for code, amount in values.items()
    }


def figures_now(
    before: Rows, old: UnitList, new: UnitList, became: Mapping[str, Sequence[Part]], edition: Edition
) -> Rows:
    """2026H1: every commune's own row, and the rows of the province's block."""
    carried: defaultdict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    taken_over: dict[str, int] = defaultdict(int)
    own = {code for code, form in edition.form_of.items() if form.rows == "self"}
    for unit in old.units:
        values = {code: amount for code, amount in before.get(unit.code, {}).items() if code not in own}
        if unit.code in became:
            for code, amount in values.items():
                for new_code, portion in share(amount, _weights(became[unit.code])).items():
                    carried[new_code][code] += portion
        elif unit.kind == "attached" and unit.parent not in (PROVINCE, NEIGHBOUR, BLOCK, NEIGHBOUR_BLOCK):
            _dissolve(unit, values, before, old, became, carried, taken_over)
    communes = [unit for unit in new.children(PROVINCE) if unit.kind == "territorial"]
    for unit in communes:
        carried[unit.code] |= {"TC01": 1, "TC02": 1, "TT01": 1, "XP01": 0, "TC30": min(carried[unit.code]["TC30"], 1)}
    moved = moved_on({row: dict(values) for row, values in carried.items()}, edition, NOW)
    for unit in communes:
        moved[unit.code]["Q30"] += taken_over[unit.code]
        moved[unit.code]["Q31"] = taken_over[unit.code]
        moved[unit.code] |= _own_form(unit, edition, own)
    for unit in new.children(BLOCK):
        moved[unit.code]["Q31"] = 0
    moved[BLOCK] = dict(before[BLOCK])
    return {row: values for row, values in moved.items() if row not in new.no_association}


def _weights(parts: Sequence[Part]) -> dict[str, int]:
    """By the population of the parts; alike where it is not known."""
    return {part.code: 1 if part.population is None else part.population for part in parts}


def _dissolve(
    block: Unit,
    values: Mapping[str, int],
    before: Rows,
    old: UnitList,
    became: Mapping[str, Sequence[Part]],
    carried: defaultdict[str, dict[str, int]],
    taken_over: dict[str, int],
) -> None:
    """A district's block: its units and figures to the communes by population, its balance as money taken over."""
    weights: dict[str, int] = defaultdict(int)
    for commune in old.children(block.parent):
        for part in became.get(commune.code, ()):
            weights[part.code] += before[commune.code]["DS01"]
    for code, amount in values.items():
        grain = GRAIN_DONG if amount % GRAIN_DONG == 0 else 1
        for new_code, portion in share(amount // grain, weights).items():
            if code == "Q30":
                taken_over[new_code] += portion * grain
            else:
                carried[new_code][code] += portion * grain


def _own_form(unit: Unit, edition: Edition, own: set[str]) -> dict[str, int]:
    """A commune's Biểu 6."""
    values = {code: position(most + 1, NOW, code, unit.code) for code, most in _OF_ITS_OWN.items()}
    flags = [code for code in own if edition.indicators[code].measure is Measure.FLAG]
    values |= {code: int(position(100, NOW, code, unit.code) >= _FLAGS_NOT_YET) for code in flags}
    values["TH02"] = values["TH01"] * (_CLASS + position(_CLASS // 2 + 1, NOW, "TH02", unit.code))
    return values


@dataclass(frozen=True)
class Around:
    """The tables of the workspace, by file name, and the returns, by period and unit."""

    tables: Mapping[str, str]
    returns: dict[str, dict[str, SampleReturn]]


def around_the_reform(schemas: Path, columns: Mapping[str, Mapping[str, int]]) -> Around:
    """Everything of 2025H1 and 2026H1, from the figures of 2024H1."""
    old, new = last_districts(schemas), todays_units(schemas)
    edition_before, edition = (edition_for(Period.parse(period), schemas) for period in (BEFORE, NOW))
    before = figures_before(columns, schemas, old, edition_before)
    became = successors(schemas, {row: values["DS01"] for row, values in before.items() if "DS01" in values})
    now = figures_now(before, old, new, became, edition)
    year_before: Rows = defaultdict(dict)
    for code, column in columns.items():
        for row, amount in column.items():
            year_before[row][code] = amount
    succession = "\n".join(["ma_cu,ma_moi,dan_so", *map(",".join, succession_rows(became))]) + "\n"
    tables = {
        "units-2025.csv": units_csv(old.units, old.no_association),
        "units-2026.csv": units_csv(new.units, new.no_association),
        "ke-tuc.csv": "\ufeff" + succession,
    }
    returns = {
        BEFORE: invented_returns(edition_before, old, BEFORE, before, year_before, date(2025, 6, 5)),
        NOW: invented_returns(edition, new, NOW, now, {}, date(2026, 6, 5)),
    }
    return Around(tables, returns)
