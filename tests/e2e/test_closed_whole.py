"""A closed period is kept whole: earlier years, parts of the year, forms, units, settings, and a lost folder."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import khuyenhoc_cli.cli.opening as opening
from khuyenhoc_cli.cli.aggregating import aggregate_period
from khuyenhoc_cli.ledger.freezing import packed_frozen
from khuyenhoc_cli.ledger.store import open_ledger
from khuyenhoc_cli.periods import Period
from tests.e2e.small_office import LEAVES, SmallOffice
from tests.e2e.test_commands import ROOT

FIRST, BEFORE, CLOSED = "2022H1", "2023H1", "2024H1"
ASSIGNED = '[assigned]\n"2024" = "giao.csv"\n[targets]\n"HV01/DS01" = { value = 25, source = "Nghị quyết" }\n'


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years aggregated, the last one closed; each test works on a copy."""
    office = SmallOffice.founded(tmp_path_factory.mktemp("kept") / "office", ASSIGNED)
    (office.folder / "giao.csv").write_text("ma,chi_tieu,so_giao\n91001,HV01,100\n91002,HV01,100\n", encoding="utf-8")
    for period, seed in ((FIRST, 1), (BEFORE, 4), (CLOSED, 7)):
        office.filled_in(period, dict(zip(LEAVES, range(seed, seed + 3), strict=True)))
        office.run("aggregate", "--period", period)
    done = office.run("close", "--period", CLOSED, "--by", "Người Thử")
    assert "Đã chốt 6 tháng đầu năm 2024: 3 tệp, người chốt: Người Thử." in done.stdout
    return office.folder


@pytest.fixture
def office(kept: Path, tmp_path: Path) -> SmallOffice:
    return SmallOffice(shutil.copytree(kept, tmp_path / "office"))


def earlier_year(office: SmallOffice) -> str:
    office.filled_in(FIRST, {"91001": 50})
    office.run("aggregate", "--period", FIRST)
    return "2022H1/2022H1_91001.xlsx đã khác lúc chốt"


def earlier_year_anew(office: SmallOffice) -> str:
    office.filled_in("2021H1", dict.fromkeys(LEAVES, 3))
    office.run("aggregate", "--period", "2021H1")
    return "số liệu giữ như lúc chốt"


def assigned_otherwise(office: SmallOffice) -> str:
    (office.folder / "giao.csv").write_text("ma,chi_tieu,so_giao\n91001,HV01,999\n91002,HV01,100\n", encoding="utf-8")
    return "không dùng cho kỳ này: số được giao."


def assigned_lost(office: SmallOffice) -> str:
    (office.folder / "giao.csv").unlink()
    return "không dùng cho kỳ này: số được giao."


def another_name(office: SmallOffice) -> str:
    table = office.folder / "units.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Tỉnh Núi Thử", "Tỉnh Núi Mới"), encoding="utf-8")
    return "không dùng cho kỳ này: danh sách đơn vị."


def a_unit_more(office: SmallOffice) -> str:
    table = office.folder / "units.csv"
    table.write_text(table.read_text(encoding="utf-8") + "91003,Xã Suối Ba,xa,91,lanh-tho,\n", encoding="utf-8")
    return "không dùng cho kỳ này: danh sách đơn vị."


def lost_folder(office: SmallOffice) -> str:
    shutil.rmtree(office.folder / "returns" / CLOSED)
    return "Thư mục của kỳ 2024H1 không còn; 3 tệp của kỳ vẫn tính như lúc chốt."


def lost_folders(office: SmallOffice) -> str:
    shutil.rmtree(office.folder / "returns")
    return "Thư mục của kỳ 2023H1 không còn; 3 tệp của kỳ vẫn tính như lúc chốt."


def another_name_of_a_file(office: SmallOffice) -> str:
    folder = office.folder / "returns" / CLOSED
    (folder / "2024H1_91001.xlsx").rename(folder / "xa-suoi-mot.xlsx")
    return "số liệu giữ như lúc chốt"


def of_another_period(office: SmallOffice) -> str:
    folder = office.folder / "returns"
    shutil.copy(folder / BEFORE / "2023H1_91002.xlsx", folder / CLOSED / "cu.xlsx")
    return "2024H1/cu.xlsx là tệp mới từ sau khi chốt, không tính: tệp ghi kỳ “6 tháng đầu năm 2023”."


def no_workbook(office: SmallOffice) -> str:
    (office.folder / "returns" / CLOSED / "2024H1_91002.xlsx").write_bytes(b"khong phai bang tinh")
    return "2024H1/2024H1_91002.xlsx đã khác lúc chốt, không đọc được số liệu. Tệp này không phải bảng tính"


def other_targets(office: SmallOffice) -> str:
    toml = office.folder / "khuyenhoc.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("value = 25", "value = 99"), encoding="utf-8")
    return "không dùng cho kỳ này: chỉ tiêu, quy tắc, hạn gửi trong khuyenhoc.toml."


@pytest.mark.parametrize(
    "happens",
    [
        earlier_year, earlier_year_anew, assigned_otherwise, assigned_lost, another_name, a_unit_more, lost_folder,
        lost_folders, another_name_of_a_file, of_another_period, no_workbook, other_targets,
    ],
)  # fmt: skip
def test_whatever_happens_changes_no_byte_and_is_told(
    office: SmallOffice, happens: Callable[[SmallOffice], str]
) -> None:
    answer, before, _ = office.figures(CLOSED)
    assert answer["totals"]["HV01"]["value"] == sum(
        office.values(leaf, CLOSED, seed)["HV01"] for leaf, seed in zip(LEAVES, (7, 8, 9), strict=True)
    )
    told = happens(office)
    _, after, said = office.figures(CLOSED)
    assert after == before
    assert told in said
    if told == "số liệu giữ như lúc chốt":
        assert len(said.splitlines()) == 1, "nothing that was kept lies otherwise"


def test_other_forms_change_nothing_and_are_told(
    office: SmallOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, before, _ = office.figures(CLOSED)
    shutil.copytree(ROOT / "schemas", tmp_path / "data" / "schemas")
    forms = [path for path in (tmp_path / "data" / "schemas").rglob("*.toml") if "Tổng số hội viên" in path.read_text()]
    assert forms
    for path in forms:
        path.write_text(path.read_text(encoding="utf-8").replace("Tổng số hội viên", "Số hội viên"), encoding="utf-8")
    monkeypatch.setattr(opening, "data_root", lambda: tmp_path / "data")
    aggregate_period(office.folder, CLOSED, "json", None, None, False, None, "vi")
    printed = capsys.readouterr()
    assert printed.out == before
    assert "Nay đã khác lúc chốt, không dùng cho kỳ này: bộ biểu." in printed.err


def test_a_new_return_of_a_unit_that_had_none_is_counted_in_figures_not_listed(tmp_path: Path) -> None:
    office = SmallOffice.founded(tmp_path / "office")
    office.filled_in(CLOSED, {"91001": 1})
    office.run("aggregate", "--period", CLOSED, code=1)
    done = office.run("close", "--period", CLOSED, "--by", "A")
    assert (
        "Lưu ý: kỳ được chốt khi 2 đơn vị chưa nhận được: Xã Suối Hai, Khối trực thuộc Tỉnh hội." in done.stderr
    ) or ("Lưu ý: kỳ được chốt khi 1 đơn vị chưa nhận được: Xã Suối Hai." in done.stderr)
    _, before, _ = office.figures(CLOSED, code=1)
    office.filled_in(CLOSED, {"91002": 2})
    _, after, said = office.figures(CLOSED, code=1)
    number = len(office.values("91002", CLOSED, 2))
    assert after == before
    assert f"tính: {number} số của Xã Suối Hai, lúc chốt không có báo cáo nào được tính." in said


def test_a_year_is_closed_after_its_parts_and_then_stays(tmp_path: Path) -> None:
    office = SmallOffice.founded(tmp_path / "office")
    halves = [office.filled_in(period, dict.fromkeys(LEAVES, 5)) for period in ("2023H1", "2023H2")]
    for period in ("2023H1", "2023H2", "2023"):
        office.run("aggregate", "--period", period)
    refused = office.run("close", "--period", "2023", code=2)
    assert "Kỳ 2023 cộng từ 2023H1 và 2023H2; chưa chốt 2023H1 và 2023H2." in refused.stderr
    for period in ("2023H1", "2023H2", "2023"):
        office.run("close", "--period", period, "--by", "A")
    answer, before, _ = office.figures("2023")
    members = sum(halves[1].values())  # members are counted at the end
    assert (answer["totals"]["HV01"]["value"], answer["sources"]) == (members, ["2023H1", "2023H2"])
    office.filled_in("2023H2", {"91001": 60})
    office.filled_in("2023", dict.fromkeys(LEAVES, 61))
    _, after, said = office.figures("2023")
    assert after == before
    assert "2023H2/2023H2_91001.xlsx đã khác lúc chốt" in said
    assert "Thư mục của kỳ 2023 mới có từ sau khi chốt, không tính." in said
    office.filled_in("2024", dict.fromkeys(LEAVES, 9))
    following, _, said = office.figures("2024")
    assert following["totals"]["HV01"]["previous"] == members
    assert "Kỳ 2023 đã chốt" in said
    assert "2023H2/2023H2_91001.xlsx đã khác lúc chốt" in said


def test_what_is_not_as_it_was_aggregated_is_not_closed(tmp_path: Path) -> None:
    office = SmallOffice.founded(tmp_path / "office")
    for period in (BEFORE, CLOSED):
        office.filled_in(period, dict.fromkeys(LEAVES, 5))
    office.run("aggregate", "--period", CLOSED)
    folder = office.folder / "returns"
    kept = (folder / BEFORE / "2023H1_91001.xlsx").read_bytes()
    office.filled_in(BEFORE, {"91001": 6})
    edited = office.run("close", "--period", CLOSED, code=2)
    assert "Tệp của kỳ 2023H1 đã khác lần tổng hợp trước (2023H1_91001.xlsx)" in edited.stderr
    (folder / BEFORE / "2023H1_91001.xlsx").write_bytes(kept)
    (folder / CLOSED / "2024H1_91K.xlsx").rename(office.folder / "away.xlsx")
    gone = office.run("close", "--period", CLOSED, code=2)
    assert "Tệp của kỳ 2024H1 đã khác lần tổng hợp trước (2024H1/2024H1_91K.xlsx)" in gone.stderr
    (office.folder / "away.xlsx").rename(folder / CLOSED / "2024H1_91K.xlsx")
    office.run("close", "--period", CLOSED)


def test_every_command_says_that_it_is_closed_and_stays(office: SmallOffice) -> None:
    first = office.run("render", "--template", "soket", "--period", CLOSED, "-o", "mot.docx")
    assert "Kỳ 2024H1 đã chốt" in first.stderr
    explained = office.run("explain", "HV01", "--period", CLOSED, "--format", "json")
    assert "Kỳ 2024H1 đã chốt" in explained.stderr
    another_name(office)
    office.filled_in(CLOSED, {"91001": 70})
    office.run("render", "--template", "soket", "--period", CLOSED, "-o", "hai.docx")
    assert (office.folder / "mot.docx").read_bytes() == (office.folder / "hai.docx").read_bytes()
    again = office.run("explain", "HV01", "--period", CLOSED, "--format", "json")
    assert again.stdout == explained.stdout
    status = json.loads(office.run("status", "--period", CLOSED, "--format", "json").stdout)
    assert (status["scope"], status["closed_by"]) == ("Tỉnh Núi Thử", "Người Thử")
    assert status["closed_at"]
    assert "Đã chốt ngày" in office.run("status", "--period", CLOSED).stdout
    said = office.run("status", "--period", CLOSED).stdout
    assert "Khác lúc chốt, không tính: 2024H1/2024H1_91001.xlsx." in said
    assert "chưa nhận" not in said
    assert "· đã chốt ngày" in office.run("history", "91001", "--period", CLOSED).stdout
    assert "Kỳ 2024H1 đã chốt" in office.run("export", "--period", CLOSED, "-o", "len.xlsx", code=1).stderr


def rewrite_figures(office: SmallOffice, code: str, value: int) -> None:
    """As if another program had closed the period with another total."""
    with open_ledger(office.folder / ".khuyenhoc" / "ledger.sqlite") as ledger:
        closed = ledger.closed(Period.parse(CLOSED))
    assert closed is not None
    figures = json.loads(json.dumps(closed.frozen.figures))
    figures["totals"][code]["value"] = value
    put_content(office, packed_frozen(replace(closed.frozen, figures=figures)))


def put_content(office: SmallOffice, content: bytes) -> None:
    with sqlite3.connect(office.folder / ".khuyenhoc" / "ledger.sqlite") as connection:
        connection.execute("UPDATE closed SET content = ?, program = '0.9'", (content,))


def test_a_program_that_computes_otherwise_says_so(office: SmallOffice) -> None:
    rewrite_figures(office, "HV01", 1)
    _, _, said = office.figures(CLOSED)
    assert "tính ra khác lúc chốt (bản 0.9) ở HV01. Muốn in đúng như lúc chốt thì dùng bản 0.9." in said


def test_what_this_program_cannot_read_is_an_error_with_a_way_out(office: SmallOffice) -> None:
    put_content(office, b"khong doc duoc")
    for command in (("aggregate",), ("render", "--template", "soket"), ("status",)):
        done = office.run(*command, "--period", CLOSED, code=3)
        assert "Không đọc được số liệu đã chốt của kỳ 2024H1, do bản khuyenhoc 0.9 chốt." in done.stderr
