"""The table of what units were assigned to achieve, as an office keeps it in Excel.

Columns: `ma` (unit code), `chi_tieu` (indicator code), `so_giao` (the number assigned: a whole number, of money triệu
đồng; Có and Chưa are not assigned).
"""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.forms.model import Edition, Indicator, Measure
from khuyenhoc_cli.text.numbers import parse_printed
from khuyenhoc_cli.workspace.units_file import UnitList

COLUMNS = ("ma", "chi_tieu", "so_giao")


def parse_assigned(text: str, units: UnitList, edition: Edition) -> Mapping[tuple[str, str], int]:
    """The numbers by unit and indicator, money in đồng; UserError (exit 3) names the row that is wrong."""
    text = text.removeprefix("\ufeff")
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise _mistake(f"thiếu cột {', '.join(missing)}", f"Dòng đầu phải có các cột: {', '.join(COLUMNS)}.")
    found: dict[tuple[str, str], int] = {}
    for number, row in enumerate(reader, start=2):
        unit, code, amount = ((row.get(column) or "").strip() for column in COLUMNS)
        if not unit and not code:
            continue
        if units.get(unit) is None:
            raise _mistake(f"dòng {number}, không có đơn vị nào mã “{unit}”", "Ghi mã như ở cột ma của units.csv.")
        indicator = edition.indicators.get(code)
        if indicator is None or indicator.measure is Measure.FLAG:
            raise _mistake(f"dòng {number}, không giao số cho “{code}” được", "Ghi mã chỉ tiêu số, ví dụ HV01.")
        if (unit, code) in found:
            raise _mistake(f"dòng {number}, “{unit}” đã được giao {code} ở dòng trên", "Giữ một dòng.")
        found[unit, code] = _amount(amount, indicator, number)
    return found


def _amount(text: str, indicator: Indicator, number: int) -> int:
    """The number in the indicator's own measure."""
    printed = parse_printed(text)
    value = None if printed is None else printed * Decimal(indicator.scale)
    if value is None or value < 0 or value != int(value):
        fix = "Ghi số nguyên; tiền tính bằng triệu đồng, phần lẻ sau dấu phẩy."
        raise _mistake(f"dòng {number}, “{text}” không phải một số {indicator.unit}", fix)
    return int(value)


def _mistake(what: str, fix: str) -> UserError:
    return UserError(f"Bảng chỉ tiêu giao: {what}.", fix=fix, exit_code=3)
