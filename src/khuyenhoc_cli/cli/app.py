"""Running a command: what a person can mend ends in a message and an exit code, never in a traceback."""

import sys

import typer

from khuyenhoc_cli.cli.commands import audit, closing, explain, export, reports, returns, units, workspace
from khuyenhoc_cli.cli.root import app
from khuyenhoc_cli.cli.usage import UsageError, usage_text
from khuyenhoc_cli.errors import UserError

__all__ = ["app", "audit", "closing", "explain", "export", "main", "reports", "returns", "units", "workspace"]


def main() -> None:
    """Runs a command; what a person can mend ends in a message and an exit code, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except UsageError as error:
        message, fix = usage_text(error)
        _fail(message, fix, 2)
    except UserError as error:
        _fail(error.message, error.fix, error.exit_code)
    except typer.Abort:
        _fail("Đã dừng.", "", 130)
    except IsADirectoryError as error:
        _fail(f"{error.filename} là một thư mục.", "Ghi cả tên tệp.", 2)
    except PermissionError as error:
        fix = "Đóng tệp ấy trong Word hoặc Excel, hoặc chọn nơi khác bằng -o."
        _fail(f"Không ghi được {error.filename or ''}: tệp đang mở hoặc không có quyền.", fix, 3)
    except OSError as error:
        _fail(f"Không đọc hoặc ghi được {error.filename or 'tệp'}: {error.strerror}.", "Xem ổ đĩa còn chỗ không.", 3)


def _fail(message: str, fix: str, exit_code: int) -> None:
    typer.echo(message, err=True)
    if fix:
        typer.echo(fix, err=True)
    sys.exit(exit_code)
