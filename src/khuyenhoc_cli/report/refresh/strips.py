"""A paragraph of a draft laid out as a strip of tokens, so that some can be taken out and others put in between."""

import itertools
from collections.abc import Sequence
from copy import deepcopy

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.word.inlines import Inline, Names, is_comma_between_marks, read_inlines, read_words
from khuyenhoc_cli.report.word.outline import words_of
from khuyenhoc_cli.report.word.repeats import part_neighbours
from khuyenhoc_cli.report.word.runs import append_text


class Strip:
    """The tokens of a paragraph, each in runs of its own until `close`; formatting and all else stay as they are."""

    def __init__(self, paragraph: BaseOxmlElement, names: Names) -> None:
        self._paragraph = paragraph
        self._origin: dict[BaseOxmlElement, BaseOxmlElement] = {}
        self._commas = [run for run in paragraph.iter(qn("w:r")) if is_comma_between_marks(run)]
        self._part_runs(names)
        self._part_words(names)
        self.items: list[Inline] = read_words(paragraph, names)

    def replace(self, start: int, end: int, elements: Sequence[BaseOxmlElement]) -> None:
        """Nothing; the elements stand where items[start:end] stood. Edits go from the last to the first."""
        self._put(start, end, elements)
        for item in self.items[start:end]:
            for node in item.nodes:
                _take_out(node)
        del self.items[start:end]

    def look_at(self, start: int, end: int) -> BaseOxmlElement | None:
        """The run whose formatting something new has that replaces items[start:end] or stands there."""
        near = (*self.items[start:end], *reversed(self.items[:start]), *self.items[end:])
        for item in near:
            if item.token.kind in ("text", "figure"):
                run = item.nodes[0] if item.nodes[0].tag == qn("w:r") else item.nodes[0].find(f".//{qn('w:r')}")
                if run is not None:
                    return run
        return None

    def close(self) -> None:
        """Nothing; what was one run is one run again, and marks side by side have a comma between them."""
        for run in self._commas:
            if run.getparent() is not None and not is_comma_between_marks(run):
                run.getparent().remove(run)
        part_neighbours(self._paragraph)
        for run in list(self._paragraph.iter(qn("w:r"))):
            before = run.getprevious()
            if run in self._origin and before is not None and self._origin.get(before) is self._origin[run]:
                before.extend([child for child in run if child.tag != qn("w:rPr")])
                run.getparent().remove(run)
        for run in self._origin:
            _join_texts(run)

    def _put(self, start: int, end: int, elements: Sequence[BaseOxmlElement]) -> None:
        if start:
            place = self.items[start - 1].nodes[-1]
            following = place.getnext()
            while following is not None and following.tag == qn("w:bookmarkEnd"):
                place, following = following, following.getnext()
            for element in reversed(elements):
                place.addnext(element)
        elif self.items:
            place = self.items[0].nodes[0]
            preceding = place.getprevious()
            if preceding is not None and preceding.tag == qn("w:bookmarkStart"):
                place = preceding
            for element in elements:
                place.addprevious(element)
        else:
            self._paragraph.extend(elements)

    def _part_runs(self, names: Names) -> None:
        """Nothing; each run that is no part of a field holds one thing."""
        for run in dict.fromkeys(node for inline in read_inlines(self._paragraph, names) for node in inline.nodes):
            content = [child for child in run if child.tag != qn("w:rPr")] if run.tag == qn("w:r") else []
            if len(content) > 1 and run.find(qn("w:fldChar")) is None and run.find(qn("w:instrText")) is None:
                for child in content:
                    self._new_run(run).append(child)
                run.getparent().remove(run)

    def _part_words(self, names: Names) -> None:
        """Nothing; no run of text holds more than a word, or a part of one."""
        text: list[Inline] = []
        for inline in (*read_inlines(self._paragraph, names), None):
            if inline is not None and inline.token.kind == "text":
                text.append(inline)
            else:
                self._part_text(text)
                text = []

    def _part_text(self, pieces: Sequence[Inline]) -> None:
        ends, end = set(), 0
        for word in words_of("".join(piece.token.value for piece in pieces)):
            end += len(word)
            ends.add(end)
        at = 0
        for piece in pieces:
            value, (run,) = piece.token.value, piece.nodes
            cuts = [0, *(cut for cut in range(1, len(value)) if at + cut in ends), len(value)]
            at += len(value)
            if len(cuts) > 2:
                for begin, stop in itertools.pairwise(cuts):
                    append_text(self._new_run(run), value[begin:stop])
                run.getparent().remove(run)

    def _new_run(self, run: BaseOxmlElement) -> BaseOxmlElement:
        """An empty run before `run`, of its formatting and its origin."""
        new: BaseOxmlElement = OxmlElement("w:r", dict(run.attrib))
        properties = run.find(qn("w:rPr"))
        if properties is not None:
            new.append(deepcopy(properties))
        self._origin[new] = self._origin.get(run, run)
        run.addprevious(new)
        return new


def _take_out(node: BaseOxmlElement) -> None:
    """Nothing; the node is gone, with the bookmark around it and what is empty without it."""
    before, behind = node.getprevious(), node.getnext()
    if (
        before is not None
        and behind is not None
        and (before.tag, behind.tag) == (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
        and before.get(qn("w:id")) == behind.get(qn("w:id"))
    ):
        node.getparent().remove(before)
        node.getparent().remove(behind)
    parent = node.getparent()
    parent.remove(node)
    if parent.tag != qn("w:p") and not len(parent):
        parent.getparent().remove(parent)


def _join_texts(run: BaseOxmlElement) -> None:
    for text in run.findall(qn("w:t")):
        before = text.getprevious()
        if before is not None and before.tag == qn("w:t"):
            before.text = (before.text or "") + (text.text or "")
            run.remove(text)
