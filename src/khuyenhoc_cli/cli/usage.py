"""What is wrong with a command line, in Vietnamese; the parser says it in English only."""

from difflib import get_close_matches
from typing import Any

import typer

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What the parser raises; typer has it from click, or carries its own."""


def usage_text(error: Any) -> tuple[str, str]:
    """What is wrong, and what to do."""
    context = error.ctx
    help_command = f"{context.command_path} --help" if context else "khuyenhoc --help"
    fix = f"Xem cách dùng: {help_command}"
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return context.get_help(), ""
        case "NoSuchOption":
            close = ", ".join(error.possibilities or ())
            meant = f"Có phải ý bạn là {close}? " if close else ""
            return f"Không có tùy chọn {error.option_name}.", f"{meant}{fix}"
        case "MissingParameter":
            return f"Thiếu {_hint(error)}.", fix
        case "BadOptionUsage":
            return f"Tùy chọn {error.option_name} thiếu giá trị.", fix
        case "BadParameter":
            return f"Giá trị của {_hint(error)} không hợp lệ.", f"{_choices(error)}{fix}"
    return _command_text(error, fix)


def _command_text(error: Any, fix: str) -> tuple[str, str]:
    """A misspelt command is answered with the nearest one; anything else in the parser's own words."""
    if "unexpected extra argument" in str(error.message):
        extra = str(error.message).partition("(")[2].rpartition(")")[0].removeprefix("s) (")
        return f"Thừa “{extra}”.", f'Tên có dấu cách thì đặt trong dấu nháy thẳng: "Tỉnh Sơn La". {fix}'
    commands = getattr(error.ctx.command, "commands", {}) if error.ctx else {}
    named = [word for word in str(error.message).split("'")[1:2] if word not in commands]
    if not commands or not named:
        return str(error.message), fix
    close = get_close_matches(named[0], commands, n=1)
    meant = f"Có phải ý bạn là “{close[0]}”? " if close else ""
    return f"Không có lệnh “{named[0]}”.", f"{meant}{fix}"


def _hint(error: Any) -> str:
    """The option or argument, as it is typed."""
    parameter = error.param
    if parameter is None:
        return "tham số"
    return str(parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar or parameter.name)


def _choices(error: Any) -> str:
    """The values to choose from, which the parser names at the end of its message."""
    listed = str(error.message).partition(" is not one of ")[2].rstrip(".").replace("'", "")
    return f"Chọn một trong: {listed}. " if listed else ""
