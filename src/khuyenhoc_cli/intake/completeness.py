"""What a return lacks or holds beyond its forms: forms, columns, rows, and sheets or columns that nobody recognises."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.forms.model import Edition, Form
from khuyenhoc_cli.intake.grid import Grid
from khuyenhoc_cli.intake.layout import Table
from khuyenhoc_cli.intake.submission import Expected
from khuyenhoc_cli.units.model import Unit

_FIGURES_OF_A_TABLE = 4


@dataclass
class FormRead:
    """What was seen of one form, on however many tables it stands; `header` and `end` are cells of the first."""

    header: CellRef
    end: CellRef
    codes: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    mistaken: set[str] = field(default_factory=set)
    whole: CellRef | None = None


def note_forms(forms: dict[int, FormRead], table: Table, edition: Edition, units: Iterable[Unit]) -> None:
    """Remembers which codes and units of which form stand in a table."""
    last = max((row.index for row in table.rows), default=table.header.last)
    end = table.grid.ref(last, table.rows[0].column if table.rows else 0)
    whole = next((row for row in table.rows if row.kind == "total"), None)
    seen = {unit.code for unit in units}
    for code in table.columns:
        form = forms.setdefault(edition.form_of[code].number, FormRead(first_heading(table), end))
        form.codes.add(code)
        form.units |= seen
        form.mistaken |= {unit.code for row in table.rows if row.kind == "unknown" for unit in row.candidates}
        if whole is not None and form.whole is None:
            form.whole = table.grid.ref(whole.index, whole.column)


def first_heading(table: Table) -> CellRef:
    """The heading of a table's leftmost indicator."""
    code = min(table.columns, key=lambda code: table.columns[code])
    return table.grid.ref(table.header.row_of(code), table.columns[code])


def missing_forms(edition: Edition, seen: Iterable[int]) -> Iterator[Finding]:
    """A finding for each form of which no table was found."""
    found = set(seen)
    for form in edition.forms:
        if form.number not in found:
            yield Finding("KH107", detail={"sheet_name": form.sheet, "title": form.title})


def missing_parts(form: Form, seen: FormRead, unit: Unit, expected: Expected, meant: set[str]) -> Iterator[Finding]:
    """Indicators without a column and territorial units without a row; not where a misspelt one is probably theirs."""
    for indicator in form.indicators:
        if indicator.code not in seen.codes | meant:
            yield Finding("KH108", seen.header, indicator.code, detail={"label": indicator.label})
    asked = expected.rows_of(unit, form)
    if not seen.units & {each.code for each in asked} and seen.whole and not seen.mistaken and asked != (unit,):
        yield Finding("KH133", seen.whole, unit=unit.name)
        return
    excused = seen.units | seen.mistaken | expected.units.no_association
    for each in asked:
        if each.code not in excused and each.kind == "territorial":
            yield Finding("KH706", seen.end, unit=each.name)


def unread_columns(table: Table, edition: Edition) -> Iterator[Finding]:
    """A finding for each column with figures under a heading that nobody knows."""
    for column in table.unread_columns():
        meant = edition.vocabulary.close_to(column.text)
        code = meant if meant not in table.columns else None
        proposed = edition.indicators[code].label if code else None
        yield Finding("KH131", table.grid.ref(column.row, column.index), code, found=column.text, proposed=proposed)


def unread_sheet(grid: Grid) -> Iterator[Finding]:
    """The finding about a sheet without a recognised table, where it holds as many figures as a table would."""
    cells = ((row, column) for row, values in enumerate(grid.rows) for column, v in enumerate(values) if _is_number(v))
    figures: Sequence[tuple[int, int]] = [cell for cell, _ in zip(cells, range(_FIGURES_OF_A_TABLE), strict=False)]
    if len(figures) == _FIGURES_OF_A_TABLE:
        yield Finding("KH130", grid.ref(*figures[0]))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
