"""The report over several years, from six years of returns to the draft."""

import shutil
from pathlib import Path

import pytest

from tests.e2e.sample_office import SAMPLE
from tests.e2e.test_commands import run, said
from tests.unit.report.reading import body_paragraphs, controls, rows

YEARS = range(2019, 2025)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of several years, each of them aggregated."""
    folder = tmp_path_factory.mktemp("years") / "nhieu-nam"
    shutil.copytree(SAMPLE / "khac" / "nhieu-nam", folder)
    for year in YEARS:
        run("aggregate", "--period", year, cwd=folder)
    return folder


def test_each_year_of_the_draft_is_what_its_period_comes_to(office: Path) -> None:
    draft = Path(said("render", "--template", "kl49", cwd=office)["path"])
    found = controls((office / draft).read_bytes())
    for year in YEARS:
        totals = said("aggregate", "--period", year, cwd=office)["totals"]
        assert found["HV01" if year == 2024 else f"HV01#{year}"] == totals["HV01"]["printed"]
    assert found["HV01:growth"].endswith("so với năm 2019, bình quân mỗi năm tăng 4,99%")


def test_the_numbers_assigned_are_those_of_the_last_year(office: Path) -> None:
    path = office / "tong.docx"
    assert run("render", "--template", "kl49", "-o", path, cwd=office).returncode == 0
    assigned = (office / "chi-tieu-giao-2024.csv").read_text(encoding="utf-8-sig").splitlines()
    total = sum(int(line.split(",")[2]) for line in assigned if ",GD03," in line)
    row = next(row for row in rows(path.read_bytes()) if len(row) == 6 and row[0] == "Gia đình học tập")
    assert row[2] == f"{total:,}".replace(",", ".")


def test_the_first_year_alone_makes_a_draft_that_says_so(office: Path) -> None:
    answer = said("render", "--template", "kl49", "--period", "2019", "-o", office / "mot.docx", cwd=office)
    text = "\n".join(body_paragraphs((office / "mot.docx").read_bytes()))
    assert "các năm khác chưa có số liệu" in text
    assert any("Ngoài năm 2019 chưa có số liệu năm nào" in warning for warning in answer["warnings"])
