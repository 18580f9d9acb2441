"""`units.csv`: the units of a workspace, one row each, as an office keeps them in Excel.

Columns: `ma` (code, text), `ten` (name), `cap` (level), `thuoc` (code of the unit above), `loai` (`lanh-tho`
territorial, `truc-thuoc` attached directly), `trang_thai` (empty, or `chua-co-hoi`: no association yet), `ten_khac`
(other spellings, separated by semicolons).
"""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast, get_args

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.units.model import Kind, Level, Unit

COLUMNS = ("ma", "ten", "cap", "thuoc", "loai", "trang_thai", "ten_khac")
NO_ASSOCIATION = "chua-co-hoi"
_NAMED_AT_MOST = 4
_DIGITS = {"tinh": 2, "huyen": 3, "xa": 5}
"""How long the official codes are: Excel drops the zeros before a number when it saves a list."""
_KINDS: dict[str, Kind] = {"": "territorial", "lanh-tho": "territorial", "truc-thuoc": "attached"}


@dataclass(frozen=True)
class UnitList:
    """The units in the order of the file, and the codes of those that have no association yet."""

    units: tuple[Unit, ...]
    no_association: frozenset[str]

    def get(self, code: str) -> Unit | None:
        """The unit with this code."""
        return self._by_code.get(code)

    def children(self, code: str) -> tuple[Unit, ...]:
        """The units directly below, in the order of the file: territorial ones and the attached block."""
        return self._by_parent.get(code, ())

    def reporting(self, root: Unit) -> tuple[Unit, ...]:
        """Who may send a return: the root and its children, and so for each other top of a list of before a merger."""
        others = (top for top in self.tops if top != root)
        return tuple(unit for top in (root, *others) for unit in (top, *self.children(top.code)))

    @cached_property
    def tops(self) -> tuple[Unit, ...]:
        """The units that stand under no other one of the list: one, but for a list of before a merger."""
        return tuple(unit for unit in self.units if unit.parent not in self._by_code)

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _by_parent(self) -> dict[str, tuple[Unit, ...]]:
        below: dict[str, list[Unit]] = {}
        for unit in self.units:
            below.setdefault(unit.parent, []).append(unit)
        return {parent: tuple(units) for parent, units in below.items()}


def parse_units(text: str, *, several_tops: bool = False) -> UnitList:
    """The list of units in the text of a units.csv; UserError names the row that is wrong.

    A list of before a merger may hold several units that stand under no other: `several_tops`.
    """
    text = text.removeprefix("\ufeff")
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    missing = [column for column in COLUMNS[:4] if column not in (reader.fieldnames or ())]
    if missing:
        raise _mistake(f"thiếu cột {', '.join(missing)}", f"Dòng đầu phải có các cột: {', '.join(COLUMNS)}.")
    units: list[Unit] = []
    no_association = set()
    for number, row in enumerate(reader, start=2):
        if not any(value.strip() for value in row.values() if isinstance(value, str)):
            continue
        unit = _unit(row, number)
        units.append(unit)
        if (row.get("trang_thai") or "").strip() == NO_ASSOCIATION:
            no_association.add(unit.code)
    units = _with_restored_zeros(units)
    codes = [unit.code for unit in units]
    twice = sorted(code for code, times in Counter(codes).items() if times > 1)
    if twice:
        raise _mistake(f"mã đứng hai lần: {', '.join(twice)}", "Mỗi đơn vị một dòng, mỗi dòng một mã riêng.")
    known = set(codes)
    tops = [unit for unit in units if unit.parent not in known]
    if len(tops) > 1 and not several_tops:
        listed = ", ".join(f"{unit.name} (thuộc “{unit.parent}”)" for unit in tops[:_NAMED_AT_MOST])
        fix = "Chỉ đơn vị đứng đầu không có cấp trên; ghi lại mã cấp trên ở cột thuoc của các dòng kia."
        raise _mistake(f"nhiều đơn vị không có cấp trên trong danh sách: {listed}", fix)
    return UnitList(tuple(units), frozenset(no_association))


def _with_restored_zeros(units: list[Unit]) -> list[Unit]:
    """The units with official codes at their full length, and the codes of the units above them alike."""
    full = {unit.code: unit.code.zfill(_DIGITS.get(unit.level, 0)) for unit in units if unit.code.isdecimal()}
    return [
        replace(unit, code=full.get(unit.code, unit.code), parent=full.get(unit.parent, unit.parent)) for unit in units
    ]


def units_csv(units: Iterable[Unit], no_association: Collection[str] = ()) -> str:
    """The text of a units.csv; it starts with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for unit in units:
        kind = "lanh-tho" if unit.kind == "territorial" else "truc-thuoc"
        state = NO_ASSOCIATION if unit.code in no_association else ""
        writer.writerow([unit.code, unit.name, unit.level, unit.parent, kind, state, "; ".join(unit.aliases)])
    return "\ufeff" + out.getvalue()


def _mistake(what: str, fix: str) -> UserError:
    """The error that says what is wrong in the list, and what to do."""
    return UserError(f"Danh sách đơn vị: {what}.", fix=fix, exit_code=3)


def _unit(row: dict[str, str | None], number: int) -> Unit:
    """One row's unit."""
    code, name, level, parent = ((row.get(column) or "").strip() for column in COLUMNS[:4])
    kind = (row.get("loai") or "").strip()
    if not code or not name:
        raise _mistake(f"dòng {number} thiếu mã hoặc tên", "Điền cột ma và cột ten, hoặc xóa dòng ấy.")
    if level not in get_args(Level) or kind not in _KINDS:
        fix = f"Cấp là một trong: {', '.join(get_args(Level))}; loại là lanh-tho hoặc truc-thuoc."
        raise _mistake(f"dòng {number}, cấp “{level}” hoặc loại “{kind}” không hợp lệ", fix)
    aliases = tuple(alias.strip() for alias in (row.get("ten_khac") or "").split(";") if alias.strip())
    return Unit(code, name, cast(Level, level), parent, kind=_KINDS[kind], aliases=aliases)
