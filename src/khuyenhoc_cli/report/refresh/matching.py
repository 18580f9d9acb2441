"""Which piece of one outline is which piece of another: paragraphs of a text, rows of a table, cells of a row."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from khuyenhoc_cli.report.word.outline import Piece, Row, Token

_KEY_WEIGHS = 8  # as many words: a figure tells more of what a sentence is about
_ALIKE = 0.4
_IS_PART_OF = 0.7
_COMMON = 40  # a word in more pieces than that says nothing of any one
_PAIRS_AT_MOST = 4_000_000


@dataclass
class Matching:
    """`pairs` gives the piece of the other outline for one of the first, by their numbers.

    `in_order` are those of the first whose order is the same on both sides, `copies` other pieces that hold what one
    of the first holds: copies somebody made, or the rest of a paragraph somebody split.
    """

    pairs: dict[int, int] = field(default_factory=dict)
    in_order: set[int] = field(default_factory=set)
    copies: dict[int, list[int]] = field(default_factory=dict)


def match(first: Sequence[Piece], other: Sequence[Piece], *, copies: bool = False) -> Matching:
    """The pieces that belong together: alike word by word, then of the same keys or label, then by what they share."""
    found = Matching()
    _match_in_order(found, [_words(piece) for piece in first], [_words(piece) for piece in other])
    _match_in_order(found, [_keys(piece) for piece in first], [_keys(piece) for piece in other])
    _match_in_order(found, [_label(piece) for piece in first], [_label(piece) for piece in other])
    _match_alike(found, first, other)
    _match_moved(found, first, other)
    _match_empty(found, first, other)
    found.in_order = set(_longest_ascending(found.pairs))
    if copies:
        _find_copies(found, first, other)
    return found


def _words(piece: Piece) -> tuple[Token, ...]:
    return piece.tokens


def _keys(piece: Piece) -> tuple[Token, ...]:
    return tuple(token for token in piece.tokens if token.kind not in ("text", "other"))


def _label(piece: Piece) -> tuple[Token, ...]:
    """The words of a row's first cell that has letters: whose row it is. Nothing for any other piece."""
    if isinstance(piece, Row):
        for cell in piece.cells[:2]:
            words = tuple(token for token in cell.tokens if token.kind == "text")
            if any(word.value.isalpha() for word in words):
                return words
    return ()


def _gaps(found: Matching, first: int, other: int) -> Iterator[tuple[range, range]]:
    """The unmatched stretches between what is matched in order."""
    fixed = [(-1, -1), *((i, found.pairs[i]) for i in _longest_ascending(found.pairs)), (first, other)]
    taken = set(found.pairs.values())
    for (i1, j1), (i2, j2) in pairwise(fixed):
        free = [j for j in range(j1 + 1, j2) if j not in taken]
        if i2 - i1 > 1 and free:
            yield range(i1 + 1, i2), range(j1 + 1, j2)


def _match_in_order(found: Matching, first: Sequence[Hashable], other: Sequence[Hashable]) -> None:
    """Nothing; pieces of equal signatures in the gaps are matched. An empty signature says nothing."""
    taken = set(found.pairs.values())
    for mine, theirs in list(_gaps(found, len(first), len(other))):
        ours = [i for i in mine if i not in found.pairs and first[i]]
        others = [j for j in theirs if j not in taken and other[j]]
        matcher = SequenceMatcher(None, [first[i] for i in ours], [other[j] for j in others], autojunk=False)
        for block in matcher.get_matching_blocks():
            found.pairs.update(
                zip(ours[block.a : block.a + block.size], others[block.b : block.b + block.size], strict=True)
            )


def _match_alike(found: Matching, first: Sequence[Piece], other: Sequence[Piece]) -> None:
    """Nothing; in each gap the most similar pieces are matched, where they are similar enough."""
    taken = set(found.pairs.values())
    for mine, theirs in list(_gaps(found, len(first), len(other))):
        ours = [i for i in mine if i not in found.pairs]
        others = [j for j in theirs if j not in taken]
        for score, i, j in _scored(first, other, ours, others):
            if score >= _ALIKE and i not in found.pairs and j not in taken:
                found.pairs[i] = j
                taken.add(j)
        _match_lone(found, first, other, mine, [j for j in theirs if j not in taken])


def _match_lone(
    found: Matching, first: Sequence[Piece], other: Sequence[Piece], mine: Sequence[int], theirs: Sequence[int]
) -> None:
    """Nothing; the only piece left on both sides is the same piece if both begin alike, or are all there is."""
    ours = [i for i in mine if i not in found.pairs]
    if len(ours) == len(theirs) == 1 and type(first[ours[0]]) is type(other[theirs[0]]):
        alone = len(first) == len(other) == 1  # in a cell, most often
        if alone or first[ours[0]].tokens[:5] == other[theirs[0]].tokens[:5]:
            found.pairs[ours[0]] = theirs[0]


def _match_moved(found: Matching, first: Sequence[Piece], other: Sequence[Piece]) -> None:
    """Nothing; what is left is matched wherever it stands, if it is plainly the same."""
    ours = [i for i in range(len(first)) if i not in found.pairs]
    taken = set(found.pairs.values())
    others = [j for j in range(len(other)) if j not in taken]
    for score, i, j in _scored(first, other, ours, others):
        if score >= _IS_PART_OF and i not in found.pairs and j not in taken:
            found.pairs[i] = j
            taken.add(j)


def _match_empty(found: Matching, first: Sequence[Piece], other: Sequence[Piece]) -> None:
    """Nothing; pieces without words (a drawn line, an empty line) are the same where a gap has as many of them."""
    taken = set(found.pairs.values())
    for mine, theirs in list(_gaps(found, len(first), len(other))):
        ours = [i for i in mine if i not in found.pairs and not first[i].tokens]
        others = [j for j in theirs if j not in taken and not other[j].tokens]
        if len(ours) == len(others):
            found.pairs.update(zip(ours, others, strict=True))


def _find_copies(found: Matching, first: Sequence[Piece], other: Sequence[Piece]) -> None:
    taken = set(found.pairs.values())
    left = [j for j in range(len(other)) if j not in taken and _keys(other[j])]
    for score, i, j in _scored(first, other, list(range(len(first))), left, parts=True):
        if score >= _IS_PART_OF and j not in taken:
            found.copies.setdefault(i, []).append(j)
            taken.add(j)


def _scored(
    first: Sequence[Piece], other: Sequence[Piece], ours: Sequence[int], others: Sequence[int], *, parts: bool = False
) -> list[tuple[float, int, int]]:
    """(how alike, number, number) of the pairs that share something, the most alike first.

    0 to 1: see `_likeness`; with `parts` how much of the other is in the first.
    """
    if not ours or not others or len(ours) * len(others) > _PAIRS_AT_MOST:
        return []
    bags = {i: _bag(first[i]) for i in ours}
    other_bags = {j: _bag(other[j]) for j in others}
    shared: Counter[tuple[int, int]] = Counter()
    holders = _holders(other_bags)
    for i, bag in bags.items():
        for token, count in bag.items():
            for j in holders.get(token, ()):
                shared[i, j] += min(count, other_bags[j][token])
    sizes = {i: bag.total() for i, bag in bags.items()}
    other_sizes = {j: bag.total() for j, bag in other_bags.items()}
    scores = []
    for (i, j), weight in shared.items():
        if type(first[i]) is type(other[j]):
            score = weight / other_sizes[j] if parts else _likeness(weight, sizes[i], other_sizes[j])
            scores.append((score, i, j))
    return sorted(scores, key=lambda scored: (-scored[0], scored[1], scored[2]))


def _likeness(shared: int, size: int, other: int) -> float:
    """What both hold of all they hold; one being a part of the other is nearly as good, if there is anything to it."""
    of_all = shared / (size + other - shared)
    return max(of_all, 0.6 * shared / min(size, other)) if shared > _KEY_WEIGHS else of_all


def _holders(bags: Mapping[int, Counter[Token]]) -> dict[Token, list[int]]:
    """Which pieces hold a token; a word that most hold is left out."""
    holders: dict[Token, list[int]] = {}
    for number, bag in bags.items():
        for token in bag:
            holders.setdefault(token, []).append(number)
    return {token: held for token, held in holders.items() if len(held) <= _COMMON or token.kind != "text"}


def _bag(piece: Piece) -> Counter[Token]:
    """What a piece holds: its keys, and its words without spaces."""
    bag: Counter[Token] = Counter()
    for token in piece.tokens:
        if token.kind != "text":
            bag[token] += _KEY_WEIGHS
        elif token.value.strip():
            bag[token] += 1
    return bag


def _longest_ascending(pairs: Mapping[int, int]) -> list[int]:
    """The most keys of the pairs, ascending, whose values ascend too."""
    tails: list[int] = []  # the least value that ends an ascent of this length, and where it came from
    at: list[int] = []
    before: dict[int, int | None] = {}
    for i in sorted(pairs):
        length = bisect_left(tails, pairs[i])
        before[i] = at[length - 1] if length else None
        tails[length:] = [pairs[i], *tails[length + 1 :]]
        at[length:] = [i, *at[length + 1 :]]
    found: list[int] = []
    last: int | None = at[-1] if at else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]
