"""All rules over a report: claims in reading order, each printed figure once for each kind of claim.

One slip breaks all that is worked out from it. What takes a figure for right that another claim proves wrong is an
echo of that one, and says nothing of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
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
    said = _without_echoes(list(_one_each(said)))
    places = {id(passage): number for number, passage in enumerate(document.everything)}
    return sorted(said, key=lambda claim: (places[id(claim.passage)], claim.start, claim.end))


def _without_echoes(claims: list[Claim]) -> list[Claim]:
    """The claims that do not rest on a figure which another one, no echo itself, proves wrong."""
    blamed: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.verdict == "wrong":
            blamed.setdefault(id(claim.passage), []).append(claim)
    rests_on = {id(c): _blaming(c, blamed) for c in claims if c.verdict in ("wrong", "doubtful") and c.against}
    echoes: set[int] = set()
    settled = {id(claim) for claim in claims if not rests_on.get(id(claim))}
    while True:
        found = {
            key
            for key, others in rests_on.items()
            if key not in settled | echoes and any(id(each) in settled for each in others)
        }
        if not found:
            break
        echoes |= found
        settled |= {key for key, others in rests_on.items() if others and all(id(each) in echoes for each in others)}
    return [claim for claim in claims if id(claim) not in echoes]


def _blaming(claim: Claim, blamed: Mapping[int, list[Claim]]) -> list[Claim]:
    """The other claims that prove a figure wrong which a claim takes for right."""
    return [
        other
        for spot in claim.against
        for other in blamed.get(id(spot.passage), ())
        if other is not claim and other.start < spot.end and spot.start < other.end
    ]


def _one_each(claims: Iterable[Claim]) -> Iterator[Claim]:
    kept: dict[tuple[int, int, int, str], Claim] = {}
    for claim in claims:
        place = (id(claim.passage), claim.start, claim.end, claim.kind)
        before = kept.get(place)
        if before is None or _WORST_FIRST.index(claim.verdict) < _WORST_FIRST.index(before.verdict):
            kept[place] = claim
    yield from kept.values()
