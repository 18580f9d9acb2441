"""Old encodings found and read, column by column; Unicode text left as it is."""

import csv
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.editions import load_edition
from khuyenhoc_cli.intake.encoding import decode
from khuyenhoc_cli.intake.fonts import OldFont, old_font, old_fonts
from khuyenhoc_cli.intake.grid import ErrorCell, Grid
from khuyenhoc_cli.intake.guard import Guarded
from khuyenhoc_cli.intake.opening import read_workbook
from khuyenhoc_cli.intake.reader import read_return
from khuyenhoc_cli.intake.submission import Expected
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.workspace import open_workspace
from tests.unit.text.old_letters import as_tcvn3, as_vni

SCHEMAS = Path(__file__).parents[3] / "schemas"
WITH_PREFIX, BARE = slice(0, None), slice(1, None)
Encode = Callable[[str], str]


def read_names() -> tuple[list[str], list[list[str]]]:
    """All names of units, and those that stood under one unit at one time."""
    columns = defaultdict(list)
    with (SCHEMAS / "units" / "units.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            columns[row["parent"], row["valid_to"]].append(row["name"])
    names = sorted({name for column in columns.values() for name in column})
    return names, [column for column in columns.values() if len(column) >= 3]


def read_headings() -> list[str]:
    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for part in value.values() if isinstance(value, dict) else value:
                yield from texts(part)

    files = (SCHEMAS / "2024").glob("*.toml")
    return sorted({text for path in files for text in texts(tomllib.loads(path.read_text(encoding="utf-8")))})


NAMES, COLUMNS = read_names()
HEADINGS = read_headings()


def column(*texts: object) -> Grid:
    return Grid("Biểu 1", tuple((text,) for text in texts))


def decoded(*texts: object) -> list[object]:
    """The column as it is read."""
    (grid,), _ = decode((column(*texts),), b"")
    return [row[0] for row in grid.rows]


def without_prefix(name: str) -> str:
    return name.split(" ", 2 if name.startswith(("Thành phố", "Thị ", "Đặc khu")) else 1)[-1]


def test_unicode_names_and_headings_alone_are_left_as_they_are() -> None:
    for text in [*NAMES, *map(without_prefix, NAMES), *HEADINGS]:
        for spelling in (text, text.upper(), unicodedata.normalize("NFD", text)):
            assert decoded(spelling) == [spelling]


def test_unicode_columns_are_left_as_they_are() -> None:
    for names in [*COLUMNS, HEADINGS, NAMES]:
        for spellings in (names, list(map(without_prefix, names)), list(map(str.upper, names))):
            assert decoded(*spellings) == spellings


@given(st.lists(st.sampled_from([*NAMES, *HEADINGS]), max_size=6), st.sampled_from(["«A»", "·", "§ 1", "5m×4m", "½"]))
@settings(max_examples=60, deadline=None)
def test_signs_among_unicode_change_nothing(texts: list[str], sign: str) -> None:
    assert decoded(sign, *texts, sign) == [sign, *texts, sign]


def test_every_column_of_names_in_vni_comes_back() -> None:
    for names in COLUMNS:
        assert decoded(*map(as_vni, names)) == names
        capitals = [name.upper() for name in names]
        assert decoded(*map(as_vni, capitals)) == capitals


def test_every_column_of_names_in_tcvn3_comes_back_but_for_capitals_it_does_not_have() -> None:
    for names in COLUMNS:
        back = decoded(*map(as_tcvn3, names))
        for name, read in zip(names, back, strict=True):
            assert str(read).casefold() == name.casefold()
            assert read == name or any(letter.isupper() and letter not in "ĂÂĐÊÔƠƯ" for letter in name[1:])


@pytest.mark.parametrize("encode", [as_tcvn3, as_vni])
@given(names=st.lists(st.sampled_from(NAMES), min_size=3, max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_three_names_come_back(encode: Encode, names: list[str]) -> None:
    if encode(names[0]) == names[0]:
        return
    assert [str(read).casefold() for read in decoded(*map(encode, names))] == [name.casefold() for name in names]


@pytest.mark.parametrize("encode", [as_tcvn3, as_vni])
@given(
    names=st.lists(st.tuples(st.sampled_from(NAMES), st.booleans()), min_size=4, max_size=12),
)
@settings(max_examples=60, deadline=None)
def test_in_a_mixed_column_unicode_stays(encode: Encode, names: list[tuple[str, bool]]) -> None:
    back = decoded(*(encode(name) if old else name for name, old in names))
    for (name, old), read in zip(names, back, strict=True):
        assert old or read == name


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        pytest.param(["X· Ea Tãh"], ["Xã Ea Tóh"], id="one cell"),
        pytest.param(["X· Ea Tãh", "Xã Cư Ê Wi"], ["Xã Ea Tóh", "Xã Cư Ê Wi"], id="one of two"),
        pytest.param(
            ["Đơn vị", "Ea Tãh", "X· Ea Hå", "Ea Tãh"],
            ["Đơn vị", "Ea Tóh", "Xã Ea Hồ", "Ea Tóh"],
            id="a cell that can be either goes with its neighbours",
        ),
        pytest.param(
            ["X· Ea Hå", "Xã Hòa Phú", "Xã Hoà Xuân"],
            ["Xã Ea Hồ", "Xã Hòa Phú", "Xã Hoà Xuân"],
            id="Unicode without a letter of its own",
        ),
        pytest.param(["Bu«n Ðôn"], ["Bu«n Ðôn"], id="half one, half the other: left for a person"),
        pytest.param(["X· Ea Tãh", 1200, 3.5, True], ["Xã Ea Tóh", 1200, 3.5, True], id="numbers"),
        pytest.param(["X· Ea Tãh", "1.200", ErrorCell("#REF!")], ["Xã Ea Tóh", "1.200", ErrorCell("#REF!")], id="text"),
        pytest.param(["Ê Đê", "M'Nông", "Cư Kuin"], ["Ê Đê", "M'Nông", "Cư Kuin"], id="Latin-1 words"),
        pytest.param(["Ông Müller", "Bà Nguyên"], ["Ông Müller", "Bà Nguyên"], id="a foreign name"),
    ],
)
def test_columns(cells: list[object], read: list[object]) -> None:
    assert decoded(*cells) == read


def test_headings_that_can_be_either_go_with_their_sheet() -> None:
    heading = Grid("Biểu 1", (("TT", "§¬n vÞ", "Sè hé", "Sè héi viªn"), (1, "X· Ea Hå", 12, 3)))
    (grid,), _ = decode((heading,), b"")
    assert grid.rows[0] == ("TT", "Đơn vị", "Số hộ", "Số hội viên")


def test_a_clean_workbook_comes_back_itself() -> None:
    grids = (column("Xã Ea Tóh", 12), column("Huyện Lắk"))
    read, findings = decode(grids, b"")
    assert read is grids
    assert findings == ()


def test_the_finding_names_the_first_cell_of_each_column_and_an_example() -> None:
    names = Grid("Biểu 1", (("", "§¬n vÞ"), ("Tæng", "X· Ea Tãh"), (1, "X· Ea Hå")))
    _, (finding,) = decode((names, Grid("Bìa", (("HuyÖn Kr«ng N¨ng",),)), column("Tỉnh")), b"")
    assert (finding.code, finding.at) == ("KH120", CellRef("Biểu 1", "A2"))
    assert finding.also == (CellRef("Biểu 1", "B1"), CellRef("Bìa", "A1"))
    assert "5 ô" in finding.message()
    assert "“Tæng” đọc là “Tổng”" in finding.message()
    assert "TCVN3 (ABC)" in finding.fix()


@pytest.mark.parametrize(
    ("name", "font"),
    [
        (".VnTime", OldFont("tcvn3")),
        (".VnArial NarrowH", OldFont("tcvn3", capitals=True)),
        (".VnTimeH", OldFont("tcvn3", capitals=True)),
        ("VNI-Times", OldFont("vni")),
        ("Times New Roman", None),
        ("Verdana", None),
    ],
)
def test_fonts(name: str, font: OldFont | None) -> None:
    assert old_font(name) == font


def with_fonts(**cells: tuple[str, str]) -> bytes:
    """A workbook with one sheet of texts, each in a font."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    for at, (text, font) in cells.items():
        sheet[at] = text
        sheet[at].font = Font(name=font)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_cells(data: bytes) -> list[object]:
    (grid,), _ = decode(read_workbook(Guarded(data, needs_diagnosis=False)).grids, data)
    return [cell for row in grid.rows for cell in row if cell != ""]


def test_the_font_settles_what_can_be_either_and_shows_capitals() -> None:
    data = with_fonts(A1=("tæng céng", ".VnTimeH"), B1=("hé", ".VnTime"), C1=("hé", "Arial"), D1=("Xã", "Arial"))
    assert old_fonts(data) == {
        CellRef("Biểu 1", "A1"): OldFont("tcvn3", capitals=True),
        CellRef("Biểu 1", "B1"): OldFont("tcvn3"),
    }
    assert read_cells(data) == ["TỔNG CỘNG", "hộ", "hé", "Xã"]


def test_unicode_typed_over_an_old_font_stays() -> None:
    data = with_fonts(A1=("X· cò", ".VnTime"), B1=("Đơn vị", ".VnTime"), B2=("Ea Tóh", ".VnTime"))
    assert read_cells(data) == ["Xã cũ", "Đơn vị", "Ea Tóh"]


def test_without_a_workbook_there_are_no_fonts() -> None:
    assert old_fonts(b"no zip") == {}


@pytest.mark.parametrize("encode", [as_tcvn3, as_vni])
def test_a_whole_return_typed_in_an_old_encoding_gives_the_same_figures(encode: Encode) -> None:
    root = SCHEMAS.parent
    workspace, path = open_workspace(root), root / "sample_returns" / "2024H1" / "2024H1_krong-nang.xlsx"
    edition = load_edition(SCHEMAS / "2024")
    period = Period.parse("2024H1")
    expected = Expected(workspace.root_on(period), workspace.units_on(period), period)
    book = load_workbook(path)
    for cell in (cell for sheet in book for row in sheet for cell in row if isinstance(cell.value, str)):
        cell.value = cell.value if cell.value.startswith("=") else encode(cell.value)
    stream = BytesIO()
    book.save(stream)

    typed = read_return(stream.getvalue(), path, edition, expected)
    plain = read_return(path.read_bytes(), path, edition, expected)
    assert typed.submission is not None
    assert plain.submission is not None
    assert typed.submission.values == plain.submission.values
    assert [finding.code for finding in typed.findings] == ["KH120"]
