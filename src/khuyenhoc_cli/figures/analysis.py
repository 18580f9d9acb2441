"""What an office reads out of its figures: ranks, contributions, targets, outliers and the years before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khuyenhoc_cli.figures.assigned import AssignedStandings, assigned_standings
from khuyenhoc_cli.figures.contributions import Contributions, contributions
from khuyenhoc_cli.figures.earlier import Earlier
from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.figures.outliers import Outlier, find_outliers
from khuyenhoc_cli.figures.ranking import Ranked, ranking
from khuyenhoc_cli.figures.series import Series, series_of
from khuyenhoc_cli.figures.targets import TargetStandings, target_standings
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.ledger.records import Explained
from khuyenhoc_cli.workspace.config import Config


@dataclass(frozen=True)
class Known:
    """What is known beside a period's figures: numbers assigned by unit and indicator, what offices explained by unit.

    `earlier` are the figures of the same part of the years before, `over_today` what those whose list of units was
    another one came to over today's; both in any order.
    """

    assigned: Mapping[tuple[str, str], int] = field(default_factory=dict)
    explained: Mapping[str, Sequence[Explained]] = field(default_factory=dict)
    earlier: Sequence[Figures] = ()
    over_today: Sequence[Earlier] = ()


@dataclass(frozen=True)
class Analysis:
    """The analysis of a period over a scope. `watched` are the figures that the settings name, flags excepted.

    `rankings` are those of the watched figures, `by_change` of their changes over the year, `contributions` those of
    every indicator whose change is known. `series` is None where nothing is known of the years before.
    """

    watched: tuple[str, ...]
    rankings: Mapping[str, tuple[Ranked, ...]]
    by_change: Mapping[str, tuple[Ranked, ...]]
    contributions: Mapping[str, Contributions]
    targets: tuple[TargetStandings, ...]
    assigned: tuple[AssignedStandings, ...]
    outliers: tuple[Outlier, ...]
    series: Series | None


def analyse(figures: Figures, config: Config, known: Known) -> Analysis:
    """The analysis of one period's figures."""
    found = {code: contributions(figures, code) for code in figures.totals}
    watched = watched_figures(config, figures.edition)
    return Analysis(
        watched=watched,
        rankings={figure: ranking(figures, figure) for figure in watched},
        by_change={figure: ranking(figures, figure, by_change=True) for figure in watched},
        contributions={code: parts for code, parts in found.items() if parts is not None},
        targets=target_standings(figures, {code: target.source for code, target in config.targets.items()}),
        assigned=assigned_standings(figures, known.assigned),
        outliers=find_outliers(figures, config.outliers, known.explained),
        series=series_of([*known.earlier, figures], known.over_today) if known.earlier or known.over_today else None,
    )


def watched_figures(config: Config, edition: Edition) -> tuple[str, ...]:
    """What targets, ratios and rules of the settings name, and what those ratios count, in the order of the edition."""
    named = {*config.targets, *(rule.figure for rule in (*config.leading, *config.lagging))}
    named |= {f"{ratio.numerator}/{ratio.denominator}" for ratio in config.ratios}
    named |= {edition.ratio_of[figure].numerator for figure in named if figure in edition.ratio_of}
    indicators = (code for code, each in edition.indicators.items() if each.measure is not Measure.FLAG)
    return tuple(figure for figure in (*indicators, *edition.ratio_of) if figure in named)
