"""`khuyenhoc validate --annotate` as a person runs it, and what LibreOffice makes of the copies."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from khuyenhoc_cli.forms.task_sheet import TASK_SHEET
from tests.e2e.test_commands import KRONG_NANG, ROOT, SAMPLE, office, run, said, spoil

__all__ = ["office"]

FAULTY = SAMPLE / "faulty"
COPY = Path("can-sua/2024H1_krong-nang_can-sua.xlsx")


def test_copies_are_written_and_the_originals_stay(office: Path) -> None:
    spoil(office / KRONG_NANG)
    before = hashlib.sha256((office / KRONG_NANG).read_bytes()).digest()
    done = run("validate", "--annotate", "can-sua", cwd=office)
    assert done.returncode == 1
    assert [path.name for path in (office / "can-sua").iterdir()] == [COPY.name]
    assert f"Đã ghi {COPY}: 2 điều cần xem." in done.stderr
    assert "Đã đánh dấu 1 tệp vào can-sua; các tệp gốc giữ nguyên." in done.stderr
    assert hashlib.sha256((office / KRONG_NANG).read_bytes()).digest() == before


def test_the_json_on_standard_output_is_the_same_with_and_without_copies(office: Path) -> None:
    spoil(office / KRONG_NANG)
    with_copies = said("validate", "--annotate", "can-sua", cwd=office, code=1)
    assert with_copies == said("validate", cwd=office, code=1)


def test_a_clean_period_needs_no_copies(office: Path) -> None:
    done = run("validate", "--annotate", "can-sua", cwd=office)
    assert done.returncode == 0
    assert "Không tệp nào có điều cần xem nên không có bản đánh dấu." in done.stderr
    assert not (office / "can-sua").exists()


def test_a_copy_that_somebody_has_worked_in_is_never_overwritten(office: Path) -> None:
    spoil(office / KRONG_NANG)
    run("validate", "--annotate", "can-sua", cwd=office)
    spoil(office / COPY, 12345)
    edited = (office / COPY).read_bytes()
    done = run("validate", "--annotate", "can-sua", cwd=office)
    assert (office / COPY).read_bytes() == edited
    assert f"{COPY} đã được sửa tay nên giữ nguyên." in done.stderr
    assert (office / COPY.with_stem(f"{COPY.stem}-2")).exists()


def test_a_copy_put_in_the_place_of_the_original_says_the_same(office: Path) -> None:
    shutil.copy(FAULTY / "KH201_so-ghi-dang-chu.xlsx", office / KRONG_NANG)
    (before,) = said("validate", KRONG_NANG, "--annotate", "can-sua", cwd=office, code=1)["files"]
    (office / KRONG_NANG).unlink()
    shutil.move(office / COPY, office / KRONG_NANG.with_name(COPY.name))
    (after,) = said("validate", KRONG_NANG.with_name(COPY.name), cwd=office, code=1)["files"]
    assert {**after, "path": ""} == {**before, "path": ""}


@pytest.mark.parametrize("folder", ["sample_returns/2024H1", "sample_returns/2023H1/../2024H1"])
def test_copies_are_not_put_among_the_returns(office: Path, folder: str) -> None:
    spoil(office / KRONG_NANG)
    done = run("validate", "--annotate", folder, cwd=office)
    assert done.returncode == 2
    assert "thư mục chứa các tệp được kiểm tra" in done.stderr
    assert len(list((office / KRONG_NANG).parent.iterdir())) == 16


def test_files_of_one_name_get_copies_of_two(office: Path) -> None:
    for folder in ("mot", "hai"):
        (office / folder).mkdir()
        shutil.copy(FAULTY / "KH206_o-trong.xlsx", office / folder / "bao-cao.xlsx")
    run("validate", "mot", "hai", "--period", "2024H1", "--annotate", "can-sua", cwd=office)
    names = {path.name for path in (office / "can-sua").iterdir()}
    assert names == {"bao-cao_can-sua.xlsx", "bao-cao (2)_can-sua.xlsx"}


def test_every_faulty_file_of_the_sample_gets_a_copy_that_says_its_fault(office: Path) -> None:
    run("validate", FAULTY, "--annotate", "can-sua", cwd=office)
    for original in FAULTY.glob("*.xlsx"):
        book = load_workbook(office / "can-sua" / f"{original.stem}_can-sua.xlsx")
        codes = {cell.value for (cell,) in book[TASK_SHEET]["B1:B20"]}
        assert original.stem.split("_")[0] in codes, original.name


@pytest.mark.word
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_a_copy(office: Path) -> None:
    run("validate", FAULTY / "KH201_so-ghi-dang-chu.xlsx", "--annotate", "can-sua", cwd=office)
    (copy,) = (office / "can-sua").iterdir()
    profile = f"-env:UserInstallation=file://{office / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(office), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert "Error" not in done.stderr
    assert (office / f"{copy.stem}.pdf").stat().st_size > 10_000


def test_the_help_names_the_option() -> None:
    assert "--annotate" in run("validate", "--help", cwd=ROOT).stdout
