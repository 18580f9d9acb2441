r"""The table of contents: a line for each heading of the first two levels, with the number of its page.

    <w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>
      <w:hyperlink w:anchor="_muc_luc_1"><w:r><w:t>I. ĐẶC ĐIỂM, TÌNH HÌNH</w:t></w:r><w:r><w:tab/></w:r>
        … PAGEREF _muc_luc_1 \h …</w:hyperlink></w:p>

Lines of their own and no TOC field: LibreOffice shows such a field as it was stored, and nobody knows the number of a
page before pages are laid out. It works out a PAGEREF whenever it opens a document; Word does because it is marked as
dirty. Where pages begin to count anew, as in appendices, a number would lead astray and is left out.
"""

from collections.abc import Iterator
from itertools import count

from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.word.headings import heading_levels
from khuyenhoc_cli.report.word.runs import text_run

LEVELS = 2
_UNKNOWN_PAGE = "…"


def fill_contents(document: Document, body: BaseOxmlElement, places: list[BaseOxmlElement]) -> None:
    """Nothing; each of `places`, empty paragraphs, has given way to the lines of the contents."""
    if not places:
        return
    headings = list(_headings(document, body))
    taken = (int(start.get(qn("w:id"), "0")) for start in body.iter(qn("w:bookmarkStart")))
    identifiers = count(max(taken, default=-1) + 1)
    for number, (heading, _, _) in enumerate(headings, 1):
        _bookmark(heading, number, str(next(identifiers)))
    styles = {level: _style_id(document, f"toc {level}") for level in range(1, LEVELS + 1)}
    for place in places:
        for number, (heading, level, counted) in enumerate(headings, 1):
            place.addprevious(_line(_text(heading), number, styles[level], counted))
        place.getparent().remove(place)


def _headings(document: Document, body: BaseOxmlElement) -> Iterator[tuple[BaseOxmlElement, int, bool]]:
    """Each heading with its level and whether the pages of its section count on from the first."""
    level_of = heading_levels(document)
    waiting: list[tuple[BaseOxmlElement, int]] = []
    counts = True
    for element in body.iter(qn("w:p"), qn("w:sectPr")):
        if element.tag == qn("w:p"):
            style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            level = 0 if style is None else level_of.get(style.get(qn("w:val")), 0)
            if 0 < level <= LEVELS and _text(element):
                waiting.append((element, level))
        elif element.getparent().tag in (qn("w:pPr"), qn("w:body")):  # properties stand at the end of their section
            numbering = element.find(qn("w:pgNumType"))
            counts = counts and (numbering is None or numbering.get(qn("w:start")) is None)
            yield from ((heading, level, counts) for heading, level in waiting)
            waiting.clear()


def _text(heading: BaseOxmlElement) -> str:
    """The heading on one line, without marks of notes."""
    pieces = (t.text or "" if t.tag == qn("w:t") else " " for t in heading.iter(qn("w:t"), qn("w:br"), qn("w:tab")))
    return " ".join("".join(pieces).split())


def _line(text: str, number: int, style: str, counted: bool) -> BaseOxmlElement:
    line: BaseOxmlElement = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:hyperlink w:anchor="{_name(number)}" w:history="1"/></w:p>'
    )
    link = line[-1]
    link.append(text_run(text))
    if counted:
        link.append(text_run("\t"))
        link.extend(_page_of(number))
    return line


def _page_of(number: int) -> Iterator[BaseOxmlElement]:
    for kind in ("begin", "separate", "end"):
        run = text_run("")
        run.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}))
        yield run
        if kind == "begin":
            run[0].set(qn("w:dirty"), "1")
            instruction = text_run("")
            instruction.append(OxmlElement("w:instrText"))
            instruction[0].text = f"PAGEREF {_name(number)} \\h"
            yield instruction
        elif kind == "separate":
            yield text_run(_UNKNOWN_PAGE)


def _bookmark(heading: BaseOxmlElement, number: int, identifier: str) -> None:
    start = OxmlElement("w:bookmarkStart", {qn("w:id"): identifier, qn("w:name"): _name(number)})
    heading.insert(1 if heading[0].tag == qn("w:pPr") else 0, start)
    heading.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): identifier}))


def _name(number: int) -> str:
    return f"_muc_luc_{number}"


def _style_id(document: Document, name: str) -> str:
    """The id of the style of this name; Normal's where the template has none."""
    styles = document.styles.element
    by_name = {
        found.get(qn("w:val"), "").lower(): style.get(qn("w:styleId"))
        for style in styles.iterfind(qn("w:style"))
        if (found := style.find(qn("w:name"))) is not None
    }
    return str(by_name.get(name) or by_name.get("normal", "Normal"))
