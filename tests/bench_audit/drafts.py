"""Drafts of all templates from all samples: made as an officer makes them, read as the audit reads them."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khuyenhoc_cli.audit.expected import Expected
from khuyenhoc_cli.audit.model import Document
from khuyenhoc_cli.audit.reading import read_report
from khuyenhoc_cli.cli.auditing_data import expected_for
from khuyenhoc_cli.cli.opening import open_desk, scope_of
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.kinds import REPORTS
from khuyenhoc_cli.workspace.workspace import Workspace

ROOT = Path(__file__).parents[2]
_WHOLE_YEARS_ONLY = frozenset({"tongket", "kl49"})


@dataclass(frozen=True)
class Draft:
    """A draft, as written and as read, and what its workspace says."""

    name: str
    data: bytes
    document: Document
    expected: Expected


def drafts(folder: Path, wanted: str = "") -> Iterator[Draft]:
    """Every report that fits a sample workspace, for every period that the sample has; made in the folder."""
    for name, sample in _samples():
        workspace = _laid_out(name, sample, folder)
        for period in sorted(workspace.periods(), key=lambda each: each.order):
            level = workspace.root_on(period).level
            reports = [kind.name for kind in REPORTS if level in kind.levels and _is_written(kind.name)]
            reports = [each for each in reports if bool(period.part) is (each not in _WHOLE_YEARS_ONLY)]
            if reports and (not wanted or wanted in reports):
                _run(workspace.folder, "aggregate", "--period", str(period))
                yield from (_draft(workspace.folder, each, period) for each in reports if wanted in ("", each))


def _samples() -> Iterator[tuple[str, Path]]:
    """The sample workspaces by name: the one at the root, and those of other levels."""
    yield "tinh", ROOT
    yield from (
        (file.parent.name, file.parent) for file in sorted((ROOT / "sample_returns").glob("*/*/khuyenhoc.toml"))
    )


def _is_written(report: str) -> bool:
    return (ROOT / "templates" / f"{report}.docx").is_file()


def _laid_out(name: str, sample: Path, folder: Path) -> Workspace:
    """The sample, copied so that nothing is written beside it."""
    target = folder / name
    if sample == ROOT:
        shutil.copytree(sample / "sample_returns", target / "sample_returns", ignore=shutil.ignore_patterns("khac"))
        shutil.copy(sample / "khuyenhoc.toml", target)
    else:
        shutil.copytree(sample, target)
    return open_desk(target).workspace


def _draft(folder: Path, report: str, period: Period) -> Draft:
    name = f"{folder.name}-{report}-{period}"
    path = folder / f"{name}.docx"
    _run(folder, "render", "--template", report, "--period", str(period), "-o", str(path))
    data, desk = path.read_bytes(), open_desk(folder)
    expected = expected_for(desk, period, scope_of(None, desk.workspace, period))
    assert expected is not None, name
    return Draft(name, data, read_report(data, path.name), expected)


def _run(folder: Path, *arguments: str) -> None:
    """Nothing; the command has run; 1 says that returns are missing, as some samples have it."""
    command = [sys.executable, "-m", "khuyenhoc_cli", arguments[0], "-w", str(folder), *arguments[1:]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), f"{' '.join(command)}: {done.stderr}"
