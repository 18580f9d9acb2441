"""What `status` prints: who has reported, as JSON or as a table for the terminal."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.figures.standing import LevelStanding, Standing, UnitStanding, vietnam_time
from khuyenhoc_cli.output.aggregation import STATES
from khuyenhoc_cli.units.model import Unit

if TYPE_CHECKING:
    from rich.console import RenderableType

SCHEMA = "khuyenhoc.status/1"
_STYLES = {State.RECEIVED: "green", State.REJECTED: "red", State.NOT_RECEIVED: "yellow", State.NO_ASSOCIATION: "dim"}
_LEVELS = {
    "cum": "cụm thi đua",
    "tinh": "cấp tỉnh",
    "huyen": "cấp huyện",
    "xa": "cấp xã",
    "co-so": "cơ sở",
    "chi-hoi": "chi hội",
    "truc-thuoc": "khối trực thuộc",
}
_NAMED_AT_MOST = 10


def standing_json(standing: Standing) -> dict[str, Any]:
    """The contract `khuyenhoc.status/1`."""
    counts = {str(state): standing.count(state) for state in State}
    return {
        "schema": SCHEMA,
        "period": str(standing.period),
        "scope": standing.scope.name,
        "deadline": _iso(standing.deadline),
        "units": [_unit_json(entry) for entry in standing.units],
        "levels": [
            {
                "level": each.level,
                "with_figures": each.with_figures,
                "expected": each.expected,
                "no_association": each.no_association,
            }
            for each in standing.levels
        ],
        "passed_over": [
            {"file": each.file, "unit": each.unit or None, "code": each.code or None, "message": each.message}
            for each in standing.passed_over
        ],
        "new_files": list(standing.new_files),
        "gone_files": list(standing.gone_files),
        "totals_from": standing.totals_from,
        "closed_at": standing.closed_at,
        "closed_by": standing.closed_by,
        "summary": {"expected": len(standing.units) - counts["no_association"], **counts, "late": standing.late},
    }


def _unit_json(entry: UnitStanding) -> dict[str, Any]:
    return {
        "unit": entry.unit.name,
        "code": entry.unit.code,
        "state": str(entry.state),
        "version": entry.version,
        "file": entry.file,
        "reported_on": _iso(entry.reported_on),
        "dated_by": entry.dated_by,
        "late": entry.late,
        "values": entry.values,
        "warnings": entry.warnings,
        "explained": entry.explained,
        "with_errors": entry.with_errors,
        "accepted_proposals": entry.proposals,
        "from_summary": entry.from_summary,
        "withdrawn": entry.withdrawn,
        "why": entry.why or None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def standing_table(standing: Standing) -> Iterable["RenderableType"]:
    """One line per unit between what the period comes to and what is still to be done."""
    from rich.table import Table
    from rich.text import Text

    deadline = f" · hạn gửi {standing.deadline:%d/%m/%Y}" if standing.deadline else ""
    yield Text.assemble((f"{standing.scope.name} · {standing.period.name}", "bold"), deadline)
    if standing.closed_at:
        day = vietnam_time(standing.closed_at)
        yield Text(f"Đã chốt ngày {day:%d/%m/%Y}, người chốt: {standing.closed_by}; tệp đổi sau đó không tính.")
    yield _summary_line(standing)
    yield ""
    table = Table(show_edge=False, pad_edge=False, header_style="dim")
    for heading in ("Đơn vị", "Trạng thái", "Bản", "Ngày", "Số ô có số", "Cảnh báo", "Tệp và ghi chú"):
        is_number = heading in ("Bản", "Số ô có số", "Cảnh báo")
        table.add_column(heading, justify="right" if is_number else "left", overflow="fold")
    for entry in standing.units:
        table.add_row(*_row(entry), Text("\n".join(_notes(entry, standing.scope))))
    yield table
    yield ""
    yield from map(Text, _closing_lines(standing))


def _summary_line(standing: Standing) -> str:
    if standing.totals_from:
        return f"Chỉ có số tổng từ báo cáo cũ ({standing.totals_from}), không có số của từng đơn vị."
    received, without = standing.count(State.RECEIVED), standing.count(State.NO_ASSOCIATION)
    others = [f"{n} {STATES[state]}" for state in (State.REJECTED, State.NOT_RECEIVED) if (n := standing.count(state))]
    in_time = sum(entry.late is False for entry in standing.units)
    times = f" ({in_time} đúng hạn, {standing.late} muộn)" if standing.deadline and received else ""
    return ", ".join([f"Đã nhận {received}/{len(standing.units) - without} báo cáo{times}", *others]) + "."


def _row(entry: UnitStanding) -> Iterator[Any]:
    from rich.text import Text

    yield Text(entry.unit.name)
    late = " (muộn)" if entry.late else ""
    yield Text(STATES[entry.state] + late, "yellow" if late else _STYLES[entry.state])
    yield str(entry.version) if entry.version and entry.state is State.RECEIVED else ""
    yield f"{entry.reported_on:%d/%m/%Y}" if entry.reported_on else ""
    yield str(entry.values or "")
    yield "" if entry.warnings is None else str(entry.warnings)


def _notes(entry: UnitStanding, scope: Unit) -> Iterator[str]:
    """The file and what is to be known of it, one line each."""
    if entry.withdrawn:
        yield f"{entry.file or 'tệp'} đã nhận rồi lại rút khỏi thư mục của kỳ"
    elif entry.from_summary:
        yield f"trong báo cáo của {scope.name}"
    elif entry.file:
        yield entry.file
    if entry.why:
        yield f"chưa nhận vì: {entry.why}"
    if entry.version and entry.state is not State.RECEIVED:
        yield f"bản {entry.version} nhận trước đó không được tính"
    if entry.dated_by == "taken_in":
        yield "bìa không ghi ngày lập; tính theo ngày nhận vào sổ"
    if entry.with_errors:
        yield "nhận dù có lỗi, chỉ lấy những ô đọc được"
    if entry.proposals:
        yield f"{entry.proposals} ô lấy theo giá trị đề nghị đã được chấp nhận"
    if entry.explained:
        yield f"{entry.explained} cảnh báo đã được giải trình"


def _closing_lines(standing: Standing) -> Iterator[str]:
    if standing.levels:
        line = "; ".join(map(_level_text, standing.levels))
        yield f"{line[0].upper()}{line[1:]}."
    for each in standing.passed_over:
        yield f"{each.file}: không tính. {each.message}"
    if standing.closed_at:
        if changed := tuple(dict.fromkeys((*standing.new_files, *standing.gone_files))):
            yield f"Khác lúc chốt, không tính: {_named(changed)}."
            yield f"Xem khác gì: khuyenhoc aggregate --period {standing.period}"
        return
    if standing.gone_files:
        yield f"{_named(standing.gone_files)} đã nhận nhưng không còn trong thư mục của kỳ."
    if standing.new_files:
        yield f"{len(standing.new_files)} tệp mới hoặc đã sửa chưa nhận: {_named(standing.new_files)}."
    if standing.new_files or standing.gone_files:
        yield f"Để cập nhật, chạy: khuyenhoc aggregate --period {standing.period}"


def _level_text(level: LevelStanding) -> str:
    """ "cấp xã: 180/184 có số liệu, 2 đơn vị chưa có Hội"."""
    without = f", {level.no_association} đơn vị chưa có Hội" if level.no_association else ""
    return f"{_LEVELS.get(level.level, level.level)}: {level.with_figures}/{level.expected} có số liệu{without}"


def _named(files: Sequence[str]) -> str:
    more = f" và {len(files) - _NAMED_AT_MOST} tệp nữa" if len(files) > _NAMED_AT_MOST else ""
    return ", ".join(files[:_NAMED_AT_MOST]) + more
