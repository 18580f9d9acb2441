"""Units listed in a sentence against the footnote behind the list, which tells their figures."""

import re
from collections.abc import Iterator, Sequence

from khuyenhoc_cli.audit.model import Claim, Document, Example, Passage, Rule
from khuyenhoc_cli.audit.rules.tables.grid import Grid
from khuyenhoc_cli.audit.rules.tables.reading import grids_of
from khuyenhoc_cli.text.names import split_prefix

_RULE = "danh_sach_chu_thich"
_BETWEEN = re.compile(r"(?:\s*,\s*|\s+và\s+|\s*;\s*|\s)(?:(?:các )?(?:huyện|thị xã|thành phố|xã|phường|thị trấn) )?")
_CUT_SHORT = re.compile(r"đơn vị khác|\.\.\.|…|v\.v|tiêu biểu|điển hình|như")


def _check(document: Document) -> Iterator[Claim]:
    pattern = _names(tuple(grids_of(document.tables)))
    if pattern is None:
        return
    for passage in document.passages:
        for mark in passage.marks:
            note = document.notes.get(mark.number)
            if note is not None and passage.part == "body":
                yield from _compared(passage, _before(pattern, passage.text, mark.offset), note, pattern)


def _names(found: Sequence[Grid]) -> re.Pattern[str] | None:
    rows = (row.label for grid in found for row in grid.rows_of("unit"))
    names = {name for label in rows if len(name := split_prefix(label)[1] or label) > 2}
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)") if names else None


def _before(pattern: re.Pattern[str], text: str, end: int) -> list[re.Match[str]]:
    """The names of the list that ends at a place, nothing but commas and "và" between them."""
    found: list[re.Match[str]] = []
    for match in reversed(list(pattern.finditer(text, 0, end))):
        follows = found[0].start() if found else end
        between = text[match.end() : follows]
        if not (_BETWEEN.fullmatch(between) if found else not between.strip()):
            break
        found.insert(0, match)
    return found


def _compared(
    passage: Passage, listed: list[re.Match[str]], note: Passage, pattern: re.Pattern[str]
) -> Iterator[Claim]:
    """A claim where the two lists share most of their names and not all."""
    mine, told = [match[0] for match in listed], list(dict.fromkeys(pattern.findall(note.text)))
    shared = set(mine) & set(told)
    lead = passage.text[: listed[0].start()] if listed else ""
    cut = _CUT_SHORT.search(re.split(r"[.;]", lead)[-1]) or _CUT_SHORT.search(note.text)
    if len(shared) < 2 or len(shared) * 5 < max(len(mine), len(told)) * 3 or cut:
        return
    extra = [match for match in listed if match[0] not in shared]
    lacking = ", ".join(name for name in told if name not in shared)
    number = f"chú thích {note.paragraph}"
    for match in extra:
        message = f"{number} không có {match[0]}" + (f" mà có {lacking}" if lacking else "")
        yield Claim(_RULE, "list", passage, match.start(), match.end(), lacking, "wrong", message)
    if lacking and not extra:
        start, end = listed[0].start(), listed[-1].end()
        yield Claim(_RULE, "list", passage, start, end, ", ".join(told), "wrong", f"{number} còn có {lacking}")
    if not extra and not lacking:
        start, end = listed[0].start(), listed[-1].end()
        yield Claim(_RULE, "list", passage, start, end, passage.text[start:end], "ok", f"đúng như {number}")


_TABLE = """
| TT | Đơn vị | Hội viên |
|---|---|---|
| 1 | Xã An Bình | 1.250 |
| 2 | Xã Hòa Lợi | 840 |
| 3 | Xã Tân Phú | 1.910 |
"""
LIST_RULES: tuple[Rule, ...] = (
    Rule(
        _RULE,
        "list",
        "Danh sách đơn vị trong câu gồm đúng các đơn vị mà chú thích ngay sau đó kê số liệu.",
        _check,
        (
            Example(
                f"Nhiều hội viên nhất là Tân Phú, An Bình[1].\n[1] Tân Phú (1.910), An Bình (1.250).\n{_TABLE}",
                (("Tân Phú, An Bình", "ok"),),
            ),
            Example(
                f"Nhiều nhất là Tân Phú và Hòa Lợi, An Bình[1].\n[1] Tân Phú (1.910), An Bình (1.250).\n{_TABLE}",
                (("Hòa Lợi", "wrong"),),
            ),
            Example(f"Tiêu biểu như Tân Phú[1].\n[1] Tân Phú (1.910), An Bình (1.250).\n{_TABLE}", ()),
        ),
    ),
)
