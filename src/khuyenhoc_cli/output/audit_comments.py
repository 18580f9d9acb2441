"""What `audit --comment` writes: a copy of the report with a Word comment at each figure to look at.

    <w:commentRangeStart w:id="0"/><w:r>…<w:t>70,43%</w:t></w:r><w:commentRangeEnd w:id="0"/>
    <w:r><w:commentReference w:id="0"/></w:r>

Only runs are split, so that a comment covers the figure alone. Word allows no comments in footnotes and text boxes:
those stand at the mark, or at the box. The mark of a comment stays outside of content controls, which are plain text.
"""

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from khuyenhoc_cli.audit.model import Claim
from khuyenhoc_cli.audit.reading.building import Piece
from khuyenhoc_cli.audit.reading.docx import Located, locate_docx
from khuyenhoc_cli.output.audit import VERDICTS, Audit, listed

_AUTHOR, _INITIALS = "khuyenhoc", "KH"
_RUN, _TEXT, _PROPERTIES, _BOX, _CONTROL = (qn(f"w:{name}") for name in ("r", "t", "rPr", "txbxContent", "sdt"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def commented_copy(data: bytes, audit: Audit) -> bytes:
    """The report's bytes with the comments; equal in everything else."""
    located = locate_docx(data, audit.document.name)
    figures = groupby(listed(audit.claims), key=lambda claim: (id(claim.passage), claim.start, claim.end))
    for _, claims in figures:
        _comment(located, list(claims))
    copy = io.BytesIO()
    located.word.save(copy)
    return copy.getvalue()


def _comment(located: Located, claims: Sequence[Claim]) -> None:
    first = claims[0]
    text = "\n".join(f"{VERDICTS[claim.verdict]}: {claim.message}" for claim in claims)
    if first.passage.part == "footnote":
        mark = located.marks.get(first.passage.paragraph)
        covered = [] if mark is None else [mark.getparent()]
        text = f"Chú thích {first.passage.paragraph}, “{first.printed}”. {text}"
    else:
        pieces = located.pieces.get(first.passage.paragraph, [])
        covered = _cover(pieces, *first.passage.source_span(first.start, first.end))
    if not covered:
        return
    box = _outermost(covered[0], _BOX)
    if box is not None:
        covered = [_nearest(box, _RUN)]
        text = f"Trong khung chữ, “{first.printed}”. {text}"
    comment = located.word.comments.add_comment(text, _AUTHOR, _INITIALS)
    _mark(covered[0], covered[-1], str(comment.comment_id))


def _cover(pieces: list[Piece], start: int, end: int) -> list[Any]:
    """The runs that hold source[start:end] and nothing else; runs are split where they have to be."""
    for border in (start, end):
        at = next((n for n, each in enumerate(pieces) if each.start < border < each.start + each.length), None)
        if at is not None:
            pieces.insert(at + 1, _split(pieces[at], border - pieces[at].start))
    inside = (each for each in pieces if each.length and start <= each.start and each.start + each.length <= end)
    return [each.element.getparent() for each in inside]


def _split(piece: Piece, length: int) -> Piece:
    """The rest of the piece behind its first letters, now in a run of its own with what followed in the old one."""
    old, run = piece.element, piece.element.getparent()
    rest, after = OxmlElement("w:r"), OxmlElement("w:t")
    properties = run.find(_PROPERTIES)
    if properties is not None:
        rest.append(deepcopy(properties))
    after.text, old.text = old.text[length:], old.text[:length]
    after.set(_SPACE, "preserve")
    old.set(_SPACE, "preserve")
    following = list(old.itersiblings())
    rest.append(after)
    rest.extend(following)
    run.addnext(rest)
    found = Piece(piece.start + length, piece.length - length, after)
    piece.length = length
    return found


def _mark(first: Any, last: Any, identifier: str) -> None:
    """Nothing; the comment covers the runs from the first to the last."""
    start, end = _whole_control(first, last)
    start.addprevious(OxmlElement("w:commentRangeStart", {qn("w:id"): identifier}))
    closing = OxmlElement("w:commentRangeEnd", {qn("w:id"): identifier})
    end.addnext(closing)
    reference = OxmlElement("w:r")
    reference.append(OxmlElement("w:commentReference", {qn("w:id"): identifier}))
    control = _outermost_inline(closing)
    (closing if control is None else control).addnext(reference)


def _whole_control(first: Any, last: Any) -> tuple[Any, Any]:
    """The runs, or the content controls around them where those hold nothing else."""
    content = first.getparent()
    while content.tag == qn("w:sdtContent") and content is last.getparent():
        if content[0] is not first or content[-1] is not last:
            break
        first = last = content.getparent()
        content = first.getparent()
    return first, last


def _outermost_inline(element: Any) -> Any | None:
    """The outermost content control within the paragraph that the element stands in."""
    found = None
    for ancestor in element.iterancestors():
        if ancestor.tag == qn("w:p"):
            break
        if ancestor.tag == _CONTROL:
            found = ancestor
    return found


def _outermost(element: Any, tag: str) -> Any | None:
    found: Iterable[Any] = element.iterancestors(tag)
    return next(iter(list(found)[::-1]), None)


def _nearest(element: Any, tag: str) -> Any:
    return next(element.iterancestors(tag))
