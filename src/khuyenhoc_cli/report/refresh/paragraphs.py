"""One paragraph of a draft brought up to date: what the tool changed in it, where nobody has."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.refresh.changes import Change
from khuyenhoc_cli.report.refresh.importing import Importer
from khuyenhoc_cli.report.refresh.merging import Edit, Merge, merge
from khuyenhoc_cli.report.refresh.places import Places
from khuyenhoc_cli.report.refresh.strips import Strip
from khuyenhoc_cli.report.word.inlines import read_words
from khuyenhoc_cli.report.word.outline import SHOWING, Paragraph, Piece, Token, paragraphs_of, text_of
from khuyenhoc_cli.report.word.reading import ReadDocument

_KEYED = ("figure", "note", "repeat", "chart")


@dataclass(frozen=True)
class Sides:
    """What is compared: the texts as generated, those of today, both documents as read, and where things stand.

    `edited_charts` are the keys of the charts whose figures somebody has changed.
    """

    base: Mapping[str, str]
    fresh: Mapping[str, str]
    draft_read: ReadDocument
    fresh_read: ReadDocument
    edited_charts: Collection[str]
    places: Places
    importer: Importer


def merge_paragraph(base: Paragraph, pieces: Sequence[Paragraph], fresh: Paragraph, sides: Sides) -> list[Change]:
    """What was done to a paragraph of the draft, or to the pieces and copies that people have made of it."""
    changes: list[Change] = []
    failed: list[set[Edit]] = []
    for piece in pieces:
        merged = merge(base.tokens, piece.tokens, fresh.tokens, touched_tokens(piece, sides))
        failed.append(set(merged.conflicts))
        place = sides.places.of(_element(piece))
        if merged.edits:
            changes += _described(merged, base, fresh, place, sides)
            _apply(merged, _element(piece), fresh, sides)
    place = sides.places.of(_element(pieces[0]))
    for change in sorted(set.intersection(*failed), key=lambda change: change.start):
        changes += _left(change, base, fresh, place, sides)
    return changes


def touched_tokens(paragraph: Paragraph, sides: Sides) -> set[int]:
    """The numbers of the tokens whose text or figures a person has changed."""
    shown = iter(paragraph.shown)
    found = set()
    for number, token in enumerate(paragraph.tokens):
        if token.kind in SHOWING:
            key, text = next(shown)
            if sides.base.get(key) != text:
                found.add(number)
        elif token.kind == "chart" and token.value in sides.edited_charts:
            found.add(number)
    return found


def is_untouched(base: Piece, draft: Piece, sides: Sides) -> bool:
    """Whether a piece of the draft still says what was generated."""
    mine, theirs = paragraphs_of(base), paragraphs_of(draft)
    return len(mine) == len(theirs) and all(
        one.tokens == two.tokens and not touched_tokens(two, sides) for one, two in zip(mine, theirs, strict=True)
    )


def _apply(merged: Merge, paragraph: BaseOxmlElement, fresh: Paragraph, sides: Sides) -> None:
    source = _element(fresh)
    inlines = read_words(source, sides.fresh_read.names)
    strip = Strip(paragraph, sides.draft_read.names)
    for edit in reversed(merged.edits):
        look = strip.look_at(edit.start, edit.end)
        strip.replace(edit.start, edit.end, sides.importer.inlines(inlines[edit.begin : edit.stop], look, source))
    strip.close()


def _described(merged: Merge, base: Paragraph, fresh: Paragraph, place: str, sides: Sides) -> list[Change]:
    """The changes that the edits of one paragraph are, by key; text that only joins them is not spoken of."""
    out = [token for change in merged.made for token in base.tokens[change.start : change.end]]
    put_in = [token for change in merged.made for token in fresh.tokens[change.begin : change.stop]]
    gone, come = _keys_of(out), _keys_of(put_in)
    changes = [Change("removed", key, place, sides.base.get(key, ""), "") for key in gone if key not in come] + [
        Change("added", key, place, "", sides.fresh.get(key, "")) for key in come if key not in gone
    ]
    if not gone and not come:
        for change in merged.made:
            old = text_of(base.tokens[change.start : change.end], sides.base)
            new = text_of(fresh.tokens[change.begin : change.stop], sides.fresh)
            if any(character.isalnum() for character in old + new):
                changes.append(Change("updated", "", place, old.strip(), new.strip()))
    return changes


def _left(change: Edit, base: Paragraph, fresh: Paragraph, place: str, sides: Sides) -> list[Change]:
    """What is told of a stretch that a person has changed as well; text that has no word in it is not worth it."""
    old = text_of(base.tokens[change.start : change.end], sides.base).strip()
    new = text_of(fresh.tokens[change.begin : change.stop], sides.fresh).strip()
    keys = _keys_of(fresh.tokens[change.begin : change.stop])
    if not keys and not any(character.isalnum() for character in new):
        return []
    return [Change("not_merged", next(iter(keys), ""), place, old, new)]


def _keys_of(tokens: Sequence[Token]) -> dict[str, None]:
    return dict.fromkeys(token.value for token in tokens if token.kind in _KEYED and token.value)


def _element(paragraph: Paragraph) -> BaseOxmlElement:
    assert paragraph.element is not None
    return paragraph.element
