"""A report as bytes: figures, the office's settings and the officer's prose through one template."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.context import report_context
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.kinds import KINDS, fitting
from khuyenhoc_cli.report.word.document import render_document
from khuyenhoc_cli.report.years import NO_YEARS, Years
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Config


@dataclass(frozen=True)
class Report:
    """A Word draft, with what it holds and what its officer should know."""

    data: bytes
    footnotes: int
    controls: int
    warnings: tuple[str, ...]


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Nothing; Python does not search for dead cycles meanwhile: a draft makes none, and has a million live objects."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_collector_paused()
def render_report(
    template: Path, figures: Figures, config: Config, narrative: Mapping[str, str], years: Years = NO_YEARS
) -> Report:
    """The draft that a template makes of a period's figures, and of the years before; equal input gives equal bytes."""
    kind = KINDS.get(template.stem)
    context = report_context(Facts(figures, config, years, kind.levels if kind else ()), narrative)
    origin = {"template": template.stem, "period": str(figures.period), "scope": figures.scope.code}
    name = kind.title if kind else "Báo cáo công tác khuyến học"
    title = f"{name} {figures.period.name} - {config.association.name}"
    rendered = render_document(template, context.values, title=title, key_values=origin)
    warnings = (
        *_of_another_level(template.stem, figures.scope),
        *_of_a_part(template.stem, figures.period),
        *_left_out(template.stem, narrative),
        *context.warnings,
    )
    return Report(rendered.data, rendered.footnotes, rendered.controls, warnings)


def _of_another_level(name: str, scope: Unit) -> list[str]:
    """A warning where a template of ours may say of this unit what makes no sense at its level."""
    ours, others = KINDS.get(name), fitting(scope.level)
    if ours is None or not others or ours in others:
        return []
    names = ", ".join(kind.name for kind in others)
    return [f"Mẫu “{name}” viết cho cấp khác; mẫu dùng cho {scope.name}: {names}."]


def _of_a_part(name: str, period: Period) -> list[str]:
    """A warning where a template that is worded for a whole year is given a part of one."""
    kind = KINDS.get(name)
    if kind is None or not kind.whole_year or not period.part:
        return []
    return [f"Mẫu “{name}” viết cho cả năm; kỳ {period} chỉ là {period.name}."]


def _left_out(name: str, narrative: Mapping[str, str]) -> list[str]:
    """A warning where the officer has written what a short report has no place for."""
    written = [key for key in (KINDS[name].leaves_out if name in KINDS else ()) if narrative.get(key)]
    return [f"Mẫu “{name}” không in các mục thuyết minh: {', '.join(written)}."] if written else []
