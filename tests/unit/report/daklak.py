"""Hand-built figures: the totals that Đắk Lắk published for 2024H1, split over its districts by their communes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from khuyenhoc_cli.figures.collect import UnitReturn
from khuyenhoc_cli.figures.compute import compute
from khuyenhoc_cli.figures.gathering import Gathered
from khuyenhoc_cli.figures.model import Figures, RatioFigure, Selected, State, Total, UnitFigures, ratio_value
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Config, Selection

PROVINCE = Unit("66", "Tỉnh Đắk Lắk", "tinh")
# code, name, communes
_DISTRICTS = (
    ("643", "Thành phố Buôn Ma Thuột", 21),
    ("644", "Thị xã Buôn Hồ", 12),
    ("645", "Huyện Ea H'leo", 12),
    ("646", "Huyện Ea Súp", 10),
    ("647", "Huyện Buôn Đôn", 7),
    ("648", "Huyện Cư M'gar", 17),
    ("649", "Huyện Krông Búk", 7),
    ("650", "Huyện Krông Năng", 12),
    ("651", "Huyện Ea Kar", 16),
    ("652", "Huyện M'Drắk", 13),
    ("653", "Huyện Krông Bông", 14),
    ("654", "Huyện Krông Pắc", 16),
    ("655", "Huyện Krông Ana", 8),
    ("656", "Huyện Lắk", 11),
    ("657", "Huyện Cư Kuin", 8),
)
UNITS = (
    *(Unit(code, name, "huyen", "66") for code, name, _ in _DISTRICTS),
    Unit("66TT", "Khối trực thuộc Tỉnh hội", "huyen", "66", kind="attached"),
)
_COMMUNES = {code: communes for code, _, communes in _DISTRICTS} | {"66TT": 0}
TOTALS: Mapping[str, int] = {
    "DS01": 2026150,
    "TC01": 184,
    "TC02": 184,
    "TC03": 1,
    "TC10": 3313,
    "TC11": 2203,
    "TC12": 947,
    "TC13": 163,
    "TC14": 0,
    "TC20": 712,
    "TC30": 34,
    "HV01": 533903,
    "HV02": 81739,
    "HV03": 13300,
    "CD01": 1286164,
    "CD11": 85440,
    "CD12": 100322,
    "CD13": 268604,
    "CD14": 831798,
    "CD02": 506185,
    "CD03": 341291,
    "GD01": 503447,
    "GD02": 371969,
    "GD03": 295277,
    "DH01": 816,
    "DH02": 448,
    "DH03": 357,
    "TG00": 845,
    "TG01": 257,
    "TG02": 184,
    "TG03": 128,
    "DV01": 1387,
    "DV02": 1267,
    "DV03": 1121,
    "CX01": 2197,
    "CX02": 1904,
    "CX03": 1612,
    "XP01": 0,
    "XP11": 0,
    "XP12": 0,
    "XP13": 0,
    "XP14": 0,
    "NS01": 3236_930_000,
    "NS02": 1471_230_000,
    "Q01": 33937_965_000,
    "Q11": 18556_330_000,
    "Q12": 8886_910_000,
    "Q13": 6494_725_000,
    "Q21": 4949_880_000,
    "Q22": 2408_600_000,
    "Q23": 9813_590_000,
    "Q30": 2833_587_000,
    "HS01": 186,
    "HS02": 110,
    "TT01": 184,
    "TT02": 814,
    "TT03": 68052,
    "TT04": 116530,
    "TT05": 912,
    "KT01": 11,
    "PH01": 5,
    "TR01": 14,
    "TH01": 1,
    "TH02": 43,
    "TD01": 71,
    "TD02": 25,
    "TD03": 329,
}
PREVIOUS: Mapping[str, int] = {"DS01": 2003264, "TC10": 3125, "TC20": 655, "HV01": 509664, "Q01": 29660_330_000}
NO: Mapping[str, tuple[str, ...]] = {
    "VB01": ("647",),
    "VB02": ("647", "646", "650"),
    "VB03": ("647", "657", "645", "646", "655", "656"),
    "KT02": (),
}
_LEADING = (
    ("TC30", {"646": 10, "657": 8, "649": 7, "648": 4, "645": 2, "654": 2, "653": 1}),
    ("HV03", {"643": 2824, "655": 1206, "647": 955}),
    ("HV01/DS01", {"644": Fraction(3724, 100), "653": Fraction(3208, 100)}),
    ("HS01", {"647": 65, "655": 38, "653": 35, "649": 27, "644": 21}),
    ("HS02", {"655": 110}),
    ("KT01", {"643": 5, "657": 3, "652": 3}),
    ("TT04", {"643": 16530, "651": 12200, "648": 11000}),
    ("Q30", {"643": 640_500_000}),
)
_LAGGING = (
    ("HV01/DS01", {"643": Fraction(2381, 100), "652": Fraction(219, 10)}),
    ("CD03/CD01", {"656": Fraction(98, 10)}),
)
CONFIG = Config.model_validate(
    {
        "association": {
            "name": "Hội Khuyến học tỉnh Đắk Lắk",
            "parent_body": "Hội Khuyến học Việt Nam",
            "unit": "66",
            "place": "Đắk Lắk",
            "date": "2024-06-05",
            "addressee": ["Hội Khuyến học Việt Nam"],
        },
        "signature": {"on_behalf": "TM. Ban Thường vụ", "title": "Chủ tịch"},
        "recipients": ["Ủy ban nhân dân tỉnh", "Cụm thi đua số VI", "Lưu: VT"],
        "deadlines": {"2024H1": "2024-06-01"},
        "targets": {
            "HV01/DS01": {"value": 25, "source": "Nghị quyết Đại hội Hội Khuyến học tỉnh, nhiệm kỳ 2021 - 2026"},
            "CD03/CD01": {"value": 40, "source": "Quyết định số 677/QĐ-TTg (đến năm 2025)"},
            "GD03/GD01": {"value": 70, "source": "Quyết định số 387/QĐ-TTg (đến năm 2025)"},
            "DV03/DV01": {"value": 80, "source": "Quyết định số 387/QĐ-TTg (đến năm 2025)"},
        },
        "leading": [
            *({"figure": figure, "by": "any"} for figure in ("TC30", "HS01", "HS02", "KT01")),
            *({"figure": figure, "by": "top", "count": 3} for figure in ("HV03", "HS03", "TT04", "Q30")),
            {"figure": "HV01/DS01", "by": "target"},
        ],
        "lagging": [
            *({"figure": figure, "by": "flag"} for figure in ("VB01", "VB02", "VB03", "KT02")),
            {"figure": "HV01/DS01", "by": "target"},
            {"figure": "HV01", "by": "change"},
            {"figure": "CD03/CD01", "by": "whole", "share": 0.6},
            {"figure": "GD03/GD01", "by": "whole", "share": 0.8},
        ],
    }
)


def edition() -> Edition:
    """The forms of 2024."""
    return load_edition(data_root() / "schemas" / "2024")


def daklak() -> Figures:
    """Figures as published: 15 districts and the attached block, all returned."""
    known = TOTALS | {code: 15 - len(units) for code, units in NO.items()}
    ratios = {r.code: _ratio(r.code, known, PREVIOUS) for r in edition().ratios}
    return Figures(
        period=Period(2024, "H1"),
        compared_with=Period(2023, "H1"),
        scope=PROVINCE,
        edition=edition(),
        totals={code: _total(code, known.get(code), PREVIOUS.get(code)) for code in edition().indicators},
        ratios=ratios,
        units=tuple(_unit(unit) for unit in UNITS),
        leading={figure: _selected(chosen) for figure, chosen in _LEADING},
        lagging={
            **{code: tuple(Selected(unit_by_code(c), None) for c in units) for code, units in NO.items()},
            **{figure: _selected(chosen) for figure, chosen in _LAGGING},
        },
    )


def whole_year() -> Figures:
    """The same totals as if they were of the whole year 2024; what is asked at its end (XP*, HS03 …) is invented."""
    added = {"XP01": 184, "XP11": 61, "XP12": 87, "XP13": 36, "HS03": 4210, "HS04": 12854, "TC30": 184}
    figures = replace(daklak(), period=Period(2024, ""), compared_with=Period(2023, ""))
    figures = with_totals(figures, **{code: {"value": value, "comparable": value} for code, value in added.items()})
    known = {code: total.value for code, total in figures.totals.items() if total.value is not None}
    shares = {code: _ratio(code, known, PREVIOUS) for code in figures.ratios if code.endswith("/XP01")}
    return replace(figures, ratios={**figures.ratios, **shares})


def computed(
    received: Iterable[Unit] = UNITS,
    *,
    units: Iterable[Unit] = UNITS,
    values: Mapping[str, Mapping[str, int]] | None = None,
    blank: Mapping[str, Iterable[str]] = MappingProxyType({}),
    without_association: Iterable[str] = (),
    compared: bool = True,
) -> Figures:
    """Figures as the program computes them from the returns of some units; `values` overrides them by unit.

    `blank` are codes that a unit's return leaves out.
    """
    known, listed = frozenset(unit.code for unit in received), tuple(units)
    hand_built = {unit.unit.code: unit for unit in daklak().units}
    now, before = [], []
    for unit in listed:
        own = {**hand_built[unit.code].values, **(values or {}).get(unit.code, {})}
        own = {code: value for code, value in own.items() if code not in blank.get(unit.code, ())}
        came = unit.code in known
        state = State.RECEIVED if came else State.NOT_RECEIVED
        state = State.NO_ASSOCIATION if unit.code in without_association else state
        now.append(UnitReturn(unit, state, own if state is State.RECEIVED else {}))
        before.append(UnitReturn(unit, State.RECEIVED, hand_built[unit.code].previous if compared else {}))
    return compute(Period(2024, "H1"), PROVINCE, edition(), Gathered(tuple(now)), Gathered(tuple(before)), CONFIG)


def facts(figures: Figures | None = None) -> Facts:
    """The published figures, or others, with the settings of the office."""
    return Facts(figures or daklak(), CONFIG)


def facts_with_rule(figures: Figures, side: str, figure: str, by: str) -> Facts:
    """The figures as they are, under settings that say the rule for one figure chose its units another way."""
    rules = (rule for rule in getattr(CONFIG, side) if rule.figure != figure)
    changed = (*rules, Selection.model_validate({"figure": figure, "by": by}))
    return Facts(figures, CONFIG.model_copy(update={side: changed}))


def unit_by_code(code: str) -> Unit:
    """One of the units."""
    return next(unit for unit in UNITS if unit.code == code)


def with_totals(figures: Figures, **changes: Mapping[str, object]) -> Figures:
    """The figures with fields of single totals replaced: with_totals(f, HV01={"value": 3})."""
    totals = {code: replace(figures.totals[code], **fields) for code, fields in changes.items()}  # type: ignore[arg-type]
    return replace(figures, totals={**figures.totals, **totals})


def with_state(figures: Figures, state: State, codes: Iterable[str]) -> Figures:
    """The figures with the returns of some units in another state, their values gone."""
    gone = frozenset(codes)
    units = tuple(
        replace(u, state=state, values={}, ratios={}, ranks={}) if u.unit.code in gone else u for u in figures.units
    )
    missing = tuple(u.unit for u in units if u.unit.code in gone and u.unit.kind == "territorial")
    totals = {code: replace(t, units=t.units - len(missing), missing=missing) for code, t in figures.totals.items()}
    return replace(figures, units=units, totals=totals)


def first_period() -> Figures:
    """The figures of an office that has nothing to compare with."""
    figures = daklak()
    return replace(
        figures,
        totals={code: replace(t, previous=None, comparable=None) for code, t in figures.totals.items()},
        ratios={code: replace(r, previous=None, comparable=None) for code, r in figures.ratios.items()},
        units=tuple(replace(u, previous={}) for u in figures.units),
    )


def _total(code: str, value: int | None, previous: int | None) -> Total:
    return Total(edition().indicators[code], value, value, previous, 15, 15, (), True)


def _ratio(code: str, values: Mapping[str, int], previous: Mapping[str, int]) -> RatioFigure:
    ratio = edition().ratio_of[code]
    numerator, denominator = values.get(ratio.numerator), values.get(ratio.denominator)
    before = ratio_value(ratio, previous.get(ratio.numerator), previous.get(ratio.denominator))
    target = CONFIG.targets.get(code)
    now = ratio_value(ratio, numerator, denominator)
    return RatioFigure(ratio, numerator, denominator, before, now, target.value if target else None)


def _unit(unit: Unit) -> UnitFigures:
    asked = [i for i in edition().indicators.values() if i.is_asked_of(unit.kind)]
    values = {i.code: _share(TOTALS[i.code], unit.code) for i in asked if i.code in TOTALS}
    values |= {i.code: int(unit.code not in NO[i.code]) for i in asked if i.measure is Measure.FLAG}
    previous = {code: _share(PREVIOUS[code], unit.code) for code in PREVIOUS if code in values}
    ratios = {
        ratio.code: value
        for ratio in edition().ratios
        if (value := ratio_value(ratio, values.get(ratio.numerator), values.get(ratio.denominator))) is not None
    }
    return UnitFigures(unit, State.RECEIVED, values, previous, ratios, {})


def _share(total: int, code: str) -> int:
    """A unit's part of a total, by its communes; the parts add up, the last ones taking what is left."""
    codes = list(_COMMUNES)
    upto = sum(_COMMUNES[c] for c in codes[: codes.index(code) + 1])
    return total * upto // 184 - total * (upto - _COMMUNES[code]) // 184


def _selected(chosen: Mapping[str, int | Fraction]) -> tuple[Selected, ...]:
    return tuple(Selected(unit_by_code(code), value) for code, value in chosen.items())
