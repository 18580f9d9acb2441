"""What a template's context may hold beside plain text, whole numbers, lists and dicts."""

from dataclasses import dataclass
from typing import Literal

KEY_LENGTH = 64  # Word cuts w:tag there


class TemplateError(Exception):
    """The template is at fault; the message, in Vietnamese, says what is wrong and where."""


@dataclass(frozen=True)
class Generated:
    """Text that came from the figures: printed, it becomes a content control which a refresh can renew by its key.

    `again` is printed instead where the same text has stood before, of whatever key, under the same heading of the
    first three levels.
    """

    key: str
    text: str
    again: "Generated | None" = None

    def __post_init__(self) -> None:
        check_key(self.key)

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Note:
    """A footnote: printed, it becomes a mark in the body and a note at the foot; without text, neither.

    Printed again under the same heading of the first two levels, it is the same note: its mark is repeated.
    """

    key: str
    text: str

    def __post_init__(self) -> None:
        check_key(self.key)

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Chart:
    """A native chart; each series is (name, one value per category), None leaving a gap. `alt` is read to the blind.

    The last `yardsticks` categories are what the others are measured by (the whole, a target): their bars are grey.
    """

    key: str
    title: str
    kind: Literal["bar", "column", "line"]
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    number_format: str
    alt: str
    yardsticks: int = 0

    def __post_init__(self) -> None:
        check_key(self.key)
        if not self.categories or not self.series:
            raise ValueError(f"chart {self.key}: no categories or no series")
        if any(len(values) != len(self.categories) for _, values in self.series):
            raise ValueError(f"chart {self.key}: a series needs one value per category")

    def __str__(self) -> str:
        return self.alt


@dataclass(frozen=True)
class Contents:
    """The table of contents: printed alone in its paragraph, it becomes a line for each heading of the report."""

    key: str = "contents:all"

    def __str__(self) -> str:
        return ""


Placed = Generated | Note | Chart | Contents


def check_key(key: str) -> None:
    """Nothing; ValueError if Word would cut the key, or XML could not hold it."""
    if not 0 < len(key) <= KEY_LENGTH or not key.isprintable():
        raise ValueError(f"key must be 1 to {KEY_LENGTH} printable characters: {key!r}")
