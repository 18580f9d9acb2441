"""An officer's own template: copied, edited in Word, checked, mended, rendered."""

import json
from pathlib import Path

import docx
import jsonschema
import pytest

from tests.e2e.test_commands import ROOT, office, run
from tests.unit.report.reading import body_paragraphs

__all__ = ["office"]
OPENING = "{{ hoi.ten }} báo cáo kết quả"


def schema(name: str) -> object:
    return json.loads((ROOT / "schemas" / "output" / f"{name}.schema.json").read_text(encoding="utf-8"))


def edit(path: Path, old: str, new: str) -> None:
    """Types a text over another in the first paragraph that begins with it, as Word would: over two runs."""
    document = docx.Document(path)
    paragraph = next(each for each in document.paragraphs if each.text.startswith(old))
    text = paragraph.text.replace(old, new, 1)
    paragraph.runs[0].text = text[:3]
    for run_ in paragraph.runs[1:]:
        run_.text = ""
    paragraph.add_run(text[3:])
    document.save(path)


def test_copy_edit_check_render(office: Path) -> None:
    run("aggregate", "--period", "2024H1", cwd=office)
    copied = run("template", "copy", "soket", "Sơ kết riêng", cwd=office)
    path = office / "templates" / "so-ket-rieng.docx"
    assert Path(copied.stdout.strip()) == path
    assert "khuyenhoc template check so-ket-rieng" in copied.stderr
    edit(path, OPENING, "Hội ta có {{ hoi_vein.so }} hội viên. {{ hoi.ten }} báo cáo kết quả")
    checked = run("template", "check", "so-ket-rieng", "--format", "json", cwd=office)
    assert checked.returncode == 1
    answer = json.loads(checked.stdout)
    jsonschema.validate(answer, schema("template_check"))
    (fault,) = answer["templates"][0]["faults"]
    assert (fault["kind"], fault["quote"]) == ("unknown_name", "{{ hoi_vein.so }}")
    assert "“hoi_vien”" in fault["fix"]
    refused = run("render", "--template", "so-ket-rieng", cwd=office)
    assert refused.returncode == 3
    edit(path, "Hội ta có {{ hoi_vein.so }}", "Hội ta có {{ hoi_vien.so }}")
    assert run("template", "check", "so-ket-rieng", cwd=office).returncode == 0
    draft = json.loads(run("render", "--template", "so-ket-rieng", "--format", "json", cwd=office).stdout)
    assert draft["path"].endswith("so-ket-rieng-2024H1.docx")
    assert any(
        text.startswith("Hội ta có 533.903 hội viên.") for text in body_paragraphs(Path(draft["path"]).read_bytes())
    )


def test_the_own_template_goes_before_the_shipped_one(office: Path) -> None:
    standing = lambda: json.loads(run("template", "list", "--format", "json", cwd=office).stdout)  # noqa: E731
    jsonschema.validate(standing(), schema("templates"))
    of_soket = lambda: next(t["standing"] for t in standing()["templates"] if t["name"] == "soket")  # noqa: E731
    assert of_soket() == "shipped"
    run("template", "copy", "soket", cwd=office)
    assert of_soket() == "unchanged"
    edit(office / "templates" / "soket.docx", OPENING, "LỜI RIÊNG. {{ hoi.ten }} báo cáo kết quả")
    assert of_soket() == "edited"
    again = run("template", "copy", "soket", cwd=office)
    assert (again.returncode, "không ghi đè" in again.stderr) == (2, True)
    run("aggregate", "--period", "2024H1", cwd=office)
    draft = json.loads(run("render", "--template", "soket", "--format", "json", cwd=office).stdout)
    assert any(text.startswith("LỜI RIÊNG.") for text in body_paragraphs(Path(draft["path"]).read_bytes()))


def test_names_with_their_values(office: Path) -> None:
    answer = json.loads(run("template", "names", "tong so hoi vien", "--format", "json", cwd=office).stdout)
    jsonschema.validate(answer, schema("template_names"))
    assert answer["period"] is None
    run("aggregate", "--period", "2024H1", cwd=office)
    answer = json.loads(run("template", "names", "tong so hoi vien", "--format", "json", cwd=office).stdout)
    assert answer["period"] == "2024H1"
    assert {name["name"]: name["value"] for name in answer["names"]}["hoi_vien.so"] == "533.903"
    assert "{{ hoi_vien.so }}" in run("template", "names", "hội viên", cwd=office).stdout


def test_shipped_templates_have_no_fault(office: Path) -> None:
    done = run("template", "check", cwd=office)
    assert done.returncode == 0, done.stdout
    assert "Thể thức" not in done.stdout


@pytest.mark.parametrize("command", ["check", "show"])
def test_an_unknown_template_and_a_file_that_is_none(office: Path, command: str) -> None:
    done = run("template", command, "sokt", cwd=office)
    assert (done.returncode, "“soket”" in done.stderr) == (2, True)
    other = office / "x.docx"
    other.write_text("không phải Word", encoding="utf-8")
    done = run("template", command, "x.docx", cwd=office)
    assert done.returncode == (1 if command == "check" else 3)
    assert "Traceback" not in done.stderr


def test_a_malicious_template_neither_runs_nor_hangs(office: Path) -> None:
    run("aggregate", "--period", "2024H1", cwd=office)
    (office / "templates").mkdir()
    document = docx.Document()
    trace = office / "chay-duoc"
    for source in (
        f"{{{{ cycler.__init__.__globals__.os.popen('touch {trace}').read() }}}}",
        f"{{{{ ''.__class__.__mro__[1].__subclasses__() }}}} {{{{ lipsum.__globals__.os.system('touch {trace}') }}}}",
        "{% for a in range(1000000000) %}{{ 9 ** 9 ** 9 }}{% endfor %}",
    ):
        document.add_paragraph(source)
    document.save(office / "templates" / "xau.docx")
    assert run("template", "check", "xau", cwd=office).returncode == 1
    assert run("render", "--template", "xau", cwd=office).returncode == 3
    assert run("template", "names", "ky", cwd=office).returncode == 0
    assert not trace.exists()
