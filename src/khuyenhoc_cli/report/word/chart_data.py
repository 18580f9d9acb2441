"""What a chart in a document shows, read back: to see at a refresh whether somebody has changed it since."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


@dataclass(frozen=True)
class ChartData:
    """Title, alternative text, categories, and the series, each (name, a value or None per category)."""

    title: str
    alt: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]

    def shows_the_same_as(self, other: "ChartData") -> bool:
        """Whether categories and figures are the same; programs print the last digits of a figure differently."""
        return (
            self.categories == other.categories
            and [name for name, _ in self.series] == [name for name, _ in other.series]
            and all(
                _close(one, two)
                for (_, own), (_, others) in zip(self.series, other.series, strict=True)
                for one, two in zip(own, others, strict=True)
            )
        )

    def plain(self) -> list[Any]:
        """The same as lists, for the baseline."""
        return [self.title, self.alt, self.categories, self.series]

    @classmethod
    def from_plain(cls, value: Sequence[Any]) -> "ChartData":
        """What `plain` gave."""
        title, alt, categories, series = value
        return cls(title, alt, tuple(categories), tuple((name, tuple(values)) for name, values in series))


def _close(one: float | None, two: float | None) -> bool:
    if one is None or two is None:
        return one is two
    return math.isclose(one, two, rel_tol=1e-9)


def chart_part(document: Document, drawing: BaseOxmlElement) -> Part | None:
    """The part of the chart that a w:drawing shows, None where it shows something else."""
    shown = drawing.find(f".//{CHART}chart")
    if shown is None:
        return None
    part: Part | None = document.part.related_parts.get(shown.get(qn("r:id")))
    return part


def read_chart(part: Part, drawing: BaseOxmlElement) -> ChartData:
    """What the chart shows."""
    space = parse_xml(part.blob)
    properties = drawing.find(f".//{qn('wp:docPr')}")
    title = space.find(f"{CHART}chart/{CHART}title")
    series = list(space.iter(f"{CHART}ser"))
    count = _count(series[0]) if series else 0
    return ChartData(
        "" if title is None else "".join(text.text or "" for text in title.iter(TEXT)),
        "" if properties is None else properties.get("descr", ""),
        tuple(_points(series[0], "cat", count)) if series else (),
        tuple(
            (
                "".join(value.text or "" for value in one.iterfind(f"{CHART}tx//{CHART}v")),
                tuple(_number(text) for text in _points(one, "val", count)),
            )
            for one in series
        ),
    )


def _count(series: BaseOxmlElement) -> int:
    counts = (series.find(f"{CHART}{name}//{CHART}ptCount") for name in ("cat", "val"))
    return max((int(count.get("val")) for count in counts if count is not None), default=0)


def _points(series: BaseOxmlElement, name: str, count: int) -> list[str]:
    found = [""] * count
    for point in series.iterfind(f"{CHART}{name}//{CHART}pt"):
        number = int(point.get("idx"))
        if number < count:
            found[number] = point.findtext(f"{CHART}v") or ""
    return found


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
