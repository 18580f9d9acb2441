"""What `explain` prints: a figure down to its cells, or what a return or a cell feeds; as JSON or as a tree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from khuyenhoc_cli.figures.lineage import Manner, Part
from khuyenhoc_cli.figures.model import RatioFigure, Total, print_ratio, ratio_value
from khuyenhoc_cli.forms.model import Indicator, Measure, Ratio
from khuyenhoc_cli.output.aggregation import STATES, json_amount
from khuyenhoc_cli.periods import Period

if TYPE_CHECKING:
    from rich.tree import Tree

SCHEMA = "khuyenhoc.explanation/1"
_DIGEST_SHOWN = 8
_KEYS_AT_MOST = 40
_EXPLAINED_AT_MOST = 3
_MANNERS: Mapping[Manner, str] = {
    "whole": "",
    "part": "phần được chia sang",
    "total_only": "chỉ tính vào số chung",
    "itself": "việc của riêng cấp cũ, không đem so sánh",
}


@dataclass(frozen=True)
class Traced:
    """An indicator of one period, down to the returns. `total` is None where it is not over the whole scope."""

    indicator: Indicator
    period: Period
    parts: tuple[Part, ...]

    @property
    def amount(self) -> int | None:
        """What the parts come to, as far as they are known; what a unit did itself is held against nobody."""
        known = [part.amount for part in self.parts if part.amount is not None and part.manner != "itself"]
        return sum(known) if known else None


@dataclass(frozen=True)
class Explanation:
    """A figure: `formula` in words and numbers, its indicators down to the cells, now and a year before.

    `text` is what the report prints under the key asked for; `notes` what a reader has to know.
    """

    asked: str
    figure: str
    label: str
    period: Period
    found: Total | RatioFigure | None
    text: str
    formula: tuple[str, ...]
    now: tuple[Traced, ...]
    before: tuple[Traced, ...]
    notes: tuple[str, ...] = ()
    ratio: Ratio | None = None


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """The contract `khuyenhoc.explanation/1`; money in triệu đồng, as in the figures."""
    first = [each for each in explanation.now if each.indicator == explanation.now[0].indicator]
    return {
        "schema": SCHEMA,
        "figure": explanation.figure,
        "asked": explanation.asked,
        "label": explanation.label,
        "period": str(explanation.period),
        "value": _value(explanation),
        "printed": _printed(explanation),
        "text": explanation.text,
        "formula": list(explanation.formula),
        "parts": [part for each in first for part in _parts_json(each)],
        "terms": [_traced_json(each) for each in explanation.now],
        "previous": [_traced_json(each) for each in explanation.before],
        "notes": list(explanation.notes),
    }


def _value(explanation: Explanation) -> int | float | None:
    found = explanation.found
    if isinstance(found, RatioFigure):
        return None if found.value is None else float(found.value)
    if found is not None:
        return None if found.value is None else json_amount(found.indicator, found.value)
    if explanation.ratio is not None:
        value = _ratio_of_unit(explanation, explanation.ratio)
        return None if value is None else float(value)
    amount = _amount_of_unit(explanation, explanation.figure)
    return None if amount is None else json_amount(explanation.now[0].indicator, amount)


def _printed(explanation: Explanation) -> str:
    """The value as a report prints it, over the scope or of one unit."""
    if explanation.found is not None:
        return explanation.found.printed
    if explanation.ratio is not None:
        value = _ratio_of_unit(explanation, explanation.ratio)
        return "" if value is None else print_ratio(explanation.ratio, value)
    amount = _amount_of_unit(explanation, explanation.figure)
    return "" if amount is None else explanation.now[0].indicator.printed(amount)


def _ratio_of_unit(explanation: Explanation, ratio: Ratio) -> Fraction | None:
    above, below = (_amount_of_unit(explanation, code) for code in (ratio.numerator, ratio.denominator))
    return ratio_value(ratio, above, below)


def _amount_of_unit(explanation: Explanation, code: str) -> int | None:
    """What an indicator comes to over the parts of the period; None where one of them does not know it."""
    amounts = [each.amount for each in explanation.now if each.indicator.code == code]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(amounts) else None


def _traced_json(traced: Traced) -> dict[str, Any]:
    return {
        "figure": traced.indicator.code,
        "label": traced.indicator.label,
        "period": str(traced.period),
        "value": None if traced.amount is None else json_amount(traced.indicator, traced.amount),
        "parts": _parts_json(traced),
    }


def _parts_json(traced: Traced) -> list[dict[str, Any]]:
    def amount(value: int | None) -> int | float | None:
        return None if value is None else json_amount(traced.indicator, value)

    return [
        {
            "unit": part.unit.name,
            "value": amount(part.amount),
            "state": str(part.state),
            "manner": part.manner,
            "file": part.source.file if part.source else None,
            "sha256": part.source.sha256 if part.source else None,
            "version": part.source.version if part.source else None,
            "with_errors": part.source.with_errors if part.source else False,
            "sheet": part.cells[0].at.sheet if part.cells else None,
            "cells": [
                {"cell": cell.at.cell, "sheet": cell.at.sheet, "unit": cell.unit.name, "value": amount(cell.amount)}
                for cell in part.cells
            ],
        }
        for part in traced.parts
    ]


def explanation_trees(explanations: Sequence[Explanation]) -> Iterator["Tree"]:
    """Each explanation; where very many figures are printed the same, only what they are and how to ask for one."""
    from rich.text import Text
    from rich.tree import Tree

    if len(explanations) <= _EXPLAINED_AT_MOST:
        yield from map(explanation_tree, explanations)
        return
    root = Tree(Text(f"{len(explanations)} số liệu in như thế; hỏi từng số bằng khóa của nó", style="bold"))
    for each in explanations:
        root.add(Text(f"{each.asked}: {each.label}, “{each.text}”"))
    yield root


def explanation_tree(explanation: Explanation) -> "Tree":
    """Formula, then units, files, sheets and cells."""
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(f"{explanation.figure} · {explanation.label} · {explanation.period.name}", style="bold"))
    if explanation.text and explanation.text != (explanation.found.printed if explanation.found else ""):
        root.add(Text(f"Báo cáo in: “{explanation.text}”"))
    for line in (*explanation.formula, *explanation.notes):
        root.add(Text(line))
    for traced in (*explanation.now, *explanation.before):
        _add_traced(root, traced)
    return root


def _add_traced(root: "Tree", traced: Traced) -> None:
    from rich.text import Text

    total = "chưa có số liệu" if traced.amount is None else _sum_text(traced.indicator, traced.amount)
    branch = root.add(Text(f"{traced.indicator.code} · {traced.indicator.label} · {traced.period.name}: {total}"))
    for part in traced.parts:
        said = STATES[part.state] if part.amount is None else traced.indicator.printed(part.amount)
        manner = f" ({_MANNERS[part.manner]})" if _MANNERS[part.manner] else ""
        leaf = branch.add(Text(f"{part.unit.name}: {said}{manner}"))
        if part.source is None:
            continue
        errors = ", nhận dù có lỗi" if part.source.with_errors else ""
        origin = f"{part.source.file} (bản {part.source.version}, {part.source.sha256[:_DIGEST_SHOWN]}{errors})"
        file = leaf.add(Text(origin, style="dim"))
        for cell in part.cells:
            shown = traced.indicator.printed(cell.amount)
            file.add(Text(f"{cell.at.sheet}!{cell.at.cell}  {cell.unit.name}: {shown}"))


@dataclass(frozen=True)
class Feeding:
    """What a return, or a cell of it, feeds: its part of totals, and the texts that would be others without it.

    `versions` are the steps between its versions: their numbers, and the texts each step moved.
    """

    source: str
    unit: str
    period: Period
    shares: Sequence[tuple[Indicator, int, int]]
    texts: Mapping[str, tuple[str, str]]
    versions: Sequence[tuple[int, int, Mapping[str, tuple[str, str]]]]


def feeding_json(feeding: Feeding) -> dict[str, Any]:
    """The contract `khuyenhoc.explanation/1` the other way round."""
    return {
        "schema": SCHEMA,
        "source": feeding.source,
        "unit": feeding.unit,
        "period": str(feeding.period),
        "feeds": [
            {
                "figure": indicator.code,
                "value": json_amount(indicator, part),
                "total": json_amount(indicator, whole),
                "share": part * 100 / whole if whole else None,
            }
            for indicator, part, whole in feeding.shares
        ],
        "texts": [{"key": key, "text": now, "without": without} for key, (without, now) in feeding.texts.items()],
        "versions": [
            {
                "older": older,
                "newer": newer,
                "moved": [{"key": key, "old": old, "new": new} for key, (old, new) in texts.items()],
            }
            for older, newer, texts in feeding.versions
        ],
    }


def feeding_tree(feeding: Feeding) -> "Tree":
    """Its part of the totals, then what of the report depends on it, then what a newer version moved."""
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(f"{feeding.source} · {feeding.unit} · {feeding.period.name}", style="bold"))
    totals = root.add(Text(f"Góp vào {len(feeding.shares)} tổng"))
    for indicator, part, whole in feeding.shares:
        share = f" trong {_sum_text(indicator, whole)}" if whole else ""
        totals.add(Text(f"{indicator.code} {indicator.label}: {_sum_text(indicator, part)}{share}"))
    texts = root.add(Text(f"Thiếu nó thì {len(feeding.texts)} chỗ trong báo cáo khác đi"))
    for key, (without, now) in list(feeding.texts.items())[:_KEYS_AT_MOST]:
        texts.add(Text(f"{key}: “{_short(now)}” → “{_short(without)}”"))
    if len(feeding.texts) > _KEYS_AT_MOST:
        texts.add(Text(f"và {len(feeding.texts) - _KEYS_AT_MOST} chỗ khác (xem đủ: --format json)"))
    for older, newer, moves in feeding.versions:
        branch = root.add(Text(f"Bản {newer} thay bản {older} làm đổi {len(moves)} chỗ"))
        for key, (old, new) in list(moves.items())[:_KEYS_AT_MOST]:
            branch.add(Text(f"{key}: “{_short(old)}” → “{_short(new)}”"))
    return root


def _sum_text(indicator: Indicator, amount: int) -> str:
    """A sum as printed; of flags the number of "Có"."""
    return str(amount) if indicator.measure is Measure.FLAG else indicator.printed(amount)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
