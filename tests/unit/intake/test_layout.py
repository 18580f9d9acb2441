"""One real return turned every way: whatever becomes of its layout, the same values are read."""

import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path, PurePath

import pytest
from openpyxl import Workbook, load_workbook

from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.model import Measure
from khuyenhoc_cli.intake.reader import Reading, read_return
from khuyenhoc_cli.intake.submission import Expected
from khuyenhoc_cli.output.return_workbook import Cover, ReturnContent, write_return
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.units_file import parse_units
from tests.cases.case_file import UNITS

EDITION = load_edition(Path(__file__).parents[3] / "schemas" / "2024")
PERIOD = Period.parse("2024H1")
LIST = parse_units(UNITS)
UNIT = LIST.units[1]
ROWS = LIST.children(UNIT.code)
CODE_ROW = 6

Table = list[list[object]]


def every_value() -> dict[tuple[str, str], int]:
    """A value of its own for each cell a return asks for; money with all six decimals."""
    values = {}
    for form in EDITION.forms:
        for unit in ROWS if form.rows == "children" else (UNIT,):
            for indicator in form.indicators:
                if indicator.is_asked_of(unit.kind):
                    amount = 1 + len(values)
                    is_flag = indicator.measure is Measure.FLAG
                    values[unit.code, indicator.code] = amount % 2 if is_flag else amount * 1_000_003
    return values


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("returns") / "2024H1_suoi-thu.xlsx"
    write_return(path, EDITION, Cover("Hội", PERIOD, "x"), UNIT, ROWS, ReturnContent(every_value()))
    return path.read_bytes()


def read(data: bytes) -> Reading:
    return read_return(data, PurePath("x.xlsx"), EDITION, Expected(LIST.units[0], LIST, PERIOD))


def rearranged(data: bytes, change: Callable[[Table], Table]) -> bytes:
    """The return with the table of every data sheet changed; its values alone, without formats and merged cells."""
    old, new = load_workbook(BytesIO(data), data_only=True), Workbook()
    new.remove(new.active)
    for sheet in old.worksheets:
        table: Table = [list(row) for row in sheet.iter_rows(values_only=True)]
        copy = new.create_sheet(sheet.title)
        for row in change(table) if sheet.title.startswith("Biểu") else table:
            copy.append(row)
    stream = BytesIO()
    new.save(stream)
    return stream.getvalue()


def test_what_was_written_is_read(written: bytes) -> None:
    reading = read(written)
    assert reading.findings == ()
    assert reading.submission is not None
    assert values(reading) == every_value()
    assert (reading.submission.unit, reading.submission.period) == (UNIT, PERIOD)


def values(reading: Reading) -> dict[tuple[str, str], int]:
    assert reading.submission is not None
    return {place: value.amount for place, value in reading.submission.values.items()}


def without_codes(table: Table) -> Table:
    return table[:CODE_ROW] + table[CODE_ROW + 1 :]


def shuffled(table: Table) -> Table:
    """Columns in another order; the names of the units stay on the left, as they do on any form."""
    order = list(range(2, len(table[0])))
    random.Random(7).shuffle(order)
    return [[*row[:2], *(row[column] for column in order)] for row in table]


def turned(table: Table) -> Table:
    return [list(row) for row in zip(*table[CODE_ROW:], strict=True)]


def rows_mixed(table: Table) -> Table:
    rows = [row for row in table[CODE_ROW + 1 :] if row[1] != "Tổng cộng"]
    return [*table[: CODE_ROW + 1], *reversed(rows)]


def widened(table: Table) -> Table:
    """A column of percentages after each column, and a column of remarks at the end."""
    return [[*row[:2], *(cell for value in row[2:] for cell in (value, 12.5)), "đã sửa 2 lần"] for row in table]


def lowered(table: Table) -> Table:
    return [[None] * len(table[0]) for _ in range(25)] + table


@pytest.mark.parametrize(
    "change", [without_codes, shuffled, turned, rows_mixed, widened, lowered], ids=lambda c: c.__name__
)
def test_the_layout_changes_nothing(written: bytes, change: Callable[[Table], Table]) -> None:
    reading = read(rearranged(written, change))
    assert values(reading) == every_value()
    assert reading.findings == ()


def test_the_written_cells_are_where_the_values_say(written: bytes) -> None:
    for turn in (lambda table: table, turned):
        data = rearranged(written, turn)
        book = load_workbook(BytesIO(data))
        submission = read(data).submission
        assert submission is not None
        for (_, code), value in submission.values.items():
            indicator = EDITION.indicators[code]
            shown = book[value.at.sheet][value.at.cell].value
            if indicator.measure is not Measure.FLAG:
                assert round(float(str(shown)) * indicator.scale) == value.amount


def test_all_the_units_prose_is_read_by_its_section(tmp_path: Path) -> None:
    narrative = {"uu_diem": "Tốt: 12 lớp.", "kien_nghi": "Không"}
    path = tmp_path / "2024H1_suoi-thu.xlsx"
    write_return(path, EDITION, Cover("Hội", PERIOD), UNIT, ROWS, ReturnContent(every_value(), {}, narrative))
    submission = read(path.read_bytes()).submission
    assert submission is not None
    assert submission.narrative == narrative


def test_a_return_without_its_cover_is_told_by_its_rows(written: bytes) -> None:
    book = load_workbook(BytesIO(written))
    del book["Bìa"]
    stream = BytesIO()
    book.save(stream)
    reading = read(stream.getvalue())
    assert reading.unit == UNIT
    assert reading.findings == ()
