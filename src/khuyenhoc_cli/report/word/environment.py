"""Jinja shut in: a template reads plain values, prints text, and is told in Vietnamese what it got wrong."""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from textwrap import shorten
from traceback import walk_tb
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from khuyenhoc_cli.report.word.limits import (
    FILTERS,
    SIGNS,
    WITHIN,
    Meter,
    combine,
    gathered,
    limited,
    metered,
    within,
)
from khuyenhoc_cli.report.word.marks import clean
from khuyenhoc_cli.report.word.values import Chart, Contents, Generated, Note, Placed, TemplateError

# What an expression can raise when the template is at fault; anything else is our own bug.
_FAULTS = (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError, SyntaxError)
# Jinja would print these as Python writes them.
UNPRINTABLE = {
    dict: "một nhóm số liệu",
    list: "một danh sách",
    tuple: "một danh sách",
    float: "một số lẻ chưa định dạng",
    bool: "một điều kiện đúng/sai",
    type(None): "một giá trị trống",
}


class ReportEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox where a dict's entries are all that can be reached by a name; a loop alone shows attributes."""

    intercepted_binops = SIGNS

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.globals.clear()
        self.filters = {WITHIN: within, **{name: limited(self.filters[name]) for name in FILTERS}}
        self.turn, self.within = Meter().turn, within

    def _parse(self, source: str, name: str | None, filename: str | None) -> jinja2.nodes.Template:
        return metered(super()._parse(source, name, filename))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The entry, else an undefined: no method can be called, and `hoi_vien.so.text` would hide from refresh."""
        if isinstance(obj, LoopContext | Undefined):
            return super().getattr(obj, attribute)
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if hasattr(obj, attribute):
            return self.unsafe_undefined(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same of a name in brackets; the item of a list by its place."""
        if isinstance(argument, str) and not isinstance(obj, Undefined):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """What a sign makes of two values, within limits."""
        return combine(operator, left, right)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """An undefined that says the access is forbidden."""
        return self.undefined(f"mẫu không được dùng “.{attribute}”", obj=obj, name=attribute, exc=SecurityError)


def xml_environment(names: Iterable[str], mark: Callable[[Placed], str]) -> ReportEnvironment:
    """The environment of a document's text: everything printed is cleaned and escaped, values leave their mark."""
    return _environment(names, mark, escape)


def plain_environment(names: Iterable[str]) -> ReportEnvironment:
    """The environment of document properties, which are not XML text: values print as their text, unescaped."""
    return _environment(names, str, str)


def _environment(names: Iterable[str], mark: Callable[[Placed], str], quote: Callable[[str], str]) -> ReportEnvironment:
    def finalize(value: Any) -> str:
        if isinstance(value, Placed):
            return mark(value)
        if isinstance(value, Markup):  # put together by Jinja from pieces already escaped
            return quote(Markup(clean(value)))
        if isinstance(value, str | Undefined) or type(value) is int:  # str() of an undefined raises
            return quote(clean(str(value)))
        what = UNPRINTABLE.get(type(value), type(value).__name__)
        raise TemplateRuntimeError(f"thẻ phải in ra chữ hoặc số nguyên, đây là {what}")

    return ReportEnvironment(autoescape=quote is not str, finalize=finalize, undefined=_undefined_among(names))


def _undefined_among(names: Iterable[str]) -> type[jinja2.StrictUndefined]:
    """A strict undefined that knows the names it could have been."""
    known = tuple(names)

    class NamedUndefined(jinja2.StrictUndefined):
        @property
        def _undefined_message(self) -> str:
            if self._undefined_hint:
                return self._undefined_hint
            owner, name = self._undefined_obj, str(self._undefined_name)
            candidates = known if owner is missing else map(str, owner) if isinstance(owner, dict) else ()
            return f"không có mục “{name}”{_suggestion(name, candidates)}"

    return NamedUndefined


def _suggestion(name: str, candidates: Iterable[str]) -> str:
    close = get_close_matches(name, list(candidates))
    return f", có phải ý bạn là {' hoặc '.join(f'“{match}”' for match in close)}?" if close else ""


def render(environment: ReportEnvironment, source: str, context: Mapping[str, Any], where: str) -> str:
    """`source` rendered once; TemplateError says what is wrong, in which paragraph, in which part (`where`)."""
    try:
        return gathered(environment.from_string(source).generate(context))
    except _FAULTS as error:
        raise TemplateError(f"Mẫu Word, {where}: {_describe(error)}{_quote_line(source, error)}") from error


def _describe(error: BaseException) -> str:
    match error:
        case jinja2.TemplateSyntaxError():
            return f"thẻ viết sai cú pháp ({error.message})"
        case TemplateRuntimeError():
            return str(error)
    return f"thẻ không tính được ({error})"


def _quote_line(source: str, error: BaseException) -> str:
    """The paragraph at fault, if Jinja knows its line: sources keep one paragraph per line."""
    line = error.lineno if isinstance(error, jinja2.TemplateSyntaxError) else None
    for frame, number in walk_tb(error.__traceback__):
        if frame.f_code.co_filename == "<template>":
            line = number
    if line is None:
        return ""
    text = html.unescape(re.sub(r"<[^>]+>", "", source.split("\n")[line - 1]))
    return f" — tại đoạn: “{shorten(text, 120, placeholder='…')}”"


def check_plain(value: Any, path: str = "context") -> None:
    """Nothing; TypeError if the context holds an object whose attributes a template could reach."""
    match value:
        case dict():
            for key, entry in value.items():
                check_plain(entry, f"{path}.{key}")
        case list() | tuple():
            for index, entry in enumerate(value):
                check_plain(entry, f"{path}[{index}]")
        case None | str() | int() | float() | Generated() | Note() | Chart() | Contents():
            pass
        case _:
            raise TypeError(f"{path} is a {type(value).__name__}, not a plain value")
