"""Six invented years up to 2024, each with a trouble of its own: what a report over several years has to survive."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from khuyenhoc_cli.figures.collect import UnitReturn
from khuyenhoc_cli.figures.compute import compute
from khuyenhoc_cli.figures.gathering import Gathered
from khuyenhoc_cli.figures.model import Figures, State
from khuyenhoc_cli.figures.series import series_of
from khuyenhoc_cli.forms.model import Measure
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.years import Years
from tests.unit.report.daklak import CONFIG, PROVINCE, UNITS, daklak, edition

# what of the figures of 2024 each year had come to, in hundredths
SHARES: Mapping[int, int] = {2019: 80, 2020: 84, 2022: 92, 2023: 96, 2024: 100}
ASSIGNED: Mapping[tuple[str, str], int] = MappingProxyType({("66", "GD03"): 290_000, ("66", "CD03"): 400_000})


def year(number: int, hundredths: int, without: tuple[str, ...] = ()) -> Figures:
    """One year, as computed from returns of all units but those it is `without`; people and counts shrink alike."""
    hand_built = {entry.unit.code: entry for entry in daklak().units}
    returns = []
    for unit in UNITS:
        values = {code: _shrunk(code, value, hundredths) for code, value in hand_built[unit.code].values.items()}
        came = unit.code not in without
        returns.append(UnitReturn(unit, State.RECEIVED if came else State.NOT_RECEIVED, values if came else {}))
    gone = Gathered(tuple(UnitReturn(unit, State.NOT_RECEIVED, {}) for unit in UNITS))
    return compute(Period(number, ""), PROVINCE, edition(), Gathered(tuple(returns)), gone, CONFIG)


def _shrunk(code: str, value: int, hundredths: int) -> int:
    """The population stays, answers stay, money is rounded to ten thousand đồng, what is achieved grew the fastest."""
    indicator = edition().indicators[code]
    if code == "DS01" or indicator.measure is Measure.FLAG or hundredths == 100:
        return value
    faster = hundredths - 5 if code in ("CD03", "GD03", "DH03", "CX03", "DV03") else hundredths
    step = 10_000 if indicator.measure is Measure.MONEY else 1
    return value * faster // 100 // step * step


def six_years() -> tuple[Figures, Years]:
    """2019 totals of an old report, 2020 without a district, nothing of 2021, 2022 of two halves, 2023, and 2024."""
    by_year = {number: year(number, share) for number, share in SHARES.items()}
    by_year[2019] = replace(by_year[2019], units=())
    by_year[2020] = year(2020, SHARES[2020], without=("656",))
    by_year[2022] = replace(by_year[2022], sources=(Period(2022, "H1"), Period(2022, "H2")))
    last = by_year.pop(2024)
    return last, Years(series_of([*by_year.values(), last]), tuple(by_year.values()), ASSIGNED)


def only_year(last: Figures) -> tuple[Figures, Years]:
    """A workspace that knows this year alone."""
    return last, Years(series_of([last]))
