"""All rules over a report: claims in reading order, each printed figure once for each kind of claim."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from khuyenhoc_cli.audit.model import Claim, Document, Verdict

if TYPE_CHECKING:
    from khuyenhoc_cli.audit.expected import Expected  # type: ignore[import-untyped,unused-ignore]

_WORST_FIRST: tuple[Verdict, ...] = ("wrong", "format", "doubtful", "ok")


def examine(document: Document, expected: "Expected | None") -> list[Claim]:
    """The claims in reading order; of several about one printed figure and of one kind, the worst verdict's."""
    from khuyenhoc_cli.audit.rules import RULES

    said = [claim for rule in RULES for claim in rule.check(document)]
    if expected is not None:
        from khuyenhoc_cli.audit.rules.figures import FIGURE_RULES  # type: ignore[import-untyped,unused-ignore]

        said += [claim for check in FIGURE_RULES for claim in check(document, expected)]
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
