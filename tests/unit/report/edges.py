"""Figures at the edges of what a report has to say, and what no text may look like at any of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.periods import Period
from tests.unit.report.daklak import NO, UNITS, computed, daklak, edition, first_period, with_totals
from tests.unit.report.reading import notes, paragraphs

_STRANGE = re.compile(r"  | [,.;:)]|\( |,,|;;|\.\.|None|\{|\}|: \.|, \.|\(\)|[,;]\.")


def half_missing() -> Figures:
    """Half of the units have sent no return."""
    return computed(UNITS[8:])


def all_yes() -> Figures:
    """Every unit has answered "Có", and no rule chose anybody."""
    return replace(with_totals(daklak(), **{code: {"value": 15} for code in NO}), lagging={}, leading={})


def nothing_known() -> Figures:
    """No return at all."""
    return computed((), compared=False)


def all_zero() -> Figures:
    """Every figure is known to be zero."""
    return computed(values={unit.code: dict.fromkeys(edition().indicators, 0) for unit in UNITS})


def all_fell() -> Figures:
    """Whatever is known of the year before has fallen by a tenth."""
    shrunk = {
        unit.unit.code: {code: value * 9 // 10 for code, value in unit.previous.items()} for unit in daklak().units
    }
    return computed(values=shrunk)


def one_unit() -> Figures:
    """A single unit below."""
    return computed(units=UNITS[:1])


def hostile() -> Figures:
    """Names that look like markup, like a template or like a formula."""
    names = ("Huyện <b>Lắk</b> & M'Drắk", "Huyện {{ 7*7 }}", "Huyện =1+1", "Huyện %}{% raw %}")
    units = tuple(replace(unit, name=name) for unit, name in zip(UNITS, names, strict=False)) + UNITS[len(names) :]
    return computed(units=units, received=units[3:])


EDGES: Mapping[str, Callable[[], Figures]] = {
    "published": daklak,
    "first period": first_period,
    "half missing": half_missing,
    "all yes": all_yes,
    "nothing known": nothing_known,
    "all zero": all_zero,
    "all fell": all_fell,
    "one unit": one_unit,
}


def of_year(figures: Figures) -> Figures:
    """The same figures as if they were of the whole year 2024."""
    return replace(figures, period=Period(2024, ""), compared_with=Period(2023, ""))


def assert_clean(data: bytes) -> None:
    """No doubled or stray punctuation, no line of nothing, no "None" and no tag in any text of a draft."""
    for text in [*paragraphs(data), *notes(data)]:
        assert not _STRANGE.search(text.replace("./.", "")), text
        assert text.strip() not in {"-", "."}, text
        assert text == text.strip(), repr(text)
