"""The tags in a paragraph, and what is left of tags that were broken in typing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from khuyenhoc_cli.report.checking.reading import Paragraph

Level = Literal["", "p", "tr", "tc", "r"]
OPENERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENER = re.compile(r"\{[{%#]")
_LEVEL = re.compile(r"(tr|tc|p|r)\s+(?=\S)")
_QUOTES = str.maketrans("“”‘’", "\"\"''")  # the engine reads these as straight ones
_STATEMENT = re.compile(r"[^\s(]+")
_BROKEN_PRINT = re.compile(r"\{\{\s*([\w.\[\]]*)")
_BROKEN_BLOCK = re.compile(r"\{%\s*([^%{}]*?)\s*(?:[%}]|$)")
_STRAY = re.compile(
    r"\{[ \u00a0]+[{%]|\}\}|%\}|#\}|[}%][ \u00a0]+\}|\{(?=\s*[A-Za-z_]\w*(?:\.\w+)+\s*\})",
)


@dataclass(frozen=True)
class Tag:
    """One tag of a paragraph, from `start` to `end` of its text; `is_closed` tells whether its end was found there."""

    paragraph: Paragraph
    start: int
    end: int
    is_closed: bool = True

    @cached_property
    def raw(self) -> str:
        """The tag as it stands."""
        return self.paragraph.text[self.start : self.end]

    @cached_property
    def opener(self) -> str:
        """ "{{", "{%" or "{#"."""
        return self.raw[:2]

    @cached_property
    def level(self) -> Level:
        """What goes with the tag: a paragraph (p), a row (tr), a cell (tc), a run (r), or only itself."""
        found = _LEVEL.match(self.raw, 2)
        return found[1] if found else ""  # type: ignore[return-value]

    @cached_property
    def body(self) -> str:
        """What stands between the braces, without the level, with the quotes that the engine reads."""
        if not self.is_closed:
            return self._meant[2:-2].strip().removeprefix(self.level).strip()
        inner = self.raw[2 + len(self.level) : -2] if self.level else self.raw[2:-2]
        return inner.translate(_QUOTES).strip().strip("-").strip()

    @cached_property
    def word(self) -> str:
        """The first word of a statement: "if", "endfor"."""
        found = _STATEMENT.match(self.body)
        return found[0] if found else ""

    @property
    def _meant(self) -> str:
        return mended(self.raw)


def find_tags(paragraph: Paragraph) -> list[Tag]:
    """The tags of a paragraph in order; one that is not closed ends where the next begins, or the paragraph."""
    tags, at, text = [], 0, paragraph.text
    while found := _OPENER.search(text, at):
        start = found.start()
        following = _OPENER.search(text, start + 2)
        until = following.start() if following else len(text)
        close = text.find(OPENERS[found[0]], start + 2, until)
        end = close + 2 if close >= 0 else until
        tags.append(Tag(paragraph, start, end, close >= 0))
        at = end
    return tags


def strays(paragraph: Paragraph, tags: list[Tag]) -> Iterator[str]:
    """What looks like a piece of a tag and stands in none, once between two tags, with the text around it."""
    at = 0
    for start, end in [*((tag.start, tag.end) for tag in tags), (len(paragraph.text), 0)]:
        if found := _STRAY.search(paragraph.text, at, start):
            yield paragraph.text[max(found.start() - 20, at) : min(found.end() + 20, start)].strip()
        at = end


def mended(broken: str) -> str:
    """An unclosed tag as it was most likely meant: "{{ hoi_vien.so }" -> "{{ hoi_vien.so }}"."""
    if broken.startswith("{{"):
        found = _BROKEN_PRINT.match(broken)
        return f"{{{{ {found[1] if found else ''} }}}}"
    if broken.startswith("{%"):
        found = _BROKEN_BLOCK.match(broken)
        return f"{{% {found[1] if found else ''} %}}"
    return "{# … #}"
