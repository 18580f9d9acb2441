"""A workspace in one file, and back: ledger, settings, lists, returns and drafts, each with its SHA-256.

The file is a ZIP with a manifest `sao-luu.json`; the same workspace gives the same bytes. It is read back before it
takes its name, and what comes out of it is verified against the manifest before anything stands in its place.
"""

import hashlib
import json
import lzma
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.ledger.store import snapshot
from khuyenhoc_cli.workspace.workspace import CONFIG_NAME, Workspace

MANIFEST = "sao-luu.json"
SCHEMA = "khuyenhoc.backup/1"
ENDING = ".khuyenhoc.zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP knows: when a file was packed is nobody's concern
_CHUNK = 1 << 20
_MOST_BYTES = 4 << 30
_ALWAYS_FINE = 64 << 20
_MOST_TIMES = 200
"""How much larger its contents may be than the file: a workbook is packed already, a ledger shrinks tenfold."""
_MOST_FILES = 100_000
_NOT_IN_NAMES = set('\\:*?"<>|') | set(map(chr, range(32)))
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, NotImplementedError)


@dataclass(frozen=True)
class Kept:
    """What a backup holds: how many returns of how many periods, and whether a ledger is among it."""

    files: int
    returns: int
    periods: int
    has_ledger: bool


def write_backup(workspace: Workspace, path: Path) -> Kept:
    """What the new file holds, read back and verified. FileExistsError where the path exists.

    UserError where something lies outside the workspace's folder, cannot be read, or has a name that not every system
    can restore.
    """
    if path.exists():
        raise FileExistsError(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with tempfile.TemporaryDirectory() as scratch, temporary.open("xb") as stream:
            kept = _pack(workspace, Path(scratch), stream)
            stream.flush()
            os.fsync(stream.fileno())
        with _opened(temporary, path) as (archive, digests, _):
            for name, digest in digests.items():
                _copy_out(archive, name, digest, None, path)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return kept


def _pack(workspace: Workspace, scratch: Path, stream: IO[bytes]) -> Kept:
    """Every file in the order of the paths, then the manifest."""
    digests: dict[str, str] = {}
    with zipfile.ZipFile(stream, "w") as archive:
        for name, path in sorted(_contents(workspace, scratch).items()):
            if _leads_out(name):
                raise UserError(f"Tên tệp này không dùng được trên mọi máy: {name}", fix="Đổi tên rồi sao lưu lại.")
            digests[name] = _add(archive, name, path)
        kept = _kept(digests, workspace)
        manifest = {"schema": SCHEMA, "holds": asdict(kept), "files": digests}
        archive.writestr(_info(MANIFEST), json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    return kept


def _contents(workspace: Workspace, scratch: Path) -> dict[str, Path]:
    """Every file of the workspace by its path below it; the ledger as one moment saw it."""
    config = workspace.config
    tables = (CONFIG_NAME, config.units, *config.units_from.values(), config.succession, *config.assigned.values())
    found = {_name(workspace, name): workspace.folder / name for name in tables if name}
    for below in (config.returns, config.out):
        _name(workspace, below)
        for each in (workspace.folder / below).rglob("*"):
            if each.is_file() and not each.is_symlink() and not _passed_over(each):
                found[each.relative_to(workspace.folder).as_posix()] = each
    if workspace.ledger.is_file():
        copy = scratch / "ledger.sqlite"
        snapshot(workspace.ledger, copy)
        found[_name(workspace, config.ledger)] = copy
    return {name: path for name, path in found.items() if path.is_file()}


def _passed_over(path: Path) -> bool:
    """Lock files of open programs, hidden files, and earlier backups."""
    return path.name.startswith(("~$", ".")) or path.name.endswith(ENDING)


def _name(workspace: Workspace, text: str) -> str:
    """The path below the workspace's folder that a setting means."""
    folder = workspace.folder.resolve()
    try:
        return Path(os.path.normpath(folder / text)).relative_to(folder).as_posix()
    except ValueError:
        fix = f"Chuyển vào trong {workspace.folder} và sửa đường dẫn trong {CONFIG_NAME}."
        raise UserError(f"{text} nằm ngoài nơi làm việc nên không sao lưu được.", fix=fix) from None


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    """The SHA-256 of what was packed."""
    try:
        source = path.open("rb")
    except OSError as error:
        fix = "Đóng tệp ấy trong Excel hoặc Word rồi sao lưu lại."
        raise UserError(f"Không đọc được {name}: {error.strerror}.", fix=fix, exit_code=3) from error
    info = _info(name)
    info.file_size = path.stat().st_size  # tells the archive whether it needs long sizes
    with source, archive.open(info, "w") as target:
        return _copied(source, target)


def _copied(source: IO[bytes], target: IO[bytes] | None) -> str:
    """The SHA-256 of what went from one to the other."""
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        if target is not None:
            target.write(chunk)
    return digest.hexdigest()


def _kept(digests: Mapping[str, str], workspace: Workspace) -> Kept:
    below = PurePosixPath(_name(workspace, workspace.config.returns))
    periods = {str(period) for period in workspace.periods()}
    texts = {workspace.config.narrative}
    parents = [path.parent for name in digests if (path := PurePosixPath(name)).name not in texts]
    counted = [parent for parent in parents if parent.parent == below and parent.name in periods]
    has_ledger = _name(workspace, workspace.config.ledger) in digests
    return Kept(len(digests), len(counted), len(set(counted)), has_ledger)


def restore_backup(path: Path, folder: Path) -> Kept:
    """What now stands in a new or empty folder; nothing of it where one file is not as it was kept.

    UserError where the folder holds anything, or the file is no sound backup.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} đã có sẵn, không ghi đè.", fix="Chọn một thư mục mới hoặc trống.")
    with _opened(path, path) as (archive, digests, kept):
        existed = folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".khoi-phuc-", dir=folder))
        try:
            for name, digest in digests.items():
                target = scratch / name
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy_out(archive, name, digest, target, path)
            for each in scratch.iterdir():
                each.rename(folder / each.name)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
            if not existed and not any(folder.iterdir()):
                folder.rmdir()
    return kept


@contextmanager
def _opened(path: Path, shown: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, str], Kept]]:
    """The archive, the digests of its files by name, and what it holds; UserError for whatever is wrong with it."""
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise _unsound(shown, "tệp hỏng hoặc không phải tệp nén") from error
    with archive:
        infos = archive.infolist()
        size, most = sum(info.file_size for info in infos), max(_ALWAYS_FINE, _MOST_TIMES * path.stat().st_size)
        if len(infos) > _MOST_FILES or size > min(_MOST_BYTES, most):
            raise _unsound(shown, "quá lớn so với một nơi làm việc")
        digests, kept = _manifest(archive, shown)
        names = [info.filename for info in infos if info.filename != MANIFEST]
        if sorted(names) != sorted(digests):
            raise _unsound(shown, "danh mục không khớp với các tệp")
        if unusable := next(filter(_leads_out, names), None):
            raise _unsound(shown, f"tên tệp không dùng được: {unusable}")
        yield archive, digests, kept


def _manifest(archive: zipfile.ZipFile, shown: Path) -> tuple[dict[str, str], Kept]:
    """What the manifest says; UserError where there is none, or another program's."""
    try:
        if archive.getinfo(MANIFEST).file_size > _ALWAYS_FINE:
            raise _unsound(shown, "danh mục quá lớn")
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["schema"] != SCHEMA:
            raise UserError(f"{shown} do bản khuyenhoc khác tạo.", fix="Dùng bản khuyenhoc mới hơn.", exit_code=3)
        return {str(name): str(digest) for name, digest in manifest["files"].items()}, Kept(**manifest["holds"])
    except (*_DAMAGE, LookupError, ValueError, TypeError, AttributeError) as error:
        raise _unsound(shown, f"không có danh mục {MANIFEST}") from error


def _leads_out(name: str) -> bool:
    """Whether a name would stand outside the folder, or be no file's name on Windows."""
    parts = name.split("/")
    return any(
        part in ("", ".", "..") or part.endswith((".", " ")) or bool(set(part) & _NOT_IN_NAMES) for part in parts
    )


def _copy_out(archive: zipfile.ZipFile, name: str, digest: str, target: Path | None, shown: Path) -> None:
    """Nothing; the target, if any, holds what was kept under a name. UserError where that is not what was kept."""
    try:
        with archive.open(name) as source:
            if target is None:
                found = _copied(source, None)
            else:
                with target.open("xb") as stream:
                    found = _copied(source, stream)
    except _DAMAGE as error:
        raise _unsound(shown, f"tệp {name} không còn như lúc sao lưu") from error
    if found != digest:
        raise _unsound(shown, f"tệp {name} không còn như lúc sao lưu")


def _unsound(path: Path, why: str) -> UserError:
    fix = "Dùng một bản sao lưu khác; tệp chép qua USB hay mạng có thể bị hỏng giữa chừng."
    return UserError(f"{path} không phải bản sao lưu nguyên vẹn: {why}.", fix=fix, exit_code=3)
