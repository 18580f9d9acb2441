"""Sharing a whole number by weights: the shares are whole and add up to it."""

from collections.abc import Mapping


def share(amount: int, weights: Mapping[str, int]) -> dict[str, int]:
    """The parts of an amount by weights, by largest remainder; ties go in the order of the names.

    Weights are not negative and not all zero; each share lies within one of amount × weight / sum.
    """
    whole = sum(weights.values())
    shares = {name: amount * weight // whole for name, weight in weights.items()}
    left = amount - sum(shares.values())
    by_remainder = sorted(weights, key=lambda name: (-(amount * weights[name] % whole), name))
    for name in by_remainder[:left]:
        shares[name] += 1
    return shares
