"""A draft that people have worked on, renewed when a return has come late: their work stays, figures are today's."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from openxml_audit import OpenXmlValidator

from tests.e2e.sample_office import lay_out
from tests.unit.report.reading import body_paragraphs, controls, notes, paragraphs, rows

LATE = "2024H1_lak.xlsx"
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that LibreOffice's package is for
HAND = Path(__file__).with_name("libreoffice_hand.py")


def khuyenhoc(folder: Path, *arguments: str, code: int = 0) -> str:
    command = [sys.executable, "-m", "khuyenhoc_cli", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stderr
    return done.stdout


def refresh(folder: Path, draft: Path, *more: str) -> list[dict[str, Any]]:
    """The changes that a refresh tells."""
    answer = json.loads(khuyenhoc(folder, "refresh", str(draft), "--format", "json", *more))
    assert answer["schema"] == "khuyenhoc.refresh/1"
    return list(answer["changes"])


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The sample without the return of Huyện Lắk, and a draft of it."""
    folder = lay_out(tmp_path, "2023H1", "2024H1")
    shutil.move(folder / "sample_returns" / "2024H1" / LATE, folder / LATE)
    khuyenhoc(folder, "aggregate", "--period", "2024H1", code=1)
    khuyenhoc(folder, "render", "--template", "soket")
    return folder


def comes_late(office: Path) -> None:
    """The return of Huyện Lắk is in."""
    shutil.move(office / LATE, office / "sample_returns" / "2024H1" / LATE)
    khuyenhoc(office, "aggregate", "--period", "2024H1")


def test_a_late_return_goes_into_a_draft_that_was_edited(office: Path) -> None:
    draft = office / "out" / "soket-2024H1.docx"
    document = docx.Document(str(draft))
    edited = next(p for p in document.paragraphs if p.text.startswith("Số liệu được tổng hợp"))
    edited.add_run(" Thường trực Hội đã rà soát.").bold = True
    (funds,) = [p for p in document.paragraphs if p.text.startswith("Số dư quỹ khuyến học các cấp")]
    funds._element.getparent().remove(funds._element)
    document.save(str(draft))
    edited_bytes = draft.read_bytes()
    comes_late(office)

    plan = refresh(office, draft, "--dry-run")
    assert draft.read_bytes() == edited_bytes
    assert refresh(office, draft) == plan
    assert {"updated", "removed"} <= {change["kind"] for change in plan}
    kept = [path for path in draft.parent.glob("soket-2024H1*.docx") if path != draft]
    assert [path.read_bytes() for path in kept] == [edited_bytes]

    data = draft.read_bytes()
    text = "\n".join(body_paragraphs(data))
    assert "Thường trực Hội đã rà soát." in text
    assert "Số dư quỹ khuyến học các cấp" not in text
    assert controls(data)["returns:received"] == "16/16"
    assert "thiếu huyện Lắk" not in text
    assert not any("Chưa gửi báo cáo" in note for note in notes(data))
    of_lak = [row for row in rows(data) if row[1:2] == ["Huyện Lắk"]]
    assert len(of_lak) == 8
    assert "…" not in {cell for row in of_lak for cell in row}
    assert OpenXmlValidator().validate(draft).errors == []
    assert [change for change in refresh(office, draft) if change["kind"] in ("updated", "added", "removed")] == []
    assert draft.read_bytes() == data


def test_what_no_draft_is_gets_a_clear_answer(office: Path) -> None:
    own = office / "own.docx"
    docx.Document().save(str(own))
    khuyenhoc(office, "refresh", str(own), code=2)
    khuyenhoc(office, "refresh", "khong-co.docx", code=2)


def complaints(draft: Path) -> set[str]:
    """What the validator says of a file; LibreOffice itself leaves some of it."""
    return {error.description for error in OpenXmlValidator().validate(draft).errors}


def in_libreoffice(folder: Path, draft: Path, edits: Sequence[Sequence[Any]]) -> None:
    """Nothing; a person has made these edits in LibreOffice and saved the draft."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    accept = f"--accept=socket,host=localhost,port={port};urp;"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    with subprocess.Popen(["soffice", profile, "--headless", "--norestore", accept]) as office:
        try:
            saved = folder / "saved.docx"
            hand = [SYSTEM_PYTHON, str(HAND), str(port), str(draft), str(saved), json.dumps(edits)]
            subprocess.run(hand, check=True, timeout=180)
            shutil.move(saved, draft)
        finally:
            office.terminate()


@pytest.mark.word
def test_what_was_done_in_libreoffice_stays(office: Path) -> None:
    draft = office / "out" / "soket-2024H1.docx"
    edits = [
        ["put", "- Ban khuyến học:", " «thêm»"],
        ["split", "Có ", "ước đạt", "«tách» "],
        ["delete", "- Khen thưởng:"],
        ["copy", "- Học bổng đã trao", "- Kinh phí đã chi"],
        ["move", "- Đại hội nhiệm kỳ", "- Tổng số hội viên"],
        ["overtype", "- Chi hội khuyến học:", 0, "«gõ đè»"],
        ["bold", "Số chương trình phối hợp"],
    ]
    in_libreoffice(office, draft, edits)
    before, wrong_already = body_paragraphs(draft.read_bytes()), complaints(draft)
    comes_late(office)
    changes = refresh(office, draft)
    data = draft.read_bytes()
    after = body_paragraphs(data)
    for mark in ("«thêm»", "«tách»", "«gõ đè»"):
        assert sum(mark in text for text in after) == sum(mark in text for text in before) == 1, mark
    assert [change["key"] for change in changes if change["kind"] == "kept_by_hand"] == ["TC10:two_digits"]
    assert not any(text.startswith("- Khen thưởng:") for text in after)
    assert sum(text.startswith("- Học bổng đã trao") for text in after) == 2
    starts = [text[:18] for text in after]
    assert starts.index("- Đại hội nhiệm kỳ") == starts.index("- Tổng số hội viên") + 1
    document = docx.Document(str(draft))
    (bold,) = [p for p in document.paragraphs if p.text.startswith("Số chương trình phối hợp")]
    assert all(run.bold for run in bold.runs if run.text.strip())
    assert "533.903" in "\n".join(paragraphs(data))
    assert complaints(draft) <= wrong_already
    assert [change for change in refresh(office, draft) if change["kind"] in ("updated", "added", "removed")] == []
