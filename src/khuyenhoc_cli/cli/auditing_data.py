"""What a workspace knows of the period that a report is about, for `khuyenhoc audit`."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from khuyenhoc_cli.audit.expected import Aspect, Expected, Known, Labelled
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.store import read_ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit

if TYPE_CHECKING:
    from khuyenhoc_cli.figures.model import Figures, RatioFigure, Total
    from khuyenhoc_cli.forms.model import Edition, Ratio
    from khuyenhoc_cli.ledger.store import Ledger
    from khuyenhoc_cli.report.facts import Facts


def expected_for(desk: Desk, period: Period, scope: Unit) -> Expected | None:
    """What the ledger says of a period over a scope; None where the period was never aggregated."""
    from khuyenhoc_cli.cli.analysing import years_of
    from khuyenhoc_cli.cli.figuring import desk_for, figures_for
    from khuyenhoc_cli.figures.gathering import sources_of
    from khuyenhoc_cli.report.facts import Facts
    from khuyenhoc_cli.workspace.naming import config_of

    with read_ledger(desk.workspace.ledger) as ledger:
        if ledger is None or not sources_of(period, lambda each: bool(ledger.counting(each))):
            return None
        then = desk_for(desk, ledger, period)
        figures = figures_for(then, ledger, period, scope)
        config = config_of(scope, then.workspace.root_on(period), then.workspace.config)
        years = years_of(then, ledger, figures)
        facts = Facts(figures, config, years)
        others = _other_periods(desk, ledger, figures, years.earlier)
    return expected_of(facts, others)


def expected_of(facts: "Facts", others: dict[str, frozenset[Fraction]] | None = None) -> Expected:
    """What figures say: the texts of a draft, every value with its formula, the names of figures and units."""
    from khuyenhoc_cli.report.texts import texts_of

    figures = facts.figures
    return Expected(
        period=str(figures.period),
        scope=figures.scope.code,
        texts=texts_of(facts),
        known=tuple(_known(figures)),
        labels=tuple(_labels(figures.edition)),
        units=tuple(dict.fromkeys(facts.short_names.values())),
        others=others or {},
        places=facts.short_names,
    )


def _other_periods(
    desk: Desk, ledger: "Ledger", figures: "Figures", earlier: Sequence["Figures"]
) -> dict[str, frozenset[Fraction]]:
    """The whole's amounts in every other period that was aggregated, by indicator; `earlier` are worked out already."""
    from khuyenhoc_cli.cli.figuring import desk_for, figures_for

    scope, known = figures.scope, {each.period: each for each in earlier if each.scope == figures.scope}
    found: dict[str, set[Fraction]] = {}
    for other in ledger.periods():
        if other == figures.period:
            continue
        then = desk_for(desk, ledger, other)
        if then.workspace.units_on(other).get(scope.code) is None:
            continue
        told = known.get(other) or figures_for(then, ledger, other, scope)
        for code, total in told.totals.items():
            if total.value is not None:
                found.setdefault(code, set()).add(Fraction(total.value))
    return {code: frozenset(values) for code, values in found.items()}


def _labels(edition: "Edition") -> Iterator[Labelled]:
    for indicator in edition.indicators.values():
        group = f"{indicator.group} {indicator.short}"
        names = tuple(dict.fromkeys((indicator.label, group, *indicator.aliases)))
        yield Labelled(indicator.code, indicator.label, names, indicator.unit)
    for ratio in edition.ratios:
        unit = "%" if ratio.scale == "percent" else "đồng/người"
        yield Labelled(ratio.code, ratio.label, (ratio.label,), unit, ratio.of)


def _known(figures: "Figures") -> Iterator[Known]:
    for code, total in figures.totals.items():
        yield from _known_total(code, total)
    for code, ratio in figures.ratios.items():
        yield from _known_ratio(code, ratio)
    for unit in figures.units:
        place = unit.unit.code
        for code, value in unit.values.items():
            indicator = figures.edition.indicators.get(code)
            if indicator is not None:
                printed = indicator.printed(value)
                yield Known(code, "", place, Fraction(value), printed, f"{unit.unit.name}: {printed}")
        for code, share in unit.ratios.items():
            yield _unit_ratio(figures.edition.ratio_of[code], share, unit.values, figures.edition, place)


def _known_total(code: str, total: "Total") -> Iterator[Known]:
    from khuyenhoc_cli.text.numbers import print_percent

    indicator, values = total.indicator, (total.value, total.previous, total.delta)
    now, before, moved = (None if v is None else _plain(total, abs(v)) for v in values)
    if now is not None:
        yield Known(code, "", "", Fraction(total.value or 0), total.printed, f"{indicator.label} = {total.printed}")
    if before is not None:
        yield Known(code, "previous", "", Fraction(total.previous or 0), before, f"cùng kỳ = {before}")
    if moved is not None and total.delta is not None and total.comparable is not None:
        sign = "−" if total.delta < 0 else "+"
        formula = f"{_plain(total, total.comparable)} − {before} = {sign}{moved}"
        yield Known(code, "delta", "", Fraction(total.delta), moved, formula)
        if total.delta_pct is not None:
            printed = print_percent(abs(total.delta_pct))
            yield Known(code, "delta_pct", "", total.delta_pct, printed, f"{sign}{moved}/{before} = {printed}")


def _plain(total: "Total", value: int) -> str:
    """An amount of an indicator; of a flag the number of units."""
    from khuyenhoc_cli.forms.model import Measure
    from khuyenhoc_cli.text.numbers import print_count

    return print_count(value) if total.indicator.measure is Measure.FLAG else total.indicator.printed(value)


def _known_ratio(code: str, figure: "RatioFigure") -> Iterator[Known]:
    from khuyenhoc_cli.figures.model import print_ratio
    from khuyenhoc_cli.text.numbers import print_decimal

    if figure.value is not None:
        numerator, denominator = figure.numerator or 0, figure.denominator or 0
        formula = f"{_amount(numerator)}/{_amount(denominator)} = {figure.printed}"
        yield Known(code, "", "", figure.value, figure.printed, formula)
    if figure.previous is None:
        return
    before = print_ratio(figure.ratio, figure.previous)
    yield Known(code, "previous", "", figure.previous, before, f"cùng kỳ = {before}")
    if figure.delta is not None and figure.comparable is not None:
        moved = print_decimal(abs(figure.delta), 2 if figure.ratio.scale == "percent" else 0)
        now = print_ratio(figure.ratio, figure.comparable)
        sign = "−" if figure.delta < 0 else "+"
        yield Known(code, "delta", "", figure.delta, moved, f"{now} − {before} = {sign}{moved}")


def _unit_ratio(ratio: "Ratio", value: Fraction, values: object, edition: "Edition", place: str) -> Known:
    from khuyenhoc_cli.figures.model import print_ratio

    assert isinstance(values, dict)
    parts = [edition.indicators[code].printed(values[code]) for code in (ratio.numerator, ratio.denominator)]
    printed = print_ratio(ratio, value)
    aspect: Aspect = ""
    return Known(ratio.code, aspect, place, value, printed, f"{'/'.join(parts)} = {printed}")


def _amount(value: int) -> str:
    from khuyenhoc_cli.text.numbers import print_count

    return print_count(value)
