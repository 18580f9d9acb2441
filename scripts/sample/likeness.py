"""Figures of a unit in the image of another one: the same proportions, give or take a little."""

from collections.abc import Mapping
from fractions import Fraction

from khuyenhoc_cli.forms.model import Edition, Measure

from .growth import GRAIN_DONG, kept_to_rules
from .shares import PLAN, One, Rural, Share, Step, Sum
from .splitting import vary

_LEAST_SPREAD_PCT = 6
_FINE = 1000  # how much finer than a weight a varied one is


def in_the_image(
    of: Mapping[str, int], given: Mapping[str, int], times: Mapping[str, Fraction], edition: Edition, *key: str
) -> dict[str, int]:
    """Every indicator but those of the own form. `given` are known ones; `times`: how much more of one."""
    values = dict(given)
    for step in PLAN:
        if step.code not in values and step.code in of:
            values[step.code] = _value(step, values, of, times.get(step.code, Fraction(1)), edition, *key)
    return kept_to_rules(values, edition)


def _value(
    step: Step, values: Mapping[str, int], of: Mapping[str, int], times: Fraction, edition: Edition, *key: str
) -> int:
    match step:
        case Share():
            expected = Fraction(of[step.code] * values[step.of or "TC01"], of[step.of or "TC01"]) * times
            varied = vary(int(expected), max(step.spread // 2, _LEAST_SPREAD_PCT), *key, step.code) // _FINE
            whole, *taken = (values[code] for code in step.cap) if step.cap else (varied,)
            grain = GRAIN_DONG if edition.indicators[step.code].measure is Measure.MONEY else 1
            return min(varied, whole - sum(taken)) // grain * grain
        case Sum(_, plus, minus):
            return sum(values[code] for code in plus) - sum(values[code] for code in minus)
        case One():
            return values["TC01"]
        case Rural(code, base):
            return of[code] * values[base] // of[base]
