"""The cells of one indicator and of one ratio on the sheet of comparisons."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from khuyenhoc_cli.figures.model import RatioFigure, Total, ratio_value
from khuyenhoc_cli.output.figures_cells import NOT_APPLICABLE, UNKNOWN
from khuyenhoc_cli.output.figures_workbook_formulas import (
    Cell,
    Shown,
    amount,
    change_cell,
    divided,
    now_cell,
    previous_cell,
    whole,
)
from khuyenhoc_cli.output.figures_workbook_plan import Plan
from khuyenhoc_cli.output.figures_workbook_sums import Rest, Sums, exact, rest_of


@dataclass(frozen=True)
class IndicatorLine:
    """The cells of one indicator's row; `line` is the row as Excel counts it."""

    plan: Plan
    total: Total
    line: int

    @cached_property
    def sums(self) -> Sums:
        return Sums(self.plan, (self.total.indicator.code,), with_then=True)

    @cached_property
    def rest(self) -> Rest:
        return rest_of(self.plan, self.total.indicator.code)

    @property
    def now(self) -> Cell:
        return now_cell(self.plan, self.total.indicator.code)

    @property
    def both(self) -> Cell:
        return Cell(len(self.sums.units), f"={self.sums.count_formula}") if self.rest.is_live else Cell(UNKNOWN)

    @property
    def comparable(self) -> Cell:
        code = self.total.indicator.code
        rest = self.plan.then(code, self.plan.total_row + 1) if self.rest.now else ""
        return self._sum(self.total.comparable, self.sums.formula_now(code, rest))

    @property
    def previous(self) -> Cell:
        code = self.total.indicator.code
        rest = self.plan.then(code, self.plan.total_row) if self.rest.then else ""
        return self._sum(self.total.previous, self.sums.formula_then(code, rest))

    def _sum(self, value: int | None, formula: str) -> Cell:
        if not self.rest.is_live or not (self.plan.units or self.rest.now):
            return Cell(UNKNOWN if value is None else amount(self.total.indicator, value))
        if value is not None and not self.sums.units:
            return Cell(amount(self.total.indicator, value), f"={formula}")
        shown: Shown = UNKNOWN if value is None else amount(self.total.indicator, value)
        return Cell(shown, f'=IF(E{self.line}=0,"{UNKNOWN}",{formula})')

    @property
    def apart(self) -> Cell:
        indicator, apart = self.total.indicator, self.total.apart
        if apart is None or not indicator.taken_over:
            return Cell("")
        counting = (unit for unit in self.plan.units if unit.unit.code in self.sums.units)
        of_units = sum(unit.apart.get(indicator.code, 0) for unit in counting)
        live = self.rest.is_live and bool(self.plan.units) and of_units == apart
        return Cell(amount(indicator, apart), f"={self.sums.formula_apart(indicator.code)}" if live else "")

    @property
    def change(self) -> Cell:
        difference = exact(self.total.indicator, f"F{self.line}-N(H{self.line})-G{self.line}")
        formula = f'=IF(COUNT(F{self.line},G{self.line})<2,"{NOT_APPLICABLE}",{difference})'
        return Cell(change_cell(self.plan, self.total.indicator.code).shown, formula)

    @property
    def pct(self) -> Cell:
        share = self.total.delta_pct
        change, before = f"I{self.line}", f"G{self.line}"
        quotient = f'IF({before}=0,"{NOT_APPLICABLE}",{change}/{before})'
        formula = f'=IF(COUNT({change},{before})<2,"{NOT_APPLICABLE}",{quotient})'
        return Cell(NOT_APPLICABLE if share is None else float(share / 100), formula)


@dataclass(frozen=True)
class RatioLine:
    """The cells of one ratio's row."""

    plan: Plan
    figure: RatioFigure
    line: int

    @property
    def codes(self) -> tuple[str, str]:
        return self.figure.ratio.numerator, self.figure.ratio.denominator

    @cached_property
    def sums(self) -> Sums:
        return Sums(self.plan, self.codes, with_then=True)

    @cached_property
    def added(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The parts to which what stands beside the units is added, now and before; None where nothing comes right."""
        now = self._added(self.sums.now, {code: rest.now for code, rest in self._rests.items()}, self.figure.comparable)
        then = self._added(
            self.sums.then, {code: rest.then for code, rest in self._rests.items()}, self.figure.previous
        )
        return None if now is None or then is None else (now, then)

    @cached_property
    def _rests(self) -> Mapping[str, Rest]:
        return {code: rest_of(self.plan, code) for code in self.codes}

    def _added(
        self, sums: tuple[int | None, ...], rests: Mapping[str, int], value: Fraction | None
    ) -> tuple[str, ...] | None:
        for codes in ((), self.codes, self.codes[:1]):
            if ratio_value(self.figure.ratio, *_with(sums, self.codes, codes, rests)) == value:
                return tuple(code for code in codes if rests[code])
        return None

    @property
    def now(self) -> Cell:
        code = self.figure.ratio.code
        return now_cell(self.plan, code) if code in self.plan.homes else whole(self.plan, code)

    @cached_property
    def parts(self) -> tuple[Cell, ...]:
        """Numerator and denominator now, then those of the year before."""
        if self.added is None:
            return (Cell(UNKNOWN),) * 4
        now, then = self.added
        return (
            *(self._now(code, value, code in now) for code, value in zip(self.codes, self.sums.now, strict=True)),
            *(self._then(code, value, code in then) for code, value in zip(self.codes, self.sums.then, strict=True)),
        )

    def _now(self, code: str, value: int | None, with_rest: bool) -> Cell:
        rest = self.plan.then(code, self.plan.total_row + 1) if with_rest else ""
        return self._part(code, value, self._rests[code].now if with_rest else 0, self.sums.formula_now(code, rest))

    def _then(self, code: str, value: int | None, with_rest: bool) -> Cell:
        rest = self.plan.then(code, self.plan.total_row) if with_rest else ""
        return self._part(code, value, self._rests[code].then if with_rest else 0, self.sums.formula_then(code, rest))

    def _part(self, code: str, value: int | None, rest: int, formula: str) -> Cell:
        if value is None and not rest:
            return Cell(UNKNOWN)
        return Cell(amount(self.plan.edition.indicators[code], (value or 0) + rest), f"={formula}")

    @property
    def previous(self) -> Cell:
        shown = previous_cell(self.plan, self.figure.ratio.code).shown
        if self.added is None or self.figure.previous is None:
            return Cell(shown)
        return Cell(shown, f"={self._divided('G', 'H')}")

    @property
    def change(self) -> Cell:
        shown = change_cell(self.plan, self.figure.ratio.code).shown
        if self.added is None or self.figure.delta is None:
            return Cell(shown)
        difference = f"{self._divided('E', 'F')}-I{self.line}"
        return Cell(shown, f"=({difference})*100" if self.figure.ratio.scale == "percent" else f"={difference}")

    def _divided(self, above: str, below: str) -> str:
        return divided(self.figure.ratio, self.plan.edition.indicators, f"{above}{self.line}", f"{below}{self.line}")


def _with(
    sums: tuple[int | None, ...], codes: tuple[str, ...], added: tuple[str, ...], rests: Mapping[str, int]
) -> tuple[int | None, int | None]:
    """The two sums, those of the `added` codes with what stands beside the units."""
    above, below = (
        (value or 0) + rests[code] if code in added and rests[code] else value
        for code, value in zip(codes, sums, strict=True)
    )
    return above, below
