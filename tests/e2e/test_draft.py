"""The sample's draft as an officer sees it: converted by LibreOffice, read from the pages."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.report.reading import notes

ROOT = Path(__file__).parents[2]
TOOLS = ("soffice", "pdftotext", "pdffonts")

pytestmark = [
    pytest.mark.word,
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="needs LibreOffice Writer and poppler-utils"),
]


def khuyenhoc(workspace: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "khuyenhoc_cli", *arguments]
    subprocess.run(command, cwd=workspace, check=True, capture_output=True)


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The draft beside its PDF."""
    workspace = tmp_path_factory.mktemp("workspace")
    shutil.copytree(ROOT / "sample_returns", workspace / "sample_returns")
    shutil.copyfile(ROOT / "khuyenhoc.toml", workspace / "khuyenhoc.toml")
    khuyenhoc(workspace, "aggregate", "--period", "2024H1")
    khuyenhoc(workspace, "render", "--template", "soket", "--pdf")
    return workspace / "out" / "soket-2024H1.docx"


def pages_of(draft: Path) -> list[str]:
    command = ["pdftotext", "-layout", str(draft.with_suffix(".pdf")), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.split("\f")


def test_notes_stand_at_the_foot_of_their_page_in_order(draft: Path) -> None:
    texts = notes(draft.read_bytes())
    assert len(texts) >= 10
    pages = pages_of(draft)
    squeezed = ["".join(page.split()) for page in pages]
    places = []
    for number, text in enumerate(texts, 1):
        wanted = f"{number}{''.join(text.split())}"
        (page,) = [n for n, content in enumerate(squeezed) if wanted in content]
        places.append((page, squeezed[page].index(wanted)))
    assert places == sorted(places)
    for page in {page for page, _ in places}:
        first = min(place for on, place in places if on == page)
        body = squeezed[page][:first]
        assert len(body) > len(squeezed[page]) - len(body), "notes stand below the text"


def test_no_page_is_empty_and_none_shows_what_only_a_program_understands(draft: Path) -> None:
    pages = pages_of(draft)[:-1]
    assert 15 <= len(pages) <= 25
    assert all(len(page.split()) > 20 for page in pages)
    assert not re.search(r"None|\{\{|\}\}|\{%|\b[A-Z]{2}\d\d\b", "".join(pages))


def test_one_type_family_in_the_pdf(draft: Path) -> None:
    listed = subprocess.run(
        ["pdffonts", str(draft.with_suffix(".pdf"))], check=True, capture_output=True, encoding="utf-8"
    ).stdout.splitlines()[2:]
    families = {re.sub(r"^[A-Z]{6}\+", "", line.split()[0]).split("-")[0] for line in listed}
    assert families <= {"LiberationSerif", "TimesNewRoman", "TimesNewRomanPSMT"}, families
