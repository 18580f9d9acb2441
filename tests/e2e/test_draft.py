"""The sample's draft as an officer sees it: converted by LibreOffice, read from the pages."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.report.reading import notes, rows

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
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's workspace."""
    folder = tmp_path_factory.mktemp("workspace")
    shutil.copytree(ROOT / "sample_returns", folder / "sample_returns")
    shutil.copyfile(ROOT / "khuyenhoc.toml", folder / "khuyenhoc.toml")
    return folder


@pytest.fixture(scope="module")
def draft(workspace: Path) -> Path:
    """The draft beside its PDF."""
    khuyenhoc(workspace, "aggregate", "--period", "2024H1")
    khuyenhoc(workspace, "render", "--template", "soket", "--pdf")
    return workspace / "out" / "soket-2024H1.docx"


@pytest.fixture(scope="module")
def two_tiers(workspace: Path) -> Path:
    """The draft of 2026H1, over communes, beside its PDF."""
    khuyenhoc(workspace, "aggregate", "--period", "2026H1")
    khuyenhoc(workspace, "render", "--template", "soket", "--period", "2026H1", "--pdf")
    return workspace / "out" / "soket-2026H1.docx"


def pages_of(draft: Path, how: str = "-layout") -> list[str]:
    command = ["pdftotext", how, str(draft.with_suffix(".pdf")), "-"]
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


def test_the_pdf_is_tagged_for_readers_who_listen(draft: Path) -> None:
    def told(*how: str) -> str:
        command = ["pdfinfo", *how, str(draft.with_suffix(".pdf"))]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout

    assert "<pdfuaid:part>1</pdfuaid:part>" in told("-meta")
    assert "Title:           Báo cáo sơ kết công tác khuyến học 6 tháng đầu năm 2024" in told()
    assert "Author:          Hội Khuyến học tỉnh Đắk Lắk" in told()
    structure = told("-struct")
    tags = [line.split()[0].rstrip(":") for line in structure.splitlines() if line.strip()]
    assert tags.count("Table") >= 8
    assert {"H1", "H2", "H3", "TH", "TD", "Note"} <= set(tags)
    assert tags.count("Figure") >= 2


def test_every_change_over_the_reform_has_its_note_on_the_pages(two_tiers: Path) -> None:
    texts = notes(two_tiers.read_bytes())
    pages = "".join("".join(page.split()) for page in pages_of(two_tiers, "-raw"))
    marked = [int(number) for number in re.findall(r"sovớicùngkỳnăm2025\.?(\d{1,2}),?", pages)]
    assert len(marked) >= 20
    for number in set(marked):
        assert "trước ngày 01/7/2025, được quy về các đơn vị hiện nay" in texts[number - 1]
    assert len(set(marked)) < len(marked) / 4, "notes are referred to, not repeated"


def test_appendices_of_many_pages_name_their_columns_on_each(two_tiers: Path) -> None:
    parts = [re.split(r"^ *\d+ +(?:Xã|Phường) ", page, maxsplit=1, flags=re.MULTILINE) for page in pages_of(two_tiers)]
    above = [part[0] for part in parts if len(part) > 1]
    assert len(above) > 30
    assert all(re.search(r"TT\b.*Đơn vị", text) for text in above)


def test_a_commune_without_an_association_is_neither_late_nor_zero(two_tiers: Path) -> None:
    of_the_commune = [row for row in rows(two_tiers.read_bytes()) if row[1:2] and row[1].startswith("Xã Suối Trai")]
    assert len(of_the_commune) == 8
    assert {cell for row in of_the_commune for cell in row[2:]} == {"–"}
    text = " ".join(" ".join(pages_of(two_tiers)).split())
    assert "không kể 01 đơn vị chưa thành lập Hội Khuyến học" in text
    assert "Chưa thành lập Hội Khuyến học: xã Suối Trai." in text
