"""Contexts that a template is tried on: one where everything is known, one where nothing is, neither of them real."""

from typing import Any

from khuyenhoc_cli.figures.collect import UnitReturn
from khuyenhoc_cli.figures.compute import compute
from khuyenhoc_cli.figures.gathering import Gathered
from khuyenhoc_cli.figures.model import Figures, State
from khuyenhoc_cli.figures.series import series_of
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.forms.narrative import REPORT_SECTIONS
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.context import report_context
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.years import Years
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Config

_SCOPE = Unit("00", "Tỉnh Thử", "tinh")
_UNITS = (Unit("001", "Huyện Một", "huyen", "00"), Unit("002", "Huyện Hai", "huyen", "00"))
_NOW, _BEFORE = (120, 90), (100, 100)  # the first unit grew, the second one fell


def known_context(edition: Edition, config: Config) -> dict[str, Any]:
    """A context with something under every name: two invented units, each figure known, each section written."""
    narrative = {section.key: "Lời của đơn vị." for section in REPORT_SECTIONS}
    figures = _figures(edition, config, State.RECEIVED)
    return report_context(Facts(figures, config, Years(series_of([figures]))), narrative).values


def unknown_context(edition: Edition, config: Config) -> dict[str, Any]:
    """A context as it is before the first return has come."""
    return report_context(Facts(_figures(edition, config, State.NOT_RECEIVED), config), {}).values


def _figures(edition: Edition, config: Config, state: State) -> Figures:
    def gathered(shares: tuple[int, ...]) -> Gathered:
        values = [{code: _value(edition, code, share) for code in edition.indicators} for share in shares]
        known = state is State.RECEIVED
        returns = zip(_UNITS, values, strict=True)
        return Gathered(tuple(UnitReturn(unit, state, own if known else {}) for unit, own in returns))

    return compute(Period(2024, "H1"), _SCOPE, edition, gathered(_NOW), gathered(_BEFORE), config)


def _value(edition: Edition, code: str, share: int) -> int:
    return int(share > _BEFORE[1]) if edition.indicators[code].measure is Measure.FLAG else share
