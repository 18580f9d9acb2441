"""Rules of layout as they stand in `schemas/layout/*.toml`."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Range = tuple[float, float]
CheckName = Literal[
    "paper",
    "margins",
    "font",
    "page_number",
    "look",
    "shape",
    "ruled",
    "starred",
    "date",
    "ending",
    "recipients",
    "appendices",
    "table_headings",
    "language",
    "alt_text",
]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rule(_Strict):
    """One rule: `check` looks at `element` by the values below, those that are not None.

    `expects`, `source` and `fix` are for the officer: what is asked, by which clause, how Word does it.
    """

    id: str
    check: CheckName
    expects: str
    source: str
    fix: str
    element: str = ""
    required: bool = False
    size_pt: Range | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    capitals: bool | None = None
    align: Literal["left", "center", "right", "both"] | None = None
    pattern: str | None = None
    font: str = ""
    first_line_mm: tuple[float, ...] = ()
    least_between_pt: float = 0
    lines: Range = (0, 100)
    top_mm: Range = (0, 1000)
    bottom_mm: Range = (0, 1000)
    left_mm: Range = (0, 1000)
    right_mm: Range = (0, 1000)


class Layout(_Strict):
    """The rules of one kind of document, which is known by a line that it holds."""

    document: str
    found_by: str
    rules: tuple[Rule, ...] = Field(alias="rule")


def load_layouts(folder: Path) -> tuple[Layout, ...]:
    """Every layout of a folder; the decree's comes first and holds where no other is recognised."""
    paths = sorted(folder.glob("*.toml"), key=lambda path: (path.stem != "nghi-dinh-30", path.stem))
    return tuple(Layout.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))) for path in paths)
