"""The marked-up copy of a file, whatever kind of file it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from khuyenhoc_cli.findings.catalogue import Language
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.intake.cover import COPY_MARK, without_copy_mark
from khuyenhoc_cli.intake.grid import Grid, UnreadableWorkbookError
from khuyenhoc_cli.intake.guard import Guarded, guard
from khuyenhoc_cli.intake.opening import read_workbook
from khuyenhoc_cli.output.annotation.package import NotPatchableError
from khuyenhoc_cli.output.annotation.patching import annotate
from khuyenhoc_cli.output.annotation.values import annotate_values

_PATCHED = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class MarkedCopy:
    """A marked-up copy and the name it goes by."""

    name: str
    content: bytes


def _grids(guarded: Guarded) -> Sequence[Grid]:
    try:
        return read_workbook(guarded).grids
    except UnreadableWorkbookError:
        return ()


def marked_copy(path: PurePath, data: bytes, findings: Sequence[Finding], language: Language) -> MarkedCopy:
    """The copy of a file with its findings marked; what the guard refuses is not opened, only its findings listed."""
    stem = without_copy_mark(path.stem) + COPY_MARK
    guarded = guard(data)
    if not isinstance(guarded, Guarded):
        return MarkedCopy(f"{stem}.xlsx", annotate_values((), findings, language))
    try:
        ending = path.suffix if path.suffix.lower() in _PATCHED else ".xlsx"
        return MarkedCopy(stem + ending, annotate(data, findings, language))
    except NotPatchableError:
        return MarkedCopy(f"{stem}.xlsx", annotate_values(_grids(guarded), findings, language))
