"""What `form` writes and an office fills in consistently is read back as the same values, without a finding."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.checks.inbox import FileCheck, check_file
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.model import Indicator, Measure
from khuyenhoc_cli.intake.submission import Expected, Place
from khuyenhoc_cli.output.return_workbook import Cover, ReturnContent, file_name, write_return
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Checks
from khuyenhoc_cli.workspace.units_file import parse_units

EDITION = load_edition(Path(__file__).parents[3] / "schemas" / "2024")
PERIOD = Period.parse("2024H1")
ALL = parse_units(
    """ma,ten,cap,thuoc,loai
90,Tỉnh Suối Thử,tinh,,lanh-tho
901,Huyện Đồi Thông,huyen,90,lanh-tho
90101,Thị trấn Đồi Thông,xa,901,lanh-tho
90102,Xã Ea H'Thử,xa,901,lanh-tho
90103,Xã Hòa Bến,xa,901,lanh-tho
901K,Khối trực thuộc,xa,901,truc-thuoc
90201,Phường Bến Gió,xa,90,lanh-tho
90K,Khối trực thuộc Tỉnh hội,huyen,90,truc-thuoc
"""
)
REPORTING = {
    "a district": ALL.get("901"),
    "a commune under the province": ALL.get("90201"),
    "the block attached to the province": ALL.get("90K"),
}
SUMS = {rule.left for rule in EDITION.rules if rule.kind == "sum"}
Filling = Mapping[Place, int]


def asked(unit: Unit) -> list[tuple[Unit, Indicator]]:
    """Every cell that the unit's return asks for."""
    expected = Expected(ALL.units[0], ALL, PERIOD)
    rows = [(row, form) for form in EDITION.forms for row in expected.rows_of(unit, form)]
    return [(row, i) for row, form in rows for i in form.indicators if i.is_asked_of(row.kind)]


def size(indicator: Indicator) -> st.SearchStrategy[int]:
    """Zero, small, or large: a count, đồng down to the last one, or a flag."""
    if indicator.measure is Measure.FLAG:
        return st.just(1)
    most = 9_999_999_999_999 if indicator.measure is Measure.MONEY else 9_999_999
    return st.one_of(st.just(0), st.integers(1, 40), st.integers(1, most))


@st.composite
def fillings(draw: st.DrawFn, unit: Unit) -> Filling:
    """Values of every cell, alike from commune to commune, which keep the rules of the forms."""
    sizes = {i.code: draw(size(i)) for i in EDITION.indicators.values()}
    people = max(1, sizes["DS01"])
    rows: dict[str, dict[str, int]] = {}
    for row, indicator in asked(unit):
        size_here = sizes[indicator.code]
        if indicator.measure is Measure.MONEY:  # more than this a person is a slip of unit, and asked about
            size_here = min(size_here, people * 500_000)
        least = 0 if indicator.measure is Measure.FLAG else size_here
        amounts = rows.setdefault(row.code, {})
        no_copy = len(rows) if least >= 10 else 0  # two rows alike in every figure are asked about, too
        amounts[indicator.code] = draw(st.integers(least, least + size_here)) + no_copy
    return {(code, i): amount for code, row in rows.items() for i, amount in consistent(row).items()}


def consistent(row: dict[str, int]) -> dict[str, int]:
    """The row with its totals made of their parts, and no part above its whole."""
    rules = [rule for rule in EDITION.rules if rule.left in row]
    while not all(keeps(row, rule.kind, rule.left, rule.right) for rule in rules):
        for rule in rules:
            if rule.kind == "sum":
                row[rule.left] = sum(row.get(code, 0) for code in rule.right)
            elif rule.right[0] in row and row[rule.left] > row[rule.right[0]]:
                lower, raised = (rule.right[0], rule.left) if rule.left in SUMS else (rule.left, rule.right[0])
                row[lower] = row[raised]
    return row


def keeps(row: dict[str, int], kind: str, left: str, right: tuple[str, ...]) -> bool:
    """Whether a row keeps a rule; parts that are not asked add nothing."""
    if kind == "sum":
        return row[left] == sum(row.get(code, 0) for code in right)
    return right[0] not in row or row[left] <= row[right[0]]


def read_back(unit: Unit, filling: Filling, previous: Filling) -> FileCheck:
    """The return, written as `form` writes it and checked as `validate` checks it."""
    expected = Expected(ALL.units[0], ALL, PERIOD)
    cover = Cover("Hội Khuyến học tỉnh Suối Thử", PERIOD, "Người lập biểu", date(2024, 6, 3))
    rows = expected.rows_of(unit, EDITION.forms[0])
    with TemporaryDirectory() as folder:
        path = Path(folder) / file_name(PERIOD, unit)
        write_return(path, EDITION, cover, unit, rows, ReturnContent(filling, previous))
        return check_file(path, path.read_bytes(), EDITION, expected, Checks(), lambda _: previous)


@pytest.mark.parametrize("who", REPORTING)
@pytest.mark.parametrize("known", [False, True], ids=["without a year before", "as the year before"])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_what_form_wrote_and_an_office_filled_in_reads_back(who: str, known: bool, data: st.DataObject) -> None:
    unit = REPORTING[who]
    assert unit is not None
    filling = data.draw(fillings(unit))
    file = read_back(unit, filling, filling if known else {})
    assert file.submission is not None
    assert {place: value.amount for place, value in file.submission.values.items()} == dict(filling)
    assert file.findings == ()
    assert (file.unit, file.period) == (unit, PERIOD)
    assert file.submission.made_on == date(2024, 6, 3)
