"""The outline of a document: its paragraphs, tables and rows as sequences of tokens, whoever saved the file last.

Three outlines are compared at a refresh: the draft as it was generated (kept in its baseline), the draft as people left
it, and today's. A token is a word, a space or a sign of the text, or one of what was generated:

    text "hội", figure "HV01", note "note:gui_muon", repeat "note:gui_muon" (a field), chart "chart:…", other "drawing"

Formatting is no part of it, and neither are the marks that word processors leave in passing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from docx.oxml.xmlchemy import BaseOxmlElement

Kind = Literal["text", "figure", "note", "repeat", "chart", "other"]
_WORD = re.compile(r"\w+|\s|[^\w\s]")

SHOWING: tuple[Kind, ...] = ("figure", "note")
"""The kinds whose text a person can change where it stands."""


class Token(NamedTuple):
    """A word, or something generated; of text the value is the text, of what was generated its key."""

    kind: Kind
    value: str


@dataclass
class Paragraph:
    """A paragraph, with (key, text) of its figures and notes; without an element where it is read from a baseline."""

    tokens: tuple[Token, ...]
    element: BaseOxmlElement | None = None
    shown: tuple[tuple[str, str], ...] = ()


@dataclass
class Cell:
    """A cell: a small document of its own."""

    blocks: list["Block"]
    element: BaseOxmlElement | None = None

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(token for block in self.blocks for token in block.tokens)


@dataclass
class Row:
    """A table's row: its cells."""

    cells: list[Cell]
    element: BaseOxmlElement | None = None

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(token for cell in self.cells for token in cell.tokens)


@dataclass
class Table:
    """A table: its rows."""

    rows: list[Row]
    element: BaseOxmlElement | None = None

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(token for row in self.rows for token in row.tokens)


Block = Paragraph | Table
Piece = Paragraph | Cell | Row | Table


def paragraphs_of(piece: Piece) -> list[Paragraph]:
    """The paragraphs of a piece, in reading order."""
    match piece:
        case Paragraph():
            return [piece]
        case Cell():
            return [paragraph for block in piece.blocks for paragraph in paragraphs_of(block)]
        case Row():
            return [paragraph for cell in piece.cells for paragraph in paragraphs_of(cell)]
        case Table():
            return [paragraph for row in piece.rows for paragraph in paragraphs_of(row)]


def words_of(text: str) -> list[str]:
    """Words, single spaces and single signs, which together are the text."""
    return _WORD.findall(text)


def text_of(tokens: Sequence[Token], texts: Mapping[str, str]) -> str:
    """What a reader sees of the tokens, without notes; `texts` are those of the figures."""
    shown = (texts.get(token.value, "") if token.kind == "figure" else token.value for token in tokens)
    return "".join(text for token, text in zip(tokens, shown, strict=True) if token.kind in ("text", "figure"))


# The outline as plain values, for the baseline


def plain(blocks: Sequence[Block]) -> list[Any]:
    """Blocks as lists: a paragraph of strings and [kind, key], a table as {"rows": rows of cells of blocks}."""
    return [
        {"rows": [[plain(cell.blocks) for cell in row.cells] for row in block.rows]}
        if isinstance(block, Table)
        else _plain_tokens(block.tokens)
        for block in blocks
    ]


def _plain_tokens(tokens: Sequence[Token]) -> list[Any]:
    found: list[Any] = []
    for token in tokens:
        if token.kind != "text":
            found.append([token.kind, token.value])
        elif found and isinstance(found[-1], str):
            found[-1] += token.value
        else:
            found.append(token.value)
    return found


def from_plain(blocks: Sequence[Any]) -> list[Block]:
    """The blocks that `plain` was given, without elements."""
    return [
        Table([Row([Cell(from_plain(cell)) for cell in row]) for row in block["rows"]])
        if isinstance(block, dict)
        else Paragraph(tuple(_tokens(block)))
        for block in blocks
    ]


def _tokens(pieces: Sequence[Any]) -> Iterator[Token]:
    for piece in pieces:
        if isinstance(piece, str):
            yield from (Token("text", word) for word in words_of(piece))
        else:
            yield Token(*piece)
