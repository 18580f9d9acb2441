"""`khuyenhoc backup` and `khuyenhoc restore`."""

from datetime import date
from pathlib import Path

import typer

from khuyenhoc_cli.cli.console import say
from khuyenhoc_cli.cli.opening import open_desk
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.output.safekeeping import ENDING, Kept, restore_backup, write_backup
from khuyenhoc_cli.text.names import slug


def back_up(folder: Path | None, output: Path | None) -> None:
    """Writes the whole workspace into one file and prints where it is."""
    workspace = open_desk(folder).workspace
    stem = f"{slug(workspace.root.name)}-{date.today().isoformat()}"
    path = output or _free_name(workspace.folder / "sao-luu" / stem)
    if path.suffix.lower() != ".zip":
        raise UserError(f"{path}: bản sao lưu là một tệp nén, tên phải kết thúc bằng .zip.")
    if path.exists():
        raise UserError(f"{path} đã có sẵn, không ghi đè.", fix="Ghi tên khác.")
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = write_backup(workspace, path)
    typer.echo(path)
    say(f"Đã sao lưu {_described(kept)}; đã đọc lại và khớp.")
    say("Chép tệp này sang USB hoặc nơi khác; khôi phục bằng: khuyenhoc restore TỆP THƯ_MỤC")


def _free_name(stem: Path) -> Path:
    """The name of today's backup, numbered where there is one already."""
    path, number = stem.with_name(f"{stem.name}{ENDING}"), 2
    while path.exists():
        path = stem.with_name(f"{stem.name}-{number}{ENDING}")
        number += 1
    return path


def restore(file: Path, folder: Path) -> None:
    """Lays a backup out in a new folder."""
    if not file.is_file():
        raise UserError(f"Không có tệp {file}.")
    restored = restore_backup(file, folder)
    typer.echo(folder.resolve())
    say(f"Đã khôi phục {_described(restored)}; từng tệp đúng như lúc sao lưu.")


def _described(kept: Kept) -> str:
    """ "34 tệp: 32 báo cáo của 2 kỳ, có cả sổ số liệu"."""
    ledger = "có cả sổ số liệu" if kept.has_ledger else "chưa có sổ số liệu"
    return f"{kept.files} tệp: {kept.returns} báo cáo của {kept.periods} kỳ, {ledger}"
