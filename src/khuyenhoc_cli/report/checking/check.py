"""All faults of a template in one pass; where there is none, the template is tried on figures as well."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from khuyenhoc_cli.report.checking import expressions, positions, structure
from khuyenhoc_cli.report.checking.faults import Fault, Place
from khuyenhoc_cli.report.checking.reading import open_template, read_paragraphs
from khuyenhoc_cli.report.checking.story import Story
from khuyenhoc_cli.report.word.document import render_document
from khuyenhoc_cli.report.word.values import TemplateError

RULES: tuple[Callable[[Story], Iterator[Fault]], ...] = (*structure.RULES, *positions.RULES, *expressions.RULES)


@dataclass(frozen=True)
class Trial:
    """Values to try a template on; `name` says what they are, after "khi thử với"."""

    name: str
    values: Mapping[str, Any]


def check_template(data: bytes, known: Mapping[str, Any], trials: tuple[Trial, ...]) -> tuple[Fault, ...]:
    """The faults of a template, in the order of the document.

    `known` are the values of a report in which every name has one. TemplateError where `data` is no Word file.
    """
    document = open_template(data)
    stories = [Story.of(paragraphs, known) for paragraphs in read_paragraphs(document)]
    found = [fault for story in stories for rule in RULES for fault in rule(story)]
    if not found:
        found = list(_tried(data, trials))
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: fault.place.order))


def _tried(data: bytes, trials: tuple[Trial, ...]) -> Iterator[Fault]:
    """What the engine says where the rules found nothing: the first trial that fails."""
    for trial in trials:
        try:
            render_document(data, trial.values, title="")
        except TemplateError as error:
            message = f"không lập được báo cáo khi thử với {trial.name}: {error}"
            yield Fault("not_rendered", Place(0), "", message, "Sửa hoặc xóa thẻ ở đoạn được nêu.")
            return
