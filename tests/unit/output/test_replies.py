"""What a unit is told: grouped by cause, only its own, in words that can be sent as they are."""

from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath
from string import Formatter

import pytest

from khuyenhoc_cli.checks.inbox import FileCheck
from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.findings.catalogue import CATALOGUE, Severity
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.output.replies import Reply, open_deadline, replies_to, reply_names, without_addressee
from khuyenhoc_cli.output.replies_text import one_line, reply_text
from khuyenhoc_cli.output.replies_wording import common_wording, wording_of
from khuyenhoc_cli.output.validation import Validation
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Association, Config, Signature

GOLDEN = Path(__file__).parents[2] / "golden"
PERIOD = Period.parse("2024H1")
PROVINCE = Unit("90", "Tỉnh Thử", "tinh")
DISTRICT = Unit("902", "Huyện Đồi Thử", "huyen", "90")
TOWN = Unit("903", "Thị xã Sông Thử", "huyen", "90")
BLOCK = Unit("90K", "Khối trực thuộc Tỉnh hội", "huyen", "90", kind="attached")
CHILDREN = (DISTRICT, TOWN, BLOCK)
SENDER = "Hội Khuyến học tỉnh Thử"
MEMBERS = {"label": "Tổng số hội viên"}


def text_at(cell: str, found: str, proposed: str | None = None, sheet: str = "Biểu 1") -> Finding:
    return Finding("KH201", CellRef(sheet, cell), "HV01", "Xã Hồ Sen", found, proposed, detail=MEMBERS)


def blank_at(cell: str, sheet: str = "Biểu 2") -> Finding:
    detail = {**MEMBERS, "unclear": "0 hay chưa có số liệu", "unclear_en": "0 or not known"}
    return Finding("KH206", CellRef(sheet, cell), "HV01", "Xã Hồ Sen", detail=detail)


SUM = Finding(
    "KH301",
    CellRef("Biểu 1", "H14"),
    "TC10",
    "Xã Hồ Sen",
    "18",
    "16",
    detail={"label": "Tổng số chi hội", "parts": "TC11 + TC12", "sum": "16", "difference": "2", "cause": ""},
)
NOTE = Finding("KH304", CellRef("Biểu 1", "D20"), detail={"count": 1})


def checked(*findings: Finding, unit: Unit | None = DISTRICT, name: str = "2024H1_doi-thu.xlsx") -> FileCheck:
    return FileCheck(PurePath("2024H1") / name, "0" * 64, None, unit, PERIOD, findings)


def replies(*files: FileCheck, missing: tuple[tuple[Unit, State], ...] = ()) -> tuple[Reply, ...]:
    return replies_to(Validation(PERIOD, files, missing), PROVINCE, CHILDREN)


def message(*findings: Finding, due: date | None = None) -> str:
    (reply,) = replies(checked(*findings))
    return reply_text(reply, SENDER, due)


def test_a_whole_message() -> None:
    findings = (
        *(text_at(f"C{row}", f"1.{row}00", f"1{row}00") for row in (8, 9)),
        text_at("D9", "ba nghìn", sheet="Biểu 3"),
        SUM,
        *(blank_at(f"E{row}") for row in range(8, 23)),
        NOTE,
    )
    text = message(*findings, due=date(2024, 6, 5))
    assert text == (GOLDEN / "tra-loi.txt").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 15


def test_a_whole_reminder() -> None:
    (reply,) = replies(missing=((DISTRICT, State.NOT_RECEIVED), (TOWN, State.NO_ASSOCIATION)))
    assert reply.is_reminder
    assert reply_text(reply, SENDER, None) == (GOLDEN / "nhac-gui.txt").read_text(encoding="utf-8")


def test_who_gets_a_reply() -> None:
    sound, noted = checked(unit=TOWN), checked(NOTE, unit=BLOCK)
    older = replace(checked(SUM), findings=(Finding("KH702", detail={"what": "", "other": ""}), SUM))
    own, unknown = checked(SUM, unit=PROVINCE), checked(SUM, unit=None, name="bao-cao.xlsx")
    assert not replies(sound, noted, older, own, unknown)
    assert without_addressee(Validation(PERIOD, (sound, noted, own, unknown)), PROVINCE, CHILDREN) == (unknown,)
    assert [reply.unit for reply in replies(checked(SUM), sound, checked(blank_at("C8"), unit=TOWN))] == [
        DISTRICT,
        TOWN,
    ]


@pytest.mark.parametrize(
    ("name", "code", "answered"),
    [
        ("2024H1_doi-thu.xlsx", "KH103", [(DISTRICT, False), (TOWN, True)]),
        ("bao-cao.xlsx", "KH103", [(DISTRICT, True), (TOWN, True)]),
        # it was opened and names somebody else
        ("2024H1_doi-thu.xlsx", "KH701", [(DISTRICT, True), (TOWN, True)]),
    ],
)
def test_a_file_that_cannot_be_opened_is_answered_to_the_unit_in_its_name(
    name: str, code: str, answered: list[tuple[Unit, bool]]
) -> None:
    missing = ((DISTRICT, State.NOT_RECEIVED), (TOWN, State.NOT_RECEIVED))
    found = replies(checked(Finding(code, found="x"), unit=None, name=name), missing=missing)
    assert [(reply.unit, reply.is_reminder) for reply in found] == answered


def test_what_only_the_receiving_office_can_mend_is_not_put_to_the_unit() -> None:
    assert not replies(checked(Finding("KH111")))


def test_two_files_of_a_unit_are_told_apart() -> None:
    first, second = checked(SUM), checked(text_at("C8", "ba"), name="ban-2.xlsx")
    (reply,) = replies(first, second)
    text = reply_text(reply, SENDER, None)
    assert "Tệp 2024H1_doi-thu.xlsx, trang Biểu 1, ô H14: Xã Hồ Sen: TC10" in text
    assert "Tệp ban-2.xlsx, trang Biểu 1: ô C8 ghi “ba”." in text


def test_no_more_points_than_a_message_can_hold() -> None:
    codes = ("KH201", "KH202", "KH204", "KH205", "KH207", "KH208", "KH209")
    findings = [Finding(code, CellRef("Biểu 1", "C8"), found="x", proposed="1", detail=MEMBERS) for code in codes]
    text = message(*findings, blank_at("C9"))
    assert "6. " in text
    assert "7. " not in text
    assert "Còn 2 nội dung nữa, xin xem thư kèm theo." in text


@pytest.mark.parametrize(
    ("unit", "addressee", "you"),
    [
        (DISTRICT, "Hội Khuyến học huyện Đồi Thử", "quý Hội"),
        (BLOCK, "Khối trực thuộc Tỉnh hội", "quý đơn vị"),
        (Unit("1", "Chi hội Khuyến học thôn 3", "chi-hoi", "2"), "Chi hội Khuyến học thôn 3", "quý Hội"),
    ],
)
def test_whom_it_is_addressed_to(unit: Unit, addressee: str, you: str) -> None:
    assert (Reply(unit, PERIOD).addressee, Reply(unit, PERIOD).you) == (addressee, you)


def test_file_names_are_apart() -> None:
    namesake = Unit("1902", "Thị xã Đồi Thử", "huyen", "90")
    year = Period.parse("2024")
    listed = [
        Reply(DISTRICT, PERIOD),
        Reply(namesake, PERIOD),
        Reply(TOWN, PERIOD),
        Reply(TOWN, year),
        Reply(BLOCK, None),
    ]
    assert list(reply_names(listed).values()) == [
        *("doi-thu-902", "doi-thu-1902", "song-thu-2024H1", "song-thu-2024", "khoi-truc-thuoc-tinh-hoi"),
    ]


@pytest.mark.parametrize(
    ("period", "on", "due"),
    [
        ("2024H1", date(2024, 6, 5), date(2024, 6, 5)),
        ("2024H1", date(2024, 6, 6), None),
        ("2023H1", date(2023, 6, 1), None),
    ],
)
def test_a_deadline_is_named_while_it_is_ahead(period: str, on: date, due: date | None) -> None:
    config = Config(
        association=Association(name=SENDER, parent_body="", unit="90", place="Thử"),
        signature=Signature(on_behalf="", title=""),
        deadlines={"2024H1": date(2024, 6, 5)},
    )
    assert open_deadline(config, Period.parse(period), on) == due


@pytest.mark.parametrize("hostile", ["a\nb", "\x00\x1b[31m\u202eb", "x" * 5000, "\ud800", "=1+1"])
def test_what_stood_in_a_cell_stays_on_its_line(hostile: str) -> None:
    text = message(text_at("C8", hostile))
    assert len(text.splitlines()) == 8
    assert all(character == "\n" or character.isprintable() for character in text)
    assert len(one_line(hostile)) <= 40


# A reader of letters has no such program and no such list.
NOT_FOR_UNITS = ("khuyenhoc", "units.csv", "chua-co-hoi", "xin đơn vị", "với đơn vị", "Hỏi đơn vị", "thư mục", "{")


TOLD = sorted(code for code, entry in CATALOGUE.items() if entry.severity is not Severity.INFO)


@pytest.mark.parametrize("code", TOLD)
def test_every_code_has_words_for_those_who_get_the_letter(code: str) -> None:
    entry = CATALOGUE[code]
    plain = {key: "…" for text in (entry.message["vi"], entry.fix["vi"]) for key in _blanks(text)}
    wording = wording_of(Finding(code, CellRef("Biểu 1", "C8"), found="x", detail=plain))
    if wording.ours:
        return
    said = f"{wording.cause}. {wording.ask}."
    assert wording.cause
    assert wording.ask
    assert not [word for word in NOT_FOR_UNITS if word in said], f"viết lời cho {code} trong replies_wording.toml"


def _blanks(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def test_a_code_without_words_of_its_own_speaks_with_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khuyenhoc_cli.output.replies_wording._own_words", dict)
    wording = wording_of(text_at("C8", "12.345", "12345"))
    assert (wording.cause, wording.items) == ("Số ghi dạng chữ", "said")
    assert wording.ask == "gõ lại bằng chữ số, không dấu chấm ngăn nghìn, không kèm đơn vị"


def test_findings_that_each_ask_for_something_else_are_still_one_point(monkeypatch: pytest.MonkeyPatch) -> None:
    repair = {"vi": "Gõ lại công thức {formula}.", "en": ""}
    monkeypatch.setitem(CATALOGUE, "KH303", replace(CATALOGUE["KH303"], fix=repair))  # type: ignore[arg-type]

    def total(column: str) -> Finding:
        detail = {"difference": "9", "label": "Tổng số hội viên", "formula": f"=SUM({column}8:{column}20)"}
        detail |= {"row": "Tổng cộng", "as_is": "", "cause": "", "others": ""}
        return Finding("KH303", CellRef("Biểu 1", f"{column}21"), found="48", proposed="57", detail=detail)

    totals = [total("M"), total("N")]
    alone, together = common_wording(totals[:1]), common_wording(totals)
    assert (alone.ask, alone.varies) == ("gõ lại công thức =SUM(M8:M20)", True)
    assert (together.ask, together.cause) == ("sửa từng ô theo bảng chi tiết trong thư", alone.cause)
    assert "Đề nghị gõ lại công thức =SUM(M8:M20)." in message(totals[0])


def test_a_cell_is_named_once() -> None:
    stored = Finding("KH205", CellRef("Biểu 1", "C8"), found="=1+1", detail=MEMBERS)
    assert "Trang Biểu 1, ô C8. Đề nghị mở tệp" in message(stored)
