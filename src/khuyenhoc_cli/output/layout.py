"""What was recognised in a workbook: the tables of each sheet, their columns and rows, and what was passed over."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.layout import Table

_BY = {"codes": "theo dòng mã", "headings": "theo tiêu đề"}
_ROWS = {
    "unit": "dòng đơn vị",
    "total": "dòng tổng",
    "subtotal": "dòng cộng nhóm",
    "group": "tên nhóm",
    "unknown": "dòng không rõ",
}


def layout_json(tables: Sequence[Table]) -> list[dict[str, Any]]:
    """The recognised tables of one file: where each column's heading stands and what it means, and the rows counted."""
    return [
        {
            "sheet": table.grid.sheet,
            "orientation": "indicators_down" if table.grid.transposed else "units_down",
            "by": table.header.by,
            "columns": [
                {"code": code, "cell": _cell(table, row, table.columns[code]), "heading": text}
                for code, (row, text) in _in_order(table)
            ],
            "ignored": _others(table, "ignored"),
            "unread": _others(table, "unknown"),
            "rows": {kind: count for kind in _ROWS if (count := _rows(table)[kind])},
        }
        for table in tables
    ]


def layout_lines(path: PurePath, tables: Sequence[Table], edition: Edition) -> Iterable[str]:
    """The same for a person, a few lines a table."""
    yield f"{path.as_posix()}: nhận ra {len(tables)} bảng."
    for table in tables:
        counted = ", ".join(f"{count} {_ROWS[kind]}" for kind, count in _rows(table).items())
        way = "chỉ tiêu xếp dọc" if table.grid.transposed else "đơn vị xếp dọc"
        yield f"  Trang {table.grid.sheet}: {way}, nhận {_BY[table.header.by]}; {counted or 'không có dòng nào'}."
        for code, (row, text) in _in_order(table):
            said = "" if text == code else f" ← “{_one_line(text)}”"
            yield f"    {_cell(table, row, table.columns[code])}: {code} {edition.indicators[code].label}{said}"
        for role, words in (("ignored", "bỏ qua"), ("unknown", "không rõ")):
            if others := _others(table, role):
                named = "; ".join(f"{other['cell']} “{_one_line(other['heading'])}”" for other in others)
                yield f"    {words}: {named}"


def _in_order(table: Table) -> list[tuple[str, tuple[int, str]]]:
    """The headings of the indicators, from the first column to the last."""
    return sorted(
        ((code, table.header.headings[code]) for code in table.columns), key=lambda item: table.columns[item[0]]
    )


def _others(table: Table, role: str) -> list[dict[str, str]]:
    return [
        {"cell": _cell(table, other.row, other.index), "heading": other.text}
        for other in table.header.others
        if other.role == role
    ]


def _rows(table: Table) -> Counter[str]:
    return Counter(row.kind for row in table.rows)


def _cell(table: Table, row: int, column: int) -> str:
    return table.grid.ref(row, column).cell


def _one_line(text: str) -> str:
    return " ".join(text.split())
