"""A closed period comes back as it was kept, to the last value."""

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.intake.submission import Value
from khuyenhoc_cli.ledger.books import Book
from khuyenhoc_cli.ledger.freezing import Closed, Frozen, packed_frozen, unpacked_frozen
from khuyenhoc_cli.ledger.records import Accepted
from khuyenhoc_cli.ledger.store import open_ledger, read_ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Part, Unit
from khuyenhoc_cli.workspace.config import Config
from khuyenhoc_cli.workspace.ratios import with_own_ratios
from khuyenhoc_cli.workspace.units_file import UnitList

SCHEMAS = Path(__file__).parents[3] / "schemas"
EDITIONS = [load_edition(path.parent) for path in sorted(SCHEMAS.glob("*/edition.toml"))]
CONFIG = {
    "association": {"name": "Hội", "parent_body": "HỘI", "unit": "91", "place": "Thử"},
    "signature": {"on_behalf": "TM.", "title": "CHỦ TỊCH"},
    "targets": {"HV01/DS01": {"value": "1/3", "source": "Nghị quyết"}, "GD03/GD01": {"value": 26.5, "source": "QĐ"}},
    "deadlines": {"2024H1": date(2024, 6, 5)},
    "leading": [{"figure": "HV01", "by": "top", "count": 3}, {"figure": "HV01/DS01", "by": "whole", "share": "2/3"}],
    "lagging": [{"figure": "HV03", "by": "missing"}],
    "ratios": [{"numerator": "HV03", "denominator": "HV01", "label": "Tỷ lệ mới", "of": "hội viên", "key": "moi"}],
    "answers": {"2024H1": {"VB01": "Chưa"}},
    "units_from": {"2025H2": "units-2026.csv"},
    "assigned": {"2024": "giao.csv"},
}

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
codes = st.text("0123456789KABC", min_size=1, max_size=5)
days = st.none() | st.dates()
amounts = st.integers(-(10**18), 10**18)
units = st.builds(
    Unit,
    codes,
    texts,
    st.sampled_from(["tinh", "huyen", "xa", "chi-hoi"]),
    codes,
    days,
    days,
    st.sampled_from(["territorial", "attached"]),
    st.lists(texts, max_size=2).map(tuple),
)
values = st.dictionaries(
    st.tuples(codes, codes), st.builds(Value, amounts, st.builds(CellRef, texts, texts)), max_size=4
)
whole = st.integers(0, 10**6)


def accepted(period: Period) -> st.SearchStrategy[Accepted]:
    return st.builds(
        Accepted, st.just(period), codes, whole, texts, texts, texts, days, texts, st.booleans(), values,
        st.dictionaries(texts, texts, max_size=2), st.none() | whole, st.none() | whole,
    )  # fmt: skip


@st.composite
def books(draw: Callable[[Any], Any], period: Period) -> Book:
    listed = draw(st.lists(units, min_size=1, max_size=4, unique_by=lambda unit: unit.code))
    without = draw(st.frozensets(st.sampled_from([unit.code for unit in listed])))
    returns = draw(st.lists(accepted(period), max_size=3, unique_by=lambda each: each.unit))
    return Book(
        period,
        draw(st.sampled_from(EDITIONS)),
        UnitList(tuple(listed), without),
        draw(st.sampled_from(listed)),
        {each.unit: each for each in returns},
        draw(st.frozensets(codes, max_size=2)),
        "2024-07-01T00:00:00+00:00",
    )


parts = st.dictionaries(
    codes, st.lists(st.builds(Part, codes, st.none() | whole), min_size=1, max_size=3).map(tuple), max_size=3
)


@st.composite
def frozen_periods(draw: Callable[[Any], Any]) -> Frozen:
    periods = draw(st.sets(st.sampled_from(["2022H1", "2023H1", "2024H1", "2024Q1", "2024M9", "2024"]), min_size=1))
    return Frozen(
        {each: draw(books(each)) for each in map(Period.parse, sorted(periods))},
        Config.model_validate(CONFIG),
        draw(parts),
        draw(parts),
        draw(st.dictionaries(st.tuples(codes, codes), amounts, max_size=3)),
        draw(st.dictionaries(texts, texts, max_size=3)),
        draw(st.dictionaries(texts, st.none() | amounts | texts | st.floats(allow_nan=False), max_size=3)),
    )


@given(frozen_periods())
def test_what_was_frozen_thaws_as_it_was(frozen: Frozen) -> None:
    packed = packed_frozen(frozen)
    thawed = unpacked_frozen(packed, "2024-07-01T00:00:00+00:00")
    assert thawed == frozen
    assert list(thawed.books) == list(frozen.books)
    assert packed_frozen(thawed) == packed


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_forms_with_the_ratios_of_a_workspace_thaw_as_they_were(edition: Any) -> None:
    config = Config.model_validate(CONFIG)
    own = with_own_ratios(edition, config.ratios)
    assert own != edition
    unit = Unit("91", "Tỉnh", "tinh")
    period = Period.parse("2024H1")
    book = Book(period, own, UnitList((unit,), frozenset()), unit, {}, frozenset(), "lúc ấy")
    thawed = unpacked_frozen(packed_frozen(Frozen({period: book}, config, {}, {}, {}, {}, {})), "lúc ấy")
    assert thawed.books[period].edition == own
    assert thawed.books[period].edition.ratios[-1].label == "Tỷ lệ mới"
    assert (thawed.config.targets["HV01/DS01"].value, thawed.config.targets["GD03/GD01"].value) == (
        Fraction(1, 3),
        Fraction(53, 2),
    )
    assert thawed.config == config


def test_a_closed_period_stands_in_the_ledger_and_only_once(tmp_path: Path) -> None:
    path, period = tmp_path / "ledger.sqlite", Period.parse("2024H1")
    frozen = Frozen({}, Config.model_validate(CONFIG), {}, {}, {}, {"a.xlsx": "0"}, {"totals": {}})
    closed = Closed(period, "2024-07-01T00:00:00+00:00", "Người Thử", "0.1.0", frozen)
    with open_ledger(path) as ledger:
        assert ledger.closed(period) is None
        ledger.close(closed)
    with pytest.raises(UserError), open_ledger(path) as ledger:
        ledger.close(closed)
    with read_ledger(path) as held:
        assert held is not None
        assert held.closed(period) == closed
        assert held.closed(period.year_before) is None


def test_every_file_of_forms_is_plain_data() -> None:
    """What is kept of the forms needs nothing of the program to be understood: JSON, and the names of the files."""
    for edition in EDITIONS:
        data = edition.model_dump(by_alias=True, mode="json")
        assert json.loads(json.dumps(data)) == data
        assert type(edition).model_validate(data) == edition
