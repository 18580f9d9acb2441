"""The rules of docs/dev/figures-over-time.md once more, with integers, dictionaries and sets only.

A world is a dictionary of plain values:

    codes       code -> {"form": "children" | "self", "flow", "flag", "territorial": bool, "taken_over": code | None}
    ratios      [(numerator, denominator)]
    population  the code by which a unit that was split is shared
    a list      {"units": [(code, parent, kind, level)], "without": {codes that have no association}}
    table       old code -> [(new code, population or None)]; registry: the same without populations
    periods     period -> {"list_units": a list, "after_reform": bool, "returns": {unit: {(row, code): amount}},
                "rejected": {unit}}

Ratios come as pairs (numerator, denominator); unknown is None.
"""

from typing import Any

World = dict[str, Any]
OUT = "outside"


def kids(units: dict[str, Any], code: str) -> list[str]:
    return [each[0] for each in units["units"] if each[1] == code]


def kind(units: dict[str, Any], code: str) -> str:
    return str(next(each[2] for each in units["units"] if each[0] == code))


def level(units: dict[str, Any], code: str) -> str:
    return str(next(each[3] for each in units["units"] if each[0] == code))


def parent(units: dict[str, Any], code: str) -> str:
    return str(next((each[1] for each in units["units"] if each[0] == code), ""))


def listed(units: dict[str, Any]) -> set[str]:
    return {each[0] for each in units["units"]}


def tops(units: dict[str, Any]) -> list[str]:
    return [each[0] for each in units["units"] if each[1] not in listed(units)]


# --- where a unit went


def known_parts(world: World, old: dict[str, Any], new: dict[str, Any], across: bool, unit: str) -> list[Any]:
    """Rules 1a to 1d: what is known of the unit itself."""
    table = world["table"].get(unit, [])
    if any(code in listed(new) for code, _ in table):
        return sorted(table, key=lambda part: part[0])
    official = across and kind(old, unit) == "territorial" and level(old, unit) in ("xa", "tinh")
    if official:
        found = world["registry"].get(unit, [])
        return [(code, None) for code in sorted(found)] if any(code in listed(new) for code in found) else []
    if unit in listed(new):
        return [(unit, None)]
    above = parent(old, unit)
    if kind(old, unit) == "attached" and above in listed(old) and kind(old, above) == "territorial":
        became = parts(world, old, new, across, above)
        if len(became) == 1:
            blocks = [code for code in kids(new, became[0][0]) if kind(new, code) == "attached"]
            return [(code, None) for code in blocks[:1]]
    return []


def below(world: World, old: dict[str, Any], new: dict[str, Any], across: bool, unit: str) -> list[Any]:
    own = known_parts(world, old, new, across, unit)
    if own:
        return own
    found = set()
    for child in kids(old, unit):
        if kind(old, child) == "territorial":
            found |= {code for code, _ in below(world, old, new, across, child)}
    return [(code, None) for code in sorted(found)]


def parts(world: World, old: dict[str, Any], new: dict[str, Any], across: bool, unit: str) -> list[Any]:
    found = below(world, old, new, across, unit)
    above = parent(old, unit)
    if not found and above in listed(old):
        found = [(code, None) for code, _ in parts(world, old, new, across, above)]
    return found


def homes(new: dict[str, Any], scope: str, code: str) -> set[str]:
    """The children of the scope that a unit of today is, lies under, or spans."""
    if code == scope:
        return set(kids(new, scope))
    while code in listed(new):
        if parent(new, code) == scope:
            return {code}
        code = parent(new, code)
    return {OUT}


# --- what was reported


def reporters(world: World, period: str) -> list[dict[str, Any]]:
    """Each reporter with its atoms: (unit, codes it answers), and what it said."""
    book = world["periods"][period]
    units, returns = book["list_units"], {u: r for u, r in book["returns"].items() if u not in book["rejected"] and r}
    found = []
    for top in tops(units):
        children = kids(units, top)
        own = returns.get(top, {})
        if children and own and all(row == top for row, _ in own) and not any(child in returns for child in children):
            found.append({"unit": top, "atoms": [(top, set(world["codes"]))], "said": own, "lump": True})
            continue
        for unit in children:
            rows = kids(units, unit)
            if unit not in returns and unit not in book["rejected"] and own:
                said = {place: amount for place, amount in own.items() if place[0] == unit}
                if said or kind(units, unit) == "territorial":
                    found.append({"unit": unit, "atoms": [(unit, set(world["codes"]))], "said": said})
                continue
            alone = {c for c, each in world["codes"].items() if each["form"] == "self"} if rows else set()
            shared = set(world["codes"]) - alone
            atoms = [(row, shared) for row in rows or [unit]] + ([(unit, alone)] if alone else [])
            said = returns.get(unit, {})
            excused = set(units["without"])
            if unit in excused and not said:
                excused |= set(rows)
            found.append({"unit": unit, "atoms": atoms, "said": said, "excused": excused})
    return found


def shares(amount: int, weights: dict[str, int]) -> dict[str, int]:
    whole = sum(weights.values())
    result = {name: amount * weight // whole for name, weight in weights.items()}
    rest = sorted(weights, key=lambda name: (-((amount * weights[name]) % whole), name))
    for name in rest[: amount - sum(result.values())]:
        result[name] += 1
    return result


def populations(world: World, period: str) -> dict[str, int]:
    found = {}
    for reporter in reporters(world, period):
        for (row, code), amount in reporter["said"].items():
            if code == world["population"]:
                found[row] = amount
    return found


# --- one period over a scope


def carried(world: World, period: str, target: dict[str, Any]) -> dict[str, Any]:
    """A period of another list over the children of the scope."""
    old, new, scope = world["periods"][period]["list_units"], target["units"], target["scope"]
    across = not world["periods"][period]["after_reform"] and target["after_reform"]
    children = kids(new, scope)
    result: dict[str, Any] = {
        "amounts": {child: {} for child in children},
        "lacking": {child: set() for child in children},
        "unclear": {child: set() for child in children},
        "estimated": {child: set() for child in children},
        "leftovers": [],
        "shared": [],
        "evenly": set(),
        "unplaced": [],
        "predecessors": {child: [] for child in children},
        "own": {},
    }
    for reporter in reporters(world, period):
        is_scope = [code for code, _ in parts(world, old, new, across, reporter["unit"])] == [scope]
        own_answers = is_scope and not reporter.get("lump") and "excused" in reporter
        for unit, codes in reporter["atoms"]:
            if own_answers and unit == reporter["unit"] and kids(old, unit):
                for code in codes:
                    if (unit, code) in reporter["said"] and not world["codes"][code]["flag"]:
                        result["own"][code] = result["own"].get(code, 0) + reporter["said"][unit, code]
                continue
            place(world, old, new, across, scope, unit, codes, reporter, target, result)
        if kind(old, reporter["unit"]) == "attached" and not reporter["said"]:
            touched: set[str] = set()
            for code, _ in parts(world, old, new, across, reporter["unit"]):
                touched |= homes(new, scope, code)
            if len(touched) == 1 and OUT not in touched:
                result["lacking"][touched.pop()] |= set(world["codes"])
    return result


def place(
    world: World,
    old: dict[str, Any],
    new: dict[str, Any],
    across: bool,
    scope: str,
    unit: str,
    codes: set[str],
    reporter: dict[str, Any],
    target: dict[str, Any],
    result: dict[str, Any],
) -> None:
    went = parts(world, old, new, across, unit)
    touched: set[str] = set()
    for code, _ in went:
        touched |= homes(new, scope, code)
    said = {code: reporter["said"][unit, code] for code in codes if (unit, code) in reporter["said"]}
    territorial = kind(old, unit) == "territorial"
    if territorial and unit not in reporter.get("excused", world["periods"][target["of"]]["list_units"]["without"]):
        for child in touched - {OUT}:
            result["lacking"][child] |= codes - set(said)
    own = known_parts(world, old, new, across, unit)
    single = all(len(homes(new, scope, code)) == 1 for code, _ in went)
    is_split = territorial and len(went) > 1 and bool(own) and not kids(old, unit) and single
    if territorial and (is_split or len(touched) == 1):
        for child in touched - {OUT}:
            result["predecessors"][child].append(unit)
    if len(touched) == 1 and OUT not in touched:
        child = next(iter(touched))
        for code, amount in said.items():
            if world["codes"][code]["flag"] and code in result["amounts"][child]:
                result["lacking"][child].add(code)
            result["amounts"][child][code] = result["amounts"][child].get(code, 0) + amount
        return
    flags = {code for code in said if world["codes"][code]["flag"]}
    for child in touched - {OUT}:
        result["lacking"][child] |= flags
    said = {code: amount for code, amount in said.items() if code not in flags}
    if not said or touched == {OUT}:
        return
    if not touched:
        result["unplaced"].append((unit, set(said)))
    elif is_split:
        result["shared"].append((unit, set(touched), set(said)))
        if not populations_known(went, target["populations"]):
            result["evenly"].add(unit)
        for code, amount in said.items():
            for part, portion in shares(amount, weights(went, target["populations"])).items():
                for child in homes(new, scope, part) - {OUT}:
                    result["amounts"][child][code] = result["amounts"][child].get(code, 0) + portion
                    result["estimated"][child].add(code)
    elif OUT in touched:
        result["unplaced"].append((unit, set(said)))
    else:
        alone = unit == reporter["unit"] and bool(kids(old, unit)) and "excused" in reporter
        leftover = {"unit": unit, "children": touched, "binds": territorial, "values": said, "alone": alone}
        result["leftovers"].append(leftover)
        if territorial:
            for child in touched:
                result["unclear"][child] |= set(said)


def populations_known(went: list[Any], known: dict[str, int]) -> bool:
    """Whether the table has all the parts' populations, or today's units report them all; and not only zeros."""
    by_table, by_now = [number for _, number in went], [known.get(code) for code, _ in went]
    return any(None not in numbers and any(numbers) for numbers in (by_table, by_now))


def weights(went: list[Any], known: dict[str, int]) -> dict[str, int]:
    by_table = dict(went)
    if all(number is not None for number in by_table.values()) and any(by_table.values()):
        return by_table
    by_now = {code: known.get(code) for code in by_table}
    if all(number is not None for number in by_now.values()) and any(by_now.values()):
        return {code: number or 0 for code, number in by_now.items()}
    return dict.fromkeys(by_table, 1)


def of_one(world: World, period: str, target: dict[str, Any]) -> dict[str, Any]:
    """A period that was collected itself: children's values and states, what the scope answers, leftovers."""
    book = world["periods"][period]
    units, scope = book["list_units"], target["scope"]
    if units != target["units"]:
        moved = carried(world, period, {**target, "of": period})
        values = {
            child: {
                code: amount
                for code, amount in amounts.items()
                if code not in moved["lacking"][child] and code not in moved["unclear"][child]
            }
            for child, amounts in moved["amounts"].items()
        }
        return {"values": values, "states": {}, "own": moved["own"], "lump": False, "carried": moved, "beside": []}
    returns = {u: r for u, r in book["returns"].items() if u not in book["rejected"] and r}
    own = returns.get(scope, {})
    children = kids(units, scope)
    if own and all(row == scope for row, _ in own) and children and not any(child in returns for child in children):
        totals = {code: amount for (_, code), amount in own.items()}
        return {"values": {}, "states": {}, "own": totals, "lump": True, "carried": None, "beside": []}
    values, states = {}, {}
    for child in children:
        values[child], states[child] = {}, "received"
        if child in book["rejected"]:
            states[child] = "rejected"
        elif child in book["returns"]:
            values[child] = totals_of(world, units, child, book["returns"][child])
        elif own and (any(row == child for row, _ in own) or kind(units, child) == "attached"):
            values[child] = {code: amount for (row, code), amount in own.items() if row == child}
        elif child in units["without"]:
            states[child] = "no_association"
        else:
            states[child] = "rejected" if scope in book["rejected"] else "not_received"
    answers = {
        code: amount
        for (row, code), amount in own.items()
        if row == scope and world["codes"][code]["form"] == "self" and not world["codes"][code]["flag"]
    }
    return {"values": values, "states": states, "own": answers, "lump": False, "carried": None, "beside": []}


def totals_of(world: World, units: dict[str, Any], unit: str, said: dict[Any, int]) -> dict[str, int]:
    rows = kids(units, unit)
    found: dict[str, int] = {}
    for (row, code), amount in said.items():
        asked_alone = world["codes"][code]["form"] == "self" or not rows
        if (row == unit) == asked_alone:
            found[code] = found.get(code, 0) + amount
    return found


_PARTS = {
    "": [["H1", "H2"], ["M9", "Q4"], ["Q1", "Q2", "Q3", "Q4"]],
    "M9": [["H1", "Q3"], ["Q1", "Q2", "Q3"]],
    "H1": [["Q1", "Q2"]],
    "H2": [["Q3", "Q4"]],
}


def sources(world: World, period: str) -> list[str]:
    if period in world["periods"]:
        return [period]
    for names in _PARTS.get(period[4:], []):
        if all(period[:4] + name in world["periods"] for name in names):
            return [period[:4] + name for name in names]
    return []


def gathered(world: World, period: str, target: dict[str, Any]) -> dict[str, Any]:
    found = sources(world, period)
    if not found:
        children = kids(target["units"], target["scope"])
        states = dict.fromkeys(children, "not_received")
        return {
            "values": {child: {} for child in children},
            "states": states,
            "own": {},
            "lump": False,
            "carried": None,
            "beside": [],
        }
    each = [of_one(world, name, target) for name in found]
    if len(each) == 1:
        return each[0]
    last = each[-1]
    added = {child: add(world, [part["values"].get(child, {}) for part in each]) for child in last["values"]}
    beside = []
    for part in each:
        for leftover in part["carried"]["leftovers"] if part["carried"] else []:
            flows = {c: a for c, a in leftover["values"].items() if world["codes"][c]["flow"]}
            if not leftover["binds"] and flows:
                beside.append({**leftover, "values": flows})
    states = last["states"] or {c: "received" if v else "not_received" for c, v in last["values"].items()}
    own = add(world, [part["own"] for part in each])
    return {**last, "values": added, "states": states, "own": own, "carried": None, "beside": beside, "parts": each}


def moved(world: World, side: dict[str, Any], code: str | None = None) -> list[dict[str, Any]]:
    """What came over from other lists: of a flow in all parts of a period, of a stock in the last; of all, None."""
    each = side.get("parts", [side])
    if code is not None and not world["codes"][code]["flow"]:
        each = each[-1:]
    return [part["carried"] for part in each if part["carried"]]


def add(world: World, parts_: list[dict[str, int]]) -> dict[str, int]:
    found = {}
    for code, amount in parts_[-1].items():
        if not world["codes"][code]["flow"]:
            found[code] = amount
        elif all(code in part for part in parts_):
            amounts = [part[code] for part in parts_]
            found[code] = max(amounts) if world["codes"][code]["flag"] else sum(amounts)
    return found
