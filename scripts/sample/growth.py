"""The figures of 2025H1 and 2026H1: those of the year before, moved on a little, rules kept. All of it is invented."""

import hashlib
from collections.abc import Mapping

from khuyenhoc_cli.forms.model import Edition, Measure

Rows = dict[str, dict[str, int]]  # by the row's code, then the indicator's: a count, đồng, 1 for Có

GRAIN_DONG = 10_000
_PER_MILLE = {
    "DS01": (6, 2),
    "CD11": (6, 2),
    "CD12": (6, 2),
    "CD13": (6, 2),
    "CD14": (6, 2),
    "TC11": (4, 4),
    "CX01": (2, 2),
    "GD01": (8, 4),
    "DH01": (10, 8),
    "TG00": (0, 0),
}
_USUAL = (35, 45)  # growth and how far a row may lie from it, per mille
_FIXED = ("TC01", "TC02", "TT01", "XP01", "XP11", "XP12", "XP13", "XP14", "TG01", "DV01")
_FREE = ("TC30", "HS01", "HS02")  # what happens here and there and says nothing of the next year


def moved_on(rows: Rows, edition: Edition, period: str) -> Rows:
    """Each row a year on: every count and amount by its own few per mille, sums and orders as the forms have them."""
    return {row: kept_to_rules(_moved(row, values, edition, period), edition) for row, values in rows.items()}


def _moved(row: str, values: Mapping[str, int], edition: Edition, period: str) -> dict[str, int]:
    moved = {}
    for code, amount in values.items():
        indicator = edition.indicators[code]
        if indicator.measure is Measure.FLAG or code in _FIXED:
            moved[code] = amount
        elif code in _FREE:
            moved[code] = amount // 2 if position(100, period, code, row) < 50 else amount
        else:
            growth, spread = _PER_MILLE.get(code, _USUAL)
            per_mille = 1000 + growth - spread + position(2 * spread + 1, period, code, row)
            grain = GRAIN_DONG if indicator.measure is Measure.MONEY else 1
            moved[code] = amount * per_mille // 1000 // grain * grain if amount >= grain else amount
    return moved


def kept_to_rules(values: dict[str, int], edition: Edition) -> dict[str, int]:
    """The values with sums summed anew and parts no larger than their whole."""
    for rule in edition.rules:
        if rule.kind == "sum" and rule.left in values and any(code in values for code in rule.right):
            values[rule.left] = sum(values.get(code, 0) for code in rule.right)  # a block is not asked every part
    for rule in edition.rules:
        if rule.kind == "order" and all(code in values for code in rule.codes):
            values[rule.left] = min(values[rule.left], sum(values[code] for code in rule.right))
    return values


def position(among: int, *key: str) -> int:
    """A number below `among` that only the key decides."""
    return int.from_bytes(hashlib.sha256("/".join(key).encode()).digest()[:4], "big") % among
