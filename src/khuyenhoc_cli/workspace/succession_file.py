"""The workspace's own table of successions: which unit of an earlier list went into which of a later one.

Columns: `ma_cu` (code before), `ma_moi` (code now), `dan_so` (population of the part that went; needed only where a
unit was split). It comes before what the country's registry knows, and serves what no registry knows: hamlets, blocks.
"""

import csv
import io
from collections.abc import Mapping

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.units.model import Part

COLUMNS = ("ma_cu", "ma_moi", "dan_so")


def parse_succession(text: str) -> Mapping[str, tuple[Part, ...]]:
    """The parts of each earlier unit, by its code; UserError names the row that is wrong."""
    text = text.removeprefix("\ufeff")
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    missing = [column for column in COLUMNS[:2] if column not in (reader.fieldnames or ())]
    if missing:
        raise _mistake(f"thiếu cột {', '.join(missing)}", f"Dòng đầu phải có các cột: {', '.join(COLUMNS)}.")
    found: dict[str, dict[str, Part]] = {}
    for number, row in enumerate(reader, start=2):
        old, new, population = ((row.get(column) or "").strip() for column in COLUMNS)
        if not old and not new:
            continue
        if not old or not new:
            raise _mistake(f"dòng {number} thiếu mã", "Điền cả ma_cu và ma_moi.")
        if population and not population.isdecimal():
            raise _mistake(f"dòng {number}, dân số “{population}” không phải số nguyên", "Ghi liền các chữ số.")
        if new in found.setdefault(old, {}):
            raise _mistake(f"dòng {number}: “{old}” vào “{new}” đã ghi ở dòng trên", "Mỗi phần một dòng.")
        found[old][new] = Part(new, int(population) if population else None)
    return {old: tuple(parts.values()) for old, parts in found.items()}


def _mistake(what: str, fix: str) -> UserError:
    return UserError(f"Bảng kế tục đơn vị: {what}.", fix=fix, exit_code=3)
