"""Two rows alike in every figure: one of them was probably copied over the other."""

from collections.abc import Iterator

from khuyenhoc_cli.checks.context import CheckContext
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.forms.model import Form, Measure
from khuyenhoc_cli.intake.submission import Value

_LEAST_FIGURE = 10  # small numbers are alike by chance


def check_copied_rows(context: CheckContext) -> Iterator[Finding]:
    """A doubt on each row that repeats another of its form: enough different figures, and all of them the same."""
    rows: dict[str, dict[str, Value]] = {}
    for (unit, code), value in context.submission.values.items():
        rows.setdefault(unit, {})[code] = value
    for form in context.edition.forms:
        seen: dict[tuple[int, ...], str] = {}
        for unit, values in rows.items():
            figures = _figures(form, values)
            if (
                len({figure for figure in figures if figure >= _LEAST_FIGURE})
                < context.thresholds.neighbours.least_alike
            ):
                continue
            other = seen.setdefault(figures, unit)
            if other != unit:
                yield _finding(context, form, unit, rows[unit], other, rows[other])


def _figures(form: Form, values: dict[str, Value]) -> tuple[int, ...]:
    """The figures of a row in the form's order; () where one is not known."""
    codes = [indicator.code for indicator in form.indicators if indicator.measure is not Measure.FLAG]
    return tuple(values[code].amount for code in codes) if all(code in values for code in codes) else ()


def _finding(
    context: CheckContext, form: Form, unit: str, values: dict[str, Value], other: str, beside: dict[str, Value]
) -> Finding:
    codes = [indicator.code for indicator in form.indicators if indicator.code in values and indicator.code in beside]
    also = tuple(values[code].at for code in codes[1:]) + tuple(beside[code].at for code in codes)
    detail = {"other": context.unit(other).name}
    return Finding("KH603", values[codes[0]].at, unit=context.unit(unit).name, also=also, detail=detail)
