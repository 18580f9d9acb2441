"""What the report may say of the figures: each method one question, answered in words ready to print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import get_args

from khuyenhoc_cli.figures.model import Figures, RatioFigure, Selected, State, Total, UnitFigures, print_ratio
from khuyenhoc_cli.figures.remarks import Remark, remarks_of
from khuyenhoc_cli.figures.series import Series, series_of
from khuyenhoc_cli.forms.model import Measure, Ratio
from khuyenhoc_cli.report import phrases
from khuyenhoc_cli.report.claims import Claim, Side
from khuyenhoc_cli.report.years import NO_YEARS, Years
from khuyenhoc_cli.text.numbers import print_count, print_decimal, print_small_count
from khuyenhoc_cli.units.model import Kind, Unit
from khuyenhoc_cli.workspace.config import Config

UNKNOWN = "…"
NOT_APPLICABLE = "–"  # what cannot be known: no population, nothing to compare with
VALUED_AT_MOST = 20  # the appendices have them all
LACKING_AT_MOST = 5
_TWO_TIERS_SINCE = date(2025, 7, 1)
_COMMUNES_BEFORE = "xã, phường, thị trấn"
# figures of several communes, which mean nothing in a branch; nor do the flags
_NOT_OF_BRANCHES = frozenset({"TC01", "TC02", "TC03", "TC30", "TT01", "XP01", "XP11", "XP12", "XP13", "XP14"})
_WHOLE = {"trung-uong": "cả nước", "cum": "toàn cụm", "tinh": "toàn tỉnh", "huyen": "toàn huyện", "xa": "toàn xã"}


@dataclass(frozen=True)
class Facts:
    """A period's figures, the office's settings; for some reports the years before, the levels they are written for."""

    figures: Figures
    config: Config
    years: Years = NO_YEARS
    levels: tuple[str, ...] = ()

    @cached_property
    def series(self) -> Series:
        """The years up to this period; of a report that does not ask for them, it alone."""
        return self.years.series or series_of([self.figures])

    @cached_property
    def not_asked_of(self) -> Mapping[Kind, frozenset[str]]:
        """By kind of unit the indicators that it is not asked for, and the ratios that need one of them."""
        edition = self.figures.edition
        lacking = {
            kind: {i.code for i in edition.indicators.values() if not i.is_asked_of(kind)} for kind in get_args(Kind)
        }
        return {
            kind: frozenset(codes | {ratio for ratio in edition.ratio_of if codes & set(ratio.split("/"))})
            for kind, codes in lacking.items()
        }

    @property
    def units_over_years(self) -> tuple[UnitFigures, ...]:
        """The units that a report over several years tells one by one; none where it is not one."""
        return self.figures.units if self.years.series else ()

    @cached_property
    def compared(self) -> str:
        """What changes are measured against: "cùng kỳ năm 2023", for a whole year "năm 2023"."""
        period = self.figures.compared_with
        return f"{'cùng kỳ ' if period.part else ''}năm {period.year}"

    @cached_property
    def compared_carried_over(self) -> str:
        """The same where no footnote can say that the year before was carried over to today's units."""
        return self.compared + (" (đã quy về đơn vị hiện nay)" if self.figures.rebasing else "")

    @cached_property
    def remarks(self) -> Mapping[str, Remark]:
        """By key what has to be said beside the figures."""
        return {remark.key: remark for remark in remarks_of(self.figures)}

    @cached_property
    def has_comparison(self) -> bool:
        """Whether anything is known of the year before."""
        return any(total.previous is not None for total in self.figures.totals.values())

    @cached_property
    def achieved(self) -> str:
        """How titles of the models are counted: "ước đạt" until the year is over, then "đạt"."""
        return "đạt" if self.figures.period.last_day.month == 12 else "ước đạt"

    @cached_property
    def whole(self) -> str:
        """The scope as a whole: "toàn tỉnh"."""
        scope = self.figures.scope
        if prefix := phrases.parted(scope)[0]:
            return f"toàn {prefix}"
        return _WHOLE.get(scope.level, "toàn đơn vị") if scope.kind == "territorial" else "toàn đơn vị"

    @cached_property
    def reported(self) -> str:
        """Whom the totals speak for: "toàn tỉnh", as long as a return is missing "các đơn vị đã báo cáo"."""
        return f"các {self.each} đã báo cáo" if self.figures.missing else self.whole

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """By code the name of each unit as lists print it: "Buôn Hồ"."""
        return phrases.short_names(unit.unit for unit in self.figures.units)

    @cached_property
    def kinds(self) -> str:
        """The kinds of territorial units below: "huyện, thị xã, thành phố"."""
        return phrases.kinds_of(unit.unit for unit in self.figures.units)

    @cached_property
    def each(self) -> str:
        """What any unit below is called: "đơn vị", in a commune "chi hội"."""
        return phrases.kind_of_each(unit.unit for unit in self.figures.units)

    @cached_property
    def each_territory(self) -> str:
        """What any territorial unit below is called: those attached, such as an office, may be no branches."""
        return phrases.kind_of_each(unit.unit for unit in self.figures.units if unit.unit.kind == "territorial")

    @cached_property
    def over_branches(self) -> bool:
        """Whether the units below are branches (chi hội), as in a commune."""
        return any(unit.unit.level == "chi-hoi" for unit in self.figures.units)

    def is_told(self, code: str) -> bool:
        """Whether reports of this level tell an indicator: a commune's do not count communes among its branches."""
        return not self.over_branches or code not in _NOT_OF_BRANCHES | self.figures.edition.flags

    @cached_property
    def over_communes(self) -> bool:
        """Whether the units below are communes, as under a district, or under a province since July 2025."""
        return any(unit.unit.level == "xa" and unit.unit.kind == "territorial" for unit in self.figures.units)

    @cached_property
    def communes(self) -> str:
        """The kinds of communes in the scope: "xã, phường, thị trấn", since July 2025 "xã, phường, đặc khu"."""
        if self.over_communes:
            return self.kinds
        return _COMMUNES_BEFORE if self.figures.period.last_day < _TWO_TIERS_SINCE else "xã, phường, đặc khu"

    def denominator(self, ratio: Ratio) -> str:
        """What a ratio is a share of, in the words of its edition, but for the kinds of communes."""
        return ratio.of.replace(_COMMUNES_BEFORE, self.communes)

    def total(self, code: str) -> Total | None:
        """An indicator's total, if the edition has it."""
        return self.figures.totals.get(code)

    def ratio(self, code: str) -> RatioFigure | None:
        """A ratio over the scope, if the edition has it."""
        return self.figures.ratios.get(code)

    def is_positive(self, code: str) -> bool:
        """Whether a total is known and more than zero."""
        total = self.total(code)
        return total is not None and bool(total.value)

    def printed(self, figure: str) -> str:
        """A total or a ratio as printed; "…" where it is not known, "–" where there is nothing to divide by."""
        found = self.total(figure) or self.ratio(figure)
        if isinstance(found, RatioFigure) and found.value is None and None not in (found.numerator, found.denominator):
            return NOT_APPLICABLE
        return (found.printed if found else "") or UNKNOWN

    def two_digits(self, code: str) -> str:
        """A total as running text has it, a count below ten with two digits: "07"; "…" where it is not known."""
        total = self.total(code)
        if total is None or total.value is None or total.indicator.measure is not Measure.COUNT:
            return self.printed(code)
        return print_small_count(total.value)

    def amount(self, code: str) -> str:
        """A total with its unit: "533.903 người", "02 lớp"; "" where it is not known."""
        total = self.total(code)
        return "" if total is None or total.value is None else phrases.amount(total.indicator, total.value)

    def change(self, figure: str, *, with_pct: bool = False) -> str:
        """The change over the year in words: "tăng 24.239 người so với cùng kỳ năm 2023"."""
        if total := self.total(figure):
            pct = total.delta_pct if with_pct else None
            return phrases.change(total.delta, total.indicator, self.compared, pct, total.apart or 0)
        ratio = self.ratio(figure)
        return phrases.ratio_change(ratio.delta, ratio.ratio, self.compared) if ratio else ""

    def against_target(self, figure: str) -> str:
        """A ratio against its target: "vượt 1,35 điểm phần trăm so với chỉ tiêu 25% theo …"."""
        ratio, target = self.ratio(figure), self.config.targets.get(figure)
        return phrases.against_target(ratio.value, ratio.target, target.source if target else "") if ratio else ""

    def chosen(self, figure: str, side: Side, claim: Claim) -> tuple[Selected, ...]:
        """The units a rule chose, if it chose them in a way that bears the claim out; nobody leads with nothing."""
        rules = self.config.leading if side == "leading" else self.config.lagging
        if not any(rule.figure == figure and rule.by in claim.by for rule in rules):
            return ()
        if claim.comparative and not self._can_be_compared(figure):
            return ()
        if side == "lagging":
            return self.figures.lagging.get(figure, ())
        return tuple(selected for selected in self.figures.leading.get(figure, ()) if selected.value != 0)

    def _can_be_compared(self, figure: str) -> bool:
        """Whether two territorial units or more have a value."""
        units = (unit for unit in self.figures.units if unit.unit.kind == "territorial")
        return sum(figure in unit.values or figure in unit.ratios for unit in units) > 1

    def chosen_names(self, figure: str, side: Side, claim: Claim, at_most: int) -> str:
        """The units a rule chose, by their short names: "Buôn Đôn, Ea Súp và 03 đơn vị khác"."""
        units = [selected.unit for selected in self.chosen(figure, side, claim)]
        names = [self.short_names.get(unit.code, unit.name) for unit in units]
        return phrases.enumerate_units(names, at_most, phrases.kind_of_each(units))

    def names(self, units: Iterable[Unit]) -> str:
        """Units under their prefix: "các huyện Buôn Đôn, Ea Súp; thị xã Buôn Hồ"."""
        return phrases.group_names(units)

    def with_values(self, figure: str, chosen: Iterable[Selected]) -> str:
        """Units with the value they were chosen by: "Buôn Hồ (37,24%), Ea Kar (30,72%)"; very many are cut short."""
        units = list(chosen)
        valued = ((self.short_names.get(s.unit.code, s.unit.name), self._value(figure, s)) for s in units)
        listed = [f"{name} ({value})" if value else name for name, value in valued]
        if len(listed) > VALUED_AT_MOST:
            return phrases.enumerate_units(listed, VALUED_AT_MOST, phrases.kind_of_each(s.unit for s in units))
        return ", ".join(listed)

    def _value(self, figure: str, selected: Selected) -> str:
        if selected.value is None:
            return ""
        edition = self.figures.edition
        if ratio := edition.ratio_of.get(figure):
            unit = "" if ratio.scale == "percent" else f" {phrases.PER_PERSON}"
            return print_ratio(ratio, Fraction(selected.value), selected.limit) + unit
        return phrases.amount(edition.indicators[figure], int(selected.value))

    def gap(self, code: str) -> tuple[Unit, ...]:
        """The units a total lacks although their return has come: a cell left blank, not a return that is missing."""
        without_return = {unit.unit.code for unit in self.figures.missing}
        total = self._incomplete(code)
        return tuple(unit for unit in total.missing if unit.code not in without_return) if total else ()

    def coverage(self, figure: str) -> str:
        """What a total or a ratio lacks, behind a space: " (14/15 đơn vị; thiếu huyện Lắk)"; "" where nothing."""
        found = self._incomplete(figure)
        if found is None:
            return ""
        lacking = phrases.group_names(found.missing, LACKING_AT_MOST)
        return f" ({found.units}/{found.expected} {self.each_territory}; thiếu {lacking})"

    def coverage_short(self, figure: str) -> str:
        """The same without the names, for where they have been said: " (14/15 đơn vị)"."""
        found = self._incomplete(figure)
        return "" if found is None else f" ({found.units}/{found.expected} {self.each_territory})"

    def _incomplete(self, figure: str) -> Total | RatioFigure | None:
        """The figure, if units lack in it. What no unit has a part in, the scope has answered itself: nothing lacks."""
        found = self.total(figure) or self.ratio(figure)
        return found if found is not None and found.value is not None and found.units and found.missing else None

    def units_in(self, *states: State) -> tuple[Unit, ...]:
        """The units whose return is in one of these states."""
        return tuple(unit.unit for unit in self.figures.units if unit.state in states)


def previous(figure: Total | RatioFigure | None) -> str:
    """The year before as printed; "" where it is not known."""
    if figure is None or figure.previous is None:
        return ""
    if isinstance(figure, RatioFigure):
        return print_ratio(figure.ratio, figure.previous)
    if figure.indicator.measure is Measure.FLAG:
        return print_count(figure.previous)
    return figure.indicator.printed(figure.previous)


def difference(figure: Total | RatioFigure | None) -> str:
    """How far a figure moved, without sign and unit: "24.239", "0,91"; "" where it is not known."""
    if figure is None or figure.delta is None:
        return ""
    if isinstance(figure, RatioFigure):
        return print_decimal(abs(figure.delta), 2 if figure.ratio.scale == "percent" else 0)
    if figure.indicator.measure is Measure.FLAG:
        return print_count(abs(figure.delta))
    return figure.indicator.printed(abs(figure.delta))


def signed_ratio(delta: Fraction, ratio: Ratio) -> str:
    """A change of a ratio for a table: "+0,91", "-0,12", "0,00"."""
    printed = print_decimal(abs(delta), 2 if ratio.scale == "percent" else 0)
    return printed if not printed.strip("0,") else f"{'+' if delta > 0 else '-'}{printed}"


def signed(figure: Total | RatioFigure | None) -> str:
    """A change for a table: "+24.239", "-0,12", "0"; "" where it is not known."""
    printed = difference(figure)
    if figure is None or figure.delta is None or not printed.strip("0,"):
        return printed
    return f"{'+' if figure.delta > 0 else '-'}{printed}"
