"""The pipeline against the oracle on random worlds: hierarchies, periods, missing units, revisions, successions."""

import os
import random
from dataclasses import asdict, replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.figures.assembly import figures_of
from khuyenhoc_cli.figures.gathering import Succession
from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.submission import Submission, Value
from khuyenhoc_cli.ledger.books import Book, Books
from khuyenhoc_cli.ledger.records import Reason, SetAside
from khuyenhoc_cli.ledger.store import open_ledger
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Association, Config, Signature
from tests.unit.figures import oracle_totals
from tests.unit.figures.oracle import World, kids, sources
from tests.unit.figures.worlds import COLLECTED, ROOT, books, edition, registry, table, world

FORMS = edition()
CONFIG = Config(
    association=Association(name="Hội", parent_body="Hội trên", unit=ROOT, place="Thử"),
    signature=Signature(on_behalf="TM.", title="CHỦ TỊCH"),
)
MOMENT = "2026-01-01T00:00:00+00:00"
EXAMPLES = int(os.environ.get("ORACLE_EXAMPLES", "250"))
WORLDS = st.builds(
    world,
    seed=st.integers(0, 2**40),
    reporters=st.integers(1, 4),
    rows=st.integers(0, 3),
    across=st.booleans(),
    change=st.booleans(),
    part=st.sampled_from(sorted(COLLECTED)),
)


def computed(made: World, scope: str, held: Books | None = None) -> Figures:
    held = held or books(made, FORMS)
    period = Period.parse(made["asked"][0])
    last = held(Period.parse(sources(made, made["asked"][0])[-1]))
    assert last is not None
    unit = last.units.get(scope)
    assert unit is not None
    return figures_of(held, period, unit, CONFIG, Succession(table(made), registry(made)))


def as_plain(got: Figures) -> dict[str, Any]:
    """The program's figures in the oracle's shape."""
    percent = {ratio.code: 100 if ratio.scale == "percent" else 1 for ratio in FORMS.ratios}
    return {
        "totals": {
            code: {
                "value": total.value,
                "comparable": total.comparable,
                "previous": total.previous,
                "apart": total.apart,
                "units": total.units,
                "expected": total.expected,
                "missing": [unit.code for unit in total.missing],
                "rebased": total.rebased,
                "estimated": total.estimated,
                "like_for_like": total.like_for_like,
                "over": set(total.over),
            }
            for code, total in got.totals.items()
        },
        "ratios": {
            tuple(code.split("/")): {
                "numerator": figure.numerator,
                "denominator": figure.denominator,
                "units": figure.units,
                "expected": figure.expected,
                "missing": [unit.code for unit in figure.missing],
                "rebased": figure.rebased,
                "estimated": figure.estimated,
                "over": set(figure.over),
                "comparable": None if figure.comparable is None else figure.comparable / percent[code],
                "previous": None if figure.previous is None else figure.previous / percent[code],
            }
            for code, figure in got.ratios.items()
        },
        "units": {
            entry.unit.code: {
                "values": dict(entry.values),
                "previous": dict(entry.previous),
                "apart": dict(entry.apart),
                "state": str(entry.state),
                "estimated": set(entry.estimated),
                "predecessors": {code_of(name) for name in entry.predecessors},
            }
            for entry in got.units
        },
        "ranks": {
            tuple(ratio.code.split("/")): {e.unit.code: e.ranks[ratio.code] for e in got.units if ratio.code in e.ranks}
            for ratio in FORMS.ratios
        },
        "rebasing": got.rebasing and {key: set(map(code_of, names)) for key, names in asdict(got.rebasing).items()},
        "sources": [str(period) for period in got.sources],
    }


def code_of(name: str) -> str:
    """A unit of these worlds by its name."""
    return name.removeprefix("Đơn vị ")


def expected(made: World, scope: str) -> dict[str, Any]:
    """The oracle's figures, its pairs as fractions."""
    found = oracle_totals.figures(made, *made["asked"], scope)
    for each in found["ratios"].values():
        for key in ("comparable", "previous"):
            each[key] = Fraction(*each[key]) if each[key] is not None else None
    return found


def scopes(made: World) -> list[str]:
    units = made["periods"][sources(made, made["asked"][0])[-1]]["list_units"]
    return [unit for unit, *_ in units["units"] if kids(units, unit)]


@given(WORLDS)
@settings(deadline=None, max_examples=EXAMPLES)
def test_the_pipeline_agrees_with_the_oracle_to_the_last_digit(made: World) -> None:
    for scope in scopes(made):
        assert as_plain(computed(made, scope)) == expected(made, scope)


@given(WORLDS, st.integers(0, 2**20))
@settings(deadline=None, max_examples=25)
def test_of_the_versions_in_the_ledger_the_newest_counts(made: World, seed: int) -> None:
    chance = random.Random(seed)
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.sqlite") as ledger:
        for name, each in made["periods"].items():
            period = Period.parse(name)
            for unit, said in each["returns"].items():
                older = [{place: amount + chance.randint(1, 9) for place, amount in said.items()}] * chance.randint(
                    0, 2
                )
                for version, values in enumerate([*older, said]):
                    submission = Submission(
                        Unit(unit, unit, "xa"),
                        period,
                        "t",
                        {place: Value(amount, CellRef("Biểu 1", "A1")) for place, amount in values.items()},
                    )
                    digest = f"{name} {unit} {version}"
                    ledger.accept(submission, sha256=digest, file=unit, taken_in_at=MOMENT, with_errors=False)
            withdrawn = {unit for unit in each["returns"] if chance.random() < 0.1}
            aside = [SetAside(unit, unit, Reason.REJECTED) for unit in each["rejected"]]
            aside += [SetAside(unit, unit, Reason.WITHDRAWN) for unit in withdrawn - each["rejected"]]
            ledger.set_aside(period, aside)
            gone = withdrawn - each["rejected"]
            each["returns"] = {unit: said for unit, said in each["returns"].items() if unit not in gone}
        plain = books(made, FORMS)

        def held(period: Period) -> Book | None:
            book = plain(period)
            return book and replace(book, accepted=ledger.counting(period), rejected=ledger.rejected(period))

        for scope in scopes(made):
            assert as_plain(computed(made, scope, held)) == expected(made, scope)


@pytest.mark.parametrize("seed", range(60))
def test_worlds_are_not_empty(seed: int) -> None:
    made = world(seed, 3, 2, across=bool(seed % 2), change=True, part=sorted(COLLECTED)[seed % len(COLLECTED)])
    assert any(said for each in made["periods"].values() for said in each["returns"].values())
