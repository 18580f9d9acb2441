"""Which figure is wrong where relations do not hold: the one that explains them all, else the one they lead to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from khuyenhoc_cli.audit.model import Claim, Verdict
from khuyenhoc_cli.audit.rules.tables.grid import Number
from khuyenhoc_cli.audit.rules.tables.relations import Linear, Relation


@dataclass(frozen=True)
class Learned:
    """A relation of which others of its kind in the table say how sure it is."""

    relation: Relation
    verdict: Verdict  # what a break of it is


@dataclass(frozen=True)
class _Suspect:
    number: Number
    value: Fraction
    explains: tuple[Learned, ...]


def claims_about(rule: str, learned: Iterable[Learned]) -> Iterator[Claim]:
    """A claim for each figure that a relation leads to, and one for each cause of those that do not hold."""
    found = list(learned)
    by_cell: dict[Number, list[Learned]] = {}
    for each in found:
        for cell in set(each.relation.cells):
            by_cell.setdefault(cell, []).append(each)
    broken = [each for each in found if not each.relation.holds()]
    blamed: set[Number] = set()
    while broken:
        suspect = _suspect(broken, by_cell)
        blamed.add(suspect.number)
        yield _claim(rule, suspect)
        broken = [each for each in broken if each not in suspect.explains]
    for target, about in {each.relation.target: each for each in found}.items():
        if target not in blamed and about.relation.holds():
            yield _ok(rule, about.relation)


def _suspect(broken: list[Learned], by_cell: dict[Number, list[Learned]]) -> _Suspect:
    """The figure that explains most of what is broken and breaks nothing else."""
    tried: dict[Number, _Suspect] = {}
    for each in broken:
        for number in each.relation.cells:
            value = each.relation.solved_for(number)
            if value is None or (number in tried and len(tried[number].explains) > 1):
                continue
            explains = _explained(number, value, broken, by_cell[number])
            if explains and (number not in tried or len(explains) > len(tried[number].explains)):
                tried[number] = _Suspect(number, value, explains)
    targets = {each.relation.target for each in broken}
    best = max(tried.values(), key=lambda s: (len(s.explains), s.number in targets), default=None)
    if best is not None and (len(best.explains) > 1 or best.number in targets):
        return best
    first = broken[0]
    value = first.relation.solved_for(first.relation.target)
    assert value is not None
    return _Suspect(first.relation.target, value, (first,))


def _explained(number: Number, value: Fraction, broken: list[Learned], around: list[Learned]) -> tuple[Learned, ...]:
    """What of the broken would hold with this value; nothing where it would break another relation."""
    values = {number: value}
    explains = []
    for each in around:
        if each.relation.holds(values):
            if each in broken:
                explains.append(each)
        elif each not in broken:
            return ()
    return tuple(explains)


def _claim(rule: str, suspect: _Suspect) -> Claim:
    number, first = suspect.number, suspect.explains[0]
    sure = any(each.verdict == "wrong" for each in suspect.explains)
    relation = next((e.relation for e in suspect.explains if e.relation.target is number), first.relation)
    computed = number.like_this(suspect.value)
    if relation.target is number:
        message = f"{relation.computation()}, in: {number.printed}"
    else:
        message = f"{relation.computation()}, in: {relation.target.printed}"
        message += f"; khớp nếu ô này là {computed}, in: {number.printed}"
    verdict: Verdict = "wrong" if sure else "doubtful"
    others = tuple(cell.spot for cell in relation.cells if cell is not number)
    return Claim(rule, relation.kind, number.passage, number.start, number.end, computed, verdict, message, others)


def _ok(rule: str, relation: Relation) -> Claim:
    target = relation.target
    message = relation.computation() if isinstance(relation, Linear) or relation.expected() is not None else ""
    return Claim(rule, relation.kind, target.passage, target.start, target.end, target.printed, "ok", message)
