"""A submission drawn by hand as a text table: units, sub-totals ("Cộng …") and a total ("Tổng …") with formulas."""

from collections.abc import Mapping, Sequence
from functools import cache

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.submission import Place, Submission, TotalCell, Value
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Checks
from khuyenhoc_cli.workspace.units_file import UnitList
from tests.cases.case_file import small_edition

SHEET = "Biểu 1"
CODES = ("HV02", "HV03", "HV04", "HV05", "HV06")
HEADER_ROWS = 1


@cache
def edition(codes: tuple[str, ...] = CODES) -> Edition:
    return small_edition(list(codes), [])


def drawn(
    text: str, previous: Mapping[tuple[str, str], int] | None = None, codes: tuple[str, ...] = CODES
) -> CheckContext:
    """The context of a table; a line is "name | amount | amount =FORMULA | …", the first of them is row 2, column C."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    names = [line[0] for line in lines if not line[0].startswith(("Cộng", "Tổng"))]
    root = Unit("90", "Huyện Thử", "huyen")
    units = {name: Unit(f"90{number:04}", name, "xa", "90") for number, name in enumerate(names)}
    values: dict[Place, Value] = {}
    totals: list[TotalCell] = []
    group: list[str] = []
    for row, (name, *cells) in enumerate(lines, start=HEADER_ROWS):
        for column, (code, cell) in enumerate(zip(codes, cells, strict=False), start=2):
            at = CellRef.at(SHEET, row, column)
            amount, _, formula = cell.partition("=")
            if name in units:
                values[units[name].code, code] = Value(int(amount), at)
                continue
            kind, of = ("total", names) if name.startswith("Tổng") else ("subtotal", group)
            parts = tuple((units[unit].code, code) for unit in of)
            totals.append(TotalCell(code, int(amount), at, parts, kind, formula or None))
        group = [*group, name] if name in units else []
    before = {(units[name].code, code): amount for (name, code), amount in (previous or {}).items()}
    submission = Submission(root, Period.parse("2024H1"), "2024", values, tuple(totals))
    return CheckContext(
        submission, edition(codes), UnitList((root, *units.values()), frozenset()), Checks(), before, frozenset()
    )


def table(rows: Sequence[Sequence[int]], totals: Sequence[int]) -> str:
    """The text of a plain table: units "Xã 0", "Xã 1", … and the total row."""
    lines = [" | ".join([f"Xã {number}", *map(str, row)]) for number, row in enumerate(rows)]
    return "\n".join([*lines, " | ".join(["Tổng cộng", *map(str, totals)])])
