"""The workbook of figures: what it says, and that a spreadsheet program comes to the same by its formulas."""

import math
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.figures.model import Figures, State
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.intake.submission import Value
from khuyenhoc_cli.output.aggregation import figures_json
from khuyenhoc_cli.output.figures_workbook import figures_workbook
from khuyenhoc_cli.report.appendices import APPENDICES, Table
from tests.unit.output.figure_cases import (
    DISTRICT_LIST,
    across_the_reform,
    after_an_old_report,
    figures,
    of_a_district,
    old_report,
    plain,
    put_together,
    random_book,
    taking_over,
)
from tests.unit.output.figure_cases import PLAIN_EDITION as EDITION

ASSOCIATION = "Hội Khuyến học tỉnh Thử"
FIRST = 9  # the first unit's row
CASES = {
    "complete": plain(1),
    "gaps": plain(2, 0.15),
    "many gaps": plain(3, 0.45),
    "own answers": plain(4, 0.1, own=True),
    "a district": of_a_district(9, 0.1),
    "reform": across_the_reform(5),
    "reform with gaps": across_the_reform(6, 0.2),
    "halves": put_together(7, 0.1),
    "old reports": old_report(),
    "after an old report": after_an_old_report(8),
}
every_case = pytest.mark.parametrize("case", CASES)


def opened(case: str | Figures, *, formulas: bool = False) -> Workbook:
    found = CASES[case] if isinstance(case, str) else case
    return load_workbook(BytesIO(figures_workbook(found, ASSOCIATION)), data_only=not formulas)


def sheets_of_appendices() -> Iterator[tuple[str, Table]]:
    for appendix in APPENDICES:
        for number, table in enumerate(appendix.tables, start=1):
            yield f"PL {appendix.number}" + (f".{number}" if len(appendix.tables) > 1 else ""), table


def row_named(sheet: Worksheet, start: str) -> int:
    return next(row for row in range(FIRST, sheet.max_row + 1) if str(sheet.cell(row, 2).value or "").startswith(start))


def matches(cell: Any, said: float | None, code: str, *, change: bool = False) -> bool:
    """Whether a cell holds what the JSON says: percentages as Excel keeps them, their changes in points."""
    if said is None:
        return cell in ("…", "–")
    ratio = EDITION.ratio_of.get(code)
    if ratio is not None:
        share = said / 100 if ratio.scale == "percent" and not change else said
        return isinstance(cell, int | float) and math.isclose(cell, share, rel_tol=1e-12, abs_tol=1e-12)
    return bool(cell == said)


@every_case
def test_the_stored_results_are_the_figures(case: str) -> None:
    book, said = opened(case), figures_json(CASES[case])
    figures_said = {**said["totals"], **said["ratios"]}
    for name, table in sheets_of_appendices():
        sheet = book[name]
        total = row_named(sheet, "Tổng cộng")
        for column, each in enumerate(table.columns, start=3):
            whole = figures_said[each.figure]
            change = whole["delta"] if "delta" in whole else whole["delta_points"]
            if each.aspect:
                assert matches(sheet.cell(total, column).value, change, each.figure, change=True)
                continue
            assert matches(sheet.cell(total, column).value, whole["value"], each.figure), (name, each)
            assert matches(sheet.cell(total + 1, column).value, whole["previous"], each.figure), (name, each)
            assert matches(sheet.cell(total + 2, column).value, change, each.figure, change=True), (name, each)
            for row, unit in enumerate(said["units"], start=FIRST):
                value = {**unit["values"], **unit["ratios"]}.get(each.figure)
                assert sheet.cell(row, 2).value == unit["unit"]
                assert matches(sheet.cell(row, column).value, value, each.figure), (name, each, unit["unit"])


@every_case
def test_every_total_and_change_is_a_formula(case: str) -> None:
    if not CASES[case].units:
        return
    book = opened(case, formulas=True)
    for name, table in sheets_of_appendices():
        sheet = book[name]
        total = row_named(sheet, "Tổng cộng")
        for column, each in enumerate(table.columns, start=3):
            rows = (total,) if each.aspect else (total, total + 1, total + 2)
            assert all(sheet.cell(row, column).data_type == "f" for row in rows), (name, each)


def recalculated(books: dict[str, bytes], folder: Path) -> dict[str, Workbook]:
    """The workbooks as LibreOffice works them out, from copies without the stored results."""
    (folder / "bare").mkdir()
    for name, data in books.items():
        load_workbook(BytesIO(data)).save(folder / "bare" / f"{name}.xlsx")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    wanted = ("--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "done"))
    bare = sorted(map(str, (folder / "bare").iterdir()))
    subprocess.run(["soffice", profile, *wanted, *bare], capture_output=True, timeout=300, check=True)
    return {name: load_workbook(folder / "done" / f"{name}.xlsx", data_only=True) for name in books}


def differences(stored: Workbook, worked_out: Workbook, formulas: Workbook) -> list[tuple[Any, ...]]:
    """The formula cells whose stored result is not what the program came to; quotients may differ in the last bits."""
    found = []
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                pair = [book[sheet.title][cell.coordinate].value for book in (stored, worked_out)]
                numbers = all(isinstance(value, int | float) for value in pair)
                if pair[0] != pair[1] and not (numbers and math.isclose(*pair, rel_tol=1e-12, abs_tol=1e-10)):
                    found.append((sheet.title, cell.coordinate, cell.value, *pair))
    return found


needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.mark.word
@needs_libreoffice
def test_a_spreadsheet_program_comes_to_the_same(tmp_path: Path) -> None:
    books = {case.replace(" ", "-"): figures_workbook(each, ASSOCIATION) for case, each in CASES.items()}
    for name, worked_out in recalculated(books, tmp_path).items():
        stored, formulas = (load_workbook(BytesIO(books[name]), data_only=only) for only in (True, False))
        assert sum(cell.data_type == "f" for sheet in formulas for row in sheet.iter_rows() for cell in row) > 300
        assert not differences(stored, worked_out, formulas), name


def typed_in(case: Figures, changes: dict[tuple[int, str], int]) -> bytes:
    """The workbook with other numbers typed into cells of units, by the unit's place and the indicator."""
    book = load_workbook(BytesIO(figures_workbook(case, ASSOCIATION)))
    for (place, code), value in changes.items():
        for name, table in sheets_of_appendices():
            columns = [
                number for number, each in enumerate(table.columns, 3) if (each.figure, each.aspect) == (code, "")
            ]
            if columns and book[name].cell(FIRST + place, columns[0]).data_type != "f":
                book[name].cell(FIRST + place, columns[0]).value = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.word
@needs_libreoffice
def test_a_number_typed_in_moves_everything_that_hangs_on_it(tmp_path: Path) -> None:
    edition = taking_over(EDITION)
    before, now = (random_book(period, DISTRICT_LIST, edition, 11, 0.15) for period in ("2023H1", "2024H1"))
    old = figures(before, now)
    place = next(number for number, unit in enumerate(old.units) if unit.state is State.RECEIVED)
    unit = old.units[place].unit.code
    changes = {(place, "HV01"): 424_242, (place, "DS01"): 999_999, (place, "TC10"): 77}
    for (_, code), value in changes.items():
        now.accepted[unit].values[unit, code] = Value(value, CellRef("Biểu 1", "C5"))
    new = figures(before, now)
    books = {"typed": typed_in(old, changes), "new": figures_workbook(new, ASSOCIATION)}
    worked_out, unmoved = recalculated(books, tmp_path), opened(old)
    moved = 0
    for name, table in sheets_of_appendices():
        sheet, expected = worked_out["typed"][name], worked_out["new"][name]
        total = row_named(expected, "Tổng cộng")
        for row in (FIRST + place, total, total + 1, total + 2):
            for column in range(3, 3 + len(list(table.columns))):
                assert sheet.cell(row, column).value == expected.cell(row, column).value, (name, row, column)
                moved += sheet.cell(row, column).value != unmoved[name].cell(row, column).value
    assert moved > 10


def test_the_same_figures_give_the_same_bytes() -> None:
    assert figures_workbook(plain(2, 0.15), ASSOCIATION) == figures_workbook(plain(2, 0.15), ASSOCIATION)


@every_case
def test_nothing_leads_out_of_the_file(case: str) -> None:
    with zipfile.ZipFile(BytesIO(figures_workbook(CASES[case], ASSOCIATION))) as archive:
        names = archive.namelist()
        relations = "".join(archive.read(name).decode() for name in names if name.endswith(".rels"))
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name]
    assert 'TargetMode="External"' not in relations


@every_case
def test_the_file_is_a_sound_package(case: str, tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.xlsx"
    path.write_bytes(figures_workbook(CASES[case], ASSOCIATION))
    checked = OpenXmlValidator().validate(str(path))
    assert checked.is_valid, [error.description for error in checked.errors]


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    book = opened("complete", formulas=True)
    cells = [book[name].cell(FIRST + 3, 2) for name, _ in sheets_of_appendices()]
    assert {(cell.value, cell.data_type) for cell in cells} == {("=1+1", "s")}


def test_the_unknown_is_marked_and_never_zero() -> None:
    case = CASES["many gaps"]
    sheet = opened(case)["PL I.2"]
    for row, entry in enumerate(case.units, start=FIRST):
        population, members = sheet.cell(row, 3).value, sheet.cell(row, 4).value
        if entry.state is State.NO_ASSOCIATION:
            assert (population, members) == ("–", "–")
        elif entry.state is not State.RECEIVED:
            assert (population, members) == ("…", "…")
        elif entry.unit.kind == "attached":
            assert population == "–"
        else:
            assert (members == "…") is ("HV01" not in entry.values)


def test_a_total_that_lacks_units_says_so_below_its_table() -> None:
    case, book = CASES["many gaps"], opened("many gaps")
    for name, table in sheets_of_appendices():
        sheet = book[name]
        text = [str(sheet.cell(row, 1).value) for row in range(row_named(sheet, "Tổng cộng"), sheet.max_row + 1)]
        wanted = {case.totals[c.figure].coverage for c in table.columns if c.figure in case.totals} - {""}
        assert wanted
        assert sheet.cell(row_named(sheet, "Tổng cộng"), 2).value == "Tổng cộng (*)"
        assert all(any(coverage in line and line.startswith("(*)") for line in text) for coverage in wanted)
        assert any(line.startswith("Chưa thành lập Hội Khuyến học: =1+1") for line in text)


def test_what_the_scope_answers_itself_has_a_row_of_its_own() -> None:
    sheet = opened("own answers")["Chỉ tiêu khác"]
    headings = [sheet.cell(7, column).value for column in range(3, 15)]
    column = 3 + headings.index("Cuộc kiểm tra")
    rest, total = row_named(sheet, "Không của riêng đơn vị nào"), row_named(sheet, "Tổng cộng")
    assert sheet.cell(rest, column).value == 7
    of_units = [sheet.cell(row, column).value for row in range(FIRST, rest)]
    assert sheet.cell(total, column).value == 7 + sum(value for value in of_units if isinstance(value, int))


def test_the_sheets_are_ready_to_be_printed() -> None:
    book = opened("complete", formulas=True)
    for name, _ in sheets_of_appendices():
        sheet = book[name]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.print_title_rows, sheet.freeze_panes) == (1, "$6:$8", "C9")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet["A1"].value == ASSOCIATION
        assert {sheet.cell(row, 2).font.name for row in range(FIRST, FIRST + 5)} == {"Times New Roman"}


def test_two_charts_over_the_tables_of_the_first_sheet() -> None:
    data = figures_workbook(CASES["complete"], ASSOCIATION)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2
    sheet = load_workbook(BytesIO(data), data_only=True)["Tổng quan"]
    for chart in charts:
        for first, last in re.findall(r"<c:f>'Tổng quan'!\$A\$(\d+):\$A\$(\d+)</c:f>", chart):
            assert all(sheet.cell(row, 1).value for row in range(int(first), int(last) + 1))
    shares = next(chart for chart in charts if "theo đơn vị" in chart)
    assert "<c:lineChart>" in shares
    assert "<c:barChart>" in shares
