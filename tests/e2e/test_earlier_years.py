"""Earlier years come in as one summary workbook, or as the totals of an old report, marked as such."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from khuyenhoc_cli.forms.editions import edition_for
from khuyenhoc_cli.output.return_content import cell_value
from khuyenhoc_cli.periods import Period
from tests.e2e.small_office import LEAVES, SmallOffice
from tests.e2e.test_commands import ROOT

OLD, NOW = "2022H1", "2023H1"


@pytest.fixture
def office(tmp_path: Path) -> SmallOffice:
    """An office with the returns of one period."""
    office = SmallOffice.founded(tmp_path / "office")
    office.filled_in(NOW, dict(zip(LEAVES, (4, 5, 6), strict=True)))
    return office


def status(office: SmallOffice, period: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(office.run("status", "--period", period, "--format", "json").stdout)
    return answer


def members(office: SmallOffice, seeds: tuple[int, ...]) -> list[int]:
    return [office.values(leaf, NOW, seed)["HV01"] for leaf, seed in zip(LEAVES, seeds, strict=True)]


def summary(office: SmallOffice, seeds: dict[str, int]) -> None:
    """One workbook of the whole province: a sheet per form, a row per unit, as an office keeps it for itself."""
    edition, book = edition_for(Period.parse(OLD), ROOT / "schemas"), Workbook()
    values = {leaf: office.values(leaf, OLD, seed) for leaf, seed in seeds.items()}
    for form in edition.forms:
        sheet = book.create_sheet(form.sheet)
        sheet.append(["TT", "Đơn vị", *(indicator.code for indicator in form.indicators)])
        for number, leaf in enumerate(LEAVES, 1):
            unit = office.units.get(leaf)
            assert unit is not None
            said = ((each, values[leaf].get(each.code)) for each in form.indicators)
            sheet.append([number, unit.name, *(None if v is None else cell_value(each, v) for each, v in said)])
    del book["Sheet"]
    (office.folder / "returns" / OLD).mkdir()
    book.save(office.folder / "returns" / OLD / "2022H1_nui-thu.xlsx")


def test_one_summary_workbook_gives_every_unit_its_year_before(office: SmallOffice) -> None:
    summary(office, dict(zip(LEAVES, (1, 2, 3), strict=True)))
    then, _, _ = office.figures(OLD)
    old, new = members(office, (1, 2, 3)), members(office, (4, 5, 6))
    assert (then["totals"]["HV01"]["value"], then["received"]) == (sum(old), 3)
    assert {each["unit"]: each["values"]["HV01"] for each in then["units"]} == dict(
        zip(("Xã Suối Một", "Xã Suối Hai", "Khối trực thuộc Tỉnh hội"), old, strict=True)
    )
    standing = status(office, OLD)
    assert {each["from_summary"] for each in standing["units"]} == {True}
    assert standing["totals_from"] is None
    total = office.figures(NOW)[0]["totals"]["HV01"]
    assert (total["previous"], total["delta"], total["like_for_like"]) == (sum(old), sum(new) - sum(old), True)


def one_row(office: SmallOffice) -> None:
    """A blank return in which only the province itself has a row."""
    values = office.values("91001", OLD, 1) | {"HV01": 4_200, "DS01": 20_000}
    office.write(OLD, "bao-cao-cu.xlsx", "91", {("91", code): amount for code, amount in values.items()})


def typed_down(office: SmallOffice, heading: str = "Số liệu") -> None:
    """Two figures copied out of a report, with their names down the side."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Số cũ"
    for row in (("Mã", "Chỉ tiêu", heading), ("HV01", "Tổng số hội viên", 4200), ("DS01", "Dân số", 20000)):
        sheet.append(row)
    (office.folder / "returns" / OLD).mkdir()
    book.save(office.folder / "returns" / OLD / "2022H1_nui-thu.xlsx")


def typed_across(office: SmallOffice, name: str) -> None:
    """The same in one row, under whatever the old report calls the whole."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Số cũ"
    for row in (("TT", "Đơn vị", "HV01", "DS01"), (1, name, 4200, 20000)):
        sheet.append(row)
    (office.folder / "returns" / OLD).mkdir()
    book.save(office.folder / "returns" / OLD / "2022H1_nui-thu.xlsx")


@pytest.mark.parametrize(
    "lay",
    [
        one_row,
        typed_down,
        lambda office: typed_down(office, "Toàn tỉnh"),
        lambda office: typed_down(office, "Tỉnh Núi Thử"),
        lambda office: typed_across(office, "Toàn tỉnh"),
        lambda office: typed_across(office, "Tỉnh Núi Thử"),
        lambda office: typed_across(office, "Tổng cộng"),
    ],
    ids=[
        "one row",
        "down",
        "down, of the province",
        "down, named",
        "across, the whole",
        "across, named",
        "across, sum",
    ],
)
def test_totals_of_an_old_report_are_the_year_before_and_marked(office: SmallOffice, lay: Any) -> None:
    lay(office)
    done = office.run("validate", "--period", OLD, "--format", "json", code=1)  # a warning to look at
    checked = json.loads(done.stdout)
    (file,) = checked["files"]
    assert checked["missing"] == []
    assert [f["code"] for f in file["findings"] if f["severity"] != "info"] == ["KH134"], file["findings"]
    then, _, _ = office.figures(OLD)
    assert (then["totals"]["HV01"]["value"], then["units"], then["missing"]) == (4_200, [], [])
    assert "Chỉ có số tổng từ báo cáo cũ" in office.run("aggregate", "--period", OLD).stdout
    standing = status(office, OLD)
    assert standing["totals_from"] == file["path"]
    assert "Chỉ có số tổng từ báo cáo cũ" in office.run("status", "--period", OLD).stdout
    answer, _, _ = office.figures(NOW)
    total, new = answer["totals"]["HV01"], sum(members(office, (4, 5, 6)))
    assert (total["value"], total["previous"], total["delta"]) == (new, 4_200, new - 4_200)
    assert {each["values"]["HV01"] for each in answer["units"]} == set(members(office, (4, 5, 6)))


def test_totals_give_way_to_the_units_once_one_has_sent_its_own(office: SmallOffice) -> None:
    typed_down(office)
    office.figures(OLD)
    own = office.filled_in(OLD, {"91001": 1})["91001"]
    then, _, _ = office.figures(OLD, code=1)
    assert then["totals"]["HV01"]["value"] == own
    assert then["totals"]["HV01"]["coverage"] == "(1/2 đơn vị; thiếu xã Suối Hai)"
    assert status(office, OLD)["totals_from"] is None


def test_a_commune_without_rows_is_no_old_report(office: SmallOffice) -> None:
    """Only the unit that all others report to may give totals alone; a district that does so lacks its communes."""
    table = office.folder / "units.csv"
    table.write_text(
        table.read_text(encoding="utf-8") + "9100101,Chi hội Đông,chi-hoi,91001,lanh-tho,\n", encoding="utf-8"
    )
    office.write(OLD, "xa.xlsx", "91001", {("91001", c): a for c, a in office.values("91001", OLD, 1).items()})
    done = office.run("validate", "--period", OLD, "--format", "json", code=1)
    (file,) = json.loads(done.stdout)["files"]
    codes = {finding["code"] for finding in file["findings"] if finding["severity"] == "error"}
    assert codes
    assert "KH134" not in {finding["code"] for finding in file["findings"]}


def test_closed_totals_of_an_old_report_stay(office: SmallOffice) -> None:
    typed_down(office)
    office.figures(OLD)
    office.run("close", "--period", OLD, "--by", "A")
    _, before, _ = office.figures(OLD)
    office.filled_in(OLD, {"91001": 1})
    _, after, said = office.figures(OLD)
    assert after == before
    assert "2022H1/2022H1_91001.xlsx là tệp mới từ sau khi chốt" in said
    assert office.figures(NOW)[0]["totals"]["HV01"]["previous"] == 4_200


def test_totals_of_an_old_report_are_no_return_to_pass_on(office: SmallOffice) -> None:
    typed_down(office)
    office.figures(OLD)
    done = office.run("export", "--period", OLD, "-o", "moi/len.xlsx", code=2)
    assert "chỉ có số tổng của báo cáo cũ" in done.stderr
    assert not (office.folder / "moi").exists()
