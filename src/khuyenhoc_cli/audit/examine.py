"""All rules over a report: claims in reading order, each printed figure once for each kind of claim."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from khuyenhoc_cli.audit.model import Claim, Document, Verdict

_WORST_FIRST: tuple[Verdict, ...] = ("wrong", "format", "doubtful", "ok")


class Expected(Protocol):
    """What a workspace knows of the period that a report is about."""

    def claims(self, document: Document) -> Iterable[Claim]:
        """What its figures say of the report's."""
        ...


def examine(document: Document, expected: Expected | None) -> list[Claim]:
    """The claims in reading order; of several about one printed figure and of one kind, the worst verdict's."""
    from khuyenhoc_cli.audit.rules import RULES

    said = [claim for rule in RULES for claim in rule.check(document)]
    if expected is not None:
        said += expected.claims(document)
    places = {id(passage): number for number, passage in enumerate(document.everything)}
    return sorted(_one_each(said), key=lambda claim: (places[id(claim.passage)], claim.start, claim.end))


def _one_each(claims: Iterable[Claim]) -> Iterator[Claim]:
    kept: dict[tuple[int, int, int, str], Claim] = {}
    for claim in claims:
        place = (id(claim.passage), claim.start, claim.end, claim.kind)
        before = kept.get(place)
        if before is None or _WORST_FIRST.index(claim.verdict) < _WORST_FIRST.index(before.verdict):
            kept[place] = claim
    yield from kept.values()
