"""What `history` prints: the versions of a unit's returns and what changed between them, as JSON or as tables."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from khuyenhoc_cli.figures.changes import Change, PeriodHistory, Step
from khuyenhoc_cli.figures.standing import vietnam_time
from khuyenhoc_cli.forms.model import Edition, Measure
from khuyenhoc_cli.ledger.records import Acceptance, Accepted, Explained, Reason
from khuyenhoc_cli.output.aggregation import json_amount
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.units_file import UnitList

if TYPE_CHECKING:
    from rich.console import RenderableType

SCHEMA = "khuyenhoc.history/1"
_CHANGES_AT_MOST = 20
_DIGEST_SHOWN = 8
_ASIDE = {
    Reason.REJECTED: "bị trả lại",
    Reason.WITHDRAWN: "đã nhận rồi lại rút khỏi thư mục của kỳ",
    Reason.PASSED_OVER: "không tính",
}


def history_json(unit: Unit, histories: Sequence[PeriodHistory]) -> dict[str, Any]:
    """The contract `khuyenhoc.history/1`: money in triệu đồng, flags 1 and 0, as in the figures."""
    periods = [_period_json(history) for history in histories]
    return {"schema": SCHEMA, "unit": unit.name, "code": unit.code, "periods": periods}


def _period_json(history: PeriodHistory) -> dict[str, Any]:
    return {
        "period": str(history.period),
        "reported_by": history.reporter.name,
        "closed_at": history.closed_at,
        "versions": [_version_json(version) for version in history.versions],
        "changes": [_step_json(step, history.edition, history.units) for step in history.steps],
        "explanations": [_explained_json(explained, history) for explained in history.explanations],
        "acceptances": [
            _acceptance_json(acceptance, history.edition, history.units) for acceptance in history.acceptances
        ],
        "set_aside": [
            {"file": each.file, "reason": str(each.reason), "code": each.code or None, "message": each.message}
            for each in history.set_aside
        ],
    }


def _version_json(version: Accepted) -> dict[str, Any]:
    return {
        "version": version.version,
        "file": version.file,
        "sha256": version.sha256,
        "made_on": version.made_on.isoformat() if version.made_on else None,
        "taken_in_at": version.taken_in_at,
        "with_errors": version.with_errors,
        "warnings": version.warnings,
        "explained": version.explained,
        "values": len(version.values),
    }


def _step_json(step: Step, edition: Edition, units: UnitList) -> dict[str, Any]:
    return {
        "from": step.older,
        "to": step.newer,
        "cells": [_change_json(change, edition, units) for change in step.changes],
        "totals": [
            {
                "indicator": total.indicator,
                "label": _label(total.indicator, edition),
                "old": _amount(total.indicator, total.old, edition),
                "new": _amount(total.indicator, total.new, edition),
            }
            for total in step.totals
        ],
    }


def _change_json(change: Change, edition: Edition, units: UnitList) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "unit": _unit_name(change.row_unit, units),
        "indicator": change.indicator,
        "label": _label(change.indicator, edition),
        "old": _amount(change.indicator, change.old.amount if change.old else None, edition),
        "new": _amount(change.indicator, change.new.amount if change.new else None, edition),
        "sheet": change.at.sheet,
        "cell": change.at.cell,
    }


def _explained_json(explained: Explained, history: PeriodHistory) -> dict[str, Any]:
    return {
        "version": _version_of(explained, history),
        "code": explained.code,
        "unit": explained.row_unit or None,
        "indicator": explained.indicator or None,
        "found": explained.found or None,
        "sheet": explained.sheet or None,
        "cell": explained.cell or None,
        "explanation": explained.text,
        "file": explained.file,
        "recorded_at": explained.recorded_at,
    }


def _acceptance_json(acceptance: Acceptance, edition: Edition, units: UnitList) -> dict[str, Any]:
    return {
        "version": acceptance.version,
        "code": acceptance.code,
        "unit": _unit_name(acceptance.row_unit, units),
        "indicator": acceptance.indicator,
        "sheet": acceptance.sheet,
        "cell": acceptance.cell,
        "found": acceptance.found,
        "value": _amount(acceptance.indicator, acceptance.value, edition),
        "reason": acceptance.reason,
        "accepted_by": acceptance.accepted_by,
        "accepted_at": acceptance.accepted_at,
    }


def _version_of(explained: Explained, history: PeriodHistory) -> int | None:
    """The first version that carried an explanation; None where its file was never taken in."""
    return next((version.version for version in history.versions if version.sha256 == explained.sha256), None)


def _amount(code: str, amount: int | None, edition: Edition) -> int | float | None:
    indicator = edition.indicators.get(code)
    return amount if amount is None or indicator is None else json_amount(indicator, amount)


def _label(code: str, edition: Edition) -> str:
    indicator = edition.indicators.get(code)
    return indicator.label if indicator else code


def _unit_name(code: str, units: UnitList) -> str:
    unit = units.get(code)
    return unit.name if unit else code


def history_table(unit: Unit, histories: Sequence[PeriodHistory]) -> Iterable["RenderableType"]:
    """Period by period: the versions, what was said of them, what changed."""
    from rich.text import Text

    yield Text(unit.name, "bold")
    if not histories:
        yield "Chưa nhận bản báo cáo nào của đơn vị này."
    for history in histories:
        yield ""
        above = f", theo báo cáo của {history.reporter.name}" if history.reporter != unit else ""
        closed = f" · đã chốt ngày {vietnam_time(history.closed_at):%d/%m/%Y}" if history.closed_at else ""
        yield Text.assemble((history.period.name.capitalize(), "bold"), above, closed)
        yield _versions_table(history)
        yield from map(Text, _said_lines(history))
        for step in history.steps:
            yield ""
            yield from _step_parts(step, history.edition, history.units)


def _table(*headings: str, numbers: Sequence[str] = ()) -> Any:
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="dim")
    for heading in headings:
        table.add_column(heading, justify="right" if heading in numbers else "left", overflow="fold")
    return table


def _versions_table(history: PeriodHistory) -> Any:
    from rich.text import Text

    table = _table(
        "Bản", "Ngày lập", "Nhận vào sổ", "Số ô có số", "Cảnh báo", "Tệp", "Mã băm", "Ghi chú", numbers=("Bản",)
    )
    for version in history.versions:
        taken_in = f"{vietnam_time(version.taken_in_at):%d/%m/%Y %H:%M}"
        note = "nhận dù có lỗi" if version.with_errors else ""
        warnings = "" if version.warnings is None else str(version.warnings)
        made_on = f"{version.made_on:%d/%m/%Y}" if version.made_on else "không ghi"
        cells = (made_on, taken_in, str(len(version.values)), warnings)
        table.add_row(str(version.version), *cells, Text(version.file), version.sha256[:_DIGEST_SHOWN], note)
    return table


def _said_lines(history: PeriodHistory) -> Iterator[str]:
    """Which files do not count and why, what the office explained, which proposals were accepted by whom."""
    for aside in history.set_aside:
        yield f"{aside.file}: {_ASIDE[aside.reason]}. {aside.message}".strip()
    for each in history.explanations:
        version = _version_of(each, history)
        source = f"bản {version}" if version else f"tệp chưa nhận {each.file}"
        found = f" = {each.found}" if each.found else ""
        about = " ".join(filter(None, (each.row_unit, each.indicator)))
        yield f"Giải trình ({source}) {each.code} {about}{found}: {each.text}"
    for accepted in history.acceptances:
        where = (
            f"{_unit_name(accepted.row_unit, history.units)} {accepted.indicator}, ô {accepted.sheet}!{accepted.cell}"
        )
        value = _printed(accepted.indicator, accepted.value, history.edition)
        why = f"{accepted.accepted_by}: {accepted.reason}"
        yield f"Chấp nhận (bản {accepted.version}) {where}: “{accepted.found}” → {value}; {why}"


def _step_parts(step: Step, edition: Edition, units: UnitList) -> Iterator["RenderableType"]:
    """What changed from one version to the next, the totals first."""
    from rich.text import Text

    title = f"Từ bản {step.older} sang bản {step.newer}"
    if not step.changes:
        yield f"{title}: số liệu không đổi."
        return
    counts = {kind: sum(change.kind == kind for change in step.changes) for kind in ("changed", "added", "gone")}
    words = {"changed": "ô đổi số", "added": "ô thêm số", "gone": "ô không còn số"}
    yield f"{title}: {', '.join(f'{count} {words[kind]}' for kind, count in counts.items() if count)}."
    if step.totals:
        table = _table("Mã", "Tổng của đơn vị", "Bản trước", "Bản sau", numbers=("Bản trước", "Bản sau"))
        for total in step.totals[:_CHANGES_AT_MOST]:
            old, new = (_printed(total.indicator, amount, edition) for amount in (total.old, total.new))
            table.add_row(total.indicator, Text(_label(total.indicator, edition)), old, new)
        yield table
        yield from _and_more(len(step.totals), "tổng")
        yield ""
    table = _table("Đơn vị", "Mã", "Chỉ tiêu", "Bản trước", "Bản sau", "Ô", numbers=("Bản trước", "Bản sau"))
    for change in step.changes[:_CHANGES_AT_MOST]:
        code = change.indicator
        old, new = (_printed(code, value.amount if value else None, edition) for value in (change.old, change.new))
        name = Text(_unit_name(change.row_unit, units))
        where = Text(f"{change.at.sheet}!{change.at.cell}" if change.new else "")
        table.add_row(name, code, Text(_label(code, edition)), old, new, where)
    yield table
    yield from _and_more(len(step.changes), "thay đổi")


def _and_more(count: int, what: str) -> Iterator[str]:
    if count > _CHANGES_AT_MOST:
        yield f"… và {count - _CHANGES_AT_MOST} {what} nữa (xem đủ: --format json)"


def _printed(code: str, amount: int | None, edition: Edition) -> str:
    """An amount as a report prints it; a dash where there is none."""
    if amount is None:
        return "–"
    indicator = edition.indicators.get(code)
    counts_flags = indicator is not None and indicator.measure is Measure.FLAG and amount > 1
    return str(amount) if indicator is None or counts_flags else indicator.printed(amount)
