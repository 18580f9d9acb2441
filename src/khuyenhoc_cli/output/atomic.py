"""Writing files whole or not at all, and never over a person's work."""

import errno
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

MEMORY = Path(".khuyenhoc") / "outputs.json"


def write_new(path: Path, content: bytes) -> None:
    """Nothing; `path` holds the content. FileExistsError where it exists already; no half-written file is left."""
    if path.exists():
        raise FileExistsError(path)
    _replace(path, content)


def write_over(path: Path, content: bytes) -> None:
    """Nothing; `path`, a note of the program's own, holds the content instead of what it held."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, content)


@dataclass(frozen=True)
class Written:
    """Where an output went; `kept` is the file of that name that somebody has edited since, and that was left alone."""

    path: Path
    kept: Path | None = None


def write_output(path: Path, content: bytes, workspace: Path) -> Written:
    """Where the content went: over an output nobody has touched since, else under a numbered name beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    memory = _remembered(workspace)
    target = path
    for number in count(2):
        if not target.exists() or _digest(target.read_bytes()) in (memory.get(str(target.resolve())), _digest(content)):
            break
        target = path.with_name(f"{path.stem}-{number}{path.suffix}")
    _replace(target, content)
    memory[str(target.resolve())] = _digest(content)
    (workspace / MEMORY).parent.mkdir(parents=True, exist_ok=True)
    _replace(workspace / MEMORY, json.dumps(memory, ensure_ascii=False, indent=0, sort_keys=True).encode())
    return Written(target, path if target != path else None)


def renew(path: Path, was: bytes, content: bytes, day: date) -> Path:
    """Where the file that was there is kept: beside it, dated; `path` holds the content.

    BlockingIOError where somebody has changed the file since it was read as `was`.
    """
    for number in count(1):
        again = f"-{number}" if number > 1 else ""
        kept = path.with_name(f"{path.stem}.{day.isoformat()}{again}{path.suffix}")
        if not kept.exists():
            break
    write_new(kept, was)
    if path.read_bytes() != was:
        kept.unlink()
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(path))
    _replace(path, content)
    return kept


def _remembered(workspace: Path) -> dict[str, str]:
    """The digests of what was written before, by full path; a lost memory only makes the tool more careful."""
    try:
        memory = json.loads((workspace / MEMORY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in memory.items()} if isinstance(memory, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _replace(path: Path, content: bytes) -> None:
    """Nothing; the file holds the content, or is as it was."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        error.filename = str(path)
        raise
    finally:
        temporary.unlink(missing_ok=True)
