"""Each report from the sample that fills it: what any draft has to hold, whatever it says."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from khuyenhoc_cli.report.kinds import KINDS
from khuyenhoc_cli.report.word.values import KEY_LENGTH
from tests.unit.report.edges import assert_clean
from tests.unit.report.reading import body_paragraphs, controls, notes, numbers_outside_controls, paragraphs, root, rows

# sample -> its period, the reports that it fills
SAMPLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "tinh": ("2024H1", ("soket",)),
    "nhieu-nam": ("2024", ("tongket", "kl49")),
    "cum": ("2026H1", ("cum",)),
    "xa": ("2026H1", ("soket-xa-1", "soket-xa-2", "soket-xa-3")),
}
REPORTS = [name for _, names in SAMPLES.values() for name in names]
_KEY = re.compile(
    r"[A-Z]{1,2}\d{2}(/[A-Z]{1,2}\d{2})?(:[a-z_]+)?([@#][\w-]+)*|(note|eval|returns|years|answer|model|list):\w+"
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def khuyenhoc(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "khuyenhoc_cli", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), done.stderr


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The path of each report's draft."""
    made = {}
    for sample, (period, names) in SAMPLES.items():
        folder = tmp_path_factory.mktemp(sample) / "noi-lam-viec"
        khuyenhoc(folder.parent, "demo", folder.name, "--sample", sample)
        khuyenhoc(folder, "aggregate", "--period", period)
        for name in names:
            khuyenhoc(folder, "render", "--template", name)
            made[name] = folder / "out" / f"{name}-{period}.docx"
    return made


def test_every_report_has_a_sample() -> None:
    assert set(REPORTS) == set(KINDS)


@pytest.mark.parametrize("name", REPORTS)
def test_the_package_is_sound(name: str, drafts: Mapping[str, Path]) -> None:
    assert OpenXmlValidator().validate(drafts[name]).errors == []


@pytest.mark.parametrize("name", REPORTS)
def test_a_note_for_each_mark_in_its_order(name: str, drafts: Mapping[str, Path]) -> None:
    data = drafts[name].read_bytes()
    marks = [int(mark.get(qn("w:id"))) for mark in root(data).iter(qn("w:footnoteReference"))]
    listed = root(data, "word/footnotes.xml").findall(qn("w:footnote"))
    ids = [int(note.get(qn("w:id"))) for note in listed if note.get(qn("w:type")) is None]
    assert marks == ids == list(range(1, len(ids) + 1))
    assert all(notes(data))


@pytest.mark.parametrize("name", REPORTS)
def test_a_control_is_known_by_one_key_written_twice(name: str, drafts: Mapping[str, Path]) -> None:
    for properties in root(drafts[name].read_bytes()).iter(qn("w:sdtPr")):
        tag, alias = (properties.find(qn(child)).get(qn("w:val")) for child in ("w:tag", "w:alias"))
        assert tag == alias
        assert len(tag) <= KEY_LENGTH
        assert _KEY.fullmatch(tag), tag


@pytest.mark.parametrize("name", REPORTS)
def test_no_figure_stands_outside_a_control(name: str, drafts: Mapping[str, Path]) -> None:
    data = drafts[name].read_bytes()
    generated = "\n".join(controls(data).values())
    assert {number for number in numbers_outside_controls(data) if number in generated} == set()


@pytest.mark.parametrize("name", REPORTS)
def test_sections_and_appendices_are_counted_without_a_gap(name: str, drafts: Mapping[str, Path]) -> None:
    texts = body_paragraphs(drafts[name].read_bytes())
    appendices = [match[1] for text in texts if (match := re.match(r"Phụ lục ([IVX]+)\n", text))]
    assert appendices == list(_ROMAN[: len(appendices)])
    place = 0
    for number in (match[1] for text in texts if (match := re.match(r"([IVX]+)\. [A-ZĐÀ-Ỹ]{2}", text))):
        place = 1 if number == "I" else place + 1
        assert number == _ROMAN[place - 1], texts


@pytest.mark.parametrize("name", REPORTS)
def test_a_sample_leaves_nothing_to_write(name: str, drafts: Mapping[str, Path]) -> None:
    data = drafts[name].read_bytes()
    assert_clean(data)
    assert [text for text in paragraphs(data) if "Đơn vị bổ sung" in text] == []
    assert len(list(rows(data))) > 20


@pytest.mark.parametrize("name", REPORTS)
def test_a_second_draft_is_the_same(name: str, drafts: Mapping[str, Path], tmp_path: Path) -> None:
    again = tmp_path / "a.docx"
    khuyenhoc(drafts[name].parents[1], "render", "--template", name, "-o", str(again))
    assert again.read_bytes() == drafts[name].read_bytes()


@pytest.mark.parametrize("name", REPORTS)
def test_a_draft_that_nobody_edited_needs_no_refresh(name: str, drafts: Mapping[str, Path]) -> None:
    draft = drafts[name]
    was = draft.read_bytes()
    command = [sys.executable, "-m", "khuyenhoc_cli", "refresh", str(draft), "--format", "json"]
    done = subprocess.run(command, cwd=draft.parents[1], capture_output=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout)["changes"] == []
    assert draft.read_bytes() == was
