from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.forms.model import Form, Measure
from khuyenhoc_cli.forms.narrative import SECTIONS
from khuyenhoc_cli.output.return_workbook import Cover, ReturnContent, file_name, write_return
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit

EDITION = load_edition(Path(__file__).parents[3] / "schemas" / "2024")
PERIOD = Period.parse("2024H1")
COVER = Cover("Hội Khuyến học tỉnh Thử", PERIOD)
DISTRICT = Unit("900", "Huyện Suối Thử", "huyen", "90")
ATTACHED = Unit("900-tt", "Khối trực thuộc Hội Khuyến học huyện", "xa", "900", kind="attached")
TOWN = Unit("90001", "Thị trấn Suối", "xa", "900")
COMMUNE = Unit("90002", "Xã Đồi", "xa", "900")
ROWS = [ATTACHED, TOWN, COMMUNE]
CHILD_FORMS = [form for form in EDITION.forms if form.rows == "children"]

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: ReturnContent | None = None, cover: Cover = COVER, name: str = "a.xlsx") -> Path:
        path = tmp_path / name
        write_return(path, EDITION, cover, DISTRICT, ROWS, content or ReturnContent())
        return path

    return written


def every_cell() -> Mapping[tuple[str, str], int]:
    """A different value for each cell that a return asks for, flags among them."""
    asked = [(unit, i) for form in CHILD_FORMS for unit in ROWS for i in form.indicators if i.is_asked_of(unit.kind)]
    asked += [(DISTRICT, i) for form in EDITION.forms if form.rows == "self" for i in form.indicators]
    return {
        (unit.code, indicator.code): number % 2 if indicator.measure is Measure.FLAG else 1_001 * number
        for number, (unit, indicator) in enumerate(asked, start=1)
    }


def code_row(sheet: Worksheet, form: Form) -> int:
    return next(row for row in range(1, 20) if sheet.cell(row, 3).value == form.indicators[0].code)


def table(path: Path, form: Form) -> dict[str, dict[str, object]]:
    """The rows below the code row as calamine sees them, by unit name and code."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(form.sheet).to_python(skip_empty_area=False)
    start = next(number for number, row in enumerate(rows) if row[2] == form.indicators[0].code)
    return {str(row[1]): dict(zip(map(str, rows[start][2:]), row[2:], strict=True)) for row in rows[start + 1 :]}


def shown(code: str, value: int) -> object:
    """What a cell with this value should hold."""
    measure = EDITION.indicators[code].measure
    if measure is Measure.FLAG:
        return ("Chưa", "Có")[value]
    return value / 1_000_000 if measure is Measure.MONEY else value


def test_sheets_stand_in_order(write: Write) -> None:
    names = CalamineWorkbook.from_path(write()).sheet_names
    assert names == ["Bìa", *(form.sheet for form in EDITION.forms), "Thuyết minh"]


def test_the_reader_knows_the_total_row_by_its_name(write: Write) -> None:
    sheet = openpyxl.load_workbook(write())["Biểu 1"]
    words = [cell.value for cell in sheet["B"] if cell.value]
    assert words[-1] in EDITION.total_names


def test_code_row_is_text_of_every_code(write: Write) -> None:
    book = openpyxl.load_workbook(write())
    for form in EDITION.forms:
        sheet = book[form.sheet]
        row = code_row(sheet, form)
        cells = [sheet.cell(row, column) for column in range(3, 3 + len(form.indicators))]
        assert [cell.value for cell in cells] == [indicator.code for indicator in form.indicators]
        assert all(cell.data_type == "s" for cell in cells)
        assert [sheet.cell(row, column).value for column in (1, 2)] == [None, None]


def test_values_stand_where_they_belong_and_attached_units_last(write: Write) -> None:
    values = every_cell()
    path = write(ReturnContent(values))
    for form in CHILD_FORMS:
        rows = table(path, form)
        assert list(rows) == [TOWN.name, COMMUNE.name, ATTACHED.name, "Tổng cộng"]
        for unit in ROWS:
            for code, found in rows[unit.name].items():
                value = values.get((unit.code, code))
                assert found == ("" if value is None else shown(code, value)), (form.sheet, unit.name, code)


def test_totals_are_sums_over_exactly_the_unit_rows_with_their_results(write: Write) -> None:
    values = every_cell()
    path = write(ReturnContent(values))
    book = openpyxl.load_workbook(path)
    for form in CHILD_FORMS:
        sheet = book[form.sheet]
        first = code_row(sheet, form) + 1
        for column, indicator in enumerate(form.indicators, start=3):
            letter = sheet.cell(1, column).column_letter
            assert sheet.cell(first + 3, column).value == f"=SUM({letter}{first}:{letter}{first + 2})"
            total = sum(values.get((unit.code, indicator.code), 0) for unit in ROWS)
            assert table(path, form)["Tổng cộng"][indicator.code] == shown(indicator.code, total)


def test_a_column_that_no_row_is_asked_for_has_no_total(tmp_path: Path) -> None:
    write_return(tmp_path / "a.xlsx", EDITION, COVER, ATTACHED, [ATTACHED], ReturnContent())
    totals = table(tmp_path / "a.xlsx", EDITION.forms[0])["Tổng cộng"]
    assert totals["DS01"] == ""
    assert totals["HV01"] == 0


def test_a_blank_return_holds_no_values_but_zero_totals(write: Write) -> None:
    path = write()
    for form in EDITION.forms:
        for name, row in table(path, form).items():
            assert set(row.values()) == ({0} if name == "Tổng cộng" else {""})


def test_the_form_on_the_unit_itself_has_one_row_and_no_total(write: Write) -> None:
    values = every_cell()
    path = write(ReturnContent(values))
    (form,) = (form for form in EDITION.forms if form.rows == "self")
    expected = {i.code: shown(i.code, values[DISTRICT.code, i.code]) for i in form.indicators}
    assert table(path, form) == {DISTRICT.name: expected}


@pytest.mark.parametrize("dong", [33_937_965_000, 1, 123_456_789_012_345, 999_999_999_999_999, 5_000_000])
def test_money_is_exact_in_trieu_dong(write: Write, dong: int) -> None:
    path = write(ReturnContent({(TOWN.code, "Q01"): dong}))
    row = table(path, EDITION.form_of["Q01"])
    assert round(float(str(row[TOWN.name]["Q01"])) * 1_000_000) == dong
    assert row[TOWN.name]["Q01"] == row["Tổng cộng"]["Q01"] == dong / 1_000_000
    if dong == 33_937_965_000:
        assert repr(row[TOWN.name]["Q01"]) == "33937.965"


def test_the_same_input_gives_the_same_bytes(write: Write) -> None:
    content = ReturnContent(every_cell(), every_cell(), {"uu_diem": "Tốt."})
    assert write(content, name="a.xlsx").read_bytes() == write(content, name="b.xlsx").read_bytes()


def test_an_existing_file_is_left_alone(write: Write, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("của tôi")
    with pytest.raises(FileExistsError):
        write()
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    assert (tmp_path / "a.xlsx").read_text() == "của tôi"


def test_a_failed_write_leaves_nothing_behind(write: Write, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Ưu điểm"):
        write(ReturnContent(narrative={"uu_diem": "x" * 32_768}))
    assert list(tmp_path.iterdir()) == []


def test_no_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one row"):
        write_return(tmp_path / "a.xlsx", EDITION, COVER, DISTRICT, [], ReturnContent())


@pytest.mark.parametrize("text", ["=1+1", "+84 500", "-5", "@SUM(A1)", "https://example.org", "007", "\t=2"])
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    commune = Unit("90003", text, "xa", "900")
    content = ReturnContent(narrative={"uu_diem": text})
    write_return(tmp_path / "a.xlsx", EDITION, Cover(text, PERIOD, text), commune, [commune], content)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) == 3 + 3 * len(EDITION.forms) + 1  # cover, data sheets, narrative
    assert {cell.data_type for cell in cells} == {"s"}


def test_only_what_is_asked_is_unlocked_and_validated(write: Write) -> None:
    book = openpyxl.load_workbook(write())
    for form in EDITION.forms:
        sheet = book[form.sheet]
        assert sheet.protection.sheet
        assert (sheet.protection.formatColumns, sheet.protection.formatRows) == (False, False)  # False: not locked
        units = [TOWN, COMMUNE, ATTACHED] if form.rows == "children" else [DISTRICT]
        asked = {
            sheet.cell(row, column).coordinate
            for row, unit in enumerate(units, start=code_row(sheet, form) + 1)
            for column, indicator in enumerate(form.indicators, start=3)
            if indicator.is_asked_of(unit.kind)
        }
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert {cell.coordinate for cell in cells if not cell.protection.locked} == asked
        assert {str(rule.sqref) for rule in sheet.data_validations.dataValidation} == asked


def test_what_is_not_asked_is_grey(write: Write) -> None:
    form = EDITION.form_of["DS01"]
    sheet = openpyxl.load_workbook(write(ReturnContent({(ATTACHED.code, "DS01"): 5})))[form.sheet]
    cell = sheet.cell(code_row(sheet, form) + 3, 3)
    assert (cell.value, cell.protection.locked, cell.fill.fgColor.rgb) == (None, True, "FFD5D8DC")


def test_cells_take_what_their_measure_allows(write: Write) -> None:
    book = openpyxl.load_workbook(write())
    rules = {
        (form.sheet, str(rule.sqref)): rule
        for form in EDITION.forms
        for rule in book[form.sheet].data_validations.dataValidation
    }
    for form in EDITION.forms:
        sheet = book[form.sheet]
        for column, indicator in enumerate(form.indicators, start=3):
            rule = rules[form.sheet, sheet.cell(code_row(sheet, form) + 1, column).coordinate]
            assert (rule.type, rule.operator, rule.formula1) == {
                Measure.COUNT: ("whole", "greaterThanOrEqual", "0"),
                Measure.MONEY: ("decimal", "greaterThanOrEqual", "0"),
                Measure.FLAG: ("list", None, '"Có,Chưa"'),
            }[indicator.measure]
            assert rule.error
            assert rule.prompt is None


def test_input_cells_show_the_year_before(write: Write) -> None:
    previous = {(TOWN.code, "HV01"): 1_234, (TOWN.code, "Q01"): 33_937_965_000, (DISTRICT.code, "VB01"): 1}
    book = openpyxl.load_workbook(write(ReturnContent(previous=previous)))
    prompts = [rule.prompt for sheet in book for rule in sheet.data_validations.dataValidation if rule.prompt]
    assert prompts[1:] == [  # the first is the cover's, on how to type a date
        "Cùng kỳ 2023H1: 1.234 người",
        "Cùng kỳ 2023H1: 33.937,965 triệu đồng",
        "Cùng kỳ 2023H1: Có",
    ]


def test_headings_explain_each_indicator(write: Write) -> None:
    book = openpyxl.load_workbook(write())
    for form in EDITION.forms:
        sheet = book[form.sheet]
        comments = [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
        for indicator in form.indicators:
            (text,) = (text for text in comments if text.startswith(f"{indicator.code}. "))
            assert all(part in text for part in (indicator.label, indicator.unit, indicator.definition))


def test_groups_are_merged_over_their_indicators(write: Write) -> None:
    sheet = openpyxl.load_workbook(write())["Biểu 1"]
    merged = {str(area): sheet[str(area).split(":")[0]].value for area in sheet.merged_cells.ranges}
    assert merged["D5:G5"] == "Tổ chức hội"
    assert merged["C5:C6"] == "Dân số\n(người)"
    assert sheet["D6"].value == "Xã, phường, thị trấn\n(đơn vị)"


def test_pages_are_set_up_for_reading_and_printing(write: Write) -> None:
    book = openpyxl.load_workbook(write())
    for form in EDITION.forms:
        sheet = book[form.sheet]
        row = code_row(sheet, form)
        assert sheet.freeze_panes == f"C{row + 1}"
        assert sheet.print_title_rows == f"${row - 2}:${row}"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is the default, and left out
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_money_is_noted_where_there_is_money(write: Write) -> None:
    book = openpyxl.load_workbook(write())
    noted = [s.title for s in book for row in s.iter_rows() for c in row if "Đơn vị tính: triệu" in str(c.value)]
    assert noted == ["Biểu 4"]


def test_cover_says_who_and_when(write: Write) -> None:
    path = write(cover=Cover(COVER.association, PERIOD, "Nguyễn Văn Thử", date(2024, 7, 5)))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Bìa").to_python()
    assert {row[0]: row[1] for row in rows if row[1] != ""} == {
        "Hội Khuyến học": COVER.association,
        "Đơn vị": DISTRICT.name,
        "Kỳ báo cáo": "6 tháng đầu năm 2024",
        "Người lập biểu": "Nguyễn Văn Thử",
        "Ngày lập": date(2024, 7, 5),
        "Bộ biểu": EDITION.id,
    }
    sheet = openpyxl.load_workbook(path)["Bìa"]
    assert [row for row, dimension in sheet.row_dimensions.items() if dimension.hidden] == [17]
    assert sorted(c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked) == ["B7", "B8"]


def test_narrative_is_keyed_by_section(write: Write) -> None:
    text = "Hai dòng:\n- một;\n- hai."
    sheet = openpyxl.load_workbook(write(ReturnContent(narrative={"kien_nghi": text})))["Thuyết minh"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[:3] for row in rows] == [[section.key, section.title, section.prompt] for section in SECTIONS]
    assert {row[0]: row[3] for row in rows if row[3]} == {"kien_nghi": text}
    assert not any(sheet.cell(row, 4).protection.locked for row in range(3, 3 + len(SECTIONS)))


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        (Unit("650", "Huyện Krông Năng", "huyen"), "2024H1_krong-nang.xlsx"),
        (Unit("644", "Thị xã Buôn Hồ", "huyen"), "2024H1_buon-ho.xlsx"),
        (Unit("1", "Phường 1", "xa"), "2024H1_phuong-1.xlsx"),
        (ATTACHED, "2024H1_khoi-truc-thuoc-hoi-khuyen-hoc-huyen.xlsx"),
    ],
)
def test_file_names(unit: Unit, name: str) -> None:
    assert file_name(PERIOD, unit) == name
