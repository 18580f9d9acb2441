"""What the audit says of a changed draft, and whether it points at the change or at what hangs on it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from khuyenhoc_cli.audit.examine import examine
from khuyenhoc_cli.audit.model import Claim, Passage
from tests.bench_audit.changes import KINDS, PARTS, Change, changed
from tests.bench_audit.drafts import Draft

_CODE = re.compile(r"\b[A-Z]{1,2}\d{2}\b")
_EQUAL = re.compile(r"[A-Z]{1,2}\d{2}")


@dataclass(frozen=True)
class Outcome:
    """A change, and the figures called wrong: those rightly, and the others."""

    change: Change
    right: tuple[Claim, ...]
    other: tuple[Claim, ...]

    @property
    def is_found(self) -> bool:
        """Whether what is called wrong leads to the change."""
        return bool(self.right)


@dataclass(frozen=True)
class Score:
    """The outcomes of many changes."""

    outcomes: tuple[Outcome, ...]

    @property
    def recall(self) -> float:
        """The share of changes that are found."""
        return sum(outcome.is_found for outcome in self.outcomes) / max(1, len(self.outcomes))

    @property
    def precision(self) -> float:
        """The share of rightly called among all that is called wrong."""
        right, other = (sum(len(getattr(o, side)) for o in self.outcomes) for side in ("right", "other"))
        return right / max(1, right + other)

    @cached_property
    def table(self) -> list[str]:
        """Found of changes by kind and place."""
        lines = [f"{'':12}" + "".join(f"{part:>14}" for part in (*PARTS, "all"))]
        for kind in (*KINDS, "all"):
            rows = [o for o in self.outcomes if kind in (o.change.kind, "all")]
            cells = [self._cell([o for o in rows if part in (o.change.place, "all")]) for part in (*PARTS, "all")]
            lines.append(f"{kind:12}" + "".join(f"{cell:>14}" for cell in cells))
        return lines

    @staticmethod
    def _cell(outcomes: list[Outcome]) -> str:
        return f"{sum(o.is_found for o in outcomes)}/{len(outcomes)}" if outcomes else "–"


def wrong(claims: Iterable[Claim]) -> list[Claim]:
    """Those that call a figure wrong."""
    return [claim for claim in claims if claim.verdict == "wrong"]


def judge(draft: Draft, change: Change, *, with_data: bool) -> Outcome:
    """What is called wrong in the draft with the change."""
    document, passage = changed(draft.document, change)
    claims = wrong(examine(document, draft.expected if with_data else None))
    right = [claim for claim in claims if _leads_to(draft, claim, change, passage)]
    return Outcome(change, tuple(right), tuple(claim for claim in claims if claim not in right))


def _leads_to(draft: Draft, claim: Claim, change: Change, now: Passage) -> bool:
    """Whether a claim is about the changed spot, or about a figure worked out from it or with it."""
    if claim.passage is now and (_touches(claim, change) or _in_one_sentence(claim, change, now)):
        return True
    if change.place == "table" and claim.computed == now.text.strip():
        return True  # it was held against the changed cell
    if _is_note_of(claim.passage, change.passage, draft) or _is_note_of(change.passage, claim.passage, draft):
        return True
    return bool(_codes_at(draft, claim.passage, claim.start, claim.end) & _around(draft, change, now))


def _in_one_sentence(claim: Claim, change: Change, now: Passage) -> bool:
    """Whether both stand in one generated sentence or note: how many there are hangs on who is named."""
    around = [c for c in now.controls if c.start <= change.start <= c.end and not _CODE.search(c.key)]
    return any(control.start <= claim.start and claim.end <= control.end for control in around)


def _is_note_of(note: Passage, passage: Passage, draft: Draft) -> bool:
    """Whether one is a footnote whose mark stands in the other: it tells that figure's parts."""
    numbers = {mark.number for mark in passage.marks}
    return note.part == "footnote" and any(
        each.paragraph == note.paragraph for number, each in draft.document.notes.items() if number in numbers
    )


def _touches(claim: Claim, change: Change) -> bool:
    """Whether the claim is at the spot; a list that lost a name is pointed at as a whole."""
    return claim.start <= change.start + len(change.new) + 1 and change.start - 1 <= claim.end


def _around(draft: Draft, change: Change, now: Passage) -> set[str]:
    """The indicators of the changed figure and all that a rule or a ratio ties to them."""
    own = _codes_at(draft, now, change.start, change.start + len(change.new))
    return own | {code for tie in _ties(draft) if tie & own for code in tie}


def _ties(draft: Draft) -> list[set[str]]:
    return [set(_EQUAL.findall(known.figure)) for known in draft.expected.known if "/" in known.figure] + _PARTS


_PARTS = [
    {"TC10", "TC11", "TC12", "TC13", "TC14"},
    {"TC20", "TC21", "TC22", "TC23", "TC24"},
    {"CD01", "CD11", "CD12", "CD13", "CD14"},
    {"Q01", "Q11", "Q12", "Q13"},
    {"XP01", "XP11", "XP12", "XP13", "XP14"},
    {"HV01", "HV02", "HV03", "HV04", "HV05", "HV06"},
]


def _codes_at(draft: Draft, passage: Passage, start: int, end: int) -> set[str]:
    """The indicators that a piece of a draft tells of: by the key it stands under, else by the text that it prints."""
    found: set[str] = set()
    for control in passage.controls:
        if control.start <= end and start <= control.end:
            codes = set(_CODE.findall(control.key))
            found |= codes or _codes_printed(draft, draft.expected.texts.get(control.key, ""))
    return found


def _codes_printed(draft: Draft, text: str) -> set[str]:
    """The indicators whose printed figures stand in a sentence or a note."""
    numbers = {number for number in re.findall(r"\d[\d.,]*\d%?", text) if len(number) > 2}
    return {code for known in draft.expected.known if known.printed in numbers for code in _EQUAL.findall(known.figure)}
