"""Rules on what stands inside tags: names, filters, questions, and what they come to."""

import re
from collections import ChainMap
from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from khuyenhoc_cli.report.checking.faults import BODY, Fault
from khuyenhoc_cli.report.checking.story import Story, fault_at
from khuyenhoc_cli.report.checking.structure import CLOSING, OPENING, opens
from khuyenhoc_cli.report.checking.tags import Tag
from khuyenhoc_cli.report.checking.values import LOOP, UNKNOWN, Evaluation, Remark, what_cannot_be_printed
from khuyenhoc_cli.report.word.values import Chart, Note, Placed
from khuyenhoc_cli.text.names import fold

_PARSER = Environment(autoescape=True)
_ASKING = {"if": "{{% if {} %}}{{% endif %}}", "elif": "{{% if {} %}}{{% endif %}}"}
_WHOLE = {"for": "{{% {} %}}{{% endfor %}}", "set": "{{% {} %}}", "with": "{{% {} %}}{{% endwith %}}"}
# what Word makes of what was typed -> what was typed
_TYPED = {"–": "-", "—": "-", "…": "...", "″": '"', "„": '"', "«": '"', "»": '"', "´": "'", "′": "'"}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_ONE_EQUALS = re.compile(r"[^=!<>]=[^=]")
_PARTED_NAME = re.compile(r"^[\w.]+(?:\s+[\w.]+)+$")


class _Scopes:
    """The names in force while tags are read one after another."""

    def __init__(self, story: Story) -> None:
        self._stack: list[tuple[str, dict[str, Any]]] = [("", {})]
        self._names = story.names

    @property
    def names(self) -> ChainMap[str, Any]:
        """All names, those of inner loops before those of outer ones."""
        return ChainMap(*(own for _, own in reversed(self._stack)), dict(self._names))

    def enter(self, word: str, own: dict[str, Any]) -> None:
        """Nothing; the names of a block hold from now on."""
        self._stack.append((word, own))

    def leave(self, word: str) -> None:
        """Nothing; the names of the innermost block of this kind hold no more."""
        for place in range(len(self._stack) - 1, 0, -1):
            if self._stack[place][0] == word:
                del self._stack[place:]
                return

    def assign(self, own: dict[str, Any]) -> None:
        """Nothing; `set` gave names to values."""
        self._stack[-1][1].update(own)


def expressions(story: Story) -> Iterator[Fault]:
    """Every tag's expression, worked out in the order of the document, loops with what they loop over."""
    scopes = _Scopes(story)
    for tag in story.all_tags():
        if tag.opener == "{#" or (tag.opener == "{{" and tag.level in ("p", "tr", "tc")):
            continue
        if tag.opener == "{{":
            yield from _printed(tag, scopes)
        elif tag.word in _ASKING:
            yield from _asked(tag, scopes)
        elif tag.word in CLOSING:
            scopes.leave(CLOSING[tag.word])
        elif tag.word in OPENING:
            yield from _assigned(tag, scopes)


def _printed(tag: Tag, scopes: _Scopes) -> Iterator[Fault]:
    tree = _parse(f"{{{{ {tag.body} }}}}")
    if isinstance(tree, str):
        yield _syntax(tag, tree)
        return
    output = tree.find(nodes.Output)
    if output is None or len(output.nodes) != 1:
        return
    work, expression = Evaluation(scopes.names), output.nodes[0]
    value = work.value(expression)
    branches = [expression.expr1, expression.expr2] if isinstance(expression, nodes.CondExpr) else []
    values = [Evaluation(scopes.names).value(branch) for branch in branches if branch is not None] or [value]
    reasons = (what_cannot_be_printed(each, tag.body.partition("|")[0].strip()) for each in values)
    found = [*work.remarks, *(reason for reason in reasons if reason)]
    yield from _told(tag, found)
    yield from _out_of_place(tag, work.placed)


def _asked(tag: Tag, scopes: _Scopes) -> Iterator[Fault]:
    source = _ASKING[tag.word].format(tag.body.removeprefix(tag.word).strip())
    tree = _parse(source)
    if isinstance(tree, str):
        yield _syntax(tag, tree)
        return
    work, asked = Evaluation(scopes.names), tree.find(nodes.If)
    if asked is not None:
        work.value(asked.test)
    yield from _told(tag, work.remarks)


def _assigned(tag: Tag, scopes: _Scopes) -> Iterator[Fault]:
    """A `for` or `with` and the names that hold inside it, or a `set`."""
    own: dict[str, Any] = {}
    if tag.word in _WHOLE and (tag.word != "set" or not opens(tag)):
        tree = _parse(_WHOLE[tag.word].format(tag.body))
        if isinstance(tree, str):
            yield _syntax(tag, tree)
        else:
            work = Evaluation(scopes.names)
            own = _names_given(tree.body[0], work) if tree.body else {}
            yield from _told(tag, work.remarks)
    if tag.word == "for":
        own = {**_targets(tag), **own, "loop": LOOP}
    if opens(tag):
        scopes.enter(tag.word, own)
    else:
        scopes.assign(own)


def _names_given(node: nodes.Node, work: Evaluation) -> dict[str, Any]:
    match node:
        case nodes.For():
            values = work.value(node.iter)
            if not isinstance(values, list | tuple) and values is not UNKNOWN:
                fix = "Xem tên nào là danh sách: khuyenhoc template names."
                work.remarks.append(Remark("not_a_list", "chỉ lặp được trên một danh sách", fix))
            item = values[0] if isinstance(values, list | tuple) and values else UNKNOWN
            given = {node.target.name: item} if isinstance(node.target, nodes.Name) else {}
            if node.test is not None:
                Evaluation({**work.names, **given}, work.remarks).value(node.test)
            return given
        case nodes.Assign():
            value = work.value(node.node)
            return {node.target.name: value} if isinstance(node.target, nodes.Name) else {}
        case nodes.With():
            pairs = zip(node.targets, node.values, strict=True)
            return {target.name: work.value(value) for target, value in pairs if isinstance(target, nodes.Name)}
    return {}


def _targets(tag: Tag) -> dict[str, Any]:
    """The names before "in", whatever is wrong with the rest: a fault of the loop is no fault of what it holds."""
    given = tag.body.removeprefix("for").partition(" in ")[0]
    return dict.fromkeys(re.findall(r"\w+", given), UNKNOWN)


def _parse(source: str) -> nodes.Template | str:
    """The tree, or what Jinja says against it."""
    try:
        return _PARSER.parse(source)
    except TemplateSyntaxError as error:
        return str(error.message)
    except (RecursionError, MemoryError, ValueError) as error:
        return type(error).__name__


def _syntax(tag: Tag, said: str) -> Fault:
    odd = next((each for each in tag.body if each in _TYPED), "")
    if not tag.is_closed:
        message, fix = "thẻ chưa đóng nên không đọc được", "Viết lại cả thẻ."
    elif not tag.body or tag.body in OPENING:
        message, fix = "thẻ để trống", "Ghi tên cần in, hoặc xóa thẻ."
    elif _INVISIBLE.search(tag.raw):
        message, fix = "trong thẻ có ký tự không nhìn thấy", "Xóa cả thẻ rồi gõ lại bằng tay, không dán."
    elif odd:
        message = f"Word đã tự đổi “{_TYPED[odd]}” thành “{odd}” trong thẻ"
        fix = f"Gõ lại “{_TYPED[odd]}”; bấm Ctrl+Z ngay sau khi Word tự đổi."
    elif tag.opener == "{%" and _ONE_EQUALS.search(tag.body) and tag.word != "set":
        message, fix = "hỏi bằng nhau phải dùng hai dấu bằng", "Viết “==” thay cho “=”."
    elif tag.opener == "{{" and _PARTED_NAME.match(tag.body):
        joined = ".".join(fold(part).replace(" ", "_") for part in tag.body.split("."))
        message, fix = "tên không có dấu cách", f"Viết {{{{ {joined} }}}}."
    elif tag.word == "for" and " in " not in f"{tag.body} ":
        message, fix = "vòng lặp thiếu “in”", "Viết {% for muc in ten_danh_sach %}."
    else:
        message, fix = f"thẻ viết sai cú pháp ({said})", "So với các ví dụ trong trang hướng dẫn Mẫu báo cáo."
    return fault_at(tag, "bad_syntax", message, fix)


def _told(tag: Tag, remarks: list[Remark]) -> Iterator[Fault]:
    for remark in dict.fromkeys(remarks):
        yield fault_at(tag, remark.kind, remark.message, remark.fix)


def _out_of_place(tag: Tag, placed: list[Placed]) -> Iterator[Fault]:
    """Notes and charts stand in the body only, a chart alone in its paragraph."""
    place = tag.paragraph.place
    for value in placed:
        if not isinstance(value, Note | Chart):
            continue
        what = "chú thích" if isinstance(value, Note) else "biểu đồ"
        if place.story != BODY or place.in_box:
            where = "hộp văn bản" if place.in_box else place.story
            fix = "Chuyển thẻ vào thân văn bản, ngay sau chữ cần chú thích." if what == "chú thích" else ""
            fix = fix or "Chuyển thẻ vào một đoạn riêng trong thân văn bản."
            yield fault_at(tag, "note_out_of_place", f"không đặt được {what} trong {where}", fix)
        elif isinstance(value, Chart) and tag.paragraph.text.replace(tag.raw, "", 1).strip():
            message = "biểu đồ phải đứng một mình trong đoạn của nó"
            yield fault_at(tag, "chart_not_alone", message, "Đưa thẻ biểu đồ xuống một đoạn riêng.")


RULES = (expressions,)
