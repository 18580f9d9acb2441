"""What `refresh` prints: the changes to a draft, as JSON or as tables by what a person has to do about them."""

from collections.abc import Iterator
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from khuyenhoc_cli.report.refresh.changes import DOING, Change, Kind, Refreshed

if TYPE_CHECKING:
    from rich.console import RenderableType

SCHEMA = "khuyenhoc.refresh/1"
_TITLES: dict[Kind, str] = {
    "updated": "Cập nhật",
    "added": "Thêm",
    "removed": "Bỏ",
    "moved": "Chuyển sang chỗ khác",
    "kept_by_hand": "Đã sửa tay nên giữ nguyên",
    "not_merged": "Chỗ này đã viết lại nên không ghép được phần mới, cần xem",
    "missing_value": "Còn trong bản thảo nhưng nay không có số liệu, cần xem",
    "stale_prose": "Số cũ gõ thẳng vào câu chữ, cần sửa tay",
    "deleted": "Đã xóa trong bản thảo nên không đưa lại",
}
_STYLES: dict[Kind, str] = {
    "kept_by_hand": "yellow",
    "not_merged": "yellow",
    "missing_value": "red",
    "stale_prose": "red",
}
_ROWS_AT_MOST = 40
_TEXT_SHOWN = 110


def refreshed_json(refreshed: Refreshed) -> dict[str, Any]:
    """The contract `khuyenhoc.refresh/1`."""
    return {
        "schema": SCHEMA,
        "changes": [
            {"kind": each.kind, "key": each.key or None, "where": each.where, "old": each.old, "new": each.new}
            for each in refreshed.changes
        ],
        "summary": {**{kind: len(_of(kind, refreshed)) for kind in _TITLES}, "changed": refreshed.data is not None},
    }


def refreshed_tables(refreshed: Refreshed) -> Iterator["RenderableType"]:
    """A table for each kind that there is, what a person has to look at last; then the count."""
    for kind in _TITLES:
        changes = _of(kind, refreshed)
        if kind == "deleted":
            yield from _deleted(changes)
        elif changes:
            yield _table(kind, changes)
    yield _summary(refreshed)


def _of(kind: Kind, refreshed: Refreshed) -> list[Change]:
    return [change for change in refreshed.changes if change.kind == kind]


def _table(kind: Kind, changes: list[Change]) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    title = f"{_TITLES[kind]} ({len(changes)})"
    table = Table(title=Text(title, style=_STYLES.get(kind, "bold")), title_justify="left", show_lines=False)
    table.add_column("Ở đâu", ratio=3)
    old, new = ("Trong bản thảo", "Số liệu nay") if kind not in DOING else ("Trước", "Nay")
    table.add_column(old, ratio=3)
    table.add_column(new, ratio=3)
    for change in changes[:_ROWS_AT_MOST]:
        table.add_row(*(Text(_short(text)) for text in (change.where, change.old, change.new)))
    if len(changes) > _ROWS_AT_MOST:
        table.caption = f"… và {len(changes) - _ROWS_AT_MOST} chỗ nữa; xem đủ bằng --format json."
        table.caption_justify = "left"
    return table


def _deleted(changes: list[Change]) -> Iterator["RenderableType"]:
    if changes:
        names = ", ".join(change.key for change in changes[:_ROWS_AT_MOST])
        more = f" và {len(changes) - _ROWS_AT_MOST} số liệu khác" if len(changes) > _ROWS_AT_MOST else ""
        yield f"{_TITLES['deleted']} ({len(changes)}): {names}{more}."


def _summary(refreshed: Refreshed) -> str:
    counts = [(len(_of(kind, refreshed)), _TITLES[kind].split(" nên ")[0].split(",")[0].lower()) for kind in DOING]
    done = ", ".join(f"{name} {count} chỗ" for count, name in counts if count)
    return f"{done[:1].upper()}{done[1:]}." if done else "Số liệu trong bản thảo đã là số mới nhất."


def _short(text: str) -> str:
    return shorten(" ".join(text.split()), _TEXT_SHOWN, placeholder="…")
