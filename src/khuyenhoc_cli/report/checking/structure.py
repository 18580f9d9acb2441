"""Rules on how tags open and close, and on what else stands where a tag takes a whole paragraph, row or cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from khuyenhoc_cli.report.checking.faults import Fault
from khuyenhoc_cli.report.checking.story import LEVELS, Story, fault_at, quoted
from khuyenhoc_cli.report.checking.tags import OPENERS, Tag, mended, strays

OPENING = {"if": "endif", "for": "endfor", "with": "endwith", "filter": "endfilter", "set": "endset"}
CLOSING = {end: begin for begin, end in OPENING.items()}
BETWEEN = {"elif": ("if",), "else": ("if", "for")}
ALONE = ("set", "vm", "hm", "colspan", "cellbg")
_WORDS = (*OPENING, *CLOSING, *BETWEEN, *ALONE)


def opens(tag: Tag) -> bool:
    """Whether a tag waits for another to close it."""
    return tag.opener == "{%" and tag.word in OPENING and not (tag.word == "set" and "=" in tag.body)


def unclosed_tags(story: Story) -> Iterator[Fault]:
    """Tags whose braces never close, and braces that belong to no tag."""
    for number, paragraph in enumerate(story.paragraphs):
        tags = story.tags[number]
        for tag in tags:
            if not tag.is_closed:
                yield fault_at(tag, "unclosed_tag", f"thẻ thiếu “{OPENERS[tag.opener]}”", f"Viết {mended(tag.raw)}.")
        for piece in strays(paragraph, list(tags)):
            message = "dấu ngoặc của thẻ bị hỏng, thẻ sẽ in ra như chữ thường"
            fix = "Viết liền hai ngoặc: {{ tên }} để in, {% lệnh %} để hỏi hoặc lặp."
            yield Fault("stray_mark", paragraph.place, quoted(piece), message, fix)


@dataclass(frozen=True)
class _Open:
    tag: Tag

    def closes_here(self, tag: Tag) -> bool:
        """Whether the other tag stands beside this one: in the same paragraph, cell, row, table."""
        return _container(self.tag) is _container(tag)


def _container(tag: Tag) -> object:
    """What a tag and the one that closes it have in common."""
    paragraph = tag.paragraph
    match tag.level:
        case "p":
            return paragraph.parent
        case "tr":
            return paragraph.table
        case "tc":
            return paragraph.row
    return paragraph


def blocks(story: Story) -> Iterator[Fault]:
    """Every `if` and `for` ends, with its own end, on its own level, in the place where it began."""
    stack: list[_Open] = []
    for tag in story.all_tags():
        if tag.opener != "{%":
            continue
        if opens(tag):
            stack.append(_Open(tag))
        elif tag.word in BETWEEN:
            yield from _between(tag, stack)
        elif tag.word in CLOSING:
            yield from _close(tag, stack)
        elif tag.word not in _WORDS:
            yield _unknown_word(tag)
    for left in stack:
        yield _unended(left.tag)


def _between(tag: Tag, stack: list[_Open]) -> Iterator[Fault]:
    if not stack or stack[-1].tag.word not in BETWEEN[tag.word]:
        yield fault_at(
            tag, "stray_end", f"“{tag.word}” không có “if” nào đang mở trước nó", "Xóa thẻ này, hoặc thêm if."
        )
    else:
        yield from _apart(stack[-1], tag)


def _close(tag: Tag, stack: list[_Open]) -> Iterator[Fault]:
    """Closes the block of the tag's kind; what was opened in it and not closed is told."""
    wanted = CLOSING[tag.word]
    if wanted not in (each.tag.word for each in stack):
        yield fault_at(tag, "stray_end", f"“{tag.word}” thừa: không có “{wanted}” nào đang mở", "Xóa thẻ này.")
        return
    while stack[-1].tag.word != wanted:
        yield _unended(stack.pop().tag)
    yield from _apart(stack.pop(), tag)


def _unended(tag: Tag) -> Fault:
    end = f"{{%{tag.level} {OPENING[tag.word]} %}}"
    where = f", trong một {LEVELS[tag.level]} riêng" if tag.level in LEVELS else ""
    return fault_at(
        tag, "missing_end", f"“{tag.word}” không có “{OPENING[tag.word]}”", f"Thêm {end} sau phần ấy{where}."
    )


def _apart(opened: _Open, tag: Tag) -> Iterator[Fault]:
    """What is wrong where a block goes on or ends at another level or in another place than it began."""
    begin = opened.tag
    if begin.level != tag.level:
        message = f"mở bằng “{{%{begin.level} {begin.word}” mà ở đây viết “{{%{tag.level} {tag.word}”"
        yield fault_at(tag, "crossed_blocks", message, f"Viết {{%{begin.level} {tag.body} %}}.")
    elif not opened.closes_here(tag):
        yield fault_at(tag, "crossed_blocks", *_crossing(begin, tag))


def _crossing(begin: Tag, tag: Tag) -> tuple[str, str]:
    message = f"{quoted(begin.raw)} mở ở {begin.paragraph.place.text()}, đóng ở đây"
    if begin.level == "tr":
        return message, "Mở và đóng trong cùng một bảng."
    if begin.level in LEVELS:
        inside = "ô, cùng một phần văn bản" if begin.level == "p" else "hàng"
        return message, f"Mở và đóng trong cùng một {inside}."
    if begin.paragraph.row is not tag.paragraph.row:
        pair = f"{{%tr {begin.body} %}} … {{%tr {tag.body} %}}"
        return message, f"Muốn lặp hoặc giấu cả hàng: {pair}, mỗi thẻ một hàng riêng. Nếu không, đóng trong cùng đoạn."
    if begin.paragraph.cell is not tag.paragraph.cell:
        return message, "Đóng trong cùng một ô."
    pair = f"{{%p {begin.body} %}} … {{%p {tag.body} %}}"
    return message, f"Muốn lặp hoặc giấu cả đoạn: {pair}, mỗi thẻ một đoạn riêng. Nếu không, đóng trong cùng đoạn."


def _unknown_word(tag: Tag) -> Fault:
    if tag.word in LEVELS:
        fix = f"Viết liền: {{%{tag.word} {tag.body.removeprefix(tag.word).strip()} %}}."
        return fault_at(tag, "unknown_statement", f"“{tag.word}” phải viết liền sau “{{%”", fix)
    close = get_close_matches(tag.word.lower(), _WORDS, n=1)
    fix = f"Có phải ý bạn là “{close[0]}”?" if close else "Trong mẫu chỉ dùng: if, elif, else, endif, for, endfor, set."
    return fault_at(tag, "unknown_statement", f"không có lệnh “{tag.word}”", fix)


def lost_text(story: Story) -> Iterator[Fault]:
    """A tag for whole paragraphs, rows or cells takes with it whatever else stands there."""
    by_row: dict[object, list[str]] = {}
    by_cell: dict[object, list[str]] = {}
    for paragraph in story.paragraphs:
        by_row.setdefault(paragraph.row, []).append(paragraph.text)
        by_cell.setdefault(paragraph.cell, []).append(paragraph.text)
    for tag in story.all_tags():
        if tag.level not in LEVELS or tag.opener == "{#":
            continue
        paragraph = tag.paragraph
        if tag.opener == "{{":
            fix = f"Viết {{{{ {tag.body} }}}}."
            yield fault_at(tag, "misplaced_tag", f"thẻ “{{{{{tag.level}” không dùng được trong mẫu", fix)
            continue
        if (tag.level == "tr" and paragraph.row is None) or (tag.level == "tc" and paragraph.cell is None):
            fix = f"Dùng {{%p {tag.body} %}} cho đoạn văn."
            yield fault_at(tag, "misplaced_tag", f"“{{%{tag.level}” chỉ dùng trong bảng", fix)
            continue
        beside = {"tr": by_row.get(paragraph.row), "tc": by_cell.get(paragraph.cell)}.get(tag.level)
        text = " ".join(beside or [paragraph.text]).replace(tag.raw, "", 1)
        if lost := quoted(text):
            whole = LEVELS[tag.level]
            message = f"thẻ này thay cho cả {whole}, nên phần “{lost}” trong {whole} ấy sẽ mất"
            yield fault_at(tag, "lost_text", message, f"Để thẻ đứng một mình trong một {whole} riêng.")


RULES = (unclosed_tags, blocks, lost_text)
