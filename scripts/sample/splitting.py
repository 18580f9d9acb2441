"""Splitting a total over rows: exact, bounded, and the same on every machine."""

import hashlib
from collections.abc import Mapping

_UNIT = 1 << 64  # the price of a weight of one, finer than any weight


def split(
    total: int,
    weights: Mapping[str, int],
    lower: Mapping[str, int] | None = None,
    upper: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Parts that add up to `total`, proportional to the weights as far as the bounds let them.

    Rows without a bound reach from 0 up without end; ValueError where the bounds leave no room for the total.
    """
    least = {row: (lower or {}).get(row, 0) for row in weights}
    most = {row: max((upper or {}).get(row, total), least[row]) for row in weights}

    def parts(level: int) -> dict[str, int]:
        return {row: min(max(level * weight // _UNIT, least[row]), most[row]) for row, weight in weights.items()}

    low, high = 0, _UNIT * (total + 1)
    if not sum(parts(low).values()) <= total <= sum(parts(high).values()):
        raise ValueError(f"{total} does not fit between {sum(least.values())} and {sum(parts(high).values())}")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if sum(parts(middle).values()) <= total else (low, middle)
    result, next_higher = parts(low), parts(high)
    growing = [row for row in weights if next_higher[row] > result[row]]
    for row in growing[: total - sum(result.values())]:
        result[row] += 1
    return result


def vary(weight: int, spread_pct: int, *key: str) -> int:
    """The weight, a thousand times finer, times a factor within ± the spread that only the key decides."""
    digest = hashlib.sha256("/".join(key).encode()).digest()
    position = int.from_bytes(digest[:4], "big")  # in 0 … 2³²
    factor = 1000 + spread_pct * 10 * (2 * position - (1 << 32)) // (1 << 32)
    return weight * factor
