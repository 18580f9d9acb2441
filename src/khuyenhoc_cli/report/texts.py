"""Every generated text of a report by its key: what a figure, a unit or a cell makes the report say."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from khuyenhoc_cli.report.context import report_context
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.word.values import Chart, Generated, Note


def texts_of(facts: Facts) -> dict[str, str]:
    """The texts that the figures give a report, the office's own prose left out; a chart's is its description."""
    return {each.key: str(each) for each in _generated(report_context(facts, {}).values) if str(each)}


def _generated(value: Any) -> Iterator[Generated | Note | Chart]:
    if isinstance(value, Generated | Note | Chart):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _generated(inner)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for inner in value:
            yield from _generated(inner)


def moved(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The keys whose text differs: (before, after), "" where there is none; in the order of the report."""
    keys = dict.fromkeys((*after, *before))
    pairs = {key: (before.get(key, ""), after.get(key, "")) for key in keys}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
