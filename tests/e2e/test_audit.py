"""`khuyenhoc audit` as a person runs it, without a workspace around."""

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import typer

from khuyenhoc_cli.audit import rules
from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule
from khuyenhoc_cli.cli.auditing import audit_report
from khuyenhoc_cli.errors import UserError
from tests.e2e.test_commands import ROOT, run
from tests.unit.audit.reading.words import word

SOUND = "1. Công tác hội\nTrong kỳ, Hội đã họp và bàn việc chung.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "báo cáo.txt"
    path.write_text(SOUND, encoding="utf-8")
    return path


def test_a_report_without_figures_is_in_order(report: Path) -> None:
    done = run("audit", report, cwd=report.parent)
    assert done.returncode == 0, done.stderr
    assert "Không có con số nào" in done.stdout


def test_json_follows_its_contract(report: Path) -> None:
    done = run("audit", report, "--format", "json", cwd=report.parent)
    schema = json.loads((ROOT / "schemas/output/audit.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(done.stdout), schema)
    assert json.loads(done.stdout)["report"] == "báo cáo.txt"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["khong-co.docx"], 2, "Không thấy tệp khong-co.docx"),
        (["báo cáo.txt", "--comment", "ra.docx"], 2, "chỉ tệp Word mới có ghi chú"),
        (["báo cáo.docx", "--comment", "ra.pdf"], 2, "phải kết thúc bằng .docx"),
        (["báo cáo.docx", "--comment", "báo cáo.docx"], 2, "trùng với chính báo cáo"),
        (["hỏng.docx"], 3, "Tệp Word hỏng"),
        (["báo cáo.txt", "--period", "2024H1"], 3, "Không thấy tệp khuyenhoc.toml"),
    ],
)
def test_wrong_use_says_what_to_do(report: Path, arguments: list[str], code: int, said: str) -> None:
    (report.parent / "báo cáo.docx").write_bytes(word("Có 5 hội."))
    (report.parent / "hỏng.docx").write_bytes(b"PK\x03\x04")
    done = run("audit", *arguments, cwd=report.parent)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def every_figure(document: Document) -> Iterator[Claim]:
    for passage in document.everything:
        for figure in passage.quantities:
            yield Claim("thu", "sum", passage, figure.start, figure.end, "6", "wrong", f"3 + 3 = 6, in: {figure.text}")


@pytest.fixture
def with_a_rule(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder to stand in, where every figure is wrong."""
    monkeypatch.setattr(rules, "RULES", (Rule("thu", "sum", "", every_figure, (Example("", ()),)),))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bc.docx").write_bytes(word("Có 5 hội."))
    return tmp_path


def audit(folder: Path, copy: str, output: str | None = None) -> None:
    path = folder / "bc.docx"
    audit_report(None, path, None, None, "html", folder / (output or "bc.html"), folder / copy)


def test_what_is_wrong_ends_in_one_and_a_commented_copy(with_a_rule: Path) -> None:
    before = (with_a_rule / "bc.docx").read_bytes()
    with pytest.raises(typer.Exit) as caught:
        audit(with_a_rule, "ra.docx")
    assert caught.value.exit_code == 1
    assert (with_a_rule / "ra.docx").read_bytes() != before == (with_a_rule / "bc.docx").read_bytes()
    assert "<mark>5</mark>" in (with_a_rule / "bc.html").read_text(encoding="utf-8")


def test_a_copy_that_somebody_edited_is_kept(with_a_rule: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (with_a_rule / "ra.docx").write_bytes(b"sua tay")
    with pytest.raises(typer.Exit):
        audit(with_a_rule, "ra.docx")
    assert (with_a_rule / "ra.docx").read_bytes() == b"sua tay"
    assert (with_a_rule / "ra-2.docx").exists()
    assert "đã được sửa tay nên giữ nguyên" in capsys.readouterr().err


def test_the_report_itself_is_never_written_to(with_a_rule: Path) -> None:
    with pytest.raises(UserError, match="trùng với chính báo cáo"):
        audit(with_a_rule, "bc.docx")
