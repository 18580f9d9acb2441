"""Figures to print: a plain year, a year across the reform, the totals of an old report; with gaps where wanted."""

import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from khuyenhoc_cli.figures.assembly import figures_of
from khuyenhoc_cli.figures.gathering import Succession
from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.intake.submission import Value
from khuyenhoc_cli.ledger.books import Book
from khuyenhoc_cli.ledger.records import Accepted
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.successors import no_registry
from khuyenhoc_cli.units.model import Part, Unit
from khuyenhoc_cli.workspace.config import Association, Config, Selection, Signature, Target
from khuyenhoc_cli.workspace.units_file import UnitList

PLAIN_EDITION = load_edition(Path(__file__).parents[3] / "schemas" / "2024")
Rows = Mapping[tuple[str, str], int]
"""By the row's unit and the indicator."""

PROVINCE = Unit("90", "Tỉnh Thử", "tinh")
BLOCK = Unit("90K", "Khối trực thuộc Tỉnh hội", "huyen", "90", kind="attached")
HILL, RIVER = Unit("901", "Huyện Đồi Thử", "huyen", "90"), Unit("902", "Thị xã Sông Thử", "huyen", "90")
DISTRICTS = (HILL, RIVER, Unit("903", "Huyện Ăn Thử", "huyen", "90"), Unit("904", "=1+1", "huyen", "90"))
OLD_COMMUNES = tuple(
    Unit(f"90{district}0{number}", f"Xã Cũ {district}{number}", "xa", f"90{district}")
    for district in (1, 2)
    for number in (1, 2, 3)
)
NEW_COMMUNES = tuple(Unit(f"9000{number}", f"Xã Mới {number}", "xa", "90") for number in range(1, 5))
DISTRICT_LIST = UnitList((PROVINCE, *DISTRICTS, BLOCK), frozenset({"904"}))
OLD_LIST = UnitList((PROVINCE, HILL, RIVER, BLOCK, *OLD_COMMUNES), frozenset())
NEW_LIST = UnitList((PROVINCE, *NEW_COMMUNES, BLOCK), frozenset())
BECAME = {
    "90101": (Part("90001"),),
    "90102": (Part("90001"),),
    "90103": (Part("90002"),),
    "90201": (Part("90002", 7_000), Part("90003", 5_001)),  # split
    "90202": (Part("90003"),),
    "90203": (Part("90004"),),
}


_TWO_YEARS = (("2023H1", 1000), ("2024H1", 0))


def config() -> Config:
    """Settings with two targets and the rules that name units."""
    return Config(
        association=Association(name="Hội Khuyến học tỉnh Thử", parent_body="HỘI TRÊN", unit="90", place="Thử"),
        signature=Signature(on_behalf="TM.", title="CHỦ TỊCH"),
        targets={
            "HV01/DS01": Target.model_validate({"value": 25, "source": "Nghị quyết"}),
            "GD03/GD01": Target.model_validate({"value": 70.5, "source": "Quyết định"}),
        },
        leading=(Selection(figure="HV01/DS01", by="target"), Selection(figure="HV03", by="top", count=2)),
        lagging=(Selection(figure="VB01", by="flag"), Selection(figure="HV01", by="change")),
    )


def taking_over(edition: Edition) -> Edition:
    """The edition with a column that says how much of the balance came over from dissolved units."""
    forms = tuple(
        form.model_copy(
            update={
                "indicators": tuple(
                    indicator.model_copy(update={"taken_over": "Q23"}) if indicator.code == "Q30" else indicator
                    for indicator in form.indicators
                )
            }
        )
        for form in edition.forms
    )
    return Edition.model_validate({**{name: getattr(edition, name) for name in Edition.model_fields}, "forms": forms})


def accepted(period: Period, unit: str, rows: Rows) -> Accepted:
    """A return that counts."""
    cells = {place: Value(amount, CellRef("Biểu 1", "C5")) for place, amount in rows.items()}
    return Accepted(period, unit, 1, "x", "a.xlsx", "2024", date(2024, 6, 6), "now", False, cells, {})


def book(period: str, units: UnitList, returns: Mapping[str, Rows], edition: Edition, *rejected: str) -> Book:
    """One period's returns by reporter."""
    at = Period.parse(period)
    held = {unit: accepted(at, unit, rows) for unit, rows in returns.items()}
    return Book(at, edition, units, PROVINCE, held, frozenset(rejected))


def figures(*books: Book) -> Figures:
    """The figures of the last book over the province."""
    by_period = {each.period: each for each in books}
    return figures_of(by_period.get, books[-1].period, PROVINCE, config(), Succession(BECAME, no_registry))


def filled(
    units: UnitList, reporter: Unit, edition: Edition, chance: random.Random, gaps: float
) -> dict[tuple[str, str], int]:
    """A return with random amounts, less a share of its cells."""
    children = units.children(reporter.code)
    rows: dict[tuple[str, str], int] = {}
    for form in edition.forms:
        for unit in children if children and form.rows == "children" else (reporter,):
            for indicator in form.indicators:
                if indicator.is_asked_of(unit.kind) and chance.random() >= gaps:
                    rows[unit.code, indicator.code] = _amount(indicator.measure, chance)
    return rows


def _amount(measure: Measure, chance: random.Random) -> int:
    if measure is Measure.FLAG:
        return chance.randint(0, 1)
    if measure is Measure.MONEY:
        return chance.choice((chance.randint(0, 10**11), chance.randint(0, 90_000) * 10**6))
    return chance.choice((0, chance.randint(0, 9), chance.randint(0, 600_000)))


def random_book(
    period: str, units: UnitList, edition: Edition, seed: int, gaps: float = 0.0, *, own: bool = False
) -> Book:
    """Everybody's return; with `gaps` cells and whole returns are missing, and one is rejected."""
    chance = random.Random(seed)
    reporters = [unit for unit in units.children("90") if unit.code not in units.no_association]
    returns = {
        unit.code: filled(units, unit, edition, chance, gaps) for unit in reporters if chance.random() >= gaps / 2
    }
    if own:
        returns["90"] = {("90", "KT01"): 7, ("90", "TR01"): 31}
    rejected = [reporters[1].code] if gaps > 0.2 else []
    return book(period, units, returns, edition, *rejected)


def plain(seed: int = 1, gaps: float = 0.0, *, own: bool = False) -> Figures:
    """6 tháng đầu năm 2024 over districts, one of them without an association."""
    edition = taking_over(PLAIN_EDITION)
    before = random_book("2023H1", DISTRICT_LIST, edition, seed + 1000, gaps, own=own)
    return figures(before, random_book("2024H1", DISTRICT_LIST, edition, seed, gaps, own=own))


def of_a_district(seed: int = 1, gaps: float = 0.0) -> Figures:
    """A district over its communes; some forms it answers itself, now and then with nothing but zeros."""
    before, now = (random_book(period, OLD_LIST, PLAIN_EDITION, seed + year, gaps) for period, year in _TWO_YEARS)
    by_period = {each.period: each for each in (before, now)}
    return figures_of(by_period.get, now.period, HILL, config(), Succession({}, no_registry))


def across_the_reform(seed: int = 1, gaps: float = 0.0) -> Figures:
    """6 tháng đầu năm 2026 over communes, against the districts and communes of a year before."""
    edition = taking_over(PLAIN_EDITION)
    before = random_book("2025H1", OLD_LIST, edition, seed + 1000, gaps)
    return figures(before, random_book("2026H1", NEW_LIST, edition, seed, gaps, own=True))


def put_together(seed: int = 1, gaps: float = 0.0) -> Figures:
    """The year 2024 out of its halves, against 2023, which was collected as a year."""
    edition = taking_over(PLAIN_EDITION)
    halves = (random_book(f"2024H{half}", DISTRICT_LIST, edition, seed + half, gaps) for half in (1, 2))
    by_period = {each.period: each for each in (random_book("2023", DISTRICT_LIST, edition, seed), *halves)}
    return figures_of(by_period.get, Period.parse("2024"), PROVINCE, config(), Succession({}, no_registry))


def old_report(seed: int = 1) -> Figures:
    """The year before as the totals of an old report, now in one as well."""
    rows = {("90", "HV01"): 500_000, ("90", "DS01"): 2_000_000, ("90", "Q01"): 29_660_330_000, ("90", "TC10"): 3_125}
    before = book("2023H1", DISTRICT_LIST, {"90": rows}, PLAIN_EDITION)
    now = {place: amount + seed * 1_000 for place, amount in rows.items()}
    return figures(before, book("2024H1", DISTRICT_LIST, {"90": now}, PLAIN_EDITION))


def after_an_old_report(seed: int = 1, gaps: float = 0.0) -> Figures:
    """Districts of now against the totals of an old report."""
    rows = {("90", "HV01"): 500_000, ("90", "DS01"): 2_000_000, ("90", "Q01"): 29_660_330_000, ("90", "TC10"): 3_125}
    before = book("2023H1", DISTRICT_LIST, {"90": rows}, PLAIN_EDITION)
    return figures(before, random_book("2024H1", DISTRICT_LIST, PLAIN_EDITION, seed, gaps))
