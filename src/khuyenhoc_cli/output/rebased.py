"""What `units rebase` prints: earlier figures over the units of today, and from which units they come."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.output.aggregation import csv_amount, json_amount
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.carrying import Carried
from khuyenhoc_cli.units.model import Unit

SCHEMA = "khuyenhoc.rebase/1"


@dataclass(frozen=True)
class Rebased:
    """Earlier figures over the children of a scope; without a period only where these come from.

    `is_shared` tells of an earlier unit whether it was split between several of them.
    """

    period: Period | None
    scope: Unit
    children: tuple[Unit, ...]
    edition: Edition
    carried: Carried
    is_shared: Callable[[Unit], bool]

    def predecessors(self, child: Unit) -> tuple[Unit, ...]:
        """The earlier units that went into a child, whole or in part."""
        return tuple(self.carried.predecessors.get(child.code, {}).values())


def rebased_json(rebased: Rebased) -> dict[str, Any]:
    """The contract `khuyenhoc.rebase/1`: money in triệu đồng, as in the figures."""
    indicators = rebased.edition.indicators
    return {
        "schema": SCHEMA,
        "period": str(rebased.period) if rebased.period else None,
        "scope": rebased.scope.name,
        "units": [
            {
                "unit": child.name,
                "code": child.code,
                "from": [
                    {"unit": unit.name, "code": unit.code, "whole": not rebased.is_shared(unit)}
                    for unit in rebased.predecessors(child)
                ],
                "values": {
                    code: json_amount(indicators[code], value)
                    for code, value in rebased.carried.values(child.code).items()
                },
                "estimated": [code for code in indicators if code in rebased.carried.estimated.get(child.code, ())],
            }
            for child in rebased.children
        ],
        "leftover": [
            {
                "unit": each.unit.name,
                "code": each.unit.code,
                "values": {code: json_amount(indicators[code], value) for code, value in each.values.items()},
            }
            for each in rebased.carried.leftovers
        ],
        "unplaced": [{"unit": unit.name, "code": unit.code} for unit, _ in rebased.carried.unplaced.values()],
    }


def rebased_csv(rebased: Rebased) -> str:
    """One row per unit of today and per unit whose figures are left over; starts with the mark Excel knows UTF-8 by."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    indicators = rebased.edition.indicators
    writer.writerow(["ma", "ten", "tu_cac_don_vi", "uoc_tinh", *indicators])
    for child in rebased.children:
        values = rebased.carried.values(child.code)
        estimated = "x" if rebased.carried.estimated.get(child.code) else ""
        cells = [csv_amount(each, values.get(code)) for code, each in indicators.items()]
        writer.writerow([child.code, child.name, _listed(rebased, child), estimated, *cells])
    for each in rebased.carried.leftovers:
        cells = [csv_amount(indicator, each.values.get(code)) for code, indicator in indicators.items()]
        writer.writerow([each.unit.code, each.unit.name, "chỉ tính vào số chung", "", *cells])
    return "\ufeff" + out.getvalue()


def rebased_lines(rebased: Rebased) -> Iterator[str]:
    """Each unit of today with the earlier ones it comes from, then what could not be given to one of them."""
    for child in rebased.children:
        if child.kind == "territorial":
            yield f"{child.code}\t{child.name}\t← {_listed(rebased, child) or 'không rõ'}"
    left = dict.fromkeys(each.unit.name for each in rebased.carried.leftovers)
    if left:
        yield f"Không thuộc riêng đơn vị nào, chỉ tính vào số chung: {', '.join(left)}."
    for unit, _ in rebased.carried.unplaced.values():
        yield f"Không rõ {unit.name} ({unit.code}) nay thuộc đâu: ghi vào bảng kế tục đơn vị (ma_cu, ma_moi, dan_so)."
    if rebased.period is None:
        yield "Muốn có số liệu: khuyenhoc units rebase --period KỲ --format csv -o TỆP"


def _listed(rebased: Rebased, child: Unit) -> str:
    """ "Xã Ea Tiêu, Xã Ea BHốk (một phần)"."""
    return ", ".join(
        f"{unit.name} (một phần)" if rebased.is_shared(unit) else unit.name for unit in rebased.predecessors(child)
    )
