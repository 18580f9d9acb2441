"""Random figures of one unit, at the size its population suggests; every rule of the forms holds."""

from collections.abc import Mapping
from random import Random

from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.units.model import Unit

TRIEU = 1_000_000

Amounts = dict[str, int]


def random_amounts(rng: Random, unit: Unit, communes: int, edition: Edition) -> Amounts:
    """Counts, đồng, 1 or 0 for Có or Chưa, of every indicator that is asked of the unit."""
    population = sum(round(rng.lognormvariate(8.95, 0.35)) for _ in range(communes))
    people = population if unit.kind == "territorial" else rng.randint(900, 2_600)
    amounts = {
        **_organisation(rng, people, communes, unit.kind == "attached"),
        **_citizens(rng, people),
        **_models(rng, people, communes),
        **_money(rng, people),
        **_results(rng, people, communes),
        **_direction(rng, communes),
    }
    asked = {code: amounts[code] for code, i in edition.indicators.items() if i.is_asked_of(unit.kind)}
    return with_sums(asked, edition)


def year_before(rng: Random, amounts: Mapping[str, int], edition: Edition) -> Amounts:
    """The same unit a year before: each figure within 15 %, the rules kept."""
    before: Amounts = {}
    for code, amount in amounts.items():
        measure = edition.indicators[code].measure
        if measure is Measure.FLAG or amount < 5:
            before[code] = amount
        else:
            before[code] = round(amount * rng.uniform(0.87, 1.13))
            if measure is Measure.MONEY:
                before[code] = max(TRIEU // 2, before[code] // 100_000 * 100_000)
    for code in ("DS01", "TC01", "TC02", "TT01"):
        if code in before:
            before[code] = amounts[code] if code != "DS01" else round(amounts[code] * rng.uniform(0.985, 0.998))
    return _in_order(with_sums(before, edition), edition)


def with_sums(amounts: Amounts, edition: Edition) -> Amounts:
    """The amounts with every total of parts made anew; a part that is not asked adds nothing."""
    for rule in edition.rules:
        if rule.kind == "sum" and rule.left in amounts:
            amounts[rule.left] = sum(amounts.get(code, 0) for code in rule.right)
    return amounts


def _in_order(amounts: Amounts, edition: Edition) -> Amounts:
    for _ in range(3):
        for rule in edition.rules:
            if rule.kind == "order" and rule.left in amounts and rule.right[0] in amounts:
                amounts[rule.left] = min(amounts[rule.left], amounts[rule.right[0]])
    return with_sums(amounts, edition)


def _share(rng: Random, whole: int, low: float, high: float) -> int:
    return min(whole, round(whole * rng.uniform(low, high)))


def _each(rng: Random, communes: int, low: int, high: int) -> int:
    """What every commune has between `low` and `high` of."""
    return sum(rng.randint(low, high) for _ in range(communes))


def _organisation(rng: Random, people: int, communes: int, attached: bool) -> Amounts:
    members = _share(rng, people, 0.55, 0.8) if attached else _share(rng, people, 0.18, 0.36)
    return {
        "DS01": people,
        "TC01": communes,
        "TC02": communes,
        "TC03": _each(rng, communes, 0, 2),
        "TC30": communes if rng.random() < 0.3 else 0,
        "TC11": _each(rng, communes, 6, 22),
        "TC12": _each(rng, communes, 3, 9),
        "TC13": _each(rng, communes, 1, 6),
        "TC14": _each(rng, communes, 0, 3),
        "TC21": _each(rng, communes, 1, 14),
        "TC22": _each(rng, communes, 0, 5),
        "TC23": _each(rng, communes, 0, 4),
        "TC24": _each(rng, communes, 0, 6),
        "HV01": members,
        "HV02": _share(rng, members, 0.15, 0.35),
        "HV03": _share(rng, members, 0.02, 0.09),
        "HV04": _share(rng, members, 0.06, 0.16),
        "HV05": _share(rng, members, 0.05, 0.14),
        "HV06": _share(rng, members, 0.5, 0.85),
        "TC10": 0,
        "TC20": 0,
    }


def _citizens(rng: Random, people: int) -> Amounts:
    parts = {
        "CD11": _share(rng, people, 0.03, 0.06),
        "CD12": _share(rng, people, 0.14, 0.2),
        "CD13": _share(rng, people, 0.2, 0.28),
        "CD14": _share(rng, people, 0.12, 0.2),
    }
    registered = _share(rng, sum(parts.values()), 0.55, 0.85)
    return {**parts, "CD01": sum(parts.values()), "CD02": registered, "CD03": _share(rng, registered, 0.6, 0.95)}


def _registered(rng: Random, prefix: str, whole: int) -> Amounts:
    """A model of learning: all there are, how many registered, how many were recognised."""
    registered = _share(rng, whole, 0.65, 0.95)
    return {f"{prefix}01": whole, f"{prefix}02": registered, f"{prefix}03": _share(rng, registered, 0.7, 0.98)}


def _models(rng: Random, people: int, communes: int) -> Amounts:
    religious = _each(rng, communes, 1, 5)
    return {
        **_registered(rng, "GD", _share(rng, people, 0.23, 0.27)),
        **_registered(rng, "DH", _each(rng, communes, 2, 16)),
        **_registered(rng, "TG", religious),
        "TG00": religious + _each(rng, communes, 0, 2),
        **_registered(rng, "DV", _each(rng, communes, 6, 16)),
        **_registered(rng, "CX", _each(rng, communes, 8, 22)),
        **dict.fromkeys(("XP01", "XP11", "XP12", "XP13", "XP14"), 0),
    }


def _sum_of_money(rng: Random, low: float, high: float) -> int:
    """So many triệu đồng, in đồng: mostly round, now and then down to the đồng."""
    digits = rng.choices((0, 1, 3, 6), (4, 3, 4, 1))[0]
    step: int = TRIEU // 10**digits
    return round(rng.uniform(low, high) * TRIEU / step) * step


def _money(rng: Random, people: int) -> Amounts:
    thousands = max(1.0, people / 1000)
    budget = _sum_of_money(rng, 20, 40 + thousands)
    funds = {
        "Q11": _sum_of_money(rng, 6 * thousands, 14 * thousands),
        "Q12": _sum_of_money(rng, 2 * thousands, 6 * thousands),
        "Q13": _sum_of_money(rng, 1 * thousands, 3 * thousands),
    }
    return {
        "NS01": budget,
        "NS02": min(budget, _sum_of_money(rng, 8, 20)),
        **funds,
        "Q01": sum(funds.values()),
        "Q21": _sum_of_money(rng, thousands, 3 * thousands),
        "Q22": _sum_of_money(rng, thousands, 3 * thousands),
        "Q23": _sum_of_money(rng, thousands, 2 * thousands),
        "Q30": _sum_of_money(rng, 2 * thousands, 8 * thousands),
    }


def _results(rng: Random, people: int, communes: int) -> Amounts:
    return {
        "HS01": _each(rng, communes, 0, 6),
        "HS02": _each(rng, communes, 0, 30),
        "HS03": _each(rng, communes, 25, 120),
        "HS04": _each(rng, communes, 60, 300),
        "TT01": communes,
        "TT02": _each(rng, communes, 1, 3),
        "TT03": _each(rng, communes, 20, 120),
        "TT04": _share(rng, people, 0.08, 0.25),
        "TT05": _each(rng, communes, 5, 30),
    }


def _direction(rng: Random, communes: int) -> Amounts:
    return {
        **{flag: int(rng.random() < 0.8) for flag in ("VB01", "VB02", "VB03", "KT02")},
        "KT01": rng.randint(1, 12),
        "PH01": rng.randint(1, 9),
        "TR01": rng.randint(5, 90),
        "TH01": rng.randint(1, 6),
        "TH02": rng.randint(50, 900),
        "TD01": rng.randint(0, 20),
        "TD02": rng.randint(0, 6),
        "TD03": rng.randint(3, 80),
    }
