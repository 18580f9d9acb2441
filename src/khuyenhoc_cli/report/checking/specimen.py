"""Contexts that a template is tried on: one where everything is known, one where nothing is, neither of them real."""

from collections.abc import Mapping
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

# level of the reporting unit -> the unit, and the two below it
_SCOPES: Mapping[str, tuple[Unit, tuple[Unit, Unit]]] = {
    "trung-uong": (Unit("0", "Nước Thử", "trung-uong"), (Unit("1", "Tỉnh Một", "tinh"), Unit("2", "Tỉnh Hai", "tinh"))),
    "cum": (Unit("0", "Cụm Thử", "cum"), (Unit("1", "Tỉnh Một", "tinh"), Unit("2", "Tỉnh Hai", "tinh"))),
    "tinh": (Unit("0", "Tỉnh Thử", "tinh"), (Unit("1", "Huyện Một", "huyen"), Unit("2", "Huyện Hai", "huyen"))),
    "huyen": (Unit("0", "Huyện Thử", "huyen"), (Unit("1", "Xã Một", "xa"), Unit("2", "Xã Hai", "xa"))),
    "xa": (Unit("0", "Xã Thử", "xa"), (Unit("1", "Chi hội Một", "chi-hoi"), Unit("2", "Chi hội Hai", "chi-hoi"))),
}
_NOW, _BEFORE = (120, 90), (100, 100)  # the first unit grew, the second one fell


def known_context(edition: Edition, config: Config, level: str = "tinh") -> dict[str, Any]:
    """A context with something under every name: two invented units, each figure known, each section written.

    `level` is that of the unit that reports: reports of a commune or a cluster have names of their own.
    """
    narrative = {section.key: "Lời của đơn vị." for section in REPORT_SECTIONS}
    figures = _figures(edition, config, State.RECEIVED, level)
    return report_context(Facts(figures, config, Years(series_of([figures]))), narrative).values


def unknown_context(edition: Edition, config: Config, level: str = "tinh") -> dict[str, Any]:
    """A context as it is before the first return has come."""
    return report_context(Facts(_figures(edition, config, State.NOT_RECEIVED, level), config), {}).values


def _figures(edition: Edition, config: Config, state: State, level: str) -> Figures:
    scope, units = _SCOPES.get(level, _SCOPES["tinh"])

    def gathered(shares: tuple[int, ...]) -> Gathered:
        values = [{code: _value(edition, code, share) for code in edition.indicators} for share in shares]
        known = state is State.RECEIVED
        returns = zip(units, values, strict=True)
        return Gathered(tuple(UnitReturn(unit, state, own if known else {}) for unit, own in returns))

    return compute(Period(2024, "H1"), scope, edition, gathered(_NOW), gathered(_BEFORE), config)


def _value(edition: Edition, code: str, share: int) -> int:
    return int(share > _BEFORE[1]) if edition.indicators[code].measure is Measure.FLAG else share
