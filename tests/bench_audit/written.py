"""A change made in the Word file itself: it reads as the change made in the Document does."""

import io
from collections.abc import Iterator
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from khuyenhoc_cli.audit.reading import read_report
from tests.bench_audit.changes import Change, changed
from tests.bench_audit.drafts import Draft

_BODY, _NOTES = "word/document.xml", "word/footnotes.xml"


def reads_the_same(draft: Draft, change: Change) -> bool:
    """Whether the Word file with the change reads as the changed Document."""
    wanted, _ = changed(draft.document, change)
    read = read_report(written(draft, change), f"{draft.name}.docx")
    return [p.text for p in read.everything] == [p.text for p in wanted.everything]


def written(draft: Draft, change: Change) -> bytes:
    """The draft's bytes with the change made in its XML."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(draft.data)) as package, ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for name in package.namelist():
            data = package.read(name)
            if name == (_NOTES if change.place == "footnote" else _BODY):
                data = _with_change(data, draft, change)
            copy.writestr(name, data)
    return out.getvalue()


def _with_change(data: bytes, draft: Draft, change: Change) -> bytes:
    """The XML of a story with the change in the paragraph whose text it is, the first such one after as many equal."""
    root = parse_xml(data)
    same = [p for p in draft.document.everything if p.text == change.passage.text and p.part == change.place]
    wanted = next(place for place, passage in enumerate(same) if passage is change.passage)
    paragraphs = [p for p in root.iter(qn("w:p")) if _text(p) == _tight(change.passage.text)]
    _replace(paragraphs[wanted], change)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _text(paragraph: Any) -> str:
    return _tight("".join(text for _, text in _pieces(paragraph)))


def _tight(text: str) -> str:
    """The letters without the blanks, which the reader tidies up."""
    return "".join(text.split())


def _pieces(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """The text's elements with their letters; a mark that repeats a footnote is no text."""
    shown = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    for element in paragraph.iter(qn("w:t"), *shown):
        if not any(above.tag == qn("w:fldSimple") for above in element.iterancestors()):
            yield element, shown.get(element.tag) or element.text or ""


def _replace(paragraph: Any, change: Change) -> None:
    """Nothing; the letters from start to end are gone, the new ones stand where the first of them stood."""
    source = "".join(text for _, text in _pieces(paragraph))
    blanks = len(change.old) - len(change.old.lstrip())
    start = _place(source, len(_tight(change.passage.text[: change.start]))) - blanks
    end = start + (change.end - change.start)
    at, new = 0, change.new
    for element, text in list(_pieces(paragraph)):
        begin, finish = max(start - at, 0), min(end - at, len(text))
        inside = begin < finish or (start == end and 0 <= start - at < len(text))
        if inside and element.tag == qn("w:t"):
            element.text, new = text[:begin] + new + text[max(finish, begin) :], ""
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at += len(text)


def _place(source: str, count: int) -> int:
    """Where the letter stands that has so many before it, blanks not counted."""
    letters = [place for place, letter in enumerate(source) if not letter.isspace()]
    return letters[count] if count < len(letters) else len(source)
