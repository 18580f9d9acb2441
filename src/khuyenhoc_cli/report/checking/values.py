"""What an expression of a template comes to, worked out on a context where everything is known, with its faults."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from jinja2 import nodes
from jinja2.runtime import LoopContext
from jinja2.tests import TESTS

from khuyenhoc_cli.report.checking.faults import Kind
from khuyenhoc_cli.report.word.limits import FILTERS, OPERATORS
from khuyenhoc_cli.report.word.values import Placed
from khuyenhoc_cli.text.names import fold

NAMED_AT_MOST = 12
_LENGTHS = ("length", "count", "int")
_ONE_OF = ("first", "last", "max", "min")
_TEXTS = ("capitalize", "e", "escape", "join", "lower", "title", "trim", "upper")
_LISTS = ("list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique")
_LOOP = {name for name in dir(LoopContext) if not name.startswith("_")}


class Unknown:
    """A value that only a real report would tell."""


class Loop:
    """The `loop` of a `for`."""


UNKNOWN, LOOP = Unknown(), Loop()


@dataclass(frozen=True)
class Remark:
    """A fault of an expression, before anybody said where the expression stands."""

    kind: Kind
    message: str
    fix: str


@dataclass
class Evaluation:
    """Works out expressions over `names`; what is wrong with them gathers in `remarks`, what they print in `placed`."""

    names: Mapping[str, Any]
    remarks: list[Remark] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    def value(self, node: nodes.Node) -> Any:
        """The value of an expression, UNKNOWN where it cannot be told."""
        work = getattr(self, f"_{type(node).__name__.lower()}", None)
        if work is None:
            for child in node.iter_child_nodes():
                self.value(child)
            return UNKNOWN
        return work(node)

    def _say(self, kind: Kind, message: str, fix: str) -> Unknown:
        self.remarks.append(Remark(kind, message, fix))
        return UNKNOWN

    def _const(self, node: nodes.Const) -> Any:
        return node.value

    def _name(self, node: nodes.Name) -> Any:
        if node.name in self.names:
            return self._seen(self.names[node.name])
        return self._say("unknown_name", f"không có mục “{node.name}”", suggestion(node.name, self.names))

    def _getattr(self, node: nodes.Getattr) -> Any:
        return self._entry(self.value(node.node), node.attr, node)

    def _getitem(self, node: nodes.Getitem) -> Any:
        owner, index = self.value(node.node), self.value(node.arg)
        if isinstance(index, str):
            return self._entry(owner, index, node)
        if not isinstance(owner, list | tuple):
            return UNKNOWN
        if isinstance(node.arg, nodes.Slice):
            return owner
        place = index if isinstance(index, int) and -len(owner) <= index < len(owner) else 0
        return self._seen(owner[place]) if owner else UNKNOWN

    def _entry(self, owner: Any, name: str, node: nodes.Node) -> Any:
        """An entry of a group; anything else shows nothing but itself."""
        if owner is UNKNOWN or (owner is LOOP and name in _LOOP):
            return UNKNOWN
        if isinstance(owner, dict) and name in owner:
            return self._seen(owner[name])
        if isinstance(owner, Placed):
            fix = f"Bỏ “.{name}”, viết {{{{ {_source(node.node)} }}}}." if isinstance(node, nodes.Getattr) else ""
            return self._say("forbidden", f"số liệu, cụm từ không có phần “.{name}” để in riêng", fix)
        if name.startswith("_") or (not isinstance(owner, Loop) and hasattr(owner, name)):
            return self._say("forbidden", f"mẫu không được dùng “.{name}”", "Chỉ dùng các tên mà template names kể ra.")
        entries = owner if isinstance(owner, dict) else sorted(_LOOP) if owner is LOOP else ()
        of = f" trong “{_source(node.node)}”" if isinstance(node, nodes.Getattr | nodes.Getitem) else ""
        return self._say("unknown_name", f"không có mục “{name}”{of}", suggestion(name, entries, listed=True))

    def _seen(self, value: Any) -> Any:
        if isinstance(value, Placed):
            self.placed.append(value)
        return value

    def _filter(self, node: nodes.Filter) -> Any:
        value = self.value(node.node) if node.node is not None else UNKNOWN
        given = [self.value(argument) for argument in node.args]
        for keyword in node.kwargs:
            self.value(keyword.value)
        if node.name not in FILTERS:
            return self._say("unknown_filter", f"không có cách in “| {node.name}”", suggestion(node.name, FILTERS))
        if node.name in _LENGTHS:
            return 0
        if node.name in _TEXTS:
            return ""
        if node.name in _ONE_OF:
            return value[0] if isinstance(value, list | tuple) and value else UNKNOWN
        if node.name == "round":
            return 0.5
        if node.name in ("default", "d"):
            return given[0] if value is UNKNOWN and given else value
        return value if node.name in _LISTS else UNKNOWN

    def _test(self, node: nodes.Test) -> Any:
        if node.name not in TESTS:
            return self._say("bad_syntax", f"không có phép hỏi “is {node.name}”", suggestion(node.name, list(TESTS)))
        said = len(self.remarks)
        self.value(node.node)
        if node.name in ("defined", "undefined"):
            del self.remarks[said:]
        return True

    def _compare(self, node: nodes.Compare) -> Any:
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        values = [self.value(side) for side in sides]
        if any(isinstance(value, Placed) for value in values) or "…" in values:
            about = next((side for side, v in zip(sides, values, strict=True) if isinstance(v, Placed)), None)
            owner = _source(about.node) if isinstance(about, nodes.Getattr) else "tên"
            fix = f"Hỏi có hay không: {{% if {owner}.co %}}; đã biết hay chưa: {{% if {owner}.biet %}}."
            self._say("printed_compared", "so sánh với số, chữ đã in ra thì không bao giờ đúng", fix)
        return True

    def _cond(self, node: nodes.CondExpr) -> Any:
        self.value(node.test)
        chosen = [self.value(branch) for branch in (node.expr1, node.expr2) if branch is not None]
        return next((value for value in chosen if value is not UNKNOWN), UNKNOWN)

    _condexpr = _cond

    def _or(self, node: nodes.Or) -> Any:
        values = [self.value(node.left), self.value(node.right)]
        return next((value for value in values if value is not UNKNOWN), UNKNOWN)

    _and = _or

    def _not(self, node: nodes.Not) -> Any:
        self.value(node.node)
        return True

    def _concat(self, node: nodes.Concat) -> Any:
        for part in node.nodes:
            self.value(part)
        return ""

    def _list(self, node: nodes.List | nodes.Tuple) -> Any:
        return [self.value(item) for item in node.items]

    _tuple = _list

    def _call(self, node: nodes.Call) -> Any:
        if isinstance(node.node, nodes.Getattr) and self.value(node.node.node) is LOOP:
            return UNKNOWN
        said = len(self.remarks)
        self.value(node.node)
        if len(self.remarks) == said or isinstance(node.node, nodes.Name):
            del self.remarks[said:]
            self._say("forbidden", f"mẫu không gọi được “{_source(node.node)}(…)”", "Chỉ in các tên, không gọi hàm.")
        return UNKNOWN

    def _binary(self, node: nodes.BinExpr) -> Any:
        left, right = self.value(node.left), self.value(node.right)
        if node.operator not in (*OPERATORS, "-", "/", "//"):
            return self._say("forbidden", f"phép tính “{node.operator}” không dùng được ở đây", "Bỏ phép tính ấy.")
        if any(isinstance(value, Placed) for value in (left, right)):
            message = "không tính toán được trên số đã in ra"
            return self._say("not_printable", message, "Tìm tên có sẵn số cần in: khuyenhoc template names.")
        if node.operator == "/":
            return 0.5
        return left if type(left) is type(right) else UNKNOWN

    _add = _sub = _mul = _div = _floordiv = _mod = _pow = _binary


def suggestion(name: str, candidates: Mapping[str, Any] | Sequence[str], *, listed: bool = False) -> str:
    """ "Có phải ý bạn là …?" for a misspelt name, accents and capitals aside; else what there is, where `listed`."""
    by_fold = {fold(each).replace(" ", "_"): each for each in map(str, candidates)}
    wanted = fold(name).replace(" ", "_")
    close = [by_fold[each] for each in get_close_matches(wanted, list(by_fold), n=2)]
    if close:
        return f"Có phải ý bạn là {' hoặc '.join(f'“{each}”' for each in close)}?"
    if listed and by_fold:
        shown = list(by_fold.values())
        more = " …" if len(shown) > NAMED_AT_MOST else ""
        return f"Có thể dùng: {', '.join(shown[:NAMED_AT_MOST])}{more}."
    return "Xem các tên dùng được: khuyenhoc template names."


def what_cannot_be_printed(value: Any, source: str) -> Remark | None:
    """Why a value cannot stand in a text, and what to print instead; None where it can."""
    match value:
        case bool():
            message, fix = "đây là câu hỏi có hay không, không in ra được", f"Viết {{% if {source} %}} … {{% endif %}}."
        case dict() if {"so", "cung_ky"} <= value.keys():
            choice = f"{{{{ {source}.so }}}}" + (f" hoặc {{{{ {source}.so_02 }}}}" if "so_02" in value else "")
            message, fix = "đây là cả một nhóm số liệu của chỉ tiêu", f"Viết {choice}."
        case dict():
            entries = ", ".join(f".{name}" for name in list(value)[:NAMED_AT_MOST])
            message, fix = "đây là cả một nhóm số liệu", f"Ghi thêm tên cần in: {entries}."
        case list() | tuple():
            message = "đây là một danh sách, không in ra cả một lúc được"
            fix = f"Viết {{% for muc in {source} %}} … {{% endfor %}} rồi in từng mục."
        case float():
            message, fix = "đây là số lẻ chưa định dạng", "Dùng tên có sẵn số đã làm tròn, ví dụ tên tỷ lệ thêm “.so”."
        case None | Loop():
            message, fix = "không có gì để in", "Bỏ thẻ này."
        case _:
            return None
    return Remark("not_printable", message, fix)


def _source(node: nodes.Node) -> str:
    """A simple expression as it was written."""
    return "".join(_pieces(node))


def _pieces(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Name():
            yield node.name
        case nodes.Const():
            yield repr(node.value)
        case nodes.Getattr():
            yield from (*_pieces(node.node), ".", node.attr)
        case nodes.Getitem():
            yield from (*_pieces(node.node), "[", *_pieces(node.arg), "]")
        case _:
            yield "…"
