"""The edition that ships, an indicator added as data alone, and what a faulty edition is answered with."""

import shutil
from collections.abc import Callable
from pathlib import Path, PurePath

import pytest

from khuyenhoc_cli.checks.submission import check_submission
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.figures.collect import collect
from khuyenhoc_cli.figures.compute import compute
from khuyenhoc_cli.figures.gathering import Gathered
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.editions import edition_for, load_edition, newest_edition
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.forms.rules import Rule
from khuyenhoc_cli.intake.reader import Reading, read_return
from khuyenhoc_cli.intake.submission import Expected
from khuyenhoc_cli.ledger.store import open_ledger
from khuyenhoc_cli.output.aggregation import figures_json
from khuyenhoc_cli.output.return_workbook import Cover, ReturnContent, write_return
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.names import fold
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Association, Checks, Config, Signature
from khuyenhoc_cli.workspace.units_file import UnitList

SCHEMAS = Path(__file__).parents[3] / "schemas"
EDITION = load_edition(SCHEMAS / "2024")
PERIOD = Period.parse("2024H1")
ROOT, DISTRICT = Unit("90", "Tỉnh Thử", "tinh"), Unit("901", "Huyện Suối Thử", "huyen", "90")
ROWS = (Unit("90101", "Xã Một", "xa", "901"), Unit("90102", "Xã Hai", "xa", "901"))
UNITS = UnitList((ROOT, DISTRICT, *ROWS), frozenset())


def test_the_edition_that_ships() -> None:
    assert len(EDITION.indicators) == 80
    assert [form.sheet for form in EDITION.forms] == [f"Biểu {number}" for number in range(1, 7)]
    keys = [i.key for i in EDITION.indicators.values()] + [ratio.key for ratio in EDITION.ratios]
    assert len(set(keys)) == len(keys)
    assert all(i.measure is not Measure.FLAG or i.maximum >= 1 for i in EDITION.indicators.values())


def test_no_two_indicators_of_a_form_share_the_heading_they_are_known_by() -> None:
    for form in EDITION.forms:
        headings = [fold(f"{indicator.group} {indicator.short}") for indicator in form.indicators]
        assert len(set(headings)) == len(headings)
    for indicator in EDITION.indicators.values():
        for heading in (indicator.label, f"{indicator.group} {indicator.short}", *indicator.aliases):
            assert EDITION.vocabulary.meaning(heading).code == indicator.code, heading


@pytest.mark.parametrize(
    ("text", "codes", "values", "holds"),
    [
        ("A01 = A02 + A03", ("A01", "A02", "A03"), {"A01": 3, "A02": 1, "A03": 2}, True),
        ("A01 = A02 + A03", ("A01", "A02", "A03"), {"A01": 4, "A02": 1, "A03": 2}, False),
        ("A01=A02+A03", ("A01", "A02", "A03"), {"A01": 3, "A02": 1}, None),
        ("A01 <= A02", ("A01", "A02"), {"A01": 2, "A02": 2}, True),
        ("A01 <= A02", ("A01", "A02"), {"A01": 3, "A02": 2}, False),
        (" A01 = A02 ", ("A01", "A02"), {"A01": 0, "A02": 0}, True),
    ],
)
def test_a_rule(text: str, codes: tuple[str, ...], values: dict[str, int], holds: bool | None) -> None:
    rule = Rule.parse(text)
    assert rule.codes == codes
    assert rule.holds(values) is holds
    assert Rule.parse(str(rule)) == rule


@pytest.mark.parametrize(
    "text", ["", "A01", "A01 < A02", "A01 >= A02", "A01 <= A02 + A03", "HV01 = hv02", "A01 = A02 +"]
)
def test_what_is_no_rule_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match=r"rule|order"):
        Rule.parse(text)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the edition, in a folder of editions of its own."""
    return Path(shutil.copytree(SCHEMAS / "2024", tmp_path / "schemas" / "2024"))


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")


NEW_INDICATOR = """
[[indicator]]
code = "HV07"
key = "hoi_vien_nu"
label = "Hội viên nữ"
short = "Nữ"
group = "Hội viên"
unit = "người"
measure = "count"
nature = "stock"
definition = "Hội viên là nữ."
"""


def test_an_indicator_and_its_rule_added_as_data_go_all_the_way(copied: Path, tmp_path: Path) -> None:
    rewrite(
        copied / "bieu-1.toml", lambda text: text.replace('"HV06 <= HV01",', '"HV06 <= HV01",\n    "HV07 <= HV01",')
    )
    rewrite(copied / "bieu-1.toml", lambda text: text + NEW_INDICATOR)
    edition = load_edition(copied)
    values = {(row.code, code): 1 for row in (DISTRICT, *ROWS) for code in edition.indicators}
    reading = written_and_read(edition, values | {("90101", "HV01"): 50, ("90101", "HV07"): 30}, tmp_path)
    assert reading.submission is not None
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.accept(reading.submission, sha256="x", file="a.xlsx", taken_in_at="now", with_errors=False)
        returns = collect(ROOT, UNITS, ledger.current(PERIOD), (), edition)
    config = Config(
        association=Association(name="Hội", parent_body="x", unit="90", place="x"),
        signature=Signature(on_behalf="TM.", title="x"),
    )
    said = figures_json(compute(PERIOD, ROOT, edition, Gathered(returns), Gathered(()), config))
    assert said["totals"]["HV07"]["value"] == 31
    assert said["units"][0]["values"]["HV07"] == 31


def test_the_rule_added_as_data_is_checked(copied: Path, tmp_path: Path) -> None:
    rewrite(
        copied / "bieu-1.toml", lambda text: text.replace('"HV06 <= HV01",', '"HV06 <= HV01",\n    "HV07 <= HV01",')
    )
    rewrite(copied / "bieu-1.toml", lambda text: text + NEW_INDICATOR)
    edition = load_edition(copied)
    values = {(row.code, code): 0 for row in (DISTRICT, *ROWS) for code in edition.indicators}
    reading = written_and_read(edition, values | {("90102", "HV07"): 3}, tmp_path)
    assert reading.submission is not None
    _, (finding,) = check_submission(reading.submission, reading.findings, edition, UNITS, Checks(), {})
    assert (finding.code, finding.indicator, finding.at) == ("KH302", "HV07", CellRef("Biểu 1", "X9"))


def written_and_read(edition: Edition, values: dict[tuple[str, str], int], folder: Path) -> Reading:
    path = folder / "2024H1_suoi-thu.xlsx"
    content = ReturnContent({place: min(v, 1) if is_flag(edition, place) else v for place, v in values.items()})
    write_return(path, edition, Cover("Hội", PERIOD), DISTRICT, ROWS, content)
    reading = read_return(path.read_bytes(), PurePath(path.name), edition, Expected(ROOT, UNITS, PERIOD))
    assert reading.findings == ()
    return reading


def is_flag(edition: Edition, place: tuple[str, str]) -> bool:
    return edition.indicators[place[1]].measure is Measure.FLAG


FAULTS: dict[str, tuple[str, Callable[[str], str], str]] = {
    "a rule with an unknown code": ("bieu-1.toml", lambda t: t.replace("TC02 <= TC01", "TC02 <= TC99"), "Biểu 1.*TC99"),
    "a rule that is none": (
        "bieu-2.toml",
        lambda t: t.replace("CD02 <= CD01", "CD02 < CD01"),
        r"bieu-2\.toml.*CD02 < CD01",
    ),
    "a code that stands twice": ("bieu-5.toml", lambda t: t.replace('code = "TT02"', 'code = "TT01"'), "code TT01"),
    "a key that stands twice": ("bieu-5.toml", lambda t: t.replace('"chuyen_de"', '"hoi_vien"'), "key hoi_vien"),
    "a sheet that stands twice": ("bieu-5.toml", lambda t: t.replace('"Biểu 5"', '"Biểu 4"'), "Biểu 4"),
    "a misspelt field": ("bieu-5.toml", lambda t: t.replace('nature = "stock"', 'natur = "stock"', 1), "natur"),
    "a measure nobody knows": ("bieu-5.toml", lambda t: t.replace('"count"', '"number"', 1), "measure"),
    "text that is no TOML": ("bieu-5.toml", lambda t: t + "\n[[", r"bieu-5\.toml"),
    "a file that is missing": ("edition.toml", lambda t: t.replace("bieu-6.toml", "bieu-7.toml"), r"bieu-7\.toml"),
    "a ratio of nothing": ("ratios.toml", lambda t: t.replace('"TT01"', '"TT99"'), "TT99/TC01"),
    "a period that is none": ("edition.toml", lambda t: t.replace('"2016H1"', '"2022H3"'), "2022H3"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_edition_is_refused_and_says_where(name: str, copied: Path) -> None:
    file, change, said = FAULTS[name]
    rewrite(copied / file, change)
    with pytest.raises(UserError, match=f"(?s){said}") as error:
        newest_edition(copied.parent)
    assert error.value.exit_code == 3
    assert str(copied) in error.value.message


def test_the_newest_edition_that_was_in_force_is_taken(copied: Path) -> None:
    later = Path(shutil.copytree(copied, copied.parent / "2026"))
    rewrite(later / "edition.toml", lambda text: text.replace('id = "2024"', 'id = "2026"').replace("2016H1", "2026H1"))
    assert edition_for(Period.parse("2025H2"), copied.parent).id == "2024"
    assert edition_for(Period.parse("2026H1"), copied.parent).id == "2026"
    assert edition_for(Period.parse("2026"), copied.parent).id == "2026"
    assert newest_edition(copied.parent).id == "2026"
    with pytest.raises(UserError, match="2015H2"):
        edition_for(Period.parse("2015H2"), copied.parent)


def test_no_edition_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="bộ biểu"):
        newest_edition(tmp_path)


def test_the_json_schema_has_a_property_for_every_indicator() -> None:
    schema = EDITION.json_schema
    fields = {code for sheet in schema["properties"].values() for code in sheet["additionalProperties"]["properties"]}
    assert fields == set(EDITION.indicators)
