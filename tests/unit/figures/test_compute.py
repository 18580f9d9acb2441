"""The figures against an oracle that knows nothing but whole numbers, dictionaries and fractions."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.figures.collect import UnitReturn, collect
from khuyenhoc_cli.figures.compute import compute
from khuyenhoc_cli.figures.gathering import Gathered
from khuyenhoc_cli.figures.model import Figures, State
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.intake.submission import Value
from khuyenhoc_cli.ledger.store import Accepted
from khuyenhoc_cli.output.aggregation import figures_csv, figures_json
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Association, Config, Selection, Signature, Target
from khuyenhoc_cli.workspace.units_file import UnitList

PERIOD = Period.parse("2024H1")
EDITION = load_edition(Path(__file__).parents[3] / "schemas" / "2024")
ROOT = Unit("90", "Tỉnh Thử", "tinh")
DISTRICTS = [Unit(f"90{number}", f"Huyện {name}", "huyen", "90") for number, name in enumerate("ABCDEF", start=1)]
BLOCK = Unit("90K", "Khối trực thuộc Tỉnh hội", "huyen", "90", kind="attached")
UNITS = [*DISTRICTS, BLOCK]
CODES = ("DS01", "HV01", "CD01", "CD02", "Q01", "VB01")
NOT_OF_ATTACHED = {"DS01", "VB01"}
RATIOS = {"HV01/DS01": 100, "CD02/CD01": 100, "Q01/DS01": 1}

Values = dict[str, int]


def config(**settings: object) -> Config:
    base: dict[str, object] = {
        "association": Association(name="Hội", parent_body="Hội trên", unit="90", place="Thử"),
        "signature": Signature(on_behalf="TM.", title="CHỦ TỊCH"),
    }
    return Config.model_validate({**base, **settings})


def returns(values: dict[str, Values]) -> tuple[UnitReturn, ...]:
    """One entry per unit; a unit without values has not sent anything."""
    return tuple(
        UnitReturn(unit, State.RECEIVED if values.get(unit.code) else State.NOT_RECEIVED, values.get(unit.code, {}))
        for unit in UNITS
    )


def figures(now: dict[str, Values], before: dict[str, Values] | None = None, **settings: object) -> Figures:
    return compute(PERIOD, ROOT, EDITION, Gathered(returns(now)), Gathered(returns(before or {})), config(**settings))


def values_of(unit: Unit) -> st.SearchStrategy[Values]:
    codes = [code for code in CODES if unit.kind == "territorial" or code not in NOT_OF_ATTACHED]
    amount = {code: st.integers(0, 1) if code == "VB01" else st.integers(0, 10**12) for code in codes}
    return st.fixed_dictionaries({}, optional=amount)


PERIOD_VALUES = st.fixed_dictionaries({unit.code: values_of(unit) for unit in UNITS})


def ratio_of(code: str, known: dict[str, Values], units: set[str]) -> Fraction | None:
    above, below = code.split("/")
    numerators = [known[unit][above] for unit in units]
    denominators = [known[unit][below] for unit in units if below in known[unit]]
    if not numerators or not sum(denominators):
        return None
    return Fraction(sum(numerators) * RATIOS[code], sum(denominators))


def usable(code: str, known: dict[str, Values]) -> set[str]:
    above, below = code.split("/")
    attached_adds = below in NOT_OF_ATTACHED
    return {
        unit for unit, own in known.items() if above in own and (below in own or (unit == BLOCK.code and attached_adds))
    }


def with_a_district(code: str, now: dict[str, Values], units: set[str]) -> set[str]:
    """The units that compare: none where districts have a value now, and only the block has one a year before."""
    districts = {unit.code for unit in DISTRICTS}
    return units if units & districts or not any(code in now[unit] for unit in districts) else set()


@given(PERIOD_VALUES, PERIOD_VALUES)
@settings(deadline=None, max_examples=30)
def test_totals_deltas_and_ratios(now: dict[str, Values], before: dict[str, Values]) -> None:
    got = figures(now, before)
    for code in CODES:
        known = [own[code] for own in now.values() if code in own]
        both = with_a_district(code, now, {unit for unit in now if code in now[unit] and code in before[unit]})
        total = got.totals[code]
        assert total.value == (sum(known) if known else None)
        assert total.previous == (sum(before[unit][code] for unit in both) if both else None)
        assert total.delta == (sum(now[unit][code] - before[unit][code] for unit in both) if both else None)
        assert total.units == sum(code in now[unit.code] for unit in DISTRICTS)
        assert total.expected == len(DISTRICTS)
        assert [unit.code for unit in total.missing] == [u.code for u in DISTRICTS if code not in now[u.code]]
        assert total.like_for_like == (
            all((code in now[u]) == (code in before[u]) for u in now)
            and both == {u for u in now if code in now[u] and code in before[u]}
        )
    for code in RATIOS:
        figure = got.ratios[code]
        assert figure.value == ratio_of(code, now, usable(code, now))
        compared = with_a_district(code.partition("/")[0], now, usable(code, now) & usable(code, before))
        after, earlier = ratio_of(code, now, compared), ratio_of(code, before, compared)
        assert figure.previous == earlier
        assert figure.delta == (None if after is None or earlier is None else after - earlier)


@given(PERIOD_VALUES, PERIOD_VALUES, st.permutations(UNITS))
@settings(deadline=None, max_examples=12)
def test_the_order_of_rows_changes_nothing(
    now: dict[str, Values], before: dict[str, Values], order: list[Unit]
) -> None:
    straight = figures(now, before)
    entries = {entry.unit.code: entry for entry in returns(now)}
    now_mixed, before_mixed = tuple(entries[u.code] for u in order), tuple(reversed(returns(before)))
    mixed = compute(PERIOD, ROOT, EDITION, Gathered(now_mixed), Gathered(before_mixed), config())
    by_code = {code: replace(total, missing=()) for code, total in straight.totals.items()}
    assert {code: replace(total, missing=()) for code, total in mixed.totals.items()} == by_code
    ratios = {code: replace(ratio, missing=()) for code, ratio in straight.ratios.items()}
    assert {code: replace(ratio, missing=()) for code, ratio in mixed.ratios.items()} == ratios
    assert {entry.unit: entry for entry in mixed.units} == {entry.unit: entry for entry in straight.units}


@given(PERIOD_VALUES)
@settings(deadline=None, max_examples=12)
def test_ranks_count_the_territorial_units_that_are_higher(now: dict[str, Values]) -> None:
    got = figures(now)
    own = {u.unit.code: u.ratios.get("CD02/CD01") for u in got.units if u.unit.kind == "territorial"}
    for unit in got.units:
        value = own.get(unit.unit.code)
        if value is None:
            assert "CD02/CD01" not in unit.ranks
        else:
            assert unit.ranks["CD02/CD01"] == 1 + sum(other > value for other in own.values() if other is not None)


def test_no_returns_at_all_are_no_figures_and_no_fault() -> None:
    got = compute(PERIOD, ROOT, EDITION, Gathered(()), Gathered(()), config())
    assert got.totals["HV01"].value is None
    assert got.ratios["HV01/DS01"].value is None
    assert figures_json(got)["expected"] == 0


def test_blank_is_not_zero() -> None:
    got = figures({"901": {"HV01": 0, "DS01": 100}, "902": {"DS01": 100}})
    assert got.totals["HV01"].value == 0
    assert got.totals["HV01"].units == 1
    assert got.totals["HV02"].value is None
    assert got.ratios["HV01/DS01"].denominator == 100
    assert got.totals["HV01"].printed == "0"
    assert got.totals["HV02"].printed == ""


def test_equal_units_share_a_rank_and_the_next_one_is_skipped() -> None:
    got = figures({f"90{n}": {"HV01": above, "DS01": 10} for n, above in enumerate((5, 7, 5, 3), start=1)})
    assert [unit.ranks.get("HV01/DS01") for unit in got.units[:5]] == [2, 1, 2, 4, None]


def test_flags_count_districts_that_answered() -> None:
    got = figures({"901": {"VB01": 1}, "902": {"VB01": 0}, "903": {"VB01": 1}})
    assert got.totals["VB01"].printed == "2/3"
    # "2/3" counts districts, whatever the block writes
    assert figures({"901": {"VB01": 1}, "90K": {"VB01": 1}}).totals["VB01"].printed == "1/1"


# The units a rule names, in order. Now: A 10/50, B 30/60, C 20/50, D 0/80, E not asked; before: A 20, B 10, C 20, D 5
NOW = {
    "901": {"HV01": 10, "DS01": 50, "VB01": 1},
    "902": {"HV01": 30, "DS01": 60, "VB01": 0},
    "903": {"HV01": 20, "DS01": 50, "VB01": 0},
    "904": {"HV01": 0, "DS01": 80, "VB01": 1},
    "90K": {"HV01": 99},
}
BEFORE = {
    "901": {"HV01": 20, "DS01": 50},
    "902": {"HV01": 10, "DS01": 60},
    "903": {"HV01": 20, "DS01": 40},
    "904": {"HV01": 5, "DS01": 80},
}
CHOICES = [
    ("leading", {"figure": "VB01", "by": "flag"}, "AD"),
    ("lagging", {"figure": "VB01", "by": "flag"}, "BC"),
    ("leading", {"figure": "HV01", "by": "any"}, "KBCA"),
    ("lagging", {"figure": "HV01", "by": "any"}, "KBCA"),
    ("leading", {"figure": "HV01", "by": "top", "count": 2}, "BC"),
    ("lagging", {"figure": "HV01", "by": "top", "count": 2}, "BC"),
    ("leading", {"figure": "HV01", "by": "bottom", "count": 2}, "DA"),
    ("lagging", {"figure": "HV01", "by": "bottom", "count": 2}, "DA"),
    ("leading", {"figure": "HV01/DS01", "by": "top", "count": 9}, "BCA"),
    ("leading", {"figure": "HV01/DS01", "by": "target"}, "BC"),
    ("lagging", {"figure": "HV01/DS01", "by": "target"}, "DA"),
    ("lagging", {"figure": "CD02/CD01", "by": "target"}, ""),
    # the whole: (10 + 30 + 20 + 0 + 99) / 240 = 66,25%
    ("lagging", {"figure": "HV01/DS01", "by": "whole", "share": 0.5}, "DA"),
    ("leading", {"figure": "HV01/DS01", "by": "whole", "share": 0.5}, "BC"),
    ("leading", {"figure": "HV01", "by": "change"}, "B"),
    ("lagging", {"figure": "HV01", "by": "change"}, "AD"),
    ("leading", {"figure": "HV01/DS01", "by": "change"}, "B"),
    ("lagging", {"figure": "HV01/DS01", "by": "change"}, "ACD"),
]


@pytest.mark.parametrize(
    ("side", "rule", "named"), CHOICES, ids=[f"{side} {rule['figure']} {rule['by']}" for side, rule, _ in CHOICES]
)
def test_the_units_a_rule_names(side: str, rule: dict[str, object], named: str) -> None:
    targets = {"HV01/DS01": Target(value=Fraction(40), source="x")}
    got = figures(NOW, BEFORE, targets=targets, **{side: [Selection.model_validate(rule)]})
    (chosen,) = getattr(got, side).values()
    letters = {unit.code: unit.name.removeprefix("Huyện ") for unit in DISTRICTS} | {"90K": "K"}
    assert "".join(letters[selected.unit.code] for selected in chosen) == named


def test_a_rule_that_names_no_figure_is_a_mistake_in_the_settings() -> None:
    with pytest.raises(UserError, match="HV99") as error:
        figures(NOW, leading=[Selection(figure="HV99", by="any")])
    assert error.value.exit_code == 3


@pytest.mark.parametrize("code", ["HV9/DS01", "HV01", "Q01/DS01"])
def test_a_target_for_what_is_no_percentage_is_a_mistake_in_the_settings(code: str) -> None:
    with pytest.raises(UserError, match=code) as error:
        figures(NOW, targets={code: Target(value=Fraction(25), source="Nghị quyết")})
    assert error.value.exit_code == 3


def accepted(unit: str, values: dict[tuple[str, str], int]) -> Accepted:
    cells = {place: Value(amount, CellRef("Biểu 1", "C5")) for place, amount in values.items()}
    return Accepted(PERIOD, unit, 1, "x", "a.xlsx", "2024", date(2024, 6, 6), "now", False, cells, {})


COMMUNES = [Unit("90101", "Xã Một", "xa", "901"), Unit("90102", "Xã Hai", "xa", "901")]
ATTACHED = Unit("901K", "Khối trực thuộc", "co-so", "901", kind="attached")
LIST = UnitList((ROOT, *UNITS, *COMMUNES, ATTACHED), frozenset({"902"}))


def states(entries: tuple[UnitReturn, ...]) -> dict[str, str]:
    return {entry.unit.code: str(entry.state) for entry in entries}


def test_received_rejected_not_received_and_no_association_are_four_things() -> None:
    held = {"901": accepted("901", {("90101", "HV01"): 5}), "903": accepted("903", {("903", "HV01"): 7})}
    entries = collect(ROOT, LIST, held, {"903"}, EDITION)
    expected = {"901": "received", "902": "no_association", "903": "rejected", "904": "not_received"}
    assert states(entries).items() >= expected.items()
    got = compute(
        PERIOD, ROOT, EDITION, Gathered(entries), Gathered(()), config(deadlines={"2024H1": date(2024, 6, 5)})
    )
    assert (len(got.expected), len(got.missing)) == (6, 5)
    assert [unit.unit.code for unit in got.units if unit.late] == ["901"]
    assert got.totals["HV01"].value == 5
    assert got.totals["HV01"].expected == 5


def test_a_unit_without_an_association_that_reports_all_the_same_counts() -> None:
    entries = collect(ROOT, LIST, {"902": accepted("902", {("902", "HV01"): 5})}, (), EDITION)
    assert states(entries)["902"] == "received"


def test_a_units_total_is_the_sum_of_its_rows_or_its_own_row_where_it_alone_is_asked() -> None:
    rows = {("90101", "HV01"): 5, ("90102", "HV01"): 7, ("901K", "HV01"): 1, ("901", "KT01"): 3, ("901", "HV01"): 999}
    entry = collect(ROOT, LIST, {"901": accepted("901", rows)}, (), EDITION)[0]
    assert entry.values == {"HV01": 13, "KT01": 3}


def test_a_district_as_scope_gives_its_communes() -> None:
    rows = {("90101", "HV01"): 5, ("90102", "HV01"): 7, ("901", "KT01"): 3}
    entries = collect(DISTRICTS[0], LIST, {"901": accepted("901", rows)}, (), EDITION)
    assert states(entries) == {"90101": "received", "90102": "received", "901K": "received"}
    got = compute(PERIOD, DISTRICTS[0], EDITION, Gathered(entries), Gathered(()), config())
    assert got.totals["HV01"].value == 12
    assert not got.missing
    assert {entry.made_on for entry in entries} == {None}, "the district's date says nothing of when a commune reported"


def test_a_rejected_district_leaves_its_communes_rejected_though_an_older_version_was_accepted() -> None:
    held = {"901": accepted("901", {("90101", "HV01"): 5})}
    assert set(states(collect(DISTRICTS[0], LIST, held, {"901"}, EDITION)).values()) == {"rejected"}


def test_a_summary_workbook_feeds_the_districts_and_a_districts_own_return_goes_before_it() -> None:
    summary = accepted("90", {("901", "HV01"): 50, ("903", "HV01"): 70, ("904", "VB01"): 1})
    held = {"90": summary, "903": accepted("903", {("903", "HV01"): 71})}
    entries = {entry.unit.code: entry for entry in collect(ROOT, LIST, held, (), EDITION)}
    assert {code: dict(entry.values) for code, entry in entries.items() if entry.values} == {
        "901": {"HV01": 50},
        "903": {"HV01": 71},
        "904": {"VB01": 1},
    }
    assert entries["90K"].state is State.RECEIVED
    assert entries["905"].state is State.NOT_RECEIVED
    assert entries["902"].state is State.NO_ASSOCIATION


def test_json_and_csv_say_money_in_trieu_dong_exactly() -> None:
    got = figures({"901": {"Q01": 33937965000, "DS01": 2026150}, "902": {"Q01": 1}})
    said = figures_json(got)
    assert said["totals"]["Q01"]["value"] == 33937.965001
    assert said["totals"]["Q01"]["printed"] == "33.937,965001"
    assert said["ratios"]["Q01/DS01"]["numerator"] == 33937.965
    assert said["ratios"]["Q01/DS01"]["printed"] == "16.750"
    line = next(line for line in figures_csv(got).splitlines() if line.startswith("Q01,"))
    assert "33937.965,0.000001,33937.965001,,," in line
