"""A cluster of nine provinces of today, and in 2025H1 the seventeen they were made of.

Đắk Lắk and Phú Yên are those of the province's sample; the others are made in its image, by the weights of cluster.csv.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.units.registry import Registry, load_registry
from khuyenhoc_cli.workspace.units_file import UnitList, units_csv

from .growth import GRAIN_DONG, Rows, moved_on, position
from .likeness import in_the_image
from .others import Main, Other, checked, files_of, single_returns, summed
from .plan import read_table
from .reform import LAST_DAY, NEIGHBOUR, TODAY
from .summaries import summary_workbook
from .two_tiers import BEFORE, NOW
from .units import PROVINCE

ROOT = Unit("CUM", "Cụm thi đua số 3", "cum")
_DEADLINE = date(2026, 6, 15)
_LATE = "68"
_WITHOUT = {"44": ("HV04", "HV05", "TG00", "TG01", "TG02", "TG03")}  # what one province does not know this time
_FLAGS_NOT_YET = {BEFORE: 20, NOW: 8}  # of a hundred provinces, how many answer a flag with Chưa
_ANSWERS_OF_THE_SAMPLE = {"VB01": 1, "VB02": 1, "VB03": 1, "KT02": 0}  # [answers.2026H1] of the province's workspace
_OF_ITS_OWN = {"KT01": 24, "PH01": 11, "TR01": 260, "TH01": 9, "TD01": 140, "TD02": 40, "TD03": 620}
_CLASS = 48  # people in a class, about
_TAKEN_OVER_PCT = 17  # of the balance, what came from the districts' funds


def cluster(main: Main) -> Other:
    """Everything of the workspace that is generated."""
    registry = load_registry(main.schemas / "units")
    rows_of = list(read_table("cluster.csv"))
    became = {row["code"]: registry.successors(row["code"])[0].new_code for row in rows_of}
    old = UnitList((ROOT, *(Unit(row["code"], row["name"], "tinh", ROOT.code) for row in rows_of)), frozenset())
    new = UnitList((ROOT, *_provinces(registry, list(dict.fromkeys(became.values())))), frozenset())
    edition_before, edition = main.edition(BEFORE), main.edition(NOW)
    before = checked(_before(main, registry, rows_of, edition_before), edition_before)
    now = checked(_now(main, registry, before, became, edition), edition)
    for province, codes in _WITHOUT.items():
        now[province] = {code: amount for code, amount in now[province].items() if code not in codes}
    made_on = {code: _DEADLINE - timedelta(position(9, "day", code)) for code in now}
    made_on[_LATE] = _DEADLINE + timedelta(days=4)
    return Other(
        {"units.csv": units_csv(new.units), "units-2025.csv": units_csv(old.units)},
        {
            f"returns/{BEFORE}/{BEFORE}_tong-hop-cum.xlsx": lambda: summary_workbook(
                edition_before, ROOT.name, ROOT, BEFORE, old.children(ROOT.code), before
            ),
            **files_of(NOW, single_returns(edition, new, ROOT.code, NOW, now, made_on)),
        },
    )


def _provinces(registry: Registry, codes: list[str]) -> list[Unit]:
    found = [registry.get(code, TODAY) for code in codes]
    return [Unit(unit.code, unit.name, "tinh", ROOT.code) for unit in found if unit is not None]


def _before(main: Main, registry: Registry, table: list[dict[str, str]], edition: Edition) -> Rows:
    """2025H1 of the provinces of then."""
    rows: Rows = {code: _of_the_sample(main, BEFORE, code, edition) for code in (PROVINCE, NEIGHBOUR)}
    for row in table:
        if row["population"]:
            given = _given(row, _communes(registry, row["code"], LAST_DAY))
            rows[row["code"]] = in_the_image(rows[PROVINCE], given, _times(row), edition, BEFORE, row["code"])
    return {row["code"]: rows[row["code"]] | _own_form(row["code"], edition, BEFORE) for row in table}


def _now(main: Main, registry: Registry, before: Rows, became: Mapping[str, str], edition: Edition) -> Rows:
    """2026H1 of the provinces of today: what became one summed, and a year on."""
    parts: dict[str, list[str]] = {}
    for old, new in became.items():
        parts.setdefault(new, []).append(old)
    moved = moved_on({new: summed(before, codes, edition) for new, codes in parts.items()}, edition, NOW)
    for code, values in moved.items():
        communes = _communes(registry, code, TODAY)
        values |= {
            "TC01": communes,
            "TC02": communes,
            "TT01": communes,
            "TC30": position(communes // 3, NOW, "TC30", code),
        }
        taken_over = values["Q30"] * _TAKEN_OVER_PCT // 100 // GRAIN_DONG * GRAIN_DONG
        values |= {"Q30": values["Q30"] + taken_over, "Q31": taken_over}
    moved[PROVINCE] |= _of_the_sample(main, NOW, PROVINCE, edition)
    answers = {code: _answers(code, edition, NOW) for code in moved} | {PROVINCE: _ANSWERS_OF_THE_SAMPLE}
    return {code: values | answers[code] for code, values in moved.items()}


def _of_the_sample(main: Main, period: str, province: str, edition: Edition) -> dict[str, int]:
    """What a province comes to in the province's sample; but for the own form, which there is of many associations."""
    rows: Rows = {}
    for one in main.around.returns[period].values():
        if one.unit.parent == province:
            for (row, code), amount in one.content.values.items():
                if edition.form_of[code].rows == "children":
                    rows.setdefault(row, {})[code] = amount
    return summed(rows, list(rows), edition)


def _communes(registry: Registry, province: str, day: date) -> int:
    return sum(unit.level == "xa" for unit in registry.below(province, day))


def _given(row: Mapping[str, str], communes: int) -> dict[str, int]:
    population = int(row["population"])
    return {"DS01": population, "TC01": communes, "HV01": int(population * Fraction(row["members"]) / 100)}


def _times(row: Mapping[str, str]) -> dict[str, Fraction]:
    """How much better or worse than its model a province does."""
    by = {"CD02": "CD03", "GD02": "GD03", "DH02": "GD03", "CX02": "GD03", "Q11": "Q", "Q12": "Q", "Q13": "Q"}
    return {code: Fraction(int(row[column]), 100) for code, column in by.items()}


def _own_form(code: str, edition: Edition, period: str) -> dict[str, int]:
    """What an association did itself, and its answers of Có or Chưa."""
    values = {each: position(most + 1, period, each, code) + most // 3 for each, most in _OF_ITS_OWN.items()}
    values["TH02"] = values["TH01"] * (_CLASS + position(_CLASS // 2, period, "TH02", code))
    return values | _answers(code, edition, period)


def _answers(code: str, edition: Edition, period: str) -> dict[str, int]:
    flags = [each for each, indicator in edition.indicators.items() if indicator.measure is Measure.FLAG]
    return {each: int(position(100, period, each, code) >= _FLAGS_NOT_YET[period]) for each in flags}
