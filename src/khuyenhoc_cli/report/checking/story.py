"""A story with its tags found: what the rules look at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from khuyenhoc_cli.report.checking.faults import Fault, Kind
from khuyenhoc_cli.report.checking.reading import Paragraph
from khuyenhoc_cli.report.checking.tags import Tag, find_tags

QUOTE_LENGTH = 80
LEVELS = {"p": "đoạn", "tr": "hàng", "tc": "ô"}


@dataclass(frozen=True)
class Story:
    """The paragraphs of one part of the file, their tags in order, and the names that a tag may print."""

    paragraphs: tuple[Paragraph, ...]
    tags: Mapping[int, tuple[Tag, ...]]  # by the number of the paragraph among these
    names: Mapping[str, Any]

    @staticmethod
    def of(paragraphs: Iterable[Paragraph], names: Mapping[str, Any]) -> "Story":
        """The story of these paragraphs."""
        listed = tuple(paragraphs)
        return Story(listed, {number: tuple(find_tags(each)) for number, each in enumerate(listed)}, names)

    def all_tags(self) -> Iterator[Tag]:
        """Every tag in the order of the document."""
        for number in range(len(self.paragraphs)):
            yield from self.tags[number]


def fault_at(tag: Tag, kind: Kind, message: str, fix: str) -> Fault:
    """A fault that quotes a tag."""
    return Fault(kind, tag.paragraph.place, quoted(tag.raw), message, fix)


def quoted(text: str) -> str:
    """The text on one line, as long as a quotation may be."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTE_LENGTH else f"{line[: QUOTE_LENGTH - 1]}…"
