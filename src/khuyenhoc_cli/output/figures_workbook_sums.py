"""Sums over the units that know something, in numbers and as formulas, and what a total holds beside the units.

A total may hold more than its units: what the scope answers itself, what an earlier district reported as a whole. That
remainder stands in cells of its own, which the formulas add.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from khuyenhoc_cli.forms.model import Indicator, Measure
from khuyenhoc_cli.output.figures_cells import NOT_APPLICABLE
from khuyenhoc_cli.output.figures_workbook_plan import JOINT, Plan


def exact(indicator: Indicator, sum_: str) -> str:
    """A sum; of money to the đồng, which binary fractions alone would miss."""
    return f"ROUND({sum_},6)" if indicator.measure is Measure.MONEY else sum_


@dataclass(frozen=True)
class Sums:
    """Sums of one indicator, or of the two parts of a ratio, over the units that know them: now, or in both periods.

    An attached unit that is not asked for a denominator adds to the numerator alone. A unit whose year before is known
    only together with others counts with what it has now.
    """

    plan: Plan
    codes: tuple[str, ...]
    with_then: bool

    @cached_property
    def units(self) -> frozenset[str]:
        """The codes of the units that count."""
        first, *others = (self._known_units(code) for code in self.codes)
        return frozenset(first.intersection(*others))

    def _known_units(self, code: str) -> set[str]:
        known = set(self.plan.shown_now[code])
        if self.with_then:
            known &= self.plan.shown_then[code].keys() | self.plan.joint[code]
        return known if code == self.codes[0] else known | self.plan.not_asked[code]

    @cached_property
    def now(self) -> tuple[int | None, ...]:
        """Each code's sum now; None where nobody knows it."""
        return tuple(self._sum(self.plan.shown_now[code]) for code in self.codes)

    @cached_property
    def then(self) -> tuple[int | None, ...]:
        """Each code's sum a year before."""
        return tuple(self._sum(self.plan.shown_then[code]) for code in self.codes)

    def _sum(self, amounts: Mapping[str, int]) -> int | None:
        known = [amounts[unit] for unit in self.units if unit in amounts]
        return sum(known) if known else None

    @cached_property
    def mask(self) -> str:
        """1 for each unit that counts, 0 for the others."""
        factors = [self._known(code, self.plan.all_now(code)) for code in self.codes]
        if self.with_then:
            factors += [self._known(code, self.plan.all_then(code), then=True) for code in self.codes]
        return "*".join(factors)

    def _known(self, code: str, cells: str, *, then: bool = False) -> str:
        terms = [f"ISNUMBER({cells})"]
        if then and self.plan.joint[code]:
            terms.append(f'({cells}="{JOINT}")')
        if code != self.codes[0] and self.plan.not_asked[code]:
            terms.append(f'({cells}="{NOT_APPLICABLE}")')
        return terms[0] if len(terms) == 1 else f"({'+'.join(terms)})"

    @property
    def count_formula(self) -> str:
        """How many units count."""
        return f"SUMPRODUCT({self.mask}*1)" if self.plan.units else "0"

    def formula_now(self, code: str, rest: str = "") -> str:
        """The sum of a code now, and the cell of what stands beside the units."""
        return self._formula(code, self.plan.all_now(code), rest)

    def formula_then(self, code: str, rest: str = "") -> str:
        """The sum of a code a year before, and the cell of what stands beside the units."""
        return self._formula(code, self.plan.all_then(code), rest)

    def formula_apart(self, code: str) -> str:
        """What was taken over by the units that count."""
        return self._formula(code, self.plan.all_apart(code), "")

    def _formula(self, code: str, cells: str, rest: str) -> str:
        sum_ = f"SUMPRODUCT({self.mask},{cells})" if self.plan.units else ""
        return exact(self.plan.edition.indicators[code], "+".join(filter(None, (sum_, rest))))


@dataclass(frozen=True)
class Rest:
    """What an indicator's comparison holds beside the units: `now` and `then`, amounts of the indicator.

    `is_live`: the units and these come to what was computed.
    """

    now: int = 0
    then: int = 0
    is_live: bool = True


def rest_of(plan: Plan, code: str) -> Rest:
    """What the comparison of an indicator holds beside the units."""
    total, sums = plan.figures.totals[code], Sums(plan, (code,), with_then=True)
    if total.comparable is None or total.previous is None:
        return Rest(is_live=not sums.units)
    rest = Rest(total.comparable - (sums.now[0] or 0), total.previous - (sums.then[0] or 0))
    is_counted = total.indicator.measure is not Measure.FLAG or rest == Rest()
    return rest if is_counted and rest.now >= 0 and rest.then >= 0 else Rest(is_live=False)
