"""What a refresh did to a draft, or left alone and tells."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "updated", "added", "removed", "moved", "kept_by_hand", "deleted", "missing_value", "not_merged", "stale_prose"
]
DOING: tuple[Kind, ...] = ("updated", "added", "removed", "moved")
"""The kinds that change the draft; the others are told, for a person to look at."""


@dataclass(frozen=True)
class Change:
    """One change: `old` is what stood or stands there, `new` what the figures of today say.

    updated        a figure, a phrase or text of the template was as generated and has become what it is today
    added          a paragraph, a row, a note or a part of a sentence that the figures of today call for
    removed        one that they no longer call for, and that nobody had touched
    moved          a paragraph or a row that today's report has elsewhere among its neighbours
    kept_by_hand   somebody typed over it or edited it: it stays
    deleted        somebody deleted it: it stays away
    missing_value  it stands in the draft, but today's report has no such value
    not_merged     today's report has other text here, but somebody has reworded it: to be looked at
    stale_prose    a figure of before, typed as plain text
    """

    kind: Kind
    key: str
    where: str
    old: str
    new: str


@dataclass(frozen=True)
class Refreshed:
    """The changes in the order of the text, and the draft renewed; None where nothing in it changes."""

    changes: tuple[Change, ...]
    data: bytes | None
