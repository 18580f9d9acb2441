"""Proposals on evidence: the reasons that are given, and properties over returns made up at random."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.checks.submission import check_submission
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.intake.cells import read_cell
from khuyenhoc_cli.intake.submission import Place, Submission, TotalCell, Value
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.numbers import plain_digits, print_count
from khuyenhoc_cli.workspace.config import Checks
from khuyenhoc_cli.workspace.units_file import parse_units
from tests.cases.case_file import FOLDER, SCHEMA, UNITS, read_case, run, small_edition

LIST = parse_units(UNITS)
DISTRICT = next(unit for unit in LIST.units if unit.code == "904")
ROWS = [unit.code for unit in LIST.children(DISTRICT.code)]
SUMS = small_edition(["TC10", "TC11", "TC12"], ["TC10 = TC11 + TC12"])
WHOLE: Edition = load_edition(Path(SCHEMA))

COUNTS = st.integers(0, 10_000)


@pytest.mark.parametrize(
    ("case", "cell", "because"),
    [
        ("KH201-theo-phep-cong", "D2", "vì TC10 − TC12 = 8"),
        ("KH201-theo-phep-cong", "C3", "vì TC11 + TC12 = 15"),
        ("KH201-theo-dong-tong", "C2", "vì dòng tổng cộng 1.740 trừ các dòng khác còn đúng số này"),
        ("KH201-theo-dong-tong", "D3", "vì dòng tổng cộng 4.184 trừ các dòng khác còn đúng số này"),
        ("KH201-theo-cung-ky", "C3", "vì cùng kỳ là 1.480"),
        ("KH202-theo-dan-so", "D2", "vì không thể lớn hơn DS01 (Dân số trung bình) là 5.000"),
        ("KH201-theo-cac-dong-khac", "C4", "vì theo các dòng khác của cột thì vào khoảng 110"),
        ("KH201-dau-thay-so-khong", "C3", "vì “không” trong biểu thường nghĩa là không có"),
        ("KH204-phep-cong-cho-biet", "D2", "vì TC10 − TC12 = 8"),
        ("KH206-o-trong", "C2", "vì dòng tổng cộng 4.200 trừ các dòng khác còn đúng số này"),
        ("KH208-ngay-la-so", "E2", "vì TC10 − TC11 = 4"),
        ("KH208-ngay-la-so", "C6", "vì số này ở ô định dạng ngày thì hiện thành 18/03/1908"),
        ("KH501-khac-xa-cung-ky", "C2", "vì cùng kỳ là 900"),
        ("KH502-ca-cot-bang-dong", "E2", "vì hình như số này ghi bằng đồng, còn biểu tính bằng triệu đồng"),
        ("KH601-khac-xa-cac-dong-khac", "C2", "vì hình như số này bị gấp lên 1.000 lần"),
    ],
)
def test_the_reason_stands_in_the_advice(case: str, cell: str, because: str) -> None:
    at_cell = [finding for finding in run(read_case(FOLDER / f"{case}.txt")) if finding.at and finding.at.cell == cell]
    assert because in [finding.because.get("vi") for finding in at_cell]
    finding = next(finding for finding in at_cell if finding.because.get("vi") == because)
    assert finding.fix().startswith(f"Có phải ý là {finding.proposed} ({because})? ")
    assert finding.fix("en").startswith(f"Was {finding.proposed} meant (because ")


def test_without_evidence_a_proposal_gives_no_reason() -> None:
    (finding,) = (f for f in run(read_case(FOLDER / "KH201-chu-trong-o-so.txt")) if f.code == "KH201")
    assert (finding.proposed, dict(finding.because)) == ("1100", {})
    assert finding.fix().startswith("Có phải ý là 1100? ")


def checked(
    edition: Edition, cells: dict[Place, object], totals: dict[str, int], previous: dict[Place, int] | None = None
) -> list[Finding]:
    """The findings of a return with these raw cells; each place's cell is its own column and row."""
    codes = list(edition.indicators)
    at = {place: CellRef.at("Biểu", ROWS.index(place[0]), codes.index(place[1])) for place in cells}
    values: dict[Place, Value] = {}
    unread: dict[Place, CellRef] = {}
    findings = []
    for place, raw in cells.items():
        cell = read_cell(raw, edition.indicators[place[1]])
        if cell.value is not None:
            values[place] = Value(cell.value, at[place])
        if cell.finding is not None:
            unread[place] = at[place]
            findings.append(Finding(cell.finding.code, at[place], place[1], found=cell.finding.found))
    typed = tuple(
        TotalCell(code, amount, CellRef("Biểu", f"{code}99"), tuple((row, code) for row in ROWS))
        for code, amount in totals.items()
    )
    submission = Submission(DISTRICT, Period.parse("2024H1"), edition.id, values, typed, unread)
    return check_submission(submission, findings, edition, LIST, Checks(), previous or {})[1]


WRITTEN = {
    "grouped": print_count,
    "with a word": lambda n: f"{n} chi hội",
    "about": lambda n: f"khoảng {n}",
    "of so many": lambda n: f"{n}/99999",
    "the letter": lambda n: str(n).replace("0", "O"),
    "lost": lambda n: "…",
}


@given(
    st.lists(st.tuples(st.integers(1, 9000), st.integers(1, 9000)), min_size=5, max_size=5),
    st.integers(0, 4),
    st.sampled_from(["TC10", "TC11", "TC12"]),
    st.sampled_from(sorted(WRITTEN)),
    st.booleans(),
)
@settings(deadline=None, max_examples=150)
def test_where_sums_close_the_number_meant_is_proposed(
    parts: list[tuple[int, int]], row: int, code: str, style: str, by_total: bool
) -> None:
    amounts = {
        (unit, each): amount
        for unit, (first, second) in zip(ROWS, parts, strict=True)
        for each, amount in (("TC10", first + second), ("TC11", first), ("TC12", second))
    }
    meant = amounts[ROWS[row], code]
    edition = small_edition([code], []) if by_total else SUMS
    cells: dict[Place, object] = {place: float(n) for place, n in amounts.items() if place[1] in edition.indicators}
    cells[ROWS[row], code] = WRITTEN[style](meant)
    totals = {code: sum(n for place, n in amounts.items() if place[1] == code)} if by_total else {}
    findings = [f for f in checked(edition, cells, totals) if f.code == "KH201"]
    plain = plain_digits(WRITTEN[style](meant)) is not None
    assert [f.proposed for f in findings] == ([] if plain else [str(meant)])
    assert all(f.because for f in findings)


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_numbers_up_to_ten_thousand_are_never_far_from_their_neighbours(data: st.DataObject) -> None:
    """No year before, any numbers at all: what only looks uneven is left alone."""
    counts = [code for code, indicator in WHOLE.indicators.items() if indicator.measure is not Measure.FLAG]
    codes = data.draw(st.lists(st.sampled_from(counts), min_size=1, max_size=8, unique=True))
    cells: dict[Place, object] = {(row, code): float(data.draw(COUNTS)) for row in ROWS for code in (*codes, "DS01")}
    found = {finding.code for finding in checked(WHOLE, cells, {})}
    assert not found & {"KH501", "KH502", "KH601", "KH602"}


@given(st.integers(50, 800), st.sampled_from([10**3, 10**6]), st.lists(st.integers(80, 120), min_size=5, max_size=5))
@settings(deadline=None, max_examples=60)
def test_a_slip_of_unit_is_found_against_last_year_and_the_value_meant_proposed(
    level: int, slip: int, shares: list[int]
) -> None:
    before = {(row, "Q11"): level * 10**6 for row in ROWS}
    meant = {row: level * share // 100 for row, share in zip(ROWS, shares, strict=True)}
    cells: dict[Place, object] = {(row, "Q11"): float(amount) for row, amount in meant.items()}
    cells[ROWS[0], "Q11"] = float(meant[ROWS[0]] * slip)
    edition = small_edition(["Q11"], [])
    (finding,) = checked(edition, cells, {}, before)
    assert (finding.code, finding.proposed) == ("KH501", str(meant[ROWS[0]]))


def test_a_column_in_another_unit_is_one_finding_and_none_of_its_cells_has_another() -> None:
    places = [(row, "Q11") for row in ROWS]
    edition = small_edition(["Q11"], [])
    for written, before in ((15_000_000.0, 15), (15_000.0, 15), (0.015, 15)):
        findings = checked(edition, dict.fromkeys(places, written), {}, dict.fromkeys(places, before * 10**6))
        assert [(finding.code, len(finding.also)) for finding in findings] == [("KH502", len(ROWS) - 1)]
    assert checked(edition, dict.fromkeys(places, 150.0), {}, dict.fromkeys(places, 15 * 10**6)) == []


@pytest.mark.parametrize("rows", [3, 4])
def test_fewer_than_four_neighbours_show_no_level(rows: int) -> None:
    cells: dict[Place, object] = {(row, "HV02"): 50.0 for row in ROWS[:rows]}
    cells[ROWS[0], "HV02"] = 50_000.0
    assert checked(small_edition(["HV02"], []), cells, {}) == []
    cells |= {(row, "HV02"): 50.0 for row in ROWS[rows:]}
    assert [finding.code for finding in checked(small_edition(["HV02"], []), cells, {})] == ["KH601"]


def test_a_populous_unit_may_have_a_thousand_times_as_much() -> None:
    edition = small_edition(["DS01", "Q01"], [])
    cells: dict[Place, object] = {(row, "DS01"): 2_000.0 for row in ROWS} | {(row, "Q01"): 30.0 for row in ROWS}
    cells |= {(ROWS[0], "DS01"): 2_000_000.0, (ROWS[0], "Q01"): 30_000.0}
    assert [f.indicator for f in checked(edition, cells, {})] == ["DS01"]
