"""Printing: tables for people, text for files, a bar where it takes a while."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khuyenhoc_cli.output.atomic import write_output

if TYPE_CHECKING:
    from rich.console import RenderableType

_WIDTH_OF_FILES = 140
_BAR_FROM = 20
_CHOICES_AT_MOST = 20


def print_tables(parts: Iterable["RenderableType"], output: Path | None, workspace: Path) -> None:
    """Nothing; the parts stand on the terminal, or as plain text in the file."""
    import io

    from rich.console import Console

    if output is None:
        console = Console(width=None if sys.stdout.isatty() else _WIDTH_OF_FILES, highlight=False)
        for part in parts:
            console.print(part)
        return
    text = io.StringIO()
    console = Console(file=text, width=_WIDTH_OF_FILES, highlight=False, no_color=True, force_terminal=False)
    for part in parts:
        console.print(part)
    put(text.getvalue(), output, workspace)


def put(text: str, output: Path | None, workspace: Path) -> None:
    """Nothing; the text stands on standard output, or in the file."""
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    written = write_output(output, text.encode("utf-8"), workspace)
    if written.kept:
        say(f"{written.kept} đã được sửa tay nên giữ nguyên.")
    say(f"Đã ghi {written.path}")


def put_json(value: Any, output: Path | None, workspace: Path) -> None:
    """Nothing; the value stands on standard output, or in the file, as JSON."""
    put(json.dumps(value, ensure_ascii=False, indent=2), output, workspace)


def say(text: str) -> None:
    """Nothing; a remark to the person, beside the output proper."""
    sys.stderr.write(text + "\n")


@contextmanager
def progress(total: int) -> Iterator[Callable[[Path], None]]:
    """What to call before each file; shows a bar on a terminal when there are many."""
    if total < _BAR_FROM or not sys.stderr.isatty():
        yield lambda _path: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Đang đọc", total=total)
        yield lambda _path: bar.advance(task)


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """ "Có phải ý bạn là …?" for a misspelt name, else what there is to choose from."""
    names = list(known)
    close = get_close_matches(text, names, n=1, cutoff=0.6)
    if close:
        return f"Có phải ý bạn là “{close[0]}”?"
    return f"Có thể chọn: {', '.join(names)}." if 0 < len(names) <= _CHOICES_AT_MOST else ""
