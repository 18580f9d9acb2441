"""Proposals for cells that could not be read or look wrong: of all that may be meant, what the evidence points at.

Strongest first: a sum rule that closes, a total that the other rows leave open by just so much, an order that the other
readings break, the year before, the level of the other rows. Where two readings are left, nothing is claimed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.checks.evidence import Because, Exact, Witness
from khuyenhoc_cli.checks.neighbours import columns, level_of
from khuyenhoc_cli.checks.slips import DIGIT_SLIPS, UNIT_SLIPS
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.model import Indicator, Measure
from khuyenhoc_cli.intake.cells import amount_of_typed, text_readings, typed
from khuyenhoc_cli.intake.submission import Place
from khuyenhoc_cli.text.numbers import parse_printed, round_half_up
from khuyenhoc_cli.text.readings import NOTHING, Readings, date_readings, fraction_readings

# Cells without a value, cells whose value is in doubt, and findings that leave a value as it was read.
UNREAD = frozenset({"KH201", "KH202", "KH203", "KH204", "KH205", "KH206", "KH208"})
_DOUBTFUL = frozenset({"KH501", "KH601"})
_HARMLESS = frozenset({"KH209", "KH211", "KH304"})


def propose(context: CheckContext, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in their order, those about one number with the best proposal there is and the reason for it."""
    places = places_of(context)
    asked = {
        finding.at: finding
        for finding in findings
        if finding.at in places and finding.code in UNREAD | _DOUBTFUL and _indicator(finding, context)
    }
    if not asked:
        return list(findings)
    doctor = _Doctor.of(context, asked.values(), findings, places)
    return [
        doctor.examine(finding, places[finding.at])
        if finding.at is not None and asked.get(finding.at) is finding
        else finding
        for finding in findings
    ]


def places_of(context: CheckContext) -> dict[CellRef, Place]:
    """The observation each cell of a return stands for."""
    submission = context.submission
    unread = {at: place for places in (submission.blank, submission.unread) for place, at in places.items()}
    return unread | {value.at: place for place, value in submission.values.items()}


def readings_of(finding: Finding, indicator: Indicator) -> Readings:
    """Everything that may be meant by what stands in a finding's cell."""
    found = finding.found or ""
    match finding.code:
        case "KH201" | "KH205" if finding.code == "KH201" or finding.proposed:
            return text_readings(found.removeprefix("="), indicator)
        case "KH202":
            number = parse_printed(found)
            return NOTHING if number is None else fraction_readings(number)
        case "KH208":
            return _of_date(found, indicator)
        case "KH203" | "KH501" | "KH601":
            number = parse_printed(found)
            return NOTHING if number is None else _without_slips(int(number * indicator.scale))
        case _:
            return NOTHING


def _of_date(found: str, indicator: Indicator) -> Readings:
    try:
        day = datetime.strptime(found, "%d/%m/%Y").date()
    except ValueError:
        return NOTHING
    read = date_readings(day)
    if indicator.measure is Measure.COUNT:
        return read
    return Readings(None, tuple(n * indicator.scale for n in read.possible))


def _without_slips(amount: int) -> Readings:
    """What a value may be without its sign, or without a slip of unit or digit."""
    if amount < 0:
        return Readings(-amount, sure=True)
    meant = [slip.undone(amount) for slip in (*UNIT_SLIPS, *DIGIT_SLIPS)]
    return Readings(None, tuple(int(n) for n in meant if n == int(n) and n > 0))


@dataclass(frozen=True)
class _Doctor:
    """`solid` takes only values nobody doubts as witnesses; `tentative` also what is proposed for other cells."""

    context: CheckContext
    solid: Witness
    tentative: Witness

    @classmethod
    def of(
        cls, context: CheckContext, asked: Iterable[Finding], findings: Iterable[Finding], places: dict[CellRef, Place]
    ) -> "_Doctor":
        doubted = {ref for f in findings if f.code not in _HARMLESS for ref in (f.at, *f.also)}
        values = context.submission.values
        solid = {place: value.amount for place, value in values.items() if value.at not in doubted}
        proposed = {
            places[finding.at]: amount
            for finding in asked
            if finding.at is not None and finding.code in UNREAD and finding.proposed
            if (amount := amount_of_typed(finding.proposed, _of(finding, context))) is not None
        }
        known = replace(context, doubted=frozenset(ref for ref in doubted if ref is not None))
        return cls(known, Witness(known, solid), Witness(known, {**proposed, **solid}))

    def examine(self, finding: Finding, place: Place) -> Finding:
        """The finding with what its cell is shown to mean; as it was where nothing decides."""
        indicator = _of(finding, self.context)
        readings = readings_of(finding, indicator)
        shown = self._by_sum(place, readings, finding) if readings.possible else self._by_sum_alone(place, indicator)
        if shown is None and readings.possible and finding.code in UNREAD:
            shown = self._by_likelihood(place, readings) if readings.exact else self._about(place, readings, indicator)
        if shown is None:
            return replace(finding, proposed=None, because={}) if self._is_hardly_none(place, readings) else finding
        return replace(finding, proposed=typed(shown.amount, indicator), because=shown.because)

    def _by_sum(self, place: Place, readings: Readings, finding: Finding) -> Exact | None:
        """The reading with which a sum closes. A fraction rounded is none: a total of fractions is rounded as well."""
        may_be = set(readings.possible)
        if finding.code == "KH202" and readings.proposed is not None and readings.others:
            may_be = {readings.proposed}
        rules = [exact for exact in self.tentative.by_rules(place) if exact.amount in may_be]
        totals = [exact for exact in self.tentative.by_totals(place, typed_only=False) if exact.amount in may_be]
        return _only(rules) or (None if rules else _only(totals))

    def _by_sum_alone(self, place: Place, indicator: Indicator) -> Exact | None:
        """What all sums ask for where the cell itself says nothing."""
        sums = [*self.solid.by_rules(place), *self.solid.by_totals(place, typed_only=True)]
        exact = _only(sums)
        if exact is None or exact.amount > indicator.maximum * indicator.scale:
            return None
        return None if self.solid.against(place, exact.amount) else exact

    def _about(self, place: Place, readings: Readings, indicator: Indicator) -> Exact | None:
        """What all sums ask for, where the text says about so many ("khoảng 500"), or has a dash that means none."""
        exact = self._by_sum_alone(place, indicator)
        if exact is None or readings.possible == (0,):
            return exact
        return exact if any(n <= exact.amount * 2 and exact.amount <= n * 2 for n in readings.possible) else None

    def _is_hardly_none(self, place: Place, readings: Readings) -> bool:
        """Whether a dash that mostly means none stands where there was something last year, or has to be something."""
        is_sign = readings.proposed == 0 and not readings.exact
        return is_sign and (self.context.previous.get(place, 0) > 0 or self.solid.against(place, 0) is not None)

    def _by_likelihood(self, place: Place, readings: Readings) -> Exact | None:
        """The one reading left by the orders of its row, near the year before, or at the level of the other rows."""
        broken = {n: because for n in readings.possible if (because := self.solid.against(place, n))}
        left = [n for n in readings.possible if n not in broken]
        if len(left) == 1 and broken and not readings.sure:
            return Exact(left[0], next(iter(broken.values())))
        near = [Exact(n, because) for n in left if (because := self.solid.last_year(place, n))]
        if near or self.context.previous.get(place, 0) > 0 or len(left) < 2:
            return _only(near)
        return self._by_level(place, left)

    def _by_level(self, place: Place, amounts: Sequence[int]) -> Exact | None:
        """The one reading at the level of the other rows."""
        if self.context.unit(place[0]).kind != "territorial":
            return None
        level = level_of(place, self.context, self._columns.get(place[1], {}))
        if level is None:
            return None
        because = _at_level(self.context.edition.indicators[place[1]], level.middle)
        times = self.context.thresholds.neighbours.near
        return _only([Exact(n, because) for n in amounts if n > 0 and level.is_near(n, times)])

    @cached_property
    def _columns(self) -> Mapping[str, Mapping[Place, int]]:
        return columns(self.context)


def _at_level(indicator: Indicator, middle: Fraction) -> Because:
    printed = indicator.printed(int(round_half_up(middle)))
    return {
        "vi": f"vì theo các dòng khác của cột thì vào khoảng {printed}",
        "en": f"because the other rows of the column point to about {printed}",
    }


def _only(found: Sequence[Exact]) -> Exact | None:
    """The first, if all say the same amount."""
    return found[0] if len({exact.amount for exact in found}) == 1 else None


def _indicator(finding: Finding, context: CheckContext) -> Indicator | None:
    indicator = context.edition.indicators.get(finding.indicator or "")
    return None if indicator is None or indicator.measure is Measure.FLAG else indicator


def _of(finding: Finding, context: CheckContext) -> Indicator:
    return context.edition.indicators[finding.indicator or ""]
