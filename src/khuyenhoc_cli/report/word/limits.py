"""What a template may cost: how often its loops turn, how long a text grows, how much it prints.

Templates come from other people's machines. The sandbox keeps them from reading and running things; this keeps them
from filling the memory or never ending.
"""

import operator
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateRuntimeError
from jinja2.visitor import NodeTransformer

TURNS = 1_000_000  # 3.321 units in eight tables of sixteen columns turn 450.000 times
TEXT_LENGTH = 100_000
PRINTED_LENGTH = 500_000_000
WHOLE_NUMBER = 10**18
FILTERS = (
    "abs", "capitalize", "count", "d", "default", "e", "escape", "first", "int", "join", "last", "length", "list",
    "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round", "select", "selectattr", "sort", "title",
    "trim", "unique", "upper",
)  # fmt: skip
"""The filters that a report has a use for. Others let data in as markup, sign a different report each time, or make
much of little."""
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {"+": operator.add, "*": operator.mul, "%": operator.mod}
WITHIN = "within"
SIGNS = frozenset({*OPERATORS, "**"})
_REFUSED: dict[type[nodes.Node], str] = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.Block: "block",
    nodes.Extends: "extends",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
}


class Meter:
    """Counts the turns of one rendering; TemplateRuntimeError where they are too many."""

    def __init__(self) -> None:
        self._turns = 0

    def turn(self) -> None:
        """Nothing; one turn more."""
        self._turns += 1
        if self._turns > TURNS:
            raise TemplateRuntimeError("vòng lặp trong mẫu chạy quá nhiều lần")


class _Metering(NodeTransformer):
    """Each loop tells the environment's `turn` of every turn, each text put together passes its `within`."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - named after the node
        turn = nodes.Call(nodes.EnvironmentAttribute("turn"), [], [], None, None)
        node.body.insert(0, nodes.ExprStmt(turn, lineno=node.lineno))
        return self.generic_visit(node)

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.Node:  # noqa: N802
        return self._kept(node)

    def visit_FilterBlock(self, node: nodes.FilterBlock) -> nodes.Node:  # noqa: N802
        return self._kept(node)

    def _kept(self, node: nodes.AssignBlock | nodes.FilterBlock) -> nodes.Node:
        """A text that a block makes: no loop builds it up, and it passes `within` as well."""
        if node.find(nodes.For) is not None:
            raise TemplateRuntimeError("vòng lặp không đứng được giữa “set” và “endset”, “filter” và “endfilter”")
        node.filter = nodes.Filter(node.filter, WITHIN, [], [], None, None, lineno=node.lineno)
        return self.generic_visit(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        joined = self.generic_visit(node)
        return nodes.Call(nodes.EnvironmentAttribute(WITHIN), [joined], [], None, None, lineno=node.lineno)


def metered(template: nodes.Template) -> nodes.Template:
    """The template with its loops and texts metered; TemplateRuntimeError where it uses what no report needs."""
    for kind, word in _REFUSED.items():
        if template.find(kind) is not None:
            raise TemplateRuntimeError(f"mẫu không dùng được lệnh “{word}”")
    _Metering().visit(template)
    return template


def limited(call: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose answer is no longer than a text may be."""

    @wraps(call)  # with what Jinja noted on it: what to pass first
    def checked(*arguments: Any, **named: Any) -> Any:
        return within(call(*arguments, **named))

    return checked


def combine(sign: str, left: Any, right: Any) -> Any:
    """What the sign makes of two numbers, or "+" of two texts or lists; TemplateRuntimeError for anything else."""
    numbers = isinstance(left, int | float) and isinstance(right, int | float)
    if sign in OPERATORS and (numbers or (sign == "+" and type(left) is type(right))):
        return within(OPERATORS[sign](left, right))
    raise TemplateRuntimeError(f"phép tính “{sign}” không dùng được ở đây")


def within(value: Any) -> Any:
    """The value; TemplateRuntimeError where it is too long or too large."""
    too_long = isinstance(value, str | list | tuple) and len(value) > TEXT_LENGTH
    if too_long or (isinstance(value, int) and abs(value) > WHOLE_NUMBER):
        raise TemplateRuntimeError("thẻ cho ra một giá trị quá dài")
    return value


def gathered(pieces: Iterable[str]) -> str:
    """The printed pieces as one text; TemplateRuntimeError where it is too long."""

    def counted() -> Iterator[str]:
        length = 0
        for piece in pieces:
            length += len(piece)
            if length > PRINTED_LENGTH:
                raise TemplateRuntimeError("mẫu in ra quá dài")
            yield piece

    return "".join(counted())
