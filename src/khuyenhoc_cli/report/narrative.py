"""The officer's own prose: `thuyet-minh.txt`, sections headed by `[dac_diem]`, one paragraph a line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.forms.narrative import REPORT_SECTIONS

_HEADING = re.compile(r"\[\s*(\w+)\s*\]")
_KEYS = tuple(section.key for section in REPORT_SECTIONS)


@dataclass(frozen=True)
class Narrative:
    """Text by section, paragraphs on lines of their own; and what in the file had no place."""

    sections: Mapping[str, str]
    warnings: tuple[str, ...] = ()


def read_narrative(path: Path) -> Narrative:
    """The file's narrative, an empty one where there is no file; UserError where it is not UTF-8 text."""
    try:
        return parse_narrative(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Narrative({})
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"Không đọc được {path}: {error}", fix="Lưu lại tệp theo bảng mã UTF-8 rồi chạy lại lệnh.", exit_code=3
        ) from error


def parse_narrative(text: str) -> Narrative:
    """The sections of a text; a section that stands twice is joined, an unknown one is a warning."""
    paragraphs: dict[str, list[str]] = {}
    section = ""
    for line in (" ".join(line.split()) for line in text.splitlines()):
        if heading := _HEADING.fullmatch(line):
            section = heading[1]
            paragraphs.setdefault(section, [])
        elif line:
            paragraphs.setdefault(section, []).append(line)
    known = {key: "\n".join(paragraphs[key]) for key in _KEYS if paragraphs.get(key)}
    return Narrative(known, tuple(_warning(name) for name in paragraphs if name not in _KEYS))


def _warning(name: str) -> str:
    if not name:
        return "Thuyết minh: phần chữ đứng trước mục đầu tiên không được đưa vào báo cáo."
    return f"Thuyết minh: không có mục [{name}]; các mục là {', '.join(_KEYS)}."
