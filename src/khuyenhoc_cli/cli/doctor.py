"""`khuyenhoc doctor`: what is missing on this machine."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typer

from khuyenhoc_cli import __version__
from khuyenhoc_cli.cli.opening import open_desk, parse_day
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.forms.editions import newest_edition
from khuyenhoc_cli.ledger.store import read_ledger
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.units.registry import load_registry


@dataclass(frozen=True)
class Examination:
    """One thing to look at. `look` answers what it found, or raises UserError with what to do.

    Without an `essential` thing nothing works; without another only what its name says does not.
    """

    name: str
    look: Callable[[Path | None], str]
    essential: bool = True


def _program(_folder: Path | None) -> str:
    return f"khuyenhoc {__version__}, Python {sys.version.split()[0]}"


def _forms(_folder: Path | None) -> str:
    edition = newest_edition(data_root() / "schemas")
    return f"{edition.title}: {len(edition.indicators)} chỉ tiêu, {len(edition.ratios)} tỷ lệ"


def _registry(_folder: Path | None) -> str:
    provinces = load_registry(data_root() / "schemas" / "units").children("", parse_day(None))
    return f"{len(provinces)} tỉnh, thành phố"


def _templates(_folder: Path | None) -> str:
    names = sorted(path.stem for path in (data_root() / "templates").glob("*.docx"))
    if not names:
        raise UserError("không có mẫu nào", fix="Cài lại khuyenhoc.")
    return ", ".join(names)


def _workspace(folder: Path | None) -> str:
    workspace = open_desk(folder).workspace
    periods = ", ".join(map(str, workspace.periods())) or "chưa có kỳ nào"
    return f"{workspace.root.name}, {len(workspace.units.children(workspace.root.code))} đơn vị; {periods}"


def _ledger(folder: Path | None) -> str:
    with read_ledger(open_desk(folder).workspace.ledger) as ledger:
        last = ledger.last_aggregated() if ledger else None
    return f"đã tổng hợp kỳ {last}" if last else "chưa tổng hợp kỳ nào"


def _pdf(_folder: Path | None) -> str:
    from khuyenhoc_cli.report.word.pdf import PdfUnavailable, find_program

    try:
        return find_program()
    except PdfUnavailable as error:
        raise UserError("chưa có", fix=f"{error}. Không có thì vẫn lập được bản Word.") from error


EXAMINATIONS = (
    Examination("Chương trình", _program),
    Examination("Bộ biểu", _forms),
    Examination("Danh mục đơn vị", _registry),
    Examination("Mẫu báo cáo", _templates),
    Examination("Nơi làm việc", _workspace),
    Examination("Sổ số liệu", _ledger),
    Examination("LibreOffice (cho --pdf)", _pdf, essential=False),
)


def examine(folder: Path | None) -> None:
    """Prints each thing with what was found; exit code 3 where something essential is missing."""
    lacking = False
    for examination in EXAMINATIONS:
        try:
            typer.echo(f"[ đạt ] {examination.name}: {examination.look(folder)}")
        except UserError as error:
            lacking |= examination.essential
            typer.echo(f"[thiếu] {examination.name}: {error.message}")
            if error.fix:
                typer.echo(f"        → {error.fix}")
    if lacking:
        raise typer.Exit(3)
