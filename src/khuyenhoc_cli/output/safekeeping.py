"""A workspace in one file, and back: ledger, settings, lists, returns and drafts, each with its SHA-256.

The file is a ZIP with a manifest `sao-luu.json`; the same workspace gives the same bytes. What comes back is verified
against the manifest before anything stands in its place.
"""

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.ledger.store import snapshot
from khuyenhoc_cli.output.atomic import write_new
from khuyenhoc_cli.workspace.workspace import CONFIG_NAME, Workspace

MANIFEST = "sao-luu.json"
SCHEMA = "khuyenhoc.backup/1"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP knows: when a file was packed is nobody's concern
_MOST_BYTES = 4 << 30
_MOST_FILES = 100_000


@dataclass(frozen=True)
class Kept:
    """What a backup holds: how many returns of how many periods, and whether a ledger is among it."""

    files: int
    returns: int
    periods: int
    has_ledger: bool


def write_backup(workspace: Workspace, path: Path) -> Kept:
    """What the new file holds, read back and verified. FileExistsError where the path exists."""
    with tempfile.TemporaryDirectory() as scratch:
        packed = Path(scratch) / "backup.zip"
        digests: dict[str, str] = {}
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in _contents(workspace, Path(scratch)):
                digests[name] = hashlib.sha256(data).hexdigest()
                _add(archive, name, data)
            manifest = {"schema": SCHEMA, "files": digests}
            _add(archive, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        kept = _kept(digests, workspace)
        with zipfile.ZipFile(packed) as archive:
            _verify(archive, digests, path)
        write_new(path, packed.read_bytes())
    return kept


def _contents(workspace: Workspace, scratch: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the workspace by its path below it, in the order of the paths; the ledger as one moment saw it."""
    config = workspace.config
    tables = {CONFIG_NAME, config.units, *config.units_from.values(), config.succession, *config.assigned.values()}
    found = {name: workspace.folder / name for name in tables if name and (workspace.folder / name).is_file()}
    for below in (config.returns, config.out):
        for each in (workspace.folder / below).rglob("*"):
            if each.is_file() and not each.name.startswith(("~$", ".")) and not each.is_symlink():
                found[each.relative_to(workspace.folder).as_posix()] = each
    everything = {name: path.read_bytes for name, path in found.items()}
    if workspace.ledger.is_file():
        copy = scratch / "ledger.sqlite"
        snapshot(workspace.ledger, copy)
        everything[config.ledger] = copy.read_bytes
    for name in sorted(everything):
        yield name, everything[name]()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)


def _kept(digests: Mapping[str, str], workspace: Workspace) -> Kept:
    below = PurePosixPath(workspace.config.returns)
    periods = {str(period) for period in workspace.periods()}
    returns = [name for name in digests if PurePosixPath(name).parent.parent == below]
    counted = [name for name in returns if PurePosixPath(name).parent.name in periods]
    return Kept(len(digests), len(counted), len(periods), workspace.config.ledger in digests)


def restore_backup(path: Path, folder: Path) -> int:
    """How many files now stand in a new folder; nothing stands there where one of them is not as it was kept.

    UserError where the folder holds anything, or the file is no sound backup.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} đã có sẵn, không ghi đè.", fix="Chọn một thư mục mới hoặc trống.")
    try:
        with zipfile.ZipFile(path) as archive:
            digests = _manifest(archive, path)
            contents = _verify(archive, digests, path)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise _unsound(path, str(error)) from error
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, data in contents.items():
            target = scratch / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if folder.exists():
            folder.rmdir()
        scratch.rename(folder)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return len(contents)


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
    """The digests by name; UserError where the file holds none, other files, or more than a workspace ever has."""
    infos = archive.infolist()
    if len(infos) > _MOST_FILES or sum(info.file_size for info in infos) > _MOST_BYTES:
        raise _unsound(path, "quá lớn so với một nơi làm việc")
    try:
        manifest = json.loads(archive.read(MANIFEST))
        digests = {str(name): str(digest) for name, digest in manifest["files"].items()}
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise _unsound(path, f"không có danh mục {MANIFEST}") from error
    if manifest.get("schema") != SCHEMA:
        raise UserError(f"{path} do bản khuyenhoc khác tạo.", fix="Dùng bản khuyenhoc mới hơn.", exit_code=3)
    names = [info.filename for info in infos if info.filename != MANIFEST]
    if sorted(names) != sorted(digests):
        raise _unsound(path, "danh mục không khớp với các tệp")
    for name in names:
        if _leads_out(name):
            raise _unsound(path, f"tên tệp không dùng được: {name}")
    return digests


def _leads_out(name: str) -> bool:
    """Whether a name would stand outside the folder, or be no file's name on Windows."""
    parts = PurePosixPath(name).parts
    unusable = any(part in ("..", ".") or set(part) & set('\\:*?"<>|') for part in parts)
    return not parts or name.startswith("/") or unusable


def _verify(archive: zipfile.ZipFile, digests: Mapping[str, str], path: Path) -> dict[str, bytes]:
    """The contents by name, each as the manifest says."""
    contents = {name: archive.read(name) for name in digests}
    changed = [name for name, data in contents.items() if hashlib.sha256(data).hexdigest() != digests[name]]
    if changed:
        raise _unsound(path, f"tệp {changed[0]} không còn như lúc sao lưu")
    return contents


def _unsound(path: Path, why: str) -> UserError:
    fix = "Dùng một bản sao lưu khác; tệp chép qua USB hay mạng có thể bị hỏng giữa chừng."
    return UserError(f"{path} không phải bản sao lưu nguyên vẹn: {why}.", fix=fix, exit_code=3)
