"""Finished returns out of figures: who reports what, with last year's values and the office's own words."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.output.return_content import Cover, ReturnContent
from khuyenhoc_cli.output.return_workbook import write_return
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.units_file import UnitList

from . import plan
from .figures import Column
from .growth import Rows, position
from .units import BLOCK, PROVINCE

NOTE = "Số liệu mẫu: tổng toàn tỉnh theo số liệu đã công bố, phần chia cho từng đơn vị là giả định."
INVENTED = "Số liệu mẫu: mọi số đều là giả định."
_ALL_INVENTED = f"Văn phòng Hội. {INVENTED}"
_FILLED_BY = f"Văn phòng Hội. {NOTE}"


@dataclass(frozen=True)
class SampleReturn:
    """One return before it is written: a unit, its rows, and all that stands in its cells."""

    edition: Edition
    cover: Cover
    unit: Unit
    rows: Sequence[Unit]
    content: ReturnContent

    def with_value(self, unit: str, code: str, value: int | None) -> "SampleReturn":
        """The return with one value changed, or blank."""
        values = {key: old for key, old in self.content.values.items() if key != (unit, code)}
        if value is not None:
            values[unit, code] = value
        return replace(self, content=replace(self.content, values=values))

    def value(self, unit: str, code: str) -> int:
        """What stands in the unit's cell."""
        return self.content.values[unit, code]

    def to_bytes(self) -> bytes:
        """The workbook."""
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "return.xlsx"
            write_return(path, self.edition, self.cover, self.unit, self.rows, self.content)
            return path.read_bytes()


def sample_returns(
    edition: Edition, units: UnitList, figures: Mapping[str, Mapping[str, Column]]
) -> dict[str, dict[str, SampleReturn]]:
    """By period and the reporting unit's code: all returns of the sample."""
    return {
        period: {
            unit.code: _sample_return(edition, units, figures, period, unit, reply)
            for unit in units.children(PROVINCE)
            if (reply := replies.get(unit.code)) is not None
        }
        for period, replies in ((period, plan.replies(edition, period)) for period in figures)
    }


def _sample_return(
    edition: Edition,
    units: UnitList,
    figures: Mapping[str, Mapping[str, Column]],
    period: str,
    unit: Unit,
    reply: plan.Reply,
) -> SampleReturn:
    rows = units.children(unit.code)
    here = {row.code for row in (unit, *rows)}
    return SampleReturn(
        edition,
        Cover(_association(units, unit), Period.parse(period), _FILLED_BY, reply.made_on),
        unit,
        rows,
        ReturnContent(
            _cells(figures[period], here),
            _cells(figures.get(str(Period.parse(period).year_before), {}), here),
            plan.narrative(period) if unit.code == BLOCK else {},
        ),
    )


def invented_returns(
    edition: Edition, units: UnitList, period: str, rows: Rows, previous: Rows, deadline: date
) -> dict[str, SampleReturn]:
    """By the reporting unit's code: the returns of a period of which every figure is invented."""
    reporting = [
        unit for top in units.tops for unit in units.children(top.code) if unit.code not in units.no_association
    ]
    return {
        unit.code: SampleReturn(
            edition,
            Cover(_association(units, unit), Period.parse(period), _ALL_INVENTED, _made_on(unit, deadline)),
            unit,
            units.children(unit.code) or (unit,),
            ReturnContent(
                _places(rows, unit, units),
                _places(previous, unit, units),
                plan.narrative(period) if unit.code == BLOCK else {},
            ),
        )
        for unit in reporting
    }


def _places(rows: Rows, unit: Unit, units: UnitList) -> dict[tuple[str, str], int]:
    here = (unit, *units.children(unit.code))
    return {(row.code, code): amount for row in here for code, amount in rows.get(row.code, {}).items()}


def _made_on(unit: Unit, deadline: date) -> date:
    """Most in the days before the deadline, one in thirty a few days late."""
    days = position(15, "day", unit.code)
    return deadline + timedelta(days=4) if position(30, "late", unit.code) == 0 else deadline - timedelta(days=days)


def _association(units: UnitList, unit: Unit) -> str:
    """The association's name; the block's return is the province's."""
    name = (unit if unit.kind == "territorial" else units.get(unit.parent) or unit).name
    return f"Hội Khuyến học {name[0].lower()}{name[1:]}"


def _cells(figures: Mapping[str, Column], units: set[str]) -> dict[tuple[str, str], int]:
    return {(unit, code): value for code, column in figures.items() for unit, value in column.items() if unit in units}
