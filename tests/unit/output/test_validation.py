"""What `validate` prints of the findings, for people and for scripts."""

import io
import json
import re
from dataclasses import replace
from pathlib import PurePath

import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from khuyenhoc_cli.checks.inbox import FileCheck
from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.output.validation import Validation, validation_json, validation_table
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.units.model import Unit

PERIOD = Period.parse("2024H1")
SCHEMA = json.loads((data_root() / "schemas/output/validation.schema.json").read_text(encoding="utf-8"))
UNIT = Unit("902", "Huyện Đồi Thử", "huyen")
TEXT = Finding(
    "KH201", CellRef("Biểu 1", "D9"), "HV01", "Xã Hồ Sen", "[red]12[/red]", "12", detail={"label": "Tổng số hội viên"}
)


def checked(*findings: Finding) -> FileCheck:
    return FileCheck(PurePath("2024H1/doi-thu.xlsx"), "0" * 64, None, UNIT, PERIOD, findings)


def printed(validation: Validation) -> str:
    out = io.StringIO()
    console = Console(file=out, width=400)
    for part in validation_table(validation, "vi"):
        console.print(part)
    return out.getvalue()


def test_what_stands_in_a_cell_is_shown_as_it_is() -> None:
    text = printed(Validation(PERIOD, (checked(TEXT),)))
    assert "Xã Hồ Sen: Tổng số hội viên phải là số, ô lại chứa chữ “[red]12[/red]”." in text
    assert "→ Có phải ý là 12?" in text


@pytest.mark.parametrize(
    ("also", "shown"),
    [
        ((), None),
        ((CellRef("Biểu 1", "E9"), CellRef("Biểu 2", "C4")), "(Cùng: E9, Biểu 2!C4)"),
        (tuple(CellRef("Biểu 1", f"E{row}") for row in range(1, 9)), "(Cùng: E1, E2, E3, E4, E5, E6 …)"),
    ],
)
def test_the_other_cells_of_a_finding(also: tuple[CellRef, ...], shown: str | None) -> None:
    finding = Finding("KH304", CellRef("Biểu 1", "D20"), also=also, detail={"count": 1 + len(also)})
    text = printed(Validation(PERIOD, (checked(finding),)))
    assert (shown in text) if shown else ("Cùng" not in text)


def test_why_a_number_is_proposed_and_what_could_not_be_checked() -> None:
    reason = {"vi": "các phần cộng lại bằng số này", "en": "the parts add up to it"}
    finding = replace(TEXT, because=reason, skipped=("tổng HV01 = HV02 + HV03", "so với cùng kỳ"))
    text = " ".join(printed(Validation(PERIOD, (checked(finding),))).split())
    assert "Có phải ý là 12 (các phần cộng lại bằng số này)?" in text
    assert text.count("các phần cộng lại bằng số này") == 1
    assert "Chưa kiểm tra được: tổng HV01 = HV02 + HV03; so với cùng kỳ." in text
    for language, said in reason.items():
        answer = validation_json(Validation(PERIOD, (checked(finding),)), language)["files"][0]["findings"][0]  # type: ignore[arg-type]
        assert (answer["because"], answer["skipped"]) == (said, list(finding.skipped))
    plain = validation_json(Validation(PERIOD, (checked(TEXT),)), "vi")
    assert (plain["files"][0]["findings"][0]["because"], plain["files"][0]["findings"][0]["skipped"]) == (None, [])
    assert not list(Draft202012Validator(SCHEMA).iter_errors(plain))
    assert not list(
        Draft202012Validator(SCHEMA).iter_errors(validation_json(Validation(None, (checked(finding),)), "vi"))
    )


@pytest.mark.parametrize("because", ["vì ghi bằng đồng", "ghi bằng đồng.", "Ghi bằng đồng."])
def test_a_reason_stands_in_the_sentence_once_however_it_was_written(because: str) -> None:
    finding = replace(TEXT, because={"vi": because, "en": ""})
    text = " ".join(printed(Validation(PERIOD, (checked(finding),))).split())
    assert re.search(r"12 \((vì )?ghi bằng đồng\)\?", text)
    assert text.count("ghi bằng đồng") == 1


def test_missing_units_and_the_sum() -> None:
    lines = printed(Validation(PERIOD, (), ((UNIT, State.NOT_RECEIVED),))).splitlines()
    assert lines == [
        "Huyện Đồi Thử: chưa nhận được",
        "Kỳ 2024H1: 0 tệp (không có tệp nào), 0 điều cần xem.",
    ]


def test_json_names_the_place_and_both_languages() -> None:
    vietnamese, english = (
        validation_json(Validation(PERIOD, (checked(TEXT),)), language)["files"][0] for language in ("vi", "en")
    )
    assert vietnamese["status"] == "unreadable"
    (finding,) = vietnamese["findings"]
    assert (finding["sheet"], finding["cell"], finding["proposed"]) == ("Biểu 1", "D9", "12")
    assert english["findings"][0]["message"].endswith("must be a number, but the cell holds the text “[red]12[/red]”.")
