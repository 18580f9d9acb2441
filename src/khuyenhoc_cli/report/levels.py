"""An indicator by where it was counted: in the territories below, and in what is attached directly to the level."""

from typing import get_args

from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.keys import figure_key
from khuyenhoc_cli.report.word.values import Generated
from khuyenhoc_cli.text.numbers import print_small_count
from khuyenhoc_cli.units.model import Kind

_NAMES: dict[Kind, str] = {"territorial": "dia_phuong", "attached": "truc_thuoc"}


def by_level(code: str, facts: Facts) -> dict[str, Generated]:
    """dia_phuong, truc_thuoc: the two parts of the total; "" where one of them is none, or both are not all of it."""
    parts = {kind: _sum(code, kind, facts) for kind in get_args(Kind)}
    total = facts.total(code)
    told = total is not None and all(parts.values()) and sum(parts.values()) == total.value
    return {
        name: Generated(figure_key(code, kind), _printed(code, parts[kind], facts) if told else "")
        for kind, name in _NAMES.items()
    }


def _sum(code: str, kind: Kind, facts: Facts) -> int:
    return sum(each.values.get(code, 0) for each in facts.figures.units if each.unit.kind == kind)


def _printed(code: str, value: int, facts: Facts) -> str:
    indicator = facts.figures.edition.indicators[code]
    return print_small_count(value) if indicator.scale == 1 else indicator.printed(value)
