"""What is said about a total that does not close: its cause, at the cell to be changed, with the right content."""

from collections.abc import Sequence
from typing import Any

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.checks.digit_slips import slip_between
from khuyenhoc_cli.checks.sum_formulas import formula_over
from khuyenhoc_cli.checks.total_model import Cause, Column, Kind
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.model import Indicator
from khuyenhoc_cli.text.numbers import print_count

_CODES = {
    Kind.LEFT_OUT: "KH305",
    Kind.TWICE: "KH306",
    Kind.SUBTOTAL_ADDED: "KH307",
    Kind.LAST_YEAR: "KH308",
    Kind.LAST_YEAR_ROW: "KH308",
    Kind.SWAPPED: "KH309",
    Kind.SLIP: "KH309",
    Kind.OTHER_COLUMN: "KH310",
    Kind.NEIGHBOURS: "KH311",
    Kind.UNIT_OF_MEASURE: "KH312",
    Kind.NOT_RECALCULATED: "KH313",
}
_SLIPS = {
    "swapped": ("đảo hai chữ số liền nhau", "two neighbouring digits swapped"),
    "wrong": ("sai một chữ số", "one digit wrong"),
    "missing": ("thiếu một chữ số", "one digit missing"),
    "extra": ("thừa một chữ số", "one digit too many"),
}
_ROWS = {
    "total": {"row": "Tổng cộng", "row_en": "The total"},
    "subtotal": {"row": "Dòng cộng nhóm", "row_en": "The sub-total"},
}
_NAMED_AT_MOST = 3
_LONGEST_FORMULA = 60


def finding_of(cause: Cause | None, columns: Sequence[Column], context: CheckContext) -> Finding:
    """The one finding about columns of one total row that are off for one cause; None is a cause nobody knows."""
    if cause is not None and cause.content is not None and cause.cells:
        return _at_the_row(cause, columns, context)
    column = columns[0]
    indicator = context.edition.indicators[column.code]
    others = [other.total.at for other in columns[1:]]
    return Finding(
        "KH303" if cause is None else _CODES[cause.kind],
        column.total.at,
        column.code,
        found=indicator.printed(column.amount),
        proposed=indicator.printed(column.expected),
        also=tuple(dict.fromkeys([*_cells(cause), *others])),
        because=_because(cause, context),
        detail={
            "difference": indicator.printed(abs(column.difference) if cause else column.difference),
            **_formula(column, is_proven=cause is not None and cause.is_proven),
            **_others(len(others)),
            **_ROWS[column.total.kind],
            **(_unknown(column) if cause is None else _details(cause, column, indicator, context)),
        },
    )


def _at_the_row(cause: Cause, columns: Sequence[Column], context: CheckContext) -> Finding:
    """The finding that stands at a row's cell: the total is right, the row is not."""
    column = next(c for c in columns if any(part.at == cause.cells[0] for part in c.parts))
    part = next(part for part in column.parts if part.at == cause.cells[0])
    indicator = context.edition.indicators[column.code]
    content = cause.content or 0
    return Finding(
        _CODES[cause.kind],
        part.at,
        column.code,
        context.unit(part.unit).name,
        indicator.printed(part.amount),
        indicator.printed(content),
        (*cause.cells[1:], *(other.total.at for other in columns)),
        _because(cause, context),
        detail={"label": indicator.label, "other": _listed(cause.cells[1:]), **_slip(part.amount, content)},
    )


def _details(cause: Cause, column: Column, indicator: Indicator, context: CheckContext) -> dict[str, Any]:
    """The words that only this cause's message has."""
    match cause.kind:
        case Kind.LEFT_OUT | Kind.TWICE:
            return _rows(cause, column, context)
        case Kind.SUBTOTAL_ADDED:
            return _subtotals(cause)
        case Kind.LAST_YEAR | Kind.LAST_YEAR_ROW:
            return _last_year(cause, column, context)
        case Kind.OTHER_COLUMN:
            other = context.edition.indicators[cause.rows[1]]
            return {"other": other.code, "other_label": other.label}
        case Kind.UNIT_OF_MEASURE:
            return _measure(cause, column, indicator)
        case _:
            return {"label": indicator.label, **_slip(column.amount, column.expected)}


def _rows(cause: Cause, column: Column, context: CheckContext) -> dict[str, str]:
    """The rows that a cause names: "Xã Ea Tóh (ô C20), Xã Phú Lộc (ô C21)"."""
    cells = {part.unit: part.at.cell for part in column.parts}
    named = [(context.unit(unit).name, cells[unit]) for unit in cause.rows[:_NAMED_AT_MOST]]
    more = len(cause.rows) - len(named)
    rows = ", ".join(f"{name} (ô {cell})" for name, cell in named)
    rows_en = ", ".join(f"{name} (cell {cell})" for name, cell in named)
    if more:
        rows, rows_en = f"{rows} và {more} dòng khác", f"{rows_en} and {more} more rows"
    return {"rows": rows, "rows_en": rows_en}


def _subtotals(cause: Cause) -> dict[str, str]:
    if not cause.cells:
        return {"subtotals": "các dòng cộng nhóm", "subtotals_en": "the sub-totals"}
    cells = _listed(cause.cells)
    return {"subtotals": f"dòng cộng nhóm ở ô {cells}", "subtotals_en": f"the sub-totals in {cells}"}


def _last_year(cause: Cause, column: Column, context: CheckContext) -> dict[str, str]:
    before = context.submission.period.year_before
    if cause.kind is Kind.LAST_YEAR:
        return {"stale": f"đúng bằng tổng của {before.name}", "stale_en": f"exactly the total of {before}"}
    rows = _rows(cause, column, context)
    return {
        "stale": f"đúng bằng tổng khi {rows['rows']} còn mang số của {before.name}",
        "stale_en": f"exactly the total with the figure of {before} for {rows['rows_en']}",
    }


def _measure(cause: Cause, column: Column, indicator: Indicator) -> dict[str, str]:
    times = print_count(int(cause.rows[0]))
    is_more = column.amount > column.expected
    return {
        "times": f"gấp {times} lần" if is_more else f"chỉ bằng 1/{times}",
        "times_en": f"{times} times" if is_more else f"only 1/{times} of",
        "measure": indicator.unit,
    }


def _slip(typed: int, meant: int) -> dict[str, str]:
    slip = slip_between(typed, meant)
    words = _SLIPS[slip] if slip else ("", "")
    return {"slip": words[0], "slip_en": words[1]}


def _unknown(column: Column) -> dict[str, str]:
    """What may be said where no single cause explains the difference."""
    if column.total.formula is not None:
        return {"cause": "", "cause_en": ""}
    return {
        "cause": "; không thấy công thức ở ô này, có thể số được gõ tay",
        "cause_en": "; no formula is seen here, it may be typed",
    }


def _formula(column: Column, *, is_proven: bool) -> dict[str, str]:
    """The formula as it is and as it should be; what no formula proves is only likely."""
    own = (column.total.formula or "")[:_LONGEST_FORMULA]
    if own != (column.total.formula or ""):
        own += "…"
    said = (f" (công thức ={own})", f" (formula ={own})") if own else ("", "")
    right = formula_over(part.at for part in column.parts)
    words = (right, right) if right else ("cộng các ô của từng đơn vị", "that adds the cells of the units")
    likely = ("", "") if is_proven else ("có lẽ ", "probably ")
    return {
        "as_is": said[0],
        "as_is_en": said[1],
        "formula": words[0],
        "formula_en": words[1],
        "likely": likely[0],
        "likely_en": likely[1],
    }


def _others(number: int) -> dict[str, str]:
    """The other totals of the row that the finding speaks for."""
    if not number:
        return {"others": "", "others_en": "", "copied": "", "copied_en": ""}
    return {
        "others": f" ({number} ô tổng khác cùng dòng cũng lệch như thế)",
        "others_en": f" ({number} more on this total row are off in the same way)",
        "copied": f", rồi làm như thế với {number} ô tổng kia",
        "copied_en": f", then do the same for the other {number}",
    }


def _because(cause: Cause | None, context: CheckContext) -> dict[Any, str]:
    if cause is None:
        return {}
    if cause.is_proven:
        return {"vi": "đối chiếu công thức của ô tổng với các dòng", "en": "the formula was held against the rows"}
    return {"vi": "chỉ cách này làm tổng khớp đúng", "en": "only this makes the total close exactly"}


def _cells(cause: Cause | None) -> tuple[CellRef, ...]:
    return () if cause is None else cause.cells


def _listed(cells: Sequence[CellRef]) -> str:
    return ", ".join(cell.cell for cell in cells[:_NAMED_AT_MOST]) + (" …" if len(cells) > _NAMED_AT_MOST else "")
