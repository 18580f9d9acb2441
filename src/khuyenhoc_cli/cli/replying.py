"""`khuyenhoc validate --replies`: for each unit concerned a message and a letter, in a folder."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from khuyenhoc_cli.cli.console import progress, say
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.output.atomic import Written, write_output
from khuyenhoc_cli.output.replies import Reply, open_deadline, replies_to, reply_names, without_addressee
from khuyenhoc_cli.output.replies_letter import reply_letter
from khuyenhoc_cli.output.replies_text import reply_text
from khuyenhoc_cli.output.validation import Validation
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.naming import unit_slug


def write_replies(desk: Desk, validation: Validation, folder: Path, on: date) -> None:
    """Nothing; the folder holds two files for each unit concerned, and the person is told what was written."""
    if folder.is_file():
        raise UserError(f"{folder} là một tệp, không phải thư mục.", fix="Chọn một thư mục để ghi các thư trả lời.")
    root = desk.workspace.root_on(validation.period)
    children = desk.workspace.units_on(validation.period).children(root.code)
    names = reply_names(replies_to(validation, root, children))
    kept = []
    with progress(len(names)) as on_file:
        for reply, name in names.items():
            on_file(folder / name)
            kept += [written for written in _write(desk, reply, folder / name, on) if written.kept]
    for written in kept:
        say(f"{written.kept} đã được sửa tay nên giữ nguyên; bản mới ở {written.path}.")
    reminders = sum(reply.is_reminder for reply in names)
    counts = ((len(names) - reminders, "thư trả lời {} đơn vị"), (reminders, "thư nhắc {} đơn vị chưa gửi"))
    written_for = ", ".join(text.format(count) for count, text in counts if count)
    say(f"Đã ghi {written_for}, vào {folder.resolve()}." if names else "Không đơn vị nào cần thư trả lời.")
    for file in without_addressee(validation, root, children):
        say(f"Chưa rõ {file.path.as_posix()} là của đơn vị nào nên chưa có thư trả lời.")
    _say_outdated(children, set(names.values()), folder)


def _write(desk: Desk, reply: Reply, stem: Path, on: date) -> tuple[Written, Written]:
    config = desk.workspace.config
    due = open_deadline(config, reply.period, on)
    text = reply_text(reply, config.association.name, due).replace("\n", "\r\n")  # for the Notepad of old computers
    letter = reply_letter(data_root() / "templates" / "letters" / "reply.docx", reply, config, due, on)
    return (
        write_output(stem.with_name(f"{stem.name}.txt"), text.encode(), desk.workspace.folder),
        write_output(stem.with_name(f"{stem.name}.docx"), letter, desk.workspace.folder),
    )


def _say_outdated(children: Iterable[Unit], names: set[str], folder: Path) -> None:
    """Nothing; letters of another day to units that have nothing to mend any more are named, never deleted."""
    old = [f"{slug}.docx" for slug in map(unit_slug, children) if slug not in names]
    left = [name for name in dict.fromkeys(old) if (folder / name).exists()]
    if left:
        say(f"Thư cũ không còn cần gửi, vẫn nằm trong thư mục ấy: {', '.join(left)}.")
