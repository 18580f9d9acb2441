"""Which units the rules of the settings name: ties, what is missing, changes without what was taken over."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import ValidationError

from khuyenhoc_cli.figures.model import Figures, RatioFigure, State, UnitFigures, print_ratio, ratio_value
from khuyenhoc_cli.figures.selection import select
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Association, Config, Selection, Signature

EDITION = load_edition(Path(__file__).parents[3] / "schemas" / "2024")
SCOPE = Unit("90", "Tỉnh Thử", "tinh")
Values = Mapping[str, int]


def unit_figures(
    letter: str,
    values: Values,
    previous: Values | None = None,
    *,
    apart: Values | None = None,
    state: State = State.RECEIVED,
    attached: bool = False,
) -> UnitFigures:
    kind = "attached" if attached else "territorial"
    unit = Unit(letter, f"Huyện {letter}", "huyen", "90", kind=kind)  # type: ignore[arg-type]
    found = {r.code: ratio_value(r, values.get(r.numerator), values.get(r.denominator)) for r in EDITION.ratios}
    ratios = {code: value for code, value in found.items() if value is not None}
    return UnitFigures(unit, state, values, previous or {}, ratios, {}, apart=apart or {})


def figures(units: Iterable[UnitFigures], target: Fraction | None = None, whole: tuple[int, int] = (0, 0)) -> Figures:
    """Nothing but units, and the ratio HV01/DS01 with a target and the scope's own numerator and denominator."""
    ratio = RatioFigure(EDITION.ratio_of["HV01/DS01"], *whole, None, None, target)
    now = Period.parse("2024H1")
    return Figures(now, now.year_before, SCOPE, EDITION, {}, {"HV01/DS01": ratio}, tuple(units), {}, {})


def named(got: Figures, side: str, **rule: object) -> str:
    """The letters of the units that one rule names, in order."""
    chosen = select(got, **{"leading": (), "lagging": (), side: (Selection.model_validate(rule),)})
    (selected,) = getattr(chosen, side).values()
    return "".join(each.unit.code for each in selected)


def of_members(**members: int) -> list[UnitFigures]:
    return [unit_figures(letter, {"HV01": amount, "DS01": 100}) for letter, amount in members.items()]


TIES = [
    # side, by, count, members, named
    ("leading", "top", 2, {"A": 5, "B": 9, "C": 5, "D": 1}, "BAC"),  # the second place is shared
    ("leading", "top", 1, {"A": 5, "B": 9, "C": 5, "D": 1}, "B"),
    ("leading", "top", 3, {"A": 5, "B": 9, "C": 5, "D": 1}, "BAC"),
    ("leading", "top", 9, {"A": 5, "B": 9}, "BA"),
    ("leading", "top", 2, {"A": 7, "B": 7, "C": 7}, "ABC"),
    ("leading", "top", 2, {"A": 7, "B": 0, "C": 0}, "A"),  # with nothing nobody is among the highest
    ("leading", "top", 2, {"A": 0, "B": 0}, ""),
    ("lagging", "bottom", 1, {"A": 5, "B": 0, "C": 0}, "BC"),
    ("lagging", "bottom", 2, {"A": 5, "B": 4, "C": 4, "D": 3}, "DBC"),
]


@pytest.mark.parametrize("figure", ["HV01", "HV01/DS01"])
@pytest.mark.parametrize(("side", "by", "count", "members", "expected"), TIES)
def test_all_that_tie_at_the_last_place_are_named(
    side: str, by: str, count: int, members: dict[str, int], expected: str, figure: str
) -> None:
    assert named(figures(of_members(**members)), side, figure=figure, by=by, count=count) == expected


def test_values_that_print_alike_are_no_tie() -> None:
    units = [unit_figures("A", {"HV01": 33333, "DS01": 100000}), unit_figures("B", {"HV01": 1, "DS01": 3})]
    got = figures(units)
    assert [print_ratio(EDITION.ratio_of["HV01/DS01"], u.ratios["HV01/DS01"]) for u in units] == ["33,33%", "33,33%"]
    assert named(got, "leading", figure="HV01/DS01", by="top", count=1) == "B"


def test_units_without_a_return_or_without_the_figure_are_missing() -> None:
    units = [
        unit_figures("A", {"HV01": 3, "DS01": 10}),
        unit_figures("B", {}, state=State.NOT_RECEIVED),
        unit_figures("C", {"DS01": 10}),
        unit_figures("D", {"HV01": 0}),
        unit_figures("E", {}, state=State.NO_ASSOCIATION),
        unit_figures("F", {}, state=State.REJECTED),
        unit_figures("K", {}, attached=True),  # a block that has nothing to say
        unit_figures("L", {}, attached=True, state=State.NOT_RECEIVED),
    ]
    got = figures(units)
    assert named(got, "lagging", figure="HV01", by="missing") == "BCFL"
    assert named(got, "lagging", figure="DS01", by="missing") == "BDF"  # not asked of blocks
    assert named(got, "lagging", figure="HV01/DS01", by="missing") == "BCDFL"


def test_a_ratio_over_zero_is_not_missing() -> None:
    got = figures([unit_figures("A", {"XP11": 0, "XP01": 0})])
    assert named(got, "lagging", figure="XP11/XP01", by="missing") == ""


def test_nobody_leads_by_what_is_missing() -> None:
    head = {
        "association": Association(name="Hội", parent_body="Hội trên", unit="90", place="Thử"),
        "signature": Signature(on_behalf="TM.", title="CHỦ TỊCH"),
    }
    rule = {"figure": "HV01", "by": "missing"}
    assert Config.model_validate({**head, "lagging": [rule]}).lagging[0].by == "missing"
    with pytest.raises(ValidationError, match=r"HV01: by = \"missing\" chỉ dùng ở \[\[lagging\]\]"):
        Config.model_validate({**head, "leading": [rule]})


def test_money_that_was_taken_over_is_no_growth() -> None:
    units = [
        unit_figures("A", {"Q30": 900, "DS01": 10}, {"Q30": 500, "DS01": 10}, apart={"Q30": 600}),  # grew by -200
        unit_figures("B", {"Q30": 900, "DS01": 10}, {"Q30": 500, "DS01": 10}),
        unit_figures("C", {"Q30": 700}, {"Q30": 100}, apart={"Q30": 600}),  # as it was
    ]
    got = figures(units)
    assert named(got, "leading", figure="Q30", by="change") == "B"
    assert named(got, "lagging", figure="Q30", by="change") == "A"


def test_the_change_of_a_ratio_leaves_out_what_its_numerator_took_over() -> None:
    # đồng per person: A 90 now, 30 without the 600 taken over, 50 before; B 90 after 50
    units = [
        unit_figures("A", {"Q01": 900, "DS01": 10}, {"Q01": 500, "DS01": 10}, apart={"Q01": 600}),
        unit_figures("B", {"Q01": 900, "DS01": 10}, {"Q01": 500, "DS01": 10}),
        unit_figures("C", {"Q01": 900, "DS01": 10}, {"Q01": 500}),
    ]
    got = select(figures(units), (), (Selection(figure="Q01/DS01", by="change"),))
    assert [(each.unit.code, each.value) for each in got.lagging["Q01/DS01"]] == [("A", -20)]
    assert named(figures(units), "leading", figure="Q01/DS01", by="change") == "B"


def test_a_unit_just_below_its_target_is_named_and_printed_below_it() -> None:
    units = [
        unit_figures("A", {"HV01": 24_999, "DS01": 100_000}),
        unit_figures("B", {"HV01": 25_000, "DS01": 100_000}),
        unit_figures("C", {"HV01": 24_000, "DS01": 100_000}),
    ]
    got = select(figures(units, Fraction(25)), (), (Selection(figure="HV01/DS01", by="target"),))
    chosen = got.lagging["HV01/DS01"]
    ratio = EDITION.ratio_of["HV01/DS01"]
    assert [print_ratio(ratio, Fraction(each.value or 0), each.limit) for each in chosen] == ["24,00%", "24,999%"]


PRINTED = [
    ("HV01/DS01", Fraction("24.999"), Fraction(25), "24,999%"),
    ("HV01/DS01", Fraction("24.994"), Fraction(25), "24,99%"),
    ("HV01/DS01", Fraction("24.9999996"), Fraction(25), "24,9999996%"),
    ("HV01/DS01", Fraction("25.0000004"), Fraction(25), "25,00%"),
    ("HV01/DS01", Fraction(25), Fraction(25), "25,00%"),
    ("HV01/DS01", Fraction("26.3506"), Fraction(25), "26,35%"),
    ("HV01/DS01", Fraction("26.3506"), None, "26,35%"),
    ("HV01/DS01", Fraction("62.4996"), Fraction("62.5"), "62,4996%"),
    ("HV01/DS01", Fraction("33.331"), Fraction(100, 3), "33,331%"),
    ("Q01/DS01", Fraction(16750), Fraction("16750.3"), "16.750,0"),
    ("Q01/DS01", Fraction("16750.3"), Fraction(16750), "16.750"),
]


@pytest.mark.parametrize(("code", "value", "limit", "printed"), PRINTED)
def test_a_ratio_below_a_limit_does_not_look_as_if_it_reached_it(
    code: str, value: Fraction, limit: Fraction | None, printed: str
) -> None:
    assert print_ratio(EDITION.ratio_of[code], value, limit) == printed
