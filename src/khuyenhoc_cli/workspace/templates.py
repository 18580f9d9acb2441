"""The templates of reports: the office's own in its workspace go before those that ship with the program."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from khuyenhoc_cli.workspace.workspace import Workspace

ORIGINS = Path(".khuyenhoc") / "templates.json"
Standing = Literal["shipped", "unchanged", "edited", "outdated", "own"]


@dataclass(frozen=True)
class TemplateFile:
    """One template. `origin` is the shipped one that it is, or was copied from; "" where nobody knows.

    `standing`: shipped with the program; a copy nobody has edited (unchanged); an edited copy; a copy, edited or not,
    whose origin has changed since (outdated); the office's own from the beginning.
    """

    name: str
    path: Path
    standing: Standing
    origin: str = ""


def templates_of(workspace: Workspace | None, shipped: Path) -> tuple[TemplateFile, ...]:
    """Every template by name: those of the folder `shipped`, and in their place or beside them the workspace's own."""
    found = {path.stem: TemplateFile(path.stem, path, "shipped", path.stem) for path in shipped.glob("*.docx")}
    if workspace is not None and workspace.templates.resolve() != shipped.resolve():
        origins = read_origins(workspace)
        for path in workspace.templates.glob("*.docx"):
            if not path.name.startswith("~$"):  # what Word leaves beside a file that it has open
                found[path.stem] = _own(path, origins.get(path.stem, ("", "")), shipped)
    return tuple(found[name] for name in sorted(found))


def find_template(name: str, workspace: Workspace | None, shipped: Path) -> TemplateFile | None:
    """The template of that name, the workspace's own first."""
    return next((template for template in templates_of(workspace, shipped) if template.name == name), None)


def read_origins(workspace: Workspace) -> Mapping[str, tuple[str, str]]:
    """By the name of a copy the template it was copied from and that one's digest; empty where the note is lost."""
    try:
        noted = json.loads((workspace.folder / ORIGINS).read_text(encoding="utf-8"))
        return {str(name): (str(origin), str(digest)) for name, (origin, digest) in noted.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def origins_with(workspace: Workspace, name: str, template: TemplateFile, data: bytes) -> bytes:
    """What the note of origins holds once `name` is a copy of a template whose bytes are `data`."""
    noted = {**read_origins(workspace), name: (template.origin or template.name, digest(data))}
    return json.dumps(noted, ensure_ascii=False, indent=0, sort_keys=True).encode()


def digest(data: bytes) -> str:
    """By which a copy is known to be unchanged."""
    return hashlib.sha256(data).hexdigest()


def _own(path: Path, noted: tuple[str, str], shipped: Path) -> TemplateFile:
    origin, copied = noted
    source = shipped / f"{origin}.docx"
    if not origin or not source.is_file():
        return TemplateFile(path.stem, path, "own")
    if digest(source.read_bytes()) != copied:
        return TemplateFile(path.stem, path, "outdated", origin)
    edited = digest(path.read_bytes()) != copied
    return TemplateFile(path.stem, path, "edited" if edited else "unchanged", origin)
