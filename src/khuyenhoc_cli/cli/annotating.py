"""`khuyenhoc validate --annotate`: marked-up copies in a folder of their own; the originals stay as they are."""

from collections.abc import Sequence
from pathlib import Path, PurePath

from khuyenhoc_cli.checks.inbox import FileCheck
from khuyenhoc_cli.cli.console import say
from khuyenhoc_cli.cli.opening import content_of, places_of
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.findings.catalogue import Language
from khuyenhoc_cli.intake.cover import COPY_MARK, without_copy_mark
from khuyenhoc_cli.output.annotation.copies import marked_copy
from khuyenhoc_cli.output.atomic import write_output
from khuyenhoc_cli.workspace.workspace import Workspace


def write_marked_copies(files: Sequence[FileCheck], folder: Path, workspace: Workspace, language: Language) -> None:
    """Nothing; the folder holds a marked-up copy of every file that has findings, and stderr says which."""
    _refuse_to_mix(files, folder, workspace)
    named = [file for file in files if file.findings]
    if not named:
        say("Không tệp nào có điều cần xem nên không có bản đánh dấu.")
        return
    taken: set[str] = set()
    written = sum(_write(file, folder, workspace, language, taken) for file in named)
    say(f"Đã đánh dấu {written} tệp vào {folder}; các tệp gốc giữ nguyên.")


def _write(file: FileCheck, folder: Path, workspace: Workspace, language: Language, taken: set[str]) -> bool:
    """Whether the copy was written; what keeps one from being written does not stop the others."""
    data = content_of(file, workspace)
    if data is None:
        say(f"{file.path}: tệp vừa bị thay đổi trong lúc kiểm tra nên chưa đánh dấu; xin chạy lại.")
        return False
    copy = marked_copy(file.path, data, file.findings, language)
    path = folder / _free(copy.name, taken)
    try:
        written = write_output(path, copy.content, workspace.folder)
    except PermissionError:
        say(f"{path} đang mở ở chương trình khác, hoặc không có quyền ghi; xin đóng lại rồi chạy lần nữa.")
        return False
    if written.kept:
        say(f"{written.kept} đã được sửa tay nên giữ nguyên.")
    say(f"Đã ghi {written.path}: {len(file.findings)} điều cần xem.")
    return True


def _refuse_to_mix(files: Sequence[FileCheck], folder: Path, workspace: Workspace) -> None:
    """Nothing; UserError where the copies would lie among the returns and be taken for returns."""
    places = {place.resolve().parent for file in files for place in places_of(file, workspace) if place.exists()}
    if folder.resolve() in places:
        raise UserError(
            f"{folder} là thư mục chứa các tệp được kiểm tra; bản đánh dấu để chung sẽ bị nhầm là báo cáo.",
            fix="Chọn thư mục khác cho --annotate, ví dụ: --annotate can-sua.",
        )


def _free(name: str, taken: set[str]) -> str:
    """The name, numbered before its mark where another file of this run has it: "a.xls" beside "a.xlsx"."""
    stem, ending = without_copy_mark(PurePath(name).stem), PurePath(name).suffix
    tries = (name, *(f"{stem} ({number}){COPY_MARK}{ending}" for number in range(2, len(taken) + 2)))
    free = next(each for each in tries if each.casefold() not in taken)
    taken.add(free.casefold())
    return free
