"""What a reporting unit is, and how one unit follows another."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Level = Literal["trung-uong", "cum", "tinh", "huyen", "xa", "co-so", "chi-hoi"]
Kind = Literal["territorial", "attached"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that reports: a territory, or a block attached to a level ("Khối trực thuộc Tỉnh hội").

    `code` is the official code as text (2, 3 or 5 digits for tỉnh, huyện, xã); `parent` is "" for a province.
    `valid_from` and `valid_to` are inclusive; None means unbounded. One code may stand for two units in turn.
    """

    code: str
    name: str
    level: Level
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    kind: Kind = "territorial"
    aliases: tuple[str, ...] = ()

    def exists_on(self, day: date) -> bool:
        """Whether the unit stood on that day, its first and last day included."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Part(NamedTuple):
    """A later unit that an earlier one went into, whole or in part; `population` of that part, None if not known."""

    code: str
    population: int | None = None


class Succession(NamedTuple):
    """A unit from before 1 July 2025 that went, whole or in part, into a unit of today.

    `share` is the part that went (1.0 when whole); None when it is not known, as for every split unit so far.
    """

    old_code: str
    new_code: str
    share: float | None
    whole: bool
