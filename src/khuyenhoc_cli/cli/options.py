"""Options that several commands share, and the choices some of them offer."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """The language of messages about the data."""

    VI = "vi"
    EN = "en"


class ValidateFormat(StrEnum):
    """How `validate` prints."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


class AggregateFormat(StrEnum):
    """How `aggregate` prints; a workbook is always a file."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


class AuditFormat(StrEnum):
    """How `audit` prints."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


class StandingFormat(StrEnum):
    """How `status` and `history` print."""

    TABLE = "table"
    JSON = "json"


class ExplainFormat(StrEnum):
    """How `explain` prints."""

    TREE = "tree"
    JSON = "json"


class UnitsFormat(StrEnum):
    """How `units list` and `units rebase` print."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class PlainFormat(StrEnum):
    """How other commands print: text for people, JSON for scripts."""

    TEXT = "text"
    JSON = "json"


class SchemaName(StrEnum):
    """Which JSON Schema `schema` prints."""

    RETURN = "return"
    VALIDATION = "validation"
    FIGURES = "figures"
    STATUS = "status"
    HISTORY = "history"
    EXPLANATION = "explanation"
    AUDIT = "audit"


WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", metavar="THƯ_MỤC", help="Nơi làm việc (thư mục có khuyenhoc.toml)."),
]
PeriodOption = Annotated[str | None, typer.Option("--period", metavar="KỲ", help="Kỳ báo cáo, ví dụ 2024H1.")]
RequiredPeriod = Annotated[str, typer.Option("--period", metavar="KỲ", help="Kỳ báo cáo, ví dụ 2024H1.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", metavar="TỆP", help="Ghi kết quả ra tệp này.")]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Tiếng của thông báo về số liệu.")]
