"""A fault of a template and the place where an officer finds it."""

from dataclasses import dataclass
from typing import Literal

BODY = "thân văn bản"
Kind = Literal[
    "unclosed_tag",
    "stray_mark",
    "bad_syntax",
    "unknown_name",
    "unknown_filter",
    "unknown_statement",
    "forbidden",
    "not_printable",
    "not_a_list",
    "printed_compared",
    "missing_end",
    "stray_end",
    "crossed_blocks",
    "lost_text",
    "misplaced_tag",
    "note_out_of_place",
    "chart_not_alone",
    "not_rendered",
]


@dataclass(frozen=True, order=True)
class Place:
    """Where a paragraph stands: `story` is the part of the file, `paragraph` its number there, counting from 1.

    `table`, `row`, `cell` count from 1, a nested table on its own; 0 outside tables. `heading` is the last one before.
    `order` puts places in the order of the document.
    """

    order: int
    story: str = BODY
    paragraph: int = 0
    table: int = 0
    row: int = 0
    cell: int = 0
    heading: str = ""
    in_box: bool = False

    def text(self, page: int | None = None) -> str:
        """ "trang 3, bảng 2, hàng 4, ô 3", or "đầu trang, đoạn 1"; outside tables with the heading it stands under."""
        named = [f"trang {page}"] if page else []
        named += [] if self.story == BODY else [self.story]
        named += ["hộp văn bản"] if self.in_box else []
        if self.table:
            named += [f"bảng {self.table}", f"hàng {self.row}", f"ô {self.cell}"]
        elif self.paragraph:
            named.append(f"đoạn {self.paragraph}")
            if self.heading:
                named.append(f"mục “{self.heading}”")
        return ", ".join(named) or self.story


@dataclass(frozen=True)
class Fault:
    """One fault: `quote` is what stands there, `message` what is wrong with it, `fix` what to write instead."""

    kind: Kind
    place: Place
    quote: str
    message: str
    fix: str
