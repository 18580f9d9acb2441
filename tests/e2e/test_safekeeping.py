"""A backup brings everything back, and nothing else; the ledger is laid anew from the returns."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.e2e.sample_office import lay_out
from tests.e2e.test_commands import run

PERIOD = ("--period", "2024H1")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a closed period, a draft, and a backup in `kept.zip`."""
    folder = tmp_path_factory.mktemp("kept") / "noi-lam-viec"
    lay_out(folder, "2023H1", "2024H1")
    for command in (("aggregate", *PERIOD), ("close", *PERIOD, "--by", "Người Thử"), ("render", "--template", "soket")):
        assert run(*command, cwd=folder).returncode == 0
    done = run("backup", "kept.zip", cwd=folder)
    assert (done.returncode, "32 báo cáo của 2 kỳ, có cả sổ số liệu" in done.stderr) == (0, True), done.stderr
    return folder


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in ("kept.zip", "outputs.json"))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def rewritten(source: Path, target: Path, name: str, data: bytes | None, new_name: str | None = None) -> Path:
    """A copy of a backup with one entry changed, renamed, or gone (None)."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
            elif data is not None:
                new.writestr(new_name or name, data)
    return target


def test_what_comes_back_is_what_was_kept(kept: Path, tmp_path: Path) -> None:
    done = run("restore", kept / "kept.zip", "lai", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    before, after = contents(kept), contents(tmp_path / "lai")
    ledger = ".khuyenhoc/ledger.sqlite"
    assert {name: digest for name, digest in after.items() if name != ledger} == {
        name: digest for name, digest in before.items() if name != ledger
    }
    figures = [run("aggregate", *PERIOD, "--format", "json", cwd=folder).stdout for folder in (kept, tmp_path / "lai")]
    assert figures[0] == figures[1]
    assert json.loads(figures[0])["closed_at"]


def test_the_same_workspace_gives_the_same_bytes(kept: Path, tmp_path: Path) -> None:
    for name in ("mot.zip", "hai.zip"):
        assert run("backup", tmp_path / name, "-w", kept, cwd=tmp_path).returncode == 0
    assert (tmp_path / "mot.zip").read_bytes() == (tmp_path / "hai.zip").read_bytes()


def test_nothing_that_exists_is_written_over(kept: Path, tmp_path: Path) -> None:
    again = run("backup", "kept.zip", cwd=kept)
    assert (again.returncode, "không ghi đè" in again.stderr) == (2, True)
    (tmp_path / "cu").mkdir()
    (tmp_path / "cu" / "thu.txt").write_text("của tôi", encoding="utf-8")
    over = run("restore", kept / "kept.zip", "cu", cwd=tmp_path)
    assert (over.returncode, "không ghi đè" in over.stderr) == (2, True)
    assert [path.name for path in (tmp_path / "cu").iterdir()] == ["thu.txt"]


LAK = "sample_returns/2024H1/2024H1_lak.xlsx"


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda kept, to: rewritten(kept, to, LAK, b"khac"), "không còn như lúc sao lưu"),
        (lambda kept, to: rewritten(kept, to, LAK, None), "danh mục không khớp"),
        (lambda kept, to: rewritten(kept, to, "sao-luu.json", None), "không có danh mục"),
        (lambda kept, to: rewritten(kept, to, LAK, b"x", "../ra-ngoai.xlsx"), "danh mục không khớp"),
        (lambda kept, to: to.write_bytes(kept.read_bytes()[:-400]) and to, "không phải bản sao lưu nguyên vẹn"),
        (lambda kept, to: to.write_bytes(b"khong phai zip") and to, "không phải bản sao lưu nguyên vẹn"),
    ],
    ids=["a changed file", "a missing file", "no manifest", "a path that leads out", "cut off", "no zip"],
)
def test_a_spoilt_backup_is_refused_and_leaves_nothing(kept: Path, tmp_path: Path, spoil, why: str) -> None:  # type: ignore[no-untyped-def]
    spoilt = spoil(kept / "kept.zip", tmp_path / "hong.zip")
    done = run("restore", spoilt, "lai", cwd=tmp_path)
    assert (done.returncode, why in done.stderr) == (3, True), done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"hong.zip"}


def test_a_manifest_that_names_a_path_outside_is_refused(tmp_path: Path) -> None:
    data = b"x"
    holds = {"files": 1, "returns": 0, "periods": 0, "has_ledger": False}
    digests = {"../ra.txt": hashlib.sha256(data).hexdigest()}
    manifest = {"schema": "khuyenhoc.backup/1", "holds": holds, "files": digests}
    with zipfile.ZipFile(tmp_path / "hong.zip", "w") as archive:
        archive.writestr("../ra.txt", data)
        archive.writestr("sao-luu.json", json.dumps(manifest))
    done = run("restore", "hong.zip", "lai", cwd=tmp_path)
    assert (done.returncode, "tên tệp không dùng được" in done.stderr) == (3, True)
    assert not (tmp_path.parent / "ra.txt").exists()


def test_it_goes_into_an_empty_folder_that_one_stands_in(kept: Path, tmp_path: Path) -> None:
    folder = tmp_path / "trong"
    folder.mkdir()
    done = run("restore", kept / "kept.zip", ".", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "32 báo cáo của 2 kỳ, có cả sổ số liệu; từng tệp đúng như lúc sao lưu." in done.stderr
    assert contents(folder).keys() == contents(kept).keys()


def test_what_is_damaged_inside_is_refused(kept: Path, tmp_path: Path) -> None:
    """Damage in the middle, as a bad stick makes it: never a traceback, never half a folder."""
    sound = (kept / "kept.zip").read_bytes()
    with zipfile.ZipFile(kept / "kept.zip") as archive:
        infos = archive.infolist()
    for info in (infos[0], infos[len(infos) // 2], infos[-2], infos[-1]):
        place = info.header_offset + 30 + len(info.filename.encode()) + info.compress_size // 2
        spoilt = bytearray(sound)
        spoilt[place] ^= 0xFF
        (tmp_path / "hong.zip").write_bytes(spoilt)
        done = run("restore", "hong.zip", "lai", cwd=tmp_path)
        assert (done.returncode, "bản sao lưu nguyên vẹn" in done.stderr) == (3, True), (info, done.stderr)
        assert {path.name for path in tmp_path.iterdir()} == {"hong.zip"}


def test_what_swells_beyond_all_measure_is_not_unpacked(tmp_path: Path) -> None:
    swollen = bytes(200 << 20)
    manifest = {"schema": "khuyenhoc.backup/1", "holds": {}, "files": {"a": hashlib.sha256(swollen).hexdigest()}}
    with zipfile.ZipFile(tmp_path / "bom.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", swollen)
        archive.writestr("sao-luu.json", json.dumps(manifest))
    done = run("restore", "bom.zip", "lai", cwd=tmp_path)
    assert (done.returncode, "quá lớn so với một nơi làm việc" in done.stderr) == (3, True)
    assert not (tmp_path / "lai").exists()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workspace without a ledger, and with one return."""
    return lay_out(tmp_path / "small", "2024H1")


def test_a_backup_takes_a_name_of_its_own_and_never_holds_another(small: Path) -> None:
    toml = small / "khuyenhoc.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('out = "out"', 'out = "sao-luu"'), encoding="utf-8")
    paths = []
    for _ in range(2):
        done = run("backup", cwd=small)
        assert (done.returncode, "16 báo cáo của 1 kỳ, chưa có sổ số liệu" in done.stderr) == (0, True), done.stderr
        paths.append(Path(done.stdout.strip()))
    assert [path.parent.name for path in paths] == ["sao-luu", "sao-luu"]
    assert paths[0].name.startswith("tinh-dak-lak-") or paths[0].name.startswith("dak-lak-")
    assert paths[1].name.endswith("-2.khuyenhoc.zip")
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert sorted(path.name for path in (small / "sao-luu").iterdir()) == sorted(path.name for path in paths)


def test_what_could_not_come_back_everywhere_is_told_before(small: Path) -> None:
    odd = small / "sample_returns" / "2024H1" / "quý 1: lắk.xlsx"
    odd.write_bytes(b"x")
    done = run("backup", "sao.zip", cwd=small)
    assert (done.returncode, "quý 1: lắk.xlsx" in done.stderr, "Đổi tên" in done.stderr) == (2, True, True)
    assert not (small / "sao.zip").exists()
    odd.unlink()
    (small / "sample_returns").rename(small.parent / "xa")
    toml = small / "khuyenhoc.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('"sample_returns', '"../xa'), encoding="utf-8")
    outside = run("backup", "sao.zip", cwd=small)
    assert (outside.returncode, "nằm ngoài nơi làm việc" in outside.stderr) == (2, True), outside.stderr
    assert {path.name for path in small.iterdir()} == {"khuyenhoc.toml"}


def test_a_lost_ledger_is_laid_anew_from_the_returns(kept: Path, tmp_path: Path) -> None:
    office = shutil.copytree(kept, tmp_path / "office")
    before = json.loads(run("aggregate", *PERIOD, "--format", "json", cwd=office).stdout)
    (office / ".khuyenhoc" / "ledger.sqlite").unlink()
    after = json.loads(run("aggregate", *PERIOD, "--format", "json", cwd=office).stdout)
    assert before.pop("closed_at")
    assert after.pop("closed_at") is None  # that it was closed is what no return tells
    assert after == before
