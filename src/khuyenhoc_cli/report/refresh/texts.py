"""Putting another text into a content control, while what it keeps of the old one keeps its formatting."""

from collections.abc import Sequence

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.word.inlines import shown_text
from khuyenhoc_cli.report.word.runs import append_text, text_run


def set_text(control: BaseOxmlElement, new: str) -> None:
    """Nothing; the control shows `new`. Where the text differs, it is formatted as what stood there began."""
    content = control.find(qn("w:sdtContent"))
    runs = list(content.iter(qn("w:r")))
    old = [shown_text(run) for run in runs]
    if not runs:
        content.append(text_run(new, control.find(qn("w:sdtPr"))))
        return
    parts = divided(old, new)
    if not any(parts):
        parts[0] = new
    for run, before, after in zip(runs, old, parts, strict=True):
        if before != after:
            _rewrite(run, after)
    _allow_breaks(control, new)


def divided(old: Sequence[str], new: str) -> list[str]:
    """`new` divided as `old` is: what both begin and end with stays where it is, the rest stands where it changes."""
    whole = "".join(old)
    ahead = _alike(whole, new)
    behind = min(_alike(whole[::-1], new[::-1]), len(whole) - ahead, len(new) - ahead)
    changed, tail = new[ahead : len(new) - behind], len(whole) - behind
    parts: list[str] = []
    start, placed = 0, False
    for number, piece in enumerate(old):
        end = start + len(piece)
        holds = not placed and (start <= ahead < end or number == len(old) - 1)
        parts.append(piece[: max(ahead - start, 0)] + (changed if holds else "") + piece[max(tail - start, 0) :])
        placed, start = placed or holds, end
    return parts


def _rewrite(run: BaseOxmlElement, text: str) -> None:
    if not text:
        run.getparent().remove(run)
        return
    for child in [child for child in run if child.tag != qn("w:rPr")]:
        run.remove(child)
    append_text(run, text)


def _allow_breaks(control: BaseOxmlElement, text: str) -> None:
    plain = control.find(f"{qn('w:sdtPr')}/{qn('w:text')}")
    if plain is not None and "\n" in text:
        plain.set(qn("w:multiLine"), "1")


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
