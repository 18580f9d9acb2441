"""`validate` in every form it answers in, over a copy of the sample workspace."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_returns"
FAULTY = ("KH201_so-ghi-dang-chu.xlsx", "KH501_gap-muoi-cung-ky.xlsx", "KH103_tai-chua-het.xlsx")


def validate(*arguments: object, cwd: Path, code: int = 1) -> subprocess.CompletedProcess[str]:
    """The finished command."""
    command = [sys.executable, "-m", "khuyenhoc_cli", "validate", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The sample, where Krông Năng and Cư M'gar sent faulty files, one file is nobody's, and Lắk sent nothing."""
    returns = tmp_path / "sample_returns"
    shutil.copytree(SAMPLE / "2024H1", returns / "2024H1")
    shutil.copytree(SAMPLE / "2023H1", returns / "2023H1")
    shutil.copy(SAMPLE / "units.csv", returns)
    shutil.copy(ROOT / "khuyenhoc.toml", tmp_path)
    for name in ("krong-nang", "cu-mgar", "lak"):
        (returns / "2024H1" / f"2024H1_{name}.xlsx").unlink()
    for name in FAULTY:
        shutil.copy(SAMPLE / "faulty" / name, returns / "2024H1")
    return tmp_path


def test_replies_to_those_concerned_and_to_nobody_else(office: Path) -> None:
    done = validate("--replies", "thu", cwd=office)
    names = {path.name for path in (office / "thu").iterdir()}
    assert names == {f"{unit}.{ending}" for unit in ("krong-nang", "cu-mgar", "lak") for ending in ("txt", "docx")}
    assert f"Đã ghi thư trả lời 2 đơn vị, thư nhắc 1 đơn vị chưa gửi, vào {office / 'thu'}." in done.stderr
    assert "Chưa rõ 2024H1/KH103_tai-chua-het.xlsx là của đơn vị nào" in done.stderr
    own = (office / "thu" / "krong-nang.txt").read_text(encoding="utf-8")
    assert "ô R16 ghi “3.284” (có phải là 3284?)" in own
    assert "Cư M'gar" not in own
    assert "trong thời gian sớm nhất" in own  # the deadline of June 2024 has passed


def test_a_deadline_ahead_is_named(office: Path) -> None:
    config = office / "khuyenhoc.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("2024-06-05", "2099-06-05"), encoding="utf-8")
    validate("--replies", "thu", "--format", "json", cwd=office)
    assert "chậm nhất ngày 05/6/2099" in (office / "thu" / "lak.txt").read_text(encoding="utf-8")


def test_a_reply_somebody_edited_is_kept(office: Path) -> None:
    validate("--replies", "thu", cwd=office)
    edited = office / "thu" / "lak.txt"
    edited.write_text("Kính gửi anh chị, em nhắc nhẹ ạ.", encoding="utf-8")
    done = validate("--replies", "thu", cwd=office)
    assert edited.read_text(encoding="utf-8") == "Kính gửi anh chị, em nhắc nhẹ ạ."
    assert (office / "thu" / "lak-2.txt").exists()
    assert f"{Path('thu') / 'lak.txt'} đã được sửa tay nên giữ nguyên" in done.stderr
    assert not (office / "thu" / "krong-nang-2.docx").exists()


def test_letters_that_are_not_needed_any_more_are_named(office: Path) -> None:
    validate("--replies", "thu", cwd=office)
    (office / "sample_returns" / "2024H1" / FAULTY[0]).unlink()
    shutil.copy(SAMPLE / "2024H1" / "2024H1_krong-nang.xlsx", office / "sample_returns" / "2024H1")
    done = validate("--replies", "thu", cwd=office)
    assert "Thư cũ không còn cần gửi, vẫn nằm trong thư mục ấy: krong-nang.docx." in done.stderr


def test_nothing_to_answer(office: Path) -> None:
    sound = "sample_returns/2024H1/2024H1_ea-kar.xlsx"
    done = validate(sound, "--replies", "thu", cwd=office, code=0)
    assert "Không đơn vị nào cần thư trả lời." in done.stderr
    assert not (office / "thu").exists()


def test_a_file_in_the_folders_place(office: Path) -> None:
    done = validate("--replies", "khuyenhoc.toml", cwd=office, code=2)
    assert "là một tệp, không phải thư mục" in done.stderr
