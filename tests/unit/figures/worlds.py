"""Random worlds for the oracle, and the same worlds as the program's own values."""

import random
from collections.abc import Callable
from typing import Any

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.submission import Value
from khuyenhoc_cli.ledger.books import Book, Books
from khuyenhoc_cli.ledger.records import Accepted
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Part, Unit
from khuyenhoc_cli.workspace.units_file import UnitList
from tests.unit.figures.oracle import World, kids, kind, listed, tops

ROOT = "90"
CODES: dict[str, dict[str, Any]] = {
    "DS01": {"form": "children", "flow": False, "flag": False, "territorial": True, "taken_over": None},
    "HV01": {"form": "children", "flow": False, "flag": False, "territorial": False, "taken_over": None},
    "HV03": {"form": "children", "flow": True, "flag": False, "territorial": False, "taken_over": None},
    "QU30": {"form": "children", "flow": False, "flag": False, "territorial": False, "taken_over": "QU31"},
    "QU31": {"form": "children", "flow": False, "flag": False, "territorial": False, "taken_over": None},
    "VB01": {"form": "self", "flow": False, "flag": True, "territorial": True, "taken_over": None},
    "KT01": {"form": "self", "flow": True, "flag": False, "territorial": False, "taken_over": None},
    "KT02": {"form": "self", "flow": True, "flag": True, "territorial": True, "taken_over": None},
}
RATIOS = [("HV01", "DS01"), ("HV03", "HV01"), ("QU30", "DS01")]


def edition() -> Edition:
    """The forms of all worlds."""
    forms = []
    for number, (sheet, rows) in enumerate((("Biểu 1", "children"), ("Biểu 6", "self")), 1):
        indicators = [
            {
                "code": code,
                "key": code.lower(),
                "label": code,
                "short": code,
                "group": "g",
                "unit": "x",
                "measure": "flag" if each["flag"] else "money" if code.startswith("QU") else "count",
                "nature": "flow" if each["flow"] else "stock",
                "asked_of": "territorial" if each["territorial"] else "all",
                "definition": code,
                "taken_over": each["taken_over"],
            }
            for code, each in CODES.items()
            if each["form"] == rows
        ]
        forms.append({"number": number, "sheet": sheet, "title": sheet, "rows": rows, "indicator": indicators})
    ratios = [
        {
            "numerator": numerator,
            "denominator": denominator,
            "key": f"r{place}",
            "label": f"{numerator}/{denominator}",
            "of": denominator,
            "scale": "dong_per_person" if numerator == "QU30" else "percent",
        }
        for place, (numerator, denominator) in enumerate(RATIOS)
    ]
    content = {
        "id": "t",
        "title": "t",
        "valid_from": "2016H1",
        "total_names": ["Tổng"],
        "forms": forms,
        "ratios": ratios,
    }
    return Edition.model_validate(content)


# what a period may have been collected by; the last ones beside itself, or with a part that is not known
COLLECTED = {
    "": (("",), ("H1", "H2"), ("M9", "Q4"), ("Q1", "Q2", "Q3", "Q4"), ("", "H1", "H2"), ("H1", "Q3", "Q4")),
    "H1": (("H1",), ("Q1", "Q2"), ("H1", "Q1")),
    "H2": (("H2",), ("Q3", "Q4")),
    "M9": (("M9",), ("H1", "Q3"), ("Q1", "Q2", "Q3"), ("H1", "Q1", "Q2", "Q3")),
    "Q3": (("Q3",),),
}
INCOMPLETE = ("H1", "Q3", "Q4")
AFTER_REFORM_IN_2025 = ("", "H2", "M9", "Q3", "Q4")


def world(seed: int, reporters: int, rows: int, *, across: bool, change: bool, part: str) -> World:
    """A random world; `part` is that of the period asked for: "" for a year, H1, H2, M9, Q3."""
    chance = random.Random(seed)
    before_list = _list(chance, "A", reporters, rows, several_tops=change and chance.random() < 0.4)
    now_list = (
        _list(chance, "B", chance.randint(1, 4), chance.choice((0, 0, 2)), several_tops=False)
        if change
        else before_list
    )
    made: World = {"codes": CODES, "ratios": RATIOS, "population": "DS01", "table": {}, "registry": {}, "periods": {}}
    if change:
        _successions(chance, made, before_list, now_list, across=across)
    year = chance.choice((2025, 2026)) if across else 2024
    now_parts = chance.choice([names for names in COLLECTED[part] if names != INCOMPLETE])
    before_parts = () if chance.random() < 0.05 else chance.choice(COLLECTED[part])
    # the first parts of a year may have been collected by the units of before, the last ones by those of now
    changed_at = 0 if chance.random() < 0.5 else chance.randint(0, len(now_parts) - 1)
    changed_before_at = len(before_parts) if chance.random() < 0.7 else chance.randint(0, len(before_parts))
    for number, names, first in ((year - 1, before_parts, changed_before_at), (year, now_parts, changed_at)):
        for place, name in enumerate(names):
            own_list = before_list if place < first else now_list
            made["periods"][f"{number}{name}"] = {
                "list_units": own_list,
                "after_reform": number > 2025 or (number == 2025 and name in AFTER_REFORM_IN_2025),
                **_returns(chance, own_list),
            }
    made["asked"] = (f"{year}{part}", f"{year - 1}{part}")
    return made


def _list(chance: random.Random, mark: str, reporters: int, rows: int, *, several_tops: bool) -> dict[str, Any]:
    """A root with reporters and their rows; codes that both lists use, codes of one only, blocks at both levels."""
    units: list[tuple[str, str, str, str]] = [(ROOT, "", "territorial", "tinh")]
    heads = [ROOT]
    if several_tops:
        units.append(("80", "", "territorial", "tinh"))
        heads.append("80")
    for head in heads:
        for number in range(reporters):
            own = "" if chance.random() < 0.4 else mark
            code = f"{head}{own}{number}"
            has_rows = rows and chance.random() < 0.8
            units.append((code, head, "territorial", "huyen" if has_rows else "xa"))
            for row in range(chance.randint(1, rows) if has_rows else 0):
                units.append((f"{code}{'' if chance.random() < 0.4 else mark}r{row}", code, "territorial", "xa"))
                if chance.random() < 0.15:
                    above = units[-1][0]
                    units += [(f"{above}t{number}", above, "territorial", "to") for number in range(2)]
            if has_rows and chance.random() < 0.7:
                units.append((f"{code}K", code, "attached", "xa"))
        if chance.random() < 0.7:
            units.append((f"{head}K", head, "attached", "huyen"))
            for row in range(chance.choice((0, 0, 2))):
                units.append((f"{head}K{row}", f"{head}K", "attached", "xa"))
    territorial = [code for code, parent, kind_, _ in units if kind_ == "territorial" and parent]
    without = {code for code in territorial if chance.random() < 0.12}
    return {"units": units, "without": without}


def _successions(chance: random.Random, made: World, old: dict[str, Any], new: dict[str, Any], *, across: bool) -> None:
    leaves = [code for code in listed(new) if not kids(new, code) and kind(new, code) == "territorial"]
    leaves = sorted(leaves) or [ROOT]
    for code, _, kind_, level in old["units"]:
        fate = chance.random()
        if kind_ == "attached" or fate < 0.2:
            continue
        targets = chance.sample(leaves, min(len(leaves), 2 if fate < 0.4 else 1))
        if fate > 0.9 and level == "xa":
            targets = [*targets, "elsewhere"]
        if across and level in ("xa", "tinh") and chance.random() < 0.6:
            made["registry"][code] = [ROOT] if level == "tinh" else targets
        elif level == "xa":
            with_population = chance.random() < 0.5
            made["table"][code] = [
                (t, chance.choice((0, chance.randint(1, 900))) if with_population else None) for t in targets
            ]
        elif level == "huyen" and chance.random() < 0.3:
            heads = [each for each in kids(new, ROOT) if kind(new, each) == "territorial"]
            made["table"][code] = [(head, None) for head in chance.sample(heads, min(len(heads), 2))]


def _returns(chance: random.Random, units: dict[str, Any]) -> dict[str, Any]:
    returns: dict[str, dict[tuple[str, str], int]] = {}
    rejected = set()
    for top in tops(units):
        style = chance.random()
        if style < 0.12:  # the totals of an old report
            returns[top] = _cells(chance, units, [top], [top])
            continue
        for unit in kids(units, top):
            fate = chance.random()
            if unit in units["without"] and fate < 0.8:
                continue
            if fate < 0.72:
                rows = kids(units, unit) or [unit]
                returns[unit] = _cells(chance, units, rows, [unit])
            elif fate < 0.82:
                rejected.add(unit)
            for row in kids(units, unit):
                if kids(units, row) and chance.random() < 0.7:
                    returns[row] = _cells(chance, units, kids(units, row), [row])
        if style < 0.35:  # a summary workbook
            rows = [unit for unit in kids(units, top) if chance.random() < 0.8]
            returns[top] = _cells(chance, units, rows, rows)
            if chance.random() < 0.15:
                rejected.add(top)
    return {"returns": {unit: said for unit, said in returns.items() if said}, "rejected": rejected}


def _cells(chance: random.Random, units: dict[str, Any], rows: list[str], own: list[str]) -> dict[tuple[str, str], int]:
    blank = chance.choice((0, 0, 0.06, 0.3))
    cells = {}
    for code, each in CODES.items():
        for row in own if each["form"] == "self" else rows:
            asked = kind(units, row) == "territorial" or not (each["territorial"] or each["flag"])
            if asked and chance.random() >= blank:
                large = chance.randint(0, 10**12) if code.startswith("QU") else chance.randint(0, 900)
                cells[row, code] = chance.randint(0, 1) if each["flag"] else large if chance.random() > 0.1 else 0
    return cells


# --- the program's own values


def unit_list(units: dict[str, Any]) -> UnitList:
    made = tuple(
        Unit(code, f"Đơn vị {code}", level, parent, kind=kind_) for code, parent, kind_, level in units["units"]
    )
    return UnitList(made, frozenset(units["without"]))


def books(made: World, forms: Edition) -> Books:
    """What the ledger would give for each period."""
    lists = {id(each["list_units"]): unit_list(each["list_units"]) for each in made["periods"].values()}
    found = {}
    for name, each in made["periods"].items():
        period, units = Period.parse(name), lists[id(each["list_units"])]
        root = units.get(ROOT)
        assert root is not None
        accepted = {unit: _accepted(period, unit, said) for unit, said in each["returns"].items()}
        found[period] = Book(period, forms, units, root, accepted, frozenset(each["rejected"]))
    return found.get


def _accepted(period: Period, unit: str, said: dict[tuple[str, str], int]) -> Accepted:
    values = {place: Value(amount, CellRef("Biểu 1", "A1")) for place, amount in said.items()}
    return Accepted(
        period, unit, 1, "0" * 64, f"{unit}.xlsx", "t", None, "2026-01-01T00:00:00+00:00", False, values, {}
    )


def registry(made: World) -> Callable[[str], tuple[Part, ...]]:
    return lambda code: tuple(Part(each) for each in made["registry"].get(code, ()))


def table(made: World) -> dict[str, tuple[Part, ...]]:
    return {code: tuple(Part(*part) for part in parts) for code, parts in made["table"].items()}
