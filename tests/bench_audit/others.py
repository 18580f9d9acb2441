"""Reports of other hands with one digit changed: what is found where the audit did not write the words.

They carry no keys and have no workspace; a claim is right that stands at the change, quotes it in its computation, or
stands in a table in the row or column of the change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from khuyenhoc_cli.audit.examine import examine
from khuyenhoc_cli.audit.examples import example_document
from khuyenhoc_cli.audit.model import Claim, Document, Passage
from tests.bench_audit.changes import Change, another_digit, changed
from tests.bench_audit.judging import Outcome, Score, wrong

REPORTS = Path(__file__).parents[1] / "cases" / "audit"


def other_reports() -> Iterator[tuple[str, Document]]:
    """Their names, and the reports as read."""
    for path in sorted(REPORTS.glob("*.txt")):
        yield path.stem, example_document(path.read_text(encoding="utf-8"))


def score_of_others(seed: int) -> Score:
    """Each figure of each report with another digit once."""
    return Score(tuple(_outcome(spot) for spot in _spots(seed)))


@dataclass(frozen=True)
class _Spot:
    document: Document
    change: Change


def _spots(seed: int) -> Iterator[_Spot]:
    for name, document in other_reports():
        rng = Random(f"{seed}/{name}")
        for passage in document.everything:
            if not passage.is_heading:
                figures = [(quantity.start, quantity.end) for quantity in passage.quantities]
                yield from (_Spot(document, another_digit(name, passage, *figure, rng)) for figure in figures)


def _outcome(spot: _Spot) -> Outcome:
    document, now = changed(spot.document, spot.change)
    claims = wrong(examine(document, None))
    right = tuple(claim for claim in claims if _leads_to(claim, spot.change, now))
    return Outcome(spot.change, right, tuple(claim for claim in claims if claim not in right))


def _leads_to(claim: Claim, change: Change, now: Passage) -> bool:
    if claim.passage is now and claim.start <= change.start < claim.end:
        return True
    if claim.passage.cell and now.cell and _in_line(claim.passage.cell, now.cell):
        return True
    printed = (quantity.text for quantity in now.quantities if quantity.start <= change.start < quantity.end)
    return any(text.lstrip("0").rstrip("%") in claim.message for text in printed)


def _in_line(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether both cells are of one table and of one row or column: one is worked out from the other."""
    return one[0] == other[0] and (one[1] == other[1] or one[2] == other[2])
