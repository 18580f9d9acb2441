"""What the input cells of a return take, and what they say to the person who fills them in."""

from typing import Any

from khuyenhoc_cli.forms.indicator import FLAG_WORDS
from khuyenhoc_cli.forms.model import Indicator, Measure
from khuyenhoc_cli.output.return_content import printed_value
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.numbers import print_count

ERROR_TITLE = "Chưa đúng"
_MOST_IN_TITLE, _MOST_IN_MESSAGE = 32, 255  # Excel's


def input_rule(indicator: Indicator, year_before: Period, before: int | None) -> dict[str, Any]:
    """The data validation of one cell, which shows the value of the year before where it is known."""
    rule = {**_accepted(indicator), "error_title": ERROR_TITLE}
    if before is not None:
        rule["input_title"] = indicator.short[:_MOST_IN_TITLE]
        rule["input_message"] = f"Cùng kỳ {year_before}: {printed_value(indicator, before)}"[:_MOST_IN_MESSAGE]
    return rule


def _accepted(indicator: Indicator) -> dict[str, Any]:
    """What Excel lets a person type into the cell, and what it says otherwise."""
    least = print_count(indicator.minimum)
    match indicator.measure:
        case Measure.FLAG:
            error = "Chọn “Có” hoặc “Chưa” trong danh sách."
            return {"validate": "list", "source": list(reversed(FLAG_WORDS)), "error_message": error}
        case Measure.MONEY:
            kind, error = "decimal", f"Ô này nhận số từ {least} trở lên, tính bằng triệu đồng; không gõ kèm chữ."
        case Measure.COUNT:
            kind = "integer"
            error = f"Ô này nhận số nguyên từ {least} trở lên; không gõ dấu ngăn hàng nghìn, không gõ kèm chữ."
    return {"validate": kind, "criteria": ">=", "value": indicator.minimum, "error_message": error}
