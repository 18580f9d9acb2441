"""Whether a total that is not the sum of its rows is proven wrong: it may be an average, or leave a row out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from khuyenhoc_cli.audit.rules.tables.culprits import Learned
from khuyenhoc_cli.audit.rules.tables.grid import Row
from khuyenhoc_cli.audit.rules.tables.kept import settled
from khuyenhoc_cli.audit.rules.tables.leaving_out import LeftOut
from khuyenhoc_cli.audit.rules.tables.relations import Linear
from khuyenhoc_cli.audit.slips import is_slip

_ENOUGH = 2  # other columns whose totals are sums, so that one that is not by far is wrong all the same
_STARRED = re.compile(r"[*†]|\(\d\)\s*$|\b(?:không|chưa) (?:kể|tính|bao gồm|gồm)\b|\btrừ\b", re.IGNORECASE)


def added_up(found: Sequence[Linear]) -> list[Linear]:
    """Those that may be sums: what lies among its parts is an average, a rank, a price, but for a slip."""
    return [
        each for each in found if each.holds() or is_slip(each.target.value, each.expected()) or not _is_among(each)
    ]


def judged(found: Sequence[Linear], total: Row, left_out: LeftOut) -> Iterator[Learned]:
    """Each with what a break of it is: wrong where one slip explains it, or where more than one other total holds."""
    holding = sum(each.holds() for each in found if each.target.value)
    for learned in settled(found, 1):
        each = learned.relation
        if each.holds() or not isinstance(each, Linear):
            yield learned
        elif not _leaves_out(each, total, left_out):
            yield learned if _is_by_a_slip(each) or holding >= _ENOUGH else replace(learned, verdict="doubtful")


def _is_among(found: Linear) -> bool:
    """Whether a total lies among its parts, or not far from them and from their sum."""
    values = [part.value for part in found.plus]
    if not found.target.value:
        return False
    least, most = min(values), max(values)
    spread = most - least
    return least - spread <= found.target.value <= max(most, min(most + spread, found.expected() * 2 / 3))


def _is_by_a_slip(found: Linear) -> bool:
    gap = found.target.value - found.expected()
    if _is_near(found.target.value, found.expected()) or not found.target.value:
        return True
    return any(part.value + gap >= 0 and is_slip(part.value, part.value + gap) for part in found.plus)


def _is_near(one: Fraction, other: Fraction) -> bool:
    """Whether two figures are a slip apart, short ones as well: one digit, or one too many."""
    mine, theirs = sorted((str(one), str(other)), key=len)
    if is_slip(one, other):
        return True
    if len(mine) == len(theirs):
        return sum(a != b for a, b in zip(mine, theirs, strict=True)) == 1 or sorted(mine) == sorted(theirs)
    return any(theirs[:place] + theirs[place + 1 :] == mine for place in range(len(theirs)))


def _leaves_out(found: Linear, total: Row, left_out: LeftOut) -> bool:
    """Whether a total lacks just one row or two, and the report says somewhere that a row is not counted."""
    gap = found.expected() - found.target.value
    marked = bool(_STARRED.search(total.label)) or bool(found.target.passage.marks)
    if gap <= 0 or not (marked or left_out.is_of_sums):
        return False
    values = [part.value for part in found.plus if part.value]
    return gap in values or gap in {one + other for one, other in combinations(values, 2)}
