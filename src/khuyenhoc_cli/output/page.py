"""Pages that are whole by themselves: they ask the network for nothing, and work from a mail or a memory stick.

Every text from a file is escaped by the template engine. The policy in a page's head lets no script run but the one
that belongs to it, known by its digest, so that even a fault in escaping would not be one more program.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

# Controls, lone surrogates, and marks that turn the direction of the text around them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def render_page(name: str, values: Mapping[str, Any]) -> str:
    """The page of that name as HTML: its template over the values, its style and script after those of all pages."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    style, script = (_own("page", ending) + _own(name, ending) for ending in ("css", "js"))
    template = environment.from_string(_own(name, "html"))
    return template.render(_cleaned(values), style=Markup(style), script=Markup(script), policy=_policy(style, script))


def _own(name: str, ending: str) -> str:
    return (files(__package__) / f"{name}.{ending}").read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded and nothing run but what stands in the page, byte for byte."""
    style_digest, script_digest = (
        base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() for text in (style, script)
    )
    allowed = f"style-src 'sha256-{style_digest}'; script-src 'sha256-{script_digest}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _cleaned(value: Any) -> Any:
    """The value with all its texts rid of what no page can show."""
    match value:
        case str():
            return _UNPRINTABLE.sub("", value)
        case dict():
            return {name: _cleaned(entry) for name, entry in value.items()}
        case list() | tuple():
            return [_cleaned(entry) for entry in value]
        case _:
            return value
