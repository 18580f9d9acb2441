"""Totals, changes, ratios and ranks by the rules of docs/dev/figures-over-time.md; numbers, dictionaries and sets."""

from typing import Any

from tests.unit.figures.oracle import World, gathered, kids, kind, moved, populations, sources


def figures(world: World, period: str, before: str, scope: str) -> dict[str, Any]:
    """Everything that a period comes to over a scope, against the year before."""
    last = sources(world, period)[-1]
    book = world["periods"][last]
    target = {
        "units": book["list_units"],
        "scope": scope,
        "after_reform": book["after_reform"],
        "populations": populations(world, last),
    }
    now, then = gathered(world, period, target), gathered(world, before, target)
    units = book["list_units"]
    children = [child for child in kids(units, scope) if child in now["values"]]
    sides = {"world": world, "units": units, "scope": scope, "children": children, "now": now, "then": then}
    return {
        "totals": {code: total(sides, code) for code in world["codes"]},
        "ratios": {pair: ratio(sides, *pair) for pair in world["ratios"]},
        "units": {child: unit(sides, child) for child in children},
        "ranks": {pair: ranks(sides, *pair) for pair in world["ratios"]},
        "rebasing": rebasing(moved(world, then), from_parts="parts" in then),
        "parts_rebased": {
            source: rebasing([part["carried"]], from_parts=True)
            for source, part in zip(sources(world, period), now.get("parts", []), strict=False)
            if part["carried"]
        },
        "sources": sources(world, period) if period not in world["periods"] else [],
    }


def rebasing(found: list[dict[str, Any]], *, from_parts: bool) -> dict[str, set[str]] | None:
    """The units that were split, those whose figures stand with no single child, those that are left out."""
    left = [each for part in found for each in part["leftovers"] if not each["alone"]]
    lost = [each["unit"] for each in left if each["binds"] and from_parts]
    unplaced = {unit for part in found for unit, _ in part["unplaced"]} | set(lost)
    kept = {each["unit"] for each in left if not (each["binds"] and from_parts)}
    evenly = {unit for part in found for unit in part["evenly"]}
    split = {unit for part in found for unit, _, _ in part["shared"] if unit not in part["evenly"]}
    names = {"split": split, "leftover": kept, "unplaced": unplaced, "evenly": evenly}
    return names if found else None


def asks(sides: dict[str, Any], child: str, code: str) -> bool:
    about = sides["world"]["codes"][code]
    return kind(sides["units"], child) == "territorial" or not (about["territorial"] or about["flag"])


def leftovers_before(sides: dict[str, Any]) -> list[dict[str, Any]]:
    then = sides["then"]
    found = [each for each in then["carried"]["leftovers"] if not each["alone"]] if then["carried"] else []
    if then["lump"] and sides["children"]:
        return [*found, {"children": set(sides["children"]), "binds": True, "values": then["own"]}]
    return found + then["beside"]


def comparable(sides: dict[str, Any], codes: tuple[str, ...]) -> set[str]:
    """Rule 7: the children of groups in which everybody has values now and is accounted for before."""
    asked = [child for child in sides["children"] if asks(sides, child, codes[0])]
    binding = [each for each in leftovers_before(sides) if each["binds"] and set(codes) & set(each["values"])]
    group = {child: {child} for child in asked}
    for leftover in binding:
        members = [child for child in leftover["children"] if child in group]
        joined = set().union(*(group[child] for child in members)) if members else set()
        for child in joined:
            group[child] = joined
    bound = {child for leftover in binding for child in leftover["children"]}
    bound |= {child for child in asked if group[child] & bound}
    ready = {child for child in asked if is_ready(sides, child, codes, binding, child in bound)}
    found = {child for child in asked if group[child] <= ready}
    territories = {child for child in sides["children"] if kind(sides["units"], child) == "territorial"}
    with_value = {child for child in territories if codes[0] in sides["now"]["values"][child]}
    return found if found & territories or not with_value else set()


def is_ready(sides: dict[str, Any], child: str, codes: tuple[str, ...], binding: list[Any], is_bound: bool) -> bool:
    if is_bound and kind(sides["units"], child) == "attached":
        return bool(sides["now"]["states"][child] == "received")
    then = sides["then"]
    for code in codes:
        if not asks(sides, child, code):
            continue
        if code not in sides["now"]["values"][child]:
            return False
        covered = any(child in each["children"] and code in each["values"] for each in binding)
        if then["carried"]:
            if code in then["carried"]["lacking"][child]:
                return False
            if not covered and code not in then["carried"]["amounts"][child]:
                return False
        elif not covered and code not in then["values"].get(child, {}):
            return False
    return True


def counts_beside(sides: dict[str, Any], leftover: dict[str, Any], codes: tuple[str, ...], among: set[str]) -> bool:
    needed = [codes[0], *(c for c in codes[1:] if not sides["world"]["codes"][c]["territorial"])]
    if any(code not in leftover["values"] for code in needed):
        return False
    touched = [child for child in leftover["children"] if child in sides["children"]]
    owed = [child for child in touched if sides["now"]["states"][child] != "no_association"]
    members = [child for child in owed if kind(sides["units"], child) == "territorial"] or owed
    return bool(members) and set(members) <= among


def counts(sides: dict[str, Any], leftover: dict[str, Any], codes: tuple[str, ...], among: set[str]) -> bool:
    if not leftover["binds"]:
        return counts_beside(sides, leftover, codes, among)
    members = {child for child in leftover["children"] if asks(sides, child, codes[0])}
    return bool(members) and bool(set(codes) & set(leftover["values"])) and members <= among


def sums(sides: dict[str, Any], codes: tuple[str, ...], code: str, among: set[str]) -> tuple[int | None, int | None]:
    """What a code comes to over what compares: now and before."""
    now, then = sides["now"], sides["then"]
    earlier = then["carried"]["amounts"] if then["carried"] else then["values"]
    here = [now["values"][child][code] for child in among if code in now["values"][child]]
    there = [earlier[child][code] for child in among if code in earlier.get(child, {})]
    here += [
        each["values"][code]
        for each in now["beside"]
        if counts_beside(sides, each, codes, among) and code in each["values"]
    ]
    there += [
        each["values"][code]
        for each in leftovers_before(sides)
        if counts(sides, each, codes, among) and code in each["values"]
    ]
    if now["lump"] == then["lump"] and all(c in now["own"] and c in then["own"] for c in codes):
        here.append(now["own"][code])
        there.append(then["own"][code])
    return (sum(here) if here else None), (sum(there) if there else None)


def beside_now(sides: dict[str, Any], codes: tuple[str, ...]) -> list[dict[str, Any]]:
    known = {
        child
        for child in sides["children"]
        if not asks(sides, child, codes[0])
        or all(code in sides["now"]["values"][child] for code in codes if asks(sides, child, code))
    }
    return [each for each in sides["now"]["beside"] if counts_beside(sides, each, codes, known)]


def total(sides: dict[str, Any], code: str) -> dict[str, Any]:
    now, then, about = sides["now"], sides["then"], sides["world"]["codes"][code]
    territorial = [child for child in sides["children"] if kind(sides["units"], child) == "territorial"]
    owing = [child for child in territorial if now["states"][child] != "no_association"]
    with_value = [c for c in sides["children"] if code in now["values"][c] and (not about["flag"] or c in territorial)]
    amounts = [now["values"][child][code] for child in with_value]
    amounts += [now["own"][code]] if code in now["own"] else []
    amounts += [each["values"][code] for each in beside_now(sides, (code,))]
    among = comparable(sides, (code,))
    here, there = sums(sides, (code,), code, among)
    return {
        "value": sum(amounts) if amounts else None,
        "comparable": here,
        "previous": there,
        "apart": apart(sides, code, among) if here is not None and there is not None else None,
        "units": len([child for child in with_value if child in territorial]),
        "expected": len(owing),
        "missing": [child for child in owing if child not in with_value],
        "rebased": bool(moved(sides["world"], then, code)) and there is not None,
        "estimated": torn(sides, code, among),
        "over": among,
        "like_for_like": complete(sides, code, among),
    }


def torn(sides: dict[str, Any], code: str, among: set[str]) -> bool:
    """Whether some of these children have a share of a unit, and others of its shares are not with them."""
    for part in moved(sides["world"], sides["then"], code):
        for _, touched, codes in part["shared"]:
            if code in codes and touched & among and touched - among:
                return True
    return False


def apart(sides: dict[str, Any], code: str, among: set[str]) -> int | None:
    column = sides["world"]["codes"][code]["taken_over"]
    if column is None:
        return None
    then = sides["then"]
    earlier = then["carried"]["amounts"] if then["carried"] else then["values"]
    inside: set[str] = set()
    for leftover in leftovers_before(sides):
        if code in leftover["values"] and counts(sides, leftover, (code,), among):
            inside |= leftover["children"]
    grown = [
        sides["now"]["values"][child][column] - earlier.get(child, {}).get(column, 0)
        for child in among - inside
        if column in sides["now"]["values"][child]
    ]
    return sum(grown) if grown else None


def complete(sides: dict[str, Any], code: str, among: set[str]) -> bool:
    now, then = sides["now"], sides["then"]
    earlier = then["carried"]["amounts"] if then["carried"] else then["values"]
    asked = [child for child in sides["children"] if asks(sides, child, code)]
    if any((code in now["values"][c] or code in earlier.get(c, {})) and c not in among for c in asked):
        return False
    for part in moved(sides["world"], then, code):
        if any(code in codes for _, codes in part["unplaced"]):
            return False
        if any(code in part["amounts"][c] and c not in among for c in asked):
            return False
        # a whole put together from parts keeps flows that stand beside, and nothing else that is no single child's
        stock = "parts" in then and not sides["world"]["codes"][code]["flow"]
        lost = [each for each in part["leftovers"] if each["alone"] or stock or (each["binds"] and "parts" in then)]
        if any(code in each["values"] for each in lost):
            return False
    for leftover in leftovers_before(sides):
        if code in leftover["values"] and not counts(sides, leftover, (code,), among):
            return False
    for leftover in now["beside"]:
        if code in leftover["values"] and not counts_beside(sides, leftover, (code,), among):
            return False
    if not then["carried"] and any(code in v for child, v in then["values"].items() if child not in sides["children"]):
        return False
    return then["lump"] or (code in now["own"]) == (code in then["own"])


def ratio(sides: dict[str, Any], numerator: str, denominator: str) -> dict[str, Any]:
    codes, now = (numerator, denominator), sides["now"]
    known = []
    for child in sides["children"]:
        values = now["values"][child]
        excused = kind(sides["units"], child) == "attached" and sides["world"]["codes"][denominator]["territorial"]
        if numerator in values and (denominator in values or excused):
            known.append(child)
    parts = {}
    for code in codes:
        amounts = [now["values"][child][code] for child in known if code in now["values"][child]]
        amounts += [each["values"][code] for each in beside_now(sides, codes) if code in each["values"]]
        if all(c in now["own"] for c in codes):
            amounts.append(now["own"][code])
        parts[code] = sum(amounts) if amounts else None
    among = comparable(sides, codes)
    here = [sums(sides, codes, code, among)[0] for code in codes]
    there = [sums(sides, codes, code, among)[1] for code in codes]
    territorial = [child for child in sides["children"] if kind(sides["units"], child) == "territorial"]
    owing = [child for child in territorial if now["states"][child] != "no_association"]
    came_over = any(moved(sides["world"], sides["then"], code) for code in codes)
    return {
        "units": len([child for child in known if child in territorial]),
        "expected": len(owing),
        "missing": [child for child in owing if child not in known],
        "rebased": came_over and bool(pair(*there)),
        "estimated": any(torn(sides, code, among) for code in codes),
        "over": among,
        "numerator": parts[numerator],
        "denominator": parts[denominator],
        "comparable": pair(*here),
        "previous": pair(*there),
    }


def pair(numerator: int | None, denominator: int | None) -> tuple[int, int] | None:
    return None if numerator is None or not denominator else (numerator, denominator)


def unit(sides: dict[str, Any], child: str) -> dict[str, Any]:
    now, then = sides["now"]["values"][child], sides["then"]["values"].get(child, {})
    grown = {}
    for code, about in sides["world"]["codes"].items():
        column = about["taken_over"]
        if column and column in now and code in now and code in then and now[column] - then.get(column, 0):
            grown[code] = now[column] - then.get(column, 0)
    codes = sides["world"]["codes"]
    came_over = {code: moved(sides["world"], sides["then"], code) for code in codes}
    return {
        "values": now,
        "previous": then,
        "apart": grown,
        "state": sides["now"]["states"][child],
        "estimated": {code for code in codes if any(code in part["estimated"][child] for part in came_over[code])},
        "predecessors": {unit for part in moved(sides["world"], sides["then"]) for unit in part["predecessors"][child]},
    }


def ranks(sides: dict[str, Any], numerator: str, denominator: str) -> dict[str, int]:
    """1 the highest; equal ones share a rank. Compared by multiplying crosswise."""
    known = {}
    for child in sides["children"]:
        values = sides["now"]["values"][child]
        if kind(sides["units"], child) == "territorial" and numerator in values and values.get(denominator):
            known[child] = (values[numerator], values[denominator])
    return {
        child: 1 + sum(other[0] * own[1] > own[0] * other[1] for other in known.values())
        for child, own in known.items()
    }
