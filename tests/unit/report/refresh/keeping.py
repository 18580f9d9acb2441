"""What a refresh has to leave of what people did, held against the draft before and after it."""

import io
from collections import Counter
from collections.abc import Iterable, Sequence

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from khuyenhoc_cli.report.refresh.renewal import refresh_document
from khuyenhoc_cli.report.word.baseline import read_baseline
from khuyenhoc_cli.report.word.inlines import control_key, shown_text
from khuyenhoc_cli.report.word.outline import Piece, Token, paragraphs_of, words_of
from tests.unit.report.refresh.reading import seen


def assert_nothing_is_lost(generated: bytes, draft: bytes, today: bytes, marks: Sequence[str]) -> bytes:
    """The refreshed draft; AssertionError where an edit is lost, something deleted is back, or notes do not pair."""
    data = refresh_document(draft, today).data or draft
    before, after = _Body(draft), _Body(data)
    for mark in marks:
        assert after.text.count(mark) == before.text.count(mark), f"{mark} is lost or doubled"
    assert after.marked(marks) == before.marked(marks), "edits are in other paragraphs, or in another order"
    old, new = _tokens(generated), _tokens(today)
    _assert_nothing_is_back(before, after, old, new)
    _assert_moved_stay_moved(before, after, old, new)
    _assert_colours_stay(before, after, generated, today)
    if data is not draft:
        seen(data)
        assert refresh_document(data, today).data is None, "a second refresh changes something"
    return data


class _Body:
    """The body of a draft, and the notes that have marks."""

    def __init__(self, data: bytes) -> None:
        document = docx.Document(io.BytesIO(data))
        self.body = document.element.body
        notes = {note.get(qn("w:id")): shown_text(note) for note in _notes(document)}
        texts = [notes[mark.get(qn("w:id"))] for mark in self.body.iter(qn("w:footnoteReference"))]
        self.paragraphs = list(self.body.iter(qn("w:p")))
        self.text = "\n".join([*map(shown_text, self.paragraphs), *texts])
        self.controls = [(control_key(c), c) for c in self.body.iter(qn("w:sdt")) if control_key(c)]

    def marked(self, marks: Sequence[str]) -> list[tuple[str, ...]]:
        """Of the body's own paragraphs in their order those with marks; then those of tables."""
        own, in_tables = [], []
        for paragraph in self.paragraphs:
            text = shown_text(paragraph)
            found = tuple(sorted((mark for mark in marks if mark in text), key=text.index))
            if found:
                (own if paragraph.getparent() is self.body else in_tables).append(found)
        return [*own, *sorted(in_tables)]

    def first_keys(self) -> list[str]:
        """The first key in each of the body's own paragraphs."""
        own = [next(paragraph.iter(qn("w:sdt")), None) for paragraph in self.body.findall(qn("w:p"))]
        return [control_key(control) for control in own if control is not None]

    def colours(self) -> dict[str, tuple[str, list[str]]]:
        """(text, keys of controls) in each colour."""
        found: dict[str, tuple[str, list[str]]] = {}
        for run in self.body.iter(qn("w:r")):
            colour = run.find(f"{qn('w:rPr')}/{qn('w:color')}")
            if colour is not None and colour.get(qn("w:val")).startswith("AB"):
                text, keys = found.setdefault(colour.get(qn("w:val")), ("", []))
                control = next(run.iterancestors(qn("w:sdt")), None)
                keys += [] if control is None else [control_key(control)]
                found[colour.get(qn("w:val"))] = text + shown_text(run), keys
        return found


def _notes(document):
    if not any(relation.reltype == RT.FOOTNOTES for relation in document.part.rels.values()):
        return []
    return list(parse_xml(document.part.part_related_by(RT.FOOTNOTES).blob))


def _outline(data: bytes) -> Sequence[Piece]:
    return read_baseline(docx.Document(io.BytesIO(data))).body


def _tokens(data: bytes) -> list[tuple[Token, ...]]:
    """The tokens of each generated paragraph."""
    return [paragraph.tokens for piece in _outline(data) for paragraph in paragraphs_of(piece)]


def _keys(tokens: Iterable[Sequence[Token]]) -> Counter[str]:
    return Counter(token.value for paragraph in tokens for token in paragraph if token.kind == "figure")


def _assert_nothing_is_back(before: _Body, after: _Body, old, new) -> None:
    was, is_now = Counter(key for key, _ in before.controls), Counter(key for key, _ in after.controls)
    generated, today = _keys(old), _keys(new)
    for key, count in is_now.items():
        if 0 < generated[key] >= today[key]:  # else it may be new here, in copies as well
            assert count <= was[key], f"{key} was deleted and is back"


def _assert_moved_stay_moved(before: _Body, after: _Body, old, new) -> None:
    generated, today = ([_first_key(tokens) for tokens in side] for side in (old, new))
    common = {key for key in generated if key and generated.count(key) == today.count(key) == 1}
    if [key for key in generated if key in common] != [key for key in today if key in common]:
        return
    was, is_now = before.first_keys(), after.first_keys()
    common = {key for key in common if was.count(key) == is_now.count(key) == 1}
    assert [key for key in is_now if key in common] == [key for key in was if key in common]


def _first_key(tokens: Sequence[Token]) -> str:
    return next((token.value for token in tokens if token.kind == "figure"), "")


def _assert_colours_stay(before: _Body, after: _Body, generated: bytes, today: bytes) -> None:
    old, new = _tokens(generated), _tokens(today)
    words = {word.value for tokens in set(old) - set(new) for word in tokens if word.kind == "text"}
    keys_then, keys_now = _keys(old), _keys(new)
    found = after.colours()
    for colour, (text, keys) in before.colours().items():
        is_fixed = not keys and not any(word in words for word in words_of(text) if word.strip())
        if is_fixed:
            assert found.get(colour, ("", []))[0] == text, f"the colour of “{text}” is lost"
        stays = [key for key in keys if keys_now[key] >= keys_then[key]]
        assert Counter(found.get(colour, ("", []))[1]) >= Counter(stays), f"the colour of {stays} is lost"
