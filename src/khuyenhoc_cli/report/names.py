"""Every name that a template may print, with what it says in words: `khuyenhoc template names`.

The names are those of the context itself (`context.py`); what they are called stands in `labels.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.report.labels import Labels
from khuyenhoc_cli.report.word.values import Chart, Placed
from khuyenhoc_cli.text.names import fold


@dataclass(frozen=True)
class Name:
    """One name: `path` as it is written in a tag; `value` as it prints now, None where nothing has been aggregated.

    `kind` says how it is used: printed (text, note, chart), looped over (list, with the entries of each item in
    `entries`), or asked in an `if` (question).
    """

    path: str
    group: str
    label: str
    kind: str
    value: str | None
    entries: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        """How a template writes it."""
        match self.kind:
            case "list":
                return f"{{% for muc in {self.path} %}}"
            case "question":
                return f"{{% if {self.path} %}}"
        return f"{{{{ {self.path} }}}}"


def names_of(known: Mapping[str, Any], current: Mapping[str, Any] | None, edition: Edition) -> tuple[Name, ...]:
    """The names in the order of their groups. `known` has something under each; `current` is the period's context."""
    labels = Labels(edition)
    found = [_name(path, value, current, labels) for path, value in _leaves(known, "")]
    order = labels.groups
    return tuple(sorted(found, key=lambda name: order.index(name.group) if name.group in order else len(order)))


def matching(names: tuple[Name, ...], text: str) -> tuple[Name, ...]:
    """The names whose path, label or group has every word of a text, accents and capitals aside."""
    words = fold(text).split()
    return tuple(
        name
        for name in names
        if all(word in fold(f"{name.path.replace('_', ' ')} {name.label} {name.group}") for word in words)
    )


def _leaves(values: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _name(path: str, value: Any, current: Mapping[str, Any] | None, labels: Labels) -> Name:
    group, label = labels.of(path)
    entries = tuple(value[0]) if isinstance(value, list) and value and isinstance(value[0], dict) else ()
    shown = None if current is None else _shown(_at(current, path))
    return Name(path, group, label, _kind(value), shown, entries)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "question"
    if isinstance(value, list | tuple):
        return "list"
    return type(value).__name__.lower() if isinstance(value, Placed) and type(value).__name__ != "Generated" else "text"


def _at(values: Mapping[str, Any], path: str) -> Any:
    found: Any = values
    for key in path.split("."):
        found = found.get(key, "") if isinstance(found, dict) else ""
    return found


def _shown(value: Any) -> str:
    match value:
        case bool():
            return "có" if value else "không"
        case list() | tuple():
            return f"{len(value)} mục" if value else "không có mục nào"
        case Chart():
            return value.title
    return str(value)
